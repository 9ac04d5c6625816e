"""The dashboard's entry file: which page, which graph, then the page itself.

Started by `powergraph dashboard`, which sets the server up and says which graph (POWERGRAPH_GRAPH).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import access, beginning, connection, entries, login, markup, news, shell, wording
from dashboard.access import Viewer
from dashboard.pages import FIRST, PAGES
from dashboard.shell import Frame
from graph.errors import LoggedOut, NotAllowed, PowergraphError
from graph.text import Language, say


def main() -> None:
    """One run of the script."""
    language = shell.language()
    # An icon of our own: for a page without one, streamlit fetches one from the internet.
    icon = (Path(__file__).parent / "favicon.svg").read_text(encoding="utf-8")
    st.set_page_config(page_title=say("dashboard.title", language), page_icon=icon, layout="wide")
    st.html(markup.STYLE)
    wording.show(language)
    told: list[Frame] = []
    pages = _pages(language, told)
    viewer = _admitted(language, pages)
    if viewer is None:
        return
    current = st.navigation(_menu(language, pages), expanded=True)
    page = current.url_path or FIRST
    address = shell.take_address(page)
    if address and address.page and address.page != page:
        st.switch_page(pages[address.page], query_params=address.params())
    if shell.language() != language:
        st.rerun()
    try:
        graph = connection.graph(whole=not PAGES[page].bare)
        with st.spinner(say("dashboard.access.opening", language)):
            graph = connection.seen_by(graph, viewer, language)
        shell.side_bar(graph, language, viewer)
        frame = shell.frame_of(graph, viewer, page, language, pages)
    except PowergraphError as error:
        shell.side_bar(None, language)
        login.side_bar(viewer, language)
        shell.nothing_there(page, language, error.render(language))
        beginning.offer(language, pages)
        return
    nodes = sum(frame.presence.values())
    login.side_bar(viewer, language)
    shell.graph_card(graph, language, nodes)
    if not nodes and not PAGES[page].bare:
        shell.nothing_there(page, language, None)
        beginning.offer(language, pages)
        return
    news.watch(frame)
    told.append(frame)
    try:
        current.run()
    except PowergraphError as error:
        st.error(markup.markdown(error.render(language)))
    shell.write_address(frame)


def _admitted(language: Language, pages: Mapping[str, StreamlitPage]) -> Viewer | None:
    """Who looks; None where they must log in first, or may not look, which is said."""
    try:
        return access.viewer()
    except PowergraphError as error:
        # The pages are declared, so that the address is kept for afterwards; none is opened.
        st.navigation(list(pages.values()), position="hidden")
        if isinstance(error, LoggedOut):
            login.form(language, error)
            return None
        if isinstance(error, NotAllowed):
            entries.turned_away(error)
        st.title(say("dashboard.access.refused", language), anchor=False)
        st.error(markup.markdown(error.render(language)))
        return None


def _pages(language: Language, told: list[Frame]) -> dict[str, StreamlitPage]:
    """The pages by name; each shows itself in the frame that `told` holds by then."""

    def page(name: str) -> StreamlitPage:
        def run() -> None:
            PAGES[name].show(told[0])

        return st.Page(
            run,
            title=say(f"dashboard.{name}.title", language),
            icon=PAGES[name].icon,
            url_path=name,
            default=name == FIRST,
        )

    return {name: page(name) for name in PAGES}


def _menu(language: Language, pages: Mapping[str, StreamlitPage]) -> dict[str, list[StreamlitPage]]:
    """The pages under the names of their sections."""
    menu = defaultdict(list)
    for name, page in pages.items():
        menu[say(f"dashboard.section.{PAGES[name].section}", language)].append(page)
    return dict(menu)


main()
