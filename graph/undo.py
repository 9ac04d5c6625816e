"""An import taken back: what it changed is set back, what it created is deleted."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from graph.errors import StoreError
from graph.facts import RelKind, between, in_batches
from graph.fingerprint import fingerprint
from graph.meta import META_UID, read_meta
from graph.schema import SCHEMA
from graph.store import Row, Statement, Store
from graph.values import decode

BATCH: Final = 2000
MARK: Final = "MERGE (m:Meta {uid: $uid}) SET m += $props"
CLOSED: Final[dict[str, Any]] = dict.fromkeys(
    ("open_import", "open_files", "open_since", "open_pulse")
)
# A graph without imports is as before the first, unless somebody gave it a day or a notice.
_FORGET: Final = (
    "MATCH (m:Meta {uid: $uid}) WHERE m.as_of IS NULL AND m.notice IS NULL DETACH DELETE m"
)


def newest(store: Store) -> str:
    """The id of the newest import, finished or cut off.

    Raises:
        StoreError: there is none.
    """
    meta = read_meta(store)
    if meta is None or not (meta.open_import or meta.imports):
        raise StoreError("import.none")
    return meta.open_import or meta.imports[-1]


def require_newest(store: Store, import_id: str) -> None:
    """Make sure that nothing was loaded after an import: only then can it be taken back exactly.

    Raises:
        StoreError: there is no such import, or others came after it; they are named.
    """
    meta = read_meta(store)
    ids = [*meta.imports, meta.open_import] if meta else []
    known = list(dict.fromkeys(i for i in ids if i))
    if import_id not in known:
        raise StoreError("import.unknown", import_id=import_id)
    later = known[known.index(import_id) + 1 :]
    if later:
        shown = ", ".join(reversed(later))
        raise StoreError("import.not_newest", import_id=import_id, later=shown)


def take_back(store: Store, import_id: str) -> str:
    """Undo an import: what it changed is set back, what it created is deleted. Gives the graph's
    fingerprint.

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
    store.write([Statement(MARK, {"uid": META_UID, "props": mark})])
    _set_back(store, import_id)
    for name, rel in SCHEMA.rels.items():
        _delete(
            store, f"MATCH ()-[x:{rel.rel.name}]->() WHERE x.source_uid IN $sources", sources, name
        )
    for name in SCHEMA.nodes:
        _delete(store, f"MATCH (x:{name}) WHERE x.source_uid IN $sources", sources, name)
    imports = [i for i in (meta.imports if meta else ()) if i != import_id]
    digest = fingerprint(store)
    props = {**CLOSED, "imports": imports, "fingerprint": digest}
    done = [drop_sources(import_id), Statement(MARK, {"uid": META_UID, "props": props})]
    if not imports:
        done.append(Statement(_FORGET, {"uid": META_UID}))
    store.write(done)
    return digest


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


def drop_sources(import_id: str) -> Statement:
    """The statement that forgets the files of an import."""
    return Statement("MATCH (s:Source {import_id: $id}) DETACH DELETE s", {"id": import_id})
