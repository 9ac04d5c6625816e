"""Facts into a store, in batches, each batch a transaction. Loading the same facts changes nothing.

A batch is compared with what stands in the graph: new facts are created, changed properties are
set and kept as `Change` records (before, after), facts that are the same are left alone, provenance
too.
So the records of an import suffice to take it back exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from graph.schema import SCHEMA
from graph.store import Row, Statement, Store
from graph.values import encode

SOURCE_PROPS: Final = ("source_uid", "source_sheet", "source_row")
KEEP: Final = "UNWIND $rows AS r MERGE (c:Change {uid: r.uid}) SET c += r.props"


class Origin(NamedTuple):
    """Where a fact was read: the file's number in its import, sheet, row."""

    file: int
    sheet: str
    row: int


class NodeFact(NamedTuple):
    """A node to be. `props` holds what the source states; an absent key is left as it is.

    `made_name` is the name it gets if it is new and the source states none.
    """

    uid: str
    props: dict[str, Any]
    origin: Origin
    made_name: str = ""


class RelFact(NamedTuple):
    """A relationship to be, between nodes that exist. `uid` tells it from its parallels."""

    uid: str
    source: str
    target: str
    props: dict[str, Any]
    origin: Origin


class RelKind(NamedTuple):
    """Which relationships a batch holds: type and the labels of both ends."""

    type: str
    source: str
    target: str


class SlotKind(NamedTuple):
    """A place in a node for the others it names: `owned_by` is the end that the row describes."""

    rel: RelKind
    owned_by: Literal["source", "target"]


class SlotFact(NamedTuple):
    """All that a row names in one place, such as the one department of a post; it may be nothing.

    What the graph holds there and the row no longer names is closed, so that a post that moved is
    never in two departments at once.
    """

    owner: str
    others: tuple[str, ...]
    origin: Origin


@dataclass(slots=True)
class Tally:
    """How many facts were new, changed, or there already."""

    created: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.created + other.created, self.changed + other.changed, self.same + other.same
        )


