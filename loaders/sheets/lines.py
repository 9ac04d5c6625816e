"""Rows of a sheet as typed, before anything is known of what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Final, NamedTuple, Protocol

from loaders.sheets.marks import Marks, Range

# Space that `str.strip` does not take for space.
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"


# A caption merged over all 16,384 columns does not make each row so wide.
_WIDEST: Final = 200


class Line(NamedTuple):
    """A row: its number as Excel counts, its cells as typed, and the same with the cells of
    merged ranges filled. Blank cells are None; the two may be shorter than other rows."""

    row: int
    own: tuple[object, ...]
    whole: tuple[object, ...]


class Sheet(Protocol):
    """One sheet of a workbook, or a whole CSV file (`name` is empty)."""

    @property
    def file(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def marks(self) -> Marks: ...

    def opened(self) -> AbstractContextManager[object]:
        """Keep the file open between readings; may be nested."""
        ...

    def lines(self) -> Iterator[Line]:
        """All rows, from row 1. May be read again."""
        ...


def tidy(value: object) -> object:
    """A cell as people see it: None where nothing shows, a whole number without `.0`.

    >>> tidy(" \u3000"), tidy(2.0), tidy(" 甲 ")
    (None, 2, ' 甲 ')
    """
    if isinstance(value, str):
        return value if value.strip().strip(_INVISIBLE) else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def trimmed(cells: tuple[object, ...]) -> tuple[object, ...]:
    """The cells without the blank ones at the end."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


class Filler:
    """Gives each cell of a merged range the value of its first one, row after row."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._open: list[tuple[Range, object]] = []

    def fill(self, row: int, cells: tuple[object, ...]) -> tuple[object, ...]:
        """The cells of the next row, filled."""
        for place in self._marks.merged.get(row, ()):
            if place.left < len(cells) and cells[place.left] is not None:
                end = min(place.right, max(len(cells), place.left + _WIDEST))
                self._open.append((place._replace(right=end), cells[place.left]))
        if not self._open:
            return cells
        filled = list(cells)
        for place, value in self._open:
            filled += [None] * (place.right + 1 - len(filled))
            filled[place.left : place.right + 1] = [value] * (place.right + 1 - place.left)
        self._open = [(place, value) for place, value in self._open if place.bottom > row]
        return tuple(filled)
