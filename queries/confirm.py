"""The same check on a second engine: what differs, rule by rule."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from queries.findings import CheckResult, Finding, RuleRun
from queries.params import plain

_RUN: Final = ("status", "units_without_data", "parameters", "estimated")
# Of a finding itself: its name is the same on both, and what the ledger says is not the engine's.
_OWN: Final = ("id", "rule", "exception")


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that the engines give differently: of a finding (its id), else of the rule itself."""

    what: str
    first: Any = field(hash=False)
    second: Any = field(hash=False)
    finding: str = ""


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """One rule: findings that only one of the engines has, and what they give differently."""

    rule: str
    only_first: tuple[Finding, ...]
    only_second: tuple[Finding, ...]
    changed: tuple[Changed, ...]

    @property
    def differs(self) -> bool:
        """Is there anything?"""
        return bool(self.only_first or self.only_second or self.changed)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Two checks by the same rules. `rules` are those that differ; `fingerprints` and `sizes`
    (nodes, relationships) are those of the first and the second graph.
    """

    fingerprints: tuple[str | None, str | None]
    sizes: tuple[tuple[int, int], tuple[int, int]]
    compared: int
    findings: int
    rules: tuple[RuleDifference, ...]

    @property
    def same_graph(self) -> bool | None:
        """Do both hold the same facts? None where one of them does not say."""
        first, second = self.fingerprints
        return first == second if first and second else None

    @property
    def differs(self) -> bool:
        """Did the engines give different answers, or look at different facts?"""
        return bool(self.rules) or self.same_graph is False


def confirm(first: CheckResult, second: CheckResult) -> Confirmation:
    """Compare two checks by the same rules, as of the same day."""
    found = (_rule(one, second.run(one.id), first, second) for one in first.rules)
    return Confirmation(
        (first.fingerprint, second.fingerprint),
        ((first.nodes, first.relationships), (second.nodes, second.relationships)),
        len(first.rules),
        len(first.findings),
        tuple(one for one in found if one.differs),
    )


def to_json(confirmation: Confirmation) -> dict[str, Any]:
    """The comparison as plain data."""
    return {
        "fingerprints": list(confirmation.fingerprints),
        "same_graph": confirmation.same_graph,
        "differs": confirmation.differs,
        "rules": [
            {
                "id": rule.rule,
                "only_first": [f.id for f in rule.only_first],
                "only_second": [f.id for f in rule.only_second],
                "changed": [plain(asdict(changed)) for changed in rule.changed],
            }
            for rule in confirmation.rules
        ],
    }


def _rule(one: RuleRun, other: RuleRun, first: CheckResult, second: CheckResult) -> RuleDifference:
    here = {f.id: f for f in first.findings if f.rule == one.id}
    there = {f.id: f for f in second.findings if f.rule == one.id}
    changed = [
        Changed(what, getattr(one, what), getattr(other, what))
        for what in _RUN
        if not _alike(getattr(one, what), getattr(other, what))
    ]
    if (populations := (_examined(one), _examined(other)))[0] != populations[1]:
        changed.append(Changed("population", *populations))
    for id in sorted(here.keys() & there.keys()):
        changed += _columns(here[id], there[id])
    return RuleDifference(
        one.id,
        tuple(f for id, f in here.items() if id not in there),
        tuple(f for id, f in there.items() if id not in here),
        tuple(changed),
    )


def _examined(run: RuleRun) -> dict[str, int]:
    return {unit or "—": n for unit, n in run.examined.items() if n}


def _columns(here: Finding, there: Finding) -> list[Changed]:
    changed = []
    for name in (f.name for f in fields(Finding)):
        first, second = getattr(here, name), getattr(there, name)
        if name == "details":
            changed += [
                Changed(key, first.get(key), second.get(key), here.id)
                for key in dict.fromkeys((*first, *second))
                if not _alike(first.get(key), second.get(key))
            ]
        elif name not in _OWN and not _alike(first, second):
            changed.append(Changed(name, first, second, here.id))
    return changed


def _alike(first: Any, second: Any) -> bool:
    """The same value; numbers may differ in their last digits, which the order of a sum decides."""
    if isinstance(first, float) and isinstance(second, float):
        return math.isclose(first, second, rel_tol=1e-9)
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(_alike(first[k], second[k]) for k in first)
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(_alike, first, second))
    return type(first) is type(second) and bool(first == second)
