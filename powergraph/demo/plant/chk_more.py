"""Planted against missing checks (CHK): duties, levels, circles and common superiors; and LEG."""

from __future__ import annotations

from datetime import date

from powergraph.demo.county import Planted
from powergraph.demo.plant.base import SINCE, Finding, Plant, Planter, planted


def unit_without_discipline(at: Planter) -> Planted:
    """CHK-009 on each power of high risk, and LED-007: nobody is stationed at a community."""
    unit = at.unit(lambda u: u.is_community)
    at.county.remove(
        "supervisions", lambda r: r["supervised"] == unit.uid and r["kind"] == "STATIONED"
    )
    findings: list[Finding] = [
        ("CHK-009", p["uid"], ()) for p in at.powers(unit) if p["risk_level"] == "HIGH"
    ]
    return planted(
        f"{unit.name}没有派驻监督。",
        f"No discipline office is stationed at {unit.uid}.",
        ("LED-007", unit.uid, ()),
        *findings,
    )


def power_without_duty(at: Planter) -> Planted:
    """CHK-010: no duty."""
    _, power = at.power("D", lambda p: p["risk_level"] == "LOW")
    at.county.remove("duties", lambda r: r["power"] == power["uid"])
    return planted(
        f"“{power['name']}”没有责任事项。",
        f"{power['uid']} bears no duty.",
        ("CHK-010", power["uid"], ()),
    )


def duty_without_consequence(at: Planter) -> Planted:
    """CHK-010: duties, but none says what follows."""
    _, power = at.power("C", lambda p: p["risk_level"] == "MEDIUM")
    for duty in at.county.where("duties", power=power["uid"]):
        duty["accountability"] = None
    return planted(
        f"“{power['name']}”的责任事项没有追责情形。",
        f"No duty of {power['uid']} says what follows.",
        ("CHK-010", power["uid"], ()),
    )


def money_rated_medium(at: Planter) -> Planted:
    """CHK-011: a power over funds below high."""
    _, power = at.power("D", lambda p: p["domain"] == "FINANCE")
    power["risk_level"] = "MEDIUM"
    return planted(
        f"“{power['name']}”涉及资金而未定为高风险。",
        f"{power['uid']} is about money and rated medium.",
        ("CHK-011", power["uid"], ()),
    )


def problem_with_a_low_power(at: Planter) -> Planted:
    """CHK-011: rated low, though a problem was found last year."""
    unit, power = at.power("C", lambda p: p["risk_level"] == "LOW")
    at.county.add(
        "problems",
        uid="PB901",
        department=unit.uid,
        inspection="I2",
        power=power["uid"],
        category="惠民政策落实不精准",
        raised_on=date(2026, 1, 8),
        due_on=date(2026, 4, 8),
    )
    at.county.add(
        "rectifications", uid="ZG901", problem="PB901", status="DONE", done_on=date(2026, 3, 6)
    )
    return planted(
        f"“{power['name']}”出过问题仍定为低风险。",
        f"{power['uid']} is rated low though a problem was found.",
        ("CHK-011", power["uid"], ()),
    )


def units_supervise_one_another(at: Planter) -> Planted:
    """CHK-012 among units."""
    audit = next(u for u in at.county.units if u.name == "审计局")
    watched = next(r["supervised"] for r in at.county.where("supervisions", supervisor=audit.uid))
    at.county.add("supervisions", supervisor=watched, supervised=audit.uid, kind="PROFESSIONAL")
    return planted(
        "两个部门互相监督，形成监督闭环。",
        f"{watched} and {audit.uid} supervise one another.",
        ("CHK-012", min(watched, audit.uid), ()),
    )


def deputies_supervise_one_another(at: Planter) -> Planted:
    """CHK-012 among posts: each supervises what the other decides."""
    unit = at.unit(
        lambda u: (
            u.uid[0] == "D" and {u.team[1], u.team[2]} <= {at.decider(p) for p in at.powers(u)}
        )
    )
    pair = (unit.team[1], unit.team[2])
    for mine, other in (pair, pair[::-1]):
        power = next(p for p in at.powers(unit) if at.decider(p) == mine)
        at.fill(at.role(power, "SUPERVISION", "内部监督"), other)
    return planted(
        f"{unit.name}两名副职互相监督对方决定的事项。",
        f"Two deputies of {unit.uid} supervise one another's powers.",
        ("CHK-012", min(pair), at.who(*pair)),
    )


