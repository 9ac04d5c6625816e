"""The whole schema as one object: tables in, labels and relationship types out, cross-checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from graph.errors import SchemaError
from graph.schema.kinds import (
    Column,
    Group,
    Kind,
    Label,
    LinkTable,
    NodeTable,
    Rel,
    Table,
    day,
    text,
    texts,
)

# Where a fact came from, on every node and relationship: Source uid, sheet, row as Excel counts.
PROVENANCE: Final = (
    text("source_uid", "来源"),
    text("source_sheet", "来源工作表"),
    Column("source_row", "来源行", Kind.INTEGER),
)
# Whose word it is, beside where it was last read: the series that state it, where these are
# several, and the Source of the state that it was gone from. Most facts have neither.
STANDING: Final = (texts("stated_by", "载明来源"), text("closed_by", "关闭依据"))
# Half-open [valid_from, valid_to) on every node and relationship: a fact that is gone from a newer
# snapshot is closed, never deleted, so each of them may have an end.
INTERVAL: Final = (day("valid_from", "生效日"), day("valid_to", "失效日"))


@dataclass(frozen=True, slots=True)
class NodeType:
    """What a label carries: `props` holds the declared properties, without provenance."""

    label: Label
    table: NodeTable | None
    props: dict[str, Column]


@dataclass(frozen=True, slots=True)
class RelType:
    """What a relationship type joins and carries. `ends` are (source label, target label)."""

    rel: Rel
    ends: tuple[tuple[str, str], ...]
    props: dict[str, Column]


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that may be in the graph.

    `nodes` and `rels` are derived from `tables` and `system`, the nodes that the program keeps for
    itself. A table that refers to a label or relationship type that is not declared, a label that
    no table fills and a name used twice fail here.
    """

    tables: tuple[Table, ...]
    labels: tuple[Label, ...]
    rel_types: tuple[Rel, ...]
    system: dict[str, tuple[Column, ...]]
    chained: tuple[tuple[Rel, str, str], ...] = ()  # relationships that no column makes
    nodes: dict[str, NodeType] = field(init=False)
    rels: dict[str, RelType] = field(init=False)

    def __post_init__(self) -> None:
        _distinct("table", (s for t in self.tables for s in {t.name, t.zh}))
        _distinct("label", (s for x in self.labels for s in (x.name, x.zh)))
        _distinct("relationship type", (x.name for x in self.rel_types))
        object.__setattr__(self, "nodes", self._node_types())
        object.__setattr__(self, "rels", self._rel_types())

    def table(self, name: str) -> Table | None:
        """The table of that English or Chinese name."""
        return next((t for t in self.tables if name in (t.name, t.zh)), None)

    def table_of(self, label: str) -> NodeTable:
        """The table that fills a label.

        Raises:
            KeyError: no table does.
        """
        table = self.nodes[label].table
        if table is None:
            raise KeyError(label)
        return table

    def _node_types(self) -> dict[str, NodeType]:
        by_label = {t.label.name: t for t in self.tables if isinstance(t, NodeTable)}
        if len(by_label) != sum(isinstance(t, NodeTable) for t in self.tables):
            raise SchemaError("two tables fill the same label")
        declared = {x.name for x in self.labels}
        filled = by_label.keys() | self.system.keys()
        if declared != filled:
            raise SchemaError(f"labels declared and filled differ: {sorted(declared ^ filled)}")
        types = {}
        for label in self.labels:
            table = by_label.get(label.name)
            own = table.properties if table else self.system[label.name]
            base = () if label.group is Group.SYSTEM else INTERVAL
            columns = (text("uid", "编号"), text("name", "名称"), *base, *own)
            types[label.name] = NodeType(label, table, {c.name: c for c in columns})
        return types

    def _rel_types(self) -> dict[str, RelType]:
        ends: dict[str, set[tuple[str, str]]] = {r.name: set() for r in self.rel_types}
        props: dict[str, dict[str, Column]] = {
            r.name: {c.name: c for c in (text("uid", "编号"), *INTERVAL)} for r in self.rel_types
        }
        for rel, source, target in self._joins():
            if rel.name not in ends or {source, target} - self.nodes.keys():
                raise SchemaError(f"{source}-[{rel.name}]->{target}: not declared")
            ends[rel.name].add((source, target))
        for table in self.tables:
            if isinstance(table, LinkTable):
                props[table.rel.name] |= {c.name: c for c in table.properties}
        unused = [name for name, pairs in ends.items() if not pairs]
        if unused:
            raise SchemaError(f"relationship types that no table makes: {unused}")
        return {
            r.name: RelType(r, tuple(sorted(ends[r.name])), props[r.name]) for r in self.rel_types
        }

    def _joins(self) -> Iterable[tuple[Rel, str, str]]:
        yield from self.chained
        for table in self.tables:
            if isinstance(table, LinkTable):
                for source in table.source.labels:
                    for target in table.target.labels:
                        yield table.rel, source.name, target.name
                continue
            for _, ref in table.references:
                pair = (table.label.name, ref.label.name)
                source_name, target_name = reversed(pair) if ref.reversed else pair
                yield ref.rel, source_name, target_name


def _distinct(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise SchemaError(f"{what} {name!r} is declared twice")
        seen.add(name)
