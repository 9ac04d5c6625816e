"""Two states side by side: what came, what went, what is another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from loaders.names import plain
from powergraph.differences.counts import counts_of
from powergraph.differences.model import (
    NOWHERE,
    SECTIONS,
    Difference,
    Held,
    Line,
    Named,
    Place,
    Section,
    State,
    Thing,
)

_SECTION: Final[dict[str, Section]] = {
    "Power": "powers",
    "RiskPoint": "risks",
    "ControlMeasure": "measures",
    "Step": "steps",
}
# For a label and uids, where each was no longer stated.
Ended: TypeAlias = Callable[[str, Iterable[str]], Mapping[str, Place]]
# Properties that grade a risk have a section of their own.
_LEVEL: Final = {"Power": "risk_level", "RiskPoint": "level"}


def compare(
    before: State,
    after: State,
    *,
    same_graph: bool,
    unit: str | None = None,
    ended: Ended = lambda *_: {},
) -> Difference:
    """What differs between two states.

    Powers and their parts are matched by uid alone: one that vanished while another of that name
    came into the same unit is told as a candidate (`renumbered`) and counted as both.

    Args:
        same_graph: both are days of one graph; adjustments are told apart by their days, else by
            which of the two states them.
        unit: only what belongs to this department, before or after.
        ended: for a label and uids that are gone, the files that no longer state them.
    """
    lines = [
        line
        for line in (*_things(before, after, ended), *_seats(before, after))
        if unit is None or _is_of(line, unit, before, after)
    ]
    lines.sort(key=_order)
    again = {x.uid: x.renumbered for x in lines if x.section == "powers" and x.renumbered}
    counts = counts_of(before, after, frozenset(again), same_graph=same_graph, unit=unit)
    return Difference(before, after, counts, tuple(lines))


def renumbered(
    before: Mapping[str, Thing], after: Mapping[str, Thing]
) -> dict[str, tuple[Named, ...]]:
    """By uid of powers that came or went, those on the other side that may be the same: of one
    unit, by uid or name, and of one name but for width, spaces, case and form of brackets."""
    gone = {u: x for u, x in before.items() if u not in after}
    new = {u: x for u, x in after.items() if u not in before}
    by_name: dict[str, list[Thing]] = defaultdict(list)
    for thing in new.values():
        by_name[plain(thing.name)].append(thing)
    found: dict[str, list[Named]] = defaultdict(list)
    for thing in gone.values():
        for other in by_name.get(plain(thing.name), ()):
            if _same_unit(thing.unit, other.unit):
                found[thing.uid].append(Named("Power", other.uid, other.name))
                found[other.uid].append(Named("Power", thing.uid, thing.name))
    return {uid: tuple(sorted(others)) for uid, others in found.items()}


def _same_unit(one: Named | None, other: Named | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.uid == other.uid or plain(one.name) == plain(other.name)


def _things(before: State, after: State, ended: Ended) -> Iterator[Line]:
    candidates = renumbered(before.powers, after.powers)
    for label, section in _SECTION.items():
        is_power = label == "Power"
        old = before.powers if is_power else before.things[label]
        new = after.powers if is_power else after.things[label]
        files = ended(label, old.keys() - after.things[label].keys())
        for uid in old.keys() | new.keys():
            was, now = old.get(uid), new.get(uid)
            if was and now:
                yield from _values(section, was, now)
                continue
            thing = was or now
            assert thing
            others = candidates.get(uid, ()) if is_power else ()
            # A power that is no longer in force may be there still, and say so.
            there = before.things[label].get(uid), after.things[label].get(uid)
            states = [x.values.get("status") if x else None for x in there]
            places = [x.place if x else None for x in there]
            yield Line(
                section,
                "removed" if was else "added",
                label,
                uid,
                thing.name,
                thing.unit,
                thing.power,
                "status" if all(there) else "",
                states[0] if all(there) else None,
                states[1] if all(there) else None,
                places[0] or NOWHERE,
                places[1] or files.get(uid, NOWHERE),
                others,
            )


def _values(section: Section, was: Thing, now: Thing) -> Iterator[Line]:
    """A line for each value that is another."""
    pairs = {p: (was.values.get(p), now.values.get(p)) for p in was.values.keys() | now.values}
    pairs["name"] = (was.name, now.name)
    for name, (old, new) in pairs.items():
        if _plain_value(old) == _plain_value(new):
            continue
        level = _LEVEL.get(now.label) == name
        yield Line(
            "levels" if level else section,
            "changed",
            now.label,
            now.uid,
            now.name,
            now.unit or was.unit,
            now.power or was.power,
            name,
            old,
            new,
            was.place,
            now.place,
        )


def _plain_value(value: Any) -> Any:
    """A value for comparing: of nodes named, the uids; of nothing, None."""
    if isinstance(value, tuple):
        return tuple(x.uid for x in value) or None
    return None if value in ("", []) else value


def _seats(before: State, after: State) -> Iterator[Line]:
    """A line for each seat that others hold."""
    nobody = Held(None, None)
    old_seats = {(s.rel, s.what[:2], s.domain): (s, h) for s, h in before.seats.items()}
    new_seats = {(s.rel, s.what[:2], s.domain): (s, h) for s, h in after.seats.items()}
    for key in old_seats.keys() | new_seats.keys():
        seat, was = old_seats.get(key, (None, nobody))
        seat, now = new_seats.get(key, (seat, nobody))
        assert seat
        old, new = ({x[:2]: x for x in side.holders} for side in (was, now))
        if old.keys() == new.keys():
            continue
        gone = [was.holders[old[k]] for k in sorted(old.keys() - new.keys())]
        come = [now.holders[new[k]] for k in sorted(new.keys() - old.keys())]
        yield Line(
            "holders",
            "changed" if old and new else "added" if new else "removed",
            seat.rel,
            f"{seat.what.label}/{seat.what.uid}",
            seat.what.name,
            now.unit or was.unit,
            now.power or was.power,
            seat.domain,
            tuple(sorted(old.values())),
            tuple(sorted(new.values())),
            (gone or [*was.holders.values(), NOWHERE])[0],
            (come or [*now.holders.values(), NOWHERE])[0],
        )


def _is_of(line: Line, unit: str, before: State, after: State) -> bool:
    """Whether a line is about something of a department, before or after."""
    power = line.uid if line.label == "Power" else line.power.uid if line.power else None
    units = {line.unit.uid} if line.unit else set()
    for state in (before, after):
        thing = state.things["Power"].get(power or "")
        if thing and thing.unit:
            units.add(thing.unit.uid)
    return unit in units


def _order(line: Line) -> tuple[int, str, str, str, str, str, str]:
    unit = line.unit or Named("", "", "")
    kind = {"removed": "0", "added": "1", "changed": "2"}[line.kind]
    place = SECTIONS.index(line.section)
    return (place, unit.name, unit.uid, kind, line.name, f"{line.label}/{line.uid}", line.property)
