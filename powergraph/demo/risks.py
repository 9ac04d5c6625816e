"""Risk points, measures and restraint systems, to the figures of the Decheng document."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from powergraph.demo.county import County, Row, Unit
from powergraph.demo.words_powers import COMMUNITY_SYSTEMS, COUNTY_SYSTEMS, SYSTEMS
from powergraph.demo.words_risks import CONSEQUENCES, MEASURES, RISKS
from powergraph.demo.words_units import COUNTY

RISK_POINTS: Final = 7_532  # D39
CONTROL_MEASURES: Final = 10_809  # D40
RESTRAINT_SYSTEMS: Final = 1_200  # D41
_USUAL: Final = {"HIGH": 5, "MEDIUM": 4, "LOW": 3}
# Above this share a risk point would need two measures more often than there are measures.
_HIGH_POINTS: Final = {"HIGH": 2, "MEDIUM": 1, "LOW": 0}


def build_risks(county: County) -> None:
    """Add all risk points with their measures."""
    powers = county.where("powers")
    numbers = [_USUAL[p["risk_level"]] for p in powers]
    at = 0
    while sum(numbers) != RISK_POINTS:  # one more, or one less, until the figure is reached
        numbers[at % len(numbers)] += 1 if sum(numbers) < RISK_POINTS else -1
        at += 3
    steps: dict[str, list[Row]] = {}
    for step in county.where("steps"):
        steps.setdefault(step["power"], []).append(step)
    units = {u.uid: u for u in county.units}
    points = [
        point
        for power, number in zip(powers, numbers, strict=True)
        for point in add_risk_points(county, units[power["department"]], power, steps, number)
    ]
    needed = [2 if p["level"] == "HIGH" else 1 for p in points]
    spare = CONTROL_MEASURES - sum(needed)
    stride = len(points) // spare
    for n in range(spare):
        needed[n * stride] += 1
    for point, count in zip(points, needed, strict=True):
        add_measures(county, units[point["power"].partition("-")[0]], point, count)


def add_risk_points(
    county: County, unit: Unit, power: Row, steps: dict[str, list[Row]], number: int
) -> list[Row]:
    """So many risk points of one power, spread over its steps."""
    from powergraph.demo.powers import executors  # here: powers.py needs nothing of this module

    pool = [
        (step, risk)
        for turn in range(3)
        for step in steps[power["uid"]]
        for risk in RISKS[step["kind"]][turn : turn + 1]
    ]
    doers = executors(unit, power)
    seed = sum(map(ord, power["uid"]))
    points = []
    for n in range(number):
        step, (name, manifestation, category) = pool[n % len(pool)]
        high = n < _HIGH_POINTS[power["risk_level"]]
        level = "HIGH" if high else ("MEDIUM", "LOW")[(seed + n) % 2]
        likelihood = {"HIGH": 4, "MEDIUM": 3, "LOW": 2}[level]
        points.append(
            county.add(
                "risk_points",
                uid=f"{power['uid']}-K{n + 1}",
                power=power["uid"],
                step=step["uid"],
                post=doers[n % len(doers)],
                name=name,
                manifestation=manifestation,
                category=category,
                level=level,
                likelihood=likelihood,
                impact=5 if level == "HIGH" else 3,
                consequence=CONSEQUENCES[(seed + n) % 3],
                assessed_on=date(2025, 10, 9) + timedelta(days=seed % 60),
            )
        )
    return points


def add_measures(county: County, unit: Unit, point: Row, count: int) -> None:
    """So many measures against one risk point, each with a post that answers for it."""
    owners = [unit.post("work_head", "deputy"), unit.post("inspector", "supervisor")]
    seed = sum(map(ord, point["uid"]))
    for n in range(count):
        text, kind, frequency = MEASURES[(seed + n * 3) % len(MEASURES)]
        county.add(
            "control_measures",
            uid=f"{point['uid']}-M{n + 1}",
            risk_point=point["uid"],
            text=text,
            kind=kind,
            frequency=frequency,
            owner=point["post"] if n == 0 else owners[(seed + n) % 2],
        )


def build_systems(county: County) -> None:
    """Add restraint systems of the county and of each unit, and which power each restrains."""
    for n, name in enumerate(COUNTY_SYSTEMS, 1):
        county.add(
            "restraint_systems",
            uid=f"R{n:03d}",
            name=f"{COUNTY}{name}",
            doc_no=f"示发〔2024〕{n + 5}号",
            issued_on=date(2024, 3, 1) + timedelta(days=n * 5),
        )
    upper = [u for u in county.units if not u.is_community]
    left = RESTRAINT_SYSTEMS - len(COUNTY_SYSTEMS)
    left -= len(COMMUNITY_SYSTEMS) * (len(county.units) - len(upper))
    base, more = divmod(left, len(upper))
    by_unit: dict[str, list[Row]] = {}
    for power in county.where("powers"):
        by_unit.setdefault(power["department"], []).append(power)
    for unit in county.units:
        systems = COMMUNITY_SYSTEMS
        if not unit.is_community:
            systems = SYSTEMS[: base + (1 if upper.index(unit) < more else 0)]
        _systems_of(county, unit, systems, by_unit[unit.uid])
    everywhere = county.where("powers")
    for n in range(len(COUNTY_SYSTEMS)):
        for power in everywhere[n :: len(COUNTY_SYSTEMS) * 4]:
            county.add("restraints", power=power["uid"], system=f"R{n + 1:03d}")


def _systems_of(
    county: County, unit: Unit, systems: tuple[tuple[str, str], ...], powers: list[Row]
) -> None:
    uids = {}
    for n, (topic, name) in enumerate(systems, 1):
        uids[topic] = f"{unit.uid}-Z{n}"
        county.add(
            "restraint_systems",
            uid=uids[topic],
            name=f"{unit.name}{name}",
            doc_no=f"{unit.uid}〔2024〕{n + 2}号",
            issued_on=date(2024, 5, 6) + timedelta(days=n * 9),
        )
    usual = [t for t in ("public", "duty", "risk", "decision") if t in uids]
    pairs = []
    for n, power in enumerate(powers):
        own = power["domain"] if power["domain"] in uids else None
        pairs += [(power["uid"], uids[t]) for t in dict.fromkeys((own, usual[n % len(usual)])) if t]
    used = {s for _, s in pairs}
    for n, system in enumerate(u for u in uids.values() if u not in used):
        pairs.append((powers[-1 - n % len(powers)]["uid"], system))
    for power_uid, system in pairs:
        county.add("restraints", power=power_uid, system=system)
