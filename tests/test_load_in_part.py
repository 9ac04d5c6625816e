"""What is good is loaded; rows with errors, and those that rely on them, come back as a workbook
that can be corrected and loaded as it is. A number that names a person stops everything."""

from __future__ import annotations

import json
import logging
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from graph.embedded import EmbeddedStore
from graph.errors import OutputError, SourceError
from graph.schema import SCHEMA
from graph.schema.kinds import LinkTable
from graph.store import Store
from loaders.formats import readers
from loaders.load import load
from loaders.rejected import Returning
from powergraph.cli import run
from tests.loading import SMALL, Rows, csv_folder, dump, load_paths

MOBILE = "13912345678"
IDENTITY = "11010119900307803X"
POSTS: Rows = [
    ("岗位编号", "岗位名称", "所在单位", "上级岗位", "是否一把手"),
    ("P1", "局长", "D1", "", "是"),
    ("P2", "副局长", "D1", "P1", "也许"),
    ("P3", "=出纳", "D9", "P2", "否"),
    ("P4", "会计", "D1", "P3", "否"),
    ("P5", "门卫", "D1", "P1", "否"),
]
TABLES: Mapping[str, Rows] = {
    "部门单位": [("单位编号", "单位名称", "单位类别"), ("D1", "财政局", "SOE")],
    "岗位": POSTS,
    "人员": [("人员编号", "姓名"), ("O1", "张三"), ("O2", "李四")],
    "任职": [
        ("人员编号", "岗位编号", "任职日期"),
        ("O1", "P1", "2024-01-01"),
        ("O2", "P4", "2024-01-01"),
    ],
}


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with EmbeddedStore(tmp_path / "graph.db", "write") as embedded:
        yield embedded


def workbook(path: Path, tables: Mapping[str, Rows] = TABLES) -> Path:
    book: Any = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate(row, start=1):
                cell = sheet.cell(number, at, value)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
                if number == 1:
                    cell.fill = PatternFill("solid", start_color="DDEBF7")
        sheet.column_dimensions["B"].width = 33
    book.save(path)
    return path


def in_part(store: Store, *paths: Path, place: Path | None = None) -> tuple[Any, Returning]:
    returning = Returning(paths, place, "zh")
    return load_paths(store, *paths, in_part=True, returning=returning), returning


def uids(store: Store, label: str) -> list[str]:
    rows = store.read(f"MATCH (x:{label}) RETURN x.uid AS uid ORDER BY uid")
    return [row["uid"] for row in rows]


def test_rows_with_errors_and_those_that_rely_on_them_are_left_out_and_come_back(
    store: Store, tmp_path: Path
) -> None:
    source = workbook(tmp_path / "表.xlsx")
    summary, returning = in_part(store, source)
    assert uids(store, "Post") == ["P1", "P5"]
    assert store.read("MATCH ()-[x:HOLDS]->() RETURN count(x) AS n") == [{"n": 1}]
    assert [(r.place.sheet, r.place.row) for r in summary.rejected] == [
        ("任职", 3),
        ("岗位", 3),
        ("岗位", 4),
        ("岗位", 5),
    ]
    assert returning.saved == [(tmp_path / "表-未载入.xlsx", 4)]
    book = load_workbook(tmp_path / "表-未载入.xlsx")
    assert book.sheetnames == ["岗位", "任职"]
    sheet = book["岗位"]
    assert [c.value for c in sheet[1]] == [*POSTS[0], "未载入原因"]
    assert [[c.value for c in row][:5] for row in sheet.iter_rows(min_row=2)] == [
        [v or None for v in row] for row in POSTS[2:5]
    ]
    assert "是或否" in sheet["F2"].value
    assert "部门单位编号" in sheet["F3"].value
    assert "那一行有问题" in sheet["F4"].value
    red = {
        c.coordinate
        for row in sheet["A2:E4"]
        for c in row
        if c.fill.start_color.rgb[2:] == "FFC7CE"
    }
    assert red == {"E2", "C3", "D3", "D4"}
    assert sheet["E2"].comment.text == "要求：是或否：true/false、1/0、是/否、有/无"
    assert (sheet["B3"].data_type, sheet["B3"].quotePrefix) == ("s", True)
    assert sheet["A1"].fill.start_color.rgb[2:] == "DDEBF7"
    assert sheet.column_dimensions["B"].width == 33

    sheet["E2"], sheet["C3"] = "否", "D1"
    book.save(tmp_path / "表-未载入.xlsx")
    corrected = load_paths(store, tmp_path / "表-未载入.xlsx")
    assert corrected.warnings == []
    assert uids(store, "Post") == ["P1", "P2", "P3", "P4", "P5"]
    assert store.read("MATCH ()-[x:HOLDS]->() RETURN count(x) AS n") == [{"n": 2}]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_from_other_sources_there_is_a_sheet_a_table(
    store: Store, tmp_path: Path, form: str
) -> None:
    if form == "csv":
        source = csv_folder(tmp_path / "表", TABLES)
    else:
        source = tmp_path / "表.json"
        rows = {n: [dict(zip(t[0], r, strict=True)) for r in t[1:]] for n, t in TABLES.items()}
        source.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    _, returning = in_part(store, source)
    [(path, count)] = returning.saved
    assert (path, count) == (tmp_path / "表-未载入.xlsx", 4)
    book = load_workbook(path)
    assert set(book.sheetnames) == {"岗位", "任职"}
    sheet = book["岗位"]
    titles = [c.value for c in sheet[1]]
    assert titles[-1] == "未载入原因"
    cell = sheet.cell(3, titles.index("岗位名称") + 1)
    assert (cell.value, cell.data_type) == ("=出纳", "s")
    sheet.cell(2, titles.index("是否一把手") + 1).value = "否"
    sheet.cell(3, titles.index("所在单位") + 1).value = "D1"
    book.save(path)
    assert load_paths(store, path).warnings == []
    assert uids(store, "Post") == ["P1", "P2", "P3", "P4", "P5"]


