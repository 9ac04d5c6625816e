"""Filing: which major matters were filed with the stationed supervisor, in time, late or not.

Days are counted as rule LED-001 counts them, so that the page and the rule never disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from graph.store import Row, Store
from queries.views.frame import valid
from queries.workdays import days_between

RULE: Final = "LED-001"
ALLOWED: Final = "days"  # its parameter: working days within which a matter is to be filed

# `unclear`: filed on no known day, or no day to count from. `exempt`: nobody is stationed there.
Filed: TypeAlias = Literal["missing", "late", "pending", "filed", "unclear", "exempt"]
STATES: Final[tuple[Filed, ...]] = get_args(Filed)
# In these it is known whether a filing was due, and whether it came.
JUDGED: Final[tuple[Filed, ...]] = ("missing", "late", "pending", "filed")

_MATTERS: Final = f"""
MATCH (d:Department)<-[o:MATTER_OF]-(m:Matter)
WHERE {valid("m", "o")}
RETURN m.uid AS uid, m.name AS name, m.category AS category, m.happened_on AS happened_on,
       m.executed_on AS executed_on, d.uid AS unit
ORDER BY uid, unit
"""
_DECIDED: Final = f"""
MATCH (m:Matter)-[r:DECIDED_AT]->(g:Meeting)
WHERE g.held_on <= $as_of AND {valid("r")}
RETURN m.uid AS uid, min(g.held_on) AS held_on
ORDER BY uid
"""
_FILINGS: Final = f"""
MATCH (m:Matter)-[t:FILED_AS]->(f:Filing)
WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of) AND {valid("t", "f")}
RETURN m.uid AS matter, f.uid AS uid, f.filed_on AS filed_on, f.happened_on AS happened_on,
       f.material_count AS material_count
ORDER BY matter, uid
"""
_STATIONED: Final = f"""
MATCH (d:Department)<-[u:SUPERVISES]-(z:Department)
WHERE u.kind = 'STATIONED' AND {valid("u")}
RETURN d.uid AS unit, z.uid AS uid, z.name AS name
ORDER BY unit, uid
"""
_RESPONSIBLE: Final = f"""
MATCH (f:Filing)-[p:RESPONSIBLE]->(o:Official)
WHERE {valid("p")}
RETURN f.uid AS uid, o.name AS name, o.uid AS official
ORDER BY uid, official
"""
# Cases are many: only those that matter here are counted, in the graph.
_CASES: Final = f"""
MATCH (d:Department)<-[b:RUN_BY]-(c:CaseFile)
WHERE c.is_major = true AND c.accepted_on <= $as_of AND {valid("b")}
WITH c, min(d.uid) AS unit
RETURN unit, count(c) AS major, count(CASE WHEN EXISTS {{
    MATCH (c)-[t:FILED_AS]->(f:Filing)
    WHERE (f.filed_on IS NULL OR f.filed_on <= $as_of) AND {valid("t", "f")}
  }} THEN 1 END) AS filed
