"""Workbook, SARIF and files: complete, inert whatever the names are, written whole or not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from graph.errors import OutputError, QueryError
from graph.text import Language
from powergraph.ledger import State
from powergraph.outputs.files import write_text
from powergraph.outputs.report import Report, with_states
from powergraph.outputs.sarif import FINGERPRINT, sarif
from powergraph.outputs.terminal import as_csv, as_json, as_table
from powergraph.outputs.workbook import MAX_CELL, write_workbook
from powergraph.pages.findings import render
from queries.findings import CheckResult, EvidenceRow, Finding
from queries.model import Text
from queries.settings import Origin
from tests.ledgers import finding, result

HOSTILE = [
    '=HYPERLINK("http://example.invalid","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\x00\x07\x1b[31m",
    "a\u202eb\u2028=1",
    "=" + "x" * 40_000,
    "[click](http://example.invalid)",
    "line\n=1+1",
]
ACCEPTED = State(
    "accepted",
    assignee="王五",
    note="见会议纪要",
    until=date(2099, 12, 31),
    reason="三名职工",
    measure="每月抽查",
    accepted_by="李四",
)


def report(names: list[str], states: dict[str, State] | None = None) -> Report:
    found = []
    for number, name in enumerate(names):
        one = finding(f"W{number}", name=name)
        found.append(replace(one, actor_names=(name,), unit_name=name, message=Text(name, name)))
    checked = result(found, rules=("SOD-001", "SOD-002"))
    evidence = {
        f"Power/W{n}": EvidenceRow("Power", f"W{n}", name, f"权力 {n}.xlsx", "权力", 3 + n)
        for n, name in enumerate(names)
    }
    return Report(with_states(checked, states or {}), states or {}, evidence, "合成数据")


def opened(file: Path) -> Any:
    return load_workbook(file)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_becomes_a_formula_or_a_link_in_the_workbook(
    tmp_path: Path, language: Language
) -> None:
    file = tmp_path / "x.xlsx"
    hostile = {
        finding(f"W{n}").id: replace(ACCEPTED, note=name, reason=name, assignee=name)
        for n, name in enumerate(HOSTILE)
    }
    write_workbook(report(HOSTILE, hostile), file, language)
    cells = [cell for sheet in opened(file) for row in sheet for cell in row if cell.value]
    assert len(cells) > 14 * len(HOSTILE)
    for cell in cells:
        assert cell.data_type in ("s", "n", "d")
        assert cell.hyperlink is None
        if cell.data_type == "s":
            assert not cell.value.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert re.search("[\x00-\x08\x0b-\x1f\u202e\u2028]", cell.value) is None
            assert len(cell.value) <= MAX_CELL


def test_the_workbook_has_a_summary_and_a_sheet_for_each_rule_that_found_something(
    tmp_path: Path,
) -> None:
    file = tmp_path / "x.xlsx"
    id = finding("W0").id
    checked = report(["许可", "处罚"], {id: ACCEPTED})
    run, other = checked.result.rules
    local = {"min_overlap_days": Origin("file", "county.settings.toml")}
    run = replace(run, parameters={"min_overlap_days": 5}, sources=local)
    checked = replace(checked, result=replace(checked.result, rules=(run, other)))
    write_workbook(checked, file, "zh")
    book = opened(file)
    assert book.sheetnames == ["概要", "防护得分", "SOD-001"]
    summary = [[c.value for c in row] for row in book["概要"]]
    assert summary[1][:2] == ["内容指纹", "f" * 32]
    assert [row[1] for row in summary if row[0] == "提示"] == ["合成数据"]
    [line] = [row for row in summary if row[0] == "SOD-001"]
    assert line[6] == 1.0  # 5 examined, none of them counted as found
    assert line[7] == "min_overlap_days = 5 · county.settings.toml"
    sheet = book["SOD-001"]
    header = next(r for r in sheet if r[0].value == "线索编号")
    number = header[0].row
    assert sheet.freeze_panes == f"A{number + 1}"
    assert sheet.auto_filter.ref == f"A{number}:N{number + 2}"
    assert sheet.column_dimensions["B"].width == 60
    row = {h.value: c.value for h, c in zip(header, sheet[number + 1], strict=True)}
    assert row["线索编号"] == id
    assert row["程度"] == "中（规则原定：高）"
    assert row["办理状态"] == "已接受至 2099-12-31"
    assert row["接受情况"].split("\n")[2:] == ["理由: 三名职工", "补偿措施: 每月抽查"]
    assert row["证据（文件 · 工作表 · 行）"] == "许可 (Power/W0) @ 权力 0.xlsx · 权力 · 3"
    assert row["如何核实"].count("\n") == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_output_names_the_values_used_and_where_they_came_from(
    tmp_path: Path, language: Language
) -> None:
    origin = Origin("file", "county.settings.toml")
    checked = report(["许可"])
    first, second = checked.result.rules
    first = replace(first, parameters={"most": 173}, sources={"most": origin})
    checked = replace(checked, result=replace(checked.result, rules=(first, second)))
    write_workbook(checked, tmp_path / "x.xlsx", language)
    book = opened(tmp_path / "x.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    outputs = {
        "table": as_table(checked, language),
        "csv": as_csv(checked, language),
        "json": as_json(checked),
        "sarif": json.dumps(sarif(checked, language)),
        "html": render(checked.result, {}, language),
        "xlsx": "\n".join(cells),
    }
    for name, text in outputs.items():
        assert "173" in text, name
        assert "county.settings.toml" in text, name
    [rule] = [r for r in json.loads(outputs["json"])["rules"] if r["id"] == first.id]
    assert rule["parameters"] == {"most": 173}
    told = json.loads(outputs["json"])["origins"][first.id]
    assert told == {"most": {"kind": "file", "detail": "county.settings.toml"}}


def test_the_workbook_of_a_check_without_findings_opens(tmp_path: Path) -> None:
    write_workbook(Report(result([])), tmp_path / "x.xlsx", "en")
    assert opened(tmp_path / "x.xlsx").sheetnames == ["Summary", "Protection score"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_has_the_structure_that_readers_require(language: Language) -> None:
    id = finding("W0").id
    checked = report(["许可", "处罚", "收费"], {id: ACCEPTED})
    log = json.loads(json.dumps(sarif(checked, language)))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert run["language"] == {"zh": "zh-CN", "en": "en"}[language]
    rules = driver["rules"]
    assert len({r["id"] for r in rules}) == len(rules) == 2
    for rule in rules:
        for text in ("shortDescription", "fullDescription", "help"):
            assert rule[text]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert [r["partialFingerprints"][FINGERPRINT] for r in run["results"]] == [
        f.id for f in checked.result.findings
    ]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] in ("error", "warning", "note")
        assert one["message"]["text"]
        related = [r["id"] for r in one["relatedLocations"]]
        assert related == sorted(set(related))
        for place in (*one["locations"], *one["relatedLocations"]):
            assert place["logicalLocations"][0]["fullyQualifiedName"].count("/") == 1
            if physical := place.get("physicalLocation"):
                assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", physical["artifactLocation"]["uri"])
                assert physical["region"]["startLine"] >= 1
    accepted, other, _ = run["results"]
    assert accepted["level"] == "warning"
    assert accepted["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "李四: 三名职工 (2099-12-31)"}
    ]
    assert other["level"] == "error"
    assert "suppressions" not in other
    assert accepted["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_sarif_names_the_rules_that_failed_and_makes_no_link_of_a_name() -> None:
    checked = report(HOSTILE)
    broken = replace(
        checked.result.rules[1], status="failed", error=QueryError("query.unknown", id=1, near=2)
    )
    rules = (checked.result.rules[0], broken)
    log = sarif(replace(checked, result=replace(checked.result, rules=rules)), "en")
    [run] = log["runs"]
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    [notification] = invocation["toolExecutionNotifications"]
    assert notification["associatedRule"] == {"id": "SOD-002", "index": 1}
    texts = [r["message"]["text"] for r in run["results"]]
    assert "\\[click\\](http://example.invalid)" in texts
    assert not any("\x1b" in t or "\u202e" in t or "\x00" in t for t in texts)


def test_a_subject_without_a_source_has_a_logical_place_alone() -> None:
    bare = replace(report(["许可"]), evidence={})
    [one] = sarif(bare, "en")["runs"][0]["results"]
    assert "physicalLocation" not in one["locations"][0]
    assert one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Power/W0"


def test_accepted_findings_are_in_every_output_with_both_severities() -> None:
    id = finding("W0").id
    checked = report(["许可"], {id: ACCEPTED})
    table = as_table(checked, "zh")
    assert "中（规则原定：高）" in table
    assert "已接受至 2099-12-31" in table
    assert f"{id},SOD-001,中（规则原定：高）" in as_csv(checked, "zh")
    page = render(checked.result, checked.evidence, "zh", states=checked.states)
    for text in (
        "已接受至 2099-12-31",
        "规则原定程度",
        "三名职工",
        "每月抽查",
        "王五",
        "见会议纪要",
    ):
        assert text in page
    assert 'data-severity="medium"' in page


def test_a_page_without_states_says_to_verify_and_names_values_with_their_origin() -> None:
    checked = result([finding("W0")])
    run = replace(
        checked.rules[0],
        parameters={"min_overlap_days": 5},
        sources={"min_overlap_days": Origin("file", "<b>.toml")},
    )
    page = render(replace(checked, rules=(run,)), {}, "zh")
    assert "待核实" in page
    assert "min_overlap_days = 5 · &lt;b&gt;.toml" in page


def test_a_measure_lowers_what_is_counted_and_no_measure_does_not() -> None:
    def counted(measure: str | None) -> Finding:
        states = {finding("W0").id: replace(ACCEPTED, measure=measure)}
        checked: CheckResult = with_states(result([finding("W0")]), states)
        return checked.findings[0]

    assert counted("每月抽查").effective_severity == "medium"
    assert counted(None).effective_severity == "high"
    assert counted(None).exception is not None
    expired = with_states(
        result([finding("W0")]), {finding("W0").id: ACCEPTED.on(date(2100, 1, 1))}
    )
    assert expired.findings[0].exception is None


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    write_text(file, "权力\r\n", for_excel=True)
    assert file.read_bytes() == "\ufeff权力\r\n".encode()
    (tmp_path / "folder").mkdir()
    for wrong in (tmp_path / "folder", tmp_path / "none" / "x", file / "x"):
        with pytest.raises(OutputError) as caught:
            write_text(wrong, "x")
        assert str(wrong) in caught.value.render("zh")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "out.csv"]
