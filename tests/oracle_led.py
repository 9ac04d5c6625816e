"""LED: ledger and filing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tests.oracle import HIGH, LOW, MEDIUM, Answer, Facts, Row, decided, working_days


def _filings(facts: Facts, as_of: date) -> list[Row]:
    """The filings that exist: none filed after as_of."""
    rows = facts.all("filings")
    return [f for f in rows if f["filed_on"] is None or f["filed_on"] <= as_of]


def _has_stationed(facts: Facts, department: str) -> bool:
    return bool(facts.all("supervisions", supervised=department, kind="STATIONED"))


def led_001(facts: Facts, as_of: date, days: int = 5) -> Answer:
    """Matter of a department that has a STATIONED supervisor: no Filing though days (working) have
    passed since happened_on (else the meeting's held_on, else executed_on), or filed_on more than
    days after the filing's happened_on (else the same). Matter; –. H.

    Reading: a filing without filed_on is a filing, and not late. Of several filings each late one
    counts. Examined are the matters for which there is a day to count from, by as_of.
    """
    answer = Answer()
    for matter in facts.all("matters"):
        meeting = facts.get("meetings", matter["meeting"]) if matter["meeting"] else None
        held_on = meeting["held_on"] if meeting else None
        start = matter["happened_on"] or held_on or matter["executed_on"]
        if not _has_stationed(facts, matter["department"]) or start is None or start > as_of:
            continue
        answer.examine(matter["department"])
        filings = [f for f in _filings(facts, as_of) if matter["uid"] in (f["matter"] or [])]
        late = [
            f
            for f in filings
            if f["filed_on"] and working_days(f["happened_on"] or start, f["filed_on"]) > days
        ]
        if late or (not filings and working_days(start, as_of) > days):
            answer.find("Matter", matter["uid"], HIGH)
    return answer


def led_002(facts: Facts, as_of: date) -> Answer:
    """A matter with several filings, or a filing of several matters. Matter; –. M.

    Reading: of a filing of several matters each matter is a subject. Examined are the matters with
    a filing.
    """
    answer = Answer()
    for matter in facts.all("matters"):
        filings = [f for f in _filings(facts, as_of) if matter["uid"] in (f["matter"] or [])]
        if not filings:
            continue
        answer.examine(matter["department"])
        if len(filings) > 1 or any(len(f["matter"]) > 1 for f in filings):
            answer.find("Matter", matter["uid"], MEDIUM)
    return answer


def led_003(facts: Facts, as_of: date) -> Answer:
    """material_count 0 or empty, or no responsible official. Filing; –. M.

    Reading: the unit is the department of its (first by uid) matter, else of its case.
    """
    answer = Answer()
    for filing in _filings(facts, as_of):
        unit = None
        if filing["matter"]:
            unit = facts.get("matters", min(filing["matter"]))["department"]
        elif filing["case"]:
            unit = facts.get("cases", filing["case"])["department"]
        answer.examine(unit)
        if not filing["material_count"] or not filing["responsible"]:
            answer.find("Filing", filing["uid"], MEDIUM)
    return answer


def led_004(facts: Facts, as_of: date) -> Answer:
    """Active core power lacks name, legal basis, holder department, risk level, steps or restraint
    system; lists which. Power; –. M.

    Reading: the steps of its class (template) are used where a power has none of its own.
    """
    answer = Answer()
    for power in facts.active_powers(as_of, is_core=True):
        answer.examine(power["department"])
        modules = (
            power["name"],
            facts.all("authorizations", power=power["uid"]),
            power["department"],
            power["risk_level"],
            facts.steps(power),
            facts.all("restraints", power=power["uid"]),
        )
        if not all(modules):
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def led_005(facts: Facts, as_of: date) -> Answer:
    """Decided case with empty situation, basis, process or result. CaseFile; handlers. M."""
    answer = Answer()
    for case in facts.cases(as_of):
        if not decided(case, as_of):
            continue
        answer.examine(case["department"])
        if not all(case[field] for field in ("situation", "basis", "process", "result")):
            answer.find("CaseFile", case["uid"], MEDIUM, facts.handlers(case, as_of))
    return answer


def led_006(facts: Facts, as_of: date, tolerance: int = 0) -> Answer:
    """declared_count differs from the number of powers LISTED_IN it, whatever their status; an
    empty declared_count is no data. PowerList; –. M.

    Reading: whatever their days of validity, too.
    """
    answer = Answer()
    for power_list in facts.all("power_lists"):
        if power_list["declared_count"] is None:
            continue
        answer.examine(power_list["department"])
        listed = len(facts.all("powers", list=power_list["uid"]))
        if abs(power_list["declared_count"] - listed) > tolerance:
            answer.find("PowerList", power_list["uid"], MEDIUM)
    return answer


def led_007(facts: Facts, as_of: date, min_share: float = 1.0) -> Answer:
    """Department level: share of active powers with flow chart, risk chart, and share of matters
    filed; stationed supervisor present; which of four is missing. Department; –. M.

    Reading: examined are the departments with active powers; where there is no matter, none is
    missing.
    """
    answer = Answer()
    filed = {m for f in _filings(facts, as_of) for m in f["matter"] or []}
    for department in facts.all("departments"):
        powers = facts.active_powers(as_of, department=department["uid"])
        if not powers:
            continue
        answer.examine(department["uid"])
        matters = [m for m in facts.all("matters") if m["department"] == department["uid"]]
        present = (
            sum(w["has_flow_chart"] is True for w in powers) / len(powers) >= min_share,
            sum(w["has_risk_chart"] is True for w in powers) / len(powers) >= min_share,
            not matters or sum(m["uid"] in filed for m in matters) / len(matters) >= min_share,
            _has_stationed(facts, department["uid"]),
        )
        if not all(present):
            answer.find("Department", department["uid"], MEDIUM)
    return answer


def led_008(facts: Facts, as_of: date) -> Answer:
    """PowerList lacks submitted_on, reviewed_on or approved_on, or order wrong. PowerList; –. L.

    Reading: the same day is in order; a day later than as_of counts as written.
    """
    answer = Answer()
    for power_list in facts.all("power_lists"):
        answer.examine(power_list["department"])
        days = [power_list[c] for c in ("submitted_on", "reviewed_on", "approved_on")]
        if None in days or any(a > b for a, b in pairwise(days)):
            answer.find("PowerList", power_list["uid"], LOW)
    return answer


def led_009(facts: Facts, as_of: date, n: int = 90) -> Answer:
    """Department with cases and no steward, or no case entered for n days. Department; –. L.

    Reading: a department with cases, and either. Entered is accepted; the last one more than n
    days ago.
    """
    answer = Answer()
    for department in facts.all("departments"):
        cases = [c for c in facts.cases(as_of) if c["department"] == department["uid"]]
        if not cases:
            continue
        answer.examine(department["uid"])
        idle = min((as_of - c["accepted_on"]).days for c in cases)
        if department["steward"] is None or idle > n:
            answer.find("Department", department["uid"], LOW)
    return answer
