"""One meeting: who belonged to the body, who spoke in which order, who voted how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from graph.store import Row, Store
from queries.params import plain
from queries.views.frame import valid
from queries.views.nodes import Details, Origin, details

Choice: TypeAlias = Literal["APPROVE", "OPPOSE", "ABSTAIN"]
DISSENT: Final = ("OPPOSE", "ABSTAIN")

# A post or a seat counts on the day of the meeting, not on the day looked at.
_HELD: Final = (
    "({0}.valid_from IS NULL OR {0}.valid_from <= $held_on)"
    " AND ({0}.valid_to IS NULL OR {0}.valid_to > $held_on)"
)
_SOURCE: Final = "{0}.source_uid AS source, {0}.source_sheet AS sheet, {0}.source_row AS row"

_HEAD: Final = f"""
MATCH (g:Meeting {{uid: $uid}})-[f:OF_BODY]->(b:Body)
WHERE g.held_on <= $as_of AND {valid("g", "f")}
OPTIONAL MATCH (b)-[y:BODY_OF]->(d:Department)
WHERE {_HELD.replace("$held_on", "g.held_on").format("y")}
RETURN g.held_on AS held_on, b.uid AS body, d.uid AS unit ORDER BY body, unit
"""
_MEMBERS: Final = f"""
MATCH (b:Body {{uid: $body}})<-[n:MEMBER_OF]-(o:Official)
WHERE {_HELD.format("n")}
RETURN o.uid AS uid, o.name AS name, n.role AS role ORDER BY uid, role
"""
_CHIEFS: Final = f"""
MATCH (d:Department {{uid: $unit}})<-[i:IN_DEPARTMENT]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE p.is_top_leader = true AND {_HELD.format("i")} AND {_HELD.format("h")}
RETURN DISTINCT o.uid AS uid ORDER BY uid
"""
_MATTERS: Final = f"""
MATCH (g:Meeting {{uid: $uid}})<-[r:DECIDED_AT]-(m:Matter)
WHERE {valid("r")}
RETURN DISTINCT m.uid AS uid ORDER BY uid
"""
_STATEMENTS: Final = f"""
MATCH (g:Meeting {{uid: $uid}})<-[r:DECIDED_AT]-(m:Matter)
MATCH (m)<-[a:ABOUT]-(s:Statement)<-[k:MADE]-(o:Official)
WHERE (s.at IS NULL OR date(s.at) <= $as_of) AND {valid("r", "a", "k")}
  AND NOT EXISTS {{
    MATCH (s)-[n:IN_MEETING]->(j:Meeting) WHERE j.uid <> $uid AND {valid("n")} }}
RETURN m.uid AS matter, s.uid AS uid, s.seq AS seq, s.kind AS kind, s.at AS at,
       o.uid AS official, o.name AS name, {_SOURCE.format("s")}
ORDER BY matter, seq, uid, official
"""
_VOTES: Final = f"""
MATCH (g:Meeting {{uid: $uid}})<-[r:DECIDED_AT]-(m:Matter)<-[v:VOTED]-(o:Official)
WHERE {valid("r", "v")}
RETURN m.uid AS matter, o.uid AS official, o.name AS name, v.choice AS choice,
       {_SOURCE.format("v")}
ORDER BY matter, official, choice
"""
_FILES: Final = (
    "MATCH (s:Source) WHERE s.uid IN $uids RETURN s.uid AS uid, s.file AS file ORDER BY uid"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said about a matter. `late` says that a chief had spoken before; `before` that
    it was said before the meeting."""

    official: str
    name: str
    seq: int | None
    at: date | datetime | None
    chief: bool
    before: bool
    late: bool
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """How somebody voted. `heard` says that a statement of theirs in the meeting is on record."""

    official: str
    name: str
    choice: Choice
    heard: bool
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Discussed:
    """One matter at the meeting."""

    head: Details
    statements: tuple[Statement, ...]
    ballots: tuple[Ballot, ...]

    @property
    def named(self) -> Counter[str]:
        """How many votes of each kind are on record by name."""
        return Counter(ballot.choice for ballot in self.ballots)

    @property
    def miscounted(self) -> bool:
        """Do the votes by name differ from the numbers stated? No where either is missing."""
        props = self.head.props
        stated = [props.get(name.lower()) for name in ("APPROVE", *DISSENT)]
        if not self.ballots or None in stated:
            return False
        return stated != [self.named[name] for name in ("APPROVE", *DISSENT)]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belonged to the body on that day. `seen` says that a vote or a statement in the
    meeting is on record."""

    uid: str
    name: str
    role: str | None
    chief: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting. `unit` is the body's department then; None where none is known."""

    head: Details
    unit: str | None
    held_on: date
    members: tuple[Member, ...]
    matters: tuple[Discussed, ...]


