"""Major matters: meetings, statements with the chief last, votes, filings, disclosures."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from powergraph.demo.county import County, Row, Unit, workday
from powergraph.demo.units import DISCIPLINE

FIRST: Final = date(2025, 7, 7)
_TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "DECISION": ("年度重点工作计划", "内部管理制度修订", "应急处置预案修订", "年度预算调整方案"),
    "PERSONNEL": ("股级干部任免", "中层岗位调整", "年度考核优秀等次确定"),
    "PROJECT": ("办公场所维修项目", "信息系统建设项目", "便民服务设施改造项目"),
    "LARGE_FUND": ("专项工作经费安排", "设备更新资金安排", "项目资金拨付"),
}
_COMMUNITY: Final[dict[str, tuple[str, ...]]] = {
    "DECISION": ("居民公约修订",),
    "PROJECT": ("小区道路照明改造项目", "文化活动室修缮项目"),
    "LARGE_FUND": ("惠民项目资金使用", "集体资金年度使用计划"),
}
_COUNTY: Final[dict[str, tuple[str, ...]]] = {
    "DECISION": ("国民经济和社会发展年度计划", "重大改革事项实施方案", "机构编制调整方案"),
    "PERSONNEL": ("乡科级领导干部任免",),
    "PROJECT": ("年度政府投资项目安排", "城区路网提升项目安排"),
    "LARGE_FUND": ("财政预备费使用", "衔接资金安排方案"),
}
_PLENARY: Final[dict[str, tuple[str, ...]]] = {"PERSONNEL": ("乡科级正职拟任人选票决",)}
_CONCERNS: Final = {"PERSONNEL": "PERSONNEL", "LARGE_FUND": "FINANCE", "PROJECT": "CONSTRUCTION"}


@dataclass(frozen=True, slots=True)
class _Session:
    """One meeting of a body, and who of its members was there: the chair first."""

    unit: Unit
    body: str
    uid: str
    held: date
    present: list[str]


def build_matters(county: County) -> None:
    """Add what the bodies of all units decided in the year before the day shown."""
    minutes = _Minutes(county)
    office, government = county.units[:2]
    for n in range(10):
        minutes.meeting(office, office.bodies["standing"], n, 34, _COUNTY)
        minutes.meeting(government, government.bodies["executive"], n, 34, _COUNTY)
    for n in range(2):
        minutes.meeting(office, office.bodies["plenary"], n, 160, _PLENARY)
    for unit in county.units:
        if unit.is_community:
            for n in range(2):
                minutes.meeting(unit, unit.bodies["team"], n, 150, _COMMUNITY)
        else:
            for n in range(5):
                minutes.meeting(unit, unit.bodies["team"], n, 62, _TOPICS)


class _Minutes:
    """Holds meetings and writes down what they decided."""

    def __init__(self, county: County) -> None:
        self._county = county
        self._chance = county.random("matters")
        self._members: dict[str, list[str]] = {}
        for row in county.where("memberships"):  # the chair first
            self._members.setdefault(row["body"], []).append(row["official"])
        self._concerned: dict[tuple[str, str], str] = {}  # unit and domain: its first power
        for power in county.where("powers"):
            self._concerned.setdefault((power["department"], power["domain"]), power["uid"])

    def meeting(
        self, unit: Unit, body: str, number: int, gap: int, topics: dict[str, tuple[str, ...]]
    ) -> None:
        """One meeting of a body, with one or two matters."""
        chance = self._chance
        held = workday(FIRST + timedelta(days=number * gap + chance.randint(0, 20)))
        seats = self._members[body]
        # The chair is there, and always more than two thirds of the seats.
        away = [m for m in seats[1:] if chance.random() < 0.08][: len(seats) // 5]
        head = body == self._county.units[1].bodies["executive"]
        present = [m for m in seats if m not in away]
        session = _Session(unit, body, f"{body}-H{number + 1:02d}", held, present)
        self._county.add(
            "meetings",
            uid=session.uid,
            body=body,
            held_on=held,
            decision_mode="HEAD" if head else "BALLOT",
            expected=len(seats),
            present=len(present),
        )
        categories = chance.sample(list(topics), min(len(topics), 1 + number % 2))
        for n, category in enumerate(categories, 1):
            self._matter(session, f"{session.uid}-M{n}", category, topics[category])

    def _matter(self, session: _Session, uid: str, category: str, topics: tuple[str, ...]) -> None:
        chance, unit, held = self._chance, session.unit, session.held
        amount = chance.randint(6, 40) * 10_000 if category in ("PROJECT", "LARGE_FUND") else None
        executed = workday(held + timedelta(days=chance.randint(3, 9)))
        several = len(session.present) > 4
        oppose = 1 if several and chance.random() < 0.06 else 0
        abstain = 1 if several and chance.random() < 0.08 else 0
        matter = self._county.add(
            "matters",
            uid=uid,
            name=f"{unit.name}{chance.choice(topics)}（{held.year}年{held.month}月）",
            category=category,
            department=unit.uid,
            power=self._concerned.get((unit.uid, _CONCERNS.get(category, ""))),
            meeting=session.uid,
            amount=amount,
            happened_on=held,
            executed_on=executed,
            approve=len(session.present) - oppose - abstain,
            oppose=oppose,
            abstain=abstain,
            passed=True,
        )
        _statements(self._county, chance, session, matter, oppose, abstain)
        _filing(self._county, chance, session, matter)
        _disclosures(self._county, matter, held, executed)


def _statements(
    county: County,
    chance: random.Random,
    session: _Session,
    matter: Row,
    oppose: int,
    abstain: int,
) -> None:
    """Everybody speaks and votes; the chair speaks last and sets no tone beforehand."""
    chair, others = session.present[0], list(session.present[1:])
    chance.shuffle(others)
    start = datetime.combine(session.held, time(9, 0))
    for seq, official in enumerate([*others, chair], 1):
        county.add(
            "statements",
            uid=f"{matter['uid']}-F{seq:02d}",
            matter=matter["uid"],
            meeting=session.uid,
            official=official,
            seq=seq,
            kind="MEETING",
            at=start + timedelta(minutes=6 * seq),
        )
        against = "OPPOSE" if seq <= oppose else "ABSTAIN" if seq <= oppose + abstain else "APPROVE"
        county.add("votes", official=official, matter=matter["uid"], choice=against)


def _filing(county: County, chance: random.Random, session: _Session, matter: Row) -> None:
    """Filed within five days of any kind: so within five working days, whatever the calendar."""
    day = session.held + timedelta(days=chance.randint(1, 3))
    filed = workday(day)
    if (filed - session.held).days > 5:
        filed = session.held
    own = session.body == session.unit.bodies["team"]
    county.add(
        "filings",
        uid=f"{matter['uid']}-A",
        matter=[matter["uid"]],
        filed_with=session.unit.resident if own else DISCIPLINE,
        happened_on=session.held,
        filed_on=filed,
        material_count=chance.randint(2, 6),
        responsible=[session.present[-1]],
    )


def _disclosures(county: County, matter: Row, held: date, executed: date) -> None:
    for stage, formed in (("MATTER", held), ("PROCESS", held), ("OUTCOME", executed)):
        county.add(
            "disclosures",
            uid=f"{matter['uid']}-{stage[0]}",
            matter=matter["uid"],
            stage=stage,
            artifact="TEXT",
            platform="BOARD" if stage == "MATTER" else "TRANSPARENCY_NET",
            formed_on=formed,
            published_on=workday(formed + timedelta(days=4)),
        )
