"""Numbers that name a person, anywhere in a file: found before anything of it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.errors import Problem
from graph.privacy import names_a_person
from graph.text import Message
from loaders.facts import HIDDEN
from loaders.sheets.lines import Line
from loaders.sheets.marks import Aside

# More places than these help nobody: the file needs another look as a whole.
MAX_PLACES: Final = 200
# Eleven digits typed as a number may be a sum of money, under such a title.
_MONEY: Final = re.compile("额|款|费|价|资金|预算|收入|支出|元")
# A spreadsheet keeps 15 to 17 digits of an identity number that is typed as a number, so the check
# fails; region and day of birth are there all the same.
_DAMAGED: Final = re.compile(r"[1-9]\d{5}(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{4}")


class Watch:
    """Collects where such numbers stand on one sheet. The numbers themselves are not kept."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file = HIDDEN if names_a_person(file) else file
        self._sheet = HIDDEN if names_a_person(sheet) else sheet
        self.problems: list[Problem] = []
        if HIDDEN in (self._file, self._sheet):
            self._add(1, "")

    def line(self, line: Line, titles: Sequence[str]) -> None:
        """Look through a row; `titles` as far as they are known."""
        for at, cell in enumerate(line.own):
            if cell is None:
                continue
            title = titles[at] if at < len(titles) else ""
            if isinstance(cell, str):
                if len(cell) > 10 and names_a_person(cell):
                    self._add(line.row, title)
            elif isinstance(cell, (int, float)) and cell > 1e10 and number_names(cell, title):
                self._add(line.row, title)

    def aside(self, aside: Aside, titles: Sequence[str] = ()) -> None:
        """Look through a text beside the cells."""
        if names_a_person(aside.text):
            title = titles[aside.column] if 0 <= aside.column < len(titles) else ""
            self._add(max(aside.row, 1), title)

    def _add(self, row: int, title: str) -> None:
        if len(self.problems) < MAX_PLACES:
            column = HIDDEN if names_a_person(title) else title[:60]
            place = (self._file, self._sheet, row, column, HIDDEN)
            self.problems.append(Problem(*place, Message("expect.no_person")))


def number_names(value: float, title: str) -> bool:
    """Whether a number in a cell names a person.

    >>> number_names(13912345678, "联系电话"), number_names(13912345678.0, "预算金额")
    (True, False)
    >>> number_names(1.10101199003078e17, "")
    True
    """
    if value != value or value in (float("inf"), float("-inf")) or value != int(value):
        return False
    digits = str(int(value))
    if _DAMAGED.fullmatch(digits):
        return True
    return not (len(digits) == 11 and _MONEY.search(title)) and names_a_person(digits)
