"""The power ledger of a unit, 权力台账: every power with what is on record of it, and changes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from powergraph.reports.asked import asked
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import document, say, signatures
from powergraph.reports.tree import Document, Section

# Name, type and level beside columns of counts, whose titles are longer than what they hold.
_WIDE: Final = (4.2, 2.0, 1.1)
_WORD: Final = re.compile("[A-Za-z]+")


def ledger(unit: Unit) -> Document:
    """A table of powers and one of changes."""
    powers = asked(unit, "department-ledger")
    columns = tuple(
        replace(column, weight=_WIDE[at] if at < len(_WIDE) else _room(column.title))
        for at, column in enumerate(powers.columns)
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


def _room(title: str) -> float:
    """What a column of counts needs: its title may break between words, not within one."""
    return max([1.0, *(0.18 * len(word) for word in _WORD.findall(title))])
