"""A writable graph on each engine, empty at the start of each test: the fixture `engine_store`.

A test module that wants it says `from tests.engines import engine_store`, and runs once an engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.embedded import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.store import Statement, Store

ENGINES = ("embedded", "neo4j")
WIPE = Statement("MATCH (n) DETACH DELETE n")


def engine_param(engine: str) -> object:
    """The engine's name as a test parameter, marked where it needs a server."""
    return pytest.param(engine, marks=pytest.mark.neo4j) if engine == "neo4j" else engine


@pytest.fixture(scope="session")
def neo4j_store(neo4j_url: str) -> Iterator[Neo4jStore]:
    """One connection for all tests; each one empties the graph before it begins."""
    with GraphDatabase.driver(neo4j_url) as driver:
        yield Neo4jStore.adopt(driver)


@pytest.fixture(params=[engine_param(e) for e in ENGINES])
def engine_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty graph, open for writing, on the engine that the test's id names."""
    if request.param == "embedded":
        with closing(EmbeddedStore(tmp_path / "graph.db", "write")) as embedded:
            yield embedded
    else:
        neo4j: Neo4jStore = request.getfixturevalue("neo4j_store")
        neo4j.write([WIPE])
        yield neo4j
