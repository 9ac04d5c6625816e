"""Chapter 15: what could not be seen. A rule that could not run is 未能运行, never 未发现问题."""

from __future__ import annotations

from graph.coding import in_words
from powergraph.outputs.report import parameters
from powergraph.reports.context import Unit
from powergraph.reports.tree import Column, Paragraph, Section, Table, TableRow
from queries.findings import RuleRun


def chapter(unit: Unit) -> Section:
    """Rules that could not speak, values used, files, and how leads were ranked."""
    silent, failed, clean = [], [], []
    for run in unit.county.result.rules:
        if run.status == "failed":
            failed.append(run)
        elif not run.examined.get(unit.uid) and not run.found.get(unit.uid):
            silent.append(run)
        elif not run.found.get(unit.uid):
            clean.append(run)
    parts = (
        Section(unit.say("limits.silent"), (_silent(unit, silent, failed),)),
        Section(unit.say("limits.clean"), (_clean(unit, clean),)),
        Section(unit.say("limits.parameters"), (_parameters(unit),)),
        Section(unit.say("limits.files"), (_files(unit),)),
        Section(unit.say("limits.ranking"), (Paragraph(unit.say("limits.formula")),)),
    )
    total = len(unit.county.result.rules)
    said = unit.say("limits.lead", silent=len(silent), failed=len(failed), total=total)
    return Section(
        unit.say("limits.title"), (Paragraph(said, tone="warning"),), parts, "15", key="limits"
    )


def _title(unit: Unit, run: RuleRun) -> str:
    return unit.rule(unit.county.result.queries[run.id])


def _silent(unit: Unit, silent: list[RuleRun], failed: list[RuleRun]) -> Table:
    columns = (
        Column(unit.say("word.rule"), 0.8),
        Column(unit.say("word.title"), 2.4),
        Column(unit.say("limits.why"), 3),
    )
    rows = [
        TableRow((run.id, _title(unit, run), run.error.render(unit.language) if run.error else ""))
        for run in failed
    ]
    rows += [
        TableRow((run.id, _title(unit, run), unit.say("limits.no_data", needs=_needs(unit, run))))
        for run in silent
    ]
    return Table(unit.say("limits.silent"), columns, tuple(rows), unit.say("limits.all_ran"))


def _needs(unit: Unit, run: RuleRun) -> str:
    return unit.kinds(unit.county.result.queries[run.id].needs)


def _clean(unit: Unit, clean: list[RuleRun]) -> Table:
    columns = (
        Column(unit.say("word.rule"), 0.8),
        Column(unit.say("word.title"), 3),
        Column(unit.say("limits.examined"), 1, "right"),
    )
    rows = tuple(
        TableRow((run.id, _title(unit, run), str(run.examined.get(unit.uid, 0)))) for run in clean
    )
    return Table(unit.say("limits.clean"), columns, rows, unit.say("limits.none_clean"))


def _parameters(unit: Unit) -> Table:
    columns = (
        Column(unit.say("word.rule"), 0.8),
        Column(unit.say("limits.parameter"), 2),
        Column(unit.say("limits.value"), 2),
        Column(unit.say("limits.origin"), 2),
    )
    rows = tuple(
        TableRow(
            (
                run.id,
                _meaning(unit, run, name),
                in_words(name, value, unit.language),
                _origin(unit, origin),
            )
        )
        for run in unit.county.result.rules
        for name, value, origin in parameters(run, unit.language)
    )
    return Table(unit.say("limits.parameters"), columns, rows)


def _origin(unit: Unit, origin: str) -> str:
    """Where a value comes from; rules say in English where no founding document sets it."""
    return origin.replace("project default", unit.say("limits.project_default"))


def _meaning(unit: Unit, run: RuleRun, name: str) -> str:
    param = unit.county.result.queries[run.id].param(name)
    return param.doc.of(unit.language) if param else name


def _files(unit: Unit) -> Table:
    columns = (Column(unit.say("limits.file"), 3), Column(unit.say("limits.imported"), 1.5))
    rows = tuple(
        TableRow((row["file"], str(row["imported_at"] or "")[:16])) for row in unit.county.sources
    )
    return Table(unit.say("limits.files"), columns, rows, unit.say("limits.no_files"))
