"""The evidence of a finding as one line of Cypher, for people who look at it in Neo4j Browser."""

from __future__ import annotations

from collections.abc import Iterable

from graph.schema import SCHEMA
from queries.literals import literal


def browser_line(entries: Iterable[str]) -> str:
    """Cypher that returns the nodes of these `Label/uid`, and what joins them, as a picture.

    It holds the uids as literals, because Browser has no parameters at hand; each label is looked
    up by its own index. Entries of no label of the schema are left out; "" where none is left.

    >>> browser_line(["Post/P1"])
    "MATCH (n:Post) WHERE n.uid IN ['P1'] WITH collect(n) AS found UNWIND found AS n \
OPTIONAL MATCH (n)-[r]->(m) WHERE m IN found RETURN n, r, m"
    """
    by_label: dict[str, list[str]] = {}
    for entry in dict.fromkeys(entries):
        label, _, uid = entry.partition("/")
        if label in SCHEMA.nodes and uid:
            by_label.setdefault(label, []).append(uid)
    parts = [f"MATCH (n:{label}) WHERE n.uid IN {literal(u)}" for label, u in by_label.items()]
    if not parts:
        return ""
    if len(parts) == 1:
        head = parts[0]
    else:
        head = f"CALL {{ {' UNION '.join(f'{part} RETURN n' for part in parts)} }}"
    return (
        f"{head} WITH collect(n) AS found UNWIND found AS n "
        "OPTIONAL MATCH (n)-[r]->(m) WHERE m IN found RETURN n, r, m"
    )
