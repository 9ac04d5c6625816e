"""How long a case may take, as the rules count it: PRC-006 for licences, PRC-007 for penalties.

A case of another type has the days that its power has on record, or no limit at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from graph.store import Row
from queries.settings import LocalSettings, effective
from queries.workdays import DayKind, days_between

Card: TypeAlias = Literal["red", "yellow"]

LICENCES, PENALTIES, RESTING = "PRC-006", "PRC-007", "PRC-012"
LICENCE, PENALTY = "01", "02"
LEAST_SHARE: Final = 50  # per cent of the limit: the lowest line that a reader may draw


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules set, in days: the limit of a licence where none is on record, the longest
    extension of one, the limit of a penalty, and after how long without a case a power rests."""

    licence: int
    extension: int
    penalty: int
    idle: int


@dataclass(frozen=True, slots=True)
class CasePower:
    """A power as far as its cases need it. `unit` is the smallest uid that exercises it."""

    uid: str
    name: str
    power_type: str | None
    legal: int | None
    promised: int | None
    kind: DayKind
    core: bool
    active: bool
    unit: str | None

    def allowed(self, extended: int, suspended: int, terms: Terms) -> int | None:
        """The days that a case of it may take; None where no limit is on record."""
        if self.power_type == PENALTY:
            return terms.penalty + extended
        known = [days for days in (self.legal, self.promised) if days is not None]
        if self.power_type == LICENCE:
            return min(known, default=terms.licence) + min(extended, terms.extension) + suspended
        return min(known) + extended + suspended if known else None


class CaseRow(NamedTuple):
    """One case. `decided_on` is empty until the day looked at; `days` are the days taken by then,
    of the `kind` in which the limit is set; `allowed` is the limit, None where there is none."""

    uid: str
    unit: str
    power: str | None
    accepted_on: date
    decided_on: date | None
    days: int
    allowed: int | None
    kind: DayKind

    @property
    def month(self) -> str:
        """The month in which it was accepted: `2026-05`."""
        return self.accepted_on.isoformat()[:7]

    def card(self, share: int) -> Card | None:
        """Red beyond the limit; yellow from `share` per cent of it on.

        >>> row = CaseRow("A1", "D1", None, date(2026, 5, 1), None, 8, 10, "WORKING")
        >>> row.card(80), row.card(81), row._replace(days=11).card(80)
        ('yellow', None, 'red')
        """
        if self.allowed is None:
            return None
        if self.days > self.allowed:
            return "red"
        return "yellow" if self.days > 0 and 100 * self.days >= share * self.allowed else None

    def last_day(self, days: int) -> date:
        """The last day on which it has taken no more than so many days.

        >>> row = CaseRow("A1", "D1", None, date(2026, 6, 26), None, 0, 1, "WORKING")
        >>> row.last_day(0), row.last_day(1)
        (datetime.date(2026, 6, 28), datetime.date(2026, 6, 29))
        """
        day = self.accepted_on + timedelta(days=days)
        while days_between(self.accepted_on, day + timedelta(days=1), self.kind) <= days:
            day += timedelta(days=1)
        return day

    def first_near(self, share: int) -> date | None:
        """The first day on which it has a yellow card, where that can be."""
        if not self.allowed:
            return None
        needed = -(-share * self.allowed // 100)
        return self.last_day(needed - 1) + timedelta(days=1)


def terms(local: LocalSettings | None) -> Terms:
    """The rules' own values, or those that a place has set for them."""

    def of(rule: str, name: str) -> int:
        return int(effective(local, rule, name))

    return Terms(
        licence=of(LICENCES, "default_days"),
        extension=of(LICENCES, "max_extension"),
        penalty=of(PENALTIES, "days"),
        idle=of(RESTING, "n"),
    )


def powers_of(rows: Iterable[Row]) -> dict[str, CasePower]:
    """Powers by uid out of rows in the order of uid and unit."""
    found: dict[str, CasePower] = {}
    for row in rows:
        if row["uid"] not in found:
            found[row["uid"]] = CasePower(
                uid=row["uid"],
                name=row["name"] or row["uid"],
                power_type=row["power_type"],
                legal=row["legal"],
                promised=row["promised"],
                kind="CALENDAR"
                if row["kind"] == "CALENDAR" or row["power_type"] == PENALTY
                else "WORKING",
                core=row["core"] is True,
                active=row["active"],
                unit=row["unit"],
            )
    return found


def case_of(row: Row, power: CasePower | None, as_of: date, terms: Terms) -> CaseRow:
    """One case as it stood at a day."""
    decided = row["decided_on"]
    if decided is not None and decided > as_of:
        decided = None
    kind: DayKind = power.kind if power else "WORKING"
    return CaseRow(
        uid=row["uid"],
        unit=row["unit"],
        power=power.uid if power else None,
        accepted_on=row["accepted_on"],
        decided_on=decided,
        days=days_between(row["accepted_on"], decided or as_of, kind),
        allowed=power.allowed(row["extended"] or 0, row["suspended"] or 0, terms)
        if power
        else None,
        kind=kind,
    )
