"""The public functions. They import what they need when called, so that starting is quick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store import Mode, Store, open_graph

if TYPE_CHECKING:
    from loaders.load import LoadSummary
    from queries.findings import CheckResult
    from queries.model import SavedQuery


def load(
    graph: object,
    sources: Sequence[str | Path],
    *,
    format_name: str | None = None,
    as_of: date | None = None,
    dry_run: bool = False,
) -> LoadSummary:
    """Load sources into a graph as one import.

    Args:
        graph: an address, a path, a connection, or a `Store` open for writing.
        sources: CSV folders, CSV, Excel or JSON files of our tables; or of another format by name.
        format_name: `guangan` or `organogram`.
        as_of: the day on which things were as the sources say.
        dry_run: only check.

    Returns:
        What was new, changed and the same, with all warnings.

    Raises:
        SourceError: with every problem found; nothing was written.
        StoreError: the graph refused or went away.
    """
    from loaders import load as loading
    from loaders.formats import Options, readers

    found = readers([Path(s) for s in sources], format_name, Options(as_of))
    with _opened(graph, "write") as store:
        return loading.load(store, found, as_of=as_of, dry_run=dry_run)


def check(
    graph: object, rules: Iterable[str] | None = None, as_of: date | None = None, **options: object
) -> CheckResult:
    """Run rules over a graph; see `queries.check.check` for the options.

    Args:
        graph: an address, a path, a connection, or a `Store`.
        rules: ids or families; default all.
        as_of: the day to look at; default the graph's own, else today.
    """
    from queries import check as checking

    with _opened(graph, "read") as store:
        return checking.check(store, rules, as_of=as_of, **options)  # type: ignore[arg-type]


def queries(folder: str | Path | None = None) -> tuple[SavedQuery, ...]:
    """All saved questions, rules and lints, by id.

    Args:
        folder: further ones, of one's own; a file that is broken is left out.
    """
    from queries.library import all_queries

    return all_queries(Path(folder) if folder else None)


def _opened(graph: object, mode: Mode) -> AbstractContextManager[Store]:
    """The graph for one call: what the caller opened stays open, what we open is closed."""
    return nullcontext(graph) if isinstance(graph, Store) else open_graph(graph, mode=mode)
