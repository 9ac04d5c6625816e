"""Names as they are shown: translated, made harmless, cut and broken into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from graph.drawing.model import MARKS, Edge, Node
from graph.schema import SCHEMA
from graph.text import Language, say

# Marks that turn the direction of the text behind them, so that a name reads as another.
_DIRECTION: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_UNSEEN: Final = frozenset({"Cc", "Cs", "Cn"})
# Rare surnames are written with characters beyond U+FFFF.
_WIDE: Final = r"\u2e80-\uffef\U00016fe0-\U0003ffff"
_PIECES: Final = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+|\s+")
_CLOSING: Final = frozenset("，。、；：！？）》」』】〕％…")
_OPENING: Final = frozenset("（《「『【〔")
NAME_LIMIT: Final = 200
LINE_WIDTH: Final = 16  # half-width columns: eight Chinese characters
LINES: Final = 2


def clean(text: str, limit: int = NAME_LIMIT) -> str:
    r"""Text on one line, without control and direction characters, at most `limit` long.

    >>> clean("a\n\tb\u202ec\x00")
    'a bc'
    >>> clean("x" * 10, limit=4)
    'xxx…'
    """
    # A name of a million characters need not be looked at to its end.
    head = text[: 4 * limit]
    kept = (
        " " if c.isspace() else c
        for c in head
        if c.isspace() or (c not in _DIRECTION and unicodedata.category(c) not in _UNSEEN)
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit and len(text) <= 4 * limit else f"{line[: limit - 1]}…"


def columns(text: str) -> int:
    """Width in half-width columns: a Chinese character takes two.

    >>> columns("局长a")
    5
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int = LINE_WIDTH, lines: int = LINES) -> list[str]:
    """Cleaned text in at most `lines` lines of about equal width; an ellipsis ends what is cut.

    >>> wrapped("某某县自然资源和规划局")
    ['某某县自然资', '源和规划局']
    >>> wrapped("副局长（分管审批）")
    ['副局长（分管审批）']
    >>> wrapped("股长、执法员（一）、执法员", width=14, lines=3)
    ['股长、执法员', '（一）、执法员']
    >>> wrapped("Director of the audit office", width=12)
    ['Director of', 'the audit…']
    """
    found = _broken(text, width)
    if len(found) > lines:
        last = found[lines - 1]
        while columns(last) > width - 1:
            last = last[:-1]
        return [*found[: lines - 1], f"{last.rstrip()}…"]
    for narrower in range(width - 1, width // 3, -1):
        tried = _broken(text, narrower)
        if len(tried) > len(found):
            break
        found = tried
    return found


def _broken(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; a closing mark hangs over rather than begin a line, an
    opening one begins the next rather than end one."""
    pieces = _PIECES.findall(clean(text))[::-1]
    out = [""]
    while pieces:
        piece = pieces.pop()
        if columns(out[-1] + piece) <= width or (piece in _CLOSING and out[-1]):
            out[-1] += piece if out[-1] or not piece.isspace() else ""
        elif len(out[-1]) > 1 and out[-1][-1] in _OPENING:
            pieces += [piece, out[-1][-1]]
            out[-1] = out[-1][:-1]
            out.append("")
        elif columns(piece) <= width:
            out.append(piece.strip())
        else:  # one word wider than a line
            fits = next(
                n for n in range(len(piece), 0, -1) if columns(piece[:n]) <= width or n == 1
            )
            out.append(piece[:fits])
            pieces += [piece[fits:]] if piece[fits:] else []
    return [line.strip() for line in out if line.strip()] or ["–"]


@cache
def label_name(label: str, language: Language) -> str:
    """A node label as people say it.

    >>> label_name("LegalBasis", "zh"), label_name("LegalBasis", "en")
    ('授权依据', 'Legal basis')
    """
    if language == "zh":
        return SCHEMA.nodes[label].label.zh
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).capitalize()


@cache
def mark_name(code: str, language: Language) -> str:
    """A role kind or risk level as people say it.

    >>> mark_name("HIGH", "zh"), mark_name("HIGH", "en")
    ('高风险', 'High risk')
    """
    return MARKS[code].zh if language == "zh" else say(f"drawing.mark_{code}", language)


def kind_name(node: Node, language: Language) -> str:
    """Label, and mark where there is one: the text that goes with colour and shape."""
    label = label_name(node.label, language)
    return f"{label} · {mark_name(node.mark, language)}" if node.mark else label


def node_name(node: Node, language: Language, limit: int = NAME_LIMIT) -> str:
    """The name on one line; an aggregate says how many it stands for."""
    name = clean(node.name, limit) or clean(node.ref, limit)
    return name if node.count is None else say("drawing.counted", language, name=name, n=node.count)


def node_lines(node: Node, language: Language) -> list[str]:
    """The name as it stands under a symbol."""
    lines = wrapped(node.name or node.ref)
    if node.count is not None:
        lines[-1] = say("drawing.counted", language, name=lines[-1], n=node.count)
    return lines


def edge_name(edge: Edge, language: Language, limit: int = 40) -> str:
    """What is written on the line.

    >>> edge_name(Edge("Official/a", "Post/b", "HOLDS"), "zh")
    '任职'
    """
    if edge.name:
        return clean(edge.name, limit)
    known = SCHEMA.rels.get(edge.type)
    if known and language == "zh":
        return known.rel.zh
    return clean(edge.type.replace("_", " ").lower(), limit)
