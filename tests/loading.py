"""What tests of loading share: tables into files, and a graph as plain data to compare."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graph.errors import Problem, SourceError
from graph.schema import PROVENANCE, SCHEMA, STANDING
from graph.store import Store
from loaders.formats import readers
from loaders.load import LoadSummary, load

Rows = Sequence[Sequence[object]]
Sheets = Mapping[str, Rows]

NOON = datetime(2026, 6, 30, 12)
DAY = date(2026, 6, 30)

# One unit, three posts in a line, two people: what most tests start from.
SMALL: Sheets = {
    "departments": [("uid", "name", "kind"), ("D1", "财政局", "DISTRICT_DEPT")],
    "officials": [("uid", "name"), ("O1", "张三"), ("O2", "李四")],
    "posts": [
        ("uid", "name", "department", "reports_to"),
        ("P1", "局长", "D1", ""),
        ("P2", "副局长", "D1", "P1"),
        ("P3", "出纳", "D1", "P2"),
    ],
    "appointments": [
        ("official", "post", "valid_from"),
        ("O1", "P1", "2024-01-01"),
        ("O2", "P2", "2024-01-01"),
    ],
}


def csv_folder(folder: Path, sheets: Sheets) -> Path:
    """A folder of CSV files, one a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
    return folder


def load_paths(store: Store | None, *paths: Path, **options: Any) -> LoadSummary:
    """Load files as `powergraph load` does, at a fixed time and day."""
    return load(store, readers(paths), **{"now": NOON, "as_of": DAY, **options})


def problems_of(store: Store | None, *paths: Path, **options: Any) -> list[Problem]:
    """The problems with which a load is refused."""
    try:
        load_paths(store, *paths, **options)
    except SourceError as error:
        return error.problems
    raise AssertionError("the load was not refused")


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that is in a graph, by label and relationship type, provenance and journal too."""
    found = _dump_neo4j(store) if store.engine.startswith("Neo4j") else _dump_by_name(store)
    stated = {
        name: [{k: row[k] for k in sorted(row) if row[k] is not None} for row in rows]
        for name, rows in found.items()
    }
    ends = ("from_uid", "to_uid", "uid")
    return {
        name: sorted(rows, key=lambda row: [row.get(end, "") for end in ends])
        for name, rows in sorted(stated.items())
        if rows
    }


def _dump_neo4j(store: Store) -> dict[str, list[dict[str, Any]]]:
    """In two queries: planning one for each label takes a minute."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in store.read("MATCH (x) RETURN labels(x) AS labels, properties(x) AS props"):
        found.setdefault("+".join(row["labels"]), []).append(row["props"])
    for row in store.read(
        "MATCH (a)-[x]->(b) RETURN labels(a)[0] AS source, type(x) AS rel, labels(b)[0] AS target, "
        "a.uid AS from_uid, b.uid AS to_uid, properties(x) AS props"
    ):
        name = f"{row['source']}-{row['rel']}-{row['target']}"
        ends = {"from_uid": row["from_uid"], "to_uid": row["to_uid"]}
        found.setdefault(name, []).append(row["props"] | ends)
    return found


def _dump_by_name(store: Store) -> dict[str, list[dict[str, Any]]]:
    """By the declared properties: the embedded engine makes others up."""
    found: dict[str, list[dict[str, Any]]] = {}
    provenance = [column.name for column in (*PROVENANCE, *STANDING)]
    for name, node in SCHEMA.nodes.items():
        columns = ", ".join(f"x.{p} AS {p}" for p in dict.fromkeys([*node.props, *provenance]))
        found[name] = store.read(f"MATCH (x:{name}) RETURN {columns}")
    for name, rel in SCHEMA.rels.items():
        columns = ", ".join(f"x.{p} AS {p}" for p in [*rel.props, *provenance])
        for source, target in rel.ends:
            match = f"MATCH (a:{source})-[x:{name}]->(b:{target})"
            rows = store.read(f"{match} RETURN a.uid AS from_uid, b.uid AS to_uid, {columns}")
            found[f"{source}-{name}-{target}"] = rows
    return found


def facts(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The same without what the program keeps for itself: provenance, sources, changes, Meta."""
    own = {column.name for column in (*PROVENANCE, *STANDING)}
    return {
        name: [{k: v for k, v in row.items() if k not in own} for row in rows]
        for name, rows in dump(store).items()
        if name not in ("Meta", "Source", "Change")
    }
