"""What is joined to what: neighbours, the surroundings of a node, paths, and pictures of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from graph.drawing.model import MARKS, Edge, Node, Picture
from graph.drawing.words import label_name
from graph.schema import SCHEMA, Group
from graph.store import Store
from graph.text import Language
from queries.views.frame import valid
from queries.views.nodes import split

NODE_LIMIT: Final = 300  # drawn unasked
NODE_MOST: Final = 1000  # drawn when asked for
_ROWS: Final = 20_000  # of one step; beyond, the number of an aggregate is "at least"
_LONGEST: Final = 6
_VISITED: Final = 30_000
_GROUP: Final = "~"  # begins the uid of an aggregate; no uid of ours begins with it

_LABELS: Final = tuple(n for n, t in SCHEMA.nodes.items() if t.label.group is not Group.SYSTEM)
_LABEL_OF: Final = " ".join(f"WHEN b:{name} THEN '{name}'" for name in _LABELS)
_RETURN: Final = (
    f"RETURN a.uid AS near, type(x) AS type, CASE {_LABEL_OF} END AS label, b.uid AS far,\n"
    "       b.name AS name, b.kind AS kind, b.risk_level AS risk_level, b.level AS level\n"
    "ORDER BY near, type, label, far LIMIT $limit"
)


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


@dataclass(frozen=True, slots=True)
class Named:
    """A node at the far end: its name, and the code that decides how it is drawn."""

    ref: str
    name: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A picture as data. `groups` are the aggregates: reference to the members."""

    nodes: Mapping[str, Named] = field(hash=False)
    edges: tuple[tuple[str, str, str], ...] = ()
    groups: Mapping[str, tuple[Named, ...]] = field(default_factory=dict, hash=False)

    @property
    def aggregated(self) -> bool:
        """Was anything drawn as one that is many?"""
        return bool(self.groups)


@dataclass(frozen=True, slots=True)
class Path:
    """A shortest path: references from one end to the other, and the edges between them."""

    refs: tuple[str, ...]
    links: tuple[Link, ...]
    nodes: Mapping[str, Named] = field(hash=False)


def neighbours(
    store: Store, refs: Iterable[str], as_of: date, types: tuple[str, ...] = ()
) -> tuple[list[Link], dict[str, Named]]:
    """Everything that is joined to these nodes at a day, in both directions.

    Args:
        types: relationship types to follow; default all.
    """
    by_label: dict[str, list[str]] = {}
    for ref in refs:
        label, uid = split(ref)
        by_label.setdefault(label, []).append(uid)
    links: list[Link] = []
    nodes: dict[str, Named] = {}
    for label, uids in by_label.items():
        for out in (True, False):
            params = {"uids": uids, "as_of": as_of, "limit": _ROWS}
            if types:
                params["types"] = list(types)
            for row in store.read(_step(label, out, bool(types)), params):
                if row["label"] is None:
                    continue
                far = f"{row['label']}/{row['far']}"
                links.append(Link(f"{label}/{row['near']}", row["type"], out, far))
                nodes.setdefault(far, Named(far, row["name"] or row["far"], _mark(row)))
    return list(dict.fromkeys(links)), nodes


def named(store: Store, refs: Iterable[str]) -> dict[str, Named]:
    """Names and marks of nodes; those that are not there are left out."""
    by_label: dict[str, list[str]] = {}
    for ref in dict.fromkeys(refs):
        label, uid = split(ref)
        if label in SCHEMA.nodes and uid:
            by_label.setdefault(label, []).append(uid)
    found = {}
    for label, uids in by_label.items():
        for row in store.read(_names_of(label), {"uids": uids}):
            ref = f"{label}/{row['uid']}"
            marks = {"label": label, "kind": None, "risk_level": None, "level": None} | row
            found[ref] = Named(ref, row["name"] or row["uid"], _mark(marks))
    return found


