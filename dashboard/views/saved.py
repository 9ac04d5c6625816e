"""Saved queries for a form: which there are, what each asks for, and its answer as a table."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from dashboard.own_rules import OwnRules
from dashboard.views.drawn import LABEL_OF
from graph.store import Store
from graph.text import Language
from queries import library
from queries.model import Param, SavedQuery
from queries.params import assignments, plain, to_text
from queries.render import cell
from queries.runner import Result, run, run_text
from queries.views.words import said

Widget: TypeAlias = Literal["date", "flag", "unit", "text"]
# Parameters that are the uid of a department, which people choose by its name.
_UNITS: Final = ("department", "unit")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in a form: how it is asked for, and what stands there at first."""

    param: Param
    widget: Widget
    start: date | str | None

    @property
    def optional(self) -> bool:
        """May it be left empty?"""
        return not self.param.required and self.param.default is None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a screen, under names that people read: a cell is a text, or a number in a column
    of numbers, where it can be empty."""

    columns: Mapping[str, str] = field(hash=False)
    rows: tuple[tuple[str | float | None, ...], ...]


def fields(
    query: SavedQuery, as_of: date, unit: str | None = None, local: Mapping[str, Any] | None = None
) -> list[Field]:
    """The form of a query.

    Args:
        as_of, unit: the day and the unit looked at, where the query asks for them.
        local: the unit's own values for parameters, which stand there at first.
    """
    return [_field(param, as_of, unit, local or {}) for param in query.params]


def values(query: SavedQuery, filled: Mapping[str, date | str | None]) -> dict[str, Any]:
    """What a filled form gives to the query; what was left empty has its default.

    Raises:
        ParameterError: a text does not fit its parameter.
    """
    given: dict[str, Any] = {n: v for n, v in filled.items() if isinstance(v, date)}
    texts = {n: v for n, v in filled.items() if isinstance(v, str) and v.strip()}
    return given | assignments(query, texts)


def answer(
    store: Store,
    id: str,
    own: OwnRules,
    given: tuple[tuple[str, Any], ...],
    timeout: float,
    limit: int,
) -> Result:
    """A saved query's answer; see `queries.runner.run`."""
    params = {name: _thawed(value) for name, value in given}
    return run(store, library.query(id, own.folder), params, timeout=timeout, limit=limit)


def own_answer(
    store: Store, text: str, as_of: date, unit: str | None, timeout: float, limit: int
) -> Result:
    """The answer of somebody's own Cypher, which may use `$as_of` and `$unit`."""
    return run_text(store, text, _offered(text, as_of, unit), timeout=timeout, limit=limit)


def own_command(text: str, as_of: date, unit: str | None, graph: str, limit: int) -> str:
    """The same on the command line, of a file with the text in it."""
    words = ["powergraph", "query", "run", "--file", "my.cypher"]
    for name, value in _offered(text, as_of, unit).items():
        kind = ":date" if isinstance(value, date) else ""
        words += ["-p", f"{name}{kind}={to_text(value or '')}"]
    return _joined([*words, "--limit", str(limit), "--graph", graph])


def command(query: SavedQuery, given: Mapping[str, Any], graph: str, limit: int) -> str:
    """The same on the command line; the graph's address without a login."""
    words = ["powergraph", "query", "run", query.id]
    for name, value in given.items():
        words += ["-p", f"{name}={to_text(plain(value))}"]
    return _joined([*words, "--limit", str(limit), "--graph", graph])


def frozen(given: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Parameters as a key of a cache.

    >>> frozen({"b": [1, [2]], "a": "x"})
    (('a', 'x'), ('b', (1, (2,))))
    """

    def freeze(value: Any) -> Any:
        return tuple(map(freeze, value)) if isinstance(value, list) else value

    return tuple(sorted((name, freeze(value)) for name, value in given.items()))


def table(result: Result, query: SavedQuery | None, language: Language) -> Table:
    """An answer for a screen; nothing in a cell moves or hides text."""
    titles = {name: query.columns[name].of(language) if query else name for name in result.columns}
    numbers = {name for name in titles if _numbers(row[name] for row in result.rows)}
    rows = (
        tuple(
            row[name] if name in numbers else _shown(query, name, row[name], language)
            for name in result.columns
        )
        for row in result.rows
    )
    return Table(_distinct(titles), tuple(rows))


def _numbers(values: Iterable[Any]) -> bool:
    """A column that is sorted and set as numbers: nothing else stands in it."""
    found = [value for value in values if value is not None]
    return bool(found) and all(type(value) in (int, float) for value in found)


def _offered(text: str, as_of: date, unit: str | None) -> dict[str, Any]:
    offered: dict[str, Any] = {"as_of": as_of, "unit": unit}
    return {name: value for name, value in offered.items() if f"${name}" in text}


def _joined(words: Sequence[str]) -> str:
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _shown(query: SavedQuery | None, name: str, value: Any, language: Language) -> str:
    """A value in words; uids, answers of own Cypher, and codes that a title explains stay."""
    titled = query.columns[name].of(language) if query else ""
    if query is None or name in LABEL_OF or (isinstance(value, str) and value in titled):
        return cell(value)
    return cell(said(name, value, language))


def _distinct(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles as they are, with the column's name where two are the same."""
    said = list(titles.values())
    return {n: t if said.count(t) == 1 else f"{t}（{n}）" for n, t in titles.items()}


def _field(param: Param, as_of: date, unit: str | None, local: Mapping[str, Any]) -> Field:
    default = local.get(param.name, param.default)
    if param.type == "date":
        return Field(param, "date", as_of if param.name == "as_of" else default)
    if param.type == "bool":
        return Field(param, "flag", None if default is None else to_text(default))
    if param.name in _UNITS and param.type == "text":
        return Field(param, "unit", default or unit)
    return Field(param, "text", "" if default is None else to_text(plain(default)))


def _thawed(value: Any) -> Any:
    return [_thawed(v) for v in value] if isinstance(value, tuple) else value
