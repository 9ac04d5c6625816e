"""One case: what was done when, by whom, and which steps of its power it did not pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from graph.store import Row, Store
from queries.views.case_limits import CaseRow, Terms
from queries.views.cases import cases_of
from queries.views.frame import valid
from queries.views.nodes import Details, Origin, details
from queries.views.power import Named

_APPLICANTS: Final = f"""
MATCH (c:CaseFile {{uid: $uid}})-[x:APPLICANT]->(p:Counterparty)
WHERE {valid("x")}
RETURN p.uid AS uid, p.name AS name ORDER BY uid
"""
_EVENTS: Final = f"""
MATCH (c:CaseFile {{uid: $uid}})<-[x:EVENT_OF]-(e:CaseEvent)
WHERE date(e.at) <= $as_of AND {valid("x")}
RETURN e.uid AS uid, e.seq AS nth, e.at AS at, e.action AS action ORDER BY at, nth, uid
"""
_VISITS: Final = f"""
MATCH (c:CaseFile {{uid: $uid}})<-[x:EVENT_OF]-(e:CaseEvent)-[y:OF_STEP]->(s:Step)
WHERE date(e.at) <= $as_of AND {valid("x", "y")}
RETURN e.uid AS event, s.uid AS uid, s.name AS name, s.seq AS seq, s.days AS days
ORDER BY event, seq, uid
"""
_HANDLERS: Final = f"""
MATCH (c:CaseFile {{uid: $uid}})<-[x:EVENT_OF]-(e:CaseEvent)<-[y:HANDLED]-(o:Official)
WHERE date(e.at) <= $as_of AND {valid("x", "y")}
RETURN e.uid AS event, o.uid AS uid, o.name AS name ORDER BY event, uid
"""
_MANDATORY: Final = f"""
MATCH (c:CaseFile {{uid: $uid}})-[k:CASE_OF]->(w:Power)-[g:HAS_STEP]->(s:Step)
WHERE s.mandatory = true AND {valid("k", "g")}
RETURN DISTINCT s.uid AS uid, s.name AS name, s.seq AS seq ORDER BY seq, uid
"""


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing done. `backward` says that the event before it was at a later step."""

    uid: str
    at: date | datetime
    action: str | None
    step: str | None
    step_days: int | None
    handlers: tuple[Named, ...]
    backward: bool
    origin: Origin | None

    @property
    def day(self) -> date:
        """The day of it."""
        return self.at.date() if isinstance(self.at, datetime) else self.at


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case with its events in the order of time. `missing` are the mandatory steps of its power
    at which nothing is on record."""

    row: CaseRow
    head: Details
    applicants: tuple[Named, ...]
    events: tuple[CaseEvent, ...]
    missing: tuple[str, ...]


def case_card(store: Store, uid: str, as_of: date, terms: Terms) -> CaseCard | None:
    """The case of that uid at a day; None where there was none."""
    rows = cases_of(store, (uid,), as_of, terms)
    head = details(store, f"CaseFile/{uid}")
    if not rows or head is None:
        return None

    def read(cypher: str) -> list[Row]:
        return store.read(cypher, {"uid": uid, "as_of": as_of})

    visits: dict[str, list[Row]] = {}
    for visit in read(_VISITS):
        visits.setdefault(visit["event"], []).append(visit)
    hands: dict[str, list[Named]] = {}
    for hand in read(_HANDLERS):
        hands.setdefault(hand["event"], []).append(Named(hand["uid"], hand["name"] or hand["uid"]))
    events: list[CaseEvent] = []
    reached: int | None = None
    for event in read(_EVENTS):
        visited = visits.get(event["uid"], [])
        first = visited[0] if visited else None
        stated = details(store, f"CaseEvent/{event['uid']}")
        events.append(
            CaseEvent(
                uid=event["uid"],
                at=event["at"],
                action=event["action"],
                step=first["name"] if first else None,
                step_days=first["days"] if first else None,
                handlers=tuple(hands.get(event["uid"], ())),
                backward=first is not None and reached is not None and first["seq"] < reached,
                origin=stated.origin if stated else None,
            )
        )
        reached = visited[-1]["seq"] if visited else reached
    passed = {visit["uid"] for found in visits.values() for visit in found}
    return CaseCard(
        row=rows[0],
        head=head,
        applicants=tuple(Named(r["uid"], r["name"] or r["uid"]) for r in read(_APPLICANTS)),
        events=tuple(events),
        missing=tuple(r["name"] or r["uid"] for r in read(_MANDATORY) if r["uid"] not in passed),
    )


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        "applicants": _APPLICANTS, "events": _EVENTS, "visits": _VISITS, "handlers": _HANDLERS,
        "mandatory": _MANDATORY,
    }  # fmt: skip
