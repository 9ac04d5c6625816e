"""What people have decided about findings, as pages show it; read anew after every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import streamlit as st

from dashboard import markup, writing
from dashboard.access import Viewer
from dashboard.shell import Frame
from graph.errors import LedgerError
from powergraph.ledger import Event, Ledger, State
from powergraph.outputs.report import state_text

# Free text, in which people may be named.
FREE: Final = ("note", "reason", "measure")
# What is told of a decision, beside its status and who works on it.
TOLD: Final = ("accepted_by", "until", "reason", "measure", "note")
OVERDUE: Final = "overdue"
# Colour, shape and word: none of them alone.
MARKS: Final = {
    "to_verify": "○",
    "verified": "◉",
    "accepted": "◔",
    "dismissed": "✕",
    "rectified": "✓",
    OVERDUE: "⚠",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a finding stands today. `ran_out`: the last day of an acceptance that is over, and of
    which nobody has taken note yet."""

    state: State
    ran_out: date | None = None

    @property
    def name(self) -> str:
        """The status, or that an acceptance is overdue."""
        return OVERDUE if self.ran_out else self.state.status


NEW: Final = Standing(State())


def known(frame: Frame) -> Mapping[str, Standing]:
    """Where every finding stands, by id; those of which nothing is known are not in it. A ledger
    that cannot be read is said in words, once on the page."""
    path = writing.place(frame.graph.target).ledger
    try:
        with Ledger(path) as ledger:
            return _standings(str(path), ledger.head(), ledger.today, ledger)
    except LedgerError as error:
        st.error(markup.markdown(error.render(frame.language)))
        return {}


def history(frame: Frame, finding: str) -> list[Event]:
    """The events of a finding, the newest first."""
    with Ledger(writing.place(frame.graph.target).ledger) as ledger:
        return [shown(event, frame.viewer) for event in reversed(ledger.history(finding))]


def shown(event: Event, viewer: Viewer) -> Event:
    """The event as a viewer may see it: free text only where names are not masked."""
    if not viewer.masked:
        return event
    before, after = (
        {name: "…" if name in FREE and value else value for name, value in said.items()}
        for said in (event.before, event.after)
    )
    return replace(event, before=before, after=after)


def told(frame: Frame, state: State) -> dict[str, object]:
    """What else was decided, by the names in `TOLD`; free text only where names are not masked."""
    values = {name: getattr(state, name) for name in TOLD}
    if frame.viewer.masked:
        values |= {name: "…" for name in FREE if values[name]}
    return values


def moment(event: Event) -> str:
    """When it was, by this machine's clock."""
    return f"{event.at.astimezone():%Y-%m-%d %H:%M:%S}"


def said(frame: Frame, standing: Standing) -> str:
    """A standing as people read it: shape and words."""
    if standing.ran_out:
        words = frame.say("life.overdue", until=standing.ran_out)
    else:
        words = state_text(standing.state, frame.language)
    return f"{MARKS[standing.name]} {words}"


@st.cache_resource(max_entries=4, show_spinner=False)
def _standings(
    path: str, head: tuple[int, str], today: date, _ledger: Ledger
) -> Mapping[str, Standing]:
    return {id: _standing(life.state, today) for id, life in _ledger.lives().items()}


def _standing(decided: State, today: date) -> Standing:
    state = decided.on(today)
    return Standing(state, decided.until if state != decided else None)
