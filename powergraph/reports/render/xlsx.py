"""xlsx: the tables of a document, a sheet each behind a list of them; filters on, no formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from graph.text import say
from powergraph.reports.render.archives import without_times
from powergraph.reports.texts import mapped
from powergraph.reports.texts import safe as readable
from powergraph.reports.tree import Column, Document, Section, Slot, Table, TableRow
from queries.render import safe

MAX_CELL: Final = 32_767  # characters that Excel keeps in a cell
_TIME: Final = datetime(2000, 1, 1)
_WIDTH: Final = 110  # characters of a sheet's columns together
_HEAD: Final = Font(bold=True)
_FILL: Final = PatternFill("solid", fgColor="E6E6E6")
_THIN: Final = Side(style="thin", color="9A9A9A")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP: Final = Alignment(wrap_text=True, vertical="top")


def to_xlsx(document: Document) -> bytes:
    """The tables of the document as a workbook. The same document gives the same bytes."""
    shown = mapped(document, readable)
    tables = list(_tables(shown.sections, ""))
    names = [f"{at:02d}" for at in range(1, len(tables) + 1)]
    book = Workbook(write_only=True)
    _index(book, shown, [(n, where, t) for n, (where, t) in zip(names, tables, strict=True)])
    for name, (_, table) in zip(names, tables, strict=True):
        _sheet(book, name, table, shown)
    book.properties.creator, book.properties.title = "", shown.title
    book.properties.created = book.properties.modified = _TIME
    stream = io.BytesIO()
    book.save(stream)
    return without_times(stream.getvalue())


# The column that names each row in which people write; hidden, and read back by this title.
KEY: Final = "powergraph.key"


def _tables(sections: Iterable[Section], above: str) -> Iterable[tuple[str, Table]]:
    """Every table and the titles of the sections it stands in."""
    for section in sections:
        where = f"{above} / {section.title}" if above else section.title
        for block in section.blocks:
            if isinstance(block, Table):
                yield where, block
        if slots := [b for b in section.blocks if isinstance(b, Slot) and b.key]:
            yield where, _written(section.title, slots)
        yield from _tables(section.sections, where)


def _written(title: str, slots: Sequence[Slot]) -> Table:
    """The slots of a section as a table, to be filled in here as well as on paper."""
    rows = tuple(TableRow((slot.label, slot.text), key=slot.key) for slot in slots)
    return Table(title, (Column(title, 1), Column("", 4)), rows)


def _index(book: Any, document: Document, tables: Sequence[tuple[str, str, Table]]) -> None:
    language = document.language
    sheet = book.create_sheet(say("report.sheet.index", language))
    for letter, width in zip("ABCD", (10, 50, 50, 8), strict=True):
        sheet.column_dimensions[letter].width = width
    for facts in ((document.head,), (document.title,), (document.notice,), *document.meta):
        sheet.append([_cell(sheet, text) for text in facts])
    sheet.append([])
    titles = ("sheet", "chapter", "table", "rows")
    sheet.append([_head(sheet, say(f"report.sheet.{t}", language)) for t in titles])
    for name, where, table in tables:
        link = _cell(sheet, name)
        link.hyperlink = Hyperlink(ref="", location=f"{quote_sheetname(name)}!A1")
        link.font = Font(underline="single", color="1F4E79")
        rows = _cell(sheet, len(table.rows))
        sheet.append([link, _cell(sheet, where), _cell(sheet, table.caption), rows])


def _sheet(book: Any, name: str, table: Table, document: Document) -> None:
    sheet = book.create_sheet(name)
    total = sum(c.weight for c in table.columns)
    last = get_column_letter(len(table.columns))
    for at, column in enumerate(table.columns, start=1):
        width = max(8.0, _WIDTH * column.weight / total)
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{last}{2 + len(table.rows)}"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([_cell(sheet, f"{table.caption}　{document.notice}".strip())])
    keyed = any(row.key for row in table.rows)
    head = [_head(sheet, column.title) for column in table.columns]
    if keyed:
        sheet.column_dimensions[get_column_letter(len(table.columns) + 1)].hidden = True
        head.append(_cell(sheet, KEY))
    sheet.append(head)
    for row in table.rows:
        cells = [_boxed(sheet, text) for text in row.cells]
        sheet.append([*cells, _cell(sheet, row.key)] if keyed else cells)
    if not table.rows and table.empty:
        sheet.append([_cell(sheet, table.empty)])


def _cell(sheet: Any, value: str | int) -> Any:
    text = safe(value)[:MAX_CELL] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, text)
    if isinstance(text, str):
        cell.data_type = "s"
    return cell


def _boxed(sheet: Any, value: str) -> Any:
    cell = _cell(sheet, value)
    cell.alignment, cell.border = _WRAP, _BOX
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = _boxed(sheet, text)
    cell.font, cell.fill = _HEAD, _FILL
    return cell
