"""The tables on the sheets of a file: found in one pass, read in another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from graph.errors import Problem, SourceError
from graph.text import Message
from loaders.facts import HIDDEN
from loaders.sheets.block import Block
from loaders.sheets.headers import (
    MAX_HEIGHT,
    SEARCHED_ROWS,
    Header,
    header_at,
    may_begin_header,
    runs,
)
from loaders.sheets.lines import Line, Sheet
from loaders.sheets.table import SheetBlock, Tracker
from loaders.sheets.text import CsvSheet
from loaders.sheets.titles import exact
from loaders.sheets.watch import Watch
from loaders.sheets.workbook import Book

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xltx", ".xls", ".et")


@dataclass(frozen=True, slots=True)
class Survey:
    """The tables of a file, and what was seen on the way: nothing of it is an error of a cell."""

    blocks: Sequence[SheetBlock]
    problems: Sequence[Problem]
    sheets: Sequence[Sheet] = field(default=(), repr=False)


def find_blocks(path: Path) -> Sequence[Block]:
    """The tables on all sheets of a workbook, or in a CSV file, in their order.

    Raises:
        SourceError: the file cannot be read; or it holds, anywhere, a number that names a person,
            and then says where and nothing else.
    """
    return survey(path).blocks


def survey(path: Path, file: str = "") -> Survey:
    """`find_blocks`, with the problems of whole sheets: hidden ones, and those without a table.

    Args:
        file: what the file is called, if not by its name.

    Raises:
        SourceError: as `find_blocks` does.
    """
    with ExitStack() as stack:
        sheets = _sheets(path, file, stack)
        blocks: list[SheetBlock] = []
        problems: list[Problem] = []
        persons: list[Problem] = []
        for sheet in sheets:
            found = _Survey(sheet)
            found.run()
            blocks += found.blocks
            problems += found.problems
            persons += found.watch.problems
        if persons:
            raise SourceError(persons)
    return Survey(blocks, problems, sheets)


def _sheets(path: Path, file: str, stack: ExitStack) -> Sequence[Sheet]:
    if path.suffix.lower() not in WORKBOOKS:
        return [CsvSheet(path, file)]
    book = Book(path, file)
    stack.enter_context(book.opened())
    return book.sheets()


class _Survey:
    """One pass over a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._merged = sheet.marks.merged
        self._lines: Iterator[Line] = sheet.lines()
        self._ahead: deque[Line] = deque()
        self._header: Header | None = None
        self._trackers: list[Tracker] = []
        self._waiting: list[Line] = []  # what stands above a header
        self._seen = 0
        self._titles: Sequence[str] = ()
        self._hidden_rows = 0
        self._hidden_titles: dict[str, None] = {}
        self.watch = Watch(sheet.file, sheet.name)
        self.blocks: list[SheetBlock] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        """Find the blocks, the problems and the numbers that name a person."""
        start = self._first_header()
        while line := self._next():
            self._see(line)
            if self._starts_table(line, start):
                continue
            if self._header is None:
                self._waiting.append(line) if any(line.own) else None
                continue
            for tracker in self._trackers:
                tracker.take(line)
        self._close()
        for aside in self._sheet.marks.asides:
            self.watch.aside(aside, self._titles)
        self._say_of_sheet()

    def _first_header(self) -> int:
        """The row in which the first table begins: the first that stands out, else the one that
        holds the most; 0 where there is none."""
        best, weight = 0, 0.0
        for at, line in enumerate(self._peek(SEARCHED_ROWS)):
            found = header_at(list(islice(self._ahead, at, at + MAX_HEIGHT)), self._merged)
            if found is None:
                continue
            if found.stands_out:
                return line.row
            if found.weight > weight and found.weight >= found.titled * 0.3:
                best, weight = line.row, found.weight
        return best

    def _starts_table(self, line: Line, start: int) -> bool:
        if line.row < start or not start or not may_begin_header(line):
            return False
        begins = line.row == start
        if not begins and not any(exact(c) for c in line.own[:6] if isinstance(c, str)):
            return False
        rest = [n for n in self._peek(MAX_HEIGHT - 1) if n.row - line.row < MAX_HEIGHT]
        found = header_at([line, *rest], self._merged)
        if found is None or not (begins or found.stands_out):
            return False
        if self._is_next_page(found):
            for tracker in self._trackers:
                tracker.repeat_header(found.rows)
        elif begins or found.fields >= 3 or self._apart():
            self._open(found)
        else:
            return False
        for _ in found.rows[1:]:
            if (lower := self._next()) is not None:
                self._see(lower)
        return True

    def _is_next_page(self, header: Header) -> bool:
        """Whether the header is the same again, under no other caption."""
        same = self._header is not None and header.repeats(self._header)
        return same and not any(tracker.new_caption for tracker in self._trackers)

    def _apart(self) -> bool:
        """Whether a blank row or a heading parts what comes from the table above."""
        return all(tracker.apart for tracker in self._trackers)

    def _open(self, header: Header) -> None:
        above = self._close(table_below=True) or self._waiting
        self._header, self._waiting = header, []
        self._titles = header.titles
        hidden = self._sheet.marks.hidden_columns
        self._hidden_titles |= {t: None for at, t in enumerate(self._titles) if t and at in hidden}
        self._trackers = [Tracker(self._sheet, header, sides, above) for sides in runs(header)]

    def _close(self, *, table_below: bool = False) -> list[Line]:
        """End the tables that are open; gives the lines that may be the caption of the next."""
        left: list[Line] = []
        for tracker in self._trackers:
            block, over = tracker.finish(table_below=table_below)
            left = over or left
            self.blocks.append(block)
        self._trackers = []
        return left

    def _see(self, line: Line) -> None:
        self._seen += bool(line.own)
        self.watch.line(line, self._titles)
        if line.own and line.row in self._sheet.marks.hidden_rows:
            self._hidden_rows += 1

    def _say_of_sheet(self) -> None:
        marks = self._sheet.marks
        name = HIDDEN if self.watch.problems else self._sheet.name

        def say(key: str, **values: object) -> None:
            what = Message(f"expect.sheets.{key}", values)
            self.problems.append(Problem(self._sheet.file, name, 1, "", "", what, "warning"))

        if self._seen and not self.blocks:
            say("no_header", count=SEARCHED_ROWS)
        if self._sheet.hidden and self._seen:
            say("hidden_sheet")
        if self._hidden_rows:
            say("hidden_rows", count=self._hidden_rows)
        if self._hidden_titles:
            say("hidden_columns", titles="、".join(self._hidden_titles))
        if marks.comments:
            say("comments", count=marks.comments)

    def _next(self) -> Line | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _peek(self, count: int) -> list[Line]:
        while len(self._ahead) < count and (line := next(self._lines, None)) is not None:
            self._ahead.append(line)
        return list(islice(self._ahead, count))
