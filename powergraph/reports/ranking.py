"""Which lead to verify first: severity × rarity among units × money at stake."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from queries.findings import CheckResult, Finding
from queries.model import SavedQuery, Severity

WEIGHT: Final[Mapping[Severity, float]] = {"high": 3.0, "medium": 2.0, "low": 1.0}
MONEY_UNIT: Final = 10_000.0  # yuan: money counts by its order of magnitude above this


@dataclass(frozen=True, slots=True)
class Lead:
    """A finding with its place among the unit's: `number` from 1, and what made its `rank`.

    `units` is how many units have a finding of the same rule, of `of` units examined; `money` in
    yuan is what the finding itself names, 0 where it names none.
    """

    number: int
    finding: Finding
    rule: SavedQuery
    rank: float
    units: int
    of: int
    money: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """How many units have a finding of each rule, and how many were examined."""

    queries: Mapping[str, SavedQuery]
    found: Mapping[str, int]
    examined: Mapping[str, int]

    @classmethod
    def of(cls, result: CheckResult) -> Ranking:
        """From a check of all units."""
        return cls(
            result.queries,
            {r.id: sum(1 for n in r.found.values() if n) for r in result.rules},
            {r.id: sum(1 for n in r.examined.values() if n) for r in result.rules},
        )

    def leads(self, findings: Iterable[Finding]) -> tuple[Lead, ...]:
        """The findings, the highest rank first; equal ranks by rule, subject and actors."""
        leads = [self._lead(finding) for finding in findings]
        leads.sort(key=lambda x: (-x.rank, x.finding.rule, x.finding.subject, x.finding.actors))
        return tuple(
            Lead(number, x.finding, x.rule, x.rank, x.units, x.of, x.money)
            for number, x in enumerate(leads, start=1)
        )

    def _lead(self, finding: Finding) -> Lead:
        units, of = self.found.get(finding.rule, 0), self.examined.get(finding.rule, 0)
        money = money_of(finding)
        rank = WEIGHT[finding.effective_severity] * rarity(units, of) * weight_of(money)
        return Lead(0, finding, self.queries[finding.rule], rank, units, of, money)


def rarity(units: int, of: int) -> float:
    """1 where every examined unit has such a finding, more the fewer have.

    >>> rarity(8, 8), rarity(1, 8)
    (1.0, 4.0)
    """
    return 1 + math.log2(max(of, units, 1) / max(units, 1))


def weight_of(money: float) -> float:
    """1 without money, 1 more for each order of magnitude above 10,000 yuan.

    >>> weight_of(0), round(weight_of(990_000), 2)
    (1.0, 3.0)
    """
    return 1 + math.log10(1 + max(money, 0) / MONEY_UNIT)


def money_of(finding: Finding) -> float:
    """The greatest sum in yuan that a finding's own columns name."""
    sums = [
        float(value)
        for name, value in finding.details.items()
        if ("amount" in name or name == "total")
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ]
    return max(sums, default=0.0)
