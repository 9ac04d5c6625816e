"""A table on a sheet while it is being found, and when it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter

from graph.errors import Level, Problem
from graph.text import Message
from loaders.cells import FAILED
from loaders.headers import reason_titles
from loaders.sheets.block import BlockRow
from loaders.sheets.headers import Header
from loaders.sheets.lines import Line, Sheet
from loaders.sheets.rowkinds import RowKind, row_kind
from loaders.sheets.titles import normal

# So many cells of one kind are named one by one; the rest is counted.
_NAMED: Final = 100
# What the caption of a further page adds to that of the first.
_CONTINUED: Final = re.compile("续表?[一二三四五六七八九十0-9]*$|^续表?")


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A table on a sheet; see `Block`.

    `notes` are texts below and between the rows, by row number; `left_out` counts the rows that
    are no data, by kind; `problems` are the cells that hold no value or stand under no title.
    """

    sheet_of: Sheet = field(repr=False)
    header_rows: tuple[int, ...]
    titles: Sequence[str]
    caption: str
    notes: Sequence[tuple[int, str]]
    left_out: Mapping[str, int]
    problems: Sequence[Problem]
    count: int
    _columns: tuple[int, int]
    _rows: tuple[int, int]
    _skipped: frozenset[int]

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.sheet_of.file

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.sheet_of.name

    def rows(self) -> Iterator[BlockRow]:
        """The rows of data. Error values (`#REF!`) are None; `problems` names them."""
        first, last = self._rows
        left, right = self._columns
        width = len(self.titles)
        for line in self.sheet_of.lines():
            if line.row > last:
                return
            if line.row < first or line.row in self._skipped:
                continue
            if not any(c is not None for c in line.own[left:right]):
                continue
            cells = [None if _failed(c) else c for c in line.whole[left:right]]
            padded = [None] * left + cells
            yield BlockRow(line.row, tuple([*padded, *[None] * width][:width]))


