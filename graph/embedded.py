"""The embedded engine: kglite, one file, no server.

Writes stay in memory until `save` replaces the file in one step, so a program killed while it
loads leaves the file as it was. One writer at a time; a reader sees the last save.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

# The engine's allocator reads it when the engine is loaded: memory that a query or the opening of a
# large graph is done with goes back at once, and does not add up from one query to the next.
os.environ.setdefault("MIMALLOC_PURGE_DELAY", "0")

import kglite

from graph.errors import (
    GraphBusy,
    QueryError,
    QueryTimeout,
    StoreError,
    Unreachable,
    WriteRefused,
)
from graph.store import DEFAULT_TIMEOUT, ClosingStore, Mode, Params, Row, Statement

# Reads side by side. With 100,000 cases a greedy one holds some 300 MB of rows: more than two of
# them at once would not stay within the gigabyte that a laptop can spare.
READERS: Final = 2

# Warnings of the engine name properties that no node of this graph has, which a half-filled graph
# makes normal. Whether a query's names exist at all is checked against the schema by the lint.
kglite.set_query_warning_policy("silent")


class EmbeddedStore(ClosingStore):
    """A graph in one file. `mode` is "read", or "write" for the only writer."""

    def __init__(self, path: Path, mode: Mode = "read") -> None:
        self.path = path
        self.mode = mode
        with _translated():
            if mode == "write":
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise StoreError("store.no_folder", path=path, detail=error) from error
                self._graph = kglite.open(str(path), durable="off")
            else:
                if not path.is_file():
                    raise Unreachable("store.no_file", path=path)
                # A reader finds a node by its uid in a few milliseconds without the indexes, which
                # would be built each time it opens and take a sixth of its memory. (The engine's
                # `read_only(True)` builds them, too: `read` asks a frozen view instead.)
                self._graph = kglite.load(str(path), defer_index_rebuild=True)

    @property
    def engine(self) -> str:
        """Name and version."""
        return f"kglite {kglite.__version__}"

    @property
    def readers(self) -> int:
        """A read takes a processor; all hold their rows in this process."""
        return min(READERS, os.cpu_count() or 1)

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        limit: int | None = None,
    ) -> list[Row]:
        """All rows; see `Store.read`. Other threads go on meanwhile: a frozen view costs nothing
        to make and gives up Python's lock while it answers, which a transaction does not."""
        with _translated():
            result: Any = self._graph.freeze().cypher(
                cypher,
                params=dict(params or {}),
                timeout_ms=max(1, round(timeout * 1000)),
                row_limit=limit,
            )
            rows: list[Row] = result.to_list()
        return rows

    def stream(self, cypher: str, params: Params | None = None) -> Iterator[Row]:
        """The rows one after the other; the engine holds the result, Python only a row."""
        with _translated():
            result: Any = self._graph.freeze().cypher(
                cypher, params=dict(params or {}), timeout_ms=0
            )
            yield from result

    def write(self, statements: Sequence[Statement]) -> None:
        """Run the statements in one transaction; the file changes only with `save`."""
        self._must_write()
        with _translated():
            if len(statements) == 1:
                _run(self._graph, statements[0])
                return
            # An error in here rolls all of it back.
            with self._graph.begin() as transaction:
                for statement in statements:
                    _run(transaction, statement)

    def save(self) -> None:
        """Replace the file in one step, flushed to the disk."""
        self._must_write()
        with _translated(), warnings.catch_warnings():
            # It tells how the file can be memory-mapped, which we do not do.
            warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
            self._graph.save(layout="compact")

    def close(self) -> None:
        """Drop what was not saved and give the writer's place up."""
        # The engine's own close() saves; a load that failed half-way must not reach the file.
        # Letting go of the handle releases the writer's lock.
        self._graph = kglite.KnowledgeGraph()

    def _must_write(self) -> None:
        if self.mode != "write":
            raise WriteRefused("store.read_only")


def _run(graph: Any, statement: Statement) -> None:
    graph.cypher(statement.cypher, params=dict(statement.params), timeout_ms=0)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except kglite.WriterLeaseHeldError as error:
        raise GraphBusy("store.busy", detail=error) from error
    except kglite.ReadOnlyError as error:
        raise WriteRefused("store.read_only") from error
    except kglite.CypherTimeoutError as error:
        raise QueryTimeout("store.timeout") from error
    except (kglite.FileError, kglite.FileFormatError, kglite.FileIoError) as error:
        raise StoreError("store.not_a_graph", detail=error) from error
    except kglite.KgError as error:
        raise QueryError("store.query", detail=error) from error
    except (ValueError, TypeError, OverflowError) as error:
        # What the engine raises for parameters it cannot bind.
        raise QueryError("store.query", detail=error) from error
