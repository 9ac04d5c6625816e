"""What a check gives: findings (leads to verify), and what was examined to find them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from graph.coding import in_words
from graph.errors import PowergraphError, QueryError
from graph.privacy import hidden
from graph.schema import SCHEMA
from graph.store import Row, Store
from graph.text import Language
from queries.model import (
    FINDING_COLUMNS,
    SEVERITIES,
    VARYING_COLUMNS,
    RuleSpec,
    SavedQuery,
    Severity,
    Text,
)
from queries.params import plain
from queries.settings import Origin

Status: TypeAlias = Literal["ran", "no_data", "failed"]
UnitStatus: TypeAlias = Literal["finding", "clean", "no_data"]

MISSING: Final = "—"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is lived with: who accepted it, the reason, the last day that it holds.

    `measure` is what compensates for it meanwhile; None where nothing does.
    """

    who: str
    why: str
    until: date
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One lead to verify, never a conclusion.

    `actors` are uids of officials, sorted, with `actor_names` in the same order; `evidence` is the
    path as `Label/uid`; `details` the columns of the rule's own. `severity` is what the rule says;
    `exception` is there while the finding is accepted.
    """

    id: str
    rule: str
    severity: Severity
    subject_label: str
    subject: str
    subject_name: str | None
    unit: str | None
    unit_name: str | None
    actors: tuple[str, ...]
    actor_names: tuple[str, ...]
    evidence: tuple[str, ...]
    message: Text
    basis: tuple[str, ...]
    details: Mapping[str, Any] = field(hash=False)
    exception: Acceptance | None = None

    @property
    def effective_severity(self) -> Severity:
        """What outputs count: one step lower while a compensating measure is in force."""
        measured = self.exception is not None and self.exception.measure
        return lowered(self.severity) if measured else self.severity


@dataclass(frozen=True, slots=True)
class RuleRun:
    """How one rule went.

    `findings` counts those listed. `examined` counts the subjects examined by unit, and `found`
    those of them with a finding of any severity; a subject without a unit counts under None.
    `sources` says of each of the `parameters` where its value came from.
    `estimated`: working days were counted where the State Council's calendar is not known yet.
    """

    id: str
    status: Status
    findings: int
    units_without_data: tuple[str, ...]
    parameters: Mapping[str, Any] = field(hash=False)
    examined: Mapping[str | None, int] = field(hash=False, default_factory=dict)
    found: Mapping[str | None, int] = field(hash=False, default_factory=dict)
    error: PowergraphError | None = field(hash=False, default=None)
    estimated: bool = False
    sources: Mapping[str, Origin] = field(hash=False, default_factory=dict)

    @property
    def population(self) -> int:
        """Subjects that met every condition of the rule but the violating one."""
        return sum(self.examined.values())


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything a check gives.

    `units` are the departments at `as_of`: uid to name. `queries` are the rules themselves by id,
    those of a user's own folder among them.
    """

    as_of: date
    nodes: int
    relationships: int
    fingerprint: str | None
    units: Mapping[str, str | None] = field(hash=False)
    rules: tuple[RuleRun, ...]
    findings: tuple[Finding, ...]
    queries: Mapping[str, SavedQuery] = field(hash=False, default_factory=dict)

    @property
    def failed(self) -> tuple[RuleRun, ...]:
        """The rules that could not be run."""
        return tuple(run for run in self.rules if run.status == "failed")

    def run(self, rule: str) -> RuleRun:
        """How a rule went.

        Raises:
            KeyError: it was not among those checked.
        """
        return {run.id: run for run in self.rules}[rule]

    def unit_status(self, rule: str) -> dict[str, UnitStatus]:
        """For each unit: is there a finding, is it clean, or does the graph not say?"""
        run = self.run(rule)
        return {
            unit: "finding"
            if run.found.get(unit)
            else "clean"
            if run.examined.get(unit)
            else "no_data"
            for unit in self.units
        }


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A node of the evidence and where it was read: file, sheet and row as Excel counts."""

    label: str
    uid: str
    name: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None


def lowered(severity: Severity) -> Severity:
    """One step down; the lowest stays.

    >>> lowered("high"), lowered("low")
    ('medium', 'low')
    """
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]


def finding_id(rule: str, label: str, uid: str, actors: Iterable[str]) -> str:
    """The name of a finding that stays the same when wording, day or other columns change.

    The first 16 hexadecimal digits of SHA-256 over the compact JSON array (UTF-8)
    `[rule, subject label, subject uid, [actor uids, sorted, without repeats]]`.

    >>> finding_id("SOD-001", "Power", "W1", ["O2", "O1"])
    '64455acd482756a9'
    """
    identity = [rule, label, uid, sorted(set(actors))]
    text = json.dumps(identity, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def findings_of(query: SavedQuery, rows: Sequence[Row]) -> list[Finding]:
    """The rows of a rule as findings, by subject uid and actors.

    Rows of one subject and the same actors are one finding; its evidence is that of all of them.

    Raises:
        QueryError: a row has no subject, or another shape than `docs/queries.md` says.
    """
    found: dict[str, Finding] = {}
    for row in rows:
        one = _finding(query, row)
        if one.id in found:
            first = found[one.id]
            one = replace(first, evidence=tuple(dict.fromkeys((*first.evidence, *one.evidence))))
        found[one.id] = one
    return sorted(found.values(), key=lambda f: (f.subject, f.actors, f.subject_label))


def _finding(query: SavedQuery, row: Row) -> Finding:
    spec = query.rule
    severity = row.get("severity") or (spec.severity if spec else None)
    label: Any = row.get("subject_label") or (spec.subject if spec else None)
    lists = [row["actors"], row["actor_names"], row["evidence"]]
    shaped = isinstance(row["subject"], str) and all(isinstance(v, list) for v in lists)
    known = isinstance(label, str) and label in SCHEMA.nodes
    if spec is None or not shaped or not known or severity not in SEVERITIES:
        raise QueryError("check.row", rule=query.id, row=plain(row))
    actors = tuple(sorted(set(row["actors"])))
    return Finding(
        id=finding_id(query.id, label, row["subject"], actors),
        rule=query.id,
        severity=severity,
        subject_label=label,
        subject=row["subject"],
        subject_name=row["subject_name"],
        unit=row["unit"],
        unit_name=row["unit_name"],
        actors=actors,
        actor_names=tuple(name or MISSING for name in row["actor_names"]),
        evidence=tuple(row["evidence"]),
        message=_message(spec, row),
        basis=tuple(str(b) for b in spec.basis),
        details={
            name: row[name]
            for name in query.columns
            if name not in (*FINDING_COLUMNS, *VARYING_COLUMNS)
        },
    )


def _message(spec: RuleSpec, row: Row) -> Text:
    def filled(language: Language) -> str:
        values = {name: _word(name, value, language) for name, value in row.items()}
        return spec.message.of(language).format(**values)

    return Text(filled("zh"), filled("en"))


def _word(name: str, value: Any, language: Language) -> str:
    """A value in a message: the codes in a rule's own columns by their names."""
    text = shown(value, language)
    if name in FINDING_COLUMNS or name.endswith(("name", "names")):
        return text
    return in_words(name, text, language)


