"""权力地图: a node and what lies around it, a path between two, and how far an official reaches."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import shell
from dashboard.app_pages.explorer import around as explorer_around
from dashboard.app_pages.explorer import path as explorer_path
from dashboard.app_pages.explorer import reach as explorer_reach
from dashboard.app_pages.explorer import steps as explorer_steps
from dashboard.app_pages.explorer.kept import kept_views
from dashboard.app_pages.explorer.search import lookup, search
from dashboard.app_pages.explorer.steps import go, setting
from dashboard.shell import Frame
from dashboard.views.exploring import MODES, View
from queries.views.frame import busiest
from queries.views.nodes import split

_STARTS: Final = 6
_SHOWN: Final = {
    "around": explorer_around.show,
    "path": explorer_path.show,
    "reach": explorer_reach.show,
}


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    if frame.unit and frame.viewer.unit is None:
        shell.quiet(frame.say("explorer.whole", unit=frame.unit_name))
    view = explorer_steps.current(frame)
    search(
        frame,
        "explorer",
        frame.say("explorer.search"),
        lambda ref: go(view.around(ref)),
        without=view.node,
    )
    _bar(frame, view)
    if view.node is None:
        _start(frame)
        return
    center = lookup(frame, view.node)
    if center:
        _SHOWN[view.mode](frame, view, center)


def _bar(frame: Frame, view: View) -> None:
    """How it is looked at, the way back, and the views that are kept."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if view.node:
            _modes(frame, view)
        taken = explorer_steps.steps()
        st.button(
            frame.say("explorer.undo", count=taken),
            key="explorer_undo",
            icon=":material/undo:",
            on_click=explorer_steps.undo,
            disabled=not taken,
            help=frame.say("explorer.undo_help"),
        )
        kept_views(frame, view)


def _modes(frame: Frame, view: View) -> None:
    person = view.node is not None and split(view.node)[0] == "Official"
    modes = [mode for mode in MODES if mode != "reach" or person or view.mode == "reach"]
    st.session_state.setdefault("explorer_mode", view.mode)
    st.segmented_control(
        frame.say("explorer.mode"),
        modes,
        key="explorer_mode",
        on_change=setting(view, "mode", "explorer_mode"),
        required=True,
        format_func=lambda mode: frame.say(f"explorer.mode_{mode}"),
    )


def _start(frame: Frame) -> None:
    st.info(frame.say("explorer.choose"))
    starts = frame.ask(busiest, frame.as_of, frame.unit, _STARTS)
    if starts:
        shell.quiet(frame.say("explorer.start_units"))
        with st.container(horizontal=True, gap="medium"):
            for unit, count in starts:
                own = {"node": f"Department/{unit.uid}"}
                said = frame.say("explorer.start_unit", name=unit.name, count=f"{count:,}")
                frame.link(said, "explorer", own)
