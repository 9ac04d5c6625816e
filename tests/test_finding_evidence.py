"""The evidence of a finding: rows with their places, a line for Neo4j Browser, a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import platformdirs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.store import Statement, Store
from powergraph.cli import run
from queries import library
from queries.evidence import browser_line
from queries.literals import literal
from tests import saved_queries as samples
from tests.engines import engine_store, neo4j_store

__all__ = ["engine_store", "neo4j_store"]

HOSTILE = [
    "",
    "it's",
    '"',
    "back\\slash",
    "\\u0027",
    "\\\\u0027 OR true",
    "'] RETURN 1 //",
    "a\nb\r\n\tc",
    "\u2028\u202e\x00\x1b",
    "行政许可（含“变更”）",
    "𠮷野家",
    "`back`",
    "$param {brace}",
]
VALUES: list[Any] = [
    None,
    True,
    -3,
    0.25,
    1e300,
    date(2026, 6, 30),
    [1, 2],
    ["a", "b"],
    [["A", "B"]],
    {"a b": 1},
]


@pytest.mark.parametrize("value", [*HOSTILE, *VALUES, HOSTILE])
def test_a_literal_is_read_as_the_value_it_stands_for(value: Any, engine_store: Store) -> None:
    written = literal(value)
    assert len(written.splitlines()) == 1
    assert engine_store.read(f"RETURN {written} AS x") == [{"x": value}]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_line_and_comes_back(engine_store: Store, text: str) -> None:
    written = literal(text)
    assert len(written.splitlines()) == 1
    assert engine_store.read(f"RETURN {written} AS x") == [{"x": text}]


def test_what_no_literal_says_is_refused() -> None:
    assert literal(datetime(2026, 6, 30, 8, 5)) == "datetime('2026-06-30T08:05:00')"
    for value in (object(), float("nan"), b"x"):
        with pytest.raises(TypeError):
            literal(value)


@pytest.mark.parametrize("uid", HOSTILE[1:])
def test_the_line_for_browser_finds_the_nodes_and_nothing_else(
    uid: str, engine_store: Store
) -> None:
    engine_store.write(
        [
            Statement(
                "CREATE (p:Post {uid: $uid, name: 'x'}),"
                " (p)<-[:HOLDS]-(:Official {uid: 'O1', name: 'x'}),"
                " (p)-[:REPORTS_TO]->(:Post {uid: 'other', name: 'x'})",
                {"uid": uid},
            )
        ]
    )
    line = browser_line([f"Post/{uid}", "Official/O1", "Nothing/x", f"Post/{uid}"])
    assert len(line.splitlines()) == 1
    shown = line.replace("RETURN n, r, m", "RETURN n.uid AS n, type(r) AS r, m.uid AS m")
    rows = engine_store.read(shown)
    assert sorted(rows, key=str) == sorted(
        [{"n": "O1", "r": "HOLDS", "m": uid}, {"n": uid, "r": None, "m": None}], key=str
    )


def test_no_known_label_gives_no_line() -> None:
    assert browser_line(["Nothing/x", "Post/", "Post"]) == ""


@pytest.fixture
def checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    """The sample county, checked once by the sample rule with a value of its own; gives the id."""
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "c"))
    folder = samples.write_folder(tmp_path / "c" / "queries", samples.RULE)
    assert folder.is_dir()
    library.forget()
    with EmbeddedStore(tmp_path / "county.db", "write") as store:
        store.write([Statement(samples.COUNTY)])
        store.write([Statement("MATCH (w:Power {uid: 'W1'}) SET w.risk_level = 'MEDIUM'")])
        store.save()
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(tmp_path / "county.db"))
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(tmp_path / "ledger.db"))
    args = ["check", "TST", "--set", "TST-001.levels=MEDIUM", "--as-of", "2026-06-30", "-q"]
    assert run([*args, "--format", "csv"]) == 0
    id = capsys.readouterr().out.splitlines()[1].partition(",")[0]
    yield id
    library.forget()


def test_a_finding_shows_its_evidence_with_the_values_of_its_run(
    checked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["finding", "show", checked, "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    [power] = [line for line in lines if line.startswith("Power ")]
    assert power.split() == ["Power", "W1", "许可", "a.xlsx", "权力", "3"]
    [official] = [line for line in lines if line.startswith("Official ")]
    assert official.split() == ["Official", "O1", "甲"]
    assert browser_line(["Power/W1", "Official/O1"]) in lines


@pytest.mark.parametrize("name", ["x.svg", "x.html"])
def test_a_finding_is_drawn(checked: str, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert run(["finding", "show", checked, "--picture", str(target), "-q"]) == 0
    text = target.read_text(encoding="utf-8")
    assert "许可" in text
    if name.endswith(".svg"):
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"


def test_other_pictures_are_refused(checked: str, tmp_path: Path) -> None:
    assert run(["finding", "show", checked, "--picture", str(tmp_path / "x.bmp")]) == 2


def test_a_finding_that_is_gone_says_so(
    checked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with EmbeddedStore(tmp_path / "county.db", "write") as store:
        store.write([Statement("MATCH (w:Power {uid: 'W1'}) DETACH DELETE w")])
        store.save()
    assert run(["finding", "show", checked, "--lang", "en"]) == 0
    assert "no longer gives this finding" in capsys.readouterr().err
    picture = str(tmp_path / "x.svg")
    assert run(["finding", "show", checked, "--picture", picture]) == 1
    assert not (tmp_path / "x.svg").exists()


def test_without_the_graph_the_life_is_still_shown(
    checked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "county.db").unlink()
    assert run(["finding", "show", checked, "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert checked in out
    assert "evidence cannot be had" in err


def test_a_number_that_names_a_person_is_in_no_picture(
    checked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = "13912345678"
    with EmbeddedStore(tmp_path / "county.db", "write") as store:
        store.write([Statement("MATCH (o:Official) SET o.name = '甲 ' + $n", {"n": number})])
        store.save()
    target = tmp_path / "x.svg"
    assert run(["finding", "show", checked, "--picture", str(target)]) == 0
    out, _ = capsys.readouterr()
    assert number not in out
    text = target.read_text(encoding="utf-8")
    assert "许可" in text
    assert number not in text
