"""Chapters 4 and 6 to 11: each shows how its rules went, then what is on record, question by
question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from powergraph.reports.asked import asked
from powergraph.reports.context import Unit
from powergraph.reports.ruled import ruled
from powergraph.reports.tree import Block, Paragraph, Section, Slot, Table

# Chapter → its number, its rules, the saved questions whose answers it shows, in order.
_CHAPTERS: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "checks": ("4", ("CHK", "LEG"), ("who-supervises-supervisor", "powers-never-used")),
    "matters": ("6", ("PRC", "LED"), ("matters-and-votes", "absent-members", "late-filings")),
    "funds": ("7", ("FND",), ("top-suppliers", "interest-payments", "money-hands")),
    "people": ("8", ("PPL",), ("longest-in-post", "kin-in-units", "vacant-posts")),
    "publication": ("9", ("TRN",), ("publication-by-platform", "feedback-by-unit")),
    "earlier": ("10", ("ACC",), ("rectification-timeline", "accountability-by-power")),
}
# Who may add what they know; the program never fills these in.
BODIES: Final = (
    "discipline",
    "organization",
    "politics_law",
    "petitions",
    "audit",
    "finance",
    "supervision_office",
)
MOST: Final = 60
# The same on each row of a unit, and what is shown elsewhere.
_SAME: Final = ("unit", "unit_name", "department", "department_name")
_HIDDEN: Final = {"who-supervises-supervisor": ("role", "superior_official_names", "watch_kinds")}


def chapter(name: str) -> Callable[[Unit], Section]:
    """The chapter of that name."""
    number, rules, questions = _CHAPTERS[name]

    def made(unit: Unit) -> Section:
        lead = unit.say(f"{name}.lead")
        parts = [Section(unit.say("word.rules_part"), (ruled(unit, *rules),))]
        parts += [_part(unit, saved) for saved in questions]
        blocks: tuple[Block, ...] = (Paragraph(lead, tone="note"),)
        return Section(unit.say(f"{name}.title"), blocks, tuple(parts), number, key=name)

    return made


def others(unit: Unit) -> Section:
    """Chapter 11: an empty slot for each body that may know more."""
    slots = tuple(
        Slot(unit.say(f"others.{body}"), key, unit.county.answers.get(key, ""))
        for body in BODIES
        for key in [f"{unit.uid}.others.{body}"]
    )
    note = Paragraph(unit.say("others.lead"), tone="note")
    return Section(unit.say("others.title"), (note, *slots), number="11", key="others")


def _part(unit: Unit, saved: str) -> Section:
    table = asked(unit, saved, hide=(*_SAME, *_HIDDEN.get(saved, ())))
    blocks: list[Block] = [shortened(table)]
    if len(table.rows) > MOST:
        blocks.append(
            Paragraph(unit.say("word.more", shown=MOST, total=len(table.rows)), tone="note")
        )
    return Section(table.caption, tuple(blocks))


def shortened(table: Table) -> Table:
    """The first rows of a long table; the saved question gives all."""
    return Table(table.caption, table.columns, table.rows[:MOST], table.empty)
