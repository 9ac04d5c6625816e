"""Planted against separation of duties (SOD)."""

from __future__ import annotations

from powergraph.demo.county import Planted, Row, Unit
from powergraph.demo.plant.base import Plant, Planter, planted
from powergraph.demo.powers import executors


def decides_and_carries_out_in_one_post(at: Planter) -> Planted:
    """SOD-001: the deciding post fills the execution role too."""
    _, power = at.power("D", lambda p: p["risk_level"] == "MEDIUM", by_post=True)
    post = at.decided(power)
    at.fill(at.role(power, "EXECUTION"), post)
    return planted(
        f"“{power['name']}”的决策岗位同时承担执行。",
        f"The post that decides on {power['uid']} also carries it out.",
        ("SOD-001", power["uid"], at.who(post)),
    )


def decides_and_carries_out_through_two_posts(at: Planter) -> Planted:
    """SOD-001: the person who carries it out holds a second post, and that one decides."""
    unit, power = at.power(
        "D", lambda p: p["risk_level"] == "HIGH" and p["power_type"] in ("01", "02"), by_post=True
    )
    official = at.holder(executors(unit, power)[-1])
    post = at.new_post(unit, "局务助理（临时负责签批）", official, reports_to=unit.post("chief"))
    at.fill(at.role(power, "DECISION"), post)
    return planted(
        f"“{power['name']}”的经办人员兼任签批岗位。",
        f"The handler of {power['uid']} holds a second post that decides on it.",
        ("SOD-001", power["uid"], (official,)),
    )


def decides_and_supervises_in_one_post(at: Planter) -> Planted:
    """SOD-002: the deciding post supervises, on a power of low risk."""
    _, power = at.power("D", lambda p: p["risk_level"] == "LOW", by_post=True)
    post = at.decided(power)
    at.fill(at.role(power, "SUPERVISION", "内部监督"), post)
    return planted(
        f"“{power['name']}”的决策岗位同时承担内部监督。",
        f"The post that decides on {power['uid']} also supervises it.",
        ("SOD-002", power["uid"], at.who(post)),
    )


def decides_and_supervises_through_two_posts(at: Planter) -> Planted:
    """SOD-002: the unit's discipline officer holds a second post, and that one decides."""
    unit, power = at.power("D", lambda p: p["risk_level"] == "MEDIUM", by_post=True)
    official = at.holder(unit.post("inspector"))
    post = at.new_post(unit, "专项工作组组长", official, reports_to=unit.post("chief"))
    at.fill(at.role(power, "DECISION"), post)
    return planted(
        f"{unit.name}纪检委员兼任“{power['name']}”的决策岗位。",
        f"The discipline officer of {unit.uid} also decides on {power['uid']}.",
        ("SOD-002", power["uid"], (official,)),
    )


def carries_out_and_supervises_in_one_post(at: Planter) -> Planted:
    """SOD-003: a handler is named as supervisor too."""
    unit, power = at.power("D", lambda p: p["risk_level"] == "MEDIUM" and p["power_type"] == "05")
    post = executors(unit, power)[-1]
    at.fill(at.role(power, "SUPERVISION", "内部监督"), post)
    return planted(
        f"“{power['name']}”的经办岗位同时承担内部监督。",
        f"A post that carries out {power['uid']} also supervises it.",
        ("SOD-003", power["uid"], at.who(post)),
    )


def carries_out_and_supervises_through_two_posts(at: Planter) -> Planted:
    """SOD-003: in a community, the supervisor also works at the counter."""
    unit, power = at.power("C", lambda p: p["risk_level"] == "LOW", by_post=True)
    watcher = unit.posts["supervisor"][1]
    official = at.holder(watcher)
    at.fill(at.role(power, "SUPERVISION", "居务监督"), watcher)
    post = at.new_post(unit, "便民窗口协办员", official, reports_to=unit.post("chief"))
    at.fill(at.role(power, "EXECUTION"), post)
    return planted(
        f"{unit.name}居务监督委员会委员兼任“{power['name']}”的协办员。",
        f"A supervisor of {unit.uid} also carries out {power['uid']}.",
        ("SOD-003", power["uid"], (official,)),
    )


def _all_in_the_section(at: Planter, unit: Unit, power: Row, watcher: str) -> tuple[str, str]:
    """Let the head of the section decide, its clerk carry out and `watcher` supervise."""
    head, clerk = unit.post("work_head"), unit.posts["work"][0]
    at.replace(at.role(power, "DECISION"), head)
    at.replace(at.role(power, "EXECUTION"), clerk)
    role = at.role(power, "SUPERVISION", "内部监督")
    at.drop_roles(power, "SUPERVISION", keep=role)
    at.replace(role, watcher)
    return head, clerk


def all_three_in_one_section(at: Planter) -> Planted:
    """SOD-005, and CHK-008: the colleague who supervises answers to the head who decides."""
    unit, power = at.power(
        "D", lambda p: p["risk_level"] == "LOW" and p["power_type"] in ("07", "10"), by_post=True
    )
    watcher = unit.posts["work"][1]
    head, clerk = _all_in_the_section(at, unit, power, watcher)
    return planted(
        f"“{power['name']}”的决策、执行、监督全在业务股，监督人员受股长领导。",
        f"One section decides on, carries out and supervises {power['uid']}.",
        ("SOD-005", power["uid"], at.who(head, clerk, watcher)),
        ("CHK-008", power["uid"], at.who(head, watcher)),
    )


def all_three_in_one_section_with_a_free_supervisor(at: Planter) -> Planted:
    """SOD-005 alone: the supervisor sits in the section but answers to nobody in it."""
    unit, power = at.power(
        "D", lambda p: p["risk_level"] == "MEDIUM" and p["power_type"] == "07", by_post=True
    )
    someone = at.holder(unit.post("keeper"))
    watcher = at.new_post(unit, "业务股廉政监督岗", someone, section=unit.sections["work"])
    head, clerk = _all_in_the_section(at, unit, power, watcher)
    return planted(
        f"“{power['name']}”的决策、执行、监督全在业务股。",
        f"One section decides on, carries out and supervises {power['uid']}.",
        ("SOD-005", power["uid"], at.who(head, clerk, watcher)),
    )


PLANTS: tuple[Plant, ...] = (
    decides_and_carries_out_in_one_post,
    decides_and_carries_out_through_two_posts,
    decides_and_supervises_in_one_post,
    decides_and_supervises_through_two_posts,
    carries_out_and_supervises_in_one_post,
    carries_out_and_supervises_through_two_posts,
    all_three_in_one_section,
    all_three_in_one_section_with_a_free_supervisor,
)
