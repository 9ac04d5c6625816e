"""Values as Cypher writes them: for lines that people paste where no parameter can go along."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

_ESCAPES: Final = {
    ord("\\"): "\\\\",
    ord("'"): "\\'",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}


def literal(value: Any) -> str:
    r"""A value on one line of Cypher.

    >>> print(literal(["it's", "a\nb\\", 2, 0.5, True, None]))
    ['it\'s', 'a\nb\\', 2, 0.5, true, null]
    >>> print(literal(date(2026, 6, 30)))
    date('2026-06-30')

    Raises:
        TypeError: no literal says it.
    """
    if value is None or isinstance(value, (bool, int)):
        return json.dumps(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    if isinstance(value, str):
        return f"'{_text(value)}'"
    if isinstance(value, datetime):
        return f"datetime('{value.isoformat()}')"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name(k)}: {literal(v)}' for k, v in value.items())}}}"
    raise TypeError(f"no Cypher literal for {type(value).__qualname__}")


def name(text: str) -> str:
    """A name in backticks where it needs them.

    >>> name("uid"), name("has space")
    ('uid', '`has space`')
    """
    if text.isidentifier() and text.isascii():
        return text
    return f"`{text.replace('`', '``')}`"


def _text(text: str) -> str:
    # What is not printable (a direction mark, a separator of lines) stands as an escape, so that
    # the line reads as it runs. Beyond U+FFFF the embedded engine knows no escape.
    return "".join(
        c if c.isprintable() or ord(c) > 0xFFFF else f"\\u{ord(c):04x}"
        for c in text.translate(_ESCAPES)
    )
