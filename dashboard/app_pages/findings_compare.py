"""制约缺失, two more views: by unit and family, and what changed since another day or a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import downloads, markup, shell, writing
from dashboard.shapes import as_day
from dashboard.shell import Frame
from dashboard.views import changes
from dashboard.views.changes import CHANGES, Change, Changed, UnitLine
from graph.errors import LedgerError
from powergraph.ledger import Ledger, Run
from queries.findings import CheckResult
from queries.model import SEVERITIES
from queries.render import cell
from queries.views import network
from queries.views.words import family_name, severity_name

_VIEWS: Final = ("list", "units", "changes")
_UNITS: Final = 15  # of the table of links at once
_SHOWN: Final = 2000
_DAY, _RUN = "findings_against", "findings_run"


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two checks compared: what they are called, the day of the other one, and what became."""

    earlier: str
    later: str
    other: date
    changed: Sequence[Changed]


def shown(frame: Frame, result: CheckResult) -> bool:
    """The choice of view, and one of the two views of this module where it was chosen.

    Returns:
        Whether such a view was drawn: the list is not wanted then.
    """
    st.session_state.setdefault("findings_view", frame.own.get("view", _VIEWS[0]))
    view = st.segmented_control(
        frame.say("compare.view"),
        _VIEWS,
        key="findings_view",
        required=True,
        format_func=lambda name: frame.say(f"compare.view_{name}"),
        label_visibility="collapsed",
    )
    if view in (None, _VIEWS[0]):
        for name in ("view", "against", "run", "change"):
            frame.own.pop(name, None)
        return False
    frame.own["view"] = view
    if view == "units":
        _units(frame, result)
    else:
        _changes(frame, result)
    return True


