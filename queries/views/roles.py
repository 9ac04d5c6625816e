"""Who decides, executes and supervises a power, and whether these are different people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

KINDS: Final = ("DECISION", "EXECUTION", "SUPERVISION")
Judged: TypeAlias = Literal["same", "post", "missing", "section", "apart", "apart_some"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a post, since when, and how."""

    uid: str
    name: str
    mode: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A post, body or department that fills a role; a post has people, or is vacant."""

    label: str
    uid: str
    name: str
    unit: str | None = None
    section_uid: str | None = None
    section: str | None = None
    people: tuple[Person, ...] = ()

    @property
    def filled(self) -> bool:
        """Is anybody there? A body and a department always are."""
        return self.label != "Post" or bool(self.people)


@dataclass(frozen=True, slots=True)
class RoleSlot:
    """One role of a power, filled or not. `limit` is in yuan."""

    uid: str
    kind: str
    party: str | None
    limit: float | None
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix: who, and which kinds of role they fill."""

    holder: Holder
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing to say about the roles: what, about whom, and about which kinds of role."""

    judged: Judged
    kinds: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Does it need no verification?"""
        return self.judged in ("apart", "apart_some")


def matrix(roles: Iterable[RoleSlot]) -> list[Line]:
    """Every holder with the kinds of role it fills, in the order of those kinds."""
    kinds: dict[tuple[str, str], set[str]] = {}
    holders: dict[tuple[str, str], Holder] = {}
    for slot in sorted(roles, key=lambda r: _order(r.kind)):
        for holder in slot.holders:
            holders[holder.label, holder.uid] = holder
            kinds.setdefault((holder.label, holder.uid), set()).add(slot.kind)
    return [Line(holder, frozenset(kinds[key])) for key, holder in holders.items()]


def verdicts(roles: Sequence[RoleSlot]) -> list[Verdict]:
    """What is to be said of the roles, what needs verification first; nothing where none are."""
    if not roles:
        return []
    lines = matrix(roles)
    found: list[Verdict] = []
    by_person: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for line in lines:
        for person in line.holder.people:
            names[person.uid] = person.name
            by_person.setdefault(person.uid, set()).update(line.kinds)
    for uid, kinds in by_person.items():
        if len(kinds) > 1:
            found.append(Verdict("same", ordered(kinds), (names[uid],)))
    for line in lines:
        vacant_post = line.holder.label == "Post" and not line.holder.people
        if vacant_post and len(line.kinds) > 1:
            found.append(Verdict("post", ordered(line.kinds), (line.holder.name,)))
    filled = {kind for line in lines if line.holder.filled for kind in line.kinds}
    missing = [kind for kind in KINDS if kind not in filled]
    if missing:
        found.append(Verdict("missing", tuple(missing)))
    section = _one_section(lines)
    if section and not missing:
        found.append(Verdict("section", KINDS, (section,)))
    if not any(v.judged in ("same", "post") for v in found) and len(filled) > 1:
        judged: Judged = "apart_some" if missing else "apart"
        found.append(Verdict(judged, ordered(filled)))
    return found


def ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    """Kinds of role in the usual order: decision, execution, supervision."""
    return tuple(sorted(kinds, key=_order))


def _one_section(lines: Sequence[Line]) -> str | None:
    """The section to which every holder belongs, where that is one."""
    sections = {line.holder.section_uid for line in lines if line.holder.filled}
    if len(sections) != 1 or None in sections:
        return None
    return next(line.holder.section for line in lines if line.holder.filled)


def _order(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)
