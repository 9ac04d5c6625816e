"""The picture in the dashboard: a Streamlit component that says which node was clicked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from graph.drawing.layout import Layout
from graph.drawing.model import Picture
from graph.drawing.payload import library, own_file, payload
from graph.text import DEFAULT_LANGUAGE, Language

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

NAME: Final = "powergraph_drawing"

_HTML: Final = '<div class="pg"></div>'
_ENTRY: Final = """
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".pg");
  return powergraphMount(root, data, (ref) => setStateValue("selected", ref));
}
"""


def draw(
    picture: Picture,
    *,
    key: str,
    height: int = 560,
    language: Language = DEFAULT_LANGUAGE,
    layout: Layout = "force",
) -> str | None:
    """Show the picture; give back the reference of the node that is selected in it.

    The selection stays over reruns, until another node or empty space is clicked. It is what a
    browser sent: never anything but a reference of this picture.

    Args:
        key: tells the pictures of one app apart.
        height: of the drawing area in pixels; search and legend come on top.
    """
    shown = payload(picture, layout, language) | {"height": height}
    result = _component()(key=key, data=shown, on_selected_change=_nothing)
    selected = result.get("selected")
    return selected if isinstance(selected, str) and selected in shown["refs"] else None


def _nothing() -> None:
    """Streamlit wants a callback for each state it should know."""


@cache
def _component() -> ComponentRenderer:
    # Streamlit takes a text of one line for the path of a file: ours have many.
    return st.components.v2.component(
        NAME, html=_HTML, css=own_file("drawing.css"), js=library() + _ENTRY
    )
