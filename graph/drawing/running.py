"""How power runs, as plain SVG: cases month by month, one case day by day, the order of speaking.
Colour never speaks alone: hatching, shape and words say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.drawing.sheet import (
    GREY,
    INK,
    PALE,
    RED,
    YELLOW,
    document,
    shape,
    upright,
    written,
)
from graph.drawing.words import columns
from graph.text import Language, say

# As wide as the places where they stand, so that letters keep their size.
_MONTHS_WIDE, _CASE_WIDE, _ORDER_WIDE = 600.0, 620.0, 940.0
_LABELLED: Final = 13  # months that can have their names side by side
_LABEL: Final = 120.0
_BESIDE: Final = 130.0  # room for the words beside the last mark of a case
_ROW: Final = 30.0


@dataclass(frozen=True, slots=True)
class MonthBar:
    """What came in in a month, and how much of it has a red or a yellow card."""

    label: str
    accepted: int
    red: int
    yellow: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Something done in a case; `marked` where it stands out."""

    label: str
    day: date
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A day that matters for the whole of a case."""

    text: str
    day: date
    kind: str  # "limit", "near" or "plain"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One statement in its turn; `late` where somebody speaks after the chief."""

    name: str
    chief: bool
    late: bool = False
    before: bool = False


_LEGEND: Final = {
    "chief": Speaker("", chief=True),
    "member": Speaker("", chief=False),
    "late": Speaker("", chief=False, late=True),
    "before": Speaker("", chief=False, before=True),
}