def meeting_card(store: Store, uid: str, as_of: date) -> MeetingCard | None:
    """The meeting of that uid, as it is known at a day; None where there was none."""
    params: dict[str, object] = {"uid": uid, "as_of": as_of}
    heads = store.read(_HEAD, params)
    head = details(store, f"Meeting/{uid}")
    if not heads or head is None:
        return None
    held_on = heads[0]["held_on"]
    params |= {"held_on": held_on, "body": heads[0]["body"]}
    chiefs = {
        row["uid"]
        for unit in sorted({row["unit"] for row in heads if row["unit"]})
        for row in store.read(_CHIEFS, params | {"unit": unit})
    }
    members = {row["uid"]: row for row in reversed(store.read(_MEMBERS, params))}
    said, voted = store.read(_STATEMENTS, params), store.read(_VOTES, params)
    uids = sorted({row["source"] for row in (*said, *voted) if row["source"]})
    files = {row["uid"]: row["file"] for row in store.read(_FILES, {"uids": uids})}
    matters = []
    for row in store.read(_MATTERS, params):
        matter = details(store, f"Matter/{row['uid']}")
        if matter is None:
            continue
        about = [s for s in said if s["matter"] == matter.uid]
        heard = {s["official"] for s in about if s["kind"] == "MEETING"}
        ballots = tuple(
            Ballot(
                v["official"],
                v["name"] or v["official"],
                v["choice"],
                v["official"] in heard,
                _origin(v, files),
            )
            for v in voted
            if v["matter"] == matter.uid
        )
        matters.append(Discussed(matter, _spoken(about, chiefs, set(members), files), ballots))
    seen = {s["official"] for s in said if s["kind"] == "MEETING"} | {v["official"] for v in voted}
    return MeetingCard(
        head=head,
        unit=heads[0]["unit"],
        held_on=held_on,
        members=tuple(
            Member(
                uid=member["uid"],
                name=member["name"] or member["uid"],
                role=member["role"],
                chief=member["uid"] in chiefs,
                seen=member["uid"] in seen,
            )
            for member in sorted(members.values(), key=lambda m: (m["uid"] not in chiefs, m["uid"]))
        ),
        matters=tuple(matters),
    )


def statements() -> dict[str, str]:
    """The Cypher of this module by name, for the lint."""
    return {
        "head": _HEAD, "members": _MEMBERS, "chiefs": _CHIEFS, "matters": _MATTERS,
        "statements": _STATEMENTS, "votes": _VOTES, "files": _FILES,
    }  # fmt: skip


def _spoken(
    rows: list[Row], chiefs: set[str], members: set[str], files: Mapping[str, str]
) -> tuple[Statement, ...]:
    """What was said of a matter: before the meeting by day, then in the meeting in its order."""
    turns = [
        (row["seq"], row["official"])
        for row in rows
        if row["kind"] == "MEETING" and row["seq"] is not None and row["official"] in chiefs
    ]
    found = []
    for row in rows:
        before, seq, who = row["kind"] == "PRE_MEETING", row["seq"], row["official"]
        late = not before and seq is not None and who in members
        found.append(
            Statement(
                official=who,
                name=row["name"] or who,
                seq=seq,
                at=row["at"],
                chief=who in chiefs,
                before=before,
                late=late and any(turn < seq and chief != who for turn, chief in turns),
                origin=_origin(row, files),
            )
        )
    return tuple(sorted(found, key=_turn))


def _turn(said: Statement) -> tuple[object, ...]:
    day = said.at.isoformat() if said.at else ""
    return (
        (0, 0, day, said.official)
        if said.before
        else (1, said.seq if said.seq is not None else 10**6, day, said.official)
    )


def _origin(row: Row, files: Mapping[str, str]) -> Origin | None:
    if not row["source"]:
        return None
    file = files.get(row["source"], row["source"])
    return Origin(file, str(row["sheet"] or ""), plain(row["row"]))
