"""Posts, the people who hold them, what they are in charge of, and who is kin to whom."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Final

from powergraph.demo.county import County, Unit
from powergraph.demo.units import DISCIPLINE
from powergraph.demo.words_people import (
    CHIEFS,
    COMMUNITY_POSTS,
    COUNTY_CHIEFS,
    COUNTY_LEADERS,
    DISCIPLINE_POSTS,
    DIVISION,
    FEMALE,
    MALE,
    PORTFOLIOS,
    POSTS,
    RESIDENT_POSTS,
    STREET_TEAM,
    SURNAMES,
    TOWN_TEAM,
)

SOCIAL_SUPERVISORS: Final = 12
_LEADERS: Final = frozenset(
    {"member2", "chief", "deputy1", "deputy2", "deputy3", "member", "deputy", "leader"}
)


class Registry:
    """Makes posts, and somebody new for each of them."""

    def __init__(self, county: County) -> None:
        self._county = county
        self._chance = county.random("people")
        self._names: set[str] = set()
        self._numbers: Counter[str] = Counter()
        self._count = 0

    def post(self, unit: str, title: str, duty: str, **cells: object) -> str:
        """A post and its holder; the uid of the post."""
        self._numbers[unit] += 1
        uid = f"{unit}-P{self._numbers[unit]:02d}"
        leading = duty in _LEADERS
        self._county.add(
            "posts",
            uid=uid,
            name=title,
            department=unit,
            is_top_leader=duty == "chief",
            is_team_member=leading,
            **{"is_key": False, "is_county_chief": False, **cells},
        )
        self._appoint(uid, duty, key=bool(cells.get("is_key")))
        return uid

    def official(self, *, certificate: bool | None = None, born: int | None = None) -> str:
        """Somebody with a name that nobody else has."""
        chance = self._chance
        self._count += 1
        male = chance.random() < 0.6
        while True:
            given = "".join(chance.sample(MALE if male else FEMALE, chance.choice((1, 2, 2))))
            name = chance.choice(SURNAMES) + given
            if name not in self._names:
                break
        self._names.add(name)
        uid = f"O{self._count:05d}"
        year = born or chance.randint(1972, 1999)
        self._county.add(
            "officials",
            uid=uid,
            name=name,
            gender="M" if male else "F",
            birth_month=f"{year}-{chance.randint(1, 12):02d}",
            has_certificate=certificate,
        )
        return uid

    def _appoint(self, post: str, duty: str, *, key: bool) -> None:
        chance = self._chance
        leading = duty in _LEADERS
        # Well inside nine years for leaders and five for key posts; nobody came in the last year.
        first = date(2020, 1, 6) if leading else date(2022, 3, 1) if key else date(2014, 3, 1)
        start = _some_day(chance, first, date(2025, 3, 31))
        certified = True if duty.startswith(("enforce", "check")) else None
        born = chance.randint(1968, 1984) if leading else None
        official = self.official(certificate=certified, born=born)
        self._county.add(
            "appointments",
            official=official,
            post=post,
            valid_from=start,
            mode="REGULAR",
            doc_no=f"示组干〔{start.year}〕{chance.randint(1, 90)}号" if leading else None,
        )
        if chance.random() < (0.15 if leading else 0.05):
            before = self.official(born=1966, certificate=certified)
            self._county.add(
                "appointments",
                official=before,
                post=post,
                valid_from=start - timedelta(days=chance.randint(700, 1500)),
                valid_to=start,
                mode="REGULAR",
            )


def build_people(county: County) -> None:
    """Add posts, officials, appointments, division of work, memberships and kin."""
    registry = Registry(county)
    leaders = _county_leaders(county, registry)
    _discipline(county, registry, leaders["县委书记"])
    residents: dict[str, list[str]] = {}
    for post in county.where("posts"):
        residents.setdefault(post["department"], []).append(post["uid"])
    for unit in county.units:
        unit.residents = residents[unit.resident]
        if unit.is_community:
            _community(county, registry, unit)
        else:
            _office(county, registry, unit, leaders)
    _memberships(county)
    _kin(county)
    for unit in county.units:
        clerk = unit.post("keeper") if not unit.is_community else unit.posts["work"][0]
        county.get("departments", unit.uid)["steward"] = county.holders(clerk)[0]


def _some_day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _county_leaders(county: County, registry: Registry) -> dict[str, str]:
    """The posts that lead the county, by title."""
    posts: dict[str, str] = {}
    above: str | None = None
    for unit in county.units[:2]:
        title = COUNTY_CHIEFS[unit.name]
        posts[title] = registry.post(
            unit.uid, title, "chief", rank="县处级正职", is_county_chief=True, reports_to=above
        )
        unit.posts["chief"] = [posts[title]]
        above = posts[title]
    for title, where in COUNTY_LEADERS:
        unit = next(u for u in county.units if u.name == where)
        posts[title] = registry.post(
            unit.uid, title, "leader", rank="县处级副职", reports_to=unit.post("chief")
        )
        unit.posts.setdefault("leader", []).append(posts[title])
    return posts


def _discipline(county: County, registry: Registry, secretary: str) -> None:
    """The discipline commission, its resident offices, and the social supervisors."""
    head = ""
    for n, title in enumerate(DISCIPLINE_POSTS):
        made = registry.post(
            DISCIPLINE,
            f"县纪委{title}",
            "leader" if 0 < n < 3 else "staff" if n else "chief",
            functions=["SUPERVISION"],
            section="J00-S1" if n > 2 else None,
            reports_to=head or secretary,
        )
        head = head or made
    for resident in county.where("departments", kind="RESIDENT_DISCIPLINE"):
        chief = ""
        for title in RESIDENT_POSTS:
            made = registry.post(
                resident["uid"],
                f"{resident['name'].removeprefix('县纪委监委')}{title}",
                "leader" if chief and title == "副书记" else "staff" if chief else "chief",
                functions=["SUPERVISION"],
                reports_to=chief or head,
            )
            chief = chief or made
    for n in range(SOCIAL_SUPERVISORS):
        registry.post(
            DISCIPLINE, f"社会监督员（{n + 1}）", "social", functions=["SOCIAL_SUPERVISOR"]
        )


def _team_titles(unit: Unit) -> list[str]:
    if unit.uid[0] == "T":
        return list(TOWN_TEAM if unit.kind == "TOWN" else STREET_TEAM)
    chief = next(title for end, title in CHIEFS if unit.name.endswith(end))
    deputy = f"副{chief}"
    return [chief, deputy, f"{deputy}（分管财务）", f"{deputy}（分管业务）", "党组成员"]


def _office(county: County, registry: Registry, unit: Unit, leaders: dict[str, str]) -> None:
    large = len(unit.listed) + len(unit.unlisted) >= 7
    titles = _team_titles(unit)
    duties = ["chief", "deputy1", "deputy2", *(["deputy3", "member"] if large else [])]
    if unit.name in COUNTY_CHIEFS:  # its chief leads the county; its first deputy leads the office
        titles[1] = titles[0]
        titles.append("党组成员（督查）")
        duties = ["chief", "deputy1", "deputy2", "deputy3", "member", "member2"]
    for duty, title in zip(duties, titles, strict=False):
        if duty in unit.posts:
            continue
        unit.posts[duty] = [
            registry.post(
                unit.uid,
                f"{unit.name}{title}",
                duty,
                rank="乡科级正职" if duty == "chief" else "乡科级副职",
                functions=["APPROVAL"],
                reports_to=_superior(county, unit, leaders)
                if duty == "chief"
                else unit.post("chief"),
            )
        ]
    unit.posts.setdefault("deputy3", unit.posts["deputy2"])
    unit.posts.setdefault("member", unit.posts["deputy1"])
    team = [unit.posts[d][0] for d in duties]
    unit.team = team[1:] if unit.name in COUNTY_CHIEFS else team
    for duty, title, section, functions, is_key, above in POSTS:
        if section in unit.sections:
            post = registry.post(
                unit.uid,
                f"{unit.name}{_title(county, unit, section, title)}",
                duty,
                section=unit.sections[section],
                functions=functions.split(),
                is_key=is_key,
                reports_to=unit.post(above),
            )
            unit.posts.setdefault(duty, []).append(post)
    # The discipline officer of a unit answers to the resident office, not to the unit's chief.
    unit.posts["inspector"] = [
        registry.post(
            unit.uid,
            f"{unit.name}纪检委员",
            "inspector",
            section=unit.sections["discipline"],
            functions=["SUPERVISION"],
            reports_to=unit.residents[0],
        )
    ]
    _charges(county, unit)


def _title(county: County, unit: Unit, section: str, title: str) -> str:
    if unit.uid[0] == "T" and title.endswith(("股长", "办公室主任")):
        return f"{county.get('sections', unit.sections[section])['name']}负责人"
    return title


def _superior(county: County, unit: Unit, leaders: dict[str, str]) -> str:
    if unit.system in ("NPC", "CPPCC"):
        return leaders["县委书记"]
    if unit.system != "GOVERNMENT" or unit.uid[0] == "T":
        return leaders["县委副书记"]
    for words, title in PORTFOLIOS:
        if not words or any(w in unit.name for w in words.split()):
            return leaders[title]
    raise LookupError(unit.name)


def _charges(county: County, unit: Unit) -> None:
    papers = {"valid_from": date(2025, 4, 1), "doc_no": f"{unit.uid}〔2025〕3号"}
    chief = unit.post("chief")
    county.add(
        "charges", post=chief, target_label="Department", target=unit.uid, domain="OTHER",
        direct=True, **papers,
    )  # fmt: skip
    for duty, division in DIVISION.items():
        for section, domain in division:
            if section in unit.sections:
                county.add(
                    "charges", post=unit.post(duty), target_label="Section",
                    target=unit.sections[section], domain=domain, direct=True, **papers,
                )  # fmt: skip


def _community(county: County, registry: Registry, unit: Unit) -> None:
    town = county.unit(str(county.get("departments", unit.uid)["parent"]))
    for duty, title, functions in COMMUNITY_POSTS:
        supervisor = duty == "supervisor"
        post = registry.post(
            unit.uid,
            f"{unit.name}{title}",
            duty,
            functions=functions.split(),
            reports_to=None
            if supervisor
            else town.post("deputy2")
            if duty == "chief"
            else unit.post("chief"),
        )
        unit.posts.setdefault(duty, []).append(post)
    unit.team = [*unit.posts["chief"], *unit.posts["deputy"], *unit.posts["member"]]


def _memberships(county: County) -> None:
    for unit in county.units:
        _member_rows(county, unit.bodies["team"], unit.team)
        if unit.is_community:
            _member_rows(county, unit.bodies["supervision"], unit.posts["supervisor"])
    office, government = county.units[:2]
    standing = [
        office.post("chief"),
        government.post("chief"),
        office.post("leader"),
        government.post("leader"),
        office.post("deputy1"),
        county.where("posts", department=DISCIPLINE)[0]["uid"],
        *(u.post("chief") for u in county.units[4:8]),
    ]
    _member_rows(county, office.bodies["standing"], standing)
    plenary = standing + [
        u.post("chief")
        for u in county.units[2:]
        if not u.is_community and u.post("chief") not in standing
    ]
    _member_rows(county, office.bodies["plenary"], plenary[:33])
    _member_rows(
        county,
        government.bodies["executive"],
        [government.post("chief"), *government.posts["leader"]],
    )


def _member_rows(county: County, body: str, posts: list[str]) -> None:
    for n, post in enumerate(posts):
        official = county.holders(post)[0]
        role = "CHAIR" if n == 0 else "MEMBER"
        county.add("memberships", official=official, body=body, role=role)
    county.get("bodies", body)["seats"] = len(posts)


def _kin(county: County) -> None:
    """Kin who work in units that have nothing to do with one another."""
    chance = county.random("kin")
    offices = [u for u in county.units if u.uid[0] == "D"][16:]
    kinds = ("SPOUSE", "SPOUSE", "LINEAL", "COLLATERAL_3", "NEAR_AFFINITY")
    for n in range(30):
        here, there = offices[n], offices[(n + 35) % len(offices)]
        county.add(
            "kinships",
            official=county.holders(here.post("keeper"))[0],
            relative=county.holders(there.post("office_head"))[0],
            kind=chance.choice(kinds),
        )