ORDER BY unit
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """One filing of a matter. `materials` counts its papers; None where nobody wrote it down."""

    uid: str
    filed_on: date | None
    happened_on: date | None
    materials: int | None
    responsible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter. `days` are the working days from `since` to its filing, or to the day looked at.

    `unit` is the department with the smallest uid; `watcher` the name of who is stationed there.
    """

    uid: str
    name: str
    category: str | None
    unit: str
    watcher: str | None
    since: date | None
    days: int | None
    papers: tuple[Paper, ...]
    state: Filed

    @property
    def filed_on(self) -> date | None:
        """The day of the earliest filing."""
        return min((p.filed_on for p in self.papers if p.filed_on), default=None)


@dataclass(frozen=True, slots=True)
class UnitFilings:
    """What a unit filed. `counts` are matters by state, `major` its major cases."""

    unit: str
    counts: Mapping[Filed, int] = field(hash=False)
    major: int = 0
    major_filed: int = 0

    @property
    def due(self) -> int:
        """How many matters had to be filed by now; those still within their days are none."""
        return self.counts["missing"] + self.counts["late"] + self.counts["filed"]

    @property
    def share(self) -> float | None:
        """How many of them were filed, late or not; None where nothing was due."""
        return (self.due - self.counts["missing"]) / self.due if self.due else None


def matters(store: Store, as_of: date, allowed: int) -> tuple[MatterRow, ...]:
    """Every matter that had happened by a day, or has no day; by uid.

    Args:
        allowed: working days within which a matter is to be filed (LED-001, `days`).
    """
    params = {"as_of": as_of}
    held = {row["uid"]: row["held_on"] for row in store.read(_DECIDED, params)}
    watchers: dict[str, str] = {}
    for row in store.read(_STATIONED, params):
        watchers.setdefault(row["unit"], row["name"] or row["uid"])
    papers = _papers(store.read(_FILINGS, params), store.read(_RESPONSIBLE, params))
    found: dict[str, MatterRow] = {}
    for row in store.read(_MATTERS, params):
        uid = row["uid"]
        if uid in found:  # ordered by unit: the first is the one
            continue
        happened = row["happened_on"] or held.get(uid) or row["executed_on"]
        of_it = papers.get(uid, ())
        since = _since(of_it) or happened
        if since is None or since <= as_of:
            found[uid] = _matter(row, since, of_it, watchers.get(row["unit"]), as_of, allowed)
    return tuple(found.values())


def major_cases(store: Store, as_of: date) -> dict[str, tuple[int, int]]:
    """By unit, how many major cases it has accepted, and how many of these have a filing."""
    rows = store.read(_CASES, {"as_of": as_of})
    return {row["unit"]: (int(row["major"]), int(row["filed"])) for row in rows}


def by_unit(
    rows: Iterable[MatterRow], cases: Mapping[str, tuple[int, int]]
) -> tuple[UnitFilings, ...]:
    """Each unit that has a matter or a major case; most missing and late first."""
    counts: dict[str, Counter[Filed]] = {unit: Counter() for unit in cases}
    for row in rows:
        counts.setdefault(row.unit, Counter())[row.state] += 1
    units = [
        UnitFilings(unit, {s: by_state[s] for s in STATES}, *cases.get(unit, (0, 0)))
        for unit, by_state in counts.items()
    ]
    return tuple(sorted(units, key=lambda u: (-u.counts["missing"], -u.counts["late"], u.unit)))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        "matters": _MATTERS,
        "decided": _DECIDED,
        "filings": _FILINGS,
        "stationed": _STATIONED,
        "responsible": _RESPONSIBLE,
        "cases": _CASES,
    }


def _papers(filings: Sequence[Row], responsible: Sequence[Row]) -> dict[str, tuple[Paper, ...]]:
    names: dict[str, dict[str, str]] = {}
    for row in responsible:
        names.setdefault(row["uid"], {})[row["official"]] = row["name"] or row["official"]
    papers: dict[str, list[Paper]] = {}
    for row in filings:
        paper = Paper(
            uid=row["uid"],
            filed_on=row["filed_on"],
            happened_on=row["happened_on"],
            materials=row["material_count"],
            responsible=tuple(names.get(row["uid"], {}).values()),
        )
        papers.setdefault(row["matter"], []).append(paper)
    last = date.max
    return {
        matter: tuple(sorted(every, key=lambda p: (p.filed_on or last, p.uid)))
        for matter, every in papers.items()
    }


def _since(papers: Sequence[Paper]) -> date | None:
    """The day of happening as the first dated filing states it."""
    return next((p.happened_on for p in papers if p.filed_on), None)


def _matter(
    row: Row,
    since: date | None,
    papers: tuple[Paper, ...],
    watcher: str | None,
    as_of: date,
    allowed: int,
) -> MatterRow:
    filed_on = next((p.filed_on for p in papers if p.filed_on), None)
    days = days_between(since, filed_on or as_of, "WORKING") if since else None
    state: Filed
    if watcher is None:
        state = "filed" if papers else "exempt"
    elif days is None or (papers and filed_on is None):
        state = "unclear"
    elif filed_on:
        state = "late" if days > allowed else "filed"
    else:
        state = "missing" if days > allowed else "pending"
    return MatterRow(
        uid=row["uid"],
        name=row["name"] or row["uid"],
        category=row["category"],
        unit=row["unit"],
        watcher=watcher,
        since=since,
        days=days,
        papers=papers,
        state=state,
    )
