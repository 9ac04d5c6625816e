"""Keeping a run: what a check found, under which conditions, and what that means for states."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from powergraph.ledger.chain import canonical, digest
from powergraph.ledger.database import transaction
from powergraph.ledger.ledger import Ledger
from powergraph.ledger.model import State
from queries.findings import CheckResult, Finding, RuleRun
from queries.model import Severity


@dataclass(frozen=True, slots=True)
class Recorded:
    """What keeping a run brought about.

    `fresh` findings were never seen before; `expired` acceptances ran out and `came_back` ones had
    been closed as rectified: both are to verify again.
    """

    run: int
    fresh: int
    expired: int
    came_back: int


def record(
    ledger: Ledger,
    result: CheckResult,
    *,
    who: str,
    unit: str | None = None,
    min_severity: Severity | None = None,
) -> Recorded:
    """Keep a run of a check.

    Args:
        unit, min_severity: what the check was narrowed to.

    Raises:
        LedgerError: the ledger cannot be written; nothing of the run was kept.
    """
    with transaction(ledger.db, ledger.path):
        known = ledger.lives()
        [number] = ledger.db.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()
        expired = ledger.expire(known.values(), who)
        row: dict[str, Any] = {
            "number": number,
            "as_of": result.as_of.isoformat(),
            "fingerprint": result.fingerprint,
            "unit": unit,
            "min_severity": min_severity,
            "rules": canonical({run.id: _rule(run) for run in result.rules}),
            "parameters": canonical({run.id: _parameters(run) for run in result.rules}),
        }
        found = [[f.id, f.severity] for f in result.findings]
        event = ledger.append(
            None, "run", {}, {"run": number, "digest": run_digest(row, found)}, who
        )
        [at, name] = ledger.db.execute(
            "SELECT at, who FROM events WHERE number = ?", (event,)
        ).fetchone()
        ledger.db.execute(
            "INSERT INTO runs VALUES (:number, :event, :at, :who, :as_of, :fingerprint, :unit,"
            " :min_severity, :rules, :parameters)",
            row | {"event": event, "at": at, "who": name},
        )
        ledger.db.executemany(
            "INSERT INTO run_findings VALUES (?, ?, ?)", [(number, *pair) for pair in found]
        )
        for finding in result.findings:
            _keep(ledger, finding, number)
        came_back = 0
        for finding in result.findings:
            life = known.get(finding.id)
            if life and life.state.status == "rectified":
                to_verify = life.state.moved("to_verify")
                ledger.set_state(life.id, life.state, to_verify, "came_back", who)
                came_back += 1
    fresh = sum(f.id not in known for f in result.findings)
    return Recorded(number, fresh, expired, came_back)


def run_digest(row: dict[str, Any], found: list[list[str]]) -> str:
    """What the history keeps of a run: a hash over its conditions and its findings."""
    names = ("number", "as_of", "fingerprint", "unit", "min_severity", "rules", "parameters")
    return digest([[row[name] for name in names], sorted(found)])


def _rule(run: RuleRun) -> dict[str, Any]:
    return {"status": run.status, "silent": list(run.units_without_data)}


def _parameters(run: RuleRun) -> dict[str, Any]:
    """Each value with where it came from: kind of origin, and file or source."""
    return {
        name: [value, run.sources[name].kind, run.sources[name].detail]
        for name, value in run.parameters.items()
        if name in run.sources
    }


def _keep(ledger: Ledger, finding: Finding, run: int) -> None:
    ledger.db.execute(
        "INSERT INTO findings VALUES (:id, :rule, :subject_label, :subject, :subject_name, :unit,"
        " :unit_name, :actors, :severity, :zh, :en, :state, :run, :run)"
        " ON CONFLICT (id) DO UPDATE SET subject_name = :subject_name, unit = :unit,"
        " unit_name = :unit_name, severity = :severity, message_zh = :zh, message_en = :en,"
        " last_run = :run",
        {
            "id": finding.id,
            "rule": finding.rule,
            "subject_label": finding.subject_label,
            "subject": finding.subject,
            "subject_name": finding.subject_name,
            "unit": finding.unit,
            "unit_name": finding.unit_name,
            "actors": json.dumps(finding.actors),
            "severity": finding.severity,
            "zh": finding.message.zh,
            "en": finding.message.en,
            "state": canonical(State().as_json()),
            "run": run,
        },
    )
