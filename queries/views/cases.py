"""Cases at a day: how many came in, how near each is to its time limit, and which powers rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from graph.store import Store
from queries.views.case_limits import (
    LEAST_SHARE,
    Card,
    CasePower,
    CaseRow,
    Terms,
    case_of,
    powers_of,
)
from queries.views.frame import valid
from queries.workdays import is_known

By: TypeAlias = Literal["unit", "power", "month"]
StepMark: TypeAlias = Literal["skipped", "hands"]
_Place: TypeAlias = tuple[str, str | None, str]  # unit, power, month

# Which rules stand behind the marks that are no cards; and all that a list can show, the most
# pressing first.
STEP_RULES: Final[Mapping[StepMark, tuple[str, ...]]] = {
    "skipped": ("PRC-010",),
    "hands": ("SOD-004", "SOD-009"),
}
MARKS: Final = ("red", "yellow", "open", *STEP_RULES, "idle", "all")

_CASES: Final = f"""
MATCH (c:CaseFile)-[b:RUN_BY]->(d:Department)
WHERE c.accepted_on <= $as_of AND {valid("c", "b")}
OPTIONAL MATCH (c)-[k:CASE_OF]->(w:Power)
WHERE {valid("k")}
RETURN c.uid AS uid, d.uid AS unit, w.uid AS power, c.accepted_on AS accepted_on,
       c.decided_on AS decided_on, c.extended_days AS extended, c.suspended_days AS suspended
ORDER BY uid, unit, power
"""
_POWERS: Final = f"""
MATCH (w:Power)
OPTIONAL MATCH (w)-[x:EXERCISED_BY]->(d:Department)
WHERE {valid("x")}
RETURN w.uid AS uid, w.name AS name, w.power_type AS power_type, w.legal_days AS legal,
       w.promised_days AS promised, w.day_kind AS kind, w.is_core AS core, d.uid AS unit,
       coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND {valid("w")} AS active
ORDER BY uid, unit
"""
_CHOSEN: Final = f"""
MATCH (c:CaseFile)-[b:RUN_BY]->(d:Department)
WHERE c.uid IN $uids AND c.accepted_on <= $as_of AND {valid("c", "b")}
OPTIONAL MATCH (c)-[k:CASE_OF]->(w:Power)
WHERE {valid("k")}
RETURN c.uid AS uid, d.uid AS unit, w.uid AS power, c.accepted_on AS accepted_on,
       c.decided_on AS decided_on, c.extended_days AS extended, c.suspended_days AS suspended
ORDER BY uid, unit, power
"""
_FOUND: Final = f"""
MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)
WHERE c.accepted_on <= $as_of AND {valid("c", "b")}
  AND ($unit IS NULL OR d.uid = $unit)
  AND ($first IS NULL OR c.accepted_on >= $first) AND ($after IS NULL OR c.accepted_on < $after)
  AND ($open = false OR c.decided_on IS NULL OR c.decided_on > $as_of)
  AND ($power IS NULL OR EXISTS {{
    MATCH (c)-[k:CASE_OF]->(w:Power) WHERE w.uid = $power AND {valid("k")} }})
