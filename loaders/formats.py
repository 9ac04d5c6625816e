"""The formats that can be read, by name. A format is a factory of readers for given paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as PathMap
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from graph.crosswalks import Words
from graph.errors import Problem, SourceError
from graph.text import Message
from loaders.filenames import files_in, names_of
from loaders.guangan import Guangan
from loaders.mapping import Mapping, Vocabulary
from loaders.mapping.foreign import ForeignReader
from loaders.organogram import Organogram
from loaders.rows import Reader
from loaders.sheets.ours import is_ours
from loaders.sheets.reader import SheetsReader
from loaders.tables import CsvReader, JsonReader, WorkbookReader


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may need that its files do not tell.

    `snapshot_date`: the day on which the facts were observed (organogram). `mapping`: what the
    columns of tables mean that are not ours. `words`: what the place's own words mean, where the
    mapping does not say it. `places`: where files are said to be, if not where they are.
    """

    snapshot_date: date | None = None
    mapping: Mapping | None = None
    words: Words | None = None
    places: PathMap[Path, Path] = field(default_factory=dict)

    def vocabulary(self) -> Vocabulary:
        """The words to go by: those of the mapping file first."""
        own = (self.mapping.words if self.mapping else None, self.words)
        return Vocabulary(*filter(None, own))


Names: TypeAlias = PathMap[Path, str]
Factory: TypeAlias = Callable[[Sequence[Path], Options], Reader]


def _guangan(paths: Sequence[Path], _: Options) -> Reader:
    if len(paths) != 1:
        file = ", ".join(path.name for path in paths)
        raise SourceError([Problem(file, "", 0, "", "", Message("expect.guangan.one_file"))])
    return Guangan(paths[0])


def _organogram(paths: Sequence[Path], options: Options) -> Reader:
    return Organogram(tuple(paths), options.snapshot_date)


FORMATS: Final[dict[str, Factory]] = {
    "guangan": _guangan,
    "organogram": _organogram,
}

# Tables of ours, which are read column by column as the schema has them.
_OURS: Final[dict[str, Callable[[Path, Names], Reader]]] = {
    ".csv": CsvReader,
    ".xlsx": WorkbookReader,
    ".xlsm": WorkbookReader,
    ".json": JsonReader,
}
# What people type; the old formats are refused with what to do.
_TYPED: Final = frozenset({".csv", ".xlsx", ".xlsm", ".xls", ".et"})
ENDINGS: Final = _OURS.keys() | _TYPED


def readers(
    paths: Sequence[Path], format_name: str | None = None, options: Options | None = None
) -> list[Reader]:
    """Readers for sources that make up one file set.

    With a mapping file that names a foreign source, all are read as it says. Otherwise a workbook
    or CSV file that is in our own form is read as such, any other as offices type it. Of files that
    share a name each is called by its folder, too (`names_of`).

    Args:
        paths: files or folders; a folder holds CSV files named after our tables.
        format_name: one of `FORMATS`, for sources that are not tables of ours.

    Raises:
        SourceError: a path that does not exist, or whose format is not known.
    """
    options = options or Options()
    gone = [p for p in paths if not p.exists()]
    if gone:
        raise SourceError([_problem(p, "expect.path") for p in gone])
    if format_name:
        return [FORMATS[format_name](paths, options)]
    mapping, vocabulary = options.mapping, options.vocabulary()
    names = names_of(files_in(paths), options.places)
    if mapping and mapping.source:
        return [ForeignReader(path, mapping, vocabulary, names.get(path)) for path in paths]
    unknown = [p for p in paths if p.is_file() and p.suffix.lower() not in ENDINGS]
    if unknown:
        known = ", ".join(sorted(FORMATS))
        raise SourceError([_problem(p, "expect.known_format", formats=known) for p in unknown])
    return [_reader(path, mapping, vocabulary, names) for path in paths]


def _reader(path: Path, mapping: Mapping | None, vocabulary: Vocabulary, names: Names) -> Reader:
    if path.is_dir():
        return CsvReader(path, names)
    suffix = path.suffix.lower()
    typed = suffix in _TYPED and not (suffix in _OURS and is_ours(path))
    if typed:
        return SheetsReader(path, mapping, vocabulary, names[path])
    return _OURS[suffix](path, names)


def _problem(path: Path, key: str, **values: object) -> Problem:
    return Problem(path.name or str(path), "", 1, "", "", Message(key, values))
