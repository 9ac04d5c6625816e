"""Three lists side by side: what a department says it may do, what is published, what was done.

Powers of the two lists are one where they have the same uid, else the same item code, else the same
name in the same unit, and each only where it is told without doubt: the code or name stands once in
each list. How they were matched is told. What is left has candidates, which are never taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from loaders.names import plain
from powergraph.differences.model import NOWHERE, Named, Place

MatchedBy: TypeAlias = Literal["uid", "code", "name"]
Gap: TypeAlias = Literal["not_published", "not_own", "unlisted", "never"]

GAPS: Final[tuple[Gap, ...]] = ("not_published", "not_own", "unlisted", "never")
CANDIDATES: Final = 3
# As for names of units: found by trying, a name of four characters may differ by one.
_LEAST_ALIKE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Listed:
    """A power in a list; `code` is its item code, empty where it has none."""

    uid: str
    name: str
    unit: Named | None
    code: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """A case: `power` is the uid, code or name of the power it exercises, as written; empty where
    the list of cases names none. `name` is the power's, where that is known besides."""

    uid: str
    power: str
    unit: Named | None
    name: str = ""
    place: Place = NOWHERE


@dataclass(slots=True)
class Item:
    """A power as the lists have it, with the cases of it."""

    own: Listed | None
    published: Listed | None
    matched_by: MatchedBy | None = None
    cases: list[Case] = field(default_factory=list)

    @property
    def listed(self) -> Listed:
        """The entry of the department's list, else of the published one."""
        found = self.own or self.published
        assert found
        return found


@dataclass(frozen=True, slots=True)
class Missing:
    """What one list has and another lacks: a power, or for `unlisted` cases of one unit that name
    the same power, or none, with the first of them. `candidates` may be what is meant."""

    gap: Gap
    unit: Named | None
    name: str
    uid: str
    own: Place = NOWHERE
    published: Place = NOWHERE
    case: Place = NOWHERE
    cases: int = 0
    candidates: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What the lists of a unit hold, and what each lacks; cases are counted one by one."""

    unit: Named | None
    own: int
    published: int
    both: int
    by_name: int
    not_published: int
    not_own: int
    cases: int
    unlisted: int
    never: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The three lists compared; `units` by name, the sum of all first."""

    items: tuple[Item, ...]
    missing: tuple[Missing, ...]
    units: tuple[UnitCount, ...]


def reconcile(
    own: Sequence[Listed], published: Sequence[Listed], cases: Iterable[Case]
) -> Reconciled:
    """Compare a department's own list, the published list and the cases of a period."""
    items = list(_paired(own, published))
    find = _finder(items)
    unlisted: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        item = find(case)
        if item:
            item.cases.append(case)
        else:
            unlisted[_unit_key(case.unit), plain(case.power)].append(case)
    listed = _Alike(x for item in items for x in (item.own, item.published) if x)
    missing = sorted(
        [*_gaps(items), *(_unlisted(found, listed) for found in unlisted.values())],
        key=lambda m: (GAPS.index(m.gap), m.unit.name if m.unit else "", m.name, m.uid),
    )
    groups = list(unlisted.values())
    return Reconciled(tuple(items), tuple(missing), tuple(_counts(items, groups)))


# Matching


def _paired(own: Sequence[Listed], published: Sequence[Listed]) -> Iterator[Item]:
    partner: dict[int, tuple[Listed, MatchedBy]] = {}
    left, right = set(range(len(own))), set(range(len(published)))
    keys: tuple[tuple[MatchedBy, Callable[[Listed], object]], ...] = (
        ("uid", lambda x: x.uid),
        ("code", lambda x: plain(x.code)),
        ("name", lambda x: (_unit_key(x.unit), plain(x.name))),
    )
    for by, key in keys:
        here, there = _once(own, left, key), _once(published, right, key)
        for value in here.keys() & there.keys():
            partner[here[value]] = (published[there[value]], by)
            left.remove(here[value])
            right.remove(there[value])
    for number, listed in enumerate(own):
        found, matched_by = partner.get(number, (None, None))
        yield Item(listed, found, matched_by)
    for number in sorted(right):
        yield Item(None, published[number])


def _once(
    listed: Sequence[Listed], numbers: Iterable[int], key: Callable[[Listed], object]
) -> dict[object, int]:
    """Of those left, by what tells them apart, the ones that it tells apart."""
    found: dict[object, list[int]] = defaultdict(list)
    for number in numbers:
        if value := key(listed[number]):
            found[value].append(number)
    return {value: at[0] for value, at in found.items() if len(at) == 1}


