"""The rule catalogue in plain Python over the rows of the input tables: what all rules use.

Written from the catalogue's sentences alone, without sight of the saved queries, so that both can
be held against each other. Slow and plain on purpose. Where a sentence leaves a choice, the rule's
docstring says "Reading:".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

import chinese_calendar

from graph.schema import SCHEMA

Row: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, list[Row]]
# A finding is told by the subject's label and uid and the sorted uids of the officials named.
Key: TypeAlias = tuple[str, str, tuple[str, ...]]
Filling: TypeAlias = tuple[str, date, date]  # official, first day, first day no longer

HIGH, MEDIUM, LOW = "high", "medium", "low"
KINDS: Final = ("DECISION", "EXECUTION", "SUPERVISION")
LAST_YEAR: Final = 2026  # of the State Council calendar that the package knows
FIRST_YEAR: Final = 2004


@dataclass(slots=True)
class Answer:
    """What a rule finds, with severity, and how many subjects it examined in each unit."""

    findings: dict[Key, str] = field(default_factory=dict)
    population: Counter[str | None] = field(default_factory=Counter)

    def find(self, label: str, uid: str, severity: str, actors: Iterable[str] = ()) -> None:
        """Add a finding. Found twice, it is still one."""
        self.findings[label, uid, tuple(sorted(set(actors)))] = severity

    def examine(self, unit: str | None) -> None:
        """Count one more examined subject."""
        self.population[unit] += 1


Rule: TypeAlias = Callable[..., Answer]


def valid(row: Row, day: date) -> bool:
    """Half-open: holds on `valid_from`, no longer on `valid_to`; an empty end is unbounded."""
    start, end = row["valid_from"], row["valid_to"]
    return (start is None or start <= day) and (end is None or end > day)


def day_of(moment: date | datetime | None) -> date | None:
    """The day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def happened(moment: date | datetime | None, as_of: date) -> bool:
    """Not empty and not later than `as_of`."""
    day = day_of(moment)
    return day is not None and day <= as_of


