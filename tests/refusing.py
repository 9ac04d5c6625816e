"""Files that are to be refused, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from graph.errors import Problem
from tests.engines import engine_store, neo4j_store  # noqa: F401


def places(problems: Sequence[Problem]) -> list[tuple[object, ...]]:
    """Where, what, and what was expected, of each error."""
    return [
        (p.file, p.sheet, p.row, p.column, p.value, p.expected.key)
        for p in problems
        if p.level == "error"
    ]


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path
