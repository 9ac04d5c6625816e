"""The form of a saved query: its parameters, time limit and number of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard import markup, shell
from dashboard.shell import Frame
from dashboard.views import saved
from dashboard.views.saved import Field
from queries.model import SavedQuery
from queries.settings import LocalSettings

_TIMEOUT, _LONGEST = 30, 300
_ROWS, _MOST = 1000, 50_000
_ACROSS: Final = 3
_COLON: Final = re.compile(": ")


def parameters(
    frame: Frame, query: SavedQuery, local: LocalSettings | None
) -> dict[str, date | str | None]:
    """What is filled in, by parameter."""
    ours: Mapping[str, Any] = local.of(query.id) if local else {}
    asked = saved.fields(query, frame.as_of, frame.unit, ours)
    if not asked:
        shell.quiet(frame.say("queries.no_params"))
    filled: dict[str, date | str | None] = {}
    columns = st.columns(_ACROSS)
    for i, one in enumerate(asked):
        source = one.param.source
        if local and one.param.name in ours:
            source = frame.say("queries.local_default", file=local.path.name)
        with columns[i % _ACROSS]:
            doc, _, codes = _COLON.sub("：", one.param.doc.of(frame.language), 1).partition("：")
            filled[one.param.name] = _field(frame, query, one, doc, source)
            if codes:
                shell.quiet(codes)
    return filled


def limits(frame: Frame, key: str) -> tuple[float, int]:
    """Seconds that it may take, and the greatest number of rows."""
    left, right, _ = st.columns(_ACROSS)
    with left:
        timeout = st.number_input(
            frame.say("queries.timeout"), 1, _LONGEST, _TIMEOUT, key=f"{key}_timeout"
        )
    with right:
        limit = st.number_input(frame.say("queries.limit"), 1, _MOST, _ROWS, key=f"{key}_limit")
    return float(timeout), int(limit)


def _field(frame: Frame, query: SavedQuery, one: Field, doc: str, source: str) -> date | str | None:
    param = one.param
    note = [param.name]
    if source:
        note.append(f"{frame.say('findings.default_from')} {source}")
    if one.optional:
        note.append(frame.say("queries.optional"))
    if param.type in ("texts", "ints", "pairs"):
        kind = "pairs" if param.type == "pairs" else "list"
        note.append(frame.say(f"queries.{kind}_help"))
    if one.widget == "unit":  # chosen by name, not typed
        doc = doc.removesuffix("（编号）").removesuffix(" (uid)")
    label, help = markup.markdown(doc), markup.markdown(" · ".join(note))
    key = f"queries_{query.id}_{param.name}"
    if one.widget == "date":
        start = one.start if isinstance(one.start, date) else None
        if param.name == "as_of":
            key += f"_{frame.as_of}"  # the side bar's day is the default
        chosen: date | None = st.date_input(label, start, key=key, help=help, format="YYYY-MM-DD")
        return chosen
    if one.widget == "unit" and (one.start is None or one.start in frame.units):
        return _unit(frame, one, f"{key}_{frame.unit}", label, help)
    if one.widget == "flag":
        return _flag(frame, one, key, label, help)
    written: str = st.text_input(label, str(one.start or ""), key=key, help=help)
    return written


def _unit(frame: Frame, one: Field, key: str, label: str, help: str) -> str | None:
    options: list[str | None] = [*([None] if one.optional else []), *frame.units]
    return st.selectbox(
        label,
        options,
        index=options.index(str(one.start)) if one.start else 0,
        key=key,
        help=help,
        format_func=lambda uid: frame.units[uid].name if uid else frame.say("queries.unit_any"),
    )


def _flag(frame: Frame, one: Field, key: str, label: str, help: str) -> str | None:
    options: list[str | None] = [None, "true", "false"] if one.optional else ["true", "false"]
    words = {None: "queries.bool_unset", "true": "queries.yes", "false": "queries.no"}
    return st.selectbox(
        label,
        options,
        index=options.index(str(one.start)) if one.start else 0,
        key=key,
        help=help,
        format_func=lambda v: frame.say(words[v]),
    )
