"""操作记录: who did what and when, and whether the record is as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard import downloads, lives, markup, shell, writing
from dashboard.app_pages import listing
from dashboard.shell import Frame
from graph.errors import LedgerError
from graph.text import say
from powergraph.ledger import ACTIONS, Event, Ledger, Verification, verify
from powergraph.outputs.lives import event_row
from queries.render import cell

_SHOWN: Final = 1000
_LEAST: Final = 8  # characters of a hash that tell it from others
_COLUMNS: Final = ("number", "at", "who", "action", "finding", "change_of", "hash")
_WIDE: Final = {"number": 60, "at": 150, "who": 90, "action": 110, "finding": 140, "hash": 110}


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    path = writing.place(frame.graph.target).ledger
    try:
        with Ledger(path) as ledger:
            found = _verified(str(path), _version(path), ledger)
            _whole(frame, found)
            events, units = ledger.history(), _units(ledger)
    except LedgerError as error:
        st.error(markup.markdown(error.render(frame.language)))
        return
    if events:
        _noted(frame, events)
    st.subheader(frame.say("journal.list"), anchor=False)
    if frame.viewer.unit is not None:
        shell.quiet(frame.say("journal.own_unit"))
        events = [e for e in events if e.finding and units.get(e.finding) == frame.viewer.unit]
    if not events:
        st.info(frame.say("journal.nothing"))
        return
    chosen = _filtered(frame, list(reversed(events)))
    shell.quiet(frame.say("journal.count", count=f"{len(chosen):,}", total=f"{len(events):,}"))
    if chosen:
        _list(frame, [lives.shown(event, frame.viewer) for event in chosen])


def _whole(frame: Frame, found: Verification) -> None:
    """Whether the chain is whole, and the hash to note elsewhere."""
    if found.problems:
        count = len(found.problems)
        said = [frame.say("journal.changed", events=f"{found.events:,}", count=f"{count:,}")]
        said += [problem.render(frame.language) for problem in found.problems[:_SHOWN]]
        st.error("  \n".join(markup.markdown(line) for line in said))
    elif found.events:
        st.success(markup.markdown(frame.say("journal.whole", events=f"{found.events:,}")))
    if found.events:
        shell.quiet(frame.say("journal.head"))
        st.code(found.head, language=None, wrap_lines=True)


def _noted(frame: Frame, events: Sequence[Event]) -> None:
    """A hash that was noted elsewhere must still be in the record: else it was written anew."""
    noted = st.text_input(
        frame.say("journal.noted"), key="journal_noted", help=frame.say("journal.noted_help")
    )
    wanted = noted.strip().lower()
    if not wanted:
        return
    if len(wanted) < _LEAST:
        st.warning(frame.say("journal.noted_short", least=_LEAST))
        return
    there = next((event for event in events if event.hash.startswith(wanted)), None)
    if there is None:
        st.error(frame.say("journal.noted_gone"))
    else:
        values = {"number": there.number, "at": lives.moment(there)}
        st.success(markup.markdown(frame.say("journal.noted_there", **values)))


def _filtered(frame: Frame, events: Sequence[Event]) -> list[Event]:
    left, middle, right = st.columns(3)
    actions = [name for name in ACTIONS if any(e.action == name for e in events)]
    with left:
        action = _select(frame, "action", actions, lambda a: _action(frame, a))
    with middle:
        who = _select(frame, "who", sorted({e.who for e in events}), str)
    with right:
        st.session_state.setdefault("journal_finding", frame.own.get("finding", ""))
        finding = st.text_input(frame.say("journal.finding"), key="journal_finding").strip()
    frame.own["finding"] = finding if len(finding) == 16 else ""
    return [
        e
        for e in events
        if action in (None, e.action)
        and who in (None, e.who)
        and (not finding or (e.finding or "").startswith(finding.lower()))
    ]


def _select(frame: Frame, name: str, options: Sequence[str], words: shell.Words) -> str | None:
    key = f"journal_{name}"
    if st.session_state.setdefault(key, frame.own.get(name, shell.ALL)) not in options:
        st.session_state[key] = shell.ALL
    every = frame.say("findings.all")
    chosen: str = st.selectbox(
        frame.say(f"journal.{name}"),
        [shell.ALL, *options],
        key=key,
        format_func=lambda value: words(value) if value else every,
    )
    frame.own[name] = chosen
    return chosen or None


def _list(frame: Frame, events: Sequence[Event]) -> None:
    titles = {name: frame.say(f"journal.{name}") for name in _COLUMNS}
    rows = [_row(frame, event) for event in events]
    at = listing.picked(frame, titles, rows[:_SHOWN], "list", of=len(rows), width=_WIDE, height=460)
    whole = [row | {"hash": event.hash} for row, event in zip(rows, events, strict=True)]
    downloads.table(frame, titles, whole, "journal", "list")
    if at is not None:
        _event(frame, events[at], rows[at])
    else:
        shell.quiet(frame.say("journal.hint"))


def _row(frame: Frame, event: Event) -> dict[str, Any]:
    row = {name: cell(value) for name, value in event_row(event, frame.language).items()}
    return row | {"number": event.number, "at": lives.moment(event)}


def _event(frame: Frame, event: Event, row: dict[str, Any]) -> None:
    """One event whole."""
    with st.container(border=True):
        entries = [(frame.say(f"journal.{name}"), row[name]) for name in _COLUMNS if row[name]]
        entries[-1] = (entries[-1][0], event.hash)
        st.html(markup.facts(entries))
        if event.finding:
            frame.link(frame.say("journal.open"), "findings", {"finding": event.finding})


def _action(frame: Frame, action: str) -> str:
    return say(f"finding.action.{action}", frame.language)


def _units(ledger: Ledger) -> dict[str, str | None]:
    return {row["id"]: row["unit"] for row in ledger.rows("SELECT id, unit FROM findings")}


@st.cache_resource(max_entries=4, show_spinner=False)
def _verified(path: str, version: tuple[int, ...], _ledger: Ledger) -> Verification:
    return verify(_ledger)


def _version(path: Path) -> tuple[int, ...]:
    """What differs when the file was touched, by this program or behind its back."""
    if not path.is_file():
        return ()
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
