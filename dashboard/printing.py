"""A page on paper: without menu and buttons, no line of a table cut, its title on every sheet."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import streamlit as st

from dashboard import markup
from dashboard.shell import Frame
from graph.text import Language, say

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

Paper: TypeAlias = Literal["A4", "A3"]
PAPERS: Final[tuple[Paper, ...]] = get_args(Paper)

# A container whose key begins so stays on the screen.
UNPRINTED: Final = "pg-screen"

_SIZE: Final[dict[Paper, str]] = {"A4": "A4 portrait", "A3": "A3 landscape"}
_LETTERS: Final[dict[Paper, str]] = {"A4": "9.5pt", "A3": "11.5pt"}
# On A4 one column, on A3 as on the screen.
_ONE_COLUMN: Final = """
  [data-testid="stHorizontalBlock"] {display: block !important;}
  [data-testid="stColumn"] {width: 100% !important; min-width: 100% !important;}"""
_STYLE: Final = """<style>
@page {
  size: %(size)s; margin: 17mm 12mm 15mm 12mm;
  @top-left {content: "%(title)s"; font-size: 9pt; color: #3d4866;}
  @top-right {content: "%(note)s"; font-size: 9pt; color: #3d4866;}
  @bottom-right {content: counter(page) " / " counter(pages); font-size: 9pt; color: #3d4866;}
}
@media print {
  html, body, #root, .stApp, [data-testid="stApp"], [data-testid="stAppViewContainer"],
  [data-testid="stMain"], [data-testid="stMainBlockContainer"],
  [data-testid="stAppScrollToBottomContainer"] {
    position: static !important; display: block !important; height: auto !important;
    min-height: 0 !important; overflow: visible !important; width: auto !important;
    max-width: none !important; padding: 0 !important; margin: 0 !important;}
  [data-testid="stVerticalBlock"], [data-testid="stLayoutWrapper"],
  [data-testid="stElementContainer"]
    {display: block !important; height: auto !important; overflow: visible !important;
     width: 100%% !important;}
  [data-testid="stElementContainer"] {margin-bottom: 2mm;}
  [data-testid="stHeading"] [data-testid="stMarkdownContainer"] {margin: 0 !important;}
  .pg-scroll {overflow: visible !important;}
  .pg-table {font-size: %(letters)s; line-height: 1.35;}
  .pg-table th {white-space: normal;}
  .pg-table thead {display: table-header-group;}
  .pg-table tr, dl.pg-facts, [data-testid="stAlert"], [data-testid="stImage"]
    {break-inside: avoid;}
  img {max-width: 100%% !important; max-height: 235mm; break-inside: avoid;}
  h1, h2, h3, [data-testid="stElementContainer"]:has(h2, h3, p.pg-quiet) {break-after: avoid;}
  * {-webkit-print-color-adjust: exact; print-color-adjust: exact;}%(columns)s
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stDownloadButton"], [data-testid="stPageLink"], [data-testid="stStatusWidget"],
  [data-testid="stElementToolbar"], [class*="st-key-%(screen)s"] {display: none !important;}
}
</style>"""
_HTML: Final = """
<button type="button">%s</button>
"""
_CSS: Final = """
button {font: inherit; font-size: .875rem; padding: .3rem .9rem; border-radius: .5rem;
  cursor: pointer;  border: 1px solid #b9c1d6; background: #fff; color: #26304a;}
button:hover, button:focus-visible {border-color: #2b4bb6; color: #2b4bb6;}
"""
_JS: Final = """
export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = () => window.print();
  return () => { button.onclick = null; };
}
"""


def bar(frame: Frame, title: str) -> None:
    """A choice of paper and a button that prints the page.

    Args:
        title: what stands at the head of every sheet; text, not markup.
    """
    with st.container(
        key=f"{UNPRINTED}-print", horizontal=True, gap="small", vertical_alignment="center"
    ):
        paper = st.segmented_control(
            frame.say("printing.paper"),
            PAPERS,
            key=f"{frame.page}_paper",
            default=PAPERS[0],
            required=True,
            format_func=lambda name: frame.say(f"printing.{name}"),
            label_visibility="collapsed",
        )
        _button(frame.language)(key=f"{frame.page}_print")
    chosen: Paper = "A3" if paper == "A3" else "A4"
    notice = frame.graph.meta.notice if frame.graph.meta else None
    note = " · ".join(filter(None, (notice, frame.as_of.isoformat())))
    style = _STYLE % {
        "size": _SIZE[chosen],
        "title": quoted(f"{frame.say(f'{frame.page}.title')} · {title}"),
        "note": quoted(note),
        "screen": UNPRINTED,
        "letters": _LETTERS[chosen],
        "columns": _ONE_COLUMN if chosen == "A4" else "",
    }
    st.html(style)


def quoted(text: str) -> str:
    r"""Text inside a CSS string: whatever could end it, or the style, is written as its number.

    >>> quoted("a</style>\"")
    'a\\3c \\2f style\\3e \\22 '
    """
    return re.sub(r"[^\w \-.·]", lambda found: f"\\{ord(found[0]):x} ", text)


@cache
def _button(language: Language) -> ComponentRenderer:
    # Its words stand in it from the first moment on, for those who hear the page.
    html = _HTML % markup.text(say("dashboard.printing.print", language))
    # Streamlit takes a text of one line for the path of a file: ours have many.
    return st.components.v2.component(f"powergraph_print_{language}", html=html, css=_CSS, js=_JS)
