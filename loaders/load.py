"""Sources into a graph: read and judged whole, then written under one import id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

from graph import journal
from graph.changes import Recorder, Seen
from graph.errors import Problem, SourceError
from graph.facts import SlotKind, Tally
from graph.meta import read_meta
from graph.privacy import names_a_person
from graph.pulse import beating
from graph.schema import SCHEMA
from graph.schema.kinds import LinkTable
from graph.sources import sources
from graph.standing import Standing
from graph.store import Store
from graph.text import Message
from graph.writing import FactWriter
from loaders.facts import HIDDEN
from loaders.judging import Judged, Progress, Rejected, judge, judge_in_part
from loaders.mapping import vocabulary
from loaders.names import teach
from loaders.rows import Reader, SourceFile
from loaders.sequence import step_order
from loaders.spool import Kind, Spool
from loaders.states import NewerStates, seen_before

# Writes what was left out to where its authors find it, before anything else is written.
Returning: TypeAlias = Callable[[Judged], None]
# Changes of an import that is only rehearsed carry no uid of a Source.
_NOWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load did, or would do.

    `tallies` counts facts by label or relationship type, `tables` by the name of the table whose
    rows state them. `changes` are the first of what changed, `reopened` nodes that were gone from
    an earlier state and are back. `rejected` is what was left out. `resumed`: it completed an
    import that was cut off. `taken_back`: the id of an import of other files that was cut off and
    has been undone first. `fingerprint` is None for a dry run.
    """

    import_id: str | None
    files: tuple[str, ...]
    rows: int
    tallies: dict[str, Tally]
    warnings: list[Problem] = field(default_factory=list)
    resumed: bool = False
    taken_back: str | None = None
    fingerprint: str | None = None
    tables: dict[str, Tally] = field(default_factory=dict)
    changes: list[Seen] = field(default_factory=list)
    reopened: list[Seen] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

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
    snapshot: bool = False,
    source: str | None = None,
    confirmed: Collection[str] = (),
    in_part: bool = False,
    returning: Returning | None = None,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> LoadSummary:
    """Load sources as one import. All of it is judged before the first fact is written.

    Args:
        notice: shown wherever the graph is shown (合成数据).
        store: open for writing; may be None for a dry run, which then knows only the files. A dry
            run with a store, which may be open for reading, compares all and writes nothing.
        as_of: the day on which things were as the sources say; it becomes the graph's own, on
            which queries look by default. What the sources contradict is closed on it; where it
            is not given, on the day the graph has, else today.
        snapshot: the files are the whole of newer states of their sources: what these stated
            before and state no more is closed on the day.
        source: what all the files together are a state of; else each is a source by its name.
        confirmed: the names of tables of which a newer state may lack more than half, or all.
        in_part: leave out the rows with errors, and those that rely on them, and load the rest.
        returning: given what was left out, before anything is written.
        progress: told the phase ("read", or what is being written), how far, and of how many.
        now: the time of the import; the clock's if not given.

    Raises:
        SourceError: with every problem found. Nothing was written.
        SchemaMismatch: another version of the schema wrote the graph.
        GraphBusy: another program is loading into it.
        StoreError: the graph refused or went away. The next load of the same files completes it.
        ValueError: a newer state in part, which would close what was only left out.
    """
    if snapshot and in_part:
        raise ValueError("a newer state must be whole")
    tell = progress or (lambda *_: None)
    moment = (now or datetime.now()).replace(microsecond=0)
    files = _files(readers, source)
    # Asked before a long read, not after: another version of the schema is refused here.
    meta = read_meta(store) if store else None
    day = as_of or (meta.as_of if meta else None) or moment.date()
    names = tuple(f.name for f in files)
    said = day if snapshot else as_of
    records = [
        journal.FileRecord(f.name, f.sha256, source or f.name, said, snapshot=snapshot)
        for f in files
    ]
    # Before judging, which else would take what is about to go for what is there.
    undone = journal.undo_cut_off(store, records) if store and not dry_run else None
    found = sources(store) if store else []
    series = [r.series for r in records]
    known = [s for s in found if not meta or s.import_id != meta.open_import]
    states = NewerStates(series, known if snapshot else [], day, confirmed)
    states.refuse_older(names)
    standing = Standing(series, states.newer, {s.uid: s.series for s in found})
    teach(store, readers)
    judged = (judge_in_part if in_part else judge)(store, readers, names, tell)
    try:
        if store and snapshot:
            states.examine(store, standing, judged)
        for fact in step_order(store, judged.facts, states.steps_gone):
            judged.facts.add(fact)
        notes = [*states.notes, *vocabulary.notes(readers)]
        if not snapshot and not source:
            notes += seen_before({f.name: f.sha256 for f in files}, known)
        if returning and judged.rejected and not dry_run:
            returning(judged)
        if store is None:
            return LoadSummary(
                None,
                names,
                judged.rows,
                {},
                judged.problems,
                rejected=judged.rejected,
                notes=notes,
            )
        ticket = _rehearsed(records) if dry_run else _begun(store, records, judged, moment)
        standing = standing.joined_by(ticket.source_uids)
        recorder = Recorder(ticket.import_id, day, ticket.source_uids, ticket.first_change)
        writer = FactWriter(store, recorder, standing, rehearsal=dry_run)
        counts = _Counts()
        if dry_run:
            _write(writer, judged, states if snapshot else None, counts, tell)
        else:
            with beating(store, ticket.import_id):
                _write(writer, judged, states if snapshot else None, counts, tell)
    finally:
        judged.close()
    changed = ticket.resumed or writer.wrote or (snapshot and states.is_news)
    digest = None
    if not dry_run:
        tell("finish", 0, None)
        with beating(store, ticket.import_id):
            digest = journal.finish(
                store, ticket, changed=changed, added=writer.added, as_of=as_of, notice=notice
            )
    return LoadSummary(
        ticket.import_id if changed and not dry_run else None,
        names,
        judged.rows,
        counts.by_name,
        judged.problems,
        ticket.resumed,
        undone,
        digest,
        counts.by_table,
        recorder.seen,
        writer.reopened,
        judged.rejected,
        notes,
    )


