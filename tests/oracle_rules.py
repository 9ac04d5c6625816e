"""Every rule of the oracle by id, the parameters to try each with, and the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Any, Final

from graph.store import Store
from queries.check import check
from queries.findings import CheckResult
from tests.oracle import Answer, Facts, Rule
from tests.strategies import AS_OF

FAMILIES: Final = ("sod", "con", "chk", "leg", "trn", "prc", "led", "fnd", "ppl", "acc")


def _functions() -> Iterator[tuple[str, Rule]]:
    for family in FAMILIES:
        module = import_module(f"tests.oracle_{family}")
        for name, function in vars(module).items():
            if name.startswith(f"{family}_"):
                yield name.replace("_", "-").upper(), function


ORACLE: Final[dict[str, Rule]] = dict(_functions())

_COVERAGE: Final[list[dict[str, Any]]] = [{"min_coverage": 0.5}, {"min_coverage": 0.0}]
_WINDOW: Final[list[dict[str, Any]]] = [
    {"from_": 30},
    {"from_": 400, "min_overlap_days": 30},
    {"from_": 0, "min_overlap_days": 2},
    {"min_overlap_days": 40},
]

# Besides the defaults: small sets never reach some of them. `from_` is given as days before as_of.
VARIANTS: Final[dict[str, list[dict[str, Any]]]] = {
    "SOD-001": [*_WINDOW, {"risk_levels": ["LOW"]}],
    "SOD-002": _WINDOW,
    "SOD-003": _WINDOW,
    "SOD-004": [{"share": 0.5, "min_steps": 2}],
    "SOD-005": [{"scope": "DEPARTMENT"}, {"risk_levels": ["HIGH"]}],
    "SOD-006": [{"pairs": [["AUDIT", "LEDGER"], ["CASHIER", "CASHIER"]]}],
    "SOD-007": [{"pairs": [["BOOKKEEPING", "CASHIER"], ["AUDIT", "ARCHIVE"]]}],
    "CON-001": [{"domains": ["FINANCE"]}],
    "CON-002": [{"n": 1, "min_powers": 2}, {"n": 9, "share": 0.5, "min_powers": 2}],
    "CON-003": [{"m": 2, "t": 0.5}, {"m": 3}],
    "CON-004": [{"pairs": [["LAND", "FINANCE"]]}],
    "CON-005": [{"k": 0.5}, {"k": 0.0}],
    "CON-006": [{"n": 1, "m": 1}, {"n": 2, "m": 2}],
    **dict.fromkeys(
        ("CHK-001", "CHK-002", "CHK-003", "CHK-005", "CHK-006", "CHK-010", "LEG-001"), _COVERAGE
    ),
    "CHK-004": [{"min": 2, "min_high": 1}],
    "CHK-007": [{"r": 5}],
    "CHK-008": [{"max_hops": 1}, {"max_hops": 2}],
    "CHK-011": [{"n": 1}],
    "CHK-012": [{"max_length": 2}],
    "CHK-013": [{"hops": 1}, {"hops": 4}],
    **dict.fromkeys(("TRN-001", "TRN-002", "TRN-007"), _COVERAGE),
    "TRN-005": [{"n": 25}],
    "PRC-003": [{"window": 31}],
    "PRC-005": [{"quorum": [2, 3], "personnel_quorum": [3, 4]}],
    "PRC-006": [{"default_days": 10, "max_extension": 5}],
    "PRC-007": [{"days": 30}],
    "PRC-011": [{"required": ["LEGAL_REVIEW", "COLLECTIVE", "HEARING"]}, {"required": ["HEARING"]}],
    "PRC-012": [{"n": 90}],
    "LED-001": [{"days": 7}],
    "LED-006": [{"tolerance": 1}],
    "LED-007": [{"min_share": 0.5}],
    "LED-009": [{"n": 30}],
    "FND-003": [{"window": 400, "services": 900_000.0}, {"window": 90, "services": 600_001.0}],
    "FND-005": [{"share": 0.05, "sign_days": 31, "file_days": 5}],
    "FND-006": [{"limit": 500_000}],
    "PPL-001": [{"kinds": ["SPOUSE"]}],
    "PPL-002": [{"years": 1}],
    "PPL-003": [{"max_years": 5, "warn_years": 1}],
    "PPL-004": [{"years": 1}],
    "ACC-002": [{"n": 1}],
    "ACC-003": [{"days": 30}],
    "ACC-004": [{"t": 60, "d": 20}, {"t": 0, "d": 10}],
    "ACC-006": [{"n": 30}],
    "ACC-007": [{"n": 20}],
}


# Rules whose query differs from the oracle in a way that is known and not decided: what differs.
DISPUTED: Final[dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where query and oracle give different answers."""

    rule: str
    params: dict[str, Any]
    missing: list[Any]  # the oracle finds it, the query does not
    extra: list[Any]
    expected_population: dict[str | None, int]
    population: dict[str | None, int]

    @property
    def is_known(self) -> bool:
        """Whether it concerns a rule whose wording is disputed."""
        return self.rule in DISPUTED


def ask(rule: str, facts: Facts, as_of: date, params: dict[str, Any]) -> Answer:
    """The oracle's answer."""
    return ORACLE[rule](facts, as_of, **params)


def compare(
    rule: str, params: dict[str, Any], answer: Answer, result: CheckResult
) -> Difference | None:
    """Hold a rule's result against the oracle's answer; None where they agree."""
    run = result.run(rule)
    if run.error:
        raise run.error
    got = {
        ((f.subject_label, f.subject, f.actors), f.severity)
        for f in result.findings
        if f.rule == rule
    }
    wanted = set(answer.findings.items())
    examined = {u: n for u, n in run.examined.items() if n}
    expected = {u: n for u, n in answer.population.items() if n}
    if got == wanted and examined == expected:
        return None
    return Difference(rule, params, sorted(wanted - got), sorted(got - wanted), expected, examined)


def differences(
    store: Store, facts: Facts, rules: list[str], as_of: date = AS_OF
) -> Iterator[Difference]:
    """All differences of the rules, with their defaults and with their variants."""
    usual = check(store, rules, as_of=as_of)
    for rule in rules:
        for params in ({}, *VARIANTS.get(rule, [])):
            given, result = dict(params), usual
            if given:
                window = as_of - timedelta(given.pop("from_")) if "from_" in given else None
                settings = {(rule, name): value for name, value in given.items()}
                result = check(store, [rule], as_of=as_of, from_=window, settings=settings)
                given |= {"from_": window} if window else {}
            found = compare(rule, params, ask(rule, facts, as_of, given), result)
            if found:
                yield found
