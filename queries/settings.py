"""A unit's own values for the parameters of rules: one TOML file that people edit.

    [rules.SOD-001]
    min_overlap_days = 5
    risk_levels = ["HIGH"]

`docs/settings.example.toml` lists every parameter with its default. What is not set here keeps its
default, so a file holds only what a place sets differently.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import platformdirs

from graph.errors import Problem, SettingsError
from graph.store import SERVER_SCHEMES
from graph.text import Language, Message, say
from queries import library
from queries.model import Param, SavedQuery
from queries.params import fits

OriginKind: TypeAlias = Literal["default", "graph", "today", "file", "given"]

SUFFIX: Final = ".settings.toml"
# Given on the command line for a whole check: a day that one rule alone looks at would mislead.
NOT_LOCAL: Final = ("as_of",)
_HEADER: Final = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_KEY: Final = re.compile(r"""\s*([\w."'-]+(?:\s*\.\s*[\w"'-]+)*)\s*=""")
_AT_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of a parameter came from.

    `detail` is the name of the settings file, or for a default the source that the rule names.
    """

    kind: OriginKind
    detail: str = ""

    def of(self, language: Language) -> str:
        """As people read it.

        >>> Origin("default", "F41").of("en"), Origin("given").of("zh")
        ('default (F41)', '命令行')
        """
        key = "origin.default_of" if self.kind == "default" and self.detail else None
        return say(key or f"origin.{self.kind}", language, detail=self.detail)


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """What a settings file says: values by rule id and parameter, all of them checked."""

    path: Path
    values: Mapping[tuple[str, str], Any] = field(hash=False)

    def of(self, rule: str) -> dict[str, Any]:
        """The values of one rule, by parameter."""
        return {name: value for (id, name), value in self.values.items() if id == rule}

    @property
    def origin(self) -> Origin:
        """What outputs name as the origin of these values."""
        return Origin("file", self.path.name)


def settings_path(target: str) -> Path | None:
    """The settings file for a graph where nobody named one; None where there is none.

    Beside an embedded graph, `county.db.settings.toml` for `county.db`; else `settings.toml` in the
    user's configuration folder.
    """
    places = [Path(platformdirs.user_config_dir("powergraph", appauthor=False)) / "settings.toml"]
    if target.partition("://")[0] not in SERVER_SCHEMES:
        places.insert(0, Path(f"{target}{SUFFIX}"))
    return next((place for place in places if place.is_file()), None)


def read_settings(path: Path, folder: Path | None = None) -> LocalSettings:
    """Read a settings file.

    Args:
        folder: further rules, of one's own, that it may name.

    Raises:
        SettingsError: listing every rule and parameter that is not known, and every value of
            another type, by file and line.
    """
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        wanted = Message("expect.toml", {"detail": error})
        raise SettingsError([Problem(path.name, "", line, "", "", wanted)]) from error
    reading = _Reading(path.name, _lines(text), library.checks(folder))
    values = dict(reading.values(data))
    if reading.problems:
        raise SettingsError(sorted(reading.problems, key=lambda p: p.row))
    return LocalSettings(path, values)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        wanted = Message("expect.utf8")
    except OSError as error:
        wanted = Message("expect.readable", {"detail": error.strerror or error})
    raise SettingsError([Problem(str(path), "", 1, "", "", wanted)])


class _Reading:
    """One pass over the parsed file that keeps what is wrong."""

    def __init__(
        self, file: str, lines: Mapping[tuple[str, ...], int], rules: Iterable[SavedQuery]
    ) -> None:
        self.file = file
        self.lines = lines
        self.rules = {rule.id: rule for rule in rules}
        self.problems: list[Problem] = []

    def values(self, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Any]]:
        for name, table in data.items():
            if name != "rules" or not isinstance(table, dict):
                self._wrong((name,), "", name, Message("expect.settings_table"))
                continue
            for id, given in table.items():
                yield from self._rule(id, given)

    def _rule(self, id: str, given: object) -> Iterator[tuple[tuple[str, str], Any]]:
        place = ("rules", id)
        rule = self.rules.get(id)
        if rule is None:
            close = get_close_matches(id.upper(), self.rules, n=3, cutoff=0.5)
            wanted = Message("expect.rule", {"near": ", ".join(close) or "—"})
            self._wrong(place, "[rules]", id, wanted)
        elif not isinstance(given, dict):
            self._wrong(place, f"rules.{id}", given, Message("expect.rule_table", {"id": id}))
        else:
            for name, value in given.items():
                param = rule.param(name)
                if self._accepts(rule, param, name, value):
                    yield (id, name), value

    def _accepts(self, rule: SavedQuery, param: Param | None, name: str, value: object) -> bool:
        place = ("rules", rule.id, name)
        local = [p.name for p in rule.params if p.name not in NOT_LOCAL]
        if param is None or name in NOT_LOCAL:
            key = "expect.not_local" if param else "expect.param"
            wanted = Message(key, {"known": ", ".join(local) or "—"})
            self._wrong(place, f"[rules.{rule.id}]", name, wanted)
        elif not fits(value, param.type) or not _finite(value):
            self._wrong(place, name, value, Message(f"expect.toml_{param.type}"))
        else:
            return True
        return False

    def _wrong(self, place: tuple[str, ...], column: str, value: object, wanted: Message) -> None:
        known = (self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines)
        self.problems.append(Problem(self.file, "", next(known, 1), column, value, wanted))


def _finite(value: object) -> bool:
    return not isinstance(value, float) or math.isfinite(value)


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
    return tuple(part.strip().strip("\"'") for part in name.split("."))