@dataclass(slots=True)
class FactWriter:
    """Writes the facts of one import.

    `day` is the day from which they say how things are: what they contradict is closed then.
    `source_uids` are the uids of the Source nodes, in the order of the import's files.
    `first_change` is the number of the last `Change` record that an earlier try at the same import
    has left.
    """

    store: Store
    import_id: str
    day: date
    source_uids: Sequence[str]
    first_change: int = 0
    _change: int = field(init=False)
    _empty: dict[str, bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._change = self.first_change

    def nodes(self, label: str, facts: Sequence[NodeFact]) -> Tally:
        """Write nodes of one label; uids must differ within the batch."""
        pattern = f"(x:{SCHEMA.nodes[label].label.name} {{uid: r.uid}})"
        known = self._known(label, SCHEMA.nodes[label].props, pattern, f"(x:{label})", facts)
        new = [self._row(_named(f)) for f in facts if f.uid not in known]
        create = f"UNWIND $rows AS r MERGE {pattern} SET x += r.props"
        changed, records = self._compare(label, facts, known)
        update = f"UNWIND $rows AS r MATCH {pattern} SET x += r.props"
        return self._write(facts, new, create, changed, update, records)

    def rels(self, kind: RelKind, facts: Sequence[RelFact]) -> Tally:
        """Write relationships of one kind; uids must differ within the batch."""
        rel = SCHEMA.rels[kind.type]
        if (kind.source, kind.target) not in rel.ends:
            raise KeyError(kind)
        ends = f"MATCH (a:{kind.source} {{uid: r.a}}) MATCH (b:{kind.target} {{uid: r.b}})"
        joined = f"(a)-[x:{rel.rel.name} {{uid: r.uid}}]->(b)"
        pattern = between(kind)
        known = self._known(kind.type, rel.props, pattern, f"()-[x:{rel.rel.name}]->()", facts)
        new = [self._row(f) for f in facts if f.uid not in known]
        create = f"UNWIND $rows AS r {ends} MERGE {joined} SET x += r.props"
        changed, records = self._compare(kind.type, facts, known, kind)
        update = f"UNWIND $rows AS r MATCH {pattern} SET x += r.props"
        return self._write(facts, new, create, changed, update, records)

    def slots(self, kind: SlotKind, facts: Sequence[SlotFact]) -> Tally:
        """Write what rows name in one place; owners must differ within the batch."""
        rel = kind.rel
        held = self._held(kind, [f.owner for f in facts])
        new: list[RelFact] = []
        closed: list[tuple[SlotFact, Row]] = []
        same = 0
        for fact in facts:
            before = held.get(fact.owner, [])
            current = {row["other"]: row for row in before if row["valid_to"] is None}
            for other in fact.others:
                if other in current:
                    same += 1
                    continue
                ends = (fact.owner, other) if kind.owned_by == "source" else (other, fact.owner)
                parts = [rel.type, rel.source, ends[0], rel.target, ends[1]]
                props: dict[str, Any] = {}
                if before:
                    # There and back and there again on one day is the same link, open again.
                    parts.append(self.day.isoformat())
                    props |= {"valid_from": self.day, "valid_to": None}
                props["uid"] = rel_uid(parts)
                new.append(RelFact(props["uid"], ends[0], ends[1], props, fact.origin))
            closed += [(fact, row) for other, row in current.items() if other not in fact.others]
        self._close(kind, closed)
        tally = self.rels(rel, new) if new else Tally()
        return tally + Tally(0, len(closed), same)

    def _held(self, kind: SlotKind, owners: list[str]) -> dict[str, list[Row]]:
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
            "x.uid AS uid, x.valid_to AS valid_to ORDER BY owner, uid",
            {"owners": owners},
        )
        held: dict[str, list[Row]] = {}
        for row in rows:
            held.setdefault(row["owner"], []).append(row)
        return held

    def _close(self, kind: SlotKind, closed: list[tuple[SlotFact, Row]]) -> None:
        if not closed:
            return
        rel = kind.rel
        rows, records = [], []
        for fact, row in closed:
            ends = (
                (fact.owner, row["other"])
                if kind.owned_by == "source"
                else (row["other"], fact.owner)
            )
            gone = RelFact(row["uid"], ends[0], ends[1], {}, fact.origin)
            rows.append({"uid": gone.uid, "a": gone.source, "b": gone.target})
            records.append(self._record(rel.type, gone, rel, "valid_to", None, self.day))
        close = f"UNWIND $rows AS r MATCH {between(rel)} SET x.valid_to = $day"
        self.store.write(
            [Statement(KEEP, {"rows": records}), Statement(close, {"rows": rows, "day": self.day})]
        )

    def _is_empty(self, name: str, any_of: str) -> bool:
        """Whether the graph had none of these when they were first asked for."""
        if name not in self._empty:
            count = self.store.read(f"MATCH {any_of} RETURN count(x) AS n")[0]["n"]
            self._empty[name] = count == 0
        return self._empty[name]

    def _known(
        self,
        name: str,
        props: Iterable[str],
        pattern: str,
        any_of: str,
        facts: Sequence[NodeFact] | Sequence[RelFact],
    ) -> dict[str, Row]:
        """What stands in the graph already, by uid."""
        if self._is_empty(name, any_of):
            return {}
        wanted = [*props, *SOURCE_PROPS]
        columns = ", ".join(f"x.{p} AS {p}" for p in wanted)
        rows = [{"uid": f.uid, **_ends(f)} for f in facts]
        found = self.store.read(
            f"UNWIND $rows AS r MATCH {pattern} RETURN {columns}", {"rows": rows}
        )
        return {row["uid"]: row for row in found}

    def _row(self, fact: NodeFact | RelFact) -> Row:
        props = {**fact.props, **self._source(fact.origin)}
        return {"uid": fact.uid, "props": props, **_ends(fact)}

    def _source(self, origin: Origin) -> Row:
        uid = self.source_uids[origin.file]
        return {"source_uid": uid, "source_sheet": origin.sheet, "source_row": origin.row}

    def _compare(
        self,
        name: str,
        facts: Sequence[NodeFact] | Sequence[RelFact],
        known: dict[str, Row],
        kind: RelKind | None = None,
    ) -> tuple[list[Row], list[Row]]:
        changed: list[Row] = []
        records: list[Row] = []
        for fact in facts:
            before = known.get(fact.uid)
            if before is None:
                continue
            differs = {p: v for p, v in fact.props.items() if v != before[p]}
            if not differs:
                continue
            row = self._row(fact)
            row["props"] = {**differs, **self._source(fact.origin)}
            changed.append(row)
            for prop in row["props"]:
                records.append(
                    self._record(name, fact, kind, prop, before[prop], row["props"][prop])
                )
        return changed, records

    def _record(
        self,
        name: str,
        fact: NodeFact | RelFact,
        kind: RelKind | None,
        prop: str,
        before: object,
        after: object,
    ) -> Row:
        self._change += 1
        about = f"{name}/{fact.uid}"
        ends = {}
        if kind and isinstance(fact, RelFact):
            ends = {
                "from_node": f"{kind.source}/{fact.source}",
                "to_node": f"{kind.target}/{fact.target}",
            }
        return {
            "uid": change_uid(self.import_id, self._change),
            "props": {
                "name": f"{about}.{prop}",
                "import_id": self.import_id,
                "seq": self._change,
                "about": about,
                "property": prop,
                "before": encode(before),
                "after": encode(after),
                "day": self.day,
                "source_uid": self.source_uids[fact.origin.file],
                **ends,
            },
        }

    def _write(
        self,
        facts: Sequence[NodeFact] | Sequence[RelFact],
        new: list[Row],
        create: str,
        changed: list[Row],
        update: str,
        records: list[Row],
    ) -> Tally:
        statements = []
        if new:
            statements.append(Statement(create, {"rows": new}))
        if changed:
            statements.append(Statement(KEEP, {"rows": records}))
            statements.append(Statement(update, {"rows": changed}))
        if statements:
            self.store.write(statements)
        return Tally(len(new), len(changed), len(facts) - len(new) - len(changed))


def change_uid(import_id: str, number: int) -> str:
    """The uid of an import's change record; they sort as they were made."""
    return f"{import_id}/{number:08d}"


def rel_uid(parts: Sequence[str]) -> str:
    """A short stable uid for a relationship, from what tells it apart."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def between(kind: RelKind) -> str:
    """Cypher that finds one relationship of a row `r` by both ends and its uid."""
    return (
        f"(a:{kind.source} {{uid: r.a}})-[x:{kind.type} {{uid: r.uid}}]->"
        f"(b:{kind.target} {{uid: r.b}})"
    )


def _named(fact: NodeFact) -> NodeFact:
    if not fact.made_name:
        return fact
    return fact._replace(props={"name": fact.made_name, **fact.props})


def _ends(fact: NodeFact | RelFact) -> Row:
    return {"a": fact.source, "b": fact.target} if isinstance(fact, RelFact) else {}


def in_batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The rows in lists of `size`, the last one shorter."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
