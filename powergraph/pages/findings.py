"""The findings page: what a check found, to read, filter and print without a program.

A summary, not yet the report. Everything in it is escaped by the template engine; its one script is
allowed by its hash and nothing else may run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from itertools import islice
from typing import Any, Final

import jinja2

from graph.schema import SCHEMA
from graph.text import Language, say
from powergraph.ledger.model import State
from powergraph.outputs.report import (
    Report,
    acceptance_parts,
    detail_text,
    parameters,
    place_text,
    score_lines,
    state_text,
)
from queries.findings import CheckResult, EvidenceRow, Finding
from queries.model import SEVERITIES, SavedQuery
from queries.scores import DIMENSIONS, score

MAX_EVIDENCE: Final = 40


def render(
    result: CheckResult,
    evidence: Mapping[str, EvidenceRow],
    language: Language,
    *,
    notice: str | None = None,
    states: Mapping[str, State] | None = None,
) -> str:
    """The page as HTML.

    Args:
        evidence: where each `Label/uid` of the findings' evidence was read (`evidence_of`).
        notice: shown at the top of every page, such as 合成数据.
        states: where findings stand today, by id; one that is not among them is to verify.
    """
    report = Report(result, states or {}, evidence, notice)
    folder = files("powergraph.pages")
    script = (folder / "findings.js").read_text(encoding="utf-8")
    style = (folder / "findings.css").read_text(encoding="utf-8")
    template = (folder / "findings.html.jinja").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    rules = result.queries
    lines = score_lines(result, language)
    return environment.from_string(template).render(
        language={"zh": "zh-CN", "en": "en"}[language],
        say=lambda key, **values: say(key, language, **values),
        script=script,
        style=style,
        script_hash=_hash(script),
        result=result,
        notice=notice,
        severities=SEVERITIES,
        counts={s: sum(f.effective_severity == s for f in result.findings) for s in SEVERITIES},
        scores=[line for line in lines if line.code in DIMENSIONS],
        score_lines=lines,
        runs=[
            (
                run,
                rules[run.id].title.of(language),
                score(run).percent,
                list(parameters(run, language)),
            )
            for run in result.rules
        ],
        findings=[
            _entry(f, rules[f.rule], report, language)
            for f in sorted(result.findings, key=lambda f: SEVERITIES.index(f.effective_severity))
        ],
        units=sorted({f.unit_name or f.unit or "—" for f in result.findings}),
        families=sorted({rules[f.rule].family for f in result.findings}),
    )


def _entry(
    finding: Finding, rule: SavedQuery, report: Report, language: Language
) -> dict[str, Any]:
    spec = rule.rule
    verify = spec.verify if spec else None
    path = report.places(finding)
    state = report.state(finding)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "family": rule.family,
        "title": rule.title.of(language),
        "severity": finding.effective_severity,
        "status": state.status,
        "state": state_text(state, language),
        "follow_up": _follow_up(finding, state, language),
        "unit": finding.unit_name or finding.unit or "—",
        "message": finding.message.of(language),
        "basis": [
            {"text": basis, "certain": certain}
            for basis, certain in zip(
                finding.basis, [b.certain for b in spec.basis] if spec else [], strict=True
            )
        ],
        "verify": [
            (say(f"verify.{way}", language), getattr(verify, way).of(language))
            for way in ("document", "interview", "site")
            if verify
        ],
        "blind": spec.blind.of(language) if spec else "",
        "details": [
            (rule.columns[name].of(language), detail_text(finding, name, value, language))
            for name, value in finding.details.items()
        ],
        "evidence": [_place(row, language) for row in islice(path, MAX_EVIDENCE)],
        "more": max(0, len(path) - MAX_EVIDENCE),
    }


def _follow_up(finding: Finding, state: State, language: Language) -> list[tuple[str, str]]:
    """What was decided about a finding, beyond its status: names and values."""
    parts = acceptance_parts(state, language)
    if finding.effective_severity != finding.severity:
        own = say(f"page.severity.{finding.severity}", language)
        parts.append((say("page.own_severity", language), own))
    for name in ("assignee", "note"):
        if value := getattr(state, name):
            parts.append((say(f"page.{name}", language), value))
    return parts


def _place(row: EvidenceRow, language: Language) -> dict[str, str]:
    label = SCHEMA.nodes[row.label].label
    return {
        "label": label.zh if language == "zh" else label.name,
        "uid": row.uid,
        "name": row.name or "—",
        "where": place_text(row),
    }


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