def _finder(items: Sequence[Item]) -> Callable[[Case], Item | None]:
    """Finds the power that a case names: by uid, code, or name in its unit, without doubt."""
    by: list[dict[object, set[int]]] = [defaultdict(set) for _ in range(4)]
    for number, item in enumerate(items):
        for listed in filter(None, (item.own, item.published)):
            by[0][listed.uid].add(number)
            by[1][plain(listed.code)].add(number)
            by[2][_unit_key(listed.unit), plain(listed.name)].add(number)
            by[3][plain(listed.name)].add(number)

    def find(case: Case) -> Item | None:
        if not case.power:
            return None
        written = plain(case.power)
        # A case that does not say its unit may name a power that only one unit has.
        names = (_unit_key(case.unit), written) if case.unit else None
        for index, value in zip(by, (case.power, written, names, written), strict=True):
            if index is by[3] and case.unit:
                break
            found = index.get(value, set())
            if len(found) == 1:
                return items[next(iter(found))]
            if found:
                break
        return None

    return find


def _unit_key(unit: Named | None) -> str:
    return plain(unit.name or unit.uid) if unit else ""


# What is missing


def _gaps(items: Sequence[Item]) -> Iterator[Missing]:
    left_own = _Alike(x.own for x in items if x.own and not x.published)
    left_published = _Alike(x.published for x in items if x.published and not x.own)
    for item in items:
        one = item.listed
        own = item.own.place if item.own else NOWHERE
        published = item.published.place if item.published else NOWHERE
        if not item.own or not item.published:
            others = left_own if item.published else left_published
            yield Missing(
                "not_own" if item.published else "not_published",
                one.unit,
                one.name,
                one.uid,
                own,
                published,
                cases=len(item.cases),
                candidates=others.to(one.name, one.unit),
            )
        if not item.cases:
            yield Missing("never", one.unit, one.name, one.uid, own, published)


def _unlisted(cases: Sequence[Case], listed: _Alike) -> Missing:
    first = cases[0]
    return Missing(
        "unlisted",
        first.unit,
        first.name or first.power,
        first.uid,
        case=first.place,
        cases=len(cases),
        candidates=listed.to(first.name or first.power, first.unit),
    )


class _Alike:
    """Finds powers whose names are like one, closest first; in other units only the same name."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self._in_unit: dict[str, dict[Named, str]] = defaultdict(dict)
        self._spelt: dict[str, dict[Named, str]] = defaultdict(dict)
        for one in listed:
            named, name = Named("Power", one.uid, one.name), plain(one.name)
            self._in_unit[_unit_key(one.unit)][named] = name
            for spelling in filter(None, (name, plain(one.code), plain(one.uid))):
                self._spelt[spelling][named] = name

    def to(self, name: str, unit: Named | None) -> tuple[Named, ...]:
        """Those that a name may mean, in a unit if that is known."""
        wanted = plain(name)
        if not wanted:
            return ()
        scored = dict.fromkeys(self._spelt.get(wanted, ()), 1.0)
        matcher = SequenceMatcher(None, b=wanted, autojunk=False)
        for named, other in self._in_unit.get(_unit_key(unit), {}).items():
            matcher.set_seq1(other)
            if named not in scored and matcher.quick_ratio() >= _LEAST_ALIKE:
                scored[named] = matcher.ratio()
        found = [named for named, alike in scored.items() if alike >= _LEAST_ALIKE]
        return tuple(sorted(found, key=lambda n: (-scored[n], n))[:CANDIDATES])


# Counts


def _counts(items: Sequence[Item], unlisted: Sequence[Sequence[Case]]) -> Iterator[UnitCount]:
    names: dict[str, Named | None] = {}
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        key = _unit_key(item.listed.unit)
        names.setdefault(key, item.listed.unit)
        both = bool(item.own and item.published)
        count[key].update(
            own=bool(item.own),
            published=bool(item.published),
            both=both,
            by_name=item.matched_by == "name",
            not_published=not item.published,
            not_own=not item.own,
            cases=len(item.cases),
            never=not item.cases,
        )
    for cases in unlisted:
        key = _unit_key(cases[0].unit)
        names.setdefault(key, cases[0].unit)
        count[key].update(cases=len(cases), unlisted=len(cases))
    total: Counter[str] = Counter()
    for one in count.values():
        total.update(one)
    yield _unit_count(None, total)
    yield from (_unit_count(names[key], count[key]) for key in sorted(count))


def _unit_count(unit: Named | None, count: Counter[str]) -> UnitCount:
    return UnitCount(
        unit,
        count["own"],
        count["published"],
        count["both"],
        count["by_name"],
        count["not_published"],
        count["not_own"],
        count["cases"],
        count["unlisted"],
        count["never"],
    )
