"""Users by name and password, in one file that only its owner can read.

A password is kept as its scrypt hash with a salt of its own. The file is replaced in one step.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from graph.errors import NotAllowed
from powergraph.access.roles import Grant, Role, known

LEAST: Final = 10  # characters of a password
_LONGEST: Final = 200
# 32 MB and a tenth of a second or two for each try (OWASP: n = 2**15, r = 8, p = 3).
_COST: Final = {"n": 2**15, "r": 8, "p": 3}
_MEMORY: Final = 2**26  # bytes that scrypt may take
_SALT: Final = 16  # bytes
_UNKNOWN: Final = "00" * _SALT


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `salt` and `hash` are hexadecimal; `cost` is what scrypt takes."""

    role: Role
    unit: str | None
    masked: bool
    salt: str
    hash: str
    cost: Mapping[str, int]

    @property
    def grant(self) -> Grant:
        """What they may do, and where."""
        return Grant(self.role, self.unit, self.masked)

    def opens(self, password: str) -> bool:
        """Is it the password? Takes as long for a wrong one."""
        return hmac.compare_digest(_hash(password, self.salt, self.cost), self.hash)


def new_account(grant: Grant, password: str) -> Account:
    """An account with a salt of its own.

    Raises:
        NotAllowed: the password is too short or too long.
    """
    if not LEAST <= len(password) <= _LONGEST:
        raise NotAllowed("access.password_short", least=LEAST, most=_LONGEST)
    salt = secrets.token_hex(_SALT)
    hashed = _hash(password, salt, _COST)
    return Account(grant.role, grant.unit, grant.masked, salt, hashed, _COST)


def read_accounts(path: Path) -> dict[str, Account]:
    """The accounts by name; none where there is no file.

    Raises:
        NotAllowed: others may read the file, or it is not one of accounts.
    """
    try:
        with path.open(encoding="utf-8") as file:
            state = os.fstat(file.fileno())
            if sys.platform != "win32" and (
                state.st_uid != os.getuid() or stat.S_IMODE(state.st_mode) & 0o077
            ):
                raise NotAllowed("access.accounts_open", path=path)
            data = json.load(file)
        return {name: _account(given) for name, given in data["users"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAllowed("access.accounts_unreadable", path=path, detail=error) from error


def write_accounts(path: Path, accounts: Mapping[str, Account]) -> None:
    """Replace the file, readable for its owner alone.

    Raises:
        NotAllowed: it cannot be written.
    """
    users = {name: asdict(account) for name, account in sorted(accounts.items())}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"users": users}, file, ensure_ascii=False, indent=1)
        Path(made).replace(path)
    except OSError as error:
        raise NotAllowed("access.accounts_unreadable", path=path, detail=error) from error


def account_of(accounts: Mapping[str, Account], name: str, password: str) -> Account | None:
    """The account that a name and a password open; None where they open none.

    A name that is not known takes as long as one that is.
    """
    account = accounts.get(name)
    if account is None:
        _hash(password, _UNKNOWN, _COST)
        return None
    return account if account.opens(password) else None


def _hash(password: str, salt: str, cost: Mapping[str, int]) -> str:
    text = password[:_LONGEST].encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        text, salt=bytes.fromhex(salt), n=cost["n"], r=cost["r"], p=cost["p"], maxmem=_MEMORY
    ).hex()


def _account(given: Mapping[str, Any]) -> Account:
    role = known(given["role"])
    unit, masked = given["unit"], given["masked"]
    cost = {name: int(given["cost"][name]) for name in _COST}
    if role is None or not isinstance(masked, bool) or not isinstance(unit, str | None):
        raise ValueError(given["role"])
    return Account(role, unit, masked, str(given["salt"]), str(given["hash"]), cost)
