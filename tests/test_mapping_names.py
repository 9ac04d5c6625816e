"""Names: taken where exactly one node has them, else told with candidates; and uids of people."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import Problem, SourceError
from graph.privacy import names_a_person
from graph.store import Store
from loaders.load import load
from loaders.names import NameBook, plain, teach
from loaders.rows import RawRow
from loaders.uids import person_uid, stable_uid
from tests.engines import engine_store, neo4j_store  # noqa: F401 - fixtures
from tests.loading import NOON
from tests.typed_tables import OwnReader

UNITS = {
    "departments": [
        {"uid": "D1", "name": "广安区财政局（本级）", "kind": "DISTRICT_DEPT"},
        {"uid": "D2", "name": "民政局", "kind": "DISTRICT_DEPT"},
    ],
    "posts": [
        {"uid": "P1", "name": "局长", "department": "D1"},
        {"uid": "P2", "name": "局长", "department": "D2"},
        {"uid": "P3", "name": "副局长", "department": "D1"},
    ],
    "officials": [
        {"uid": "O1", "name": "张伟"},
        {"uid": "O2", "name": "张伟", "birth_month": "1980-01"},
        {"uid": "O3", "name": "李四"},
    ],
    "appointments": [
        {"official": "O1", "post": "P1", "valid_from": "2020-01-01"},
        {"official": "O2", "post": "P3", "valid_from": "2020-01-01"},
        {"official": "O3", "post": "P2", "valid_from": "2020-01-01"},
    ],
    "powers": [
        {"uid": "W1", "name": "许可", "power_type": "01", "department": "D1", "impl_code": "A-1"}
    ],
}


def book() -> NameBook:
    names = NameBook()
    for raw in OwnReader(UNITS).rows([]):
        names.learn(raw)
    return names


@pytest.mark.parametrize(
    ("label", "name", "within", "uid"),
    [
        ("Department", "广安区财政局(本级)", "", "D1"),
        ("Department", " 广安区 财政局【本级】 ", "", "D1"),
        ("Department", "D2", "", "D2"),
        ("Post", "局长", "D1", "P1"),
        ("Post", "局长", "D2", "P2"),
        ("Official", "李四", "D2", "O3"),
        ("Power", "a-1", "", "W1"),
    ],
)
def test_a_name_that_one_node_has_is_that_node(
    label: str, name: str, within: str, uid: str
) -> None:
    assert book().find(label, name, within).uid == uid


@pytest.mark.parametrize(
    ("label", "name", "within", "candidates"),
    [
        ("Department", "财政局（本级）", "", ["广安区财政局（本级）（D1）"]),
        ("Department", "县民政局", "", ["民政局（D2）"]),
        ("Post", "局长", "", ["局长（广安区财政局（本级），P1）", "局长（民政局，P2）"]),
        ("Official", "张伟", "D1", ["张伟（局长，O1）", "张伟（副局长，O2）"]),
        ("Official", "李四", "D1", ["李四（局长，O3）"]),
        ("Department", "完全不同", "", []),
    ],
)
def test_none_or_several_are_told_and_nothing_is_taken(
    label: str, name: str, within: str, candidates: list[str]
) -> None:
    found = book().find(label, name, within)
    assert (found.uid, [*found.candidates][: len(candidates)]) == ("", candidates)
    assert len(found.candidates) <= 5


def test_a_month_of_birth_tells_two_of_one_name_apart() -> None:
    names = book()
    assert names.person("张伟", "D1", "1980-01").uid == "O2"
    assert names.person("张伟", "D1", "1999-09").uid == "O1"  # the one whose month is not known
    assert len(names.person("张伟", "D1").candidates) == 2
    assert names.person("王五", "D1") == names.person("李四", "D1")  # nobody of that name there


def test_the_graph_is_asked_as_the_files_are(engine_store: Store) -> None:  # noqa: F811
    load(engine_store, [OwnReader(UNITS)], now=NOON)
    from_graph, from_files = NameBook(engine_store), book()
    for label in ("Department", "Post", "Official", "Power"):
        for within in ("", "D1", "D2"):
            assert from_graph.inside(label, within) == from_files.inside(label, within)
    assert from_graph.find("Power", "A-1", "D1").uid == "W1"
    assert from_graph.person("张伟", "D1", "1980-01").uid == "O2"


def test_who_left_a_unit_is_no_longer_found_in_it(engine_store: Store) -> None:  # noqa: F811
    gone = [UNITS["appointments"][2] | {"valid_to": "2021-01-01"}]
    load(engine_store, [OwnReader(UNITS | {"appointments": gone})], now=NOON)
    assert NameBook(engine_store).find("Official", "李四", "D2").uid == ""


def test_a_name_with_a_number_of_a_person_is_no_candidate() -> None:
    names = NameBook()
    rows = {"departments": [{"uid": "D1", "name": "财政局 13912345678", "kind": "TOWN"}]}
    for raw in OwnReader(rows).rows([]):
        names.learn(raw)
    assert names.find("Department", "财政局").candidates == ()


def test_nothing_is_read_twice_where_no_reader_asks() -> None:
    class Once(OwnReader):
        def rows(self, _: list[Problem]) -> Iterator[RawRow]:
            raise AssertionError("read")

    teach(None, [Once({})])


@given(st.text(min_size=1, max_size=20))
def test_width_case_and_space_do_not_count(name: str) -> None:
    assert plain(name) == plain(f" {name}\u3000".upper().lower()) or "\u0130" in name.upper()


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4), st.text(max_size=20))
def test_a_made_uid_is_short_steady_and_names_nobody(parts: list[str], within: str) -> None:
    uid = stable_uid(within, *parts)
    assert uid == stable_uid(within, *parts)
    assert re.fullmatch("[a-p]{12}", uid.removeprefix(f"{within}/"))
    assert names_a_person(uid) == names_a_person(within)


@given(st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_a_persons_uid_needs_the_secret(name: str, unit: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POWERGRAPH_SECRET", "first secret of a test")
        one = person_uid(name, unit)
        assert one == person_uid(name, unit) != person_uid(name, f"{unit}x")
        patch.setenv("POWERGRAPH_SECRET", "other secret of a test")
        assert person_uid(name, unit) != one
    assert re.fullmatch("person-[a-p]{24}", one)


def test_the_secret_is_made_once_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POWERGRAPH_SECRET", raising=False)
    monkeypatch.setenv("POWERGRAPH_SECRET_FILE", str(tmp_path / "new" / "secret"))
    one = person_uid("张三", "D1")
    file = tmp_path / "new" / "secret"
    assert len(file.read_text(encoding="utf-8")) == 64
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert person_uid("张三", "D1") == one


def test_a_secret_that_is_too_short_is_refused_without_showing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POWERGRAPH_SECRET", "hunter2")
    with pytest.raises(SourceError) as error:
        person_uid("张三", "D1")
    assert "hunter2" not in str(error.value)
