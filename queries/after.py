"""What portable Cypher cannot say, done to the rows of a query: the same for every engine.

A query's front matter lists steps under `after`; each is one of these, on columns by name:

- `{column: days, days: [accepted_on, until], kind: day_kind}` adds a column with the days after the
  first day up to and including the second; `kind` is WORKING, CALENDAR, or the column that says so.
- `{keep: days, above: allowed}` keeps the rows in which one column is above another.
- `{column: wrong, among: cells, failing: check_digit}` adds a column with the names of those of the
  `[name, value]` pairs in `cells` whose value fails the test (`queries.judging`).
- `{keep_any: [wrong, form]}` keeps the rows in which one of these lists is not empty.
- `{column: candidates, resembling: [subject, subject_name], within: region, unmatched: unmatched}`
  adds a column with the other units that may be this one: name and uid (`queries.resembling`).
- `{drop: cells}` takes away a column that only the steps before needed.

A day or number that is empty makes the result empty, and an empty one is above nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias, get_args

from graph.privacy import names_a_person
from graph.store import Row
from queries.judging import TESTS, Test
from queries.resembling import Unit, candidates
from queries.workdays import DayKind, days_between, is_known

_KINDS: Final[tuple[DayKind, ...]] = get_args(DayKind)


@dataclass(frozen=True, slots=True)
class AddDays:
    """Add `column`: the days from one column's day to another's, of the kind named."""

    column: str
    first: str
    last: str
    kind: str

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows with the column."""
        return [{**row, self.column: self.of(row)} for row in rows]

    def of(self, row: Row) -> int | None:
        """The days in this row."""
        first, last = _day(row[self.first]), _day(row[self.last])
        named = self.kind if self.kind in _KINDS else row[self.kind]
        kind = next((k for k in _KINDS if k == named), None)
        if first is None or last is None or kind is None:
            return None
        return days_between(first, last, kind)

    def estimates(self, row: Row) -> bool:
        """Whether a day lies where only weekdays are known."""
        days = [_day(row[name]) for name in (self.first, self.last)]
        return any(day and not is_known(day) for day in days)

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset({self.first, self.last, self.kind}) - set(_KINDS)


@dataclass(frozen=True, slots=True)
class KeepAbove:
    """Keep the rows in which column `keep` is above column `above`."""

    keep: str
    above: str

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows that are kept."""
        return [row for row in rows if self.holds(row)]

    def holds(self, row: Row) -> bool:
        """Whether this row is kept."""
        value, limit = row[self.keep], row[self.above]
        return value is not None and limit is not None and value > limit

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset({self.keep, self.above})


@dataclass(frozen=True, slots=True)
class AddFailing:
    """Add `column`: the names of the pairs in column `among` whose value fails the test."""

    column: str
    among: str
    failing: Test

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows with the column."""
        fails = TESTS[self.failing]
        return [
            {
                **row,
                self.column: [name for name, value in row[self.among] if value and fails(value)],
            }
            for row in rows
        ]

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset({self.among})


@dataclass(frozen=True, slots=True)
class KeepAny:
    """Keep the rows in which one of these lists is not empty."""

    columns: tuple[str, ...]

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows that are kept."""
        return [row for row in rows if any(row[name] for name in self.columns)]

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset(self.columns)


@dataclass(frozen=True, slots=True)
class AddResembling:
    """Add `column`: the units of other rows that may be this one; see `queries.resembling`."""

    column: str
    uid: str
    name: str
    within: str
    unmatched: str

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows with the column."""
        read = (self.uid, self.name, self.within, self.unmatched)
        units = [Unit(*(row[name] for name in read)) for row in rows]
        found = candidates(units)
        return [{**row, self.column: names} for row, names in zip(rows, found, strict=True)]

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset({self.uid, self.name, self.within, self.unmatched})


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a column away."""

    column: str

    def on(self, rows: list[Row]) -> list[Row]:
        """The rows without the column."""
        return [{name: row[name] for name in row if name != self.column} for row in rows]

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset({self.column})


Step: TypeAlias = AddDays | KeepAbove | AddFailing | KeepAny | AddResembling | Drop


def added(steps: Iterable[Step]) -> frozenset[str]:
    """The columns that the steps add."""
    adding = (AddDays, AddFailing, AddResembling)
    return frozenset(step.column for step in steps if isinstance(step, adding))


def dropped(steps: Iterable[Step]) -> tuple[str, ...]:
    """The columns that the Cypher returns for the steps alone, in the order of the steps."""
    steps = tuple(steps)
    own = added(steps)
    return tuple(s.column for s in steps if isinstance(s, Drop) and s.column not in own)


def apply(steps: Sequence[Step], rows: list[Row]) -> tuple[list[Row], bool]:
    """The rows after all steps, in order, and whether a working day had to be estimated."""
    estimated = False
    for step in steps:
        if isinstance(step, AddDays):
            estimated = estimated or any(step.estimates(row) for row in rows)
        rows = step.on(rows)
    return rows, estimated


def masked(rows: Iterable[Row]) -> list[Row]:
    """The rows without numbers that name a person; `…#n` in their place, n being the row's place.

    >>> masked([{"subject": "O1", "evidence": ["Official/13912345678"]}])
    [{'subject': 'O1', 'evidence': ['Official/…#1']}]
    """
    return [
        {name: _masked(value, at) for name, value in row.items()} for at, row in enumerate(rows, 1)
    ]


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _masked(value: Any, at: int) -> Any:
    if isinstance(value, list):
        return [_masked(one, at) for one in value]
    if not isinstance(value, str) or not names_a_person(value):
        return value
    label, slash, _ = value.partition("/")
    return f"{label}/…#{at}" if slash and not names_a_person(label) else f"…#{at}"
