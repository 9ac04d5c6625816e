"""One filled-in row of each table, from the made-up county."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from graph.schema import SCHEMA
from graph.schema.kinds import NodeTable, Table
from powergraph import demo

Row = dict[str, Any]
# Enough for a case and its events to be found.
_CASES: Final = 1


def examples(tables: Sequence[Table]) -> Iterator[tuple[Table, Row]]:
    """A row for each of the tables, in their order.

    Of all rows that which names the most of the other examples, then the one with the most cells
    filled: so that the rows are about the same few things, and show most columns.
    """
    county = demo.build(_CASES, planted=False)
    cases = list(county.records())
    more = {
        "cases": [case for case, _ in cases],
        "case_events": list(chain.from_iterable(events for _, events in cases)),
    }
    chosen: set[Any] = set()
    for table in SCHEMA.tables:
        rows = [*county.where(table.name), *more.get(table.name, [])]
        best = max(rows, key=lambda row: _worth(row, chosen))
        if isinstance(table, NodeTable):
            chosen.add("/".join(str(best[name]) for name in table.uid_from))
        if table in tables:
            yield table, best


def _worth(row: Row, chosen: set[Any]) -> tuple[int, int]:
    values = [v for v in row.values() if v is not None]
    named = [v for v in values if isinstance(v, str) and v in chosen]
    return len(named), len(values)
