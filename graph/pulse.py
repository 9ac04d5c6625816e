"""Whether an import that stands open is somebody's at work, or was cut off.

An embedded file has one writer. On a server, the program that loads moves a number in `Meta` every
second; who finds an import open listens a while before taking it for dead. No clocks are compared.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from graph.errors import GraphBusy, StoreError
from graph.meta import META_UID, read_meta
from graph.store import Statement, Store

BEAT_SECONDS: Final = 1.0
LISTEN_SECONDS: Final = 4.0
BEAT: Final = (
    "MATCH (m:Meta {uid: $uid}) WHERE m.open_import = $import_id "
    "SET m.open_pulse = coalesce(m.open_pulse, 0) + 1"
)


@contextmanager
def beating(store: Store, import_id: str) -> Iterator[None]:
    """Keep the pulse of an open import while the block runs."""
    if not _is_shared(store):
        yield
        return
    ended = threading.Event()
    beat = Statement(BEAT, {"uid": META_UID, "import_id": import_id})

    def run() -> None:
        while not ended.wait(BEAT_SECONDS):
            # A server that is gone is found, and told of, by who does the work.
            with suppress(StoreError):
                store.write([beat])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def refuse_living(store: Store) -> None:
    """Make sure that nobody is at work on the import that stands open.

    Raises:
        GraphBusy: somebody is.
    """
    meta = read_meta(store)
    if not _is_shared(store) or meta is None or not meta.open_import:
        return
    until = time.monotonic() + LISTEN_SECONDS
    while time.monotonic() < until:
        time.sleep(BEAT_SECONDS / 4)
        now = read_meta(store)
        if now is None or now.open_import != meta.open_import or now.open_pulse != meta.open_pulse:
            raise GraphBusy("import.under_way", import_id=meta.open_import, since=meta.open_since)


def _is_shared(store: Store) -> bool:
    """Whether other programs can write at the same time. A py2neo `Graph` is its caller's, and
    nothing is run in it behind the caller's back."""
    return store.engine.startswith("Neo4j") and not store.engine.endswith("(py2neo)")
