"""The power ledger of a unit, 权力台账: every power with what is on record of it, and changes."""

from __future__ import annotations

from powergraph.reports.asked import asked
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import document, say, signatures
from powergraph.reports.tree import Document, Section
from powergraph.reports.widths import TURNED


def ledger(unit: Unit) -> Document:
    """A table of powers and one of changes."""
    powers = asked(unit, "department-ledger", line=TURNED)
    return document(
        unit,
        "ledger",
        (
            Section(say(unit, "ledger.powers"), (powers,)),
            Section(
                say(unit, "ledger.changes"),
                (asked(unit, "unit-changes", hide=("powers",)), *signatures(unit)),
            ),
        ),
        landscape=True,
    )
