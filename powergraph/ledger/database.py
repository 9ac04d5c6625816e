"""The SQLite file of the ledger: its tables, its transactions, its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, TypeAlias

from graph.errors import LedgerError

Mode: TypeAlias = Literal["read", "write"]

BUSY_SECONDS: Final = 30.0
VERSION: Final = 1
_APPLICATION: Final = 0x50474C31  # "PGL1": tells our file from any other SQLite file

_TABLES: Final = """
CREATE TABLE findings (
    id TEXT PRIMARY KEY, rule TEXT NOT NULL, subject_label TEXT NOT NULL, subject TEXT NOT NULL,
    subject_name TEXT, unit TEXT, unit_name TEXT, actors TEXT NOT NULL, severity TEXT NOT NULL,
    message_zh TEXT NOT NULL, message_en TEXT NOT NULL,
    state TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL
);
CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, finding TEXT,
    action TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX events_finding ON events (finding);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY, event INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    as_of TEXT NOT NULL, fingerprint TEXT, unit TEXT, min_severity TEXT,
    rules TEXT NOT NULL, parameters TEXT NOT NULL
);
CREATE TABLE run_findings (
    run INTEGER NOT NULL, finding TEXT NOT NULL, severity TEXT NOT NULL,
    PRIMARY KEY (run, finding)
) WITHOUT ROWID;
CREATE INDEX run_findings_finding ON run_findings (finding);
CREATE TRIGGER events_stay BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the history only grows'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the history only grows'); END;
"""


def connect(path: Path, mode: Mode, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the file; writing makes it where it is not there. Reading one that is not there gives
    an empty ledger and makes nothing.

    Raises:
        LedgerError: it cannot be opened, is no ledger, or a newer program wrote it.
    """
    with translated(path):
        if mode == "write":
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LedgerError("ledger.read_only", path=path, detail=error.strerror) from error
            address = f"{path.absolute().as_uri()}?mode=rwc"
        else:
            # A file without a byte is one that another program is about to fill.
            there = path.exists() and (not path.is_file() or path.stat().st_size > 0)
            address = f"{path.absolute().as_uri()}?mode=ro" if there else ":memory:"
        db = sqlite3.connect(
            address, uri=address != ":memory:", timeout=busy_seconds, isolation_level=None
        )
        try:
            _prepare(db, path, writes=mode == "write" or address == ":memory:")
        except BaseException:
            db.close()
            raise
    db.row_factory = sqlite3.Row
    return db


@contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of it or none. A second writer waits for the first to end.

    Raises:
        LedgerError: another program kept it for too long, or the file cannot be written.
    """
    with translated(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        key = {
            sqlite3.SQLITE_BUSY: "ledger.busy",
            sqlite3.SQLITE_LOCKED: "ledger.busy",
            sqlite3.SQLITE_READONLY: "ledger.read_only",
            sqlite3.SQLITE_CANTOPEN: "ledger.read_only",
            sqlite3.SQLITE_FULL: "ledger.read_only",
            sqlite3.SQLITE_IOERR: "ledger.read_only",
            sqlite3.SQLITE_NOTADB: "ledger.not_one",
        }.get(code, "ledger.broken")
        raise LedgerError(key, path=path, detail=error) from error


def _prepare(db: sqlite3.Connection, path: Path, *, writes: bool) -> None:
    application, version, tables = _identity(db)
    if not tables and not application and writes:
        db.execute("BEGIN IMMEDIATE")
        try:
            if _identity(db) == (0, 0, 0):  # still empty: nobody was quicker
                for statement in _statements():
                    db.execute(statement)
                db.execute(f"PRAGMA application_id = {_APPLICATION}")
                db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        application, version, tables = _identity(db)
    if application != _APPLICATION:
        raise LedgerError("ledger.not_one", path=path, detail="SQLite")
    if version > VERSION:
        raise LedgerError("ledger.newer", path=path, found=version, ours=VERSION)


def _identity(db: sqlite3.Connection) -> tuple[int, int, int]:
    """What the file says it is, at one moment: another program may be making it just now."""
    own = not db.in_transaction
    if own:
        db.execute("BEGIN")
    try:
        [application] = db.execute("PRAGMA application_id").fetchone()
        [version] = db.execute("PRAGMA user_version").fetchone()
        [tables] = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        if own:
            db.execute("ROLLBACK")
    return application, version, tables


def _statements() -> Iterator[str]:
    """The statements of `_TABLES`; a trigger holds a semicolon of its own."""
    statement = ""
    for line in _TABLES.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
