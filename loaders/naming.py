"""References of our own tables that hold a name: the uid of the one node that has it, or nothing.

A uid always wins over a name. A name counts where exactly one node of the label has it, in the
files or valid in the graph; a section, a body or a post of a row that names its unit is looked for
in that unit only. What was taken is reported; of none or several, the candidates are told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.errors import Problem
from graph.schema import SCHEMA
from graph.schema.kinds import NodeTable
from graph.store import Store
from graph.text import Message
from loaders.facts import Reference, RowFacts, shown_column
from loaders.names import Found, label_of, names_of, near_to
from loaders.rows import RawRow, Reader

# Other labels have names that are made of what a row says, which nobody would type.
_NAMED: Final = frozenset(
    table.label.name
    for table in SCHEMA.tables
    if isinstance(table, NodeTable) and any(column.name == "name" for column in table.columns)
)


@dataclass(slots=True)
class _Taken:
    """The first row in which a name was taken for a node, and in how many it was."""

    row: int
    label: str
    rows: int = 0


class ByName:
    """What rows refer to by no known uid, and the nodes that it names."""

    def __init__(
        self, store: Store | None, readers: Sequence[Reader], unknown: Collection[tuple[str, str]]
    ) -> None:
        """Read the sources for the names of the labels of what is `unknown` (label, text)."""
        self._unknown = frozenset(ref for ref in unknown if ref[0] in _NAMED)
        self._book = names_of(store, readers, {label for label, _ in self._unknown})
        # By file, sheet, column, text and uid.
        self._taken: dict[tuple[str, str, str, str, str], _Taken] = {}

    def meant(self, raw: RawRow, said: RowFacts) -> RawRow | None:
        """The row with uids in the place of the names that it holds; None where it holds none.

        `said` are its facts as they would be if all that it refers to were uids.
        """
        unknown = {r.column for r in said.references if (r.label, r.uid) in self._unknown}
        changed: dict[str, object] = {}
        for column in raw.table.columns:
            if column.name not in unknown:
                continue
            refs = [ref for ref in said.references if ref.column == column.name]
            uids = [self._uid(ref) for ref in refs]
            for ref, uid in zip(refs, uids, strict=True):
                if uid != ref.uid:
                    changed[column.name] = uids if column.many else uid
                    key = (raw.file, raw.sheet, shown_column(column), ref.uid, uid)
                    self._taken.setdefault(key, _Taken(raw.row, ref.label)).rows += 1
        return replace(raw, cells={**raw.cells, **changed}) if changed else None

    def taken(self) -> Iterator[Problem]:
        """A warning for each name that was taken for a node since this was last asked."""
        for (file, sheet, column, text, uid), taken in self._taken.items():
            values = {"label": label_of(taken.label), "uid": uid}
            what = Message("expect.mapping.by_name", values)
            if taken.rows > 1:
                what = Message("expect.mapping.rows", {"what": what, "count": taken.rows})
            yield Problem(file, sheet, taken.row, column, text, what, "warning")
        self._taken = {}

    def near(self, ref: Reference) -> Message | str:
        """The candidates for what a reference may mean, as a message says them."""
        if (ref.label, ref.uid) not in self._unknown:
            return ""
        return near_to(self._found(ref))

    def _uid(self, ref: Reference) -> str:
        """The uid that a reference means; its text if that is a uid, or if nobody knows."""
        if (ref.label, ref.uid) not in self._unknown:
            return ref.uid
        return self._found(ref).uid or ref.uid

    def _found(self, ref: Reference) -> Found:
        unit = ref.within
        if ("Department", unit) in self._unknown:
            unit = self._book.find("Department", unit).uid or unit
        return self._book.find(ref.label, ref.uid, unit)
