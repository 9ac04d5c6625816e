"""The dashboard's graph: it opens beside the page, and what is remembered needs no opening."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import streamlit as st

from dashboard import connection
from graph.errors import StoreError
from graph.store import Statement, Store, open_graph
from queries.views import frame
from tests.pages import page, said
from tests.test_dashboard_graphs import AS_OF, RICH, build


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The small rich graph, a file of its own."""
    return build(tmp_path / "rich.db", RICH)


pytestmark = pytest.mark.usefixtures("fresh_pages")


def another_server() -> None:
    """What a process that starts anew has: nothing but what is on disk."""
    st.cache_resource.clear()


def test_a_second_start_shows_the_overview_before_the_graph_is_open(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = said(page(path, "overview"))
    another_server()
    opened = threading.Event()

    def slow(*args: object, **given: object) -> Store:
        assert opened.wait(60)
        return open_graph(path)

    monkeypatch.setattr(connection, "open_graph", slow)
    try:
        again = page(path, "overview")
        assert not again.exception
        assert said(again) == first
    finally:
        opened.set()


def test_a_file_that_changed_is_counted_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(path))
    assert connection.ask(connection.graph(), frame.presence)["Department"] == 3
    with open_graph(path, mode="write") as store:
        store.write([Statement("CREATE (:Department {uid: 'D9', name: '新单位'})")])
        store.save()
    assert connection.ask(connection.graph(), frame.presence)["Department"] == 4


def test_a_server_is_known_by_the_fingerprint_that_it_states(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", "bolt://user:secret@host:7687")
    monkeypatch.setattr(connection, "open_graph", lambda *_, **__: open_graph(path))
    graph = connection.graph()
    assert graph.meta
    assert graph.meta.fingerprint
    assert graph.meta.fingerprint in graph.key
    assert "secret" not in graph.name
    assert len(connection.ask(graph, frame.units, AS_OF)) == 3
    another_server()
    asked: list[str] = []

    def counted(store: Store, *_: object) -> None:
        asked.append(store.engine)

    counted.__module__, counted.__qualname__ = frame.units.__module__, frame.units.__qualname__
    connection.ask(connection.graph(), counted, AS_OF)
    assert asked == []


def test_a_server_that_states_no_fingerprint_is_remembered_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "foreign.db"
    with open_graph(foreign, mode="write") as store:
        store.write([Statement("CREATE (:Department {uid: 'D1', name: '某局'})")])
        store.save()
    monkeypatch.setenv("POWERGRAPH_GRAPH", "bolt://host:7687")
    monkeypatch.setattr(connection, "open_graph", lambda *_, **__: open_graph(foreign))
    before = connection.graph().key
    monkeypatch.setattr(connection, "_UNKNOWN", "another process")
    assert connection.graph().key != before


def test_a_server_that_was_away_is_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", "bolt://host:7687")

    def away(*_: object, **__: object) -> Store:
        raise StoreError("store.timeout")

    monkeypatch.setattr(connection, "open_graph", away)
    with pytest.raises(StoreError):
        connection.graph()
    monkeypatch.setattr(connection, "open_graph", lambda *_, **__: open_graph(path))
    assert connection.graph().meta
