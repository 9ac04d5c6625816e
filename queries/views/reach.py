"""How far one official reaches: posts, division of work, lines of report, bodies, and powers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from graph.store import Row, Store
from queries.views.frame import valid
from queries.views.network import Named, known_mark, named
from queries.views.nodes import split

# By which way somebody reaches a power: a post of their own, a body they sit in, a post that
# reports to theirs, or a unit or power that a post of theirs is in charge of.
How: TypeAlias = Literal["post", "body", "below", "charge"]
HOWS: Final[tuple[How, ...]] = ("post", "body", "below", "charge")
_LEVELS: Final = 6  # of report, up and down
_CHARGED: Final = ("Department", "Section", "Power")


@dataclass(frozen=True, slots=True)
class Held:
    """A post that the official holds: where, how, and since when."""

    post: Named
    unit: str | None
    section: str | None
    mode: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Charge:
    """What a post is in charge of; `direct` is None where nothing is stated."""

    post: str
    target: Named
    domain: str | None
    direct: bool | None
    doc_no: str | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A body that the official is a member of, and as what."""

    body: Named
    role: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A post above or below: `of` is the post one step nearer, `level` how many steps away."""

    post: Named
    of: str
    level: int
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How a power is reached. `kind` is the role, none where the power is only supervised."""

    how: How
    through: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A power in use, who exercises it, and every way to it."""

    power: Named
    unit: str | None
    ways: tuple[Way, ...]

    def hows(self, kind: str | None) -> tuple[How, ...]:
        """The ways on which it is reached in a role, nearest first."""
        found = {way.how for way in self.ways if way.kind == kind}
        return tuple(how for how in HOWS if how in found)


@dataclass(frozen=True, slots=True)
class Reach:
    """One official at a day."""

    official: Named
    held: tuple[Held, ...] = ()
    charges: tuple[Charge, ...] = ()
    seats: tuple[Seat, ...] = ()
    above: tuple[Report, ...] = ()
    below: tuple[Report, ...] = ()
    powers: tuple[Reached, ...] = field(default=(), repr=False)

    def count(self, kind: str, hows: Iterable[How] = HOWS) -> int:
        """How many powers are reached in a role, on these ways."""
        ways = set(hows)
        return sum(
            any(way.kind == kind and way.how in ways for way in reached.ways)
            for reached in self.powers
        )


def reach(store: Store, uid: str, as_of: date) -> Reach | None:
    """How far an official reaches at a day; None where there is no such official."""
    found = named(store, [f"Official/{uid}"])
    if not found:
        return None
    [official] = found.values()
    held = _held(store, uid, as_of)
    posts = [split(h.post.ref)[1] for h in held]
    charges = _charges(store, posts, as_of)
    seats = [
        Seat(_named("Body", row), row["role"])
        for row in store.read(_SEATS, {"uid": uid, "as_of": as_of})
    ]
    below = _reports(store, posts, as_of, _BELOW)
    powers = _Powers(store, as_of)
    powers.through("post", "Post", posts)
    powers.through("body", "Body", [split(s.body.ref)[1] for s in seats])
    powers.through("below", "Post", [split(r.post.ref)[1] for r in below])
    powers.charged(charges)
    return Reach(
        official,
        tuple(held),
        tuple(charges),
        tuple(seats),
        tuple(_reports(store, posts, as_of, _ABOVE)),
        tuple(below),
        powers.all(),
    )


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        "posts": _POSTS,
        "seats": _SEATS,
        "above": _ABOVE,
        "below": _BELOW,
        "people": _PEOPLE,
        "units": _UNITS,
        **{f"charges {label}": _charges_of(label) for label in _CHARGED},
        **{f"charged {label}": text for label, text in _IN_CHARGE.items()},
        **{f"roles {label}": _roles_of(label) for label in ("Post", "Body")},
    }


@dataclass(slots=True)
class _Powers:
    """Powers as they are found, with the ways to them."""

    store: Store
    as_of: date
    powers: dict[str, Named] = field(default_factory=dict)
    ways: dict[str, dict[Way, None]] = field(default_factory=dict)

    def through(self, how: How, label: str, uids: Sequence[str]) -> None:
        """Powers of whose roles these holders fill one."""
        if uids:
            for row in self._read(_roles_of(label), uids):
                self._add(row, Way(how, f"{label}/{row['holder']}", row["kind"]))

    def charged(self, charges: Iterable[Charge]) -> None:
        """Powers of what somebody is in charge of."""
        by_label: dict[str, list[str]] = {}
        for charge in charges:
            label, uid = split(charge.target.ref)
            by_label.setdefault(label, []).append(uid)
        for label, uids in by_label.items():
            for row in self._read(_IN_CHARGE[label], uids):
                self._add(row, Way("charge", f"{label}/{row['holder']}"))

    def all(self) -> tuple[Reached, ...]:
        """By the nearest way and the name."""
        units = {row["uid"]: row["unit"] for row in self._read(_UNITS, list(self.powers))}
        found = [
            Reached(power, units.get(uid), tuple(self.ways[uid]))
            for uid, power in self.powers.items()
        ]
        return tuple(sorted(found, key=_nearest))

    def _read(self, cypher: str, uids: Sequence[str]) -> list[Row]:
        return self.store.read(cypher, {"uids": list(uids), "as_of": self.as_of})

    def _add(self, row: Row, way: Way) -> None:
        uid = row["uid"]
        self.powers.setdefault(
            uid, Named(f"Power/{uid}", row["name"] or uid, known_mark(row["risk_level"]))
        )
        self.ways.setdefault(uid, {})[way] = None


def _nearest(reached: Reached) -> tuple[int, str, str]:
    nearest = min(HOWS.index(way.how) for way in reached.ways)
    return nearest, reached.power.name, reached.power.ref


def _named(label: str, row: Row) -> Named:
    return Named(f"{label}/{row['uid']}", row["name"] or row["uid"])


def _held(store: Store, uid: str, as_of: date) -> list[Held]:
    found: dict[str, Held] = {}
    for row in store.read(_POSTS, {"uid": uid, "as_of": as_of}):
        post = Held(
            _named("Post", row), row["unit"], row["section"], row["mode"], row["valid_from"]
        )
        found.setdefault(post.post.ref, post)
    return list(found.values())


def _charges(store: Store, posts: Sequence[str], as_of: date) -> list[Charge]:
    found: list[Charge] = []
    for label in _CHARGED if posts else ():
        for row in store.read(_charges_of(label), {"uids": list(posts), "as_of": as_of}):
            found.append(
                Charge(row["post"], _named(label, row), row["domain"], row["direct"], row["doc_no"])
            )
    return found


def _reports(store: Store, posts: Sequence[str], as_of: date, step: str) -> list[Report]:
    """Level by level, each post once; who reports in a circle is not followed round it."""
    found: dict[str, Report] = {}
    seen = set(posts)
    edge = list(posts)
    for level in range(1, _LEVELS + 1):
        if not edge:
            break
        rows = store.read(step, {"uids": edge, "as_of": as_of})
        edge = []
        for row in rows:
            if row["uid"] not in seen:
                seen.add(row["uid"])
                edge.append(row["uid"])
                found[row["uid"]] = Report(_named("Post", row), f"Post/{row['of']}", level)
    people: dict[str, list[str]] = {}
    params: dict[str, Any] = {"uids": list(found), "as_of": as_of}
    for row in store.read(_PEOPLE, params) if found else ():
        people.setdefault(row["post"], []).append(row["name"])
    return [Report(r.post, r.of, r.level, tuple(people.get(uid, ()))) for uid, r in found.items()]


_POSTS: Final = f"""
MATCH (o:Official {{uid: $uid}})-[h:HOLDS]->(p:Post)
WHERE {valid("h", "p")}
OPTIONAL MATCH (p)-[i:IN_DEPARTMENT]->(d:Department)
WHERE {valid("i")}
OPTIONAL MATCH (p)-[j:IN_SECTION]->(s:Section)
WHERE {valid("j")}
RETURN p.uid AS uid, p.name AS name, d.name AS unit, s.name AS section, h.mode AS mode,
       h.valid_from AS valid_from
