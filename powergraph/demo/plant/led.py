"""Planted against ledger and filing (LED)."""

from __future__ import annotations

from datetime import timedelta

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Plant, Planter, planted


def _filing(at: Planter, matter: Row) -> Row:
    return at.county.get("filings", f"{matter['uid']}-A")


def matter_not_filed(at: Planter) -> Planted:
    """LED-001, and LED-007: not all matters of the unit are filed."""
    unit, matter, _ = at.matter("D")
    filing = _filing(at, matter)
    at.county.remove("filings", lambda f: f is filing)
    return planted(
        f"“{matter['name']}”没有备案。",
        f"Matter {matter['uid']} was not filed.",
        ("LED-001", matter["uid"], ()),
        ("LED-007", unit.uid, ()),
    )


def matter_filed_late(at: Planter) -> Planted:
    """LED-001."""
    _, matter, _ = at.matter("C", lambda m: m["happened_on"].year == 2025)
    filing = _filing(at, matter)
    filing["filed_on"] = filing["happened_on"] + timedelta(days=40)
    return planted(
        f"“{matter['name']}”备案超期。",
        f"Matter {matter['uid']} was filed late.",
        ("LED-001", matter["uid"], ()),
    )


def matter_filed_twice(at: Planter) -> Planted:
    """LED-002."""
    _, matter, _ = at.matter("C")
    at.county.add("filings", **{**_filing(at, matter), "uid": f"{matter['uid']}-A2"})
    return planted(
        f"“{matter['name']}”有两份备案。",
        f"Matter {matter['uid']} was filed twice.",
        ("LED-002", matter["uid"], ()),
    )


def filing_without_papers(at: Planter) -> Planted:
    """LED-003: no supporting paper."""
    _, matter, _ = at.matter("C")
    filing = _filing(at, matter)
    filing["material_count"] = 0
    return planted(
        f"“{matter['name']}”的备案没有配套资料。",
        f"Filing {filing['uid']} has no supporting papers.",
        ("LED-003", filing["uid"], ()),
    )


def filing_without_person(at: Planter) -> Planted:
    """LED-003: nobody responsible."""
    _, matter, _ = at.matter("C")
    filing = _filing(at, matter)
    filing["responsible"] = []
    return planted(
        f"“{matter['name']}”的备案没有相关责任人。",
        f"Filing {filing['uid']} names nobody.",
        ("LED-003", filing["uid"], ()),
    )


def core_power_without_level(at: Planter) -> Planted:
    """LED-004: one of the six modules."""
    _, power = at.power("D", lambda p: bool(p["is_core"]) and p["power_type"] == "02")
    power["risk_level"] = None
    return planted(
        f"核心权力“{power['name']}”没有风险等级。",
        f"{power['uid']} is a core power without a risk level.",
        ("LED-004", power["uid"], ()),
    )


def list_with_another_number(at: Planter) -> Planted:
    """LED-006."""
    unit = at.unit(lambda u: u.is_community)
    uid = f"{unit.uid}-L1"
    at.county.get("power_lists", uid)["declared_count"] += 3
    return planted(
        f"{unit.name}申报的权力项数多于清单所列。",
        f"{unit.uid} declared three powers more than its list has.",
        ("LED-006", uid, ()),
    )


def list_not_reviewed(at: Planter) -> Planted:
    """LED-008: no review."""
    unit = at.unit(lambda u: u.is_community)
    at.county.get("power_lists", f"{unit.uid}-L1")["reviewed_on"] = None
    return planted(
        f"{unit.name}的清单没有经派驻机构审核。",
        f"The list of {unit.uid} was not reviewed.",
        ("LED-008", f"{unit.uid}-L1", ()),
    )


def list_approved_before_review(at: Planter) -> Planted:
    """LED-008: in the wrong order."""
    unit = at.unit(lambda u: u.is_community)
    row = at.county.get("power_lists", f"{unit.uid}-L1")
    row["reviewed_on"], row["approved_on"] = row["approved_on"], row["reviewed_on"]
    return planted(
        f"{unit.name}的清单先督导、后审核。",
        f"The list of {unit.uid} was approved before it was reviewed.",
        ("LED-008", f"{unit.uid}-L1", ()),
    )


PLANTS: tuple[Plant, ...] = (
    matter_not_filed,
    matter_filed_late,
    matter_filed_twice,
    filing_without_papers,
    filing_without_person,
    core_power_without_level,
    list_with_another_number,
    list_not_reviewed,
    list_approved_before_review,
)
