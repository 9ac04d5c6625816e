"""The parts of the page about one power: each says what is missing rather than showing nothing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import markup, shell
from dashboard.markup import Html
from dashboard.shell import Frame
from dashboard.views import checks
from graph.drawing.flow import FlowRisk, FlowStep, flow_chart
from graph.drawing.words import mark_name
from graph.legend import text_colour
from graph.schema import RISK_MARKS
from queries.views.power import MeasureRow, PowerCard
from queries.views.words import listed, severity_name, value_of

_FINDINGS_SHOWN = 20
_DISCIPLINE = ("DISCIPLINE", "RESIDENT_DISCIPLINE")


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
    drawn = [
        FlowStep(
            seq=step.seq,
            name=step.name,
            role=step.kinds[0] if step.kinds else None,
            actor=listed(step.holders, frame.language) if step.holders else "",
            days=step.days,
            mandatory=step.mandatory,
        )
        for step in steps
    ]
    risks = [FlowRisk(risk.name, risk.level, risk.step) for risk in card.risks]
    st.graphviz_chart(flow_chart(drawn, risks, frame.language), width="stretch")


def risks(frame: Frame, card: PowerCard) -> None:
    """One line a risk: its measures, and who answers for each."""
    st.subheader(frame.say("power.risks"), anchor=False)
    if not card.risks:
        st.info(markup.markdown(frame.say("power.risks_none")))
        return
    rows = []
    for risk in card.risks:
        mark = RISK_MARKS.get(risk.level)
        level: object = risk.level
        if mark:
            words = mark_name(mark.code, frame.language)
            level = markup.chip(words, mark.colour, text_colour(mark.colour))
        name = markup.lines(filter(None, (risk.name, risk.manifestation)))
        where = markup.lines(filter(None, (risk.step_name, risk.post)))
        measures = markup.lines(m.text for m in risk.measures)
        owners = markup.lines(_owner(frame, m) for m in risk.measures)
        if not risk.measures:
            measures, owners = _lack(frame.say("power.measure_none")), Html("")
        rows.append((level, name, where, measures, owners))
    step = f"{frame.say('power.risk_step')} / {frame.say('power.risk_post')}"
    head = [frame.say("power.risk_level"), frame.say("power.risk_point"), step]
    head += [frame.say("power.measure"), frame.say("power.owner")]
    widths = ("5rem", "25%", "19%", "27%", "")
    st.html(markup.table(head, rows, widths=widths))


def _owner(frame: Frame, measure: MeasureRow) -> object:
    if measure.owner is None:
        return _lack(frame.say("power.owner_none"))
    people = listed(measure.people, frame.language)
    return f"{measure.owner}（{people}）" if measure.people else measure.owner


def _lack(words: str) -> Html:
    return Html(f'<span class="pg-lack">{markup.text(words)}</span>')


def bases(frame: Frame, card: PowerCard) -> None:
    """On what the power rests."""
    rows = []
    for row in card.bases:
        force = frame.say("word.yes" if row["in_force"] else "word.no")
        kind = value_of("LegalBasis", "kind", row["kind"], frame.language)
        shown = force if row["in_force"] else _lack(force)
        rows.append((row["name"], kind, row["article"] or "—", shown))
    head = [frame.say(f"power.{k}") for k in ("basis", "basis_kind", "article")]
    head.append(frame.say("power.in_force", day=frame.as_of.isoformat()))
    _part(frame, "bases", head, rows)


def systems(frame: Frame, card: PowerCard) -> None:
    """The rule documents that bind it."""
    rows = [(r["name"], r["doc_no"] or "—", r["issued_on"] or "—") for r in card.systems]
    _part(
        frame, "systems", [frame.say(f"power.{k}") for k in ("system", "doc_no", "issued_on")], rows
    )


def standards(frame: Frame, card: PowerCard) -> None:
    """Within what range discretion may move."""
    rows = [(r["situation"], f"{_n(r['lower'])}–{_n(r['upper'])} {r['unit'] or ''}")
            for r in card.standards]  # fmt: skip
    empty = "standards_needed" if card.head.props.get("has_discretion") else "standards_none"
    head = [frame.say("power.situation"), frame.say("power.range")]
    _part(frame, "standards", head, rows, empty)


def _n(value: float | None) -> str:
    return "…" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def duties(frame: Frame, card: PowerCard) -> None:
    """What its user must answer for."""
    rows = [(r["text"] or r["uid"], r["accountability"] or "—") for r in card.duties]
    head = [frame.say("power.duty"), frame.say("power.accountability")]
    _part(frame, "duties", head, rows)


def publication(frame: Frame, card: PowerCard) -> None:
    """What of it was published, where, and how often it was exercised."""
    rows = [
        (
            row["published_on"],
            *(
                value_of("Disclosure", name, row[name], frame.language)
                for name in ("element", "artifact", "platform")
            ),
        )
        for row in card.disclosures
    ]
    keys = ("published_on", "element", "artifact", "platform")
    _part(frame, "publication", [frame.say(f"power.{k}") for k in keys], rows)
    st.subheader(frame.say("power.cases"), anchor=False)
    cases = card.cases
    if not cases.total:
        st.info(markup.markdown(frame.say("power.cases_none")))
        return
    text = frame.say(
        "power.cases_count",
        count=f"{cases.total:,}",
        first=cases.first,
        last=cases.last,
        open=f"{cases.open:,}",
    )
    st.html(f"<p>{markup.text(text)}</p>")


def mechanism(frame: Frame, card: PowerCard) -> None:
    """The "211" of this power: two charts, one form, one supervision."""
    st.subheader(frame.say("power.status211"), anchor=False)
    rows = []
    for flag, artifact, key in (
        ("has_flow_chart", "FLOW_CHART", "flow_chart"),
        ("has_risk_chart", "RISK_CHART", "risk_chart"),
    ):
        stated = card.head.props.get(flag)
        words = {True: "there", False: "there_not", None: "unknown"}[stated]
        seen = "published" if card.published(artifact) else "not_published"
        rows.append(_state(frame, key, stated is True, words, frame.say(f"power.{seen}")))
    filed = frame.say("power.filing_no_matters")
    if card.matters:
        filed = frame.say("power.filing_count", filed=card.filed, all=card.matters)
    whole = card.matters > 0 and card.filed == card.matters
    state = "there" if whole else "there_not" if card.matters else "unknown"
    rows.append(_state(frame, "filing", whole, state, filed))
    names = listed((s.name for s in card.supervisors), frame.language)
    there = bool(card.supervisors)
    known = any(unit.kind in _DISCIPLINE for unit in frame.units.values())
    state = "there" if there else "there_not" if known else "unknown"
    rows.append(_state(frame, "supervision", there, state, names))
    st.html(markup.table(["", frame.say("findings.state"), frame.say("findings.details")], rows))
    shell.quiet(frame.say("power.status211_says"))


def _state(frame: Frame, key: str, good: bool, words: str, note: str) -> Sequence[object]:
    sign = {True: "✓", False: "✗"}[good] if words != "unknown" else "?"
    said = f"{sign} {frame.say(f'power.{words}')}"
    shown = _lack(said) if words == "there_not" else said
    return (frame.say(f"power.{key}"), shown, note)


def findings(frame: Frame, card: PowerCard) -> None:
    """What the rules say about this power."""
    st.subheader(frame.say("power.findings"), anchor=False)
    result = shell.checked(frame)
    found = checks.matching(checks.about(result.findings, card.head.ref))
    if not found:
        st.info(markup.markdown(frame.say("power.findings_none")))
        return
    shell.quiet(frame.say("word.lead"))
    for finding in found[:_FINDINGS_SHOWN]:
        title = result.queries[finding.rule].title.of(frame.language)
        with st.container(border=True, gap="xxsmall"):
            st.html(
                f"<strong>{markup.text(severity_name(finding.severity, frame.language))} "
                f"{markup.text(finding.rule)} {markup.text(title)}</strong><br>"
                f"{markup.text(finding.message.of(frame.language))}"
            )
            own = {"finding": finding.id, "rule": finding.rule}
            frame.link(frame.say("power.findings_all"), "findings", own)
    if len(found) > _FINDINGS_SHOWN:
        shell.quiet(frame.say("word.more", count=len(found) - _FINDINGS_SHOWN))


def _part(
    frame: Frame,
    name: str,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    empty: str | None = None,
) -> None:
    """A heading with a table, or with what is missing."""
    st.subheader(frame.say(f"power.{name}"), anchor=False)
    if rows:
        st.html(markup.table(head, rows))
    else:
        st.info(markup.markdown(frame.say(f"power.{empty or name + '_none'}")))