def is_working_day(day: date) -> bool:
    """By the State Council calendar with its make-up days; where it is not known, a weekday."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def working_days(first: date, last: date) -> int:
    """Working days after the first day, up to and with the last."""
    days = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(d) for d in days)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def days_inside(fillings: Iterable[Filling], first: date, last: date) -> int:
    """Days of [first, last], both included, on which all the fillings hold."""
    every = [first + timedelta(n) for n in range((last - first).days + 1)]
    return sum(all(start <= day < end for _, start, end in fillings) for day in every)


class Facts:
    """The rows of all tables, each with every column of its table; an empty cell is None."""

    def __init__(self, tables: Tables) -> None:
        self._rows: dict[str, list[Row]] = {}
        for table in SCHEMA.tables:
            empty: Row = {c.name: None for c in table.columns}
            self._rows[table.name] = [empty | row for row in tables.get(table.name, [])]
        for event in self._rows["case_events"]:
            event["uid"] = f"{event['case']}/{event['seq']}"
        self._uids = {
            name: {row["uid"]: row for row in rows if "uid" in row}
            for name, rows in self._rows.items()
        }

    def all(self, table: str, **wanted: Any) -> list[Row]:
        """The rows of a table whose cells are the wanted ones."""
        return [r for r in self._rows[table] if all(r[k] == v for k, v in wanted.items())]

    def get(self, table: str, uid: str) -> Row:
        """The row of that uid."""
        return self._uids[table][uid]

    # Powers

    def is_active(self, power: Row, day: date) -> bool:
        """ "Active power: status ACTIVE or empty, valid at `as_of`." """
        return power["status"] in (None, "ACTIVE") and valid(power, day)

    def active_powers(self, day: date, **wanted: Any) -> list[Row]:
        """The active powers whose cells are the wanted ones."""
        return [w for w in self.all("powers", **wanted) if self.is_active(w, day)]

    def covered(self, day: date, share: float, carries: Callable[[Row], bool]) -> list[Row]:
        """The active powers of the units where at least `share` of them carry the thing."""
        units: dict[str, list[Row]] = {}
        for power in self.active_powers(day):
            units.setdefault(power["department"], []).append(power)
        enough = [
            powers
            for powers in units.values()
            if sum(carries(w) for w in powers) / len(powers) >= share
        ]
        return [w for powers in enough for w in powers]

    def steps(self, power: Row) -> list[Row]:
        """A power's own steps; where it has none, those of the template of its class."""
        own = self.all("steps", power=power["uid"])
        return own or self.all("template_steps", power_type=power["power_type"])

    # Posts and people

    def posts_of(self, official: str, day: date) -> list[Row]:
        """The posts that the official holds on that day."""
        rows = self.all("appointments", official=official)
        uids = {a["post"] for a in rows if valid(a, day)}
        return [self.get("posts", uid) for uid in sorted(uids)]

    def holders(self, post: str, day: date) -> set[str]:
        """The officials who hold the post on that day."""
        rows = self.all("appointments", post=post)
        return {a["official"] for a in rows if valid(a, day)}

    def holders_of(self, posts: Iterable[str], day: date) -> set[str]:
        """The officials who hold any of the posts on that day."""
        return {o for post in posts for o in self.holders(post, day)}

    def chiefs(self, department: str | None, day: date) -> set[str]:
        """ "Chief: holder of a post with `is_top_leader`" of that department."""
        posts = self.all("posts", department=department, is_top_leader=True)
        return self.holders_of([p["uid"] for p in posts], day)

    def superiors(self, post: str, most: int) -> list[str]:
        """The posts reached over 1..most REPORTS_TO, the nearest first."""
        reached: list[str] = []
        above = self.get("posts", post)["reports_to"]
        while above is not None and len(reached) < most:
            reached.append(above)
            above = self.get("posts", above)["reports_to"]
        return reached

    def members(self, body: str, day: date) -> set[str]:
        """The officials who sit on the body on that day."""
        return {m["official"] for m in self.all("memberships", body=body) if valid(m, day)}

    def kin(self, official: str) -> set[str]:
        """The officials who are kin of this one, read in both directions."""
        rows = self.all("kinships")
        ahead = {k["relative"] for k in rows if k["official"] == official}
        return (ahead | {k["official"] for k in rows if k["relative"] == official}) - {official}

    def unit_of(self, official: str, day: date) -> str | None:
        """ "The unit of an official: the department of the longest-held current post."

        Reading: held the longest is the post whose appointment, valid today, began first; of
        two, the one with the smaller uid. An official without a post has no unit.
        """
        rows = [a for a in self.all("appointments", official=official) if valid(a, day)]
        if not rows:
            return None
        first = min(rows, key=lambda a: (a["valid_from"], a["post"]))
        department: str = self.get("posts", first["post"])["department"]
        return department

    # Roles

    def fillers(self, role: str, day: date, label: str) -> list[str]:
        """The uids of the posts, bodies or departments that fill the role on that day."""
        rows = self.all("role_holders", role=role, holder_label=label)
        return sorted({h["holder"] for h in rows if valid(h, day)})

    def is_filled(self, role: str, day: date) -> bool:
        """ "Filled at as_of (by a held post, a body or a department)." """
        if self.fillers(role, day, "Body") or self.fillers(role, day, "Department"):
            return True
        return any(self.holders(p, day) for p in self.fillers(role, day, "Post"))

    def has_filled(self, power: Row, kind: str, day: date) -> bool:
        """Whether the power has a role of the kind that is filled."""
        roles = self.all("roles", power=power["uid"], kind=kind)
        return any(self.is_filled(r["uid"], day) for r in roles)

    def posts_filling(self, power: Row, kind: str, day: date) -> set[str]:
        """The posts, held or not, that fill a role of the kind on that day."""
        roles = self.all("roles", power=power["uid"], kind=kind)
        return {p for r in roles for p in self.fillers(r["uid"], day, "Post")}

    def officials_filling(self, power: Row, kind: str, day: date) -> set[str]:
        """The officials who fill a role of the kind on that day."""
        return self.holders_of(self.posts_filling(power, kind, day), day)

    def fillings(self, power: Row, kind: str) -> list[Filling]:
        """ "Person fills a role: HOLDS and FILLS, both valid at the same moment": when."""
        found: list[Filling] = []
        for role in self.all("roles", power=power["uid"], kind=kind):
            for fills in self.all("role_holders", role=role["uid"], holder_label="Post"):
                for holds in self.all("appointments", post=fills["holder"]):
                    start = max(fills["valid_from"] or date.min, holds["valid_from"])
                    end = min(fills["valid_to"] or date.max, holds["valid_to"] or date.max)
                    if start < end:
                        found.append((holds["official"], start, end))
        return found

    def organ_fillings(self, power: Row, kind: str) -> list[Filling]:
        """When a body or department fills a role of the kind."""
        return [
            (fills["holder"], fills["valid_from"] or date.min, fills["valid_to"] or date.max)
            for role in self.all("roles", power=power["uid"], kind=kind)
            for fills in self.all("role_holders", role=role["uid"])
            if fills["holder_label"] != "Post"
        ]

    # Cases

    def cases(self, as_of: date) -> list[Row]:
        """The cases that exist: none that was accepted after `as_of`."""
        return [c for c in self.all("cases") if c["accepted_on"] <= as_of]

    def events(self, case: Row, as_of: date) -> list[Row]:
        """The events of a case up to `as_of`, by `at`, then `seq`."""
        rows = [e for e in self.all("case_events", case=case["uid"]) if happened(e["at"], as_of)]
        return sorted(rows, key=lambda e: (e["at"], e["seq"]))

    def step_of(self, event: Row) -> Row | None:
        """The step that an event visits."""
        return self.get("steps", event["step"]) if event["step"] else None

    def handlers(self, case: Row, as_of: date) -> set[str]:
        """The officials who handled events of the case."""
        return {e["official"] for e in self.events(case, as_of) if e["official"]}

    def day_of_matter(self, matter: Row) -> date | None:
        """ "happened_on (else the meeting's held_on, else executed_on)." """
        meeting = self.get("meetings", matter["meeting"]) if matter["meeting"] else None
        held_on = meeting["held_on"] if meeting else None
        day: date | None = matter["happened_on"] or held_on or matter["executed_on"]
        return day

    def matters(self, as_of: date) -> list[Row]:
        """The matters that exist: none whose day is later than `as_of`."""
        days = [(m, self.day_of_matter(m)) for m in self.all("matters")]
        return [m for m, day in days if day is None or day <= as_of]

    def power_of(self, row: Row) -> Row | None:
        """The power that a row names."""
        return self.get("powers", row["power"]) if row["power"] else None


def decided(row: Row, as_of: date) -> bool:
    """ "Decided: decided_on not empty and ≤ as_of." """
    return happened(row["decided_on"], as_of)


def published(row: Row, as_of: date) -> bool:
    """ "Published: published_on not empty and ≤ as_of." """
    return happened(row["published_on"], as_of)


def held_since(facts: Facts, official: str, post: str, as_of: date) -> date | None:
    """First day from which the official has held the post without a break up to as_of."""
    rows = facts.all("appointments", official=official, post=post)
    held = [a["valid_from"] for a in rows if valid(a, as_of)]
    if not held:
        return None
    since: date = min(held)
    while True:
        before = [
            a["valid_from"]
            for a in rows
            if a["valid_from"] < since and (a["valid_to"] is None or a["valid_to"] >= since)
        ]
        if not before:
            return since
        since = min(before)
