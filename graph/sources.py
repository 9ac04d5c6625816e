"""The files that a graph was loaded from, and the imports they came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graph.meta import read_meta
from graph.store import Store

_READ = """
MATCH (s:Source)
RETURN s.uid AS uid, s.file AS file, s.sha256 AS sha256, s.imported_at AS imported_at,
       s.import_id AS import_id, coalesce(s.series, s.file) AS series, s.day AS day,
       s.tables AS tables
ORDER BY imported_at, uid
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as an import found it.

    `series`: what it is a state of. `day`: the day on which things were as it says; None where
    nobody said so. `tables`: the names of the tables it had rows of; None where an older program
    loaded it.
    """

    uid: str
    file: str
    sha256: str
    imported_at: datetime
    import_id: str
    series: str
    day: date | None
    tables: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Import:
    """One import: its id, when it was made, and its files."""

    import_id: str
    finished: bool
    sources: tuple[Source, ...]


def sources(store: Store) -> list[Source]:
    """All files that the graph was loaded from, oldest first."""
    return [
        Source(**{**row, "tables": None if row["tables"] is None else tuple(row["tables"])})
        for row in store.read(_READ)
    ]


def imports(store: Store) -> list[Import]:
    """All imports, oldest first; last one that is under way or was cut off."""
    meta = read_meta(store)
    if meta is None:
        return []
    found = sources(store)
    ids = [*meta.imports, *([meta.open_import] if meta.open_import else [])]
    return [
        Import(i, i != meta.open_import, tuple(s for s in found if s.import_id == i))
        for i in dict.fromkeys(ids)
    ]
