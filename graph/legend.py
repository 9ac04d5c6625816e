"""Colours and legend as data, the same for dashboard, report and static picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.schema import RISK_MARKS, ROLE_MARKS, SCHEMA, Group, Label, Mark

LIGHT: Final = "#ffffff"
DARK: Final = "#111111"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend. `code` is the label, or the code of a role kind or a risk level."""

    code: str
    zh: str
    colour: str
    text_colour: str
    shape: str
    description: str


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 black to 1 white.

    Source: WCAG 2.1, definition of relative luminance.

    >>> luminance("#000000"), round(luminance("#ffffff"), 6)
    (0.0, 1.0)
    """
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21; AA asks 4.5 of text.

    >>> round(contrast("#000000", "#ffffff"), 6)
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_colour(background: str) -> str:
    """White or near-black, whichever reads better on `background`.

    >>> text_colour("#192c6b"), text_colour("#f5d033")
    ('#ffffff', '#111111')
    """
    return max((LIGHT, DARK), key=lambda text: contrast(text, background))


def of_labels(labels: Iterable[str] | None = None) -> list[Entry]:
    """Entries of these labels, in the order of the ontology.

    None stands for all that are drawn unasked: those the program keeps for itself are not.

    Raises:
        KeyError: a label is not declared.
    """
    if labels is None:
        wanted = {name for name, n in SCHEMA.nodes.items() if n.label.group is not Group.SYSTEM}
    else:
        wanted = {SCHEMA.nodes[name].label.name for name in labels}
    return [_of_label(node.label) for name, node in SCHEMA.nodes.items() if name in wanted]


def _of_label(label: Label) -> Entry:
    text = text_colour(label.colour)
    return Entry(label.name, label.zh, label.colour, text, label.shape, label.doc)


def _of_mark(mark: Mark) -> Entry:
    return Entry(mark.code, mark.zh, mark.colour, text_colour(mark.colour), mark.shape, mark.doc)


ROLES: Final = tuple(map(_of_mark, ROLE_MARKS.values()))
RISKS: Final = tuple(map(_of_mark, RISK_MARKS.values()))
