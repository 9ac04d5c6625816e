"""Clicks that set out while the browser still showed an older address than the one written last.

Such a request says two things: what was clicked, and an address that is out of date. On a slow
machine that is every quick click. The way back of the browser asks for an older address, too, but
then nothing on the page has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

_OLDER: Final = "pg_older"  # addresses that the browser may still show
_VALUES: Final = "pg_values"  # what was chosen on the page when its last run was done
_MOST: Final = 10

Params = dict[str, str]


def wrote(older: Params) -> None:
    """Another address was written; the browser has not heard of it yet."""
    known: list[Params] = st.session_state.setdefault(_OLDER, [])
    known.append(older)
    del known[:-_MOST]


def heard() -> None:
    """The browser shows the address that was written last."""
    st.session_state[_OLDER] = []


def done(page: str, own: Mapping[str, str]) -> None:
    """A run of a page is done; `own` is what was chosen on it, as its address says it."""
    st.session_state[_VALUES] = _values(page, own)


def is_overtaken(params: Params, page: str, own: Mapping[str, str]) -> bool:
    """Is the address only what the browser showed when something was clicked?"""
    if params not in st.session_state.get(_OLDER, ()):
        return False
    last: dict[str, str] = st.session_state.get(_VALUES, {})
    now = _values(page, own)
    return any(now[name] != last[name] for name in now.keys() & last.keys())


def _values(page: str, own: Mapping[str, str]) -> dict[str, str]:
    """What is chosen on a page and beside it, to be compared; other pages' widgets do not count."""
    values = {
        str(key): repr(value)
        for key, value in st.session_state.items()
        if str(key).startswith((f"{page}_", "pg_lang", "pg_as_of", "pg_unit"))
    }
    return values | {"": repr(sorted(own.items()))}
