"""The two sides of a comparison: days of one graph, graphs, or files that are read into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from graph.meta import default_as_of, require_trusted
from graph.sources import sources
from graph.store import Store, empty_graph, open_graph
from loaders import mapping as mapped
from loaders.formats import Options, readers
from loaders.load import load
from loaders.rows import Reader
from loaders.sheets.reader import SheetsReader, mapping_of
from powergraph.differences.compare import compare
from powergraph.differences.model import Difference, State
from powergraph.differences.states import place_of_end, state_of

# Asks, before files are read, whether their titles are understood.
Ask: TypeAlias = Callable[[Sequence[Reader]], None]
_GRAPH_SUFFIX: Final = ".db"
# What a list as typed does not say and a graph must have, but no comparison looks at.
_UNSAID: Final = mapped.Options(
    create_units=True,
    unit_kind="DISTRICT_DEPT",
    create_posts=True,
    basis_kind="NORMATIVE_DOC",
    applicant_kind="ENTERPRISE",
)


def between_days(store: Store, first: date, last: date, unit: str | None = None) -> Difference:
    """What changed in a graph from one day to a later one.

    Raises:
        ImportCutOff: the last import into the graph did not end.
        OutputError: a value holds a number that names a person.
    """
    require_trusted(store)
    return compare(
        state_of(store, first),
        state_of(store, last),
        same_graph=True,
        unit=unit,
        ended=lambda label, uids: place_of_end(store, label, uids),
    )


def oldest_state(store: Store) -> date | None:
    """The first day that a file of the graph speaks of; None where none says a day."""
    return min((s.day for s in sources(store) if s.day), default=None)


def state_of_side(
    side: str,
    *,
    format_name: str | None = None,
    options: Options | None = None,
    as_of: date | None = None,
    database: str | None = None,
    ask: Ask = lambda _: None,
) -> State:
    """The state of a graph (a file or server) or of files that are no graph yet; these are read
    into one that is thrown away.

    Args:
        format_name, options: as `readers` has them.
        as_of: the day to look at; by default the graph's own, of files today.

    Raises:
        SourceError: the files cannot be loaded, with every problem found.
        StoreError: the graph cannot be read.
    """
    if is_graph(side):
        with open_graph(side, database=database) as store:
            require_trusted(store)
            return state_of(store, as_of or default_as_of(store))
    found = readable(Path(side), format_name, options, ask)
    with empty_graph() as store:
        load(store, found)
        return state_of(store, as_of or default_as_of(store))


def readable(
    path: Path,
    format_name: str | None = None,
    options: Options | None = None,
    ask: Ask = lambda _: None,
) -> list[Reader]:
    """Readers for a file or folder that is to be compared and not kept: units and posts that are
    known nowhere are made of their names.

    Raises:
        SourceError: it cannot be read, or what its titles mean is in doubt.
    """
    options = options or Options()
    found = readers([path], format_name, options)
    ask(found)
    mapping = options.mapping or mapped.Mapping(
        tuple(
            mapping_of(table.proposal, file=table.block.file, sheet=table.block.sheet)
            for reader in found
            if isinstance(reader, SheetsReader)
            for table in reader.tables()
        )
    )
    lenient = replace(mapping, options=mapping.options.over(_UNSAID))
    return readers([path], format_name, replace(options, mapping=lenient))


def is_graph(side: str) -> bool:
    """Whether a side names a graph, not files to read."""
    return "://" in side or Path(side).suffix.lower() == _GRAPH_SUFFIX
