"""The same facts told otherwise: other uids, another order, in two files, with strangers beside.

Tables go in and tables come out; what rules find in them must be the same findings.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from graph.embedded import EmbeddedStore
from graph.schema import SCHEMA
from graph.schema.kinds import Column, LinkTable, NodeTable, Table
from graph.store import Store
from loaders.load import load
from loaders.tables import CsvReader
from powergraph import demo
from queries.check import check
from queries.findings import CheckResult
from tests.engines import WIPE
from tests.oracle import Tables
from tests.strategies import AS_OF, write_csv

Names: TypeAlias = dict[tuple[str, str], str]  # label and uid to the new uid


def uids(tables: Tables) -> Iterator[tuple[str, str]]:
    """Label and uid of every row that has a uid of its own."""
    for table in SCHEMA.tables:
        if isinstance(table, NodeTable) and len(table.uid_from) == 1:
            for row in tables.get(table.name, []):
                yield table.label.name, row[table.uid_from[0]]


def shuffled_names(tables: Tables, seed: int) -> Names:
    """A new uid for every uid; their order has nothing to do with the old one."""
    old = sorted(uids(tables))
    new = [f"N{n:06d}" for n in range(len(old))]
    random.Random(seed).shuffle(new)
    return dict(zip(old, new, strict=True))


def ordered_names(tables: Tables, prefix: str = "N") -> Names:
    """A new uid for every uid, in the order of the old ones."""
    return {old: f"{prefix}{n:06d}" for n, old in enumerate(sorted(uids(tables)))}


def renamed(tables: Tables, names: Names) -> Tables:
    """The tables with the new uids wherever the old ones stand."""
    told: Tables = {}
    for table in SCHEMA.tables:
        rows = [dict(row) for row in tables.get(table.name, [])]
        for row in rows:
            for column, label in _places(table, row):
                value = row.get(column.name)
                if isinstance(value, list):
                    row[column.name] = [names[label, uid] for uid in value]
                elif value is not None:
                    row[column.name] = names[label, value]
        told[table.name] = rows
    return told


def _places(table: Table, row: dict[str, object]) -> Iterator[tuple[Column, str]]:
    """The columns that hold uids, and of which label."""
    for column in table.columns:
        if isinstance(table, LinkTable):
            for end in (table.source, table.target):
                if column.name == end.column:
                    named = row.get(end.label_column) if end.label_column else None
                    yield column, str(named or end.labels[0].name)
        elif table.uid_from == (column.name,):
            yield column, table.label.name
        if column.ref:
            yield column, column.ref.label.name


def shuffled(tables: Tables, seed: int) -> Tables:
    """The rows of each table in another order."""
    dice = random.Random(seed)
    return {name: dice.sample(rows, len(rows)) for name, rows in tables.items()}


def halves(tables: Tables) -> tuple[Tables, Tables]:
    """Every second row of each table, and the others."""
    return (
        {name: rows[::2] for name, rows in tables.items()},
        {name: rows[1::2] for name, rows in tables.items()},
    )


def beside(tables: Tables, strangers: Tables) -> Tables:
    """The tables with those of an unrelated county, whose uids are made to differ.

    Templates of procedures are not a county's own: those of the strangers are left out.
    """
    others = renamed(strangers, ordered_names(strangers, "STRANGER"))
    return {
        name: rows + (others[name] if name != "template_steps" else [])
        for name, rows in tables.items()
    }


def demo_tables(cases: int) -> Tables:
    """The rows of the demo county, with what is planted in it."""
    county = demo.build(cases)
    tables = {table.name: county.where(table.name) for table in SCHEMA.tables}
    for case, events in county.records():
        tables["cases"].append(case)
        tables["case_events"] += events
    return tables


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check finds: each finding apart from its wording, and what was examined by unit."""

    found: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)
    examined: dict[str, dict[str | None, int]] = field(default_factory=dict)


def told(
    result: CheckResult, renames: Callable[[str, str], str] = lambda label, uid: uid
) -> Findings:
    """The findings by rule, with every uid renamed."""
    assert [r.id for r in result.rules if r.status == "failed"] == []
    findings = Findings()
    for run in result.rules:
        findings.found[run.id] = []
        findings.examined[run.id] = {
            u if u is None else renames("Department", u): n for u, n in run.examined.items() if n
        }
    for f in result.findings:
        unit = f.unit if f.unit is None else renames("Department", f.unit)
        actors = tuple(sorted(renames("Official", a) for a in f.actors))
        findings.found[f.rule].append(
            (f.subject_label, renames(f.subject_label, f.subject), unit, actors, f.severity)
        )
    for rows in findings.found.values():
        rows.sort(key=str)
    return findings


def checked(
    folder: Path, tables: Tables, more: Tables | None = None, store: Store | None = None
) -> CheckResult:
    """Load the tables, in one go with those of a second set of files, and run all rules.

    Into the store, which is emptied first, or else an embedded graph in the folder.
    """
    readers = [CsvReader(write_csv(tables, folder / "csv"))]
    if more:
        written = write_csv(more, folder / "more")
        for table in SCHEMA.tables:  # no two files may have one name
            path = written / f"{table.name}.csv"
            if path.is_file():
                path.rename(written / f"{table.zh}.csv")
        readers.append(CsvReader(written))
    if store:
        store.write([WIPE])
        load(store, readers, as_of=AS_OF)
        return check(store, as_of=AS_OF)
    with closing(EmbeddedStore(folder / "graph.db", "write")) as embedded:
        load(embedded, readers, as_of=AS_OF)
        return check(embedded, as_of=AS_OF)
