"""What words mean in one load, whoever says so, and which of a place's own words were met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol, runtime_checkable

from graph.crosswalks import SCORES, Words, kinds, shipped
from graph.privacy import hidden
from graph.text import Message
from loaders.cells import fold


class Met(NamedTuple):
    """A word of a place's own that a table used, and the file that says what it means."""

    file: str
    kind: str
    word: str
    code: str


class Vocabulary:
    """The words of a place's own files, the one that goes first first, then those shipped.

    A word is known by its folded form: one file's Ⅰ and another one's i are one word. Of scores,
    where a grade begins is one thing: who says it of a grade says it in the place of the others.
    """

    def __init__(self, *own: Words) -> None:
        self._layers = (*own, shipped())
        self._known: dict[str, dict[str, Met]] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._met: set[Met] = set()

    def words(self, kind: str) -> Mapping[str, str]:
        """What each word of a kind means, by its folded form."""
        if kind not in self._words:  # every cell asks for it
            self._words[kind] = {word: met.code for word, met in self._of(kind).items()}
        return self._words[kind]

    def meaning(self, kind: str, folded: str) -> str:
        """What a word means; empty where nobody says. The place's own word has then been met."""
        met = self._of(kind).get(folded)
        if met is None:
            return ""
        if met.file:
            self._met.add(met)
        return met.code

    def met(self) -> set[Met]:
        """The words of the place's own that were met so far."""
        return set(self._met)

    def _of(self, kind: str) -> dict[str, Met]:
        if kind not in self._known:
            found: dict[str, Met] = {}
            for layer in self._layers:
                said = layer.crosswalk.get(kind, {})
                taken = {met.code for met in found.values()} if kind == SCORES else set()
                for word, code in said.items():
                    if code not in taken:
                        found.setdefault(fold(word), Met(layer.file, kind, word, code))
            self._known[kind] = found
        return self._known[kind]


@runtime_checkable
class Worded(Protocol):
    """A reader whose tables hold words that a vocabulary explains."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words it goes by."""
        ...


_SEPARATOR: Final = "、"


def notes(readers: Iterable[object]) -> list[Message]:
    """Which own words the readers met, as people are told: a note for each file and kind."""
    worded = [reader for reader in readers if isinstance(reader, Worded)]
    met = sorted(set[Met]().union(*(reader.vocabulary.met() for reader in worded)))
    groups: dict[tuple[str, str], list[str]] = {}
    for one in met:
        enum = kinds()[one.kind]
        groups.setdefault((one.file, one.kind), []).append(
            f"{hidden(one.word)} → {enum.zh_of(one.code)} {one.code}"
        )
    return [
        Message(
            "note.own_words",
            {"file": file, "kind": f"{kinds()[kind].zh} {kind}", "words": _SEPARATOR.join(words)},
        )
        for (file, kind), words in groups.items()
    ]
