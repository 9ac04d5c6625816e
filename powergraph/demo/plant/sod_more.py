"""Planted against separation of duties in cases, accounts, contracts and communities (SOD)."""

from __future__ import annotations

from powergraph.demo.county import Planted
from powergraph.demo.plant.base import Plant, Planter, planted


def one_person_runs_the_whole_case(at: Planter) -> Planted:
    """SOD-004: all steps of a case in one hand."""
    case, _ = at.case(at.idle("10"))
    events = at.events(case)
    official = events[0]["official"]
    for event in events:
        event["official"] = official
    return planted(
        "一件办件从受理到送达由一人包办。",
        f"One official handled every step of case {case['uid']}.",
        ("SOD-004", case["uid"], (official,)),
    )


def cashier_keeps_the_ledger(at: Planter) -> Planted:
    """SOD-006: one post carries both functions."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    post = unit.post("cashier")
    at.county.get("posts", post)["functions"] = ["CASHIER", "LEDGER"]
    official = at.holder(post)
    return planted(
        f"{unit.name}出纳兼管收支账目登记。",
        f"The cashier of {unit.uid} keeps the ledger.",
        ("SOD-006", official, (official,)),
    )


def cashier_holds_the_archive(at: Planter) -> Planted:
    """SOD-006: a second post brings the other function."""
    unit = at.unit(lambda u: u.is_community)
    official = at.holder(unit.post("cashier"))
    at.new_post(unit, "会计档案管理员", official, functions=["ARCHIVE"])
    return planted(
        f"{unit.name}报账员兼任会计档案保管。",
        f"The cashier of {unit.uid} also keeps the accounting archive.",
        ("SOD-006", official, (official,)),
    )


def bookkeeper_approves(at: Planter) -> Planted:
    """SOD-007."""
    unit = at.unit(lambda u: u.uid[0] == "D")
    post = unit.post("bookkeeper")
    at.county.get("posts", post)["functions"] = ["BOOKKEEPING", "APPROVAL"]
    official = at.holder(post)
    return planted(
        f"{unit.name}会计兼任审批。",
        f"The bookkeeper of {unit.uid} also approves.",
        ("SOD-007", official, (official,)),
    )


def buyer_accepts_the_goods(at: Planter) -> Planted:
    """SOD-008: handler and acceptor."""
    contract = at.county.where("contracts")[3]
    contract["acceptor"] = contract["handler"]
    return planted(
        "一份合同的采购经办人与验收人为同一人。",
        f"Handler and acceptor of contract {contract['uid']} are one.",
        ("SOD-008", contract["uid"], (contract["handler"],)),
    )


def buyer_reviews_the_purchase(at: Planter) -> Planted:
    """SOD-008: handler and reviewer."""
    contract = at.county.where("contracts")[4]
    contract["reviewer"] = contract["handler"]
    return planted(
        "一份合同的采购经办人与审核人为同一人。",
        f"Handler and reviewer of contract {contract['uid']} are one.",
        ("SOD-008", contract["uid"], (contract["handler"],)),
    )


def investigator_hosts_the_hearing(at: Planter) -> Planted:
    """SOD-009."""
    case, _ = at.case(at.idle("02"), major=True)
    kinds = {s["uid"]: s["kind"] for s in at.county.where("steps", power=case["power"])}
    events = at.events(case)
    official = next(e["official"] for e in events if kinds[e["step"]] == "INVESTIGATE")
    next(e for e in events if kinds[e["step"]] == "HEARING")["official"] = official
    return planted(
        "一件处罚案件的调查人员主持听证。",
        f"An investigator hosted the hearing in case {case['uid']}.",
        ("SOD-009", case["uid"], (official,)),
    )


def supervisor_sits_in_the_team(at: Planter) -> Planted:
    """SOD-010: one person in both bodies of a community."""
    unit = at.unit(lambda u: u.is_community)
    official = at.holder(unit.posts["supervisor"][2])
    at.county.add("memberships", official=official, body=unit.bodies["team"], role="MEMBER")
    return planted(
        f"{unit.name}居务监督委员会委员同时是“两委”成员。",
        f"A supervisor of {unit.uid} sits in its leadership team.",
        ("SOD-010", unit.bodies["supervision"], (official,)),
    )


def supervisor_is_kin_of_the_team(at: Planter) -> Planted:
    """SOD-010: kin in both bodies."""
    unit = at.unit(lambda u: u.is_community)
    pair = at.who(unit.posts["supervisor"][1], unit.posts["member"][0])
    at.county.add("kinships", official=pair[0], relative=pair[1], kind="SPOUSE")
    return planted(
        f"{unit.name}居务监督委员会委员与居委会委员是夫妻。",
        f"A supervisor of {unit.uid} is married to one of its team.",
        ("SOD-010", unit.bodies["supervision"], pair),
    )


PLANTS: tuple[Plant, ...] = (
    one_person_runs_the_whole_case,
    cashier_keeps_the_ledger,
    cashier_holds_the_archive,
    bookkeeper_approves,
    buyer_accepts_the_goods,
    buyer_reviews_the_purchase,
    investigator_hosts_the_hearing,
    supervisor_sits_in_the_team,
    supervisor_is_kin_of_the_team,
)
