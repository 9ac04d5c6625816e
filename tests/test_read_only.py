"""Nobody's own Cypher writes: the engine's read-only session refuses it, however it is written.

`tests/data/writing_statements.txt` holds the statements. After each one the graph, its schema and
the folders around it are what they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.embedded import EmbeddedStore
from graph.errors import PowergraphError, WriteRefused
from graph.neo4j_store import Neo4jStore
from graph.store import Statement, Store, open_graph
from queries.runner import run_text

LIST = Path(__file__).parent / "data" / "writing_statements.txt"
STATEMENTS = [
    line.replace("⏎", "\n")
    for line in LIST.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
COUNTY = """
CREATE (p:Post {uid: 'P1', name: '岗', kind: 'LEADER'}), (:Body {uid: 'B1', name: '组'}),
       (o:Official {uid: 'O1', name: '甲'})-[:HOLDS {valid_from: date('2020-05-01')}]->(p),
       (:Department {uid: 'D1', name: '局'})
"""
SCHEMA = (
    "CREATE INDEX kept_index FOR (d:Department) ON (d.kind)",
    "CREATE CONSTRAINT kept_constraint FOR (k:Kept) REQUIRE k.uid IS UNIQUE",
)
FACTS = (
    "MATCH (n) RETURN labels(n) AS l, properties(n) AS p",
    "MATCH (a)-[r]->(b) RETURN a.uid AS a, type(r) AS t, properties(r) AS p, b.uid AS b",
    "SHOW INDEXES YIELD name, type, labelsOrTypes, properties RETURN *",
    "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN *",
)
# What else the embedded engine keeps in its file.
KEPT = (
    "SHOW INDEXES",
    "SHOW CONSTRAINTS",
    "CALL db.labels()",
    "CALL db.ontology.show()",
    "CALL db.temporal.declarations()",
    "CALL db.cdc.status()",
    "CALL db.node_text_index.list()",
    "CALL db.relationship_text_index.list()",
    "CALL db.node_embeddings.list()",
)


def ordered(rows: list[Any]) -> list[str]:
    return sorted(repr(row) for row in rows)


def embedded_state(store: EmbeddedStore) -> list[Any]:
    """Everything the file would hold, asked of the engine's own handle."""
    handle: Any = store._graph
    return [[cypher, ordered(handle.cypher(cypher).to_list())] for cypher in (*FACTS[:2], *KEPT)]


def neo4j_state(driver: Driver) -> list[Any]:
    """Facts, indexes and constraints, and what the system database holds."""
    found = []
    for database, queries in (("neo4j", FACTS), ("system", ("SHOW USERS", "SHOW DATABASES"))):
        with driver.session(database=database) as session:
            found += [[q, ordered([r.data() for r in session.run(q)])] for q in queries]
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def tried(store: Store, statement: str) -> PowergraphError | None:
    """What the statement is refused with; None where the engine took it for reading."""
    try:
        run_text(store, statement, timeout=10, limit=100)
    except PowergraphError as error:
        return error
    return None


def made(path: Path) -> None:
    with EmbeddedStore(path, "write") as store:
        store.write([Statement(COUNTY)])
        for statement in SCHEMA:
            store.write([Statement(statement)])
        store.save()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    made(folder / "county.db")
    return folder


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[EmbeddedStore]:
    """The file opened to read, as the command line and the dashboard do."""
    with open_graph(folder / "county.db") as store:
        assert isinstance(store, EmbeddedStore)
        yield store


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """A handle that may write, of which only `read` is used."""
    path = tmp_path_factory.mktemp("writer") / "county.db"
    made(path)
    with EmbeddedStore(path, "write") as store:
        yield store


@pytest.fixture(scope="module")
def server(neo4j_url: str) -> Iterator[tuple[Neo4jStore, Driver]]:
    with GraphDatabase.driver(neo4j_url) as driver, driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
        session.run(COUNTY).consume()
        for statement in SCHEMA:
            session.run(statement).consume()
        yield Neo4jStore.adopt(driver), driver
        session.run("DROP INDEX kept_index IF EXISTS").consume()
        session.run("DROP CONSTRAINT kept_constraint IF EXISTS").consume()


def test_there_are_two_hundred_different_statements() -> None:
    assert len(set(STATEMENTS)) == len(STATEMENTS) >= 200


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_embedded_engine_lets_none_of_them_write(
    statement: str, reader: EmbeddedStore, folder: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    before, on_disk = embedded_state(reader), files(folder)
    tried(reader, statement)
    assert embedded_state(reader) == before
    assert files(folder) == on_disk
    assert files(tmp_path) == {}, "a file was written"


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_read_on_a_handle_that_may_write_writes_none_of_them(
    statement: str, writer: EmbeddedStore
) -> None:
    before = embedded_state(writer)
    tried(writer, statement)
    assert embedded_state(writer) == before


@pytest.mark.neo4j
@pytest.mark.parametrize("statement", STATEMENTS)
def test_neo4j_lets_none_of_them_write(statement: str, server: tuple[Neo4jStore, Driver]) -> None:
    store, driver = server
    before = neo4j_state(driver)
    tried(store, statement)
    assert neo4j_state(driver) == before


def test_many_of_them_do_write_where_writing_is_allowed(tmp_path: Path) -> None:
    """Else the list would prove nothing."""
    wrote = 0
    for number, statement in enumerate(STATEMENTS):
        with EmbeddedStore(tmp_path / f"{number}.db", "write") as store:
            store.write([Statement(COUNTY)])
            for made_before in SCHEMA:
                store.write([Statement(made_before)])
            before = embedded_state(store)
            with suppress(PowergraphError):
                store.write([Statement(statement)])
            wrote += embedded_state(store) != before
    assert wrote >= 100


def test_what_writes_plainly_is_refused_as_writing(reader: EmbeddedStore) -> None:
    refused = [s for s in STATEMENTS if isinstance(tried(reader, s), WriteRefused)]
    assert len(refused) >= 100
    for start in ("CREATE (", "MERGE (", "FOREACH (", "MATCH (n) DETACH"):
        assert any(s.startswith(start) for s in refused)


@pytest.mark.neo4j
def test_neo4j_refuses_what_writes_plainly_as_writing(server: tuple[Neo4jStore, Driver]) -> None:
    refused = [s for s in STATEMENTS if isinstance(tried(server[0], s), WriteRefused)]
    assert len(refused) >= 100
