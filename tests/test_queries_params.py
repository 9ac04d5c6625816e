from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ParameterError
from graph.store import Statement, Store
from queries.params import assignments, complete, fits, from_text
from tests import saved_queries as samples
from tests.engines import engine_store, neo4j_store

__all__ = ["engine_store", "neo4j_store"]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("n", "-3", -3),
        ("share", "0.25", 0.25),
        ("share", "1", 1.0),
        ("only", "是", True),
        ("only", "FALSE", False),
        ("word", "a,b", "a,b"),
        ("word", "", None),
        ("kinds", "A, B", ["A", "B"]),
        ("kinds", "甲，乙", ["甲", "乙"]),
        ("kinds", "", []),
        ("years", "2024,2025", [2024, 2025]),
        ("pairs", "A+B,C+D", [["A", "B"], ["C", "D"]]),
    ],
)
def test_text_of_a_command_line_becomes_a_value(name: str, text: str, value: Any) -> None:
    read = from_text(samples.question(), name, text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("n", "1.5"),
        ("n", ""),
        ("n", "1_000"),
        ("share", "nan"),
        ("share", "inf"),
        ("share", "half"),
        ("only", "maybe"),
        ("kinds", "A,,B"),
        ("years", "2024,x"),
        ("pairs", "A"),
        ("pairs", "A+B+C"),
        ("pairs", "A+"),
    ],
)
def test_text_of_another_type_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        from_text(samples.question(), name, text)
    assert f"posts-by-name: the parameter {name} is" in str(caught.value)
    assert f"参数 {name} 的值是" in caught.value.render("zh")


def test_a_day_is_read_as_iso_only() -> None:
    assert from_text(samples.rule(), "as_of", "2026-06-30") == date(2026, 6, 30)
    with pytest.raises(ParameterError, match="a day such as 2026-06-30"):
        from_text(samples.rule(), "as_of", "30.6.2026")


def test_an_unknown_parameter_names_those_that_there_are() -> None:
    with pytest.raises(ParameterError, match="It has: as_of, from, levels"):
        assignments(samples.rule(), {"asof": "2026-06-30"})


def test_defaults_fill_in_what_is_not_given() -> None:
    values = complete(samples.rule(), {"as_of": date(2026, 6, 30)}, None)
    assert values == {"as_of": date(2026, 6, 30), "from": None, "levels": ["HIGH"]}


def test_python_values_may_be_iso_text_and_tuples() -> None:
    assert complete(samples.rule(), {"as_of": "2026-06-30", "levels": ("LOW",)}, None) == {
        "as_of": date(2026, 6, 30),
        "from": None,
        "levels": ["LOW"],
    }
    values = complete(samples.question(), {"n": 1, "pairs": (("A", "B"),)}, None)
    assert values["pairs"] == [["A", "B"]]


def test_a_missing_parameter_is_named_with_its_type() -> None:
    with pytest.raises(ParameterError) as caught:
        complete(samples.question(), {}, None)
    assert str(caught.value) == "posts-by-name: the parameter n is missing; give a whole number."
    assert caught.value.render("zh") == "posts-by-name：缺少参数 n，应给出整数。"


@pytest.mark.parametrize("value", [None, "soon", 5, datetime(2026, 6, 30)])
def test_a_value_that_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(ParameterError):
        complete(samples.rule(), {"as_of": value}, None)


def test_null_is_refused_where_it_is_not_the_default() -> None:
    with pytest.raises(ParameterError, match="levels"):
        complete(samples.rule(), {"as_of": date(2026, 6, 30), "levels": None}, None)


def test_the_day_to_look_at_is_the_graphs_then_today(engine_store: Store) -> None:
    assert complete(samples.rule(), {}, engine_store)["as_of"] == date.today()
    meta = "CREATE (:Meta {uid: 'graph', name: 'graph', schema_version: 1, as_of: $day})"
    engine_store.write([Statement(meta, {"day": date(2024, 2, 29)})])
    assert complete(samples.rule(), {}, engine_store)["as_of"] == date(2024, 2, 29)


@given(st.lists(st.integers()))
def test_whole_numbers_survive_the_command_line(numbers: list[int]) -> None:
    text = ",".join(map(str, numbers))
    assert from_text(samples.question(), "years", text) == numbers


@given(st.booleans())
def test_a_truth_value_is_never_a_number(value: bool) -> None:
    assert not fits(value, "int")
    assert not fits(value, "float")
    assert fits(value, "bool")
