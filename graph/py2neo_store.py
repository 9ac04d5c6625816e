"""A py2neo `Graph` that the caller connected.

py2neo is at its end of life; our own code uses the official driver, and this adapter lets those who
have a `Graph` hand it in. Its schema calls speak an old dialect, so constraints go as Cypher.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from graph.errors import QueryError, QueryTimeout, StoreError, Unreachable, WriteRefused
from graph.store import DEFAULT_TIMEOUT, ClosingStore, Params, Row, Statement
from graph.values import native_row


class Py2neoStore(ClosingStore):
    """A graph on a Neo4j server, by way of py2neo."""

    def __init__(self, graph: Any) -> None:
        if not all(hasattr(graph, name) for name in ("begin", "commit", "rollback", "service")):
            raise StoreError("store.unknown_connection", kind=type(graph).__qualname__)
        self._graph = graph

    @property
    def engine(self) -> str:
        """Name and version."""
        with _translated():
            return f"Neo4j {self._graph.service.kernel_version} (py2neo)"

    @property
    def readers(self) -> int:
        """A caller's `Graph` is used by one thread at a time."""
        return 1

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        limit: int | None = None,
    ) -> list[Row]:
        """All rows, from a read-only transaction. py2neo has no time limit of its own to set."""
        with _translated():
            tx = self._graph.begin(readonly=True)
            try:
                answer = tx.run(cypher, dict(params or {}))
                rows = [native_row(dict(record)) for record in islice(answer, limit)]
            except BaseException:
                self._graph.rollback(tx)
                raise
            self._graph.commit(tx)
            return rows

    def stream(self, cypher: str, params: Params | None = None) -> Iterator[Row]:
        """The rows; py2neo holds the whole answer."""
        yield from self.read(cypher, params)

    def write(self, statements: Sequence[Statement]) -> None:
        """Run the statements in one transaction."""
        with _translated():
            tx = self._graph.begin()
            try:
                for statement in statements:
                    tx.run(statement.cypher, dict(statement.params))
            except BaseException:
                self._graph.rollback(tx)
                raise
            self._graph.commit(tx)

    def save(self) -> None:
        """Nothing to do: each `write` is committed."""

    def close(self) -> None:
        """The caller's connection stays open."""


@contextmanager
def _translated() -> Iterator[None]:
    from py2neo.errors import (
        ClientError,
        ConnectionBroken,
        ConnectionLimit,
        ConnectionUnavailable,
        Neo4jError,
        ProtocolError,
        ServiceUnavailable,
    )

    try:
        yield
    except (ServiceUnavailable, ConnectionUnavailable, ConnectionBroken, OSError) as error:
        raise Unreachable("store.gone", detail=error) from error
    except (ConnectionLimit, ProtocolError) as error:
        raise StoreError("store.refused", detail=error) from error
    except ClientError as error:
        code = str(error.code or "")
        if code.endswith("AccessMode"):
            raise WriteRefused("store.read_only") from error
        if "TransactionTimedOut" in code:
            raise QueryTimeout("store.timeout") from error
        raise QueryError("store.query", detail=error) from error
    except Neo4jError as error:
        raise StoreError("store.refused", detail=error) from error
    except (ValueError, TypeError, OverflowError) as error:
        # What it raises for parameters it cannot send.
        raise QueryError("store.query", detail=error) from error
