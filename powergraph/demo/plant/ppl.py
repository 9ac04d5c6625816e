"""Planted against what people owe (PPL)."""

from __future__ import annotations

from datetime import date

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Plant, Planter, planted


def _related(at: Planter, one: str, other: str, zh: str, en: str) -> Planted:
    pair = at.who(one, other)
    at.county.add("kinships", official=pair[0], relative=pair[1], kind="LINEAL")
    return planted(zh, en, ("PPL-001", pair[0], pair))


def parent_leads_child(at: Planter) -> Planted:
    """PPL-001: one reports to the other over three steps."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    return _related(
        at,
        unit.post("chief"),
        unit.post("keeper"),
        f"{unit.name}一把手与其下属是父子。",
        f"The chief of {unit.uid} leads their own child.",
    )


def kin_under_one_superior(at: Planter) -> Planted:
    """PPL-001: both report to the same head."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    return _related(
        at,
        unit.post("bookkeeper"),
        unit.post("cashier"),
        f"{unit.name}会计与出纳是近亲属。",
        f"The bookkeeper and the cashier of {unit.uid} are kin.",
    )


def kin_of_chief_in_the_discipline_section(at: Planter) -> Planted:
    """PPL-001: not in the chain of command, but in a section where the chief's kin must not be."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    return _related(
        at,
        unit.post("chief"),
        unit.post("inspector"),
        f"{unit.name}一把手的近亲属在本单位任纪检委员。",
        f"Kin of the chief of {unit.uid} is its discipline officer.",
    )


def _firm(at: Planter, number: int) -> str:
    """A firm that applies nowhere else, sells nothing else and is regulated by nobody else."""
    uid = f"E{9500 + number}"
    at.county.add("counterparties", uid=uid, name=f"示例县关联企业（{number}）", kind="ENTERPRISE")
    return uid


def _interest(at: Planter, official: str, firm: str, kind: str) -> None:
    at.county.add(
        "interests",
        official=official,
        counterparty=firm,
        kind=kind,
        valid_from=date(2023, 5, 1),
    )


def handler_has_an_interest_in_the_applicant(at: Planter) -> Planted:
    """PPL-002 in a case."""
    case, handlers = at.case(at.idle("10", "20"))
    case["counterparty"] = _firm(at, 1)
    _interest(at, handlers[0], case["counterparty"], "KIN")
    return planted(
        "一件办件的办理人与申请企业有利益关系。",
        f"A handler of case {case['uid']} has an interest in the applicant.",
        ("PPL-002", case["uid"], (handlers[0],)),
    )


def acceptor_has_an_interest_in_the_supplier(at: Planter) -> Planted:
    """PPL-002 in a contract."""
    contract: Row = at.county.where("contracts")[20]
    contract["supplier"] = _firm(at, 2)
    for payment in at.county.where("payments", matter=contract["matter"]):
        payment["payee"] = contract["supplier"]
    _interest(at, contract["acceptor"], contract["supplier"], "OWNS")
    return planted(
        "一份合同的验收人在供应商持股。",
        f"The acceptor of contract {contract['uid']} owns part of the supplier.",
        ("PPL-002", contract["uid"], (contract["acceptor"],)),
    )


def _appointed(at: Planter, post: str, since: date) -> str:
    """Move an appointment back; nobody held the post before."""
    rows = at.county.where("appointments", post=post)
    rows[0]["valid_from"] = since
    for row in rows[1:]:
        at.county.remove("appointments", lambda r, row=row: r is row)  # type: ignore[misc]
    return str(rows[0]["official"])


def ten_years_in_one_post(at: Planter) -> Planted:
    """PPL-003, high."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    official = _appointed(at, unit.post("chief"), date(2015, 3, 2))
    return planted(
        f"{unit.name}一把手在同一职位已满十年。",
        f"The chief of {unit.uid} has held the post for ten years.",
        ("PPL-003", official, (official,)),
    )


def nine_years_in_one_post(at: Planter) -> Planted:
    """PPL-003, a warning."""
    unit = at.unit(lambda u: u.uid[0] == "T")
    official = _appointed(at, unit.post("deputy2"), date(2017, 1, 9))
    return planted(
        f"{unit.name}一名班子成员在同一职位已满九年。",
        f"One of the team of {unit.uid} has held the post for nine years.",
        ("PPL-003", official, (official,)),
    )


def cashier_never_rotated(at: Planter) -> Planted:
    """PPL-004."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    post = unit.post("cashier")
    official = _appointed(at, post, date(2019, 2, 11))
    return planted(
        f"{unit.name}出纳七年没有轮岗。",
        f"The cashier of {unit.uid} was not rotated for seven years.",
        ("PPL-004", post, (official,)),
    )


def chief_runs_a_regulated_firm(at: Planter) -> Planted:
    """PPL-005."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    official, firm = at.holder(unit.post("chief")), _firm(at, 3)
    at.county.add("regulations", department=unit.uid, counterparty=firm)
    _interest(at, official, firm, "OPERATES")
    return planted(
        f"{unit.name}一把手经营本单位监管的企业。",
        f"The chief of {unit.uid} runs a firm that it regulates.",
        ("PPL-005", official, (official,)),
    )


PLANTS: tuple[Plant, ...] = (
    parent_leads_child,
    kin_under_one_superior,
    kin_of_chief_in_the_discipline_section,
    handler_has_an_interest_in_the_applicant,
    acceptor_has_an_interest_in_the_supplier,
    ten_years_in_one_post,
    nine_years_in_one_post,
    cashier_never_rotated,
    chief_runs_a_regulated_firm,
)
