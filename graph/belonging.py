"""Whose a fact is: what of a graph belongs to one unit, and what its facts name besides.

A node belongs to a unit by the relationship that `OWNERS` declares for its label, for as long as
that relationship held: a post that moved is the first unit's until then, and the second's after.
A relationship belongs to whoever states it: the node whose row it stands in, or for tables of
relationships the end that `STATED_BY` names. So a unit's part of a graph is

- its own nodes, whole;
- the relationships that they state, and whatever lies at their other end: of no unit (a law, a
  counterparty), whole; of another unit, only its uid, its name and what no row of its table can be
  without, such as the department of a post;
- who holds another unit's post while that has a role in one of its powers.

What an official does in another unit is not in it, nor what its posts do with others' powers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from graph.errors import StoreError
from graph.facts import RelKind
from graph.schema import SCHEMA, LinkTable, NodeTable
from graph.schema.kinds import Group
from graph.store import Row, Store

ROOT: Final = "Department"
# Half-open [from, to); None is without end.
Span: TypeAlias = tuple[date | None, date | None]
Spans: TypeAlias = tuple[Span, ...]
Side: TypeAlias = Literal["source", "target", "either", "both"]
ALWAYS: Final[Spans] = ((None, None),)


class Way(NamedTuple):
    """How a node belongs to another: by a relationship, from it (`out`) or to it.

    `day` is the property that says when it happened, where the other was the unit's for a time.
    """

    type: str
    owner: str
    out: bool = True
    day: str | None = None

    def pattern(self, node: str, rel: str = "", owner: str = "") -> str:
        """The relationship in Cypher, from the node that belongs."""
        head, tail = ("-", "->") if self.out else ("<-", "-")
        return f"({node}){head}[{rel}:{self.type}]{tail}({owner}:{self.owner})"


# Of several ways, the first that a node has counts: a case is whose department runs it, and only
# where none is known, whose power it is. Owners stand before what belongs to them.
OWNERS: Final[Mapping[str, tuple[Way, ...]]] = {
    "Section": (Way("SECTION_OF", ROOT),),
    "Body": (Way("BODY_OF", ROOT),),
    "Post": (Way("IN_DEPARTMENT", ROOT),),
    "Official": (Way("HOLDS", "Post"),),
    "PowerList": (Way("LIST_OF", ROOT),),
    "Power": (Way("EXERCISED_BY", ROOT),),
    "PowerChange": (Way("CHANGES", "Power", day="changed_on"),),
    "Role": (Way("OVER", "Power"),),
    "Step": (Way("HAS_STEP", "Power", out=False),),
    "RiskPoint": (Way("HAS_RISK", "Power", out=False),),
    "ControlMeasure": (Way("MITIGATED_BY", "RiskPoint", out=False),),
    "Duty": (Way("BEARS", "Power", out=False),),
    "DiscretionStandard": (Way("HAS_STANDARD", "Power", out=False),),
    "CaseFile": (Way("RUN_BY", ROOT), Way("CASE_OF", "Power", day="accepted_on")),
    "CaseEvent": (Way("EVENT_OF", "CaseFile"),),
    "Matter": (Way("MATTER_OF", ROOT),),
    "Meeting": (Way("OF_BODY", "Body", day="held_on"),),
    "Statement": (Way("ABOUT", "Matter"),),
    "Disclosure": (
        Way("DISCLOSED_IN", "Power", out=False),
        Way("DISCLOSED_IN", "Matter", out=False),
    ),
    "Filing": (Way("FILED_AS", "Matter", out=False), Way("FILED_AS", "CaseFile", out=False)),
    "FundSource": (Way("FUND_OF", ROOT),),
    "Payment": (Way("PAID_BY", ROOT),),
    "Countersign": (Way("SIGNS", "Payment"),),
    "Contract": (Way("PURCHASED_BY", ROOT),),
    "Problem": (Way("FOUND_IN", ROOT),),
    "Rectification": (Way("RECTIFIES", "Problem"),),
    "Accountability": (
        Way("BECAUSE_OF", "Power", day="decided_on"),
        Way("AGAINST", "Official", day="decided_on"),
    ),
    "IntegrityReport": (Way("REPORTED_BY", "Official", day="held_on"),),
    "Assessment": (Way("ASSESSES", ROOT),),
    "Evaluation": (Way("EVALUATES", ROOT),),
    "Feedback": (Way("TO_DEPARTMENT", ROOT), Way("ABOUT_POWER", "Power", day="at")),
}
# Of no unit: in a part as far as its facts name them. The templates of steps name nothing and are
# for all; a region brings those that it lies in.
SHARED: Final = frozenset(
    {"Region", "Counterparty", "LegalBasis", "RestraintSystem", "TemplateStep", "Inspection"}
)
FOR_ALL: Final = "TemplateStep"

# Who states a relationship that has a table of its own. `both`: it must be about the unit's own
# people alone. `either`: each of the two units may know of it.
STATED_BY: Final[Mapping[str, Side]] = {
    "SUPERVISES": "either",
    "HOLDS": "target",
    "IN_CHARGE_OF": "either",
    "MEMBER_OF": "target",
    "KIN_OF": "both",
    "HAS_INTEREST": "source",
    "REGULATES": "source",
    "DELEGATED_TO": "either",
    "AUTHORIZED_BY": "source",
    "FILLS": "target",
    "CONSTRAINED_BY": "source",
    "VOTED": "target",
}


@dataclass(slots=True)
class Holding:
    """A part of a graph, by uids: `own` with the time for which each was the unit's, `bounds` of
    other units, `shared` of none; and the relationships by kind, with the uids of their ends."""

    unit: str
    own: dict[str, dict[str, Spans]] = field(default_factory=dict)
    bounds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shared: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: dict[RelKind, dict[tuple[str, str, str], Row]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def uids(self, label: str) -> set[str]:
        """All nodes of a label, whosesoever."""
        return {*self.own.get(label, ()), *self.bounds[label], *self.shared[label]}


def holding(store: Store, unit: str) -> Holding:
    """What belongs to a unit (uid of a department), whatever the day.

    Raises:
        StoreError: the graph has no such unit, or cannot be read.
    """
    if not store.read("MATCH (d:Department {uid: $uid}) RETURN d.uid AS uid", {"uid": unit}):
        raise StoreError("part.no_unit", unit=unit)
    part = Holding(unit, {ROOT: {unit: ALWAYS}})
    for label, ways in OWNERS.items():
        part.own[label] = _owned(store, part, label, ways)
    part.shared[FOR_ALL] |= {
        row["uid"] for row in store.read(f"MATCH (x:{FOR_ALL}) RETURN x.uid AS uid")
    }
    for kind, side in stating():
        _take(part, kind, _stated(store, part, kind, side))
    _holders_of_roles(store, part)
    _what_rows_need(store, part)
    return part


def stating() -> Iterator[tuple[RelKind, Side]]:
    """Who states each kind of relationship; of those of no unit's nodes, who is at the other end.

    One that only nodes of no unit join (a region lies in a region) has none.
    """
    for table in SCHEMA.tables:
        if isinstance(table, LinkTable):
            for source in table.source.labels:
                for target in table.target.labels:
                    kind = RelKind(table.rel.name, source.name, target.name)
                    yield kind, STATED_BY[table.rel.name]
            continue
        for kind, side in _of_rows(table):
            other = kind.target if side == "source" else kind.source
            if table.label.name not in SHARED:
                yield kind, side
            elif other not in SHARED:
                yield kind, "target" if side == "source" else "source"
    for rel, source_name, target_name in SCHEMA.chained:
        yield RelKind(rel.name, source_name, target_name), "source"


def _of_rows(table: NodeTable, *, required: bool = False) -> Iterator[tuple[RelKind, Side]]:
    """The relationships that the rows of a table make, and which end the row's node is."""
    for column, ref in table.references:
        if required and not column.required:
            continue
        if ref.reversed:
            yield RelKind(ref.rel.name, ref.label.name, table.label.name), "target"
        else:
            yield RelKind(ref.rel.name, table.label.name, ref.label.name), "source"


