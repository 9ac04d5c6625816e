"""Chapter 5: risk points by level against the figures of Decheng, those without a measure, and who
answers for measures."""

from __future__ import annotations

from powergraph.reports.asked import asked
from powergraph.reports.chapters.oversight import shortened
from powergraph.reports.context import Unit
from powergraph.reports.ruled import ruled
from powergraph.reports.tree import Column, Paragraph, Section, Table, TableRow
from queries.views.overview import DECHENG


def chapter(unit: Unit) -> Section:
    """Profile, comparison, gaps, owners."""
    hide = ("unit", "unit_name")
    parts = (
        Section(unit.say("risks.profile"), (asked(unit, "unit-risk-profile"), _compared(unit))),
        Section(unit.say("word.rules_part"), ruled(unit, "CHK-004", "CHK-005", "ACC-006")),
        Section(
            unit.say("risks.bare"),
            (shortened(asked(unit, "risks-without-measures", hide=hide)),),
        ),
        Section(
            unit.say("risks.owners"), (shortened(asked(unit, "measures-by-owner", hide=hide)),)
        ),
    )
    note = Paragraph(unit.say("risks.lead"), tone="note")
    return Section(unit.say("risks.title"), (note,), parts, "5", key="risks")


def _compared(unit: Unit) -> Table:
    rows = unit.ask("unit-risk-profile")
    risks, measures = (sum(row[name] for row in rows) for name in ("risks", "measures"))
    powers = unit.counts["Power"]
    here = {
        "risks_each": risks / powers if powers and risks else None,
        "measures_each": measures / risks if risks else None,
    }
    columns = (
        Column(unit.say("risks.figure"), 3),
        Column(unit.say("risks.here"), 1, "right"),
        Column(unit.say("risks.decheng"), 1, "right"),
    )
    shown = tuple(
        TableRow(
            (
                unit.say(f"risks.{name}"),
                "—" if value is None else f"{value:.2f}",
                f"{DECHENG[name]:.2f}",  # type: ignore[index]
            )
        )
        for name, value in here.items()
    )
    return Table(unit.say("risks.compared"), columns, shown)
