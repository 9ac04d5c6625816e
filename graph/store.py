"""The one way to a graph, whichever engine holds it.

Three engines answer the same protocol: a Neo4j server, the embedded engine (one file), and a py2neo
`Graph` that a caller hands in. Queries are portable Cypher with parameters; what an engine does its
own way (drivers, value types, errors) stays behind the protocol.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, Literal, Protocol, Self, TypeAlias, runtime_checkable

from graph.errors import StoreError

Row: TypeAlias = dict[str, Any]
Params: TypeAlias = Mapping[str, Any]
Mode: TypeAlias = Literal["read", "write"]

DEFAULT_TIMEOUT: Final = 60.0
SERVER_SCHEMES: Final = ("bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Statement:
    """Cypher with its parameters. The text holds no value of a user's, only schema names."""

    cypher: str
    params: Params = field(default_factory=dict)


@runtime_checkable
class Store(Protocol):
    """A graph that answers Cypher.

    Values come back as Python's own: str, int, float, bool, date, datetime, list, dict, None.
    Every method raises a `StoreError` or `QueryError`; no engine's own error comes through.
    """

    @property
    def engine(self) -> str:
        """Name and version of the engine, for people: `Neo4j 5.26.20`."""
        ...

    @property
    def readers(self) -> int:
        """How many threads may `read` at once with gain; one that is not made for it says 1."""
        ...

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        limit: int | None = None,
    ) -> list[Row]:
        """All rows of a query, run where the engine itself refuses to write.

        Args:
            timeout: seconds after which the engine gives up.
            limit: fetch no more rows than this; default all.

        Raises:
            WriteRefused: the query tried to write; nothing was written.
            QueryTimeout: it took longer than `timeout`.
            QueryError: the engine does not accept the query.
        """
        ...

    def stream(self, cypher: str, params: Params | None = None) -> Iterator[Row]:
        """The rows of a read one after the other, for scans too large to hold. No time limit."""
        ...

    def write(self, statements: Sequence[Statement]) -> None:
        """Run the statements in one transaction: all of them, or none."""
        ...

    def save(self) -> None:
        """Make what was written since the last `save` visible to readers and safe from a crash.

        A server does that with each `write`; the embedded file is replaced in one step here.
        """
        ...

    def close(self) -> None:
        """Release the graph. What was not saved is dropped by an engine that needs saving."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class ClosingStore:
    """The context-manager half of the protocol, the same for every engine."""

    def close(self) -> None:
        """Release the graph."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_graph(
    target: object,
    *,
    mode: Mode = "read",
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
) -> Store:
    """Open a graph.

    Args:
        target: a server (`bolt://host:7687`, `neo4j://…`, `neo4j+s://…`), the path of an embedded
            file, a `neo4j.Driver` or py2neo `Graph` that is already connected, or a `Store`.
        mode: "write" takes the embedded file's only writer's place and makes the file on the first
            `save`; "read" sees the last save, and never writes.
        user, password: for a server; default `POWERGRAPH_USER` and `POWERGRAPH_PASSWORD`.
        database: for a server with several; default the user's home database.

    Raises:
        Unreachable, AccessDenied: the server cannot be reached or refuses the login.
        GraphBusy: another program is writing to the file.
        StoreError: there is no such file, or it is not a graph.
    """
    if isinstance(target, Store):
        return target
    if isinstance(target, str) and target.partition("://")[0] in SERVER_SCHEMES:
        from graph.neo4j_store import Neo4jStore

        login = user or os.environ.get("POWERGRAPH_USER", "")
        secret = password or os.environ.get("POWERGRAPH_PASSWORD", "")
        return Neo4jStore.connect(target, (login, secret) if login else None, database)
    if isinstance(target, str) and "://" in target:
        raise StoreError("store.scheme", target=target, known=", ".join(SERVER_SCHEMES))
    if isinstance(target, (str, Path)):
        from graph.embedded import EmbeddedStore

        return EmbeddedStore(Path(target), mode)
    return _adopt(target, database)


@contextmanager
def empty_graph() -> Iterator[Store]:
    """An embedded graph to write to that is gone at the end, and whose place nobody knows."""
    with (
        TemporaryDirectory(prefix="powergraph-", ignore_cleanup_errors=True) as folder,
        open_graph(Path(folder, "graph.db"), mode="write") as store,
    ):
        yield store


def _adopt(connection: object, database: str | None) -> Store:
    """Wrap a connection of the caller's, told by its package, which need not be installed."""
    package = type(connection).__module__.partition(".")[0]
    if package == "neo4j":
        from graph.neo4j_store import Neo4jStore

        return Neo4jStore.adopt(connection, database)
    if package == "py2neo":
        from graph.py2neo_store import Py2neoStore

        return Py2neoStore(connection)
    raise StoreError("store.unknown_connection", kind=type(connection).__qualname__)
