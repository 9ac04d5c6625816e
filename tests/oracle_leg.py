"""LEG: legality."""

from __future__ import annotations

from datetime import date

from tests.oracle import HIGH, MEDIUM, Answer, Facts, Row, valid

HIGH_ENOUGH = {
    "01": {
        "LAW",
        "ADMIN_REGULATION",
        "STATE_COUNCIL_DECISION",
        "LOCAL_REGULATION",
        "PROVINCIAL_RULE",
    },
    "03": {"LAW", "ADMIN_REGULATION", "LOCAL_REGULATION"},
}
TOO_LOW = {"NORMATIVE_DOC", "SANDING", "PARTY_RULE"}


def _bases(facts: Facts, power: Row) -> list[Row]:
    uids = {a["basis"] for a in facts.all("authorizations", power=power["uid"])}
    return [facts.get("legal_bases", uid) for uid in sorted(uids)]


def leg_001(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Active power without AUTHORIZED_BY. Guard: a legal basis. H."""
    answer = Answer()
    for power in facts.covered(as_of, min_coverage, lambda w: bool(_bases(facts, w))):
        answer.examine(power["department"])
        if not _bases(facts, power):
            answer.find("Power", power["uid"], HIGH)
    return answer


def leg_002(facts: Facts, as_of: date) -> Answer:
    """Active power with bases, none in force at as_of (effective_from empty or ≤ as_of,
    effective_to empty or > as_of). H."""
    answer = Answer()
    for power in facts.active_powers(as_of):
        bases = _bases(facts, power)
        if not bases:
            continue
        answer.examine(power["department"])
        in_force = [
            b
            for b in bases
            if (b["effective_from"] is None or b["effective_from"] <= as_of)
            and (b["effective_to"] is None or b["effective_to"] > as_of)
        ]
        if not in_force:
            answer.find("Power", power["uid"], HIGH)
    return answer


def leg_003(facts: Facts, as_of: date) -> Answer:
    """power_type 01 with no basis of LAW, ADMIN_REGULATION, STATE_COUNCIL_DECISION,
    LOCAL_REGULATION, PROVINCIAL_RULE; type 02 only NORMATIVE_DOC, SANDING or PARTY_RULE; type 03
    with no LAW, ADMIN_REGULATION or LOCAL_REGULATION. H.

    Reading: a basis too low is a basis (title): powers without any are left to LEG-001, whose
    guard keeps them silent where nobody entered bases. In force or not does not matter here.
    """
    answer = Answer()
    for power in facts.active_powers(as_of):
        kinds = {b["kind"] for b in _bases(facts, power)}
        power_type = power["power_type"]
        if power_type not in ("01", "02", "03") or not kinds:
            continue
        answer.examine(power["department"])
        too_low = kinds <= TOO_LOW if power_type == "02" else not kinds & HIGH_ENOUGH[power_type]
        if too_low:
            answer.find("Power", power["uid"], HIGH)
    return answer


def leg_004(facts: Facts, as_of: date) -> Answer:
    """Case without power; or whose power was not valid at accepted_on, or is CANCELLED without a
    valid_to (DELEGATED and MERGED are not cancelled); or whose department neither exercises the
    power nor has it by a delegation valid at accepted_on. CaseFile; handlers. H.

    Reading: a case accepted after as_of does not exist yet.
    """
    answer = Answer()
    for case in facts.cases(as_of):
        answer.examine(case["department"])
        power = facts.power_of(case)
        if power is None or _outside(facts, case, power):
            answer.find("CaseFile", case["uid"], HIGH, facts.handlers(case, as_of))
    return answer


def _outside(facts: Facts, case: Row, power: Row) -> bool:
    delegated = any(
        valid(d, case["accepted_on"])
        for d in facts.all("delegations", power=power["uid"], department=case["department"])
    )
    return (
        not valid(power, case["accepted_on"])
        or (power["status"] == "CANCELLED" and power["valid_to"] is None)
        or (power["department"] != case["department"] and not delegated)
    )


def leg_005(facts: Facts, as_of: date) -> Answer:
    """Delegation without doc_no, without valid_from, or with published not true; type 03 delegated
    at all. Power; –. M.

    Reading: delegations valid at as_of of powers valid at as_of that are in use: active ones, and
    those whose status DELEGATED says no more than that.
    """
    answer = Answer()
    for power in facts.all("powers"):
        if power["status"] not in (None, "ACTIVE", "DELEGATED") or not valid(power, as_of):
            continue
        rows = [d for d in facts.all("delegations", power=power["uid"]) if valid(d, as_of)]
        if not rows:
            continue
        answer.examine(power["department"])
        incomplete = any(
            not d["doc_no"] or d["valid_from"] is None or d["published"] is not True for d in rows
        )
        if incomplete or power["power_type"] == "03":
            answer.find("Power", power["uid"], MEDIUM)
    return answer
