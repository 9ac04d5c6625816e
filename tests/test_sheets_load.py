"""`powergraph load` on workbooks as typed: what it shows, what it asks, what it writes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
import yaml

from graph.embedded import EmbeddedStore
from graph.errors import Problem, SourceError
from loaders.formats import Options, readers
from loaders.load import load
from loaders.mapping import Mapping
from loaders.sheets.reader import SheetsReader
from powergraph.cli import run
from tests.loading import DAY, NOON, csv_folder
from tests.sheet_files import POWERS, RISKS, book

UNITS = {
    "departments": [
        ("uid", "name", "kind"),
        ("D1", "财政局", "DISTRICT_DEPT"),
        ("D2", "教育局", "DISTRICT_DEPT"),
    ]
}
# One title that is only nearly an alias, and one that nobody knows.
UNSURE = [
    ("财政局权责清单",),
    ("序号", "行政权力事项名称", "权力类型", "行使主体", "天气"),
    (1, "会计代理记账许可", "行政许可", "财政局", "晴"),
    (2, "政府采购投诉处理", "行政裁决", "财政局", None),
    ("合计", 2),
]


@pytest.fixture
def graph(tmp_path: Path) -> str:
    target = str(tmp_path / "g.db")
    folder = csv_folder(tmp_path / "units", UNITS)
    assert run(["load", str(folder), "--graph", target, "--quiet"]) == 0
    return target


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def powers(graph: str) -> list[tuple[str, str, int]]:
    """Name, sheet and row of the powers in a graph."""
    with closing(EmbeddedStore(Path(graph), "read")) as store:
        rows = store.read(
            "MATCH (w:Power) RETURN w.name AS name, w.source_sheet AS sheet, w.source_row AS row "
            "ORDER BY sheet, row"
        )
    return [(r["name"], r["sheet"], r["row"]) for r in rows]


def found_problems(path: Path, mapping: Mapping | None = None) -> list[Problem]:
    problems: list[Problem] = []
    list(SheetsReader(path, mapping).rows(problems))
    return problems


def keys(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(p.column, p.expected.key.removeprefix("expect."), p.level) for p in problems]


def test_a_table_whose_titles_are_all_certain_is_loaded_without_asking(
    graph: str, tmp_path: Path
) -> None:
    path = book(tmp_path / "清单.xlsx", 财政局=[("权责清单",), *POWERS])
    assert run(["load", str(path), "--graph", graph]) == 0
    assert powers(graph) == [
        ("会计代理记账许可", "财政局", 3), ("政府采购投诉处理", "财政局", 4),
    ]  # fmt: skip


def test_a_table_with_a_title_in_doubt_is_not_loaded_and_what_to_do_is_said(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "清单.xlsx", 财政局=UNSURE)
    assert run(["load", str(path), "--graph", graph, "--lang", "zh"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "--save-mapping" in err
    assert "清单.xlsx:财政局:2  行政权力事项名称" in err
    assert "很可能 75%" in err
    assert "会计代理记账许可" in err  # the first rows, to see what is meant
    assert powers(graph) == []


@pytest.mark.parametrize(("language", "words"), [("zh", "不知道"), ("en", "unknown")])
def test_a_dry_run_shows_what_each_title_is_taken_to_mean(
    language: str, words: str, graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "清单.xlsx", 财政局=UNSURE, 风险=RISKS)
    assert run(["load", str(path), "--dry-run", "--graph", graph, "--lang", language]) == 1
    shown = capsys.readouterr().out
    lines = {line.split("  ")[0]: line for line in shown.splitlines()}
    assert "事项名称（name）" in lines["行政权力事项名称"]
    assert "75%" in lines["行政权力事项名称"]
    assert words in lines["天气"]
    assert "权力类型（power_type）" in lines["权力类型"]
    assert "防控措施（measures）" in lines["防控措施"]
    assert "{" not in shown


def test_a_saved_mapping_can_be_corrected_and_is_used_now_and_for_the_next_state(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "一季度.xlsx", 财政局=UNSURE)
    assert run(["load", str(path), "--save-mapping", "m.yaml", "--graph", graph]) == 0
    assert powers(graph) == []
    said = yaml.safe_load(Path("m.yaml").read_text(encoding="utf-8"))
    columns = said["sheets"][0]["columns"]
    assert columns["行政权力事项名称"] == "name"
    assert columns["天气"] is None
    assert run(["load", str(path), "--mapping", "m.yaml", "--graph", graph]) == 0
    assert [p[0] for p in powers(graph)] == ["会计代理记账许可", "政府采购投诉处理"]
    # The same titles, typed with other spaces, one column more and one less.
    later = [
        ("序　号", "行政权力\n事项名称", "权力类型", "行使主体", "温度"),
        (1, "会计代理记账许可", "行政许可", "财政局", "冷"),
        (2, "国库集中支付审核", "行政确认", "财政局", "热"),
    ]
    capsys.readouterr()
    again = book(tmp_path / "二季度.xlsx", 财政局=later)
    arguments = ["load", str(again), "--mapping", "m.yaml", "--graph", graph, "--lang", "zh"]
    assert run(arguments) == 0
    err = capsys.readouterr().err
    assert "温度=" in err
    assert "天气" in err
    assert "国库集中支付审核" in {p[0] for p in powers(graph)}


def test_a_title_that_only_the_table_or_only_the_mapping_has_is_told_by_name(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", 财政局=[(*POWERS[0], "温度"), (1, "甲", "行政许可", "财政局")])
    run(["load", str(book(tmp_path / "b.xlsx", 财政局=UNSURE)), "--save-mapping", "m.yaml"])
    problems = found_problems(path, Mapping.read(Path("m.yaml")))
    assert ("温度", "sheets.unknown_title", "warning") in keys(problems)
    gone = [p.render("zh") for p in problems if p.expected.key == "expect.sheets.title_gone"]
    assert [("天气" in text, "行政权力事项名称" in text) for text in gone] == [
        (False, True), (True, False),
    ]  # fmt: skip


def test_a_mapping_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 财政局=UNSURE)
    Path("m.yaml").write_text("mine", encoding="utf-8")
    assert run(["load", str(path), "--save-mapping", "m.yaml"]) == 1
    assert Path("m.yaml").read_text(encoding="utf-8") == "mine"


def test_the_saved_mapping_names_all_fields_and_what_to_check(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 财政局=UNSURE, 风险=RISKS)
    assert run(["load", str(path), "--save-mapping", "m.yaml", "--lang", "zh"]) == 0
    text = Path("m.yaml").read_text(encoding="utf-8")
    assert "#   power_type: 权力类型、权力类别" in text
    assert "#   行政权力事项名称: name" in text
    said = Mapping.read(Path("m.yaml"))
    assert [(s.sheet, s.form) for s in said.sheets] == [
        ("财政局", "power_list"), ("风险", "risk_table"),
    ]  # fmt: skip


def test_sheets_with_one_header_are_one_table_and_shown_once(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = [POWERS[0], (1, "教师资格认定", "行政许可", "教育局")]
    path = book(tmp_path / "清单.xlsx", 财政局=POWERS, 教育局=other)
    assert run(["load", str(path), "--dry-run", "--graph", graph, "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("表头第 1 行") == 1
    assert "教育局（1）" in shown
    assert run(["load", str(path), "--save-mapping", "m.yaml"]) == 0
    assert [s.sheet for s in Mapping.read(Path("m.yaml")).sheets] == ["*"]
    assert run(["load", str(path), "--mapping", "m.yaml", "--graph", graph]) == 0
    assert ("教师资格认定", "教育局", 2) in powers(graph)


def test_two_tables_of_one_sheet_are_each_read_by_their_own_part_of_the_mapping(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", 表=[*POWERS, (), ("风险",), *RISKS])
    assert run(["load", str(path), "--save-mapping", "m.yaml"]) == 0
    tables = SheetsReader(path, Mapping.read(Path("m.yaml"))).tables()
    assert [t.mapping and t.mapping.form for t in tables] == ["power_list", "risk_table"]
    assert [(t.unknown, t.gone) for t in tables] == [((), ()), ((), ())]


def test_a_table_that_the_mapping_does_not_name_is_told(tmp_path: Path) -> None:
    run(["load", str(book(tmp_path / "a.xlsx", 财政局=POWERS)), "--save-mapping", "m.yaml"])
    path = book(tmp_path / "b.xlsx", 财政局=POWERS, 名册=[("姓名", "职务"), ("张三", "局长")])
    problems = found_problems(path, Mapping.read(Path("m.yaml")))
    assert [p.sheet for p in problems if p.expected.key == "expect.sheets.not_in_mapping"] == [
        "名册"
    ]


def test_an_error_value_counts_only_in_a_column_that_is_read(tmp_path: Path) -> None:
    rows = [UNSURE[1], (1, "甲", "#REF!", "财政局", "#N/A")]
    path = book(tmp_path / "a.xlsx", 财政局=rows)
    run(["load", str(path), "--save-mapping", "m.yaml"])
    problems = found_problems(path, Mapping.read(Path("m.yaml")))
    wrong = [(p.row, p.column, p.value) for p in problems if "error_value" in p.expected.key]
    assert wrong == [(2, "权力类型", "#REF!")]


def test_rows_left_out_are_told_when_loading(graph: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 财政局=[*POWERS, ("合计", 2), ("注：完",)])
    with closing(EmbeddedStore(Path(graph), "write")) as store:
        summary = load(store, readers([path]), as_of=DAY, now=NOON)
    told = {p.expected.key for p in summary.warnings}
    assert {"expect.sheets.left_out_total", "expect.sheets.left_out_note"} <= told


def test_a_file_without_any_table_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 通知=[("关于报送的通知",), ("请于月底前报送",)])
    with pytest.raises(SourceError) as caught:
        load(None, readers([path]), dry_run=True)
    assert [p.expected.key for p in caught.value.problems if p.level == "error"] == [
        "expect.sheets.none"
    ]


def test_what_is_in_our_own_form_is_read_as_such_and_needs_no_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = book(
        tmp_path / "a.xlsx", 岗位=[("岗位编号", "岗位名称", "所在单位"), ("P1", "局长", "D1")]
    )
    typed = book(tmp_path / "b.xlsx", 岗位=[("岗位表",), ("岗位编号", "岗位名称", "所在单位")])
    kinds = [isinstance(r, SheetsReader) for r in readers([ours, typed], None, Options())]
    assert kinds == [False, True]
    assert run(["load", str(ours), "--save-mapping", "m.yaml", "--lang", "en"]) == 0
    assert "need no mapping" in capsys.readouterr().err
    assert not Path("m.yaml").exists()


def test_rows_given_back_are_loaded_when_they_have_been_corrected(
    graph: str, tmp_path: Path
) -> None:
    rows = [("权责清单",), *POWERS, (3, "国库集中支付审核", "天知道", "财政局")]
    path = book(tmp_path / "清单.xlsx", 财政局=rows)
    assert run(["load", str(path), "--partial", "--graph", graph, "--rejected", "back.xlsx"]) == 0
    assert len(powers(graph)) == 2
    back = openpyxl.load_workbook("back.xlsx")
    sheet = back["财政局"]
    [cell] = [c for row in sheet.iter_rows() for c in row if c.value == "天知道"]
    cell.value = "行政确认"
    back.save("back.xlsx")
    assert run(["load", "back.xlsx", "--graph", graph]) == 0
    assert "国库集中支付审核" in {name for name, _, _ in powers(graph)}
