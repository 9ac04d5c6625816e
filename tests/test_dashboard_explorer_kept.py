"""A view of the map as a value: in an address, in a file, on the shelf of one person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as hs

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
from graph.text import LANGUAGES
from queries.views.network import TYPES
from queries.views.nodes import LABELS

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


def test_the_labels_of_the_map_are_those_of_the_schema() -> None:
    assert set(LABELS) == set(SCHEMA.nodes) - {"Meta", "Source", "Change"}
    assert read_list(written_list(LABELS)) == list(LABELS)
