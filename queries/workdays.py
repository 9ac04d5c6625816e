"""Days between two days: calendar days, or working days after the State Council's calendar.

The calendar with its holidays and make-up days comes from the package `chinesecalendar`, which is
renewed each November for the next year. Outside the years it knows, Monday to Friday count.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, TypeAlias

DayKind: TypeAlias = Literal["WORKING", "CALENDAR"]

_WEEKEND: Final = 5


def days_between(first: date, last: date, kind: DayKind) -> int:
    """The days after `first` up to and including `last`; negative where `last` is earlier.

    >>> days_between(date(2026, 6, 26), date(2026, 6, 29), "CALENDAR")
    3
    >>> days_between(date(2026, 6, 26), date(2026, 6, 29), "WORKING")
    1
    """
    if kind == "CALENDAR":
        return (last - first).days
    if last < first:
        return -days_between(last, first, kind)
    total = 0
    for year in range(first.year, last.year + 1):
        days = _working_days(year)
        total += bisect_right(days, last) - bisect_right(days, first)
    return total


def is_known(day: date) -> bool:
    """Whether the State Council's calendar of that day's year is known, not only its weekdays."""
    return day.year in _known_years()


@cache
def _working_days(year: int) -> list[date]:
    from chinese_calendar import is_workday

    day, days = date(year, 1, 1), []
    works = is_workday if year in _known_years() else lambda d: d.weekday() < _WEEKEND
    while day.year == year:
        if works(day):
            days.append(day)
        day += timedelta(days=1)
    return days


@cache
def _known_years() -> range:
    from chinese_calendar.constants import holidays

    years = [day.year for day in holidays]
    return range(min(years), max(years) + 1)
