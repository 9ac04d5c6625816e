"""Reports of the demo county: one unit in each format, then all units.

`python -m benchmarks.reports [cases [units]]`. Each step runs in a process of its own. The check of
the whole graph is shared by the reports of a run and stands in a row of its own.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks import measure
from graph.store import open_graph
from loaders.load import load
from powergraph.demo import AS_OF, DemoReader, build, write
from powergraph.reports.context import Unit, look
from powergraph.reports.write import RENDERERS, write_reports

DEFAULT = 2_000
_MADE = datetime(2026, 7, 1)


def main(cases: int, units: int) -> None:
    """Make the county, then measure; `units` 0 for all."""
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "demo.db")
        make(graph, cases)
        rows = [_apart("all rules, once a run", "checked", graph)]
        rows += [_apart(f"and one report: {name}", "one", graph, name) for name in RENDERERS]
        rows.append(_apart("and the reports of all units", "every", graph, str(units)))
        measure.table(f"Reports of the demo county, {cases:,} cases", rows, "reports")


def _apart(name: str, *arguments: str) -> measure.Measured:
    return measure.apart(name, "benchmarks.reports", *arguments)


def make(graph: str, cases: int) -> None:
    """The graph to report on."""
    tables = Path(graph).with_name("tables")
    write(build(cases), tables)
    with open_graph(graph, mode="write") as store:
        load(store, [DemoReader(tables)], as_of=AS_OF)


def checked(graph: str) -> int:
    """The part that all reports of a run share."""
    with open_graph(graph) as store:
        look(store, language="zh")
    return 1


def one(graph: str, name: str) -> int:
    """The unit with the most leads in one format."""
    return _written(graph, 1, (name,))


def every(graph: str, units: str) -> int:
    """All units, or so many, in every format."""
    return _written(graph, int(units), tuple(RENDERERS))


def _written(graph: str, units: int, formats: tuple[str, ...]) -> int:
    with tempfile.TemporaryDirectory() as folder, open_graph(graph) as store:
        county = look(store, language="zh")
        known = sorted(county.result.units, key=lambda uid: -len(county.findings.get(uid, ())))
        asked = [Unit(county, uid) for uid in known[: units or None]]
        return len(write_reports(county, asked, Path(folder), formats, _MADE))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["checked", graph]:
            measure.here(lambda: checked(graph))
        case ["one", graph, name]:
            measure.here(lambda: one(graph, name))
        case ["every", graph, units]:
            measure.here(lambda: every(graph, units))
        case sizes:
            given = [int(size) for size in sizes]
            main(*(given + [DEFAULT, 0][len(given) :]))
