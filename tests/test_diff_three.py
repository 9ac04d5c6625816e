"""`powergraph diff --reconcile`: three lists against a plain comparison of their rows."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from graph.store import Store
from powergraph.cli import root
from powergraph.differences.lists import lists_of_graph
from powergraph.differences.model import Named, Place
from powergraph.differences.three import Case, Listed, reconcile
from tests.engines import engine_store, neo4j_store
from tests.loading import csv_folder, load_paths

__all__ = ["engine_store", "neo4j_store"]

UNIT = Named("Department", "D1", "财政局")
OTHER = Named("Department", "D2", "民政局")
DAY = date(2026, 6, 30)


def power(uid: str, name: str, unit: Named = UNIT, code: str = "", row: int = 2) -> Listed:
    return Listed(uid, name, unit, code, Place(f"{unit.uid}.xlsx", "清单", row))


def case(uid: str, written: str, unit: Named | None = UNIT) -> Case:
    return Case(uid, written, unit, place=Place("办件.xlsx", "一月", 3))


def gaps(own: list[Listed], published: list[Listed], cases: list[Case]) -> set[tuple[str, str]]:
    return {(m.gap, m.name) for m in reconcile(own, published, cases).missing}


def test_each_list_is_told_what_it_lacks() -> None:
    own = [power("W1", "公章管理"), power("W2", "预算审批")]
    published = [power("W1", "公章管理"), power("W3", "罚款")]
    cases = [case("C1", "W1"), case("C2", "出具证明"), case("C3", "出具 证明"), case("C4", "")]
    found = reconcile(own, published, cases)
    assert {(m.gap, m.name) for m in found.missing} == {
        ("not_published", "预算审批"),
        ("not_own", "罚款"),
        ("unlisted", "出具证明"),
        ("unlisted", ""),
        ("never", "预算审批"),
        ("never", "罚款"),
    }
    two = next(m for m in found.missing if m.name == "出具证明")
    assert (two.cases, two.uid, two.case) == (2, "C2", ("办件.xlsx", "一月", 3))
    total = found.units[0]
    assert (total.own, total.published, total.both, total.cases, total.unlisted) == (2, 2, 1, 4, 3)


def test_powers_are_one_by_uid_then_code_then_name_in_the_unit() -> None:
    own = [power("A1", "甲"), power("A2", "乙", code="X-1"), power("A3", "许可 （新办）")]
    published = [power("B3", "许可(新办)"), power("B2", "乙事项", code="x-1"), power("A1", "改名")]
    found = reconcile(own, published, [])
    by = {i.own.uid: (i.published.uid, i.matched_by) for i in found.items if i.own and i.published}
    assert by == {"A1": ("A1", "uid"), "A2": ("B2", "code"), "A3": ("B3", "name")}
    assert found.units[0].by_name == 1


def test_a_name_that_stands_twice_or_is_only_alike_is_a_candidate() -> None:
    twice = [power("A1", "许可"), power("A2", "许可")]
    found = reconcile(twice, [power("B1", "许可")], [])
    assert found.units[0].both == 0
    [left] = [m for m in found.missing if m.gap == "not_own"]
    assert [n.uid for n in left.candidates] == ["A1", "A2"]
    found = reconcile([power("A1", "预算审批")], [power("B1", "预算审批表")], [])
    assert {m.candidates[0].uid for m in found.missing if m.candidates} == {"A1", "B1"}


def test_the_same_name_in_another_unit_is_never_taken() -> None:
    found = reconcile([power("A1", "许可")], [power("B1", "许可", OTHER)], [])
    assert found.units[0].both == 0
    assert [n.uid for m in found.missing if m.gap == "not_own" for n in m.candidates] == ["A1"]


def test_a_case_names_its_power_by_uid_code_or_name_without_doubt() -> None:
    own = [power("A1", "甲", code="X-1"), power("A2", "乙"), power("A3", "丙")]
    own += [power("A4", "丙", OTHER), power("A5", "丁", OTHER)]
    cases = [case("1", "A1"), case("2", "x-1"), case("3", " 乙"), case("4", "丙")]
    cases += [case("5", "丁", None), case("6", "丁"), case("7", "丙", None)]
    found = reconcile(own, own, cases)
    counted = {i.listed.uid: [c.uid for c in i.cases] for i in found.items}
    assert counted == {"A1": ["1", "2"], "A2": ["3"], "A3": ["4"], "A4": [], "A5": ["5"]}
    # A power of another unit is no power of this one.
    assert {(m.uid, m.candidates[0].uid) for m in found.missing if m.gap == "unlisted"} == {
        ("6", "A5"),
        ("7", "A3"),
    }


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_gaps_are_those_of_sets_of_uids(seed: int) -> None:
    draw = random.Random(seed)
    own, published, used = ({i for i in range(9) if draw.random() < 0.5} for _ in range(3))
    lists = [[power(f"W{i}", f"事项{i}", row=i) for i in sorted(s)] for s in (own, published)]
    cases = [case(f"C{i}", f"W{i}") for i in sorted(used)]
    found = gaps(lists[0], lists[1], cases)
    listed = own | published
    assert found == {
        *(("not_published", f"事项{i}") for i in own - published),
        *(("not_own", f"事项{i}") for i in published - own),
        *(("unlisted", f"W{i}") for i in used - listed),
        *(("never", f"事项{i}") for i in listed - used),
    }


def test_a_graph_holds_the_three_lists_with_file_and_row(
    engine_store: Store, tmp_path: Path
) -> None:
    folder = csv_folder(
        tmp_path / "t",
        {
            "departments": [("uid", "name", "kind"), ("D1", "财政局", "DISTRICT_DEPT")],
            "power_lists": [("uid", "name", "department"), ("L1", "清单", "D1")],
            "powers": [
                ("uid", "name", "power_type", "department", "list"),
                ("W1", "公章管理", "10", "D1", "L1"),
                ("W2", "预算审批", "01", "D1", "L1"),
                ("W3", "出具证明", "10", "D1", ""),
            ],
            "disclosures": [
                ("uid", "power", "element", "platform", "published_on"),
                ("X1", "W1", "POWER", "WEBSITE", "2026-01-01"),
                ("X2", "W2", "RESULT", "WEBSITE", "2026-01-01"),
            ],
            "cases": [
                ("uid", "power", "department", "accepted_on"),
                ("C1", "W3", "D1", "2026-02-01"),
                ("C2", "W3", "D1", "2026-02-02"),
                ("C3", "", "D1", "2026-02-03"),
                ("C4", "W1", "D1", "2025-02-03"),
            ],
        },
    )
    load_paths(engine_store, folder)
    found = reconcile(*lists_of_graph(engine_store, DAY, date(2026, 1, 1), DAY)[:3])
    assert {(m.gap, m.name, m.cases) for m in found.missing} == {
        ("not_published", "预算审批", 0),
        ("unlisted", "出具证明", 2),
        ("unlisted", "", 1),
        ("never", "公章管理", 0),
        ("never", "预算审批", 0),
    }
    places = {m.name: m for m in found.missing if m.gap in ("unlisted", "not_published")}
    assert places["出具证明"].case[::2] == ("cases.csv", 2)
    assert places["预算审批"].own[::2] == ("powers.csv", 3)
    whole = reconcile(*lists_of_graph(engine_store, DAY)[:3])
    assert whole.units[0].cases == 4


def book(path: Path, *rows: tuple[object, ...]) -> str:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    made.save(path)
    return str(path)


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("POWERGRAPH_SECRET", "a secret that is long enough")
    head = ("序号", "事项名称", "权力类型", "行使主体")
    own = [(1, "公章管理", "行政确认", "财政局"), (2, "=1+1", "行政许可", "财政局")]
    published = [(1, "公章 管理", "行政许可", "财政局")]
    cases = [
        ("办件编号", "事项编码", "受理时间", "办结时间", "环节名称", "办理人"),
        ("C1", "公章管理", "2026-01-02", "2026-01-05", "受理", "张三"),
        ("C1", "公章管理", "2026-01-02", "2026-01-05", "办结", "李四"),
        ("C2", "出具证明", "2026-03-02", "2026-03-05", "受理", "张三"),
    ]
    return [
        book(tmp_path / "own.xlsx", head, *own),
        book(tmp_path / "published.xlsx", head, *published),
        book(tmp_path / "cases.xlsx", *cases),
    ]


def run(*arguments: str) -> Any:
    return CliRunner().invoke(root("zh"), ["diff", *arguments], standalone_mode=False)


def test_three_lists_as_typed_are_compared_without_a_graph(three: list[str]) -> None:
    result = run("--reconcile", *three, "--format", "json")
    assert result.exception is None, result.stderr
    data = json.loads(result.stdout)
    total = data["units"][0]
    # Their types differ, so the two lists have other uids for it: it is matched by name.
    assert (total["own"], total["published"], total["by_name"], total["cases"]) == (2, 1, 1, 2)
    missing = {(m["gap"], m["name"]): m for m in data["missing"]}
    assert missing.keys() == {
        ("not_published", "=1+1"),
        ("unlisted", "出具证明"),
        ("never", "=1+1"),
    }
    assert missing["unlisted", "出具证明"]["case"] == {
        "file": "cases.xlsx",
        "sheet": "Sheet",
        "row": 4,
    }
    assert missing["not_published", "=1+1"]["own"]["row"] == 3


def test_cases_of_another_time_are_left_out(three: list[str]) -> None:
    result = run("--reconcile", *three, "--from", "2026-02-01", "--format", "json")
    assert json.loads(result.stdout)["units"][0]["cases"] == 1


def test_the_workbook_keeps_a_name_that_looks_like_a_formula_as_text(
    three: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    assert run("--reconcile", *three, "--format", "xlsx", "-o", str(out)).exception is None
    found = load_workbook(out)
    assert found.sheetnames[0] == "各单位数量"
    cells = [c for sheet in found for row in sheet.iter_rows() for c in row]
    assert "'=1+1" in {c.value for c in cells}
    assert all(c.data_type != "f" for c in cells)


def test_a_list_in_the_wrong_place_is_told(three: list[str]) -> None:
    result = run("--reconcile", three[0], three[2], three[1])
    assert "published.xlsx" in result.exception.render("zh")
    assert "cases.xlsx" in result.exception.render("zh")
