"""A page of HTML of ours shown inside a page: it runs nothing, asks for nothing, sees nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_NAME: Final = "powergraph_preview"
# An empty sandbox allows neither scripts nor forms, and gives the page an origin of its own.
_HTML: Final = """
<iframe sandbox="" referrerpolicy="no-referrer" tabindex="0"></iframe>
"""
_CSS: Final = """
iframe {width: 100%; border: 1px solid #c9d0e0; border-radius: .3rem; background: #fff;}
"""
_JS: Final = """
export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector("iframe");
  frame.title = data.title;
  frame.style.height = `${data.height}px`;
  if (frame.srcdoc !== data.html) frame.srcdoc = data.html;
}
"""


def preview(html: str, title: str, key: str, height: int = 640) -> None:
    """Show a whole document.

    Args:
        title: says to screen readers what it is.
        height: in pixels; the rest is scrolled to.
    """
    _component()(key=key, data={"html": html, "title": title, "height": height})


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(_NAME, html=_HTML, css=_CSS, js=_JS)
