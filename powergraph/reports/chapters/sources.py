"""Annex C, second half: where each numbered statement was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from powergraph.reports.context import Unit
from powergraph.reports.sources import Statement, place
from powergraph.reports.tree import Column, Paragraph, Section, Table, TableRow
from queries.findings import EvidenceRow


def annex(
    unit: Unit, statements: Sequence[Statement], evidence: Mapping[str, EvidenceRow]
) -> Section:
    """Number → nodes → file, sheet, row. Statements that rest on the same nodes share a row."""
    by_refs: dict[tuple[str, ...], list[str]] = {}
    for statement in statements:
        by_refs.setdefault(statement.refs, []).append(statement.number)
    rows = tuple(
        TableRow(
            (
                "、".join(numbers),
                "\n".join(refs),
                "\n".join(dict.fromkeys(place(evidence.get(ref)) or "—" for ref in refs)),
            )
        )
        for refs, numbers in by_refs.items()
    )
    columns = (
        Column(unit.say("sources.number"), 1),
        Column(unit.say("sources.nodes"), 2),
        Column(unit.say("sources.place"), 3),
    )
    table = Table(unit.say("sources.table"), columns, rows, unit.say("sources.none"))
    note = Paragraph(unit.say("sources.lead"), tone="note")
    return Section(
        unit.say("sources.title"), (note, table), number="C", annex=True, new_page=True, key="C"
    )
