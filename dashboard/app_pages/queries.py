"""查询: saved queries with their parameters, and one's own read-only Cypher."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.shell import Frame
from dashboard.views import saved
from dashboard.views.saved import Field
from graph.errors import PowergraphError
from queries import library
from queries.model import SavedQuery
from queries.render import to_json
from queries.runner import Result

_TIMEOUT, _LONGEST = 30, 300
_ROWS, _MOST = 1000, 50_000
_OWN = """MATCH (d:Department)<-[:EXERCISED_BY]-(w:Power)
RETURN d.name AS unit, count(w) AS powers
ORDER BY powers DESC, unit"""
_RESULT = "queries_result"


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    one, two = st.tabs([frame.say("queries.tab_saved"), frame.say("queries.tab_own")])
    with one:
        _saved(frame)
    with two:
        _own(frame)


def _saved(frame: Frame) -> None:
    left, right = st.columns([1, 2])
    with left:
        text = st.text_input(
            frame.say("queries.search"),
            key="queries_search",
            placeholder=frame.say("queries.placeholder"),
        )
    found = {q.id: q for q in saved.catalogue(library.all_queries(), text or "")}
    if not found:
        st.info(frame.say("queries.none"))
        return
    asked = frame.own.get("query")
    if st.session_state.get("queries_id") not in found:
        st.session_state["queries_id"] = asked if asked in found else next(iter(found))
    with right:
        id = st.selectbox(
            frame.say("queries.choose", count=len(found)),
            list(found),
            key="queries_id",
            format_func=lambda id: f"{id} {found[id].title.of(frame.language)}",
        )
    query = found[id]
    frame.own["query"] = id
    kind = frame.say(f"queries.kind_{query.kind}")
    st.html(
        f"<p>{markup.chip(kind, '#e4e8f1', '#26304a').code}"
        f"{markup.text(query.question.of(frame.language))}</p>"
    )
    with st.form(f"queries_form_{id}", border=True):
        filled = _form(frame, query)
        timeout, limit = _limits(frame, f"queries_{id}")
        pressed = st.form_submit_button(frame.say("queries.run"), type="primary")
    if pressed:
        _keep(frame, id, lambda: _run(frame, query, filled, timeout, limit))
    with st.expander(frame.say("queries.show_text")):
        st.code(query.cypher, language="cypher", wrap_lines=True)
    _shown(frame, id, query)


def _form(frame: Frame, query: SavedQuery) -> dict[str, date | str | None]:
    """The parameters, three in a row."""
    asked = saved.fields(query, frame.as_of)
    if not asked:
        shell.quiet(frame.say("queries.no_params"))
    filled: dict[str, date | str | None] = {}
    columns = st.columns(3)
    for i, one in enumerate(asked):
        with columns[i % 3]:
            filled[one.param.name] = _field(frame, query, one)
    return filled


def _field(frame: Frame, query: SavedQuery, one: Field) -> date | str | None:
    param = one.param
    label = markup.markdown(param.name)
    note = [param.doc.of(frame.language)]
    if param.source:
        note.append(f"{frame.say('findings.default_from')} {param.source}")
    if one.optional:
        note.append(frame.say("queries.optional"))
    if param.type in ("texts", "ints", "pairs"):
        note.append(
            frame.say("queries.pairs_help" if param.type == "pairs" else "queries.list_help")
        )
    help = markup.markdown(" · ".join(note))
    key = f"queries_{query.id}_{param.name}"
    value: date | str | None
    if one.widget == "date":
        start = one.start if isinstance(one.start, date) else None
        if param.name == "as_of":
            key += f"_{frame.as_of}"  # the side bar's day is the default
        value = st.date_input(label, start, key=key, help=help, format="YYYY-MM-DD")
    elif one.widget == "flag":
        options: list[str | None] = [None, "true", "false"] if one.optional else ["true", "false"]
        words = {None: "queries.bool_unset", "true": "queries.yes", "false": "queries.no"}
        value = st.selectbox(
            label,
            options,
            index=options.index(str(one.start)) if one.start else 0,
            key=key,
            help=help,
            format_func=lambda v: frame.say(words[v]),
        )
    else:
        value = st.text_input(label, str(one.start or ""), key=key, help=help)
    shell.quiet(param.doc.of(frame.language))
    return value


def _limits(frame: Frame, key: str) -> tuple[float, int]:
    left, right, _ = st.columns(3)
    with left:
        timeout = st.number_input(
            frame.say("queries.timeout"), 1, _LONGEST, _TIMEOUT, key=f"{key}_timeout"
        )
    with right:
        limit = st.number_input(frame.say("queries.limit"), 1, _MOST, _ROWS, key=f"{key}_limit")
    return float(timeout), int(limit)


def _run(
    frame: Frame,
    query: SavedQuery,
    filled: dict[str, date | str | None],
    timeout: float,
    limit: int,
) -> Result:
    given = saved.frozen(saved.values(query, filled))
    return frame.ask(saved.answer, query.id, given, timeout, limit)


def _own(frame: Frame) -> None:
    with st.form("queries_own"):
        text = st.text_area(
            frame.say("queries.text"),
            _OWN,
            height=180,
            key="queries_text",
            max_chars=20_000,
            help=frame.say("queries.text_help"),
        )
        shell.quiet(frame.say("queries.as_of_hint"))
        timeout, limit = _limits(frame, "queries_own")
        pressed = st.form_submit_button(frame.say("queries.run"), type="primary")
    if pressed and text.strip():
        # Not remembered for others: it is somebody's own.
        _keep(
            frame,
            "",
            lambda: saved.own_answer(
                frame.graph.store, text, frame.as_of, frame.unit, timeout, limit
            ),
        )
    _shown(frame, "", None)


def _keep(frame: Frame, id: str, ask: Callable[[], Result]) -> None:
    """Run, and keep the answer in this session, with the graph that it is of."""
    started = time.monotonic()
    outcome: Any
    with st.spinner(frame.say("word.checking")):
        try:
            outcome = ask()
        except PowergraphError as error:
            outcome = error
    kept = st.session_state.setdefault(_RESULT, {})
    kept[id or "own"] = (frame.graph.key, outcome, time.monotonic() - started)


def _shown(frame: Frame, id: str, query: SavedQuery | None) -> None:
    kept = st.session_state.get(_RESULT, {}).get(id or "own")
    if kept is None or kept[0] != frame.graph.key:
        return
    _, outcome, seconds = kept
    if isinstance(outcome, PowergraphError):
        st.error(markup.markdown(outcome.render(frame.language)))
        return
    result: Result = outcome
    if not result.rows:
        st.info(frame.say("queries.rows_none"))
        return
    count = f"{len(result.rows):,}"
    said = [frame.say("queries.rows", count=count)]
    if result.truncated:
        said = [frame.say("queries.truncated", count=count)]
    said.append(frame.say("queries.took", seconds=f"{seconds:.2f}"))
    shell.quiet(" · ".join(said))
    drawn = saved.table(result, query, frame.language)
    titles = list(drawn.columns.values())
    st.dataframe(
        {title: [row[i] for row in drawn.rows] for i, title in enumerate(titles)},
        hide_index=True,
        height=min(480, 38 + 35 * len(drawn.rows)),
        key=f"queries_table_{id or 'own'}",
    )
    name = id or "query"
    downloads.table(frame, dict(zip(result.columns, titles, strict=True)), result.rows, name, name)
    downloads.download(frame, "json", lambda: to_json(result), name, name)
