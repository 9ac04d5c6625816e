"""Tables out and in again are the same graph; what tables cannot say is counted, never lost."""

from __future__ import annotations

import csv
import os
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.fingerprint import fingerprint
from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind, NodeTable
from graph.store import Statement, Store
from graph.text import Language
from loaders.cells import MAX_NAME
from loaders.load import load
from loaders.quoting import escaped, quoted, unescaped, unquoted
from powergraph import demo
from powergraph.exports.book import write_workbook
from powergraph.exports.csvs import write_tables
from powergraph.exports.facts import Facts
from powergraph.exports.losses import Losses
from tests.engines import ENGINES, engine_param, engine_store, neo4j_store  # noqa: F401
from tests.loading import DAY, SMALL, csv_folder, facts, load_paths
from tests.oracle import Tables
from tests.strategies import load_tables, moved, random_tables
from tests.test_load_same import fresh

SEEDS = st.integers(0, 2**32)
PROVE = bool(os.environ.get("POWERGRAPH_PROVE"))
EXAMPLES = {"embedded": 10 if PROVE else 3, "neo4j": 1}
# What a spreadsheet would run, cut, turn into something else, or refuse.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
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


def written(
    store: Store, folder: Path, form: str = "tables", language: Language = "zh", **day: Any
) -> tuple[Path, Losses]:
    """An export as files that can be loaded, and what it could not say."""
    folder.mkdir()
    source = Facts(store, **day)
    if form == "tables":
        return folder, write_tables(source, folder, language).losses
    path = folder / "a.xlsx"
    return path, write_workbook(source, path, language, ["x"]).losses


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
                    row[column.name] = dice.choice(HOSTILE)[: _limit(column)]
            for column in table.columns:
                if (
                    column.kind is Kind.NUMBER
                    and column.high is None
                    and row[column.name]
                    and dice.random() < 0.5
                ):
                    row[column.name] = dice.choice((0.1 + 0.2, 1 / 3, 1e-7, 99.0, 12345678.91))
    return tables


def _limit(column: Column) -> int | None:
    return MAX_NAME if column.name == "name" else None


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
                    assert losses.by_reason() == {}
                    with EmbeddedStore(Path(name, form + language + ".db"), "write") as other:
                        load_paths(other, path)
                        assert facts(other) == before
                        assert fingerprint(other) == first

    holds()


@pytest.mark.skipif(not PROVE, reason="two minutes a form: `make prove`")
@pytest.mark.parametrize("form", ["tables", "xlsx"])
def test_the_demo_county_comes_back_as_it_was(form: str, tmp_path: Path) -> None:
    demo.write(demo.build(20, planted=True), tmp_path / "in")
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load(store, [demo.DemoReader(tmp_path / "in")], as_of=demo.AS_OF)
        before, first = facts(store), fingerprint(store)
        path, losses = written(store, tmp_path / form, form)
    assert losses.by_reason() == {}
    with EmbeddedStore(tmp_path / "again.db", "write") as again:
        load_paths(again, path)
        assert fingerprint(again) == first
        assert facts(again) == before


