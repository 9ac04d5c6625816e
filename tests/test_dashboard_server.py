"""The dashboard's server takes its first browser once the graph is open and the program is read."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.web import cli

from dashboard import connection, server, started
from graph.store import Store, open_graph
from queries.views import frame, powers
from tests.test_dashboard_graphs import RICH, build

Seen = list[bool]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("POWERGRAPH_DATABASE", raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """For each time that Streamlit began to serve: whether the graph was open by then."""
    seen: Seen = []

    def begin(prog_name: str) -> None:
        graph = connection._opening(started.target(), None, connection._version(_place()))
        seen.append(graph.done() and graph.exception() is None)

    monkeypatch.setattr(cli, "main", begin)
    return seen


def _place() -> str:
    return started.target()


def test_the_graph_is_open_before_the_first_browser_is_taken(
    tmp_path: Path, serving: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(build(tmp_path / "rich.db", RICH)))
    server.main()
    assert serving == [True]


def test_what_the_first_page_counts_is_counted_by_then(
    tmp_path: Path, serving: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = build(tmp_path / "rich.db", RICH)
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(place))
    server.main()
    with open_graph(place) as store:
        expected = frame.presence(store), powers.powers(store, connection.graph().as_of)

    def never(store: Store, *_: object) -> None:
        raise AssertionError("asked of the graph again")

    graph = connection.graph()
    for question in (frame.presence, powers.powers):
        never.__module__, never.__qualname__ = question.__module__, question.__qualname__
        day = () if question is frame.presence else (graph.as_of,)
        assert connection.ask(graph, never, *day) == expected[question is powers.powers]


@pytest.mark.parametrize("content", [None, b"no graph"])
def test_a_graph_that_cannot_be_opened_is_left_to_the_pages_to_say(
    content: bytes | None, tmp_path: Path, serving: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "broken.db"
    if content:
        place.write_bytes(content)
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(place))
    server.main()
    assert serving == [False]


def test_a_graph_that_keeps_silent_does_not_keep_the_server_from_starting(
    tmp_path: Path, serving: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = build(tmp_path / "rich.db", RICH)
    answers = threading.Event()

    def silent(*_: object, **__: object) -> Store:
        assert answers.wait(60)
        return open_graph(place)

    monkeypatch.setenv("POWERGRAPH_GRAPH", str(place))
    monkeypatch.setattr(connection, "open_graph", silent)
    monkeypatch.setattr(server, "_PATIENCE", 0.01)
    try:
        server.main()
        assert serving == [False]
    finally:
        answers.set()


def test_a_process_that_lays_out_reports_does_not_read_the_dashboard_with_the_server() -> None:
    read = "import sys, dashboard.server; print([n for n in sys.modules if 'streamlit' in n])"
    printed = subprocess.check_output([sys.executable, "-c", read], text=True)
    assert printed.strip() == "[]"
