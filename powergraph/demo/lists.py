"""The lists in which powers stand, and what became of powers: changed, delegated."""

from __future__ import annotations

from datetime import date, timedelta

from powergraph.demo.county import County, Unit, workday


def add_list(county: County, unit: Unit) -> None:
    """The list of a unit: handed in, reviewed, passed and published in that order."""
    submitted = workday(date(2025, 9, 1) + timedelta(days=len(county.where("power_lists")) % 25))
    county.add(
        "power_lists",
        uid=f"{unit.uid}-L1",
        name=f"{unit.name}{'小微权力清单' if unit.is_community else '权责清单'}（2025年版）",
        year=2025,
        department=unit.uid,
        declared_count=len(unit.listed),
        submitted_on=submitted,
        reviewed_on=workday(submitted + timedelta(days=14)),
        approved_on=workday(submitted + timedelta(days=30)),
        published_on=workday(submitted + timedelta(days=45)),
    )


def add_changes(county: County) -> None:
    """What the last clearing did with some of the powers."""
    chance = county.random("changes")
    reasons = {
        "MANAGE": "规范办理程序和材料清单",
        "REDUCE": "压减承诺办结时限",
        "LIMIT": "细化裁量基准，限定裁量幅度",
        "DIVIDE": "受理、审核、决定分由不同岗位承担",
        "PUBLISH": "纳入公开目录",
    }
    for n, power in enumerate(chance.sample(county.where("powers"), 120), 1):
        action = chance.choice(list(reasons))
        county.add(
            "power_changes",
            uid=f"X{n:03d}",
            power=power["uid"],
            action=action,
            changed_on=date(2025, 7, 1) + timedelta(days=chance.randint(0, 150)),
            reason=reasons[action],
        )


def add_delegations(county: County) -> None:
    """Some services are also given at the counters of the towns, with all papers."""
    towns = [u for u in county.units if u.uid[0] == "T"]
    for n, power in enumerate(
        p for p in county.where("powers", power_type="20") if p["department"][0] == "D"
    ):
        if n % 4 == 0:
            county.add(
                "delegations",
                power=power["uid"],
                department=towns[n % len(towns)].uid,
                doc_no=f"示政办〔2025〕{n + 10}号",
                published=True,
                valid_from=date(2025, 5, 6),
            )
