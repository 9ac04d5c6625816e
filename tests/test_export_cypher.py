"""The Cypher script makes the same graph again on a real Neo4j, whatever its texts hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.store import Statement, Store
from powergraph.exports.cypher import literal, write_cypher
from powergraph.exports.facts import Facts
from tests.engines import WIPE, engine_store, neo4j_store  # noqa: F401
from tests.loading import csv_folder, dump, load_paths
from tests.strategies import load_tables, random_tables
from tests.test_export_tables import HOSTILE, hostile

# What would end a string, a statement or a comment, or be read as an escape, if it were not one.
INJECTED = (
    *HOSTILE[:-1],
    "\\",
    "\\'",
    "a\\u0027b",
    "\\\\u0027",
    "trailing\\",
    "'}) DETACH DELETE x //",
    "*/ RETURN 1; //",
    "`}) RETURN 1",
    ";\nMATCH (n) DETACH DELETE n;\n",
    "$rows {uid}",
    "a\x85\u2028\u2029b",
)


def script(store: Store, path: Path) -> list[str]:
    """The statements of an export, as a tool that knows nothing of Cypher finds them."""
    write_cypher(Facts(store), path, ["x"])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    statements = [line for line in lines if not line.startswith("//")]
    assert all(line.endswith(";") for line in statements)
    return [line[:-1] for line in statements]


def run(store: Store, statements: list[str]) -> None:
    for statement in statements:
        store.write([Statement(statement)])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_script_makes_the_same_graph_with_its_journal(
    seed: int,
    engine_store: Store,  # noqa: F811
    neo4j_store: Neo4jStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_tables(engine_store, hostile(random_tables(seed), seed), tmp_path / "in")
    before = dump(engine_store)
    statements = script(engine_store, tmp_path / "a.cypher")
    neo4j_store.write([WIPE])
    run(neo4j_store, statements)
    assert dump(neo4j_store) == before


def test_no_text_breaks_out_of_the_script(
    neo4j_store: Neo4jStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        rows = [("uid", "name"), *((f"O{i}", text) for i, text in enumerate(INJECTED))]
        load_paths(store, csv_folder(tmp_path / "in", {"officials": rows}))
        before = dump(store)
        assert len(before["Official"]) == len(INJECTED)
        statements = script(store, tmp_path / "a.cypher")
    neo4j_store.write([WIPE])
    run(neo4j_store, statements)
    assert dump(neo4j_store) == before


def test_the_script_refuses_a_graph_that_holds_the_same_nodes(
    neo4j_store: Neo4jStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    neo4j_store.write([WIPE])
    load_paths(
        neo4j_store, csv_folder(tmp_path / "in", {"officials": [("uid", "name"), ("1", "甲")]})
    )
    before = dump(neo4j_store)
    with pytest.raises(Exception, match="already exists"):
        run(neo4j_store, script(neo4j_store, tmp_path / "a.cypher"))
    assert dump(neo4j_store) == before


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.text()
        | st.text("\\'u0027\"`;*/\n", max_size=12)
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False)
        | st.booleans()
        | st.dates()
        | st.datetimes(),
        max_size=20,
    )
)
def test_neo4j_reads_a_literal_as_the_value_it_was_made_from(
    neo4j_store: Neo4jStore,  # noqa: F811
    values: list[Any],
) -> None:
    line = literal(values)
    assert "\n" not in line
    assert neo4j_store.read(f"RETURN {line} AS x, 1 AS one")[0]["x"] == values
