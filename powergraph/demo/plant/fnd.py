"""Planted against funds, purchase and works (FND)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from powergraph.demo.county import Planted, Row, Unit, workday
from powergraph.demo.plant.base import Plant, Planter, planted


def _signature(at: Planter, payment: str, turn: int, party: str) -> Row:
    return at.county.where("countersigns", payment=payment, round=turn, party=party)[0]


def household_did_not_sign(at: Planter) -> Planted:
    """FND-001: a signature of the last round is missing."""
    row = _signature(at, "N0004", 3, "BENEFICIARY")
    at.county.remove("countersigns", lambda s: s is row)
    return planted(
        "一笔扶持资金缺少农户的第三次会签。",
        "A household did not sign with the discipline body.",
        ("FND-001", "N0004", ()),
    )


def rounds_in_the_wrong_order(at: Planter) -> Planted:
    """FND-001: the last round is dated before the first."""
    first = _signature(at, "N0009", 1, "PAYER")["signed_on"]
    _signature(at, "N0009", 3, "DISCIPLINE")["signed_on"] = first - timedelta(days=5)
    return planted(
        "一笔扶持资金的第三次会签早于第一次。",
        "The third round of signatures is dated before the first.",
        ("FND-001", "N0009", ()),
    )


def one_signs_for_payer_and_discipline(at: Planter) -> Planted:
    """FND-002: two parties in one person."""
    payer = _signature(at, "N0014", 1, "PAYER")["official"]
    _signature(at, "N0014", 3, "DISCIPLINE")["official"] = payer
    return planted(
        "一笔扶持资金由同一人代表发放单位和纪检机关会签。",
        "One official signed for the payer and for discipline.",
        ("FND-002", "N0014", (payer,)),
    )


def handler_signs_for_discipline(at: Planter) -> Planted:
    """FND-002: whoever handles it must not sign for discipline."""
    handler = at.county.get("payments", "N0019")["handler"]
    _signature(at, "N0019", 3, "DISCIPLINE")["official"] = handler
    return planted(
        "一笔扶持资金的经办人代表纪检机关会签。",
        "The handler of a payment signed for discipline.",
        ("FND-002", "N0019", (handler,)),
    )


def handler_is_kin_of_discipline(at: Planter) -> Planted:
    """FND-002: nor may the handler's kin."""
    payment = at.county.get("payments", "N0024")
    signer = _signature(at, "N0024", 3, "DISCIPLINE")["official"]
    at.county.add("kinships", official=payment["handler"], relative=signer, kind="SPOUSE")
    also = [
        p["uid"]
        for p in at.county.where("payments", kind="RURAL_SUPPORT", handler=payment["handler"])
        if _signature(at, p["uid"], 3, "DISCIPLINE")["official"] == signer
    ]
    return planted(
        "一名经办人与代表纪检机关会签的人是夫妻。",
        "The handler of a payment is married to whoever signed for discipline.",
        *(("FND-002", uid, (signer,)) for uid in also),
    )


def _contract(at: Planter, uid: str, unit: Unit, supplier: str, **cells: Any) -> Row:
    """A contract without fault: three people, filed in time."""
    signed = cells.pop("signed_on")
    return at.county.add(
        "contracts",
        **{
            "uid": uid,
            "department": unit.uid,
            "supplier": supplier,
            "item": f"专项服务（{uid}）",
            "kind": "SERVICES",
            "method": "NEGOTIATION",
            "awarded_on": signed - timedelta(days=8),
            "signed_on": signed,
            "filed_on": signed + timedelta(days=3),
            "handler": at.holder(unit.post("clerk")),
            "reviewer": at.holder(unit.post("finance_head")),
            "acceptor": at.holder(unit.post("keeper")),
            **cells,
        },
    )


def _split(at: Planter, number: int, suppliers: tuple[str, str], items: tuple[str, str]) -> Planted:
    """Two contracts of 700,000 for services, each decided by the unit's body."""
    unit = at.unit(lambda u: u.uid[0] == "D" and not at.county.where("contracts", department=u.uid))
    matter = at.county.where("matters", department=unit.uid)[0]
    held = at.county.get("meetings", matter["meeting"])["held_on"]
    for n, (supplier, item) in enumerate(zip(suppliers, items, strict=True)):
        _contract(
            at,
            f"K9{number}{n}",
            unit,
            supplier,
            item=item,
            amount=700_000.0,
            matter=matter["uid"],
            signed_on=workday(held + timedelta(days=20 + n * 30)),
        )
    return planted(
        f"{unit.name}把同类服务拆成两份合同，避开公开招标。",
        f"{unit.uid} split a service into two contracts below the threshold.",
        ("FND-003", f"K9{number}0", ()),
    )


