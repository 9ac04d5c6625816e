"""Rows for people and programs: a table, JSON, CSV, or a frame of pandas or polars."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, Literal

from graph.errors import QueryError
from queries.params import plain
from queries.runner import Result

# Control characters and those that change the direction of text or are not seen.
HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_GAP: Final = "  "


def to_table(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    titles: Mapping[str, str] | None = None,
    width: int | None = 40,
) -> str:
    """Aligned columns for a terminal; numbers stand right.

    Args:
        titles: what stands above a column instead of its name.
        width: the greatest width of a cell, a Chinese character counting two; None for no limit.
    """
    head = [_cut(cell((titles or {}).get(c, c)), width) for c in columns]
    values = [[row[c] for c in columns] for row in rows]
    body = [[_cut(cell(v), width) for v in line] for line in values]
    widths = [max(map(display_width, column)) for column in zip(head, *body, strict=True)]
    right = [
        bool(values) and all(_number(line[i]) or line[i] is None for line in values)
        for i in range(len(columns))
    ]
    lines = [head, ["-" * w for w in widths], *body]
    padded = (
        _GAP.join(_pad(text, widths[i], right=right[i]) for i, text in enumerate(line)).rstrip()
        for line in lines
    )
    return "\n".join(padded)


def cell(value: Any) -> str:
    r"""A value on one line of a terminal, with nothing in it that moves the cursor.

    >>> cell("a\x1b[31m\u202eb"), cell(["甲", None]), cell(None)
    ('a\\x1b[31m\\u202eb', '甲, ', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(v) for v in value)
    if isinstance(value, Mapping):
        return cell(json.dumps(plain(value), ensure_ascii=False))
    return HIDDEN.sub(_escaped, str(plain(value)))


def display_width(text: str) -> int:
    """The columns that a text takes in a terminal.

    >>> display_width("权力ab")
    6
    """
    return sum(_char_width(c) for c in text)


def to_json(result: Result) -> str:
    """A JSON array of objects; days are ISO text."""
    rows = [{name: plain(row[name]) for name in result.columns} for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """CSV whose text no spreadsheet takes for a formula; lists are joined by semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(c) for c in columns])
    writer.writerows([safe(row[c]) for c in columns] for row in rows)
    return out.getvalue()


def safe(value: Any) -> Any:
    """A cell for a spreadsheet: text that would be read as a formula gets an apostrophe.

    >>> safe("=1+1"), safe(-1), safe(["a", "b"])
    ("'=1+1", -1, 'a;b')
    """
    if value is None or _number(value):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        value = ";".join("" if v is None else str(plain(v)) for v in value)
    elif isinstance(value, Mapping):
        value = json.dumps(plain(value), ensure_ascii=False)
    text = str(plain(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_frame(result: Result, kind: Literal["pandas", "polars"]) -> Any:
    """The rows as a data frame of that package.

    Raises:
        QueryError: the package is not installed.
    """
    rows = [{name: row[name] for name in result.columns} for row in result.rows]
    try:
        frames = import_module(kind)
    except ImportError as error:
        raise QueryError("query.no_frames", package=kind) from error
    if kind == "polars":
        return frames.DataFrame(rows or None, list(result.columns), infer_schema_length=None)
    return frames.DataFrame(rows, columns=list(result.columns))


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    named = {10: "\\n", 9: "\\t", 13: "\\r"}
    return named.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cut(text: str, width: int | None) -> str:
    if width is None or display_width(text) <= width:
        return text
    taken = 0
    for i, char in enumerate(text):
        taken += _char_width(char)
        if taken > width - 1:
            return f"{text[:i]}…"
    return text


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - display_width(text))
    return f"{space}{text}" if right else f"{text}{space}"
