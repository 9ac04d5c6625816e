"""An empty workbook made from the schema, for people to fill in and `powergraph load` to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind, NodeTable, Table
from graph.text import Language, say
from loaders.headers import EXAMPLES, GUIDE, VALUES
from powergraph.exports.book import (
    DAY_FORMAT,
    HEAD_FILL,
    HEAD_FONT,
    MOMENT_FORMAT,
    TEXT_FORMAT,
    widths,
)
from powergraph.exports.examples import examples
from powergraph.exports.notes import about, note, title
from powergraph.exports.rows import cell
from powergraph.outputs.files import replace_file

_LAST_ROW: Final = 1_048_576
_REQUIRED: Final = PatternFill("solid", fgColor="FCE4D6")
_TITLE: Final = Font(bold=True, size=16)
_LINK: Final = Font(color="0563C1", underline="single")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
_AUTHOR: Final = "powergraph"
_FORMATS: Final = {
    Kind.DAY: DAY_FORMAT,
    Kind.MOMENT: MOMENT_FORMAT,
    Kind.INTEGER: "0",
    Kind.NUMBER: "General",
}


def write_template(path: Path, tables: Sequence[Table], language: Language) -> None:
    """Write the workbook: how to fill it in, examples, a sheet for each table, and the values that
    its drop-down lists offer, on a hidden sheet.

    Raises:
        OutputError: the file cannot be written; what was there is unchanged.
    """
    book = Workbook()
    guide = book.active
    assert guide is not None
    guide.title = GUIDE[language]
    example_sheet = book.create_sheet(EXAMPLES[language])
    values = _Values(book.create_sheet(VALUES[language]), language)
    for table in tables:
        _table(book.create_sheet(title(table, language)), table, values, language)
    _guide(guide, tables, language)
    _examples(example_sheet, tables, language)
    book.move_sheet(values.sheet, len(book.worksheets))
    replace_file(path, book.save)


class _Values:
    """The hidden sheet: a column for each list of allowed values."""

    def __init__(self, sheet: Any, language: Language) -> None:
        self.sheet = sheet
        sheet.sheet_state = "hidden"
        self._language = language
        self._ranges: dict[str, str] = {}

    def range_of(self, column: Column) -> str:
        """Where the values of a column are, as a formula."""
        enum = column.enum
        values = enum.codes if enum else (True, False)
        key = enum.name if enum else ""
        if key not in self._ranges:
            at = len(self._ranges) + 1
            head = enum.zh if enum else say("template.yes_or_no", self._language)
            shown = (cell(column, value, self._language) for value in values)
            for row, value in enumerate((head, *shown), 1):
                self.sheet.cell(row, at, value)
            letter = get_column_letter(at)
            self._ranges[key] = f"'{self.sheet.title}'!${letter}$2:${letter}${len(values) + 1}"
        return self._ranges[key]


def _table(sheet: Any, table: Table, values: _Values, language: Language) -> None:
    sheet.freeze_panes = "A2"
    sheet.sheet_properties.tabColor = _colour(table)
    for (letter, width), column in zip(widths(table, language), table.columns, strict=True):
        head = sheet[f"{letter}1"]
        head.value = f"{title(column, language)}{'*' if column.required else ''}"
        head.font, head.fill = HEAD_FONT, _REQUIRED if column.required else HEAD_FILL
        text = note(SCHEMA, table, column, language)
        head.comment = Comment(text, _AUTHOR, height=40 + 18 * _height(text), width=320)
        whole = sheet.column_dimensions[letter]
        whole.width = width
        # Also of cells that nobody has typed into yet: an uid such as 0012 stays what it is.
        whole.number_format = _FORMATS.get(column.kind, TEXT_FORMAT)
        validation = _validation(column, values, language)
        if validation:
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(validation)


def _validation(column: Column, values: _Values, language: Language) -> DataValidation | None:
    if column.enum or column.kind is Kind.BOOLEAN:
        made = DataValidation(type="list", formula1=values.range_of(column), allow_blank=True)
        # Of several values in a cell Excel can offer each, and check none.
        made.showErrorMessage = not column.many
    elif column.kind in (Kind.INTEGER, Kind.NUMBER) and column.low is not None:
        made = DataValidation(
            type="whole" if column.kind is Kind.INTEGER else "decimal",
            operator="greaterThanOrEqual" if column.high is None else "between",
            formula1=f"{column.low:g}",
            formula2=None if column.high is None else f"{column.high:g}",
            allow_blank=True,
            showErrorMessage=True,
        )
    else:
        return None
    made.errorTitle = title(column, language)
    made.error = say("template.error", language)
    return made


def _guide(sheet: Any, tables: Sequence[Table], language: Language) -> None:
    sheet["A1"] = say("template.title", language)
    sheet["A1"].font = _TITLE
    steps = say("template.steps", language).strip().split("\n")
    for row, line in enumerate(steps, 3):
        sheet.cell(row, 1, line)
    top = len(steps) + 4
    for at, key in enumerate(("sheet", "row_is", "needed"), 1):
        head = sheet.cell(top, at, say(f"template.guide.{key}", language))
        head.font, head.fill = HEAD_FONT, HEAD_FILL
    for row, table in enumerate(tables, top + 1):
        name = title(table, language)
        link = sheet.cell(row, 1, name)
        link.hyperlink = f"#'{name}'!A1"
        link.font = _LINK
        sheet.cell(row, 2, about(table, language))
        needed = [title(c, language) for c in table.columns if c.required]
        sheet.cell(row, 3, "、".join(needed)).alignment = _WRAP
    for letter, width in (("A", 24), ("B", 44), ("C", 70)):
        sheet.column_dimensions[letter].width = width


def _examples(sheet: Any, tables: Sequence[Table], language: Language) -> None:
    """One row a table, all about the same matter where they can be."""
    sheet["A1"] = say("template.examples", language)
    sheet["A1"].font = HEAD_FONT
    sheet.column_dimensions["A"].width = 24
    row = 3
    for table, example in examples(tables):
        sheet.cell(row, 1, title(table, language)).font = _TITLE
        for at, column in enumerate(table.columns, 1):
            head = sheet.cell(row + 1, at, title(column, language))
            head.font, head.fill = HEAD_FONT, HEAD_FILL
            _put(sheet.cell(row + 2, at), cell(column, example.get(column.name), language))
        row += 4
    for at in range(2, max(len(t.columns) for t in tables) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 18


def _put(at: Any, value: Any) -> None:
    at.value = value
    if isinstance(value, str):
        at.data_type, at.number_format = "s", TEXT_FORMAT
    elif isinstance(value, date):
        at.number_format = MOMENT_FORMAT if isinstance(value, datetime) else DAY_FORMAT


def _height(text: str) -> int:
    """Lines that a note of that width takes."""
    return sum(1 + len(line) // 22 for line in text.split("\n"))


def _colour(table: Table) -> str:
    """The hue of what the table is about."""
    label = table.label if isinstance(table, NodeTable) else table.source.labels[0]
    return label.colour.removeprefix("#")
