"""The command line of findings: journeys from a check to its follow-up, with their exit codes."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from powergraph.cli import run
from powergraph.ledger import Ledger, ledger_path
from tests.ledgers import Clock
from tests.test_cli import AS_OF, graph, tables

__all__ = ["graph", "tables"]

LATER = (date.today() + timedelta(100)).isoformat()


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither settings nor a name of whoever runs the tests."""
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: str(tmp_path / "config"))
    for name in ("POWERGRAPH_SETTINGS", "POWERGRAPH_LEDGER", "POWERGRAPH_GRAPH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("POWERGRAPH_WHO", "李四")


class Shell:
    """Runs commands on one graph and gives what they said."""

    def __init__(self, graph: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.graph = graph
        self.capsys = capsys
        capsys.readouterr()

    def __call__(self, *words: str, code: int = 0, lang: str = "en") -> tuple[str, str]:
        assert run([*words, "--graph", self.graph, "--lang", lang]) == code, (
            self.capsys.readouterr()
        )
        out, err = self.capsys.readouterr()
        return out, err

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--format", "json")[0])

    def check(self, *words: str, code: int = 0) -> Any:
        text, _ = self("check", "SOD-001", "--as-of", AS_OF, "--format", "json", *words, code=code)
        return json.loads(text)


@pytest.fixture
def shell(graph: str, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(graph, capsys)


def test_an_accepted_finding_is_shown_counts_lower_and_comes_back_when_its_day_has_passed(
    shell: Shell,
) -> None:
    [found] = shell.check("--fail-on", "high", code=3)["findings"]
    id = found["id"]
    accept = ("finding", "accept", id[:6], "--until", LATER, "--reason", "三名职工")
    shell(*accept, "--measure", "每月抽查")
    [found] = shell.check("--fail-on", "high")["findings"]
    assert found["severity"] == "medium"
    assert found["exception"] == {
        "who": "李四", "why": "三名职工", "until": LATER, "measure": "每月抽查",
    }  # fmt: skip
    shell.check("--fail-on", "medium", code=3)
    shell(*accept)
    [found] = shell.check("--fail-on", "high", code=3)["findings"]
    assert found["exception"]["measure"] is None
    then = Clock(date(2020, 1, 1))
    with Ledger(ledger_path(shell.graph), "write", clock=then) as ledger:
        ledger.accept(id, until=date(2020, 1, 31), reason="r", who="a", measure="m")
    [row] = shell.json("finding", "list")
    assert (row["status"], row["exception"]) == ("to_verify", None)
    [found] = shell.check("--fail-on", "high", code=3)["findings"]
    assert (found["severity"], found["exception"]) == ("high", None)
    assert shell.json("finding", "log")[-2]["action"] == "expired"


def test_a_finding_goes_from_hand_to_hand_and_all_of_it_is_in_the_log(shell: Shell) -> None:
    [found] = shell.check()["findings"]
    id = found["id"]
    shell("finding", "assign", id, "王五")
    shell("finding", "close", id, "--as", "verified", "--note", "属实", "--by", "王五")
    [row] = shell.json("finding", "list", "--assignee", "王五", "--status", "verified")
    assert (row["id"], row["note"], row["status"]) == (id, "属实", "verified")
    assert shell.json("finding", "list", "--rule", "sod") == [row]
    assert shell.json("finding", "list", "--rule", "CON") == []
    assert shell.json("finding", "list", "--status", "dismissed") == []
    log = shell.json("finding", "log")
    assert [(e["who"], e["action"]) for e in log] == [
        ("李四", "run"), ("李四", "assign"), ("王五", "close"),
    ]  # fmt: skip
    out, _ = shell("finding", "show", id[:8], lang="zh")
    assert "已核实" in out
    assert "办理人: — → 王五" in out
    assert "whole" not in shell("finding", "log", "--verify")[0]
    assert log[-1]["hash"] in shell("finding", "log", "--verify")[0]


def test_a_note_is_left_without_saying_what_came_of_the_finding(shell: Shell) -> None:
    [found] = shell.check()["findings"]
    id = found["id"]
    _, err = shell("finding", "note", id[:8], "已电话核实，待补材料", lang="zh")
    assert "已电话核实，待补材料" in err
    shell("finding", "note", id, "second", "--by", "王五")
    [row] = shell.json("finding", "list")
    assert (row["status"], row["note"]) == ("to_verify", "second")
    log = shell.json("finding", "log")
    assert [(e["who"], e["action"]) for e in log[1:]] == [("李四", "note"), ("王五", "note")]
    out, _ = shell("finding", "show", id, lang="zh")
    assert "已电话核实，待补材料" in out


def test_what_was_rectified_and_is_found_again_came_back(shell: Shell, tmp_path: Path) -> None:
    [found] = shell.check()["findings"]
    shell("finding", "close", found["id"], "--as", "rectified")
    _, err = shell("check", "SOD-001", "--as-of", AS_OF)
    assert "was found again" in err
    [change] = shell.json("finding", "compare")
    assert (change["change"], change["id"], change["status"]) == (
        "came_back", found["id"], "to_verify",
    )  # fmt: skip
    _, err = shell("finding", "compare", "1", "2", lang="zh")
    assert "反弹 1 条" in err
    assert shell.json("finding", "compare", "2", date.today().isoformat())[0]["change"] == (
        "still_there"
    )


@pytest.mark.parametrize(
    ("words", "code", "zh", "en"),
    [
        (["show", "abc"], 1, "至少写前 4 位", "at least 4 characters"),
        (["show", "ffffffff"], 1, "没有记录过", "No finding"),
        (["accept", "ID", "--until", "2020-01-01", "--reason", "x"], 1, "已过", "has passed"),
        (["accept", "ID", "--until", LATER, "--reason", ""], 1, "须写明理由", "reason is needed"),
        (["accept", "ID", "--until", "soon", "--reason", "x"], 2, "--until", "--until"),
        (["accept", "ID", "--until", LATER], 2, "缺少", "Missing option"),
        (["note", "ID", " "], 1, "备注不能为空", "The note is empty"),
        (["reopen", "ID"], 1, "“待核实”", "“to verify”"),
        (["close", "ID", "--as", "accepted"], 2, "--as", "--as"),
        (["close", "ID", "--as", "verified", "--by", " "], 1, "须写明姓名", "name is needed"),
        (["compare"], 1, "须有两次", "Two runs"),
        (["compare", "1"], 2, "请给出两次", "Give two runs"),
        (["compare", "1", "7"], 1, "没有这次检查", "no such run"),
        (["compare", "1", "x"], 1, "序号", "number of a run"),
        (["nonsense"], 2, "", ""),
    ],
)
def test_what_cannot_be_is_said_in_words_and_by_the_exit_code(
    shell: Shell, words: list[str], code: int, zh: str, en: str
) -> None:
    [found] = shell.check()["findings"]
    words = [found["id"] if word == "ID" else word for word in words]
    if words == ["nonsense"]:
        assert run(["finding", "nonsense"]) == code
        return
    assert zh in shell("finding", *words, code=code, lang="zh")[1]
    assert en in shell("finding", *words, code=code, lang="en")[1]


def test_before_any_check_there_is_nothing_and_no_file_is_made(
    shell: Shell, tmp_path: Path
) -> None:
    assert "powergraph check" in shell("finding", "list")[1]
    shell("finding", "assign", "abcd", "x", code=1)
    shell("finding", "log", "--verify")
    assert not list(tmp_path.glob("*.findings.db"))


def test_a_check_can_leave_no_trace_or_leave_it_elsewhere(shell: Shell, tmp_path: Path) -> None:
    shell.check("--no-record")
    assert not list(tmp_path.glob("*.findings.db"))
    other = str(tmp_path / "sub" / "team.db")
    shell.check("--ledger", other)
    assert len(shell.json("finding", "list", "--ledger", other)) == 1
    assert not list(tmp_path.glob("*.findings.db"))


def test_where_the_ledger_cannot_be_written_the_check_only_warns(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    ledger = str(tmp_path / "file" / "x.db")
    for lang, words in (("zh", "没有记录"), ("en", "not recorded")):
        out, err = shell("check", "SOD-001", "--as-of", AS_OF, "--ledger", ledger, lang=lang)
        assert "SOD-001" in out
        assert words in err


def test_a_ledger_that_was_changed_behind_the_programs_back_is_exit_1(
    shell: Shell,
    graph: str,
) -> None:
    shell.check()
    db = sqlite3.connect(f"{graph}.findings.db", isolation_level=None)
    db.execute("UPDATE findings SET severity = 'low'")
    db.close()
    assert "与其历史记录不符" in shell("finding", "log", "--verify", code=1, lang="zh")[1]


def test_local_values_are_used_named_and_refused_where_wrong(
    shell: Shell,
    graph: str,
    tmp_path: Path,
) -> None:
    beside = Path(f"{graph}.settings.toml")
    beside.write_text('[rules.SOD-001]\nrisk_levels = ["LOW"]\n', encoding="utf-8")
    data = shell.check()
    assert data["rules"][0]["parameters"]["risk_levels"] == ["LOW"]
    assert "sources" not in data["rules"][0]
    assert data["findings"] == []
    data = shell.check("--set", "SOD-001.risk_levels=HIGH")
    assert len(data["findings"]) == 1
    out, err = shell("check", "SOD-001", "--set", "SOD-001.min_overlap_days=2")
    lines = [line.split() for line in out.splitlines() if line.startswith("SOD-001")]
    assert ["SOD-001", "risk_levels", "LOW", "x.db.settings.toml"] in lines
    assert ["SOD-001", "min_overlap_days", "2", "command", "line"] in lines
    assert "x.db.settings.toml" in err
    out, _ = shell("query", "show", "SOD-001", lang="zh")
    assert "check、query run 使用 LOW（x.db.settings.toml）" in out
    other = tmp_path / "other.toml"
    other.write_text("\n[rules.SOD-001]\nmin_overlap = 1\n", encoding="utf-8")
    _, err = shell("check", "--settings", str(other), code=1, lang="zh")
    assert "other.toml:3" in err
    assert "该规则的参数" in err
    shell("check", "--settings", str(tmp_path / "none.toml"), code=1)


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "sarif", "html"])
def test_every_format_goes_to_a_file(shell: Shell, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"out.{form}"
    out, err = shell("check", "SOD-001", "--as-of", AS_OF, "--format", form, "-o", str(file))
    assert out == ""
    assert str(file) in err
    if form == "xlsx":
        assert load_workbook(file)["SOD-001"]["B5"].value
    elif form in ("json", "sarif"):
        assert json.loads(file.read_text(encoding="utf-8"))
    else:
        assert "许可" in file.read_text(encoding="utf-8-sig")
    shell("check", "--format", form, "-o", str(tmp_path / "none" / "x"), code=1)
    shell("check", "--format", form, "-o", str(tmp_path), code=2)


def test_a_workbook_does_not_go_to_the_terminal(shell: Shell) -> None:
    assert "-o FILE" in shell("check", "--format", "xlsx", code=2, lang="zh")[1]


def test_sarif_goes_to_the_terminal_with_places_in_the_source_files(shell: Shell) -> None:
    text, _ = shell("check", "SOD-001", "--as-of", AS_OF, "--format", "sarif")
    [one] = json.loads(text)["runs"][0]["results"]
    assert one["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "powers.csv"},
        "region": {"startLine": 2},
    }
