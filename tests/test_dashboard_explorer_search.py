"""Looking for a node: by name, by pinyin however it is typed, by uid; never through all cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store import Row, Store, open_graph
from queries.lint import lint_text
from queries.views import names
from queries.views.names import INDEXED, Names, by_uid, find, readings, within
from queries.views.nodes import Hit
from tests.test_dashboard_graphs import RICH, build

SOME = "重庆吕曾单张建国李梅王强行政许可审批长乐音a1·"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The rich graph."""
    with open_graph(build(tmp_path_factory.mktemp("search") / "rich.db", RICH)) as opened:
        yield opened


def called(*given: str) -> Names:
    """An index of posts with these names."""
    hits = tuple(Hit("Post", f"p{i}", name) for i, name in enumerate(given))
    return Names(hits, tuple(name.casefold() for name in given), frozenset("".join(given)))


def found(known: Names, text: str, *labels: str) -> list[str]:
    return [hit.name for hit in find(known, text, labels)]


@pytest.mark.parametrize("name", names.statements())
def test_what_asks_for_names_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(names.statements()[name])] == []


@pytest.mark.parametrize(
    "typed",
    ["张建国", "建国", "zjg", "ZJG", "zhangjianguo", "zhang jian guo", "zhangjg", "zjianguo",
     "zhjg", "jianguo", "zhangjia", "jg"],
)  # fmt: skip
def test_a_person_is_found_however_the_name_is_typed(typed: str) -> None:
    assert found(called("张建国", "李梅"), typed) == ["张建国"]


@pytest.mark.parametrize("typed", ["zjx", "zhangguo", "gjz", "zhangjianguox", "z", "hang"])
def test_what_is_not_its_name_does_not_find_it(typed: str) -> None:
    assert found(called("张建国", "李梅"), typed) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("曾志伟", "zeng"), ("曾志伟", "ceng"), ("重庆", "chongqing"), ("重庆", "zq"),
        ("单县", "shanxian"), ("单县", "danxian"), ("吕梁", "lvliang"), ("吕梁", "luliang"),
        ("吕梁", "lyuliang"), ("行政审批股", "xzsp"), ("行政审批股", "hangzheng"),
    ],
)  # fmt: skip
def test_a_character_with_several_readings_is_found_by_each(name: str, typed: str) -> None:
    assert found(called(name, "无关"), typed) == [name]


def spellings(name: str) -> set[str]:
    """All ways to type the whole of a name, one after the other."""
    parts = []
    for character in name:
        options: set[str] = set()
        for reading in readings(character):
            options |= {reading, reading[0]}
            if reading[:2] in ("zh", "ch", "sh"):
                options.add(reading[:2])
        parts.append(options)
    return {"".join(way) for way in product(*parts)}


def by_hand(name: str, typed: str) -> bool:
    """Can some part of the name be typed so, its last character perhaps in part?"""
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            for head in spellings(name[start : end - 1]):
                rest = typed[len(head) :]
                if not typed.startswith(head) or not rest:
                    continue
                last = spellings(name[end - 1])
                if any(r.startswith(rest) for r in last):
                    return True
    return False


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.text(st.sampled_from(SOME), min_size=1, max_size=5))
def test_pinyin_finds_what_trying_every_spelling_finds(data: st.DataObject, name: str) -> None:
    ways = sorted(spellings(name))
    way = data.draw(st.sampled_from(ways))
    start = data.draw(st.integers(0, max(0, len(way) - 2)))
    stop = data.draw(st.integers(start + 2, max(start + 2, len(way))))
    typed = way[start:stop] + data.draw(st.sampled_from(["", "", "x", "g"]))
    letters = typed.isascii() and typed.isalnum() and not typed.isdigit() and len(typed) > 1
    expected = typed in name or (letters and by_hand(name, typed)) or typed in "p0"
    assert bool(found(called(name), typed)) == expected


def test_the_name_itself_comes_first_and_then_what_begins_with_it() -> None:
    known = called("县财政局预算股", "财政局办公室", "财政局", "采招局")
    assert found(known, "财政局") == ["财政局", "财政局办公室", "县财政局预算股"]
    assert found(known, "czj")[:2] == ["财政局", "采招局"]


def test_a_search_finds_by_name_and_by_uid(store: Store) -> None:
    known = names.names(store)
    assert find(known, "W1")[0].ref == "Power/W1"
    assert find(known, "w1")[0].ref == "Power/W1"
    assert "Power/W1" in {hit.ref for hit in find(known, "施工许可")}
    assert "Power/W1" in {hit.ref for hit in find(known, "sgxk")}
    assert find(known, "  ") == ()
    assert find(known, "王强", ("Post",)) == ()


def test_a_case_is_found_by_its_whole_uid_or_among_cases(store: Store) -> None:
    assert [hit.ref for hit in by_uid(store, "A1")] == ["CaseFile/A1"]
    assert by_uid(store, "A") == ()
    assert {hit.ref for hit in within(store, "a", ("CaseFile",))} == {"CaseFile/A1", "CaseFile/A2"}
    assert within(store, "A1", ("Power",)) == ()


class Counting:
    """A store that counts the rows it gives."""

    def __init__(self, store: Store) -> None:
        self.store, self.rows = store, 0

    def read(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        rows = self.store.read(cypher, params)
        self.rows += len(rows)
        assert "CaseFile)" not in cypher
        assert "CaseEvent)" not in cypher
        return rows


def test_searching_reads_no_cases(store: Store) -> None:
    counting: Any = Counting(store)
    known = names.names(counting)
    assert counting.rows == len(known.hits)
    assert {hit.label for hit in known.hits} <= set(INDEXED)
    by_uid(counting, "A1")
    assert counting.rows == len(known.hits) + 1
