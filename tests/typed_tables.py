"""Tables as a clerk types them, held in memory: what tests of their meaning start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph.errors import Problem
from loaders.adapting import table
from loaders.mapping import Mapping as MappingFile
from loaders.mapping import Options, TableMapping, form_named, rows
from loaders.names import NameBook
from loaders.rows import RawRow, SourceFile
from loaders.sheets.block import BlockRow


@dataclass(frozen=True)
class Typed:
    """One table of a form: rows by field, each field's title being its first alias."""

    form: str
    data: Sequence[dict[str, Any]]
    file: str = "表.xlsx"
    sheet: str = "Sheet1"
    caption: str = ""
    options: Options = field(default_factory=Options)
    header_rows: tuple[int, ...] = (1,)

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys(name for row in self.data for name in row))

    @property
    def titles(self) -> list[str]:
        known = form_named(self.form).fields
        return [known[f].aliases[0] if f in known else f for f in self.fields]

    @property
    def mapping(self) -> TableMapping:
        known = form_named(self.form).fields
        pairs = zip(self.titles, self.fields, strict=True)
        columns = {title: name if name in known else None for title, name in pairs}
        return TableMapping(self.form, columns, self.file, self.sheet, self.options)

    def rows(self) -> Iterator[BlockRow]:
        for number, row in enumerate(self.data, 2):
            yield BlockRow(number, tuple(row.get(name) for name in self.fields))


class TypedReader:
    """A reader of such tables."""

    def __init__(self, *tables: Typed, mapping: MappingFile | None = None) -> None:
        self._tables, self._mapping = tables, mapping
        self._names = NameBook()

    def files(self) -> list[SourceFile]:
        content = sha256(repr(self._tables).encode()).hexdigest()
        return [
            SourceFile(Path(n), n, content) for n in dict.fromkeys(t.file for t in self._tables)
        ]

    def hear(self, names: NameBook) -> None:
        self._names = names

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        for typed in self._tables:
            yield from rows(typed, typed.mapping, self._names, problems, self._mapping)


class OwnReader:
    """A reader of rows of our own tables."""

    def __init__(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._tables = tables

    def files(self) -> list[SourceFile]:
        return [SourceFile(Path("own.json"), "own.json", "own")]

    def rows(self, _: list[Problem]) -> Iterator[RawRow]:
        for name, found in self._tables.items():
            for number, cells in enumerate(found, 2):
                yield RawRow(table(name), "own.json", name, number, cells)
