"""Running queries: a saved one with checked parameters, or somebody's own text, never writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.errors import QueryError
from graph.store import DEFAULT_TIMEOUT, Row, Store
from queries.after import Step, apply, masked
from queries.model import SavedQuery
from queries.params import complete


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a query.

    `truncated` says that rows beyond the limit were left out; `estimated`, that working days were
    counted where the State Council's calendar is not known yet.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = field(hash=False)
    params: Mapping[str, Any] = field(hash=False)
    truncated: bool = False
    estimated: bool = False


def run(
    store: Store,
    query: SavedQuery,
    params: Mapping[str, Any] | None = None,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    limit: int | None = None,
) -> Result:
    """Run a saved query.

    Args:
        params: Python values by name; defaults fill in what is missing.
        timeout: seconds after which the engine gives up.
        limit: the greatest number of rows to give back.

    Raises:
        ParameterError: a parameter is unknown, missing or of another type.
        QueryError, StoreError: see `Store.read`; or other columns came back than are declared.
    """
    values = complete(query, params or {}, store)
    # Steps on the rows leave some out: they need all of them.
    rows = store.read(query.cypher, values, timeout=timeout, limit=_one_more(limit, query.after))
    columns = tuple(query.columns)
    if rows and set(rows[0]) != set(query.returned):
        raise QueryError(
            "query.columns",
            query=query.id,
            found=", ".join(rows[0]),
            declared=", ".join(query.returned),
        )
    rows, estimated = apply(query.after, rows)
    if query.kind == "lint":  # it may look at a graph that no import of ours kept clean
        rows = masked(rows)
    ordered = [{name: row[name] for name in columns} for row in rows[:limit]]
    return Result(
        columns, tuple(ordered), values, limit is not None and len(rows) > limit, estimated
    )


def run_text(
    store: Store,
    text: str,
    params: Mapping[str, Any] | None = None,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    limit: int | None = None,
) -> Result:
    """Run somebody's own Cypher where the engine refuses to write.

    Raises:
        WriteRefused: it tried to write; nothing was written.
        QueryError, StoreError: see `Store.read`.
    """
    rows = store.read(text, params or {}, timeout=timeout, limit=_one_more(limit))
    columns = tuple(rows[0]) if rows else ()
    over = limit is not None and len(rows) > limit
    return Result(columns, tuple(rows[:limit]), dict(params or {}), over)


def _one_more(limit: int | None, after: tuple[Step, ...] = ()) -> int | None:
    """How many rows to fetch: one beyond the limit tells that there are more."""
    return None if limit is None or after else limit + 1
