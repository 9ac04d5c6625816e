"""Workbooks as offices type them, with what is true of each cell.

Written from the description of what arrives, without sight of the reader: what the reader gets
wrong here it gets wrong at work.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

UNITS: Final = ("区财政局", "区民政局", "区城市管理局", "区教育和体育局")
PEOPLE: Final = ("王建国", "李秀英", "张伟", "刘洋", "陈静", "杨帆")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that means something: on which sheet and row, for which field of which form."""

    sheet: str
    row: int
    form: str
    field: str
    given: object


@dataclass(frozen=True, slots=True)
class Known:
    """A node that must be in the graph after the load: found by its name, with these properties."""

    label: str
    name: str
    props: dict[str, object]


@dataclass(slots=True)
class Mess:
    """One file, the messes it has, and the truth."""

    name: str
    messes: tuple[str, ...]
    path: Path
    cells: list[Cell] = field(default_factory=list)
    nodes: list[Known] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """Nodes of a label that the file makes, where the number is certain."""


class Page:
    """A sheet being typed, top to bottom."""

    def __init__(self, mess: Mess, sheet: Any) -> None:
        self.mess = mess
        self.sheet = sheet
        self.at = 0

    def line(self, *values: object) -> int:
        """Type one row; gives its number."""
        self.at += 1
        for column, value in enumerate(values, start=1):
            if value is not None:
                self.sheet.cell(self.at, column, value)
        return self.at

    def title(self, text: str, width: int) -> None:
        """A heading merged over the table."""
        row = self.line(text)
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        self.sheet.cell(row, 1).font = Font(size=18, bold=True)
        self.sheet.cell(row, 1).alignment = Alignment(horizontal="center")

    def blank(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.at += rows

    def data(self, form: str, fields: Sequence[str | None], values: Sequence[object]) -> int:
        """A row of data, and its truth."""
        row = self.line(*values)
        self.true(row, form, fields, values)
        return row

    def true(
        self, row: int, form: str, fields: Sequence[str | None], values: Sequence[object]
    ) -> None:
        """Say what a row means without typing it (the rows of a merged cell)."""
        self.mess.cells += [
            Cell(self.sheet.title, row, form, name, value)
            for name, value in zip(fields, values, strict=True)
            if name is not None and value is not None
        ]

    def knows(self, label: str, name: str, **props: object) -> None:
        """A node that this sheet makes."""
        self.mess.nodes.append(Known(label, name, props))


class Maker:
    """Makes the files of one seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)

    def book(self, name: str, *messes: str) -> tuple[Mess, Workbook]:
        """An empty workbook without sheets."""
        book = Workbook()
        book.remove(book.worksheets[0])
        return Mess(name, messes, self.folder / f"{name}.xlsx"), book

    def page(self, mess: Mess, book: Workbook, title: str) -> Page:
        """A new sheet."""
        return Page(mess, book.create_sheet(title))

    def unit(self) -> str:
        """Some unit."""
        return self.random.choice(UNITS)

    def person(self) -> str:
        """Some person."""
        return self.random.choice(PEOPLE)

    def power(self) -> str:
        """A name of a power that no other one has."""
        verb = self.random.choice(("审批", "核准", "处罚", "检查", "给付", "确认"))
        thing = self.random.choice(
            ("户外广告设置", "食品小作坊登记", "临时占道", "社会救助资金", "民办学校设立")
        )
        return f"{thing}{verb}（{self.random.randrange(10**6):06d}）"

    def risk(self) -> str:
        """A name of a risk point that no other one has."""
        return f"受理环节可能出现优亲厚友（{self.random.randrange(10**6):06d}）"

    def law(self) -> str:
        """A legal basis as lists quote it."""
        name = self.random.choice(("中华人民共和国行政许可法", "中华人民共和国行政处罚法"))
        return f"《{name}》第{self.random.choice('三四五六七八九')}十二条"
