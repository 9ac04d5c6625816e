"""Every error this project raises on purpose.

PowergraphError
├── SchemaError          a declaration in graph/schema contradicts itself
├── SourceError          input files hold problems; nothing was written
│   └── SettingsError    so does a file of local values
│       └── AccessSettingsError  or the file that says who may see the dashboard
├── QueryError           a query could not be run
│   ├── QueryFileError   a saved .cypher file has broken front matter
│   ├── ParameterError   a parameter is missing or has the wrong type
│   └── QueryTimeout     the engine gave up at the time limit
├── StoreError           the graph refused
│   ├── Unreachable      no server there, or it did not answer in time
│   ├── AccessDenied     wrong user or password
│   ├── GraphBusy        another program is writing to the file
│   ├── WriteRefused     a read-only session was asked to write
│   └── SchemaMismatch   written by a newer or an older powergraph
├── ImportCutOff         an earlier import did not end; the facts are not to be trusted yet
├── LedgerError          the life of a finding: an act that is not possible, a ledger not usable
├── ViewError            a kept view of the dashboard: a name that is taken, a file not usable
├── NotAllowed           somebody asks for what their role does not allow
│   └── LoggedOut        nobody has logged in, or not for too long
└── OutputError          an output file could not be written
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from graph.text import DEFAULT_LANGUAGE, Language, Message

Level: TypeAlias = Literal["error", "warning"]


class PowergraphError(Exception):
    """Base of all errors above; catch this to catch everything we raise.

    `message` can be read in each language of the catalogue; `str()` gives English, for logs.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.message = Message(key, values)
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.render("en")

    def render(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """The whole text that a person should see, in `language`."""
        return self.message.render(language)

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors travel between processes with what a check found; each keeps its own fields.
        return _rebuilt, (type(self), self.__dict__)


class SchemaError(PowergraphError):
    """A node, relationship or table declaration contradicts itself."""

    def __init__(self, what: str) -> None:
        super().__init__("error.schema", what=what)


class QueryError(PowergraphError):
    """A query could not be run."""


class QueryFileError(QueryError):
    """A saved query file could not be read as front matter plus Cypher."""


class ParameterError(QueryError):
    """A parameter is unknown, missing or has the wrong type."""


class QueryTimeout(QueryError):
    """The engine gave up at the time limit."""


class StoreError(PowergraphError):
    """The graph refused a statement."""


class Unreachable(StoreError):
    """There is no server at that address, or it did not answer in time."""


class AccessDenied(StoreError):
    """The server refused the user or the password."""


class GraphBusy(StoreError):
    """Another program holds the embedded file open for writing."""


class WriteRefused(StoreError):
    """A read-only session was asked to write; nothing was written."""


class SchemaMismatch(StoreError):
    """The graph was written by a newer or an older powergraph."""


class ImportCutOff(PowergraphError):
    """An earlier import did not end: part of its facts may be missing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell we could not accept, located the way its author would look for it.

    `row` counts as Excel does: the header is row 1. `sheet` is empty for a CSV file, `column` for
    a problem of a whole row or file. A `warning` is reported and does not stop an import.
    """

    file: str
    sheet: str
    row: int
    column: str
    value: object
    expected: Message
    level: Level = "error"

    def render(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """One line: where, what stands there, what was expected."""
        where = f"{self.file}:{self.sheet}:{self.row}" if self.sheet else f"{self.file}:{self.row}"
        cell = f"{self.column}={shorten(self.value)}  " if self.column else ""
        expected = Message("problem.expected", {"what": self.expected.render(language)})
        return one_line(f"{where}  {cell}{expected.render(language)}")

    def __str__(self) -> str:
        return self.render("en")


class SourceError(PowergraphError):
    """Sources hold rows we refuse to load. Nothing was written.

    >>> p = Problem("posts.csv", "", 7, "valid_from", "31/02/2019", Message("expect.day"))
    >>> print(SourceError([p]))
    1 problem found; nothing was written.
      posts.csv:7  valid_from='31/02/2019'  expected a day such as 2026-06-30
    """

    headline: ClassVar[str] = "error.source"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.headline, count=len(self.problems))

    def render(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """The headline, then one line a problem."""
        lines = [p.render(language) for p in self.problems]
        return "\n  ".join([self.message.render(language), *lines])


class SettingsError(SourceError):
    """A file of local values names what is not there, or gives a value of another type."""

    headline: ClassVar[str] = "error.settings"


class AccessSettingsError(SettingsError):
    """The dashboard's own settings are wrong, so it lets nobody in."""

    headline: ClassVar[str] = "error.access_settings"


class LedgerError(PowergraphError):
    """The life of a finding: an act that is not possible, or a ledger that cannot be used."""


class ViewError(PowergraphError):
    """A view of the dashboard that is kept: a step is not possible, or the file not usable."""


class NotAllowed(PowergraphError):
    """What somebody asked for needs a right that they do not have; nothing was done."""


class LoggedOut(NotAllowed):
    """Nobody has logged in, or not for so long that it no longer counts."""


class OutputError(PowergraphError):
    """An output file could not be written; what was there before is unchanged."""


def one_line(text: str) -> str:
    r"""The text with all that could break or turn a line as escapes: names of files and columns
    come from users too.

    >>> one_line("岗位\nposts.csv:1\u202e")
    '岗位\\nposts.csv:1\\u202e'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def shorten(value: object, limit: int = 60) -> str:
    r"""A value as it can stand on one line of a terminal: quoted, escaped, at most `limit` long.

    Line breaks, control characters and direction marks show as escapes, so that a cell cannot
    forge a second line of output or reverse the text behind it.

    >>> shorten("a\nb\u202e")
    "'a\\nb\\u202e'"
    """
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _rebuilt(kind: type[PowergraphError], fields: dict[str, Any]) -> PowergraphError:
    error = kind.__new__(kind)
    error.__dict__.update(fields)
    error.args = (error.message,)
    return error
