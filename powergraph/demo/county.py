"""The demo county as rows of our tables, and what its builders need to find their way in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from graph.schema import SCHEMA
from powergraph.demo.words_units import COUNTY_CODE

Row: TypeAlias = dict[str, Any]

AS_OF: Final = date(2026, 6, 30)
# Long public holidays of the years shown, roughly: nobody holds a meeting in them.
_HOLIDAYS: Final = tuple(
    (date.fromisoformat(a), date.fromisoformat(b))
    for a, b in (
        ("2025-01-01", "2025-01-01"),
        ("2025-01-28", "2025-02-04"),
        ("2025-05-01", "2025-05-05"),
        ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-05-01", "2026-05-05"),
    )
)


def workday(day: date) -> date:
    """The day itself, or the next on which an office is open.

    >>> workday(date(2025, 10, 3)), workday(date(2026, 6, 30))
    (datetime.date(2025, 10, 9), datetime.date(2026, 6, 30))
    """
    while day.weekday() > 4 or any(a <= day <= b for a, b in _HOLIDAYS):
        day += timedelta(days=1)
    return day


def clear_of_holidays(day: date, span: int = 7) -> date:
    """The day, or the first working day after a holiday that would fall into the days after it.

    >>> clear_of_holidays(date(2025, 9, 29)), clear_of_holidays(date(2026, 6, 20))
    (datetime.date(2025, 10, 9), datetime.date(2026, 6, 22))
    """
    for first, last in _HOLIDAYS:
        if day <= last and day + timedelta(days=span) >= first:
            day = last + timedelta(days=1)
    return workday(day)


@dataclass(slots=True)
class Unit:
    """A unit with its inner order: which sections and posts it has, by what they do."""

    uid: str
    name: str
    kind: str
    system: str
    region: str
    resident: str = ""  # the resident discipline office
    residents: list[str] = field(default_factory=list)  # its posts, the head first
    uscc: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    posts: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    team: list[str] = field(default_factory=list)  # posts that may decide, chief first
    listed: list[tuple[str, str]] = field(default_factory=list)  # (power type, name)
    unlisted: list[tuple[str, str, str]] = field(default_factory=list)  # type, name, domain

    @property
    def is_community(self) -> bool:
        """Whether it is a community (社区)."""
        return self.kind == "COMMUNITY"

    def post(self, *duties: str) -> str:
        """The first post of the first of these duties that the unit has."""
        return next(self.posts[d][0] for d in duties if self.posts.get(d))


@dataclass(frozen=True, slots=True)
class Planted:
    """One listed difference from the clean county, and every finding that follows from it.

    `findings` holds (rule, uid of the subject, uids of the actors, sorted); those of rules that do
    not exist yet are listed too.
    """

    what_zh: str
    what_en: str
    findings: tuple[tuple[str, str, tuple[str, ...]], ...]


CaseRecords: TypeAlias = Callable[[], Iterable[tuple[Row, list[Row]]]]


class County:
    """All rows by table. Those of cases and their events are made when they are asked for."""

    def __init__(self, seed: int, cases: int) -> None:
        self.seed = seed
        self.cases = cases
        self.units: list[Unit] = []
        self.planted: list[Planted] = []
        self.records: CaseRecords = lambda: ()
        self._rows: dict[str, list[Row]] = {t.name: [] for t in SCHEMA.tables}
        self._appointed: tuple[int, dict[str, list[Row]]] = (0, {})  # as of so many rows
        self._by_uid: dict[str, dict[str, Row]] = {t.name: {} for t in SCHEMA.tables}

    def random(self, purpose: str) -> random.Random:
        """Chance of its own for each purpose: a change in one leaves the others as they were."""
        return random.Random(f"{self.seed}/{purpose}")

    def add(self, table: str, **cells: Any) -> Row:
        """Append a row. Cells left out are empty."""
        if "uid" in cells:
            self._by_uid[table][cells["uid"]] = cells
        self._rows[table].append(cells)
        return cells

    def remove(self, table: str, wanted: Callable[[Row], bool]) -> list[Row]:
        """Take rows out; gives them back."""
        kept: list[Row] = []
        gone: list[Row] = []
        for row in self._rows[table]:
            (gone if wanted(row) else kept).append(row)
        self._rows[table] = kept
        for row in gone:
            self._by_uid[table].pop(row.get("uid"), None)  # type: ignore[arg-type]
        return gone

    def get(self, table: str, uid: str) -> Row:
        """The row of that uid.

        Raises:
            KeyError: there is none.
        """
        return self._by_uid[table][uid]

    def where(self, table: str, **equal: Any) -> list[Row]:
        """The rows with these cells, without the generated cases."""
        rows = list(self._rows[table])
        for column, value in equal.items():
            rows = [r for r in rows if r.get(column) == value]
        return rows

    def rows(self, table: str) -> Iterator[Row]:
        """All rows of a table, generated cases and their events with them."""
        yield from self._rows[table]
        if table == "cases":
            yield from (case for case, _ in self.records())
        elif table == "case_events":
            for _, events in self.records():
                yield from events

    def unit(self, uid: str) -> Unit:
        """The unit of that uid."""
        return next(u for u in self.units if u.uid == uid)

    def holders(self, post: str, day: date = AS_OF) -> tuple[str, ...]:
        """The officials who hold a post on a day, sorted."""
        return tuple(
            sorted(
                r["official"]
                for r in self._appointments().get(post, ())
                if r["valid_from"] <= day and (r.get("valid_to") is None or r["valid_to"] > day)
            )
        )

    def _appointments(self) -> dict[str, list[Row]]:
        rows = self._rows["appointments"]
        if self._appointed[0] != len(rows):
            by_post: dict[str, list[Row]] = {}
            for row in rows:
                by_post.setdefault(row["post"], []).append(row)
            self._appointed = (len(rows), by_post)
        return self._appointed[1]


_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(kind: str, serial: int) -> str:
    """A unified social credit code of a division that does not exist, with right check digits.

    >>> credit_code("11", 1)
    '11990101MB00000193'
    """
    body = f"{('MB' if kind != '91' else 'MA')}{serial:06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    check = 11 - sum(letters.index(c) * w for c, w in zip(body, weights, strict=True)) % 11
    body += "X" if check == 10 else "0" if check == 11 else str(check)
    code = f"{kind}{COUNTY_CODE}{body}"
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + _ALPHABET[(31 - total % 31) % 31]