def needed(label: str) -> tuple[str, ...]:
    """The properties that no row of a label's table can be without."""
    table = SCHEMA.table_of(label)
    required = [c.name for c in table.properties if c.required]
    return tuple(dict.fromkeys(["uid", "name", *required]))


def _owned(store: Store, part: Holding, label: str, ways: Iterable[Way]) -> dict[str, Spans]:
    found: dict[str, list[Span]] = defaultdict(list)
    earlier: list[str] = []
    for way in ways:
        parents = part.own[way.owner]
        first = "".join(f" AND NOT EXISTS {{ MATCH {pattern} }}" for pattern in earlier)
        day = f", x.{way.day} AS day" if way.day else ""
        rows = store.read(
            f"MATCH {way.pattern(f'x:{label}', 'r', 'p')} WHERE p.uid IN $uids{first} "
            "RETURN x.uid AS uid, p.uid AS owner, r.valid_from AS since, r.valid_to AS until"
            f"{day} ORDER BY uid, owner, since",
            {"uids": list(parents)},
        )
        for row in rows:
            happened = _day(row["day"]) if way.day else None
            for span in parents[row["owner"]]:
                both = _overlap(span, (row["since"], row["until"]))
                if both and (happened is None or _lies_in(happened, both)):
                    found[row["uid"]].append(both)
        earlier.append(way.pattern("x"))
    return {uid: tuple(dict.fromkeys(spans)) for uid, spans in found.items()}


