"""What all pages share: address, side bar, the sentence at the top, links, and words for errors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Concatenate, Final, ParamSpec, TypeAlias, TypeVar

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import connection, markup, overtaken, started
from dashboard.access import Viewer
from dashboard.connection import Graph
from dashboard.links import Address, parse
from graph.drawing.words import label_name
from graph.schema import SCHEMA
from graph.store import Store
from graph.text import DEFAULT_LANGUAGE, LANGUAGES, Language, say
from queries.findings import EvidenceRow
from queries.views import frame as facts
from queries.views.nodes import Origin
from queries.views.words import listed

P = ParamSpec("P")
T = TypeVar("T")

Words: TypeAlias = Callable[[str], str]

# Keys of the session. Widgets keep theirs while they are drawn; what a page chose stays in OWN.
LANG: Final = "pg_lang"
AS_OF: Final = "pg_as_of"
UNIT: Final = "pg_unit"
OWN: Final = "pg_own"
ALL: Final = ""  # no unit chosen
_SEEN: Final = "pg_seen"
_WRITTEN: Final = "pg_written"
_UNKNOWN_UNIT: Final = "pg_unknown_unit"

_EARLIEST, _LATEST = date(1950, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is told: the graph, the day, the unit, the language, and where it stands."""

    page: str
    language: Language
    graph: Graph
    viewer: Viewer
    as_of: date
    unit: str | None
    units: Mapping[str, facts.Unit]
    presence: Mapping[str, int]
    pages: Mapping[str, StreamlitPage]
    own: dict[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """A text of the dashboard's catalogue."""
        return say(f"dashboard.{key}", self.language, **values)

    def ask(
        self, question: Callable[Concatenate[Store, P], T], *args: P.args, **given: P.kwargs
    ) -> T:
        """The answer of a function of the graph, remembered for everybody."""
        return connection.ask(self.graph, question, *args, **given)

    @property
    def unit_name(self) -> str | None:
        """The chosen unit's name."""
        return self.units[self.unit].name if self.unit else None

    @property
    def scope(self) -> str:
        """What is looked at: the unit, or all of them; and the day."""
        where = self.unit_name or self.say("word.all_units")
        return self.say("word.scope", where=where, day=self.as_of.isoformat())

    def address(self, page: str, own: Mapping[str, str] | None = None) -> dict[str, str]:
        """The parameters of another page for the same day, unit and language."""
        return Address(page, self.language, self.as_of, self.unit, own or {}).params()

    def link(self, label: str, page: str, own: Mapping[str, str], help: str | None = None) -> None:
        """A link to another page. `label` is text, not markup."""
        st.page_link(
            self.pages[page],
            label=markup.markdown(label),
            query_params=self.address(page, own),
            help=help,
        )


def language() -> Language:
    """The reader's language: what the session has, what the address asks for, or the server's."""
    chosen = st.session_state.get(LANG) or st.query_params.get("lang")
    chosen = chosen or os.environ.get("POWERGRAPH_LANG")
    return next((known for known in LANGUAGES if known == chosen), DEFAULT_LANGUAGE)


def take_address(page: str) -> Address | None:
    """Let the address decide, when it is not the one that this session wrote itself.

    Returns:
        What the address asks for; None where it says nothing new.
    """
    params = st.query_params.to_dict()
    if params == st.session_state.get(_SEEN):
        overtaken.heard()
        return None
    if overtaken.is_overtaken(params, page, own_of(page)):
        return None
    st.session_state[_SEEN] = params
    address = parse(params, page)
    if address.lang:
        st.session_state[LANG] = address.lang
    if address.as_of:
        st.session_state[AS_OF] = address.as_of
    if address.unit:
        st.session_state[UNIT] = address.unit
    if address.own or address.page:
        own_of(address.page or page, dict(address.own))
    return address


def own_of(page: str, new: dict[str, str] | None = None) -> dict[str, str]:
    """What was chosen on a page, as it stands in its address; `new` replaces it."""
    chosen: dict[str, dict[str, str]] = st.session_state.setdefault(OWN, {})
    if new is not None:
        chosen[page] = new
        for key in [k for k in st.session_state if str(k).startswith(f"{page}_")]:
            del st.session_state[key]
    return chosen.setdefault(page, {})


def write_address(frame: Frame) -> None:
    """Keep the address up to date, so that it can be sent to a colleague."""
    own = {name: value for name, value in frame.own.items() if value}
    params = frame.address(frame.page, own)
    # A link within a page comes here without the browser's address: it is written in any case.
    last = st.session_state.get(_WRITTEN, {})
    within = last.get("page") == frame.page and last != params
    before = st.query_params.to_dict()
    if within or before != params:
        st.query_params.from_dict(params)
        overtaken.wrote(before)
    st.session_state[_SEEN] = st.session_state[_WRITTEN] = params
    overtaken.done(frame.page, frame.own)


def side_bar(graph: Graph | None, language: Language, viewer: Viewer | None = None) -> None:
    """Language, day and unit, the same for all pages; and which graph this is.

    Args:
        viewer: who looks; one who sees a single unit is offered no other.
    """
    words = _Words(language)
    with st.sidebar:
        st.session_state.setdefault(LANG, language)
        st.segmented_control(
            words("side.language"),
            LANGUAGES,
            key=LANG,
            required=True,
            format_func=lambda code: {"zh": "中文", "en": "English"}[code],
            label_visibility="collapsed",
        )
        if graph is None:
            return
        st.session_state.setdefault(AS_OF, graph.as_of)
        st.date_input(
            words("side.as_of"),
            key=AS_OF,
            format="YYYY-MM-DD",
            min_value=_EARLIEST,
            max_value=_LATEST,
            help=words("side.as_of_help", day=graph.as_of),
        )
        units = _units(graph, viewer)
        offered = list(units) if viewer and viewer.unit is not None else [ALL, *units]
        asked = st.session_state.setdefault(UNIT, offered[0])
        if asked not in offered:
            if asked != ALL:
                st.session_state[_UNKNOWN_UNIT] = asked
            st.session_state[UNIT] = offered[0]
        st.selectbox(
            words("side.unit"),
            offered,
            key=UNIT,
            format_func=lambda uid: (
                units[uid].name if uid else words("side.all_units", count=len(units))
            ),
            help=words("side.unit_help" if offered[0] == ALL else "access.unit_fixed"),
        )


def graph_card(graph: Graph, language: Language, nodes: int) -> None:
    """Name, size and fingerprint of the graph, at the foot of the side bar."""
    words = _Words(language)
    meta = graph.meta
    entries: list[tuple[str, object]] = [
        (words("side.graph"), graph.name),
        (words("side.nodes"), f"{nodes:,}"),
        (words("side.fingerprint"), (meta.fingerprint or "–")[:8] if meta else "–"),
        (words("side.engine"), connection.ask(graph, facts.engine)),
    ]
    with st.sidebar:
        st.html(markup.facts(entries))


def frame_of(
    graph: Graph,
    viewer: Viewer,
    page: str,
    language: Language,
    pages: Mapping[str, StreamlitPage],
) -> Frame:
    """What the page is told."""
    day = _day(graph)
    return Frame(
        page=page,
        language=language,
        graph=graph,
        viewer=viewer,
        as_of=day,
        unit=viewer.unit if viewer.unit is not None else st.session_state.get(UNIT) or None,
        units=_units(graph, viewer),
        presence=connection.ask(graph, facts.presence),
        pages=pages,
        own=own_of(page),
    )


def head(frame: Frame, notes: Iterable[str] = ()) -> None:
    """Title, the sentence that says what is shown and as of when, and the graph's notice."""
    if frame.graph.meta and frame.graph.meta.notice:
        st.html(f'<div class="pg-notice" role="note">{markup.text(frame.graph.meta.notice)}</div>')
    st.title(frame.say(f"{frame.page}.title"), anchor=False)
    sentence = frame.say(f"{frame.page}.says", scope=frame.scope)
    st.html(f'<p class="pg-says">{markup.text(sentence)}</p>')
    unknown = st.session_state.pop(_UNKNOWN_UNIT, None)
    if unknown:
        day = frame.as_of.isoformat()
        st.warning(markup.markdown(frame.say("side.unknown_unit", unit=unknown, day=day)))
    for note in notes:
        st.info(markup.markdown(note))


def missing(frame: Frame, labels: Iterable[str]) -> bool:
    """Say which of these the graph does not hold, and which tables would bring them.

    Returns:
        Whether anything is missing.
    """
    lacking = [name for name in labels if not frame.presence.get(name)]
    if lacking:
        names = listed((label_name(name, frame.language) for name in lacking), frame.language)
        tables = [SCHEMA.table_of(name) for name in lacking]
        wanted = listed((f"{t.zh} {t.name}" for t in tables), frame.language)
        st.info(markup.markdown(frame.say("word.missing", names=names, tables=wanted)))
    return bool(lacking)


def nothing_there(page: str, language: Language, reason: str | None) -> None:
    """A page without a graph: what it would show, why it does not, and what to do now."""
    words = _Words(language)
    st.title(words(f"{page}.title"), anchor=False)
    scope = words("word.no_scope")
    st.html(f'<p class="pg-says">{markup.text(words(f"{page}.says", scope=scope))}</p>')
    if reason:
        st.error(markup.markdown(reason))
    else:
        st.info(words("empty.nothing_loaded"))
    st.markdown(words("empty.next"))
    st.code(words("empty.commands", graph=started.target()), language="shell", wrap_lines=True)
    st.html(f'<p class="pg-quiet">{markup.text(words(f"{page}.needs"))}</p>')


def unknown(frame: Frame, what: str, uid: str) -> None:
    """Say that there is nothing of that uid; `what` it was to be."""
    st.warning(markup.markdown(frame.say("word.unknown_uid", uid=uid, what=what)))


def origin(frame: Frame, where: Origin | EvidenceRow | None) -> str:
    """File, sheet and row of a fact, in words."""
    if where is None or not where.file:
        return frame.say("explorer.source_none")
    key = "explorer.source_at" if where.sheet else "explorer.source_at_csv"
    return frame.say(key, file=where.file, sheet=where.sheet, row=where.row or "–")


def quiet(text: str) -> None:
    """A remark in small grey type; text, not markup."""
    spaced = markup.text(text).replace("。 ", "。")  # a Chinese full stop brings its own space
    st.html(f'<p class="pg-quiet">{spaced}</p>')


def _units(graph: Graph, viewer: Viewer | None) -> Mapping[str, facts.Unit]:
    """The units to choose from: all of them at the day, or the only one that the viewer sees."""
    units = connection.ask(graph, facts.units, _day(graph))
    if viewer is None or viewer.unit is None:
        return units
    return {viewer.unit: units.get(viewer.unit, facts.Unit(viewer.unit, viewer.unit, None))}


def _day(graph: Graph) -> date:
    chosen: Any = st.session_state.get(AS_OF)
    return chosen if isinstance(chosen, date) else graph.as_of


@dataclass(frozen=True, slots=True)
class _Words:
    language: Language

    def __call__(self, key: str, **values: object) -> str:
        return say(f"dashboard.{key}", self.language, **values)
