"""Planted against missing checks (CHK): risks, measures, systems and standards."""

from __future__ import annotations

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Finding, Plant, Planter, planted


def _points(at: Planter, power: Row, *levels: str) -> list[Row]:
    points = at.county.where("risk_points", power=power["uid"])
    return [p for p in points if p["level"] in levels]


def _measures(at: Planter, point: Row) -> list[Row]:
    return at.county.where("control_measures", risk_point=point["uid"])


def grave_risk_with_one_measure(at: Planter) -> Planted:
    """CHK-004: a point of high level needs two."""
    _, power = at.power("D", lambda p: p["risk_level"] == "HIGH")
    point = _points(at, power, "HIGH")[0]
    first = _measures(at, point)[0]["uid"]
    at.county.remove(
        "control_measures", lambda m: m["risk_point"] == point["uid"] and m["uid"] != first
    )
    return planted(
        f"高等级风险点“{point['name']}”只有一条措施。",
        f"Risk point {point['uid']} of high level has one measure.",
        ("CHK-004", point["uid"], ()),
    )


def risk_without_measure(at: Planter) -> Planted:
    """CHK-004: a point of lower level needs one."""
    _, power = at.power("C", lambda p: p["risk_level"] == "LOW")
    point = _points(at, power, "MEDIUM", "LOW")[0]
    at.county.remove("control_measures", lambda m: m["risk_point"] == point["uid"])
    return planted(
        f"风险点“{point['name']}”没有措施。",
        f"Risk point {point['uid']} has no measure.",
        ("CHK-004", point["uid"], ()),
    )


def measure_without_owner(at: Planter) -> Planted:
    """CHK-004: there are measures enough, but nobody answers for one of them."""
    _, power = at.power("D", lambda p: p["risk_level"] == "HIGH")
    point = _points(at, power, "HIGH")[-1]
    _measures(at, point)[-1]["owner"] = None
    return planted(
        f"风险点“{point['name']}”有一条措施没有责任岗位。",
        f"A measure against risk point {point['uid']} has no owner.",
        ("CHK-004", point["uid"], ()),
    )


def _without_risks(at: Planter, where: str, level: str) -> Planted:
    _, power = at.power(where, lambda p: p["risk_level"] == level)
    gone = {p["uid"] for p in at.county.where("risk_points", power=power["uid"])}
    at.county.remove("risk_points", lambda p: p["uid"] in gone)
    at.county.remove("control_measures", lambda m: m["risk_point"] in gone)
    return planted(
        f"“{power['name']}”没有排查风险点。",
        f"No risk point was looked for in {power['uid']}.",
        ("CHK-005", power["uid"], ()),
    )


def department_power_without_risk_point(at: Planter) -> Planted:
    """CHK-005 in a department."""
    return _without_risks(at, "D", "HIGH")


def community_power_without_risk_point(at: Planter) -> Planted:
    """CHK-005 in a community."""
    return _without_risks(at, "C", "LOW")


def _without_system(at: Planter, power: Row) -> Planted:
    at.county.remove("restraints", lambda r: r["power"] == power["uid"])
    findings: list[Finding] = [("CHK-006", power["uid"], ())]
    if power["is_core"]:  # the sixth module is missing too
        findings.append(("LED-004", power["uid"], ()))
    return planted(
        f"“{power['name']}”没有制约制度。", f"No system restrains {power['uid']}.", *findings
    )


def power_without_system(at: Planter) -> Planted:
    """CHK-006."""
    return _without_system(at, at.power("C", lambda p: p["risk_level"] == "MEDIUM")[1])


def core_power_without_system(at: Planter) -> Planted:
    """CHK-006 and LED-004: of a core power all six modules are wanted."""
    return _without_system(at, at.power("D", lambda p: bool(p["is_core"]))[1])


def discretion_without_standard(at: Planter) -> Planted:
    """CHK-007: no grade at all."""
    _, power = at.power("D", lambda p: bool(p["has_discretion"]))
    at.county.remove("discretion_standards", lambda g: g["power"] == power["uid"])
    return planted(
        f"“{power['name']}”有裁量权而无裁量基准。",
        f"{power['uid']} has discretion and no standard.",
        ("CHK-007", power["uid"], ()),
    )


def discretion_with_too_wide_a_grade(at: Planter) -> Planted:
    """CHK-007: one grade reaches to fifty times its lower end."""
    _, power = at.power("D", lambda p: bool(p["has_discretion"]))
    grade = at.county.where("discretion_standards", power=power["uid"])[-1]
    grade["lower"], grade["upper"] = 1_000, 50_000
    return planted(
        f"“{power['name']}”的一档裁量幅度达五十倍。",
        f"One grade of {power['uid']} spans a factor of fifty.",
        ("CHK-007", power["uid"], ()),
    )


PLANTS: tuple[Plant, ...] = (
    grave_risk_with_one_measure,
    risk_without_measure,
    measure_without_owner,
    department_power_without_risk_point,
    community_power_without_risk_point,
    power_without_system,
    core_power_without_system,
    discretion_without_standard,
    discretion_with_too_wide_a_grade,
)
