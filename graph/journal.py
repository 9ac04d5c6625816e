"""The journal of imports: begun, finished, cut off, taken back.

An import is marked open in `Meta` before its first fact and closed, together with the new
fingerprint, after its last. What it created is told by the Source nodes that carry its id, what it
changed by its `Change` records; both together take it back exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from graph.ddl import statements as schema_statements
from graph.errors import StoreError
from graph.fingerprint import fingerprint
from graph.meta import META_UID, read_meta
from graph.schema import SCHEMA, SCHEMA_VERSION
from graph.store import Row, Statement, Store
from graph.values import decode, encode
from graph.writing import KEEP, RelKind, between, change_uid, in_batches

BATCH: Final = 2000

_MARK: Final = "MERGE (m:Meta {uid: $uid}) SET m += $props"
_SOURCES: Final = """
UNWIND $rows AS r MERGE (s:Source {uid: r.uid}) SET s += r.props
"""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A source file of an import, as its Source node keeps it."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """An open import. `resumed` says that an earlier try at the same files was cut off.

    `source_uids` are those of the Source nodes, in the order of the files given.
    """

    import_id: str
    resumed: bool
    first_change: int
    source_uids: tuple[str, ...]


def begin(store: Store, files: Sequence[FileRecord], now: datetime) -> Ticket:
    """Mark an import as open, before its first fact is written.

    An open import of the same files is taken up again; one of other files is taken back first.

    Raises:
        SchemaMismatch: another version of the schema wrote this graph.
    """
    for statement in schema_statements(indexes=store.engine.startswith("Neo4j")):
        store.write([Statement(statement)])
    undo_cut_off(store, files)
    meta = read_meta(store)
    hashes = _hashes(files)
    if meta and meta.open_import:
        open_import = meta.open_import
        uids = _source_uids(store, open_import, files)
        return Ticket(open_import, True, _last_change(store, open_import), uids)
    import_id = f"{now:%Y%m%dT%H%M%S}-{_short(hashes)}"
    if meta and import_id in meta.imports:
        import_id = f"{import_id}-{len(meta.imports)}"
    mark = {
        "name": META_UID,
        "schema_version": SCHEMA_VERSION,
        "engine": store.engine,
        "open_import": import_id,
        "open_files": hashes,
        "open_since": now,
    }
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
            },
        }
        for uid, file in zip(uids, files, strict=True)
    ]
    store.write(
        [
            Statement(_MARK, {"uid": META_UID, "props": mark}),
            Statement(_SOURCES, {"rows": sources}),
        ]
    )
    return Ticket(import_id, False, 0, uids)


def undo_cut_off(store: Store, files: Sequence[FileRecord]) -> str | None:
    """Take back an import that was cut off, unless it was of these very files. Gives its id."""
    meta = read_meta(store)
    if meta is None or not meta.open_import or sorted(meta.open_files) == _hashes(files):
        return None
    take_back(store, meta.open_import)
    return meta.open_import


def finish(
    store: Store, ticket: Ticket, *, changed: bool, as_of: date | None, notice: str | None = None
) -> str:
    """Close an import: all its facts are in. Gives the graph's fingerprint.

    An import that changed no fact leaves no trace but the day and the notice it set.
    """
    meta = read_meta(store)
    if meta is None or meta.open_import != ticket.import_id:
        raise StoreError("import.not_open", import_id=ticket.import_id)
    digest = meta.fingerprint
    if changed or digest is None:
        digest = fingerprint(store)
    props: dict[str, Any] = {**_CLOSED, "fingerprint": digest}
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
        statements.append(_drop_sources(ticket.import_id))
    statements.append(Statement(_MARK, {"uid": META_UID, "props": props}))
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


def _hashes(files: Sequence[FileRecord]) -> list[str]:
    return sorted(f.sha256 for f in files)


def _source_uids(store: Store, import_id: str, files: Sequence[FileRecord]) -> tuple[str, ...]:
    """The Source nodes of an import that is taken up again: files may come in another order now,
    or under another name."""
    rows = store.read(
        "MATCH (s:Source {import_id: $id}) RETURN s.uid AS uid, s.file AS file, s.sha256 AS sha256 "
        "ORDER BY uid",
        {"id": import_id},
    )
    free = {row["uid"]: FileRecord(row["file"], row["sha256"]) for row in rows}
    uids = []
    for file in files:
        alike = [uid for uid, known in free.items() if known.sha256 == file.sha256]
        uids.append(next((uid for uid in alike if free[uid].name == file.name), alike[0]))
        del free[uids[-1]]
    return tuple(uids)


_CLOSED: Final[dict[str, Any]] = {"open_import": None, "open_files": None, "open_since": None}


def take_back(store: Store, import_id: str) -> None:
    """Undo an import: what it changed is set back, what it created is deleted.

    Exact for the newest import, finished or cut off. The steps can be repeated: one that was
    itself cut off is completed by the next call.
    """
    meta = read_meta(store)
    sources = [
        row["uid"]
        for row in store.read(
            "MATCH (s:Source {import_id: $id}) RETURN s.uid AS uid ORDER BY uid", {"id": import_id}
        )
    ]
    # Till the end it counts as cut off, and of no known files: nobody trusts a half of it, and it
    # is not taken up again.
    mark = {"open_import": import_id, "open_files": None}
    store.write([Statement(_MARK, {"uid": META_UID, "props": mark})])
    _set_back(store, import_id)
    for name, rel in SCHEMA.rels.items():
        _delete(
            store, f"MATCH ()-[x:{rel.rel.name}]->() WHERE x.source_uid IN $sources", sources, name
        )
    for name in SCHEMA.nodes:
        _delete(store, f"MATCH (x:{name}) WHERE x.source_uid IN $sources", sources, name)
    imports = [i for i in (meta.imports if meta else ()) if i != import_id]
    props = {**_CLOSED, "imports": imports, "fingerprint": fingerprint(store)}
    store.write([_drop_sources(import_id), Statement(_MARK, {"uid": META_UID, "props": props})])


def _delete(store: Store, match: str, sources: list[str], name: str) -> None:
    detach = "DETACH DELETE x" if name in SCHEMA.nodes else "DELETE x"
    while store.read(f"{match} RETURN count(x) AS n", {"sources": sources})[0]["n"]:
        store.write([Statement(f"{match} WITH x LIMIT {BATCH} {detach}", {"sources": sources})])


def _set_back(store: Store, import_id: str) -> None:
    records = store.read(
        "MATCH (c:Change {import_id: $id}) RETURN c.uid AS uid, c.about AS about, "
        "c.from_node AS from_node, c.to_node AS to_node, c.property AS property, "
        "c.before AS before ORDER BY uid DESC",
        {"id": import_id},
    )
    for batch in in_batches(records, BATCH):
        rows_of: dict[str, list[Row]] = defaultdict(list)
        for record in batch:
            match, row = _found_again(record)
            rows_of[match].append(row)
        statements = [
            Statement(f"UNWIND $rows AS r MATCH {match} SET x += r.props", {"rows": rows})
            for match, rows in rows_of.items()
        ]
        uids = [record["uid"] for record in batch]
        forget = "UNWIND $uids AS uid MATCH (c:Change {uid: uid}) DETACH DELETE c"
        store.write([*statements, Statement(forget, {"uids": uids})])


def _found_again(record: Row) -> tuple[str, Row]:
    """The pattern that finds what a `Change` is about, and its row with the property as it was."""
    name, uid = record["about"].split("/", 1)
    row = {"uid": uid, "props": {record["property"]: decode(record["before"])}}
    if name in SCHEMA.nodes:
        return f"(x:{SCHEMA.nodes[name].label.name} {{uid: r.uid}})", row
    source, row["a"] = record["from_node"].split("/", 1)
    target, row["b"] = record["to_node"].split("/", 1)
    ends = (SCHEMA.nodes[source].label.name, SCHEMA.nodes[target].label.name)
    return between(RelKind(SCHEMA.rels[name].rel.name, *ends)), row


def _drop_sources(import_id: str) -> Statement:
    return Statement("MATCH (s:Source {import_id: $id}) DETACH DELETE s", {"id": import_id})


def _last_change(store: Store, import_id: str) -> int:
    rows = store.read(
        "MATCH (c:Change {import_id: $id}) RETURN coalesce(max(c.seq), 0) AS last",
        {"id": import_id},
    )
    last: int = rows[0]["last"]
    return last


def _short(hashes: Sequence[str]) -> str:
    return "".join(hashes)[:8] if len(hashes) == 1 else "".join(h[:4] for h in hashes)[:12]
