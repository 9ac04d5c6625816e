"""What a newer state of a series no longer states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from graph.facts import Gone, RelKind, SlotKind
from graph.present import AGAIN
from graph.schema import SCHEMA
from graph.schema.kinds import NodeTable, Table
from graph.standing import Standing
from graph.store import Row, Store

# Whether the newer state has a row of this table with this uid.
States: TypeAlias = Callable[[str, str], bool]

_STATED: Final = (
    "(x.source_uid IN $sources OR $series IN coalesce(x.stated_by, [])) "
    "AND (x.valid_to IS NULL OR x.valid_to > $day)"
)
_ASKED: Final = (
    "x.uid AS uid, x.valid_to AS valid_to, x.source_uid AS source_uid, x.stated_by AS stated_by"
)


@dataclass(frozen=True, slots=True)
class State:
    """A newer state of one series: whose word it is, and what the graph holds of that word.

    `sources`: the uids of the earlier states. `states` tells what this one has rows of.
    """

    series: str
    sources: Sequence[str]
    day: date
    states: States


def rows_gone(
    store: Store, standing: Standing, state: State, table: Table
) -> tuple[int, list[str]]:
    """How many facts that rows of a table make stand in the graph as a series' word, and the uids
    of those to be closed: its newer state has no row of them, and nobody else states them. What a
    row only refers to does not count."""
    total, gone = 0, []
    for kind in _made_by_rows(table):
        for row in _stated(store, standing, state, kind):
            total += 1
            uid = row["uid"].partition(AGAIN)[0] if isinstance(kind, RelKind) else row["uid"]
            if not state.states(table.name, uid) and standing.staters(row) == [state.series]:
                gone.append(row["uid"])
    return total, gone


def facts_gone(
    store: Store, standing: Standing, state: State, table: Table
) -> Iterator[tuple[str | RelKind, list[Gone]]]:
    """By kind, all facts of a table's rows that the newer state has no row of, with what those rows
    named. What a row that is still there names otherwise is none of them."""
    for kind in _made_by_rows(table):
        yield (
            kind,
            [
                _gone(row, standing, state)
                for row in _stated(store, standing, state, kind)
                if not state.states(
                    table.name,
                    row["uid"].partition(AGAIN)[0] if isinstance(kind, RelKind) else row["uid"],
                )
            ],
        )
    for slot in _slots(table):
        owner = "a" if slot.owned_by == "source" else "b"
        yield (
            slot.rel,
            [
                _gone(row, standing, state)
                for row in _stated(store, standing, state, slot.rel)
                if not state.states(table.name, row[owner])
            ],
        )


def _made_by_rows(table: Table) -> list[str | RelKind]:
    if isinstance(table, NodeTable):
        return [table.label.name]
    return [
        RelKind(table.rel.name, source.name, target.name)
        for source in table.source.labels
        for target in table.target.labels
    ]


def _slots(table: Table) -> list[SlotKind]:
    """The places in which a table's rows name others."""
    if not isinstance(table, NodeTable):
        return []
    return list(dict.fromkeys(SlotKind.of(table.label.name, ref) for _, ref in table.references))


def _stated(store: Store, standing: Standing, state: State, kind: str | RelKind) -> Iterator[Row]:
    """The facts of a kind that are the word of a series, and still so on the day."""
    if isinstance(kind, str):
        cypher = f"MATCH (x:{SCHEMA.nodes[kind].label.name}) WHERE {_STATED} "
        cypher += f"RETURN {_ASKED}, x.name AS name"
    else:
        cypher = f"MATCH (a:{kind.source})-[x:{kind.type}]->(b:{kind.target}) WHERE {_STATED} "
        cypher += f"RETURN {_ASKED}, a.uid AS a, b.uid AS b, a.name AS a_name, b.name AS b_name"
    params = {"sources": list(state.sources), "series": state.series, "day": state.day}
    for row in store.stream(cypher, params):
        if state.series in standing.staters(row):
            yield row


def _gone(row: Row, standing: Standing, state: State) -> Gone:
    others = [s for s in standing.staters(row) if s != state.series]
    parts = (row["uid"], row["valid_to"], row["stated_by"], others)
    if "name" in row:
        return Gone(parts[0], row["name"], *parts[1:])
    return Gone(parts[0], f"{row['a_name']} → {row['b_name']}", *parts[1:], row["a"], row["b"])
