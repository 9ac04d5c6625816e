"""Looking for a node by what people type: a part of its name, its pinyin or initials, or its uid.

The names of all that people look for are read once for a graph. What there are masses of (cases,
events, payments …) is not among them: it is found by its whole uid, or when its label is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from pypinyin import Style, pinyin

from graph.store import Store
from queries.views.nodes import LABELS, Hit

# What people look for by name, most looked for first.
INDEXED: Final = (
    "Power", "Department", "Official", "Post", "Section", "Body", "PowerList", "LegalBasis",
    "RestraintSystem", "Region", "Counterparty", "Matter", "Meeting", "Inspection", "FundSource",
    "Contract", "Problem",
)  # fmt: skip
MASSES: Final = tuple(label for label in LABELS if label not in INDEXED)
_ORDER: Final = {label: i for i, label in enumerate((*INDEXED, *MASSES))}
MOST: Final = 60
_TYPED: Final = 100  # characters of what is typed that count
_LETTERS: Final = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_LEAST: Final = 2  # letters: one alone begins half of all names
_PAIRS: Final = ("zh", "ch", "sh")

# For each place in what is typed, the places that one more character can lead to, as bits.
_Steps: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All that is found by name; the names in small letters, and the characters in them."""

    hits: tuple[Hit, ...]
    folded: tuple[str, ...] = field(repr=False)
    characters: frozenset[str] = field(repr=False)


def names(store: Store) -> Names:
    """The names in a graph, read once."""
    hits = tuple(
        Hit(label, row["uid"], row["name"] or row["uid"])
        for label in INDEXED
        for row in store.read(_all_of(label))
    )
    folded = tuple(hit.name.casefold() for hit in hits)
    return Names(hits, folded, frozenset("".join(folded)))


def find(
    known: Names, text: str, labels: tuple[str, ...] = (), limit: int = MOST
) -> tuple[Hit, ...]:
    """What is called so: the name itself first, then what begins with it, then what contains it.

    Args:
        text: part of a name or uid, or its pinyin: whole syllables, first letters, or both mixed
            (`zhangjianguo`, `zjg`, `zhangjg`). A character with several readings is found by each.
        labels: only of these; default all.
    """
    needle = text.strip()[:_TYPED].casefold()
    if not needle:
        return ()
    spelt = re.sub(r"[\s'’]", "", needle)
    by_sound = len(spelt) >= _LEAST and _LETTERS.fullmatch(spelt)
    sounds = _Spelt(spelt, known.characters) if by_sound else None
    found: list[tuple[int, Hit]] = []
    for hit, name in zip(known.hits, known.folded, strict=True):
        if labels and hit.label not in labels:
            continue
        rank = _rank(needle, name, hit.uid.casefold())
        if rank is None and sounds:
            rank = sounds.rank(name)
        if rank is not None:
            found.append((rank, hit))
    found.sort(key=lambda f: (f[0], _ORDER[f[1].label], len(f[1].name), f[1].name, f[1].uid))
    return tuple(hit for _, hit in found[:limit])


def by_uid(store: Store, text: str) -> tuple[Hit, ...]:
    """What has exactly this uid, among the labels that are not read by name."""
    found = []
    for label in MASSES:
        for row in store.read(_one_of(label), {"uid": text.strip()}):
            found.append(Hit(label, row["uid"], row["name"] or row["uid"]))
    return tuple(found)


def within(store: Store, text: str, labels: Iterable[str], limit: int = MOST) -> tuple[Hit, ...]:
    """Nodes of labels that are not read by name, whose name or uid contains a text."""
    needle = text.strip().lower()
    found: list[Hit] = []
    for label in labels:
        if label in MASSES:
            rows = store.read(_containing(label), {"text": needle, "limit": limit})
            found += [Hit(label, row["uid"], row["name"] or row["uid"]) for row in rows]
    # Where names are masked, a real one must not be found: what is shown counts.
    return tuple(h for h in found if needle in h.name.lower() or needle in h.uid.lower())[:limit]


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    found = {f"{label} all": _all_of(label) for label in INDEXED}
    for label in MASSES:
        found[f"{label} one"] = _one_of(label)
        found[f"{label} containing"] = _containing(label)
    return found


def _rank(needle: str, name: str, uid: str) -> int | None:
    """How well a name or uid fits as it is written; None where it does not."""
    if needle in (name, uid):
        return 0
    if name.startswith(needle) or uid.startswith(needle):
        return 1
    return 3 if needle in name or needle in uid else None


class _Spelt:
    """Letters as typed, and the names that can be spelt so.

    A character takes up one of its readings, the first letter of one, or its zh, ch or sh; the
    last one may be typed in part. All ways are followed at once: the places reached in what is
    typed are the bits of a number.
    """

    def __init__(self, typed: str, characters: Iterable[str]) -> None:
        self.done = 1 << len(typed)
        self.steps = {character: _steps(character, typed) for character in characters}
        self.first = frozenset(c for c, steps in self.steps.items() if steps[0])

    def rank(self, name: str) -> int | None:
        """How well a name fits: from its beginning is better."""
        if self.first.isdisjoint(name) or not self._fits(name, anywhere=True):
            return None
        return 2 if self._fits(name, anywhere=False) else 4

    def _fits(self, name: str, *, anywhere: bool) -> bool:
        reached = 1
        for character in name:
            after = 0
            for place, places in enumerate(self.steps[character]):
                if reached >> place & 1:
                    after |= places
            if after & self.done:
                return True
            reached = after | anywhere
            if not reached:
                return False
        return False


def _steps(character: str, typed: str) -> _Steps:
    steps = []
    for start in range(len(typed)):
        places = 0
        for reading in readings(character):
            parts = {reading, reading[:1], *(p for p in _PAIRS if reading.startswith(p))}
            for part in parts:
                if typed.startswith(part, start):
                    places |= 1 << start + len(part)
            if reading.startswith(typed[start:]):
                places |= 1 << len(typed)
        steps.append(places)
    return tuple(steps)


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """How a character is read, without tones; one that is no Chinese character as itself.

    >>> readings("重"), readings("吕"), readings("a")
    (('chong', 'tong', 'zhong'), ('lu', 'lv', 'lyu'), ('a',))
    """
    [found] = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)
    plain: set[str] = set()
    for reading in found:
        # ü is typed as v, as u, or as passports have it; letters with marks are typed without.
        spellings = (reading.replace("ü", x) for x in ("v", "u", "yu"))
        plain.update(spelling.replace("ê", "e") for spelling in spellings)
    return tuple(sorted(plain))


def _all_of(label: str) -> str:
    # A label cannot be a parameter; this one is a key of the schema.
    return f"MATCH (n:{label}) RETURN n.uid AS uid, n.name AS name ORDER BY uid"


def _one_of(label: str) -> str:
    return f"MATCH (n:{label} {{uid: $uid}}) RETURN n.uid AS uid, n.name AS name ORDER BY uid"


def _containing(label: str) -> str:
    return (
        f"MATCH (n:{label})\n"
        "WHERE toLower(n.name) CONTAINS $text OR toLower(n.uid) CONTAINS $text\n"
        "RETURN n.uid AS uid, n.name AS name\nORDER BY size(name), uid LIMIT $limit"
    )
