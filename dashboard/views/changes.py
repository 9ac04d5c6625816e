"""Two checks side by side by finding id: what is new, still there, gone, or cannot be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from powergraph.ledger import Life, Run
from queries.findings import CheckResult, Finding
from queries.model import SEVERITIES, Severity

Change: TypeAlias = Literal["new", "still_there", "gone", "not_judged"]
CHANGES: Final[tuple[Change, ...]] = get_args(Change)


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding and what became of it. `finding` is None where only a recorded run knew it."""

    change: Change
    id: str
    rule: str
    severity: Severity
    unit: str | None
    subject: str
    """`Label/uid`."""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its findings by family; `silent` rules had no data there.

    A family of which no rule examined anything in the unit has None, not nought.
    """

    unit: str | None
    families: Mapping[str, int | None] = field(hash=False)
    severities: Mapping[Severity, int] = field(hash=False)
    examined: int
    silent: int

    @property
    def total(self) -> int:
        """All its findings."""
        return sum(count or 0 for count in self.families.values())


def between(earlier: CheckResult, later: CheckResult) -> list[Changed]:
    """What became of every finding of either check.

    A finding that one of them could not have made, as its rule did not run or had no data for the
    unit, is `not_judged`: that silence says nothing.
    """
    before = {f.id: f for f in earlier.findings}
    after = {f.id: f for f in later.findings}
    could_before, could_after = _Judge(earlier), _Judge(later)
    found = [
        _of("still_there" if id in before else "new" if could_before(f) else "not_judged", f)
        for id, f in after.items()
    ]
    found += [
        _of("gone" if could_after(f) else "not_judged", f)
        for id, f in before.items()
        if id not in after
    ]
    return _ordered(found)


def since(
    run: Run, ids: AbstractSet[str], lives: Mapping[str, Life], later: CheckResult
) -> list[Changed]:
    """The same since a recorded run.

    Args:
        ids: of the findings of the run.
        lives: what the ledger knows of every finding.
    """
    could_after = _Judge(later)
    after = {f.id: f for f in later.findings}
    found = [
        _of("still_there" if id in ids else "new" if run.judged(f) else "not_judged", f)
        for id, f in after.items()
    ]
    for id in sorted(ids - after.keys()):
        life = lives[id]
        change: Change = "gone" if could_after(life) else "not_judged"
        subject = f"{life.subject_label}/{life.subject}"
        found.append(Changed(change, id, life.rule, life.severity, life.unit, subject))
    return _ordered(found)


def counts(changed: Iterable[Changed]) -> Mapping[Change, int]:
    """How many of each kind."""
    found = Counter(c.change for c in changed)
    return {change: found[change] for change in CHANGES}


def by_family(changed: Iterable[Changed]) -> Mapping[str, Mapping[Change, int]]:
    """The same by family of rules."""
    families: dict[str, list[Changed]] = {}
    for one in changed:
        families.setdefault(family_of(one.rule), []).append(one)
    return {family: counts(families[family]) for family in sorted(families)}


def family_of(rule: str) -> str:
    """The family of a rule.

    >>> family_of("SOD-001")
    'SOD'
    """
    return rule.partition("-")[0]


def by_unit(result: CheckResult, units: Iterable[str], only: str | None = None) -> list[UnitLine]:
    """Every unit with its findings, those with most first; and findings that are of no unit."""
    found: dict[str | None, list[Finding]] = {u: [] for u in units if only in (None, u)}
    for finding in result.findings:
        if only in (None, finding.unit):
            found.setdefault(finding.unit, []).append(finding)
    examined: dict[str, Counter[str | None]] = {}
    silent: Counter[str | None] = Counter()
    for run in result.rules:
        examined.setdefault(family_of(run.id), Counter()).update(run.examined)
        silent.update(run.units_without_data)
    lines = []
    for unit, own in found.items():
        families = Counter(family_of(f.rule) for f in own)
        lines.append(
            UnitLine(
                unit,
                {f: families[f] if families[f] or of[unit] else None for f, of in examined.items()},
                Counter(f.severity for f in own),
                sum(of[unit] for of in examined.values()),
                silent[unit],
            )
        )
    return sorted(lines, key=lambda line: (-line.total, line.unit or ""))


class _Judge:
    """Could a check have made this finding, were it there?"""

    def __init__(self, result: CheckResult) -> None:
        self._silent = {
            run.id: frozenset(run.units_without_data) for run in result.rules if run.status == "ran"
        }

    def __call__(self, finding: Finding | Life) -> bool:
        silent = self._silent.get(finding.rule)
        return silent is not None and finding.unit not in silent


def _of(change: Change, f: Finding) -> Changed:
    subject = f"{f.subject_label}/{f.subject}"
    return Changed(change, f.id, f.rule, f.severity, f.unit, subject, f)


def _ordered(found: Sequence[Changed]) -> list[Changed]:
    ranks = SEVERITIES.index
    return sorted(found, key=lambda c: (CHANGES.index(c.change), ranks(c.severity), c.rule, c.id))
