"""The five slowest rules of a run, each beside its twin in polars, in the same process.

`python -m benchmarks.slowest GRAPH TABLES`: a graph with the demo county, and the folder of CSV
files that it was loaded from. Both must give the same rows, column by column but for the evidence,
and the same population before a time is printed. A rule's time is that of its check (findings with
their evidence, and population) on the open graph; a twin's is given with and without the reading of
its columns. All are seconds of the processor (of all its cores, which polars uses), so that other
programs do not count: best of `RUNS`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.tables import Rows, Tables
from benchmarks.twins import TWINS
from graph.store import Store, open_graph
from powergraph.demo import AS_OF
from queries.check import check
from queries.findings import CheckResult
from queries.library import query, rules
from queries.runner import run

RUNS: Final = 2
SHOWN: Final = 5
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds of a piece of work, and what it gave."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def every(store: Store) -> dict[str, float]:
    """Seconds of each rule alone, once; slowest first."""
    took = {}
    for rule in rules():
        seconds, result = timed(lambda id=rule.id: _one(store, id))  # type: ignore[misc]
        if result.failed:
            raise RuntimeError(f"{rule.id}: {result.failed[0].error}")
        took[rule.id] = seconds
    return dict(sorted(took.items(), key=lambda item: -item[1]))


def main(target: str, folder: str) -> None:
    """Time every rule, then the slowest again beside their twins."""
    with open_graph(target) as store:
        took = every(store)
        print(f"{'rule':8}{'s':>8}{'twin s':>8}{'ratio':>7}{'no reading':>12}{'ratio':>7}")
        for id in list(took)[:SHOWN]:
            seconds, result = min(
                (timed(lambda id=id: _one(store, id)) for _ in range(RUNS)),  # type: ignore[misc]
                key=lambda run: run[0],
            )
            if id not in TWINS:
                print(f"{id:8}{seconds:8.2f}   no twin")
                continue
            whole, bare = _twin(id, Path(folder), _rows(store, id), result)
            print(
                f"{id:8}{seconds:8.2f}{whole:8.2f}{seconds / whole:7.1f}"
                f"{bare:12.2f}{seconds / bare:7.1f}"
            )
    print(f"all {len(took)} rules, one by one: {sum(took.values()):.1f} s")


def _one(store: Store, id: str) -> CheckResult:
    return check(store, [id], as_of=AS_OF, timeout=600)


def _rows(store: Store, id: str) -> Rows:
    rows = run(store, query(id), {"as_of": AS_OF}, timeout=600).rows
    return [{name: row[name] for name in row if name != "evidence"} for row in rows]


def _twin(id: str, folder: Path, rows: Rows, result: CheckResult) -> tuple[float, float]:
    """Seconds with and without reading.

    Raises:
        RuntimeError: it does not give the rule's answer.
    """
    best = []
    for _ in range(RUNS):
        tables = Tables(folder)
        seconds, (found, examined) = timed(lambda tables=tables: TWINS[id](tables))  # type: ignore[misc]
        if found != rows:
            raise RuntimeError(f"{id}: the twin finds something else")
        if examined != result.run(id).examined:
            raise RuntimeError(f"{id}: the twin examines something else")
        best.append((seconds, seconds - tables.seconds))
    return min(best)


if __name__ == "__main__":
    main(*sys.argv[1:])
