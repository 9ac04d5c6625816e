"""How rules went in one unit: a table of those that could judge, a sentence on those that could
not."""

from __future__ import annotations

from collections.abc import Iterable

from powergraph.reports.context import Unit
from powergraph.reports.tree import Block, Column, Paragraph, Table, TableRow
from queries.findings import RuleRun
from queries.views.words import listed


def ruled(unit: Unit, *rules: str) -> tuple[Block, ...]:
    """The rules of those families (`CON`) or ids (`LEG-001`): suspected or none among those
    examined; those that failed or had nothing to examine could not run, which is no result."""
    return _went(
        unit,
        (
            run
            for run in unit.county.result.rules
            if (run.id in rules or run.id.partition("-")[0] in rules)
            and run.id not in unit.county.own
        ),
    )


def own_ruled(unit: Unit) -> tuple[Block, ...]:
    """The same for the rules that the place has written itself; nothing where there are none."""
    own = [run for run in unit.county.result.rules if run.id in unit.county.own]
    return _went(unit, own) if own else ()


def _went(unit: Unit, runs: Iterable[RuleRun]) -> tuple[Block, ...]:
    rows, silent, failed = [], [], []
    for run in runs:
        if run.status == "failed":
            failed.append(run.id)
        elif run.examined.get(unit.uid) or run.found.get(unit.uid):
            rows.append(_row(unit, run))
        else:
            silent.append(run.id)
    columns = (
        Column(unit.say("word.rule"), 12),
        Column(unit.say("word.title"), 30),
        Column(unit.say("ruled.examined"), 7, "right"),
        Column(unit.say("ruled.found_count"), 9, "right"),
        Column(unit.say("ruled.state"), 25),
        Column(unit.say("ruled.leads"), 12),
    )
    empty = unit.say("ruled.none_ran")
    blocks: list[Block] = [Table(unit.say("ruled.caption"), columns, tuple(rows), empty)]
    for key, ids in (("silent", silent), ("failed", failed)):
        if ids:
            said = unit.say(f"ruled.{key}", count=len(ids), rules=listed(ids, unit.language))
            blocks.append(Paragraph(said, tone="note"))
    return tuple(blocks)


def _row(unit: Unit, run: RuleRun) -> TableRow:
    examined, found = run.examined.get(unit.uid, 0), run.found.get(unit.uid, 0)
    leads = [x for x in unit.leads if x.finding.rule == run.id]
    return TableRow(
        (
            run.id,
            unit.rule(unit.county.result.queries[run.id]),
            str(examined),
            str(found),
            unit.say("ruled.found" if found else "ruled.clear"),
            listed((str(x.number) for x in leads), unit.language),
        ),
        tuple(ref for x in leads for ref in x.finding.evidence),
    )
