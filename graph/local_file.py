"""The one file in which a place writes what it sets differently: a TOML file that people edit.

    [rules.SOD-001]                 # values of rules: `queries.settings`
    min_overlap_days = 5
    [crosswalk.risk_level]          # a place's own words: `graph.crosswalks`
    "特级" = "HIGH"

`docs/settings.example.toml` lists all that it may say. Each part is judged by those who use it;
here the file is found and read, and what is wrong gets its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import platformdirs

from graph.errors import Problem, SettingsError
from graph.store import SERVER_SCHEMES
from graph.text import Message

SUFFIX: Final = ".settings.toml"
SECTIONS: Final = ("rules", "crosswalk")

_HEADER: Final = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_KEY: Final = re.compile(
    r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART: Final = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_AT_LINE: Final = re.compile(r"at line (\d+)")
# A key of other letters than these needs quotes, and those of TOML, not “ ”.
_BARE: Final = re.compile(r"""\s*[^\s#\[\]"'=]*[^\x00-\x7f][^=]*=""")


@dataclass(slots=True)
class LocalFile:
    """A settings file as read: `data` by section, and the line on which each key first stands.

    Whoever judges a part of it adds what is wrong to `problems` by `wrong`, and ends with `done`.
    """

    path: Path
    data: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: tuple[str, ...], column: str, value: object, wanted: Message) -> None:
        """Note what stands at a place, such as `("rules", "SOD-001", "n")`, and may not."""
        inner = (place[:n] for n in range(len(place), 0, -1))
        line = next((self.lines[p] for p in inner if p in self.lines), 1)
        self.problems.append(Problem(self.path.name, "", line, column, value, wanted))

    def section(self, name: str) -> Mapping[str, Any]:
        """One of `SECTIONS`; empty where the file does not have it.

        Another one than these is noted as wrong, whichever is asked for.
        """
        for key, table in self.data.items():
            if key not in SECTIONS or not isinstance(table, dict):
                self.wrong((key,), "", key, Message("expect.settings_table"))
        found = self.data.get(name, {})
        return found if isinstance(found, dict) else {}

    def done(self) -> None:
        """Raises SettingsError where anything is wrong, by line."""
        if self.problems:
            raise SettingsError(sorted(self.problems, key=lambda p: p.row))


def settings_path(target: str) -> Path | None:
    """The settings file for a graph where nobody named one; None where there is none.

    Beside an embedded graph, `county.db.settings.toml` for `county.db`; else `settings.toml` in the
    user's configuration folder.
    """
    places = [Path(platformdirs.user_config_dir("powergraph", appauthor=False)) / "settings.toml"]
    if target.partition("://")[0] not in SERVER_SCHEMES:
        places.insert(0, Path(f"{target}{SUFFIX}"))
    return next((place for place in places if place.is_file()), None)


def read_local_file(path: Path) -> LocalFile:
    """Read a settings file, unjudged.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    text = _text(path)
    try:
        return LocalFile(path, tomllib.loads(text), _lines(text))
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        written = text.splitlines()[line - 1 : line]
        unquoted = bool(written and _BARE.match(written[0]))
        key = "expect.toml_quotes" if unquoted else "expect.toml"
        wanted = Message(key, {"detail": error})
        raise SettingsError([Problem(path.name, "", line, "", "", wanted)]) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        wanted = Message("expect.utf8")
    except OSError as error:
        wanted = Message("expect.readable", {"detail": error.strerror or error})
    raise SettingsError([Problem(str(path), "", 1, "", "", wanted)])


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line on which each table and each key first stands, for messages."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            table = _parts(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            whole = (*table, *_parts(key[1]))
            for length in range(len(table) + 1, len(whole) + 1):
                found.setdefault(whole[:length], number)
    return found


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))