def shown(value: Any, language: Language) -> str:
    """A value as it reads inside a sentence.

    >>> shown(["甲", "乙"], "zh"), shown([], "en"), shown(True, "en"), shown(0.3333, "en")
    ('甲、乙', '—', 'yes', '0.33')
    """
    if value is None or value == [] or value == "":
        return MISSING
    if isinstance(value, bool):
        return {"zh": "是否", "en": ("yes", "no")}[language][not value]
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(shown(v, language) for v in value)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(plain(value))


def to_json(result: CheckResult) -> dict[str, Any]:
    """What `powergraph check --format json` prints; the shape stays fixed."""
    return {
        "as_of": result.as_of.isoformat(),
        "graph": {
            "nodes": result.nodes,
            "relationships": result.relationships,
            "fingerprint": result.fingerprint,
        },
        "rules": [_run_json(run) for run in result.rules],
        "findings": [_finding_json(finding) for finding in result.findings],
    }


def _run_json(run: RuleRun) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": run.id,
        "status": run.status,
        "population": run.population,
        "findings": run.findings,
        "units_without_data": list(run.units_without_data),
        "parameters": plain(run.parameters),
    }
    return data | ({"error": str(run.error)} if run.error else {})


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.effective_severity,
        "subject": {
            "label": finding.subject_label,
            "uid": finding.subject,
            "name": finding.subject_name,
        },
        "unit": {"uid": finding.unit, "name": finding.unit_name},
        "actors": list(finding.actors),
        "evidence": list(finding.evidence),
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "basis": list(finding.basis),
        "details": plain(finding.details),
        "exception": plain(asdict(finding.exception)) if finding.exception else None,
    }


def evidence_rows(store: Store, finding: Finding) -> tuple[EvidenceRow, ...]:
    """The nodes on a finding's path and where each was read, in the order of the path."""
    rows = evidence_of(store, finding.evidence)
    return tuple(rows[entry] for entry in dict.fromkeys(finding.evidence) if entry in rows)


def evidence_of(store: Store, entries: Iterable[str]) -> dict[str, EvidenceRow]:
    """The same for many `Label/uid` at once, one query a label.

    An entry that is not in the graph comes back with its label and uid alone; one that names no
    label of the schema is left out.
    """
    by_label: dict[str, list[str]] = {}
    for entry in dict.fromkeys(entries):
        label, _, uid = entry.partition("/")
        if label in SCHEMA.nodes and uid:
            by_label.setdefault(label, []).append(uid)
    nodes = {label: _nodes(store, label, uids) for label, uids in by_label.items()}
    sources = {r["source_uid"] for rows in nodes.values() for r in rows.values()} - {None}
    files = {r["uid"]: r["file"] for r in store.read(_FILES, {"uids": sorted(sources)})}
    found = {}
    for label, uids in by_label.items():
        for uid in uids:
            row = nodes[label].get(uid, {})
            file = files.get(row.get("source_uid"))
            name, sheet = hidden(row.get("name")), hidden(row.get("source_sheet"))
            place = (hidden(file), sheet, row.get("source_row"))
            found[f"{label}/{uid}"] = EvidenceRow(label, uid, name, *place)
    return found


_FILES: Final = """
MATCH (s:Source)
WHERE s.uid IN $uids
RETURN s.uid AS uid, s.file AS file
ORDER BY uid
"""


def _nodes(store: Store, label: str, uids: list[str]) -> dict[str, Row]:
    # `label` is a key of the schema: a label cannot be a parameter.
    rows = store.read(
        f"MATCH (n:{label}) WHERE n.uid IN $uids "
        "RETURN n.uid AS uid, n.name AS name, n.source_uid AS source_uid, "
        "n.source_sheet AS source_sheet, n.source_row AS source_row ORDER BY uid",
        {"uids": uids},
    )
    return {row["uid"]: row for row in rows}