def surroundings(
    store: Store,
    ref: str,
    as_of: date,
    *,
    depth: int = 1,
    types: tuple[str, ...] = (),
    opened: tuple[str, ...] = (),
    limit: int = NODE_LIMIT,
) -> Surroundings | None:
    """A node and what lies around it; None where the node is not there.

    Where that is more than `limit` nodes, the smallest kinds are drawn one by one and each of the
    others as one node with a number.

    Args:
        depth: how many steps from the node, 1 or 2.
        opened: further nodes whose neighbours are to be drawn too.
    """
    start = named(store, (ref, *opened))
    if ref not in start:
        return None
    seen = _Drawn({ref: start[ref]}, limit)
    seen.grow(*neighbours(store, [ref], as_of, types))
    for more in opened:
        if more in start:
            seen.nodes.setdefault(more, start[more])
            seen.grow(*neighbours(store, [more], as_of, types))
    if depth > 1:
        around = [r for r in seen.nodes if r != ref and r not in opened]
        seen.grow(*neighbours(store, around, as_of, types))
    return Surroundings(seen.nodes, tuple(sorted(seen.edges)), seen.groups)


def path_between(
    store: Store, one: str, other: str, as_of: date, types: tuple[str, ...] = ()
) -> Path | None:
    """A shortest path of at most six steps; None where there is none, or too much lies between.

    Searched from both ends here, not by `shortestPath`: the embedded engine looks at the days of
    a relationship only after it has chosen the path.
    """
    names = named(store, (one, other))
    if one not in names or other not in names:
        return None
    back: tuple[dict[str, Link | None], dict[str, Link | None]] = ({one: None}, {other: None})
    edge = [[one], [other]]
    for _ in range(_LONGEST):
        if one == other:
            break
        side = 0 if len(edge[0]) <= len(edge[1]) else 1
        links, nodes = neighbours(store, edge[side], as_of, types)
        names |= nodes
        fresh: list[str] = []
        for link in links:
            if link.far not in back[side]:
                back[side][link.far] = link
                fresh.append(link.far)
        met = sorted(set(fresh) & back[1 - side].keys())
        if met:
            return _joined(met[0], back, names)
        edge[side] = fresh
        if not fresh or len(back[0]) + len(back[1]) > _VISITED:
            return None
    return None


def among(store: Store, refs: Sequence[str], as_of: date) -> list[tuple[str, str, str]]:
    """The relationships between any two of these nodes at a day."""
    wanted = set(refs)
    links, _ = neighbours(store, refs, as_of)
    return sorted({link.edge for link in links if link.far in wanted})


def evidence_picture(store: Store, refs: tuple[str, ...], focus: str, as_of: date) -> Picture:
    """The nodes of a finding's path, with what joins them at the day."""
    nodes = named(store, refs)
    edges = among(store, list(nodes), as_of)
    return picture(Surroundings(nodes, tuple(edges)), {focus}, "zh")


def picture(around: Surroundings, focus: Iterable[str], language: Language) -> Picture:
    """Something to draw."""
    middle = set(focus)
    nodes = [
        Node(ref, node.name, (("uid", split(ref)[1]),), node.mark, focus=ref in middle)
        for ref, node in around.nodes.items()
        if ref not in around.groups
    ]
    for ref, members in around.groups.items():
        name = label_name(split(ref)[0], language)
        nodes.append(Node(ref, name, count=len(members)))
    edges = [Edge(source, target, type) for source, target, type in around.edges]
    return Picture(tuple(nodes), tuple(edges))


def picture_of_path(path: Path) -> Picture:
    """A path as something to draw."""
    nodes = {ref: path.nodes[ref] for ref in path.refs}
    edges = tuple(link.edge for link in path.links)
    ends = {path.refs[0], path.refs[-1]}
    return picture(Surroundings(nodes, edges), ends, "zh")


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    steps = {
        f"{label} {out} {types}": _step(label, out, types)
        for label in _LABELS
        for out in (True, False)
        for types in (True, False)
    }
    return steps | {f"{label} names": _names_of(label) for label in _LABELS}


