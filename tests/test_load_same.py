"""Loading is repeatable: tables invented from the schema give the facts that a plain model of them
gives, in whatever order and in how many loads they come, and a second time they change nothing."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.fingerprint import fingerprint
from graph.meta import read_meta
from graph.neo4j_store import Neo4jStore
from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind, LinkTable, NodeTable, Table
from graph.store import Store
from tests.engines import ENGINES, WIPE, engine_param, neo4j_store  # noqa: F401
from tests.loading import NOON, SMALL, Rows, csv_folder, dump, facts, load_paths

SEEDS = st.integers(0, 2**32)
# A first load of every table on Neo4j is a hundred queries to plan.
EXAMPLES = {"embedded": 12, "neo4j": 1}
TEXTS = (
    "甲",
    "第一条，见附件",
    "a'b\"c",
    "x\ny",
    "</script>",
    "=1+1",
    "0012",
    "é",
)
Row = dict[str, Any]


@dataclass
class Invented:
    """Rows by table, as Python values; a column that a row does not fill is None."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def without_steps_parted(self, chosen: set[tuple[str, int]]) -> set[tuple[str, int]]:
        """The rows chosen, with all that they refer to, and all steps of a power or none."""
        place = {
            (t.label.name, uid_of(t, row)): (t.name, i)
            for t in SCHEMA.tables
            if isinstance(t, NodeTable)
            for i, row in enumerate(self.rows[t.name])
        }
        todo, done = list(chosen), set(chosen)
        while todo:
            name, number = todo.pop()
            table = SCHEMA.table(name)
            assert table is not None
            named = [place[n] for n in named_by(table, self.rows[name][number])]
            if name == "steps":
                power = self.rows[name][number]["power"]
                named += [(name, i) for i, s in enumerate(self.rows[name]) if s["power"] == power]
            fresh = set(named) - done
            done |= fresh
            todo += fresh
        return done


def uid_of(table: NodeTable, row: Row) -> str:
    return "/".join(str(row[name]) for name in table.uid_from)


