"""The public functions. They import what they need when called, so that starting is quick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store import Mode, Store, open_graph

if TYPE_CHECKING:
    from graph.text import Language
    from loaders.load import LoadSummary
    from powergraph.reports.tree import Document
    from queries.findings import CheckResult
    from queries.model import SavedQuery


def load(
    graph: object,
    sources: Sequence[str | Path],
    *,
    format_name: str | None = None,
    mapping: str | Path | None = None,
    settings: str | Path | None = None,
    as_of: date | None = None,
    **options: object,
) -> LoadSummary:
    """Load sources into a graph as one import; see `loaders.load.load` for the other options
    (`dry_run`, `snapshot`, `source`, `confirmed`, `in_part`, `notice`).

    Args:
        graph: an address, a path, a connection, or a `Store` open for writing.
        sources: CSV folders, CSV, Excel or JSON files, zip archives of these; or of another format
            by name.
        format_name: `guangan` or `organogram`.
        mapping: a mapping file, for sources that are not tables of ours.
        settings: a settings file, whose words go after those of the mapping file.
        as_of: the day on which things were as the sources say.

    Returns:
        What was new, changed, closed and the same, with all warnings.

    Raises:
        SourceError: with every problem found, in a settings file too; nothing was written.
        StoreError: the graph refused or went away.
    """
    from graph.crosswalks import read_words
    from loaders import load as loading
    from loaders.archives import unpacked
    from loaders.formats import Options, readers
    from loaders.mapping import Mapping

    chosen = Options(
        as_of,
        Mapping.read(Path(mapping)) if mapping else None,
        read_words(Path(settings)) if settings else None,
    )
    paths = [Path(s) for s in sources]
    with unpacked(paths) as inside, _opened(graph, "write") as store:
        chosen = replace(chosen, places=inside.places)
        found = [*readers(inside.sources, format_name, chosen), *inside.told]
        return loading.load(store, found, as_of=as_of, **options)  # type: ignore[arg-type]


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


def report(
    graph: object, unit: str, *, as_of: date | None = None, language: Language = "zh"
) -> Document:
    """The inspection-preparation report of a unit, as a plain tree; `powergraph.reports.render`
    turns it into PDF, docx, HTML or xlsx.

    Args:
        graph: an address, a path, a connection, or a `Store`.
        unit: uid of a department, or its name where only one has it.
        as_of: the day to look at; default the graph's own, else today.

    Raises:
        ParameterError: there is no such unit on that day.
    """
    from powergraph.reports.build import build
    from powergraph.reports.context import look, unit_of

    with _opened(graph, "read") as store:
        county = look(store, language=language, as_of=as_of)
        return build(county, unit_of(county, unit), datetime.now())


def _opened(graph: object, mode: Mode) -> AbstractContextManager[Store]:
    """The graph for one call: what the caller opened stays open, what we open is closed."""
    return nullcontext(graph) if isinstance(graph, Store) else open_graph(graph, mode=mode)
