"""Excel workbooks: opened once for several readings; refused in plain words."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, Any, Final

import openpyxl

from graph.errors import Problem, SourceError
from graph.text import Message
from loaders import tables
from loaders.quoting import unescaped
from loaders.sheets.kept import KeptLines
from loaders.sheets.lines import Filler, Line, tidy, trimmed
from loaders.sheets.marks import Marks, marks_of

_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted workbook, as the old container writes it.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class Book:
    """A workbook on disk; `file` is what it is called, if not by its name."""

    def __init__(self, path: Path, file: str = "") -> None:
        self.path = path
        self.file = file or path.name
        self._handle: Any = None
        self._stack = ExitStack()
        self._readers = 0

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """The library's workbook, which is closed when the last reader is done.

        Raises:
            SourceError: it is none, has a password, or is too large.
        """
        if not self._readers:
            self._handle = self._open()
        self._readers += 1
        try:
            yield self._handle
        finally:
            self._readers -= 1
            if not self._readers:
                self._stack.close()

    def sheets(self) -> list[BookSheet]:
        """The sheets that have cells, in their order, hidden ones too."""
        with self.opened() as handle:
            return [BookSheet(self, s.title, s.sheet_state != "visible") for s in handle.worksheets]

    def _open(self) -> Any:
        stream = self._stack.enter_context(self.path.open("rb"))
        try:
            if (key := _refusal(stream)) is not None:
                raise SourceError([self.problem(key)])
            with zipfile.ZipFile(stream) as archive:
                if sum(i.file_size for i in archive.infolist()) > tables.MAX_UNPACKED:
                    raise SourceError([self.problem("expect.smaller_workbook")])
            with warnings.catch_warnings():
                # About drop-down lists and colours, which we do not read.
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(
                    stream, read_only=True, data_only=True, keep_links=False
                )
            return self._stack.enter_context(closing(book))
        except tables.BROKEN:
            self._stack.close()
            raise SourceError([self.problem("expect.workbook")]) from None
        except SourceError:
            self._stack.close()
            raise

    def problem(self, key: str, sheet: str = "") -> Problem:
        """A problem of the whole workbook, or of a whole sheet."""
        return Problem(self.file, sheet, 1, "", "", Message(key))


class BookSheet:
    """One sheet of a workbook."""

    def __init__(self, book: Book, name: str, hidden: bool) -> None:
        self._book = book
        self._marks: Marks | None = None
        self._kept: KeptLines | None = None
        self.file = book.file
        self.name = name
        self.hidden = hidden

    def opened(self) -> AbstractContextManager[Any]:
        """Keep the workbook open between readings."""
        return self._book.opened()

    @property
    def marks(self) -> Marks:
        """What the values do not show; read once."""
        if self._marks is None:
            with self.opened() as handle:
                sheet = handle[self.name]
                try:
                    self._marks = marks_of(sheet.parent._archive, sheet._worksheet_path)
                except tables.BROKEN:
                    raise SourceError([self._book.problem("expect.workbook", self.name)]) from None
        return self._marks

    def lines(self) -> Iterator[Line]:
        """All rows; from the second time on those that were kept.

        Raises:
            SourceError: the sheet is damaged.
        """
        if self._kept is not None:
            yield from self._kept
            return
        kept = KeptLines()
        yield from kept.record(self._read())
        self._kept = kept

    def _read(self) -> Iterator[Line]:
        filler = Filler(self.marks)
        with self._book.opened() as handle:
            sheet = handle[self.name]
            # What the sheet says of its own size is often wrong, and would cut rows off.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
            number = 0
            while (cells := self._next(rows)) is not None:
                number += 1
                own = trimmed(tuple(tidy(_text(c)) for c in cells))
                yield Line(number, own, filler.fill(number, own))

    def _next(self, rows: Iterator[tuple[object, ...]]) -> tuple[object, ...] | None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return next(rows, None)
        except tables.BROKEN:
            raise SourceError([self._book.problem("expect.workbook", self.name)]) from None


def _text(cell: object) -> object:
    return unescaped(cell) if isinstance(cell, str) else cell


def _refusal(stream: IO[bytes]) -> str | None:
    """Why a file cannot be a workbook that we read; None where it may be one."""
    start = stream.read(len(_OLD_EXCEL))
    if start == _OLD_EXCEL:
        encrypted = _ENCRYPTED in stream.read()
        return "expect.sheets.no_password" if encrypted else "expect.sheets.not_xls"
    return None if start.startswith(b"PK") else "expect.workbook"
