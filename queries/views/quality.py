"""What a graph holds, and so what can be judged by it: which tables would let which rules speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.schema import SCHEMA, LinkTable, NodeTable
from graph.store import Store
from queries.model import SavedQuery
from queries.views.frame import presence


@dataclass(frozen=True, slots=True)
class Lacking:
    """A rule that has nothing to look at, and why.

    `tables` are empty and would bring what it needs; `links` are relationship types of which there
    are none, and which come with a column of a table that is there. Neither: the tables are there,
    but no row is of the kind that it examines.
    """

    query: SavedQuery
    tables: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An empty table: the rules that lack nothing else, and those that lack more."""

    table: str
    alone: tuple[SavedQuery, ...] = field(hash=False)
    among: tuple[SavedQuery, ...] = field(hash=False)


# Which tables bring relationships: those whose rows they are.
_LINK_TABLES: Mapping[str, str] = {
    table.rel.name: table.name for table in SCHEMA.tables if isinstance(table, LinkTable)
}


def held(store: Store) -> dict[str, int]:
    """How many nodes there are of each label, and relationships of each type."""
    counts = presence(store)
    for name in SCHEMA.rels:
        [row] = store.read(_count(name))
        counts[name] = int(row["n"])
    return counts


def lacking(silent: Iterable[SavedQuery], counts: Mapping[str, int]) -> list[Lacking]:
    """Why rules are silent.

    Args:
        silent: those that examined nothing.
        counts: what the graph holds, see `held`.
    """
    return [_lacking(query, counts) for query in silent]


def unlocked(rules: Iterable[Lacking]) -> list[Unlocked]:
    """The empty tables by what they would let one see: the most useful first."""
    alone: dict[str, list[SavedQuery]] = {}
    among: dict[str, list[SavedQuery]] = {}
    for rule in rules:
        for table in rule.tables:
            (alone if len(rule.tables) == 1 else among).setdefault(table, []).append(rule.query)
    found = [
        Unlocked(name, tuple(alone.get(name, ())), tuple(among.get(name, ())))
        for name in alone.keys() | among.keys()
    ]
    return sorted(found, key=lambda u: (-len(u.alone), -len(u.among), u.table))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"held": _count(next(iter(SCHEMA.rels)))}


def _count(type: str) -> str:
    # A type cannot be a parameter; this is a key of the schema.
    return f"MATCH ()-[x:{type}]->() RETURN count(x) AS n"


def _lacking(query: SavedQuery, counts: Mapping[str, int]) -> Lacking:
    absent = [name for name in query.needs if not counts.get(name)]
    by_label = [SCHEMA.nodes[name].table for name in absent if name in SCHEMA.nodes]
    tables = [table.name for table in by_label if isinstance(table, NodeTable)]
    tables += [_LINK_TABLES[name] for name in absent if name in _LINK_TABLES]
    links = [name for name in absent if name in SCHEMA.rels and name not in _LINK_TABLES]
    return Lacking(query, tuple(dict.fromkeys(tables)), () if tables else tuple(links))
