"""Every page on three graphs and in both languages: it says what it shows, and nothing breaks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard.pages import PAGES
from graph.store import open_graph
from graph.text import LANGUAGES, Language, say
from queries.findings import finding_id
from tests.pages import page, plain, said
from tests.test_dashboard_graphs import HOSTILE, RICH, build, build_guangan

SOD = finding_id("SOD-001", "Power", "W2", ["O1"])


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A rich graph, a real list without roles, one with nothing in it, and one that is not."""
    folder = tmp_path_factory.mktemp("pages")
    empty = folder / "empty.db"
    with open_graph(empty, mode="write") as store:
        store.save()
    return {
        "rich": build(folder / "rich.db", RICH, "合成数据"),
        "guangan": build_guangan(folder / "guangan.db"),
        "empty": empty,
        "none": folder / "none.db",
    }


pytestmark = pytest.mark.usefixtures("fresh_pages")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("graph", ["rich", "guangan", "empty", "none"])
def test_a_page_says_what_it_shows(
    graph: str, name: str, language: Language, graphs: Mapping[str, Path]
) -> None:
    app = page(graphs[graph], name, language)
    assert not app.exception
    assert app.title[0].value == say(f"dashboard.{name}.title", language)
    scope = say("dashboard.word.no_scope", language)
    if graph in ("rich", "guangan") or (graph == "empty" and PAGES[name].bare):
        everywhere = say("dashboard.word.all_units", language)
        day = "2026-06-30" if graph != "empty" else app.date_input(key="pg_as_of").value
        scope = say("dashboard.word.scope", language, where=everywhere, day=day)
    assert plain(say(f"dashboard.{name}.says", language, scope=scope)) in said(app)


@pytest.mark.parametrize("name", PAGES)
def test_without_a_graph_a_page_says_what_to_do(name: str, graphs: Mapping[str, Path]) -> None:
    app = page(graphs["none"], name, "en")
    assert "There is no graph at" in app.error[0].value.replace("\\", "")
    assert "powergraph load" in app.code[0].value
    assert plain(say(f"dashboard.{name}.needs", "en")) in said(app)


def test_the_notice_of_a_graph_stands_on_every_page(graphs: Mapping[str, Path]) -> None:
    for name in PAGES:
        assert "合成数据" in said(page(graphs["rich"], name))
        assert "合成数据" not in said(page(graphs["guangan"], name))


def test_what_is_missing_is_said_with_the_tables_that_bring_it(
    graphs: Mapping[str, Path],
) -> None:
    text = said(page(graphs["guangan"], "overview")).replace("\\", "")
    assert "图谱中没有：岗位、人员、权力角色" in text
    assert "权力角色 roles" in text


def test_a_power_without_anything_says_so_part_by_part(graphs: Mapping[str, Path]) -> None:
    with open_graph(graphs["guangan"]) as store:
        [row] = store.read("MATCH (w:Power) RETURN w.uid AS uid ORDER BY uid LIMIT 1")
    text = said(page(graphs["guangan"], "power", uid=row["uid"])).replace("\\", "")
    for part in ("roles", "flow", "risks", "bases", "systems", "duties", "publication"):
        assert say(f"dashboard.power.{part}_none", "zh") in text
    assert "办件 cases" in text  # the table that this graph lacks


def test_a_power_without_cases_is_not_told_to_load_what_is_loaded(
    graphs: Mapping[str, Path],
) -> None:
    with open_graph(graphs["rich"]) as store:
        rows = store.read(
            "MATCH (w:Power) WHERE NOT EXISTS { MATCH (:CaseFile)-[:CASE_OF]->(w) } "
            "RETURN w.uid AS uid ORDER BY uid LIMIT 1"
        )
    text = said(page(graphs["rich"], "power", uid=rows[0]["uid"])).replace("\\", "")
    assert say("dashboard.power.cases_none", "zh") in text
    assert "办件 cases" not in text


def test_a_power_is_judged_in_words(graphs: Mapping[str, Path]) -> None:
    text = said(page(graphs["rich"], "power", uid="W2")).replace("\\", "")
    assert "疑似未分离：张建国同时承担决策、执行，需核实。" in text
    assert "缺少监督" in text
    text = said(page(graphs["rich"], "power", "en", uid="W1")).replace("\\", "")
    assert "filled by different people" in text


