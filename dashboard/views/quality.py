"""Slips in the data as rows: in which table, what, where it was read, how to repair it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.schema import SCHEMA
from graph.store import Store
from queries.findings import CheckResult, EvidenceRow, Finding, evidence_of
from queries.model import SavedQuery


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `table` is the input table of its subject, empty where none fills its label."""

    finding: Finding
    lint: SavedQuery
    table: str

    @property
    def ref(self) -> str:
        """The node, as `Label/uid`."""
        return f"{self.finding.subject_label}/{self.finding.subject}"


def slips(result: CheckResult, unit: str | None) -> list[Slip]:
    """The findings of lints, by table and lint; of a unit, or all of them."""
    found = [
        Slip(f, result.queries[f.rule], _table(f.subject_label))
        for f in result.findings
        if unit is None or f.unit == unit
    ]
    return sorted(found, key=lambda s: (s.table, s.finding.rule, s.finding.subject))


def by_table(found: Sequence[Slip]) -> Mapping[str, int]:
    """How many slips each table has, the most first."""
    counted = Counter(slip.table for slip in found)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def places(store: Store, refs: tuple[str, ...]) -> dict[str, EvidenceRow]:
    """Where these nodes were read: file, sheet, row."""
    return evidence_of(store, refs)


def _table(label: str) -> str:
    table = SCHEMA.nodes[label].table
    return table.name if table else ""
