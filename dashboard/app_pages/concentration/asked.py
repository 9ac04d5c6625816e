"""What the page 权力集中 looks at, shared by its parts, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.shell import Frame
from queries.views.concentration import Holder, Line, Points, Subject, Weighed, Weight
from queries.views.words import listed

WAN: Final = 10_000.0  # money is read in units of ten thousand yuan


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose powers, held by which role (None: any), weighed how."""

    subject: Subject
    role: str | None
    by: Weight
    points: Points


@dataclass(frozen=True, slots=True)
class Asked:
    """The question and its ground: all holders, all powers, those of the unit, and who has them."""

    scope: Scope
    people: Sequence[Holder]
    every: Mapping[str, Weighed]
    powers: Mapping[str, Weighed]
    lines: Sequence[Line]


def named(frame: Frame, line: Line) -> str:
    """A holder with where it belongs."""
    where = listed(line.holder.place, frame.language)
    return f"{line.holder.name}（{where}）" if line.holder.place else line.holder.name


def figure(by: Weight, value: float | None) -> float | None:
    """A weight as a number of the unit it is read in, whole where it is; money in ten thousand
    yuan."""
    if value is None:
        return None
    read = round(value / WAN if by == "money" else value, 2)
    return int(read) if read == int(read) else read


def written(frame: Frame, by: Weight, value: float | None) -> str:
    """The same in words; what is not recorded is not nought."""
    shown = figure(by, value)
    if shown is None:
        return frame.say(f"concentration.unknown_{by}")
    return f"{shown:,.2f}".rstrip("0").rstrip(".")
