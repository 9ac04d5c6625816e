"""The journal of imports: begun, finished, cut off.

An import is marked open in `Meta` before its first fact and closed, together with the new
fingerprint, after its last. What it created is told by the Source nodes that carry its id, what it
changed by its `Change` records; both together take it back exactly (`graph.undo`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from graph.changes import KEEP, change_uid
from graph.ddl import statements as schema_statements
from graph.errors import GraphBusy, StoreError
from graph.fingerprint import EMPTY, fingerprint, grown
from graph.meta import META_UID, read_meta
from graph.pulse import refuse_living
from graph.schema import SCHEMA_VERSION
from graph.store import Row, Statement, Store
from graph.undo import CLOSED, MARK, drop_sources, take_back
from graph.values import encode

_SOURCES: Final = """
UNWIND $rows AS r MERGE (s:Source {uid: r.uid}) SET s += r.props
"""
# Two that begin at one moment: the second finds the mark of the first.
_BEGIN: Final = "MERGE (m:Meta {uid: $uid}) WITH m WHERE m.open_import IS NULL SET m += $props"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A source file of an import, as its Source node keeps it.

    `series`: what it is a state of. `day`: the day on which things were as it says, if somebody
    said so. `tables`: the names of the tables it has rows of. `snapshot`:
    it is the whole of that state, so that what it does not state is gone.
    """

    name: str
    sha256: str
    series: str
    day: date | None = None
    tables: tuple[str, ...] = ()
    snapshot: bool = False

    def with_tables(self, tables: Iterable[str]) -> FileRecord:
        """The same file, now that it is known what it holds."""
        return replace(self, tables=tuple(tables))


@dataclass(frozen=True, slots=True)
class Ticket:
    """An open import. `resumed` says that an earlier try at the same files was cut off.

    `source_uids` are those of the Source nodes, in the order of the files given. `before` is the
    fingerprint of the graph as it was; None where it is not known.
    """

    import_id: str
    resumed: bool
    first_change: int
    source_uids: tuple[str, ...]
    before: str | None = None


def begin(store: Store, files: Sequence[FileRecord], now: datetime) -> Ticket:
    """Mark an import as open, before its first fact is written.

    An open import of the same files is taken up again; one of other files is taken back first.

    Raises:
        SchemaMismatch: another version of the schema wrote this graph.
        GraphBusy: another program is at work on an import.
    """
    for statement in schema_statements(indexes=store.engine.startswith("Neo4j")):
        store.write([Statement(statement)])
    undo_cut_off(store, files)
    meta = read_meta(store)
    if meta and meta.open_import:
        refuse_living(store)
        open_import = meta.open_import
        uids = _source_uids(store, open_import, files)
        return Ticket(open_import, True, _last_change(store, open_import), uids)
    import_id = f"{now:%Y%m%dT%H%M%S}-{_short(sorted(f.sha256 for f in files))}"
    if meta and import_id in meta.imports:
        import_id = f"{import_id}-{len(meta.imports)}"
    mark = {
        "name": META_UID,
        "schema_version": SCHEMA_VERSION,
        "engine": store.engine,
        "open_import": import_id,
        "open_files": _marks(files),
        "open_since": now,
        "open_pulse": 0,
    }
    before = meta.fingerprint if meta else None
    if before is None and not store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]:
        before = EMPTY
    uids = tuple(f"{import_id}/{index}" for index in range(len(files)))
    sources = [
        {
            "uid": uid,
            "props": {
                "name": file.name,
                "file": file.name,
                "sha256": file.sha256,
                "imported_at": now,
                "import_id": import_id,
                "series": file.series,
                "day": file.day,
                "tables": list(file.tables),
            },
        }
        for uid, file in zip(uids, files, strict=True)
    ]
    store.write(
        [
            Statement(_BEGIN, {"uid": META_UID, "props": mark}),
            Statement(_SOURCES, {"rows": sources}),
        ]
    )
    meta = read_meta(store)
    if meta is None or meta.open_import != import_id:
        store.write([drop_sources(import_id)])
        raise GraphBusy("import.under_way", import_id=meta.open_import if meta else "?", since="?")
    return Ticket(import_id, False, 0, uids, before)


