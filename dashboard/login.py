"""Logging in by name and password, before anything is opened; and who is logged in.

After some wrong passwords for a name the next try must wait, longer each time. What somebody typed
is never kept.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from dashboard import access, entries, markup
from dashboard.access import MASKED, Viewer
from graph.errors import LoggedOut, PowergraphError
from graph.text import Language, say
from powergraph.access.accounts import account_of, read_accounts
from powergraph.access.settings import read_dashboard_settings

_FREE: Final = 3  # wrong passwords after which the next try must wait
_LONGEST_WAIT: Final = 60.0  # seconds
_NAMES: Final = 1000  # for which failures are kept; the oldest are forgotten
_EVERY: Final = 20.0  # seconds from one look at the clock to the next
_TOGGLE: Final = "pg_masked_toggle"


@dataclass(slots=True)
class Failures:
    """Wrong passwords by name, for all sessions of this process."""

    counts: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, name: str, now: float) -> float:
        """Seconds until a name may be tried again; 0 for at once."""
        with self.lock:
            _, until = self.counts.get(name, (0, 0.0))
        return max(0.0, until - now)

    def failed(self, name: str, now: float) -> None:
        """A wrong password."""
        with self.lock:
            count = self.counts.pop(name, (0, 0.0))[0] + 1
            pause = min(2.0 ** (count - _FREE), _LONGEST_WAIT) if count >= _FREE else 0.0
            self.counts[name] = (count, now + pause)
            while len(self.counts) > _NAMES:
                self.counts.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """A right one: the count begins anew."""
        with self.lock:
            self.counts.pop(name, None)


@st.cache_resource(show_spinner=False)
def _failures() -> Failures:
    return Failures()


# Hashing takes memory: not for many at a time.
_HASHING: Final = threading.BoundedSemaphore(2)


def form(language: Language, reason: LoggedOut) -> None:
    """Ask for name and password, and open the dashboard when they are right."""

    def words(key: str, **values: object) -> str:
        return say(f"dashboard.access.{key}", language, **values)

    _, middle, _ = st.columns([1, 1.2, 1])
    with middle:
        st.title(say("dashboard.title", language), anchor=False)
        st.html(f'<p class="pg-says">{markup.text(reason.render(language))}</p>')
        with st.form("pg_login"):
            name = st.text_input(words("name"), max_chars=60, autocomplete="username").strip()
            password = st.text_input(
                words("password"), type="password", max_chars=200, autocomplete="current-password"
            )
            pressed = st.form_submit_button(words("enter"), type="primary")
        if pressed:
            refused = _try(name, password, language)
            if refused:
                st.error(markup.markdown(refused))
        st.html(f'<p class="pg-quiet">{markup.text(words("ask_for_account"))}</p>')


def _try(name: str, password: str, language: Language) -> str | None:
    """Log in, or say why not. It is not said whether there is such a name."""
    failures, now = _failures(), time.monotonic()
    wait = failures.wait(name, now)
    if wait:
        return say("dashboard.access.wait", language, seconds=int(wait) + 1)
    try:
        accounts = read_accounts(read_dashboard_settings().accounts)
        with _HASHING:
            account = account_of(accounts, name, password)
    except PowergraphError as error:
        return error.render(language)
    if account is None:
        failures.failed(name, time.monotonic())
        entries.wrong_password(name if name in accounts else None)
        return say("dashboard.access.wrong", language)
    failures.succeeded(name)
    access.log_in(name, account)
    entries.logged_in(name)
    st.rerun()


def side_bar(viewer: Viewer, language: Language) -> None:
    """Who is looking, in which unit; masking names; logging out."""

    def words(key: str, **values: object) -> str:
        return say(f"dashboard.access.{key}", language, **values)

    with st.sidebar:
        st.toggle(
            words("mask"),
            viewer.masked,
            key=_TOGGLE,
            disabled=not viewer.may("names"),
            help=words("mask_help" if viewer.may("names") else "mask_fixed"),
            on_change=_masked,
        )
        if access.by_password():
            left, right = st.columns([3, 2], vertical_alignment="center")
            with left:
                st.html(f'<p class="pg-quiet">{markup.text(viewer.name)}</p>')
            with right:
                st.button(words("leave"), key="pg_leave", on_click=access.log_out)
            _watch()


def _masked() -> None:
    # A widget's own value is gone as soon as a page does not draw it.
    st.session_state[MASKED] = st.session_state[_TOGGLE]


@st.fragment(run_every=_EVERY)
def _watch() -> None:
    """What stands on a screen that nobody sits at goes, too."""
    if access.idle():
        st.rerun(scope="app")
