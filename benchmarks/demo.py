"""The demo county: made, loaded, checked, on both engines, with 10,000 and with 100,000 cases.

`python -m benchmarks.demo [cases …]`. Each step runs in a process of its own; ratios are against
the making of the tables, the part that no engine touches. Then the slowest five rules, embedded,
beside their twins in polars (`benchmarks.slowest`). `embedded` as the first argument leaves the
server out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import measure
from graph.store import open_graph
from loaders.load import load
from powergraph.demo import AS_OF, DemoReader, build, write
from queries.check import check
from tools.neo4j_local.server import LocalNeo4j, Unavailable

DEFAULT = (10_000, 100_000)


def main(sizes: list[int], *, server: bool = True) -> None:
    """Measure each size and print a table for it; `server`: with Neo4j."""
    for cases in sizes:
        with tempfile.TemporaryDirectory() as folder:
            tables, graph = str(Path(folder) / "tables"), str(Path(folder) / "demo.db")
            rows = [_apart("tables made and written", "make", str(cases), tables)]
            rows.append(_apart("embedded: loaded", "load", tables, graph))
            rows.append(_apart("embedded: all rules", "check", graph))
            try:
                if server:
                    rows += _on_server(tables)
            except Unavailable as reason:
                print(f"Neo4j: not measured ({reason})")
            measure.table(f"Demo county, {cases:,} cases", rows, "things")
            slowest = [sys.executable, "-m", "benchmarks.slowest", graph, tables]
            subprocess.run(slowest, check=True)


def _on_server(tables: str) -> list[measure.Measured]:
    with LocalNeo4j() as neo4j:
        return [
            _apart("Neo4j: loaded", "load", tables, neo4j.url),
            _apart("Neo4j: all rules", "check", neo4j.url),
        ]


def _apart(name: str, *arguments: str) -> measure.Measured:
    return measure.apart(name, "benchmarks.demo", *arguments)


def make(cases: str, folder: str) -> int:
    """Rows of the tables."""
    files = write(build(int(cases)), Path(folder))
    return sum(sum(1 for _ in file.open(encoding="utf-8")) - 1 for file in files)


def into(folder: str, target: str) -> int:
    """Facts loaded."""
    with open_graph(target, mode="write") as store:
        return load(store, [DemoReader(Path(folder))], as_of=AS_OF).total.created


def rules(target: str) -> int:
    """Subjects examined by all rules."""
    with open_graph(target) as store:
        result = check(store, as_of=AS_OF, timeout=600)
    if result.failed:
        raise RuntimeError(f"failed: {[run.id for run in result.failed]}")
    return sum(run.population for run in result.rules)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", cases, folder]:
            measure.here(lambda: make(cases, folder))
        case ["load", folder, target]:
            measure.here(lambda: into(folder, target))
        case ["check", target]:
            measure.here(lambda: rules(target))
        case ["embedded", *sizes]:
            main([int(size) for size in sizes] or list(DEFAULT), server=False)
        case sizes:
            main([int(size) for size in sizes] or list(DEFAULT))
