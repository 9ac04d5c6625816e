"""What offices' words mean in our codes: those shipped, and those that a place sets itself.

A crosswalk goes from a kind of value (`risk_level`) to words, and from a word to a code of ours. A
place writes its own into its settings file (`graph.local_file`) or into a mapping file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from graph.local_file import LocalFile, read_local_file
from graph.privacy import hidden
from graph.schema import SCHEMA
from graph.schema.kinds import Enumeration
from graph.text import Message

# By kind of value, then by word: our code.
Crosswalk: TypeAlias = Mapping[str, Mapping[str, str]]

# Its words are scores, likelihood × impact, from which a grade begins.
SCORES: Final = "risk_score"
MOST_SCORE: Final = 25


@dataclass(frozen=True, slots=True)
class Words:
    """The crosswalk of one file; `file` is its name, empty for what is shipped."""

    file: str
    crosswalk: Crosswalk = field(hash=False)


@cache
def kinds() -> Mapping[str, Enumeration]:
    """What a crosswalk may be of, with the enumeration whose codes its words mean."""
    columns = (column for table in SCHEMA.tables for column in table.columns)
    found = {column.enum.name: column.enum for column in columns if column.enum}
    return {**found, SCORES: found["risk_level"]}


@cache
def shipped() -> Words:
    """The words that need no saying."""
    text = (files("graph") / "crosswalk.yaml").read_text(encoding="utf-8")
    return Words(
        "",
        {
            kind: {str(word): str(code) for word, code in words.items()}
            for kind, words in yaml.safe_load(text).items()
        },
    )


def wrong_kind(kind: str) -> Message | None:
    """What is expected in the place of a kind that is none."""
    if kind in kinds():
        return None
    near = get_close_matches(kind, kinds(), n=3, cutoff=0.4)
    known = (f"{k}（{kinds()[k].zh}）" for k in near or shipped().crosswalk)
    return Message("expect.crosswalk_kind", {"near": "、".join(known)})


def wrong_word(kind: str, word: str, code: object) -> Message | None:
    """What is expected in the place of a word, or of the code that it is to mean."""
    if kind == SCORES and not (word.isascii() and word.isdigit() and 0 < int(word) <= MOST_SCORE):
        return Message("expect.crosswalk_score", {"most": MOST_SCORE})
    choices = kinds()[kind].choices
    if code in kinds()[kind].codes:
        return None
    spelled = {s: c for c in choices for s in (c.code, c.code.lower(), c.zh, *c.aliases)}
    near = get_close_matches(str(code), spelled, n=1, cutoff=0.5)
    first = [spelled[near[0]]] if near else []
    listed = dict.fromkeys([*first, *choices])
    known = "、".join(f"{choice.code}（{choice.zh}）" for choice in listed)
    return Message("expect.crosswalk_code", {"known": known})


def read_words(path: Path) -> Words:
    """The section `[crosswalk]` of a settings file.

    Raises:
        SettingsError: listing every kind and every code that is not known, by file and line.
    """
    local = read_local_file(path)
    found = {kind: _words(local, kind, said) for kind, said in local.section("crosswalk").items()}
    local.done()
    return Words(path.name, found)


def _words(local: LocalFile, kind: str, said: object) -> dict[str, str]:
    place = ("crosswalk", kind)
    if wanted := wrong_kind(kind):
        local.wrong(place, "[crosswalk]", kind, wanted)
    elif not isinstance(said, dict):
        local.wrong(place, place[0], kind, Message("expect.crosswalk_table", {"kind": kind}))
    else:
        for word, code in said.items():
            if wanted := wrong_word(kind, word, code):
                local.wrong((*place, word), str(hidden(word)), hidden(code), wanted)
        return {word: str(code) for word, code in said.items()}
    return {}
