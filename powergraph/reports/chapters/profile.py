"""Chapter 1: the unit, its team and division of work, its sections, who stands above and beside."""

from __future__ import annotations

from typing import Any, Final

from powergraph.reports.asked import asked, cell, refs
from powergraph.reports.context import Unit
from powergraph.reports.tree import Block, Pairs, Paragraph, Section
from queries.library import query

_PEOPLE: Final = ("officials",)


def chapter(unit: Unit) -> Section:
    """Facts in brief, then the team and the sections."""
    parts = (
        Section(unit.say("profile.facts"), _facts(unit)),
        Section(
            unit.say("profile.team"),
            (asked(unit, "unit-leadership"),),
        ),
        Section(unit.say("profile.sections"), (asked(unit, "unit-sections"),)),
    )
    return Section(unit.say("profile.title"), (), parts, "1", new_page=True, key="profile")


def _facts(unit: Unit) -> tuple[Block, ...]:
    saved = query("unit-profile")
    rows = unit.ask("unit-profile")
    if not rows:
        return (Paragraph(unit.say("nothing")),)
    row = rows[0]
    names = [name for name in saved.columns if f"{name}_name" not in saved.columns]
    items = tuple(
        (
            saved.columns[name].of(unit.language),
            _fact(unit, name, row[name]),
        )
        for name in names
    )
    return (Pairs(items, refs(row)),)


def _fact(unit: Unit, name: str, value: Any) -> str:
    """A fact in words; a count of nothing is a count of what was loaded, and says so."""
    if value == 0 and not isinstance(value, bool):
        return unit.say("profile.none")
    return unit.people(value) if name in _PEOPLE else cell(unit, name, value)
