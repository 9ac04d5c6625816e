"""`make bench`: loading and rules on both engines, and how quickly the command line starts.

Arguments: the scale of the generated county (1 is about 110,000 nodes and 270,000 relationships).
Ratios are against the first row of each table, measured in the same run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import county, measure
from tools.neo4j_local.server import LocalNeo4j, Unavailable

_STARTS = 9


def main(scale: float) -> None:
    """Run all measurements and print the tables."""
    start_up()
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "county"
        county.write(tables, scale)
        embedded(tables, Path(folder))
        try:
            server(tables)
        except Unavailable as reason:
            print(f"\nNeo4j: not measured ({reason})")


def start_up() -> None:
    """`powergraph --help`, cold, beside a Python that does nothing."""
    ours = [sys.executable, "-m", "powergraph", "--help"]
    bare = [sys.executable, "-c", "pass"]
    seconds: dict[str, list[float]] = {"python -c pass": [], "powergraph --help": []}
    for _ in range(_STARTS):
        for name, command in (("python -c pass", bare), ("powergraph --help", ours)):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds[name].append(time.perf_counter() - start)
    print(f"Start, median of {_STARTS}")
    for name, taken in seconds.items():
        print(f"{name:44} {median(taken):9.3f} s  (min {min(taken):.3f}, max {max(taken):.3f})")


def embedded(tables: Path, folder: Path) -> None:
    """The embedded engine."""
    raw, ours = str(folder / "raw.db"), str(folder / "ours.db")
    rows = [
        measure.apart(
            "kglite bulk call, facts ready", "benchmarks.loading", "bulk", str(tables), raw
        ),
        measure.apart("powergraph load, from CSV", "benchmarks.loading", "ours", str(tables), ours),
        measure.apart("powergraph load, again", "benchmarks.loading", "ours", str(tables), ours),
    ]
    measure.table("Loading, embedded engine", rows, "facts")
    measure.table(
        "Rules, embedded engine", [measure.apart("all rules", "benchmarks.rules", ours)], "rules"
    )


def server(tables: Path) -> None:
    """A Neo4j server; its own memory is not in the figures."""
    rows = []
    with LocalNeo4j() as raw:
        rows.append(
            measure.apart(
                "plain driver, facts ready", "benchmarks.loading", "driver", str(tables), raw.url
            )
        )
    with LocalNeo4j() as own:
        for name in ("powergraph load, from CSV", "powergraph load, again"):
            rows.append(measure.apart(name, "benchmarks.loading", "ours", str(tables), own.url))
        measure.table("Loading, Neo4j", rows, "facts")
        measure.table(
            "Rules, Neo4j", [measure.apart("all rules", "benchmarks.rules", own.url)], "rules"
        )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
