"""SVG as PNG, for formats that cannot hold a drawing."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from powergraph.reports.render.typesetting import typeset

_PAGE: Final = """
#set page(width: auto, height: auto, margin: 0pt)
#image("picture.svg", width: 156mm)
"""
_DOTS_PER_INCH: Final = 200


@lru_cache(maxsize=64)
def to_png(svg: str) -> bytes:
    """The drawing at the width of a page's type area, 200 dots an inch."""
    return typeset(_PAGE, {"picture.svg": svg}, format="png", ppi=_DOTS_PER_INCH)
