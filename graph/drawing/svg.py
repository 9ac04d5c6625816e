"""The picture as plain SVG: for print, download and paper without colour."""

from __future__ import annotations

from html import escape
from math import hypot
from typing import Final, TypeAlias

from graph.drawing.layout import Layout, positions
from graph.drawing.model import Edge, Node, Picture
from graph.drawing.network import FONT
from graph.drawing.symbols import (
    EDGE_TEXT,
    PINNED,
    TEXT,
    legend,
    points,
    size,
    symbol,
)
from graph.drawing.words import clean, columns, edge_name, mark_name, node_lines
from graph.text import Language

_MARGIN: Final = 80.0
_LINE: Final = 15.0
_LEAST_WIDTH: Final = 420.0
_ARROW: Final = (
    '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto"><path d="M0 0 8 4 0 8z" fill="#6b7482"/></marker></defs>'
)
Place: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom


def to_svg(picture: Picture, language: Language, layout: Layout = "force") -> str:
    """One SVG document, without script, link or outside resource; every text is escaped.

    Shape and text say what colour says, so it can be printed in black and white.
    """
    places = positions(picture, layout)
    xs = [x for x, _ in places.values()] or [0.0]
    ys = [y for _, y in places.values()] or [0.0]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN / 2
    width = max(max(xs) - min(xs) + 2 * _MARGIN, _LEAST_WIDTH)
    drawn = max(ys) - min(ys) + 1.8 * _MARGIN
    key, key_height = _legend(picture, language, left, top + drawn, width)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{_lang(language)}" '
        f'viewBox="{left:.1f} {top:.1f} {width:.1f} {drawn + key_height:.1f}" '
        f'font-family="{escape(FONT)}" font-size="13" fill="{TEXT}">',
        f"<title>{_text(picture.title)}</title><desc>{_text(picture.caption, 1000)}</desc>",
        _ARROW,
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" '
        f'height="{drawn + key_height:.1f}" fill="#ffffff"/>',
    ]
    sizes = {n.ref: size(n) for n in picture.nodes}
    taken = [_box(n, places[n.ref], language) for n in picture.nodes]
    texts = []
    for edge in picture.edges:
        line, middle = _edge(edge, places, sizes)
        parts.append(line)
        texts.append(_edge_text(edge_name(edge, language), middle, taken))
    parts += [_symbol(n, places[n.ref]) for n in picture.nodes]
    parts += [text for text in texts if text]
    parts += [_name(n, places[n.ref], language) for n in picture.nodes]
    return "\n".join([*parts, key, "</svg>"])


def _lang(language: Language) -> str:
    return "zh-CN" if language == "zh" else "en"


def _text(text: str, limit: int = 200) -> str:
    return escape(clean(text, limit))


def _shape(shape: str, x: float, y: float, radius: float) -> str:
    corners = points(shape, x, y, radius)
    return f'<polygon points="{corners}"' if corners else f'<circle cx="{x}" cy="{y}" r="{radius}"'


def _symbol(node: Node, place: Place) -> str:
    shown = symbol(node.label, node.mark)
    dash = ' stroke-dasharray="4 3"' if node.count is not None else ""
    thick = PINNED if node.pinned else 3 if node.focus or node.mark else 1.5
    return (
        f"{_shape(shown.shape, *place, size(node))} "
        f'fill="{shown.fill}" stroke="{shown.border}" stroke-width="{thick}"{dash}/>'
    )


def _name(node: Node, place: Place, language: Language) -> str:
    x, y = place[0], place[1] + size(node) * 1.25 + 12
    lines = [_line(x, y + i * _LINE, t) for i, t in enumerate(node_lines(node, language))]
    if node.mark:
        mark = mark_name(node.mark, language)
        lines.append(_line(x, y + len(lines) * _LINE, mark, ' font-weight="700"'))
    weight = ' font-weight="700"' if node.focus else ""
    return (
        f'<text text-anchor="middle" stroke="#ffffff" stroke-width="3" paint-order="stroke"'
        f"{weight}>{''.join(lines)}</text>"
    )


def _line(x: float, y: float, text: str, more: str = "") -> str:
    return f'<tspan x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</tspan>'


def _box(node: Node, place: Place, language: Language) -> Box:
    lines = node_lines(node, language)
    half = max(size(node) * 1.25, *(columns(line) * 3.4 for line in lines))
    low = size(node) * 1.25 + (len(lines) + bool(node.mark)) * _LINE
    return (place[0] - half, place[1] - size(node) * 1.25, place[0] + half, place[1] + low)


def _edge(edge: Edge, places: dict[str, Place], sizes: dict[str, float]) -> tuple[str, Place]:
    """A line from rim to rim, and its middle."""
    (ax, ay), (bx, by) = places[edge.source], places[edge.target]
    dash = ' stroke-dasharray="6 5"' if edge.dashed else ""
    style = f'fill="none" stroke="#8c95a1" stroke-width="1.2"{dash} marker-end="url(#to)"'
    far = hypot(bx - ax, by - ay)
    if far == 0:
        r = sizes[edge.source]
        line = f'<path d="M{ax - r:.1f} {ay:.1f}a{r} {r} 0 1 1 {r:.1f} {-r:.1f}" {style}/>'
        return line, (ax - 2 * r, ay - 2 * r)
    start, end = 1.2 * sizes[edge.source] / far, 1.2 * sizes[edge.target] / far
    x1, y1 = ax + (bx - ax) * start, ay + (by - ay) * start
    x2, y2 = bx - (bx - ax) * end, by - (by - ay) * end
    line = f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" {style}/>'
    return line, ((ax + bx) / 2, (ay + by) / 2)


def _edge_text(text: str, middle: Place, taken: list[Box]) -> str:
    """The relation's name where it covers nothing: on the middle of its line or a little beside.

    Without room it is left out; the tables of the page have all of them.
    """
    half = columns(text) * 2.9 + 2
    for shift in (0, 13, -13):
        x, y = middle[0], middle[1] + shift
        box = (x - half, y - 6, x + half, y + 6)
        if any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        return (
            f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" font-size="11" '
            f'fill="{EDGE_TEXT}" stroke="#ffffff" stroke-width="3" paint-order="stroke">'
            f"{escape(text)}</text>"
        )
    return ""


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _legend(
    picture: Picture, language: Language, left: float, top: float, width: float
) -> tuple[str, float]:
    """The legend and its height; it grows with the picture, which is printed to fit the paper."""
    lines = legend(picture, language)
    scale = max(1.0, width / 1300)
    column = max((columns(line.text) * 7 + 50 for line in lines), default=1)
    across = max(1, int((width / scale - 20) // column))
    parts = [f'<g transform="translate({left + 10:.1f} {top:.1f}) scale({scale:.2f})">']
    for i, line in enumerate(lines):
        x, y = i % across * column, 10 + i // across * 24
        if line.symbol:
            shape = _shape(line.symbol.shape, x + 10, y, 8)
            parts.append(f'{shape} fill="{line.symbol.fill}" stroke="{line.symbol.border}"/>')
        elif line.dashed:
            parts.append(f'<path d="M{x} {y}h20" stroke="#6b7482" stroke-dasharray="5 4"/>')
        indent = 26 if line.symbol or line.dashed else 0
        parts.append(f'<text x="{x + indent}" y="{y + 5}">{escape(line.text)}</text>')
    rows = (len(lines) + across - 1) // across
    return "\n".join([*parts, "</g>"]), (rows * 24 + 10) * scale