def split_with_one_supplier(at: Planter) -> Planted:
    """FND-003: the same supplier."""
    return _split(at, 1, ("E0401", "E0401"), ("系统开发服务（一期）", "系统测试服务"))


def split_of_one_item(at: Planter) -> Planted:
    """FND-003: the same item."""
    return _split(at, 2, ("E0402", "E0403"), ("规划编制服务", "规划编制服务"))


def revenue_off_the_budget(at: Planter) -> Planted:
    """FND-004."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    at.county.get("fund_sources", f"{unit.uid}-U2")["on_budget"] = False
    return planted(
        f"{unit.name}的非税收入没有纳入预算。",
        f"The non-tax revenue of {unit.uid} is off the budget.",
        ("FND-004", f"{unit.uid}-U2", ()),
    )


def _changed(at: Planter, index: int, zh: str, en: str, **cells: Any) -> Planted:
    contract = at.county.where("contracts")[index]
    contract.update({k: v(contract) for k, v in cells.items()})
    return planted(zh, en, ("FND-005", contract["uid"], (contract["handler"],)))


def supplement_too_large(at: Planter) -> Planted:
    """FND-005: more than a tenth."""
    return _changed(
        at,
        10,
        "一份合同的补充金额超过百分之十。",
        "A supplement is a quarter of its contract.",
        supplement_amount=lambda c: c["amount"] * 0.25,
    )


def contract_signed_late(at: Planter) -> Planted:
    """FND-005: more than thirty days after award."""
    return _changed(
        at,
        11,
        "一份合同中标五十天后才签订。",
        "A contract was signed fifty days after award.",
        signed_on=lambda c: c["awarded_on"] + timedelta(days=50),
        filed_on=lambda c: c["awarded_on"] + timedelta(days=52),
    )


def contract_filed_late(at: Planter) -> Planted:
    """FND-005: more than seven working days after signing."""
    return _changed(
        at,
        12,
        "一份合同签订一个月后才备案。",
        "A contract was filed a month after signing.",
        filed_on=lambda c: c["signed_on"] + timedelta(days=30),
    )


def contract_without_decision(at: Planter) -> Planted:
    """FND-006 of a contract."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    row = _contract(at, "K930", unit, "E0404", amount=80_000.0, signed_on=date(2026, 3, 12))
    return planted(
        f"{unit.name}一份八万元的合同未经集体研究。",
        "A contract of 80,000 yuan was decided by nobody together.",
        ("FND-006", "K930", (row["handler"],)),
    )


def payment_before_its_decision(at: Planter) -> Planted:
    """FND-006 of a payment: the meeting came afterwards."""
    unit, matter, meeting = at.matter("D", lambda m: m["category"] == "LARGE_FUND")
    handler = at.holder(unit.post("bookkeeper"))
    at.county.add(
        "payments",
        uid="N9001",
        department=unit.uid,
        source=f"{unit.uid}-U1",
        payee="E0405",
        handler=handler,
        matter=matter["uid"],
        kind="OTHER",
        amount=66_000.0,
        paid_on=meeting["held_on"] - timedelta(days=14),
    )
    return planted(
        f"{unit.name}一笔六万六千元的支付先于集体研究。",
        "A payment of 66,000 yuan came before the meeting.",
        ("FND-006", "N9001", (handler,)),
    )


PLANTS: tuple[Plant, ...] = (
    household_did_not_sign,
    rounds_in_the_wrong_order,
    one_signs_for_payer_and_discipline,
    handler_signs_for_discipline,
    handler_is_kin_of_discipline,
    split_with_one_supplier,
    split_of_one_item,
    revenue_off_the_budget,
    supplement_too_large,
    contract_signed_late,
    contract_filed_late,
    contract_without_decision,
    payment_before_its_decision,
)
