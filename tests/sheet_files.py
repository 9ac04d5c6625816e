"""Small workbooks and CSV files, each with one mess, for the tests of reading sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from loaders.sheets.finding import survey
from loaders.sheets.table import SheetBlock

POWERS: Sequence[Sequence[Any]] = (
    ("序号", "事项名称", "权力类型", "行使主体"),
    (1, "会计代理记账许可", "行政许可", "财政局"),
    (2, "政府采购投诉处理", "行政裁决", "财政局"),
)
RISKS: Sequence[Sequence[Any]] = (
    ("科室", "岗位", "风险点", "风险等级", "防控措施"),
    ("预算科", "科长", "擅自调整预算", "高", "集体研究"),
    ("办公室", "主任", "公车私用", "低", "定期检查"),
)


def book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook of these sheets."""
    return edited(path, lambda _: None, **sheets)


def edited(
    path: Path, edit: Callable[[Worksheet], object], **sheets: Sequence[Sequence[Any]]
) -> Path:
    """A workbook of these sheets, after something has been done to each."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        edit(sheet)
    made.save(path)
    return path


def the_block(path: Path) -> SheetBlock:
    """The only table of a file."""
    [block] = survey(path).blocks
    return block


def cells(block: SheetBlock) -> list[tuple[object, ...]]:
    """The cells of its rows."""
    return [row.cells for row in block.rows()]


def told(block: SheetBlock) -> list[tuple[int, str, object, str]]:
    """Row, column, value and text key of the problems."""
    return [
        (p.row, p.column, p.value, p.expected.key.removeprefix("expect.sheets."))
        for p in block.problems
    ]
