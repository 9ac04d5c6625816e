"""CSV files as programs and people save them: two encodings, three separators."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Final

from graph.errors import Problem, SourceError
from graph.text import Message
from loaders.quoting import unquoted
from loaders.sheets.lines import Line, tidy, trimmed
from loaders.sheets.marks import NO_MARKS, Marks
from loaders.sheets.titles import exact
from loaders.tables import encoding_of

_SEPARATORS: Final = ",;\t"
_LOOK_AT: Final = 30


class CsvSheet:
    """A CSV file as a sheet without a name. Rows count as records, not as lines of text.

    Raises:
        SourceError: the file is in neither encoding.
    """

    name = ""
    hidden = False
    marks: Marks = NO_MARKS

    def __init__(self, path: Path, file: str = "") -> None:
        self._path = path
        self.file = file or path.name
        encoding = encoding_of(path)
        if encoding is None:
            raise SourceError([Problem(self.file, "", 1, "", "", Message("expect.encoding"))])
        self._encoding = encoding
        self._separator = max(_SEPARATORS, key=self._worth)

    def opened(self) -> AbstractContextManager[object]:
        """Nothing to keep open: reading a text file again costs little."""
        return nullcontext()

    def lines(self) -> Iterator[Line]:
        """All rows.

        Raises:
            SourceError: quotes that are not in pairs, at the row where that shows.
        """
        number = 0
        try:
            for number, cells in enumerate(self._rows(self._separator, strict=True), start=1):
                own = trimmed(tuple(tidy(unquoted(c)) for c in cells))
                yield Line(number, own, own)
        except csv.Error as error:
            place = Problem(
                self.file, "", number + 1, "", "", Message("expect.csv", {"detail": error})
            )
            raise SourceError([place]) from None

    def _rows(self, separator: str, *, strict: bool) -> Iterator[list[str]]:
        with self._path.open(encoding=self._encoding, newline="") as stream:
            yield from csv.reader(stream, delimiter=separator, strict=strict)

    def _worth(self, separator: str) -> tuple[int, int]:
        """How many titles a separator makes out in one row; and how many cells it parts rows into
        that then are equally long."""
        try:
            rows = list(islice(self._rows(separator, strict=False), _LOOK_AT))
        except csv.Error:
            return 0, 0
        titles = max((sum(bool(exact(c)) for c in cells) for cells in rows), default=0)
        widths = Counter(len(cells) for cells in rows)
        return titles, max((count * (width - 1) for width, count in widths.items()), default=0)
