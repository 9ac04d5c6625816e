"""All rows of a file set read and judged, before the first fact is written.

Where rows refer to what has no such uid, all is read again with the names in mind: people who fill
in our tables write names for uids. Files that hold uids only are read once.

Read in part, what is wrong is left out: first the rows with problems of their own, then, again and
again, those that rely on what was left out, until nothing more falls.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from graph.errors import Problem, SourceError
from graph.schema.kinds import Table
from graph.store import Store
from graph.text import Message
from loaders.checks import CrossChecks
from loaders.facts import RowFacts, Transformer, shown_column
from loaders.naming import ByName
from loaders.rows import RawRow, Reader
from loaders.spool import Spool

Progress: TypeAlias = Callable[[str, int, int | None], None]

# So many problems tell the story; a file with a shifted column has one in each cell.
MAX_PROBLEMS: Final = 10_000
_TELL_EVERY: Final = 1000
# Where one is met, nothing is loaded, not even in part.
_PRIVACY: Final = "expect.no_person"


class Place(NamedTuple):
    """A row of a sheet, as its author would look for it."""

    file: str
    sheet: str
    row: int


@dataclass(slots=True)
class Rejected:
    """A row that was left out, and why. `table` and `cells`, by our column names, are None where
    the row could not be taken apart; a row that makes several of ours has those of the first."""

    place: Place
    problems: list[Problem]
    table: Table | None = None
    cells: Mapping[str, object] | None = None


@dataclass(slots=True)
class Judged:
    """What the sources say.

    `facts`: all facts, once; `repeats`: by file, those that another file has said before it.
    `tables`: by file, the names of the tables it has rows of. `first_rows`: by file and sheet,
    where its data begins. `rejected`: what was left out, in the order of the files.
    """

    files: tuple[str, ...]
    rows: int = 0
    left_out: int = 0
    facts: Spool = field(default_factory=Spool)
    repeats: dict[int, Spool] = field(default_factory=dict)
    checks: CrossChecks = field(default_factory=CrossChecks)
    tables: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    first_rows: dict[tuple[str, str], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def close(self) -> None:
        """Give the disk space back."""
        for spool in (self.facts, *self.repeats.values()):
            spool.close()


def judge(
    store: Store | None, readers: Sequence[Reader], files: tuple[str, ...], tell: Progress
) -> Judged:
    """Read and judge all rows.

    Args:
        store: asked for what the files refer to and do not hold.
        files: the names of all files, in the order of the import.
        tell: told how many rows were read.

    Raises:
        SourceError: with every problem found.
    """
    names: ByName | None = None
    while True:
        judged = Judged(files, checks=CrossChecks())
        with ExitStack() as unless_returned:
            unless_returned.callback(judged.close)
            _read(store, readers, judged, _LeftOut(), names, tell)
            if names is None and judged.checks.unknown:
                names = ByName(store, readers, judged.checks.unknown)
                continue
            if _errors(judged.problems):
                raise SourceError(_errors_first(judged.problems))
            unless_returned.pop_all()
            return judged


def judge_in_part(
    store: Store | None, readers: Sequence[Reader], files: tuple[str, ...], tell: Progress
) -> Judged:
    """Read and judge all rows; those with errors, and those that rely on them, are left out.

    Raises:
        SourceError: nothing is left, there are too many errors, or one row names a person by a
            number.
    """
    out = _LeftOut()
    names: ByName | None = None
    while True:
        judged = Judged(files, checks=CrossChecks(in_part=True))
        with ExitStack() as unless_returned:
            unless_returned.callback(judged.close)
            _read(store, readers, judged, out, names, tell)
            if names is None and judged.checks.unknown:
                names = ByName(store, readers, judged.checks.unknown)
                continue
            too_many = _errors(judged.problems) >= MAX_PROBLEMS or len(out.rows) >= MAX_PROBLEMS
            if too_many or any(p.expected.key == _PRIVACY for p in judged.problems):
                raise SourceError(_errors_first(judged.problems))
            if not out.grows(judged):
                if judged.rows == judged.left_out:
                    raise SourceError([p for found in out.rows.values() for p in found])
                judged.rejected = out.rejected(judged)
                judged.problems = [p for p in judged.problems if p.level == "warning"]
                unless_returned.pop_all()
                return judged


class _LeftOut:
    """What is left out so far; it only grows, from one reading to the next."""

    def __init__(self) -> None:
        self.rows: dict[Place, list[Problem]] = {}
        self._found: dict[Place, RawRow] = {}
        self._nowhere: set[tuple[str, str]] = set()
        self._twice: dict[tuple[str, str], str] = {}

    def grows(self, judged: Judged) -> bool:
        """Take over what a reading found; whether it found anything new."""
        before = len(self.rows)
        for problem in judged.problems:
            if problem.level == "error":
                reasons = self.rows.setdefault(_place(problem), [])
                if problem not in reasons:
                    reasons.append(problem)
        self._nowhere |= judged.checks.nowhere
        self._twice |= judged.checks.twice
        return len(self.rows) > before

    def has(self, raw: RawRow) -> bool:
        """Whether a row is left out; it is kept for its author."""
        place = _place(raw)
        if place not in self.rows:
            return False
        self._found.setdefault(place, raw)
        return True

    def touches(self, raw: RawRow, said: RowFacts, problems: list[Problem]) -> bool:
        """Whether a row relies on what is left out, or is one of several that disagree."""
        place, before = _place(raw), len(problems)
        where = self._twice.get(said.key)
        if where is not None:
            shown = shown_column(raw.table.columns[0])
            expected = Message("expect.unique", {"where": where})
            problems.append(Problem(*place, shown, said.key[1], expected))
        for ref in said.references:
            if (ref.label, ref.uid) in self._nowhere:
                column = next(c for c in raw.table.columns if c.name == ref.column)
                expected = Message("expect.not_left_out")
                problems.append(Problem(*place, shown_column(column), ref.uid, expected))
        return len(problems) > before

    def rejected(self, judged: Judged) -> list[Rejected]:
        """What was left out, in the order of the files."""
        found = []
        for place in sorted(self.rows, key=lambda p: (judged.files.index(p.file), p.sheet, p.row)):
            raw = self._found.get(place)
            table, cells = (raw.table, raw.cells) if raw else (None, None)
            found.append(Rejected(place, self.rows[place], table, cells))
        return found


def _read(
    store: Store | None,
    readers: Sequence[Reader],
    judged: Judged,
    out: _LeftOut,
    names: ByName | None,
    tell: Progress,
) -> None:
    """Read all files once, but for what is left out."""
    problems, checks = judged.problems, judged.checks
    numbers = {name: number for number, name in enumerate(judged.files)}
    transformer = Transformer(problems, numbers)
    for raw in _all_rows(readers, problems):
        judged.rows += 1
        if judged.rows % _TELL_EVERY == 0:
            tell("read", judged.rows, None)
        judged.tables[raw.file].add(raw.table.name)
        judged.first_rows.setdefault((raw.file, raw.sheet), raw.row)
        if out.has(raw):
            judged.left_out += 1
            checks.refuse(raw)
            continue
        said = transformer.row(raw)
        if said and names and (meant := names.meant(raw, said)):
            said = transformer.row(meant)
        if said is None or (out.rows and out.touches(raw, said, problems)):
            checks.refuse(raw)
            continue
        before = len(problems)
        # Also of a row that contradicts another: one may name what the other gives the uid of.
        checks.want(raw, said)
        if checks.is_new(raw, said, problems):
            checks.link(raw, said)
            for fact in said.facts:
                judged.facts.add(fact)
        elif len(judged.files) > 1 and len(problems) == before:
            number = numbers[raw.file]
            if number not in judged.repeats:
                judged.repeats[number] = Spool()
            for fact in said.facts:
                judged.repeats[number].add(fact)
    tell("read", judged.rows, judged.rows)
    if not judged.rows and not _errors(problems):
        expected = Message("expect.some_row")
        problems += [Problem(name, "", 1, "", "", expected) for name in judged.files]
    if names:
        problems += names.taken()
    if _errors(problems) < MAX_PROBLEMS:
        problems += checks.finish(store, names)


def _all_rows(readers: Sequence[Reader], problems: list[Problem]) -> Iterator[RawRow]:
    """The rows of all readers, until there are more errors than anybody will read."""
    seen = errors = 0
    for reader in readers:
        for raw in reader.rows(problems):
            if len(problems) > seen:
                errors += _errors(problems[seen:])
                seen = len(problems)
                if errors >= MAX_PROBLEMS:
                    return
            yield raw


def _place(what: Problem | RawRow) -> Place:
    return Place(what.file, what.sheet, what.row)


def _errors(problems: Sequence[Problem]) -> int:
    return sum(p.level == "error" for p in problems)


def _errors_first(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: p.level == "warning")
