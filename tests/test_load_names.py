"""Names in the place of uids in our own tables: taken where exactly one node has them, and told;
else a problem with candidates. A uid always wins."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.errors import Problem
from graph.fingerprint import fingerprint
from graph.schema import SCHEMA
from graph.schema.kinds import LinkTable, NodeTable, Table
from graph.store import Store
from graph.text import Message
from graph.undo import take_back
from loaders.load import LoadSummary
from loaders.rejected import Returning
from loaders.rows import RawRow
from loaders.tables import CsvReader
from powergraph.exports.notes import note
from tests.engines import engine_store, neo4j_store  # noqa: F401 - fixtures
from tests.loading import SMALL, Rows, Sheets, csv_folder, dump, facts, load_paths, problems_of
from tests.oracle import Row, Tables
from tests.strategies import random_tables, write_csv

# SMALL as somebody who does not look up uids would write it.
NAMED: Sheets = {
    **SMALL,
    "posts": [
        ("uid", "name", "department", "reports_to"),
        ("P1", "局长", "财政局", ""),
        ("P2", "副局长", " 财 政局", "局长"),
        ("P3", "出纳", "财政局", "P2"),
    ],
    "appointments": [
        ("official", "post", "valid_from"),
        ("张三", "P1", "2024-01-01"),
        ("李四", "副局长", "2024-01-01"),
    ],
}
UNITS: Rows = [
    ("uid", "name", "kind"),
    ("D1", "财政局", "DISTRICT_DEPT"),
    ("D2", "财政局", "TOWN"),
    ("D3", "区财政局", "DISTRICT_DEPT"),
]


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with closing(EmbeddedStore(tmp_path / "graph.db", "write")) as opened:
        yield opened


def posts(*rows: tuple[str, ...]) -> Rows:
    return [("uid", "name", "department", "reports_to"), *rows]


def near(problem: Problem) -> list[str]:
    """The candidates that a problem names."""
    said = problem.expected.values["near"]
    return str(said.values["names"]).split("、") if isinstance(said, Message) else []


def taken(loaded: LoadSummary) -> list[tuple[str, int, str, object, object, int]]:
    """The names that were taken: file, first row, column, name, uid, number of rows."""
    found = []
    for problem in loaded.warnings:
        said, count = problem.expected, 1
        if said.key == "expect.mapping.rows":
            count = int(str(said.values["count"]))
            said = said.values["what"]  # type: ignore[assignment]
        assert said.key == "expect.mapping.by_name"
        uid = said.values["uid"]
        found.append((problem.file, problem.row, problem.column, problem.value, uid, count))
    return found


def test_names_load_as_the_uids_do_and_each_is_told_once(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    loaded = load_paths(engine_store, csv_folder(tmp_path / "named", NAMED))
    unit, post = "所在单位（department）", "岗位编号（post）"
    assert sorted(taken(loaded)) == sorted(
        [
            ("posts.csv", 2, unit, "财政局", "D1", 2),
            ("posts.csv", 3, unit, "财 政局", "D1", 1),
            ("posts.csv", 3, "上级岗位（reports_to）", "局长", "P1", 1),
            ("appointments.csv", 2, "人员编号（official）", "张三", "O1", 1),
            ("appointments.csv", 3, "人员编号（official）", "李四", "O2", 1),
            ("appointments.csv", 3, post, "副局长", "P2", 1),
        ]
    )
    said = facts(engine_store)
    again = load_paths(engine_store, csv_folder(tmp_path / "small", SMALL))
    assert (again.total.created, again.total.changed, again.warnings) == (0, 0, [])
    assert facts(engine_store) == said


def test_a_workbook_and_json_hold_names_too(store: Store, tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in NAMED.items():
        sheet = book.create_sheet(SCHEMA.table(name).zh)  # type: ignore[union-attr]
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    first = load_paths(store, tmp_path / "表.xlsx")
    said = facts(store)
    tables = {n: [dict(zip(r[0], x, strict=True)) for x in r[1:]] for n, r in NAMED.items()}
    (tmp_path / "表.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    second = load_paths(store, tmp_path / "表.json")
    assert len(first.warnings) == len(second.warnings) == 6
    assert (second.total.created, facts(store)) == (0, said)


def test_a_mistake_in_a_header_of_json_is_told_also_where_names_were_read(
    store: Store, tmp_path: Path
) -> None:
    row = {"uid": "P1", "name": "局长", "department": "财政局", "部门": "x"}
    unit = {"uid": "D1", "name": "财政局", "kind": "DISTRICT_DEPT"}
    text = json.dumps({"departments": [unit], "posts": [row]}, ensure_ascii=False)
    (tmp_path / "表.json").write_text(text, encoding="utf-8")
    loaded = load_paths(store, tmp_path / "表.json")
    assert "expect.known_column" in {p.expected.key for p in loaded.warnings}


def test_of_two_units_of_one_name_none_is_taken(store: Store, tmp_path: Path) -> None:
    wrong = {"departments": UNITS, "posts": posts(("P1", "局长", "财政局", ""))}
    [problem] = problems_of(store, csv_folder(tmp_path / "a", wrong))
    assert (problem.file, problem.row, problem.value) == ("posts.csv", 2, "财政局")
    assert near(problem) == ["财政局（D1）", "财政局（D2）"]
    assert "财政局（D1）、财政局（D2）" in problem.expected.render("zh")


def test_a_name_that_nobody_has_is_told_with_those_like_it(store: Store, tmp_path: Path) -> None:
    units = [("uid", "name", "kind"), *[(f"D{n}", f"第{n}财政局", "TOWN") for n in range(1, 10)]]
    wrong = {"departments": units, "posts": posts(("P1", "局长", "第3财政所", ""))}
    [problem] = problems_of(store, csv_folder(tmp_path / "a", wrong))
    assert near(problem)[0] == "第3财政局（D3）"
    assert len(near(problem)) == 5


def test_candidates_are_looked_for_as_long_as_it_is_worth_the_time(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.names._MOST_COMPARED", 3)
    units: Rows = [("uid", "name", "kind"), ("D1", "财政局", "TOWN"), ("D2", "民政局", "TOWN")]
    wrong = posts(*((f"P{n}", "局长", f"第{n}财政局", "") for n in range(4)))
    folder = csv_folder(tmp_path / "a", {"departments": units, "posts": wrong})
    told = [near(problem)[:1] for problem in problems_of(store, folder)]
    assert told == [["财政局（D1）"], ["财政局（D1）"], [], []]


def test_a_uid_wins_over_a_name(store: Store, tmp_path: Path) -> None:
    units = [*UNITS[:2], ("财政局", "民政局", "DISTRICT_DEPT")]
    tables = {"departments": units, "posts": posts(("P1", "局长", "财政局", ""))}
    loaded = load_paths(store, csv_folder(tmp_path / "a", tables))
    assert loaded.warnings == []
    found = dump(store)["Post-IN_DEPARTMENT-Department"]
    assert [row["to_uid"] for row in found] == ["财政局"]


def test_a_uid_of_a_row_that_is_left_out_wins_over_a_name(store: Store, tmp_path: Path) -> None:
    units = [*UNITS[:2], ("财政局", "民政局", "NO_SUCH_KIND")]
    tables = {"departments": units, "posts": posts(("P1", "局长", "财政局", ""))}
    loaded = load_paths(store, csv_folder(tmp_path / "a", tables), in_part=True)
    assert [r.place.file for r in loaded.rejected] == ["departments.csv", "posts.csv"]


def test_a_name_may_stand_in_the_graph_or_in_another_file(store: Store, tmp_path: Path) -> None:
    load_paths(store, csv_folder(tmp_path / "a", {"departments": UNITS[:2]}))
    below: Sheets = {"posts": posts(("P1", "局长", "财政局", ""))}
    above: Sheets = {"officials": SMALL["officials"]}
    held: Sheets = {
        "appointments": [("official", "post", "valid_from"), ("李四", "局长", "2024-01-01")]
    }
    folders = [csv_folder(tmp_path / n, t) for n, t in (("b", held), ("c", below), ("d", above))]
    assert len(load_paths(store, *folders).warnings) == 3
    said = dump(store)["Official-HOLDS-Post"]
    assert [(row["from_uid"], row["to_uid"]) for row in said] == [("O2", "P1")]


def test_a_post_is_looked_for_in_the_unit_of_the_row(store: Store, tmp_path: Path) -> None:
    units: Rows = [*UNITS[:2], ("D2", "民政局", "DISTRICT_DEPT")]
    heads = [("A1", "局长", "财政局", ""), ("B1", "局长", "D2", ""), ("B2", "书记", "D2", "")]
    tables = {"departments": units, "posts": posts(*heads, ("A2", "科员", "财政局", "局长"))}
    load_paths(store, csv_folder(tmp_path / "a", tables))
    said = dump(store)["Post-REPORTS_TO-Post"]
    assert [(row["from_uid"], row["to_uid"]) for row in said] == [("A2", "A1")]
    # The one of another unit is offered, not taken; so is a head where no unit is named.
    astray: Sheets = {"posts": posts(("A3", "科员", "财政局", "书记"))}
    *_, problem = problems_of(store, csv_folder(tmp_path / "b", astray))[:1]
    assert near(problem)[0] == "书记（民政局，B2）"
    held: Sheets = {
        "officials": SMALL["officials"],
        "appointments": [("official", "post", "valid_from"), ("O1", "局长", "2024-01-01")],
    }
    [problem] = problems_of(store, csv_folder(tmp_path / "c", held))
    assert near(problem)[:2] == ["局长（财政局，A1）", "局长（民政局，B1）"]


def test_of_two_people_of_one_name_none_is_taken(store: Store, tmp_path: Path) -> None:
    tables = {**SMALL, "officials": [*SMALL["officials"], ("O3", "张三")]}
    tables["memberships"] = [("official", "body"), ("张三", "局党组")]
    tables["bodies"] = [("uid", "name", "kind", "department"), ("B1", "局党组", "OTHER", "D1")]
    first, *rest = problems_of(store, csv_folder(tmp_path / "a", tables))
    assert near(first) == ["张三（局长，O1）", "张三（O3）"]
    assert [p.level for p in rest] == ["warning"]  # of the body


def test_links_with_labels_and_lists_hold_names(store: Store, tmp_path: Path) -> None:
    tables: Sheets = {
        **SMALL,
        "charges": [
            ("post", "target_label", "target", "domain"),
            ("局长", "Department", "财政局", "OTHER"),
            ("局长", "Section", "财政局", "OTHER"),
        ],
        "sections": [("uid", "name", "department"), ("S1", "财政局", "D1")],
        "matters": [
            ("uid", "name", "category", "department"),
            ("M1", "甲事", "DECISION", "D1"),
            ("M2", "乙事", "DECISION", "财政局"),
        ],
        "filings": [
            ("uid", "matter", "responsible", "filed_with"),
            ("F1", "甲事；M2", "李四;张三;O2", "财政局"),
        ],
    }
    load_paths(store, csv_folder(tmp_path / "a", tables))
    said = dump(store)
    assert [r["to_uid"] for r in said["Post-IN_CHARGE_OF-Section"]] == ["S1"]
    assert [r["to_uid"] for r in said["Post-IN_CHARGE_OF-Department"]] == ["D1"]
    ends = {
        (name.split("-")[2 if row["from_uid"] == "F1" else 0], row["from_uid"], row["to_uid"])
        for name, rows in said.items()
        for row in rows
        if "F1" in (row.get("from_uid"), row.get("to_uid"))
    }
    others = {(label, a if b == "F1" else b) for label, a, b in ends}
    assert others == {
        ("Matter", "M1"),
        ("Matter", "M2"),
        ("Official", "O1"),
        ("Official", "O2"),
        ("Department", "D1"),
    }


def test_a_chain_of_names_that_comes_back_is_a_problem(store: Store, tmp_path: Path) -> None:
    ring = posts(("P1", "甲", "D1", "乙"), ("P2", "乙", "D1", "丙"), ("P3", "丙", "D1", "P1"))
    problems = problems_of(store, csv_folder(tmp_path / "a", {**SMALL, "posts": ring}))
    [problem] = [p for p in problems if p.level == "error"]
    assert problem.expected.values["cycle"] == "P1 → P2 → P3 → P1"


def test_the_same_row_with_a_uid_and_with_a_name_is_one_row(store: Store, tmp_path: Path) -> None:
    both = posts(("P1", "局长", "D1", ""), ("P1", "局长", "财政局", ""))
    tables: Sheets = {"departments": UNITS[:2], "posts": both}
    load_paths(store, csv_folder(tmp_path / "a", tables))
    assert len(dump(store)["Post-IN_DEPARTMENT-Department"]) == 1


def test_in_part_the_rows_come_back_as_written_with_the_candidates(
    store: Store, tmp_path: Path
) -> None:
    units = [*UNITS, ("D4", "民政局", "DISTRICT_DEPT")]
    rows = posts(
        ("P1", "局长", "财政局", ""), ("P2", "局长", "民政局", ""), ("P3", "员", "D4", "P1")
    )
    folder = csv_folder(tmp_path / "a", {"departments": units, "posts": rows})
    returned = Returning([folder], tmp_path / "退回.xlsx", "zh")
    loaded = load_paths(store, folder, in_part=True, returning=returned)
    assert [row["uid"] for row in dump(store)["Post"]] == ["P2"]
    assert [(r.place.row, len(r.problems)) for r in loaded.rejected] == [(2, 1), (4, 1)]
    assert taken(loaded) == [("posts.csv", 3, "所在单位（department）", "民政局", "D4", 1)]
    sheet = openpyxl.load_workbook(tmp_path / "退回.xlsx")["岗位"]
    _, first, _ = sheet.iter_rows(values_only=True)
    assert "财政局" in first
    assert "财政局（D1）、财政局（D2）" in str(first[-1])


def test_a_rehearsal_a_newer_state_and_the_way_back_read_names(
    store: Store, tmp_path: Path
) -> None:
    load_paths(store, csv_folder(tmp_path / "a", SMALL))
    before = dump(store)
    newer = {**NAMED, "posts": NAMED["posts"][:3]}
    folder = csv_folder(tmp_path / "b", newer)
    told: dict[str, Any] = {"snapshot": True, "as_of": date(2026, 9, 30)}
    rehearsed = load_paths(store, folder, dry_run=True, **told)
    assert dump(store) == before
    loaded = load_paths(store, folder, **told)
    assert loaded.tallies == rehearsed.tallies
    assert taken(loaded) == taken(rehearsed)
    closed = [row["uid"] for row in dump(store)["Post"] if row.get("valid_to")]
    assert closed == ["P3"]
    assert loaded.import_id
    take_back(store, loaded.import_id)
    after = dump(store)
    assert after | {"Meta": before["Meta"]} == before


def test_what_is_no_longer_valid_in_the_graph_has_no_name(store: Store, tmp_path: Path) -> None:
    load_paths(store, csv_folder(tmp_path / "a", SMALL))
    emptied = {**SMALL, "posts": SMALL["posts"][:3]}
    load_paths(store, csv_folder(tmp_path / "a", emptied), snapshot=True)
    held: Sheets = {
        "appointments": [("official", "post", "valid_from"), ("O1", "出纳", "2024-01-01")]
    }
    [problem] = problems_of(store, csv_folder(tmp_path / "b", held))
    assert not [name for name in near(problem) if "P3" in name]


def test_no_candidate_shows_a_number_that_names_a_person(store: Store, tmp_path: Path) -> None:
    number = "13912345678"
    units = [*UNITS[:2], ("D9", f"财政所 {number}", "TOWN")]
    people = [*SMALL["officials"], (number, "张三三")]
    tables = {
        "departments": units,
        "officials": people,
        "posts": posts(("P1", "局长", "财政所", "")),
        "appointments": [("official", "post", "valid_from"), ("张三三三", "P1", "2024-01-01")],
    }
    for in_part in (False, True):
        folder = csv_folder(tmp_path / str(in_part), tables)
        problems = problems_of(store, folder, in_part=in_part)
        assert {"expect.no_person", "expect.existing"} <= {p.expected.key for p in problems}
        texts = [p.expected.render(lang) + str(p.value) for p in problems for lang in ("zh", "en")]
        assert not [text for text in texts if number in text]


def test_files_with_uids_only_are_read_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[str] = []
    rows = CsvReader.rows

    def counted(self: CsvReader, problems: list[Problem]) -> Iterator[RawRow]:
        readings.append("once more")
        return rows(self, problems)

    monkeypatch.setattr(CsvReader, "rows", counted)
    load_paths(store, csv_folder(tmp_path / "a", SMALL))
    assert len(readings) == 1
    load_paths(store, csv_folder(tmp_path / "b", NAMED))
    assert len(readings) == 4


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_unique_names_for_uids_load_the_same_graph(seed: int) -> None:
    tables, dice = random_tables(seed), random.Random(seed)
    for table in SCHEMA.tables:
        if any(column.name == "name" for column in table.columns):
            for number, row in enumerate(tables[table.name]):
                row["name"] = f"（{table.zh}）第{number}号"
    named, count = by_name(tables, dice)
    said = []
    for each in (tables, named):
        with TemporaryDirectory() as place:
            folder = write_csv(each, Path(place) / "tables")
            with closing(EmbeddedStore(Path(place) / "graph.db", "write")) as opened:
                loaded = load_paths(opened, folder)
                said.append((fingerprint(opened), facts(opened)))
    assert count
    assert sum(found[-1] for found in taken(loaded)) <= count
    assert said[0] == said[1]


def by_name(tables: Tables, dice: random.Random) -> tuple[Tables, int]:
    """The same rows with half of the references, where they may be, as names; and how many."""
    names: dict[str, dict[str, Row]] = {
        t.label.name: {row[t.uid_from[0]]: row for row in tables[t.name]}
        for t in SCHEMA.tables
        if isinstance(t, NodeTable) and any(column.name == "name" for column in t.columns)
    }
    count = 0

    def told(label: str, uid: Any, unit: Any) -> Any:
        nonlocal count
        other = names.get(label, {}).get(uid)
        inside = label in ("Section", "Post", "Body") and unit is not None
        if other is None or dice.random() < 0.5 or (inside and other["department"] != unit):
            return uid
        count += 1
        return dice.choice((other["name"], f" {other['name'].replace('（', '(')}"))

    def retold(table: Table, row: Row) -> Row:
        new = dict(row)
        for column in table.columns:
            cell, label = row.get(column.name), label_in(table, row, column.name)
            if not label or cell is None:
                continue
            unit = row.get("department") if isinstance(table, NodeTable) else None
            if isinstance(cell, list):
                new[column.name] = [told(label, uid, unit) for uid in cell]
            else:
                new[column.name] = told(label, cell, unit)
        return new

    found = {t.name: [retold(t, row) for row in tables[t.name]] for t in SCHEMA.tables}
    return found, count


def label_in(table: Table, row: Row, name: str) -> str:
    """The label that a cell refers to; empty where it is no reference."""
    if isinstance(table, LinkTable):
        for end in (table.source, table.target):
            if end.column == name:
                return str(row[end.label_column]) if end.label_column else end.labels[0].name
        return ""
    return next((ref.label.name for column, ref in table.references if column.name == name), "")


@pytest.mark.parametrize(
    ("table", "column", "may"),
    [("posts", "department", True), ("rectifications", "problem", False)],
)
def test_the_template_says_where_a_name_will_do(table: str, column: str, may: bool) -> None:
    found = next(t for t in SCHEMA.tables if t.name == table)
    wanted = next(c for c in found.columns if c.name == column)
    for language, name in (("zh", "名称"), ("en", "name")):
        assert (name in note(SCHEMA, found, wanted, language)) is may  # type: ignore[arg-type]
