"""A case table of one million rows into the embedded engine: seconds and peak memory of the load.

`python -m benchmarks.million [rows] [csv|xlsx]`. The cases name departments of a table beside
theirs, so that each row is a node and a relationship. It runs in a process of its own, whose peak
counts reading, judging, writing and saving; what the engine alone holds of the same graph is
measured by opening it again in another process.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks import measure
from graph.store import open_graph
from loaders.formats import readers
from loaders.load import load

ROWS: Final = 1_000_000
UNITS: Final = 2_000
_UNIT: Final = ("uid", "name", "kind")
_CASE: Final = ("uid", "department", "situation", "accepted_on", "decided_on")


def units() -> Iterator[Sequence[str]]:
    """The departments, under their header."""
    yield _UNIT
    for i in range(UNITS):
        yield f"D{i}", f"单位{i}", "DISTRICT_DEPT"


def cases(count: int) -> Iterator[Sequence[str]]:
    """The cases, under their header; no two days are so far apart that one is outside 2026."""
    yield _CASE
    for i in range(count):
        month = 1 + i % 6
        accepted, decided = f"2026-0{month}-{1 + i % 28:02}", f"2026-0{month}-28"
        yield f"A{i}", f"D{i * 7919 % UNITS}", f"已办结{i % 97}", accepted, decided


def write_csv(folder: Path, count: int) -> None:
    """Both tables, one file each."""
    for name, rows in (("departments", units()), ("cases", cases(count))):
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(rows)


def write_workbook(folder: Path, count: int) -> None:
    """Both tables in one workbook, streamed to disk. A sheet ends at 1,048,576 rows."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    for name, rows in (("departments", units()), ("cases", cases(count))):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "cases.xlsx")


def inside(way: str, folder: str, target: str) -> None:
    """One piece of work, in this process."""
    sources = sorted(Path(folder).iterdir(), reverse=True)

    def loaded() -> int:
        with open_graph(target, mode="write") as store:
            total = load(store, readers(sources)).total
        return total.created + total.changed + total.same

    def opened() -> int:
        with open_graph(target) as store:
            [row] = store.read("MATCH (x:CaseFile)-[r:RUN_BY]->(d) RETURN count(r) AS n")
        found: int = row["n"]
        return found

    measure.here(opened if way == "opened" else loaded)


def main(count: int = ROWS, form: str = "csv") -> None:
    """Load the tables, load them again, open the graph."""
    with tempfile.TemporaryDirectory() as name:
        folder, target = Path(name, "tables"), str(Path(name, "graph.db"))
        folder.mkdir()
        (write_workbook if form == "xlsx" else write_csv)(folder, count)
        rows = [
            measure.apart(title, "benchmarks.million", "inside", way, str(folder), target)
            for way, title in (
                ("loaded", f"{count:,} cases from {form}, first"),
                ("again", "the same again"),
                ("opened", "the graph opened, its cases counted"),
            )
        ]
        size = Path(target).stat().st_size / 1e6
    measure.table(f"embedded: one table of {count:,} rows ({size:.0f} MB on disk)", rows, "facts")


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(*sys.argv[2:])
    else:
        main(*(kind(text) for kind, text in zip((int, str), sys.argv[1:], strict=False)))