@dataclass(slots=True)
class _Drawn:
    """A picture as it grows, up to a number of nodes."""

    nodes: dict[str, Named]
    limit: int
    edges: set[tuple[str, str, str]] = field(default_factory=set)
    groups: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    def grow(self, links: Sequence[Link], names: Mapping[str, Named]) -> None:
        """Add what these links lead to: kind by kind, the smallest first, while there is room."""
        kinds: dict[tuple[str, str, bool, str], list[Link]] = {}
        for link in links:
            if link.far in self.nodes:
                self.edges.add(link.edge)
                continue
            near, far = split(link.near)[0], split(link.far)[0]
            kinds.setdefault((near, link.type, link.out, far), []).append(link)
        for kind, found in sorted(kinds.items(), key=lambda k: (len(k[1]), k[0])):
            new = {link.far: names[link.far] for link in found if link.far not in self.nodes}
            if len(self.nodes) + len(new) <= self.limit or len(new) == 1:
                self.nodes |= new
                self.edges |= {link.edge for link in found}
            else:
                self._aggregate(kind, found, new)

    def _aggregate(
        self, kind: tuple[str, str, bool, str], found: Sequence[Link], new: Mapping[str, Named]
    ) -> None:
        _, type, out, far = kind
        nearest = sorted({link.near for link in found})
        about = nearest[0] if len(nearest) == 1 else f"{len(nearest)}"
        ref = f"{far}/{_GROUP}{type}{_GROUP}{'out' if out else 'in'}{_GROUP}{about}"
        self.nodes[ref] = Named(ref, type)
        self.groups[ref] = tuple(new.values())
        self.edges |= {Link(near, type, out, ref).edge for near in nearest}


def _joined(
    middle: str,
    back: tuple[dict[str, Link | None], dict[str, Link | None]],
    names: Mapping[str, Named],
) -> Path:
    halves: list[list[Link]] = []
    for side in back:
        steps: list[Link] = []
        link = side[middle]
        while link is not None:
            steps.append(link)
            link = side[link.near]
        halves.append(steps)
    first = list(reversed(halves[0]))
    # The second half was walked from the other end: each of its links is turned round.
    second = [turned(link) for link in halves[1]]
    links = tuple(chain(first, second))
    start = links[0].near if links else middle
    refs = (start, *(link.far for link in links))
    return Path(refs, links, {ref: names[ref] for ref in refs})


def turned(link: Link) -> Link:
    """The same relationship, seen from its other end.

    >>> turned(Link("Post/a", "HOLDS", False, "Official/b"))
    Link(near='Official/b', type='HOLDS', out=True, far='Post/a')
    """
    return Link(link.far, link.type, not link.out, link.near)


def _mark(row: Mapping[str, object]) -> str | None:
    """The code of a role kind or risk level, where the node is drawn by one."""
    code = {
        "Role": row["kind"],
        "Power": row["risk_level"],
        "RiskPoint": row["level"],
    }.get(str(row["label"]))
    return str(code) if code in MARKS else None


def _step(label: str, out: bool, types: bool) -> str:
    # A label cannot be a parameter; this one is a key of the schema.
    joined = "(a)-[x]->(b)" if out else "(a)<-[x]-(b)"
    among = "type(x) IN $types AND " if types else ""
    return (
        f"UNWIND $uids AS wanted\nMATCH (a:{label} {{uid: wanted}})\n"
        f"MATCH {joined}\nWHERE {among}{valid('x', 'b')}\n{_RETURN}"
    )


def _names_of(label: str) -> str:
    column = {"Role": "kind", "Power": "risk_level", "RiskPoint": "level"}.get(label)
    more = f", n.{column} AS {column}" if column else ""
    return (
        f"UNWIND $uids AS wanted\nMATCH (n:{label} {{uid: wanted}})\n"
        f"RETURN n.uid AS uid, n.name AS name{more}\nORDER BY uid"
    )
