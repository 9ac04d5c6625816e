"""Meetings at a day: which bodies met, and which major matters they decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.store import Store
from queries.findings import Finding
from queries.views.frame import valid

CATEGORIES: Final = ("DECISION", "PERSONNEL", "PROJECT", "LARGE_FUND")
# What the rules see of meetings: whether there was one, the order, the tone, the vote, the quorum.
NO_MEETING: Final = "PRC-001"
RULES: Final = (NO_MEETING, "PRC-002", "PRC-003", "PRC-004", "PRC-005")
UNMET: Final = "unmet"  # matters that no meeting decided
ELSEWHERE: Final = "elsewhere"  # matters of a unit that bodies outside it decided

_MEETINGS: Final = f"""
MATCH (g:Meeting)-[f:OF_BODY]->(b:Body)
WHERE g.held_on <= $as_of AND {valid("g", "f")}
OPTIONAL MATCH (b)-[y:BODY_OF]->(d:Department)
WHERE {valid("y")}
RETURN g.uid AS uid, g.held_on AS held_on, g.decision_mode AS mode, g.expected AS expected,
       g.present AS present, b.uid AS body, b.name AS body_name, b.kind AS body_kind,
       d.uid AS unit
ORDER BY uid, body, unit
"""
_MATTERS: Final = f"""
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
WHERE {valid("m", "o")}
RETURN m.uid AS uid, m.name AS name, m.category AS category, m.amount AS amount,
       m.happened_on AS happened_on, m.executed_on AS executed_on, d.uid AS unit
ORDER BY uid, unit
"""
_DECIDED: Final = f"""
MATCH (m:Matter)-[r:DECIDED_AT]->(g:Meeting)
WHERE g.held_on <= $as_of AND {valid("r")}
RETURN m.uid AS matter, g.uid AS meeting
ORDER BY matter, meeting
"""


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A major matter. `unit` is the department with the smallest uid whose matter it is."""

    uid: str
    name: str
    category: str | None
    amount: float | None
    happened_on: date | None
    executed_on: date | None
    unit: str
    meetings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting of a body. `unit` is the body's department, `matters` what was decided at it."""

    uid: str
    held_on: date
    mode: str | None
    expected: int | None
    present: int | None
    body: str
    body_name: str
    body_kind: str | None
    unit: str | None
    matters: tuple[str, ...]

    @property
    def month(self) -> str:
        """The month in which it was held: `2026-05`."""
        return self.held_on.isoformat()[:7]


@dataclass(frozen=True, slots=True)
class Agenda:
    """All meetings held by a day, the latest first, and all major matters of that day by uid."""

    meetings: tuple[MeetingRow, ...]
    matters: Mapping[str, MatterRow] = field(hash=False)

    def kinds(self, meeting: MeetingRow) -> Counter[str]:
        """How many matters of each category a meeting decided."""
        known = (self.matters.get(uid) for uid in meeting.matters)
        return Counter(matter.category for matter in known if matter and matter.category)

    def unmet(self, unit: str | None, category: str | None) -> list[MatterRow]:
        """The matters that no meeting decided."""
        return [
            matter
            for matter in self.matters.values()
            if not matter.meetings
            and unit in (None, matter.unit)
            and category in (None, matter.category)
        ]

    def elsewhere(self, unit: str | None, category: str | None) -> list[MatterRow]:
        """The matters of a unit that only bodies outside it decided; none without a unit."""
        own = {meeting.uid for meeting in self.meetings if meeting.unit == unit}
        return [
            matter
            for matter in self.matters.values()
            if matter.unit == unit
            and matter.meetings
            and own.isdisjoint(matter.meetings)
            and category in (None, matter.category)
        ]


@dataclass(frozen=True, slots=True)
class MeetingCut:
    """What of it is looked at; `month` is a month or a year, or empty for all."""

    unit: str | None = None
    body: str | None = None
    month: str = ""
    category: str | None = None


def agenda(store: Store, as_of: date) -> Agenda:
    """The meetings and matters of a day."""
    params = {"as_of": as_of}
    decided: dict[str, list[str]] = {}
    at: dict[str, list[str]] = {}
    for row in store.read(_DECIDED, params):
        decided.setdefault(row["meeting"], []).append(row["matter"])
        at.setdefault(row["matter"], []).append(row["meeting"])
    meetings: dict[str, MeetingRow] = {}
    for row in store.read(_MEETINGS, params):
        if row["uid"] not in meetings:  # ordered by body and unit: the first are the ones
            meetings[row["uid"]] = MeetingRow(
                uid=row["uid"],
                held_on=row["held_on"],
                mode=row["mode"],
                expected=row["expected"],
                present=row["present"],
                body=row["body"],
                body_name=row["body_name"] or row["body"],
                body_kind=row["body_kind"],
                unit=row["unit"],
                matters=tuple(decided.get(row["uid"], ())),
            )
    matters: dict[str, MatterRow] = {}
    for row in store.read(_MATTERS, params):
        if row["uid"] not in matters:
            matters[row["uid"]] = MatterRow(
                uid=row["uid"],
                name=row["name"] or row["uid"],
                category=row["category"],
                amount=row["amount"],
                happened_on=row["happened_on"],
                executed_on=row["executed_on"],
                unit=row["unit"],
                meetings=tuple(at.get(row["uid"], ())),
            )
    ordered = sorted(meetings.values(), key=lambda g: (-g.held_on.toordinal(), g.body, g.uid))
    return Agenda(tuple(ordered), matters)


def within(agenda: Agenda, cut: MeetingCut) -> list[MeetingRow]:
    """The meetings of a cut; of a category, those that decided a matter of it."""
    return [
        meeting
        for meeting in agenda.meetings
        if cut.unit in (None, meeting.unit)
        and cut.body in (None, meeting.body)
        and meeting.month.startswith(cut.month)
        and (cut.category is None or agenda.kinds(meeting)[cut.category])
    ]


def leads_of(agenda: Agenda, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by the meeting that they are about; under UNMET those about a matter without one."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.subject_label == "Meeting":
            about: tuple[str, ...] = (finding.subject,)
        else:
            matter = agenda.matters.get(finding.subject)
            about = (matter.meetings if matter else ()) or (UNMET,)
        for uid in about:
            found.setdefault(uid, []).append(finding)
    return found


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"meetings": _MEETINGS, "matters": _MATTERS, "decided": _DECIDED}
