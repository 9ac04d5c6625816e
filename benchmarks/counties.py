"""One to ten counties in one graph: what each family of rules costs, by county.

`python -m benchmarks.counties [counties …]`. Each county is the demo county with `CASES` cases
under a prefix of its own, loaded into one embedded graph. Seconds are the processor's, so that
another program on the machine does not count; a cost that grows in step has the same seconds by
county.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.demo import into
from graph.schema import SCHEMA
from graph.schema.kinds import LinkTable, NodeTable
from graph.store import open_graph
from powergraph.demo import AS_OF, build, write
from queries.check import check
from queries.library import rules

COUNTIES: Final = (1, 2, 5, 10)
CASES: Final = 1_000


def multiply(single: Path, folder: Path, counties: int) -> None:
    """Write a county's tables once for each county, all in one file a table."""
    for table in SCHEMA.tables:
        source = single / f"{table.zh}.csv"
        if not source.exists():
            continue
        with source.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = csv.reader(stream)
        named = {c.zh for c in table.columns if c.name in _naming(table)}
        places = [i for i, zh in enumerate(header) if zh in named]
        with (folder / source.name).open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(header)
            for county in range(counties):
                for row in rows:
                    changed = list(row)
                    for i in places:
                        changed[i] = ";".join(f"C{county}-{v}" for v in row[i].split(";") if v)
                    writer.writerow(changed)


def _naming(table: NodeTable | LinkTable) -> set[str]:
    """The columns of a table that name a node."""
    if isinstance(table, LinkTable):
        return {table.source.column, table.target.column}
    return {table.uid_from[0]} | {column.name for column, _ in table.references}


def families(target: str) -> None:
    """Processor seconds of each family on an open graph, as JSON."""
    took: dict[str, float] = {}
    with open_graph(target) as store:
        for rule in rules():
            start = time.process_time()
            result = check(store, [rule.id], as_of=AS_OF, timeout=600)
            took[rule.family] = took.get(rule.family, 0.0) + time.process_time() - start
            if result.failed:
                raise RuntimeError(f"{rule.id}: {result.failed[0].error}")
        print(json.dumps(took))


def main(sizes: Sequence[int]) -> None:
    """Load and check each number of counties."""
    columns: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "single"
        write(build(CASES), single)
        for counties in sizes:
            tables = Path(folder) / f"tables{counties}"
            tables.mkdir()
            multiply(single, tables, counties)
            graph = str(Path(folder) / f"{counties}.db")
            into(str(tables), graph)
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.counties", "families", graph],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            columns[counties] = json.loads(done.stdout)
    print("seconds by county" + "".join(f"{n:>9}" for n in sizes))
    for family in sorted(columns[sizes[0]]):
        print(f"{family:17}" + "".join(f"{columns[n][family] / n:9.2f}" for n in sizes))
    total = {n: sum(c.values()) for n, c in columns.items()}
    print(f"{'all':17}" + "".join(f"{total[n] / n:9.2f}" for n in sizes))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["families", graph]:
            families(graph)
        case numbers:
            main([int(n) for n in numbers] or COUNTIES)
