"""Oversight: inspections and what followed, reports, assessments, appraisals, opinions, 865."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from powergraph.demo.county import AS_OF, County, workday

AFFAIRS: Final = 865  # disclosures of the three affairs (D34)
FEEDBACKS: Final = 300
_ROUNDS: Final = (
    ("I1", "2025年第一轮常规巡察", "CONCENTRATED", date(2025, 8, 4), date(2025, 9, 26)),
    ("I2", "惠民资金专项巡察", "SPECIAL", date(2025, 11, 3), date(2025, 12, 12)),
    ("I3", "巡察整改跟踪检查", "FOLLOW_UP", date(2026, 4, 7), date(2026, 5, 15)),
)
_CATEGORIES: Final = (
    "落实中心工作有差距",
    "内部控制执行不到位",
    "公开不及时不规范",
    "资金拨付进度偏慢",
    "作风建设有短板",
)
_OPINIONS: Final = (
    ("SUGGESTION", "TAKE_PART", "建议增加窗口办理时段，方便上班群众办事。"),
    ("SERVICE", "SUPERVISE", "反映窗口人员解释不够耐心，希望改进服务态度。"),
    ("COMPLAINT", "SUPERVISE", "反映办理进度查询不便，希望公开每个环节的时限。"),
    ("SUGGESTION", "KNOW", "建议在公开栏同时张贴办理流程图和监督电话。"),
)
_SUBJECTS: Final = {
    "PARTY": ("党务公开", ("COLUMN", "WEBSITE")),
    "GOVERNMENT": ("政务公开", ("WEBSITE", "BOARD", "MEDIA")),
    "FINANCE": ("财务公开", ("BOARD", "TRANSPARENCY_NET")),
}


def build_oversight(county: County) -> None:
    """Add everything that watches the units from outside."""
    _inspections(county)
    _accountabilities(county)
    _appraisals(county)
    _feedbacks(county)
    affairs = list(_SUBJECTS)
    for n in range(AFFAIRS):
        affair = affairs[n % 3]
        _, platforms = _SUBJECTS[affair]
        formed = date(2025, 7, 1) + timedelta(days=(n * 11) % 340)
        county.add(
            "disclosures",
            uid=f"G{n + 1:04d}",
            affair=affair,
            artifact="TEXT",
            platform=platforms[n % len(platforms)],
            formed_on=formed,
            published_on=workday(formed + timedelta(days=3 + n % 5)),
        )


def _inspections(county: County) -> None:
    """Each unit is inspected once in ordinary rounds; each sort of problem comes once a unit."""
    chance = county.random("inspections")
    upper = [u for u in county.units if not u.is_community]
    number = 0
    grave: dict[str, list[str]] = {}  # by unit: what may be found there
    for power in county.where("powers"):
        if power["risk_level"] != "LOW":
            grave.setdefault(power["department"], []).append(power["uid"])
    for turn, (uid, name, mode, start, end) in enumerate(_ROUNDS):
        units = upper[turn * 16 + 5 : turn * 16 + 19]
        county.add(
            "inspections", uid=uid, name=name, mode=mode, round=turn + 1,
            from_on=start, to_on=end, departments=[u.uid for u in units],
        )  # fmt: skip
        for unit in units:
            for category in chance.sample(_CATEGORIES, 2):
                number += 1
                raised = workday(end + timedelta(days=20))
                due = raised + timedelta(days=90)
                done = workday(raised + timedelta(days=chance.randint(30, 75)))
                problem = f"PB{number:03d}"
                county.add(
                    "problems", uid=problem, department=unit.uid, inspection=uid,
                    power=grave[unit.uid][number % len(grave[unit.uid])], category=category,
                    raised_on=raised, due_on=due,
                )  # fmt: skip
                finished = done <= LAST_DONE
                county.add(
                    "rectifications", uid=f"ZG{number:03d}", problem=problem,
                    status="DONE" if finished else "OPEN", done_on=done if finished else None,
                )  # fmt: skip


LAST_DONE: Final = AS_OF - timedelta(days=1)


def _accountabilities(county: County) -> None:
    """A few officials were held to account; the risks of the power were assessed again at once."""
    powers = [p for p in county.where("powers") if p["risk_level"] == "MEDIUM"]
    for n, power in enumerate(powers[10::60][:8], 1):
        unit = county.unit(power["department"])
        decided = date(2025, 9, 10) + timedelta(days=n * 12)
        county.add(
            "accountabilities",
            uid=f"WZ{n:02d}",
            official=county.holders(unit.posts["work"][-1])[0],
            power=power["uid"],
            kind=("谈话提醒", "批评教育", "诫勉")[n % 3],
            decided_on=decided,
        )
        for point in county.where("risk_points", power=power["uid"]):
            point["assessed_on"] = decided + timedelta(days=30)


def _appraisals(county: County) -> None:
    chance = county.random("appraisals")
    for n, post in enumerate(county.where("posts", is_top_leader=True), 1):
        official = county.holders(post["uid"])[0]
        held = workday(date(2026, 1, 5) + timedelta(days=n % 25))
        county.add(
            "integrity_reports",
            uid=f"SZ{n:03d}",
            official=official,
            held_on=held,
            score=chance.randint(88, 98),
        )
    for unit in county.units:
        county.add(
            "assessments",
            uid=f"{unit.uid}-KH25",
            department=unit.uid,
            year=2025,
            methods=["BRIEFING", "INTERVIEW", "APPRAISAL", "SURVEY"],
            score=chance.randint(86, 97),
        )
        base = chance.randint(84, 93)
        for turn, held in (
            ("2025年下半年", date(2025, 12, 10)),
            ("2026年上半年", date(2026, 6, 10)),
        ):
            for group in ("PARTY_MEMBER", "PUBLIC", "SUPERVISOR"):
                county.add(
                    "evaluations",
                    uid=f"{unit.uid}-PY{held.year}-{group[:2]}",
                    department=unit.uid,
                    round=turn,
                    held_on=held,
                    voter_group=group,
                    score=base + chance.randint(-3, 3),
                )


def _feedbacks(county: County) -> None:
    chance = county.random("feedbacks")
    public = [p for p in county.where("powers") if p["system"] in ("ADMIN", "VILLAGE")]
    for n in range(FEEDBACKS):
        power = chance.choice(public)
        kind, right, text = _OPINIONS[n % len(_OPINIONS)]
        day = workday(date(2025, 7, 1) + timedelta(days=chance.randint(0, 340)))
        county.add(
            "feedbacks",
            uid=f"YJ{n + 1:03d}",
            department=power["department"],
            power=power["uid"],
            channel=("WEBSITE", "BOX", "SMS", "SUPERVISOR")[n % 4],
            kind=kind,
            right=right,
            at=datetime.combine(day, time(10, n % 60)),
            text=text,
            handled_on=workday(day + timedelta(days=chance.randint(2, 7))),
        )
