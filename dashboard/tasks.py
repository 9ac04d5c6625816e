"""What changes the graph, or reads what may change it: done in a process of its own.

A task is data that goes to the process (`dashboard.writer`), runs there, and gives back data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from dashboard import own_rules
from dashboard.uploads import require_other_names
from graph.errors import Problem, SourceError
from graph.store import open_graph
from graph.text import Language, Message
from loaders.load import LoadSummary
from loaders.mapping import Mapping
from loaders.rejected import Returning
from loaders.rows import Reader
from powergraph import importing
from powergraph.importing import Order, TakenBack
from powergraph.ledger import Ledger, record
from powergraph.outputs.proposals import ShownTable, looked_at
from queries import check

Tell = Callable[[str, int, int | None], None]

# Larger sources are loaded by the command line, beside which nobody waits for a page.
MAX_ROWS: Final = 1_000_000


class Task(Protocol):
    """Something to be done, and given back as data. `tell` is told how far it is."""

    @property
    def place(self) -> Place:
        """Which graph it is about."""
        ...

    def run(self, tell: Tell) -> Any:
        """Do it. Raises only errors of ours."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """A graph and its ledger."""

    target: str
    database: str | None
    ledger: Path


@dataclass(frozen=True, slots=True)
class Examined:
    """What sources hold, and what would become of them.

    `tables` are those that had to be understood. `ours` are the names of files in our own form.
    `summary` is None where `problems` stand in the way; `unsure` says that somebody has to look at
    what titles mean first.
    """

    tables: tuple[ShownTable, ...] = ()
    ours: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unsure: bool = False
    summary: LoadSummary | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `rejected`: workbooks of what was left out, by name."""

    summary: LoadSummary
    rejected: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Uploaded files and how they are to be read; `mapping_file` is one of them that says so."""

    order: Order
    mapping_file: Path | None = None

    def ordered(self, target: str) -> Order:
        """The order, with the mapping that the file holds, and with the words of the settings file
        that is in force for the graph.

        Raises:
            SourceError: two files have one name, the mapping file is none, or something is wrong
                in the settings file.
        """
        require_other_names(self.order.sources)
        order = replace(self.order, words=own_rules.in_force(target).words())
        if self.mapping_file is None:
            return order
        return replace(order, mapping=Mapping.read(self.mapping_file))


@dataclass(frozen=True, slots=True)
class Examine:
    """Look at sources; nothing is written."""

    place: Place
    sources: Sources
    language: Language

    def run(self, tell: Tell) -> Examined:
        """What they hold."""
        looked = Examined()
        try:
            with importing.opened(self.sources.ordered(self.place.target)) as order:
                found = order.readers()
                sheets = importing.typed(found)
                ours = tuple(f.name for r in found if r not in sheets for f in r.files())
                looked = Examined(tuple(looked_at(sheets, self.language)), ours)
                if unsure := importing.unsure(found):
                    return replace(looked, problems=tuple(unsure), unsure=True)
                summary = importing.rehearse(
                    order, found, self.place.target, self.place.database, _limited(tell, found)
                )
        except SourceError as error:
            return replace(looked, problems=tuple(error.problems))
        return replace(looked, summary=_light(summary))


@dataclass(frozen=True, slots=True)
class Import:
    """Load sources, and write down who did."""

    place: Place
    sources: Sources
    language: Language
    folder: Path
    who: str

    def run(self, tell: Tell) -> Imported:
        """Load them.

        Raises:
            SourceError: with every problem found; nothing was written.
            LedgerError: nobody could write down who did it; nothing was loaded.
            StoreError: the graph refused or went away.
        """
        ordered = self.sources.ordered(self.place.target)
        with Ledger(self.place.ledger, "write") as ledger, importing.opened(ordered) as order:
            found = order.readers()
            if unsure := importing.unsure(found):
                raise SourceError(unsure)
            rejected = self.folder / "rejected"
            rejected.mkdir()
            returning = Returning(order.sources, rejected, self.language, places=order.places)
            summary = importing.carry_out(
                order,
                found,
                self.place.target,
                self.place.database,
                returning=returning,
                progress=_limited(tell, found),
            )
            ledger.deed("import", importing.about(summary), who=self.who)
        saved = tuple((path.name, path.read_bytes()) for path, _ in returning.saved)
        return Imported(_light(summary), saved)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the newest import back, and write down who did."""

    place: Place
    import_id: str
    who: str

    def run(self, tell: Tell) -> TakenBack:
        """Take it back.

        Raises:
            StoreError: others came after it, or the graph refused.
            LedgerError: nobody could write down who did it; nothing was taken back.
        """
        with Ledger(self.place.ledger, "write") as ledger:
            tell("undo", 0, None)
            done = importing.take_one_back(self.place.target, self.place.database, self.import_id)
            about = {"import_id": done.import_id, "fingerprint": done.fingerprint}
            ledger.deed("undo", about, who=self.who)
        return done


@dataclass(frozen=True, slots=True)
class Found:
    """Make an empty graph where there is none, so that something can be loaded into it."""

    place: Place

    def run(self, tell: Tell) -> None:
        """Make the file, if nobody else has by now."""
        with open_graph(self.place.target, mode="write", database=self.place.database) as store:
            store.save()


@dataclass(frozen=True, slots=True)
class Record:
    """Keep in the ledger what a rule finds, so that something can be said of its findings."""

    place: Place
    rule: str
    as_of: date
    who: str

    def run(self, tell: Tell) -> None:
        """Run the rule over the whole graph, and keep the run."""
        tell("check", 0, None)
        own = own_rules.in_force(self.place.target)
        with open_graph(self.place.target, database=self.place.database) as store:
            result = check.check(
                store, [self.rule], as_of=self.as_of, local=own.local(), folder=own.folder
            )
        with Ledger(self.place.ledger, "write") as ledger:
            record(ledger, result, who=self.who)


def _limited(tell: Tell, found: list[Reader]) -> Tell:
    """The same, but that too many rows are refused."""

    def progress(phase: str, done: int, total: int | None) -> None:
        if phase == "read" and done > MAX_ROWS:
            name = found[0].files()[0].name
            expected = Message("dashboard.imports.too_many_rows", {"limit": f"{MAX_ROWS:,}"})
            raise SourceError([Problem(name, "", done, "", "", expected)])
        tell(phase, done, total)

    return progress


def _light(summary: LoadSummary) -> LoadSummary:
    """The summary without the rows that were left out: their problems are enough."""
    return replace(
        summary, rejected=[replace(one, table=None, cells=None) for one in summary.rejected]
    )
