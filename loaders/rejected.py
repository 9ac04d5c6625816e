"""Rows that were left out, given back as a workbook: correct them there, and load it as it is.

A workbook keeps its sheets, titles and look, with only the rows left out; from any other source
there is a sheet a table. Each row has its reason in a last column, which loading passes over, and
its wrong cells are coloured. Only what was read is copied, and nothing that names a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph.errors import OutputError, Problem
from graph.privacy import names_a_person
from graph.schema.kinds import Table
from graph.text import Language, say
from loaders.cells import fold
from loaders.facts import HIDDEN
from loaders.filenames import files_in, names_of
from loaders.judging import Judged, Rejected
from loaders.quoting import escaped

# A larger workbook is read row by row: without the widths of its columns and merged titles.
_WHOLE: Final = 5 << 20
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_RED: Final = "FFC7CE"
_REASON_WIDTH: Final = 60
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(slots=True)
class Returning:
    """Gives back what a load in part leaves out.

    Args:
        sources: the files and folders that are loaded.
        place: the file to write, or a folder; None for beside each source.
        origin: the archive that a source came out of: it is what the workbook goes beside.
        places: where a source is said to be, if not where it is.
        language: of the reasons and the name of the file.

    `saved` lists the workbooks written, each with its number of rows.
    """

    sources: Sequence[Path]
    place: Path | None
    language: Language
    origin: Mapping[Path, Path] = field(default_factory=dict)
    places: Mapping[Path, Path] = field(default_factory=dict)
    saved: list[tuple[Path, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.place is None or self.place.is_dir():
            return
        if len(self.sources) > 1:
            raise OutputError("cli.loading.one_folder")
        if self.place.exists():
            raise OutputError("cli.loading.exists", path=self.place)

    def __call__(self, judged: Judged) -> None:
        """Write a workbook for each source of which rows were left out.

        Raises:
            OutputError: one cannot be written.
        """
        names = names_of(files_in(self.sources), self.places)
        for source in self.sources:
            own = {names[file] for file in files_in([source])}
            rows = [r for r in judged.rejected if r.place.file in own]
            if source.suffix.lower() in _WORKBOOKS:
                first = {sheet: n for (file, sheet), n in judged.first_rows.items() if file in own}
                book, count = _same_workbook(source, rows, first, self.language)
            else:
                book, count = _by_table(rows, self.language)
            if count:
                path = self._path(source)
                _save(book, path)
                self.saved.append((path, count))

    def _path(self, source: Path) -> Path:
        """Where to write: a name that nothing has yet."""
        if self.place is not None and not self.place.is_dir():
            return self.place
        folder = self.place or self.origin.get(source, source).absolute().parent
        stem = say("rejected.stem", self.language, stem=source.stem)
        path, number = folder / f"{stem}.xlsx", 2
        while path.exists():
            path, number = folder / f"{stem}-{number}.xlsx", number + 1
        return path


def _same_workbook(
    path: Path,
    rejected: Sequence[Rejected],
    first_rows: Mapping[str, int],
    language: Language,
) -> tuple[Any, int]:
    """A workbook with the titles and the rejected rows of each sheet, and how many these are."""
    from openpyxl import Workbook, load_workbook

    by_sheet: dict[str, dict[int, Rejected]] = defaultdict(dict)
    for one in rejected:
        by_sheet[one.place.sheet][one.place.row] = one
    book: Any = Workbook()
    book.remove(book.active)
    count = 0
    streamed = path.stat().st_size > _WHOLE
    with (
        path.open("rb") as stream,
        closing(load_workbook(stream, read_only=streamed, data_only=True)) as source,
    ):
        for sheet in source.worksheets:
            wrong = by_sheet.get(sheet.title, {})
            first = first_rows.get(sheet.title)
            if not wrong or first is None:
                continue
            copied = _Sheet(book.create_sheet(sheet.title), language)
            if streamed:
                sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                if number in wrong:
                    copied.row(cells, wrong[number])
                    count += 1
                elif number < first:
                    copied.title(cells)
            copied.reasons()
            if not streamed:
                copied.look_like(sheet, first)
    return book, count


class _Sheet:
    """A sheet with the titles and the rejected rows of another."""

    def __init__(self, sheet: Any, language: Language) -> None:
        self._sheet = sheet
        self._language = language
        self._columns: dict[str, int] = {}
        self._number = 0
        self._width = 0
        self._titles = 0
        self._rejected: list[tuple[int, Rejected]] = []

    def title(self, cells: Iterable[Any]) -> None:
        """Copy a row above the data."""
        cells = tuple(cells)
        self._copy(cells)
        self._titles = self._number
        for at, cell in enumerate(cells, start=1):
            text = fold(str(cell.value or "")).rstrip("*")
            if text:
                self._columns[text] = at

    def row(self, cells: Iterable[Any], rejected: Rejected) -> None:
        """Copy a rejected row."""
        self._copy(cells)
        self._rejected.append((self._number, rejected))

    def reasons(self) -> None:
        """Write the last column, and colour what is wrong."""
        at = self._width + 1
        _put(self._sheet.cell(max(self._titles, 1), at), say("rejected.column", self._language))
        _widen(self._sheet, at)
        for number, one in self._rejected:
            _explain(self._sheet, number, at, one, self._at, self._language)

    def look_like(self, other: Any, first: int) -> None:
        """Take over the widths of columns and the merged cells of the titles."""
        for letter, dimension in other.column_dimensions.items():
            if dimension.width:
                self._sheet.column_dimensions[letter].width = dimension.width
        _widen(self._sheet, self._width + 1)
        for merged in other.merged_cells.ranges:
            if merged.max_row < first:
                self._sheet.merge_cells(str(merged))

    def _copy(self, cells: Iterable[Any]) -> None:
        self._number += 1
        for at, cell in enumerate(cells, start=1):
            if cell.value is None and not getattr(cell, "has_style", False):
                continue
            new = self._sheet.cell(self._number, at)
            _put(new, cell.value)
            if cell.has_style:
                for look in ("font", "fill", "border", "alignment", "number_format"):
                    setattr(new, look, copy(getattr(cell, look)))
            if cell.value is not None:
                self._width = max(self._width, at)

    def _at(self, problem: Problem) -> int | None:
        """The column that a problem names, by its title or by what we call it."""
        zh, _, rest = problem.column.partition("（")
        names = (problem.column, zh, rest.rstrip("）"))
        return next((self._columns[fold(n)] for n in names if fold(n) in self._columns), None)


def _by_table(rejected: Sequence[Rejected], language: Language) -> tuple[Any, int]:
    """A workbook with a sheet for each table, in our own form."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book: Any = Workbook()
    book.remove(book.active)
    tables: dict[str, list[tuple[Table, Rejected]]] = defaultdict(list)
    for one in rejected:
        if one.table is not None:
            tables[one.table.name].append((one.table, one))
    for rows in tables.values():
        table = rows[0][0]
        names = {name for _, one in rows for name in one.cells or ()}
        columns = [c for c in table.columns if c.required or c.name in names]
        places = {c.name: at for at, c in enumerate(columns, start=1)}
        titles = [c.zh if language == "zh" else c.name for c in columns]
        sheet = book.create_sheet(table.zh if language == "zh" else table.name)
        for at, text in enumerate([*titles, say("rejected.column", language)], start=1):
            _put(sheet.cell(1, at), text)
            sheet.cell(1, at).font = Font(bold=True)
        sheet.freeze_panes = "A2"
        _widen(sheet, len(columns) + 1)
        for number, (_, one) in enumerate(rows, start=2):
            for name, value in (one.cells or {}).items():
                _put(sheet.cell(number, places[name]), value)

            def place_of(problem: Problem) -> int | None:
                shown = problem.column.partition("（")[2].rstrip("）")
                return places.get(shown)  # noqa: B023 - called within the turn

            _explain(sheet, number, len(columns) + 1, one, place_of, language)
    return book, sum(map(len, tables.values()))


