"""An open page notices that the graph, or the work on findings, is another by now.

Every few seconds a small part of the page looks, and says so in a corner; the page itself stays as
it is, so that nobody loses what they are typing, until its reader asks for the new state.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import connection, markup, writing
from dashboard.shell import Frame
from graph.errors import PowergraphError
from powergraph.ledger import Ledger

_EVERY: Final = 10.0  # seconds
_CORNER: Final = """<style>
.st-key-pg_news {position: fixed; top: 3.6rem; right: 1.4rem; width: 21rem; z-index: 1000;
  background: #fff; box-shadow: 0 .3rem 1rem rgba(28, 35, 51, .25);}
@media print {.st-key-pg_news {display: none;}}
</style>"""


def watch(frame: Frame) -> None:
    """Keep looking."""
    _look(frame, _newest(frame))


@st.fragment(run_every=_EVERY)
def _look(frame: Frame, newest: int | None) -> None:
    name = changed(frame, newest)
    if name is None:
        return
    st.html(_CORNER)
    with st.container(border=True, key="pg_news"):
        words = f"**{markup.markdown(frame.say(f'news.{name}'))}**"
        st.markdown(f"{words}  \n{markup.markdown(frame.say('news.says'))}")
        if st.button(frame.say("news.refresh"), icon=":material/refresh:", key="pg_refresh"):
            st.rerun(scope="app")


def changed(frame: Frame, newest: int | None) -> str | None:
    """What is another since the page was drawn; None where nothing is, or where it is being
    written just now. Logins, and reports that somebody makes, change nothing on a page."""
    try:
        if connection.graph().key != frame.graph.whole.key:
            return "graph"
    except PowergraphError:
        return None
    return "ledger" if _newest(frame) != newest else None


def _newest(frame: Frame) -> int | None:
    try:
        with Ledger(writing.place(frame.graph.target).ledger) as ledger:
            return ledger.newest()
    except PowergraphError:
        return None
