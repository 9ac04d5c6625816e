"""Views of the explorer that people keep under a name: a small file beside the ledger.

It holds names and addresses (references and settings), never data of the graph.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graph.drawing.words import clean
from graph.errors import ViewError
from graph.privacy import names_a_person

SUFFIX: Final = ".views.db"
NAME_LONGEST: Final = 60
MOST: Final = 200  # views of one person
_BUSY: Final = 10.0
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS views (
    who TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (who, name)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A view with its name. `address` is as it was kept: to be read as a stranger's."""

    name: str
    at: str
    address: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The views of one person.

    Raises, in each method:
        ViewError: the file cannot be read or written, or the step is not possible.
    """

    path: Path
    who: str

    def all(self) -> list[Kept]:
        """Every view, by name."""
        if not self.path.exists():
            return []
        with _opened(self.path) as db:
            rows = db.execute(
                "SELECT name, at, address FROM views WHERE who = ? ORDER BY name", (self.who,)
            ).fetchall()
        return [Kept(name, at, json.loads(address)) for name, at, address in rows]

    def keep(self, name: str, address: Mapping[str, str]) -> str:
        """Keep a view, in the place of one that has the name; the name it has now."""
        fitting = _fitting(name)
        text = json.dumps(dict(address), ensure_ascii=False)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with _opened(self.path) as db:
            [count] = db.execute(
                "SELECT count(*) FROM views WHERE who = ? AND name <> ?", (self.who, fitting)
            ).fetchone()
            if count >= MOST:
                raise ViewError("dashboard.explorer.error_many", most=MOST)
            db.execute(
                "INSERT OR REPLACE INTO views VALUES (?, ?, ?, ?)", (self.who, fitting, text, at)
            )
        return fitting

    def rename(self, name: str, new: str) -> str:
        """Give a view another name, which no other has."""
        fitting = _fitting(new)
        with _opened(self.path) as db:
            taken = db.execute(
                "SELECT 1 FROM views WHERE who = ? AND name = ?", (self.who, fitting)
            ).fetchone()
            if taken and fitting != name:
                raise ViewError("dashboard.explorer.error_taken", name=fitting)
            db.execute(
                "UPDATE views SET name = ? WHERE who = ? AND name = ?", (fitting, self.who, name)
            )
        return fitting

    def drop(self, name: str) -> None:
        """Delete a view."""
        with _opened(self.path) as db:
            db.execute("DELETE FROM views WHERE who = ? AND name = ?", (self.who, name))


def beside(ledger: Path) -> Path:
    """The file of views that goes with a ledger.

    >>> beside(Path("county.db.findings.db")).name
    'county.db.views.db'
    """
    return ledger.with_name(ledger.name.removesuffix(".findings.db") + SUFFIX)


def _fitting(name: str) -> str:
    """A name on one short line that says something and names nobody by number."""
    fitting = clean(name, NAME_LONGEST)
    if not fitting:
        raise ViewError("dashboard.explorer.error_unnamed")
    if names_a_person(fitting):
        raise ViewError("dashboard.explorer.error_number")
    return fitting


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, made where there is none; what is done in it is done whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_BUSY)) as db, db:
            db.execute(_TABLE)
            yield db
    except (sqlite3.Error, OSError) as error:
        raise ViewError("dashboard.explorer.error_file", path=path, detail=error) from error
