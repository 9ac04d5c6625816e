"""What a graph is made of, on its way in: facts, and the words for kinds of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from graph.schema.kinds import Ref


class Origin(NamedTuple):
    """Where a fact was read: the file's number in its import, sheet, row. What follows from a
    whole file has no row."""

    file: int
    sheet: str
    row: int | None


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

    @classmethod
    def of(cls, label: str, ref: Ref) -> SlotKind:
        """The place that a column of references makes in the nodes of a label."""
        if ref.reversed:
            return cls(RelKind(ref.rel.name, ref.label.name, label), "target")
        return cls(RelKind(ref.rel.name, label, ref.label.name), "source")

    def ends(self, owner: str, other: str) -> tuple[str, str]:
        """Source and target of the relationship between a row's node and one that it names."""
        return (owner, other) if self.owned_by == "source" else (other, owner)


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
    """How many facts were new, changed, there already, or closed."""

    created: int = 0
    changed: int = 0
    same: int = 0
    closed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.created + other.created,
            self.changed + other.changed,
            self.same + other.same,
            self.closed + other.closed,
        )


class Gone(NamedTuple):
    """A fact of the graph that a newer state of one of its series states no more.

    `others` are the series that still state it; where there are none, it is closed. `source` and
    `target` are the uids of a relationship's ends.
    """

    uid: str
    name: str
    valid_to: date | None
    stated_by: list[str] | None
    others: list[str]
    source: str = ""
    target: str = ""


def rel_uid(parts: Sequence[str]) -> str:
    """A short stable uid for a relationship, from what tells it apart."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def between(kind: RelKind) -> str:
    """Cypher that finds one relationship of a row `r` by both ends and its uid."""
    return (
        f"(a:{kind.source} {{uid: r.a}})-[x:{kind.type} {{uid: r.uid}}]->"
        f"(b:{kind.target} {{uid: r.b}})"
    )


def ends(fact: NodeFact | RelFact) -> dict[str, str]:
    """The uids of a relationship's ends, as a row of parameters has them."""
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
