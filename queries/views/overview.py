"""The overview: how much there is, how it compares with Decheng, how complete the data are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from graph.schema import CHAPTERS, LinkTable, Table
from graph.store import Store
from queries.views.frame import Unit, valid
from queries.views.powers import ROLE_KINDS, PowerRow, of_unit

GRASS_ROOTS: Final = ("COMMUNITY", "VILLAGE")

_POSTS: Final = f"""
MATCH (p:Post)-[x:IN_DEPARTMENT]->(d:Department)
WHERE {valid("p", "x")} AND ($unit IS NULL OR d.uid = $unit)
OPTIONAL MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE {valid("h")}
RETURN count(DISTINCT p.uid) AS posts, count(DISTINCT o.uid) AS officials
"""
_SYSTEMS: Final = f"""
MATCH (s:RestraintSystem)<-[x:CONSTRAINED_BY]-(w:Power)
WHERE {valid("s", "x", "w")} AND coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND ($unit IS NULL OR EXISTS {{
    MATCH (w)-[y:EXERCISED_BY]->(d:Department) WHERE {valid("y")} AND d.uid = $unit }})
RETURN count(DISTINCT s.uid) AS n
"""

# What an office publishes of its affairs, which is of no single power or matter (D34).
_AFFAIRS: Final = f"""
MATCH (n:Disclosure)
WHERE n.affair IS NOT NULL AND {valid("n")} AND n.published_on <= $as_of
RETURN count(n) AS n
"""

Figure: TypeAlias = Literal[
    "departments", "towns", "communities", "units", "powers_upper", "powers_lower", "risk_powers",
    "risk_points", "risks_each", "measures", "measures_each", "systems", "systems_each",
    "disclosures",
]  # fmt: skip

# Decheng, as its document gives the figures (D4-D6, D17, D18, D34, D38-D41), and their quotients.
DECHENG: Final[Mapping[Figure, float]] = {
    "departments": 86,
    "towns": 6,
    "communities": 98,
    "units": 190,
    "powers_upper": 653,
    "powers_lower": 937,
    "risk_powers": 1841,
    "risk_points": 7532,
    "risks_each": 7532 / 1841,
    "measures": 10809,
    "measures_each": 10809 / 7532,
    "systems": 1200,
    "systems_each": 1200 / 1841,
    "disclosures": 865,
}
QUOTIENTS: Final = ("risks_each", "measures_each", "systems_each")


@dataclass(frozen=True, slots=True)
class Staff:
    """Posts, and the people who hold them, at a day."""

    posts: int
    officials: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure here and in Decheng; `here` is None where the graph cannot say."""

    figure: Figure
    decheng: float
    here: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the active powers carry something."""

    part: str
    having: int
    of: int

    @property
    def share(self) -> float | None:
        """None where there is no power."""
        return self.having / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Filled:
    """One chapter of input tables: how many rows' worth of facts each brought."""

    chapter: str
    tables: tuple[tuple[Table, int], ...]

    @property
    def filled(self) -> int:
        """How many of them are filled."""
        return sum(count > 0 for _, count in self.tables)


def staff(store: Store, as_of: date, unit: str | None) -> Staff:
    """Posts of a unit (or of all) and their holders."""
    [row] = store.read(_POSTS, {"as_of": as_of, "unit": unit})
    return Staff(int(row["posts"]), int(row["officials"]))


def systems(store: Store, as_of: date, unit: str | None) -> int:
    """Restraint systems that bind an active power of a unit (or of all)."""
    [row] = store.read(_SYSTEMS, {"as_of": as_of, "unit": unit})
    return int(row["n"])


def affairs(store: Store, as_of: date) -> int:
    """Three-affairs disclosures published by then. They name no unit."""
    [row] = store.read(_AFFAIRS, {"as_of": as_of})
    return int(row["n"])


def benchmark(
    rows: Iterable[PowerRow],
    units: Mapping[str, Unit],
    unit: str | None,
    systems: int,
    affairs: int | None,
) -> list[Compared]:
    """Each figure of Decheng with the same figure of this graph.

    Units are departments, towns and communities, as there; powers are those on a list.
    """
    active = [p for p in of_unit(rows, unit) if p.active]
    kinds = [u.kind for u in units.values() if unit is None or u.uid == unit]
    grass_roots = {u.uid for u in units.values() if u.kind in GRASS_ROOTS}
    listed = [p for p in active if p.parts["lists"]]
    lower = sum(p.unit in grass_roots for p in listed)
    departments, towns = kinds.count("DISTRICT_DEPT"), kinds.count("TOWN") + kinds.count("STREET")
    communities = sum(kinds.count(kind) for kind in GRASS_ROOTS)
    total = {part: sum(p.parts[part] for p in active) for part in ("risks", "measures")}
    risky = sum(1 for p in active if p.parts["risks"])
    here: dict[Figure, float | None] = {
        "departments": departments,
        "towns": towns,
        "communities": communities,
        "units": departments + towns + communities,
        "powers_upper": len(listed) - lower if listed else None,
        "powers_lower": lower if listed else None,
        "risk_powers": risky,
        "risk_points": total["risks"],
        "risks_each": total["risks"] / risky if risky else None,
        "measures": total["measures"],
        "measures_each": total["measures"] / total["risks"] if total["risks"] else None,
        "systems": systems,
        "systems_each": systems / risky if risky else None,
        "disclosures": affairs,
    }
    return [Compared(figure, value, here[figure]) for figure, value in DECHENG.items()]


def completeness(rows: Iterable[PowerRow], unit: str | None) -> list[Coverage]:
    """How many active powers carry each thing that a check of them needs."""
    active = [p for p in of_unit(rows, unit) if p.active]
    of = len(active)
    parts = [Coverage(kind, sum(kind in p.roles for p in active), of) for kind in ROLE_KINDS]
    graded = Coverage("risk_level", sum(p.risk_level is not None for p in active), of)
    names = ("basis", "steps", "risks", "measures", "systems", "duties", "disclosures")
    counted = [Coverage(n, sum(p.parts[n] > 0 for p in active), of) for n in names]
    return [counted[0], *parts, counted[1], graded, *counted[2:]]


def filled_tables(store: Store, presence: Mapping[str, int]) -> list[Filled]:
    """Every input table by chapter, with how many facts stand in the graph of what it brings."""
    chapters = []
    for group, tables in CHAPTERS.items():
        counts: list[tuple[Table, int]] = []
        for table in tables:
            if isinstance(table, LinkTable):
                [row] = store.read(f"MATCH ()-[x:{table.rel.name}]->() RETURN count(x) AS n")
                counts.append((table, int(row["n"])))
            else:
                counts.append((table, presence.get(table.label.name, 0)))
        chapters.append(Filled(group.name, tuple(counts)))
    return chapters


def tables_of(store: Store) -> list[Filled]:
    """The same, for the graph alone."""
    from queries.views.frame import presence

    return filled_tables(store, presence(store))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"posts": _POSTS, "systems": _SYSTEMS}