def all_roles_under_one_chief(at: Planter) -> Planted:
    """CHK-013: deputy, head of section and an inspector, all within two steps of the chief."""
    unit, power = at.power(
        "D",
        lambda p: (
            p["risk_level"] == "HIGH"
            and p["power_type"] in ("01", "02")
            and at.decider(p) not in (None, at.county.unit(p["department"]).post("chief"))
        ),
    )
    chief = unit.post("chief")
    head = unit.post("licence_head" if power["power_type"] == "01" else "enforce_head")
    watcher = at.new_post(unit, "内控督查员", at.holder(unit.post("keeper")), reports_to=chief)
    role = at.role(power, "SUPERVISION", "内部监督")
    at.drop_roles(power, "SUPERVISION", keep=role)
    at.replace(role, watcher)
    at.replace(at.role(power, "EXECUTION"), head)
    return planted(
        f"“{power['name']}”的决策、执行、监督人员都直接受一把手领导。",
        f"Whoever decides on, carries out and supervises {power['uid']} answers to one chief.",
        ("CHK-013", power["uid"], at.who(chief)),
    )


def basis_has_expired(at: Planter) -> Planted:
    """LEG-002."""
    _, power = at.power("D", lambda p: p["power_type"] == "10")
    at.county.add(
        "legal_bases",
        uid="B901",
        name="示例县行政审批事项暂行管理办法（已废止）",
        kind="NORMATIVE_DOC",
        effective_from=date(2015, 1, 1),
        effective_to=date(2024, 1, 1),
    )
    at.county.remove("authorizations", lambda r: r["power"] == power["uid"])
    at.county.add("authorizations", power=power["uid"], basis="B901")
    return planted(
        f"“{power['name']}”的依据已经失效。",
        f"The only basis of {power['uid']} is no longer in force.",
        ("LEG-002", power["uid"], ()),
    )


def _only_on_paper(at: Planter, kind: str) -> Planted:
    _, power = at.power("D", lambda p: p["power_type"] == kind)
    kinds = {b["uid"]: b["kind"] for b in at.county.where("legal_bases")}
    at.county.remove(
        "authorizations", lambda r: r["power"] == power["uid"] and kinds[r["basis"]] == "LAW"
    )
    return planted(
        f"“{power['name']}”仅以“三定”规定为依据。",
        f"{power['uid']} rests on the unit's own establishment plan alone.",
        ("LEG-003", power["uid"], ()),
    )


def licence_without_law(at: Planter) -> Planted:
    """LEG-003 of a licence."""
    return _only_on_paper(at, "01")


def penalty_without_law(at: Planter) -> Planted:
    """LEG-003 of a penalty."""
    return _only_on_paper(at, "02")


def delegation_without_papers(at: Planter) -> Planted:
    """LEG-005: no number, not published."""
    _, power = at.power("D", lambda p: p["power_type"] == "07")
    at.county.add("delegations", power=power["uid"], department="T03", published=False)
    return planted(
        f"“{power['name']}”委托下放没有文号、未公布。",
        f"The delegation of {power['uid']} has no papers.",
        ("LEG-005", power["uid"], ()),
    )


def coercion_is_delegated(at: Planter) -> Planted:
    """LEG-005: type 03 may not be delegated, whatever the papers."""
    _, power = at.power("D", lambda p: p["power_type"] == "03")
    at.county.add(
        "delegations",
        power=power["uid"],
        department="T04",
        doc_no="示政办〔2025〕99号",
        published=True,
        valid_from=SINCE,
    )
    return planted(
        f"行政强制“{power['name']}”被委托给镇街。",
        f"{power['uid']} is coercion and was delegated.",
        ("LEG-005", power["uid"], ()),
    )


PLANTS: tuple[Plant, ...] = (
    unit_without_discipline,
    power_without_duty,
    duty_without_consequence,
    money_rated_medium,
    problem_with_a_low_power,
    units_supervise_one_another,
    deputies_supervise_one_another,
    all_roles_under_one_chief,
    basis_has_expired,
    licence_without_law,
    penalty_without_law,
    delegation_without_papers,
    coercion_is_delegated,
)