ORDER BY uid, valid_from, unit, section, mode
"""

_SEATS: Final = f"""
MATCH (o:Official {{uid: $uid}})-[m:MEMBER_OF]->(b:Body)
WHERE {valid("m", "b")}
RETURN DISTINCT b.uid AS uid, b.name AS name, m.role AS role
ORDER BY uid, role
"""

_STEP: Final = f"""
UNWIND $uids AS wanted
MATCH (a:Post {{{{uid: wanted}}}})
MATCH (a){{}}(b:Post)
WHERE {valid("x", "b")}
RETURN DISTINCT a.uid AS of, b.uid AS uid, b.name AS name
ORDER BY of, uid
"""
_ABOVE: Final = _STEP.format("-[x:REPORTS_TO]->")
_BELOW: Final = _STEP.format("<-[x:REPORTS_TO]-")

_PEOPLE: Final = f"""
UNWIND $uids AS wanted
MATCH (p:Post {{uid: wanted}})
MATCH (p)<-[h:HOLDS]-(o:Official)
WHERE {valid("h", "o")}
RETURN DISTINCT p.uid AS post, o.name AS name
ORDER BY post, name
"""

_UNITS: Final = f"""
UNWIND $uids AS wanted
MATCH (w:Power {{uid: wanted}})
MATCH (w)-[x:EXERCISED_BY]->(d:Department)
WHERE {valid("x")}
RETURN w.uid AS uid, min(d.name) AS unit
ORDER BY uid
"""

_ACTIVE: Final = "(w.status IS NULL OR w.status = 'ACTIVE')"
_POWER: Final = "w.uid AS uid, w.name AS name, w.risk_level AS risk_level"

_POWERS_OF: Final = f"""
UNWIND $uids AS wanted
MATCH (t:{{label}} {{{{uid: wanted}}}})
MATCH (t)<-[x:{{type}}]-(w:Power)
WHERE {_ACTIVE} AND {valid("x", "w")}
RETURN DISTINCT t.uid AS holder, {_POWER}
ORDER BY holder, uid
"""
_IN_CHARGE: Final = {
    "Department": _POWERS_OF.format(label="Department", type="EXERCISED_BY"),
    "Section": _POWERS_OF.format(label="Section", type="HANDLED_IN"),
    "Power": f"""
UNWIND $uids AS wanted
MATCH (w:Power {{uid: wanted}})
WHERE {_ACTIVE} AND {valid("w")}
RETURN DISTINCT w.uid AS holder, {_POWER}
ORDER BY holder, uid
""",
}


def _charges_of(label: str) -> str:
    # A label cannot be a parameter; this one is among those that a post is in charge of.
    return f"""
UNWIND $uids AS wanted
MATCH (p:Post {{uid: wanted}})
MATCH (p)-[c:IN_CHARGE_OF]->(t:{label})
WHERE {valid("c", "t")}
RETURN DISTINCT p.uid AS post, t.uid AS uid, t.name AS name, c.domain AS domain,
       c.direct AS direct, c.doc_no AS doc_no
ORDER BY post, uid, domain, direct, doc_no
"""


def _roles_of(label: str) -> str:
    return f"""
UNWIND $uids AS wanted
MATCH (h:{label} {{uid: wanted}})
MATCH (h)-[f:FILLS]->(r:Role)-[v:OVER]->(w:Power)
WHERE {_ACTIVE} AND {valid("f", "r", "v", "w")}
RETURN DISTINCT h.uid AS holder, r.kind AS kind, {_POWER}
ORDER BY holder, uid, kind
"""
