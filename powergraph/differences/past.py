"""What properties were on an earlier day, by the records of what imports changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from graph.meta import read_meta
from graph.store import Store
from graph.values import decode

# An interval is as it is known today, whatever was thought of it before.
_INTERVAL: Final = frozenset({"valid_from", "valid_to"})
_CHANGES: Final = """
MATCH (c:Change)
RETURN c.import_id AS import_id, c.seq AS seq, c.about AS about, c.property AS property,
       c.before AS before, c.day AS day
ORDER BY import_id, seq
"""


def values_on(store: Store, day: date, labels: Collection[str]) -> dict[str, dict[str, Any]]:
    """By `Label/uid`, the properties that had another value on a day than today, with that value.

    The newest statement about a day that is not later counts: so of each property the changes are
    taken back from the last one made, as long as they speak of a later day.
    """
    later = store.read("MATCH (c:Change) WHERE c.day > $day RETURN count(c) AS n", {"day": day})[0][
        "n"
    ]
    if not later:
        return {}
    meta = read_meta(store)
    order = {name: number for number, name in enumerate(meta.imports)} if meta else {}
    made: dict[tuple[str, str], list[tuple[int, int, date, str]]] = defaultdict(list)
    for row in store.stream(_CHANGES):
        label = row["about"].partition("/")[0]
        if label in labels and row["property"] not in _INTERVAL:
            number = order.get(row["import_id"], len(order))
            made[row["about"], row["property"]].append(
                (number, row["seq"], row["day"], row["before"])
            )
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for (about, name), changes in made.items():
        taken_back = list(_taken_back(changes, day))
        if taken_back:
            found[about][name] = decode(taken_back[-1])
    return dict(found)


def _taken_back(changes: list[tuple[int, int, date, str]], day: date) -> Iterator[str]:
    for _, _, made_for, before in sorted(changes, reverse=True):
        if made_for <= day:
            return
        yield before
