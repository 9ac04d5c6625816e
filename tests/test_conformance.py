"""The same graph, the same query, the same rows: Neo4j, the embedded engine, and py2neo.

Hand-written cases are in `test_saved_queries`; here the graphs are random ones.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.py2neo_store import Py2neoStore
from graph.store import Statement, Store
from queries.library import all_queries, cases
from queries.model import SavedQuery
from queries.params import complete
from queries.runner import run
from tests.engines import WIPE, neo4j_store  # noqa: F401
from tests.oracle import Tables
from tests.strategies import AS_OF, load_tables, random_tables

EXAMPLES = 60 if os.environ.get("POWERGRAPH_PROVE") else 2
SIZES = st.sampled_from(["small", "medium"])


def parameters(query: SavedQuery, tables: Tables) -> dict[str, Any]:
    """A value for each parameter without a default: a uid of what its name says, or a day."""
    officials = [row["uid"] for row in tables["officials"]]
    values: dict[str, Any] = {
        "as_of": AS_OF,
        "official": officials[0],
        "start": officials[0],
        "goal": officials[-1],
        "power": tables["powers"][0]["uid"],
        "department": tables["departments"][0]["uid"],
        "unit": tables["departments"][0]["uid"],
        "meeting": tables["meetings"][0]["uid"],
        "party": tables["counterparties"][0]["uid"],
        "supplier": tables["counterparties"][0]["uid"],
        "lacks": "SUPERVISION",
        "from": AS_OF.replace(year=AS_OF.year - 3),
        "to": AS_OF,
    }
    wanted = {p.name for p in query.params if p.required or p.name == "as_of"}
    return complete(query, {name: values[name] for name in wanted}, None)


def answers(store: Store, tables: Tables) -> dict[str, Any]:
    """The rows of every saved query, and the population of every rule."""
    found: dict[str, Any] = {}
    for query in all_queries():
        given = parameters(query, tables)
        # Lints pick out, among others, the uids of sources, which hold the time of the load: what
        # they conclude is compared.
        lint = query.kind == "lint"
        found[query.id] = run(store, query, given).rows if lint else store.read(query.cypher, given)
        if query.rule:
            found[f"{query.id} population"] = store.read(query.rule.population, given)
    return found


@given(seed=st.integers(0, 10**6), size=SIZES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],  # a seed shrinks to nothing simpler
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_both_engines_answer_alike_on_random_graphs(
    neo4j_store: Neo4jStore,  # noqa: F811
    seed: int,
    size: str,
) -> None:
    tables = random_tables(seed, size)
    neo4j_store.write([WIPE])
    with tempfile.TemporaryDirectory() as folder:
        load_tables(neo4j_store, tables, Path(folder))
        with EmbeddedStore(Path(folder) / "x.db", "write") as embedded:
            load_tables(embedded, tables, Path(folder))
            there, here = answers(neo4j_store, tables), answers(embedded, tables)
    differing = {id: (there[id], here[id]) for id in there if there[id] != here[id]}
    assert differing == {}


def test_py2neo_reads_what_the_driver_reads(
    neo4j_url: str,
    neo4j_store: Neo4jStore,  # noqa: F811
    tmp_path: Path,
) -> None:
    py2neo = pytest.importorskip("py2neo", reason="py2neo is an extra")
    tables = random_tables(7, "medium")
    neo4j_store.write([WIPE])
    load_tables(neo4j_store, tables, tmp_path)
    connection = py2neo.Graph(neo4j_url)
    try:
        expected, found = answers(neo4j_store, tables), answers(Py2neoStore(connection), tables)
    finally:
        connection.service.connector.close()
    assert any(expected.values())
    assert found == expected


def test_py2neo_reads_the_first_case_of_every_query_as_the_driver_does(
    neo4j_url: str,
    neo4j_store: Neo4jStore,  # noqa: F811
) -> None:
    py2neo = pytest.importorskip("py2neo", reason="py2neo is an extra")
    connection = py2neo.Graph(neo4j_url)
    try:
        handed_in = Py2neoStore(connection)
        for query in all_queries():
            case = cases(query)[0]
            neo4j_store.write([WIPE])
            neo4j_store.write([Statement(case.given)])
            given = complete(
                query,
                {"as_of": AS_OF, **case.params} if query.param("as_of") else case.params,
                None,
            )
            expected = neo4j_store.read(query.cypher, given)
            assert handed_in.read(query.cypher, given) == expected, query.id
    finally:
        connection.service.connector.close()
