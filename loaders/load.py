"""Sources into a graph: read and judged whole, then written under one import id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

from graph import journal
from graph.errors import Problem, SourceError
from graph.meta import read_meta
from graph.privacy import names_a_person
from graph.store import Store
from graph.text import Message
from graph.writing import FactWriter, SlotKind, Tally
from loaders.checks import CrossChecks
from loaders.facts import HIDDEN, Transformer
from loaders.rows import RawRow, Reader, SourceFile
from loaders.sequence import step_order
from loaders.spool import Kind, Spool

Progress: TypeAlias = Callable[[str, int, int | None], None]

# So many problems tell the story; a file with a shifted column has one in each cell.
MAX_PROBLEMS: Final = 10_000
_TELL_EVERY: Final = 1000


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did. `tallies` counts facts by label or relationship type.

    `resumed`: it completed an import that was cut off. `taken_back`: the id of an import of other
    files that was cut off and has been undone first. `fingerprint` is None for a dry run.
    """

    import_id: str | None
    files: tuple[str, ...]
    rows: int
    tallies: dict[str, Tally]
    warnings: list[Problem] = field(default_factory=list)
    resumed: bool = False
    taken_back: str | None = None
    fingerprint: str | None = None

    @property
    def total(self) -> Tally:
        """All facts together."""
        return sum(self.tallies.values(), Tally())


def load(
    store: Store | None,
    readers: Sequence[Reader],
    *,
    as_of: date | None = None,
    notice: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> LoadSummary:
    """Load sources as one import. All of it is judged before the first fact is written.

    Args:
        notice: shown wherever the graph is shown (合成数据).
        store: open for writing; may be None for a dry run, which then knows only the files.
        as_of: the day on which things were as the sources say; it becomes the graph's own, on
            which queries look by default. What the sources contradict is closed on it; where it
            is not given, on the day the graph has, else today.
        progress: told the phase ("read", or what is being written), how far, and of how many.
        now: the time of the import; the clock's if not given.

    Raises:
        SourceError: with every problem found. Nothing was written.
        SchemaMismatch: another version of the schema wrote the graph.
        StoreError: the graph refused or went away. The next load of the same files completes it.
    """
    tell = progress or (lambda *_: None)
    moment = (now or datetime.now()).replace(microsecond=0)
    files = _files(readers)
    # Asked before a long read, not after: another version of the schema is refused here.
    meta = read_meta(store) if store else None
    day = as_of or (meta.as_of if meta else None) or moment.date()
    problems: list[Problem] = []
    names = tuple(f.name for f in files)
    records = [journal.FileRecord(f.name, f.sha256) for f in files]
    # Before judging, which else would take what is about to go for what is there.
    undone = journal.undo_cut_off(store, records) if store and not dry_run else None
    spool = Spool()
    try:
        rows = _judge(store, readers, problems, names, spool, tell)
        if dry_run or store is None:
            return LoadSummary(None, names, rows, {}, problems)
        ticket = journal.begin(store, records, moment)
        writer = FactWriter(store, ticket.import_id, day, ticket.source_uids, ticket.first_change)
        tallies = _write(writer, spool, tell)
    finally:
        spool.close()
    changed = ticket.resumed or any(t.created or t.changed for t in tallies.values())
    tell("finish", 0, None)
    digest = journal.finish(store, ticket, changed=changed, as_of=as_of, notice=notice)
    return LoadSummary(
        ticket.import_id if changed else None,
        names,
        rows,
        tallies,
        problems,
        ticket.resumed,
        undone,
        digest,
    )


def _files(readers: Sequence[Reader]) -> list[SourceFile]:
    files = [f for reader in readers for f in reader.files()]
    names = [f.name for f in files]
    twice = sorted({n for n in names if names.count(n) > 1})
    problems = [Problem(n, "", 1, "", "", Message("expect.other_file_name")) for n in twice]
    # The name would be kept and shown as the source of each fact.
    persons = [n for n in names if names_a_person(n)]
    problems += [Problem(HIDDEN, "", 1, "", "", Message("expect.no_person")) for _ in persons]
    if problems:
        raise SourceError(problems)
    return files


def _judge(
    store: Store | None,
    readers: Sequence[Reader],
    problems: list[Problem],
    names: tuple[str, ...],
    spool: Spool,
    tell: Progress,
) -> int:
    transformer = Transformer(problems, {name: number for number, name in enumerate(names)})
    checks = CrossChecks()
    rows = 0
    for raw in _all_rows(readers, problems):
        rows += 1
        if rows % _TELL_EVERY == 0:
            tell("read", rows, None)
        said = transformer.row(raw)
        if said is None:
            checks.refuse(raw)
            continue
        if not checks.is_new(raw, said, problems):
            continue
        checks.remember(raw, said)
        for fact in said.facts:
            spool.add(fact)
    tell("read", rows, rows)
    if not rows and not any(p.level == "error" for p in problems):
        problems += [Problem(n, "", 1, "", "", Message("expect.some_row")) for n in names]
    if _errors(problems) < MAX_PROBLEMS:
        problems += checks.finish(store)
    if any(p.level == "error" for p in problems):
        raise SourceError(sorted(problems, key=lambda p: p.level == "warning"))
    for fact in step_order(store, spool):
        spool.add(fact)
    return rows


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


def _errors(problems: Sequence[Problem]) -> int:
    return sum(p.level == "error" for p in problems)


def _write(writer: FactWriter, spool: Spool, tell: Progress) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    done = 0
    for kind in spool.kinds():
        name = _shown(kind)
        for size, tally in _write_kind(writer, spool, kind):
            tallies[name] = tallies.get(name, Tally()) + tally
            done += size
            tell(name, done, spool.count)
    return tallies


def _write_kind(writer: FactWriter, spool: Spool, kind: Kind) -> Iterator[tuple[int, Tally]]:
    """Write all batches of a kind; gives the size of each and what became of it."""
    if isinstance(kind, str):
        for nodes in spool.nodes(kind):
            yield len(nodes), writer.nodes(kind, nodes)
    elif isinstance(kind, SlotKind):
        for slots in spool.slots(kind):
            yield len(slots), writer.slots(kind, slots)
    else:
        for rels in spool.rels(kind):
            yield len(rels), writer.rels(kind, rels)


def _shown(kind: Kind) -> str:
    if isinstance(kind, str):
        return kind
    return kind.rel.type if isinstance(kind, SlotKind) else kind.type
