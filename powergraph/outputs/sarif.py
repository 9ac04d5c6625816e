"""A check as SARIF 2.1.0, which code-scanning pages and editors read.

Accepted findings stay in it, with a suppression that says why. A place in a source file is a file
and a line: for a workbook the line is the row.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from graph.text import Language, say
from powergraph.outputs.report import Report, parameters
from queries.findings import EvidenceRow, Finding, RuleRun
from queries.model import SavedQuery, Severity
from queries.params import plain
from queries.render import cell
from queries.scores import score

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final[dict[Severity, str]] = {"high": "error", "medium": "warning", "low": "note"}
FINGERPRINT: Final = "powergraphFinding/v1"
_BRACKET: Final = re.compile(r"[\[\]]")


def as_sarif(report: Report, language: Language) -> str:
    """The log as JSON: one run, its rules with help, its results with places."""
    return json.dumps(sarif(report, language), ensure_ascii=False, indent=2)


def sarif(report: Report, language: Language) -> dict[str, Any]:
    """The log as plain data."""
    result = report.result
    index = {run.id: number for number, run in enumerate(result.rules)}
    driver = {
        "name": "powergraph",
        "version": version("powergraph"),
        "rules": [_rule(run, result.queries[run.id], language) for run in result.rules],
    }
    invocation = {
        "executionSuccessful": not result.failed,
        "toolExecutionNotifications": [_failed(run, index, language) for run in result.failed],
    }
    properties = {
        "asOf": result.as_of.isoformat(),
        "fingerprint": result.fingerprint,
        "leads": say("workbook.leads", language),
        **({"notice": report.notice} if report.notice else {}),
    }
    run = {
        "tool": {"driver": driver},
        "language": {"zh": "zh-CN", "en": "en"}[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(report, f, index, language) for f in result.findings],
        "properties": properties,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(run: RuleRun, rule: SavedQuery, language: Language) -> dict[str, Any]:
    spec = rule.rule
    return {
        "id": rule.id,
        "shortDescription": _message(rule.title.of(language)),
        "fullDescription": _message(rule.question.of(language)),
        "help": _message(_help(rule, language)),
        "defaultConfiguration": {"level": LEVELS[spec.severity] if spec else "warning"},
        "properties": {
            "tags": [rule.family, *([spec.dimension] if spec and spec.dimension else [])],
            "status": run.status,
            "population": run.population,
            "protection": score(run).protection,
            "parameters": {
                name: {"value": value, "origin": origin}
                for name, value, origin in parameters(run, language)
            },
        },
    }


def _help(rule: SavedQuery, language: Language) -> str:
    spec = rule.rule
    if spec is None:
        return rule.question.of(language)
    ways = [
        f"{say(f'verify.{way}', language)}: {getattr(spec.verify, way).of(language)}"
        for way in ("document", "interview", "site")
    ]
    basis = f"{say('page.basis', language)}: {'、'.join(map(str, spec.basis))}"
    blind = f"{say('page.blind', language)}: {spec.blind.of(language)}"
    return "\n".join([rule.question.of(language), *ways, basis, blind])


def _result(
    report: Report, finding: Finding, index: dict[str, int], language: Language
) -> dict[str, Any]:
    places = report.places(finding)
    subject = f"{finding.subject_label}/{finding.subject}"
    first = next((p for p in places if f"{p.label}/{p.uid}" == subject), None)
    others = [p for p in places if p is not first]
    data: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.effective_severity],
        "message": _message(finding.message.of(language)),
        "partialFingerprints": {FINGERPRINT: finding.id},
        "locations": [_location(first or _bare(finding))],
        "relatedLocations": [{"id": n, **_location(p)} for n, p in enumerate(others, 1)],
        "properties": {
            "severity": finding.effective_severity,
            "ownSeverity": finding.severity,
            "unit": finding.unit,
            "actors": list(finding.actors),
            "status": report.state(finding).status,
            "details": plain(finding.details),
        },
    }
    if finding.exception:
        why = f"{finding.exception.who}: {finding.exception.why} ({finding.exception.until})"
        data["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": cell(why)}
        ]
    return data


def _bare(finding: Finding) -> EvidenceRow:
    return EvidenceRow(finding.subject_label, finding.subject, finding.subject_name)


def _location(row: EvidenceRow) -> dict[str, Any]:
    logical = {
        "name": cell(row.name or row.uid),
        "fullyQualifiedName": f"{row.label}/{cell(row.uid)}",
        "kind": row.label,
    }
    place: dict[str, Any] = {"logicalLocations": [logical]}
    if row.file:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(row.file)}}
        if row.row:
            physical["region"] = {"startLine": row.row}
        place["physicalLocation"] = physical
        if row.sheet:
            place["properties"] = {"sheet": row.sheet}
    return place


def _failed(run: RuleRun, index: dict[str, int], language: Language) -> dict[str, Any]:
    detail = run.error.render(language) if run.error else run.id
    return {
        "level": "error",
        "message": _message(detail),
        "associatedRule": {"id": run.id, "index": index[run.id]},
    }


def _message(text: str) -> dict[str, str]:
    """Plain text. In SARIF `[text](target)` is a link: a name must not make one."""
    plain_text = "\n".join(cell(line) for line in text.split("\n"))
    if "](" in plain_text:
        plain_text = _BRACKET.sub(r"\\\g<0>", plain_text)
    return {"text": plain_text}
