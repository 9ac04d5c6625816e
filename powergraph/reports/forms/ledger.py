"""The power ledger of a unit, 权力台账: every power with what is on record of it, and changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from powergraph.reports.asked import asked
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import document, room, say, signatures
from powergraph.reports.tree import Document, Section

# Name, type and level beside columns of counts, whose titles are longer than what they hold.
_WIDE: Final = (4.2, 2.0, 1.1)


def ledger(unit: Unit) -> Document:
    """A table of powers and one of changes."""
    powers = asked(unit, "department-ledger")
    weights = (*_WIDE, *[1.0] * (len(powers.columns) - len(_WIDE)))
    columns = tuple(
        replace(
            column,
            weight=room(weight, (column.title, *(row.cells[at] for row in powers.rows)), 0.18),
        )
        for at, (column, weight) in enumerate(zip(powers.columns, weights, strict=True))
    )
    return document(
        unit,
        "ledger",
        (
            Section(say(unit, "ledger.powers"), (replace(powers, columns=columns),)),
            Section(
                say(unit, "ledger.changes"),
                (asked(unit, "unit-changes", hide=("powers",)), *signatures(unit)),
            ),
        ),
        landscape=True,
    )
