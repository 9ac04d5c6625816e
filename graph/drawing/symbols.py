"""How a node looks: colour, shape and size, and the legend that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from typing import Final

from graph.drawing.model import MARKS, Node, Picture
from graph.drawing.words import label_name, mark_name
from graph.legend import RISKS, ROLES, of_labels, text_colour
from graph.schema import RISK_MARKS, SCHEMA
from graph.text import Language, say

SIZE: Final = 13.0
RISK_SIZE: Final = 15.0
FOCUS_SIZE: Final = 20.0
BORDER: Final = "#3c4450"  # 3:1 and more against white, so that a pale symbol has an edge too
PINNED: Final = 5  # width of the edge of a pinned symbol, in pixels
EDGE: Final = "#a7afba"
EDGE_TEXT: Final = "#4a5260"
TEXT: Final = "#111111"
RISK_SIGN: Final = {"HIGH": "▲", "MEDIUM": "◆", "LOW": "●"}

# Corners at radius 1, first one up, as vis-network draws them: (corners, turn, dent of a star).
_CORNERS: Final = {"triangle": (3, 0.0), "triangleDown": (3, 1.0), "diamond": (4, 0.0)}


@dataclass(frozen=True, slots=True)
class Symbol:
    """Fill, edge, text colour on the fill, and a vis-network shape."""

    fill: str
    border: str
    text: str
    shape: str


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One line of a picture's legend; `outline` fits a 24 × 24 box ("" for a line or a remark)."""

    symbol: Symbol | None
    text: str
    outline: str = ""
    dashed: bool = False


@cache
def symbol(label: str, mark: str | None) -> Symbol:
    """The mark decides where there is one; the label's colour stays as the edge."""
    own = SCHEMA.nodes[label].label
    if mark is None:
        return Symbol(own.colour, BORDER, text_colour(own.colour), own.shape)
    shown = MARKS[mark]
    border = own.colour if mark in RISK_MARKS else BORDER
    return Symbol(shown.colour, border, text_colour(shown.colour), shown.shape)


def distance(nodes: int) -> float:
    """How much larger things are drawn in a picture of many, which is seen from further away."""
    return 1.0 if nodes <= 80 else 1.4 if nodes <= 400 else 1.7


def size(node: Node, among: int = 1) -> float:
    """Radius in layout units, in a picture of so many nodes."""
    base = FOCUS_SIZE if node.focus else RISK_SIZE if node.mark in RISK_MARKS else SIZE
    return base * distance(among)


@cache
def outline(shape: str, radius: float) -> tuple[tuple[float, float], ...]:
    """Corners around (0, 0), y downwards; a circle has none.

    >>> outline("square", 2.0)
    ((-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0))
    """
    if shape in ("square", "box"):
        r = radius
        return ((-r, -r), (r, -r), (r, r), (-r, r))
    if shape == "star":
        rays = [(radius * (1.25 if i % 2 == 0 else 0.6), i * pi / 5) for i in range(10)]
    elif shape == "hexagon":
        rays = [(radius, i * pi / 3 + pi / 6) for i in range(6)]
    elif shape in _CORNERS:
        corners, turn = _CORNERS[shape]
        rays = [(radius * 1.15, i * 2 * pi / corners + turn * pi) for i in range(corners)]
    else:
        return ()
    return tuple((round(r * sin(a), 2), round(-r * cos(a), 2)) for r, a in rays)


def points(shape: str, x: float, y: float, radius: float) -> str:
    """The same as the value of an SVG `points` attribute."""
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in outline(shape, radius))


def legend(picture: Picture, language: Language) -> list[LegendLine]:
    """One line for each label, mark and manner of drawing that occurs, in the schema's order."""
    plain = {n.label for n in picture.nodes if not n.mark}
    lines = [
        _line(symbol(entry.code, None), label_name(entry.code, language))
        for entry in of_labels(plain)
    ]
    marked = {(n.label, n.mark) for n in picture.nodes if n.mark}
    for entry in (*ROLES, *RISKS):
        for known in of_labels({label for label, mark in marked if mark == entry.code}):
            text = f"{label_name(known.code, language)} · {mark_name(entry.code, language)}"
            lines.append(_line(symbol(known.code, entry.code), text))
    if any(e.dashed for e in picture.edges):
        lines.append(LegendLine(None, say("drawing.legend_dashed", language), dashed=True))
    if any(n.count is not None for n in picture.nodes):
        lines.append(LegendLine(None, say("drawing.legend_count", language)))
    if any(n.pinned for n in picture.nodes):
        lines.append(LegendLine(None, say("drawing.legend_pinned", language)))
    return lines


def _line(shown: Symbol, text: str) -> LegendLine:
    return LegendLine(shown, text, points(shown.shape, 12, 12, 8))
