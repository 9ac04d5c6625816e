"""What drawings of how power runs share: lines of text, hatching, and the document around them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from graph.drawing.network import FONT
from graph.drawing.symbols import TEXT, points
from graph.drawing.words import clean, columns
from graph.text import Language

INK: Final = "#2b2b2b"
GREY: Final = "#8a8a8a"
RED: Final = "#c62828"
YELLOW: Final = "#f5d033"
PALE: Final = "#c9d3e6"
# Hatching says in black and white what the colour says.
_PATTERNS: Final = (
    '<defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="6" height="6" fill="#f6d5d5"/>'
    f'<line x1="0" y1="0" x2="0" y2="6" stroke="{RED}" stroke-width="2.5"/></pattern>'
    '<pattern id="near" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="{YELLOW}"/>'
    f'<circle cx="2.5" cy="2.5" r="1" fill="{INK}"/></pattern></defs>'
)


def written(
    x: float, y: float, text: str, anchor: str = "start", most: int = 60, more: str = ""
) -> str:
    """A line of text that is read on any ground, at most `most` half-width columns wide."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" stroke="#ffffff" stroke-width="3" '
        f'paint-order="stroke"{more}>{escape(shortened(text, most))}</text>'
    )


def shortened(text: str, most: int) -> str:
    """The text in at most `most` half-width columns.

    >>> shortened("某某县自然资源和规划局", 10)
    '某某县自…'
    """
    line = clean(text)
    if columns(line) <= most:
        return line
    while columns(line) > most - 1:
        line = line[:-1]
    return f"{line}…"


def shape(name: str, x: float, y: float, radius: float, fill: str, thick: float = 1.2) -> str:
    """A mark: a dot, or one of the shapes of the legend."""
    style = f'fill="{fill}" stroke="{INK}" stroke-width="{thick}"'
    corners = points(name, x, y, radius)
    if corners:
        return f'<polygon points="{corners}" {style}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {style}/>'


def upright(x: float, top: float, foot: float, colour: str, dashed: bool = False) -> str:
    """A line from top to foot."""
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<path d="M{x:.1f} {top:.1f}V{foot:.1f}" stroke="{colour}" stroke-width="1.6"{dash}/>'


def document(
    parts: Sequence[str], title: str, width: float, height: float, language: Language
) -> str:
    """One SVG document, without script, link or outside resource."""
    lang = "zh-CN" if language == "zh" else "en"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" '
            f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'font-family="{escape(FONT)}" font-size="12" fill="{TEXT}">',
            f"<title>{escape(clean(title))}</title>",
            _PATTERNS,
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
            *parts,
            "</svg>",
        ]
    )
