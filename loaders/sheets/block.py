"""One table as it stands on a sheet, found but not yet understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol


class BlockRow(NamedTuple):
    """A row of data: its number as Excel counts, and one cell for each title, as given.

    The cells of a merged range all hold the value of its first one.
    """

    row: int
    cells: tuple[object, ...]


class Block(Protocol):
    """A header and the rows under it, on one sheet (`sheet` is empty where there is none).

    `titles` are the header cells as given, one for each column of the sheet; a header of two rows
    gives "upper / lower". `header_rows` are their numbers as Excel counts. `caption` is the text
    above the header, `notes` the text below the last row, by row number.
    """

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def header_rows(self) -> tuple[int, ...]: ...
    @property
    def titles(self) -> Sequence[str]: ...
    @property
    def caption(self) -> str: ...

    def rows(self) -> Iterator[BlockRow]:
        """The rows of data, without blank rows, totals (合计) and notes. May be read again."""
        ...
