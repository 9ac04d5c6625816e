"""A user's own files held to what ours are: the lint, and worked cases on the embedded engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import QueryError, QueryFileError, StoreError
from graph.store import Statement, Store, open_graph
from graph.text import Message
from queries import library
from queries.library import Case, cases
from queries.lint import lint, lint_graph
from queries.model import SavedQuery
from queries.own_files import FileProblem, case_line, line_of, problem_of
from queries.params import complete, plain
from queries.runner import run

_SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """What was looked at, and what is wrong with it; `remarks` need not be mended."""

    files: int
    cases: int
    problems: tuple[FileProblem, ...]
    remarks: tuple[FileProblem, ...] = ()


def try_folder(folder: Path) -> Trial:
    """Read, lint and run every file of a folder; nothing outside a temporary folder is written."""
    problems = list(library.problems(folder))
    remarks: list[FileProblem] = []
    tried = 0
    ours = {q.id for q in library.all_queries()}
    own = [q for q in library.all_queries(folder) if q.id not in ours]
    for query in own:
        file = Path(query.file)
        problems += _lint(query, file)
        beside = file.with_suffix(".yaml")
        try:
            worked = cases(query)
        except (QueryFileError, OSError, UnicodeDecodeError) as error:
            problems.append(problem_of(beside, error))
            continue
        if not worked:
            remarks.append(FileProblem(file, 1, Message("own_file.no_cases")))
            continue
        text = beside.read_text(encoding="utf-8-sig")
        for case in worked:
            tried += 1
            line = case_line(text, case.name)
            problems += (FileProblem(beside, line, what) for what in try_case(query, case))
    files = len(library.query_files(folder))
    ordered = sorted(problems, key=lambda p: (p.file, p.line))
    return Trial(files, tried, tuple(ordered), tuple(remarks))


def try_case(query: SavedQuery, case: Case) -> list[Message]:
    """In which ways a query does not answer its case; empty where it does."""
    known = [_named(case, "own_file.case_names", what=p.message) for p in lint_graph(case.given)]
    columns = {column for row in case.expect for column in row}
    for column in sorted(columns - query.columns.keys()):
        known.append(_named(case, "own_file.case_column", column=column))
    if known:
        return known
    with (
        tempfile.TemporaryDirectory() as folder,
        open_graph(Path(folder) / "case.db", mode="write") as store,
    ):
        return list(_answers(query, case, store))


def _answers(query: SavedQuery, case: Case, store: Store) -> Iterator[Message]:
    try:
        if case.given:
            store.write([Statement(case.given)])
    except (QueryError, StoreError) as error:
        yield _named(case, "own_file.case_graph", detail=error.message)
        return
    try:
        rows = run(store, query, case.params).rows
        examined = _examined(query, case, store)
    except (QueryError, StoreError) as error:
        yield _named(case, "own_file.case_failed", detail=error.message)
        return
    if len(rows) != len(case.expect):
        shown = [{c: plain(row[c]) for c in _columns(query, case)} for row in rows[:_SHOWN_ROWS]]
        counts = {"wanted": len(case.expect), "count": len(rows), "rows": shown or "—"}
        yield _named(case, "own_file.case_rows", **counts)
        return
    for number, (row, wanted) in enumerate(zip(rows, case.expect, strict=True), 1):
        for column, value in wanted.items():
            if row[column] != value:
                both = {"wanted": repr(plain(value)), "got": repr(plain(row[column]))}
                yield _named(case, "own_file.case_value", row=number, column=column, **both)
    if case.population is not None and examined != {u: n for u, n in case.population.items() if n}:
        wanted = dict(case.population)
        yield _named(case, "own_file.case_population", wanted=wanted, got=examined)


def _examined(query: SavedQuery, case: Case, store: Store) -> dict[Any, int]:
    if not query.rule:
        return {}
    rows = store.read(query.rule.population, complete(query, case.params, store))
    return {row["unit"]: row["examined"] for row in rows if row.get("examined")}


def _columns(query: SavedQuery, case: Case) -> list[str]:
    named = {column for row in case.expect for column in row}
    return [c for c in query.columns if c in named] or list(query.columns)[:3]


def _lint(query: SavedQuery, file: Path) -> Iterator[FileProblem]:
    text = file.read_text(encoding="utf-8-sig")
    for problem in lint(query):
        if problem.part == "population":
            # Its lines count from the block's own first one, below the key.
            line = line_of(text, "population") + problem.line
            what = Message("own_file.population_lint", {"what": problem.message})
            yield FileProblem(file, line, what)
        else:
            yield FileProblem(file, problem.line, problem.message)


def _named(case: Case, key: str, **values: object) -> Message:
    return Message(key, {"name": case.name} | values)
