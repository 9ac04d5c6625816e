"""The map as a page: steps and the way back, lists, what is kept and sent, and what is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.links import parse
from dashboard.views.exploring import View
from dashboard.views.kept_views import Shelf, beside
from graph.text import LANGUAGES, Language, say
from tests.pages import page, said
from tests.test_dashboard_graphs import HOSTILE, RICH, build


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("explorer") / "rich.db", RICH)


@pytest.fixture(autouse=True)
def _inspector(fresh_pages: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERGRAPH_WHO", "inspector")


def explorer(rich: Path, language: Language = "zh", **own: str) -> AppTest:
    app = page(rich, "explorer", language, **own)
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def drawn(app: AppTest) -> set[str]:
    """The uids in the table of nodes."""
    return set(app.dataframe[0].value["编号"])


def test_a_view_that_somebody_broke_in_the_file_opens_nothing(rich: Path) -> None:
    path = beside(rich.with_name("rich.db.findings.db"))
    shelf = Shelf(path, "inspector")
    shelf.keep("broken", {"node": "Nothing/x", "as_of": "soon", "page": "../x"})
    app = explorer(rich, node="Post/D1-P1")
    press(app, "explorer_kept_open")
    assert "node" not in app.query_params
    path.unlink()


def test_every_step_can_be_taken_back(rich: Path) -> None:
    app = explorer(rich, node="Post/D1-P1")
    first = drawn(app)
    assert app.button(key="explorer_undo").disabled
    app.selectbox(key="explorer_chosen").set_value("Role/W2-R1").run()
    press(app, "explorer_do_expand")
    assert "W2" in drawn(app)
    app.selectbox(key="explorer_chosen").set_value("Official/O1").run()
    press(app, "explorer_do_hide")
    assert "O1" not in drawn(app)
    app.multiselect(key="explorer_types").set_value(["HOLDS", "FILLS"]).run()
    assert not app.exception
    assert "D1" not in drawn(app)
    for expected in ("D1", "O1"):
        press(app, "explorer_undo")
        assert expected in drawn(app)
    press(app, "explorer_undo")
    assert drawn(app) == first
    assert app.button(key="explorer_undo").disabled
    assert "opened" not in app.query_params


def test_what_is_pinned_stays_and_what_is_hidden_comes_back_from_its_list(rich: Path) -> None:
    app = explorer(rich, node="Post/D1-P1")
    app.selectbox(key="explorer_chosen").set_value("Official/O1").run()
    press(app, "explorer_do_pin")
    assert app.selectbox(key="explorer_chosen").value == "Official/O1"
    app.selectbox(key="explorer_chosen").set_value("Role/W1-R1").run()
    press(app, "explorer_do_center")
    assert app.query_params["node"] == "Role/W1-R1"
    assert {"W1-R1", "W1", "O1", "D1-P1"} <= drawn(app)
    app.selectbox(key="explorer_chosen").set_value("Power/W1").run()
    press(app, "explorer_do_hide")
    assert "W1" not in drawn(app)
    app.multiselect(key="explorer_hidden").set_value([]).run()
    assert "W1" in drawn(app)
    app.multiselect(key="explorer_pinned").set_value([]).run()
    assert "O1" not in drawn(app)


def test_an_address_brings_the_whole_view(rich: Path) -> None:
    view = View(
        node="Post/D1-P1", depth=2, labels=("Post", "Official"), pinned=("Power/W2",),
        hidden=("Post/D1-P2",),
    )  # fmt: skip
    app = explorer(rich, "zh", **view.params())
    assert drawn(app) == {"D1-P1", "O1", "D1-P3", "O3", "W2"}
    assert View.of(parse(dict(app.query_params), "explorer").own) == view


def test_a_view_is_kept_opened_renamed_and_dropped(rich: Path) -> None:
    app = explorer(rich, node="Post/D1-P1", depth="2", as_of="2026-01-01")
    app.text_input(key="explorer_keep_name_Post/D1-P1").set_value("局长两步").run()
    press(app, "explorer_keep")
    app = explorer(rich)
    press(app, "explorer_kept_open")
    assert app.query_params["node"] == "Post/D1-P1"
    assert app.query_params["as_of"] == "2026-01-01"
    app.text_input(key="explorer_kept_name_局长两步").set_value("局长").run()
    press(app, "explorer_kept_rename")
    assert app.selectbox(key="explorer_kept").value == "局长"
    press(app, "explorer_kept_drop")
    assert say("dashboard.explorer.kept_none", "zh") in said(app)
    with sqlite3.connect(rich.with_name("rich.db.views.db")) as db:
        assert db.execute("SELECT count(*) FROM views").fetchone() == (0,)


def test_a_name_that_is_refused_is_said(rich: Path) -> None:
    app = explorer(rich, node="Post/D1-P1")
    app.text_input(key="explorer_keep_name_Post/D1-P1").set_value("  ").run()
    press(app, "explorer_keep")
    assert "请先填写视图名称。" in [t.value for t in app.toast]


def test_the_address_that_is_sent_is_the_address_of_the_view(rich: Path) -> None:
    app = explorer(rich, node="Post/D1-P1", pinned='["Official/O1"]')
    [sent] = [code.value for code in app.code]
    assert "node=Post%2FD1-P1" in sent
    assert "pinned=%5B%22Official%2FO1%22%5D" in sent


@pytest.mark.parametrize("typed", ["王强", "wq", "wangqiang", "O3"])
def test_somebody_is_found_and_put_in_the_centre(typed: str, rich: Path) -> None:
    app = explorer(rich)
    app.text_input(key="explorer_text").set_value(typed).run()
    app.selectbox(key="explorer_hit").set_value("Official/O3").run()
    assert not app.exception
    assert app.query_params["node"] == "Official/O3"
    assert app.text_input(key="explorer_text").value == ""


def test_a_path_is_looked_for_between_two(rich: Path) -> None:
    app = explorer(rich, node="Official/O1", view="path")
    app.text_input(key="explorer_to_text").set_value("limei").run()
    app.selectbox(key="explorer_to_hit").set_value("Official/O2").run()
    assert not app.exception
    assert app.query_params["to"] == "Official/O2"
    assert "最短路径，3 步" in said(app)
    app = explorer(rich, node="Official/O1", view="path", to="Counterparty/none")
    assert "none" in app.warning[0].value


def test_where_no_path_is_found_it_is_said_what_was_left_out(rich: Path) -> None:
    app = explorer(rich, node="Official/O1", view="path", to="Department/D3")
    assert "可勾选上面的选项再找" in said(app)
    app.checkbox(key="explorer_every").check().run()
    assert not app.exception
    assert app.query_params["every"] == "1"
    assert "在六步以内没有路径" in said(app)
    assert "可勾选上面的选项再找" not in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reach_of_an_official_is_told_in_numbers_and_tables(
    language: Language, rich: Path
) -> None:
    app = explorer(rich, language, node="Official/O1", view="reach")
    text = said(app)
    for kind in ("DECISION", "EXECUTION", "SUPERVISION"):
        assert say(f"drawing.mark_{kind}", language) in text
    powers = app.dataframe[0].value
    assert set(powers.iloc[:, 0]) == {"建筑工程施工许可证核发", "对违法建设的行政处罚"}


def test_reach_is_asked_of_people_only(rich: Path) -> None:
    app = explorer(rich, node="Post/D1-P1", view="reach")
    assert "不是人员" in app.info[0].value
    app = explorer(rich, node="Post/D1-P1")
    assert "reach" not in app.button_group(key="explorer_mode").options


def test_hostile_names_are_text_in_every_way_of_looking(rich: Path) -> None:
    for own in (
        {"node": "Power/W3"},
        {"node": "Department/D3", "pinned": '["Power/W3","Official/O4"]', "hidden": '["Post/x"]'},
        {"node": "Official/O4", "view": "reach"},
        {"node": "Official/O4", "view": "path", "to": "Power/W3"},
    ):
        app = explorer(rich, "zh", **own)
        for element in app.get("html"):
            assert "<img" not in str(element.proto.body)
        for kind in ("markdown", "info", "warning", "success", "error", "title", "subheader"):
            for element in app.get(kind):
                assert HOSTILE not in getattr(element, "value", "")
                assert "![x](" not in getattr(element, "value", "")
