"""What a check gave, cut to a unit and added up: by rule, family, severity and dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from dashboard.own_rules import OwnRules
from graph.store import Store
from queries import check as checking
from queries.findings import CheckResult, Finding, RuleRun
from queries.model import SEVERITIES, Dimension, SavedQuery, Severity
from queries.scores import Score, score, scores

State: TypeAlias = Literal["finding", "clean", "no_data", "failed"]


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule in the unit looked at (or in all of them)."""

    query: SavedQuery
    run: RuleRun
    score: Score
    units_without_data: tuple[str, ...]

    @property
    def state(self) -> State:
        """What it says."""
        if self.run.status == "failed":
            return "failed"
        if self.score.found:
            return "finding"
        return "clean" if self.score.examined else "no_data"


def run_all(
    store: Store, as_of: date, own: OwnRules, families: tuple[str, ...] = ()
) -> CheckResult:
    """Every rule over the whole graph, or those of some families; a unit is cut out of it later."""
    return checking.check(
        store, families or None, as_of=as_of, local=own.local(), folder=own.folder
    )


def run_each(
    store: Store, as_of: date, own: OwnRules, families: tuple[str, ...] = ()
) -> Iterator[CheckResult]:
    """The same, one rule after the other."""
    local = own.local()
    for rule in checking.select(families or None, own.folder):
        yield checking.check(store, [rule.id], as_of=as_of, local=local, folder=own.folder)


def together(results: Sequence[CheckResult]) -> CheckResult:
    """The results of several rules as one; there must be one at least."""
    return replace(
        results[0],
        rules=tuple(run for result in results for run in result.rules),
        findings=tuple(finding for result in results for finding in result.findings),
        queries={id: rule for result in results for id, rule in result.queries.items()},
    )


def rule_states(result: CheckResult, unit: str | None) -> list[RuleState]:
    """Each rule that was checked, by id."""
    return [
        RuleState(
            result.queries[run.id],
            run,
            score(run, unit),
            tuple(u for u in run.units_without_data if unit is None or u == unit),
        )
        for run in result.rules
    ]


def by_dimension(result: CheckResult, unit: str | None) -> Mapping[Dimension, Score]:
    """The five powers, each with the score of its rules together."""
    return scores(result, unit).dimensions


def in_unit(findings: Iterable[Finding], unit: str | None) -> list[Finding]:
    """The findings of a unit; all of them for None."""
    return [f for f in findings if unit is None or f.unit == unit]


def by_family(
    states: Iterable[RuleState], findings: Iterable[Finding]
) -> dict[str, dict[Severity, int]]:
    """How many findings of each severity a family of rules has; families without any too."""
    counts: dict[str, Counter[Severity]] = {s.query.family: Counter() for s in states}
    for finding in findings:
        counts.setdefault(finding.rule.partition("-")[0], Counter())[finding.severity] += 1
    return {f: {s: counts[f][s] for s in SEVERITIES} for f in sorted(counts)}


def about(findings: Iterable[Finding], ref: str) -> list[Finding]:
    """The findings whose subject is `Label/uid`, or on whose path it stands."""
    return [f for f in findings if f"{f.subject_label}/{f.subject}" == ref or ref in f.evidence]


def matching(
    findings: Iterable[Finding],
    *,
    queries: Mapping[str, SavedQuery] = MappingProxyType({}),
    family: str | None = None,
    rule: str | None = None,
    severity: str | None = None,
    dimension: str | None = None,
    unit: str | None = None,
) -> list[Finding]:
    """The findings that every given condition lets through, the gravest first.

    Args:
        queries: the rules by id, needed where a dimension is given.
    """
    dimensions = {q.id: q.rule.dimension for q in queries.values() if q.rule}
    tests: list[Callable[[Finding], bool]] = [
        lambda f: unit is None or f.unit == unit,
        lambda f: family is None or f.rule.partition("-")[0] == family,
        lambda f: rule is None or f.rule == rule,
        lambda f: severity is None or f.severity == severity,
        lambda f: dimension is None or dimensions.get(f.rule) == dimension,
    ]
    kept = [f for f in findings if all(test(f) for test in tests)]
    return sorted(kept, key=lambda f: (SEVERITIES.index(f.severity), f.rule, f.subject, f.actors))
