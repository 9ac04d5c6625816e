"""The picture in the dashboard: a Streamlit component that says which node was clicked."""

from __future__ import annotations

from collections.abc import Callable, Collection
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
  const { chosen, ...picture } = data;
  // With the time, so that the same node clicked twice is told twice.
  const select = (ref) => setStateValue("selected", [ref, Date.now()]);
  return powergraphMount(root, picture, select, chosen);
}
"""


def draw(
    picture: Picture,
    *,
    key: str,
    height: int = 560,
    language: Language = DEFAULT_LANGUAGE,
    layout: Layout = "force",
    chosen: str | None = None,
    on_choice: Callable[[str | None], None] | None = None,
) -> str | None:
    """Show the picture; give back the reference of the node that is selected in it.

    The selection stays over reruns, until another node or empty space is clicked. It is what a
    browser sent: never anything but a reference of this picture.

    Args:
        key: tells the pictures of one app apart.
        height: of the drawing area in pixels; search and legend come on top.
        chosen: the node to be shown as selected, where a page chooses by other means too.
        on_choice: is told of each node that is clicked, None for empty space, before the page
            runs again.
    """
    shown = payload(picture, layout, language) | {"height": height, "chosen": chosen}
    refs = frozenset(shown["refs"])

    def changed() -> None:
        if on_choice:
            on_choice(_reference(st.session_state[key].get("selected"), refs))

    result = _component()(key=key, data=shown, on_selected_change=changed)
    return _reference(result.get("selected"), refs)


def _reference(selected: object, refs: Collection[str]) -> str | None:
    """The reference in what the browser sent, if it is one of the picture."""
    ref = selected[0] if isinstance(selected, list) and selected else None
    return ref if isinstance(ref, str) and ref in refs else None


@cache
def _component() -> ComponentRenderer:
    # Streamlit takes a text of one line for the path of a file: ours have many.
    return st.components.v2.component(
        NAME, html=_HTML, css=own_file("drawing.css"), js=library() + _ENTRY
    )
