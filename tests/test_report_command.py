"""`powergraph report`: which units, which formats, answers that come back, an index of all."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from powergraph.cli import run
from powergraph.ledger import ledger_path
from powergraph.reports.answers import answers_path
from powergraph.reports.render.xlsx import KEY
from tests.report_graphs import make

DAY = "2026-06-30"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return make(tmp_path)


def report(graph: Path, out: Path, *arguments: str) -> int:
    """Run the command in its shortest form: one format is enough for most tests."""
    given = ["report", *arguments, "-o", str(out), "--graph", str(graph), "--as-of", DAY]
    return run(given if "--format" in arguments else [*given, "--format", "html"])


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_a_unit_is_named_by_number_or_by_name(graph: Path, tmp_path: Path) -> None:
    assert report(graph, tmp_path / "a", "D1") == 0
    assert report(graph, tmp_path / "b", "财政局") == 0
    assert names(tmp_path / "a") == names(tmp_path / "b")
    assert names(tmp_path / "a") == ["index.html", "财政局巡前情况分析_D1.html"]


def test_each_format_is_a_file_beside_the_others(graph: Path, tmp_path: Path) -> None:
    assert report(graph, tmp_path / "a", "D2", "--format", "xlsx,docx,pdf,html") == 0
    made = {path.suffix: path for path in (tmp_path / "a").iterdir() if path.stem != "index"}
    assert set(made) == {".docx", ".pdf", ".html", ".xlsx"}
    assert made[".pdf"].read_bytes().startswith(b"%PDF-")
    assert made[".docx"].read_bytes().startswith(b"PK")


def test_an_unknown_unit_is_refused_and_close_ones_are_named(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(graph, tmp_path / "a", "财政") == 2
    assert "财政局 (D1)" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_name_of_two_units_is_refused_with_both(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(graph, tmp_path / "a", "第一中学") == 2
    said = capsys.readouterr().err
    assert "D3" in said
    assert "D4" in said


@pytest.mark.parametrize("which", [(), ("D1", "--all")])
def test_units_or_all_of_them_but_not_both_or_neither(
    graph: Path, tmp_path: Path, which: tuple[str, ...]
) -> None:
    assert report(graph, tmp_path / "a", *which) == 2


def test_an_unknown_format_is_refused(graph: Path, tmp_path: Path) -> None:
    assert report(graph, tmp_path / "a", "D1", "--format", "odt") == 2


def test_all_units_have_a_report_and_a_line_of_the_index(graph: Path, tmp_path: Path) -> None:
    assert report(graph, tmp_path / "a", "--all") == 0
    assert len(names(tmp_path / "a")) == 5
    index = (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
    assert index.count("<tr>") == 5
    assert index.index("财政局") < index.index("档案馆")  # more leads of high severity first


def test_in_english_headings_are_english(graph: Path, tmp_path: Path) -> None:
    assert report(graph, tmp_path / "a", "D2", "--lang", "en") == 0
    [page] = [p for p in (tmp_path / "a").iterdir() if p.stem != "index"]
    text = page.read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "Ranked list of leads" in text


def test_the_round_stands_under_the_title(graph: Path, tmp_path: Path) -> None:
    assert report(graph, tmp_path / "a", "D2", "--round", "第三轮 专项巡察") == 0
    [page] = [p for p in (tmp_path / "a").iterdir() if p.stem != "index"]
    assert page.read_text(encoding="utf-8").count("第三轮 专项巡察") == 2


# Answers


def workbook(graph: Path, tmp_path: Path) -> Path:
    """The workbook of D1, as the command writes it."""
    assert report(graph, tmp_path / "first", "D1", "--format", "xlsx") == 0
    [path] = (tmp_path / "first").glob("*.xlsx")
    return path


def answer(path: Path, *texts: str) -> None:
    """Type texts into the first rows that ask for an answer."""
    book = openpyxl.load_workbook(path)
    left = list(texts)
    for sheet in book.worksheets:
        keys = [c for row in sheet.iter_rows(max_row=3) for c in row if c.value == KEY]
        for key in keys:
            for row in range(key.row + 1, sheet.max_row + 1):
                if left and sheet.cell(row, key.column).value:
                    sheet.cell(row, key.column - 1).value = left.pop(0)
    assert not left
    book.save(path)


def test_an_answer_typed_into_the_workbook_stands_in_the_next_report(
    graph: Path, tmp_path: Path
) -> None:
    path = workbook(graph, tmp_path)
    answer(path, "以工作记录为准，双人办理。")
    assert report(graph, tmp_path / "b", "D1", "--read-back", str(path)) == 0
    [page] = [p for p in (tmp_path / "b").iterdir() if p.stem != "index"]
    assert "以工作记录为准，双人办理。" in page.read_text(encoding="utf-8")
    # And in one made later, without the workbook.
    assert report(graph, tmp_path / "c", "D1") == 0
    assert "以工作记录为准" in (tmp_path / "c" / page.name).read_text(encoding="utf-8")


def test_an_answer_with_a_mobile_number_refuses_the_file_and_keeps_nothing(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(graph, tmp_path)
    answer(path, "已核对。", "联系人 13912345678")
    capsys.readouterr()
    assert report(graph, tmp_path / "b", "D1", "--read-back", str(path)) == 1
    out, err = capsys.readouterr()
    assert path.name in err
    assert "13912345678" not in out + err
    assert not answers_path(ledger_path(str(graph))).exists()
    assert not (tmp_path / "b").exists()


def test_one_bad_workbook_keeps_nothing_of_a_good_one(graph: Path, tmp_path: Path) -> None:
    good = workbook(graph, tmp_path)
    answer(good, "已核对。")
    bad = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(bad)
    both = ("--read-back", str(good), "--read-back", str(bad))
    assert report(graph, tmp_path / "b", "D1", *both) == 1
    assert not answers_path(ledger_path(str(graph))).exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", "不是工作簿".encode()])
def test_what_is_no_workbook_is_refused(graph: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert report(graph, tmp_path / "b", "D1", "--read-back", str(path)) == 1


def test_a_too_long_answer_is_refused(graph: Path, tmp_path: Path) -> None:
    path = workbook(graph, tmp_path)
    answer(path, "长" * 4001)
    assert report(graph, tmp_path / "b", "D1", "--read-back", str(path)) == 1


def test_an_answer_is_text_whatever_it_begins_with(graph: Path, tmp_path: Path) -> None:
    path = workbook(graph, tmp_path)
    answer(path, "@SUM(1)")
    assert report(graph, tmp_path / "b", "D1", "--read-back", str(path), "--format", "xlsx") == 0
    [again] = (tmp_path / "b").glob("*.xlsx")
    book = openpyxl.load_workbook(again)
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    assert any("@SUM(1)" in str(c.value) for c in cells)


def test_the_masked_edition_masks_names_in_answers(graph: Path, tmp_path: Path) -> None:
    path = workbook(graph, tmp_path)
    answer(path, "欧阳振国说明由王小明经办。")
    masked = ("D1", "--read-back", str(path), "--masked")
    assert report(graph, tmp_path / "b", *masked) == 0
    [folder] = [p for p in (tmp_path / "b").iterdir() if p.is_dir()]
    for page in folder.iterdir():
        text = page.read_text(encoding="utf-8")
        assert "欧阳振国" not in text
        assert "王小明" not in text
    assert any("说明由王某" in page.read_text(encoding="utf-8") for page in folder.iterdir())


def test_many_reports_are_the_same_as_one_by_one(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from powergraph.reports import write

    assert report(graph, tmp_path / "a", "--all") == 0
    monkeypatch.setattr(write, "MANY", 2)
    assert report(graph, tmp_path / "b", "--all") == 0
    assert names(tmp_path / "a") == names(tmp_path / "b")
    for name in names(tmp_path / "a"):
        # Both were made within a minute or two: the time of making is the only difference.
        one, other = ((tmp_path / x / name).read_text(encoding="utf-8") for x in ("a", "b"))
        differ = [p for p in zip(one.split("\n"), other.split("\n"), strict=True) if p[0] != p[1]]
        assert all("生成时间" in line for pair in differ for line in pair)
