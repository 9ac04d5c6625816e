"""What portable Cypher cannot say, done to the rows of a query: the same for every engine.

A query's front matter lists steps under `after`; each is one of these two, on columns by name:

- `{column: days, days: [accepted_on, until], kind: day_kind}` adds a column with the days after the
  first day up to and including the second; `kind` is WORKING, CALENDAR, or the column that says so.
- `{keep: days, above: allowed}` keeps the rows in which one column is above another.

A day or number that is empty makes the result empty, and an empty one is above nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias, get_args

from graph.store import Row
from queries.workdays import DayKind, days_between, is_known

_KINDS: Final[tuple[DayKind, ...]] = get_args(DayKind)


@dataclass(frozen=True, slots=True)
class AddDays:
    """Add `column`: the days from one column's day to another's, of the kind named."""

    column: str
    first: str
    last: str
    kind: str

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

    def holds(self, row: Row) -> bool:
        """Whether this row is kept."""
        value, limit = row[self.keep], row[self.above]
        return value is not None and limit is not None and value > limit

    @property
    def reads(self) -> frozenset[str]:
        """The columns it needs."""
        return frozenset({self.keep, self.above})


Step: TypeAlias = AddDays | KeepAbove


def added(steps: Iterable[Step]) -> frozenset[str]:
    """The columns that the steps add."""
    return frozenset(step.column for step in steps if isinstance(step, AddDays))


def apply(steps: Sequence[Step], rows: list[Row]) -> tuple[list[Row], bool]:
    """The rows after all steps, in order, and whether a working day had to be estimated."""
    estimated = False
    for step in steps:
        if isinstance(step, AddDays):
            estimated = estimated or any(step.estimates(row) for row in rows)
            rows = [{**row, step.column: step.of(row)} for row in rows]
        else:
            rows = [row for row in rows if step.holds(row)]
    return rows, estimated


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
