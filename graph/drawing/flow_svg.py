"""The course of a power as SVG, for print: steps from top to bottom, at their side who acts and how
long, or the risk points. What colour says, a shape and a word say too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from graph.drawing.flow import FlowRisk, FlowStep
from graph.drawing.model import MARKS, PictureError
from graph.drawing.network import FONT
from graph.drawing.symbols import TEXT, points
from graph.drawing.words import clean, mark_name, wrapped
from graph.legend import text_colour
from graph.schema import RISK_MARKS, ROLE_MARKS
from graph.text import Language, say

WIDTH: Final = 760.0
TALL: Final = 850.0  # of one picture: what fits a page of a form beside its title
_LEFT, _BOX = 24.0, 350.0
_SIDE, _SIDE_WIDE = 414.0, 322.0
_TIME: Final = 626.0  # where the column of time limits begins
_GAP: Final = 24.0
_LINE: Final = 19.0
_INK: Final = "#2b2b2b"
_PALE: Final = "#f4f6f8"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a picture: its shapes and lines of text when its top is at a given height."""

    high: float
    drawn: tuple[tuple[float, str], ...]  # (height of the group's top, SVG drawn from 0)


def flow_pictures(steps: Sequence[FlowStep], title: str, language: Language) -> tuple[str, ...]:
    """The steps in the order of `seq`, each with who acts and its time limit: one picture, or more
    where one page cannot hold them.

    Raises:
        PictureError: an unknown role kind.
    """
    heads = tuple(say(f"drawing.flow_{name}", language) for name in ("steps", "actors", "time"))
    pieces = []
    for step in _ordered(steps):
        actors = wrapped(step.actor, width=28, lines=5) if step.actor else ["—"]
        days = say("drawing.step_days", language, n=step.days) if step.days is not None else "—"
        box = _box(step, "", language, len(actors) * _LINE + 12)
        high = box.high
        lines = _lines(_SIDE + 6, (high - len(actors) * _LINE) / 2 + 15, actors)
        lines += _lines(_TIME + 12, (high - _LINE) / 2 + 15, [days])
        rule = (
            f'<path d="M{_SIDE} 0V{high:.1f}M{_TIME} 0V{high:.1f}" stroke="{_INK}" '
            'stroke-width="0.6"/>'
        )
        pieces.append(_Piece(high, (*box.drawn, (0.0, lines + rule))))
    return _pages(pieces, (), heads, title, language)


def risk_pictures(
    steps: Sequence[FlowStep], risks: Sequence[FlowRisk], title: str, language: Language
) -> tuple[str, ...]:
    """The same steps with a flag for each risk point beside the step at which it arises; those of
    no drawn step follow at the end. Flags are numbered in the order of `risks`.

    Raises:
        PictureError: an unknown role kind or risk level.
    """
    heads = tuple(say(f"drawing.flow_{name}", language) for name in ("steps", "risks"))
    numbered = list(enumerate(risks, start=1))
    ordered = _ordered(steps)
    known = {step.seq for step in ordered}
    pieces = []
    for step in ordered:
        flags = [_flag(n, risk, language) for n, risk in numbered if risk.step == step.seq]
        box = _box(step, step.actor, language, sum(flag.high + 8 for flag in flags) - 8)
        pieces.append(_with_flags(box, flags))
    others = [_flag(n, risk, language) for n, risk in numbered if risk.step not in known]
    rest = []
    for at, flag in enumerate(others):
        words = [say("drawing.flow_elsewhere", language)] if at == 0 else []
        label = _lines(_LEFT + _BOX / 2, flag.high / 2 + 4, words, "middle")
        rest.append(_Piece(flag.high, (*flag.drawn, (0.0, label))))
    return _pages(pieces, rest, heads, title, language)


def _ordered(steps: Iterable[FlowStep]) -> list[FlowStep]:
    return sorted(steps, key=lambda step: step.seq)


def _box(step: FlowStep, actor: str, language: Language, least: float) -> _Piece:
    """A step, at least that high: a box to carry out, one with pointed ends to decide, one with
    doubled sides to supervise; dashed where it may be left out."""
    if step.role is not None and step.role not in ROLE_MARKS:
        raise PictureError("drawing.error_mark", mark=step.role[:200])
    names = wrapped(f"{step.seq}. {clean(step.name)}", width=40, lines=3)
    extra = [mark_name(step.role, language)] if step.role else []
    if actor:
        extra.append(clean(actor))
    if step.days is not None and actor:
        extra.append(say("drawing.step_days", language, n=step.days))
    need = "mandatory" if step.mandatory else "optional"
    extra.append(say(f"drawing.step_{need}", language))
    small = wrapped(" · ".join(extra), width=46, lines=3)
    needed = 18 + len(names) * _LINE + len(small) * 16
    high = max(needed, least)
    colour = ROLE_MARKS[step.role].colour if step.role else _INK
    right, mid = _LEFT + _BOX, high / 2
    dashed = "" if step.mandatory else ' stroke-dasharray="7 5"'
    look = f'fill="{_PALE}" stroke="{colour}" stroke-width="1.8"{dashed}'
    if step.role == "DECISION":
        corners = f"{_LEFT},{mid:.1f} {_LEFT + 16},0 {right - 16},0 {right},{mid:.1f} "
        corners += f"{right - 16},{high:.1f} {_LEFT + 16},{high:.1f}"
        shape = f'<polygon points="{corners}" {look}/>'
    else:
        shape = f'<rect x="{_LEFT}" y="0" width="{_BOX}" height="{high:.1f}" rx="3" {look}/>'
    if step.role == "SUPERVISION":
        sides = f"M{_LEFT + 7} 0V{high:.1f}M{right - 7} 0V{high:.1f}"
        shape += f'<path d="{sides}" stroke="{colour}" stroke-width="1.4"/>'
    middle, y = _LEFT + _BOX / 2, 21 + (high - needed) / 2
    text = _lines(middle, y, names, "middle", 'font-size="15"')
    text += _lines(middle, y + len(names) * _LINE, small, "middle", "", 16)
    return _Piece(high, ((0.0, shape + text),))