@given(st.text("='@+-\t\r\n\uff1d甲1", max_size=5) | st.text())
def test_every_text_comes_back_out_of_its_quotes(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert quoted(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(st.text("_x05FDd\r甲", max_size=12) | st.text())
def test_every_text_comes_back_out_of_a_workbook(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not {"\r", "\x00", "\uffff"} & set(escaped(text))


def test_no_spreadsheet_runs_what_an_export_holds(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        rows = [("uid", "name"), *((f"O{i}", text) for i, text in enumerate(HOSTILE[:9]))]
        load_paths(store, csv_folder(tmp_path / "in", {"officials": rows}))
        folder, _ = written(store, tmp_path / "csv")
        book, _ = written(store, tmp_path / "xlsx", "xlsx")
    with (folder / "人员.csv").open(encoding="utf-8-sig", newline="") as stream:
        names = [row[1] for row in csv.reader(stream)][1:]
    assert names[:4] == ["'=1+1", '\'=HYPERLINK("http://x","y")', "'+86", "'-1"]
    assert all(name[0] not in "=+-@＝" for name in names)
    sheet = openpyxl.load_workbook(book)["人员"]
    shown = [(c.value, c.data_type, c.number_format) for c in sheet["B"][1:]]
    assert [value for value, _, _ in shown] == [unquoted(name) for name in names]
    assert {(kind, number_format) for _, kind, number_format in shown} == {("s", "@")}


@given(
    day=st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    at=st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    amount=st.floats(0, 1e14),
)
@settings(max_examples=40, deadline=None)
def test_days_moments_and_amounts_come_back_exactly(day: date, at: datetime, amount: float) -> None:
    props = {"name": "意见", "at": at, "handled_on": day}
    fund = {"name": "资金", "amount": amount}
    with TemporaryDirectory() as name, EmbeddedStore(Path(name, "g.db"), "write") as store:
        load_paths(store, csv_folder(Path(name, "in"), SMALL))
        store.write(
            [
                Statement("MERGE (x:Feedback {uid: 'F1'}) SET x += $props", {"props": props}),
                Statement("MERGE (x:FundSource {uid: 'M1'}) SET x += $props", {"props": fund}),
                Statement(
                    "MATCH (x:FundSource {uid: 'M1'}) MATCH (d:Department {uid: 'D1'}) "
                    "MERGE (x)-[r:FUND_OF {uid: 'f'}]->(d)"
                ),
            ]
        )
        for form in ("tables", "xlsx"):
            path, _ = written(store, Path(name, form), form)
            with EmbeddedStore(Path(name, f"{form}.db"), "write") as again:
                load_paths(again, path)
                found = facts(again)
                feedback, source = found["Feedback"][0], found["FundSource"][0]
                assert (feedback["handled_on"], feedback["at"]) == (day, at)
                assert repr(source["amount"]) == repr(amount)


def test_history_that_tables_cannot_say_is_counted_and_the_present_is_kept(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    tables = random_tables(3)
    before = moved(tables, 3, ["posts", "roles"])
    load_tables(engine_store, before, tmp_path / "before", as_of=DAY - timedelta(100))
    load_tables(engine_store, tables, tmp_path / "now", as_of=DAY)
    by_column = {
        ref.rel.name
        for table in SCHEMA.tables
        if isinstance(table, NodeTable)
        for _, ref in table.references
    }
    held = {name: rows for name, rows in facts(engine_store).items() if "-" in name}
    ended: dict[str, int] = {}
    begun: dict[str, int] = {}
    for name, rows in held.items():
        rel = name.split("-")[1]
        if rel in by_column:
            ended[rel] = ended.get(rel, 0) + sum("valid_to" in r for r in rows)
            opened = sum("valid_from" in r and "valid_to" not in r for r in rows)
            begun[rel] = begun.get(rel, 0) + opened
    assert sum(ended.values()) > 5
    folder, losses = written(engine_store, tmp_path / "out")
    found = losses.by_reason()
    assert found["ended"] == {rel: count for rel, count in ended.items() if count}
    assert found["interval"] == {rel: count for rel, count in begun.items() if count}
    assert set(found) <= {"ended", "interval", "made", "order"}
    with (
        EmbeddedStore(tmp_path / "again.db", "write") as again,
        EmbeddedStore(tmp_path / "alone.db", "write") as alone,
    ):
        load_paths(again, folder)
        load_tables(alone, tables, tmp_path / "alone")
        assert fingerprint(again) == fingerprint(alone)


def _closed(store: Store, label: str, uid: str, day: date) -> None:
    text = f"MATCH (x:{label} {{uid: $uid}}) SET x.valid_to = $day"
    store.write([Statement(text, {"uid": uid, "day": day})])


POWERS = {
    "departments": SMALL["departments"],
    "powers": [
        ("uid", "name", "power_type", "department", "valid_from", "valid_to"),
        ("W1", "许可", "01", "D1", "2020-01-01", "2025-01-01"),
        ("W2", "处罚", "02", "D1", "", ""),
    ],
    "cases": [
        ("uid", "power", "department", "accepted_on"),
        ("C1", "W1", "D1", "2024-05-01"),
        ("C2", "W2", "D1", "2024-05-01"),
        ("C3", "", "D1", "2024-05-01"),
    ],
}


def test_as_of_a_day_the_tables_hold_what_held_on_it(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "in", POWERS))
    for day, powers, cases in (
        (date(2024, 12, 31), ["W1", "W2"], ["C1", "C2", "C3"]),
        # A case of a power that is gone does not turn into one without a power.
        (date(2025, 1, 1), ["W2"], ["C2", "C3"]),
        (date(2019, 12, 31), ["W2"], ["C2", "C3"]),
    ):
        folder, losses = written(engine_store, tmp_path / f"{day}", as_of=day)
        with EmbeddedStore(tmp_path / f"{day}.db", "write") as again:
            load_paths(again, folder)
            found = facts(again)
        assert [row["uid"] for row in found["Power"]] == powers
        assert [row["uid"] for row in found["CaseFile"]] == cases
        expected = {} if "W1" in powers else {"CASE_OF": 1, "EXERCISED_BY": 1, "CaseFile": 1}
        counted = losses.by_reason().get("names_ended", {})
        assert counted.get("CaseFile", 0) == expected.get("CaseFile", 0)


def test_what_has_ended_where_the_table_cannot_say_so_is_left_out_with_what_names_it(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "in", SMALL))
    _closed(engine_store, "Post", "P1", DAY)
    folder, losses = written(engine_store, tmp_path / "out")
    found = losses.by_reason()
    assert found["ended"] == {"Post": 1}
    # P2 reports to P1, P3 to P2; two people held them.
    assert found["names_ended"]["Post"] == 2
    assert found["names_ended"]["HOLDS"] == 2
    assert {f.name for f in folder.iterdir()} == {"部门单位.csv", "人员.csv"}


def test_a_value_of_other_hands_that_no_cell_can_hold_is_counted(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "in", SMALL))
        props = {"name": "意见", "at": datetime(2026, 1, 1, 9, 0, 0, 500_000), "kind": "NO_SUCH"}
        store.write([Statement("MERGE (x:Feedback {uid: 'F1'}) SET x += $p", {"p": props})])
        _, losses = written(store, tmp_path / "out")
        assert losses.by_reason() == {"refused": {"Feedback": 1}}
        store.write([Statement("MATCH (x:Feedback {uid: 'F1'}) SET x.kind = NULL")])
        _, losses = written(store, tmp_path / "again")
        assert losses.by_reason() == {"value": {"Feedback": 1}}
