"""Facts into a store, in batches, each batch a transaction. Loading the same facts changes nothing.

A batch is compared with what stands in the graph: new facts are created, changed properties are
set and kept as `Change` records (before, after), facts that are the same are left alone, provenance
too.
So the records of an import suffice to take it back exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from graph.changes import KEEP, Recorder, Seen, Subject
from graph.facts import (
    Gone,
    NodeFact,
    Origin,
    RelFact,
    RelKind,
    SlotFact,
    SlotKind,
    Tally,
    between,
    ends,
    rel_uid,
)
from graph.fingerprint import hash_of
from graph.present import AGAIN, Present
from graph.schema import SCHEMA
from graph.standing import DERIVED, Standing, difference, returns
from graph.store import Row, Statement, Store

# A fact, how it stands in the graph, and the properties that are to be set.
_Set: TypeAlias = tuple[NodeFact | RelFact, Row, Row]


@dataclass(slots=True)
class FactWriter:
    """Writes the facts of one import.

    `records` keeps what it changes, for the day from which the facts say how things are: what they
    contradict is closed then. `standing` tells whose word they are. `rehearsal`: all is read and
    compared, nothing written. `reopened` are the nodes that a newer state had dropped, as the
    changes that brought them back. `added` is the sum of the hashes of new facts, None as soon as
    any other fact was touched.
    """

    store: Store
    records: Recorder
    standing: Standing
    rehearsal: bool = False
    wrote: bool = field(init=False, default=False)
    added: int | None = field(init=False, default=0)
    reopened: list[Seen] = field(init=False, default_factory=list)
    _present: Present = field(init=False)

    def __post_init__(self) -> None:
        self._present = Present(self.store)

    @property
    def day(self) -> date:
        """The day of the import."""
        return self.records.day

    def nodes(self, label: str, facts: Sequence[NodeFact]) -> Tally:
        """Write nodes of one label; uids must differ within the batch."""
        pattern = f"(x:{SCHEMA.nodes[label].label.name} {{uid: r.uid}})"
        known = self._present.nodes(label, pattern, facts)
        create = f"UNWIND $rows AS r CREATE {pattern} SET x += r.props"
        return self._write(label, facts, create, known)

    def rels(self, kind: RelKind, facts: Sequence[RelFact]) -> Tally:
        """Write relationships of one kind; uids must differ within the batch."""
        rel = SCHEMA.rels[kind.type]
        if (kind.source, kind.target) not in rel.ends:
            raise KeyError(kind)
        both = f"MATCH (a:{kind.source} {{uid: r.a}}) MATCH (b:{kind.target} {{uid: r.b}})"
        joined = f"(a)-[x:{rel.rel.name}]->(b)"
        known = self._present.rels(kind, facts)
        facts = [self._latest(f, known) for f in facts] if known else facts
        create = f"UNWIND $rows AS r {both} CREATE {joined} SET x += r.props"
        return self._write(kind, facts, create, known)

    def slots(self, kind: SlotKind, facts: Sequence[SlotFact]) -> Tally:
        """Write what rows name in one place; owners must differ within the batch."""
        rel = kind.rel
        held = self._present.held(kind, [f.owner for f in facts])
        new: list[RelFact] = []
        sets: list[_Set] = []
        same = closed = 0
        for fact in facts:
            before = held.get(fact.owner, [])
            current = {row["other"]: row for row in before if row["valid_to"] is None}
            for other in fact.others:
                source, target = kind.ends(fact.owner, other)
                if other not in current:
                    parts = [rel.type, rel.source, source, rel.target, target]
                    props: dict[str, Any] = {}
                    if before:
                        # There and back and there again on one day is the same link, open again.
                        parts.append(self.day.isoformat())
                        props |= {"valid_from": self.day, "valid_to": None}
                    props["uid"] = rel_uid(parts)
                    new.append(RelFact(props["uid"], source, target, props, fact.origin))
                    continue
                same += 1
                row = current[other]
                own = rel.type in DERIVED or self.standing.is_own(row, fact.origin.file)
                staters = None if own else self.standing.with_own(row, fact.origin.file)
                if staters:
                    there = RelFact(row["uid"], source, target, {}, fact.origin)
                    sets.append((there, row, {"stated_by": staters}))
            for other in [o for o in current if o not in fact.others]:
                row = current[other]
                gone = RelFact(row["uid"], *kind.ends(fact.owner, other), {}, fact.origin)
                sets.append((gone, row, {"valid_to": self.day}))
                closed += 1
        self._set(rel, sets)
        tally = self.rels(rel, new) if new else Tally()
        return tally + Tally(same=same, closed=closed)

    def look_again(self) -> None:
        """Forget what the graph had none of: from here on it has what was written."""
        self._present = Present(self.store)

    def close(self, kind: str | RelKind, gone: Sequence[Gone], place: Origin) -> Tally:
        """Close what a newer state of its only series states no more; of a fact that others state,
        only the word of that series is taken back."""
        sets: list[_Set] = []
        for one in gone:
            before = {"valid_to": one.valid_to, "stated_by": one.stated_by, "closed_by": None}
            after: Row = {"stated_by": one.others}
            if not one.others:
                after = {"valid_to": self.day, "closed_by": self.records.source_uids[place.file]}
            fact: NodeFact | RelFact = NodeFact(one.uid, {}, place)
            if not isinstance(kind, str):
                fact = RelFact(one.uid, one.source, one.target, {}, place)
            sets.append((fact, before | {"name": one.name}, after))
        self._set(kind, sets)
        return Tally(closed=sum(not one.others for one in gone))

    def _new(self, fact: NodeFact | RelFact) -> Row:
        """The row of a fact that the graph does not know: with a name, if it is a node; true since
        the day if a newer state brings it, unless it says otherwise."""
        props = {**fact.props, **self._source(fact.origin)}
        if isinstance(fact, NodeFact) and fact.made_name:
            props = {"name": fact.made_name, **props}
        if self.standing.newer[fact.origin.file] and props.get("valid_from") is None:
            until = props.get("valid_to")
            if until is None or until > self.day:
                props["valid_from"] = self.day
        return {"uid": fact.uid, "props": props, **ends(fact)}

    def _latest(self, fact: RelFact, known: dict[str, Row]) -> RelFact:
        """The relationship that a statement means: the one known by its uid, or where that was
        closed and a gap lies between, the last one opened after it or a new one."""
        row = known.get(fact.uid)
        if row is None:
            return fact
        uid = row["uid"]
        undated = fact.props.get("valid_from") is None
        if undated and row["valid_from"] != self.day and returns(fact.props, row, self.day):
            uid = f"{fact.uid}{AGAIN}{self.day.isoformat()}"
            opened = {**fact.props, "uid": uid, "valid_from": self.day, "valid_to": None}
            return fact._replace(uid=uid, props=opened)
        if uid == fact.uid:
            return fact
        known[uid] = row
        return fact._replace(uid=uid, props={**fact.props, "uid": uid})

    def _set(self, kind: str | RelKind, sets: Sequence[_Set]) -> None:
        if sets:
            self._send(self._setting(kind, sets))

    def _setting(self, kind: str | RelKind, sets: Sequence[_Set]) -> list[Statement]:
        """What sets properties of facts in the graph, and keeps how they were."""
        pattern = f"(x:{kind} {{uid: r.uid}})" if isinstance(kind, str) else between(kind)
        rows = [{"uid": f.uid, "props": after, **ends(f)} for f, _, after in sets]
        change = f"UNWIND $rows AS r MATCH {pattern} SET x += r.props"
        records = self._records(kind, sets)
        self.added = None
        return [Statement(KEEP, {"rows": records}), Statement(change, {"rows": rows})]

    def _send(self, statements: Sequence[Statement]) -> None:
        self.wrote = True
        if not self.rehearsal:
            self.store.write(statements)

    def _source(self, origin: Origin) -> Row:
        uid = self.records.source_uids[origin.file]
        return {"source_uid": uid, "source_sheet": origin.sheet, "source_row": origin.row}

    def _compare(
        self,
        kind: str | RelKind,
        facts: Sequence[NodeFact] | Sequence[RelFact],
        known: dict[str, Row],
    ) -> tuple[list[_Set], int]:
        """What is to be set, and how many facts say something else now."""
        if not known:
            return [], 0
        derived = kind in DERIVED if isinstance(kind, str) else kind.type in DERIVED
        changed: list[_Set] = []
        news = 0
        for fact in facts:
            before = known.get(fact.uid)
            if before is None:
                continue
            sets = difference(fact.props, before, self.day)
            back = "closed_by" in sets
            own_before = derived or back or self.standing.is_own(before, fact.origin.file)
            if not sets and own_before:
                continue
            if sets:
                news += 1
                sets |= self._source(fact.origin)
            if not own_before:
                staters = self.standing.with_own(before, fact.origin.file)
                sets |= {"stated_by": staters} if staters else {}
            if sets:
                changed.append((fact, before, sets))
            if back and isinstance(kind, str) and sets.get("valid_to", 0) is None:
                subject = Subject(kind, fact.uid, before["name"])
                self.reopened.append(Seen(subject, "valid_to", before["valid_to"], None))
        return changed, news

    def _records(self, kind: str | RelKind, sets: Sequence[_Set]) -> list[Row]:
        """The records of what is set: one a property."""
        names: dict[str, str] = {}
        if not isinstance(kind, str):
            names = self._present.joined(kind, [f for f, _, _ in sets if isinstance(f, RelFact)])
        records = []
        for fact, before, after in sets:
            if isinstance(kind, str):
                subject = Subject(kind, fact.uid, before["name"])
            elif isinstance(fact, RelFact):
                both = (f"{kind.source}/{fact.source}", f"{kind.target}/{fact.target}")
                subject = Subject(kind.type, fact.uid, names.get(fact.uid, ""), *both)
            for prop, value in after.items():
                change = (subject, prop, before.get(prop), value, fact.origin)
                records.append(self.records.record(*change))
        return records

    def _write(
        self,
        kind: str | RelKind,
        facts: Sequence[NodeFact] | Sequence[RelFact],
        create: str,
        known: dict[str, Row],
    ) -> Tally:
        """Create what is not known, and set what differs, in one transaction.

        Nothing that was looked up in vain is looked up again by MERGE: no other import writes at
        the same time, and no driver repeats a commit whose outcome it does not know. After such a
        one the import counts as cut off, and its next try reads what stands in the graph.
        """
        new = [self._new(f) for f in facts if f.uid not in known]
        changed, news = self._compare(kind, facts, known)
        statements = []
        if new:
            statements.append(Statement(create, {"rows": new}))
            if self.added is not None and not self.rehearsal:
                self.added += sum(hash_of(kind, row) for row in new)
        if changed:
            statements += self._setting(kind, changed)
        if statements:
            self._send(statements)
        return Tally(len(new), news, len(facts) - len(new) - news)
