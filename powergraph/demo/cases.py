"""Cases with their events: made one after the other, so that any number of them takes no memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from powergraph.demo.county import AS_OF, County, Row, Unit, clear_of_holidays, workday
from powergraph.demo.money import ENTERPRISES, PERSONS

FIRST: Final = date(2025, 7, 1)
CASE_TYPES: Final = frozenset({"01", "02", "03", "05", "06", "07", "10", "20"})
_ACTIONS: Final = {
    "ACCEPT": "登记受理并出具凭证",
    "REVIEW": "审核材料并签署意见",
    "INVESTIGATE": "现场调查核实并制作笔录",
    "LEGAL_REVIEW": "出具法制审核意见",
    "HEARING": "主持听证",
    "COLLECTIVE": "提请集体讨论并形成纪要",
    "DECIDE": "签发决定",
    "DELIVER": "送达文书",
    "EXECUTE": "组织实施并记录",
    "PUBLISH": "公示无异议",
}


class CaseBuilder:
    """Makes a case of a power as the rules want it: in time, by enough people, in order."""

    def __init__(self, county: County) -> None:
        self._county = county
        self._units = {u.uid: u for u in county.units}
        self._steps: dict[str, list[Row]] = {}
        for step in county.where("steps"):
            self._steps.setdefault(step["power"], []).append(step)
        self._decider = self._deciders()
        self._holder = {
            r["post"]: r["official"] for r in county.where("appointments") if not r.get("valid_to")
        }

    def make(
        self, uid: str, power: Row, accepted: date, chance: random.Random, *, major: bool = False
    ) -> tuple[Row, list[Row]]:
        """A case and its events up to the day shown. It is decided where the time was enough."""
        unit = self._units[power["department"]]
        steps = [
            s
            for s in self._steps[power["uid"]]
            if s["mandatory"] or (major and s["kind"] in ("LEGAL_REVIEW", "HEARING", "COLLECTIVE"))
        ]
        days = sorted(chance.choice((0, 0, 1, 1, 2, 4)) for _ in steps)  # inside every limit
        days[0] = 0
        finished = workday(accepted + timedelta(days=days[-1])) < AS_OF
        events: list[Row] = []
        decided: date | None = None
        for step, offset in zip(steps, days, strict=True):
            day = workday(accepted + timedelta(days=offset))
            if not finished and (step["kind"] == "DECIDE" or day > AS_OF):
                break
            if step["kind"] == "DECIDE":
                decided = day
            for official in self._handlers(unit, power, step, step is steps[-1]):
                events.append(
                    {
                        "case": uid,
                        "seq": len(events) + 1,
                        "step": step["uid"],
                        "official": official,
                        "at": datetime.combine(day, time(9 + min(step["seq"], 8), 2 * len(events))),
                        "action": _ACTIONS.get(step["kind"], step["name"]),
                    }
                )
        person = power["power_type"] in ("05", "07", "20")
        number = chance.randint(1, PERSONS if person else ENTERPRISES)
        case: Row = {
            "uid": uid,
            "power": power["uid"],
            "department": unit.uid,
            "counterparty": f"{'Q' if person else 'E'}{number:04d}",
            "situation": "已办结" if decided else "办理中",
            "basis": f"依据“{power['name']}”的设定依据办理" if decided else None,
            "process": "按公开的流程逐环节办理，全程留痕" if decided else None,
            "result": ("准予" if power["power_type"] == "01" else "已作出决定")
            if decided
            else None,
            "accepted_on": accepted,
            "decided_on": decided,
            "amount": chance.randint(5, 300) * 100 if power["power_type"] in ("02", "05") else None,
            "is_major": major,
        }
        return case, events

    def decider(self, power: str) -> str | None:
        """The post that decides on a power; None where a body does."""
        return self._decider.get(power)

    def _deciders(self) -> dict[str, str]:
        """The post that decides on a power; where a body does, none."""
        kinds = {r["uid"]: (r["power"], r["kind"]) for r in self._county.where("roles")}
        return {
            kinds[r["role"]][0]: r["holder"]
            for r in self._county.where("role_holders", holder_label="Post")
            if kinds[r["role"]][1] == "DECISION"
        }

    def _handlers(self, unit: Unit, power: Row, step: Row, last: bool) -> list[str]:
        """Who acts at a step: receives, two who investigate, the head who reviews, who decides."""
        kind = step["kind"]
        section = {"01": "licence", "02": "enforce", "03": "enforce", "06": "check"}.get(
            power["power_type"], "work"
        )
        staff = unit.posts["work" if unit.is_community else section]
        head = unit.post("deputy") if unit.is_community else unit.post(f"{section}_head")
        chief = unit.team[0]
        if kind in ("INVESTIGATE", "EXECUTE") and section in ("enforce", "check"):
            posts = list(staff)
        elif kind in ("LEGAL_REVIEW", "HEARING"):
            posts = [unit.post("legal_head", "office_head", "deputy")]
        elif kind in ("REVIEW", "EXPERT"):
            posts = [head]
        elif kind == "DECIDE":
            posts = [self._decider.get(power["uid"], chief)]
        elif kind == "COLLECTIVE":
            posts = [chief]
        elif kind in ("INVESTIGATE", "EXECUTE", "PUBLISH"):
            posts = [staff[0]]
        else:
            posts = [staff[-1] if last or kind == "ACCEPT" else staff[0]]
        return [self._holder[p] for p in posts]


def case_powers(county: County) -> list[list[Row]]:
    """The powers that cases are made of, by department: the core ones of each first."""
    by_unit: dict[str, list[Row]] = {}
    for power in county.where("powers"):
        if power["power_type"] in CASE_TYPES and power["department"][0] in "DT":
            by_unit.setdefault(power["department"], []).append(power)
    groups = []
    for powers in by_unit.values():
        core = [p for p in powers if p["is_core"]]
        # Others rest now and then, core powers may not; some powers never run at all.
        groups.append(core + [p for p in powers if not p["is_core"]][::2])
    return groups


def build_cases(county: County) -> None:
    """Let the county make its cases when they are asked for.

    A department that has cases has one of each core power in the last two months. So a department
    is taken up whole, or not at all where the number is too small for it.
    """
    builder = CaseBuilder(county)
    groups = case_powers(county)
    first: list[Row] = []
    used: list[Row] = []
    for group in groups:
        core = [p for p in group if p["is_core"]] or group[:1]
        if len(first) + len(core) > county.cases:
            break
        first += core
        used += group

    def records() -> Iterator[tuple[Row, list[Row]]]:
        chance = county.random("cases")
        span = (AS_OF - FIRST).days
        for n in range(county.cases if used else 0):
            if n < len(first):
                power, accepted = first[n], AS_OF - timedelta(days=10 + chance.randint(0, 45))
            else:
                power, accepted = chance.choice(used), FIRST + timedelta(chance.randint(0, span))
            if accepted.weekday() > 4:  # not all on the Monday after
                accepted -= timedelta(days=accepted.weekday() - 4 + chance.randint(0, 4))
            accepted = clear_of_holidays(min(accepted, AS_OF - timedelta(days=2)))
            major = power["power_type"] == "02" and chance.random() < 0.1
            yield builder.make(f"A{n + 1:06d}", power, accepted, chance, major=major)

    county.records = records
