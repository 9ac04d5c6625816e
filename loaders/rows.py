"""What a reader hands on: rows of our tables, as found, with the place they were found in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graph.errors import Problem
from graph.schema.kinds import Table

HASH_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that facts come from. `name` is what provenance shows; `sha256` tells its content."""

    path: Path
    name: str
    sha256: str

    @classmethod
    def of(cls, path: Path, name: str | None = None) -> SourceFile:
        """Hash a file without holding it."""
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while chunk := stream.read(HASH_CHUNK):
                digest.update(chunk)
        return cls(path, name or path.name, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as found. `cells` maps our column names to what the cell held, unjudged.

    `row` counts as Excel does (the header is row 1); `sheet` is empty where there is none.
    """

    table: Table
    file: str
    sheet: str
    row: int
    cells: Mapping[str, object]


class Reader(Protocol):
    """Reads one kind of source. Rows are yielded as they are met; a file is never held whole."""

    def files(self) -> list[SourceFile]:
        """The files that will be read, hashed. Raises SourceError where there is none."""
        ...

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows. What cannot be read as a row is appended to `problems`, and reading goes on."""
        ...
