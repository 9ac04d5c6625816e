"""Planted against concentration (CON)."""

from __future__ import annotations

from powergraph.demo.county import Planted, Unit
from powergraph.demo.plant.base import SINCE, Plant, Planter, planted
from powergraph.demo.risks import add_measures, add_risk_points

_MORE: tuple[str, ...] = (
    "企业开办帮办服务",
    "政策汇编免费发放",
    "办事指南更新维护",
    "预约办理服务",
    "上门代办服务",
    "材料复印邮寄服务",
    "业务骨干培训服务",
    "便民信息查询服务",
)


def _chief_in_charge(at: Planter, unit: Unit, label: str, target: str, domain: str) -> Planted:
    chief = unit.post("chief")
    at.county.add(
        "charges",
        post=chief,
        target_label=label,
        target=target,
        domain=domain,
        direct=True,
        valid_from=SINCE,
        doc_no=f"{unit.uid}〔2025〕9号",
    )
    names = {"FINANCE": "财务", "CONSTRUCTION": "工程建设", "APPROVAL": "行政审批"}
    return planted(
        f"{unit.name}一把手直接分管{names[domain]}。",
        f"The chief of {unit.uid} is directly in charge of {domain}.",
        ("CON-001", chief, at.who(chief)),
    )


def chief_leads_finance_section(at: Planter) -> Planted:
    """CON-001 through a section."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    return _chief_in_charge(at, unit, "Section", unit.sections["finance"], "FINANCE")


def chief_leads_construction_of_the_unit(at: Planter) -> Planted:
    """CON-001 through a department: a community's chief and its works."""
    unit = at.unit(lambda u: u.is_community)
    return _chief_in_charge(at, unit, "Department", unit.uid, "CONSTRUCTION")


def chief_leads_approval_of_a_power(at: Planter) -> Planted:
    """CON-001 through one power."""
    unit, power = at.power("D", lambda p: p["power_type"] == "01")
    return _chief_in_charge(at, unit, "Power", power["uid"], "APPROVAL")


def one_decides_much_of_what_is_grave(at: Planter) -> Planted:
    """CON-002 by share: one of a town's team decides on more than three tenths of the grave."""
    unit = at.unit(
        lambda u: u.kind == "TOWN" and sum(p["risk_level"] == "HIGH" for p in at.powers(u)) >= 5
    )
    grave = [p for p in at.powers(unit) if p["risk_level"] == "HIGH"]
    post = unit.team[2]
    mine = {p["uid"] for p in grave if at.decider(p) == post}
    for power in grave:
        if len(mine) > 5 or len(mine) / len(grave) > 0.30:
            break
        if power["uid"] not in mine:
            at.fill(at.role(power, "DECISION"), post)
            mine.add(power["uid"])
    official = at.holder(post)
    return planted(
        f"{unit.name}{len(grave)}项高风险权力中，{len(mine)}项由同一人决策。",
        f"One official decides on {len(mine)} of {len(grave)} high-risk powers of {unit.uid}.",
        ("CON-002", official, (official,)),
    )


def one_decides_in_six_communities(at: Planter) -> Planted:
    """CON-002 by number: a leader of a town decides on the funds of six communities."""
    town = at.unit(lambda u: u.uid[0] == "T")
    post = town.team[3]
    communities = [
        at.unit(lambda u: u.is_community and u.region[:9] == town.region[:9]) for _ in range(6)
    ]
    for unit in communities:
        power = next(p for p in at.powers(unit) if p["domain"] == "FINANCE")
        at.fill(at.role(power, "DECISION"), post)
    official = at.holder(post)
    return planted(
        f"{town.name}一名包片领导直接审批六个社区的集体资金。",
        "One leader of a town decides on the funds of six communities.",
        ("CON-002", official, (official,)),
    )


def _too_many(at: Planter, unit: Unit, kind: str, number: int) -> Planted:
    """Powers more, each as complete as the others, so that only their number is out of line."""
    county = at.county
    have = len(at.powers(unit))
    for n in range(number):
        power = at.builder.make(unit, have + n + 1, kind, _MORE[n], "OTHER", listed=True)
        steps = {power["uid"]: county.where("steps", power=power["uid"])}
        for point in add_risk_points(county, unit, power, steps, 3):
            add_measures(county, unit, point, 2 if point["level"] == "HIGH" else 1)
        county.add("restraints", power=power["uid"], system=f"{unit.uid}-Z1")
    county.get("power_lists", f"{unit.uid}-L1")["declared_count"] += number
    return planted(
        f"{unit.name}的权力事项明显多于同类单位。",
        f"{unit.uid} has far more powers than others of its kind.",
        ("CON-005", unit.uid, ()),
    )


def department_with_too_many_powers(at: Planter) -> Planted:
    """CON-005 among departments."""
    unit = at.unit(lambda u: u.uid[0] == "D" and len(at.powers(u)) >= 13)
    return _too_many(at, unit, "20", 8)


def community_with_too_many_powers(at: Planter) -> Planted:
    """CON-005 among communities, whose numbers lie so close that the median deviation is 1."""
    unit = at.unit(lambda u: u.is_community and len(at.powers(u)) == 11)
    return _too_many(at, unit, "V1", 6)


PLANTS: tuple[Plant, ...] = (
    chief_leads_finance_section,
    chief_leads_construction_of_the_unit,
    chief_leads_approval_of_a_power,
    one_decides_much_of_what_is_grave,
    one_decides_in_six_communities,
    department_with_too_many_powers,
    community_with_too_many_powers,
)
