"""A unit's own values for the parameters of rules: the section `[rules]` of its settings file.

    [rules.SOD-001]
    min_overlap_days = 5
    risk_levels = ["HIGH"]

`docs/settings.example.toml` lists every parameter with its default. What is not set here keeps its
default, so a file holds only what a place sets differently. `graph.local_file` finds and reads it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from graph.local_file import LocalFile, read_local_file
from graph.text import Language, Message, say
from queries import library
from queries.model import Param, SavedQuery
from queries.params import fits

OriginKind: TypeAlias = Literal["default", "graph", "today", "file", "given"]

# Given on the command line for a whole check: a day that one rule alone looks at would mislead.
NOT_LOCAL: Final = ("as_of",)


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


def read_settings(path: Path, folder: Path | None = None) -> LocalSettings:
    """Read a settings file.

    Args:
        folder: further rules, of one's own, that it may name.

    Raises:
        SettingsError: listing every rule and parameter that is not known, and every value of
            another type, by file and line.
    """
    reading = _Reading(read_local_file(path), library.checks(folder))
    values = dict(reading.values())
    reading.local.done()
    return LocalSettings(path, values)


def effective(local: LocalSettings | None, rule: str, name: str) -> Any:
    """The value of a rule's parameter: what a settings file says, or else the default."""
    own = local.of(rule) if local else {}
    [param] = (p for p in library.query(rule).params if p.name == name)
    return own.get(name, param.default)


class _Reading:
    """One pass over the rules of the file that keeps what is wrong."""

    def __init__(self, local: LocalFile, rules: Iterable[SavedQuery]) -> None:
        self.local = local
        self.rules = {rule.id: rule for rule in rules}

    def values(self) -> Iterator[tuple[tuple[str, str], Any]]:
        for id, given in self.local.section("rules").items():
            yield from self._rule(id, given)

    def _rule(self, id: str, given: object) -> Iterator[tuple[tuple[str, str], Any]]:
        place = ("rules", id)
        rule = self.rules.get(id)
        if rule is None:
            close = get_close_matches(id.upper(), self.rules, n=3, cutoff=0.5)
            wanted = Message("expect.rule", {"near": ", ".join(close) or "—"})
            self.local.wrong(place, "[rules]", id, wanted)
        elif not isinstance(given, dict):
            self.local.wrong(place, f"rules.{id}", given, Message("expect.rule_table", {"id": id}))
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
            self.local.wrong(place, f"[rules.{rule.id}]", name, wanted)
        elif not fits(value, param.type) or not _finite(value):
            self.local.wrong(place, name, value, Message(f"expect.toml_{param.type}"))
        else:
            return True
        return False


def _finite(value: object) -> bool:
    return not isinstance(value, float) or math.isfinite(value)
