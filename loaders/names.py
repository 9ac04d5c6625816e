"""Which node a name means: of the files being loaded and of the graph, or nobody knows.

People write names, not uids. A name means a node where exactly one node of that label, in the unit
where it is looked for, has it; width, case, white space and the form of brackets do not count. Of
none or several, the candidates are told and nothing is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Final, Protocol, runtime_checkable

from graph.privacy import names_a_person
from graph.schema import SCHEMA
from graph.schema.kinds import NodeTable
from graph.store import Store
from graph.text import Message
from loaders.cells import fold
from loaders.rows import RawRow, Reader

CANDIDATES: Final = 5
# Below this likeness two names have hardly a character in common.
_LIKE: Final = 0.4
# A comparison of two names takes about a hundred-thousandth of a second. After so many (a forgotten
# file: a hundred thousand names that nobody has) no more candidates are looked for.
_MOST_COMPARED: Final = 500_000
_BRACKETS: Final = str.maketrans("[]{}〔〕【】「」", "()" * 5)
# What a unit's name may have before it, as a candidate only.
_REGION: Final = re.compile(r"^.{0,6}?[省市县区旗州](?=.{2})")

# Where a node of a label stands: the column that names what it belongs to, and the query.
_WITHIN: Final = {
    "Department": ("", ""),
    "LegalBasis": ("", ""),
    "Counterparty": ("", ""),
    "Section": ("department", "(n:Section)-[x:SECTION_OF]->(w:Department)"),
    "Body": ("department", "(n:Body)-[x:BODY_OF]->(w:Department)"),
    "Post": ("department", "(n:Post)-[x:IN_DEPARTMENT]->(w:Department)"),
    "Power": ("department", "(n:Power)-[x:EXERCISED_BY]->(w:Department)"),
    "Matter": ("department", "(n:Matter)-[x:MATTER_OF]->(w:Department)"),
    "Step": ("power", "(w:Power)-[x:HAS_STEP]->(n:Step)"),
    # A person belongs to the posts held, and so to their units.
    "Official": ("", "(n:Official)-[x:HOLDS]->(w:Post)"),
}
_NOWHERE: Final = ("", "")
# The labels of what these columns name.
_HOLDERS: Final = {"department": "Department", "power": "Power"}
# Labels of nodes that several tables may state, each with something else to say of them.
_STATED: Final = frozenset({"Official", "Post", "Matter"})
# Labels whose names tell more of the nodes of a label: where they stand, what they hold.
_BESIDE: Final = {
    **dict.fromkeys(("Section", "Body", "Post"), ("Department",)),
    "Official": ("Post", "Department"),
}
# Codes that stand for a node as its name does.
_CODES: Final = {"Power": ("impl_code", "basic_code"), "Department": ("uscc",)}


@dataclass(frozen=True, slots=True)
class Found:
    """The uid that a name means, if one; else those that it may mean, closest first. `several`:
    more than one has that very name."""

    uid: str = ""
    candidates: tuple[str, ...] = ()
    several: bool = False


@dataclass(slots=True)
class _Known:
    """What is known of one label."""

    names: dict[str, str]  # uid → name as written
    spelt: dict[str, set[str]]  # plain name → uids
    within: dict[str, set[str]]  # uid → uids of what it belongs to
    born: dict[str, str]  # uid → month of birth, of people


class NameBook:
    """The names of nodes, by label; of `labels` only, if given, else of those that offices name.

    `may_make` is off while the sources are first read for their names: what a table would make
    of an unknown name may be explained by the next table. `learning` is on until all is known;
    candidates are looked for after that. `missed`: since it was last set to False, a name was
    looked for in vain.
    """

    def __init__(self, store: Store | None = None, labels: Iterable[str] = _WITHIN) -> None:
        self._store = store
        self._labels = frozenset(labels)
        self._known: dict[str, _Known] = {}
        self._found: dict[tuple[str, str, str, bool], Found] = {}
        self._stated: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self._offered: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self.may_make = True
        self.learning = False
        self._compared = 0
        self.size = 0
        self.missed = False

    def learn(self, raw: RawRow) -> None:
        """Take in the names of a row."""
        if raw.table.name == "appointments" and "Official" in self._labels:
            self._belongs("Official", _text(raw, "official"), _text(raw, "post"))
            return
        if not isinstance(raw.table, NodeTable) or raw.table.label.name not in self._labels:
            return
        label = raw.table.label.name
        uid = "/".join(_text(raw, part) for part in raw.table.uid_from)
        if label in _STATED:
            self._stated[label, uid].add((raw.file, raw.sheet))
        codes = [_text(raw, column) for column in _CODES.get(label, ())]
        self._add(label, uid, _text(raw, "name"), codes)
        if column := _WITHIN.get(label, _NOWHERE)[0]:
            self._belongs(label, uid, _text(raw, column))
        if month := _text(raw, "birth_month"):
            self._of(label).born[uid] = month

    def is_stated(self, label: str, uid: str, place: tuple[str, str]) -> bool:
        """Whether a table states a node that the one at `place` (file, sheet) would state only if
        no other does."""
        offered = self._offered[label, uid]
        offered.add(place)
        others = self._stated[label, uid] - {place}
        return not self.learning and bool(others - offered or any(o < place for o in others))

    @property
    def labels(self) -> frozenset[str]:
        """The labels whose names are known."""
        return self._labels

    def find(self, label: str, name: str, within: str = "", *, closest: bool = False) -> Found:
        """The node of a label that a name, code or uid means.

        Args:
            within: uid of the unit (of the power, for a step) where it is looked for; empty for
                everywhere.
            closest: look for other names like it, whether or not one fits.
        """
        key = (label, name, within, closest)
        if key not in self._found:
            self._found[key] = self._find(*key)
        found = self._found[key]
        self.missed = self.missed or not found.uid
        return found

    def settle(self) -> None:
        """Rows may name what they belong to by its name: take its uid, where that can be told."""
        self._found.clear()
        learning, self.learning = self.learning, True
        for label, known in [*self._known.items()]:
            holder = _HOLDERS.get(_WITHIN.get(label, _NOWHERE)[0])
            if holder in self._labels:
                for uid, within in known.within.items():
                    known.within[uid] = {self.find(holder, name).uid or name for name in within}
        self.learning = learning
        self._found.clear()

    def finish(self) -> None:
        """All names are known: from now on candidates are told."""
        self.learning, self.may_make = False, True
        self._found.clear()

    def inside(self, label: str, within: str) -> list[tuple[str, str]]:
        """(name, uid) of all nodes of a label that belong to a node, by uid."""
        known = self._of(label)
        return [(known.names[u], u) for u in sorted(known.names) if self._is_in(label, u, within)]

    def person(self, name: str, unit: str, born: str = "") -> Found:
        """The one person of that name in a unit whose month of birth, as far as it is known, is
        not another; nobody and no candidates where there is none of that name."""
        known = self._of("Official")
        same = known.spelt.get(plain(name), set())
        near = sorted(uid for uid in same if self._is_in("Official", uid, unit))
        exact = [uid for uid in near if born and known.born.get(uid) == born]
        fit = exact or [uid for uid in near if not born or not known.born.get(uid)]
        if len(fit) < 2:
            return Found(next(iter(fit), ""))
        return Found("", tuple(self.shown("Official", uid) for uid in fit[:CANDIDATES]))

    def name(self, label: str, uid: str) -> str:
        """The name of a node; empty if it is not known."""
        return self._of(label).names.get(uid, "")

    def belongs(self, label: str, uid: str) -> list[str]:
        """The uids of what a node belongs to: its unit, the power of a step, the posts held."""
        return sorted(self._of(label).within.get(uid, ()))

    def posts(self, official: str, unit: str) -> list[str]:
        """The posts that a person holds in a unit, by uid."""
        held = self.belongs("Official", official)
        return [post for post in held if self._is_in("Post", post, unit)]

    def _find(self, label: str, name: str, within: str, closest: bool) -> Found:
        known = self._of(label)
        same = sorted(known.spelt.get(plain(name), ()))
        near = [uid for uid in same if self._is_in(label, uid, within)]
        if closest and self.learning:
            return Found()
        if closest:
            return self._told(label, [u for u in self._like(label, name, within) if u not in near])
        if name in known.names or len(near) == 1:
            return Found(name if name in known.names else near[0])
        if near or self.learning:
            return Found("", self._told(label, near).candidates, several=len(near) > 1)
        return self._told(label, [*same, *self._like(label, name, within)])

    def _told(self, label: str, uids: Iterable[str]) -> Found:
        told = [self.shown(label, uid) for uid in dict.fromkeys(uids)]
        return Found("", tuple(told[:CANDIDATES]))

    def _is_in(self, label: str, uid: str, within: str) -> bool:
        if not within:
            return True
        belongs = self._of(label).within.get(uid, set())
        if label == "Official":
            posts = self._of("Post").within
            return any(within in posts.get(post, ()) for post in belongs)
        return within in belongs

    def _like(self, label: str, name: str, within: str) -> list[str]:
        """Those of the unit with the closest names, closest first."""
        if self._compared >= _MOST_COMPARED:
            return []
        wanted = plain(name)
        short = _REGION.sub("", wanted)
        matcher = SequenceMatcher(None, b=wanted, autojunk=False)

        def likeness(spelling: str) -> float:
            if short and short == _REGION.sub("", spelling):
                return 1.0
            self._compared += 1
            matcher.set_seq1(spelling)
            return matcher.ratio() if matcher.quick_ratio() >= _LIKE else 0.0

        scored = [
            (score, uid)
            for spelling, uids in self._of(label).spelt.items()
            if (score := likeness(spelling)) >= _LIKE
            for uid in uids
            if not within or self._is_in(label, uid, within)
        ]
        return [uid for _, uid in nlargest(CANDIDATES, scored)]

    def shown(self, label: str, uid: str) -> str:
        """A node as a candidate is told: name and uid, of a person the posts held, too, of a post,
        a section or a body the unit."""
        known = self._of(label)
        beside = self._of(_BESIDE[label][0]).names if label in _BESIDE else {}
        told = "、".join(beside[w] for w in sorted(known.within[uid]) if beside.get(w))
        return f"{known.names[uid]}（{f'{told}，' if told else ''}{uid}）"

    def _of(self, label: str) -> _Known:
        if label not in self._known:
            self._known[label] = _Known({}, defaultdict(set), defaultdict(set), {})
            self._read(label)
        return self._known[label]

    def _read(self, label: str) -> None:
        """What the graph holds of a label."""
        if self._store is None:
            return
        codes = _CODES.get(label, ())
        asked = "".join(f", n.{code} AS {code}" for code in codes)
        nodes = f"MATCH (n:{label}) WHERE n.valid_to IS NULL RETURN n.uid AS uid, n.name AS name"
        for row in self._store.read(f"{nodes}{asked}"):
            self._add(label, row["uid"], row["name"] or "", [row[code] or "" for code in codes])
        if label == "Official":
            text = "MATCH (n:Official) WHERE n.birth_month IS NOT NULL RETURN n.uid AS uid, "
            for row in self._store.read(f"{text}n.birth_month AS born"):
                self._of(label).born[row["uid"]] = row["born"]
        if pattern := _WITHIN.get(label, _NOWHERE)[1]:
            text = f"MATCH {pattern} WHERE x.valid_to IS NULL RETURN n.uid AS uid, w.uid AS within"
            for row in self._store.read(text):
                self._belongs(label, row["uid"], row["within"])

    def _add(self, label: str, uid: str, name: str, codes: Sequence[str]) -> None:
        # A candidate is shown: what no message may hold is not remembered.
        if not uid or names_a_person(name) or names_a_person(uid):
            return
        known = self._of(label)
        self._note(uid not in known.names)
        known.names.setdefault(uid, name)
        for spelling in filter(None, (name, *codes)):
            self._note(uid not in known.spelt[plain(spelling)])
            known.spelt[plain(spelling)].add(uid)

    def _belongs(self, label: str, uid: str, within: str) -> None:
        if uid and within:
            known = self._of(label)
            self._note(within not in known.within[uid])
            known.within[uid].add(within)

    def _note(self, new: bool) -> None:
        if new:
            self.size += 1
            self._found.clear()


@runtime_checkable
class Asking(Reader, Protocol):
    """A reader whose rows depend on names."""

    def hear(self, names: NameBook) -> None:
        """Take the book in which to look names up."""
        ...


def teach(store: Store | None, readers: Sequence[Reader], names: NameBook | None = None) -> None:
    """Give readers that ask for names a book of all that the graph and the sources know.

    `names` is a book to fill instead of a new one. The sources are read once more for it, where
    any reader asks; what a table explains may let another one be understood, so those that ask are
    read until nothing new comes.
    """
    asking = [reader for reader in readers if isinstance(reader, Asking)]
    if not asking:
        return
    names = names or NameBook(store)
    names.learning = True
    for reader in asking:
        reader.hear(names)
    for raw in _rows([reader for reader in readers if reader not in asking]):
        names.learn(raw)
    names.settle()
    for names.may_make in (False, True):
        before, names.missed = -1, True
        # A name that was not there may be there now.
        while names.missed and before != names.size:
            before, names.missed = names.size, False
            for raw in _rows(asking):
                names.learn(raw)
        if not names.missed:
            break
    names.finish()


def names_of(store: Store | None, readers: Sequence[Reader], labels: Collection[str]) -> NameBook:
    """A book of all nodes of the labels that the graph and the sources know.

    The sources are read once, if there is a label.
    """
    beside = [other for label in labels for other in _BESIDE.get(label, ())]
    names = NameBook(store, {*labels, *beside})
    names.learning = True
    for raw in _rows(readers if labels else ()):
        names.learn(raw)
    names.settle()
    names.finish()
    return names


def label_of(label: str) -> str:
    """A label as people read it."""
    return SCHEMA.nodes[label].label.zh


def near_to(found: Found) -> Message | str:
    """The candidates, as a message says them."""
    names = "、".join(found.candidates)
    return Message("expect.mapping.near", {"names": names}) if names else ""


def plain(name: str) -> str:
    """A name for matching only.

    >>> plain("财政 局（本级）") == plain("财政局(本级)") == plain("财政局【本级】")
    True
    """
    return fold(unicodedata.normalize("NFKC", name).translate(_BRACKETS))


def _rows(readers: Sequence[Reader]) -> Iterator[RawRow]:
    for reader in readers:
        yield from reader.rows([])


def _text(raw: RawRow, column: str) -> str:
    cell = raw.cells.get(column)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()
