"""The answer of a query: kept in the session, as table, files and picture, with links to nodes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.drawing.component import draw
from dashboard.shell import Frame
from dashboard.views import drawn, saved
from graph.drawing.svg import to_svg
from graph.errors import PowergraphError
from queries.model import SavedQuery
from queries.render import to_json
from queries.runner import Result
from queries.views.network import evidence_picture, named

_KEPT: Final = "queries_result"
_NODES: Final = 60
_LINKS: Final = 12


def run(frame: Frame, name: str, ask: Callable[[], Result]) -> None:
    """Run, and keep the answer in this session, with the graph that it is of."""
    started = time.monotonic()
    outcome: Any
    with st.spinner(frame.say("word.checking")):
        try:
            outcome = ask()
        except PowergraphError as error:
            outcome = error
    kept = st.session_state.setdefault(_KEPT, {})
    kept[name] = (frame.graph.key, outcome, time.monotonic() - started)


def show(frame: Frame, name: str, query: SavedQuery | None) -> None:
    """The answer that is kept under a name, if there is one of this graph."""
    kept = st.session_state.get(_KEPT, {}).get(name)
    if kept is None or kept[0] != frame.graph.key:
        return
    _, outcome, seconds = kept
    if isinstance(outcome, PowergraphError):
        st.error(markup.markdown(outcome.render(frame.language)))
        return
    result: Result = outcome
    if not result.rows:
        st.info(frame.say("queries.rows_none"))
        return
    count = f"{len(result.rows):,}"
    said = frame.say("queries.truncated" if result.truncated else "queries.rows", count=count)
    took = frame.say("queries.took", seconds=f"{seconds:.2f}")
    shell.quiet(f"{said} · {took} · {frame.say('queries.row_hint')}")
    table = saved.table(result, query, frame.language)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    key = f"table_{name}_{frame.graph.key}"
    at = listing.picked(frame, table.columns, rows, key, height=480)
    with st.container(horizontal=True, gap="small"):
        downloads.download(frame, "json", lambda: to_json(result), name, name)
        downloads.table(frame, table.columns, result.rows, name, name)
    if at is not None:
        _links(frame, result.rows[at])
    _picture(frame, name, drawn.refs(result.rows))


def _links(frame: Frame, row: Mapping[str, Any]) -> None:
    refs = drawn.refs([row])[:_LINKS]
    known = frame.ask(named, refs)
    if known:
        shell.quiet(frame.say("queries.row_nodes"))
        with st.container(horizontal=True, gap="medium"):
            for ref, node in known.items():
                frame.link(node.name, "explorer", {"node": ref})


def _picture(frame: Frame, name: str, refs: Sequence[str]) -> None:
    if not refs or not st.toggle(frame.say("queries.picture"), key=f"queries_picture_{name}"):
        return
    some = tuple(refs[:_NODES])
    picture = frame.ask(evidence_picture, some, some[0], frame.as_of)
    if not picture.nodes:
        st.info(frame.say("queries.picture_none"))
        return
    if len(refs) > _NODES:
        shell.quiet(frame.say("queries.picture_first", count=f"{len(refs):,}", shown=_NODES))
    draw(picture, key=f"queries_drawn_{name}", height=440, language=frame.language)
    downloads.drawing(frame, lambda: to_svg(picture, language=frame.language), name, name)
