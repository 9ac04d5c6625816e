"""Files as newer states of sources that were loaded before: what they no longer state is closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from graph.errors import Problem, SourceError
from graph.facts import Origin, Tally
from graph.schema import SCHEMA
from graph.schema.kinds import Table
from graph.snapshot import State, facts_gone, rows_gone
from graph.sources import Source
from graph.standing import Standing
from graph.store import Store
from graph.text import Message
from graph.writing import FactWriter
from loaders.judging import Judged

# A state that lacks more than half of what the one before it stated is more likely a part of it.
MOST: Final = 0.5
# Of so few rows, more than half may well be gone.
FEW: Final = 5
_STEPS: Final = "steps"


class NewerStates:
    """The series that the files of an import are newer states of, against what the graph holds.

    Args:
        series: of each file.
        known: the Sources of earlier imports.
        day: of the import.
        confirmed: the tables (by name) of which much, or all, may be gone.
    """

    def __init__(
        self, series: Sequence[str], known: Sequence[Source], day: date, confirmed: Collection[str]
    ) -> None:
        self._series = series
        self._earlier = {n: [s for s in known if s.series == n] for n in dict.fromkeys(series)}
        self._day = day
        self._confirmed = confirmed
        self._left_alone: set[tuple[str, str]] = set()
        self.steps_gone: dict[str, Origin] = {}
        self.notes: list[Message] = []

    @property
    def newer(self) -> list[bool]:
        """Of each file, whether the graph knows an earlier state of its series."""
        return [bool(self._earlier[name]) for name in self._series]

    @property
    def is_news(self) -> bool:
        """Whether the states are newer than all that the graph knows: that alone is worth a record,
        even if nothing differs."""
        days = [s.day for earlier in self._earlier.values() for s in earlier if s.day]
        return not days or max(days) < self._day

    def refuse_older(self, files: Sequence[str]) -> None:
        """States are told in order: what was closed since cannot be told apart from what was not
        there yet.

        Raises:
            SourceError: the graph knows a newer state.
        """
        problems = []
        for file, series in zip(files, self._series, strict=True):
            days = [s.day for s in self._earlier[series] if s.day and s.day > self._day]
            if days:
                expected = Message("expect.newer_state", {"day": max(days), "ours": self._day})
                problems.append(Problem(file, "", 1, "", "", expected))
        if problems:
            raise SourceError(problems)

    def examine(self, store: Store, standing: Standing, judged: Judged) -> None:
        """Find out how much is gone, before anything is written.

        Raises:
            SourceError: more than half of a table's facts are, and nobody has confirmed it.
        """
        problems = []
        for series, earlier in self._earlier.items():
            if not earlier:
                known = "、".join(sorted(set(standing.series_of.values()))[:10]) or "–"
                self.notes.append(Message("note.first_state", {"series": series, "known": known}))
            for table in _tables(earlier):
                state = self._state(series, judged)
                total, gone = rows_gone(store, standing, state, table)
                if not gone:
                    continue
                values = {"table": table.zh, "name": table.name, "gone": len(gone), "total": total}
                files = self._files(series, judged, table)
                confirmed = table.name in self._confirmed
                if not files and not confirmed:
                    self._left_alone.add((series, table.name))
                    self.notes.append(
                        Message("note.table_left_alone", {"series": series, **values})
                    )
                    continue
                many = len(gone) > FEW and len(gone) > MOST * total
                if many and not confirmed:
                    expected = Message("expect.fewer_gone", values)
                    problems.append(Problem(series, "", 1, "", "", expected))
                if table.name == _STEPS:
                    place = self._origin(series, judged, table)
                    self.steps_gone |= dict.fromkeys(gone, place)
        if problems:
            raise SourceError(problems)

    def close(self, writer: FactWriter, judged: Judged) -> Iterator[tuple[Table, str, Tally]]:
        """Close what is gone; by table, and label or relationship type, how much that was."""
        for series, earlier in self._earlier.items():
            state = self._state(series, judged)
            for table in _tables(earlier):
                if (series, table.name) in self._left_alone:
                    continue
                place = self._origin(series, judged, table)
                for kind, gone in facts_gone(writer.store, writer.standing, state, table):
                    name = kind if isinstance(kind, str) else kind.type
                    yield table, name, writer.close(kind, gone, place)

    def _state(self, series: str, judged: Judged) -> State:
        uids = [s.uid for s in self._earlier[series]]
        return State(series, uids, self._day, judged.checks.states)

    def _files(self, series: str, judged: Judged, table: Table) -> list[int]:
        """The files of a series that have rows of a table, by number."""
        return [
            number
            for number, (file, name) in enumerate(zip(judged.files, self._series, strict=True))
            if name == series and table.name in judged.tables[file]
        ]

    def _origin(self, series: str, judged: Judged, table: Table) -> Origin:
        """Who says that facts of a table are gone."""
        files = self._files(series, judged, table) or [self._series.index(series)]
        return Origin(files[0], "", None)


def _tables(earlier: Sequence[Source]) -> list[Table]:
    """The tables that earlier states had rows of; all, where one does not tell."""
    if any(source.tables is None for source in earlier):
        return list(SCHEMA.tables)
    names = {name for source in earlier for name in source.tables or ()}
    return [table for table in SCHEMA.tables if table.name in names]


def seen_before(files: Mapping[str, str], known: Sequence[Source]) -> Iterator[Message]:
    """What to tell who loads a file again that has changed, without saying that it is a newer
    state. `files`: sha256 by name."""
    for name, sha256 in files.items():
        earlier = [s for s in known if s.series == name]
        if earlier and all(s.sha256 != sha256 for s in earlier):
            day = max(s.imported_at for s in earlier).date()
            yield Message("note.seen_before", {"file": name, "day": day})
