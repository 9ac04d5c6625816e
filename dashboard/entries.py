"""Who came in and who was turned away, in the history of the graph.

Anybody who reaches the server can be turned away as often as they like: after a first entry the
next ones of the same kind are only counted for a while, so that they cannot fill the disk.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from dashboard import started, writing
from graph.errors import NotAllowed, PowergraphError
from powergraph.ledger import Ledger
from powergraph.ledger.model import Deed

EVERY: Final = 600.0  # seconds from one entry of a kind to the next
_NOBODY: Final = "?"


@dataclass(slots=True)
class Counted:
    """When something of a kind was last written down, and how often it has happened since."""

    last: dict[str, tuple[float, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def due(self, kind: str, now: float) -> int:
        """How many times are to be written down now; 0 while they are only counted.

        >>> counted = Counted()
        >>> [counted.due("no_secret", now) for now in (0, 1, EVERY - 1, EVERY)]
        [1, 0, 0, 3]
        """
        with self.lock:
            since, times = self.last.get(kind, (-math.inf, 0))
            if now - since < EVERY:
                self.last[kind] = (since, times + 1)
                return 0
            self.last[kind] = (now, 0)
            return times + 1


@st.cache_resource(show_spinner=False)
def _counted() -> Counted:
    return Counted()


def logged_in(name: str) -> None:
    """Somebody has logged in."""
    _write("login", name, {})


def wrong_password(name: str | None) -> None:
    """Somebody was not let in by name and password.

    Args:
        name: None for one that is not known, which may be a password typed in the wrong place.
    """
    if name is None:
        _refused("unknown_name", {"known": False})
    else:  # must wait after each try
        _write("refused", name, {"known": True})


def turned_away(error: NotAllowed) -> None:
    """What a proxy says, or whoever speaks in its place, does not let somebody in. What stands in
    the headers of such a request is nobody's word, and not kept."""
    reason = error.message.key.rpartition(".")[2]
    _refused(reason, {"reason": reason})


def _refused(kind: str, about: Mapping[str, Any]) -> None:
    times = _counted().due(kind, time.monotonic())
    if times:
        _write("refused", _NOBODY, {**about, "times": times})


def _write(deed: Deed, who: str, about: Mapping[str, Any]) -> None:
    # A history that is being written keeps nobody out, and lets nobody in.
    with suppress(PowergraphError):
        path = writing.place(started.target()).ledger
        if deed == "refused" or path.exists():  # a login alone begins no history
            with Ledger(path, "write") as ledger:
                ledger.deed(deed, about, who=who)
