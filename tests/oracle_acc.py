"""ACC: accountability."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean

from tests.oracle import (
    HIGH,
    LOW,
    MEDIUM,
    Answer,
    Facts,
    Row,
    day_of,
    happened,
    held_since,
    working_days,
)

METHODS = {"BRIEFING", "INTERVIEW", "APPRAISAL", "SURVEY"}


def _problems(facts: Facts, as_of: date) -> list[Row]:
    return [p for p in facts.all("problems") if p["raised_on"] <= as_of]


def _done_on(facts: Facts, problem: Row, as_of: date) -> date | None:
    """The earliest day, by as_of, on which a rectification was DONE."""
    rows = facts.all("rectifications", problem=problem["uid"], status="DONE")
    return min((r["done_on"] for r in rows if happened(r["done_on"], as_of)), default=None)


def acc_001(facts: Facts, as_of: date) -> Answer:
    """due_on (not empty) before as_of, and no DONE rectification with done_on ≤ as_of, or the
    earliest of them later than due_on. Problem; –. H."""
    answer = Answer()
    for problem in _problems(facts, as_of):
        due = problem["due_on"]
        if due is None or due >= as_of:
            continue
        answer.examine(problem["department"])
        done = _done_on(facts, problem, as_of)
        if done is None or done > due:
            answer.find("Problem", problem["uid"], HIGH)
    return answer


def acc_002(facts: Facts, as_of: date, n: int = 2) -> Answer:
    """Same department and category raised again after an earlier one was DONE, or in ≥ n
    inspections. The latest Problem; –. H.

    Reading: earlier is raised on an earlier day, again is on a later day than DONE. The latest by
    raised_on, of equals the one with the smallest uid. Examined is the latest problem of each
    department and category.
    """
    answer = Answer()
    groups: dict[tuple[str, str], list[Row]] = {}
    for problem in _problems(facts, as_of):
        groups.setdefault((problem["department"], problem["category"]), []).append(problem)
    for (department, _), problems in groups.items():
        answer.examine(department)
        again = any(
            (done := _done_on(facts, earlier, as_of)) is not None and later["raised_on"] > done
            for earlier in problems
            for later in problems
            if earlier["raised_on"] < later["raised_on"]
        )
        inspections = {p["inspection"] for p in problems} - {None}
        if again or len(inspections) >= n:
            last_day = max(p["raised_on"] for p in problems)
            latest = min(p["uid"] for p in problems if p["raised_on"] == last_day)
            answer.find("Problem", latest, HIGH)
    return answer


def acc_003(facts: Facts, as_of: date, days: int = 365) -> Answer:
    """Chief in post for the whole period without an IntegrityReport in days up to as_of.
    Official; official. M.

    Reading: the period begins days before as_of, that day included; in one post all that time,
    one appointment after another.
    """
    answer = Answer()
    first = as_of - timedelta(days)
    for official in facts.all("officials"):
        uid = official["uid"]
        starts = [
            held_since(facts, uid, p["uid"], as_of)
            for p in facts.posts_of(uid, as_of)
            if p["is_top_leader"]
        ]
        if not any(s and s <= first for s in starts):
            continue
        answer.examine(facts.unit_of(uid, as_of))
        reports = facts.all("integrity_reports", official=uid)
        if not any(first <= r["held_on"] <= as_of for r in reports):
            answer.find("Official", uid, MEDIUM, [uid])
    return answer


def acc_004(facts: Facts, as_of: date, t: float = 70, d: float = 10) -> Answer:
    """Mean score of the latest round < t, or fell by > d, and no handled Feedback after it.
    Department; –. M.

    Reading: a round's day is the last on which one of its evaluations was held. It fell against
    the round before. A Feedback of the department handled after that day, by as_of.
    """
    answer = Answer()
    for department in facts.all("departments"):
        rounds: dict[str, list[Row]] = {}
        for row in facts.all("evaluations", department=department["uid"]):
            if row["held_on"] <= as_of:
                rounds.setdefault(row["round"], []).append(row)
        if not rounds:
            continue
        answer.examine(department["uid"])
        in_order = sorted(
            (max(r["held_on"] for r in rows), name, fmean(r["score"] for r in rows))
            for name, rows in rounds.items()
        )
        held_on, _, mean = in_order[-1]
        fell = len(in_order) > 1 and in_order[-2][2] - mean > d
        handled = any(
            happened(f["handled_on"], as_of) and f["handled_on"] > held_on
            for f in facts.all("feedbacks", department=department["uid"])
        )
        if (mean < t or fell) and not handled:
            answer.find("Department", department["uid"], MEDIUM)
    return answer


def acc_005(facts: Facts, as_of: date) -> Answer:
    """Lacks one of the four methods. Assessment; –. L."""
    answer = Answer()
    for assessment in facts.all("assessments"):
        if assessment["year"] > as_of.year:
            continue
        answer.examine(assessment["department"])
        if METHODS - set(assessment["methods"] or []):
            answer.find("Assessment", assessment["uid"], LOW)
    return answer


def acc_006(facts: Facts, as_of: date, n: int = 90) -> Answer:
    """Accountability because of a power, and none of its risk points assessed after it within n
    days (and that time has passed). Power; –. M.

    Reading: after it is on a later day; the time has passed when as_of is more than n days later.
    A power without risk points has none assessed.
    """
    answer = Answer()
    for power in facts.active_powers(as_of):
        rows = facts.all("accountabilities", power=power["uid"])
        days = [a["decided_on"] for a in rows if (as_of - a["decided_on"]).days > n]
        if not days:
            continue
        answer.examine(power["department"])
        risks = facts.all("risk_points", power=power["uid"])
        assessed = [r["assessed_on"] for r in risks if r["assessed_on"]]
        if not all(any(0 < (a - day).days <= n for a in assessed) for day in days):
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def acc_007(facts: Facts, as_of: date, n: int = 15) -> Answer:
    """Feedback older than n working days without handled_on. Feedback; –. L.

    Reading: without handled_on by as_of. Examined are all that came by as_of: one that was handled,
    or is not old yet, is in order. The unit is its department, else that of its power.
    """
    answer = Answer()
    for feedback in facts.all("feedbacks"):
        day = day_of(feedback["at"])
        if day is None or day > as_of:
            continue
        power = facts.power_of(feedback)
        answer.examine(feedback["department"] or (power["department"] if power else None))
        if working_days(day, as_of) > n and not happened(feedback["handled_on"], as_of):
            answer.find("Feedback", feedback["uid"], LOW)
    return answer
