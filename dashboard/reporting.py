"""Reports and forms, made in a process of their own: laying out takes seconds a unit."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dashboard.tasks import Place, Tell
from graph.meta import read_meta
from graph.store import Store, open_graph
from graph.text import Language
from powergraph.ledger import Ledger
from powergraph.masking import MaskedStore, Masking
from powergraph.outputs.files import replace_file
from powergraph.outputs.report import with_states
from powergraph.reports.answers import answers_path, kept
from powergraph.reports.context import County, Unit, unit_of
from powergraph.reports.forms.kinds import form
from powergraph.reports.index import write_index
from powergraph.reports.write import file_stem, write_document, write_reports
from queries.findings import CheckResult

PREVIEW: Final = "html"
REPORT: Final = "report"


@dataclass(frozen=True, slots=True)
class Piece:
    """A report or form of a unit that was made; its files in the folder by format."""

    unit: str
    name: str
    kind: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the pieces, and all files that were asked for in one archive."""

    pieces: tuple[Piece, ...]
    archive: str


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports and forms of units, in a folder.

    `opens` is what the viewer may see: the graph, or the part of it that is one unit's. `result` is
    what the rules found, under masked names where `masking` says what they are. `kinds` are
    `REPORT` and names of forms.
    """

    place: Place
    opens: str
    language: Language
    masking: Masking | None
    result: CheckResult
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    formats: tuple[str, ...]
    round: str
    folder: Path

    def run(self, tell: Tell) -> Made:
        """Make them.

        Raises:
            PowergraphError: the graph or the ledger cannot be read, or a file not be written.
        """
        with Ledger(self.place.ledger) as ledger:
            states = ledger.states()
        with open_graph(self.opens, database=self.place.database) as opened:
            store: Store = MaskedStore(opened, self.masking) if self.masking else opened
            meta = read_meta(opened)
            county = County(
                store,
                self.language,
                with_states(self.result, states),
                (meta.notice or "") if meta else "",
                states,
                kept(answers_path(self.place.ledger)),
                self.round,
            )
            units = [unit_of(county, unit) for unit in self.units]
            pieces = [*self._reports(county, units, tell), *self._forms(units, tell)]
        return Made(tuple(pieces), self._archive(pieces))

    def _reports(self, county: County, units: Sequence[Unit], tell: Tell) -> list[Piece]:
        if REPORT not in self.kinds:
            return []

        def done(count: int) -> None:
            tell(REPORT, count, len(units))

        written = write_reports(county, units, self.folder, self._formats, datetime.now(), done)
        if len(units) > 1:
            write_index(county, written, self.folder)
        return [Piece(w.unit, w.name, REPORT, _by_format(w.files)) for w in written]

    def _forms(self, units: Sequence[Unit], tell: Tell) -> list[Piece]:
        kinds = [kind for kind in self.kinds if kind != REPORT]
        pieces: list[Piece] = []
        for unit in units:
            for kind in kinds:
                made = form(unit, kind)
                stem = self.folder / file_stem(made.title, f"{kind}_{unit.uid}")
                files = tuple(write_document(made, stem, self._formats))
                pieces.append(Piece(unit.uid, unit.name, kind, _by_format(files)))
                tell("form", len(pieces), len(units) * len(kinds))
        return pieces

    @property
    def _formats(self) -> tuple[str, ...]:
        """What is asked for, and what the page shows."""
        return tuple(dict.fromkeys((*self.formats, PREVIEW)))

    def _archive(self, pieces: Sequence[Piece]) -> str:
        asked = [p.files[name] for p in pieces for name in self.formats]
        asked += [p.name for p in self.folder.glob("index.html")]
        path = self.folder / "all.zip"

        def write(temporary: Path) -> None:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name in asked:
                    archive.write(self.folder / name, name)

        replace_file(path, write)
        return path.name


def _by_format(files: Sequence[Path]) -> dict[str, str]:
    return {path.suffix[1:]: path.name for path in files}
