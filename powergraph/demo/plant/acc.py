"""Planted against accountability (ACC)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Plant, Planter, planted


def _problem(at: Planter, number: int) -> tuple[Row, Row]:
    """A problem of the first inspection, long due and done in time, and its rectification."""
    uid = f"PB{number:03d}"
    return at.county.get("problems", uid), at.county.where("rectifications", problem=uid)[0]


def problem_never_mended(at: Planter) -> Planted:
    """ACC-001: still open."""
    problem, mended = _problem(at, 2)
    mended["status"], mended["done_on"] = "OPEN", None
    return planted(
        "一个巡察问题到期没有整改完成。",
        f"Problem {problem['uid']} is past due and open.",
        ("ACC-001", problem["uid"], ()),
    )


def problem_mended_late(at: Planter) -> Planted:
    """ACC-001: done after the day."""
    problem, mended = _problem(at, 4)
    mended["done_on"] = problem["due_on"] + timedelta(days=30)
    return planted(
        "一个巡察问题超过期限一个月才整改完成。",
        f"Problem {problem['uid']} was mended a month late.",
        ("ACC-001", problem["uid"], ()),
    )


def problem_again(at: Planter) -> Planted:
    """ACC-002: the same sort of problem after it was done, and by now done again."""
    problem, mended = _problem(at, 6)
    raised = mended["done_on"] + timedelta(days=30)
    at.county.add(
        "problems",
        **{
            **problem,
            "uid": "PB902",
            "raised_on": raised,
            "due_on": raised + timedelta(days=60),
            "inspection": None,
        },
    )
    at.county.add(
        "rectifications",
        uid="ZG902",
        problem="PB902",
        status="DONE",
        done_on=raised + timedelta(days=40),
    )
    return planted(
        "一个单位整改完成后同类问题再次出现。",
        f"A problem like {problem['uid']} came again after it was done.",
        ("ACC-002", "PB902", ()),
    )


def problem_in_two_inspections(at: Planter) -> Planted:
    """ACC-002: the same sort of problem in two inspections, the first not done yet."""
    problem, mended = _problem(at, 40)
    mended["status"], mended["done_on"] = "OPEN", None
    problem["due_on"] = date(2026, 8, 31)
    at.county.add(
        "problems",
        **{
            **problem,
            "uid": "PB903",
            "raised_on": date(2026, 6, 4),
            "due_on": date(2026, 9, 4),
            "inspection": "I3",
        },
    )
    return planted(
        "一个单位两轮巡察都发现同类问题。",
        f"Two inspections found a problem like {problem['uid']}.",
        ("ACC-002", "PB903", ()),
    )


def chief_did_not_report(at: Planter) -> Planted:
    """ACC-003."""
    unit = at.unit(lambda u: u.is_community)
    official = at.holder(unit.post("chief"))
    at.county.remove("integrity_reports", lambda r: r["official"] == official)
    return planted(
        f"{unit.name}一把手一年没有述责述廉。",
        f"The chief of {unit.uid} has not reported for a year.",
        ("ACC-003", official, (official,)),
    )


def chief_reported_too_long_ago(at: Planter) -> Planted:
    """ACC-003: a report, but none in the last year."""
    unit = at.unit(lambda u: u.is_community)
    official = at.holder(unit.post("chief"))
    at.county.where("integrity_reports", official=official)[0]["held_on"] = date(2025, 5, 12)
    return planted(
        f"{unit.name}一把手上次述责述廉已超过一年。",
        f"The last report of the chief of {unit.uid} is more than a year old.",
        ("ACC-003", official, (official,)),
    )


def _rated(at: Planter, before: int, now: int, zh: str, en: str) -> Planted:
    """Scores of two rounds, and no answered opinion after the second."""
    unit = at.unit(lambda u: u.is_community)
    for row in at.county.where("evaluations", department=unit.uid):
        row["score"] = now if row["held_on"].year == 2026 else before
    at.county.remove("feedbacks", lambda r: r["department"] == unit.uid)
    return planted(f"{unit.name}{zh}", f"{unit.uid} {en}", ("ACC-004", unit.uid, ()))


def low_rating(at: Planter) -> Planted:
    """ACC-004: below seventy."""
    return _rated(at, 68, 66, "评议得分低于七十分，没有跟进。", "was rated 66 and did nothing.")


def falling_rating(at: Planter) -> Planted:
    """ACC-004: still high, but fell by more than ten."""
    return _rated(at, 92, 78, "评议得分下降十四分，没有跟进。", "fell by fourteen and did nothing.")


def assessed_by_three_methods(at: Planter) -> Planted:
    """ACC-005."""
    unit = at.unit(lambda u: u.is_community)
    at.county.get("assessments", f"{unit.uid}-KH25")["methods"] = [
        "BRIEFING",
        "INTERVIEW",
        "APPRAISAL",
    ]
    return planted(
        f"{unit.name}的责任制考核缺少民意调查。",
        f"{unit.uid} was assessed without a survey.",
        ("ACC-005", f"{unit.uid}-KH25", ()),
    )


def risk_not_assessed_again(at: Planter) -> Planted:
    """ACC-006."""
    case = at.county.get("accountabilities", "WZ03")
    for point in at.county.where("risk_points", power=case["power"]):
        point["assessed_on"] = case["decided_on"] - timedelta(days=20)
    return planted(
        "一项权力问责后没有重新评估风险。",
        f"The risks of {case['power']} were not assessed again.",
        ("ACC-006", case["power"], ()),
    )


def opinion_not_answered(at: Planter) -> Planted:
    """ACC-007."""
    unit = at.unit(lambda u: u.is_community)
    at.county.add(
        "feedbacks",
        uid="YJ901",
        department=unit.uid,
        channel="BOX",
        kind="COMPLAINT",
        right="SUPERVISE",
        at=datetime(2026, 4, 14, 9, 30),
        text="反映公示栏内容长期不更新。",
    )
    return planted(
        f"{unit.name}一条群众意见两个多月没有办理。",
        f"An opinion about {unit.uid} has waited for two months.",
        ("ACC-007", "YJ901", ()),
    )


PLANTS: tuple[Plant, ...] = (
    problem_never_mended,
    problem_mended_late,
    problem_again,
    problem_in_two_inspections,
    chief_did_not_report,
    chief_reported_too_long_ago,
    low_rating,
    falling_rating,
    assessed_by_three_methods,
    risk_not_assessed_again,
    opinion_not_answered,
)
