"""Interview questions made from a lead: open questions on the process, never an accusation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.text import catalogue
from powergraph.reports.context import Unit
from powergraph.reports.ranking import Lead

KINDS: Final = ("process", "check", "record")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key` stays the same from run to run: answers are read back by it."""

    key: str
    lead: Lead
    text: str


def questions(unit: Unit, lead: Lead) -> tuple[Question, ...]:
    """One to three questions: how it is done, who checks, what shows it. What is asked depends on
    the rule's family, and is general for a rule of the place's own; the subject is named as the
    unit names it."""
    family = "own" if lead.rule.id in unit.county.own else lead.rule.family
    subject = lead.finding.subject_name or lead.finding.subject
    texts = catalogue(unit.language)
    return tuple(
        Question(
            f"{lead.finding.id}.{kind}",
            lead,
            unit.say(f"question.{family}.{kind}", subject=subject, title=_title(unit, lead)),
        )
        for kind in KINDS
        if f"report.question.{family}.{kind}" in texts
    )


def _title(unit: Unit, lead: Lead) -> str:
    return lead.rule.title.of(unit.language)
