from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ParameterError, QueryError, QueryTimeout, WriteRefused
from graph.store import Statement, Store
from queries import render
from queries.runner import Result, run, run_text
from tests import saved_queries as samples
from tests.engines import engine_store, neo4j_store

__all__ = ["engine_store", "neo4j_store"]

ROWS = Result(
    ("name", "n", "day"),
    (
        {"name": "财政局", "n": 2, "day": date(2026, 6, 30)},
        {"name": "=cmd()", "n": -10, "day": None},
    ),
    {},
)


def write_posts(store: Store) -> None:
    store.write([Statement("UNWIND ['a', 'b', 'c'] AS u CREATE (:Post {uid: u, name: u})")])


def test_a_saved_query_gives_its_columns_in_order(engine_store: Store) -> None:
    write_posts(engine_store)
    result = run(engine_store, samples.question(), {"n": 7})
    assert result.columns == ("uid", "n")
    assert [list(row.items()) for row in result.rows[:1]] == [[("uid", "a"), ("n", 7)]]
    assert result.params["share"] == 0.5
    assert not result.truncated


def test_a_limit_says_that_rows_were_left_out(engine_store: Store) -> None:
    write_posts(engine_store)
    result = run(engine_store, samples.question(), {"n": 7}, limit=2)
    assert [row["uid"] for row in result.rows] == ["a", "b"]
    assert result.truncated
    assert not run(engine_store, samples.question(), {"n": 7}, limit=3).truncated


def test_other_columns_than_declared_are_an_error(engine_store: Store) -> None:
    write_posts(engine_store)
    query = samples.question(**{"$n AS n": "$n AS m"})
    with pytest.raises(QueryError, match="uid, m"):
        run(engine_store, query, {"n": 7})


def test_a_missing_parameter_is_found_before_the_query_is_sent(engine_store: Store) -> None:
    with pytest.raises(ParameterError):
        run(engine_store, samples.question())


def test_ones_own_text_reads(engine_store: Store) -> None:
    write_posts(engine_store)
    text = "MATCH (p:Post) WHERE p.uid > $u RETURN p.uid AS uid ORDER BY uid"
    result = run_text(engine_store, text, {"u": "a"}, limit=1)
    assert (result.columns, result.rows, result.truncated) == (("uid",), ({"uid": "b"},), True)


def test_ones_own_text_never_writes(engine_store: Store) -> None:
    with pytest.raises(WriteRefused):
        run_text(engine_store, "CREATE (p:Post {uid: 'x', name: 'x'}) RETURN p.uid AS uid")
    assert run_text(engine_store, "MATCH (p:Post) RETURN count(p) AS n").rows == ({"n": 0},)


def test_a_query_that_takes_too_long_is_given_up(engine_store: Store) -> None:
    slow = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a, b WHERE a = -b RETURN a"
    with pytest.raises(QueryTimeout):
        run_text(engine_store, slow, timeout=0.2)


def test_a_table_lines_up_where_chinese_is_twice_as_wide() -> None:
    text = render.to_table(ROWS.columns, ROWS.rows, titles={"name": "单位"})
    assert text.splitlines() == [
        "单位      n  day",
        "------  ---  ----------",
        "财政局    2  2026-06-30",
        "=cmd()  -10",
    ]


def test_a_long_cell_is_cut_by_its_width() -> None:
    text = render.to_table(["a"], [{"a": "权力" * 10}, {"a": "short"}], width=7)
    assert text.splitlines()[2] == "权力权…"


def test_a_table_without_rows_is_its_head() -> None:
    assert render.to_table(["a", "b"], []) == "a  b\n-  -"


def test_json_writes_days_as_text() -> None:
    data = json.loads(render.to_json(ROWS))
    assert data[0] == {"name": "财政局", "n": 2, "day": "2026-06-30"}
    assert data[1]["day"] is None


def test_csv_defuses_formulas_but_leaves_numbers() -> None:
    rows = list(csv.reader(io.StringIO(render.to_csv(ROWS.columns, ROWS.rows))))
    assert rows == [
        ["name", "n", "day"],
        ["财政局", "2", "2026-06-30"],
        ["'=cmd()", "-10", ""],
    ]


def test_a_pandas_frame_has_the_columns_even_without_rows() -> None:
    frame = render.to_frame(ROWS, "pandas")
    assert list(frame.columns) == ["name", "n", "day"]
    assert frame["n"].tolist() == [2, -10]
    assert list(render.to_frame(Result(("a",), (), {}), "pandas").columns) == ["a"]


def test_a_polars_frame_has_the_columns_even_without_rows() -> None:
    pytest.importorskip("polars")
    assert render.to_frame(ROWS, "polars")["n"].to_list() == [2, -10]
    assert render.to_frame(Result(("a",), (), {}), "polars").columns == ["a"]


def test_a_frame_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(QueryError, match="polars is not installed"):
        render.to_frame(ROWS, "polars")


@given(st.text())
def test_no_cell_of_a_table_moves_the_cursor_or_turns_text_round(text: str) -> None:
    shown = render.cell(text)
    assert not [c for c in shown if ord(c) < 32 or 127 <= ord(c) < 160]
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    )


@given(st.text())
def test_no_text_in_csv_begins_like_a_formula(text: str) -> None:
    assert not str(render.safe(text)).startswith(("=", "+", "-", "@", "\t", "\r"))
