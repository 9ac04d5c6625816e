"""What the command line and the dashboard do alike: read sources, rehearse, load, take back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.crosswalks import Words
from graph.errors import Problem
from graph.pulse import refuse_living
from graph.store import Store, empty_graph, open_graph
from graph.undo import newest, require_newest, take_back
from loaders import mapping as mapped
from loaders.archives import unpacked
from loaders.formats import Options, readers
from loaders.judging import Progress
from loaders.load import LoadSummary, Returning, load
from loaders.rows import Reader
from loaders.sheets.reader import SheetsReader, doubts


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be loaded, and how: the options of `powergraph load`; see `loaders.load.load`.

    `format_name` and `mapping` say how the sources are read, `as_of` the day they tell of, `words`
    what the unit's own words mean where the mapping does not say it. `origin`, `places` and
    `told` are of archives that were unpacked (`opened`).
    """

    sources: Sequence[Path]
    format_name: str | None = None
    mapping: mapped.Mapping | None = None
    as_of: date | None = None
    snapshot: bool = False
    source: str | None = None
    confirmed: Collection[str] = ()
    in_part: bool = False
    words: Words | None = None
    origin: Mapping[Path, Path] = field(default_factory=dict)
    places: Mapping[Path, Path] = field(default_factory=dict)
    told: Sequence[Reader] = ()

    def readers(self) -> list[Reader]:
        """Readers of the sources; they keep what they found, so use them for all that follows.

        Raises:
            SourceError: a source is not there, or its format is not known.
        """
        options = Options(self.as_of, self.mapping, self.words, self.places)
        return [*readers(self.sources, self.format_name, options), *self.told]


@contextmanager
def opened(order: Order) -> Iterator[Order]:
    """The order with the files of its archives in their place, for as long as they are read.

    Raises:
        SourceError: an archive cannot be unpacked.
    """
    with unpacked(order.sources) as inside:
        yield replace(
            order,
            sources=inside.sources,
            origin=inside.origin,
            places=inside.places,
            told=inside.told,
        )


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the graph is after an import was taken back."""

    import_id: str
    nodes: int
    rels: int
    fingerprint: str


def typed(found: Sequence[Reader]) -> list[SheetsReader]:
    """Those that read tables as offices type them, whose titles have to be understood first."""
    return [reader for reader in found if isinstance(reader, SheetsReader)]


def unsure(found: Sequence[Reader]) -> list[Problem]:
    """Why tables cannot be read before somebody has looked at what their titles mean.

    Raises:
        SourceError: a source cannot be read.
    """
    return [
        problem
        for reader in typed(found)
        for table in reader.tables()
        for problem in doubts(table)
        if problem.level == "error"
    ]


def rehearse(
    order: Order,
    found: Sequence[Reader],
    target: str,
    database: str | None = None,
    progress: Progress | None = None,
) -> LoadSummary:
    """What a load would do; nothing is written. A graph that is not there yet is an empty one.

    Raises:
        SourceError: with every problem found.
        StoreError: the graph cannot be read.
    """
    if "://" not in target and not Path(target).is_file():
        with empty_graph() as empty:
            return _load(order, found, empty, dry_run=True, progress=progress)
    with open_graph(target, database=database) as store:
        return _load(order, found, store, dry_run=True, progress=progress)


def carry_out(
    order: Order,
    found: Sequence[Reader],
    target: str,
    database: str | None = None,
    *,
    returning: Returning | None = None,
    progress: Progress | None = None,
) -> LoadSummary:
    """Load.

    Args:
        returning: given what was left out, before anything is written.

    Raises:
        SourceError: with every problem found; nothing was written.
        GraphBusy: another program is writing to the graph.
        StoreError: the graph refused or went away.
    """
    with open_graph(target, mode="write", database=database) as store:
        return _load(order, found, store, returning=returning, progress=progress)


def take_one_back(target: str, database: str | None, import_id: str | None) -> TakenBack:
    """Take back the newest import.

    Args:
        import_id: that import, as its author knows it; None for whichever is the newest.

    Raises:
        StoreError: there is no such import, or others came after it.
        GraphBusy: another program is at work on it.
    """
    with open_graph(target, mode="write", database=database) as store:
        wanted = newest(store) if import_id is None else import_id
        require_newest(store, wanted)
        refuse_living(store)
        digest = take_back(store, wanted)
        store.save()
        nodes = store.read("MATCH (x) RETURN count(x) AS n")[0]["n"]
        rels = store.read("MATCH ()-[x]->() RETURN count(x) AS n")[0]["n"]
    return TakenBack(wanted, nodes, rels, digest)


def about(summary: LoadSummary) -> dict[str, Any]:
    """What the history keeps of an import."""
    total = summary.total
    return {
        "import_id": summary.import_id,
        "files": list(summary.files),
        "rows": summary.rows,
        "created": total.created,
        "changed": total.changed,
        "closed": total.closed,
        "rejected": len(summary.rejected),
        "fingerprint": summary.fingerprint,
    }


def _load(
    order: Order,
    found: Sequence[Reader],
    store: Store | None,
    *,
    dry_run: bool = False,
    returning: Returning | None = None,
    progress: Progress | None = None,
) -> LoadSummary:
    return load(
        store,
        found,
        as_of=order.as_of,
        dry_run=dry_run,
        snapshot=order.snapshot,
        source=order.source,
        confirmed=order.confirmed,
        in_part=order.in_part,
        returning=returning,
        progress=progress,
    )
