"""Chapter 13: whom to ask what. Posts, not guilt: a question stands under the post concerned."""

from __future__ import annotations

from collections import defaultdict

from powergraph.reports.context import Unit
from powergraph.reports.questions import Question, questions
from powergraph.reports.tree import Block, Column, Paragraph, Section, Slot, Table, TableRow


def by_post(unit: Unit) -> dict[str, list[Question]]:
    """The questions under the name of each post concerned, the post with the gravest leads first.

    A post is concerned that the evidence names, or that somebody in it holds; a lead without either
    goes to the head of the unit. Of several leads of one rule, only the first has all its questions
    put to a post: how checking goes and what shows it need not be asked again.
    """
    asked: dict[str, list[Question]] = defaultdict(list)
    weight: dict[str, float] = defaultdict(float)
    put: set[tuple[str, str]] = set()
    for lead in unit.leads:
        evidence = lead.finding.evidence
        named = [unit.name_of(ref) for ref in evidence if ref.startswith("Post/")]
        held = [post for ref in evidence for post in unit.posts_of.get(ref, ())]
        for post in dict.fromkeys(named or held or [unit.say("interviews.chief")]):
            again = (post, lead.rule.id) in put
            put.add((post, lead.rule.id))
            asked[post] += questions(unit, lead)[: 1 if again else None]
            weight[post] += lead.rank
    return {post: asked[post] for post in sorted(asked, key=lambda p: (-weight[p], p))}


def chapter(unit: Unit) -> Section:
    """The questions by post, with room for answers; answers read back stand in their place."""
    found = by_post(unit)
    if not found:
        blocks: tuple[Block, ...] = (Paragraph(unit.say("interviews.none")),)
        return Section(unit.say("interviews.title"), blocks, number="13", key="interviews")
    parts = tuple(_post(unit, post, asked) for post, asked in found.items())
    lead = Paragraph(unit.say("interviews.lead"), tone="note")
    return Section(unit.say("interviews.title"), (lead,), parts, "13", key="interviews")


def _post(unit: Unit, post: str, asked: list[Question]) -> Section:
    answers = unit.county.answers
    rows = tuple(
        TableRow(
            (str(at), q.text, str(q.lead.number), answers.get(q.key, "")),
            q.lead.finding.evidence,
            q.key,
        )
        for at, q in enumerate(asked, start=1)
    )
    columns = (
        Column(unit.say("word.number"), 0.5, "center"),
        Column(unit.say("interviews.question"), 4),
        Column(unit.say("interviews.from"), 0.7, "center"),
        Column(unit.say("interviews.answer"), 3),
    )
    table = Table(unit.say("interviews.table", post=post), columns, rows)
    return Section(post, (table, Slot(unit.say("interviews.more"), lines=3)))
