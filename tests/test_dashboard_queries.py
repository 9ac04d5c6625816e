"""The page of saved queries: found, asked, drawn, taken along; one's own files and values too."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.views import drawn
from graph.schema import SCHEMA
from queries import library
from queries.findings import finding_id
from queries.settings import Origin
from tests.pages import page, said
from tests.test_dashboard_graphs import RICH, build

OWN = """/*---
id: {id}
kind: question
title: {{zh: 本区的查询, en: A query of ours}}
question: {{zh: 有哪些单位？, en: Which departments are there?}}
params: {{}}
columns: {{department: {{zh: 单位编号, en: Department}}}}
needs: [Department]
---*/
MATCH (d:Department) RETURN d.uid AS department ORDER BY department
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small rich graph."""
    return build(tmp_path_factory.mktemp("queries") / "rich.db", RICH)


@pytest.fixture(autouse=True)
def _library(fresh_pages: None) -> Iterator[None]:
    yield
    library.forget()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of own queries with one in it."""
    place = tmp_path / "own" / "ours"
    place.mkdir(parents=True)
    (place / "ours-units.cypher").write_text(OWN.format(id="ours-units"), encoding="utf-8")
    monkeypatch.setenv("POWERGRAPH_QUERIES", str(place.parent))
    return place


def ask(app: AppTest) -> AppTest:
    """Press the button of the saved query."""
    return app.button[0].click().run()


def choices(app: AppTest) -> list[str]:
    """What can be chosen in the list of queries."""
    return list(app.selectbox(key="queries_id").options)


# Columns that name nodes of several labels, which no name of theirs can tell.
SEVERAL = {"holder", "about", "path"}


def test_every_column_of_uids_is_known_by_its_label() -> None:
    unknown = {
        name
        for query in library.all_queries()
        if query.kind == "question"
        for name, title in query.columns.items()
        if "编号" in title.zh and name not in drawn.LABEL_OF
    }
    assert unknown <= SEVERAL
    assert set(drawn.LABEL_OF.values()) == set(SCHEMA.nodes)


def test_queries_are_found_by_word_kind_dimension_and_label(graph: Path) -> None:
    app = page(graph, "queries")
    app.text_input(key="queries_search").set_value("决策与执行").run()
    assert any(option.startswith("SOD-001") for option in choices(app))
    app.text_input(key="queries_search").set_value("").run()
    app.selectbox(key="queries_by_dimension").set_value("SHOW").run()
    app.selectbox(key="queries_by_label").set_value("Disclosure").run()
    families = {option[:3] for option in choices(app)}
    assert "TRN" in families
    assert "SOD" not in families
    app.selectbox(key="queries_by_kind").set_value("lint").run()
    assert say_none(app)


def say_none(app: AppTest) -> bool:
    """Does it say that nothing was found?"""
    return any("没有与此相符的查询" in info.value for info in app.info)


def test_the_command_line_gives_the_same_rows(graph: Path) -> None:
    app = ask(page(graph, "queries", query="SOD-001"))
    assert not app.exception
    [line] = [c.value for c in app.code if c.value.startswith("powergraph query run SOD")]
    words = shlex.split(line)
    words[words.index("--graph") + 1] = str(graph)
    told = subprocess.run(
        [sys.executable, "-m", *words, "--format", "csv", "--lang", "zh"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert len(told.stdout.splitlines()) - 1 == len(app.dataframe[0].value)
    assert "W2" in told.stdout


def test_an_answer_that_names_nodes_is_drawn_when_asked(graph: Path) -> None:
    app = ask(page(graph, "queries", query="powers-by-department"))
    assert not app.exception
    before = len(app.get("bidi_component"))
    app.toggle(key="queries_picture_powers-by-department").set_value(True).run()
    assert not app.exception
    assert len(app.get("bidi_component")) == before + 1


def test_a_unit_is_chosen_by_its_name(graph: Path) -> None:
    app = page(graph, "queries", query="concentration-ranking", unit="D1")
    chosen = app.selectbox(key="queries_concentration-ranking_department_D1")
    assert chosen.value == "D1"
    assert "城关镇" in chosen.options


def test_ones_own_queries_are_listed_and_run(graph: Path, folder: Path) -> None:
    app = ask(page(graph, "queries", query="ours-units"))
    assert not app.exception
    assert app.dataframe[0].value.iloc[:, 0].to_list() == ["D1", "D2", "D3"]
    (folder / "ours-more.cypher").write_text(OWN.format(id="ours-more"), encoding="utf-8")
    app.run()
    assert any(option.endswith("ours-more") for option in choices(app))


def test_what_is_wrong_in_ones_own_files_is_said(graph: Path, folder: Path) -> None:
    (folder / "broken.cypher").write_text(OWN.format(id="other-name"), encoding="utf-8")
    app = page(graph, "queries")
    assert not app.exception
    assert any("broken.cypher" in warning.value.replace("\\", "") for warning in app.warning)


def test_local_values_stand_in_the_form(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "county.toml"
    settings.write_text("[rules.SOD-001]\nmin_overlap_days = 45\n", encoding="utf-8")
    monkeypatch.setenv("POWERGRAPH_SETTINGS", str(settings))
    app = page(graph, "queries", query="SOD-001")
    assert app.text_input(key="queries_SOD-001_min_overlap_days").value == "45"
    for name in ("overview", "findings"):
        text = said(page(graph, name))
        assert "county.toml" in text
        assert "SOD-001 min_overlap_days = 45" in text
    rule = library.query("SOD-001")
    finding = finding_id(rule.id, "Power", "W2", ["O1"])
    text = said(page(graph, "findings", rule=rule.id, finding=finding))
    assert Origin("file", "county.toml").of("zh") in text


def test_settings_that_are_wrong_are_said_and_the_overview_stays(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "county.toml"
    settings.write_text("[rules.SOD-001]\nno_such = 1\n", encoding="utf-8")
    monkeypatch.setenv("POWERGRAPH_SETTINGS", str(settings))
    app = page(graph, "overview")
    assert not app.exception
    assert "no_such" in app.error[0].value.replace("\\", "")
    assert "与德城区对照" in said(app)
    assert page(graph, "queries", query="SOD-001").warning
