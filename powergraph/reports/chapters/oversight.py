"""Chapters 4 and 6 to 11: each shows how its rules went, then what is on record, question by
question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from powergraph.reports.asked import asked
from powergraph.reports.chapters.posts import timeline_of_posts
from powergraph.reports.context import Unit
from powergraph.reports.ruled import ruled
from powergraph.reports.tree import Block, Paragraph, Section, Slot, Table
from queries.library import query
from queries.views.words import NOTHING

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
# What must be on record before an answer says anything: without cases, no power was ever used.
_RESTS_ON: Final = {"powers-never-used": "CaseFile"}
# Answers that name every power, also those of which nothing else is recorded.
_MAY_BE_BARE: Final = ("who-supervises-supervisor",)
_HIDDEN: Final = {"who-supervises-supervisor": ("role", "superior_official_names", "watch_kinds")}


def chapter(name: str) -> Callable[[Unit], Section]:
    """The chapter of that name."""
    number, rules, questions = _CHAPTERS[name]

    def made(unit: Unit) -> Section:
        lead = unit.say(f"{name}.lead")
        parts = [Section(unit.say("word.rules_part"), ruled(unit, *rules))]
        if name == "people":
            parts.append(Section(unit.say("people.timeline"), timeline_of_posts(unit)))
        parts += [_part(unit, saved) for saved in questions]
        blocks: tuple[Block, ...] = (Paragraph(lead, tone="note"),)
        return Section(unit.say(f"{name}.title"), blocks, tuple(parts), number, key=name)

    return made


def others(unit: Unit) -> Section:
    """Chapter 11: an empty slot for each body that may know more."""
    slots = tuple(
        Slot(unit.say(f"others.{body}"), key, unit.county.answers.get(key, ""), lines=2)
        for body in BODIES
        for key in [f"{unit.uid}.others.{body}"]
    )
    note = Paragraph(unit.say("others.lead"), tone="note")
    return Section(unit.say("others.title"), (note, *slots), number="11", key="others")


def _part(unit: Unit, saved: str) -> Section:
    label = _RESTS_ON.get(saved)
    if label and not unit.counts[label]:
        said = unit.say("word.not_loaded", kind=unit.label(label))
        return Section(query(saved).title.of(unit.language), (Paragraph(said),))
    table, bare = asked(unit, saved, hide=(*_SAME, *_HIDDEN.get(saved, ()))), 0
    if saved in _MAY_BE_BARE:
        table, bare = without_bare(table)
    blocks: list[Block] = [shortened(table)]
    if bare:
        blocks.append(Paragraph(unit.say("word.bare", count=bare), tone="note"))
    if len(table.rows) > MOST:
        blocks.append(
            Paragraph(unit.say("word.more", shown=MOST, total=len(table.rows)), tone="note")
        )
    return Section(table.caption, tuple(blocks))


def without_bare(table: Table) -> tuple[Table, int]:
    """The table without the rows that only name what nothing is recorded of, and their number."""
    rows = tuple(row for row in table.rows if set(row.cells[1:]) - {NOTHING})
    left = replace(table, rows=rows)
    return left, len(table.rows) - len(rows)


def shortened(table: Table) -> Table:
    """The first rows of a long table; the saved question gives all."""
    return replace(table, rows=table.rows[:MOST])
