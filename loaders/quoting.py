"""Texts that a spreadsheet would run or bend, made safe in a file, and back.

In CSV: Excel and its like take a cell for a formula by its first character, quoted or not. An
apostrophe before it is how people write such a text in a spreadsheet, too. A text that begins with
apostrophes and then with such a character gets one more, so that every text comes back as it was.

In a workbook: what XML cannot hold stands as `_xHHHH_`, the number of its character, and so does
the underscore of a text that looks like that itself.
"""

from __future__ import annotations

import re
from typing import Final

# The full-width forms too: Chinese and Japanese spreadsheets take them for the same.
_RUNS: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED: Final = re.compile(f"'{_RUNS.pattern}")
_BENT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def quoted(text: str) -> str:
    """A text as it can stand in a CSV file.

    >>> quoted("=1+1"), quoted("'=1"), quoted("甲")
    ("'=1+1", "''=1", '甲')
    """
    return f"'{text}" if _RUNS.match(text) else text


def unquoted(text: str) -> str:
    """The text that `quoted` was given; any other text as it is.

    >>> unquoted("'=1+1"), unquoted("''=1"), unquoted("'甲'"), unquoted("=1")
    ('=1+1', "'=1", "'甲'", '=1')
    """
    return text[1:] if _QUOTED.match(text) else text


def escaped(text: str) -> str:
    r"""A text as it can stand in a workbook.

    >>> escaped("a\r\n"), escaped("_x000D_"), escaped("x_y")
    ('a_x000D_\n', '_x005F_x000D_', 'x_y')
    """
    return _BENT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    r"""The text that `escaped` was given.

    >>> unescaped("a_x000D_\n"), unescaped("_x005F_x000D_")
    ('a\r\n', '_x000D_')
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
