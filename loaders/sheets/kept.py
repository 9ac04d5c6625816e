"""The rows of a sheet on disk, once they have been read: a workbook takes long to read again.

Names are looked up in several readings. The file has no name where the system allows that, and
goes with its owner: it holds what the source holds.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Iterator
from typing import Final

from loaders.sheets.lines import Line

_BATCH: Final = 1000


class KeptLines:
    """Rows in their order; blank ones are made again from the numbers of the others."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this
        weakref.finalize(self, self._file.close)
        self._starts: list[int] = []

    def record(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Hand rows on and keep them; they are all there when the last one has been handed on."""
        batch: list[Line] = []
        for line in lines:
            if line.whole:
                batch.append(line)
            if len(batch) == _BATCH:
                self._keep(batch)
                batch = []
            yield line
        self._keep(batch)

    def __iter__(self) -> Iterator[Line]:
        """All rows, as they were recorded."""
        last = 0
        for start in self._starts:
            self._file.seek(start)
            for line in pickle.load(self._file):
                yield from (Line(row, (), ()) for row in range(last + 1, line.row))
                last = line.row
                yield line

    def _keep(self, batch: list[Line]) -> None:
        self._starts.append(self._file.tell())
        pickle.dump(batch, self._file, pickle.HIGHEST_PROTOCOL)
