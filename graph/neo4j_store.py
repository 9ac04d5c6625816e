"""A Neo4j server, by the official driver."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, Final, TypeVar, cast

import neo4j
import neo4j.time
from neo4j import exceptions as gone_wrong

from graph.errors import (
    AccessDenied,
    QueryError,
    QueryTimeout,
    StoreError,
    Unreachable,
    WriteRefused,
)
from graph.store import DEFAULT_TIMEOUT, ClosingStore, Params, Row, Statement
from graph.values import PLAIN, native_row

T = TypeVar("T")

CONNECT_SECONDS: Final = 10.0
RETRY_SECONDS: Final = 15.0
WRITE_SECONDS: Final = 600.0
# A server that was stopped in mid-answer keeps its socket open for ever; it gets this long on top
# of the query's own limit, which a server that is well keeps by itself.
GRACE_SECONDS: Final = 5.0
STREAM_ROWS: Final = 2000
READERS: Final = 2
# Values with nothing inside.
_SINGLE: Final = PLAIN | {neo4j.time.Date, neo4j.time.DateTime}


class Neo4jStore(ClosingStore):
    """A graph on a Neo4j 5 server. One driver a process; sessions are opened for each call."""

    def __init__(self, driver: neo4j.Driver, database: str | None, *, own: bool) -> None:
        self._driver = driver
        self._database = database
        self._own = own
        self._version = ""

    @classmethod
    def connect(
        cls, url: str, auth: tuple[str, str] | None, database: str | None = None
    ) -> Neo4jStore:
        """Connect and make sure that the server answers.

        Raises:
            Unreachable, AccessDenied, StoreError: what the server or its absence says.
        """
        with _translated(url):
            driver = neo4j.GraphDatabase.driver(
                url,
                auth=auth,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=CONNECT_SECONDS + GRACE_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        store = cls(driver, database, own=True)
        try:
            store._ask_version(url)
        except StoreError:
            driver.close()
            raise
        return store

    @classmethod
    def adopt(cls, connection: object, database: str | None = None) -> Neo4jStore:
        """Use a driver that the caller opened, and will close.

        Raises:
            StoreError: it is something else of that package.
        """
        if not isinstance(connection, neo4j.Driver):
            raise StoreError("store.unknown_connection", kind=type(connection).__qualname__)
        return cls(connection, database, own=False)

    @property
    def engine(self) -> str:
        """Name and version."""
        if not self._version:
            self._ask_version("")
        return f"Neo4j {self._version}"

    @property
    def readers(self) -> int:
        """Each read has a session of its own; a server shares its processors among all users."""
        return READERS

    def read(
        self,
        cypher: str,
        params: Params | None = None,
        *,
        timeout: float = DEFAULT_TIMEOUT,
        limit: int | None = None,
    ) -> list[Row]:
        """All rows, from a read-only session that is tried again on a passing fault."""

        @neo4j.unit_of_work(timeout=timeout)
        def work(tx: neo4j.ManagedTransaction) -> list[Row]:
            answer = tx.run(_text(cypher), dict(params or {}))
            return [_row(record) for record in islice(answer, limit)]

        def call() -> list[Row]:
            with self._session(neo4j.READ_ACCESS) as session:
                return session.execute_read(work)

        with _translated():
            return _within(timeout + RETRY_SECONDS + GRACE_SECONDS, call)

    def stream(self, cypher: str, params: Params | None = None) -> Iterator[Row]:
        """The rows one after the other, fetched in portions."""
        session = self._session(neo4j.READ_ACCESS)
        try:
            with _translated():
                result = _within(
                    WRITE_SECONDS, lambda: session.run(_text(cypher), dict(params or {}))
                )
                while rows := _within(WRITE_SECONDS, lambda: list(islice(result, STREAM_ROWS))):
                    yield from map(_row, rows)
        finally:
            # It tells the server, and would wait for one that does not answer.
            with suppress(Unreachable, gone_wrong.DriverError, OSError, BufferError):
                _within(GRACE_SECONDS, session.close)

    def write(self, statements: Sequence[Statement]) -> None:
        """Run the statements in one transaction, tried again as a whole on a passing fault.

        Schema statements (constraints, indexes) go one to a call: Neo4j does not mix them with
        data in a transaction.
        """

        @neo4j.unit_of_work(timeout=WRITE_SECONDS)
        def work(tx: neo4j.ManagedTransaction) -> None:
            for statement in statements:
                tx.run(_text(statement.cypher), dict(statement.params)).consume()

        def call() -> None:
            with self._session(neo4j.WRITE_ACCESS) as session:
                session.execute_write(work)

        with _translated():
            _within(WRITE_SECONDS + RETRY_SECONDS, call)

    def save(self) -> None:
        """Nothing to do: each `write` is committed."""

    def close(self) -> None:
        """Close the driver if this store opened it."""
        if self._own:
            # A thread that still waits for a frozen server holds a connection; it is let go of.
            with suppress(Unreachable, gone_wrong.DriverError, OSError, BufferError):
                _within(GRACE_SECONDS, self._driver.close)

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access)

    def _server_info(self) -> neo4j.ServerInfo:
        # A database that does not exist shows only when something is run in it.
        with self._session(neo4j.READ_ACCESS) as session:
            return session.run("RETURN 1 AS one").consume().server

    def _ask_version(self, url: str) -> None:
        with _translated(url):
            info = _within(
                2 * CONNECT_SECONDS + GRACE_SECONDS,
                self._server_info,
            )
        self._version = info.agent.removeprefix("Neo4j/")


def _text(cypher: str) -> Any:
    # The driver's types want a literal here, to keep values out of the text. Ours comes from
    # saved files and the schema; values travel as parameters (see Statement).
    return cast(Any, cypher)


def _row(record: neo4j.Record) -> Row:
    row = dict(zip(record.keys(), record, strict=True))
    if any(type(value) not in _SINGLE for value in row.values()):
        # It may hold nodes and paths, whose properties are what a row shows of them. It is slow.
        row = record.data()
    return native_row(row)


def _within(seconds: float, call: Callable[[], T]) -> T:
    """The result of `call`, or `Unreachable` after `seconds`.

    A daemon thread does the waiting, because nothing can interrupt a socket that a frozen server
    holds open; the thread ends with the process.
    """
    outcome: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, whatever it is
            outcome.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        value, error = outcome.get(timeout=seconds)
    except queue.Empty:
        raise Unreachable("store.no_answer", seconds=round(seconds)) from None
    if error is not None:
        raise error
    return cast(T, value)


_GONE: Final = (
    gone_wrong.ServiceUnavailable,
    gone_wrong.SessionExpired,
    gone_wrong.ConnectionAcquisitionTimeoutError,
)


@contextmanager
def _translated(url: str = "") -> Iterator[None]:
    try:
        yield
    except gone_wrong.AuthError as error:
        raise AccessDenied("store.denied", detail=error.message or error) from error
    except _GONE as error:
        if url:
            raise Unreachable("store.unreachable", target=url, detail=error) from error
        raise Unreachable("store.gone", detail=error) from error
    except gone_wrong.ConfigurationError as error:
        raise StoreError("store.configuration", detail=error) from error
    except gone_wrong.Neo4jError as error:
        code = error.code or ""
        detail = error.message or code
        if "TransactionTimedOut" in code:
            raise QueryTimeout("store.timeout") from error
        if code == "Neo.ClientError.Statement.AccessMode":
            raise WriteRefused("store.read_only") from error
        if code == "Neo.ClientError.Database.DatabaseNotFound":
            raise Unreachable("store.no_database", detail=detail) from error
        if code.startswith("Neo.ClientError.Security."):
            raise AccessDenied("store.denied", detail=detail) from error
        if code.startswith("Neo.ClientError.Statement."):
            raise QueryError("store.query", detail=detail) from error
        raise StoreError("store.refused", detail=detail) from error
    except gone_wrong.DriverError as error:
        raise StoreError("store.refused", detail=error) from error
    except (ValueError, TypeError, OverflowError) as error:
        # What the driver raises for parameters it cannot send.
        raise QueryError("store.query", detail=error) from error
