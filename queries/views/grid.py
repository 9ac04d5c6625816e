"""Holders by the kinds of power they hold: a grid of what each has in each domain, or of each type.

The smallest rows are put together, so that a grid of two thousand officials can still be read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from queries.views.concentration import Line, Points, Weighed, Weight, total

Column: TypeAlias = Literal["domain", "power_type"]

COLUMNS: Final[tuple[Column, ...]] = get_args(Column)
UNSTATED: Final = "-"  # the column of powers that do not say; no code is written so
_REST: Final = "~"  # begins the key of rows put together; no uid of ours begins with it


@dataclass(frozen=True, slots=True)
class Row:
    """One holder, or several put together; `group` says of which sort these are."""

    key: str
    lines: tuple[Line, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The powers of a row in a column, each once, and their weight; None where none is known."""

    powers: tuple[str, ...]
    value: float | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows in the order given, columns in the order of their codes; empty cells are left out."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell] = field(hash=False)

    def shades(self) -> Mapping[tuple[str, str], float]:
        """How dark each cell of known weight is drawn, 0 to 1: by the root of its share of the
        greatest, so that small ones can be told apart too. Rows put together have more than any
        of their own could, and set no measure."""
        known = {at: cell.value for at, cell in self.cells.items() if cell.value is not None}
        alone = {row.key for row in self.rows if row.group is None}
        most = max((value for (row, _), value in known.items() if row in alone), default=0.0)
        return {at: min(1.0, math.sqrt(value / (most or 1.0))) for at, value in known.items()}


def grid(
    lines: Sequence[Line],
    powers: Mapping[str, Weighed],
    column: Column,
    by: Weight,
    points: Points,
    *,
    most: int | None = None,
    group: Callable[[Line], str] = lambda _: "",
) -> Grid:
    """What each line holds in each column.

    Args:
        lines: of a ranking; their order is kept.
        most: rows of their own; those that follow are put together by `group`. None: all.
    """
    alone = len(lines) if most is None else most
    rows = [Row(line.holder.uid, (line,)) for line in lines[:alone]]
    rest: dict[str, list[Line]] = {}
    for line in lines[alone:]:
        rest.setdefault(group(line), []).append(line)
    rows += [Row(f"{_REST}{name}", tuple(members), name) for name, members in rest.items()]
    cells: dict[tuple[str, str], Cell] = {}
    for row in rows:
        held: dict[str, dict[str, None]] = {}
        for uid in (uid for line in row.lines for uid in line.powers):
            held.setdefault(getattr(powers[uid].row, column) or UNSTATED, {})[uid] = None
        for code, uids in held.items():
            value, _ = total(powers[uid].weight(by, points) for uid in uids)
            cells[row.key, code] = Cell(tuple(uids), value)
    codes = sorted({code for _, code in cells}, key=lambda code: (code == UNSTATED, code))
    return Grid(tuple(rows), tuple(codes), cells)
