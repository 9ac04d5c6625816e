"""Who holds how much power: officials, posts, sections and departments, by three weights.

Only active powers count. An official, or a post, holds a power by filling a role of it; a section
by handling it; a department by exercising it. Whoever holds a power holds the whole of it: it is
not divided among several holders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from graph.store import Store
from queries.views.frame import Unit, valid
from queries.views.measures import Spread, gini, hhi, rank, spread, top_share
from queries.views.powers import PowerRow

Subject: TypeAlias = Literal["official", "post", "section", "department"]
Weight: TypeAlias = Literal["count", "risk", "money"]
Index: TypeAlias = Literal["count", "risk", "money", "holders", "hhi", "gini", "top"]
Points: TypeAlias = tuple[float, float, float]

SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
WEIGHTS: Final[tuple[Weight, ...]] = get_args(Weight)
INDICES: Final[tuple[Index, ...]] = get_args(Index)
BY_ROLE: Final[tuple[Subject, ...]] = ("official", "post")
LABEL: Final[Mapping[Subject, str]] = {s: s.capitalize() for s in SUBJECTS}

LEVELS: Final = ("HIGH", "MEDIUM", "LOW")
# A convention, as grades carry no distance: the points by which leads of high, medium and low
# severity are ranked in reports. A reader may set others.
POINTS: Final[Points] = (3.0, 2.0, 1.0)
FEWEST: Final = 5  # units of a kind, below which nothing is compared; as in CON-005


@dataclass(frozen=True, slots=True)
class Weighed:
    """An active power. `money` in yuan, None where none is recorded of it."""

    row: PowerRow
    money: float | None

    def weight(self, by: Weight, points: Points = POINTS) -> float | None:
        """What it counts; None where the graph does not say."""
        if by == "count":
            return 1.0
        if by == "money":
            return self.money
        level = self.row.risk_level
        return points[LEVELS.index(level)] if level in LEVELS else None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody, or something, that holds powers: by uid of the power, how.

    `place` is where it belongs: units by name. What stands beside a power is the posts through
    which it is held and the kinds of role; both empty for sections and departments.
    """

    uid: str
    name: str
    place: tuple[str, ...]
    held: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A holder with what it holds in the powers looked at.

    `weights` has None where no power of it has that weight; `known` says how many have.
    """

    holder: Holder
    powers: tuple[str, ...]
    weights: Mapping[Weight, float | None] = field(hash=False)
    known: Mapping[Weight, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Peer:
    """A unit beside those of its kind. `spread` and `rank` are None where there are too few, or
    where the graph does not say what its own value is."""

    unit: Unit
    value: float | None
    spread: Spread | None
    rank: int | None


_HOLDERS: Final[Mapping[Subject, str]] = {
    "official": f"""
