"""What stands in the graph already, of the facts that a batch states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.facts import NodeFact, RelFact, RelKind, SlotKind, between, ends
from graph.schema import SCHEMA
from graph.standing import SOURCE_PROPS, STANDING_PROPS
from graph.store import Row, Store

# Between the uid of a relationship that was closed and the day from which it is there again.
AGAIN: Final = "@"
# What is asked of every fact: who reads of a change sees its name, and a day closes it.
_ALWAYS: Final = ("uid", "name", "valid_from", "valid_to")


@dataclass(slots=True)
class Present:
    """Looks facts up, a batch at a time. What the graph had none of when it was first asked for is
    not asked for again."""

    store: Store
    _empty: dict[str, bool] = field(init=False, default_factory=dict)

    def _is_empty(self, name: str, any_of: str) -> bool:
        """Whether the graph had none of these when they were first asked for."""
        if name not in self._empty:
            count = self.store.read(f"MATCH {any_of} RETURN count(x) AS n")[0]["n"]
            self._empty[name] = count == 0
        return self._empty[name]

    def nodes(self, label: str, pattern: str, facts: Sequence[NodeFact]) -> dict[str, Row]:
        """The nodes that stand in the graph already, by uid."""
        if self._is_empty(label, f"(x:{label})"):
            return {}
        columns = _columns(SCHEMA.nodes[label].props, facts)
        found = self.store.read(
            f"UNWIND $rows AS r MATCH {pattern} RETURN {columns}",
            {"rows": [{"uid": f.uid} for f in facts]},
        )
        return {row["uid"]: row for row in found}

    def rels(self, kind: RelKind, facts: Sequence[RelFact]) -> dict[str, Row]:
        """The relationships that stand in the graph, by the uid that their statement gives them:
        of one that was closed and came back, what stands there now."""
        rel = SCHEMA.rels[kind.type]
        if self._is_empty(kind.type, f"()-[x:{rel.rel.name}]->()"):
            return {}
        columns = _columns(rel.props, facts)
        rows = [{"uid": f.uid, **ends(f)} for f in facts]
        found = self.store.read(
            f"UNWIND $rows AS r MATCH {between(kind)} RETURN {columns}", {"rows": rows}
        )
        known = {row["uid"]: row for row in found}
        closed = [r for r in rows if r["uid"] in known and known[r["uid"]]["closed_by"]]
        if closed:
            joined = (
                f"(a:{kind.source} {{uid: r.a}})-[x:{kind.type}]->(b:{kind.target} {{uid: r.b}})"
            )
            again = self.store.read(
                f"UNWIND $rows AS r MATCH {joined} WHERE x.uid STARTS WITH r.uid + $again "
                f"RETURN r.uid AS stated, {columns} ORDER BY stated, uid",
                {"rows": closed, "again": AGAIN},
            )
            known |= {row["stated"]: row for row in again}
        return known

    def joined(self, kind: RelKind, facts: Sequence[RelFact]) -> dict[str, str]:
        """What a person reads of relationships, by uid: the names of both ends."""
        rows = self.store.read(
            f"UNWIND $rows AS r MATCH (a:{kind.source} {{uid: r.a}}) "
            f"MATCH (b:{kind.target} {{uid: r.b}}) "
            "RETURN r.uid AS uid, a.name AS source, b.name AS target",
            {"rows": [{"uid": f.uid, **ends(f)} for f in facts]},
        )
        return {row["uid"]: f"{row['source']} → {row['target']}" for row in rows}

    def held(self, kind: SlotKind, owners: list[str]) -> dict[str, list[Row]]:
        rel = kind.rel
        if self._is_empty(rel.type, f"()-[x:{SCHEMA.rels[rel.type].rel.name}]->()"):
            return {}
        source, target = ("u", "") if kind.owned_by == "source" else ("", "u")
        pattern = (
            f"(a:{rel.source}{' {uid: u}' if source else ''})-[x:{rel.type}]->"
            f"(b:{rel.target}{' {uid: u}' if target else ''})"
        )
        other = "b" if source else "a"
        rows = self.store.read(
            f"UNWIND $owners AS u MATCH {pattern} RETURN u AS owner, {other}.uid AS other, "
            "x.uid AS uid, x.valid_to AS valid_to, x.source_uid AS source_uid, "
            "x.stated_by AS stated_by ORDER BY owner, uid",
            {"owners": owners},
        )
        held: dict[str, list[Row]] = {}
        for row in rows:
            held.setdefault(row["owner"], []).append(row)
        return held


def _columns(props: Iterable[str], facts: Sequence[NodeFact] | Sequence[RelFact]) -> str:
    """What is asked for: what the facts state, and what tells whose word they are."""
    stated = set(_ALWAYS).union(*{tuple(f.props) for f in facts})
    wanted = (*(p for p in props if p in stated), *SOURCE_PROPS, *STANDING_PROPS)
    return ", ".join(f"x.{p} AS {p}" for p in wanted)