def test_a_finding_has_its_own_address(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "findings", rule="SOD-001", finding=SOD)
    assert not app.exception
    text = said(app)
    assert SOD in text
    assert "rich.json，工作表 posts，第 1 行" in text
    assert say("dashboard.findings.blind", "zh") in text


def test_an_address_to_nothing_says_so(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "power", uid="W99")
    assert "W99" in app.warning[0].value
    app = page(graphs["rich"], "explorer", node="Post/none")
    assert "Post" not in app.warning[0].value
    assert "none" in app.warning[0].value
    app = page(graphs["rich"], "findings", finding="0" * 16)
    assert "0" * 16 in app.warning[0].value
    app = page(graphs["rich"], "overview", unit="D99")
    assert "D99" in app.warning[0].value


def test_the_address_follows_what_is_chosen(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "findings", unit="D1", as_of="2026-01-01", rule="SOD-001")
    assert app.query_params == {
        "page": "findings",
        "rule": "SOD-001",
        "unit": "D1",
        "as_of": "2026-01-01",
        "lang": "zh",
    }
    app.selectbox(key="findings_rule").set_value("").run()
    app.selectbox(key="findings_severity").set_value("high").run()
    assert not app.exception
    assert "rule" not in app.query_params
    assert app.query_params["severity"] == "high"


def test_the_side_bar_is_for_all_pages(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "overview")
    app.selectbox(key="pg_unit").set_value("D3").run()
    assert not app.exception
    assert "城关镇，截至 2026-06-30" in said(app)
    assert app.query_params["unit"] == "D3"


def test_the_language_is_switched(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "power", uid="W1")
    app.button_group(key="pg_lang").set_value("en").run()
    assert not app.exception
    assert app.title[0].value == "One power"
    assert app.query_params["lang"] == "en"
    assert app.query_params["uid"] == "W1"


def test_the_map_searches_and_goes_to_what_is_found(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "explorer")
    app.text_input(key="explorer_text").set_value("王强").run()
    app.selectbox(key="explorer_hit").set_value("Official/O3").run()
    assert not app.exception
    assert app.query_params["node"] == "Official/O3"


def test_the_map_finds_a_path(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "explorer", node="Official/O1", to="Official/O2")
    assert not app.exception
    assert "最短路径，3 步" in said(app)


def test_a_saved_query_runs_with_its_form(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "queries", query="SOD-001")
    app.button[0].click().run()
    assert not app.exception
    assert app.dataframe[0].value.iloc[0].to_list()[:2] == ["W2", "对违法建设的行政处罚"]


def test_a_value_that_does_not_fit_is_said_in_words(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "queries", query="SOD-001")
    app.text_input(key="queries_SOD-001_min_overlap_days").set_value("many")
    app.button[0].click().run()
    assert not app.exception
    assert "min_overlap_days" in app.error[0].value.replace("\\", "")


def test_ones_own_query_cannot_write(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["rich"], "queries", "en")
    app.text_area(key="queries_text").set_value("CREATE (n:Post {uid: 'x', name: 'x'})")
    app.button[1].click().run()
    assert not app.exception
    assert "only read" in app.error[0].value.replace("\\", "")


def test_a_graph_that_changed_is_read_again(graphs: Mapping[str, Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(graphs["guangan"], copy)
    app = page(copy, "overview")
    assert "合成数据" not in said(app)
    shutil.copy(graphs["rich"], copy)
    os.utime(copy, ns=(1, 1))
    app.run()
    assert not app.exception
    assert "合成数据" in said(app)


def test_a_file_that_is_no_graph_is_said_in_words(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("not a graph", encoding="utf-8")
    app = page(wrong, "overview")
    assert not app.exception
    assert app.error


@pytest.mark.parametrize("name", PAGES)
def test_a_name_in_the_graph_is_never_markup(name: str, graphs: Mapping[str, Path]) -> None:
    params = {"explorer": {"node": "Power/W3"}, "power": {"uid": "W3"}}.get(name, {})
    app = page(graphs["rich"], name, "zh", **params)
    assert not app.exception
    for element in app.get("html"):
        body = str(element.proto.body)
        assert "<img" not in body
        assert "</script" not in body
    for kind in ("markdown", "info", "warning", "success", "error", "title", "subheader"):
        for element in app.get(kind):
            value = getattr(element, "value", "")
            assert HOSTILE not in value
            assert "![x](" not in value
