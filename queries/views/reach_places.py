"""Where things stand in the picture of an official's reach: read from left to right.

The official and the bodies; then who is above, the posts held, who is below; then what is in their
charge and the roles; then the powers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from graph.drawing.model import Node
from graph.drawing.placing import CELL_X, CELL_Y, Place

_COLUMN: Final = 1.75 * CELL_X  # room for what is written on the lines
_ROW: Final = 1.1 * CELL_Y
_ROWS: Final = 7  # of powers, before they take another column


def places_of(
    nodes: Sequence[Node], above: Sequence[str], held: Sequence[str], below: Sequence[str]
) -> tuple[tuple[str, Place], ...]:
    """A place for each node, in layout units.

    Args:
        nodes: all that is drawn; what is none of the posts is placed by its label.
        above: posts above, the nearest first.
        held: the official's own posts.
        below: posts below.
    """
    refs = [node.ref for node in nodes]
    posts = {*above, *held, *below}
    people = [ref for ref in refs if ref.startswith("Official/")]
    bodies = [ref for ref in refs if ref.startswith("Body/")]
    roles = [ref for ref in refs if ref.startswith("Role/")]
    powers = [ref for ref in refs if ref.startswith("Power/")]
    units = [ref for ref in refs if ref not in {*posts, *people, *bodies, *roles, *powers}]
    places = _column(_COLUMN, [*reversed(above), *held, *below])
    beside = [places[ref][1] for ref in held] or [0.0]
    places |= _column(0.0, [*people, *bodies], top=sum(beside) / len(beside))
    places |= _column(2 * _COLUMN, [*units, *roles])
    columns = max(1, ceil(len(powers) / max(_ROWS, ceil((len(powers) / 2) ** 0.5))))
    lines = ceil(len(powers) / columns)
    for column in range(columns):
        part = powers[column * lines : (column + 1) * lines]
        # Names of neighbouring columns would run into one another at one height.
        shift = _ROW / 2 if column % 2 else 0.0
        places |= _column(3 * _COLUMN + column * 1.15 * CELL_X, part, shift=shift)
    return tuple((ref, places[ref]) for ref in refs)


def _column(
    x: float, refs: Sequence[str], shift: float = 0.0, top: float | None = None
) -> dict[str, Place]:
    """One below the other, around 0 or from a height downwards."""
    first = -(len(refs) - 1) / 2 * _ROW if top is None else top
    return {ref: (x, first + i * _ROW + shift) for i, ref in enumerate(refs)}
