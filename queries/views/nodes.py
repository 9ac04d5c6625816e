"""One node: what is known of it, and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.schema import PROVENANCE, SCHEMA, Group
from graph.store import Store
from queries.params import plain

_FILE: Final = "MATCH (s:Source {uid: $uid}) RETURN s.file AS file ORDER BY file"

LABELS: Final = tuple(n for n, t in SCHEMA.nodes.items() if t.label.group is not Group.SYSTEM)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact was read. `row` counts as Excel does; `sheet` is empty for a CSV file."""

    file: str
    sheet: str
    row: int | None


@dataclass(frozen=True, slots=True)
class Details:
    """A node's stated properties, in the order of the schema, without uid and name."""

    label: str
    uid: str
    name: str
    props: Mapping[str, Any] = field(hash=False)
    origin: Origin | None = None

    @property
    def ref(self) -> str:
        """`Label/uid`."""
        return f"{self.label}/{self.uid}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a search found."""

    label: str
    uid: str
    name: str

    @property
    def ref(self) -> str:
        """`Label/uid`."""
        return f"{self.label}/{self.uid}"


def split(ref: str) -> tuple[str, str]:
    """Label and uid of `Label/uid`.

    >>> split("Post/bureau/director")
    ('Post', 'bureau/director')
    """
    label, _, uid = ref.partition("/")
    return label, uid


def details(store: Store, ref: str) -> Details | None:
    """What the graph says of a node; None where it is not there."""
    label, uid = split(ref)
    rows = store.read(_details_of(label), {"uid": uid})
    if not rows:
        return None
    row = rows[0]
    props = {n: row[n] for n in SCHEMA.nodes[label].props if n not in ("uid", "name")}
    stated = {n: v for n, v in props.items() if v is not None and v != "" and v != []}
    return Details(label, uid, row["name"] or uid, stated, _origin(store, row))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"file": _FILE} | {f"{label} details": _details_of(label) for label in LABELS}


def _details_of(label: str) -> str:
    # A label cannot be a parameter; this one is a key of the schema.
    names = (*SCHEMA.nodes[label].props, *(c.name for c in PROVENANCE))
    columns = ", ".join(f"n.{name} AS {name}" for name in names)
    return f"MATCH (n:{label} {{uid: $uid}}) RETURN {columns} ORDER BY uid"


def _origin(store: Store, row: Mapping[str, Any]) -> Origin | None:
    if not row.get("source_uid"):
        return None
    files = store.read(_FILE, {"uid": row["source_uid"]})
    file = str(files[0]["file"]) if files else str(row["source_uid"])
    return Origin(file, str(row["source_sheet"] or ""), plain(row["source_row"]))
