"""Days between days, and steps on the rows of a query."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryFileError
from queries.after import AddDays, KeepAbove, added, apply, dropped
from queries.front_reader import Reader, read_after
from queries.workdays import days_between, is_known

DAYS = st.dates(date(2003, 1, 1), date(2028, 12, 31))


def test_a_make_up_saturday_works_and_a_national_holiday_does_not() -> None:
    # State Council notice for 2026: 14 February (Saturday) is worked for the Spring Festival.
    assert days_between(date(2026, 2, 13), date(2026, 2, 14), "WORKING") == 1
    assert days_between(date(2026, 9, 30), date(2026, 10, 7), "WORKING") == 0


def test_past_the_known_years_monday_to_friday_count_and_it_is_said() -> None:
    assert not is_known(date(2099, 1, 1))
    assert days_between(date(2099, 1, 4), date(2099, 1, 11), "WORKING") == 5
    step = AddDays("days", "a", "b", "WORKING")
    assert apply([step], [{"a": date(2099, 1, 4), "b": date(2099, 1, 5)}])[1]


@settings(deadline=None)  # the first call reads the calendar
@given(DAYS, DAYS, DAYS)
def test_days_add_up(a: date, b: date, c: date) -> None:
    for kind in ("WORKING", "CALENDAR"):
        assert days_between(a, b, kind) + days_between(b, c, kind) == days_between(a, c, kind)


@settings(deadline=None)
@given(DAYS, st.integers(0, 400))
def test_working_days_are_counted_one_by_one(first: date, length: int) -> None:
    from chinese_calendar import is_workday

    days = [first + timedelta(days=n) for n in range(1, length + 1)]
    expected = sum(is_workday(d) if is_known(d) else d.weekday() < 5 for d in days)
    assert days_between(first, first + timedelta(days=length), "WORKING") == expected


def test_rows_are_kept_above_their_own_limit_and_dropped_at_it() -> None:
    rows: list[dict[str, object]] = [
        {"from": date(2026, 6, 1), "to": date(2026, 6, 11), "limit": 9, "kind": "CALENDAR"},
        {"from": date(2026, 6, 1), "to": date(2026, 6, 11), "limit": 10, "kind": "CALENDAR"},
        {"from": date(2026, 6, 1), "to": None, "limit": 1, "kind": "CALENDAR"},
        {"from": date(2026, 6, 1), "to": date(2026, 6, 11), "limit": 7, "kind": "WORKING"},
    ]
    steps = (AddDays("days", "from", "to", "kind"), KeepAbove("days", "limit"))
    kept, estimated = apply(steps, rows)
    assert [(r["limit"], r["days"]) for r in kept] == [(9, 10), (7, 8)]
    assert not estimated
    assert added(steps) == {"days"}


def test_cells_that_fail_are_named_and_what_only_the_steps_need_is_dropped() -> None:
    steps = read_after(
        Reader("x.cypher"),
        [
            {"column": "wrong", "among": "cells", "failing": "region"},
            {"keep_any": ["wrong", "also"]},
            {"drop": "cells"},
        ],
        ("wrong", "also"),
    )
    cells = [["one", "511602"], ["two", "990101"], ["three", None], ["four", ""]]
    rows: list[dict[str, object]] = [
        {"cells": cells, "also": []},
        {"cells": cells[:1], "also": ["x"]},
        {"cells": cells[2:], "also": []},
    ]
    assert apply(steps, rows)[0] == [
        {"also": [], "wrong": ["two"]},
        {"also": ["x"], "wrong": []},
    ]
    assert dropped(steps) == ("cells",)


@pytest.mark.parametrize(
    "value",
    [
        [],
        [{"column": "days", "days": ["a"], "kind": "WORKING"}],
        [{"column": "days", "days": ["a", "gone"], "kind": "WORKING"}],
        [{"column": "gone", "days": ["a", "b"], "kind": "WORKING"}],
        [{"keep": "days", "above": "gone"}],
        [{"keep": "days", "above": "a", "more": 1}],
        [{"column": "days", "days": ["a", "b"], "kind": "gone"}],
        [{"column": "a", "among": "b", "failing": "gone"}],
        [{"column": "a", "among": "gone", "failing": "region"}],
        [{"keep_any": ["gone"]}],
        [{"keep_any": "a"}],
        [{"drop": "a"}],
        [{"column": "a", "resembling": ["a"], "within": "b", "unmatched": "days"}],
        [{"column": "a", "resembling": ["a", "b"], "within": "b"}],
    ],
)
def test_a_step_that_names_what_is_not_there_is_refused(value: object) -> None:
    with pytest.raises(QueryFileError, match="after"):
        read_after(Reader("x.cypher"), value, ("a", "b", "days"))
