"""Where saved queries are found: the package's own, and a folder of the user's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.errors import QueryError, QueryFileError
from queries.front_matter import parse, read_yaml
from queries.model import SavedQuery

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
    """Every saved query by id: the package's, and those in the user's `folder`.

    Raises:
        QueryFileError: a file is broken, or two have one id.
    """
    return tuple(_by_id(folder).values())


def rules(folder: Path | None = None) -> tuple[SavedQuery, ...]:
    """The saved queries that are rules, by id."""
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


def cases(query: SavedQuery) -> tuple[Case, ...]:
    """The worked cases beside a query's file; none where there is no such file.

    Raises:
        QueryFileError: the file is not a list of cases.
    """
    path = Path(query.file).with_suffix(".yaml")
    if not path.is_file():
        return ()
    data = read_yaml(path.read_text(encoding="utf-8"), str(path))
    if not isinstance(data, list):
        raise QueryFileError("query.case", file=path, name="—", detail="a list of cases")
    return tuple(_case(path, entry) for entry in data)


def forget() -> None:
    """Read the files again next time, after one was changed."""
    _read.cache_clear()


def _by_id(folder: Path | None) -> dict[str, SavedQuery]:
    found: dict[str, SavedQuery] = {}
    for root in (SAVED, folder) if folder else (SAVED,):
        for one in _read(root):
            if one.id in found:
                raise QueryFileError("query.file_twice", file=one.file, other=found[one.id].file)
            found[one.id] = one
    return dict(sorted(found.items()))


@cache
def _read(root: Path) -> tuple[SavedQuery, ...]:
    return tuple(read_file(path) for path in query_files(root))


def query_files(root: Path = SAVED) -> list[Path]:
    """The `.cypher` files under a folder, by path."""
    return sorted(root.rglob("*.cypher"))


def read_file(path: Path) -> SavedQuery:
    """One saved query from its file.

    Raises:
        QueryFileError: naming file and key.
    """
    text = path.read_text(encoding="utf-8")
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
