"""Where saved queries are found: the package's own, and a folder of the user's.

A file of ours that is broken is an error. One of the user's never stops the others: it is left out,
and `problems` says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

import platformdirs

from graph.errors import QueryError, QueryFileError
from graph.text import Message
from queries.front_matter import parse, read_yaml
from queries.model import Param, SavedQuery
from queries.own_files import FileProblem, line_of, problem_of

SAVED: Final = Path(__file__).parent / "saved"


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: on the graph that `given` creates, the query gives `expect`.

    `population` is what a rule examined, by unit uid; None where the case does not say.
    """

    name: str
    given: str
    params: Mapping[str, Any] = field(hash=False)
    expect: Sequence[Mapping[str, Any]] = field(hash=False)
    population: Mapping[str, int] | None = field(hash=False, default=None)


def all_queries(folder: Path | None = None) -> tuple[SavedQuery, ...]:
    """Every saved query by id: the package's, and those in the user's `folder` that can be read."""
    return tuple(_by_id(folder).values())


def rules(folder: Path | None = None) -> tuple[SavedQuery, ...]:
    """The saved queries that are rules, by id."""
    return tuple(q for q in all_queries(folder) if q.kind == "rule")


def checks(folder: Path | None = None) -> tuple[SavedQuery, ...]:
    """The saved queries whose rows are findings, by id: rules, and lints of the data."""
    return tuple(q for q in all_queries(folder) if q.rule)


def query(id: str, folder: Path | None = None) -> SavedQuery:
    """The saved query of that id, in any case of letters.

    Raises:
        QueryError: there is none; the error names close ones.
    """
    known = _by_id(folder)
    found = known.get(id) or known.get(id.upper()) or known.get(id.lower())
    if found is None:
        close = get_close_matches(id.upper(), [k.upper() for k in known], n=3, cutoff=0.5)
        near = ", ".join(k for k in known if k.upper() in close) or "—"
        raise QueryError("query.unknown", id=id, near=near)
    return found


def problems(folder: Path | None) -> tuple[FileProblem, ...]:
    """Why files of the user's were left out: broken, or with an id that another file has."""
    return _own(folder)[1] if folder else ()


def own_folder() -> Path:
    """Where the user's own queries are looked for when no folder is named; it need not exist."""
    return Path(platformdirs.user_config_dir("powergraph", appauthor=False)) / "queries"


def cases(query: SavedQuery) -> tuple[Case, ...]:
    """The worked cases beside a query's file; none where there is no such file.

    Raises:
        QueryFileError: the file is not a list of cases.
    """
    path = Path(query.file).with_suffix(".yaml")
    if not path.is_file():
        return ()
    data = read_yaml(path.read_text(encoding="utf-8-sig"), str(path))
    if not isinstance(data, list):
        raise QueryFileError("query.case", file=path, name="—", detail="a list of cases")
    return tuple(_case(path, entry) for entry in data)


_SHAPES: Final[Mapping[str, Any]] = {
    "date": date(2026, 6, 30),
    "int": 3,
    "float": 0.5,
    "bool": True,
    "text": "…",
    "texts": ["A", "B"],
    "ints": [1, 2],
    "pairs": [["A", "B"]],
}


def example(query: SavedQuery, param: Param) -> Any:
    """A value that a parameter may have: that of a worked case, else one of its type."""
    given = (case.params.get(param.name) for case in cases(query))
    return next((value for value in given if value is not None), _SHAPES[param.type])


def forget() -> None:
    """Read the files again next time, after one was changed."""
    _ours.cache_clear()
    _own.cache_clear()


def _by_id(folder: Path | None) -> dict[str, SavedQuery]:
    found = {one.id: one for one in (*_ours(), *(_own(folder)[0] if folder else ()))}
    return dict(sorted(found.items()))


@cache
def _ours() -> tuple[SavedQuery, ...]:
    return tuple(read_file(path) for path in query_files())


@cache
def _own(folder: Path) -> tuple[tuple[SavedQuery, ...], tuple[FileProblem, ...]]:
    known = {one.id: one.file for one in _ours()}
    found, wrong = [], []
    for path in query_files(folder):
        try:
            one = read_file(path)
        except (QueryFileError, OSError, UnicodeDecodeError) as error:
            wrong.append(problem_of(path, error))
            continue
        if one.id in known:
            line = line_of(path.read_text(encoding="utf-8-sig"), "id")
            clash = Message("own_file.twice", {"id": one.id, "other": known[one.id]})
            wrong.append(FileProblem(path, line, clash))
        else:
            known[one.id] = one.file
            found.append(one)
    return tuple(found), tuple(wrong)


def query_files(root: Path = SAVED) -> list[Path]:
    """The `.cypher` files under a folder, by path."""
    return sorted(root.rglob("*.cypher"))


def read_file(path: Path) -> SavedQuery:
    """One saved query from its file.

    Raises:
        QueryFileError: naming file and key.
    """
    text = path.read_text(encoding="utf-8-sig")
    return parse(text, file=str(path), stem=path.stem, folder=path.parent.name)


_CASE_KEYS: Final = {"name": str, "given": str, "params": dict, "expect": list, "population": dict}


def _case(path: Path, entry: object) -> Case:
    if not isinstance(entry, dict):
        raise QueryFileError("query.case", file=path, name="—", detail="a mapping")
    name = str(entry.get("name", "—"))
    for key, value in entry.items():
        kind = _CASE_KEYS.get(key)
        if kind is None or not isinstance(value, kind):
            wanted = kind.__name__ if kind else "/".join(_CASE_KEYS)
            raise QueryFileError("query.case", file=path, name=name, detail=f"{key}: {wanted}")
    for key in ("name", "given", "expect"):
        if key not in entry:
            raise QueryFileError("query.case", file=path, name=name, detail=f"{key}:")
    if not all(isinstance(row, dict) for row in entry["expect"]):
        raise QueryFileError("query.case", file=path, name=name, detail="expect: [{…}]")
    return Case(
        name=name,
        given=entry["given"].strip(),
        params=entry.get("params", {}),
        expect=entry["expect"],
        population=entry.get("population"),
    )
