"""The protection score: examined subjects without a finding, as a share of those examined.

One computation for every output, over rules, units, the five powers (五权) and the four paths
(厘督晒制). Where nothing was examined there is no score: silence of the graph is not protection.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, get_args

from queries.findings import CheckResult, RuleRun
from queries.model import Dimension, Path, RuleSpec

K = TypeVar("K", bound=str)

DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
PATHS: Final[tuple[Path, ...]] = get_args(Path)


@dataclass(frozen=True, slots=True)
class Score:
    """Subjects examined, and those of them with a finding; scores of several rules add up.

    `rules` counts the rules behind it, `silent` those of them that had nothing to examine, and
    `failed` those that could not be run.
    """

    examined: int = 0
    found: int = 0
    rules: int = 0
    silent: int = 0
    failed: int = 0

    @property
    def protection(self) -> float | None:
        """The share, 0 to 1; None where nothing was examined."""
        return max(0, self.examined - self.found) / self.examined if self.examined else None

    @property
    def rounded(self) -> float | None:
        """The share rounded down to a thousandth: only what is whole is 1.0."""
        share = self.protection
        return None if share is None else math.floor(share * 1000 + 1e-9) / 1000

    @property
    def percent(self) -> str:
        """The rounded share in per cent; a dash where nothing was examined.

        >>> Score(2000, 1).percent, Score(3, 3).percent, Score().percent
        ('99.9%', '0.0%', '—')
        """
        share = self.rounded
        return "—" if share is None else f"{share:.1%}"

    def __add__(self, other: Score) -> Score:
        return Score(
            self.examined + other.examined,
            self.found + other.found,
            self.rules + other.rules,
            self.silent + other.silent,
            self.failed + other.failed,
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a check; `units` and `rules` by uid and id, in the check's order."""

    units: Mapping[str, Score] = field(hash=False)
    rules: Mapping[str, Score] = field(hash=False)
    dimensions: Mapping[Dimension, Score] = field(hash=False)
    paths: Mapping[Path, Score] = field(hash=False)


def score(run: RuleRun, unit: str | None = None) -> Score:
    """The score of one rule, in one unit or over all."""
    examined = run.population if unit is None else run.examined.get(unit, 0)
    found = sum(run.found.values()) if unit is None else run.found.get(unit, 0)
    failed = run.status == "failed"
    silent = not failed and not examined and not found
    return Score(examined, found, 1, int(silent), int(failed))


def scores(result: CheckResult, unit: str | None = None) -> Scores:
    """Every score of a check; of one unit's part alone if it is given.

    A lint looks at the data, not at how they are guarded: it counts by itself only.
    """
    units = [uid for uid in result.units if unit in (None, uid)]
    rules = [run for run in result.rules if result.queries[run.id].kind == "rule"]
    return Scores(
        units={uid: total(score(run, uid) for run in rules) for uid in units},
        rules={run.id: score(run, unit) for run in result.rules},
        dimensions=_by(result, unit, DIMENSIONS, lambda spec: spec.dimension),
        paths=_by(result, unit, PATHS, lambda spec: spec.path),
    )


def total(parts: Iterable[Score]) -> Score:
    """Scores added up."""
    return sum(parts, Score())


def to_json(result: CheckResult) -> dict[str, list[dict[str, Any]]]:
    """The scores for `check --format json`, under `protection`."""
    found = scores(result)
    return {
        "units": [
            {"uid": uid, "name": result.units[uid]} | _data(one) for uid, one in found.units.items()
        ],
        "rules": [{"id": id} | _data(one) for id, one in found.rules.items()],
        "dimensions": [{"dimension": name} | _data(one) for name, one in found.dimensions.items()],
        "paths": [{"path": name} | _data(one) for name, one in found.paths.items()],
    }


def _by(
    result: CheckResult, unit: str | None, names: tuple[K, ...], of: Callable[[RuleSpec], K | None]
) -> dict[K, Score]:
    found = dict.fromkeys(names, Score())
    for run in result.rules:
        spec = result.queries[run.id].rule
        name = of(spec) if spec else None
        if name is not None:
            found[name] += score(run, unit)
    return found


def _data(one: Score) -> dict[str, Any]:
    return {
        "protection": one.protection,
        "examined": one.examined,
        "with_finding": one.found,
        "rules": one.rules,
        "rules_without_data": one.silent,
        "rules_failed": one.failed,
    }