def month_bars(months: Sequence[MonthBar], title: str, language: Language) -> str:
    """Upright bars; red and yellow cards stand at the foot of each, with their numbers below it."""
    left, top, high = 40.0, 40.0, 150.0
    most = max((m.accepted for m in months), default=0) or 1
    wide = (_MONTHS_WIDE - left - 10) / max(len(months), 1)
    foot = top + high
    every = -(-len(months) // _LABELLED)
    parts = [f'<path d="M{left} {foot}H{_MONTHS_WIDE - 10}" stroke="{INK}" stroke-width="1"/>']
    parts.append(written(4, 12, say("running.unit", language), "start", 9))
    for at, month in enumerate(months):
        x, y = left + at * wide + wide * 0.15, foot
        for count, fill in ((month.red, "url(#late)"), (month.yellow, "url(#near)")):
            y = _piece(parts, x, y, wide * 0.7, high * count / most, fill)
        rest = month.accepted - month.red - month.yellow
        y = _piece(parts, x, y, wide * 0.7, high * rest / most, PALE)
        middle = x + wide * 0.35
        parts.append(written(middle, y - 5, f"{month.accepted:,}", "middle", 9))
        if at % every == 0:
            parts.append(written(middle, foot + 16, month.label, "middle", 9))
        for row, (count, sign) in enumerate(((month.red, "▲"), (month.yellow, "◆"))):
            if count:
                parts.append(written(middle, foot + 32 + 15 * row, f"{sign}{count:,}", "middle", 9))
    x = left
    for name, fill in (("red", "url(#late)"), ("yellow", "url(#near)"), ("other", PALE)):
        words = say(f"running.{name}", language)
        parts.append(
            f'<rect x="{x:.1f}" y="{foot + 58}" width="14" height="12" fill="{fill}" '
            f'stroke="{INK}"/>'
        )
        parts.append(written(x + 20, foot + 68, words))
        x += 44 + 6.6 * columns(words)
    return document(parts, title, _MONTHS_WIDE, foot + 82, language)


def _piece(parts: list[str], x: float, foot: float, wide: float, high: float, fill: str) -> float:
    if high <= 0:
        return foot
    high = max(high, 2.0)  # one case of thousands is seen too
    parts.append(
        f'<rect x="{x:.1f}" y="{foot - high:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="0.6"/>'
    )
    return foot - high


def case_line(
    moments: Sequence[Moment], lines: Sequence[Line], title: str, language: Language
) -> str:
    """One row for each thing done, on a line of days; upright lines are the days that matter.

    Raises:
        ValueError: there is no day at all.
    """
    days = [m.day for m in moments] + [line.day for line in lines]
    first, last = min(days), max(days)
    span = max((last - first).days, 1)
    room = _CASE_WIDE - _LABEL - _BESIDE
    top = 30.0 + 16 * len(lines)
    foot = top + _ROW * len(moments) + 6

    def x_of(day: date) -> float:
        return _LABEL + room * (day - first).days / span

    parts = []
    limit = next((line.day for line in lines if line.kind == "limit"), None)
    if limit and limit < last:
        x = x_of(limit)
        parts.append(
            f'<rect x="{x:.1f}" y="{top:.1f}" width="{x_of(last) - x:.1f}" '
            f'height="{foot - top:.1f}" fill="url(#late)" opacity="0.35"/>'
        )
    for at, line in enumerate(sorted(lines, key=lambda x: x.day)):
        x, y = x_of(line.day), 18.0 + 16 * at
        colour = {"limit": RED, "near": "#8a6d00"}.get(line.kind, GREY)
        parts.append(upright(x, y + 4, foot, colour, dashed=line.kind != "plain"))
        parts.append(written(x, y, f"{line.text} {line.day.isoformat()}", "middle", 40))
    for at, moment in enumerate(moments):
        y, x = top + _ROW * at + 16, x_of(moment.day)
        end = _CASE_WIDE - _BESIDE
        parts.append(f'<path d="M{_LABEL} {y:.1f}H{end}" stroke="#dde2ec" stroke-width="1"/>')
        parts.append(written(_LABEL - 12, y + 4, moment.label, "end", 16))
        parts.append(
            shape("diamond", x, y, 8, YELLOW) if moment.marked else shape("dot", x, y, 6, PALE)
        )
        parts.append(written(x + 12, y + 4, moment.text, "start", 30))
    return document(parts, title, _CASE_WIDE, foot + 10, language)


def speaking_order(
    rows: Sequence[tuple[str, Sequence[Speaker]]], title: str, language: Language
) -> str:
    """One row for each matter, in the order of speaking. A hexagon is the chief, a thick rim one
    who spoke after the chief, a square what was said before the meeting."""
    parts, y = [], 8.0
    for label, speakers in rows:
        parts.append(written(14, y + 16, label, "start", 100, ' font-weight="700"'))
        line = y + 44
        wide = min(96.0, (_ORDER_WIDE - 60) / max(len(speakers), 1))
        if len(speakers) > 1:
            parts.append(
                f'<path d="M40 {line}H{40 + wide * (len(speakers) - 1):.1f}" '
                f'stroke="{GREY}" stroke-width="1.2"/>'
            )
        turn = 0
        for at, speaker in enumerate(speakers):
            x = 40 + wide * at
            radius = 13 if speaker.chief else 11
            parts.append(_drawn(speaker, x, line, radius))
            turn += not speaker.before
            number = say("running.before_short", language) if speaker.before else str(turn)
            parts.append(written(x, line + 4, number, "middle", 6))
            parts.append(written(x, line + 30, speaker.name, "middle", int(wide / 6.4)))
            if speaker.chief:
                sign = say("running.chief", language)
                parts.append(written(x, line + 45, sign, "middle", int(wide / 6.4)))
        y = line + 58
    x = 24.0
    for name, drawn in _LEGEND.items():
        words = say(f"running.{name}", language)
        parts.append(_drawn(drawn, x, y + 12, 8))
        parts.append(written(x + 16, y + 16, words))
        x += 48 + 6.6 * columns(words)
    return document(parts, title, _ORDER_WIDE, y + 34, language)


def _drawn(speaker: Speaker, x: float, y: float, radius: float) -> str:
    fill = PALE if speaker.chief else YELLOW if speaker.late else "#ffffff"
    name = "square" if speaker.before else "hexagon" if speaker.chief else "dot"
    return shape(name, x, y, radius, fill, thick=3 if speaker.late else 1.2)
