"""Annexes A, B and D: the power list, the role matrix in full, the terms and codes."""

from __future__ import annotations

from graph.schema import SCHEMA
from powergraph.reports.asked import asked
from powergraph.reports.context import Unit
from powergraph.reports.tree import Code, Column, Paragraph, Section, Table, TableRow
from powergraph.reports.widths import TURNED


def power_list(unit: Unit) -> Section:
    """Annex A: every active power and what is recorded of it."""
    table = asked(unit, "department-ledger", line=TURNED)
    return Section(
        unit.say("annex.powers"), (table,), number="A", annex=True, landscape=True, key="A"
    )


def roles(unit: Unit) -> Section:
    """Annex B: who decides, carries out and supervises each power."""
    table = asked(unit, "unit-roles")
    return Section(
        unit.say("annex.roles"), (table,), number="B", annex=True, new_page=True, key="B"
    )


def cypher(unit: Unit) -> Section:
    """The saved Cypher of each rule that found something: part of annex C."""
    used = {lead.rule.id: lead.rule for lead in unit.leads}
    parts = tuple(
        Section(
            f"{rule.id} {unit.rule(rule)}",
            (
                Paragraph(unit.say("annex.run", rule=rule.id, unit=unit.uid), tone="note"),
                Code(rule.cypher),
            ),
        )
        for rule in used.values()
    )
    return Section(unit.say("annex.cypher"), (), parts)


def terms(unit: Unit) -> Section:
    """Annex D: the kinds of nodes and their codes, as this report uses them."""
    rows = []
    for label, node in SCHEMA.nodes.items():
        for column in node.props.values():
            if column.enum:
                codes = "；".join(f"{c} {column.enum.zh_of(c)}" for c in column.enum.codes)
                rows.append(TableRow((node.label.zh, column.zh, f"{label}.{column.name}", codes)))
    columns = (
        Column(unit.say("annex.kind"), 1),
        Column(unit.say("annex.property"), 1),
        Column(unit.say("annex.identifier"), 1.6),
        Column(unit.say("annex.codes"), 4),
    )
    table = Table(unit.say("annex.terms"), columns, tuple(rows))
    return Section(
        unit.say("annex.terms"), (table,), number="D", annex=True, new_page=True, key="D"
    )