def _explain(
    sheet: Any,
    number: int,
    last: int,
    one: Rejected,
    place_of: Callable[[Problem], int | None],
    language: Language,
) -> None:
    """The reason of a row in its last column, each wrong cell coloured and with a comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill

    red = PatternFill("solid", start_color=_RED)
    reasons = []
    for problem in one.problems:
        expected = say("problem.expected", language, what=problem.expected.render(language))
        reasons.append(f"{problem.column}  {expected}".strip())
        at = place_of(problem)
        if at is not None:
            sheet.cell(number, at).fill = red
            sheet.cell(number, at).comment = Comment(expected, "powergraph")
    cell = sheet.cell(number, last)
    where = f"{one.place.file}:{one.place.sheet}" if one.place.sheet else one.place.file
    _put(cell, "\n".join([f"{where}:{one.place.row}", *dict.fromkeys(reasons)]))
    cell.fill = red
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _put(cell: Any, value: object) -> None:
    """A value into a cell: a text stays one, whatever it begins with."""
    if isinstance(value, (list, tuple)):
        value = "；".join(map(str, value))
    if value is None or isinstance(value, (bool, int, float)):
        cell.value = value if not names_a_person(str(value)) else HIDDEN
        return
    if hasattr(value, "isoformat"):
        cell.value = value
        return
    text = str(value)
    if names_a_person(text):
        text = HIDDEN
    cell.value = escaped(text.encode("utf-8", "replace").decode())
    cell.data_type = "s"
    if text.startswith(_RUNS):
        cell.quotePrefix = True


def _widen(sheet: Any, at: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.column_dimensions[get_column_letter(at)].width = _REASON_WIDTH


def _save(book: Any, path: Path) -> None:
    """Write a workbook under a name that is free."""
    try:
        with path.open("xb") as stream:
            book.save(stream)
    except OSError as error:
        detail = error.strerror or error
        raise OutputError("cli.loading.not_saved", path=path, detail=detail) from error
