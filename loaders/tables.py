"""Readers for our own tables: a folder of CSV files, a workbook, a JSON file. All stream."""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any, Final

from graph.errors import Problem, SourceError
from graph.schema.kinds import Table
from graph.text import Message
from loaders.headers import match_header, table_named
from loaders.rows import RawRow, SourceFile

ENCODINGS: Final = ("utf-8-sig", "gb18030")
# A workbook is a zip archive; one that unpacks to more than this is refused before it is read.
MAX_UNPACKED: Final = 2 << 30
MAX_CELL: Final = 10 << 20
_CHUNK: Final = 1 << 20


class CsvReader:
    """CSV files named after our tables (`posts.csv` or `岗位.csv`), in UTF-8 or GB18030."""

    def __init__(self, path: Path) -> None:
        files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        if not files:
            raise SourceError([_whole(path.name, "expect.csv_folder")])
        self._files = [SourceFile.of(f) for f in files]

    def files(self) -> list[SourceFile]:
        """The CSV files, by name."""
        return self._files

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of all files."""
        for file in self._files:
            table = table_named(file.path.stem)
            if table is None:
                problems.append(_whole(file.name, "expect.table_name"))
            else:
                yield from self._rows(file, table, problems)

    def _rows(self, file: SourceFile, table: Table, problems: list[Problem]) -> Iterator[RawRow]:
        encoding = _encoding(file.path)
        if encoding is None:
            problems.append(_whole(file.name, "expect.encoding"))
            return
        csv.field_size_limit(MAX_CELL)
        with file.path.open(encoding=encoding, newline="") as stream:
            reader = csv.reader(stream, strict=True)
            number = 0
            names: list[str | None] | None = None
            try:
                for number, cells in enumerate(reader, start=1):
                    if names is None:
                        names, found = match_header(table, cells, file=file.name, sheet="")
                        problems += found
                        if any(p.level == "error" for p in found):
                            return
                    elif any(c.strip() for c in cells):
                        yield from _row(table, file.name, "", number, names, cells, problems)
            except csv.Error as error:
                problems.append(
                    Problem(
                        file.name, "", number + 1, "", "", Message("expect.csv", {"detail": error})
                    )
                )
            if names is None:
                problems.append(_whole(file.name, "expect.not_empty"))


class WorkbookReader:
    """An Excel workbook whose sheets are named after our tables."""

    def __init__(self, path: Path) -> None:
        self._file = SourceFile.of(path)

    def files(self) -> list[SourceFile]:
        """The workbook."""
        return [self._file]

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of the sheets that are tables of ours; other sheets are a warning each."""
        book = self._open(problems)
        if book is None:
            return
        with closing(book):
            known = 0
            for sheet in book.worksheets:
                table = table_named(sheet.title)
                if table is None:
                    problems.append(
                        _whole(self._file.name, "expect.sheet_name", sheet.title, "warning")
                    )
                    continue
                known += 1
                yield from self._rows(sheet, table, problems)
            if not known:
                problems.append(_whole(self._file.name, "expect.some_sheet"))

    def _open(self, problems: list[Problem]) -> Any:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException

        name = self._file.name
        try:
            with zipfile.ZipFile(self._file.path) as archive:
                if sum(i.file_size for i in archive.infolist()) > MAX_UNPACKED:
                    problems.append(_whole(name, "expect.smaller_workbook"))
                    return None
            return openpyxl.load_workbook(self._file.path, read_only=True, data_only=True)
        except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
            problems.append(_whole(name, "expect.workbook"))
            return None

    def _rows(self, sheet: Any, table: Table, problems: list[Problem]) -> Iterator[RawRow]:
        names: list[str | None] | None = None
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if all(c is None or str(c).strip() == "" for c in cells):
                continue
            if names is None:
                names, found = match_header(
                    table, cells, file=self._file.name, sheet=sheet.title, row=number
                )
                problems += found
                if any(p.level == "error" for p in found):
                    return
                continue
            yield from _row(table, self._file.name, sheet.title, number, names, cells, problems)
        if names is None:
            problems.append(_whole(self._file.name, "expect.not_empty", sheet.title, "warning"))


