"""Which column of ours a header cell means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from graph.errors import Problem
from graph.privacy import names_a_person
from graph.schema import SCHEMA
from graph.schema.kinds import Table
from graph.text import LANGUAGES, Language, Message, say
from loaders.cells import fold
from loaders.facts import HIDDEN, shown_column

# Sheets that our own workbooks have beside their tables: how to fill them in, examples, the values
# to choose from. They hold no rows.
GUIDE: Final[Mapping[Language, str]] = {"zh": "说明", "en": "Guide"}
EXAMPLES: Final[Mapping[Language, str]] = {"zh": "填写示例", "en": "Examples"}
VALUES: Final[Mapping[Language, str]] = {"zh": "取值", "en": "Values"}
BESIDE_TABLES: Final = frozenset({*GUIDE.values(), *EXAMPLES.values(), *VALUES.values()})


def match_header(
    table: Table, header: Sequence[object], *, file: str, sheet: str, row: int = 1
) -> tuple[list[str | None], list[Problem]]:
    """Our column name for each cell of a header (None: not ours), and what is wrong with it.

    English and Chinese names are read, whatever their width, case or spaces; a trailing `*`, with
    which templates mark a required column, is dropped. An unknown column is a warning; a required
    column that is missing and a column that stands twice are errors.
    """
    known = _spellings(table)
    names: list[str | None] = []
    problems = []
    for cell in header:
        text = "" if cell is None else str(cell).strip()
        if text in reason_titles():
            names.append(None)
            continue
        name = known.get(fold(text).rstrip("*")) if text else None
        if names_a_person(text):  # a row of data where the header should be
            problems.append(Problem(file, sheet, row, HIDDEN, "", Message("expect.no_person")))
        elif text and name is None:
            problems.append(
                Problem(
                    file,
                    sheet,
                    row,
                    text[:60],
                    "",
                    Message("expect.known_column", {"table": table.zh, "columns": _listed(table)}),
                    "warning",
                )
            )
        if name is not None and name in names:
            problems.append(Problem(file, sheet, row, text[:60], "", Message("expect.once")))
        names.append(name)
    for column in table.columns:
        if column.required and column.name not in names:
            shown = shown_column(column)
            problems.append(Problem(file, sheet, row, shown, "", Message("expect.required_column")))
    return names, problems


@cache
def reason_titles() -> frozenset[str]:
    """What stands over the reasons in a workbook of rows that were not loaded: no column."""
    return frozenset(say("rejected.column", language) for language in LANGUAGES)


def table_named(name: str) -> Table | None:
    """The table that a sheet, file or JSON key of this name holds, in either language."""
    return _tables().get(fold(name))


@cache
def _tables() -> Mapping[str, Table]:
    return {fold(spelling): t for t in SCHEMA.tables for spelling in (t.name, t.zh)}


# What people write over the first two columns of any table.
_COMMON: Final = {"编号": "uid", "名称": "name"}


@cache
def _spellings(table: Table) -> Mapping[str, str]:
    own = {fold(spelling): c.name for c in table.columns for spelling in (c.name, c.zh)}
    common = {zh: name for zh, name in _COMMON.items() if name in own.values()}
    return {**common, **own}


def _listed(table: Table) -> str:
    return "、".join(c.zh for c in table.columns)
