"""The two charts of a power, 运行流程图 and 风险防控图: drawn, one to one as a table, as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from dashboard import downloads, markup, printing, shell
from dashboard.app_pages import form_files
from dashboard.markup import Html
from dashboard.shell import Frame
from graph.drawing.flow import FlowRisk, FlowStep
from graph.drawing.flow_svg import risk_pictures
from graph.drawing.symbols import RISK_SIGN
from graph.drawing.words import mark_name
from graph.legend import text_colour
from graph.schema import RISK_MARKS
from queries.views.power import MeasureRow, PowerCard, RiskRow, StepRow
from queries.views.words import listed, value_of

_FORMS: Final = ("flow", "risk", "modules")
_WIDE: Final = 900  # pixels of a chart


def flow(frame: Frame, card: PowerCard) -> None:
    """The course of the power with its risks on the steps; else that of its type."""
    st.subheader(frame.say("power.flow"), anchor=False)
    steps = card.steps or card.template
    if not steps:
        st.info(markup.markdown(frame.say("power.flow_none")))
        return
    if card.steps:
        shell.quiet(frame.say("power.flow_says"))
    else:
        kind = value_of("Power", "power_type", card.head.props.get("power_type"), frame.language)
        st.info(markup.markdown(frame.say("power.flow_template", type=kind)))
    unit = card.units[0].name if card.units else ""
    drawn = [_step(frame, step, unit) for step in steps]
    flags = [
        FlowRisk(risk.name, risk.level, risk.step, tuple(m.text for m in risk.measures))
        for risk in card.risks
        if risk.level in RISK_MARKS
    ]
    names = listed((f"{s.seq}. {s.name}" for s in steps), frame.language)
    said = frame.say("power.flow_alt", name=card.head.name, steps=names)
    pictures = risk_pictures(drawn, flags, card.head.name, frame.language)
    for at, svg in enumerate(pictures, start=1):
        st.image(svg, width=_WIDE, alt=said)
        name = f"flow-{at}" if len(pictures) > 1 else "flow"
        downloads.drawing(frame, lambda svg=svg: svg, name, f"{name}_{card.head.uid}")  # type: ignore[misc]


def _step(frame: Frame, step: StepRow, unit: str) -> FlowStep:
    """A step as it is drawn; the unit's own name before that of a post says nothing here."""
    actors = [name.removeprefix(unit).strip() or name for name in step.holders]
    return FlowStep(
        seq=step.seq,
        name=step.name,
        role=step.kinds[0] if len(step.kinds) == 1 else None,
        actor=listed(actors, frame.language) if actors else "",
        days=step.days,
        mandatory=step.mandatory,
    )


def risks(frame: Frame, card: PowerCard) -> None:
    """One line a measure, beside its risk: who answers for it, and how often it is done."""
    st.subheader(frame.say("power.risks"), anchor=False)
    if not card.risks:
        st.info(markup.markdown(frame.say("power.risks_none")))
        return
    step = f"{frame.say('power.risk_step')} / {frame.say('power.risk_post')}"
    head = [frame.say(f"power.{k}") for k in ("risk_level", "risk_point")]
    head += [step, frame.say("power.measure"), frame.say("power.owner")]
    rows = [_risk(frame, risk) for risk in card.risks]
    st.html(markup.table(head, rows, widths=("6rem", "26%", "18%", "27%", "")))


def _risk(frame: Frame, risk: RiskRow) -> Sequence[object]:
    level = grade(frame, risk.level)
    name = markup.lines(filter(None, (risk.name, risk.manifestation)))
    where = markup.lines(filter(None, (risk.step_name, risk.post)))
    if not risk.measures:
        return (level, name, where, lack(frame.say("power.measure_none")), Html(""))
    many = len(risk.measures) > 1
    return (
        level,
        name,
        where,
        markup.lines(_numbered((m.text for m in risk.measures), many)),
        markup.lines(_numbered((_owner(frame, m) for m in risk.measures), many)),
    )


def _numbered(values: Iterable[object], many: bool) -> Iterable[object]:
    """Measure 1 stands with owner 1: numbers say which belong together."""
    for at, value in enumerate(values, start=1):
        yield Html(f"{at}. {markup.inner(value)}") if many else value


def _owner(frame: Frame, measure: MeasureRow) -> object:
    if measure.owner is None:
        return lack(frame.say("power.owner_none"))
    people = listed(measure.people, frame.language)
    return f"{measure.owner}（{people}）" if measure.people else measure.owner


def grade(frame: Frame, level: str | None) -> object:
    """A grade of risk: sign, word and colour; one that is none as it stands."""
    mark = RISK_MARKS.get(level or "")
    if mark is None:
        return level or ""
    words = f"{RISK_SIGN[mark.code]} {mark_name(mark.code, frame.language)}"
    return markup.chip(words, mark.colour, text_colour(mark.colour))


def lack(words: str) -> Html:
    """Something that should be there and is not."""
    return Html(f'<span class="pg-lack">{markup.text(words)}</span>')


def forms(frame: Frame, card: PowerCard) -> None:
    """The forms of this power as files, for those who fill them in on paper."""
    with st.container(key=f"{printing.UNPRINTED}-forms", gap="xsmall"):
        st.subheader(frame.say("power.forms"), anchor=False)
        in_use = card.head.props.get("status", "ACTIVE") == "ACTIVE"
        if not card.units or not in_use or not card.valid(frame.as_of):
            shell.quiet(frame.say("power.forms_none"))
            return
        for kind in _FORMS:
            form_files.offer(frame, kind, card.units[0].uid, card.head.uid)