def _units(frame: Frame, result: CheckResult) -> None:
    """Units downwards, families across; each number leads to those findings."""
    lines = changes.by_unit(result, frame.units, frame.unit)
    families = sorted({query.family for query in result.queries.values()})
    st.subheader(frame.say("compare.units"), anchor=False)
    shell.quiet(f"{frame.say('compare.units_says')} {frame.say('word.lead')}")
    pages = max(1, -(-len(lines) // _UNITS))
    at = 1
    if pages > 1:
        with st.columns([1, 4])[0]:
            at = int(
                st.number_input(
                    frame.say("compare.page", pages=pages), 1, pages, key="findings_units_page"
                )
            )
    shape = [4, 1.2, 1.2, *(1.0 for _ in families), 1.6, 1.3]
    with st.container(key="pg-matrix", gap="xxsmall"):
        titles = [frame.say("findings.unit"), frame.say("overview.total")]
        titles += [severity_name("high", frame.language), *families]
        titles += [frame.say("findings.examined"), frame.say("compare.silent")]
        for column, title in zip(st.columns(shape), titles, strict=True):
            column.html(f"<strong>{markup.text(title)}</strong>")
        for line in lines[(at - 1) * _UNITS : at * _UNITS]:
            _unit(frame, line, families, shape)
    shell.quiet(" · ".join(family_name(family, frame.language) for family in families))
    rows: list[dict[str, Any]] = [
        {
            "unit": _unit_name(frame, line.unit),
            "uid": line.unit or "",
            "total": line.total,
            **{s: line.severities.get(s, 0) for s in SEVERITIES},
            **{f: line.families.get(f) for f in families},
            "examined": line.examined,
            "silent": line.silent,
        }
        for line in lines
    ]
    columns = {"unit": titles[0], "uid": frame.say("explorer.uid"), "total": titles[1]}
    columns |= {s: severity_name(s, frame.language) for s in SEVERITIES}
    columns |= {family: family_name(family, frame.language) for family in families}
    columns |= {"examined": titles[-2], "silent": titles[-1]}
    downloads.table(frame, columns, rows, f"units-{frame.as_of}", "units")


def _unit(frame: Frame, line: UnitLine, families: Sequence[str], shape: Sequence[float]) -> None:
    first, total, high, *cells = st.columns(shape, vertical_alignment="center")
    first.html(markup.text(_unit_name(frame, line.unit)))
    within = replace(frame, unit=line.unit) if line.unit in frame.units else None
    numbers: list[tuple[DeltaGenerator, int | None, dict[str, str]]] = [
        (total, line.total, {}),
        (high, line.severities.get("high", 0), {"severity": "high"}),
        *(
            (column, line.families.get(family), {"family": family})
            for column, family in zip(cells, families, strict=False)
        ),
    ]
    for column, count, own in numbers:
        with column:
            if count and within:
                within.link(f"{count:,}", "findings", own)
            else:
                said = "—" if count is None else f"{count:,}"
                st.html(f'<span class="pg-none">{said}</span>')
    cells[-2].html(f"{line.examined:,}")
    cells[-1].html(f"{line.silent:,}")


def _unit_name(frame: Frame, unit: str | None) -> str:
    if unit is None:
        return frame.say("compare.no_unit")
    return frame.units[unit].name if unit in frame.units else unit


def _changes(frame: Frame, result: CheckResult) -> None:
    """What became of each finding since, or until, another day; or since a recorded run."""
    st.subheader(frame.say("compare.changes"), anchor=False)
    shell.quiet(frame.say("compare.changes_says"))
    runs = _runs(frame)
    by_run = bool(runs) and _by_run(frame)
    compared = _with_run(frame, result, runs) if by_run else _with_day(frame, result)
    if compared is None:
        return
    _summary(frame, compared)
    _list(frame, compared, by_run)


def _by_run(frame: Frame) -> bool:
    st.session_state.setdefault("findings_with", "run" if frame.own.get("run") else "day")
    chosen = st.segmented_control(
        frame.say("compare.with"),
        ("day", "run"),
        key="findings_with",
        required=True,
        format_func=lambda name: frame.say(f"compare.with_{name}"),
    )
    frame.own.pop("against" if chosen == "run" else "run", None)
    return chosen == "run"


def _with_day(frame: Frame, result: CheckResult) -> _Compared | None:
    asked = as_day(frame.own.get("against", ""))
    st.session_state.setdefault(_DAY, asked or frame.as_of - timedelta(days=365))
    left, right, _ = st.columns([1, 1, 2], vertical_alignment="bottom")
    with left:
        day = st.date_input(frame.say("compare.day"), key=_DAY, format="YYYY-MM-DD")
    with right:
        if st.button(frame.say("compare.go"), type="primary", key="findings_compare_go"):
            asked = day
    if not isinstance(asked, date):
        return None
    frame.own["against"] = asked.isoformat()
    if asked == frame.as_of:
        st.info(frame.say("compare.same_day"))
        return None
    other = shell.checked(replace(frame, as_of=asked))
    earlier, later = sorted((other, result), key=lambda r: r.as_of)
    changed = changes.between(earlier, later)
    return _Compared(earlier.as_of.isoformat(), later.as_of.isoformat(), asked, changed)


def _runs(frame: Frame) -> list[Run]:
    """The recorded checks, the newest first; none where the ledger cannot be read."""
    try:
        with Ledger(writing.place(frame.graph.target).ledger) as ledger:
            return ledger.runs()[::-1]
    except LedgerError as error:
        st.error(markup.markdown(error.render(frame.language)))
        return []


def _with_run(frame: Frame, result: CheckResult, runs: Sequence[Run]) -> _Compared:
    known = {str(run.number): run for run in runs}
    asked = frame.own.get("run")
    st.session_state.setdefault(_RUN, asked if asked in known else next(iter(known)))
    number = st.selectbox(
        frame.say("compare.run"),
        list(known),
        key=_RUN,
        format_func=lambda n: _run_name(frame, known[n]),
    )
    frame.own["run"] = number
    run = known[number]
    with Ledger(writing.place(frame.graph.target).ledger) as ledger:
        lives = ledger.lives()
        ids = {
            id for id in ledger.found_in(run.number) if frame.viewer.unit in (None, lives[id].unit)
        }
    changed = changes.since(run, ids, lives, result)
    return _Compared(_run_name(frame, run), frame.as_of.isoformat(), run.as_of, changed)


def _run_name(frame: Frame, run: Run) -> str:
    at = run.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return frame.say("compare.run_name", number=run.number, at=at, who=run.who, day=run.as_of)


def _summary(frame: Frame, compared: _Compared) -> None:
    changed = [c for c in compared.changed if frame.unit in (None, c.unit)]
    said = frame.say("compare.between", earlier=compared.earlier, later=compared.later)
    st.html(f"<p>{markup.text(said)}</p>")
    st.html(
        markup.cards(
            (
                frame.say(f"compare.{change}"),
                f"{count:,}",
                frame.say(f"compare.{change}_note"),
            )
            for change, count in changes.counts(changed).items()
        )
    )
    rows = [
        (family_name(family, frame.language), *(f"{of[change]:,}" for change in CHANGES))
        for family, of in changes.by_family(changed).items()
    ]
    if rows:
        head = [frame.say("findings.family"), *(frame.say(f"compare.{c}") for c in CHANGES)]
        st.html(markup.table(head, rows, numbers=range(1, 1 + len(CHANGES))))


def _list(frame: Frame, compared: _Compared, by_run: bool) -> None:
    options = (shell.ALL, *CHANGES)
    st.session_state.setdefault("findings_change", frame.own.get("change", shell.ALL))
    change = st.segmented_control(
        frame.say("compare.change"),
        options,
        key="findings_change",
        required=True,
        format_func=lambda c: frame.say(f"compare.{c}") if c else frame.say("findings.all"),
    )
    frame.own["change"] = change or ""
    found = [
        c
        for c in compared.changed
        if (not change or c.change == change) and frame.unit in (None, c.unit)
    ]
    if not found:
        st.info(frame.say("compare.none"))
        return
    names = frame.ask(network.named, tuple(c.subject for c in found if c.finding is None))
    titles = {
        id: query.title.of(frame.language) for id, query in shell.checked(frame).queries.items()
    }
    rows = [
        {
            "change": _marked(frame, c.change),
            "severity": severity_name(c.severity, frame.language),
            "rule": f"{c.rule} {titles.get(c.rule, '')}",
            "subject": cell(_subject(c, names)),
            "unit": cell(_unit_name(frame, c.unit)),
            "message": cell(c.finding.message.of(frame.language)) if c.finding else "",
            "id": c.id,
        }
        for c in found
    ]
    keys = ("severity", "rule", "subject", "unit", "message")
    columns = {"change": frame.say("compare.change")}
    columns |= {k: frame.say(f"findings.{k}") for k in keys}
    picked = st.dataframe(
        {title: [row[k] for row in rows[:_SHOWN]] for k, title in columns.items()},
        key=f"findings_changed_{change}_{compared.earlier}_{compared.later}_{frame.unit}",
        hide_index=True,
        height=min(420, 38 + 35 * len(rows)),
        on_select="rerun",
        selection_mode="single-row",
        alt=frame.say("compare.changes"),
    )
    if len(rows) > _SHOWN:
        shell.quiet(frame.say("word.more", count=f"{len(rows) - _SHOWN:,}"))
    name = f"changes-{compared.other}-{frame.as_of}"
    downloads.table(frame, columns | {"id": "id"}, rows, name, "changes")
    at = picked["selection"]["rows"]
    if at and at[0] < len(found):
        _opened(frame, found[at[0]], compared, by_run)
    else:
        shell.quiet(frame.say("compare.hint"))


def _subject(one: Changed, names: dict[str, network.Named]) -> str:
    if one.finding:
        return one.finding.subject_name or one.finding.subject
    known = names.get(one.subject)
    return known.name if known else one.subject


def _marked(frame: Frame, change: Change) -> str:
    """Shape and word."""
    marks: dict[Change, str] = {"new": "＋", "still_there": "＝", "gone": "－", "not_judged": "？"}
    return f"{marks[change]} {frame.say(f'compare.{change}')}"


def _opened(frame: Frame, one: Changed, compared: _Compared, by_run: bool) -> None:
    """The finding itself, at the day on which it is there; and what it is about."""
    now = {f.id for f in shell.checked(frame).findings}
    own = {"rule": one.rule, "finding": one.id}
    with st.container(horizontal=True, gap="medium"):
        if one.id in now:
            frame.link(frame.say("compare.open"), "findings", own)
        elif not by_run:
            day = compared.other
            label = frame.say("compare.open_on", day=day.isoformat())
            replace(frame, as_of=day).link(label, "findings", own)
        frame.link(frame.say("findings.open_subject"), "explorer", {"node": one.subject})
