"""LED: ledger and filing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from tests.oracle import HIGH, LOW, MEDIUM, Answer, Facts, Row, decided, happened, working_days


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

    Reading: a filing without filed_on is a filing, and not late. Of several filings the first one
    filed counts (of one day, that of what happened first). Examined are the matters without filing
    for which there is a day to count from, by as_of, and those with a filing for which there is. A
    meeting later than as_of does not exist yet, so that executed_on takes its place.
    """
    answer = Answer()
    for matter in facts.all("matters"):
        if not _has_stationed(facts, matter["department"]):
            continue
        meeting = facts.get("meetings", matter["meeting"]) if matter["meeting"] else None
        held_on = meeting["held_on"] if meeting and meeting["held_on"] <= as_of else None
        start = matter["happened_on"] or held_on or matter["executed_on"]
        end = as_of
        filings = [f for f in _filings(facts, as_of) if matter["uid"] in (f["matter"] or [])]
        if filings:
            filed = [f for f in filings if f["filed_on"]]
            if not filed:
                continue
            first = min(filed, key=lambda f: (f["filed_on"], f["happened_on"] or date.max))
            start, end = first["happened_on"] or start, first["filed_on"]
        if start is None or start > as_of:
            continue
        answer.examine(matter["department"])
        if working_days(start, end) > days:
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

    Reading: the unit is the department of its matter (of several the smallest uid of a
    department), else of its case.
    """
    answer = Answer()
    for filing in _filings(facts, as_of):
        unit = None
        if filing["matter"]:
            unit = min(facts.get("matters", m)["department"] for m in filing["matter"])
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


def _share(answers: list[bool]) -> float:
    """Of nothing, everything."""
    return sum(answers) / len(answers) if answers else 1.0


def led_007(facts: Facts, as_of: date, min_share: float = 1.0) -> Answer:
    """Department level: share of active powers with flow chart, risk chart, and share of matters
    filed; stationed supervisor present; which of four is missing. Department; –. M.

    Reading: examined are the departments with active powers or matters; where there is no power or
    no matter, nothing of it is missing.
    """
    answer = Answer()
    filed = {m for f in _filings(facts, as_of) for m in f["matter"] or []}
    for department in facts.all("departments"):
        powers = facts.active_powers(as_of, department=department["uid"])
        matters = [m for m in facts.matters(as_of) if m["department"] == department["uid"]]
        if not powers and not matters:
            continue
        answer.examine(department["uid"])
        present = (
            _share([w["has_flow_chart"] is True for w in powers]) >= min_share,
            _share([w["has_risk_chart"] is True for w in powers]) >= min_share,
            _share([m["uid"] in filed for m in matters]) >= min_share,
            _has_stationed(facts, department["uid"]),
        )
        if not all(present):
            answer.find("Department", department["uid"], MEDIUM)
    return answer


def led_008(facts: Facts, as_of: date) -> Answer:
    """PowerList lacks submitted_on, reviewed_on or approved_on, or order wrong. PowerList; –. L.

    Reading: the same day is in order; what is dated later than as_of has not happened yet.
    """
    answer = Answer()
    for power_list in facts.all("power_lists"):
        answer.examine(power_list["department"])
        days = [power_list[c] for c in ("submitted_on", "reviewed_on", "approved_on")]
        days = [day if happened(day, as_of) else None for day in days]
        if None in days or any(a > b for a, b in pairwise(days)):
            answer.find("PowerList", power_list["uid"], LOW)
    return answer


def led_009(facts: Facts, as_of: date, n: int = 90) -> Answer:
    """Department with cases and no steward, or no case entered for n days. Department; –. L.

    Reading: a department with cases, and either. Entered is accepted; the last one n days ago or
    longer.
    """
    answer = Answer()
    for department in facts.all("departments"):
        cases = [c for c in facts.cases(as_of) if c["department"] == department["uid"]]
        if not cases:
            continue
        answer.examine(department["uid"])
        idle = min((as_of - c["accepted_on"]).days for c in cases)
        if department["steward"] is None or idle >= n:
            answer.find("Department", department["uid"], LOW)
    return answer
