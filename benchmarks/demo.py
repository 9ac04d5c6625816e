"""The demo county: made, loaded, checked, on both engines, with 10,000 and with 100,000 cases.

`python -m benchmarks.demo [cases …]`. Each step runs in a process of its own; ratios are against
the making of the tables, the part that no engine touches. Then the slowest five rules, embedded,
beside their twins in polars (`benchmarks.slowest`), and those of the server by the clock, with the
peak of the server's own memory. `embedded` as the first argument leaves the server out.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import measure
from graph.store import open_graph
from loaders.load import load
from powergraph.demo import AS_OF, DemoReader, build, write
from queries import library
from queries.check import check
from tools.neo4j_local.server import LocalNeo4j, Unavailable

DEFAULT = (10_000, 100_000)
SHOWN = 5


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
    rows = []
    with LocalNeo4j() as neo4j:
        for name, *step in (("loaded", "load", tables), ("all rules", "check")):
            rows.append(_apart(f"Neo4j: {name}", *step, neo4j.url))
            print(f"Neo4j, {name}: peak of the server {_peak(neo4j.pid)}", flush=True)
    print("\n".join(rows[-1].said), flush=True)
    return rows


def _peak(pid: int) -> str:
    """The most memory that a process has held, where the system tells."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "not known"
    told = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
    return f"{int(told['VmHWM'].split()[0]) / 1024:.0f} MB"


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
    """Subjects examined by all rules, one after the other; says which took longest by the clock."""
    took, examined = {}, 0
    with open_graph(target) as store:
        for rule in library.rules():
            start = time.perf_counter()
            result = check(store, [rule.id], as_of=AS_OF, timeout=600)
            took[rule.id] = time.perf_counter() - start
            if result.failed:
                raise RuntimeError(f"{rule.id}: {result.failed[0].error}")
            examined += sum(run.population for run in result.rules)
    for id in sorted(took, key=took.__getitem__, reverse=True)[:SHOWN]:
        print(f"{id:8}{took[id]:8.2f} s by the clock")
    return examined


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
