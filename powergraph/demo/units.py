"""Units of the county: regions, departments, who supervises whom, sections and bodies."""

from __future__ import annotations

from typing import Final

from powergraph.demo.county import County, Unit, credit_code
from powergraph.demo.words_people import SECTIONS, TOWN_SECTIONS
from powergraph.demo.words_units import (
    COMMUNITY_POWERS,
    COUNTY,
    COUNTY_CODE,
    DEPARTMENTS,
    GENERIC,
    LETTERS,
    RESIDENTS,
    TOWN_POWERS,
    TOWNS,
    community_names,
)

LISTED_ABOVE: Final = 653  # district and town level (D17)
LISTED_COMMUNITIES: Final = 937  # (D18)
UNLISTED: Final = 251  # party and internal powers: 1,841 risk powers (D38) less the listed
COMMUNITIES: Final = 98
DISCIPLINE: Final = "J00"
# Powers of one community after another; the last ones get one more, for the figure to come out.
_SPREAD: Final = (9, 10, 8, 11, 10, 9, 10, 9, 11, 8)

# Every unit decides on its people and its money; which others it has goes in turn.
_ALWAYS: Final = (
    ("N1", "内设机构负责人选拔任用", "PERSONNEL"),
    ("N1", "大额资金使用审批", "FINANCE"),
)
_IN_TURN: Final = (
    ("N1", "物资和服务采购管理", "PROCUREMENT"),
    ("P1", "发展党员审批", "OTHER"),
    ("N1", "小型工程建设管理", "CONSTRUCTION"),
    ("N1", "国有资产处置管理", "ASSETS"),
    ("P1", "党内表彰推荐", "OTHER"),
)


def build_units(county: County) -> None:
    """Add regions, units, supervision, sections and bodies."""
    county.add("regions", code=COUNTY_CODE, name=COUNTY, level="COUNTY")
    _discipline(county)
    departments = [_department(county, i, line) for i, line in enumerate(_lines(DEPARTMENTS), 1)]
    towns = [_town(county, i, name, kind) for i, (name, kind) in enumerate(TOWNS, 1)]
    communities = [
        _community(county, i, name, towns) for i, name in enumerate(community_names(COMMUNITIES))
    ]
    county.units = [*departments, *towns, *communities]
    _fill_lists(departments, towns)
    for n, unit in enumerate(county.units):
        unit.uscc = credit_code("11" if not unit.is_community else "54", n + 1)
        _write(county, unit)
    audit = next(u for u in departments if u.name == "审计局")
    for unit in departments[16:50]:
        if unit is not audit:
            county.add(
                "supervisions", supervisor=audit.uid, supervised=unit.uid, kind="PROFESSIONAL"
            )


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _named(text: str) -> list[tuple[str, str]]:
    """`L:食品经营;F:…` as (power type, name)."""
    powers = []
    for item in text.replace("\n", "").split(";"):
        letter, _, thing = item.partition(":")
        kind, phrase = LETTERS[letter]
        whole = thing.endswith(("审批", "核准", "登记", "审核", "初审", "检查", "审计"))
        powers.append((kind, thing if whole and letter in "LC" else phrase.format(thing)))
    return powers


def _department(county: County, number: int, line: str) -> Unit:
    name, system, powers = line.split("|")
    resident = f"J{(number - 1) % len(RESIDENTS) + 1:02d}"
    unit = Unit(f"D{number:03d}", name, "DISTRICT_DEPT", system, COUNTY_CODE, resident)
    unit.listed = _named(powers)
    return unit


def _town(county: County, number: int, name: str, kind: str) -> Unit:
    code = f"{COUNTY_CODE}{number:03d}000"
    county.add("regions", code=code, name=name, level="TOWN", parent=COUNTY_CODE)
    unit = Unit(f"T{number:02d}", name, kind, "GOVERNMENT", code, f"J{number:02d}")
    unit.listed = _named(TOWN_POWERS)
    return unit


def _community(county: County, index: int, name: str, towns: list[Unit]) -> Unit:
    town = towns[index % len(towns)]
    code = f"{town.region[:9]}{index // len(towns) + 1:03d}"
    county.add("regions", code=code, name=name, level="VILLAGE", parent=town.region)
    unit = Unit(f"C{index + 1:03d}", name, "COMMUNITY", "GOVERNMENT", code, town.resident)
    count = _SPREAD[index % 10]
    count += 1 if index >= COMMUNITIES - _shortfall() else 0
    unit.listed = [("V1", power) for power, _, _ in COMMUNITY_POWERS[:count]]
    return unit


def _shortfall() -> int:
    """How many communities need one power more, for the figure to come out."""
    given = sum(_SPREAD[i % 10] for i in range(COMMUNITIES))
    return LISTED_COMMUNITIES - given


