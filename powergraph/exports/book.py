"""Tables as one Excel workbook, for people: dates are dates, and every text is a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from graph.errors import OutputError
from graph.schema import SCHEMA
from graph.schema.kinds import Table
from graph.text import Language
from loaders.cells import MAX_TEXT
from loaders.headers import GUIDE
from loaders.quoting import escaped
from powergraph.exports.facts import Facts
from powergraph.exports.losses import Written
from powergraph.exports.rows import Cell, TableRows

# Rows that Excel has on a sheet, one of them for the header.
MAX_ROWS: Final = 1_048_575
HEAD_FONT: Final = Font(bold=True)
HEAD_FILL: Final = PatternFill("solid", fgColor="DCE6F1")
TEXT_FORMAT: Final = "@"
DAY_FORMAT: Final = "yyyy-mm-dd"
MOMENT_FORMAT: Final = "yyyy-mm-dd hh:mm:ss"


def write_workbook(facts: Facts, path: Path, language: Language, about: Sequence[str]) -> Written:
    """Write the workbook; how many rows, and what they cannot say.

    Args:
        about: lines for the first sheet.

    Raises:
        OutputError: a table has more rows than a sheet can have.
    """
    source = TableRows(facts, language)
    with _workbook() as book:
        styles = _Styles(book)
        guide = book.create_sheet(GUIDE[language])
        guide.column_dimensions["A"].width = 100
        for line in about:
            guide.append([styles.cell(guide, line)])
        count = 0
        for table in SCHEMA.tables:
            rows = source.of(table)
            first = next(rows, None)
            if first is not None:
                count += _sheet(book, styles, table, chain([first], rows), language)
        book.save(path)
    return Written(source.finish(), rows=count)


@contextmanager
def _workbook() -> Iterator[Workbook]:
    """A workbook that is written row by row; what it has open is closed when it is given up."""
    book = Workbook(write_only=True)
    try:
        yield book
    finally:
        for sheet in book.worksheets:
            if isinstance(sheet, WriteOnlyWorksheet) and not sheet.closed:
                with suppress(OSError):
                    sheet.close()


def widths(table: Table, language: Language) -> Iterator[tuple[str, float]]:
    """Column letters, and widths in which the header can be read."""
    for position, column in enumerate(table.columns, 1):
        shown = column.zh if language == "zh" else column.name
        width = sum(2 if ord(c) > 0x2E7F else 1 for c in shown) + 4
        yield get_column_letter(position), min(max(width, 12), 40)


def _sheet(
    book: Workbook, styles: _Styles, table: Table, rows: Iterable[list[Cell]], language: Language
) -> int:
    sheet = book.create_sheet(table.zh if language == "zh" else table.name)
    sheet.freeze_panes = "A2"
    for letter, width in widths(table, language):
        sheet.column_dimensions[letter].width = width
    head = (c.zh if language == "zh" else c.name for c in table.columns)
    sheet.append([styles.cell(sheet, name, head=True) for name in head])
    count = 0
    for count, row in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise OutputError("export.too_many_rows", table=sheet.title, limit=MAX_ROWS)
        sheet.append([styles.cell(sheet, value) for value in row])
    return count


class _Styles:
    """Cells of a workbook that is written row by row."""

    def __init__(self, book: Workbook) -> None:
        for name, number_format in _FORMATS.items():
            style = NamedStyle(name, number_format=number_format)
            if name == "head":
                style.font, style.fill = HEAD_FONT, HEAD_FILL
            book.add_named_style(style)

    def cell(self, sheet: Any, value: Cell, *, head: bool = False) -> Any:
        """A cell that shows what its value is, and is nothing else."""
        if value is None:
            return None
        made = WriteOnlyCell(sheet)
        if isinstance(value, str):
            value = escaped(value)
            if len(value) > MAX_TEXT:
                # The library would cut it.
                raise OutputError("export.too_long", table=sheet.title, limit=MAX_TEXT)
            made.value = value
            made.data_type = "s"  # also of what begins like a formula
            made.style = "head" if head else "text"
        elif isinstance(value, float):
            # The library would write sixteen digits; some numbers need seventeen.
            made.value = repr(value)
            made.data_type = "n"
        else:
            made.value = value
            if isinstance(value, date):
                made.style = "moment" if isinstance(value, datetime) else "day"
        return made


_FORMATS: Final = {
    "head": TEXT_FORMAT,
    "text": TEXT_FORMAT,
    "day": DAY_FORMAT,
    "moment": MOMENT_FORMAT,
}
