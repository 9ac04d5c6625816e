"""The findings page: what a check found, to read, filter and print without a program.

A summary, not yet the report. Everything in it is escaped by the template engine; its one script is
allowed by its hash and nothing else may run.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any, Final, get_args

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
    state_text,
)
from queries.findings import CheckResult, EvidenceRow, Finding
from queries.library import query
from queries.model import SEVERITIES, Dimension, SavedQuery

MAX_EVIDENCE: Final = 40


@dataclass(frozen=True, slots=True)
class Score:
    """How well a dimension is protected: examined subjects without a finding, of those examined.

    `share` is None where nothing was examined; `silent` counts rules without data.
    """

    name: str
    share: float | None
    examined: int
    found: int
    rules: int
    silent: int

    @property
    def percent(self) -> str:
        """The share in per cent, rounded down: only what is whole reads 100.0 %."""
        return "—" if self.share is None else f"{math.floor(self.share * 1000) / 10:.1f}%"


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
    rules = {run.id: query(run.id) for run in result.rules}
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
        scores=scores(result, rules, language),
        runs=[
            (run, rules[run.id].title.of(language), list(parameters(run, language)))
            for run in result.rules
        ],
        findings=[
            _entry(f, rules[f.rule], report, language)
            for f in sorted(result.findings, key=lambda f: SEVERITIES.index(f.effective_severity))
        ],
        units=sorted({f.unit_name or f.unit or "—" for f in result.findings}),
        families=sorted({rules[f.rule].family for f in result.findings}),
    )


def scores(result: CheckResult, rules: Mapping[str, SavedQuery], language: Language) -> list[Score]:
    """The five-power scorecard: one score a dimension, each rule counting by its population."""
    lines = []
    for dimension in get_args(Dimension):
        runs = [
            run
            for run in result.rules
            if (spec := rules[run.id].rule) is not None and spec.dimension == dimension
        ]
        examined = sum(run.population for run in runs)
        found = sum(sum(run.found.values()) for run in runs)
        lines.append(
            Score(
                name=say(f"dimension.{dimension}", language),
                share=max(0, examined - found) / examined if examined else None,
                examined=examined,
                found=found,
                rules=len(runs),
                silent=sum(run.status == "no_data" for run in runs),
            )
        )
    return lines


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
