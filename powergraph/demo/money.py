"""Counterparties and interests, funds, countersigned support payments, contracts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

from powergraph.demo.county import County, Row, Unit, credit_code, workday

ENTERPRISES: Final = 400
PERSONS: Final = 400
HOUSEHOLDS: Final = 200
SUPPLIERS: Final = 160
_BRANDS: Final = "恒信 瑞丰 华茂 德润 嘉禾 鼎盛 远航 博雅 金穗 安泰 众合 立新 宏图 润泽 同创 天成"
_TRADES: Final = (
    ("餐饮管理", "餐饮业"),
    ("建筑工程", "建筑业"),
    ("商贸", "批发零售业"),
    ("物流", "交通运输业"),
    ("农业科技", "农业"),
    ("信息技术", "信息服务业"),
    ("医药", "医药零售业"),
    ("物业服务", "物业管理业"),
)
_ITEMS: Final = (
    ("办公设备采购", "GOODS", "INQUIRY"),
    ("物业服务采购", "SERVICES", "NEGOTIATION"),
    ("办公楼局部维修", "WORKS", "INVITED"),
    ("信息系统运维服务", "SERVICES", "NEGOTIATION"),
    ("便民服务设施改造", "WORKS", "INVITED"),
    ("专用设备购置", "GOODS", "INQUIRY"),
)
_SUPPORT_UNITS: Final = ("农业农村局", "乡村振兴服务中心", "民政局", "林业局")


def build_counterparties(county: County) -> None:
    """Add those who apply, sell or receive, and a few declared interests in some of them."""
    brands = [f"{a}{b}" for a in _BRANDS.split() for b in _BRANDS.split() if a != b]
    for n in range(ENTERPRISES + SUPPLIERS):
        trade, industry = _TRADES[n % len(_TRADES)]
        county.add(
            "counterparties",
            uid=f"E{n + 1:04d}",
            name=f"示例县{brands[n % len(brands)]}{trade}{'有限公司' if n < 240 else '股份公司'}",
            kind="ENTERPRISE",
            uscc=credit_code("91", n + 1),
            industry=industry,
        )
    for n in range(PERSONS):
        county.add(
            "counterparties", uid=f"Q{n + 1:04d}", name=f"申请人（{n + 1:04d}号）", kind="PERSON"
        )
    for n in range(HOUSEHOLDS):
        county.add(
            "counterparties", uid=f"H{n + 1:04d}", name=f"农户（{n + 1:04d}号）", kind="HOUSEHOLD"
        )
    offices = [u for u in county.units if u.uid[0] == "D"]
    for n, unit in enumerate(offices[16:66]):
        for k in range(4):
            county.add(
                "regulations",
                department=unit.uid,
                counterparty=f"E{(n * 7 + k) % ENTERPRISES + 1:04d}",
            )
    # Interests lie in firms that apply nowhere, sell nothing and are regulated by nobody.
    for n in range(24):
        uid = f"E{9001 + n}"
        trade, industry = _TRADES[n % len(_TRADES)]
        county.add(
            "counterparties",
            uid=uid,
            name=f"示例县{brands[-1 - n]}{trade}经营部",
            kind="ENTERPRISE",
            uscc=credit_code("91", 9001 + n),
            industry=industry,
        )
        county.add(
            "interests",
            official=county.holders(offices[n * 3].post("deputy1" if n % 3 == 0 else "keeper"))[0],
            counterparty=uid,
            kind=("KIN", "OWNS", "WORKED_FOR")[n % 3],
            valid_from=date(2021, 1, 1),
        )


def build_money(county: County) -> None:
    """Add fund sources, support payments with all signatures, contracts and their payments."""
    chance = county.random("money")
    for unit in county.units:
        kinds = ("FISCAL",) if unit.is_community else ("FISCAL", "NON_TAX")
        for n, kind in enumerate(kinds, 1):
            county.add(
                "fund_sources",
                uid=f"{unit.uid}-U{n}",
                name=f"{unit.name}{'财政拨款' if kind == 'FISCAL' else '非税收入'}（2026年度）",
                department=unit.uid,
                kind=kind,
                on_budget=True,
                amount=chance.randint(20, 400) * 10_000,
            )
    payers = [u for u in county.units if u.uid[0] == "T" or u.name in _SUPPORT_UNITS]
    for n in range(240):
        _support(county, chance, payers[n % len(payers)], n)
    _contracts(county, chance)


def _support(county: County, chance: random.Random, unit: Unit, number: int) -> None:
    """One payment to a household: paying unit, then both, then discipline and household sign."""
    uid = f"N{number + 1:04d}"
    household = f"H{number % HOUSEHOLDS + 1:04d}"
    handler = county.holders(unit.posts["work"][0])[0]
    payer = county.holders(unit.post("work_head"))[0]
    discipline = county.holders(unit.residents[1 + number % 4])[0]
    day = workday(date(2025, 8, 4) + timedelta(days=chance.randint(0, 290)))
    signatures = (
        (1, "PAYER", payer, None),
        (2, "PAYER", payer, None),
        (2, "BENEFICIARY", None, household),
        (3, "DISCIPLINE", discipline, None),
        (3, "BENEFICIARY", None, household),
    )
    county.add(
        "payments",
        uid=uid,
        department=unit.uid,
        source=f"{unit.uid}-U1",
        payee=household,
        handler=handler,
        kind="RURAL_SUPPORT",
        amount=chance.randint(8, 120) * 100,
        paid_on=workday(day + timedelta(days=12)),
    )
    for n, (turn, party, official, counterparty) in enumerate(signatures, 1):
        county.add(
            "countersigns",
            uid=f"{uid}-{n}",
            payment=uid,
            round=turn,
            party=party,
            official=official,
            counterparty=counterparty,
            signed_on=workday(day + timedelta(days=(turn - 1) * 3)),
        )


def _contracts(county: County, chance: random.Random) -> None:
    """One contract for every second project or fund decided by a unit's own body."""
    matters = [
        m
        for m in county.where("matters")
        if m["category"] in ("PROJECT", "LARGE_FUND")
        and county.get("meetings", m["meeting"])["held_on"] < date(2026, 4, 20)
        and m["meeting"].split("-")[1] == "B1"
        and m["department"][0] in "DT"
    ]
    for n, matter in enumerate(matters[::2]):
        unit = county.unit(matter["department"])
        _contract(county, chance, unit, matter, n)


