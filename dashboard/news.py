"""An open page notices that the graph, or the work on findings, is another by now.

Every few seconds a small part of the side bar looks; the page itself stays as it is, so that nobody
loses what they are typing, until its reader asks for the new state.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import connection, markup, writing
from dashboard.shell import Frame
from graph.errors import PowergraphError
from powergraph.ledger import Ledger

_EVERY: Final = 10.0  # seconds


def watch(frame: Frame) -> None:
    """Keep looking, in the side bar."""
    with st.sidebar:
        _look(frame, _head(frame))


@st.fragment(run_every=_EVERY)
def _look(frame: Frame, head: tuple[int, str] | None) -> None:
    name = changed(frame, head)
    if name is None:
        return
    with st.container(border=True):
        words = f"**{markup.markdown(frame.say(f'news.{name}'))}**"
        st.markdown(f"{words}  \n{markup.markdown(frame.say('news.says'))}")
        if st.button(frame.say("news.refresh"), icon=":material/refresh:", key="pg_refresh"):
            st.rerun(scope="app")


def changed(frame: Frame, head: tuple[int, str] | None) -> str | None:
    """What is another since the page was drawn; None where nothing is, or where it is being
    written just now."""
    try:
        if connection.graph().key != frame.graph.whole.key:
            return "graph"
    except PowergraphError:
        return None
    return "ledger" if _head(frame) != head else None


def _head(frame: Frame) -> tuple[int, str] | None:
    try:
        with Ledger(writing.place(frame.graph.target).ledger) as ledger:
            return ledger.head()
    except PowergraphError:
        return None
