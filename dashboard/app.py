"""The dashboard's entry file: which page, which graph, then the page itself.

Started by `powergraph dashboard`, which sets the server up and says which graph (POWERGRAPH_GRAPH).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import connection, markup, shell
from dashboard.app_pages import explorer, findings, overview, power, queries
from dashboard.shell import Frame
from graph.errors import PowergraphError
from graph.text import Language, say

SHOW: Final[dict[str, Callable[[Frame], None]]] = {
    "overview": overview.show,
    "explorer": explorer.show,
    "power": power.show,
    "findings": findings.show,
    "queries": queries.show,
}
ICONS: Final = {
    "overview": ":material/dashboard:",
    "explorer": ":material/hub:",
    "power": ":material/gavel:",
    "findings": ":material/fact_check:",
    "queries": ":material/manage_search:",
}


def main() -> None:
    """One run of the script."""
    language = shell.language()
    # An icon of our own: for a page without one, streamlit fetches one from the internet.
    icon = (Path(__file__).parent / "favicon.svg").read_text(encoding="utf-8")
    st.set_page_config(page_title=say("dashboard.title", language), page_icon=icon, layout="wide")
    st.html(markup.STYLE)
    told: list[Frame] = []
    pages = _pages(language, told)
    current = st.navigation(list(pages.values()))
    page = current.url_path or "overview"
    address = shell.take_address(page)
    if address and address.page and address.page != page:
        st.switch_page(pages[address.page], query_params=address.params())
    if shell.language() != language:
        st.rerun()
    try:
        graph = connection.graph()
        shell.side_bar(graph, language)
        frame = shell.frame_of(graph, page, language, pages)
    except PowergraphError as error:
        shell.side_bar(None, language)
        shell.nothing_there(page, language, error.render(language))
        return
    nodes = sum(frame.presence.values())
    shell.graph_card(graph, language, nodes)
    if not nodes:
        shell.nothing_there(page, language, None)
        return
    told.append(frame)
    try:
        current.run()
    except PowergraphError as error:
        st.error(markup.markdown(error.render(language)))
    shell.write_address(frame)


def _pages(language: Language, told: list[Frame]) -> dict[str, StreamlitPage]:
    """The pages by name; each shows itself in the frame that `told` holds by then."""

    def page(name: str) -> StreamlitPage:
        def run() -> None:
            SHOW[name](told[0])

        return st.Page(
            run,
            title=say(f"dashboard.{name}.title", language),
            icon=ICONS[name],
            url_path=name,
            default=name == "overview",
        )

    return {name: page(name) for name in SHOW}


main()
