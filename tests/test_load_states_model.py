"""Two states of one source, on random tables: the graph as of the day of each is that state, other
sources' facts are as they were, and the newer state taken back leaves no trace."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import undo
from graph.schema import SCHEMA
from graph.schema.kinds import Group, LinkTable, NodeTable, Table
from graph.store import Store
from loaders.load import load
from loaders.tables import CsvReader
from tests.engines import ENGINES, engine_param, neo4j_store  # noqa: F401
from tests.loading import NOON, dump
from tests.oracle import Row, Tables
from tests.strategies import AS_OF, moved, random_tables, write_csv
from tests.test_load_same import fresh, named_by, uid_of

EXAMPLES = {"embedded": 15, "neo4j": 2}
FIRST, SECOND = AS_OF, AS_OF + timedelta(days=90)
ALL = tuple(t.name for t in SCHEMA.tables)


class Interval(NamedTuple):
    """From the first day to the first day no more; None where it has no end."""

    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or self.end > day)


# What tells a fact apart (of relationships several may look alike, so these are counted).
Facts: TypeAlias = dict[tuple[Any, ...], Interval]


def thinned(tables: Tables, draw: random.Random) -> Tables:
    """Without some of the rows, and without what would then refer to nothing."""
    kept = {n: [dict(r) for r in rows if draw.random() < 0.85] for n, rows in tables.items()}
    while True:
        there = {
            (t.label.name, uid_of(t, row))
            for t in SCHEMA.tables
            if isinstance(t, NodeTable)
            for row in kept[t.name]
        }
        before = sum(map(len, kept.values()))
        for table in SCHEMA.tables:
            kept[table.name] = [r for r in kept[table.name] if _mended(table, r, there)]
        if sum(map(len, kept.values())) == before:
            return kept


def _mended(table: Table, row: Row, there: set[tuple[str, str]]) -> bool:
    """Whether a row can stay; what it may leave empty it does."""
    if isinstance(table, LinkTable):
        return all(named in there for named in named_by(table, row))
    for column, ref in table.references:
        value = row[column.name]
        if isinstance(value, list):
            row[column.name] = [u for u in value if (ref.label.name, u) in there] or None
        elif value is not None and (ref.label.name, value) not in there:
            row[column.name] = None
        if column.required and row[column.name] is None:
            return False
    return True


def stated(tables: Tables) -> Facts:
    """The facts that tables state, with the days that the rows give themselves."""
    facts: Facts = {}
    steps: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table in SCHEMA.tables:
        for row in tables[table.name]:
            own = Interval(row.get("valid_from"), row.get("valid_to"))
            if isinstance(table, LinkTable):
                source, target = named_by(table, row)
                key = tuple(str(row.get(k)) for k in table.key)
                facts[table.rel.name, source, target, key] = own
                continue
            node = (table.label.name, uid_of(table, row))
            facts["node", node] = own
            if table.name == "steps":
                steps[row["power"]][row["seq"]].append(node[1])
            for column, ref in table.references:
                named = row[column.name]
                for other in named if isinstance(named, list) else [named] if named else []:
                    ends = (node, (ref.label.name, other))
                    a, b = reversed(ends) if ref.reversed else ends
                    facts[ref.rel.name, a, b, ()] = Interval(None, None)
    for numbered in steps.values():
        for before, after in pairwise(sorted(numbered)):
            for one in numbered[before]:
                for other in numbered[after]:
                    facts["NEXT", ("Step", one), ("Step", other), ()] = Interval(None, None)
    return facts


def history(first: Facts, second: Facts) -> Iterator[tuple[tuple[Any, ...], Interval]]:
    """What two states tell together: a row's own days are taken at their word, all else holds from
    the day of the state that brings it, till that of the state that lacks it."""
    for fact in first.keys() | second.keys():
        if fact not in second:
            start, end = first[fact]
            yield fact, Interval(start, min(end or SECOND, SECOND))
        elif fact in first:
            yield fact, second[fact]
        else:
            start, end = second[fact]
            past = end is not None and end <= SECOND
            yield fact, Interval(start or (None if past else SECOND), end)


def structure(store: Store, day: date) -> Counter[tuple[Any, ...]]:
    """What the graph shows as of a day, by the one predicate."""
    holds = (
        "(x.valid_from IS NULL OR x.valid_from <= $day) AND "
        "(x.valid_to IS NULL OR x.valid_to > $day)"
    )
    found: Counter[tuple[Any, ...]] = Counter()
    for label, node in SCHEMA.nodes.items():
        if node.label.group is not Group.SYSTEM:
            rows = store.read(f"MATCH (x:{label}) WHERE {holds} RETURN x.uid AS u", {"day": day})
            found.update(("node", (label, r["u"])) for r in rows)
    for name, rel in SCHEMA.rels.items():
        for a, b in rel.ends:
            rows = store.read(
                f"MATCH (p:{a})-[x:{name}]->(q:{b}) WHERE {holds} RETURN p.uid AS p, q.uid AS q",
                {"day": day},
            )
            found.update((name, (a, r["p"]), (b, r["q"])) for r in rows)
    return found


def as_of(facts: dict[tuple[Any, ...], Interval], day: date) -> Counter[tuple[Any, ...]]:
    return Counter(fact[:3] for fact, interval in facts.items() if interval.holds(day))


@pytest.mark.parametrize("engine", [engine_param(e) for e in ENGINES])
def test_the_graph_as_of_the_day_of_a_state_is_that_state(
    engine: str, request: pytest.FixtureRequest
) -> None:
    @settings(
        max_examples=EXAMPLES[engine],
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        draw = random.Random(seed)
        tables = random_tables(seed)
        first = thinned(moved(tables, seed, ALL), draw)
        second = thinned(tables, draw)
        # Somebody else has people of its own, and states those of the first state, too.
        alike = [dict(row) for row in first["officials"]]
        own = [{**row, "uid": f"else {row['uid']}"} for row in tables["officials"]]
        others: Tables = {"officials": [*alike, *own]}
        told = stated({**{n: [] for n in ALL}, **others})
        with TemporaryDirectory() as name, fresh(engine, request, Path(name)) as store:

            def read(number: int, rows: Tables, day: date, source: str) -> Any:
                return load(
                    store,
                    [CsvReader(write_csv(rows, Path(name, str(number))))],
                    as_of=day,
                    now=NOON + timedelta(days=number),
                    snapshot=True,
                    source=source,
                    confirmed=ALL,
                )

            read(1, first, FIRST, "state")
            assert structure(store, FIRST) == as_of(stated(first), FIRST)
            read(2, others, FIRST, "else")
            before = dump(store)
            newer = read(3, second, SECOND, "state")
            facts = dict(history(stated(first), stated(second))) | told
            for day in (FIRST, SECOND, FIRST - timedelta(400), SECOND + timedelta(400)):
                assert structure(store, day) == as_of(facts, day), day
            ours = {row["uid"] for row in own}
            kept = [o for o in dump(store)["Official"] if o["uid"] in ours]
            assert kept == [o for o in before["Official"] if o["uid"] in ours]

            again = dump(store)
            assert read(4, second, SECOND, "state").import_id is None
            assert dump(store) == again

            assert newer.import_id
            undo.take_back(store, newer.import_id)
            assert dump(store) == before

    holds()
