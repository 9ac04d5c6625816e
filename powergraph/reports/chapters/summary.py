"""Chapter 0, one page: five leads first, five scores, how complete the data are, three posts."""

from __future__ import annotations

from itertools import islice
from typing import Final

from powergraph.reports.chapters.interviews import by_post
from powergraph.reports.context import Unit
from powergraph.reports.tree import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Section,
    Table,
    TableRow,
)

FIRST: Final = 5
POSTS: Final = 3
# Share of the rules that could speak: from this on the light is green, or yellow.
GREEN: Final = 0.8
YELLOW: Final = 0.5


def chapter(unit: Unit) -> Section:
    """The page that is read first, and often alone."""
    blocks: list[Block] = [Paragraph(_said(unit)), _first(unit), _scores(unit)]
    blocks += [Paragraph(_light(unit)), Paragraph(unit.say("summary.posts"), tone="strong")]
    posts = by_post(unit)
    asked = tuple(
        Paragraph(unit.say("summary.post", post=post, count=len(questions)))
        for post, questions in islice(posts.items(), POSTS)
    )
    blocks.append(Bullets(asked or (Paragraph(unit.say("summary.no_post")),)))
    blocks.append(Paragraph(unit.say("summary.limits"), tone="note"))
    return Section(unit.say("summary.title"), tuple(blocks), key="summary")


def _said(unit: Unit) -> str:
    counts = {
        severity: sum(x.finding.effective_severity == severity for x in unit.leads)
        for severity in ("high", "medium", "low")
    }
    return unit.say("summary.said", unit=unit.name, day=unit.as_of, count=len(unit.leads), **counts)


def _first(unit: Unit) -> Table:
    columns = (
        Column(unit.say("word.number"), 0.5, "center"),
        Column(unit.say("word.lead"), 5),
        Column(unit.say("word.severity"), 0.8, "center"),
    )
    rows = tuple(
        TableRow(
            (
                str(x.number),
                x.finding.message.of(unit.language),
                unit.severity(x.finding.effective_severity),
            ),
            x.finding.evidence,
        )
        for x in unit.leads[:FIRST]
    )
    return Table(unit.say("summary.first"), columns, rows, unit.say("leads.none"))


def _scores(unit: Unit) -> Table:
    columns = (
        Column(unit.say("summary.dimension"), 2),
        Column(unit.say("summary.score"), 1, "right"),
        Column(unit.say("summary.examined"), 1, "right"),
        Column(unit.say("summary.found"), 1, "right"),
        Column(unit.say("summary.silent"), 1.4, "right"),
    )
    rows = tuple(
        TableRow(
            (
                unit.dimension(code),
                one.percent,
                str(one.examined),
                str(one.found),
                unit.say("summary.of", silent=one.silent, rules=one.rules),
            )
        )
        for code, one in unit.scores.dimensions.items()
    )
    return Table(unit.say("summary.scores"), columns, rows)


def _light(unit: Unit) -> str:
    rules = list(unit.scores.rules.values())
    spoke = sum(1 for one in rules if one.examined or one.found)
    share = spoke / len(rules) if rules else 0.0
    colour = "green" if share >= GREEN else "yellow" if share >= YELLOW else "red"
    light = unit.say(f"summary.light.{colour}")
    return unit.say("summary.complete", light=light, spoke=spoke, rules=len(rules))
