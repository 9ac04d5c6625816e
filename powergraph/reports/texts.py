"""One function over every text of a document: to make it inert, to mask names in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any, Final, TypeVar
from xml.sax.saxutils import escape

from powergraph.reports.tree import Document, Picture

_T = TypeVar("_T")
# Not allowed in XML, or turning the direction of what follows (a name could hide in it).
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Names of things, not texts that a reader sees.
_KEYS: Final = {"refs", "language", "paper", "tone", "align", "key", "layout", "number"}


def safe(text: str) -> str:
    """The text without characters that XML forbids or that turn the reading direction.

    >>> safe("张\\x00三\\u202e")
    '张三'
    """
    return _UNSAFE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def mapped(document: Document, change: Callable[[str], str]) -> Document:
    """The document with `change` made to every text that a reader can see, those within pictures
    among them."""
    return _mapped(document, change)


def _mapped(value: _T, change: Callable[[str], str]) -> _T:
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        skipped = _KEYS | ({"svg"} if isinstance(value, Picture) else set())
        found: dict[str, Any] = {
            f.name: _mapped(getattr(value, f.name), change)
            for f in fields(value)
            if f.name not in skipped
        }
        if isinstance(value, Picture):
            found["svg"] = _SVG_TEXT.sub(lambda m: f">{escape(change(unescape(m[1])))}<", value.svg)
        return replace(value, **found)
    return value


# Between tags, where our own drawing escapes what it writes.
_SVG_TEXT: Final = re.compile(r">([^<>]+)<")
