"""Facts as rows of our tables, and a count of all that the tables cannot say.

Tables say how things are. So a row is what holds: on the day asked for, else now, with what has
ended only where the table has columns for an interval. Each row is read back as the loader would
read it, and compared with the facts it came from: what differs is counted, never lost in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, TypeAlias

from graph.errors import Problem
from graph.facts import NodeFact, RelFact
from graph.schema import INTERVAL, SCHEMA
from graph.schema.kinds import Column, LinkTable, NodeTable, Table
from graph.schema.rels import NEXT
from graph.text import Language
from loaders.facts import Transformer
from loaders.rows import RawRow
from powergraph.exports.facts import Facts, Link
from powergraph.exports.losses import Losses

Cell: TypeAlias = Any  # str, int, float, date, datetime, or None for an empty one


class TableRows:
    """The rows of each table. Ask for all tables, in the order of the schema, then for `losses`."""

    def __init__(self, facts: Facts, language: Language) -> None:
        self.losses = Losses()
        self._facts = facts
        self._language = language
        self._kept = self._what_holds()
        self._problems: list[Problem] = []
        self._transformer = Transformer(self._problems, {"": 0})
        self._steps: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))

    def of(self, table: Table) -> Iterator[list[Cell]]:
        """The rows of a table, a cell for each of its columns."""
        if isinstance(table, NodeTable):
            yield from self._nodes(table)
        else:
            yield from self._links(table)

    def finish(self) -> Losses:
        """All that the tables do not say, when all rows have been made."""
        self._order_of_steps()
        return self.losses

    # What holds

    def _what_holds(self) -> dict[str, set[str]]:
        """The uids of the nodes that get a row. One that names another that gets none gets none:
        a case whose power were left out would say that it was exercised without one."""
        kept: dict[str, set[str]] = {}
        whole = True
        for table in _NODE_TABLES:
            label = table.label.name
            kept[label] = set()
            seen = 0
            for uid, ended in self._facts.uids(label):
                seen += 1
                if uid is not None and (not ended or self._says_end(table)):
                    kept[label].add(uid)
            self.losses.add("ended", label, seen - len(kept[label]))
            whole = whole and len(kept[label]) == self._facts.count(label)
        while not whole:
            whole = not sum(self._drop_those_naming_what_is_gone(kept))
        return kept

    def _says_end(self, table: Table) -> bool:
        """Whether a row can say of what has ended that it has; as of a day nothing has."""
        return bool(self._facts.as_of) or table.name in _WITH_END

    def _drop_those_naming_what_is_gone(self, kept: dict[str, set[str]]) -> Iterator[int]:
        for table in _NODE_TABLES:
            label = table.label.name
            for column, _ in table.references:
                gone = {
                    owner
                    for owner, other in self._named(table, column)
                    if owner in kept[label] and other not in kept[_label(column)]
                }
                kept[label] -= gone
                self.losses.add("names_ended", label, len(gone))
                yield len(gone)

    def _named(self, table: NodeTable, column: Column) -> Iterator[tuple[str, str]]:
        """Who names whom in a column: uids of the row's node and of the other."""
        for link in self._slot(table, column):
            if self._facts.as_of or "valid_to" not in link.props:
                yield self._turned(column, link)

    def _slot(self, table: NodeTable, column: Column) -> Iterator[Link]:
        assert column.ref
        pair = (table.label.name, column.ref.label.name)
        source, target = reversed(pair) if column.ref.reversed else pair
        return self._facts.links(column.ref.rel.name, source, target, dangling=True)

    def _turned(self, column: Column, link: Link) -> tuple[str, str]:
        assert column.ref
        return (link.target, link.source) if column.ref.reversed else (link.source, link.target)

    # Nodes

    def _nodes(self, table: NodeTable) -> Iterator[list[Cell]]:
        label = table.label.name
        named = {c.name: self._references(table, c) for c, _ in table.references}
        for node in self._facts.nodes(label):
            uid = node.get("uid", "")
            if uid not in self._kept[label]:
                continue
            values = {c.name: node.get(c.name) for c in table.properties}
            for column, ref in table.references:
                others = named[column.name].get(uid, [])
                if len(others) > 1 and not column.many:
                    self.losses.add("several", ref.rel.name, len(others) - 1)
                values[column.name] = others if column.many else next(iter(others), None)
            yield self._checked(table, values, label, node)
            if table.name == "steps" and values["power"] is not None and "seq" in node:
                self._steps[values["power"]][node["seq"]].append(uid)

    def _references(self, table: NodeTable, column: Column) -> dict[str, list[str]]:
        """What each row names in a column; beginnings and ends have no place there."""
        assert column.ref
        found: dict[str, list[str]] = defaultdict(list)
        name = column.ref.rel.name
        kept, others = self._kept[table.label.name], self._kept[_label(column)]
        for link in self._slot(table, column):
            owner, other = self._turned(column, link)
            if not self._facts.as_of and "valid_to" in link.props:
                self.losses.add("ended", name)
            elif owner not in kept or other not in others:
                self.losses.add("names_ended", name)
            else:
                found[owner].append(other)
                if not _INTERVAL.isdisjoint(link.props):
                    self.losses.add("interval", name)
        return found

    # Relationships

    def _links(self, table: LinkTable) -> Iterator[list[Cell]]:
        name = table.rel.name
        for source in table.source.labels:
            for target in table.target.labels:
                for link in self._facts.links(name, source.name, target.name, dangling=True):
                    if "valid_to" in link.props and not self._says_end(table):
                        self.losses.add("ended", name)
                        continue
                    known = link.source in self._kept[source.name]
                    if not known or link.target not in self._kept[target.name]:
                        self.losses.add("names_ended", name)
                        continue
                    values = {c.name: link.props.get(c.name) for c in table.properties}
                    for end, label, uid in (
                        (table.source, source, link.source),
                        (table.target, target, link.target),
                    ):
                        values[end.column] = uid
                        if end.label_column:
                            values[end.label_column] = label.name
                    yield self._checked(table, values, name, link.props)

    def _checked(
        self, table: Table, values: dict[str, Any], what: str, props: dict[str, Any]
    ) -> list[Cell]:
        """The row, when it has been read back and what comes out differently has been counted."""
        cells = {c.name: cell(c, values[c.name], self._language) for c in table.columns}
        said = self._transformer.row(
            RawRow(table, "", "", 0, {k: text(v) for k, v in cells.items()})
        )
        if said is None:
            self._problems.clear()
            self.losses.add("refused", what)
            return list(cells.values())
        fact = said.facts[0][1]
        assert isinstance(fact, (NodeFact, RelFact))
        made = {"name": fact.made_name} if isinstance(fact, NodeFact) and fact.made_name else {}
        again = {k: v for k, v in (made | fact.props).items() if v is not None}
        differ = {k for k in again.keys() | props.keys() if again.get(k) != props.get(k)}
        if differ:
            reason = "interval" if differ <= _INTERVAL else "made" if differ <= _MADE else "value"
            self.losses.add(reason, what)
        return list(cells.values())

    def _order_of_steps(self) -> None:
        """NEXT has no column: the loader makes it from the numbers of the steps."""
        made = {
            (a, b)
            for numbered in self._steps.values()
            for before, after in pairwise(sorted(numbered))
            for a in numbered[before]
            for b in numbered[after]
        }
        held = {
            (link.source, link.target)
            for link in self._facts.links(NEXT.name, "Step", "Step")
            if self._facts.as_of or "valid_to" not in link.props
        }
        self.losses.add("order", NEXT.name, len(made ^ held))


