"""The county as a folder of CSV files with Chinese headers, and the reader for it."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

from graph.schema import SCHEMA
from graph.schema.kinds import Column, Table
from loaders.rows import SourceFile
from loaders.tables import CsvReader
from powergraph.demo.county import County, Row
from powergraph.demo.words_units import COUNTY

NOTICE: Final = "合成数据"
FOLDER: Final = f"{NOTICE}-{COUNTY}"
_STREAMED: Final = ("cases", "case_events")


class DemoReader(CsvReader):
    """The folder's files, under names that say in each finding that the data is made up."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._files = [SourceFile(f.path, f"{FOLDER}/{f.name}", f.sha256) for f in self._files]


def write(county: County, folder: Path) -> list[Path]:
    """Write one file a table that has rows; the files written.

    UTF-8 with a byte order mark, so that Excel reads them. Cases and their events are made while
    they are written: their number takes no memory.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_files:
        writers: dict[str, _Table] = {}

        def put(name: str, row: Row) -> None:
            if name not in writers:
                table = next(t for t in SCHEMA.tables if t.name == name)
                path = folder / f"{table.zh}.csv"
                stream = path.open("w", encoding="utf-8-sig", newline="")
                writers[name] = _Table(table, path, open_files.enter_context(stream))
            writers[name].put(row)

        for table in SCHEMA.tables:
            for row in county.where(table.name):
                put(table.name, row)
        for case, events in county.records():
            put(_STREAMED[0], case)
            for event in events:
                put(_STREAMED[1], event)
    return sorted(w.path for w in writers.values())


class _Table:
    def __init__(self, table: Table, path: Path, stream: IO[str]) -> None:
        self.path = path
        self._columns = table.columns
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow([c.zh for c in table.columns])

    def put(self, row: Row) -> None:
        self._writer.writerow([_cell(c, row.get(c.name)) for c in self._columns])


def _cell(column: Column, value: Any) -> str:
    """What a clerk would have typed."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(_cell(column, v) for v in value)
    if column.enum:
        return column.enum.zh_of(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
