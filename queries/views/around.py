"""What lies around a node: drawn one by one as far as there is room, the rest counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from graph.store import Store
from queries.views.network import (
    Kind,
    Link,
    Many,
    Named,
    Surroundings,
    among,
    by_label,
    every_kind,
    kinds,
    linked,
    named,
)
from queries.views.nodes import split

NODE_LIMIT: Final = 300  # drawn unasked
NODE_MOST: Final = 1000  # drawn when asked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn around a node.

    Args:
        depth: how many steps from the node, 1 or 2.
        types: relationship types to follow; none means all.
        labels: labels to draw; none means all.
        opened: further nodes whose neighbours are to be drawn too.
        pinned: nodes that are drawn whether anything leads to them or not.
        hidden: nodes that are not drawn, and that nothing is followed from.
        limit: nodes drawn one by one.
    """

    depth: int = 1
    types: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    limit: int = NODE_LIMIT


ALL: Final = Wanted()


def surroundings(store: Store, ref: str, as_of: date, wanted: Wanted = ALL) -> Surroundings | None:
    """A node and what lies around it at a day; None where the node is not there.

    Where that is more than the limit, the smallest kinds are drawn one by one and each of the
    others as one node with a number.
    """
    hidden = frozenset(wanted.hidden) - {ref}
    opened = [r for r in wanted.opened if r not in hidden]
    start = named(store, (ref, *opened, *(r for r in wanted.pinned if r not in hidden)))
    if ref not in start:
        return None
    seen = _Drawn(store, as_of, wanted, hidden, dict(start))
    middle = [near for near in (ref, *opened) if near in start]
    for near in middle:
        seen.grow([near])
    if wanted.depth > 1:
        seen.grow(sorted(seen.beside(middle)))
    seen.join(wanted.pinned)
    return Surroundings(seen.nodes, tuple(sorted(seen.edges)), seen.groups)


def members(
    store: Store, many: Many, as_of: date, without: tuple[str, ...] = ()
) -> tuple[Named, ...]:
    """The nodes that are drawn as one, by name.

    Args:
        without: uids of their label that are not among them: the picture draws them by themselves.
    """
    leaving = set(without)
    found = {}
    for _, node in linked(store, many.kind, many.near, as_of):
        if split(node.ref)[1] not in leaving:
            found[node.ref] = node
    return tuple(sorted(found.values(), key=lambda n: (n.name, n.ref)))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {f"{kind} count": _count_of(kind) for kind in every_kind()}


@dataclass(slots=True)
class _Drawn:
    """A picture as it grows, up to a number of nodes."""

    store: Store
    as_of: date
    wanted: Wanted
    hidden: frozenset[str]
    nodes: dict[str, Named]
    edges: set[tuple[str, str, str]] = field(default_factory=set)
    groups: dict[str, Many] = field(default_factory=dict)

    def grow(self, near: Sequence[str]) -> None:
        """Add what is joined to these: kind by kind, the smallest first, while there is room."""
        found = self._kinds(near)
        known = self._known(near)
        room = self.wanted.limit - len(self.nodes)
        fitting: list[Kind] = []
        crowds: list[Kind] = []
        for kind, many in sorted(found.items(), key=lambda k: (k[1].count, k[0])):
            new = many.count - known.get(kind, 0)
            if new <= max(room, 1):
                fitting.append(kind)
                room -= new
            else:
                crowds.append(kind)
        self._fetch(near, fitting)
        if crowds:
            known = self._known(near)
        for kind in crowds:
            many = replace(found[kind], count=found[kind].count - known.get(kind, 0))
            if many.count and many.ref not in self.hidden:
                self._stand_for(many)

    def beside(self, middle: Sequence[str]) -> set[str]:
        """What is joined to these, drawn one by one; a pinned node need not be."""
        ends = {end for *pair, _ in self.edges if not set(middle).isdisjoint(pair) for end in pair}
        return ends - {*middle, *self.groups}

    def join(self, refs: Iterable[str]) -> None:
        """Add what joins these to the rest of the picture."""
        here = [ref for ref in refs if ref in self.nodes]
        self.edges |= {link.edge for link in self._links(here, self.nodes)}

    def _links(self, near: Iterable[str], others: Collection[str]) -> list[Link]:
        types = self.wanted.types
        links = among(self.store, near, others, self.as_of)
        return [link for link in links if not types or link.type in types]

    def _known(self, near: Sequence[str]) -> dict[Kind, int]:
        """Join these to what is drawn already; how much of each kind is that, or is hidden?"""
        links = self._links(near, [*self.nodes, *self.hidden])
        far: dict[Kind, set[str]] = {}
        for link in links:
            kind = Kind(split(link.near)[0], link.type, link.out, split(link.far)[0])
            far.setdefault(kind, set()).add(link.far)
            if link.far in self.nodes:
                self.edges.add(link.edge)
        return {kind: len(refs) for kind, refs in far.items()}

    def _kinds(self, near: Sequence[str]) -> dict[Kind, Many]:
        found = {}
        for label, uids in by_label(near).items():
            for kind in kinds(label, self.wanted.types, self.wanted.labels):
                params = {"uids": uids, "as_of": self.as_of}
                for row in self.store.read(_count_of(kind), params):
                    if row["n"]:
                        found[kind] = Many(kind, tuple(sorted(row["near"])), int(row["n"]))
        return found

    def _fetch(self, near: Sequence[str], fitting: Iterable[Kind]) -> None:
        uids = by_label(near)
        for kind in fitting:
            for link, node in linked(self.store, kind, uids[kind.near], self.as_of):
                if link.far not in self.hidden:
                    self.nodes.setdefault(link.far, node)
                    self.edges.add(link.edge)

    def _stand_for(self, many: Many) -> None:
        self.nodes[many.ref] = Named(many.ref, many.kind.type)
        self.groups[many.ref] = many
        for uid in many.near:
            link = Link(f"{many.kind.near}/{uid}", many.kind.type, many.kind.out, many.ref)
            self.edges.add(link.edge)


def _count_of(kind: Kind) -> str:
    return (
        f"{kind.pattern}\n"
        "RETURN count(DISTINCT b.uid) AS n, collect(DISTINCT a.uid) AS near ORDER BY n"
    )
