"""Saved queries for a form: which there are, what each asks for, and its answer as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from graph.store import Store
from graph.text import Language
from queries import library
from queries.model import Param, SavedQuery
from queries.params import assignments
from queries.render import cell
from queries.runner import Result, run, run_text

Widget: TypeAlias = Literal["date", "flag", "text"]


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
    """Rows for a screen: one text a cell, under names that people read."""

    columns: Mapping[str, str] = field(hash=False)
    rows: tuple[tuple[str, ...], ...]


def catalogue(queries: Iterable[SavedQuery], search: str) -> list[SavedQuery]:
    """Those whose id, title or question holds every word of `search`, in either language."""
    words = search.casefold().split()

    def text(query: SavedQuery) -> str:
        said = (query.id, query.title.zh, query.title.en, query.question.zh, query.question.en)
        return " ".join(said).casefold()

    return [q for q in queries if all(word in text(q) for word in words)]


def fields(query: SavedQuery, as_of: date) -> list[Field]:
    """The form of a query."""
    return [_field(param, as_of) for param in query.params]


def values(query: SavedQuery, filled: Mapping[str, date | str | None]) -> dict[str, Any]:
    """What a filled form gives to the query; what was left empty has its default.

    Raises:
        ParameterError: a text does not fit its parameter.
    """
    given: dict[str, Any] = {n: v for n, v in filled.items() if isinstance(v, date)}
    texts = {n: v for n, v in filled.items() if isinstance(v, str) and v.strip()}
    return given | assignments(query, texts)


def answer(
    store: Store, id: str, given: tuple[tuple[str, Any], ...], timeout: float, limit: int
) -> Result:
    """A saved query's answer; see `queries.runner.run`."""
    params = {name: _thawed(value) for name, value in given}
    return run(store, library.query(id), params, timeout=timeout, limit=limit)


def own_answer(
    store: Store, text: str, as_of: date, unit: str | None, timeout: float, limit: int
) -> Result:
    """The answer of somebody's own Cypher, which may use `$as_of` and `$unit`."""
    offered: dict[str, Any] = {"as_of": as_of, "unit": unit}
    used = {name: value for name, value in offered.items() if f"${name}" in text}
    return run_text(store, text, used, timeout=timeout, limit=limit)


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
    return Table(_distinct(titles), tuple(_row(row, result.columns) for row in result.rows))


def _row(row: Mapping[str, Any], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell(row[name]) for name in columns)


def _distinct(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles as they are, with the column's name where two are the same."""
    said = list(titles.values())
    return {n: t if said.count(t) == 1 else f"{t}（{n}）" for n, t in titles.items()}


def _field(param: Param, as_of: date) -> Field:
    if param.type == "date":
        return Field(param, "date", as_of if param.name == "as_of" else param.default)
    if param.type == "bool":
        start = None if param.default is None else str(param.default).lower()
        return Field(param, "flag", start)
    return Field(param, "text", _written(param))


def _written(param: Param) -> str:
    """A default as it is written in a form."""
    if param.default is None:
        return ""
    if param.type == "pairs":
        return ",".join("+".join(pair) for pair in param.default)
    if isinstance(param.default, (list, tuple)):
        return ",".join(str(value) for value in param.default)
    return str(param.default)


def _thawed(value: Any) -> Any:
    return [_thawed(v) for v in value] if isinstance(value, tuple) else value