def test_rows_that_contradict_one_another_are_all_left_out(store: Store, tmp_path: Path) -> None:
    rows = [("uid", "name"), ("O1", "张三"), ("O1", "李四"), ("O1", "张三"), ("O2", "王五")]
    summary, _ = in_part(store, csv_folder(tmp_path / "t", {"officials": rows}))
    assert uids(store, "Official") == ["O2"]
    assert [r.place.row for r in summary.rejected] == [2, 3, 4]


def test_a_file_that_cannot_be_read_stops_only_itself_and_nothing_good_is_nothing_loaded(
    store: Store, tmp_path: Path
) -> None:
    folder = csv_folder(tmp_path / "t", SMALL)
    (folder / "regions.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    summary, _ = in_part(store, folder)
    assert {r.place.file for r in summary.rejected} == {"regions.csv"}
    assert len(uids(store, "Post")) == 3
    bad = csv_folder(tmp_path / "bad", {"officials": [("uid", "name"), ("O9", "")]})
    before = dump(store)
    with pytest.raises(SourceError):
        in_part(store, bad)
    assert dump(store) == before


def test_what_is_loaded_in_part_is_what_the_good_rows_alone_give(tmp_path: Path) -> None:
    """Against a plain search for the rows that nothing is wrong with, on random tables."""
    for seed in range(8):
        draw = random.Random(seed)
        posts = [
            (
                f"P{i}",
                f"岗{i}",
                draw.choice(("D1", "D1", "D1", "D9")),
                f"P{draw.randrange(30)}" if draw.random() < 0.7 else "",
            )
            for i in range(30)
        ]
        # A chain that comes back to itself is another matter.
        posts = [(u, n, d, a if a and int(a[1:]) > int(u[1:]) else "") for u, n, d, a in posts]
        draw.shuffle(posts)
        good = {u: (u, n, d, a) for u, n, d, a in posts if d == "D1"}
        while bad := [u for u, row in good.items() if row[3] and row[3] not in good]:
            for uid in bad:
                del good[uid]
        units = [("uid", "name", "kind"), ("D1", "局", "SOE")]
        header = ("uid", "name", "department", "reports_to")
        all_of = csv_folder(
            tmp_path / f"{seed}a", {"departments": units, "posts": [header, *posts]}
        )
        rest = csv_folder(
            tmp_path / f"{seed}g", {"departments": units, "posts": [header, *good.values()]}
        )
        with EmbeddedStore(tmp_path / f"{seed}.db", "write") as one:
            found = load_paths(one, all_of, in_part=True)
        with EmbeddedStore(tmp_path / f"{seed}b.db", "write") as two:
            assert load_paths(two, rest).fingerprint == found.fingerprint
        assert len(found.rejected) == len(posts) - len(good)


def test_no_file_is_overwritten(store: Store, tmp_path: Path) -> None:
    source = workbook(tmp_path / "表.xlsx")
    (tmp_path / "表-未载入.xlsx").write_text("mine", encoding="utf-8")
    _, returning = in_part(store, source)
    assert returning.saved[0][0].name == "表-未载入-2.xlsx"
    assert (tmp_path / "表-未载入.xlsx").read_text(encoding="utf-8") == "mine"
    with pytest.raises(OutputError):
        in_part(store, source, place=tmp_path / "表-未载入.xlsx")
    before = dump(store)
    with pytest.raises(OutputError):
        in_part(store, source, place=tmp_path / "no folder" / "x.xlsx")
    assert dump(store) == before


def test_a_dry_run_in_part_writes_no_workbook_and_a_newer_state_is_never_in_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, graph = workbook(tmp_path / "表.xlsx"), str(tmp_path / "g.db")
    arguments = ["load", str(source), "--partial", "--graph", graph, "--lang", "zh"]
    assert run([*arguments, "--dry-run"]) == 0
    assert "有 4 处问题" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["表.xlsx"]
    assert run([*arguments, "--snapshot"]) == 2
    with pytest.raises(ValueError, match="whole"):
        load(None, readers([source]), in_part=True, snapshot=True, dry_run=True)
    assert run(arguments) == 0
    said = capsys.readouterr().err
    assert "未载入 4 处" in said
    assert str(tmp_path / "表-未载入.xlsx") in said


FORMS = ("csv", "xlsx", "json")


def written(folder: Path, form: str, tables: Mapping[str, Rows]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if form == "csv":
        return csv_folder(folder / "表", tables)
    if form == "xlsx":
        return workbook(folder / "表.xlsx", tables)
    rows = {n: [dict(zip(t[0], r, strict=True)) for r in t[1:]] for n, t in tables.items()}
    path = folder / "表.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("number", [MOBILE, IDENTITY])
@pytest.mark.parametrize("form", FORMS)
def test_a_number_that_names_a_person_stops_everything_and_is_found_nowhere(
    tmp_path: Path,
    form: str,
    number: str,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    graph = tmp_path / "out" / "g.db"
    graph.parent.mkdir()
    base = ["--graph", str(graph), "--lang", "zh"]
    assert run(["load", str(written(tmp_path / "good", form, SMALL)), *base]) == 0
    before = graph.read_bytes()
    people: Rows = [("人员编号", "姓名"), ("O1", f"张三 {number}"), ("O2", "李四")]
    bad = written(tmp_path / "bad", form, {**TABLES, "人员": people})
    out = tmp_path / "out"
    for options in (
        ["--partial", "--rejected", str(out)],
        ["--partial", "--dry-run"],
        ["--snapshot"],
        ["--snapshot", "--source", "x"],
        ["--dry-run"],
        [],
    ):
        assert run(["load", str(bad), *options, *base]) == 1
    assert graph.read_bytes() == before
    assert [p.name for p in out.iterdir() if p.is_file() and p.suffix == ".xlsx"] == []
    said = capsys.readouterr()
    assert "身份证号" in said.err
    assert number not in said.err + said.out + caplog.text


def test_the_name_of_a_source_may_not_name_a_person_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path, "csv", SMALL)
    arguments = ["load", str(source), "--source", f"李 {MOBILE}", "--graph", str(tmp_path / "g")]
    assert run(arguments) == 1
    assert MOBILE not in capsys.readouterr().err


def test_a_sheet_that_was_not_read_is_not_copied_and_a_title_that_names_somebody_is_hidden(
    store: Store, tmp_path: Path
) -> None:
    tables = {**TABLES, "通讯录": [("电话",), (MOBILE,)]}
    in_part(store, workbook(tmp_path / "表.xlsx", tables))
    with zipfile.ZipFile(tmp_path / "表-未载入.xlsx") as archive:
        copied = b"".join(archive.read(name) for name in archive.namelist())
    book = load_workbook(tmp_path / "表-未载入.xlsx")
    texts = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert "通讯录" not in book.sheetnames
    assert not any(MOBILE in text for text in texts)
    assert MOBILE.encode() not in copied


def test_each_table_has_one_link_type_so_that_counts_by_table_are_right() -> None:
    types = [t.rel.name for t in SCHEMA.tables if isinstance(t, LinkTable)]
    assert len(types) == len(set(types))
