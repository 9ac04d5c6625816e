"""What the messy files become: the nodes that each makes, held against what is known to be true."""

from __future__ import annotations

import csv
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import Problem, SourceError
from graph.store import Store, open_graph
from loaders.formats import Options, readers
from loaders.load import load
from loaders.mapping import Mapping
from tests.messy import PEOPLE, UNITS, Known, Mess


@dataclass(slots=True)
class Outcome:
    """What a load of one file gave. `refused`: the problems that stopped it; `missing`: nodes that
    are not there; `differing`: nodes whose properties differ, with what was found."""

    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    right: int = 0
    missing: list[Known] = field(default_factory=list)
    differing: list[tuple[Known, AnyMapping[str, object]]] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Label → (expected, made), where they differ."""


def base(folder: Path) -> Path:
    """The units, posts and people that the messy files name, as tables of ours."""
    folder.mkdir()
    _table(
        folder / "departments.csv",
        ["uid", "name", "kind"],
        [[f"D{n}", name, "DISTRICT_DEPT"] for n, name in enumerate(UNITS, 1)],
    )
    _table(
        folder / "posts.csv",
        ["uid", "name", "department"],
        [[f"P{n}", "办公室主任", f"D{n}"] for n in range(1, len(UNITS) + 1)],
    )
    _table(
        folder / "officials.csv",
        ["uid", "name"],
        [[f"O{n}", name] for n, name in enumerate(PEOPLE, 1)],
    )
    _table(
        folder / "bodies.csv",
        ["uid", "name", "kind", "department"],
        [[f"B{n}", f"{name}党组", "PARTY_GROUP", f"D{n}"] for n, name in enumerate(UNITS, 1)],
    )
    return folder


def outcome(mess: Mess, store: Store, mapping: Path | None = None) -> Outcome:
    """Load one file into a graph that holds the base, by a mapping file if one is given; look."""
    result = Outcome()
    chosen = Mapping.read(mapping) if mapping else None
    before = {label: _count(store, label) for label in mess.counts}
    try:
        result.warnings = load(store, readers([mess.path], None, Options(mapping=chosen))).warnings
    except SourceError as error:
        result.refused = list(error.problems)
        return result
    for known in mess.nodes:
        rows = store.read(
            f"MATCH (n:{known.label}) WHERE $name IN [n.name, n.uid, n.session] "
            "RETURN properties(n) AS n",
            {"name": known.name},
        )
        if not rows:
            result.missing.append(known)
            continue
        props = rows[0]["n"]
        found = {name: props.get(name) for name in known.props}
        if found == known.props:
            result.right += 1
        else:
            result.differing.append((known, found))
    for label, expected in mess.counts.items():
        made = _count(store, label) - before[label]
        if made != expected:
            result.counts[label] = (expected, made)
    return result


def fresh(folder: Path) -> Store:
    """A new graph with the base loaded."""
    store = open_graph(folder / "messy.db", mode="write")
    load(store, readers([base(folder / "base")]))
    return store


def _count(store: Store, label: str) -> int:
    found: int = store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"]
    return found


def _table(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
