"""How one node leads to another: a shortest path at a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final, TypeAlias

from graph.drawing.model import Picture
from graph.store import Store
from queries.views.network import Link, Named, Surroundings, named, neighbours, picture
from queries.views.nodes import split

_LONGEST: Final = 6
_VISITED: Final = 30_000
_Back: TypeAlias = dict[str, Link | None]  # the link by which a node was reached


@dataclass(frozen=True, slots=True)
class Path:
    """References from one end to the other, and what joins them."""

    refs: tuple[str, ...]
    links: tuple[Link, ...]
    nodes: Mapping[str, Named] = field(hash=False)


def path_between(
    store: Store,
    one: str,
    other: str,
    as_of: date,
    types: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
) -> Path | None:
    """A shortest path of at most six steps; None where there is none, or too much lies between.

    Searched from both ends here, not by `shortestPath`: the embedded engine looks at the days of
    a relationship only after it has chosen the path.

    Args:
        types: relationship types that it may follow; none means all.
        labels: labels that it may pass through; none means all.
    """
    names = named(store, (one, other))
    passed = tuple({*labels, *(split(ref)[0] for ref in names)}) if labels else ()
    if one not in names or other not in names:
        return None
    if one == other:
        return Path((one,), (), names)
    back: tuple[_Back, _Back] = ({one: None}, {other: None})
    edge = [[one], [other]]
    for _ in range(_LONGEST):
        side = 0 if len(edge[0]) <= len(edge[1]) else 1
        links, nodes = neighbours(store, edge[side], as_of, types, passed)
        names |= nodes
        fresh: list[str] = []
        for link in links:
            ends = link.far in (one, other)
            if link.far not in back[side] and (ends or not labels or split(link.far)[0] in labels):
                back[side][link.far] = link
                fresh.append(link.far)
        met = sorted(set(fresh) & back[1 - side].keys())
        if met:
            return _joined(met[0], back, names)
        edge[side] = fresh
        if not fresh or len(back[0]) + len(back[1]) > _VISITED:
            return None
    return None


def picture_of_path(path: Path) -> Picture:
    """A path as something to draw."""
    nodes = {ref: path.nodes[ref] for ref in path.refs}
    edges = tuple(link.edge for link in path.links)
    return picture(Surroundings(nodes, edges), {path.refs[0], path.refs[-1]}, "zh")


def turned(link: Link) -> Link:
    """The same relationship, seen from its other end.

    >>> turned(Link("Post/a", "HOLDS", False, "Official/b"))
    Link(near='Official/b', type='HOLDS', out=True, far='Post/a')
    """
    return Link(link.far, link.type, not link.out, link.near)


def _joined(middle: str, back: tuple[_Back, _Back], names: Mapping[str, Named]) -> Path:
    halves: list[list[Link]] = []
    for side in back:
        steps: list[Link] = []
        link = side[middle]
        while link is not None:
            steps.append(link)
            link = side[link.near]
        halves.append(steps)
    # The second half was walked from the other end: each of its links is turned round.
    links = tuple(chain(reversed(halves[0]), (turned(link) for link in halves[1])))
    refs = (links[0].near, *(link.far for link in links))
    return Path(refs, links, {ref: names[ref] for ref in refs})
