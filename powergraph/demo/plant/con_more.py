"""Planted against concentration (CON): portfolios, sole gatekeepers, mixed sections and systems."""

from __future__ import annotations

from powergraph.demo.county import Planted
from powergraph.demo.plant.base import SINCE, Finding, Plant, Planter, planted


def one_decides_most_of_a_department(at: Planter) -> Planted:
    """CON-003: most decisions of a department with one of its team."""
    unit = at.unit(lambda u: u.uid[0] == "D" and len(at.powers(u)) >= 10)
    post, moved = unit.team[1], 0
    for power in at.powers(unit):
        if moved < 3 and power["risk_level"] != "HIGH" and at.decider(power) not in (None, post):
            at.replace(at.role(power, "DECISION"), post)
            moved += 1
    return planted(
        f"{unit.name}的决策权明显集中于一名副职。",
        f"One deputy of {unit.uid} decides on most of its powers.",
        ("CON-003", unit.uid, at.who(post)),
    )


def one_deputy_has_money_and_purchase(at: Planter) -> Planted:
    """CON-004: a deputy in direct charge of both."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    post = unit.post("deputy2")
    at.county.add(
        "charges",
        post=post,
        target_label="Section",
        target=unit.sections["office"],
        domain="PROCUREMENT",
        direct=True,
        valid_from=SINCE,
        doc_no=f"{unit.uid}〔2025〕9号",
    )
    return planted(
        f"{unit.name}同一副职直接分管财务和采购。",
        f"One deputy of {unit.uid} is in direct charge of finance and procurement.",
        ("CON-004", post, at.who(post)),
    )


def one_is_the_only_gate(at: Planter) -> Planted:
    """CON-006, and CON-003: alone deciding on eight powers weighs in any unit."""
    unit = at.unit(lambda u: u.uid[0] == "T")
    post, mine = unit.team[4], 0
    for power in at.powers(unit):
        if power["risk_level"] != "HIGH" and at.decider(power):
            if mine < 13:
                at.replace(at.role(power, "DECISION"), post)
            mine += 1
    official = at.holder(post)
    return planted(
        f"{unit.name}多个领域的权力都只能由同一人决定。",
        f"One official alone decides on many powers of {unit.uid}, in several domains.",
        ("CON-006", official, (official,)),
        ("CON-003", unit.uid, (official,)),
    )


def one_section_licenses_inspects_and_punishes(at: Planter) -> Planted:
    """CON-007: three types of one law in one section."""
    wanted = ("01", "02", "06")
    unit = at.unit(lambda u: {p["power_type"] for p in at.powers(u)} >= set(wanted))
    for kind in wanted:
        power = next(p for p in at.powers(unit) if p["power_type"] == kind)
        power["section"] = unit.sections["enforce"]
    return planted(
        f"{unit.name}一个股室集审批、检查、处罚于一身。",
        f"One section of {unit.uid} licenses, inspects and punishes.",
        ("CON-007", unit.sections["enforce"], ()),
    )


def party_and_administration_in_one_hand(at: Planter) -> Planted:
    """CON-008: one name in both systems, one person deciding on both."""
    unit = at.unit(
        lambda u: (
            any(p["power_type"] == "P1" for p in at.powers(u))
            and any(p["risk_level"] == "LOW" and at.decider(p) for p in at.powers(u))
        )
    )
    party = next(p for p in at.powers(unit) if p["power_type"] == "P1")
    admin = next(p for p in at.powers(unit) if p["risk_level"] == "LOW" and at.decider(p))
    post = at.decided(admin)
    party["name"] = admin["name"]
    at.replace(at.role(party, "DECISION"), post)
    finding: Finding = ("CON-008", admin["uid"], at.who(post))
    return planted(
        f"{unit.name}“{admin['name']}”同时列为党内权力和行政权力，由同一人决定。",
        f"A power of {unit.uid} is both the Party's and the administration's, decided by one.",
        finding,
    )


PLANTS: tuple[Plant, ...] = (
    one_decides_most_of_a_department,
    one_deputy_has_money_and_purchase,
    one_is_the_only_gate,
    one_section_licenses_inspects_and_punishes,
    party_and_administration_in_one_hand,
)
