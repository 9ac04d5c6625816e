"""The first steps where there is no graph yet, or nothing in it: from the page to the tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import access, markup, started, writing
from graph.errors import PowergraphError
from graph.text import Language, say


def offer(language: Language, pages: Mapping[str, StreamlitPage]) -> None:
    """What somebody who may load can do here: make an empty graph, or go and upload tables."""
    viewer, target = access.viewer(), started.target()
    try:
        writing.require(viewer, "load")
    except PowergraphError:
        return
    if "://" in target or Path(target).exists():
        st.page_link(pages["imports"], label=say("dashboard.writing.to_imports", language))
        return
    st.html(f'<p class="pg-quiet">{markup.text(say("dashboard.writing.found_says", language))}</p>')
    if not st.button(say("dashboard.writing.found", language), key="pg_found"):
        return
    try:
        writing.found(viewer, target, language)
    except PowergraphError as error:
        st.error(markup.markdown(error.render(language)))
        return
    st.switch_page(pages["imports"])
