"""One step after the other through the map: what is shown now, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard import shell
from dashboard.shell import Frame
from dashboard.views.exploring import View

PAGE: Final = "explorer"
CHOSEN: Final = (
    "explorer_chosen"  # the node that is told of; all that can be chosen from write here
)
_TRAIL: Final = "pg_explored"
_LONGEST: Final = 100


def current(frame: Frame) -> View:
    """The view that the address asks for. It is remembered, whichever way it came about."""
    view = View.of(frame.own)
    trail = _trail()
    if not trail or trail[-1] != view:
        trail.append(view)
        del trail[:-_LONGEST]
    return view


def go(view: View, chosen: str | None = None) -> None:
    """Show another view from the next run on: to be called where a widget was used."""
    shell.own_of(PAGE, view.params())
    if chosen:
        st.session_state[CHOSEN] = chosen


def setting(view: View, name: str, key: str) -> Callable[[], None]:
    """The callback of a widget that sets one field of the view.

    Streamlit also calls it for a value that it has set itself, even after another widget's step
    has removed it: only what is new is a step.
    """

    def changed() -> None:
        value = st.session_state.get(key)
        now: Any = tuple(value) if isinstance(value, list) else value
        if now is not None and now != getattr(view, name):
            new: dict[str, Any] = {name: now}
            go(replace(view, **new))

    return changed


def steps() -> int:
    """How many steps can be taken back."""
    return len(_trail()) - 1


def undo() -> None:
    """Take the last step back."""
    trail = _trail()
    if len(trail) > 1:
        trail.pop()
        go(trail[-1])


def _trail() -> list[View]:
    trail: list[View] = st.session_state.setdefault(_TRAIL, [])
    return trail