def _flag(number: int, risk: FlowRisk, language: Language) -> _Piece:
    """A risk point: its level as colour, sign and word, its number, its name, how many measures."""
    if risk.level not in RISK_MARKS:
        raise PictureError("drawing.error_mark", mark=risk.level[:200])
    colour = MARKS[risk.level].colour
    names = wrapped(risk.name, width=38, lines=3)
    count = say("drawing.flow_measures", language, n=len(risk.measures))
    head = " · ".join([f"{number}", mark_name(risk.level, language), count])
    high = 12 + 16 + len(names) * 17
    shape = (
        f'<rect x="{_SIDE}" y="0" width="{_SIDE_WIDE}" height="{high:.1f}" fill="#ffffff" '
        f'stroke="{_INK}" stroke-width="1.2"/>'
        f'<rect x="{_SIDE}" y="0" width="30" height="{high:.1f}" fill="{colour}" '
        f'stroke="{_INK}" stroke-width="1.2"/>'
    )
    ink, x, y = text_colour(colour), _SIDE + 15, high / 2
    corners = points(MARKS[risk.level].shape, x, y, 9)
    shape += (
        f'<polygon points="{corners}" fill="{ink}"/>'
        if corners
        else f'<circle cx="{x}" cy="{y:.1f}" r="8" fill="{ink}"/>'
    )
    text = _lines(_SIDE + 40, 18, [head], "start", 'font-weight="bold"')
    text += _lines(_SIDE + 40, 35, names, "start", "", 17)
    return _Piece(high, ((0.0, shape + text),))


def _with_flags(box: _Piece, flags: Sequence[_Piece]) -> _Piece:
    """A step with its flags at its side, a dashed line to each."""
    drawn = list(box.drawn)
    y = (box.high - sum(flag.high + 8 for flag in flags) + 8) / 2
    for flag in flags:
        drawn += [(y + top, svg) for top, svg in flag.drawn]
        middle = y + flag.high / 2
        turn = (_LEFT + _BOX + _SIDE) / 2
        line = f"M{_LEFT + _BOX} {box.high / 2:.1f}H{turn}V{middle:.1f}H{_SIDE}"
        drawn.append(
            (0.0, f'<path d="{line}" fill="none" stroke="{_INK}" stroke-dasharray="4 3"/>')
        )
        y += flag.high + 8
    return _Piece(box.high, tuple(drawn))


def _pages(
    pieces: Sequence[_Piece],
    rest: Sequence[_Piece],
    heads: tuple[str, ...],
    title: str,
    language: Language,
) -> tuple[str, ...]:
    """Pieces below one another, arrows between the first ones; a new picture where one is full."""
    top = 36.0
    pages: list[list[str]] = [[]]
    heights = [top]
    x = _LEFT + _BOX / 2
    for at, piece in enumerate((*pieces, *rest)):
        joined = 0 < at < len(pieces)
        if pages[-1] and heights[-1] + piece.high > TALL:
            if joined:
                pages[-1].append(_arrow(x, heights[-1] - _GAP, say("drawing.flow_on", language)))
            pages.append([])
            heights.append(top)
        elif joined:
            pages[-1].append(_arrow(x, heights[-1] - _GAP))
        y = heights[-1]
        for offset, svg in piece.drawn:
            pages[-1].append(f'<g transform="translate(0 {y + offset:.1f})">{svg}</g>')
        heights[-1] = y + piece.high + (_GAP if at < len(pieces) else 8)
    return tuple(
        _document(_heads(heads) + "".join(parts), title, high, language)
        for parts, high in zip(pages, heights, strict=True)
        if parts
    )


def _heads(heads: tuple[str, ...]) -> str:
    places = (_LEFT + _BOX / 2, _SIDE + (106 if len(heads) == 3 else 161), _TIME + 50)
    rule = f'<path d="M{_LEFT} 26H{_SIDE + _SIDE_WIDE}" stroke="{_INK}" stroke-width="1"/>'
    return rule + "".join(
        _lines(x, 18, [text], "middle", 'font-weight="bold"')
        for x, text in zip(places, heads, strict=False)
    )


def _arrow(x: float, y: float, text: str = "") -> str:
    tip = y + _GAP
    return (
        f'<path d="M{x} {y:.1f}V{tip - 6:.1f}" stroke="{_INK}" stroke-width="1.4"/>'
        f'<polygon points="{x - 5},{tip - 9:.1f} {x + 5},{tip - 9:.1f} {x},{tip:.1f}" '
        f'fill="{_INK}"/>' + (_lines(x + 12, tip - 8, [text]) if text else "")
    )


def _lines(
    x: float,
    y: float,
    texts: Iterable[str],
    anchor: str = "start",
    more: str = "",
    step: float = _LINE,
) -> str:
    return "".join(
        f'<text x="{x:.1f}" y="{y + i * step:.1f}" text-anchor="{anchor}" {more}>'
        f"{escape(text)}</text>"
        for i, text in enumerate(texts)
    )


def _document(inside: str, title: str, high: float, language: Language) -> str:
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" '
        f'viewBox="0 0 {WIDTH:.0f} {high:.0f}" font-family="{escape(FONT)}" font-size="13" '
        f'fill="{TEXT}">\n<title>{escape(clean(title))}</title>\n'
        f'<rect width="{WIDTH:.0f}" height="{high:.0f}" fill="#ffffff"/>\n{inside}\n</svg>'
    )
