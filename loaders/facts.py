"""Rows into facts. Every cell that cannot be accepted becomes a problem; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

from graph.errors import Problem
from graph.facts import NodeFact, Origin, RelFact, RelKind, SlotFact, SlotKind, rel_uid
from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind, LinkTable, NodeTable, Ref
from graph.text import Message
from loaders.cells import MAX_NAME, MAX_TEXT, MAX_UID, CellError, parse
from loaders.rows import RawRow

MAX_MADE_NAME: Final = 80
HIDDEN: Final = "***"
# Labels of nodes whose names every unit has again: each has its head and its office.
_IN_UNIT: Final = frozenset({"Section", "Body", "Post"})


class Reference(NamedTuple):
    """A node that a row names and that must exist: here, or in the graph already.

    `within` is the unit in which its name, if it is no uid, is looked for; empty for everywhere.
    """

    label: str
    uid: str
    column: str
    within: str = ""


class Edge(NamedTuple):
    """A link of a chain that must not come back to itself. No `target` ends the chain there."""

    rel: str
    label: str
    source: str
    target: str
    column: str


Fact: TypeAlias = tuple[str, NodeFact] | tuple[RelKind, RelFact] | tuple[SlotKind, SlotFact]


class RowFacts(NamedTuple):
    """All that one row says. The first fact is the row's own; `key` tells the row from others."""

    key: tuple[str, str]
    facts: list[Fact]
    references: list[Reference]
    chain: list[Edge]


class Transformer:
    """Turns rows into facts, and collects what is wrong with them."""

    def __init__(self, problems: list[Problem], file_numbers: Mapping[str, int]) -> None:
        """`file_numbers` gives the place of a file, by name, in the import."""
        self._problems = problems
        self._file_numbers = file_numbers

    def row(self, raw: RawRow) -> RowFacts | None:
        """The facts of a row; None where it has problems, which are then in the list."""
        before = len(self._problems)
        values = dict(self._values(raw))
        self._check_interval(raw, values)
        if any(p.level == "error" for p in self._problems[before:]):
            return None
        origin = Origin(self._file_numbers[raw.file], raw.sheet, raw.row)
        if isinstance(raw.table, NodeTable):
            return _node(raw.table, values, origin)
        return self._link(raw, raw.table, values, origin)

    def _values(self, raw: RawRow) -> Iterator[tuple[str, Any]]:
        for column, limit in _columns(raw.table.name):
            present = column.name in raw.cells
            cell = raw.cells.get(column.name)
            try:
                value = None if cell is None or cell == "" else parse(cell, column, limit)
            except CellError as error:
                shown = HIDDEN if error.hidden else cell
                self._report(raw, column, shown, error.expected)
                continue
            if value is None and column.required:
                self._report(raw, column, "", Message("expect.filled"))
            elif present:
                yield column.name, value

    def _check_interval(self, raw: RawRow, values: dict[str, Any]) -> None:
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end <= start:
            column = next(c for c in raw.table.columns if c.name == "valid_to")
            self._report(raw, column, end.isoformat(), Message("expect.later", {"day": start}))

    def _report(self, raw: RawRow, column: Column, value: object, expected: Message) -> None:
        place = (raw.file, raw.sheet, raw.row, shown_column(column))
        self._problems.append(Problem(*place, value, expected))

    def _link(
        self, raw: RawRow, table: LinkTable, values: dict[str, Any], origin: Origin
    ) -> RowFacts | None:
        ends = []
        for end in (table.source, table.target):
            label = values[end.label_column] if end.label_column else end.labels[0].name
            ends.append(Reference(label, values[end.column], end.column))
        source, target = ends
        props = {c.name: values[c.name] for c in table.properties if c.name in values}
        key = [table.rel.name, *source[:2], *target[:2], *(str(values.get(k)) for k in table.key)]
        fact = RelFact(rel_uid(key), source.uid, target.uid, props, origin)
        fact.props["uid"] = fact.uid
        kind = RelKind(table.rel.name, source.label, target.label)
        return RowFacts((table.name, fact.uid), [(kind, fact)], ends, [])


def _node(table: NodeTable, values: dict[str, Any], origin: Origin) -> RowFacts:
    uid = "/".join(str(values[name]) for name in table.uid_from)
    parts = _parts(table.name)
    props = {p: values[p] for p in parts.properties if p in values}
    props["uid"] = uid
    name = values.get("name") or _made_name(parts.named_from, values) or uid
    # A name made of columns that the source leaves out would undo one given before.
    if all(part in values for part in parts.named_by):
        props["name"], name = name, ""
    label = table.label.name
    facts: list[Fact] = [(label, NodeFact(uid, props, origin, name))]
    references: list[Reference] = []
    chain: list[Edge] = []
    for column, ref, slot in parts.slots:
        if column.name not in values:
            continue
        named = values[column.name]
        others = tuple(named) if isinstance(named, list) else (named,) if named else ()
        facts.append((slot, SlotFact(uid, others, origin)))
        unit = values.get("department") if ref.label.name in _IN_UNIT else None
        references += [
            Reference(ref.label.name, other, column.name, unit or "") for other in others
        ]
        if ref.acyclic:
            chain += [Edge(ref.rel.name, label, uid, o, column.name) for o in others or ("",)]
    return RowFacts((table.name, uid), facts, references, chain)


@cache
def _columns(table: str) -> tuple[tuple[Column, int], ...]:
    """The columns of a table, and how long a value of each may be."""
    found = next(t for t in SCHEMA.tables if t.name == table)
    if isinstance(found, NodeTable):
        uids = [*found.uid_from, *(c.name for c, _ in found.references)]
    else:
        uids = [found.source.column, found.target.column]
    limits = {"name": MAX_NAME} | dict.fromkeys(uids, MAX_UID)
    return tuple((c, limits.get(c.name, MAX_TEXT)) for c in found.columns)


def shown_column(column: Column) -> str:
    """A column as a problem names it."""
    return f"{column.zh}（{column.name}）"


class _Parts(NamedTuple):
    """What the rows of a node table state.

    `slots`: the places for others that they name. `named_by`: the columns that a row must have to
    state a name. `named_from`: what the name is made of where none is given.
    """

    properties: tuple[str, ...]
    slots: tuple[tuple[Column, Ref, SlotKind], ...]
    named_by: tuple[str, ...]
    named_from: tuple[Column, ...]


@cache
def _parts(name: str) -> _Parts:
    table = SCHEMA.table(name)
    if not isinstance(table, NodeTable):
        raise TypeError(name)
    columns = {c.name: c for c in table.columns}
    return _Parts(
        tuple(c.name for c in table.properties),
        tuple((c, ref, SlotKind.of(table.label.name, ref)) for c, ref in table.references),
        ("name",) if "name" in columns else table.name_from,
        tuple(columns[part] for part in table.name_from),
    )


def _made_name(named_from: tuple[Column, ...], values: dict[str, Any]) -> str:
    """What a person reads where a table has no name: the named columns, enumerations in Chinese."""
    shown = [_shown(column, values.get(column.name)) for column in named_from]
    return " · ".join(part for part in shown if part)[:MAX_MADE_NAME]


def _shown(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_shown(column, v) for v in value)
    if column.kind is Kind.CODE and column.enum:
        return column.enum.zh_of(value)
    return " ".join(str(value).split())
