"""Planted against missing checks (CHK): roles that nobody fills, and supervisors who are led."""

from __future__ import annotations

from powergraph.demo.county import Planted, Row, Unit
from powergraph.demo.plant.base import Finding, Plant, Planter, planted

_RULES = {"DECISION": "CHK-001", "EXECUTION": "CHK-002", "SUPERVISION": "CHK-003"}
_ZH = {"DECISION": "决策", "EXECUTION": "执行", "SUPERVISION": "监督"}


def _broken(power: Row, kind: str) -> list[Finding]:
    """A role that is not filled; on a power of high risk the closed loop is broken too."""
    findings: list[Finding] = [(_RULES[kind], power["uid"], ())]
    if power["risk_level"] == "HIGH":
        findings.append(("CHK-009", power["uid"], ()))
    return findings


def _without_role(at: Planter, kind: str, where: str, level: str) -> Planted:
    _, power = at.power(where, lambda p: p["risk_level"] == level)
    at.drop_roles(power, kind)
    return planted(
        f"“{power['name']}”没有登记{_ZH[kind]}角色。",
        f"{power['uid']} has no role of kind {kind}.",
        *_broken(power, kind),
    )


def _with_empty_role(at: Planter, kind: str, where: str, level: str) -> Planted:
    _, power = at.power(where, lambda p: p["risk_level"] == level)
    for role in at.county.where("roles", power=power["uid"], kind=kind):
        at.empty(role["uid"])
    return planted(
        f"“{power['name']}”的{_ZH[kind]}角色无人承担。",
        f"Nobody fills the {kind} role of {power['uid']}.",
        *_broken(power, kind),
    )


def _with_vacant_post(at: Planter, kind: str, where: str, level: str) -> Planted:
    unit, power = at.power(where, lambda p: p["risk_level"] == level)
    post = at.new_post(unit, f"{_ZH[kind]}岗（空缺）")
    for role in at.county.where("roles", power=power["uid"], kind=kind):
        at.replace(role["uid"], post)
    return planted(
        f"“{power['name']}”的{_ZH[kind]}岗位空缺。",
        f"The only post that fills the {kind} role of {power['uid']} is vacant.",
        *_broken(power, kind),
    )


def no_decision_role(at: Planter) -> Planted:
    """CHK-001: no role node."""
    return _without_role(at, "DECISION", "D", "LOW")


def nobody_decides(at: Planter) -> Planted:
    """CHK-001 and CHK-009: a role that nobody fills, on a power of high risk."""
    return _with_empty_role(at, "DECISION", "D", "HIGH")


def deciding_post_is_vacant(at: Planter) -> Planted:
    """CHK-001: a post that nobody holds."""
    return _with_vacant_post(at, "DECISION", "T", "MEDIUM")


def no_execution_role(at: Planter) -> Planted:
    """CHK-002 and CHK-009: no role node, on a power of high risk."""
    return _without_role(at, "EXECUTION", "D", "HIGH")


def nobody_carries_out(at: Planter) -> Planted:
    """CHK-002: a role that nobody fills."""
    return _with_empty_role(at, "EXECUTION", "C", "LOW")


def handling_post_is_vacant(at: Planter) -> Planted:
    """CHK-002: a post that nobody holds."""
    return _with_vacant_post(at, "EXECUTION", "D", "MEDIUM")


def no_supervision_role(at: Planter) -> Planted:
    """CHK-003 and CHK-009: no role node, on a power of high risk."""
    return _without_role(at, "SUPERVISION", "C", "HIGH")


def nobody_supervises(at: Planter) -> Planted:
    """CHK-003: roles that nobody fills."""
    return _with_empty_role(at, "SUPERVISION", "D", "LOW")


def supervising_post_is_vacant(at: Planter) -> Planted:
    """CHK-003: a post that nobody holds."""
    return _with_vacant_post(at, "SUPERVISION", "D", "MEDIUM")


def _led(at: Planter, unit: Unit, power: Row, posts: list[str], superior: str) -> Planted:
    role = at.role(power, "SUPERVISION", "内部监督")
    at.drop_roles(power, "SUPERVISION", keep=role)
    at.empty(role)
    for post in posts:
        at.fill(role, post)
    return planted(
        f"“{power['name']}”的监督岗位受其决策岗位领导。",
        f"Whoever supervises {power['uid']} in {unit.uid} answers to the post that decides.",
        ("CHK-008", power["uid"], at.who(superior, *posts)),
    )


def supervisor_answers_to_the_decider(at: Planter) -> Planted:
    """CHK-008 over one step."""
    unit, power = at.power("D", lambda p: p["risk_level"] == "MEDIUM", by_post=True)
    superior = at.decided(power)
    post = at.new_post(unit, "督查员", at.holder(unit.post("keeper")), reports_to=superior)
    return _led(at, unit, power, [post], superior)


def supervisor_answers_to_the_decider_from_afar(at: Planter) -> Planted:
    """CHK-008 over three steps: keeper, head of office, deputy, chief."""
    unit, power = at.power(
        "D",
        lambda p: (
            p["risk_level"] == "LOW"
            and at.decider(p) == at.county.unit(p["department"]).post("chief")
        ),
    )
    return _led(at, unit, power, [unit.post("keeper")], unit.post("chief"))


def supervisors_answer_to_the_decider_held_or_not(at: Planter) -> Planted:
    """CHK-008 with two posts, one of them vacant: that one frees nobody."""
    unit, power = at.power("T", lambda p: p["risk_level"] == "MEDIUM", by_post=True)
    superior = at.decided(power)
    held = at.new_post(unit, "督查员", at.holder(unit.post("keeper")), reports_to=superior)
    vacant = at.new_post(unit, "督查专员（空缺）", reports_to=superior)
    return _led(at, unit, power, [held, vacant], superior)


PLANTS: tuple[Plant, ...] = (
    no_decision_role,
    nobody_decides,
    deciding_post_is_vacant,
    no_execution_role,
    nobody_carries_out,
    handling_post_is_vacant,
    no_supervision_role,
    nobody_supervises,
    supervising_post_is_vacant,
    supervisor_answers_to_the_decider,
    supervisor_answers_to_the_decider_from_afar,
    supervisors_answer_to_the_decider_held_or_not,
)
