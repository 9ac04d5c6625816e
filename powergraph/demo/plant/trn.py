"""Planted against publication (TRN)."""

from __future__ import annotations

from datetime import timedelta

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Finding, Plant, Planter, planted


def _hide(at: Planter, power: Row, **cells: str) -> None:
    """Take out the disclosures of a power that have these cells."""
    at.county.remove(
        "disclosures",
        lambda d: d.get("power") == power["uid"] and all(d.get(k) == v for k, v in cells.items()),
    )


def power_not_published(at: Planter) -> Planted:
    """TRN-001, and TRN-004: one of the four elements is gone with it."""
    _, power = at.power("D", lambda p: not p["is_major"] and not p["is_sensitive"])
    _hide(at, power, element="POWER")
    return planted(
        f"“{power['name']}”没有公开行政职权。",
        f"{power['uid']} itself is not published.",
        ("TRN-001", power["uid"], ()),
        ("TRN-004", power["uid"], ()),
    )


def sensitive_power_without_board(at: Planter) -> Planted:
    """TRN-001: a website is not enough for what touches people closely."""
    _, power = at.power("D", lambda p: bool(p["is_sensitive"]))
    _hide(at, power, platform="DISPLAY_BOARD")
    return planted(
        f"敏感事项“{power['name']}”没有上展示牌。",
        f"{power['uid']} is sensitive and stands on no board.",
        ("TRN-001", power["uid"], ()),
    )


def power_without_risk_chart(at: Planter) -> Planted:
    """TRN-002, and LED-007: the unit no longer has all charts."""
    unit, power = at.power("C", lambda p: p["risk_level"] == "LOW")
    power["has_risk_chart"] = False
    return planted(
        f"“{power['name']}”没有风险防控图。",
        f"{power['uid']} has no risk chart.",
        ("TRN-002", power["uid"], ()),
        ("LED-007", unit.uid, ()),
    )


def flow_chart_not_published(at: Planter) -> Planted:
    """TRN-002: there is a chart, but nobody can see it."""
    _, power = at.power("D", lambda p: p["power_type"] == "20")
    _hide(at, power, artifact="FLOW_CHART")
    return planted(
        f"“{power['name']}”的流程图没有公开。",
        f"The flow chart of {power['uid']} is not published.",
        ("TRN-002", power["uid"], ()),
    )


def standard_not_published(at: Planter) -> Planted:
    """TRN-003 and TRN-004."""
    _, power = at.power("D", lambda p: bool(p["has_discretion"]))
    _hide(at, power, element="DISCRETION")
    return planted(
        f"“{power['name']}”的裁量基准没有公开。",
        f"The standard of {power['uid']} is not published.",
        ("TRN-003", power["uid"], ()),
        ("TRN-004", power["uid"], ()),
    )


def result_not_published(at: Planter) -> Planted:
    """TRN-004."""
    _, power = at.power("C", lambda p: p["risk_level"] == "MEDIUM")
    _hide(at, power, element="RESULT")
    return planted(
        f"“{power['name']}”没有公开结果。",
        f"The results of {power['uid']} are not published.",
        ("TRN-004", power["uid"], ()),
    )


def published_late(at: Planter) -> Planted:
    """TRN-005."""
    row = at.county.get("disclosures", "G0003")
    row["published_on"] = row["formed_on"] + timedelta(days=60)
    return planted(
        "一条三务信息形成两个月后才公开。",
        "A disclosure came two months after it was formed.",
        ("TRN-005", row["uid"], ()),
    )


def never_published(at: Planter) -> Planted:
    """TRN-005: formed long ago, and not published by now."""
    row = at.county.get("disclosures", "G0005")
    row["published_on"] = None
    return planted(
        "一条三务信息至今没有公开。",
        "A disclosure was formed and never published.",
        ("TRN-005", row["uid"], ()),
    )


def _without_stage(at: Planter, where: str, stage: str) -> Planted:
    _, matter, _ = at.matter(where)
    at.county.remove(
        "disclosures", lambda d: d.get("matter") == matter["uid"] and d["stage"] == stage
    )
    finding: Finding = ("TRN-006", matter["uid"], ())
    return planted(
        f"“{matter['name']}”三阶段公开不全。",
        f"Matter {matter['uid']} lacks its disclosure of stage {stage}.",
        finding,
    )


def outcome_not_published(at: Planter) -> Planted:
    """TRN-006: the outcome is missing."""
    return _without_stage(at, "D", "OUTCOME")


def process_not_published(at: Planter) -> Planted:
    """TRN-006: the process is missing."""
    return _without_stage(at, "C", "PROCESS")


def citizens_are_not_told_the_conditions(at: Planter) -> Planted:
    """TRN-007."""
    _, power = at.power("T", lambda p: p["power_type"] == "07")
    power["conditions"] = None
    return planted(
        f"“{power['name']}”没有写明办理条件。",
        f"{power['uid']} does not say its conditions.",
        ("TRN-007", power["uid"], ()),
    )


PLANTS: tuple[Plant, ...] = (
    power_not_published,
    sensitive_power_without_board,
    power_without_risk_chart,
    flow_chart_not_published,
    standard_not_published,
    result_not_published,
    published_late,
    never_published,
    outcome_not_published,
    process_not_published,
    citizens_are_not_told_the_conditions,
)
