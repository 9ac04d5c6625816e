"""The map as a page: steps and the way back, lists, what is kept and sent, and what is refused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as hs
from streamlit.testing.v1 import AppTest

from dashboard.links import parse
from dashboard.views.exploring import (
    MOST,
    View,
    from_file,
    listed,
    read_list,
    to_file,
    written_list,
)
from dashboard.views.kept_views import MOST as MOST_KEPT
from dashboard.views.kept_views import Shelf, beside
from graph.errors import ViewError
from graph.schema import SCHEMA
from graph.text import LANGUAGES, Language, say
from queries.views.network import TYPES
from queries.views.nodes import LABELS
from tests.test_dashboard_graphs import HOSTILE, RICH, build
from tests.test_dashboard_pages import page, said


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("explorer") / "rich.db", RICH)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("POWERGRAPH_GRAPH", "")
    monkeypatch.setenv("POWERGRAPH_WHO", "inspector")
    for name in ("POWERGRAPH_LANG", "POWERGRAPH_DATABASE", "POWERGRAPH_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


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


# The view as one value

refs = hs.builds(
    "{}/{}".format,
    hs.sampled_from(LABELS),
    hs.text(hs.characters(categories=["L", "N", "P"]), min_size=1, max_size=9),
)  # fmt: skip
views = hs.builds(
    View,
    node=hs.none() | refs,
    mode=hs.sampled_from(["around", "path", "reach"]),
    to=hs.none(),
    depth=hs.sampled_from([1, 2]),
    every=hs.booleans(),
    labels=hs.lists(hs.sampled_from(LABELS), max_size=5, unique=True).map(tuple),
    types=hs.lists(hs.sampled_from(TYPES), max_size=5, unique=True).map(tuple),
    opened=hs.lists(refs, max_size=4, unique=True).map(tuple),
    pinned=hs.lists(refs, max_size=4, unique=True).map(tuple),
    hidden=hs.lists(refs, max_size=4, unique=True).map(tuple),
)


@given(views)
def test_a_view_comes_back_from_its_address(view: View) -> None:
    address = parse({"page": "explorer", **view.params()}, "overview")
    assert View.of(address.own) == view


@given(views, refs)
def test_a_step_taken_back_by_its_opposite_leaves_nothing(view: View, ref: str) -> None:
    assert ref not in view.pin(ref).unpin(ref).pinned
    assert ref not in view.hide(ref).show(ref).hidden
    assert ref not in view.open(ref).close(ref).opened
    hidden = view.pin(ref).open(ref).hide(ref)
    assert ref in hidden.hidden
    assert ref not in (*hidden.pinned, *hidden.opened)
    assert ref not in hidden.pin(ref).hidden


def test_a_list_never_grows_beyond_what_can_be_sent() -> None:
    view = View()
    for i in range(MOST + 5):
        view = view.pin(f"Post/{i}")
    assert len(view.pinned) == MOST
    assert view.pinned[-1] == f"Post/{MOST + 4}"
    assert listed(lambda _: True)(written_list(view.pinned))


@pytest.mark.parametrize(
    "text",
    ["", "[", "{}", "[1]", "[[\"Post/a\"]]", "null", "[" * 100_000, json.dumps(["Nothing/x"]),
     json.dumps(["Post/a"] * 2 + [7]), json.dumps([f"Post/{i}" for i in range(MOST + 1)]),
     json.dumps(["Post/a\u202e"]), "[]"],
)  # fmt: skip
def test_a_list_of_another_shape_is_left_out(text: str) -> None:
    assert "pinned" not in parse({"pinned": text}, "explorer").own


@given(hs.binary(max_size=200) | hs.text(max_size=200).map(str.encode))
def test_any_file_is_read_as_a_view_or_refused(data: bytes) -> None:
    found = from_file(data)
    assert found is None or isinstance(found[0], str)


@settings(max_examples=50)
@given(hs.recursive(
    hs.none() | hs.booleans() | hs.integers() | hs.text(max_size=10),
    lambda inner: (
        hs.lists(inner, max_size=3) | hs.dictionaries(hs.text(max_size=9), inner, max_size=3)
    ),
))  # fmt: skip
def test_a_file_that_only_looks_like_a_view_gives_texts_or_nothing(value: object) -> None:
    data = json.dumps({"kind": "powergraph-view", "version": 1, "name": "x", "address": value})
    found = from_file(data.encode())
    assert (found is not None) == isinstance(value, dict)
    if found:
        assert all(isinstance(v, str) for v in found[1].values())


def test_a_view_file_holds_references_and_settings_only() -> None:
    view = View(node="Post/D1-P1", depth=2, pinned=("Official/O1",))
    name, address = from_file(to_file("局长", view.params()).encode()) or ("", {})
    assert name == "局长"
    assert View.of(parse({"page": "explorer", **address}, "overview").own) == view
    deep = ("[" * 90_000).encode()
    assert from_file(deep) is None


# Kept views


def test_views_are_kept_renamed_and_dropped_each_for_its_own_person(tmp_path: Path) -> None:
    path = beside(tmp_path / "county.db.findings.db")
    mine, theirs = Shelf(path, "a"), Shelf(path, "b")
    assert mine.all() == []
    assert not path.exists()
    mine.keep("  一\n号  ", {"node": "Post/x"})
    assert [(k.name, dict(k.address)) for k in mine.all()] == [("一 号", {"node": "Post/x"})]
    assert theirs.all() == []
    mine.keep("一 号", {"node": "Post/y"})
    mine.keep("二号", {"node": "Post/z"})
    assert [dict(k.address)["node"] for k in mine.all()] == ["Post/y", "Post/z"]
    with pytest.raises(ViewError):
        mine.rename("一 号", "二号")
    mine.rename("一 号", "三号")
    theirs.drop("三号")
    assert [k.name for k in mine.all()] == ["三号", "二号"]
    mine.drop("三号")
    assert [k.name for k in mine.all()] == ["二号"]


@pytest.mark.parametrize("name", ["", "  \n", "\u202e", "找 13912345678"])
def test_a_name_that_says_nothing_or_names_a_person_by_number_is_refused(
    name: str, tmp_path: Path
) -> None:
    shelf = Shelf(tmp_path / "x.views.db", "a")
    with pytest.raises(ViewError) as caught:
        shelf.keep(name, {})
    assert "13912345678" not in str(caught.value)
    assert shelf.all() == []


def test_the_shelf_is_full_one_day(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "x.views.db", "a")
    for i in range(MOST_KEPT):
        shelf.keep(f"v{i}", {})
    with pytest.raises(ViewError):
        shelf.keep("one more", {})
    shelf.keep("v0", {"node": "Post/x"})
    assert len(shelf.all()) == MOST_KEPT


def test_a_file_that_is_no_shelf_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.views.db"
    path.write_text("not a database, but long enough to be looked at as one" * 20)
    for language in LANGUAGES:
        with pytest.raises(ViewError) as caught:
            Shelf(path, "a").all()
        assert str(path) in caught.value.render(language)


def test_a_view_that_somebody_broke_in_the_file_opens_nothing(rich: Path) -> None:
    path = beside(rich.with_name("rich.db.findings.db"))
    shelf = Shelf(path, "inspector")
    shelf.keep("broken", {"node": "Nothing/x", "as_of": "soon", "page": "../x"})
    app = explorer(rich, node="Post/D1-P1")
    press(app, "explorer_kept_open")
    assert "node" not in app.query_params
    path.unlink()


# The page


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


def test_the_labels_of_the_map_are_those_of_the_schema() -> None:
    assert set(LABELS) == set(SCHEMA.nodes) - {"Meta", "Source", "Change"}
    assert read_list(written_list(LABELS)) == list(LABELS)