def _fill_lists(departments: list[Unit], towns: list[Unit]) -> None:
    """Reach the figures of listed and unlisted powers.

    Every second department is filled up: were all brought to one size, the few large ones would
    stand out from their kind (CON-005).
    """
    upper = [*departments, *towns]
    short = LISTED_ABOVE - sum(len(u.listed) for u in upper)
    small = sorted(departments, key=lambda u: (len(u.listed), u.uid))[:80:2]
    for n in range(short):
        unit = small[n % len(small)]
        unit.listed.append(GENERIC[(n // len(small) + int(unit.uid[1:])) % len(GENERIC)])
    for unit in upper:
        unit.unlisted = list(_ALWAYS)
    short = UNLISTED - sum(len(u.unlisted) for u in upper)
    middle = sorted(departments, key=lambda u: (abs(len(u.listed) - 6), u.uid))
    turns = [u for u in towns for _ in range(3)] + middle
    for n, unit in enumerate(turns[:short]):
        have = len(unit.unlisted) - len(_ALWAYS)
        unit.unlisted.append(_IN_TURN[(have if unit in towns else n) % len(_IN_TURN)])


def _discipline(county: County) -> None:
    county.add(
        "departments",
        uid=DISCIPLINE,
        name="县纪委监委",
        kind="DISCIPLINE",
        system="PARTY",
        region=COUNTY_CODE,
    )
    for n, name in enumerate(RESIDENTS, 1):
        county.add(
            "departments",
            uid=f"J{n:02d}",
            name=name,
            kind="RESIDENT_DISCIPLINE",
            system="PARTY",
            region=COUNTY_CODE,
            parent=DISCIPLINE,
        )
        county.add("supervisions", supervisor=DISCIPLINE, supervised=f"J{n:02d}", kind="SUPERIOR")
    county.add(
        "sections", uid="J00-S1", name="党风政风监督室", department=DISCIPLINE, kind="DISCIPLINE"
    )


def _write(county: County, unit: Unit) -> None:
    town = None
    if unit.is_community:
        town = next(u.uid for u in county.units if u.region == f"{unit.region[:9]}000")
    county.add(
        "departments",
        uid=unit.uid,
        name=unit.name,
        kind=unit.kind,
        system=unit.system,
        uscc=unit.uscc,
        region=unit.region,
        parent=town,
    )
    county.add("supervisions", supervisor=unit.resident, supervised=unit.uid, kind="STATIONED")
    if town:
        county.add("supervisions", supervisor=town, supervised=unit.uid, kind="SUPERIOR")
        _bodies_of_community(county, unit)
        return
    types = {kind for kind, _ in unit.listed}
    for key, name, kind, needed in SECTIONS:
        if needed == "*" or types & set(needed.split()):
            unit.sections[key] = f"{unit.uid}-S{len(unit.sections) + 1}"
            county.add(
                "sections",
                uid=unit.sections[key],
                name=TOWN_SECTIONS[key] if unit.uid[0] == "T" else name,
                department=unit.uid,
                kind=kind,
            )
    _body_of_office(county, unit)


def _body_of_office(county: County, unit: Unit) -> None:
    party = unit.system == "PARTY"
    group = "党委会" if unit.kind in ("TOWN", "STREET") else "领导班子会议" if party else "党组"
    if unit.kind == "STREET":
        group = "党工委会"
    unit.bodies["team"] = f"{unit.uid}-B1"
    county.add(
        "bodies",
        uid=unit.bodies["team"],
        name=f"{unit.name}{group}",
        kind="PARTY_GROUP" if group == "党组" else "LEADERSHIP_TEAM",
        department=unit.uid,
    )
    extra = {
        "县委办公室": (
            ("standing", "县委常委会", "CPC_STANDING"),
            ("plenary", "县委全委会", "CPC_PLENARY"),
        ),
        "县政府办公室": (("executive", "县政府常务会议", "GOVERNMENT_EXECUTIVE"),),
    }
    for key, name, kind in extra.get(unit.name, ()):
        unit.bodies[key] = f"{unit.uid}-B{len(unit.bodies) + 1}"
        county.add("bodies", uid=unit.bodies[key], name=name, kind=kind, department=unit.uid)


def _bodies_of_community(county: County, unit: Unit) -> None:
    for n, (key, name, kind) in enumerate(
        (
            ("team", "“两委”联席会议", "LEADERSHIP_TEAM"),
            ("assembly", "居民代表会议", "VILLAGE_ASSEMBLY"),
            ("supervision", "居务监督委员会", "VILLAGE_SUPERVISION"),
        ),
        1,
    ):
        unit.bodies[key] = f"{unit.uid}-B{n}"
        county.add(
            "bodies",
            uid=unit.bodies[key],
            name=f"{unit.name}{name}",
            kind=kind,
            department=unit.uid,
        )
