"""FND: funds, purchase, works."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle import HIGH, MEDIUM, Answer, Facts, Row, working_days

ROUNDS = {(1, "PAYER"), (2, "PAYER"), (2, "BENEFICIARY"), (3, "DISCIPLINE"), (3, "BENEFICIARY")}


def _signatures(facts: Facts, payment: Row, as_of: date) -> list[Row]:
    """The signatures that exist: none later than as_of; an undated one exists."""
    rows = facts.all("countersigns", payment=payment["uid"])
    return [s for s in rows if s["signed_on"] is None or s["signed_on"] <= as_of]


def _payments(facts: Facts, as_of: date) -> list[Row]:
    return [p for p in facts.all("payments") if p["paid_on"] <= as_of]


def _contracts(facts: Facts, as_of: date) -> list[Row]:
    return [c for c in facts.all("contracts") if c["signed_on"] <= as_of]


def fnd_001(facts: Facts, as_of: date) -> Answer:
    """RURAL_SUPPORT payment lacks round 1 (PAYER), 2 (PAYER and BENEFICIARY) or 3 (DISCIPLINE and
    BENEFICIARY), or any signature of a later round is dated before a signature of an earlier
    round; a countersign counts though its official is empty (households sign), an undated one is
    not compared. Payment; –. H."""
    answer = Answer()
    for payment in _payments(facts, as_of):
        if payment["kind"] != "RURAL_SUPPORT":
            continue
        answer.examine(payment["department"])
        signed = _signatures(facts, payment, as_of)
        dated = [s for s in signed if s["signed_on"]]
        too_early = any(
            a["round"] > b["round"] and a["signed_on"] < b["signed_on"]
            for a in dated
            for b in dated
        )
        if ROUNDS - {(s["round"], s["party"]) for s in signed} or too_early:
            answer.find("Payment", payment["uid"], HIGH)
    return answer


def fnd_002(facts: Facts, as_of: date) -> Answer:
    """One official signs for two parties of a payment, or signs for DISCIPLINE and is its handler
    or the handler's kin. Payment; official. H.

    Reading: payments of any kind; the official is the one who signs. Examined are the payments
    that an official signed.
    """
    answer = Answer()
    for payment in _payments(facts, as_of):
        signed = [s for s in _signatures(facts, payment, as_of) if s["official"]]
        if signed:
            answer.examine(payment["department"])
        handler = payment["handler"]
        close = {handler, *facts.kin(handler)} if handler else set()
        for official in {s["official"] for s in signed}:
            parties = {s["party"] for s in signed if s["official"] == official}
            if len(parties) > 1 or ("DISCIPLINE" in parties and official in close):
                answer.find("Payment", payment["uid"], HIGH, [official])
    return answer


def fnd_003(
    facts: Facts,
    as_of: date,
    window: int = 180,
    works: float = 4_000_000,
    goods: float = 2_000_000,
    services: float = 1_000_000,
) -> Answer:
    """Same department, same supplier or same item: contracts signed within window days, each below
    the threshold of its kind, together at or above it, none by OPEN_TENDER; overlapping windows of
    one group are one finding. The earliest Contract; –. H.

    Reading: the contracts of a group are of one kind, so that there is one threshold. Contracts by
    OPEN_TENDER or not below the threshold are left out of a group. A window begins with a contract
    and holds all those signed up to window days later. Of contracts signed on the earliest day the
    smallest uid. Examined are the contracts that can be in a group.
    """
    thresholds = {"WORKS": works, "GOODS": goods, "SERVICES": services}
    answer = Answer()
    groups: dict[tuple[str, ...], list[Row]] = {}
    for contract in _contracts(facts, as_of):
        kind = contract["kind"]
        if kind is None or contract["method"] == "OPEN_TENDER":
            continue
        if contract["amount"] >= thresholds[kind]:
            continue
        answer.examine(contract["department"])
        for column in ("supplier", "item"):
            if contract[column]:
                group = (contract["department"], kind, column, contract[column])
                groups.setdefault(group, []).append(contract)
    for (_, kind, *_), contracts in groups.items():
        contracts.sort(key=lambda c: (c["signed_on"], c["uid"]))
        runs: list[list[Row]] = []
        for first in contracts:
            last_day = first["signed_on"] + timedelta(window)
            inside = [c for c in contracts if first["signed_on"] <= c["signed_on"] <= last_day]
            if sum(c["amount"] for c in inside) < thresholds[kind]:
                continue
            if runs and any(c in runs[-1] for c in inside):
                runs[-1] += [c for c in inside if c not in runs[-1]]
            else:
                runs.append(inside)
        for run in runs:
            answer.find("Contract", run[0]["uid"], HIGH)
    return answer


def fnd_004(facts: Facts, as_of: date) -> Answer:
    """FundSource with on_budget=false. FundSource; –. H.

    Reading: examined are the sources of which it is known.
    """
    answer = Answer()
    for source in facts.all("fund_sources"):
        if source["on_budget"] is None:
            continue
        answer.examine(source["department"])
        if source["on_budget"] is False:
            answer.find("FundSource", source["uid"], HIGH)
    return answer


def fnd_005(
    facts: Facts, as_of: date, share: float = 0.10, sign_days: int = 30, file_days: int = 7
) -> Answer:
    """supplement_amount > share × amount, signed more than sign_days after award, filed more than
    file_days working days after signing. Contract; handler. M.

    Reading: any of the three. One that is not filed (yet) is not filed late.
    """
    answer = Answer()
    for contract in _contracts(facts, as_of):
        answer.examine(contract["department"])
        signed, awarded, filed = (contract[c] for c in ("signed_on", "awarded_on", "filed_on"))
        supplement = contract["supplement_amount"] or 0
        wrong = (
            supplement > share * contract["amount"],
            awarded is not None and (signed - awarded).days > sign_days,
            filed is not None and filed <= as_of and working_days(signed, filed) > file_days,
        )
        if any(wrong):
            actors = {contract["handler"]} - {None}
            answer.find("Contract", contract["uid"], MEDIUM, actors)
    return answer


def fnd_006(facts: Facts, as_of: date, limit: float = 50_000) -> Answer:
    """Payment or contract ≥ limit without a Matter decided at a meeting on or before it.
    Payment or Contract; handler. H.

    Reading: on or before the day of payment or of signing. A matter that did not pass was decided,
    too.
    """
    answer = Answer()
    rows = [("Payment", p, p["paid_on"]) for p in _payments(facts, as_of)]
    rows += [("Contract", c, c["signed_on"]) for c in _contracts(facts, as_of)]
    for label, row, day in rows:
        if row["amount"] < limit:
            continue
        answer.examine(row["department"])
        matter = facts.get("matters", row["matter"]) if row["matter"] else None
        meeting = facts.get("meetings", matter["meeting"]) if matter and matter["meeting"] else None
        if meeting is None or meeting["held_on"] > day:
            answer.find(label, row["uid"], HIGH, {row["handler"]} - {None})
    return answer
