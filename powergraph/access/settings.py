"""How the dashboard knows its users, and how its server runs: one file, `dashboard.toml`.

`docs/dashboard.example.toml` shows every key with its default and says what it does. Without the
file the dashboard belongs to the user of the machine.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

import platformdirs

from graph.errors import AccessSettingsError, Problem
from graph.text import Message
from powergraph.access.roles import ROLES, Role

# Alone on this machine; behind a proxy that knows its users; by name and password.
Way: TypeAlias = Literal["machine", "proxy", "password"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
NAME: Final = "dashboard.toml"
ACCOUNTS: Final = "dashboard.users.json"

LEAST_SECRET: Final = 16  # characters; it stands in every request
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,100}")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}")
_AT_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Proxy:
    """The headers by which a proxy says who asks, and what it calls the roles.

    `secret` is the header that shows that the proxy itself speaks, `secret_file` the file that
    holds what stands in it. `all_units` stands in the header of units for all of them.
    """

    secret_file: Path | None = None
    secret: str = "X-Powergraph-Secret"
    user: str = "X-Powergraph-User"
    role: str = "X-Powergraph-Role"
    unit: str = "X-Powergraph-Unit"
    all_units: str = "*"
    roles: Mapping[str, Role] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class DashboardSettings:
    """What `dashboard.toml` says.

    `masked`: names are masked for everybody but the role `all`, or for those of `masked_roles`.
    `idle_minutes`: after so long without a click somebody who logged in is logged out. `upload_mb`:
    the largest file that can be uploaded. `host`: the name by which browsers reach the proxy.
    """

    path: Path | None = None
    by: Way = "machine"
    masked: bool = False
    masked_roles: frozenset[Role] = frozenset()
    idle_minutes: int = 30
    accounts: Path = Path(ACCOUNTS)
    proxy: Proxy = field(default_factory=Proxy)
    upload_mb: int = 200
    host: str = "127.0.0.1"

    def masks(self, role: Role) -> bool:
        """Are names masked for a role?"""
        return self.masked or role in self.masked_roles


def folder() -> Path:
    """The user's configuration folder."""
    return Path(platformdirs.user_config_dir("powergraph", appauthor=False))


def settings_file() -> Path:
    """Where the file is: `POWERGRAPH_DASHBOARD`, else in the user's configuration folder."""
    named = os.environ.get("POWERGRAPH_DASHBOARD")
    return Path(named) if named else folder() / NAME


def read_dashboard_settings() -> DashboardSettings:
    """What the file says; the defaults where there is none and none is named.

    Raises:
        AccessSettingsError: listing all that is wrong in it.
    """
    path = settings_file()
    if not path.is_file():
        if "POWERGRAPH_DASHBOARD" not in os.environ or not os.environ["POWERGRAPH_DASHBOARD"]:
            return DashboardSettings(accounts=path.parent / ACCOUNTS)
        raise AccessSettingsError(
            [Problem(str(path), "", 1, "", "", Message("expect.access_file"))]
        )
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        at = _AT_LINE.search(str(error))
        wanted = Message("expect.toml", {"detail": error})
        line = int(at[1]) if at else 1
        raise AccessSettingsError([Problem(path.name, "", line, "", "", wanted)]) from error
    reading = _Reading(path)
    found = reading.read(data)
    if reading.problems:
        raise AccessSettingsError(reading.problems)
    return found


class _Reading:
    """One pass over the file that keeps what is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def read(self, data: Mapping[str, Any]) -> DashboardSettings:
        """The settings; only to be used where there are no problems."""
        tables = {name: self._table(data, name) for name in ("access", "proxy", "server")}
        for name in data.keys() - tables.keys():
            self._wrong(name, data[name], "expect.access_table", known="access, proxy, server")
        access, proxy, server = tables["access"], tables["proxy"], tables["server"]
        accounts = self._take(access, "access.accounts", ACCOUNTS, _text)
        by: Way = self._take(access, "access.by", "machine", _one_of(WAYS))
        found = DashboardSettings(
            path=self.path,
            by=by,
            masked=self._take(access, "access.masked", False, _flag),
            masked_roles=frozenset(self._take(access, "access.masked_roles", [], _roles)),
            idle_minutes=self._take(access, "access.idle_minutes", 30, _count),
            accounts=self.path.parent / accounts,
            proxy=self._proxy(proxy, by),
            upload_mb=self._take(server, "server.upload_mb", 200, _count),
            host=self._take(server, "server.host", "127.0.0.1", _shaped(_HOST)),
        )
        for name, table in tables.items():
            for key in table:
                self._wrong(f"{name}.{key}", table[key], "expect.access_key")
        return found

    def _proxy(self, table: dict[str, Any], by: Way) -> Proxy:
        plain = Proxy()
        named = self._take(table, "proxy.secret_file", "", _text)
        if by == "proxy" and not named:
            self._wrong("proxy.secret_file", "", "expect.access_secret_file")
        headers = {
            name: self._take(table, f"proxy.{name}", getattr(plain, name), _shaped(_HEADER))
            for name in ("secret", "user", "role", "unit")
        }
        return Proxy(
            self.path.parent / named if named else None,
            all_units=self._take(table, "proxy.all_units", plain.all_units, _text),
            roles=self._take(table, "proxy.roles", {}, _role_names),
            **headers,
        )

    def _table(self, data: Mapping[str, Any], name: str) -> dict[str, Any]:
        given = data.get(name, {})
        if isinstance(given, dict):
            return dict(given)
        self._wrong(name, given, "expect.access_table", known="access, proxy, server")
        return {}

    def _take(
        self, table: dict[str, Any], place: str, default: Any, fits: Callable[[Any], bool]
    ) -> Any:
        """The value of a key, which is taken out of its table; the default where there is none."""
        name = place.partition(".")[2]
        if name not in table:
            return default
        value = table.pop(name)
        if fits(value):
            return value
        self._wrong(place, value, f"expect.access_{name if name in _SAID else 'value'}")
        return default

    def _wrong(self, place: str, value: object, wanted: str, **values: object) -> None:
        line = self._line(place.rpartition(".")[2])
        expected = Message(wanted, values)
        self.problems.append(Problem(self.path.name, "", line, place, value, expected))

    def _line(self, key: str) -> int:
        """The first line on which the key stands, for messages."""
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        pattern = re.compile(rf"\s*\[?\"?{re.escape(key)}\b")
        return next((n for n, text in enumerate(lines, 1) if pattern.match(text)), 1)


# Keys whose values have a shape of their own to be told.
_SAID: Final = frozenset({"by", "masked_roles", "roles", "host"})


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10_000


def _one_of(words: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: value in words


def _shaped(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _roles(value: object) -> bool:
    return isinstance(value, list) and all(role in ROLES for role in value)


def _role_names(value: object) -> bool:
    return isinstance(value, dict) and all(role in ROLES for role in value.values())
