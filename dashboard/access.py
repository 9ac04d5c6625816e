"""Who looks at the dashboard, and what they may do: the user of this machine, somebody whom a proxy
names, or somebody who has logged in. `dashboard.toml` says which (`powergraph.access.settings`).

Everything is read anew for every run of a page, so that a right that is taken away is gone at once.
"""

from __future__ import annotations

import hmac
import os
import stat
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import streamlit as st

from dashboard import shapes
from graph.errors import LoggedOut, NotAllowed
from powergraph.access.accounts import Account, read_accounts
from powergraph.access.roles import RIGHTS, Grant, Right, known
from powergraph.access.settings import (
    LEAST_SECRET,
    DashboardSettings,
    Proxy,
    read_dashboard_settings,
)
from powergraph.ledger.places import who_am_i

__all__ = ["RIGHTS", "Right", "Viewer", "log_in", "log_out", "viewer"]

# Keys of the session.
MASKED: Final = "pg_masked"  # names masked at the viewer's own wish
_SESSION: Final = "pg_session"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks. `name` stands in the history of what they change.

    `unit` is the only unit they see, None for all; `masked` says that names are replaced.
    """

    name: str
    rights: frozenset[Right]
    unit: str | None = None
    masked: bool = False

    def may(self, right: Right) -> bool:
        """Is it allowed?"""
        return right in self.rights


@dataclass(slots=True)
class _Session:
    """A login: whose, by which password hash, and when they last did something."""

    name: str
    hash: str
    last: float


def viewer() -> Viewer:
    """Who looks now.

    Raises:
        LoggedOut: they must log in first.
        NotAllowed: they may not look at all, with the reason.
        SettingsError: the settings are wrong, so nobody may.
    """
    settings = read_dashboard_settings()
    if settings.by == "proxy":
        name, grant = _named_by_proxy(headers(), settings.proxy)
    elif settings.by == "password":
        name, grant = _logged_in(settings)
    else:
        name, grant = who_am_i(), Grant("all")
    grant = replace(grant, masked=grant.masked or settings.masks(grant.role))
    found = Viewer(name, grant.rights, grant.unit)
    asked = bool(st.session_state.get(MASKED, grant.masked))
    return replace(found, masked=asked or not found.may("names"))


def headers() -> Mapping[str, str]:
    """The headers of the request that opened this session, their names in any case of letters."""
    return st.context.headers


def by_password() -> bool:
    """Do users log in here?

    Raises:
        SettingsError: the settings are wrong.
    """
    return read_dashboard_settings().by == "password"


def log_in(name: str, account: Account) -> None:
    """Begin a login in this session, which knows nothing of an earlier one."""
    st.session_state.clear()
    st.session_state[_SESSION] = _Session(name, account.hash, time.monotonic())


def log_out() -> None:
    """End it; nothing of what was looked at stays in the session."""
    st.session_state.clear()


def idle() -> bool:
    """Has somebody who logged in done nothing for too long?"""
    session: _Session | None = st.session_state.get(_SESSION)
    minutes = read_dashboard_settings().idle_minutes
    return session is not None and time.monotonic() - session.last > 60 * minutes


def _logged_in(settings: DashboardSettings) -> tuple[str, Grant]:
    session: _Session | None = st.session_state.get(_SESSION)
    if session is None:
        raise LoggedOut("dashboard.access.log_in")
    account = read_accounts(settings.accounts).get(session.name)
    if account is None or account.hash != session.hash:  # removed, or given another password
        log_out()
        raise LoggedOut("dashboard.access.ended")
    if idle():
        log_out()
        raise LoggedOut("dashboard.access.idle", minutes=settings.idle_minutes)
    session.last = time.monotonic()
    return session.name, account.grant


def _named_by_proxy(headers: Mapping[str, str], proxy: Proxy) -> tuple[str, Grant]:
    """Whom the proxy names. Whoever can reach the server's port can send any header, so none is
    believed without the secret that only the proxy knows."""
    given = headers.get(proxy.secret, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, _secret(proxy.secret_file).encode()):
        raise NotAllowed("access.no_secret")
    name, role, unit = (_header(headers, name) for name in (proxy.user, proxy.role, proxy.unit))
    chosen = proxy.roles.get(role) if proxy.roles else known(role)
    if chosen is None:
        raise NotAllowed("access.unknown_role", role=role)
    if unit != proxy.all_units and not shapes.uid(unit):
        raise NotAllowed("access.no_unit")
    return name, Grant(chosen, None if unit == proxy.all_units else unit)


def _header(headers: Mapping[str, str], name: str) -> str:
    """The text of a header: percent-encoded, or UTF-8 that the server took for Latin-1.

    Raises:
        NotAllowed: it is not there, or nothing that can be read.
    """
    text = headers.get(name, "")
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    text = unquote(text).strip()
    if not text or len(text) > _LONGEST or not text.isprintable():
        raise NotAllowed("access.no_header", header=name)
    return text


def _secret(path: Path | None) -> str:
    """The proxy's secret.

    Raises:
        NotAllowed: there is none that is long enough, in a file for its owner alone.
    """
    try:
        if path is None:
            raise OSError
        with path.open(encoding="utf-8") as file:
            state = os.fstat(file.fileno())
            text = file.read().strip()
        closed = sys.platform == "win32" or (
            state.st_uid == os.getuid() and not stat.S_IMODE(state.st_mode) & 0o077
        )
        if closed and len(text) >= LEAST_SECRET:
            return text
    except (OSError, UnicodeDecodeError):
        pass
    raise NotAllowed("access.secret_file", path=path, least=LEAST_SECRET)
