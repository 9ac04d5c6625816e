"""Every saved query answers its worked cases, alike on both engines. A new query needs no code."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import QueryFileError
from graph.schema import SCHEMA
from graph.store import Row, Statement, Store
from queries.library import Case, cases, query_files, read_file
from queries.lint import lint, lint_graph
from queries.model import SEVERITIES, SavedQuery
from queries.params import complete
from queries.runner import run
from tests.engines import engine_store, neo4j_store

__all__ = ["engine_store", "neo4j_store"]


def readable() -> tuple[list[SavedQuery], list[Any], dict[str, str]]:
    """All queries and cases that can be read, and the errors of those that cannot, by file."""
    queries, worked, broken = [], [], {}
    for path in query_files():
        try:
            query = read_file(path)
            worked += [pytest.param(query, c, id=f"{query.id}: {c.name}") for c in cases(query)]
            queries.append(query)
        except QueryFileError as error:
            broken[path.stem] = str(error)
    return queries, worked, broken


QUERIES, CASES, BROKEN = readable()
# What the engine that ran first gave, for the other to be held against.
ANSWERS: dict[tuple[str, str], tuple[list[Row], list[Row]]] = {}


@pytest.mark.parametrize("stem", [path.stem for path in query_files()])
def test_the_file_can_be_read(stem: str) -> None:
    assert BROKEN.get(stem) is None


def test_no_two_files_have_the_same_id() -> None:
    stems = [path.stem for path in query_files()]
    assert sorted(set(stems)) == sorted(stems)


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q.id)
def test_the_text_is_portable(query: SavedQuery) -> None:
    assert [f"{p.rule} {p}" for p in lint(query)] == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q.id)
def test_the_cases_find_something_and_nothing(query: SavedQuery) -> None:
    known = cases(query)
    assert any(case.expect for case in known), "needs a case that finds something"
    if query.rule:
        assert any(not case.expect for case in known), "needs a case that finds nothing"
        assert len(known) >= 3, "needs one that fires, a near miss, and one where data is missing"
        assert any(case.population for case in known), "needs a case that says what was examined"
    names = [case.name for case in known]
    assert len(set(names)) == len(names), "two cases share a name"


@pytest.mark.parametrize(("query", "case"), CASES)
def test_the_case_is_possible_and_does_not_depend_on_today(query: SavedQuery, case: Case) -> None:
    if query.param("as_of"):
        assert "as_of" in case.params
    assert [f"{p.rule} {p}" for p in lint_graph(case.given)] == []
    unknown = {c for row in case.expect for c in row} - query.columns.keys()
    assert not unknown, "columns that the query does not return"


@pytest.mark.parametrize(("query", "case"), CASES)
def test_the_query_answers_its_case(query: SavedQuery, case: Case, engine_store: Store) -> None:
    if case.given:
        engine_store.write([Statement(case.given)])
    rows = list(run(engine_store, query, case.params).rows)
    assert len(rows) == len(case.expect), rows
    for row, wanted in zip(rows, case.expect, strict=True):
        assert {column: row[column] for column in wanted} == wanted
    examined: list[Row] = []
    if query.rule:
        assert_findings(rows)
        params = complete(query, case.params, engine_store)
        examined = engine_store.read(query.rule.population, params)
        if case.population is not None:
            assert counts(examined) == {u: n for u, n in case.population.items() if n}
    other = ANSWERS.setdefault((query.id, case.name), (rows, examined))
    assert typed((rows, examined)) == typed(other), "the engines differ"


def counts(examined: list[Row]) -> dict[str, int]:
    """Examined subjects by unit, units without any left out."""
    assert len({row["unit"] for row in examined}) == len(examined), "a unit has two rows"
    return {row["unit"]: row["examined"] for row in examined if row["examined"]}


def assert_findings(rows: list[Row]) -> None:
    """Rows of a rule have the shape that `docs/queries.md` promises."""
    identities = [(row.get("subject_label"), row["subject"], tuple(row["actors"])) for row in rows]
    assert len(set(identities)) == len(identities), "two rows are the same finding"
    for row in rows:
        assert row["actors"] == sorted(set(row["actors"])), "actors sorted, without repeats"
        assert len(row["actor_names"]) == len(row["actors"])
        labels = {entry.partition("/")[0] for entry in row["evidence"]}
        assert labels
        assert labels <= SCHEMA.nodes.keys()
        assert row.get("severity", "high") in SEVERITIES
        assert row.get("subject_label", "Power") in SCHEMA.nodes


def typed(value: Any) -> Any:
    """The value with its types, since 1 == 1.0 == True in Python and not in a table."""
    if isinstance(value, (list, tuple)):
        return [typed(v) for v in value]
    if isinstance(value, dict):
        return {k: typed(v) for k, v in value.items()}
    return type(value).__name__, value
