"""Chapter 14: what to ask the unit for, and what the graph holds of it already."""

from __future__ import annotations

from typing import Final

from powergraph.reports.context import Unit
from powergraph.reports.tree import Column, Paragraph, Section, Table, TableRow

# Document → the labels that it would fill. Those without are never loaded: always to be asked for.
DOCUMENTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("mandate", ("Section",)),
    ("division", ("Post", "Official")),
    ("major_matters", ("Matter", "Meeting", "Statement")),
    ("power_list", ("Power", "LegalBasis")),
    ("charts", ("Step", "RiskPoint")),
    ("filings", ("Filing",)),
    ("staff", ("Official",)),
    ("accounts", ("Payment", "FundSource")),
    ("contracts", ("Contract",)),
    ("works", ("Contract",)),
    ("assets", ()),
    ("petitions", ("Feedback",)),
    ("audits", ()),
    ("rectification", ("Problem", "Rectification")),
)


def chapter(unit: Unit) -> Section:
    """已有: this unit's part is loaded. 缺失: only that of others is. 需调取: nobody's is."""
    here, anywhere = unit.counts, unit.county.counts
    rows = []
    for name, labels in DOCUMENTS:
        held = [label for label in labels if here.get(label)]
        if labels and len(held) == len(labels):
            state = "held"
        elif held:
            state = "partly"
        elif any(anywhere.get(label) for label in labels):
            state = "missing"
        else:
            state = "fetch"
        counts = "；".join(f"{unit.label(x)} {here[x]}" for x in held) or "—"
        rows.append(
            TableRow((unit.say(f"documents.{name}"), unit.say(f"documents.is.{state}"), counts))
        )
    columns = (
        Column(unit.say("documents.document"), 3),
        Column(unit.say("word.status"), 1, "center"),
        Column(unit.say("documents.loaded"), 2.4),
    )
    table = Table(unit.say("documents.title"), columns, tuple(rows))
    note = Paragraph(unit.say("documents.lead"), tone="note")
    return Section(unit.say("documents.title"), (note, table), number="14", key="documents")
