"""Fixtures that more than one test file uses."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph.embedded import EmbeddedStore
from graph.errors import Problem
from graph.fingerprint import fingerprint
from graph.store import Store
from tests.loading import SMALL, csv_folder, dump, load_paths, problems_of
from tools.neo4j_local.server import LocalNeo4j, Unavailable

# How fast examples are made says how busy the machine is, and nothing of the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a Neo4j server or a browser, so that `-m "not neo4j"` leaves it out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "neo4j_url" in fixtures:
            item.add_marker(pytest.mark.neo4j)
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Streamlit's AppTest puts its script in the place of `__main__`, which a process that is
    spawned later would run again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def fresh_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages that find no graph, ledger or language but the test's, and no answers of another."""
    import streamlit as st

    monkeypatch.setenv("POWERGRAPH_GRAPH", "")  # each test sets its own; it is undone at the end
    for name in ("LANG", "DATABASE", "LEDGER"):
        monkeypatch.delenv(f"POWERGRAPH_{name}", raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Answers that the dashboard remembers are those of this run alone."""
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("remembered") / "answers"
        patch.setattr("dashboard.remembered.folder", lambda: place)
        yield


@pytest.fixture(scope="module")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A graph that holds SMALL; refused loads leave it as it is, so tests share it."""
    folder = tmp_path_factory.mktemp("loaded")
    with EmbeddedStore(folder / "graph.db", "write") as store:
        load_paths(store, csv_folder(folder / "tables", SMALL))
        yield store


@pytest.fixture
def refused(small_graph: Store) -> Callable[..., list[Problem]]:
    """The problems of a load, which must leave the graph as it was."""

    def load_and_compare(*paths: Path) -> list[Problem]:
        before = (fingerprint(small_graph), dump(small_graph))
        found = problems_of(small_graph, *paths)
        assert (fingerprint(small_graph), dump(small_graph)) == before
        for problem in found:
            for language in ("zh", "en"):
                text = problem.render(language)
                assert "\n" not in text
                assert not re.search(r"\{[a-z_]+\}", text)
        return found

    return load_and_compare


@pytest.fixture(scope="session")
def neo4j_url() -> Iterator[str]:
    """The URL of a Neo4j server without authentication: $POWERGRAPH_TEST_NEO4J or our own.

    Tests share it: each one leaves the database as it likes, and empties it first.
    """
    given = os.environ.get("POWERGRAPH_TEST_NEO4J")
    if given:
        yield given
        return
    server = LocalNeo4j()
    try:
        with server:
            yield server.url
    except Unavailable as error:
        no_neo4j(error)


def no_neo4j(error: Unavailable) -> None:
    """Skip with the reason; on CI, where Neo4j must be there, fail with it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"no Neo4j server: {error}")
    pytest.skip(f"no Neo4j server: {error}")