RETURN c.uid AS uid, c.accepted_on AS accepted_on
ORDER BY accepted_on DESC, uid LIMIT $limit
"""


class Cell(NamedTuple):
    """The cases of one unit and power that were accepted in one month."""

    unit: str
    power: str | None
    month: str
    accepted: int
    open: int
    unlimited: int


@dataclass(frozen=True, slots=True)
class Board:
    """All cases of a day, added up; singly only those that took half of their limit or more.

    `last` is the day on which a power's latest case was accepted. `estimated` says that working
    days were counted in a year whose calendar is not known.
    """

    cells: tuple[Cell, ...]
    near: tuple[CaseRow, ...]
    powers: Mapping[str, CasePower] = field(hash=False)
    last: Mapping[str, date] = field(hash=False)
    estimated: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """What of it is looked at; `month` is a month or a year, or empty for all."""

    unit: str | None = None
    power: str | None = None
    month: str = ""

    def holds(self, row: Cell | CaseRow) -> bool:
        """Is it part of this?"""
        return (
            (self.unit is None or row.unit == self.unit)
            and (self.power is None or row.power == self.power)
            and row.month.startswith(self.month)
        )

    def days(self) -> tuple[date | None, date | None]:
        """The first day, and the first one after it.

        >>> Cut(month="2025-12").days()
        (datetime.date(2025, 12, 1), datetime.date(2026, 1, 1))
        """
        if not self.month:
            return None, None
        year, _, month = self.month.partition("-")
        first = date(int(year), int(month or 1), 1)
        return first, _next(first) if month else date(first.year + 1, 1, 1)


@dataclass(slots=True)
class Tally:
    """Cases added up; the `_open` ones are not decided yet."""

    accepted: int = 0
    open: int = 0
    unlimited: int = 0
    red: int = 0
    red_open: int = 0
    yellow: int = 0
    yellow_open: int = 0


def board(store: Store, as_of: date, terms: Terms) -> Board:
    """The cases accepted by `as_of`."""
    params = {"as_of": as_of}
    powers = powers_of(store.read(_POWERS, params))
    accepted, undecided, unlimited = Counter[_Place](), Counter[_Place](), Counter[_Place]()
    near: list[CaseRow] = []
    last: dict[str, date] = {}
    years: set[int] = set()
    seen = ""
    for row in store.read(_CASES, params):
        if row["uid"] == seen:  # ordered by unit and power: the first is the one
            continue
        seen = row["uid"]
        case = case_of(row, powers.get(row["power"] or ""), as_of, terms)
        place = (case.unit, case.power, case.month)
        accepted[place] += 1
        undecided[place] += case.decided_on is None
        unlimited[place] += case.allowed is None
        if case.power is not None:
            last[case.power] = max(last.get(case.power, case.accepted_on), case.accepted_on)
        if case.kind == "WORKING" and case.allowed is not None:
            years |= {case.accepted_on.year, (case.decided_on or as_of).year}
        if case.card(LEAST_SHARE):
            near.append(case)
    cells = tuple(
        Cell(unit, power, month, n, undecided[at := (unit, power, month)], unlimited[at])
        for (unit, power, month), n in accepted.items()
    )
    estimated = not all(is_known(date(year, 1, 1)) for year in years)
    return Board(cells, tuple(near), powers, last, estimated)


def cases_of(store: Store, uids: Sequence[str], as_of: date, terms: Terms) -> tuple[CaseRow, ...]:
    """These cases, in the order of their uids."""
    powers = powers_of(store.read(_POWERS, {"as_of": as_of}))
    found: dict[str, CaseRow] = {}
    for row in store.read(_CHOSEN, {"as_of": as_of, "uids": list(uids)}):
        if row["uid"] not in found:
            found[row["uid"]] = case_of(row, powers.get(row["power"] or ""), as_of, terms)
    return tuple(found.values())


def latest(
    store: Store, as_of: date, terms: Terms, cut: Cut, undecided: bool, limit: int
) -> tuple[CaseRow, ...]:
    """The cases of a cut that were accepted last, the latest first; at most `limit`.

    Args:
        undecided: only those not decided yet.
    """
    first, after = cut.days()
    params = {"as_of": as_of, "unit": cut.unit, "power": cut.power, "first": first, "after": after}
    rows = store.read(_FOUND, {**params, "open": undecided, "limit": limit})
    return latest_first(cases_of(store, [row["uid"] for row in rows], as_of, terms))


def latest_first(rows: Iterable[CaseRow]) -> tuple[CaseRow, ...]:
    """Cases in the order of a list."""
    return tuple(sorted(rows, key=lambda r: (-r.accepted_on.toordinal(), r.uid)))


def with_card(board: Board, cut: Cut, card: Card, share: int) -> tuple[CaseRow, ...]:
    """The cases of a cut that have a card, the latest first."""
    return latest_first(r for r in board.near if cut.holds(r) and r.card(share) == card)


def total(board: Board, cut: Cut, share: int) -> Tally:
    """All of a cut together."""
    return tallies(board, cut, share, None).get("", Tally())


def tallies(board: Board, cut: Cut, share: int, by: By | None) -> dict[str, Tally]:
    """A cut by unit, power or month, in the order of the keys; cases without a power under ''."""
    found: dict[str, Tally] = {}
    for cell in filter(cut.holds, board.cells):
        tally = found.setdefault(_key(cell, by), Tally())
        tally.accepted += cell.accepted
        tally.open += cell.open
        tally.unlimited += cell.unlimited
    for row in filter(cut.holds, board.near):
        tally = found[_key(row, by)]
        undecided = row.decided_on is None
        match row.card(share):
            case "red":
                tally.red += 1
                tally.red_open += undecided
            case "yellow":
                tally.yellow += 1
                tally.yellow_open += undecided
            case None:
                pass
    return dict(sorted(found.items()))


def count(rows: Iterable[CaseRow], cut: Cut, by: By) -> Counter[str]:
    """How many of these cases a cut has, by unit, power or month."""
    return Counter(_key(row, by) for row in rows if cut.holds(row))


def idle(board: Board, unit: str | None, as_of: date, terms: Terms) -> list[CasePower]:
    """The powers of units with cases that had none for so long: the core ones first.

    The core ones are those that the rule finds.
    """
    since = as_of - timedelta(days=terms.idle)
    running = {cell.unit for cell in board.cells}
    found = [
        power
        for power in board.powers.values()
        if power.active
        and power.unit in running
        and (unit is None or power.unit == unit)
        and board.last.get(power.uid, date.min) <= since
    ]
    return sorted(found, key=lambda p: (not p.core, p.unit or "", p.name, p.uid))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        "cases": _CASES, "powers": _POWERS, "chosen": _CHOSEN, "found": _FOUND,
    }  # fmt: skip


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _key(row: Cell | CaseRow, by: By | None) -> str:
    match by:
        case "unit":
            return row.unit
        case "power":
            return row.power or ""
        case "month":
            return row.month
        case None:
            return ""
