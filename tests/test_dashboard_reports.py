"""The pages of reports and of help: what is made is what the command makes, and stays inert."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access
from dashboard.access import Viewer
from graph.text import say
from powergraph.cli import run
from queries import clauses, founding, library
from tests import saved_queries as samples
from tests.pages import page, said
from tests.report_graphs import make

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the reports' tests."""
    return make(tmp_path_factory.mktemp("reports"))


pytestmark = pytest.mark.usefixtures("fresh_pages")


def made(graph: Path, **chosen: Any) -> AppTest:
    """The page once what is chosen was made."""
    app = page(graph, "report", as_of=DAY.isoformat())
    for key, value in chosen.items():
        kind = app.checkbox if isinstance(value, bool) else app.multiselect
        key = f"report_{key}" + ("_None" if key == "units" else "")
        kind(key=key).set_value(value)
    app.button[0].click().run()
    end = time.monotonic() + 120
    while not app.subheader and time.monotonic() < end:
        assert not app.exception
        assert not app.error
        time.sleep(0.2)
        app.run()
    assert app.subheader
    return app


def folder(app: AppTest) -> Path:
    """Where what was made lies."""
    place: Path = app.session_state["pg_reports"].task.folder
    return place


def pieces(app: AppTest) -> Mapping[str, Mapping[str, str]]:
    """The files that were made, by unit and kind."""
    return {
        f"{p.unit} {p.kind}": p.files for p in app.session_state["pg_reports"].job.value().pieces
    }


def without_time(page: str) -> str:
    """A report's page without the moment it was made."""
    lines = page.splitlines()
    label = say("report.meta.made", "zh")
    return "\n".join(line for line in lines if label not in line)


def test_a_report_is_the_one_that_the_command_writes(graph: Path, tmp_path: Path) -> None:
    app = made(graph, units=["D1"], formats=["html"])
    [files] = pieces(app).values()
    given = ["report", "D1", "-o", str(tmp_path), "--graph", str(graph), "--format", "html"]
    assert run([*given, "--as-of", DAY.isoformat()]) == 0
    [told] = [path for path in tmp_path.glob("*.html") if path.name != "index.html"]
    ours = (folder(app) / files["html"]).read_text(encoding="utf-8")
    assert without_time(ours) == without_time(told.read_text(encoding="utf-8"))


def test_a_report_has_the_places_own_rules_as_the_checks_have(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own" / "tst"
    own.mkdir(parents=True)
    (own / "TST-001.cypher").write_text(samples.RULE, encoding="utf-8")
    monkeypatch.setenv("POWERGRAPH_QUERIES", str(own.parent))
    app = made(graph, units=["D1"], formats=["html"])
    [files] = pieces(app).values()
    text = (folder(app) / files["html"]).read_text(encoding="utf-8")
    assert "TST-001 兼任（本地规则）" in text


def test_several_units_are_handed_out_as_one_archive(graph: Path) -> None:
    app = made(graph, units=["D1", "D2"], formats=["docx", "xlsx"])
    archive = zipfile.ZipFile(io.BytesIO((folder(app) / "all.zip").read_bytes()))
    assert sorted(Path(name).suffix for name in archive.namelist()) == [
        ".docx", ".docx", ".html", ".xlsx", ".xlsx",
    ]  # fmt: skip
    assert "index.html" in archive.namelist()
    assert archive.testzip() is None


def test_forms_are_made_with_the_report(graph: Path) -> None:
    app = made(graph, units=["D1"], kinds=["report", "division"], formats=["docx"])
    assert set(pieces(app)) == {"D1 report", "D1 division"}


def names(graph: Path) -> set[str]:
    """Everybody whom the graph names."""
    from graph.store import open_graph

    with open_graph(graph) as store:
        rows = store.read("MATCH (o:Official) RETURN o.name AS name ORDER BY name")
    return {row["name"] for row in rows if len(row["name"]) > 1}


def test_the_masked_edition_names_nobody(graph: Path) -> None:
    app = made(graph, units=["D1"], formats=["html"], masked=True)
    [files] = pieces(app).values()
    text = (folder(app) / files["html"]).read_text(encoding="utf-8")
    assert names(graph)
    assert not [name for name in names(graph) if name in text]
    assert say("dashboard.report.is_masked", "zh") in said(app)


def test_somebody_who_sees_masked_names_gets_no_others(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = Viewer("李四", frozenset(), masked=True)
    monkeypatch.setattr(access, "viewer", lambda *_, **__: viewer)
    app = page(graph, "report", as_of=DAY.isoformat())
    assert app.checkbox(key="report_masked").disabled
    app = made(graph, units=["D1"], formats=["html"])
    [files] = pieces(app).values()
    text = (folder(app) / files["html"]).read_text(encoding="utf-8")
    assert not [name for name in names(graph) if name in text]


def test_nothing_chosen_is_said(graph: Path) -> None:
    app = page(graph, "report", as_of=DAY.isoformat())
    app.button[0].click().run()
    assert app.warning[0].value == say("dashboard.report.nothing_chosen", "zh")


# Help


def test_every_rule_and_founding_fact_is_in_the_help(graph: Path) -> None:
    app = page(graph, "help")
    assert not app.exception
    ids = set(app.dataframe[0].value.iloc[:, 0])
    assert ids == {q.id for q in library.checks()}
    text = said(app)
    for fact in founding.facts():
        if fact.id.startswith("F"):
            assert f"<td>{fact.id}</td>" in text
    covers = clauses.by_row()["F41"]
    assert all(cover.rule in text for cover in covers)


def test_a_rule_has_its_own_address_in_the_help(graph: Path) -> None:
    app = page(graph, "help", rule="SOD-001")
    text = said(app)
    rule = library.query("SOD-001").rule
    assert rule
    assert rule.blind.zh[:12] in text
    assert rule.verify.interview.zh[:12] in text


def test_rules_are_searched(graph: Path) -> None:
    app = page(graph, "help")
    app.text_input(key="help_search").set_value("阳光示权").run()
    found = set(app.dataframe[0].value.iloc[:, 0])
    assert found == {q.id for q in library.rules() if q.rule and q.rule.dimension == "SHOW"}
