"""查询: saved queries with their parameters, and one's own read-only Cypher."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, get_args

import streamlit as st

from dashboard import markup, own_rules, shell
from dashboard.app_pages.queries import answer as query_answer
from dashboard.app_pages.queries import form as query_form
from dashboard.own_rules import OwnRules
from dashboard.shell import Frame
from dashboard.views import saved
from graph.drawing.words import label_name
from graph.errors import ParameterError, SettingsError
from graph.schema import SCHEMA
from queries import library, search
from queries.model import QueryKind, SavedQuery
from queries.runner import Result
from queries.scores import DIMENSIONS
from queries.settings import LocalSettings
from queries.views.words import dimension_name

_OWN: Final = """MATCH (d:Department)<-[:EXERCISED_BY]-(w:Power)
RETURN d.uid AS unit, d.name AS name, count(w) AS powers
ORDER BY powers DESC, unit"""
_MINE: Final = "query"  # the name of files and answers of one's own text


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    own = own_rules.in_force(frame.graph.target)
    one, two = st.tabs([frame.say("queries.tab_saved"), frame.say("queries.tab_own")])
    with one:
        _folder(frame, own)
        _saved(frame, own)
    with two:
        _own(frame)


def _folder(frame: Frame, own: OwnRules) -> None:
    """The folder of own queries, and what is wrong in it."""
    if own.folder is None:
        return
    count = len(library.all_queries(own.folder)) - len(library.all_queries())
    shell.quiet(frame.say("queries.own_folder", folder=own.folder, count=count))
    wrong = library.problems(own.folder)
    if wrong:
        said = frame.say("queries.wrong_files", folder=own.folder, count=len(wrong))
        lines = [f"- {markup.markdown(problem.render(frame.language))}" for problem in wrong]
        st.warning("\n".join([markup.markdown(said), "", *lines]))


def _saved(frame: Frame, own: OwnRules) -> None:
    found = {q.id: q for q in _search(frame, library.all_queries(own.folder))}
    if not found:
        st.info(frame.say("queries.none"))
        return
    asked = frame.own.get("query")
    if st.session_state.get("queries_id") not in found:
        st.session_state["queries_id"] = asked if asked in found else next(iter(found))
    id = st.selectbox(
        frame.say("queries.choose", count=len(found)),
        list(found),
        key="queries_id",
        format_func=lambda id: _called(frame, found[id]),
    )
    query = found[id]
    frame.own["query"] = id
    kind = frame.say(f"queries.kind_{query.kind}")
    st.html(
        f"<p>{markup.chip(kind, '#e4e8f1', '#26304a').code}"
        f"{markup.text(query.question.of(frame.language))}</p>"
    )
    local = _settings(frame, own) if query.rule else None
    with st.form(f"queries_form_{id}", border=True):
        filled = query_form.parameters(frame, query, local)
        timeout, limit = query_form.limits(frame, f"queries_{id}")
        pressed = st.form_submit_button(frame.say("queries.run"), type="primary")
    if pressed:
        # What does not fit is said with the answer, as what fails when it runs.
        def ask() -> Result:
            given = saved.frozen(saved.values(query, filled))
            return frame.ask(saved.answer, query.id, own, given, timeout, limit)

        query_answer.run(frame, id, ask)
    query_answer.show(frame, id, query)
    with st.expander(frame.say("queries.show_text")):
        st.code(query.cypher, language="cypher", wrap_lines=True)
    with st.expander(frame.say("queries.command")):
        try:
            line = saved.command(query, saved.values(query, filled), frame.graph.name, limit)
        except ParameterError as error:
            line = f"# {error.render(frame.language)}"
        st.code(line, language="shell", wrap_lines=True)


def _called(frame: Frame, query: SavedQuery) -> str:
    """A rule goes by its number, a question by its title."""
    title = query.title.of(frame.language)
    return f"{query.id} {title}" if query.rule else f"{title} · {query.id}"


def _settings(frame: Frame, own: OwnRules) -> LocalSettings | None:
    try:
        return own.local()
    except SettingsError as error:  # the query can be asked all the same
        st.warning(markup.markdown(error.render(frame.language)))
        return None


def _search(frame: Frame, queries: Sequence[SavedQuery]) -> list[SavedQuery]:
    """By words, kind, power of the five, and what they read."""
    columns = st.columns([2, 1, 1, 1])
    with columns[0]:
        text = st.text_input(
            frame.say("queries.search"),
            key="queries_search",
            placeholder=frame.say("queries.placeholder"),
        )
    with columns[1]:
        kind = _choice(frame, "kind", get_args(QueryKind), lambda k: frame.say(f"queries.kind_{k}"))
    with columns[2]:
        dimension = _choice(
            frame, "dimension", DIMENSIONS, lambda d: dimension_name(d, frame.language)
        )
    with columns[3]:
        read = {need for query in queries for need in query.needs}
        labels = [label for label in SCHEMA.nodes if label in read]
        label = _choice(frame, "label", labels, partial(label_name, language=frame.language))
    words = (text or "").split()
    return search.matching(queries, words, dimension=dimension, label=label, kind=kind)


def _choice(
    frame: Frame, name: str, options: Sequence[str], words: Callable[[str], str]
) -> str | None:
    return st.selectbox(
        frame.say(f"queries.{name}"),
        [None, *options],
        key=f"queries_by_{name}",
        format_func=lambda value: words(value) if value else frame.say("queries.any"),
    )


def _own(frame: Frame) -> None:
    if frame.graph.masking:
        st.info(frame.say("access.own_query"))
        return
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
        timeout, limit = query_form.limits(frame, "queries_own")
        pressed = st.form_submit_button(frame.say("queries.run"), type="primary")
    if pressed and text.strip():
        # Not remembered for others: it is somebody's own.
        store, day = frame.graph.store, frame.as_of
        query_answer.run(
            frame,
            _MINE,
            lambda: saved.own_answer(store, text, day, frame.unit, timeout, limit),
        )
    query_answer.show(frame, _MINE, None)
    with st.expander(frame.say("queries.own_command")):
        line = saved.own_command(text, frame.as_of, frame.unit, frame.graph.name, limit)
        st.code(line, language="shell", wrap_lines=True)
