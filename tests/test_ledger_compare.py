"""Two runs side by side: new, still there, gone, came back, and what one of them did not judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.errors import LedgerError
from powergraph.ledger import Change, Ledger, compare, record
from queries.findings import Finding
from tests.ledgers import RULE, Clock, finding, ledger, result

A, B, C = finding("A"), finding("B"), finding("C")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with ledger(tmp_path, clock) as opened:
        yield opened


def runs(book: Ledger, *found: Sequence[Finding]) -> None:
    for findings in found:
        record(book, result(findings), who="check")


def changes(book: Ledger, earlier: str = "1", later: str = "2") -> dict[str, Change]:
    compared = compare(book, book.run(earlier), book.run(later))
    return {c.life.subject: c.change for c in compared}


def test_new_still_there_and_gone(book: Ledger) -> None:
    runs(book, [A, B], [B, C])
    assert changes(book) == {"A": "gone", "B": "still_there", "C": "new"}


def test_what_was_gone_in_between_came_back(book: Ledger) -> None:
    runs(book, [A, B], [B], [A, B])
    assert changes(book, "1", "3") == {"A": "came_back", "B": "still_there"}
    assert changes(book, "2", "3") == {"A": "came_back", "B": "still_there"}
    runs(book, [A, B])
    assert changes(book, "3", "4") == {"A": "still_there", "B": "still_there"}


def test_what_was_closed_as_rectified_and_is_found_again_came_back(book: Ledger) -> None:
    runs(book, [A, B])
    book.close(A.id, "rectified", who="a")
    book.close(B.id, "dismissed", who="a")
    runs(book, [A, B])
    assert changes(book) == {"A": "came_back", "B": "still_there"}
    runs(book, [A, B])
    assert changes(book, "2", "3") == {"A": "still_there", "B": "still_there"}


def test_what_came_and_went_between_two_runs_is_in_neither(book: Ledger) -> None:
    runs(book, [A], [A, B], [A])
    assert changes(book, "1", "3") == {"A": "still_there"}


@pytest.mark.parametrize(
    ("options", "narrowed"),
    [
        ({"rules": ("SOD-002",)}, {}),
        ({"status": "failed"}, {}),
        ({"status": "no_data"}, {}),
        ({"silent": ("D1",)}, {}),
        ({}, {"unit": "D2"}),
    ],
)
def test_a_run_that_could_not_find_it_does_not_say_that_it_is_gone(
    book: Ledger, options: dict[str, Any], narrowed: dict[str, Any]
) -> None:
    runs(book, [A])
    record(book, result([], **options), who="check", **narrowed)
    runs(book, [A])
    assert changes(book, "1", "2") == {"A": "not_judged"}
    assert changes(book, "2", "3") == {"A": "not_judged"}
    assert changes(book, "1", "3") == {"A": "still_there"}


def test_a_run_narrowed_to_grave_findings_says_nothing_about_the_others(book: Ledger) -> None:
    low = finding("L", severity="low")
    runs(book, [A, low])
    record(book, result([]), who="check", min_severity="medium")
    assert changes(book) == {"A": "gone", "L": "not_judged"}


def test_runs_are_named_by_number_or_by_day(book: Ledger, clock: Clock) -> None:
    runs(book, [A])
    clock.pass_days(1)
    runs(book, [A], [B])
    assert [book.run(w).number for w in ("1", "2026-06-30", "2026-07-01", "2027-01-01")] == [
        1, 1, 3, 3,
    ]  # fmt: skip
    for wrong in ("9", "2026-06-29", "yesterday", "-1", "²", ""):
        with pytest.raises(LedgerError):
            book.run(wrong)


def test_a_run_keeps_what_it_looked_at_and_where_values_came_from(book: Ledger) -> None:
    runs(book, [A])
    [run] = book.runs()
    assert (run.who, run.fingerprint, run.rules[RULE].status) == ("check", "f" * 32, "ran")
    assert run.parameters == {RULE: {"as_of": ["2026-06-30", "graph", ""]}}
    assert book.found_in(1) == {A.id}
