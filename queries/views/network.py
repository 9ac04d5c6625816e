"""What is joined to what at a day: names, neighbours, and pictures of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from graph.drawing.model import MARKS, Edge, Node, Picture
from graph.drawing.words import label_name
from graph.schema import SCHEMA
from graph.store import Store
from graph.text import Language
from queries.views.frame import valid
from queries.views.nodes import LABELS, split

_STANDS_FOR: Final = "~"  # begins the uid of an aggregate; no uid of ours begins with it
_MARKED_BY: Final = {"Role": "kind", "Power": "risk_level", "RiskPoint": "level"}
_ROWS: Final = 20_000  # of one kind


class Link(NamedTuple):
    """One relationship as seen from a node: `out` says that it goes from `near` to `far`."""

    near: str
    type: str
    out: bool
    far: str

    @property
    def edge(self) -> tuple[str, str, str]:
        """Source, target and type."""
        return (*((self.near, self.far) if self.out else (self.far, self.near)), self.type)


class Kind(NamedTuple):
    """Nodes of one label that a type joins to nodes of another, as seen from the latter."""

    near: str
    type: str
    out: bool
    far: str

    @property
    def pattern(self) -> str:
        """The Cypher that leads from nodes `a` with the uids `$uids` by `x` to `b`."""
        # Labels and types cannot be parameters; these are keys of the schema.
        joined = f"-[x:{self.type}]->" if self.out else f"<-[x:{self.type}]-"
        # The embedded engine finds a list of uids ten times as quickly as one uid after the other.
        return (
            f"MATCH (a:{self.near})\nWHERE a.uid IN $uids\n"
            f"MATCH (a){joined}(b:{self.far})\nWHERE {valid('x', 'b')}"
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A node: its name, and the code that decides how it is drawn."""

    ref: str
    name: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Many:
    """Nodes that are drawn as one. `count` leaves out what the picture draws by itself.

    `near` are the uids of the nodes that they are joined to, in order.
    """

    kind: Kind
    near: tuple[str, ...]
    count: int

    @property
    def ref(self) -> str:
        """Stands for them in a picture."""
        about = f"/{self.near[0]}" if len(self.near) == 1 else f"{_STANDS_FOR}{len(self.near)}"
        way = "out" if self.kind.out else "in"
        parts = (f"{self.kind.far}/", self.kind.type, way, self.kind.near)
        return _STANDS_FOR.join(parts) + about


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A picture as data. `groups` are the nodes that stand for many, by their reference."""

    nodes: Mapping[str, Named] = field(hash=False)
    edges: tuple[tuple[str, str, str], ...] = ()
    groups: Mapping[str, Many] = field(default_factory=dict, hash=False)

    @property
    def aggregated(self) -> bool:
        """Was anything drawn as one that is many?"""
        return bool(self.groups)


TYPES: Final = tuple(
    name
    for name, rel in SCHEMA.rels.items()
    if any({source, target} <= set(LABELS) for source, target in rel.ends)
)


@cache
def kinds(near: str, types: tuple[str, ...] = (), labels: tuple[str, ...] = ()) -> tuple[Kind, ...]:
    """What can be joined to nodes of a label, by these types and of these labels (none: all).

    >>> sorted(k.far for k in kinds("Post", ("HOLDS", "REPORTS_TO")))
    ['Official', 'Post', 'Post']
    """
    return tuple(
        Kind(near, name, out, far)
        for name, rel in SCHEMA.rels.items()
        if not types or name in types
        for source, target in rel.ends
        for out, here, far in ((True, source, target), (False, target, source))
        if here == near and far in LABELS and (not labels or far in labels)
    )


def linked(
    store: Store, kind: Kind, uids: Iterable[str], as_of: date, limit: int = _ROWS
) -> Iterator[tuple[Link, Named]]:
    """The links of a kind from these nodes, in a fixed order, and what is at their far ends."""
    params = {"uids": list(uids), "as_of": as_of, "limit": limit}
    for row in store.read(_links_of(kind), params):
        far = f"{kind.far}/{row['far']}"
        link = Link(f"{kind.near}/{row['near']}", kind.type, kind.out, far)
        yield link, Named(far, row["name"] or row["far"], known_mark(row["mark"]))


def neighbours(
    store: Store,
    refs: Iterable[str],
    as_of: date,
    types: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
) -> tuple[list[Link], dict[str, Named]]:
    """What is joined to these nodes at a day, in both directions.

    Args:
        types: relationship types to follow; none means all.
        labels: labels of what they lead to; none means all.
    """
    links: list[Link] = []
    nodes: dict[str, Named] = {}
    for label, uids in by_label(refs).items():
        for kind in kinds(label, types, labels):
            for link, node in linked(store, kind, uids, as_of):
                links.append(link)
                nodes.setdefault(node.ref, node)
    return list(dict.fromkeys(links)), nodes


def by_label(refs: Iterable[str]) -> dict[str, list[str]]:
    """The uids under their labels; what is no reference to a node of the schema is left out.

    >>> by_label(["Post/a", "Post/b", "Nothing/x"])
    {'Post': ['a', 'b']}
    """
    found: dict[str, list[str]] = {}
    for ref in dict.fromkeys(refs):
        label, uid = split(ref)
        if label in SCHEMA.nodes and uid:
            found.setdefault(label, []).append(uid)
    return found


def named(store: Store, refs: Iterable[str]) -> dict[str, Named]:
    """Names and marks of nodes, as they are asked for; what is not there is left out."""
    wanted = list(dict.fromkeys(refs))
    found = {}
    for label, uids in by_label(wanted).items():
        for row in store.read(_names_of(label), {"uids": uids}):
            ref = f"{label}/{row['uid']}"
            found[ref] = Named(ref, row["name"] or row["uid"], known_mark(row["mark"]))
    return {ref: found[ref] for ref in wanted if ref in found}


def among(store: Store, refs: Iterable[str], others: Iterable[str], as_of: date) -> list[Link]:
    """What joins any of these nodes to any of the others at a day."""
    wanted = by_label(others)
    found: dict[Link, None] = {}
    for label, uids in by_label(refs).items():
        for kind in kinds(label, (), tuple(wanted)):
            params: dict[str, Any] = {"uids": uids, "wanted": wanted[kind.far], "as_of": as_of}
            for row in store.read(_between(kind), params):
                near, far = f"{label}/{row['near']}", f"{kind.far}/{row['far']}"
                found[Link(near, kind.type, kind.out, far)] = None
    return list(found)


def evidence_picture(store: Store, refs: tuple[str, ...], focus: str, as_of: date) -> Picture:
    """The nodes of a finding's path, with what joins them at the day."""
    nodes = named(store, refs)
    edges = sorted({link.edge for link in among(store, nodes, nodes, as_of)})
    return picture(Surroundings(nodes, tuple(edges)), {focus}, "zh")


