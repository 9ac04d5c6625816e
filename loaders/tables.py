"""Readers for our own tables: a folder of CSV files, a workbook, a JSON file. All stream."""

from __future__ import annotations

import codecs
import csv
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from graph.errors import Problem, SourceError
from graph.privacy import hidden, names_a_person
from graph.schema.kinds import Table
from graph.text import Message
from loaders.facts import HIDDEN
from loaders.filenames import files_in
from loaders.headers import BESIDE_TABLES, match_header, table_named
from loaders.quoting import unescaped, unquoted
from loaders.rows import RawRow, SourceFile

ENCODINGS: Final = ("utf-8-sig", "gb18030")
# A workbook is a zip archive; one that unpacks to more than this is refused before it is read.
MAX_UNPACKED: Final = 2 << 30
_CHUNK: Final = 1 << 20


class CsvReader:
    """CSV files named after our tables (`posts.csv` or `岗位.csv`), in UTF-8 or GB18030."""

    def __init__(self, path: Path, names: Mapping[Path, str] | None = None) -> None:
        """`names`: what files are called where it is not by their own names."""
        files, called = files_in([path]), names or {}
        if not files:
            raise SourceError([_whole(path.name, "expect.csv_folder")])
        self._files = [SourceFile.of(f, called.get(f)) for f in files]

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
        encoding = encoding_of(file.path)
        if encoding is None:
            problems.append(_whole(file.name, "expect.encoding"))
            return
        with file.path.open(encoding=encoding, newline="") as stream:
            reader = csv.reader(stream, strict=True)
            number = 0
            header: _Header | None = None
            try:
                for number, written in enumerate(reader, start=1):
                    cells = [unquoted(cell) for cell in written]
                    if not any(cells) or not any(c.strip() for c in cells):
                        continue
                    if header is None:
                        header = _header(table, file.name, "", number, cells, problems)
                        if header is None:
                            return
                    else:
                        yield from header.row(number, cells, problems)
            except csv.Error as error:
                problems.append(
                    Problem(
                        file.name, "", number + 1, "", "", Message("expect.csv", {"detail": error})
                    )
                )
            if header is None:
                problems.append(_whole(file.name, "expect.not_empty"))


