"""The command line: what goes to stdout, what to stderr, and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from powergraph.cli import COMMANDS, run
from tests import saved_queries as samples

AS_OF = "2026-06-30"
REAL = Path(__file__).parent.parent / "examples" / "real"
TABLES = {
    "departments": "uid,name,kind\nD1,甲局,DISTRICT_DEPT\n",
    "posts": "uid,name,department\nP1,局长,D1\n",
    "officials": "uid,name\nO1,张三\n",
    "appointments": "official,post,valid_from\nO1,P1,2020-01-01\n",
    "powers": "uid,name,power_type,department,risk_level\nW1,许可,01,D1,HIGH\n",
    "roles": "uid,power,kind\nR1,W1,DECISION\nR2,W1,EXECUTION\n",
    "role_holders": "role,holder_label,holder\nR1,Post,P1\nR2,Post,P1\n",
}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def graph(tables: Path, tmp_path: Path) -> str:
    target = str(tmp_path / "x.db")
    assert run(["load", str(tables), "--graph", target, "--quiet"]) == 0
    return target


def test_load_says_what_it_did_on_stderr_and_nothing_on_stdout(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["load", str(tables), "--graph", str(tmp_path / "x.db"), "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "9 rows of 7 files" in err


def test_a_bad_cell_is_exit_1_and_names_its_place_in_the_readers_language(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "x.db"
    (tables / "appointments.csv").write_text("official,post,valid_from\nO1,P1,2019-02-30\n")
    assert run(["load", str(tables), "--graph", str(target), "--lang", "zh"]) == 1
    assert "appointments.csv:2" in (err := capsys.readouterr().err)
    assert "2019-02-30" in err
    assert "没有写入任何数据" in err
    assert not target.exists()


def test_a_dry_run_writes_nothing_and_says_what_a_graph_that_is_not_there_would_get(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "x.db"
    load = ["load", str(tables), "--graph", str(graph), "--lang", "en"]
    capsys.readouterr()
    assert run([*load, "--dry-run"]) == 0
    rehearsed = capsys.readouterr().err.splitlines()
    assert sorted(tmp_path.iterdir()) == [tables]
    assert run(load) == 0
    done = capsys.readouterr().err.splitlines()
    assert rehearsed[:-1] == done[: len(rehearsed) - 1]
    assert "departments: 1 new" in rehearsed[0]
    assert "13 facts new" in rehearsed[-1]


def test_check_json_has_exactly_the_documented_shape(
    graph: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    args = ["check", "SOD-001", "--as-of", AS_OF, "--format", "json", "--graph", graph]
    assert run([*args, "--quiet"]) == 0
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert err == ""
    assert list(data) == ["as_of", "graph", "rules", "findings", "protection", "origins"]
    assert list(data["graph"]) == ["nodes", "relationships", "fingerprint"]
    [rule] = data["rules"]
    assert list(rule) == [
        "id", "status", "population", "findings", "units_without_data", "parameters",
    ]  # fmt: skip
    assert (rule["status"], rule["population"], rule["findings"]) == ("ran", 1, 1)
    [finding] = data["findings"]
    assert list(finding) == [
        "id", "rule", "severity", "subject", "unit", "actors", "evidence", "message", "basis",
        "details", "exception",
    ]  # fmt: skip
    assert finding["subject"] == {"label": "Power", "uid": "W1", "name": "许可"}
    assert finding["actors"] == ["O1"]
    assert finding["severity"] == "high"
    assert finding["exception"] is None


def test_a_rule_that_is_run_as_a_query_goes_by_the_settings_as_a_check_does(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.db.settings.toml").write_text(
        '[rules.SOD-001]\nrisk_levels = ["LOW"]\n', "utf-8"
    )
    capsys.readouterr()
    args = ["query", "run", "SOD-001", "--format", "json", "--graph", graph, "--lang", "zh"]
    args += ["-p", f"as_of={AS_OF}"]
    assert run(args) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == []
    assert "risk_levels = LOW · x.db.settings.toml" in err
    assert "min_overlap_days = 1 · 默认" in err
    assert run([*args, "-p", "risk_levels=HIGH"]) == 0
    out, err = capsys.readouterr()
    assert [row["subject"] for row in json.loads(out)] == ["W1"]
    assert "risk_levels" not in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "SOD-001", "--fail-on", "high"], 3),
        (["check", "SOD-002", "--fail-on", "low"], 0),
        (["check", "SOD-001"], 0),
        (["check", "SOD-001", "--set", "SOD-001.risk_levels=LOW", "--fail-on", "low"], 0),
        (["check", "--unit", "D9"], 2),
        (["check", "--as-of", "30.6.2026"], 2),
        (["check", "--set", "nonsense"], 2),
        (["check", "NOPE-001"], 1),
        (["query", "run", "who-decides", "-p", "nobody=1"], 2),
        (["query", "run"], 2),
        (["query", "run", "no-such-query"], 1),
        (["nonsense"], 2),
        (["load"], 2),
        (["doctor"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, graph: str) -> None:
    where = [] if arguments in (["nonsense"], ["load"]) else ["--graph", graph]
    assert run([*arguments, *where]) == code


def test_a_graph_that_is_not_there_is_exit_4(tmp_path: Path) -> None:
    assert run(["check", "--graph", str(tmp_path / "none.db")]) == 4
    assert run(["check", "--graph", "bolt://127.0.0.1:9"]) == 4
    assert run(["check", "--graph", "http://127.0.0.1:9"]) == 1


def test_ones_own_cypher_reads_and_never_writes(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.cypher"
    own.write_text("MATCH (w:Power) RETURN w.uid AS uid ORDER BY uid", encoding="utf-8")
    args = ["query", "run", "--file", str(own), "--format", "json", "--graph", graph]
    capsys.readouterr()
    assert run(args) == 0
    assert json.loads(capsys.readouterr().out) == [{"uid": "W1"}]
    own.write_text("MATCH (w:Power) SET w.name = 'x' RETURN w.uid AS uid", encoding="utf-8")
    assert run(args) == 1
    own.write_text("MATCH (w:Power) RETURN w.name AS name", encoding="utf-8")
    capsys.readouterr()
    assert run(args) == 0
    assert json.loads(capsys.readouterr().out) == [{"name": "许可"}]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help", "--lang", language]) == 0
    text = capsys.readouterr().out
    assert ("选项" in text) == (language == "zh")


def test_the_real_list_gives_one_finding_kind_and_no_data_for_the_guarded_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "real.db")
    source = str(REAL / "guangan-power-list.json")
    assert run(["load", "--format", "guangan", source, "--graph", target, "-q"]) == 0
    capsys.readouterr()
    assert run(["check", "--format", "json", "--as-of", AS_OF, "--graph", target, "-q"]) == 0
    data = json.loads(capsys.readouterr().out)
    rules = {rule["id"]: rule for rule in data["rules"]}
    guarded = ["CHK-001", "CHK-002", "CHK-003", "CHK-005", "CHK-006", "LEG-001"]
    assert [rules[id]["status"] for id in guarded] == ["no_data"] * len(guarded)
    most = max(data["findings"], key=lambda f: f["details"].get("power_count", 0))
    assert most["rule"] == "CON-005"
    assert most["subject"]["name"] == "区行政审批局"
    assert most["details"]["power_count"] == 344


def test_a_closed_pipe_is_no_error(graph: str) -> None:
    command = f"{sys.executable} -m powergraph query list --graph {graph} | head -1"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, env=environment, check=True
    )
    assert "Traceback" not in done.stderr


def test_a_rule_that_takes_longer_than_it_may_is_said_to_have_failed(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH sum(a % (b + 1)) AS n"
    rule = samples.RULE.replace("---*/\n", f"---*/\n{endless}\n")
    mine = str(samples.write_folder(tmp_path / "mine", rule))
    asked = ["check", "TST-001", "SOD-001", "--queries", mine, "--no-record"]
    assert run([*asked, "--graph", graph, "--lang", "en", "--timeout", "0.5"]) == 1
    out, err = capsys.readouterr()
    assert "TST-001 could not be run: The query took too long" in err
    assert "SOD-001" in out
