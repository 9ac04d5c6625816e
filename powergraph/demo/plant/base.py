"""What plants are made with: finding a place, changing little, saying what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeAlias

from powergraph.demo.cases import CaseBuilder
from powergraph.demo.county import County, Planted, Row, Unit
from powergraph.demo.powers import PowerBuilder

SINCE: Final = date(2025, 6, 2)
# In the last ninety days: the unit may have no other case, and its records must not look stale.
ACCEPTED: Final = date(2026, 5, 20)

Finding: TypeAlias = tuple[str, str, tuple[str, ...]]


class Planter:
    """Hands out places in the county, each unit to one plant only, so that none touches another."""

    def __init__(self, county: County, builder: PowerBuilder) -> None:
        self.county = county
        self.builder = builder
        self.cases = CaseBuilder(county)
        self._made = 0
        self._taken: set[str] = set()
        self._touched: set[str] = set()
        self._matters: dict[str, list[Row]] = {}
        for matter in county.where("matters"):
            self._matters.setdefault(matter["department"], []).append(matter)
        self._by_unit: dict[str, list[Row]] = {}
        for power in county.where("powers"):
            self._by_unit.setdefault(power["department"], []).append(power)

    def unit(self, wanted: Callable[[Unit], bool]) -> Unit:
        """The first unit of this sort that no plant has taken yet; it is taken now.

        Where none is left, the last one that has been taken: what it is wanted for is then another
        of its powers. The offices that lead the county are left alone.
        """
        units = self.county.units[2:]
        free = (u for u in units if u.uid not in self._taken)
        for unit in (*free, *reversed(units)):
            if wanted(unit):
                self._taken.add(unit.uid)
                return unit
        raise LookupError("the county has no such unit left")

    def power(
        self, where: str, wanted: Callable[[Row], bool], *, by_post: bool = False
    ) -> tuple[Unit, Row]:
        """A power of a unit that no plant has taken yet, with that unit.

        Args:
            where: the first letters of units to look in: D departments, T towns, C communities.
            wanted: what the power must be like.
            by_post: a post decides on it, not a body.
        """

        def fits(power: Row) -> bool:
            free = power["uid"] not in self._touched
            return free and wanted(power) and (not by_post or self.decider(power) is not None)

        unit = self.unit(lambda u: u.uid[0] in where and any(map(fits, self._by_unit[u.uid])))
        power = next(filter(fits, self._by_unit[unit.uid]))
        self._touched.add(power["uid"])
        return unit, power

    def powers(self, unit: Unit) -> list[Row]:
        """The powers that a unit has in the clean county."""
        return self._by_unit[unit.uid]

    def decider(self, power: Row) -> str | None:
        """The post that decides on a power in the clean county; None where a body does."""
        return self.cases.decider(power["uid"])

    def idle(self, *kinds: str) -> Row:
        """A power of these types in a department without core powers.

        A case planted there makes no other rule ask why the core powers have none.
        """
        return self.power(
            "D",
            lambda p: (
                p["power_type"] in kinds
                and not any(q["is_core"] for q in self._by_unit[p["department"]])
            ),
        )[1]

    def case(
        self, power: Row, accepted: date = ACCEPTED, *, major: bool = False
    ) -> tuple[Row, tuple[str, ...]]:
        """A case of a power, as good as the generated ones, and who handled it."""
        self._made += 1
        chance = self.county.random(f"planted case {self._made}")
        uid = f"P{self._made:06d}"
        made, events = self.cases.make(uid, power, accepted, chance, major=major)
        case = self.county.add("cases", **made)
        for event in events:
            self.county.add("case_events", **event)
        return case, tuple(sorted({e["official"] for e in events}))

    def events(self, case: Row) -> list[Row]:
        """The events of a planted case."""
        return self.county.where("case_events", case=case["uid"])

    def matter(
        self, where: str, wanted: Callable[[Row], bool] = lambda _: True
    ) -> tuple[Unit, Row, Row]:
        """A matter, alone in its meeting, of a unit that no plant has taken; the meeting too.

        No contract and no payment hangs on it.
        """
        bought = {r.get("matter") for t in ("contracts", "payments") for r in self.county.where(t)}

        def fits(matter: Row) -> bool:
            alone = (
                sum(m["meeting"] == matter["meeting"] for m in self._matters[matter["department"]])
                == 1
            )
            return alone and matter["uid"] not in bought and wanted(matter)

        unit = self.unit(lambda u: u.uid[0] in where and any(map(fits, self._matters[u.uid])))
        matter = next(filter(fits, self._matters[unit.uid]))
        return unit, matter, self.county.get("meetings", matter["meeting"])

    def role(self, power: Row, kind: str, name: str | None = None) -> str:
        """The uid of the first role of that kind, or of that name."""
        return str(
            next(
                r["uid"]
                for r in self.county.where("roles", power=power["uid"], kind=kind)
                if name in (None, r["name"])
            )
        )

    def fill(self, role: str, post: str) -> None:
        """Let a post fill a role too."""
        self.county.add(
            "role_holders", role=role, holder_label="Post", holder=post, valid_from=SINCE
        )

    def empty(self, role: str) -> None:
        """Take everybody out of a role; the role stays."""
        self.county.remove("role_holders", lambda r: r["role"] == role)

    def replace(self, role: str, post: str) -> None:
        """Let one post alone fill a role."""
        self.empty(role)
        self.fill(role, post)

    def drop_roles(self, power: Row, kind: str, *, keep: str | None = None) -> None:
        """Delete the roles of a kind, with who fills them; the steps lose them."""
        gone = {
            r["uid"]
            for r in self.county.where("roles", power=power["uid"], kind=kind)
            if r["uid"] != keep
        }
        self.county.remove("roles", lambda r: r["uid"] in gone)
        self.county.remove("role_holders", lambda r: r["role"] in gone)
        for step in self.county.where("steps", power=power["uid"]):
            if step.get("role") in gone:
                step["role"] = None

    def new_post(self, unit: Unit, title: str, holder: str | None = None, **cells: Any) -> str:
        """A post more in a unit, held by an official who keeps their own post, or by nobody."""
        number = len(self.county.where("posts", department=unit.uid)) + 1
        uid = f"{unit.uid}-P{number:02d}"
        self.county.add(
            "posts",
            uid=uid,
            name=f"{unit.name}{title}",
            department=unit.uid,
            is_top_leader=False,
            is_county_chief=False,
            is_team_member=False,
            is_key=False,
            **cells,
        )
        if holder:
            self.county.add(
                "appointments", official=holder, post=uid, valid_from=SINCE, mode="CONCURRENT"
            )
        return uid

    def holder(self, post: str) -> str:
        """The official who holds a post."""
        return self.county.holders(post)[0]

    def who(self, *posts: str) -> tuple[str, ...]:
        """The officials who hold any of these posts, sorted."""
        return tuple(sorted({o for p in posts for o in self.county.holders(p)}))

    def decided(self, power: Row) -> str:
        """The post that decides on a power that was asked for with `by_post`.

        Raises:
            LookupError: a body decides.
        """
        post = self.decider(power)
        if post is None:
            raise LookupError(power["uid"])
        return post


Plant: TypeAlias = Callable[[Planter], Planted]


def planted(zh: str, en: str, *findings: Finding) -> Planted:
    """What was planted, and every finding that follows."""
    return Planted(zh, en, findings)
