"""Whether a file is in our own form already: tables named and titled as the schema has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graph.errors import SourceError
from loaders.headers import match_header, table_named
from loaders.mapping import forms
from loaders.sheets.lines import Line, Sheet
from loaders.sheets.text import CsvSheet
from loaders.sheets.titles import exact
from loaders.sheets.workbook import Book


def is_ours(path: Path) -> bool:
    """Whether a workbook or CSV file is to be read as tables of ours, column by column.

    Its name, or that of a sheet, must be a table's, and the first row that is not blank have a
    column of that table; what has no row at all is taken by its name alone. A file that cannot be
    opened is not ours: who reads it will say why.
    """
    if path.suffix.lower() == ".csv":
        return table_named(path.stem) is not None and _csv_is_table(path)
    book = Book(path)
    try:
        with book.opened():
            sheets = book.sheets()
            return not sheets or any(_is_table(sheet) for sheet in sheets)
    except SourceError:
        return False


def _is_table(sheet: Sheet) -> bool:
    return table_named(sheet.name) is not None and _begins_as(sheet.name, sheet.lines())


def _csv_is_table(path: Path) -> bool:
    try:
        lines = CsvSheet(path).lines()
    except SourceError:
        return True
    return _begins_as(path.stem, lines)


def _begins_as(name: str, lines: Iterator[Line]) -> bool:
    table = table_named(name)
    try:
        first = next((line for line in lines if line.own), None)
    except SourceError:
        return True
    if table is None or first is None:
        return True
    names, _ = match_header(table, first.own, file="", sheet="")
    ours = sum(name is not None for name in names)
    return ours > 0 and ours >= _offices(first)


def _offices(line: Line) -> int:
    """How many titles the form of an office has that fits best: 办件 is a table of ours, and what
    offices call a list of theirs."""
    counts: Counter[str] = Counter()
    for cell in line.own:
        counts.update({form for form, _ in exact(str(cell))} & _of_offices())
    return max(counts.values(), default=0)


@cache
def _of_offices() -> frozenset[str]:
    """The names of the forms that are no tables of ours; read when a file is first looked at."""
    return frozenset(form.name for form in forms() if form.table is None)
