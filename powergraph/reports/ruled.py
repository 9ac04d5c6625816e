"""How rules went in one unit, as a table: suspected, nothing found, or not able to run."""

from __future__ import annotations

from powergraph.reports.context import Unit
from powergraph.reports.tree import Column, Table, TableRow


def ruled(unit: Unit, *rules: str) -> Table:
    """The rules of those families (`CON`) or ids (`LEG-001`), with what was examined and found."""
    rows = []
    for run in unit.county.result.rules:
        if run.id not in rules and run.id.partition("-")[0] not in rules:
            continue
        examined, found = run.examined.get(unit.uid, 0), run.found.get(unit.uid, 0)
        if run.status == "failed":
            state = "failed"
        elif found:
            state = "found"
        else:
            state = "clear" if examined else "silent"
        leads = [x for x in unit.leads if x.finding.rule == run.id]
        rows.append(
            TableRow(
                (
                    run.id,
                    unit.county.result.queries[run.id].title.of(unit.language),
                    str(examined),
                    str(found),
                    unit.say(f"ruled.{state}"),
                    "、".join(str(x.number) for x in leads) or "—",
                ),
                tuple(
                    ref
                    for x in unit.leads
                    if x.finding.rule == run.id
                    for ref in x.finding.evidence
                ),
            )
        )
    columns = (
        Column(unit.say("word.rule"), 1.1),
        Column(unit.say("word.title"), 3),
        Column(unit.say("ruled.examined"), 0.8, "right"),
        Column(unit.say("ruled.found_count"), 0.8, "right"),
        Column(unit.say("ruled.state"), 1.3),
        Column(unit.say("ruled.leads"), 1),
    )
    return Table(unit.say("ruled.caption"), columns, tuple(rows), unit.say("nothing"))
