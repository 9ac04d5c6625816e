"""One short text that tells the content of a graph apart from any other content.

Two graphs with the same facts have the same fingerprint, in whatever order and from whatever files
the facts came: provenance and the program's own book-keeping are left out. It is a sum over the
facts, so that facts which are only added can be added to it without reading the graph again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from graph.facts import RelKind
from graph.schema import SCHEMA
from graph.schema.kinds import Group
from graph.store import Row, Store

_BITS: Final = 128
_ENDS: Final = ("a", "b")
EMPTY: Final = f"{0:032x}"


def fingerprint(store: Store) -> str:
    """32 hexadecimal digits over every fact of the graph.

    The sum, modulo 2**128, of a hash of each fact: the order does not matter, and a fact that
    stands twice counts twice.
    """
    total = 0
    for name, node in SCHEMA.nodes.items():
        if node.label.group is not Group.SYSTEM:
            columns = ", ".join(f"x.{p} AS {p}" for p in _columns(name))
            total += _sum(store, f"MATCH (x:{name}) RETURN {columns}", name)
    for name, rel in SCHEMA.rels.items():
        columns = ", ".join(f"x.{p} AS {p}" for p in _columns(name) if p not in _ENDS)
        for source, target in rel.ends:
            match = f"MATCH (a:{source})-[x:{name}]->(b:{target})"
            total += _sum(store, f"{match} RETURN a.uid AS a, b.uid AS b, {columns}", name)
    return grown(EMPTY, total)


def grown(before: str, added: int) -> str:
    """The fingerprint of a graph that had another one before, with the hashes of new facts."""
    return f"{(int(before, 16) + added) % (1 << _BITS):032x}"


def hash_of(kind: str | RelKind, row: Row) -> int:
    """The hash of a fact that is to be: a label and the row of its node, or a relationship's kind
    and its row, which has the uids of both ends as `a` and `b`."""
    if isinstance(kind, str):
        return _hash(kind, row["props"], _columns(kind))
    fact = {**row["props"], **{end: row[end] for end in _ENDS}}
    return _hash(kind.type, fact, _columns(kind.type))


@cache
def _columns(name: str) -> tuple[str, ...]:
    """What counts of the facts of a label or type, in the order in which it does."""
    if name in SCHEMA.nodes:
        return tuple(SCHEMA.nodes[name].props)
    return (*_ENDS, *(p for p in SCHEMA.rels[name].props if p != "uid"))


def _hash(name: str, fact: Mapping[str, Any], columns: tuple[str, ...]) -> int:
    # Columns come in the order of the schema; a property that is not there leaves no trace, so
    # that a column added to the schema changes no fingerprint.
    text = repr([(p, fact[p]) for p in columns if fact.get(p) is not None])
    digest = hashlib.blake2b(f"{name}{text}".encode(), digest_size=_BITS // 8).digest()
    return int.from_bytes(digest, "big")


def _sum(store: Store, cypher: str, name: str) -> int:
    columns = _columns(name)
    return sum(_hash(name, row, columns) for row in store.stream(cypher))
