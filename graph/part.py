"""The part of a graph that belongs to one unit, as a graph of its own.

What reads it reaches nothing else, whatever it asks: other units' facts are not there. Whose a fact
is, is said in `graph.belonging`. A part holds all days of its unit, so it serves any day.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from graph.belonging import SHARED, Holding, holding, needed
from graph.ddl import statements as schema_statements
from graph.errors import StoreError
from graph.facts import RelKind, in_batches
from graph.fingerprint import fingerprint
from graph.meta import META_UID, require_trusted
from graph.schema import PROVENANCE, SCHEMA, SCHEMA_VERSION
from graph.store import Row, Statement, Store, open_graph

_BATCH: Final = 5_000
# Counts up when the same graph gives another part.
_VERSION: Final = 1
_PROVENANCE: Final = tuple(c.name for c in PROVENANCE)
_ENDS: Final = ("a", "b")


def write_part(store: Store, unit: str, path: Path) -> None:
    """Write a unit's part of a graph into a new embedded file.

    Raises:
        StoreError: the graph has no such unit, or cannot be read, or the file cannot be written.
        ImportCutOff: the last import into the graph did not end.
    """
    meta = require_trusted(store)
    held = holding(store, unit)
    with open_graph(path, mode="write") as part:
        part.write([Statement(text) for text in schema_statements(indexes=False)])
        for label in SCHEMA.nodes:
            for rows in in_batches(_nodes(store, held, label), _BATCH):
                _create(part, label, rows)
        for kind, links in held.links.items():
            for rows in in_batches((_link(row) for row in links.values()), _BATCH):
                _join(part, kind, rows)
        said = {
            "name": META_UID,
            "schema_version": SCHEMA_VERSION,
            "engine": part.engine,
            "as_of": meta.as_of if meta else None,
            "notice": meta.notice if meta else None,
            "imports": list(meta.imports) if meta else [],
            "fingerprint": fingerprint(part),
        }
        _create(part, "Meta", [{"uid": META_UID, **_stated(said)}])
        part.save()


@contextmanager
def part_of(store: Store, unit: str) -> Iterator[Store]:
    """A unit's part of a graph, for as long as it is looked at.

    Raises:
        StoreError, ImportCutOff: as `write_part` does.
    """
    with tempfile.TemporaryDirectory(prefix="powergraph-") as folder:
        path = Path(folder) / "part.db"
        write_part(store, unit, path)
        with open_graph(path) as part:
            yield part


def kept_part(store: Store, unit: str, content: str, folder: Path) -> Path:
    """The file of a unit's part in a folder of parts of one graph; written where it is not there.

    Parts of other contents are removed.

    Args:
        content: what differs when the content of the graph does.
        folder: of this user's own; made where it is not there.

    Raises:
        StoreError: others may read the folder; and as `write_part` does.
        ImportCutOff: the last import into the graph did not end.
    """
    _make_private(folder)
    state = hashlib.sha256(f"{_VERSION}|{content}".encode()).hexdigest()[:16]
    path = folder / f"{state}-{hashlib.sha256(unit.encode()).hexdigest()[:16]}.db"
    for other in folder.iterdir():
        if not other.name.startswith(state):
            _remove(other)
    if not path.is_file():
        with tempfile.TemporaryDirectory(prefix=f"{state}-", dir=folder) as making:
            made = Path(making) / "part.db"
            write_part(store, unit, made)
            made.replace(path)
    return path


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
    except OSError as error:
        raise StoreError("part.folder", path=folder, detail=error.strerror or error) from error
    if sys.platform == "win32":  # a user's own data folder is the user's own
        return
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise StoreError("part.not_private", path=folder)


def _remove(old: Path) -> None:
    """Remove what another state of the graph left; what is still being read goes the next time."""
    if old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
        return
    try:
        old.unlink(missing_ok=True)
    except PermissionError:
        return


def _nodes(store: Store, held: Holding, label: str) -> Iterator[Row]:
    """The nodes of a label that are in the part, with the properties that they keep in it."""
    if label == "Source":
        yield from _read(store, label, _sources(held, store), SCHEMA.nodes[label].props)
    elif label == "Change":
        yield from _changes(store, held)
    elif label != "Meta":
        whole = {*held.own.get(label, ()), *held.shared[label]}
        yield from _read(store, label, whole, (*SCHEMA.nodes[label].props, *_PROVENANCE))
        yield from _read(store, label, held.bounds[label], needed(label))


def _sources(held: Holding, store: Store) -> set[str]:
    """The files that the facts of the part were read from."""
    uids = {row["source_uid"] for links in held.links.values() for row in links.values()}
    for label in (*held.own, *SHARED):
        nodes = {*held.own.get(label, ()), *held.shared[label]}
        uids |= {row.get("source_uid") for row in _read(store, label, nodes, ("source_uid",), "")}
    return {uid for uid in uids if uid is not None}


def _changes(store: Store, held: Holding) -> Iterator[Row]:
    """The history of the unit's own nodes, and of the relationships in the part."""
    about = {f"{label}/{uid}" for label, nodes in held.own.items() for uid in nodes}
    about |= {f"{kind.type}/{uid}" for kind, links in held.links.items() for _, _, uid in links}
    columns = ", ".join(f"x.{name} AS {name}" for name in SCHEMA.nodes["Change"].props)
    for row in store.stream(f"MATCH (x:Change) RETURN {columns} ORDER BY uid"):
        if row["about"] in about:
            yield _stated(row)


def _read(
    store: Store, label: str, uids: Iterable[str], props: Iterable[str], order: str = "ORDER BY uid"
) -> Iterator[Row]:
    wanted = sorted(uids)
    if wanted:
        columns = ", ".join(f"x.{name} AS {name}" for name in dict.fromkeys(props))
        text = f"MATCH (x:{label}) WHERE x.uid IN $uids RETURN {columns} {order}"
        yield from map(_stated, store.stream(text, {"uids": wanted}))


def _stated(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _link(row: Row) -> Row:
    props = {name: value for name, value in _stated(row).items() if name not in _ENDS}
    return {"a": row["a"], "b": row["b"], "props": props}


def _create(part: Store, label: str, rows: Sequence[Row]) -> None:
    text = f"UNWIND $rows AS r CREATE (x:{label} {{uid: r.uid}}) SET x += r.props"
    _send(part, text, [{"uid": row["uid"], "props": row} for row in rows])


def _join(part: Store, kind: RelKind, rows: Sequence[Row]) -> None:
    text = (
        f"UNWIND $rows AS r MATCH (a:{kind.source} {{uid: r.a}}) "
        f"MATCH (b:{kind.target} {{uid: r.b}}) CREATE (a)-[x:{kind.type}]->(b) SET x += r.props"
    )
    _send(part, text, rows)


def _send(part: Store, text: str, rows: Sequence[Any]) -> None:
    part.write([Statement(text, {"rows": list(rows)})])