def picture(around: Surroundings, focus: Iterable[str], language: Language) -> Picture:
    """Something to draw."""
    middle = set(focus)
    nodes = [
        Node(ref, node.name, (("uid", split(ref)[1]),), node.mark, focus=ref in middle)
        for ref, node in around.nodes.items()
        if ref not in around.groups
    ]
    nodes += [
        Node(ref, label_name(many.kind.far, language), count=many.count)
        for ref, many in around.groups.items()
    ]
    edges = [Edge(source, target, type) for source, target, type in around.edges]
    return Picture(tuple(nodes), tuple(edges))


def every_kind() -> Iterator[Kind]:
    """All that the schema can join, from both ends."""
    for label in LABELS:
        yield from kinds(label)


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    found = {f"{label} names": _names_of(label) for label in LABELS}
    for kind in every_kind():
        found[f"{kind} links"] = _links_of(kind)
        found[f"{kind} between"] = _between(kind)
    return found


def known_mark(code: str | None) -> str | None:
    """The code of a role kind or risk level, if it is one."""
    return code if code in MARKS else None


def _mark(label: str, name: str) -> str:
    return f"{name}.{_MARKED_BY[label]}" if label in _MARKED_BY else "null"


def _links_of(kind: Kind) -> str:
    return (
        f"{kind.pattern}\nRETURN DISTINCT a.uid AS near, b.uid AS far, b.name AS name,"
        f" {_mark(kind.far, 'b')} AS mark\nORDER BY near, far LIMIT $limit"
    )


def _between(kind: Kind) -> str:
    return (
        f"{kind.pattern} AND b.uid IN $wanted\n"
        "RETURN DISTINCT a.uid AS near, b.uid AS far ORDER BY near, far"
    )


def _names_of(label: str) -> str:
    return (
        f"MATCH (n:{label})\nWHERE n.uid IN $uids\n"
        f"RETURN n.uid AS uid, n.name AS name, {_mark(label, 'n')} AS mark ORDER BY uid"
    )
