"""What a graph says of itself: one node `Meta` with uid `graph`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from graph.errors import ImportCutOff, SchemaMismatch
from graph.schema import SCHEMA_VERSION
from graph.store import Store

META_UID: Final = "graph"

_READ: Final = """
MATCH (m:Meta {uid: $uid})
RETURN m.schema_version AS schema_version, m.as_of AS as_of, m.fingerprint AS fingerprint,
       m.imports AS imports, m.open_import AS open_import, m.open_files AS open_files,
       m.open_since AS open_since, m.open_pulse AS open_pulse, m.notice AS notice
ORDER BY schema_version
"""


@dataclass(frozen=True, slots=True)
class Meta:
    """The stored facts about a graph.

    `as_of` is the day that queries look at when none is given; `fingerprint` tells the content
    apart from provenance; `imports` are the ids of finished imports, oldest first. While an import
    is under way, or was cut off, `open_import` names it, with what tells its files apart (and the
    states they are), and `open_pulse` moves as long as its program lives. `notice` is to be shown
    wherever the graph is shown (合成数据).
    """

    schema_version: int
    as_of: date | None
    fingerprint: str | None
    imports: tuple[str, ...]
    open_import: str | None
    open_files: tuple[str, ...]
    open_since: datetime | None
    open_pulse: int | None
    notice: str | None


def read_meta(store: Store) -> Meta | None:
    """The graph's facts about itself; None where powergraph has not written yet.

    Raises:
        SchemaMismatch: another version of the schema wrote this graph.
    """
    rows = store.read(_READ, {"uid": META_UID})
    if not rows:
        return None
    row = rows[0]
    version = row["schema_version"]
    if version != SCHEMA_VERSION:
        newer = isinstance(version, int) and version > SCHEMA_VERSION
        key = "store.newer_schema" if newer else "store.older_schema"
        raise SchemaMismatch(key, found=version, ours=SCHEMA_VERSION)
    return Meta(
        schema_version=version,
        as_of=row["as_of"],
        fingerprint=row["fingerprint"],
        imports=tuple(row["imports"] or ()),
        open_import=row["open_import"],
        open_files=tuple(row["open_files"] or ()),
        open_since=row["open_since"],
        open_pulse=row["open_pulse"],
        notice=row["notice"],
    )


def default_as_of(store: Store) -> date:
    """The day to look at when none is given: the stored one, else today."""
    meta = read_meta(store)
    return meta.as_of if meta and meta.as_of else date.today()


def require_trusted(store: Store) -> Meta | None:
    """Refuse a graph whose last import was cut off; else its facts about itself.

    Raises:
        ImportCutOff: with what to do about it.
        SchemaMismatch: another version of the schema wrote this graph.
    """
    meta = read_meta(store)
    if meta and meta.open_import:
        raise ImportCutOff(
            "import.cut_off", import_id=meta.open_import, since=meta.open_since or "?"
        )
    return meta