def undo_cut_off(store: Store, files: Sequence[FileRecord]) -> str | None:
    """Take back an import that was cut off, unless it was of these very files, and these as the
    same states. Gives its id.

    Raises:
        GraphBusy: it was not cut off, another program is at work on it.
    """
    meta = read_meta(store)
    if meta is None or not meta.open_import or sorted(meta.open_files) == _marks(files):
        return None
    refuse_living(store)
    take_back(store, meta.open_import)
    return meta.open_import


def finish(
    store: Store,
    ticket: Ticket,
    *,
    changed: bool,
    added: int | None = None,
    as_of: date | None,
    notice: str | None = None,
) -> str:
    """Close an import: all its facts are in. Gives the graph's fingerprint.

    An import that changed no fact leaves no trace but the day and the notice it set.

    Args:
        added: the sum of the hashes of its facts, if it did nothing but add them; without it, the
            whole graph is read for the fingerprint.
    """
    meta = read_meta(store)
    if meta is None or meta.open_import != ticket.import_id:
        raise StoreError("import.not_open", import_id=ticket.import_id)
    digest = meta.fingerprint
    if changed and added is not None and ticket.before:
        digest = grown(ticket.before, added)
    elif changed or digest is None:
        digest = fingerprint(store)
    props: dict[str, Any] = {**CLOSED, "fingerprint": digest}
    said = {
        name: (before, after)
        for name, before, after in (
            ("as_of", meta.as_of, as_of),
            ("notice", meta.notice, notice),
        )
        if after and after != before
    }
    props |= {name: after for name, (_, after) in said.items()}
    statements = []
    if changed:
        props["imports"] = [*meta.imports, ticket.import_id]
        first = _last_change(store, ticket.import_id) + 1
        records = [
            _meta_change(ticket.import_id, number, name, before, after)
            for number, (name, (before, after)) in enumerate(said.items(), start=first)
        ]
        if records:
            statements.append(Statement(KEEP, {"rows": records}))
    else:
        statements.append(drop_sources(ticket.import_id))
    statements.append(Statement(MARK, {"uid": META_UID, "props": props}))
    store.write(statements)
    store.save()
    return digest


def _meta_change(import_id: str, number: int, name: str, before: object, after: object) -> Row:
    """What an import changed of the graph's own facts, kept like any other change."""
    about = f"Meta/{META_UID}"
    return {
        "uid": change_uid(import_id, number),
        "props": {
            "name": f"{about}.{name}",
            "import_id": import_id,
            "seq": number,
            "about": about,
            "property": name,
            "before": encode(before),
            "after": encode(after),
        },
    }


def _marks(files: Sequence[FileRecord]) -> list[str]:
    """What tells the files of an import from those of another: a state closes what it lacks, so
    that its series and day count too."""
    return sorted(f"{f.sha256}:{f.series}:{f.day}" if f.snapshot else f.sha256 for f in files)


def _source_uids(store: Store, import_id: str, files: Sequence[FileRecord]) -> tuple[str, ...]:
    """The Source nodes of an import that is taken up again: files may come in another order now,
    or under another name."""
    rows = store.read(
        "MATCH (s:Source {import_id: $id}) RETURN s.uid AS uid, s.file AS file, s.sha256 AS sha256 "
        "ORDER BY uid",
        {"id": import_id},
    )
    free = {row["uid"]: (row["file"], row["sha256"]) for row in rows}
    uids = []
    for file in files:
        alike = [uid for uid, (_, sha256) in free.items() if sha256 == file.sha256]
        uids.append(next((uid for uid in alike if free[uid][0] == file.name), alike[0]))
        del free[uids[-1]]
    return tuple(uids)


def _last_change(store: Store, import_id: str) -> int:
    rows = store.read(
        "MATCH (c:Change {import_id: $id}) RETURN coalesce(max(c.seq), 0) AS last",
        {"id": import_id},
    )
    last: int = rows[0]["last"]
    return last


def _short(hashes: Sequence[str]) -> str:
    return "".join(hashes)[:8] if len(hashes) == 1 else "".join(h[:4] for h in hashes)[:12]
