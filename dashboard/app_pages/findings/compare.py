"""制约缺失, two more views: by unit and family, and what changed since another day or a run."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from dashboard import checking, downloads, markup, shell, writing
from dashboard.app_pages import listing
from dashboard.app_pages.findings import units as findings_units
from dashboard.app_pages.findings.units import unit_name
from dashboard.app_pages.listing import Tally
from dashboard.shapes import as_day
from dashboard.shell import Frame
from dashboard.views import changes
from dashboard.views.changes import CHANGES, Change, Changed
from graph.errors import LedgerError
from powergraph.ledger import Ledger, Run
from queries.findings import CheckResult
from queries.render import cell
from queries.views import network
from queries.views.words import family_name, severity_name

_VIEWS: Final = ("list", "units", "changes")
# What of the address says with what is compared, and all that decides which rows are listed.
_KEPT: Final = ("view", "against", "run")
_ASKED: Final = (*_KEPT, "change", "family")
_WIDE: Final = {"change": 80, "severity": 66, "rule": 225, "subject": 250, "unit": 150}
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
    label = frame.say("compare.view")
    view = listing.switch(
        frame, "view", _VIEWS, label, lambda name: frame.say(f"compare.view_{name}")
    )
    if view == _VIEWS[0]:
        for name in ("view", "against", "run", "change"):
            frame.own.pop(name, None)
        return False
    frame.own["view"] = view
    if view == "units":
        findings_units.show(frame, result)
    else:
        _changes(frame, result)
    return True


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
    _list(frame, compared, result, by_run)


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
    other = checking.checked(replace(frame, as_of=asked))
    earlier, later = sorted((other, result), key=lambda r: r.as_of)
    changed = changes.between(earlier, later)
    return _Compared(earlier.as_of.isoformat(), later.as_of.isoformat(), asked, changed)


def _runs(frame: Frame) -> list[Run]:
    """The recorded checks, the newest first; none where the ledger cannot be read.

    None either for one who sees a single unit: findings are withheld from them whose path leads
    outside, and those of a run would seem to be gone.
    """
    if frame.viewer.unit is not None:
        return []
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
        lives, ids = ledger.lives(), ledger.found_in(run.number)
    changed = changes.since(run, ids - checking.withheld(frame), lives, result)
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
    kept = {k: v for k in _KEPT if (v := frame.own.get(k))}
    rows = []
    for family, of in changes.by_family(changed).items():
        own = kept | {"family": family}
        cells = [Tally(of[change], "findings", own | {"change": change}) for change in CHANGES]
        rows.append((family_name(family, frame.language), cells))
    head = [frame.say("findings.family"), *(_marked(frame, c) for c in CHANGES)]
    listing.grid(frame, head, rows, (3, *(1 for _ in CHANGES)))


def _filters(frame: Frame, compared: _Compared) -> list[Changed]:
    """The findings that changed so, of the family and the unit that are asked for."""
    families = sorted({changes.family_of(c.rule) for c in compared.changed})
    every = frame.say("findings.all")
    key = "findings_change"
    st.session_state.setdefault(key, frame.own.get("change", shell.ALL))
    change = st.segmented_control(
        frame.say("compare.change"),
        (shell.ALL, *CHANGES),
        key=key,
        required=True,
        format_func=lambda c: frame.say(f"compare.{c}") if c else every,
    )
    key = "findings_changed_family"
    if st.session_state.setdefault(key, frame.own.get("family", "")) not in families:
        st.session_state[key] = shell.ALL
    with st.columns(3)[0]:
        family = st.selectbox(
            frame.say("findings.family"),
            [shell.ALL, *families],
            key=key,
            format_func=lambda f: family_name(f, frame.language) if f else every,
        )
    frame.own.update(change=change or "", family=family or "")
    return [
        c
        for c in compared.changed
        if change in (shell.ALL, c.change)
        and family in (shell.ALL, changes.family_of(c.rule))
        and frame.unit in (None, c.unit)
    ]


def _list(frame: Frame, compared: _Compared, result: CheckResult, by_run: bool) -> None:
    found = _filters(frame, compared)
    if not found:
        st.info(frame.say("compare.none"))
        return
    names = frame.ask(network.named, tuple(c.subject for c in found if c.finding is None))
    titles = {id: query.title.of(frame.language) for id, query in result.queries.items()}
    rows = [
        {
            "change": _marked(frame, c.change),
            "severity": severity_name(c.severity, frame.language),
            "rule": f"{c.rule} {titles.get(c.rule, '')}",
            "subject": cell(_subject(c, names)),
            "unit": cell(unit_name(frame, c.unit)),
            "message": cell(c.finding.message.of(frame.language)) if c.finding else "",
            "id": c.id,
        }
        for c in found
    ]
    keys = ("severity", "rule", "subject", "unit", "message")
    columns = {"change": frame.say("compare.change")}
    columns |= {k: frame.say(f"findings.{k}") for k in keys}
    key = "_".join(["changed", *(frame.own.get(k, "") for k in _ASKED), str(frame.unit)])
    alt = frame.say("compare.changes")
    at = listing.picked(
        frame, columns, rows[: listing.SHOWN], key, of=len(rows), width=_WIDE, alt=alt
    )
    name = f"changes-{compared.other}-{frame.as_of}"
    downloads.table(frame, columns | {"id": "id"}, rows, name, "changes")
    if at is not None:
        here = {f.id for f in result.findings}
        _opened(frame, found[at], here, None if by_run else compared.other)
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


def _opened(frame: Frame, one: Changed, here: AbstractSet[str], other: date | None) -> None:
    """The finding itself, at the day on which it is there; and what it is about.

    Args:
        here: the findings of the day that is looked at.
        other: the other day; None where that was a recorded run.
    """
    own = {"rule": one.rule, "finding": one.id}
    with st.container(horizontal=True, gap="medium"):
        if one.id in here:
            frame.link(frame.say("compare.open"), "findings", own)
        elif other:
            label = frame.say("compare.open_on", day=other.isoformat())
            replace(frame, as_of=other).link(label, "findings", own)
        frame.link(frame.say("findings.open_subject"), "explorer", {"node": one.subject})