def _contract(county: County, chance: random.Random, unit: Unit, matter: Row, number: int) -> None:
    held = county.get("meetings", matter["meeting"])["held_on"]
    item, kind, method = _ITEMS[number % len(_ITEMS)]
    amount = min(float(matter["amount"]), 390_000.0)
    awarded = workday(held + timedelta(days=chance.randint(5, 15)))
    signed = workday(awarded + timedelta(days=chance.randint(4, 12)))
    filed = workday(signed + timedelta(days=2))
    supplier = f"E{ENTERPRISES + number % SUPPLIERS + 1:04d}"
    county.add(
        "contracts",
        uid=f"K{number + 1:04d}",
        department=unit.uid,
        supplier=supplier,
        matter=matter["uid"],
        item=f"{item}（第{number + 1}号）",
        kind=kind,
        method=method,
        amount=amount,
        supplement_amount=round(amount * 0.05) if number % 7 == 0 else None,
        awarded_on=awarded,
        signed_on=signed,
        filed_on=filed if (filed - signed).days <= 7 else signed,
        handler=county.holders(unit.post("clerk"))[0],
        reviewer=county.holders(unit.post("finance_head"))[0],
        acceptor=county.holders(unit.post("keeper"))[0],
    )
    county.add(
        "payments",
        uid=f"N{5001 + number}",
        department=unit.uid,
        source=f"{unit.uid}-U1",
        payee=supplier,
        handler=county.holders(unit.post("bookkeeper"))[0],
        matter=matter["uid"],
        kind="PROJECT" if kind == "WORKS" else "PURCHASE",
        amount=amount,
        paid_on=workday(signed + timedelta(days=25)),
    )
