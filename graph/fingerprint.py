"""One short text that tells the content of a graph apart from any other content.

Two graphs with the same facts have the same fingerprint, in whatever order and from whatever files
the facts came: provenance and the program's own book-keeping are left out.
"""

from __future__ import annotations

import hashlib
from typing import Final

from graph.schema import SCHEMA
from graph.schema.kinds import Group
from graph.store import Store

_BITS: Final = 128


def fingerprint(store: Store) -> str:
    """32 hexadecimal digits over every fact of the graph.

    The sum, modulo 2**128, of a hash of each fact: the order does not matter, and a fact that
    stands twice counts twice.
    """
    total = 0
    for name, node in SCHEMA.nodes.items():
        if node.label.group is not Group.SYSTEM:
            columns = ", ".join(f"x.{p} AS {p}" for p in node.props)
            total += _sum(store, f"MATCH (x:{name}) RETURN {columns}", name)
    for name, rel in SCHEMA.rels.items():
        columns = ", ".join(f"x.{p} AS {p}" for p in rel.props if p != "uid")
        for source, target in rel.ends:
            match = f"MATCH (a:{source})-[x:{name}]->(b:{target})"
            total += _sum(store, f"{match} RETURN a.uid AS a, b.uid AS b, {columns}", name)
    return f"{total % (1 << _BITS):032x}"


def _sum(store: Store, cypher: str, name: str) -> int:
    total = 0
    for row in store.stream(cypher):
        # Columns come in the order asked for; a property that is not there leaves no trace, so
        # that a column added to the schema changes no fingerprint.
        fact = repr([item for item in row.items() if item[1] is not None])
        digest = hashlib.blake2b(f"{name}{fact}".encode(), digest_size=_BITS // 8).digest()
        total += int.from_bytes(digest, "big")
    return total
