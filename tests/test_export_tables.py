"""Tables out and in again are the same graph; what tables cannot say is counted, never lost."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.errors import OutputError
from graph.fingerprint import fingerprint
from graph.neo4j_store import Neo4jStore
from graph.schema import SCHEMA
from graph.schema.kinds import Kind, NodeTable
from graph.store import Statement, Store
from graph.text import Language
from loaders.cells import FIRST_YEAR, LAST_YEAR
from powergraph import demo
from powergraph.exports.book import write_workbook
from powergraph.exports.csvs import write_tables
from powergraph.exports.facts import Facts
from tests.engines import ENGINES, WIPE, engine_param, engine_store, neo4j_store  # noqa: F401
from tests.loading import DAY, NOON, SMALL, csv_folder, dump, facts, load_paths
from tests.oracle import Tables
from tests.strategies import load_tables, moved, random_tables
from tests.test_load_same import fresh

SEEDS = st.integers(0, 2**32)
EXAMPLES = {"embedded": 10, "neo4j": 1}
# What a spreadsheet would run, cut, turn into something else, or refuse.
HOSTILE = (
    "=1+1",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+86",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''@x",
    "'甲'",
    "＝1",
    "0012",
    "1e5",
    "2026-06-30",
    "TRUE",
    "a\r\nb",
    "a\rb",
    "x\ty",
    'say "no", 甲；乙;丙',
    "_x000D_",
    "_x005F_x000D_",
    "\uffff\ufffe",
    "é\u202e\u200b😀",
    "</v>&amp;",
    "长" * 32_767,
)


def written(store: Store, folder: Path, form: str, language: Language) -> tuple[Path, Any]:
    """An export as files that can be loaded, and what it could not say."""
    folder.mkdir()
    if form == "tables":
        count, losses = write_tables(Facts(store), folder, language)
        return folder, losses
    count, losses = write_workbook(Facts(store), folder / "a.xlsx", language, ["x"])
    return folder / "a.xlsx", losses


def journal_only(losses: Any) -> bool:
    return set(losses.by_reason()) <= {"journal"}


def hostile(tables: Tables, seed: int) -> Tables:
    """The same tables, with texts that are hard to write in the columns that are free."""
    dice = random.Random(seed)
    for table in SCHEMA.tables:
        fixed = {*getattr(table, "uid_from", ()), *getattr(table, "key", ())}
        if not isinstance(table, NodeTable):
            fixed |= {table.source.column, table.target.column}
        free = [
            c
            for c in table.columns
            if c.kind is Kind.TEXT and not c.ref and not c.many and c.name not in fixed
        ]
        for row in tables[table.name]:
            for column in free:
                if dice.random() < 0.5:
                    row[column.name] = dice.choice(HOSTILE)[: 2000 if column.name == "name" else None]
            for column in table.columns:
                if column.kind is Kind.NUMBER and column.high is None and row[column.name] and dice.random() < 0.5:
                    row[column.name] = dice.choice((0.1 + 0.2, 1 / 3, 1e-7, 99.0, 12345678.91))
    return tables


@pytest.mark.parametrize("engine", [engine_param(e) for e in ENGINES])
def test_tables_out_and_in_again_are_the_same_graph(
    engine: str, request: pytest.FixtureRequest
) -> None:
    @settings(
        max_examples=EXAMPLES[engine],
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(SEEDS)
    def holds(seed: int) -> None:
        tables = hostile(random_tables(seed), seed)
        with TemporaryDirectory() as name, fresh(engine, request, Path(name)) as store:
            load_tables(store, tables, Path(name, "in"))
            for table in SCHEMA.tables:
                assert tables[table.name], "every table has rows"
            first, before = fingerprint(store), facts(store)
            for form in ("tables", "xlsx"):
                for language in ("zh", "en") if form == "tables" else ("zh",):
                    path, losses = written(store, Path(name, form + language), form, language)
                    assert journal_only(losses)
                    with EmbeddedStore(Path(name, form + language + ".db"), "write") as other:
                        load_paths(other, path)
                        assert facts(other) == before
                        assert fingerprint(other) == first

    holds()
