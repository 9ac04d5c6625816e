"""A user's own files: found and checked like ours, and none that is broken stops the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from graph.embedded import EmbeddedStore
from graph.store import Statement
from powergraph.cli import run
from powergraph.console import Console
from queries import library
from queries.trial import try_folder
from tests import saved_queries as samples

POSTS = """\
/*---
id: posts-of-unit
kind: question
title: {zh: 某单位的岗位, en: Posts of a unit}
question: {zh: 某单位有哪些岗位？, en: Which posts does a unit have?}
params:
  as_of: {type: date, doc: {zh: 基准日, en: Day to look at}}
  unit: {type: text, doc: {zh: 单位编号, en: Uid of the unit}}
  ranks: {type: ints, doc: {zh: 级别, en: Ranks}}
columns: {uid: {zh: 编号, en: Uid}, name: {zh: 岗位, en: Post}}
needs: [Post, Department, IN_DEPARTMENT]
---*/
MATCH (d:Department {uid: $unit})<-[i:IN_DEPARTMENT]-(p:Post)
WHERE (i.valid_to IS NULL OR i.valid_to > $as_of) AND size($ranks) > 0
RETURN p.uid AS uid, p.name AS name
ORDER BY uid
"""
CASES = """\
- name: two posts
  given: |
    CREATE (d:Department {uid: 'D1', name: '甲局'}),
           (:Post {uid: 'P1', name: '局长'})-[:IN_DEPARTMENT]->(d),
           (:Post {uid: 'P2', name: '副局长'})-[:IN_DEPARTMENT]->(d)
  params: {as_of: 2026-06-30, unit: D1, ranks: [1]}
  expect:
    - {uid: P1, name: 局长}
    - {uid: P2, name: 副局长}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's default folder, empty."""
    config = str(tmp_path / "config")
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: config)
    monkeypatch.delenv("POWERGRAPH_QUERIES", raising=False)
    folder = library.own_folder()
    folder.mkdir(parents=True)
    yield folder
    library.forget()


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    target = tmp_path / "county.db"
    with EmbeddedStore(target, "write") as store:
        store.write([Statement(samples.COUNTY)])
        joined = "MATCH (p:Post), (d:Department {uid: 'D1'}) CREATE (p)-[:IN_DEPARTMENT]->(d)"
        store.write([Statement(joined)])
        store.save()
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(target))
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(tmp_path / "ledger.db"))
    return str(target)


def put(folder: Path, stem: str, text: str, cases: str = "") -> None:
    (folder / f"{stem}.cypher").write_text(text, encoding="utf-8")
    if cases:
        (folder / f"{stem}.yaml").write_text(cases, encoding="utf-8")
    library.forget()


def asked(*arguments: str) -> int:
    return run([*arguments, "--lang", "en"])


Captured = pytest.CaptureFixture[str]


def test_a_file_in_the_default_folder_is_listed_shown_and_run(
    folder: Path, graph: str, capsys: Captured
) -> None:
    put(folder, "posts-of-unit", POSTS)
    assert asked("query", "list", "posts-of") == 0
    assert "posts-of-unit" in capsys.readouterr().out
    assert asked("query", "show", "posts-of-unit") == 0
    assert ":param ranks => [1, 2];" in capsys.readouterr().out
    args = ["-p", "unit=D1", "-p", "ranks=1", "--format", "json"]
    assert asked("query", "run", "posts-of-unit", *args) == 0
    assert json.loads(capsys.readouterr().out) == [{"uid": "P1", "name": "岗"}]