MATCH (w:Power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE {valid("w", "v", "f", "h")}
OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE {valid("i")}
RETURN DISTINCT w.uid AS power, r.kind AS kind, p.name AS post, o.uid AS uid, o.name AS name,
       d.name AS place
ORDER BY uid, power, kind, post, place, name
""",
    "post": f"""
MATCH (w:Power)<-[v:OVER]-(r:Role)<-[f:FILLS]-(p:Post)
WHERE {valid("w", "v", "f")}
OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE {valid("i")}
RETURN DISTINCT w.uid AS power, r.kind AS kind, p.name AS post, p.uid AS uid, p.name AS name,
       d.name AS place
ORDER BY uid, power, kind, post, place, name
""",
    "section": f"""
MATCH (w:Power)-[x:HANDLED_IN]->(s:Section)
WHERE {valid("w", "x", "s")}
OPTIONAL MATCH (s)-[i:SECTION_OF]->(d:Department)
WHERE {valid("i")}
RETURN DISTINCT w.uid AS power, NULL AS kind, NULL AS post, s.uid AS uid, s.name AS name,
       d.name AS place
ORDER BY uid, power, place, name
""",
    "department": f"""
MATCH (w:Power)-[x:EXERCISED_BY]->(d:Department)
WHERE {valid("w", "x", "d")}
RETURN DISTINCT w.uid AS power, NULL AS kind, NULL AS post, d.uid AS uid, d.name AS name,
       NULL AS place
ORDER BY uid, power, name
""",
}


def weighed(rows: Iterable[PowerRow], sums: Mapping[str, float]) -> Mapping[str, Weighed]:
    """The active ones among these powers by uid, each with its money in yuan."""
    return {row.uid: Weighed(row, sums.get(row.uid)) for row in rows if row.active}


def holders(store: Store, as_of: date, subject: Subject) -> tuple[Holder, ...]:
    """Everybody of a kind who holds a power at `as_of`, by uid; of any status of the power."""
    names: dict[str, str] = {}
    places: dict[str, dict[str, None]] = {}
    held: dict[str, dict[str, tuple[dict[str, None], dict[str, None]]]] = {}
    for row in store.read(_HOLDERS[subject], {"as_of": as_of}):
        uid = row["uid"]
        names[uid] = row["name"] or uid
        where = places.setdefault(uid, {})
        if row["place"]:
            where[row["place"]] = None
        posts, kinds = held.setdefault(uid, {}).setdefault(row["power"], ({}, {}))
        if row["kind"]:
            posts[row["post"] or "—"] = None
            kinds[row["kind"]] = None
    return tuple(
        Holder(
            uid,
            names[uid],
            tuple(places[uid]),
            {power: (tuple(posts), tuple(kinds)) for power, (posts, kinds) in of.items()},
        )
        for uid, of in held.items()
    )


def of_unit(rows: Mapping[str, Weighed], unit: str | None) -> Mapping[str, Weighed]:
    """The powers of a unit (the department with the smallest uid that exercises one), or all."""
    return {uid: p for uid, p in rows.items() if unit is None or p.row.unit == unit}


def ranking(
    people: Iterable[Holder],
    rows: Mapping[str, Weighed],
    by: Weight,
    role: str | None = None,
    points: Points = POINTS,
) -> list[Line]:
    """Who holds any of these powers, the heaviest first; those without that weight last.

    Args:
        role: only powers held by a role of this kind; sections and departments have none.
    """
    lines = [line for p in people if (line := _line(p, rows, role, points)).powers]

    def order(line: Line) -> tuple[bool, float, int, str]:
        value = line.weights[by]
        return value is None, -(value or 0.0), -len(line.powers), line.holder.uid

    return sorted(lines, key=order)


def values(lines: Iterable[Line], by: Weight) -> list[float]:
    """The weights of the lines; without those of which the graph says nothing."""
    return [value for line in lines if (value := line.weights[by]) is not None]


def total(weights: Iterable[float | None]) -> tuple[float | None, int]:
    """The sum of what is known, None where nothing is; and of how many."""
    known = [weight for weight in weights if weight is not None]
    return (sum(known) if known else None), len(known)


def indices(
    lines: Sequence[Line], rows: Mapping[str, Weighed], points: Points, by: Weight
) -> Mapping[Index, float | None]:
    """What a unit is compared by: its powers by each weight, and how they are shared out.

    Args:
        lines: who holds `rows`, the powers of the unit.
    """
    shared = values(lines, by)
    return {
        **{w: total(p.weight(w, points) for p in rows.values())[0] for w in WEIGHTS},
        "holders": float(len(lines)) or None,
        "hhi": hhi(shared),
        "gini": gini(shared),
        "top": top_share(shared, 1),
    }


def by_unit(
    people: Sequence[Holder],
    rows: Mapping[str, Weighed],
    by: Weight,
    role: str | None,
    points: Points = POINTS,
) -> Mapping[str, Mapping[Index, float | None]]:
    """The indices of every unit that exercises a power of `rows`."""
    units: dict[str, dict[str, Weighed]] = {}
    for uid, power in rows.items():
        if power.row.unit:
            units.setdefault(power.row.unit, {})[uid] = power
    within: dict[str, dict[str, Holder]] = {unit: {} for unit in units}
    for person in people:
        for uid in person.held:
            if uid in rows and (unit := rows[uid].row.unit):
                within[unit][person.uid] = person
    return {
        unit: indices(ranking(within[unit].values(), own, by, role, points), own, points, by)
        for unit, own in units.items()
    }


def peers(
    found: Mapping[str, Mapping[Index, float | None]], units: Mapping[str, Unit], index: Index
) -> list[Peer]:
    """Every unit that has powers beside those of its kind, by kind and then the greatest first."""
    kinds: dict[str | None, list[float]] = {}
    for uid, of in found.items():
        value = of[index]
        if value is not None and uid in units:
            kinds.setdefault(units[uid].kind, []).append(value)
    spreads = {kind: spread(own) for kind, own in kinds.items() if len(own) >= FEWEST}
    compared = []
    for uid, of in found.items():
        if uid not in units:
            continue
        unit, value = units[uid], of[index]
        laid = spreads.get(unit.kind) if value is not None else None
        place = rank(kinds[unit.kind], value) if laid and value is not None else None
        compared.append(Peer(unit, value, laid, place))
    return sorted(
        compared,
        key=lambda p: (p.unit.kind or "~", p.value is None, -(p.value or 0.0), p.unit.name),
    )


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {str(subject): text for subject, text in _HOLDERS.items()}


def _line(holder: Holder, rows: Mapping[str, Weighed], role: str | None, points: Points) -> Line:
    own = tuple(
        uid
        for uid, (_, kinds) in holder.held.items()
        if uid in rows and (role is None or role in kinds)
    )
    sums = {w: total(rows[uid].weight(w, points) for uid in own) for w in WEIGHTS}
    return Line(
        holder,
        own,
        {w: value for w, (value, _) in sums.items()},
        {w: n for w, (_, n) in sums.items()},
    )
