"""Tables as CSV files, one a table that has rows: what `powergraph load` takes back."""

from __future__ import annotations

import csv
from itertools import chain
from pathlib import Path

from graph.schema import SCHEMA
from graph.text import Language
from loaders.quoting import quoted
from powergraph.exports.facts import Facts
from powergraph.exports.losses import Written
from powergraph.exports.rows import TableRows, text


def write_tables(facts: Facts, folder: Path, language: Language) -> Written:
    """Write the files; how many rows, and what they cannot say.

    UTF-8 with a byte order mark, so that Excel reads them. A text that Excel would run as a formula
    has an apostrophe before it, which the loader takes off again.
    """
    source = TableRows(facts, language)
    count = 0
    for table in SCHEMA.tables:
        rows = source.of(table)
        first = next(rows, None)
        if first is None:
            continue
        path = folder / f"{table.zh if language == 'zh' else table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow([c.zh if language == "zh" else c.name for c in table.columns])
            for row in chain([first], rows):
                writer.writerow([_written(cell) for cell in row])
                count += 1
    return Written(source.finish(), rows=count)


def _written(cell: object) -> str:
    return quoted(cell) if isinstance(cell, str) else text(cell)
