"""Planted against procedure in cases (PRC-006 to PRC-012), and what cases show for LED."""

from __future__ import annotations

from datetime import date, timedelta

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Plant, Planter, planted


def _kinds(at: Planter, case: Row) -> dict[str, str]:
    return {s["uid"]: s["kind"] for s in at.county.where("steps", power=case["power"])}


def _decide_later(at: Planter, case: Row, days: int) -> Row:
    """Move the decision and all after it; the last event."""
    kinds, late = _kinds(at, case), False
    events = at.events(case)
    for event in events:
        late = late or kinds[event["step"]] == "DECIDE"
        if late:
            event["at"] += timedelta(days=days)
    case["decided_on"] += timedelta(days=days)
    return events[-1]


def licence_overdue(at: Planter) -> Planted:
    """PRC-006: five weeks for what is promised in twelve working days at most."""
    case, _ = at.case(at.idle("01"), date(2026, 5, 6))
    last = _decide_later(at, case, 35)
    return planted(
        "一件许可办件超过承诺期限才办结。",
        f"Licence case {case['uid']} was decided after the promised days.",
        ("PRC-006", case["uid"], (last["official"],)),
    )


def penalty_overdue(at: Planter) -> Planted:
    """PRC-007; a second, ordinary case keeps the unit's records fresh."""
    power = at.idle("02")
    at.case(power)
    case, _ = at.case(power, date(2026, 1, 12))
    last = _decide_later(at, case, 119)
    return planted(
        "一件处罚案件立案近四个月后才作出决定。",
        f"Penalty case {case['uid']} took more than ninety days.",
        ("PRC-007", case["uid"], (last["official"],)),
    )


def one_officer_alone(at: Planter) -> Planted:
    """PRC-008: one of the two officers is missing."""
    case, _ = at.case(at.idle("06"))
    kinds = _kinds(at, case)
    doing = [e for e in at.events(case) if kinds[e["step"]] == "INVESTIGATE"]
    at.county.remove("case_events", lambda e: e is doing[1])
    return planted(
        "一次现场检查只有一名执法人员。",
        f"One officer alone inspected in case {case['uid']}.",
        ("PRC-008", case["uid"], (doing[0]["official"],)),
    )


def major_penalty_without_legal_review(at: Planter) -> Planted:
    """PRC-009."""
    case, _ = at.case(at.idle("02"), major=True)
    kinds = _kinds(at, case)
    at.county.remove(
        "case_events",
        lambda e: e["case"] == case["uid"] and kinds[e["step"]] == "LEGAL_REVIEW",
    )
    return planted(
        "一件重大处罚案件没有法制审核。",
        f"Major case {case['uid']} had no legal review.",
        ("PRC-009", case["uid"], ()),
    )


def _handlers(at: Planter, case: Row) -> tuple[str, ...]:
    return tuple(sorted({e["official"] for e in at.events(case)}))


def step_skipped(at: Planter) -> Planted:
    """PRC-010: no review, which must not be left out."""
    case, _ = at.case(at.idle("10"))
    kinds = _kinds(at, case)
    at.county.remove(
        "case_events", lambda e: e["case"] == case["uid"] and kinds[e["step"]] == "REVIEW"
    )
    return planted(
        "一件办件缺少审查环节。",
        f"Case {case['uid']} was decided without review.",
        ("PRC-010", case["uid"], _handlers(at, case)),
    )


def steps_in_the_wrong_order(at: Planter) -> Planted:
    """PRC-010: decided first, reviewed afterwards."""
    case, handlers = at.case(at.idle("10"))
    kinds = _kinds(at, case)
    by_kind = {kinds[e["step"]]: e for e in at.events(case)}
    by_kind["REVIEW"]["at"] = by_kind["DELIVER"]["at"] + timedelta(days=7)
    return planted(
        "一件办件先决定、后审查。",
        f"Case {case['uid']} was reviewed after it was decided.",
        ("PRC-010", case["uid"], handlers),
    )


def _without_step(at: Planter, power: Row, kind: str) -> None:
    """Delete the steps of a kind; the risks that arose at them arise anywhere."""
    gone = at.county.remove("steps", lambda s: s["power"] == power["uid"] and s["kind"] == kind)
    uids = {step["uid"] for step in gone}
    for point in at.county.where("risk_points", power=power["uid"]):
        if point["step"] in uids:
            point["step"] = None


def major_power_without_legal_review(at: Planter) -> Planted:
    """PRC-011."""
    _, power = at.power("C", lambda p: bool(p["is_major"]))
    _without_step(at, power, "LEGAL_REVIEW")
    return planted(
        f"重大事项“{power['name']}”没有合法性审查环节。",
        f"{power['uid']} is major and has no legal review.",
        ("PRC-011", power["uid"], ()),
    )


def major_power_without_discussion(at: Planter) -> Planted:
    """PRC-011."""
    _, power = at.power("D", lambda p: p["power_type"] == "N1" and bool(p["is_major"]))
    _without_step(at, power, "COLLECTIVE")
    return planted(
        f"重大事项“{power['name']}”没有集体研究环节。",
        f"{power['uid']} is major and is not discussed together.",
        ("PRC-011", power["uid"], ()),
    )


def core_power_never_runs(at: Planter) -> Planted:
    """PRC-012: the department has cases, this power none."""
    power = at.idle("08", "09", "04")
    power["is_core"] = True
    other = next(
        p
        for p in at.powers(at.county.unit(power["department"]))
        if p["power_type"] in ("05", "07", "10", "20")
    )
    at.case(other)
    return planted(
        f"核心权力“{power['name']}”一年没有运行。",
        f"{power['uid']} is a core power and had no case in a year.",
        ("PRC-012", power["uid"], ()),
    )


def case_without_result(at: Planter) -> Planted:
    """LED-005."""
    case, handlers = at.case(at.idle("10", "20"))
    case["result"] = None
    return planted(
        "一件办结的办件没有登记办理结果。",
        f"Case {case['uid']} is decided and has no result.",
        ("LED-005", case["uid"], handlers),
    )


def unit_without_steward(at: Planter) -> Planted:
    """LED-009: cases, and nobody named to enter them."""
    power = at.idle("10", "20")
    at.case(power)
    at.county.get("departments", power["department"])["steward"] = None
    return planted(
        "一个有办件的部门没有指定录入专人。",
        f"{power['department']} has cases and no data steward.",
        ("LED-009", power["department"], ()),
    )


def records_gone_stale(at: Planter) -> Planted:
    """LED-009: the last case was entered half a year ago."""
    unit, power = at.power("C", lambda p: p["risk_level"] == "LOW", by_post=True)
    at.case(power, date(2025, 12, 16))
    return planted(
        f"{unit.name}半年没有录入办件。",
        f"{unit.uid} has entered no case for half a year.",
        ("LED-009", unit.uid, ()),
    )


PLANTS: tuple[Plant, ...] = (
    licence_overdue,
    penalty_overdue,
    one_officer_alone,
    major_penalty_without_legal_review,
    step_skipped,
    steps_in_the_wrong_order,
    major_power_without_legal_review,
    major_power_without_discussion,
    core_power_never_runs,
    case_without_result,
    unit_without_steward,
    records_gone_stale,
)