def named_by(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    """Label and uid of each node that a row refers to."""
    if isinstance(table, LinkTable):
        for end in (table.source, table.target):
            label = row[end.label_column] if end.label_column else end.labels[0].name
            yield label, row[end.column]
        return
    for column, ref in table.references:
        value = row[column.name]
        for uid in value if isinstance(value, list) else [value] if value else []:
            yield ref.label.name, uid


def invent(seed: int) -> Invented:
    """A few rows of every table."""
    draw = random.Random(seed)
    invented = Invented()
    sizes = {t.name: draw.randint(1, 3) for t in SCHEMA.tables}
    uids = {
        t.label.name: [f"{t.name} {i}" for i in range(sizes[t.name])]
        for t in SCHEMA.tables
        if isinstance(t, NodeTable)
    }
    for table in SCHEMA.tables:
        rows: dict[Any, Row] = {}
        for i in range(sizes[table.name]):
            if isinstance(table, NodeTable):
                row = {c.name: value(draw, c, uids, i) for c in table.columns}
                if len(table.uid_from) == 1:
                    row[table.uid_from[0]] = uids[table.label.name][i]
                rows[uid_of(table, row)] = row
            else:
                row = {c.name: value(draw, c, uids, i) for c in table.columns}
                for end in (table.source, table.target):
                    label = row[end.label_column] if end.label_column else end.labels[0].name
                    row[end.column] = draw.choice(uids[label])
                key = (*named_by(table, row), *(row[k] for k in table.key))
                rows[key] = row
        invented.rows[table.name] = list(rows.values())
    return invented


def value(draw: random.Random, column: Column, uids: dict[str, list[str]], i: int) -> Any:
    if not column.required and draw.random() < 0.3:
        return None
    if column.many:
        found = [single(draw, column, uids, i) for _ in range(draw.randint(1, 3))]
        return list(dict.fromkeys(found))
    return single(draw, column, uids, i)


def single(draw: random.Random, column: Column, uids: dict[str, list[str]], i: int) -> Any:
    if column.ref:
        known = uids[column.ref.label.name]
        if column.ref.acyclic:
            return draw.choice(known[:i]) if i else None
        return draw.choice(known)
    low = 0 if column.low is None else column.low
    high = low + 2000 if column.high is None else column.high
    # Each interval ends after it begins.
    day = date(2011 if column.name == "valid_to" else 1990, 1, 1) + timedelta(draw.randrange(7000))
    match column.kind:
        case Kind.TEXT:
            return draw.choice(TEXTS)
        case Kind.INTEGER:
            return draw.randint(int(low), int(high))
        case Kind.NUMBER:
            return draw.randint(int(low) * 4, int(high) * 4) / 4
        case Kind.BOOLEAN:
            return draw.random() < 0.5
        case Kind.DAY:
            return day
        case Kind.MOMENT:
            return datetime(day.year, day.month, day.day) + timedelta(seconds=draw.randrange(86400))
        case Kind.MONTH:
            return f"{day:%Y-%m}"
        case Kind.CODE:
            assert column.enum
            return draw.choice(column.enum.codes)


def typed(draw: random.Random, column: Column, value: Any) -> str:
    """A value as one of the many who fill the tables types it."""
    if isinstance(value, list):
        return draw.choice((";", "；", " ; ")).join(typed(draw, column, v) for v in value)
    if value is None:
        return draw.choice(("", " "))
    match column.kind:
        case Kind.BOOLEAN:
            return draw.choice(("true", "1", "是", "有") if value else ("FALSE", "0", "否", "无"))
        case Kind.INTEGER | Kind.NUMBER:
            return draw.choice((f"{value}", f"{value:,}"))
        case Kind.DAY:
            iso, chinese = value.isoformat(), f"{value.year}年{value.month}月{value.day}日"
            return draw.choice((iso, chinese, iso.replace("-", "/"), f"{iso} 00:00"))
        case Kind.CODE:
            assert column.enum
            choice = next(c for c in column.enum.choices if c.code == value)
            return draw.choice((choice.code, choice.zh, *choice.aliases))
    return str(value)


def write(folder: Path, invented: Invented, seed: int, chosen: set[tuple[str, int]] | None) -> Path:
    """The tables as CSV files, rows and columns in any order, headers in either language."""
    draw = random.Random(seed)
    sheets: dict[str, Rows] = {}
    for table in SCHEMA.tables:
        numbers = range(len(invented.rows[table.name]))
        kept = [i for i in numbers if chosen is None or (table.name, i) in chosen]
        if not kept:
            continue
        columns = draw.sample(table.columns, len(table.columns))
        rows: list[list[str]] = [[draw.choice((c.name, c.zh)) for c in columns]]
        for i in draw.sample(kept, len(kept)):
            row = invented.rows[table.name][i]
            rows.append([typed(draw, c, row[c.name]) for c in columns])
        sheets[draw.choice((table.name, table.zh))] = rows
    return csv_folder(folder, sheets)


def model(invented: Invented) -> dict[str, Any]:
    """The facts that the tables state, worked out without the loader."""
    nodes: dict[str, Any] = {}
    rels: dict[str, list[Any]] = defaultdict(list)
    steps: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table in SCHEMA.tables:
        for row in invented.rows[table.name]:
            props = {c.name: row[c.name] for c in table.properties if row[c.name] is not None}
            if isinstance(table, LinkTable):
                (label, source), (other, target) = named_by(table, row)
                rels[f"{label}-{table.rel.name}-{other}"].append((source, target, props))
                continue
            uid = uid_of(table, row)
            nodes[f"{table.label.name}/{uid}"] = props | {"uid": uid}
            if table.name == "steps":
                steps[row["power"]][row["seq"]].append(uid)
            for column, ref in table.references:
                named = row[column.name]
                for other in named if isinstance(named, list) else [named] if named else []:
                    ends = [(table.label.name, uid), (ref.label.name, other)]
                    (label, source), (end, target) = reversed(ends) if ref.reversed else ends
                    rels[f"{label}-{ref.rel.name}-{end}"].append((source, target, {}))
    for numbered in steps.values():
        for before, after in pairwise(sorted(numbered)):
            rels["Step-NEXT-Step"] += [
                (a, b, {}) for a in numbered[before] for b in numbered[after]
            ]
    return {"nodes": nodes, "rels": {k: sorted(v, key=repr) for k, v in rels.items()}}


def as_model(store: Store, invented: Invented) -> dict[str, Any]:
    """A graph's facts in the form of `model`; names that the loader made are left out."""
    nodes: dict[str, Any] = {}
    rels: dict[str, Any] = {}
    for name, rows in facts(store).items():
        if "-" in name:
            rels[name] = sorted(((r.pop("from_uid"), r.pop("to_uid"), r) for r in rows), key=repr)
            assert all(r[2].pop("uid") for r in rels[name])
            continue
        table = SCHEMA.table_of(name)
        stated = {uid_of(table, r): r.get("name") for r in invented.rows[table.name]}
        for row in rows:
            assert row["name"], "every node has a name"
            if not stated[row["uid"]]:
                del row["name"]
            nodes[f"{name}/{row['uid']}"] = row
    ordered = {k: sorted(v, key=lambda r: repr((r[0], r[1], r[2]))) for k, v in rels.items()}
    return {"nodes": nodes, "rels": ordered}


def in_order(facts: dict[str, Any]) -> dict[str, Any]:
    """The same, with properties in alphabetical order, so that equal ones also look equal."""
    rels = {
        name: sorted(
            ((a, b, dict(sorted(props.items()))) for a, b, props in rows), key=lambda r: repr(r)
        )
        for name, rows in facts["rels"].items()
    }
    return {"nodes": facts["nodes"], "rels": rels}


@contextmanager
def fresh(engine: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """An empty graph; Hypothesis runs a test many times, so that fixtures cannot empty it."""
    if engine == "neo4j":
        neo4j: Neo4jStore = request.getfixturevalue("neo4j_store")
        neo4j.write([WIPE])
        yield neo4j
    else:
        with EmbeddedStore(folder / f"{random.random()}.db", "write") as embedded:
            yield embedded


@pytest.mark.parametrize("engine", [engine_param(e) for e in ENGINES])
def test_tables_give_the_facts_they_state_once_and_for_all(
    engine: str, request: pytest.FixtureRequest
) -> None:
    @settings(
        max_examples=EXAMPLES[engine],
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    @given(SEEDS)
    def holds(seed: int) -> None:
        invented = invent(seed)
        with TemporaryDirectory() as name, fresh(engine, request, Path(name)) as store:
            folder = write(Path(name, "all"), invented, seed, None)
            first = load_paths(store, folder)
            assert in_order(as_model(store, invented)) == in_order(model(invented))
            assert first.fingerprint == fingerprint(store)
            before = dump(store)

            again = load_paths(store, folder, now=NOON + timedelta(days=1))
            assert (again.total.created, again.total.changed) == (0, 0)
            assert (again.import_id, again.fingerprint) == (None, first.fingerprint)
            assert dump(store) == before

        with TemporaryDirectory() as name, EmbeddedStore(Path(name, "g.db"), "write") as store:
            shuffled = write(Path(name, "other"), invented, seed + 1, None)
            files = random.Random(seed).sample(sorted(shuffled.iterdir()), len(invented.rows))
            assert load_paths(store, *files).fingerprint == first.fingerprint

        with TemporaryDirectory() as name, EmbeddedStore(Path(name, "g.db"), "write") as store:
            every = {(t, i) for t, rows in invented.rows.items() for i in range(len(rows))}
            some = set(random.Random(seed).sample(sorted(every), len(every) // 4))
            half = invented.without_steps_parted(some)
            load_paths(store, write(Path(name, "1"), invented, seed, half))
            rest = write(Path(name, "2"), invented, seed, every - half)
            assert load_paths(store, rest).fingerprint == first.fingerprint

    holds()


@pytest.mark.parametrize("engine", [engine_param(e) for e in ENGINES])
def test_the_fingerprint_of_an_import_is_that_of_reading_the_whole_graph(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    days = [("uid", "name", "birth_month"), ("O2", "李四", "1970-01"), ("O3", "王五", "")]
    ends = ("official", "post", "valid_from", "valid_to")
    imports: list[dict[str, Rows]] = [
        dict(SMALL),
        {"officials": [("uid", "name"), ("O4", "赵六")]},  # adds only
        {"appointments": [ends, ("O4", "P3", "2024-01-01", "2025-01-01")]},  # adds only
        {"officials": days},  # adds and changes
        {"posts": [("uid", "name", "department"), ("P9", "科员", "D1")]},  # adds after a change
        {"posts": [("uid", "name", "department", "reports_to"), ("P3", "出纳", "D1", "P1")]},
    ]
    with fresh(engine, request, tmp_path) as store:
        seen = set()
        for number, sheets in enumerate(imports):
            folder = csv_folder(tmp_path / str(number), sheets)
            summary = load_paths(store, folder, now=NOON + timedelta(days=number))
            meta = read_meta(store)
            assert meta is not None
            assert summary.fingerprint == meta.fingerprint == fingerprint(store)
            seen.add(summary.fingerprint)
        assert len(seen) == len(imports)


def test_the_same_files_again_leave_no_source_no_change_and_no_import_behind(
    tmp_path: Path,
) -> None:
    with EmbeddedStore(tmp_path / "graph.db", "write") as store:
        folder = csv_folder(tmp_path / "tables", SMALL)
        load_paths(store, folder)
        before = dump(store)
        assert {s["file"] for s in before["Source"]} == {f"{name}.csv" for name in SMALL}
        for days in (1, 2):
            load_paths(store, folder, now=NOON + timedelta(days=days), as_of=None)
            assert dump(store) == before
        # Other files that say the same are no news either: a fact keeps its first source.
        copied = csv_folder(tmp_path / "copy", {name: [*rows, ()] for name, rows in SMALL.items()})
        summary = load_paths(store, copied, now=NOON + timedelta(days=3))
        assert summary.total.same > 0
        assert dump(store) == before


def test_a_day_and_a_notice_are_kept_though_no_fact_is_new(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "graph.db", "write") as store:
        folder = csv_folder(tmp_path / "tables", SMALL)
        load_paths(store, folder)
        load_paths(store, folder, as_of=date(2027, 1, 1), notice="合成数据")
        meta = read_meta(store)
        assert meta is not None
        assert (meta.as_of, meta.notice, len(meta.imports)) == (date(2027, 1, 1), "合成数据", 1)
        load_paths(store, folder, as_of=None)
        assert (read_meta(store) or meta).as_of == date(2027, 1, 1)
