"""Who fills the roles of a power at a day: posts with their people and places, bodies, units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from graph.store import Row, Store
from queries.views.frame import valid
from queries.views.roles import Holder, Person, RoleSlot

_ROLES: Final = f"""
MATCH (w:Power {{uid: $uid}})<-[v:OVER]-(r:Role)
WHERE {valid("v", "r")}
RETURN r.uid AS uid, r.kind AS kind, r.party AS party, r.limit_amount AS limit_amount
ORDER BY uid
"""
_HOLDERS: Final = f"""
MATCH (w:Power {{uid: $uid}})<-[v:OVER]-(r:Role)<-[f:FILLS]-(h)
WHERE {valid("v", "r", "f")}
RETURN r.uid AS role, h.uid AS uid, h.name AS name,
       CASE WHEN h:Post THEN 'Post' WHEN h:Body THEN 'Body' ELSE 'Department' END AS label
ORDER BY role, label, uid
"""
_PEOPLE: Final = f"""
UNWIND $posts AS wanted
MATCH (p:Post {{uid: wanted}})<-[h:HOLDS]-(o:Official)
WHERE {valid("h")}
RETURN p.uid AS post, o.uid AS uid, o.name AS name, h.mode AS mode, h.valid_from AS since
ORDER BY post, uid, since
"""
_PLACES: Final = f"""
UNWIND $posts AS wanted
MATCH (p:Post {{uid: wanted}})
OPTIONAL MATCH (p)-[x:IN_DEPARTMENT]->(d:Department)
WHERE {valid("x")}
OPTIONAL MATCH (p)-[y:IN_SECTION]->(s:Section)
WHERE {valid("y")}
RETURN p.uid AS post, d.name AS unit, s.uid AS section_uid, s.name AS section
ORDER BY post, unit, section_uid
"""


def roles_of(store: Store, power: str, as_of: date) -> tuple[RoleSlot, ...]:
    """Every role of a power, filled or not, by uid."""
    params = {"uid": power, "as_of": as_of}
    holders = store.read(_HOLDERS, params)
    posts = sorted({row["uid"] for row in holders if row["label"] == "Post"})
    people = people_of(store, posts, as_of)
    places: dict[str, Row] = {}
    for row in store.read(_PLACES, {"posts": posts, "as_of": as_of}):
        places.setdefault(row["post"], row)
    by_role: dict[str, dict[tuple[str, str], Holder]] = {}
    for row in holders:
        place = places.get(row["uid"], {}) if row["label"] == "Post" else {}
        by_role.setdefault(row["role"], {})[row["label"], row["uid"]] = Holder(
            label=row["label"],
            uid=row["uid"],
            name=row["name"] or row["uid"],
            unit=place.get("unit"),
            section_uid=place.get("section_uid"),
            section=place.get("section"),
            people=people.get(row["uid"], ()) if row["label"] == "Post" else (),
        )
    return tuple(
        RoleSlot(
            uid=row["uid"],
            kind=row["kind"],
            party=row["party"],
            limit=row["limit_amount"],
            holders=tuple(by_role.get(row["uid"], {}).values()),
        )
        for row in store.read(_ROLES, params)
    )


def people_of(store: Store, posts: Sequence[str], as_of: date) -> dict[str, tuple[Person, ...]]:
    """Who holds each of these posts."""
    people: dict[str, dict[str, Person]] = {}
    for row in store.read(_PEOPLE, {"posts": list(posts), "as_of": as_of}):
        person = Person(row["uid"], row["name"] or row["uid"], row["mode"], row["since"])
        people.setdefault(row["post"], {}).setdefault(row["uid"], person)
    return {post: tuple(by_uid.values()) for post, by_uid in people.items()}


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {"roles": _ROLES, "holders": _HOLDERS, "people": _PEOPLE, "places": _PLACES}
