"""`powergraph diff` of two states, against a plain comparison of the tables that were loaded."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from graph.embedded import EmbeddedStore
from graph.store import Store
from graph.text import Language
from powergraph.cli import root
from powergraph.differences.compare import compare
from powergraph.differences.model import Difference, Line
from powergraph.differences.sides import between_days, state_of_side
from powergraph.outputs.difference import difference_head
from tests.engines import engine_store, neo4j_store
from tests.loading import NOON, Sheets, csv_folder, load_paths

__all__ = ["engine_store", "neo4j_store"]

OLD, NEW = date(2025, 12, 31), date(2026, 6, 30)
POWERS = ("uid", "name", "power_type", "department", "risk_level", "status")
UNITS = [("uid", "name", "kind"), ("D1", "财政局", "DISTRICT_DEPT"), ("D2", "民政局", "TOWN")]
ALL = ("任职", "权力事项", "清理调整", "角色归属", "班子分工", "风险点", "防控措施", "运行流程")

BEFORE: Sheets = {
    "departments": UNITS,
    "officials": [("uid", "name"), ("O1", "张三"), ("O2", "李四")],
    "posts": [("uid", "name", "department"), ("P1", "局长", "D1"), ("P2", "出纳", "D2")],
    "appointments": [("official", "post", "valid_from"), ("O1", "P1", "2024-01-01")],
    "powers": [
        POWERS,
        ("W1", "公章管理", "10", "D1", "HIGH", ""),
        ("W2", "许可 （甲）", "01", "D1", "", ""),
        ("W3", "低保审批", "05", "D2", "", ""),
        ("W4", "罚款", "02", "D2", "", "ACTIVE"),
    ],
    "roles": [("uid", "power", "kind"), ("R1", "W1", "DECISION")],
    "role_holders": [("role", "holder_label", "holder"), ("R1", "Post", "P1")],
    "risk_points": [("uid", "power", "name", "level"), ("K1", "W1", "私盖公章", "HIGH")],
    "control_measures": [("uid", "risk_point", "text"), ("M1", "K1", "双人双锁")],
    "steps": [("uid", "power", "seq", "name", "kind"), ("S1", "W1", "1", "申请", "ACCEPT")],
}
AFTER: Sheets = {
    **BEFORE,
    "appointments": [("official", "post", "valid_from"), ("O2", "P1", "2026-02-01")],
    "powers": [
        POWERS,
        ("W1", "公章使用管理", "10", "D1", "LOW", ""),
        ("W9", "许可(甲)", "01", "D1", "", ""),
        ("W3", "低保审批", "05", "D1", "", ""),
        ("W4", "罚款", "02", "D2", "", "CANCELLED"),
    ],
    "power_changes": [
        ("uid", "power", "action", "changed_on"),
        ("C1", "W4", "CUT", "2026-03-01"),
        ("C2", "W1", "MANAGE", "2026-03-01"),
        ("C3", "W1", "CLEAR", "2025-03-01"),
    ],
    "role_holders": [("role", "holder_label", "holder"), ("R1", "Post", "P2")],
    "risk_points": [("uid", "power", "name", "level"), ("K1", "W1", "私盖公章", "MEDIUM")],
    "control_measures": [("uid", "risk_point", "text"), ("M2", "K1", "登记用印")],
    "steps": [("uid", "power", "seq", "name", "kind"), ("S1", "W1", "1", "受理", "ACCEPT")],
}


def two_states(store: Store, folder: Path, before: Sheets, after: Sheets) -> None:
    """Load two states of one source, a half year apart."""
    for number, (day, sheets) in enumerate(((OLD, before), (NEW, after))):
        load_paths(
            store,
            csv_folder(folder / str(number), sheets),
            as_of=day,
            now=NOON.replace(hour=12 + number),
            snapshot=True,
            source="state",
            confirmed=ALL,
        )


def told(found: Difference, section: str) -> set[tuple[Any, ...]]:
    """The lines of a section without their places."""
    return {
        (x.kind, x.uid, x.property, plain(x.before), plain(x.after))
        for x in found.lines
        if x.section == section
    }


def plain(value: Any) -> Any:
    return tuple(n.name for n in value) if isinstance(value, tuple) else value


def line(found: Difference, uid: str, prop: str = "") -> Line:
    return next(x for x in found.lines if (x.uid, x.property) == (uid, prop))


@pytest.fixture
def found(engine_store: Store, tmp_path: Path) -> Difference:
    two_states(engine_store, tmp_path, BEFORE, AFTER)
    return between_days(engine_store, OLD, NEW)


def test_two_days_tell_everything_that_changed_with_file_and_row(found: Difference) -> None:
    assert told(found, "powers") == {
        ("changed", "W1", "name", "公章管理", "公章使用管理"),
        ("removed", "W2", "", None, None),
        ("added", "W9", "", None, None),
        ("changed", "W3", "department", ("民政局",), ("财政局",)),
        ("removed", "W4", "status", "ACTIVE", "CANCELLED"),
    }
    assert told(found, "levels") == {
        ("changed", "W1", "risk_level", "HIGH", "LOW"),
        ("changed", "K1", "level", "HIGH", "MEDIUM"),
    }
    assert told(found, "measures") == {
        ("removed", "M1", "", None, None),
        ("added", "M2", "", None, None),
    }
    assert told(found, "steps") == {("changed", "S1", "name", "申请", "受理")}
    assert told(found, "holders") == {
        ("changed", "Post/P1", "", ("张三",), ("李四",)),
        ("changed", "Role/R1", "", ("局长",), ("出纳",)),
    }
    renamed = line(found, "W1", "name")
    assert renamed.place_before[::2] == ("powers.csv", 2)
    assert line(found, "W4", "status").place_after[::2] == ("powers.csv", 5)
    gone = line(found, "W2")
    assert (gone.place_before.row, gone.place_after) == (3, ("powers.csv", None, None))
    assert line(found, "M2").power == ("Power", "W1", "公章使用管理")


def test_a_power_under_a_new_uid_is_a_candidate_and_counted_as_gone_and_new(
    found: Difference,
) -> None:
    assert [n.uid for n in line(found, "W2").renumbered] == ["W9"]
    assert [n.uid for n in line(found, "W9").renumbered] == ["W2"]
    total = found.counts[0]
    assert (total.before, total.after, total.removed, total.added) == (4, 3, 2, 1)
    # CUT explains W4; nothing explains W2, which may live on as W9.
    assert (total.unexplained, total.renumbered, total.unannounced) == (1, 1, 1)
    # What was done before the first day belongs to another period.
    assert total.actions == {"CUT": 1, "MANAGE": 1}


def test_a_power_that_moved_is_neither_gone_nor_new_in_a_unit(found: Difference) -> None:
    units = {c.code: c for c in found.counts if c.group == "unit"}
    assert (units["D1"].moved, units["D2"].moved) == (1, -1)
    assert (units["D2"].before, units["D2"].after, units["D2"].removed) == (2, 0, 1)


def test_a_unit_alone_has_its_own_lines_and_counts(engine_store: Store, tmp_path: Path) -> None:
    two_states(engine_store, tmp_path, BEFORE, AFTER)
    found = between_days(engine_store, OLD, NEW, "D2")
    assert {x.uid for x in found.lines} == {"W3", "W4"}
    assert (found.counts[0].code, found.counts[0].before, found.counts[0].after) == ("D2", 2, 0)


def test_a_day_between_has_the_values_of_the_first_state(
    engine_store: Store, tmp_path: Path
) -> None:
    two_states(engine_store, tmp_path, BEFORE, AFTER)
    assert told(between_days(engine_store, OLD, date(2026, 6, 29)), "levels") == set()
    later = between_days(engine_store, date(2026, 6, 29), date(2027, 1, 1))
    assert ("changed", "W1", "risk_level", "HIGH", "LOW") in told(later, "levels")


def test_a_later_correction_of_an_earlier_day_counts_on_that_day(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "graph.db", "write") as store:
        two_states(store, tmp_path, BEFORE, AFTER)
        corrected: Sheets = {
            "departments": UNITS,
            "powers": [POWERS, ("W1", "公章使用管理", "10", "D1", "MEDIUM", "")],
        }
        path = csv_folder(tmp_path / "2", corrected)
        load_paths(store, path, as_of=date(2026, 1, 15), now=NOON.replace(hour=20))
        found = between_days(store, OLD, date(2026, 2, 1))
        assert told(found, "levels") == {("changed", "W1", "risk_level", "HIGH", "MEDIUM")}


def test_two_files_differ_as_two_days_do_and_no_graph_is_written(tmp_path: Path) -> None:
    sides = [str(csv_folder(tmp_path / n, s)) for n, s in (("a", BEFORE), ("b", AFTER))]
    first, second = (state_of_side(side, as_of=NEW) for side in sides)
    files = compare(first, second, same_graph=False)
    with EmbeddedStore(tmp_path / "graph.db", "write") as store:
        two_states(store, tmp_path, BEFORE, AFTER)
        days = between_days(store, OLD, NEW)
    for section in ("powers", "levels", "measures", "steps", "holders"):
        assert told(files, section) == told(days, section)
    assert files.counts[0].actions == {"CLEAR": 1, "CUT": 1, "MANAGE": 1}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_422_powers_that_became_255_are_39_57_percent_fewer(
    tmp_path: Path, language: Language
) -> None:
    def listed(count: int) -> list[tuple[str, ...]]:
        return [POWERS, *((f"W{i}", f"p{i}", "01", "D1", "", "") for i in range(count))]

    cut = [(f"C{i}", f"W{i}", "CUT", "2026-01-05") for i in range(255, 400)]
    # An adjustment needs its power: of the powers cut, the newer list says so in their status.
    after = [*listed(255), *((f"W{i}", f"p{i}", "01", "D1", "", "已取消") for i in range(255, 400))]
    sides = [
        csv_folder(tmp_path / "a", {"departments": UNITS, "powers": listed(422)}),
        csv_folder(
            tmp_path / "b",
            {
                "departments": UNITS,
                "powers": after,
                "power_changes": [("uid", "power", "action", "changed_on"), *cut],
            },
        ),
    ]
    first, second = (state_of_side(str(side)) for side in sides)
    found = compare(first, second, same_graph=False)
    total = found.counts[0]
    assert (total.before, total.after, total.difference, total.percent) == (422, 255, -167, -39.57)
    assert (total.removed, total.unexplained, total.actions) == (167, 22, {"CUT": 145})
    head = "\n".join(difference_head(found, ("a", "b"), language))
    assert "422 → 255" in head
    assert "-167" in head
    assert "-39.57 %" in head
    assert "22" in head


def run(*arguments: str) -> Any:
    return CliRunner().invoke(root("zh"), ["diff", *arguments], standalone_mode=False)


def test_names_that_begin_like_a_formula_stay_text_and_numbers_that_name_a_person_stop(
    tmp_path: Path,
) -> None:
    hostile = [
        POWERS,
        ("W5", '=HYPERLINK("http://x")', "10", "D1", "", ""),
        ("W6", "+1+1", "10", "D1", "", ""),
        ("W7", "@SUM(A1)", "10", "D1", "", ""),
    ]
    a = csv_folder(tmp_path / "a", BEFORE)
    b = csv_folder(tmp_path / "b", {**BEFORE, "powers": [*BEFORE["powers"], *hostile[1:]]})
    out = tmp_path / "out.xlsx"
    result = run(str(a), str(b), "--format", "xlsx", "-o", str(out))
    assert result.exception is None, result.output
    cells = [c for sheet in load_workbook(out) for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
    texts = {c.value for c in cells}
    assert '\'=HYPERLINK("http://x")' in texts
    assert "'@SUM(A1)" in texts
    rows = list(csv.reader(io.StringIO(run(str(a), str(b), "--format", "csv").stdout)))
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "@"))]
    person = [POWERS, ("W5", "找 13912345678", "10", "D1", "", "")]
    c = csv_folder(tmp_path / "c", {**BEFORE, "powers": person})
    refused = run(str(a), str(c))
    assert refused.exception is not None
    assert "13912345678" not in refused.output + str(refused.exception)


def test_lists_as_typed_are_compared_without_a_mapping_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_SECRET", "a secret that is long enough")
    head = ("序号", "事项名称", "权力类型", "行使主体", "风险等级")
    for name, rows in (
        ("list-2025.xlsx", [("公章管理", "高"), ("预算审批", "低")]),
        ("list-2026.xlsx", [("公章管理", "中")]),
    ):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["财政局权责清单"])
        sheet.append(head)
        for number, (power, level) in enumerate(rows, 1):
            sheet.append([number, power, "行政许可", "财政局", level])
        book.save(tmp_path / name)
    sides = [str(tmp_path / f"list-{year}.xlsx") for year in (2025, 2026)]
    result = run(*sides, "--format", "json")
    data = json.loads(result.stdout)
    assert (data["counts"][0]["before"], data["counts"][0]["after"]) == (2, 1)
    [gone] = [x for x in data["lines"] if x["kind"] == "removed"]
    assert (gone["name"], gone["place_before"]["file"], gone["place_before"]["row"]) == (
        "预算审批",
        "list-2025.xlsx",
        4,
    )
    [level] = [x for x in data["lines"] if x["section"] == "levels"]
    assert (level["before"], level["after"]) == ("HIGH", "MEDIUM")
    assert "预算审批" in run(*sides).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["2026-06-30", "2025-12-31"],
        ["2026-06-30", "list.xlsx"],
        ["list.xlsx"],
        ["--reconcile", "a", "b"],
        ["a", "b", "--format", "xlsx"],
        ["2025-12-31", "2026-06-30", "--from", "2026-01-01"],
    ],
)
def test_what_cannot_be_meant_is_wrong_use(arguments: list[str]) -> None:
    result = run(*arguments)
    assert type(result.exception).__name__ == "UsageError"


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(0, 2**32))
def test_powers_and_counts_are_those_of_a_plain_comparison_of_the_tables(seed: int) -> None:
    draw = random.Random(seed)

    def state() -> dict[str, tuple[str, ...]]:
        uids = [f"W{i}" for i in range(draw.randint(1, 8)) if draw.random() < 0.7] or ["W0"]
        return {
            u: (
                u,
                draw.choice("甲乙丙"),
                draw.choice(["01", "02"]),
                draw.choice(["D1", "D2"]),
                draw.choice(["", "HIGH", "LOW"]),
                draw.choice(["ACTIVE", "ACTIVE", "MERGED"]),
            )
            for u in uids
        }

    old, new = state(), state()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with EmbeddedStore(folder / "graph.db", "write") as store:
            sheets: list[Sheets] = [
                {"departments": UNITS, "powers": [POWERS, *s.values()]} for s in (old, new)
            ]
            two_states(store, folder, sheets[0], sheets[1])
            found = between_days(store, OLD, NEW)
    before, after = ({u for u, r in s.items() if r[5] == "ACTIVE"} for s in (old, new))
    kinds = {k: {x.uid for x in found.lines if x.kind == k} for k in ("added", "removed")}
    assert kinds == {"removed": before - after, "added": after - before}
    names = {"name": 1, "power_type": 2, "department": 3, "risk_level": 4}
    changed = {
        (u, p) for u in before & after for p, at in names.items() if old[u][at] != new[u][at]
    }
    assert {(x.uid, x.property) for x in found.lines if x.kind == "changed"} == changed
    for group, at in (("unit", 3), ("power_type", 2)):
        was = Counter(old[u][at] for u in before)
        now = Counter(new[u][at] for u in after)
        for count in found.counts:
            if count.group == group:
                assert (count.before, count.after) == (was[count.code], now[count.code])
                assert count.before - count.removed + count.added + count.moved == count.after
    pairs = {
        (u, v)
        for u in before - after
        for v in after - before
        if (old[u][1], old[u][3]) == (new[v][1], new[v][3])
    }
    told_pairs = {(x.uid, n.uid) for x in found.lines if x.kind == "removed" for n in x.renumbered}
    assert told_pairs == pairs
