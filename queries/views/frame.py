"""What the frame around every page shows: the units, and how much of each kind there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.schema import SCHEMA, Group
from graph.store import Store

# One predicate everywhere: half-open [valid_from, valid_to), an empty end means "still so".
VALID: Final = (
    "({0}.valid_from IS NULL OR {0}.valid_from <= $as_of)"
    " AND ({0}.valid_to IS NULL OR {0}.valid_to > $as_of)"
)

_UNITS: Final = f"""
MATCH (d:Department)
WHERE {VALID.format("d")}
RETURN d.uid AS uid, d.name AS name, d.kind AS kind
ORDER BY uid
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A department at the day looked at."""

    uid: str
    name: str
    kind: str | None


def valid(*names: str) -> str:
    """The predicate of time for each of these, in Cypher.

    >>> valid("x").startswith("(x.valid_from IS NULL OR x.valid_from <= $as_of)")
    True
    """
    return " AND ".join(VALID.format(name) for name in names)


def units(store: Store, as_of: date) -> dict[str, Unit]:
    """The departments at `as_of`, by uid, in the order of their names."""
    rows = store.read(_UNITS, {"as_of": as_of})
    found = [Unit(row["uid"], row["name"] or row["uid"], row["kind"]) for row in rows]
    return {unit.uid: unit for unit in sorted(found, key=lambda u: (u.name, u.uid))}


def engine(store: Store) -> str:
    """Name and version of the engine."""
    return store.engine


def presence(store: Store) -> dict[str, int]:
    """How many nodes there are of each label, closed ones too; without the program's own."""
    counts = {}
    for name, node in SCHEMA.nodes.items():
        if node.label.group is not Group.SYSTEM:
            [row] = store.read(f"MATCH (n:{name}) RETURN count(n) AS n")
            counts[name] = int(row["n"])
    return counts


_BUSIEST: Final = f"""
MATCH (w:Power)-[x:EXERCISED_BY]->(d:Department)
WHERE {VALID.format("x")} AND ($unit IS NULL OR d.uid = $unit)
RETURN d.uid AS uid, d.name AS name, d.kind AS kind, count(DISTINCT w.uid) AS n
ORDER BY n DESC, uid, name, kind LIMIT $limit
"""


def busiest(
    store: Store, as_of: date, unit: str | None, limit: int
) -> tuple[tuple[Unit, int], ...]:
    """The departments with most powers, and how many they have."""
    rows = store.read(_BUSIEST, {"as_of": as_of, "unit": unit, "limit": limit})
    return tuple((Unit(r["uid"], r["name"] or r["uid"], r["kind"]), int(r["n"])) for r in rows)


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"units": _UNITS, "busiest": _BUSIEST}
