"""One to ten counties in one graph: what each family of rules costs, by county; and which rules
grow most, from the fewest counties to the most.

`python -m benchmarks.counties [counties …]`. Each county is the demo county with `CASES` cases
under a prefix of its own, loaded into one embedded graph. Seconds are the processor's, so that
another program on the machine does not count; a cost that grows in step has the same seconds by
county. The yardstick is a bare walk from each power to its officials in the same graph: it does the
same for each power, and grows only as the memory that it goes through outgrows the processor's
caches.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.demo import into
from benchmarks.slowest import timed
from graph.schema import SCHEMA
from graph.schema.kinds import LinkTable, NodeTable
from graph.store import open_graph
from powergraph.demo import AS_OF, build, write
from queries.check import check
from queries.library import rules

COUNTIES: Final = (1, 2, 5, 10)
CASES: Final = 1_000
GROWN: Final = 5
WALKS: Final = 5
WALK: Final = """
MATCH (w:Power)<-[:OVER]-(:Role)<-[f:FILLS]-(:Post)<-[h:HOLDS]-(o:Official)
WHERE f.uid <> h.uid AND o.uid <> w.uid
RETURN count(o) AS n
"""
# What all counties share: the steps that a class of powers goes through, whoever has it.
SHARED: Final = ("template_steps",)


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
            for county in range(1 if table.name in SHARED else counties):
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


def one_by_one(target: str) -> None:
    """Processor seconds of each rule on an open graph, and of the bare walk, as JSON."""
    took: dict[str, float] = {}
    with open_graph(target) as store:
        walks = [timed(lambda: store.read(WALK))[0] for _ in range(WALKS)]
        for rule in rules():
            took[rule.id], result = timed(
                lambda id=rule.id: check(store, [id], as_of=AS_OF, timeout=600)  # type: ignore[misc]
            )
            if result.failed:
                raise RuntimeError(f"{rule.id}: {result.failed[0].error}")
        print(json.dumps({"rules": took, "walk": min(walks)}))


def main(sizes: Sequence[int]) -> None:
    """Load and check each number of counties."""
    columns: dict[int, dict[str, float]] = {}
    walks = []
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
                [sys.executable, "-m", "benchmarks.counties", "rules", graph],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            took = json.loads(done.stdout)
            columns[counties] = {id: s / counties for id, s in took["rules"].items()}
            walks.append(took["walk"] / counties)
    print("seconds by county" + "".join(f"{n:>9}" for n in sizes))
    by_family = {rule.id: rule.family for rule in rules()}
    for family in sorted(set(by_family.values())):
        _line(
            family, [_total(c, (i for i in c if by_family[i] == family)) for c in columns.values()]
        )
    every = [_total(c, c) for c in columns.values()]
    _line("all", every)
    _line("bare walk", walks)
    print("times the first")
    _line("all", [seconds / every[0] for seconds in every])
    _line("bare walk", [seconds / walks[0] for seconds in walks])
    least, most = columns[sizes[0]], columns[sizes[-1]]
    print("grown most")
    for id in sorted(most, key=lambda id: least[id] - most[id])[:GROWN]:
        _line(id, [column[id] for column in columns.values()])


def _line(name: str, values: Sequence[float]) -> None:
    print(f"{name:17}" + "".join(f"{value:9.3f}" for value in values))


def _total(column: Mapping[str, float], ids: Iterable[str]) -> float:
    return sum(column[id] for id in ids)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["rules", graph]:
            one_by_one(graph)
        case numbers:
            main([int(n) for n in numbers] or COUNTIES)