class WorkbookReader:
    """An Excel workbook whose sheets are named after our tables."""

    def __init__(self, path: Path, names: Mapping[Path, str] | None = None) -> None:
        self._file = SourceFile.of(path, (names or {}).get(path))

    def files(self) -> list[SourceFile]:
        """The workbook."""
        return [self._file]

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of the sheets that are tables of ours; other sheets are a warning each."""
        with ExitStack() as stack:
            # Opened here: the library leaves a file open that it cannot read.
            stream = stack.enter_context(self._file.path.open("rb"))
            try:
                book = self._open(stream, problems)
            except BROKEN:
                problems.append(_whole(self._file.name, "expect.workbook"))
                return
            if book is None:
                return
            stack.enter_context(closing(book))
            known = 0
            for sheet in book.worksheets:
                if sheet.title in BESIDE_TABLES:
                    continue
                table = table_named(sheet.title)
                if table is None:
                    problems.append(_other_sheet(self._file.name, sheet.title))
                    continue
                known += 1
                yield from self._rows(stream, sheet, table, problems)
            if not known:
                problems.append(_whole(self._file.name, "expect.some_sheet"))

    def _open(self, stream: IO[bytes], problems: list[Problem]) -> Any:
        with zipfile.ZipFile(stream) as archive:
            if sum(i.file_size for i in archive.infolist()) > MAX_UNPACKED:
                problems.append(_whole(self._file.name, "expect.smaller_workbook"))
                return None
        return _workbook(stream)

    def _rows(
        self, stream: IO[bytes], sheet: Any, table: Table, problems: list[Problem]
    ) -> Iterator[RawRow]:
        header: _Header | None = None
        marks = _Marks.of(sheet)
        formulas = _formulas(stream, sheet.title) if marks.formulas else None
        for number, cells in enumerate(self._cells(sheet, problems), start=1):
            typed = next(formulas, ()) if formulas else ()
            if not any(typed) and all(c is None or str(c).strip() == "" for c in cells):
                continue
            if header is None:
                header = _header(table, self._file.name, sheet.title, number, cells, problems)
                if header is None:
                    return
                problems += [
                    Problem(
                        self._file.name,
                        sheet.title,
                        max(first, number + 1),
                        header.title(column),
                        merged,
                        Message("expect.not_merged"),
                    )
                    for merged, column, first, last in marks.merged
                    if last > number
                ]
                continue
            for at, (cell, formula) in enumerate(zip(cells, typed, strict=False)):
                if cell is None and isinstance(formula, str) and formula.startswith("="):
                    place = (self._file.name, sheet.title, number, header.title(at))
                    problems.append(Problem(*place, "", Message("expect.calculated")))
            yield from header.row(number, cells, problems)
        if header is None:
            problems.append(_whole(self._file.name, "expect.not_empty", sheet.title, "warning"))

    def _cells(self, sheet: Any, problems: list[Problem]) -> Iterator[tuple[object, ...]]:
        """The rows of a sheet, as far as it can be read."""
        # What the sheet says of its own size is often wrong, and would cut rows off.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        while True:
            try:
                with warnings.catch_warnings():
                    # About drop-down lists and colours, which we do not read.
                    warnings.simplefilter("ignore")
                    row = next(rows, None)
            except BROKEN:
                problems.append(_whole(self._file.name, "expect.workbook", sheet.title))
                return
            if row is None:
                return
            yield tuple(unescaped(cell) if isinstance(cell, str) else cell for cell in row)


# What follows the beginning of a value in the walk, or begins an array.
_INSIDE: Final = ("start_array", "end_array", "map_key", "end_map")


class JsonReader:
    """A JSON object whose keys are our tables and whose values are arrays of rows."""

    def __init__(self, path: Path, names: Mapping[Path, str] | None = None) -> None:
        self._file = SourceFile.of(path, (names or {}).get(path))
        self._headers: dict[tuple[str, ...], _Header] = {}

    def files(self) -> list[SourceFile]:
        """The file."""
        return [self._file]

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of all arrays; a row's number is its place in its array, from 1."""
        import ijson

        name = self._file.name
        # Read again, the same is wrong with the headers again.
        self._headers.clear()
        try:
            with self._file.path.open("rb") as stream:
                if stream.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
                    stream.seek(0)
                yield from self._walk(stream, problems)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            # Its first line only: the next ones quote the file, which may hold what no message may.
            detail = str(error).partition("\n")[0]
            problems.append(_whole(name, "expect.json", detail=detail))

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
                    problems.append(_other_sheet(name, key))
            elif prefix == f"{key}.item" and event == "start_map":
                number += 1
                cells = _object(events)
                if table is not None:
                    yield from self._row(table, key, number, cells, problems)
            elif table is not None and prefix == f"{key}.item":
                if event not in ("end_map", "end_array"):
                    number += 1
                    place = (name, key, number, "")
                    problems.append(Problem(*place, hidden(value), Message("expect.json_row")))
            elif table is not None and prefix == key and event not in _INSIDE:
                problems.append(_whole(name, "expect.json_array", key))

    def _row(
        self, table: Table, key: str, number: int, cells: dict[str, object], problems: list[Problem]
    ) -> Iterator[RawRow]:
        keys = (key, *cells)
        header = self._headers.get(keys)
        if header is None:
            names, found = match_header(
                table, list(cells), file=self._file.name, sheet=key, row=number
            )
            # A row may leave out what it does not state; required cells are checked later.
            seen = {(p.column, p.expected.key) for p in problems if p.sheet == key}
            seen.add(("", "expect.required_column"))
            problems += [
                p
                for p in found
                if p.expected.key != "expect.required_column"
                and (p.column, p.expected.key) not in seen
            ]
            header = _Header(table, self._file.name, key, names, list(cells))
            self._headers[keys] = header
        yield from header.row(number, list(cells.values()), problems)


