"""Tables for people: of a terminal, of CSV, of a workbook. The titles are in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

from graph.privacy import hidden
from graph.text import Language, say
from powergraph.outputs.files import replace_file
from powergraph.outputs.workbook import add_sheet
from queries.render import to_table

_CELL_WIDTH: Final = 36
_NARROW: Final = 10
_WIDE: Final = 28


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `name` and the columns are keys below `catalogue`: `.table.NAME` and
    `.column.NAME`. A column of which no row says anything is left out for a terminal; `note` says
    what else is not shown there."""

    name: str
    catalogue: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]] = field(hash=False)
    note: str = ""

    def titles(self, language: Language) -> dict[str, str]:
        """What stands above each column."""
        return {c: say(f"{self.catalogue}.column.{c}", language) for c in self.columns}

    def title(self, language: Language) -> str:
        """What the table is called."""
        return say(f"{self.catalogue}.table.{self.name}", language)


def shown(value: Any) -> Any:
    """A cell as it may be shown: no text that names a person by a number."""
    return hidden(value) if isinstance(value, str) else value


def as_text(tables: Sequence[Table], head: Sequence[str], language: Language) -> str:
    """Lines of a head, then each table with rows, its name above it."""
    parts = ["\n".join(head)] if head else []
    for table in tables:
        if not table.rows:
            continue
        used = [c for c in table.columns if any(row[c] not in (None, "") for row in table.rows)]
        text = to_table(used, table.rows, titles=table.titles(language), width=_CELL_WIDTH)
        count = say("diff.count", language, title=table.title(language), count=len(table.rows))
        parts.append("\n".join(filter(None, (count, text, table.note))))
    return "\n\n".join(parts)


def write_tables(
    path: Path, tables: Sequence[Table], head: Sequence[str], language: Language
) -> None:
    """An Excel workbook with a sheet for each table that has rows; the first has the head above.

    Raises:
        OutputError: the file cannot be written; what was there is unchanged.
    """
    replace_file(path, lambda temporary: _book(tables, head, language).save(temporary))


def _book(tables: Sequence[Table], head: Sequence[str], language: Language) -> Workbook:
    book = Workbook(write_only=True)
    for number, table in enumerate(tables):
        if number and not table.rows:
            continue
        add_sheet(
            book,
            table.title(language),
            [(title, _width(table, c)) for c, title in table.titles(language).items()],
            [*((line,) for line in head), ()] if not number else [],
            [[row[c] for c in table.columns] for row in table.rows],
            len(table.rows),
        )
    return book


def _width(table: Table, column: str) -> int:
    long = any(isinstance(row[column], str) and len(row[column]) > _NARROW for row in table.rows)
    return _WIDE if long else _NARROW
