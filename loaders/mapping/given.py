"""What a conversion may ask about, besides the values that it converts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from graph.crosswalks import kinds
from graph.errors import Problem
from graph.privacy import hidden
from graph.schema.kinds import Enumeration
from graph.text import Message
from loaders.adapting import table
from loaders.mapping.options import Options
from loaders.mapping.vocabulary import Vocabulary
from loaders.names import NameBook
from loaders.rows import RawRow


class Unknown(Enum):
    """The value of what was reported and is left out."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


@dataclass(slots=True)
class Note:
    """A warning about a value, wherever it stands: the first place, and in how many rows."""

    place: tuple[str, str, int]
    expected: Message
    rows: int = 1
    last: int = 0


@dataclass(slots=True)
class Memory:
    """What is remembered of one table from row to row."""

    notes: dict[tuple[str, object, str], Note] = field(default_factory=dict)
    made: set[tuple[str, str]] = field(default_factory=set)
    persons: dict[str, int] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        """The warnings, one for each value."""
        found = []
        for (title, value, _), note in self.notes.items():
            expected = note.expected
            if note.rows > 1:
                counted = {"what": expected, "count": note.rows}
                expected = Message("expect.mapping.rows", counted)
            found.append(Problem(*note.place, title, value, expected, "warning"))
        return found


@dataclass(slots=True)
class Given:
    """The surroundings of a value.

    `unit` is the uid of the unit whose table it is, empty if nothing tells it; `headings` stand
    over the table (caption, sheet, file). `row` and `title` are of the cell in hand. `extra` takes
    rows that a conversion makes on the way, such as that of a unit that was not known.
    """

    names: NameBook
    options: Options
    vocabulary: Vocabulary
    headings: tuple[str, ...]
    file: str
    sheet: str
    memory: Memory
    unit: str = ""
    row: int = 0
    title: str = ""
    extra: list[RawRow] = field(default_factory=list)

    def warn(self, value: object, key: str, /, **values: object) -> None:
        """Report a value that does not stop the import; once, with the number of rows."""
        notes, at = self.memory.notes, (self.title, hidden(value), key)
        if at not in notes:
            place = (self.file, self.sheet, self.row)
            notes[at] = Note(place, Message(key, values), last=self.row)
        elif notes[at].last != self.row:
            notes[at].rows += 1
            notes[at].last = self.row

    def make(self, name: str, /, **cells: object) -> None:
        """Make a row of another table, once for a uid."""
        if (key := (name, str(cells["uid"]))) not in self.memory.made:
            self.memory.made.add(key)
            self.extra.append(RawRow(table(name), self.file, self.sheet, self.row, cells))


def enumeration(name: str) -> Enumeration:
    """The enumeration of that name.

    Raises:
        KeyError: there is none.
    """
    return kinds()[name]
