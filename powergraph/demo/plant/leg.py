"""Planted against legality (LEG)."""

from __future__ import annotations

from datetime import date
from typing import Final

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Finding, Plant, Planter, planted

# Powers of which no generated case is made, so that the planted one is the only one.
_NO_CASES: Final = ("04", "08", "09")


def _without_basis(at: Planter, power: Row) -> Planted:
    """Neither a licence, a penalty nor coercion: whether those, without any basis, also have one
    that is too low (LEG-003), the catalogue leaves open."""
    at.county.remove("authorizations", lambda r: r["power"] == power["uid"])
    findings: list[Finding] = [("LEG-001", power["uid"], ())]
    if power["is_core"]:  # one of the six modules
        findings.append(("LED-004", power["uid"], ()))
    return planted(
        f"“{power['name']}”没有授权依据。", f"{power['uid']} has no legal basis.", *findings
    )


def power_without_basis(at: Planter) -> Planted:
    """LEG-001 alone."""
    return _without_basis(at, at.power("D", lambda p: p["power_type"] == "10")[1])


def core_inspection_without_basis(at: Planter) -> Planted:
    """LEG-001 and LED-004: of a core power all six modules are wanted."""
    core = at.power("D", lambda p: bool(p["is_core"]) and p["power_type"] == "06")
    return _without_basis(at, core[1])


def community_power_without_basis(at: Planter) -> Planted:
    """LEG-001 in a community."""
    return _without_basis(at, at.power("C", lambda p: p["domain"] == "ASSETS")[1])


def case_without_power(at: Planter) -> Planted:
    """LEG-004: exercised outside every list."""
    power = at.idle(*_NO_CASES)
    case, handlers = at.case(power)
    case["power"] = None
    for event in at.county.where("case_events", case=case["uid"]):
        event["step"] = None
    return planted(
        "一件办件没有对应的权力事项。",
        f"Case {case['uid']} is of no power.",
        ("LEG-004", case["uid"], handlers),
    )


def case_before_the_power_began(at: Planter) -> Planted:
    """LEG-004: the power came into force after the case was accepted."""
    power = at.idle(*_NO_CASES)
    case, handlers = at.case(power)
    power["valid_from"] = date(2026, 6, 10)
    return planted(
        f"“{power['name']}”生效之前已有办件。",
        f"Case {case['uid']} was accepted before {power['uid']} was in force.",
        ("LEG-004", case["uid"], handlers),
    )


def case_of_a_cancelled_power(at: Planter) -> Planted:
    """LEG-004: cancelled, and nobody wrote down since when."""
    power = at.idle(*_NO_CASES)
    case, handlers = at.case(power)
    power["status"] = "CANCELLED"
    return planted(
        f"“{power['name']}”已取消而仍有办件。",
        f"Case {case['uid']} is of {power['uid']}, which is cancelled.",
        ("LEG-004", case["uid"], handlers),
    )


def case_of_another_unit(at: Planter) -> Planted:
    """LEG-004: a community decides what is a department's power, without delegation."""
    power = at.idle(*_NO_CASES)
    other = at.unit(lambda u: u.is_community)
    case, handlers = at.case(power)
    case["department"] = other.uid
    return planted(
        f"{other.name}办理了不属于本单位、也未受委托的“{power['name']}”。",
        f"Case {case['uid']} was run by {other.uid}, which does not have {power['uid']}.",
        ("LEG-004", case["uid"], handlers),
    )


PLANTS: tuple[Plant, ...] = (
    power_without_basis,
    core_inspection_without_basis,
    community_power_without_basis,
    case_without_power,
    case_before_the_power_began,
    case_of_a_cancelled_power,
    case_of_another_unit,
)
