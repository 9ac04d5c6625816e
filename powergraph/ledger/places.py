"""Where the ledger of a graph is, and who is writing in it."""

from __future__ import annotations

import getpass
import hashlib
import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import platformdirs

from graph.errors import LedgerError
from graph.store import SERVER_SCHEMES

SUFFIX: Final = ".findings.db"
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9.-]+")


def ledger_path(target: str, database: str | None = None) -> Path:
    """The ledger for a graph where nobody named one.

    Beside an embedded graph, `county.db.findings.db` for `county.db`; for a server a file in the
    user's data folder, one for each address and database. Nothing of a login stands in its name.
    """
    if target.partition("://")[0] not in SERVER_SCHEMES:
        return Path(f"{target}{SUFFIX}")
    parts = urlsplit(target)
    address = f"{(parts.hostname or '').lower()}:{parts.port or 7687}"
    identity = f"{address}/{database or ''}"
    name = _NOT_IN_NAMES.sub("_", identity).strip("_")
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    folder = Path(platformdirs.user_data_dir("powergraph", appauthor=False)) / "ledgers"
    return folder / f"{name}-{digest}{SUFFIX}"


def who_am_i() -> str:
    """The name that stands in the history: `POWERGRAPH_WHO`, else the login name.

    Raises:
        LedgerError: the system does not tell.
    """
    given = os.environ.get("POWERGRAPH_WHO", "").strip()
    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise LedgerError("ledger.who") from error