class JsonReader:
    """A JSON object whose keys are our tables and whose values are arrays of rows."""

    def __init__(self, path: Path) -> None:
        self._file = SourceFile.of(path)

    def files(self) -> list[SourceFile]:
        """The file."""
        return [self._file]

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of all arrays; a row's number is its place in its array, from 1."""
        import ijson

        name = self._file.name
        try:
            with self._file.path.open("rb") as stream:
                yield from self._walk(stream, problems)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            problems.append(_whole(name, "expect.json", detail=error))

    def _walk(self, stream: IO[bytes], problems: list[Problem]) -> Iterator[RawRow]:
        import ijson

        name = self._file.name
        events = ijson.parse(stream, use_float=True)
        key = ""
        table: Table | None = None
        number = 0
        for prefix, event, value in events:
            if prefix == "" and event not in ("start_map", "end_map", "map_key"):
                problems.append(_whole(name, "expect.json_object"))
                return
            if prefix == "" and event == "map_key":
                key, number, table = value, 0, table_named(value)
                if table is None:
                    problems.append(_whole(name, "expect.sheet_name", key, "warning"))
            elif prefix == f"{key}.item" and event == "start_map":
                number += 1
                cells = _object(events)
                if table is not None:
                    yield from self._row(table, key, number, cells, problems)
            elif table is not None and prefix == f"{key}.item":
                number += 1
                problems.append(Problem(name, key, number, "", value, Message("expect.json_row")))
            elif table is not None and prefix == key and event not in ("start_array", "end_array"):
                problems.append(_whole(name, "expect.json_array", key))

    def _row(
        self, table: Table, key: str, number: int, cells: dict[str, object], problems: list[Problem]
    ) -> Iterator[RawRow]:
        names, found = match_header(table, list(cells), file=self._file.name, sheet=key, row=number)
        # A row of JSON may leave out what it does not state; required cells are checked later.
        seen = {(p.column, p.expected.key) for p in problems if p.sheet == key}
        problems += [
            p
            for p in found
            if p.expected.key != "expect.required_column" and (p.column, p.expected.key) not in seen
        ]
        yield from _row(table, self._file.name, key, number, names, list(cells.values()), problems)


def _object(events: Iterator[tuple[str, str, Any]]) -> dict[str, object]:
    """The object whose start was just read. Lists are kept, objects inside it are not ours."""
    cells: dict[str, object] = {}
    key, depth = "", 0
    for _, event, value in events:
        if event == "end_map" and depth == 0:
            return cells
        if event == "map_key" and depth == 0:
            key = value
            cells[key] = None
        elif event == "start_array" and depth == 0:
            cells[key] = []
            depth = 1
        elif event in ("start_map", "start_array"):
            depth += 1
        elif event in ("end_map", "end_array"):
            depth -= 1
        elif event != "map_key":
            holder = cells.get(key)
            if isinstance(holder, list) and depth == 1:
                holder.append(value)
            elif depth == 0:
                cells[key] = value
    return cells


def _row(
    table: Table,
    file: str,
    sheet: str,
    number: int,
    names: list[str | None],
    cells: Any,
    problems: list[Problem],
) -> Iterator[RawRow]:
    extra = [c for c in cells[len(names) :] if c is not None and str(c).strip()]
    if extra:
        problems.append(
            Problem(
                file,
                sheet,
                number,
                "",
                extra[0],
                Message("expect.no_more_cells", {"count": len(names)}),
            )
        )
        return
    padded = [*cells, *[None] * (len(names) - len(cells))]
    yield RawRow(
        table,
        file,
        sheet,
        number,
        {name: cell for name, cell in zip(names, padded, strict=False) if name is not None},
    )


def _encoding(path: Path) -> str | None:
    """The first of our encodings in which the whole file can be read; None for none of them."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    if b"\x00" in chunk:
                        return None
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _whole(file: str, key: str, sheet: str = "", level: Any = "error", **values: object) -> Problem:
    """A problem of a whole file or sheet."""
    return Problem(file, sheet, 1, "", "", Message(key, values), level)