def cell(column: Column, value: Any, language: Language) -> Cell:
    """A value as a person would type it into a cell of that column.

    >>> from graph.schema import SCHEMA
    >>> kind = next(c for c in SCHEMA.tables[1].columns if c.name == "kind")
    >>> cell(kind, "TOWN", "zh"), cell(kind, "TOWN", "en"), cell(kind, None, "zh")
    ('乡镇', 'TOWN', None)
    """
    if isinstance(value, list):
        return ";".join(str(cell(column, v, language)) for v in value) or None
    if isinstance(value, bool):
        return _BOOLEANS[language][value]
    if column.enum and language == "zh":
        return _ZH[column.enum.name].get(value, value)
    return value


def text(value: Cell) -> str:
    """A cell as it stands in a CSV file, before quoting.

    >>> text(3.0), text(0.1), text(None)
    ('3', '0.1', '')
    """
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return "" if value is None else str(value)


def _label(column: Column) -> str:
    assert column.ref
    return column.ref.label.name


_INTERVAL: Final = frozenset(c.name for c in INTERVAL)
_MADE: Final = frozenset({"name", "uid"})
_BOOLEANS: Final = {"zh": ("否", "是"), "en": ("false", "true")}
_NODE_TABLES: Final = tuple(t for t in SCHEMA.tables if isinstance(t, NodeTable))
_WITH_END: Final = frozenset(
    t.name for t in SCHEMA.tables if any(c.name == "valid_to" for c in t.columns)
)
_ZH: Final = {
    c.enum.name: {x.code: x.zh for x in c.enum.choices}
    for t in SCHEMA.tables
    for c in t.columns
    if c.enum
}