def _files(readers: Sequence[Reader], source: str | None) -> list[SourceFile]:
    files = [f for reader in readers for f in reader.files()]
    names = [f.name for f in files]
    twice = sorted({n for n in names if names.count(n) > 1})
    problems = [Problem(n, "", 1, "", "", Message("expect.other_file_name")) for n in twice]
    # The name would be kept and shown as the source of each fact.
    persons = [n for n in [*names, source or ""] if names_a_person(n)]
    problems += [Problem(HIDDEN, "", 1, "", "", Message("expect.no_person")) for _ in persons]
    if problems:
        raise SourceError(problems)
    return files


def _rehearsed(records: Sequence[journal.FileRecord]) -> journal.Ticket:
    return journal.Ticket("", False, 0, (_NOWHERE,) * len(records))


def _begun(
    store: Store,
    records: Sequence[journal.FileRecord],
    judged: Judged,
    moment: datetime,
) -> journal.Ticket:
    with_tables = [r.with_tables(sorted(judged.tables[r.name])) for r in records]
    return journal.begin(store, with_tables, moment)


@dataclass(slots=True)
class _Counts:
    """What became of the facts, by label or relationship type, and by table."""

    by_name: dict[str, Tally] = field(default_factory=dict)
    by_table: dict[str, Tally] = field(default_factory=dict)

    def add(self, name: str, table: str, tally: Tally) -> None:
        self.by_name[name] = self.by_name.get(name, Tally()) + tally
        self.by_table[table] = self.by_table.get(table, Tally()) + tally


def _write(
    writer: FactWriter,
    judged: Judged,
    states: NewerStates | None,
    counts: _Counts,
    tell: Progress,
) -> None:
    """Write all facts, then close what newer states lack."""
    done = 0
    for kind in judged.facts.kinds():
        name, table = _name_of(kind), _table_of(kind)
        for size, tally in _write_kind(writer, judged.facts, kind):
            counts.add(name, table, tally)
            done += size
            tell(name, done, judged.facts.count)
    if len(set(writer.standing.series)) > 1 and not writer.rehearsal:
        for repeats in judged.repeats.values():
            writer.look_again()
            for kind in repeats.kinds():
                for _ in _write_kind(writer, repeats, kind):
                    pass
    if states:
        for closed, name, tally in states.close(writer, judged):
            counts.add(name, closed.name, tally)


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


def _name_of(kind: Kind) -> str:
    if isinstance(kind, str):
        return kind
    return kind.rel.type if isinstance(kind, SlotKind) else kind.type


def _table_of(kind: Kind) -> str:
    """The name of the table whose rows state facts of a kind."""
    if isinstance(kind, SlotKind):
        kind = kind.rel.source if kind.owned_by == "source" else kind.rel.target
    if isinstance(kind, str):
        return SCHEMA.table_of(kind).name
    types = {t.rel.name: t.name for t in SCHEMA.tables if isinstance(t, LinkTable)}
    return types[kind.type]
