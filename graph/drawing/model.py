"""What is drawn: nodes, edges and words. A picture that cannot be drawn fails when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.errors import PowergraphError
from graph.schema import RISK_MARKS, ROLE_MARKS, SCHEMA

MARKS: Final = ROLE_MARKS | RISK_MARKS


class PictureError(PowergraphError):
    """A picture contradicts itself or names what the schema does not know."""


@dataclass(frozen=True, slots=True)
class Node:
    """One symbol.

    Args:
        ref: `Label/uid`, the label one that the schema declares.
        name: what a person reads; any text at all.
        detail: facts beside it, as (heading, value) in the reader's language.
        mark: code of a role kind or risk level, which then decides colour, shape and text.
        focus: the picture is about this node; drawn larger, in the middle of "rings".
        count: an aggregate that stands for so many nodes.
        pinned: somebody wants it to stay; drawn with a thick edge.
    """

    ref: str
    name: str
    detail: tuple[tuple[str, str], ...] = ()
    mark: str | None = None
    focus: bool = False
    count: int | None = None
    pinned: bool = False

    def __post_init__(self) -> None:
        label, slash, uid = self.ref.partition("/")
        if label not in SCHEMA.nodes or not slash or not uid:
            raise PictureError("drawing.error_ref", ref=self.ref[:200])
        if self.mark is not None and self.mark not in MARKS:
            raise PictureError("drawing.error_mark", mark=self.mark[:200])

    @property
    def label(self) -> str:
        """The label part of the reference.

        >>> Node("Post/bureau/director", "局长").label
        'Post'
        """
        return self.ref.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Edge:
    """One line, from `source` to `target`.

    `type` is a relationship type; its name in the reader's language is written on the line unless
    `name` says something better. Dashed means that the graph does not hold it as a fact: derived,
    indirect or missing.
    """

    source: str
    target: str
    type: str
    name: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and the edges among them; hashable, so that a layout is computed once.

    Args:
        places: where some nodes stand already, as (reference, place). A "force" layout leaves them
            there and finds room for the others beside what they are joined to.

    Raises:
        PictureError: two nodes have one reference, or an edge ends at a node that is not there.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    title: str = ""
    caption: str = ""
    places: tuple[tuple[str, tuple[float, float]], ...] = ()

    def __post_init__(self) -> None:
        # Lists are what callers have at hand; only tuples can be hashed.
        object.__setattr__(self, "nodes", tuple(self.nodes))
        object.__setattr__(self, "edges", tuple(self.edges))
        known: set[str] = set()
        for node in self.nodes:
            if node.ref in known:
                raise PictureError("drawing.error_twice", ref=node.ref[:200])
            known.add(node.ref)
        for edge in self.edges:
            for end in (edge.source, edge.target):
                if end not in known:
                    raise PictureError("drawing.error_end", ref=end[:200], type=edge.type[:200])

    @property
    def degrees(self) -> dict[str, int]:
        """How many edges end at each node."""
        degrees = dict.fromkeys((n.ref for n in self.nodes), 0)
        for edge in self.edges:
            degrees[edge.source] += 1
            degrees[edge.target] += 1
        return degrees