def _object(events: Iterator[tuple[str, str, Any]]) -> dict[str, object]:
    """The object whose start was just read. Lists are kept; an object inside it is kept as an
    empty one, which no column takes."""
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
            holder = cells.get(key)
            if depth == 0:
                cells[key] = {}
            elif depth == 1 and isinstance(holder, list):
                holder.append({})
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


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of one table as found: our name for each cell (None: not ours), and the cells."""

    table: Table
    file: str
    sheet: str
    names: Sequence[str | None]
    titles: Sequence[object]

    def title(self, at: int) -> str:
        """What stands over a column."""
        return str(self.titles[at] or "").strip()[:60] if at < len(self.titles) else ""

    def row(
        self, number: int, cells: Sequence[object], problems: list[Problem]
    ) -> Iterator[RawRow]:
        """The row, if it has no cells that the header does not name."""
        extra = [c for c in cells[len(self.names) :] if c is not None and str(c).strip()]
        place = (self.file, self.sheet, number)
        if extra:
            expected = Message("expect.no_more_cells", {"count": len(self.names)})
            problems.append(Problem(*place, "", hidden(extra[0]), expected))
            return
        found: dict[str, object] = dict.fromkeys(n for n in self.names if n is not None)
        for at, (name, cell) in enumerate(zip(self.names, cells, strict=False)):
            if name is not None:
                found[name] = cell
            elif cell is not None and names_a_person(str(cell)):
                # The column is ignored, but a file that holds such numbers is not for us.
                expected = Message("expect.no_person")
                problems.append(Problem(*place, self.title(at), HIDDEN, expected))
        yield RawRow(self.table, *place, found)


def _header(
    table: Table,
    file: str,
    sheet: str,
    number: int,
    cells: Sequence[object],
    problems: list[Problem],
) -> _Header | None:
    """The header that a row is; None where it cannot be used."""
    names, found = match_header(table, cells, file=file, sheet=sheet, row=number)
    problems += found
    if any(p.level == "error" for p in found):
        return None
    return _Header(table, file, sheet, names, cells)


def _workbook(stream: IO[bytes], *, formulas: bool = False) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(
            stream, read_only=True, data_only=not formulas, keep_links=False
        )


def _formulas(stream: IO[bytes], title: str) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet with the formulas instead of what they came to."""
    with closing(_workbook(stream, formulas=True)) as book, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book[title].reset_dimensions()
        yield from book[title].iter_rows(values_only=True)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a sheet's values do not show: merged cells (as written, the first column counted from
    0, the first and the last row) and whether there are formulas."""

    merged: list[tuple[str, int, int, int]]
    formulas: bool

    @classmethod
    def of(cls, sheet: Any) -> _Marks:
        """Look through a sheet's part of the archive, which the library does not tell of when it
        reads row by row."""
        from openpyxl.utils import range_boundaries

        merged: dict[str, tuple[int, int, int]] = {}
        formulas = False
        with sheet.parent._archive.open(sheet._worksheet_path) as part:
            rest = b""
            while chunk := part.read(_CHUNK):
                window = rest + chunk
                formulas = formulas or _FORMULA.search(window) is not None
                for found in _MERGED.finditer(window):
                    left, top, _, bottom = (n or 0 for n in range_boundaries(found[1].decode()))
                    merged[found[1].decode()] = (left - 1, top, bottom)
                rest = window[-_TAG:]
        return cls([(name, *place) for name, place in merged.items()], formulas)


_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_TAG: Final = 200
# What the library and those below it raise for a file that is not what it says.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,
)


def encoding_of(path: Path) -> str | None:
    """The first of our encodings in which the whole file can be read; None for none of them."""
    with path.open("rb") as stream:
        marked = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    # A damaged file in UTF-8 can often be read as GB18030, as nonsense.
    for encoding in ENCODINGS[:1] if marked else ENCODINGS:
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


def _other_sheet(file: str, sheet: str) -> Problem:
    """A sheet that is no table of ours."""
    if names_a_person(sheet):
        return _whole(file, "expect.no_person", HIDDEN)
    return _whole(file, "expect.sheet_name", sheet, "warning")
