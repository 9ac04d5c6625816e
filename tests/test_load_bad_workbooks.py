"""Workbooks that cannot be read as they are: what is said of them, and where."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from graph.errors import Problem
from graph.store import Store
from loaders import tables
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import load_paths
from tests.refusing import file, places, workbook


def test_a_workbook_is_read_with_its_dates_numbers_and_wrong_size(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "表.xlsx",
        部门单位=[(), ("单位编号*", "单位名称", "单位类别"), (1, "财政局", "区直部门")],
        人员=[("人员编号", "姓名", "出生年月"), (2.0, "张三", date(1970, 5, 1))],
        岗位=[("岗位编号", "岗位名称", "所在单位"), ("P1", "局长", 1), (), ("P2", "科员", "1")],
        任职=[
            ("人员编号", "岗位编号", "任职日期"),
            (2, "P1", datetime(2024, 3, 1)),
            ("2", "P2", "2024年3月1日"),
        ],
        附注=[("这一张不是表",)],
    )
    # Some programs write that a sheet is one cell large.
    resized = tmp_path / "大小.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(resized, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if b"<dimension" in content:
                start = content.index(b"<dimension")
                end = content.index(b"/>", start) + 2
                content = content[:start] + b'<dimension ref="A1"/>' + content[end:]
            new.writestr(item, content)
    summary = load_paths(engine_store, resized)
    assert [w.expected.key for w in summary.warnings] == ["expect.sheet_name"]
    held = engine_store.read(
        "MATCH (o:Official)-[h:HOLDS]->(p:Post) RETURN o.uid AS o, o.birth_month AS born, "
        "p.uid AS p, h.valid_from AS day, h.source_sheet AS sheet, h.source_row AS row ORDER BY p"
    )
    day = date(2024, 3, 1)
    assert [tuple(r.values()) for r in held] == [
        ("2", "1970-05", "P1", day, "任职", 2),
        ("2", "1970-05", "P2", day, "任职", 3),
    ]


@pytest.mark.parametrize("content", [b"", b"no zip at all"])
def test_what_is_no_workbook_is_refused(
    content: bytes, refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = file(tmp_path, "a.xlsx", content)
    assert places(refused(path)) == [("a.xlsx", "", 1, "", "", "expect.workbook")]


@pytest.mark.parametrize("broken", ["sheet", "no sheet", "other zip", "truncated"])
def test_a_workbook_damaged_inside_is_refused(
    broken: str, refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    rows = [("uid", "name", "kind"), *((f"D{i}", "局", "SOE") for i in range(10, 500))]
    path = workbook(tmp_path / "good.xlsx", departments=rows)
    bad = tmp_path / "bad.xlsx"
    if broken == "truncated":
        bad.write_bytes(path.read_bytes()[:-300])
    else:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
            for item in old.infolist():
                content = old.read(item)
                if "worksheets" in item.filename:
                    if broken == "no sheet":
                        continue
                    content = content[: len(content) // 2]
                if broken != "other zip" or "rels" in item.filename:
                    new.writestr(item, content)
    expected = "expect.some_sheet" if broken == "no sheet" else "expect.workbook"
    assert {p[-1] for p in places(refused(bad))} == {expected}


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(
    refused: Callable[..., list[Problem]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "bomb.xlsx", departments=[("uid", "name", "kind")] * 500)
    monkeypatch.setattr(tables, "MAX_UNPACKED", 1000)
    monkeypatch.setattr(tables, "_workbook", lambda *_: pytest.fail("it was opened"))
    assert places(refused(path)) == [("bomb.xlsx", "", 1, "", "", "expect.smaller_workbook")]


def test_a_workbook_without_a_table_of_ours_is_refused(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", Sheet1=[("x",)])
    assert [p[-1] for p in places(refused(path))] == ["expect.sheets.none"]


def test_merged_cells_are_refused_where_they_hide_values(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "岗位"
    for row in [("岗位编号", "岗位名称", "所在单位"), ("P8", "科长", "D1"), ("P9", "科员", "")]:
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    book.save(tmp_path / "a.xlsx")
    assert places(refused(tmp_path / "a.xlsx")) == [
        ("a.xlsx", "岗位", 2, "所在单位", "C2:C3", "expect.not_merged"),
        ("a.xlsx", "岗位", 3, "所在单位（department）", "", "expect.filled"),
    ]


def test_a_formula_without_a_stored_value_and_a_failed_one_are_refused(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        岗位=[
            ("岗位编号", "岗位名称", "所在单位", "职务层次"),
            ("P8", "科长", "D1", '="正"&"科级"'),
            ("P9", "科员", "D1", "#N/A"),
        ],
    )
    assert places(refused(path)) == [
        ("a.xlsx", "岗位", 2, "职务层次", "", "expect.calculated"),
        ("a.xlsx", "岗位", 3, "职务层次（rank）", "#N/A", "expect.no_failed_formula"),
    ]