class Tracker:
    """Follows one table down the sheet, from its header to the last of its rows."""

    def __init__(
        self, sheet: Sheet, header: Header, columns: tuple[int, int], above: Sequence[Line]
    ) -> None:
        self._sheet = sheet
        self._header = header
        self._left, self._right = columns
        self._caption = _caption(above, columns)
        # Why we left rows out stands in a column that we added ourselves.
        self._ours = {at for at, t in enumerate(header.titles) if t in reason_titles()}
        here = {*range(self._left, min(self._right, len(header.titles)))} - self._ours
        self._titles = [t if at in here else "" for at, t in enumerate(header.titles)]
        self._titled = [t for t in self._titles if t]
        self._first = True
        self._blank = False
        self._skipped: dict[int, str] = {}
        self._notes: list[tuple[int, str]] = []
        self._last = header.rows[-1]
        self._count = 0
        self._after: list[Line] = []  # rows that are no data, since the last one that is
        self._lone: list[Line] = []  # rows of one cell, since the last one with more
        self._parted: set[int] = set()  # notes and headings below a blank row
        self._untitled: dict[int, list[int]] = {}  # the rows, by column
        self._problems: list[Problem] = []
        self._failed = 0

    @property
    def apart(self) -> bool:
        """Whether a blank row or a heading has come since the last row of data."""
        return self._blank or bool(self._after)

    def take(self, line: Line) -> None:
        """Take the next row of the sheet."""
        own = line.own[self._left : self._right]
        if not any(c is not None for c in own):
            self._blank = True
            return
        kind = row_kind(
            own,
            line.whole[self._left : self._right],
            self._titles[self._left :],
            [
                r._replace(left=r.left - self._left, right=r.right - self._left)
                for r in self._sheet.marks.merged.get(line.row, ())
                if self._left <= r.left < self._right
            ],
            first=self._first,
            after_blank=self._blank,
        )
        self._first = False
        if kind == "data":
            self._data(line)
            return
        self._skipped[line.row] = kind
        if kind in ("note", "heading"):
            self._notes.append((line.row, _joined(own)))
            self._after.append(line)
            if self._blank:
                self._parted.add(line.row)
        elif kind == "total":
            self._lone = []
        # A blank row stays remembered: what follows a note is seldom data.
        self._blank = self._blank and kind != "numbers"

    @property
    def new_caption(self) -> bool:
        """Whether what stands above a header that is the same again is another caption than this
        table's; else it is the next printed page."""
        known = normal(self._caption)
        said = [normal(_joined(line.own)) for line in self._captions()]
        return any(_CONTINUED.sub("", text) not in known for text in said)

    def repeat_header(self, rows: Sequence[int]) -> None:
        """Leave out a header that is repeated, with the caption over it."""
        self._leave_out(self._lone, "heading")
        self._skipped.update(dict.fromkeys(rows, "header"))
        self._lone, self._after = [], []

    def finish(self, *, table_below: bool) -> tuple[SheetBlock, list[Line]]:
        """The block; and the lines at its end that are the caption of the table below, if any."""
        over = self._captions() if table_below else []
        tail = self._lone if table_below else [n for n in self._lone if _is_prose(n)]
        self._leave_out(tail, "heading" if table_below else "note")
        captions = {line.row for line in over}
        left_out = {r: k for r, k in self._skipped.items() if r not in captions}
        self._say_left_out(left_out)
        for title, count in Counter(self._titled).items():
            if count > 1:
                self._problem(self._header.rows[-1], title, "title_twice", "warning", count=count)
        self._say_untitled()
        if self._failed > _NAMED:
            self._problem(self._last, "", "more_cells", "error", count=self._failed - _NAMED)
        width = max(len(self._titles), *(at + 1 for at in self._untitled), 0)
        block = SheetBlock(
            self._sheet,
            self._header.rows,
            tuple([*self._titles, *[""] * width][:width]),
            self._caption,
            tuple(note for note in sorted(self._notes) if note[0] not in captions),
            dict(Counter(left_out.values())),
            tuple(self._problems),
            self._count,
            (self._left, self._right),
            (self._header.rows[-1] + 1, self._last),
            frozenset(self._skipped),
        )
        return block, over

    def _captions(self) -> list[Line]:
        """The lines since the last row of data that may stand over a table below: from the first
        that is no note, or that a blank row parts from this table."""
        lines = sorted([*self._after, *self._lone], key=lambda line: line.row)
        starts = (
            at
            for at, line in enumerate(lines)
            if line.row in self._parted or self._skipped.get(line.row) != "note"
        )
        return lines[next(starts, len(lines)) :]

    def _leave_out(self, lines: Sequence[Line], kind: RowKind) -> None:
        """Leave out what had been taken for rows of data."""
        for line in lines:
            self._skipped[line.row] = kind
            self._notes.append((line.row, _joined(line.own[self._left : self._right])))
            self._count -= 1

    def _data(self, line: Line) -> None:
        self._blank, self._after = False, []
        alone = len([c for c in line.whole[self._left : self._right] if c is not None]) == 1
        self._lone = [*self._lone, line] if alone and len(self._titled) > 3 else []
        self._last = line.row
        self._count += 1
        for at in range(self._left, min(self._right, len(line.own))):
            cell = line.own[at]
            titled = at < len(self._titles) and self._titles[at]
            if cell is not None and not titled and at not in self._ours:
                self._untitled.setdefault(at, []).append(line.row)
            if _failed(cell):
                self._wrong(line.row, at, str(cell), "error_value")
        for at in self._sheet.marks.uncomputed.get(line.row, ()):
            if self._left <= at < self._right:
                self._wrong(line.row, at, "", "calculated")

    def _wrong(self, row: int, at: int, value: str, key: str) -> None:
        self._failed += 1
        if self._failed <= _NAMED:
            title = self._titles[at] if at < len(self._titles) else ""
            self._problem(row, title or _letter(at), key, "error", value)

    def _say_left_out(self, skipped: Mapping[int, str]) -> None:
        texts = dict(self._notes)
        for kind, count in Counter(skipped.values()).items():
            first = min(row for row, said in skipped.items() if said == kind)
            text = texts.get(first, "")
            self._problem(first, "", f"left_out_{kind}", "warning", text, count=count)

    def _say_untitled(self) -> None:
        for at, rows in sorted(self._untitled.items()):
            self._problem(rows[0], _letter(at), "no_title", "warning", count=len(rows))

    def _problem(
        self, row: int, title: str, key: str, level: Level, value: str = "", **values: object
    ) -> None:
        what = Message(f"expect.sheets.{key}", values)
        self._problems.append(
            Problem(self._sheet.file, self._sheet.name, row, title[:60], value, what, level)
        )


def _failed(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip() in FAILED


def _letter(at: int) -> str:
    return get_column_letter(at + 1)


def _joined(cells: Sequence[object]) -> str:
    return " ".join(dict.fromkeys(str(c).strip() for c in cells if c is not None))


def _caption(above: Sequence[Line], columns: tuple[int, int]) -> str:
    left, right = columns
    return "\n".join(t for line in above if (t := _joined(line.whole[left:right])))


def _is_prose(line: Line) -> bool:
    """Whether a row of one cell at the end of a table is a remark, not the name of something."""
    return any(len(c) > 15 or c.rstrip()[-1:] in "。；;!！" for c in line.own if isinstance(c, str))
