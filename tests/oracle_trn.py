"""TRN: publication."""

from __future__ import annotations

from datetime import date

from tests.oracle import MEDIUM, Answer, Facts, Row, happened, published, working_days

CITIZEN_TYPES = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20")


def _exists(disclosure: Row, as_of: date) -> bool:
    """ "Events, signatures, disclosures later than as_of do not exist yet."

    Reading: its day is published_on; one that is not published exists, it is only not published.
    """
    return disclosure["published_on"] is None or published(disclosure, as_of)


def _published(facts: Facts, as_of: date, **wanted: str) -> list[Row]:
    return [d for d in facts.all("disclosures", **wanted) if published(d, as_of)]


def trn_001(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Active power without a published Disclosure of element POWER; major or sensitive ones also
    need DISPLAY_BOARD or BOARD. Guard: a disclosure. M.

    Reading: it is the published disclosure of element POWER that must stand on a board.
    """
    answer = Answer()
    powers = facts.covered(
        as_of,
        min_coverage,
        lambda w: any(_exists(d, as_of) for d in facts.all("disclosures", power=w["uid"])),
    )
    for power in powers:
        answer.examine(power["department"])
        shown = _published(facts, as_of, power=power["uid"], element="POWER")
        on_board = any(d["platform"] in ("DISPLAY_BOARD", "BOARD") for d in shown)
        needs_board = power["is_major"] or power["is_sensitive"]
        if not shown or (needs_board and not on_board):
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def trn_002(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """has_flow_chart or has_risk_chart not true, or its artifact never disclosed. Guard: a chart
    flag that is true or false (not empty). Power; –. M."""
    answer = Answer()
    charts = {"has_flow_chart": "FLOW_CHART", "has_risk_chart": "RISK_CHART"}
    powers = facts.covered(as_of, min_coverage, lambda w: any(w[c] is not None for c in charts))
    for power in powers:
        answer.examine(power["department"])
        for flag, artifact in charts.items():
            shown = _published(facts, as_of, power=power["uid"], artifact=artifact)
            if power[flag] is not True or not shown:
                answer.find("Power", power["uid"], MEDIUM)
    return answer


def trn_003(facts: Facts, as_of: date) -> Answer:
    """Active power with a standard and no DISCRETION disclosure published by as_of. M."""
    answer = Answer()
    for power in facts.active_powers(as_of):
        if facts.all("discretion_standards", power=power["uid"]):
            answer.examine(power["department"])
            if not _published(facts, as_of, power=power["uid"], element="DISCRETION"):
                answer.find("Power", power["uid"], MEDIUM)
    return answer


def trn_004(facts: Facts, as_of: date) -> Answer:
    """Power with at least one published disclosure that lacks a published POWER, PROCEDURE, RESULT
    or (with has_discretion) DISCRETION; lists which. M."""
    answer = Answer()
    for power in facts.active_powers(as_of):
        elements = {d["element"] for d in _published(facts, as_of, power=power["uid"])}
        if not elements:
            continue
        answer.examine(power["department"])
        needed = {"POWER", "PROCEDURE", "RESULT"}
        if power["has_discretion"]:
            needed.add("DISCRETION")
        if needed - elements:
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def trn_005(facts: Facts, as_of: date, n: int = 20) -> Answer:
    """published_on later than formed_on by more than n working days, or not published by then.
    Disclosure; –. M.

    Reading: "by then" is by the end of those n working days; as_of must lie after it. Examined
    are the disclosures formed by as_of. Its unit is that of its power, else of its matter.
    """
    answer = Answer()
    for disclosure in facts.all("disclosures"):
        if not happened(disclosure["formed_on"], as_of):
            continue
        unit = None
        if disclosure["power"]:
            unit = facts.get("powers", disclosure["power"])["department"]
        elif disclosure["matter"]:
            unit = facts.get("matters", disclosure["matter"])["department"]
        answer.examine(unit)
        until = disclosure["published_on"] if published(disclosure, as_of) else as_of
        if working_days(disclosure["formed_on"], until) > n:
            answer.find("Disclosure", disclosure["uid"], MEDIUM)
    return answer


def trn_006(facts: Facts, as_of: date) -> Answer:
    """Matter lacks a disclosure of stage MATTER, PROCESS or OUTCOME. M.

    Reading: a published one. A matter whose day (as LED-001 counts from) is later than as_of does
    not exist yet.
    """
    answer = Answer()
    for matter in facts.matters(as_of):
        answer.examine(matter["department"])
        stages = {d["stage"] for d in _published(facts, as_of, matter=matter["uid"])}
        if {"MATTER", "PROCESS", "OUTCOME"} - stages:
            answer.find("Matter", matter["uid"], MEDIUM)
    return answer


def trn_007(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """conditions, steps or supervise_phone missing for types 01–10 and 20. Guard: conditions,
    steps or telephone. Power; –. M.

    Reading: the steps of its class (template) are used where a power has none of its own.
    """

    def carried(power: Row) -> list[bool]:
        return [
            bool(power["conditions"]),
            bool(facts.steps(power)),
            bool(power["supervise_phone"]),
        ]

    answer = Answer()
    for power in facts.covered(as_of, min_coverage, lambda w: any(carried(w))):
        if power["power_type"] in CITIZEN_TYPES:
            answer.examine(power["department"])
            if not all(carried(power)):
                answer.find("Power", power["uid"], MEDIUM)
    return answer