def _stated(store: Store, part: Holding, kind: RelKind, side: Side) -> Iterator[Row]:
    """The relationships of a kind that the unit's nodes state, from the time they were its."""
    sources, targets = part.own.get(kind.source, {}), part.own.get(kind.target, {})
    if side in ("source", "either", "both"):
        for row in _links(store, kind, "a", sources):
            if side == "both" and row["b"] not in targets:
                continue
            if _while(row, sources[row["a"]]):
                yield row
    if side in ("target", "either"):
        yield from (
            row for row in _links(store, kind, "b", targets) if _while(row, targets[row["b"]])
        )


def _holders_of_roles(store: Store, part: Holding) -> None:
    """Who holds another unit's post while that has a role in one of this unit's powers."""
    filled: dict[str, list[Span]] = defaultdict(list)
    for row in part.links[RelKind("FILLS", "Post", "Role")].values():
        filled[row["a"]].append((row["valid_from"], row["valid_to"]))
    kind = RelKind("HOLDS", "Official", "Post")
    others = {post: spans for post, spans in filled.items() if post in part.bounds["Post"]}
    held = _links(store, kind, "b", others)
    _take(part, kind, (row for row in held if _while(row, others[row["b"]])))


def _what_rows_need(store: Store, part: Holding) -> None:
    """What the rows of nodes at the edge cannot be without, and the regions around a region."""
    done: dict[str, set[str]] = defaultdict(set)
    while True:
        grown = False
        for table in SCHEMA.tables:
            if not isinstance(table, NodeTable):
                continue
            label = table.label.name
            edge = (part.shared if label in SHARED else part.bounds)[label] - done[label]
            done[label] |= edge
            for kind, side in _of_rows(table, required=label not in SHARED):
                other = kind.target if side == "source" else kind.source
                if edge and (label not in SHARED or other in SHARED):
                    _take(part, kind, _links(store, kind, "a" if side == "source" else "b", edge))
                    grown = True
        if not grown:
            return


def _take(part: Holding, kind: RelKind, rows: Iterable[Row]) -> None:
    """Relationships into the part, with the nodes at their ends."""
    for row in rows:
        part.links[kind][row["a"], row["b"], row["uid"]] = row
        for label, uid in ((kind.source, row["a"]), (kind.target, row["b"])):
            if label in SHARED:
                part.shared[label].add(uid)
            elif uid not in part.own.get(label, ()):
                part.bounds[label].add(uid)


def _links(store: Store, kind: RelKind, end: str, uids: Iterable[str]) -> list[Row]:
    """The relationships of a kind with one end (`a` source, `b` target) among these nodes."""
    wanted = sorted(uids)
    if not wanted:
        return []
    names = [*SCHEMA.rels[kind.type].props, "source_uid", "source_sheet", "source_row"]
    columns = ", ".join(f"x.{name} AS {name}" for name in names)
    return store.read(
        f"MATCH (a:{kind.source})-[x:{kind.type}]->(b:{kind.target}) WHERE {end}.uid IN $uids "
        f"RETURN a.uid AS a, b.uid AS b, {columns} ORDER BY a, b, uid",
        {"uids": wanted},
    )


def _while(row: Row, spans: Iterable[Span]) -> bool:
    link = (row["valid_from"], row["valid_to"])
    return any(_overlap(link, span) is not None for span in spans)


def _overlap(one: Span, other: Span) -> Span | None:
    """The days in both; None where there are none."""
    starts = [day for day in (one[0], other[0]) if day is not None]
    ends = [day for day in (one[1], other[1]) if day is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    return None if start is not None and end is not None and start >= end else (start, end)


def _lies_in(day: date, span: Span) -> bool:
    start, end = span
    return (start is None or start <= day) and (end is None or day < end)


def _day(value: date | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def undeclared() -> set[str]:
    """Labels of which nothing here says whose they are; there must be none."""
    labels = {n for n, x in SCHEMA.nodes.items() if x.label.group is not Group.SYSTEM}
    return labels - {ROOT} - OWNERS.keys() - SHARED
