"""Texts that a spreadsheet would run as a formula, made inert in a CSV file, and back.

Excel and its like take a cell for a formula by its first character, quoted or not. An apostrophe
before it is how people write such a text in a spreadsheet, too. A text that begins with apostrophes
and then with such a character gets one more, so that every text comes back as it was.
"""

from __future__ import annotations

import re
from typing import Final

# The full-width forms too: Chinese and Japanese spreadsheets take them for the same.
_RUNS: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_QUOTED: Final = re.compile(f"'{_RUNS.pattern}")


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
