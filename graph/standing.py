"""Whose word a fact is, and what a newer statement of it changes.

A *series* is a source that is given again and again: the states of one file. Most facts are stated
by one series, that of the Source they were read from last. Where several state a fact, its
`stated_by` lists them; so a series that drops it takes only its own word back. `closed_by` names
the Source of the state from which a fact was gone; what is closed so opens again when it returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graph.schema import PROVENANCE, SCHEMA, STANDING
from graph.store import Row

SOURCE_PROPS: Final = tuple(column.name for column in PROVENANCE)
STANDING_PROPS: Final = tuple(column.name for column in STANDING)
# Properties that say where a fact comes from, not what it is.
BOOK_KEEPING: Final = frozenset((*SOURCE_PROPS, *STANDING_PROPS))
# Follows from other facts, so that it is nobody's word.
DERIVED: Final = frozenset(rel.name for rel, _, _ in SCHEMA.chained)


@dataclass(frozen=True, slots=True)
class Standing:
    """The series of an import's files, and of the Sources that the graph holds.

    Args:
        series: of each file of the import, in order.
        newer: of each file, whether it is a newer state of a series that the graph knows: what it
            states for the first time is new since the day of the import.
        series_of: the series of each Source in the graph, by uid.
    """

    series: Sequence[str]
    newer: Sequence[bool]
    series_of: Mapping[str, str]
    _sources: tuple[frozenset[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        own = (frozenset(u for u, s in self.series_of.items() if s == name) for name in self.series)
        object.__setattr__(self, "_sources", tuple(own))

    def joined_by(self, source_uids: Sequence[str]) -> Standing:
        """The same, once the files of the import have Sources of their own."""
        own = dict(zip(source_uids, self.series, strict=True))
        return Standing(self.series, self.newer, {**self.series_of, **own})

    def staters(self, row: Row) -> list[str]:
        """The series that state a fact of the graph; none where its source is not known."""
        if row["stated_by"] is not None:
            return list(row["stated_by"])
        series = self.series_of.get(row["source_uid"])
        return [] if series is None else [series]

    def is_own(self, row: Row, file: int) -> bool:
        """Whether a fact is the word of a file's series, and of no other."""
        return row["stated_by"] is None and row["source_uid"] in self._sources[file]

    def with_own(self, row: Row, file: int) -> list[str] | None:
        """All staters of a fact, now that a file states it too; None where that is no news."""
        staters = self.staters(row)
        own = self.series[file]
        return sorted([*staters, own]) if staters and own not in staters else None


def returns(props: Mapping[str, Any], before: Row, day: date) -> bool:
    """Whether a fact that a newer state had dropped is stated again, on the day or later."""
    return (
        before["closed_by"] is not None
        and (before["valid_to"] is None or before["valid_to"] <= day)
        and props.get("valid_to") is None
    )


def difference(props: Mapping[str, Any], before: Row, day: date) -> dict[str, Any]:
    """What a statement changes of a fact: the new value of each property that differs.

    An empty first day says nothing: it leaves the one that is known. An empty last day takes back
    a last day that was stated, and one that a newer state's silence gave, unless that is to come.
    """
    differs = {p: v for p, v in props.items() if v != before[p]}
    if not differs and before["closed_by"] is None:
        return differs
    if differs.get("valid_from", day) is None:
        del differs["valid_from"]
    if before["closed_by"] is not None:
        if returns(props, before, day):
            differs |= {"valid_to": None, "closed_by": None}
        elif props.get("valid_to") is not None:
            differs["closed_by"] = None
        else:
            differs.pop("valid_to", None)
        if "closed_by" in differs and before["stated_by"] is not None:
            differs["stated_by"] = None
    return differs
