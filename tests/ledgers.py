"""What tests of the ledger share: findings from nothing, results of checks, a clock to set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from powergraph.ledger import Ledger
from queries.findings import CheckResult, Finding, RuleRun, finding_id
from queries.library import query
from queries.model import Severity, Text
from queries.settings import Origin

START = date(2026, 6, 30)
RULE = "SOD-001"


class Clock:
    """A clock that stands still until it is moved; noon, so that the day is clear anywhere."""

    def __init__(self, day: date = START) -> None:
        self.moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(microseconds=1)
        return self.moment

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.moment += timedelta(days=days)

    @property
    def today(self) -> date:
        """The day."""
        return self.moment.astimezone().date()


def finding(
    uid: str, *, rule: str = RULE, severity: Severity = "high", unit: str = "D1", name: str = "许可"
) -> Finding:
    """A finding about a power, by the power's uid."""
    spec = query(rule).rule
    assert spec
    return Finding(
        id=finding_id(rule, "Power", uid, ["O1"]),
        rule=rule,
        severity=severity,
        subject_label="Power",
        subject=uid,
        subject_name=name,
        unit=unit,
        unit_name="甲局",
        actors=("O1",),
        actor_names=("张三",),
        evidence=(f"Power/{uid}", "Official/O1"),
        message=Text(f"疑似：{uid}", f"Suspected: {uid}"),
        basis=tuple(str(b) for b in spec.basis),
        details={"risk_level": "HIGH"},
    )


def result(
    findings: Iterable[Finding],
    *,
    rules: Iterable[str] = (RULE,),
    silent: Iterable[str] = (),
    status: str = "ran",
) -> CheckResult:
    """A check of those rules that found these."""
    found = tuple(findings)
    runs = tuple(
        RuleRun(
            id=rule,
            status=status,  # type: ignore[arg-type]
            findings=sum(f.rule == rule for f in found),
            units_without_data=tuple(silent),
            parameters={"as_of": "2026-06-30"},
            examined={"D1": 5},
            sources={"as_of": Origin("graph")},
        )
        for rule in rules
    )
    units = {"D1": "甲局", "D2": "乙局"}
    queries = {run.id: query(run.id) for run in runs}
    return CheckResult(START, 10, 20, "f" * 32, units, runs, found, queries)


def ledger(folder: Path, clock: Clock | None = None) -> Ledger:
    """A ledger open for writing."""
    return Ledger(folder / "x.findings.db", "write", clock=clock or Clock())
