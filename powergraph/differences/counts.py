"""How many powers there were and are, what was done to them, and what nobody has explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from powergraph.differences.model import Adjustment, Count, State, Thing

# What takes a power out of a list. To manage, limit or publish one leaves it there.
TAKES_AWAY: Final = frozenset({"CLEAR", "CUT", "REDUCE", "TRANSFER", "DIVIDE", "DELEGATE"})
ADDS: Final = "ADD"

_Group: TypeAlias = Literal["all", "unit", "power_type"]
# The code and name of what a power is counted under.
_Key: TypeAlias = Callable[[Thing], tuple[str, str]]


def counts_of(
    before: State,
    after: State,
    renumbered: Collection[str],
    *,
    same_graph: bool,
    unit: str | None = None,
) -> tuple[Count, ...]:
    """The counts of all powers, then of each unit, then of each power type, by code.

    Args:
        renumbered: uids of powers that may be under another uid on the other side.
        same_graph: see `compare`.
        unit: only of the powers of this department, of which then is the first count.
    """

    def theirs(powers: Mapping[str, Thing]) -> dict[str, Thing]:
        return {u: t for u, t in powers.items() if unit is None or _unit(t)[0] == unit}

    # Powers that have ended or are not in force are known, too: what was done to them counts.
    known = theirs(after.things["Power"]) | theirs(before.things["Power"])
    done = [
        a for a in _done(before, after, same_graph=same_graph) if unit is None or a.power in known
    ]
    old, new = theirs(before.powers), theirs(after.powers)
    anywhere = (before.powers.keys(), after.powers.keys())

    def grouped(group: _Group, key: _Key) -> Iterator[Count]:
        names = {key(t)[0]: key(t)[1] for t in (*known.values(), *old.values(), *new.values())}
        for code, name in sorted(names.items()):
            was = {u for u, t in old.items() if key(t)[0] == code}
            now = {u for u, t in new.items() if key(t)[0] == code}
            own = [a for a in done if a.power in known and key(known[a.power])[0] == code]
            if was or now or own:
                yield _count(group, code, name, was, now, own)

    def _count(
        group: _Group, code: str, name: str, was: set[str], now: set[str], own: list[Adjustment]
    ) -> Count:
        removed, added = was - anywhere[1], now - anywhere[0]
        taken = {a.power for a in done if a.action in TAKES_AWAY}
        given = {a.power for a in done if a.action == ADDS}
        unexplained = removed - taken
        return Count(
            group,
            code,
            name,
            len(was),
            len(now),
            len(removed),
            len(added),
            len(now - was - added) - len(was - now - removed),
            dict(sorted(Counter(a.action for a in own).items())),
            len(unexplained),
            sum(uid in renumbered for uid in unexplained),
            len(added - given),
        )

    if unit is None:
        first = _count("all", "", "", set(old), set(new), done)
        return (first, *grouped("unit", _unit), *grouped("power_type", _type))
    return (*grouped("unit", _unit), *grouped("power_type", _type))


def _done(before: State, after: State, *, same_graph: bool) -> list[Adjustment]:
    """The adjustments made between two states."""
    if same_graph:
        days = (before.day, after.day)
        return [a for a in after.adjustments if a.day and days[0] < a.day <= days[1]]
    told = {a.uid for a in before.adjustments}
    return [a for a in after.adjustments if a.uid not in told]


def _unit(power: Thing) -> tuple[str, str]:
    return (power.unit.uid, power.unit.name) if power.unit else ("", "")


def _type(power: Thing) -> tuple[str, str]:
    return str(power.values.get("power_type") or ""), ""