def test_another_folder_is_named_by_option_or_variable(
    tmp_path: Path, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = samples.write_folder(tmp_path / "other", POSTS)
    library.forget()
    assert asked("query", "list", "posts-of", "--queries", str(other)) == 0
    assert "posts-of-unit" in capsys.readouterr().out
    assert asked("query", "list", "posts-of") == 0
    assert "posts-of-unit" not in capsys.readouterr().out
    monkeypatch.setenv("POWERGRAPH_QUERIES", str(other))
    assert asked("query", "list", "posts-of") == 0
    assert "posts-of-unit" in capsys.readouterr().out


def test_ones_own_rule_runs_with_ours_and_shows_in_every_output(
    folder: Path, graph: str, tmp_path: Path, capsys: Captured
) -> None:
    put(folder, "TST-001", samples.RULE)
    for form in ("table", "json", "csv", "sarif", "html"):
        assert asked("check", "TST", "SOD-001", "--format", form, "--no-record") == 0
        assert "TST-001" in capsys.readouterr().out
    book = tmp_path / "x.xlsx"
    assert asked("check", "TST", "--format", "xlsx", "-o", str(book), "--no-record") == 0
    assert book.is_file()


def test_a_broken_file_is_told_by_file_line_and_reason_and_the_rest_runs(
    folder: Path, graph: str, capsys: Captured
) -> None:
    put(folder, "TST-001", samples.RULE)
    put(
        folder,
        "TST-002",
        samples.RULE.replace("TST-001", "TST-002").replace("severity: high", "severity: grave"),
    )
    put(
        folder,
        "TST-003",
        samples.RULE.replace("TST-001", "TST-003").replace("kind: rule", "kind: [rule"),
    )
    put(folder, "not-front", "MATCH (n) RETURN n")
    (folder / "gbk.cypher").write_bytes("/*---\n标题".encode("gbk"))
    library.forget()
    assert asked("check", "TST", "--format", "json", "--no-record") == 1
    out, err = capsys.readouterr()
    assert [r["id"] for r in json.loads(out)["rules"]] == ["TST-001"]
    assert len(json.loads(out)["findings"]) == 1
    line = samples.RULE.splitlines().index("severity: high") + 1
    assert f"TST-002.cypher:{line}: severity: expected one of high, medium, low" in err
    assert "TST-003.cypher:4: not YAML" in err
    assert "not-front.cypher:1: does not begin with front matter" in err
    assert "gbk.cypher:1: not UTF-8" in err
    assert asked("query", "show", "who-decides") == 0


def test_an_id_that_is_ours_is_an_error_that_names_both_files(folder: Path) -> None:
    put(folder, "SOD-001", samples.RULE.replace("TST-001", "SOD-001"))
    [problem] = library.problems(folder)
    assert (problem.file, problem.line) == (folder / "SOD-001.cypher", 2)
    assert str(Path("sod") / "SOD-001.cypher") in str(problem)
    assert library.query("SOD-001", folder).title.en != "Both"


def test_two_of_the_users_files_with_one_id_are_a_problem(folder: Path) -> None:
    samples.write_folder(folder / "a", POSTS)
    samples.write_folder(folder / "b", POSTS)
    library.forget()
    [problem] = library.problems(folder)
    assert problem.file == folder / "b" / "posts-of-unit.cypher"
    assert str(folder / "a" / "posts-of-unit.cypher") in str(problem)


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(folder: Path) -> None:
    text = POSTS.replace("\n", "\r\n").encode("utf-8-sig")
    (folder / "posts-of-unit.cypher").write_bytes(text)
    library.forget()
    assert library.problems(folder) == ()
    assert library.query("posts-of-unit", folder).params[1].name == "unit"


# query check


def test_files_that_are_right_pass(folder: Path, capsys: Captured) -> None:
    put(folder, "posts-of-unit", POSTS, CASES)
    assert asked("query", "check") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "1 files, 1 worked cases, 0 problems" in err


@pytest.mark.parametrize(
    ("query", "cases", "said"),
    [
        (POSTS, CASES.replace("name: 副局长}\n", "name: 长}\n"), "row 2: name expected '长'"),
        (POSTS, CASES.replace("    - {uid: P2, name: 副局长}\n", ""), "expected 1 rows, got 2"),
        (POSTS, CASES.replace("{uid: P1, ", "{uuid: P1, "), "uuid, which is not a column"),
        (POSTS, CASES.replace("(:Post {", "(:Posten {", 1), "Posten is not a label"),
        (POSTS, CASES.replace(", unit: D1", ""), "cannot be run"),
        (POSTS, CASES.replace("CREATE (d", "CREATE CREATE (d"), "graph of given cannot be made"),
        (POSTS, "- {name: x}", "case “x”: expected given"),
        (POSTS, "- {name: x", "not YAML"),
        (POSTS.replace("ORDER BY uid\n", ""), CASES, "end with ORDER BY"),
        (POSTS.replace("p.name AS name", "p.nome AS name"), CASES, "nome is not a property"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_and_line(
    folder: Path, capsys: Captured, query: str, cases: str, said: str
) -> None:
    put(folder, "posts-of-unit", query, cases)
    assert asked("query", "check", str(folder)) == 1
    out, _ = capsys.readouterr()
    assert said in out
    assert all(line.startswith(f"{folder}") for line in out.splitlines())


def test_what_a_rule_examined_is_compared_with_its_case(folder: Path) -> None:
    given = "\n".join(f"    {line}" for line in samples.COUNTY.strip().splitlines())
    cases = (
        f"- name: both\n  given: |\n{given}\n  params: {{as_of: 2026-06-30}}\n"
        "  expect: [{subject: W1, severity: high}]\n  population: {D1: 2}\n"
    )
    put(folder, "TST-001", samples.RULE, cases)
    found = [str(p) for p in try_folder(folder).problems]
    assert any("population expected {'D1': 2}, got {'D1': 1}" in text for text in found)


def test_a_query_without_cases_is_remarked_upon(folder: Path, capsys: Captured) -> None:
    put(folder, "posts-of-unit", POSTS)
    assert asked("query", "check") == 0
    assert "posts-of-unit.cypher:1: no .yaml with worked cases" in capsys.readouterr().err


def test_no_folder_yet_says_where_to_put_files(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "none"))
    assert asked("query", "check") == 0
    assert str(tmp_path / "none" / "queries") in capsys.readouterr().err
    assert asked("query", "check", str(tmp_path / "nowhere")) == 1


def test_the_example_of_the_documentation_is_right(folder: Path, capsys: Captured) -> None:
    docs = Path(__file__).parents[1] / "docs" / "queries.md"
    section = docs.read_text(encoding="utf-8").partition("## Your own queries")[2]
    query, cases = (
        section.partition(f"```{kind}\n")[2].partition("```")[0] for kind in ("cypher", "yaml")
    )
    put(folder, "my-long-cases", query, cases)
    assert asked("query", "check") == 0, capsys.readouterr().out
    assert "1 files, 1 worked cases, 0 problems" in capsys.readouterr().err


# Parameters that are missing


def test_missing_parameters_are_listed_with_meaning_and_example(
    folder: Path, graph: str, capsys: Captured
) -> None:
    put(folder, "posts-of-unit", POSTS, CASES)
    assert asked("query", "run", "posts-of-unit") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "2 parameters are missing" in err
    assert "-p unit=D1  Uid of the unit (text)" in err
    assert "-p ranks=1  Ranks (whole numbers, separated by commas)" in err


def test_missing_parameters_are_asked_for_until_the_answer_fits(
    folder: Path, graph: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "posts-of-unit", POSTS, CASES)
    answers = iter(["D1", "", "one", "1,2"])
    questions: list[str] = []

    def answer(_: Console, text: str) -> str:
        questions.append(text)
        return next(answers)

    monkeypatch.setattr(Console, "can_ask", True)
    monkeypatch.setattr(Console, "ask", answer)
    assert asked("query", "run", "posts-of-unit", "--format", "json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == [{"uid": "P1", "name": "岗"}]
    assert questions[0] == "unit: Uid of the unit (text) for example D1"
    assert [q.partition(":")[0] for q in questions] == ["unit", "ranks", "ranks", "ranks"]
    assert "whole numbers" in err


# Searching


def test_the_list_is_cut_by_word_dimension_label_and_kind(folder: Path, capsys: Captured) -> None:
    def ids(*arguments: str) -> set[str]:
        assert asked("query", "list", *arguments) == 0
        lines = capsys.readouterr().out.splitlines()[2:]
        return {line.split()[0] for line in lines}

    shown = ids("--dimension", "show")
    assert "TRN-001" in shown
    assert "SOD-001" not in shown
    assert "who-decides" in ids("--kind", "question")
    assert "SOD-001" not in ids("--kind", "question")
    assert ids("--label", "meeting") == ids("--label", "会议")
    assert "LED-001" in ids("--label", "FILED_AS") | ids("--label", "Filing")
    assert ids("--search", "decide", "--search", "official") <= ids("--search", "decide")
    assert ids("--dimension", "CONTROL", "--kind", "question") == set()


# One's own Cypher


def test_own_cypher_is_cut_at_the_limit_and_says_so_even_when_quiet(
    tmp_path: Path, graph: str, capsys: Captured
) -> None:
    own = tmp_path / "x.cypher"
    own.write_text("UNWIND range(1, 5000) AS n RETURN n ORDER BY n", encoding="utf-8")
    assert asked("query", "run", "--file", str(own), "--format", "json", "--quiet") == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 1000
    assert "first 1000 rows" in err
    assert asked("query", "run", "--file", str(own), "--limit", "5000", "--format", "csv") == 0
    assert "first" not in capsys.readouterr().err


def test_parameters_of_own_cypher_have_types_and_none_may_lack(
    tmp_path: Path, graph: str, capsys: Captured
) -> None:
    own = tmp_path / "x.cypher"
    own.write_text("RETURN $a AS a, $n + 1 AS n, $d AS d", encoding="utf-8")
    args = ["query", "run", "--file", str(own), "--format", "json"]
    assert asked(*args, "-p", "a=07", "-p", "n:int=5", "-p", "d:date=2026-06-30") == 0
    assert json.loads(capsys.readouterr().out) == [{"a": "07", "n": 6, "d": "2026-06-30"}]
    assert asked(*args, "-p", "a=07", "-p", "n:int=5") == 2
    assert "-p d=" in capsys.readouterr().err
    assert asked(*args, "-p", "a=07", "-p", "n:int=x", "-p", "d=1") == 2
    assert asked(*args, "-p", "a=07", "-p", "n:whole=1", "-p", "d=1") == 2
    assert "whole" in capsys.readouterr().err


def test_a_file_of_the_saved_form_runs_as_a_saved_query(
    tmp_path: Path, graph: str, capsys: Captured
) -> None:
    own = samples.write_folder(tmp_path / "mine", POSTS) / "posts-of-unit.cypher"
    args = ["query", "run", "--file", str(own), "--format", "json"]
    assert asked(*args, "-p", "unit=D1", "-p", "ranks=1") == 0
    assert json.loads(capsys.readouterr().out) == [{"uid": "P1", "name": "岗"}]


def test_own_cypher_that_writes_is_refused(tmp_path: Path, graph: str, capsys: Captured) -> None:
    own = tmp_path / "x.cypher"
    own.write_text("MATCH (n) DETACH DELETE n", encoding="utf-8")
    assert asked("query", "run", "--file", str(own)) == 1
    assert "queries only read" in capsys.readouterr().err
