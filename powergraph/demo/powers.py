"""Powers with their roles, steps, duties, standards and disclosures; the lists they stand in."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any, Final

from powergraph.demo.county import County, Row, Unit, workday
from powergraph.demo.lists import add_changes, add_delegations, add_list
from powergraph.demo.words_powers import (
    ACCOUNTABILITY,
    ALWAYS_HIGH,
    CONDITIONS,
    DECISION_STEPS,
    DOMAIN_WORDS,
    DOMAINS,
    DUTIES,
    GRADES,
    INTERNAL_RULES,
    LAWS,
    MAJOR_STEPS,
    STEPS,
    TYPE_LAWS,
)
from powergraph.demo.words_units import COMMUNITY_POWERS, COUNTY, COUNTY_CODE

DISCRETION_TYPES: Final = frozenset({"02", "03", "09"})
CORE_TYPES: Final = frozenset({"01", "02", "06"})
PUBLIC_TYPES: Final = frozenset(STEPS) - {"P1", "N1", "V1"}
ISSUED: Final = date(2025, 12, 1)


class PowerBuilder:
    """Makes powers that lack nothing, one after the other; also used to plant too many of them."""

    def __init__(self, county: County) -> None:
        self.county = county
        self._chance = county.random("powers")
        self._bases: dict[str, str] = {}
        self._serial = 0
        social = county.where("posts", functions=["SOCIAL_SUPERVISOR"])
        self._social = [p["uid"] for p in social]
        self._roles_of: Counter[str] = Counter()
        self._load: dict[str, tuple[int, int]] = {}  # post: high-risk decisions, all decisions

    def make(
        self, unit: Unit, number: int, kind: str, name: str, domain: str | None, listed: bool
    ) -> Row:
        """Add a power and all that belongs to it."""
        chance = self._chance
        domain = domain or _domain(kind, name)
        level = _risk_level(kind, domain, chance)
        major = kind in ("N1", "V1") and domain in ALWAYS_HIGH and domain != "PERSONNEL"
        major = major or (kind in ("01", "03") and level == "HIGH")
        self._serial += 1
        uid = f"{unit.uid}-W{number:02d}"
        legal, promised = _limits(kind, chance)
        basic = f"990A{self._serial:05d}00000"
        power = self.county.add(
            "powers",
            uid=uid,
            name=name,
            power_type=kind,
            department=unit.uid,
            section=unit.sections.get(_section(kind, domain)),
            list=f"{unit.uid}-L1" if listed else None,
            system=_system(kind),
            domain=domain,
            asset_kind=_asset_kind(name, domain),
            review_status="CONFIRMED",
            item_level="MAIN",
            level="VILLAGE" if unit.is_community else "TOWN" if unit.uid[0] == "T" else "COUNTY",
            risk_level=level,
            has_discretion=kind in DISCRETION_TYPES,
            is_core=unit.uid[0] == "D" and kind in CORE_TYPES and level == "HIGH",
            is_major=major,
            is_sensitive=kind == "05" or domain == "BENEFIT_POLICY",
            legal_days=legal,
            promised_days=promised,
            day_kind="WORKING" if legal else None,
            status="ACTIVE",
            conditions=CONDITIONS,
            supervise_phone=f"0000-{6000000 + self._serial * 37:07d}",
            basic_code=basic,
            impl_code=f"{basic}-{COUNTY_CODE}000000-000-{unit.uscc}-1-00" if listed else None,
            has_flow_chart=True,
            has_risk_chart=True,
            valid_from=date(2024, 1, 1),
        )
        self._authorize(unit, power)
        roles = self._roles(unit, power)
        self._steps(power, roles)
        self._duties(power)
        self._disclose(power)
        return power

    def _authorize(self, unit: Unit, power: Row) -> None:
        kind = power["power_type"]
        if kind in ("N1", "P1"):
            rules = [INTERNAL_RULES[power["domain"]]]
        else:
            law = next((n for words, n in LAWS if any(w in unit.name for w in words.split())), None)
            names = [law if kind in PUBLIC_TYPES and kind not in ("08", "20") else None]
            names.append(TYPE_LAWS.get(kind))
            rules = [(n, "LAW") for n in names if n]
        if not unit.is_community and (kind in PUBLIC_TYPES or not rules):
            rules.append((f"{COUNTY}{unit.name}职能配置、内设机构和人员编制规定", "SANDING"))
        for name, basis_kind in rules:
            self.county.add(
                "authorizations",
                power=power["uid"],
                basis=self._basis(name, basis_kind),
                article="有关条款（合成数据，未逐条核对）",
            )

    def _basis(self, name: str, kind: str) -> str:
        if name not in self._bases:
            self._bases[name] = f"B{len(self._bases) + 1:03d}"
            since = date(2024, 3, 1) if kind == "SANDING" else None
            self.county.add(
                "legal_bases", uid=self._bases[name], name=name, kind=kind, effective_from=since
            )
        return self._bases[name]

    def _roles(self, unit: Unit, power: Row) -> dict[str, str]:
        """The roles of a power, by kind; the main one where there are several of a kind."""
        holders = self._deciders(unit, power)
        roles = {
            "DECISION": self._role(power, "DECISION", "决策", holders),
            "EXECUTION": self._role(
                power, "EXECUTION", "执行", [("Post", p) for p in executors(unit, power)]
            ),
        }
        watchers = unit.residents[2:]
        watcher = watchers[self._serial % len(watchers)]
        roles["SUPERVISION"] = self._role(
            power, "SUPERVISION", "纪检监督", [("Post", watcher)], party="DISCIPLINE"
        )
        if unit.is_community:
            body = [("Body", unit.bodies["supervision"])]
            self._role(power, "SUPERVISION", "居务监督", body, party="SOCIETY")
        else:
            officer = [("Post", unit.post("inspector"))]
            self._role(power, "SUPERVISION", "内部监督", officer, party="DEPARTMENT")
        if power["is_sensitive"] and not unit.is_community:
            one = self._social[self._serial % len(self._social)]
            self._role(power, "SUPERVISION", "社会监督", [("Post", one)], party="SOCIETY")
        return roles

    def _role(
        self, power: Row, kind: str, name: str, holders: list[tuple[str, str]], **cells: Any
    ) -> str:
        self._roles_of[power["uid"]] += 1
        uid = f"{power['uid']}-R{self._roles_of[power['uid']]}"
        self.county.add("roles", uid=uid, power=power["uid"], kind=kind, name=name, **cells)
        for label, holder in holders:
            self.county.add(
                "role_holders",
                role=uid,
                holder_label=label,
                holder=holder,
                valid_from=date(2025, 4, 1),
            )
        return uid

    def _deciders(self, unit: Unit, power: Row) -> list[tuple[str, str]]:
        """Who decides: the team together on people, money and grave matters, else one of it.

        The one with the fewest decisions takes the next, and nobody takes two of high risk: so
        decisions stay spread, however many powers a unit has.
        """
        high = power["risk_level"] == "HIGH"
        if power["power_type"] in ("N1", "P1") or (
            unit.is_community and power["domain"] in (*ALWAYS_HIGH, "ASSETS")
        ):
            big = unit.is_community and power["is_major"]
            return [("Body", unit.bodies["assembly" if big else "team"])]
        free = [p for p in unit.team if not high or self._load.get(p, (0, 0))[0] == 0]
        if not free:
            return [("Body", unit.bodies["team"])]
        post = min(free, key=lambda p: (self._load.get(p, (0, 0))[1], -unit.team.index(p)))
        grave, total = self._load.get(post, (0, 0))
        self._load[post] = (grave + high, total + 1)
        return [("Post", post)]

    def _steps(self, power: Row, roles: dict[str, str]) -> None:
        for seq, (kind, name, mandatory) in enumerate(steps_of(power), 1):
            role = roles["DECISION" if kind in DECISION_STEPS else "EXECUTION"]
            self.county.add(
                "steps",
                uid=f"{power['uid']}-E{seq}",
                power=power["uid"],
                seq=seq,
                name=name,
                kind=kind,
                days=self._chance.randint(1, 3),
                mandatory=mandatory,
                role=role,
            )

    def _duties(self, power: Row) -> None:
        for n in range(2 if power["risk_level"] == "HIGH" else 1):
            self.county.add(
                "duties",
                uid=f"{power['uid']}-Y{n + 1}",
                power=power["uid"],
                text=DUTIES[n],
                accountability=ACCOUNTABILITY[n],
            )
        if power["has_discretion"]:
            for n, (situation, lower, upper) in enumerate(GRADES, 1):
                self.county.add(
                    "discretion_standards",
                    uid=f"{power['uid']}-G{n}",
                    power=power["uid"],
                    situation=situation,
                    lower=lower,
                    upper=upper,
                    unit="元" if power["power_type"] != "03" else "元（涉案货值）",
                )

    def _disclose(self, power: Row) -> None:
        internal = power["power_type"] in ("N1", "P1", "V1")
        usual = "BOARD" if internal else "WEBSITE"
        wanted = [
            ("POWER", "TEXT", usual),
            ("PROCEDURE", "FLOW_CHART", usual),
            ("PROCEDURE", "RISK_CHART", usual),
            ("RESULT", "TEXT", usual if internal else "TRANSPARENCY_NET"),
        ]
        if power["has_discretion"]:
            wanted.append(("DISCRETION", "TEXT", usual))
        if power["is_major"] or power["is_sensitive"]:
            wanted.append(("POWER", "TEXT", "DISPLAY_BOARD"))
        formed = ISSUED + timedelta(days=self._chance.randint(0, 60))
        for n, (element, artifact, platform) in enumerate(wanted, 1):
            self.county.add(
                "disclosures",
                uid=f"{power['uid']}-D{n}",
                power=power["uid"],
                element=element,
                artifact=artifact,
                platform=platform,
                formed_on=formed,
                published_on=workday(formed + timedelta(days=self._chance.randint(1, 8))),
            )


def build_powers(county: County) -> PowerBuilder:
    """Add the powers of all units and their lists, the templates of steps and a few changes."""
    builder = PowerBuilder(county)
    domains = {name: domain for name, domain, _ in COMMUNITY_POWERS}
    for unit in county.units:
        add_list(county, unit)
        number = 0
        # The ones of high risk choose among the team first; see `_deciders`.
        for kind, name in unit.listed:
            number += 1
            domain = domains.get(name) if unit.is_community else None
            builder.make(unit, number, kind, name, domain, listed=True)
        for kind, name, domain in unit.unlisted:
            number += 1
            builder.make(unit, number, kind, name, domain, listed=False)
    for kind, steps in STEPS.items():
        for seq, (step, name, mandatory) in enumerate(steps, 1):
            county.add(
                "template_steps",
                uid=f"M-{kind}-{seq}",
                power_type=kind,
                seq=seq,
                name=name,
                kind=step,
                mandatory=mandatory,
            )
    add_changes(county)
    add_delegations(county)
    return builder


def executors(unit: Unit, power: Row) -> list[str]:
    """The posts that carry a power out: the head of the section first, then its staff."""
    kind, domain = power["power_type"], power["domain"]
    if unit.is_community:
        return list(unit.posts["work"])
    if kind in ("N1", "P1"):
        internal = {
            "PERSONNEL": ["personnel_head"],
            "FINANCE": ["finance_head"],
            "PROCUREMENT": ["clerk"],
            "CONSTRUCTION": ["work_head"],
            "ASSETS": ["keeper"],
            "OTHER": ["personnel_head"],
        }
        return [unit.post(d) for d in internal[domain]]
    section = _section(kind, domain)
    return [unit.post(f"{section}_head"), *unit.posts[section]]


def steps_of(power: Row) -> list[tuple[str, str, bool]]:
    """The steps of a power, with those that a major one needs."""
    steps = list(STEPS[power["power_type"]])
    if not power["is_major"]:
        return steps
    for kind, name, mandatory in MAJOR_STEPS:
        known = [n for n, s in enumerate(steps) if s[0] == kind]
        at = known[0] if known else [s[0] for s in steps].index("DECIDE")
        if kind == "LEGAL_REVIEW" and any(s[0] == "COLLECTIVE" for s in steps) and not known:
            at = [s[0] for s in steps].index("COLLECTIVE")
        steps[at : at + len(known)] = [(kind, steps[at][1] if known else name, mandatory)]
    return steps


def _section(kind: str, domain: str) -> str:
    if kind in ("N1", "P1"):
        return {"FINANCE": "finance", "PERSONNEL": "personnel"}.get(domain, "office")
    return {"01": "licence", "02": "enforce", "03": "enforce", "06": "check"}.get(kind, "work")


def _domain(kind: str, name: str) -> str:
    for word, domain, types in DOMAIN_WORDS:
        if word in name and kind in types.split():
            return domain
    return DOMAINS[kind]


def _system(kind: str) -> str:
    return {"P1": "PARTY", "N1": "INTERNAL", "V1": "VILLAGE"}.get(kind, "ADMIN")


def _asset_kind(name: str, domain: str) -> str | None:
    for community, _, kind in COMMUNITY_POWERS:
        if community == name and kind:
            return kind
    return {"FINANCE": "FUND", "ASSETS": "ASSET", "LAND": "RESOURCE"}.get(domain)


def _risk_level(kind: str, domain: str, chance: random.Random) -> str:
    if domain in ALWAYS_HIGH:
        return "HIGH"
    draw = chance.random()
    if kind in ("01", "02", "03") or domain in ("ASSETS", "LAND"):
        return "HIGH" if draw < 0.4 else "MEDIUM"
    if kind in ("04", "05", "06", "09"):
        return "HIGH" if kind == "06" and draw < 0.15 else "MEDIUM"
    return "MEDIUM" if draw < 0.35 else "LOW"


def _limits(kind: str, chance: random.Random) -> tuple[int | None, int | None]:
    """Legal and promised days."""
    if kind not in PUBLIC_TYPES or kind in ("02", "03", "06"):
        return None, None
    legal = chance.choice((20, 20, 15, 30) if kind in ("01", "04") else (20, 30))
    return legal, chance.choice((5, 7, 10, 12))
