"""Charts as plain SVG: bars, a Lorenz curve, boxes, a timeline, a matrix, a heat map. Safe in black
and white: what colour says, hatching, a letter or a number says too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from graph.drawing.network import FONT
from graph.drawing.symbols import TEXT
from graph.drawing.words import clean, columns
from graph.text import Language

WIDTH: Final = 760.0
_ROW: Final = 26.0
_LABEL: Final = 220.0
_GREY: Final = "#9a9a9a"
_INK: Final = "#2b2b2b"
_HATCH: Final = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="#2b2b2b" stroke-width="2.5"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `marked` bars are hatched, so that they stand out without colour."""

    label: str
    value: float
    text: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on a row; no `start` means always so far, no `end` still so."""

    text: str
    start: date | None
    end: date | None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """A row of a timeline."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """How the values of a group lie, and the one that is marked among them, if any."""

    label: str
    low: float
    q1: float
    median: float
    q3: float
    high: float
    text: str = ""
    marked: float | None = None


def bars(items: Sequence[Bar], title: str, language: Language) -> str:
    """Horizontal bars in the order given; the longest fills the width."""
    most = max((item.value for item in items), default=0.0) or 1.0
    room = WIDTH - _LABEL - 110
    parts = []
    for at, item in enumerate(items):
        y = 30 + at * _ROW
        wide = max(0.0, item.value) / most * room
        fill = "url(#hatch)" if item.marked else "#7d8ca3"
        parts += [
            _text(_LABEL - 8, y + 16, item.label, "end", 26),
            f'<rect x="{_LABEL}" y="{y + 4:.1f}" width="{wide:.1f}" height="{_ROW - 9:.1f}" '
            f'fill="{fill}" stroke="{_INK}" stroke-width="0.8"/>',
            _text(_LABEL + wide + 6, y + 16, item.text or f"{item.value:g}", "start", 24),
        ]
    return _document(parts, title, 40 + len(items) * _ROW, language)


def lorenz(
    points: Sequence[tuple[float, float]],
    axes: tuple[str, str],
    title: str,
    language: Language,
) -> str:
    """The Lorenz curve, with the line of equal shares (dashed).

    Args:
        points: share of holders and share of the whole, from (0, 0) to (1, 1).
        axes: what the two shares are of, across and up.
    """
    side, left, top = 260.0, 52.0, 34.0
    drawn = " ".join(f"{left + side * x:.1f},{top + side * (1 - y):.1f}" for x, y in points)
    corner = f"{left + side:.1f} {top:.1f}"
    parts = [
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" stroke="{_GREY}"/>',
        f'<path d="M{left} {top + side}L{corner}" stroke="{_INK}" stroke-dasharray="5 4"/>',
        f'<polyline points="{drawn}" fill="none" stroke="{_INK}" stroke-width="2.5"/>',
        *(
            _text(left - 8, top + side * (1 - share) + 4, f"{share:.0%}", "end")
            for share in (0.0, 0.5, 1.0)
        ),
        *(
            _text(left + side * share, top + side + 18, f"{share:.0%}", "middle")
            for share in (0.0, 0.5, 1.0)
        ),
        _text(left, top - 12, axes[1], "start"),
        _text(left + side / 2, top + side + 38, axes[0], "middle"),
    ]
    return _document(parts, title, top + side + 50, language, left + side + 28)


def boxes(items: Sequence[Box], title: str, language: Language) -> str:
    """Groups on one scale from nought: a line from least to greatest, a box between the quartiles,
    a stroke at the median, and a diamond where a value is marked."""
    most = max((item.high for item in items), default=0.0) or 1.0
    room = WIDTH - _LABEL - 260
    parts = []
    for at, item in enumerate(items):
        y = 30 + at * _ROW + _ROW / 2
        low, q1, median, q3, high = (
            _LABEL + room * value / most
            for value in (item.low, item.q1, item.median, item.q3, item.high)
        )
        parts += [
            _text(_LABEL - 8, y + 4, item.label, "end", 30),
            f'<path d="M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 4}V{y + 4}M{high:.1f} {y - 4}'
            f'V{y + 4}" stroke="{_INK}" stroke-width="1" fill="none"/>',
            f'<rect x="{q1:.1f}" y="{y - 8}" width="{q3 - q1:.1f}" height="16" fill="#dfe4ea" '
            f'stroke="{_INK}" stroke-width="0.8"/>',
            f'<path d="M{median:.1f} {y - 8}V{y + 8}" stroke="{_INK}" stroke-width="3"/>',
            _text(_LABEL + room + 14, y + 4, item.text, "start", 44),
        ]
        if item.marked is not None:
            x = _LABEL + room * item.marked / most
            parts.append(
                f'<path d="M{x:.1f} {y - 7}l6 7l-6 7l-6 -7Z" fill="#b3261e" stroke="#ffffff"/>'
            )
    return _document(parts, title, 44 + len(items) * _ROW, language)


def timeline(
    tracks: Sequence[Track], first: date, last: date, title: str, language: Language
) -> str:
    """Rows of spans between two days, a line for each year. A span that began before `first`, or
    lasts beyond `last`, is cut there and left open at that end."""
    days = max((last - first).days, 1)
    room = WIDTH - _LABEL - 20
    foot = 30 + len(tracks) * _ROW

    def x_of(day: date) -> float:
        return _LABEL + room * min(max((day - first).days, 0), days) / days

    parts = []
    step = max(1, (last.year - first.year) // 10 + 1)
    for year in range(first.year + 1, last.year + 1, step):
        x = x_of(date(year, 1, 1))
        parts.append(f'<path d="M{x:.1f} 24V{foot:.1f}" stroke="{_GREY}" stroke-width="0.6"/>')
        parts.append(_text(x, 18, str(year), "middle"))
    for at, track in enumerate(tracks):
        y = 30 + at * _ROW
        parts.append(_text(_LABEL - 8, y + 16, track.label, "end", 26))
        for span in track.spans:
            parts += _span(span, x_of(span.start or first), x_of(span.end or last), y)
    return _document(parts, title, foot + 12, language)


def _span(span: Span, left: float, right: float, y: float) -> list[str]:
    wide = max(right - left, 2.0)
    fill = "url(#hatch)" if span.marked else "#dfe4ea"
    sides = [
        f"M{left:.1f} {y + 4:.1f}H{left + wide:.1f}M{left:.1f} {y + _ROW - 5:.1f}H{left + wide:.1f}"
    ]
    if span.start:
        sides.append(f"M{left:.1f} {y + 4:.1f}V{y + _ROW - 5:.1f}")
    if span.end:
        sides.append(f"M{left + wide:.1f} {y + 4:.1f}V{y + _ROW - 5:.1f}")
    letters = int(wide / 7)
    label = [_clear(left + wide / 2, y + 17, span.text, letters)] if letters > 3 else []
    return [
        f'<rect x="{left:.1f}" y="{y + 4:.1f}" width="{wide:.1f}" height="{_ROW - 9:.1f}" '
        f'fill="{fill}"/>',
        f'<path d="{"".join(sides)}" stroke="{_INK}" stroke-width="1"/>',
        *label,
    ]


def matrix(
    rows: Sequence[str],
    heads: Sequence[str],
    cells: Sequence[Sequence[str]],
    marked: Sequence[Sequence[bool]],
    title: str,
    language: Language,
) -> str:
    """A grid of short texts under upright headings; marked cells are hatched round the text.

    Raises:
        ValueError: cells and headings do not fit together.
    """
    if any(len(line) != len(heads) for line in cells) or len(cells) != len(rows):
        raise ValueError(f"{len(rows)} × {len(heads)}")
    head = 24 + 15 * max((min(columns(h), 24) for h in heads), default=0) / 2
    wide = min(90.0, (WIDTH - _LABEL - 20) / max(len(heads), 1))
    parts = []
    for at, name in enumerate(heads):
        x = _LABEL + wide * (at + 0.5)
        parts.append(
            f'<text transform="translate({x + 4:.1f} {head - 6:.1f}) rotate(-90)">'
            f"{escape(_cut(name, 24))}</text>"
        )
    for row, name in enumerate(rows):
        y = head + row * _ROW
        parts.append(_text(_LABEL - 8, y + 17, name, "end", 28))
        for at, text in enumerate(cells[row]):
            x = _LABEL + wide * at
            hatched = ' fill="url(#hatch)"' if marked[row][at] else ' fill="none"'
            parts.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{_ROW}"{hatched} '
                f'stroke="{_GREY}" stroke-width="0.6"/>'
            )
            if text:
                parts.append(_clear(x + wide / 2, y + 17, text, int(wide / 6)))
    return _document(parts, title, head + len(rows) * _ROW + 8, language)


def heat(
    rows: Sequence[str],
    heads: Sequence[str],
    cells: Sequence[Sequence[tuple[float, str] | None]],
    title: str,
    language: Language,
) -> str:
    """A grid under upright headings: each cell its number on a ground the darker the more.

    Args:
        cells: by row: shade from 0 to 1 and the number as it is read; None for an empty cell.
    """
    head = 24 + 15 * max((min(columns(h), 24) for h in heads), default=0) / 2
    wide = min(70.0, (WIDTH - _LABEL - 20) / max(len(heads), 1))
    parts = [
        f'<text transform="translate({_LABEL + wide * (at + 0.5) + 4:.1f} {head - 6:.1f}) '
        f'rotate(-90)">{escape(_cut(name, 24))}</text>'
        for at, name in enumerate(heads)
    ]
    for row, name in enumerate(rows):
        y = head + row * _ROW
        parts.append(_text(_LABEL - 8, y + 17, name, "end", 30))
        for at, cell in enumerate(cells[row]):
            if cell is None:
                continue
            shade, number = cell
            x = _LABEL + wide * at
            parts += [
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{_ROW}" '
                f'fill="{_shade(shade)}" stroke="#ffffff"/>',
                f'<text x="{x + wide / 2:.1f}" y="{y + 17:.1f}" text-anchor="middle" '
                f'font-size="11">{escape(_cut(number, int(wide / 6)))}</text>',
            ]
    return _document(parts, title, head + len(rows) * _ROW + 8, language)


def _shade(share: float) -> str:
    """From a pale blue to one on which dark letters are still readable."""
    ends = zip((240, 244, 253), (123, 151, 234), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * min(max(share, 0), 1)):02x}" for a, b in ends)


def _text(x: float, y: float, text: str, anchor: str, most: int = 60) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(_cut(text, most))}</text>'


def _clear(x: float, y: float, text: str, most: int) -> str:
    """Text that is read on a hatched ground: white around its letters."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" stroke="#ffffff" stroke-width="4" '
        f'paint-order="stroke">{escape(_cut(text, most))}</text>'
    )


def _cut(text: str, most: int) -> str:
    """The text in at most `most` half-width columns."""
    line, used = clean(text), 0
    for at, letter in enumerate(line):
        used += columns(letter)
        if used > most:
            return f"{line[: max(at - 1, 0)]}…"
    return line


def _document(
    parts: Sequence[str], title: str, height: float, language: Language, width: float = WIDTH
) -> str:
    lang = "zh-CN" if language == "zh" else "en"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{escape(FONT)}" '
            f'font-size="12" fill="{TEXT}">',
            f"<title>{escape(clean(title))}</title>",
            _HATCH,
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
            *parts,
            "</svg>",
        ]
    )
