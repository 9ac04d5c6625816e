"""How wide a table's columns are: as wide as what may not break, the rest by how much they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.drawing.words import columns

LINE: Final = 84  # half-width letters on a line of a table: 156 mm at 10.5 pt
TURNED: Final = 133  # the same on a page that is turned
_EDGES: Final = 3  # what the rules of a table take, in letters
_MOST: Final = 44  # longer texts break over lines anyhow
_HEAD: Final = 4  # a Chinese title may break after so many letters
_TEXT: Final = 16  # what a longer text is given at least
# A sum, a day, a code or a word in Latin letters breaks nowhere.
_WHOLE: Final = re.compile(r"\d{4}-\d\d-\d\d|[\d,.]+%?|[A-Z]{2,}-\d+|[A-Za-z]+")


def widths(titles: Sequence[str], rows: Sequence[Sequence[str]], line: int = LINE) -> list[float]:
    """The share of each column. A column of short texts gets what it needs and no more.

    >>> widths(["No.", "Name"], [["1", "a name of some length here"]], 40)
    [6.0, 34.0]
    """
    held = [[row[at] for row in rows] for at in range(len(titles))]
    least = [
        max(min(columns(title), _HEAD), *(_least(text) for text in (title, *texts))) + _EDGES
        for title, texts in zip(titles, held, strict=True)
    ]
    wanted = [
        max([columns(title), *(min(columns(text), _MOST) for text in texts)]) + _EDGES
        for title, texts in zip(titles, held, strict=True)
    ]
    spare = line - sum(least)
    more = [max(0, want - low) for want, low in zip(wanted, least, strict=True)]
    if spare <= 0 or not sum(more):
        return [float(low) for low in least]
    return [round(low + spare * one / sum(more), 2) for low, one in zip(least, more, strict=True)]


def _least(text: str) -> int:
    """The longest part that may not break, or what a long text is given; Chinese may break."""
    whole = max((min(len(part), _MOST // 2) for part in _WHOLE.findall(text)), default=2)
    return max(whole, _TEXT) if columns(text) > 2 * _TEXT else whole
