"""A check for a terminal and for programs: table, CSV, JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from graph.text import Language, say
from powergraph.outputs.report import (
    Report,
    ScoreLine,
    parameters,
    score_lines,
    severity_text,
    state_text,
    used_values,
)
from queries import confirm, scores
from queries.findings import CheckResult, Finding, to_json
from queries.render import to_csv, to_table
from queries.scores import score

_CSV: Final = (
    "id",
    "rule",
    "severity",
    "unit",
    "subject",
    "actors",
    "message",
    "status",
    "assignee",
    "until",
    "parameters",
)
_SHOWN: Final = ("id", "severity", "rule", "unit", "finding_status", "message")
_RULES: Final = (
    "rule",
    "title",
    "status",
    "findings",
    "population",
    "units_without_data",
    "protection",
)
_SCORES: Final = ("group", "name", "protection", "examined", "found", "rules", "silent")
_PARAMETERS: Final = ("rule", "parameter", "value", "origin")


def as_json(report: Report) -> str:
    """The documented JSON, the scores under `protection`, where the value of each parameter came
    from under `origins`, a second engine under `confirmation`."""
    result = report.result
    origins = {run.id: {n: asdict(o) for n, o in run.sources.items()} for run in result.rules}
    data = to_json(result) | {"protection": scores.to_json(result), "origins": origins}
    if report.confirmation:
        data["confirmation"] = confirm.to_json(report.confirmation)
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_csv(report: Report, language: Language) -> str:
    """One line a finding, with the values that its rule used."""
    used = {run.id: "; ".join(used_values(run, language)) for run in report.result.rules}
    rows = [
        _row(report, f, language) | {"parameters": used[f.rule]} for f in report.result.findings
    ]
    return to_csv(_CSV, rows)


def as_table(report: Report, language: Language) -> str:
    """The findings, how each rule went, the scores, and the values that were used."""
    rows = [_row(report, f, language) for f in report.result.findings]
    parts = [_table(_SHOWN, rows, language, 100)] if rows else []
    parts.append(_table(_RULES, _rules(report.result, language), language, 40))
    if lines := score_lines(report.result, language):
        parts.append(_scores(lines, language))
    used = [
        dict(zip(_PARAMETERS, (run.id, *part), strict=True))
        for run in report.result.rules
        for part in parameters(run, language)
    ]
    if used:
        parts.append(_table(_PARAMETERS, used, language, 60))
    return "\n\n".join(parts)


def _scores(lines: list[ScoreLine], language: Language) -> str:
    rows = [
        {
            "group": line.group,
            "name": line.name,
            "protection": line.score.percent,
            "examined": line.score.examined,
            "found": line.score.found,
            "rules": line.score.rules,
            "silent": line.score.silent,
        }
        for line in lines
    ]
    titles = {name: say(f"score.{name}", language) for name in _SCORES}
    return to_table(_SCORES, rows, titles=titles, width=40)


def _table(
    columns: tuple[str, ...], rows: list[dict[str, Any]], language: Language, width: int
) -> str:
    titles = {name: say(f"cli.check.column.{name}", language) for name in columns}
    return to_table(columns, rows, titles=titles, width=width)


def _row(report: Report, finding: Finding, language: Language) -> dict[str, Any]:
    state = report.state(finding)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": severity_text(finding, language),
        "unit": finding.unit_name or finding.unit,
        "subject": f"{finding.subject_label}/{finding.subject}",
        "actors": list(finding.actors),
        "message": finding.message.of(language),
        "finding_status": state_text(state, language),
        "status": say(f"finding.status.{state.status}", language),
        "assignee": state.assignee,
        "until": state.until,
    }


def _rules(result: CheckResult, language: Language) -> list[dict[str, Any]]:
    """One line a rule: how many of how many, and in how many units the graph does not say."""
    return [
        {
            "rule": run.id,
            "title": result.queries[run.id].title.of(language),
            "status": say(f"status.{run.status}", language),
            "findings": run.findings,
            "population": run.population,
            "units_without_data": len(run.units_without_data),
            "protection": score(run).percent,
        }
        for run in result.rules
    ]
