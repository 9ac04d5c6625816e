"""A check with all that its outputs name: states of findings, evidence, where values came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graph.coding import in_words
from graph.schema import SCHEMA
from graph.text import Language, say
from powergraph.ledger.model import State
from queries.confirm import Confirmation
from queries.findings import CheckResult, EvidenceRow, Finding, RuleRun, shown
from queries.render import cell
from queries.scores import Score, scores

# Printed once for the whole check, not for each rule.
_COMMON: Final = ("as_of",)


@dataclass(frozen=True, slots=True)
class Report:
    """A check and what goes with it.

    `states` are those of today, by finding id; a finding that is not among them is to verify.
    `evidence` says where each `Label/uid` was read; `notice` is shown wherever the graph is shown;
    `confirmation` compares it with the same check on a second engine.
    """

    result: CheckResult
    states: Mapping[str, State] = field(hash=False, default_factory=dict)
    evidence: Mapping[str, EvidenceRow] = field(hash=False, default_factory=dict)
    notice: str | None = None
    confirmation: Confirmation | None = None

    def state(self, finding: Finding) -> State:
        """Where a finding stands today."""
        return self.states.get(finding.id, State())

    def places(self, finding: Finding) -> list[EvidenceRow]:
        """The evidence of a finding in the order of its path."""
        path = dict.fromkeys(finding.evidence)
        return [self.evidence[entry] for entry in path if entry in self.evidence]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with what it is of, in the reader's language; `code` is a dimension, path or uid."""

    group: str
    code: str
    name: str
    score: Score


def score_lines(result: CheckResult, language: Language) -> list[ScoreLine]:
    """The scores of the five powers, the four paths and the units, the worst first.

    None where only lints of the data were run.
    """
    if all(query.kind == "lint" for query in result.queries.values()):
        return []
    found = scores(result)
    lines: list[tuple[str, str, str, Score]] = [
        ("dimension", code, say(f"dimension.{code}", language), one)
        for code, one in found.dimensions.items()
    ]
    lines += [
        ("path", code, say(f"path.{code}", language), one) for code, one in found.paths.items()
    ]
    lines += [
        ("unit", uid, result.units[uid] or uid, one)
        for uid, one in sorted(found.units.items(), key=_worst_first)
    ]
    return [
        ScoreLine(say(f"score.by_{group}", language), code, name, one)
        for group, code, name, one in lines
    ]


def _worst_first(unit: tuple[str, Score]) -> tuple[bool, float, str]:
    uid, one = unit
    share = one.protection
    return share is None, share or 0.0, uid


def with_states(result: CheckResult, states: Mapping[str, State]) -> CheckResult:
    """The check with the exception of each accepted finding filled in."""
    findings = (
        replace(finding, exception=states[finding.id].acceptance)
        if finding.id in states
        else finding
        for finding in result.findings
    )
    return replace(result, findings=tuple(findings))


def state_text(state: State, language: Language) -> str:
    """A status as people read it, an acceptance with its last day."""
    if state.status == "accepted":
        return say("finding.shown.accepted", language, until=state.until)
    return say(f"finding.status.{state.status}", language)


def severity_text(finding: Finding, language: Language) -> str:
    """The severity that counts; where a measure lowers it, the rule's own beside it."""
    severity = say(f"severity.{finding.effective_severity}", language)
    if finding.effective_severity == finding.severity:
        return severity
    own = say(f"severity.{finding.severity}", language)
    return say("finding.shown.lowered", language, severity=severity, own=own)


def acceptance_parts(state: State, language: Language) -> list[tuple[str, str]]:
    """Who accepted a finding, why, until when and with which measure: names and values."""
    acceptance = state.acceptance
    if acceptance is None:
        return []
    parts = [
        ("accepted_by", acceptance.who),
        ("until", acceptance.until.isoformat()),
        ("reason", acceptance.why),
        ("measure", acceptance.measure or "—"),
    ]
    return [(say(f"page.{name}", language), value) for name, value in parts]


def parameters(run: RuleRun, language: Language) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of each parameter that a rule used; the common day left out."""
    for name, value in run.parameters.items():
        if name not in _COMMON:
            origin = run.sources.get(name)
            yield name, value_text(value), origin.of(language) if origin else "—"


def used_values(run: RuleRun, language: Language) -> list[str]:
    """The same, one text each: `k = 2.5 · county.db.settings.toml`."""
    return [f"{name} = {value} · {origin}" for name, value, origin in parameters(run, language)]


def value_text(value: Any) -> str:
    """A parameter's value as `--set` takes it; a dash for none.

    >>> value_text([["CASHIER", "AUDIT"]]), value_text(["A", "B"]), value_text(None)
    ('CASHIER+AUDIT', 'A, B', '—')
    """
    if isinstance(value, list):
        value = ["+".join(map(str, v)) if isinstance(v, list) else v for v in value]
    return cell(value) or "—"


def detail_text(finding: Finding, name: str, value: Any, language: Language) -> str:
    """A detail as it reads; a code of an enumeration of the subject by its Chinese name."""
    column = SCHEMA.nodes[finding.subject_label].props.get(name)
    if language == "zh" and column and column.enum and value in column.enum.codes:
        return column.enum.zh_of(value)
    text = shown(value, language)
    return text if name.endswith(("name", "names")) else in_words(name, text, language)


def place_text(row: EvidenceRow) -> str:
    """Where something was read: file, sheet and row."""
    return " · ".join(str(part) for part in (row.file, row.sheet, row.row) if part) or "—"
