"""What became of a power: who filled its roles when, and what began or ended on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from graph.store import Row, Store
from graph.values import decode
from queries.params import plain

# `begins` and `ends`: something that hangs on the power; `takes` and `leaves`: somebody in a post
# that fills a role; `adjusted`: a step of clearing (清理调整); `changed`: a value that an import
# changed; `in_force` and `expires`: the power itself; `lapses`: a legal basis.
What: TypeAlias = Literal[
    "begins", "ends", "takes", "leaves", "adjusted", "changed", "in_force", "expires", "lapses"
]

# Relationship types from a power to what hangs on it, with its label.
HANGING: Final[Mapping[str, str]] = {
    "EXERCISED_BY": "Department",
    "HANDLED_IN": "Section",
    "LISTED_IN": "PowerList",
    "DELEGATED_TO": "Department",
    "AUTHORIZED_BY": "LegalBasis",
    "CONSTRAINED_BY": "RestraintSystem",
    "HAS_STEP": "Step",
    "HAS_RISK": "RiskPoint",
    "HAS_STANDARD": "DiscretionStandard",
    "BEARS": "Duty",
}
_POWER: Final = """
MATCH (w:Power {uid: $uid})
RETURN w.uid AS uid, w.valid_from AS first, w.valid_to AS last ORDER BY uid
"""
_TENURES: Final = """
MATCH (w:Power {uid: $uid})<-[:OVER]-(r:Role)<-[f:FILLS]-(p:Post)<-[h:HOLDS]-(o:Official)
RETURN r.kind AS kind, p.uid AS post, p.name AS post_name, o.uid AS person, o.name AS person_name,
       f.valid_from AS fills_from, f.valid_to AS fills_to,
       h.valid_from AS holds_from, h.valid_to AS holds_to
ORDER BY kind, post, holds_from, person, fills_from
"""
_HELD: Final = """
MATCH (w:Power {uid: $uid})<-[:OVER]-(r:Role)<-[f:FILLS]-(h)
WHERE h:Body OR h:Department
RETURN r.kind AS kind, h.uid AS post, h.name AS post_name,
       f.valid_from AS fills_from, f.valid_to AS fills_to
ORDER BY kind, post, fills_from
"""
_LAPSES: Final = """
MATCH (w:Power {uid: $uid})-[:AUTHORIZED_BY]->(b:LegalBasis)
WHERE b.effective_to IS NOT NULL
RETURN b.uid AS uid, b.name AS name, b.effective_to AS day ORDER BY day, uid
"""
_ADJUSTED: Final = """
MATCH (w:Power {uid: $uid})<-[:CHANGES]-(c:PowerChange)
RETURN c.uid AS uid, c.action AS action, c.reason AS reason, c.changed_on AS day
ORDER BY day, uid
"""
_CHANGED: Final = """
MATCH (c:Change)
WHERE c.about = $ref AND c.day IS NOT NULL
RETURN c.uid AS uid, c.property AS property, c.before AS before, c.after AS after, c.day AS day
ORDER BY uid
"""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A stretch in which a post, held by somebody, filled a role; half-open, None is unbounded.

    A body or department fills a role without anybody: then `person` is None.
    """

    kind: str
    post: str
    post_name: str
    person: str | None
    person_name: str | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. `about` says what it is about: a relationship type, a kind
    of role, an action, or a property; `ref` is the node, `Label/uid`."""

    day: date
    what: What
    about: str
    name: str
    ref: str
    more: str = ""
    before: object = None
    after: object = None


def tenures(store: Store, uid: str) -> tuple[Tenure, ...]:
    """Who ever filled a role of a power, by kind of role, post and time."""
    found = []
    for row in (*store.read(_TENURES, {"uid": uid}), *store.read(_HELD, {"uid": uid})):
        first = _latest(row["fills_from"], row.get("holds_from"))
        last = _earliest(row["fills_to"], row.get("holds_to"))
        if first is None or last is None or first < last:
            found.append(
                Tenure(
                    kind=row["kind"],
                    post=row["post"],
                    post_name=row["post_name"] or row["post"],
                    person=row.get("person"),
                    person_name=row.get("person_name") or row.get("person"),
                    first=first,
                    last=last,
                )
            )
    return tuple(dict.fromkeys(found))


def events(store: Store, uid: str, as_of: date) -> tuple[Event, ...]:
    """What happened to a power by a day, the latest first."""
    found = (*_own(store, uid), *_hanging(store, uid), *_people(tenures(store, uid)))
    by_then = (event for event in found if event.day <= as_of)
    return tuple(sorted(by_then, key=lambda e: (-e.day.toordinal(), e.what, e.about, e.ref)))


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    named = {
        "power": _POWER,
        "tenures": _TENURES,
        "held": _HELD,
        "lapses": _LAPSES,
        "adjusted": _ADJUSTED,
        "changed": _CHANGED,
    }
    return named | {type: _spans_of(type) for type in HANGING}


def _spans_of(type: str) -> str:
    # Neither can be a parameter; both are of this module.
    return (
        f"MATCH (w:Power {{uid: $uid}})-[x:{type}]->(n:{HANGING[type]})\n"
        "RETURN n.uid AS uid, n.name AS name, coalesce(x.valid_from, n.valid_from) AS first,\n"
        "       coalesce(x.valid_to, n.valid_to) AS last\nORDER BY uid, first"
    )


def _own(store: Store, uid: str) -> Iterator[Event]:
    """Of the power itself."""
    ref, params = f"Power/{uid}", {"uid": uid}
    for row in store.read(_POWER, params):
        if row["first"]:
            yield Event(row["first"], "in_force", "Power", "", ref)
        if row["last"]:
            yield Event(row["last"], "expires", "Power", "", ref)
    for row in store.read(_ADJUSTED, params):
        at = f"PowerChange/{row['uid']}"
        yield Event(row["day"], "adjusted", row["action"], row["reason"] or "", at)
    for row in store.read(_CHANGED, {"ref": ref}):
        before, after = plain(decode(row["before"])), plain(decode(row["after"]))
        yield Event(row["day"], "changed", row["property"], "", ref, "", before, after)


def _hanging(store: Store, uid: str) -> Iterator[Event]:
    """Of what hangs on it."""
    for type, label in HANGING.items():
        for row in store.read(_spans_of(type), {"uid": uid}):
            yield from _span(row, type, f"{label}/{row['uid']}")
    for row in store.read(_LAPSES, {"uid": uid}):
        at = f"LegalBasis/{row['uid']}"
        yield Event(row["day"], "lapses", "AUTHORIZED_BY", row["name"] or row["uid"], at)


def _span(row: Row, about: str, ref: str) -> Iterator[Event]:
    name = row["name"] or row["uid"]
    if row["first"]:
        yield Event(row["first"], "begins", about, name, ref)
    if row["last"]:
        yield Event(row["last"], "ends", about, name, ref)


def _people(tenures: Iterable[Tenure]) -> Iterator[Event]:
    for one in tenures:
        if one.person is None or one.person_name is None:
            continue
        ref = f"Official/{one.person}"
        if one.first:
            yield Event(one.first, "takes", one.kind, one.person_name, ref, one.post_name)
        if one.last:
            yield Event(one.last, "leaves", one.kind, one.person_name, ref, one.post_name)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
