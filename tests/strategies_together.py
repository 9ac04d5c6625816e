"""Random rows that belong together: roles and their holders, a case's events, a meeting's talk.

Each function gives what the rows of its table hold at least; the generator fills the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from graph.schema import SCHEMA
from tests.oracle import KINDS, Row
from tests.strategies_focus import AS_OF

if TYPE_CHECKING:
    from tests.strategies import Generator


def _uids(make: Generator, label: str) -> list[str]:
    return make.uids(SCHEMA.table_of(label))


def _appointments(make: Generator) -> Iterator[Row]:
    """In some sets nearly every post has its own official; then, or instead, anybody anywhere."""
    dice = make.dice
    posts, officials = _uids(make, "Post"), _uids(make, "Official")
    orderly = dice.random() < 0.5
    for place, post in enumerate(posts):
        if orderly and dice.random() < 0.9:
            row: Row = {"post": post, "official": officials[place % len(officials)]}
            yield row if dice.random() < 0.2 else row | {"valid_to": None}
    for _ in range(len(posts) // 3 if orderly else len(posts) * 2):
        yield {}


def _roles(make: Generator) -> Iterator[Row]:
    """Each kind of role for most powers, now and then two of a kind or none."""
    for power in make.made["powers"]:
        for kind in KINDS * 2:
            if make.dice.random() < 0.65:
                yield {"power": power["uid"], "kind": kind}


def _role_holders(make: Generator) -> Iterator[Row]:
    """One or two holders a role; those of one power from one section, from one line of command,
    headed by the same decider, or from anywhere."""
    dice = make.dice
    decider = dice.choice(make.made["posts"])["uid"]
    ways = dice.choices(("section", "line", "decider", "any"), k=2)
    pools: dict[str, tuple[str, list[str]]] = {}
    for role in make.made["roles"]:
        way, pool = pools.setdefault(role["power"], _pool(make, dice.choice(ways)))
        for _ in range(dice.choice((0, 1, 1, 1, 1, 2))):
            row: Row = {"role": role["uid"]}
            if way == "line":
                # Each kind a post of its own: superior and subordinates, or colleagues.
                post = pool[KINDS.index(role["kind"]) % len(pool)]
                row |= {"holder_label": "Post", "holder": post}
            elif dice.random() < 0.9:
                row |= {"holder_label": "Post", "holder": dice.choice(pool)}
                if way == "decider" and role["kind"] == "DECISION":
                    row["holder"] = decider
            if dice.random() < 0.6:
                row |= {"valid_from": None, "valid_to": None}
            yield row


def _pool(make: Generator, way: str) -> tuple[str, list[str]]:
    """Posts that the holders of one power are drawn from, never none."""
    posts = make.made["posts"]
    one = make.dice.choice(posts)
    if way == "section":
        posts = [p for p in posts if p["section"] == one["section"]]
    elif way == "line":
        above = one["reports_to"] or one["uid"]
        posts = [p for p in posts if above in (p["reports_to"], p["uid"])]
    return way, [p["uid"] for p in posts]


def _steps(make: Generator) -> Iterator[Row]:
    """The usual procedure, a step left out now and then; or any steps, or none."""
    dice = make.dice
    usual = ("ACCEPT", "INVESTIGATE", "HEARING", "LEGAL_REVIEW", "COLLECTIVE", "DECIDE", "EXECUTE")
    for power in make.made["powers"]:
        if dice.random() < 0.6:
            for seq, kind in enumerate(usual, 1):
                if dice.random() < 0.85:
                    yield {"power": power["uid"], "seq": seq, "kind": kind}
        else:
            for _ in range(dice.choice((0, 0, 1, 2, 3))):
                yield {"power": power["uid"]}


def _events(make: Generator) -> Iterator[Row]:
    """Events of each case, mostly in order, mostly at steps of its power, by one or two people."""
    dice = make.dice
    for case in make.made["cases"]:
        own = [s for s in make.made["steps"] if s["power"] == case["power"]]
        own.sort(key=lambda s: (s["seq"], s["uid"]))
        usual = dice.choice((0.7, 0.9, 1.0))
        visited = [s["uid"] for s in own if dice.random() < usual]
        if dice.random() < 0.25:
            dice.shuffle(visited)
        if dice.random() < 0.1:
            visited.append(dice.choice(_uids(make, "Step")))
        first = at = datetime.combine(case["accepted_on"], time())
        people = dice.sample(_uids(make, "Official"), 2)
        alone = dice.random() < 0.4
        seq = 0
        for step in visited:
            for turn in range(1 if alone else 2):
                seq += 1
                at = max(first, at + timedelta(hours=dice.choice((0, 1, 24, 24, 72, -24))))
                official = dice.choice((people[turn],) * 8 + (people[0], None))
                named = step if dice.random() < 0.95 else None
                yield {
                    "case": case["uid"],
                    "seq": seq,
                    "at": at,
                    "step": named,
                    "official": official,
                }


def _statements(make: Generator) -> Iterator[Row]:
    """What members of the body, chiefs and others say on a matter, one after the other."""
    dice = make.dice
    for matter in make.made["matters"]:
        people = dice.choices(_uids(make, "Official"), k=2)
        meetings = [m for m in make.made["meetings"] if m["uid"] == matter["meeting"]]
        for meeting in meetings:
            body = next(b for b in make.made["bodies"] if b["uid"] == meeting["body"])
            rows = [m for m in make.made["memberships"] if m["body"] == meeting["body"]]
            people += [m["official"] for m in rows] * 2
            posts = [p for p in make.made["posts"] if p["is_top_leader"]]
            chiefs = {p["uid"] for p in posts if p["department"] == body["department"]}
            rows = [a for a in make.made["appointments"] if a["post"] in chiefs]
            people += [a["official"] for a in rows] * 3
        for seq in range(1, dice.choice((0, 1, 2, 3, 4)) + 1):
            row: Row = {"matter": matter["uid"], "official": dice.choice(people)}
            if dice.random() < 0.9:
                row["seq"] = seq
            yield row


def _countersigns(make: Generator) -> Iterator[Row]:
    """The three rounds of each payment, a signature missing or too early now and then."""
    dice = make.dice
    rounds = ((1, "PAYER"), (2, "PAYER"), (2, "BENEFICIARY"), (3, "DISCIPLINE"), (3, "BENEFICIARY"))
    for payment in make.made["payments"]:
        complete = dice.random() < 0.6
        three = dice.sample(_uids(make, "Official"), 3)
        people = dict(zip(("PAYER", "BENEFICIARY", "DISCIPLINE"), three, strict=True))
        for number, party in rounds:
            if not complete and dice.random() < 0.3:
                continue
            early = 7 if dice.random() < 0.1 else dice.choice((0, 0, 1))
            day = payment["paid_on"] + timedelta(number * 3 - 12 - early)
            usual = people[party] if party != "BENEFICIARY" else None
            yield {
                "payment": payment["uid"],
                "round": number,
                "party": party,
                "signed_on": dice.choice((day,) * 9 + (None, None, AS_OF)),
                "official": usual if dice.random() < 0.8 else dice.choice(three),
            }


TOGETHER: Final[dict[str, Callable[[Generator], Iterator[Row]]]] = {
    "appointments": _appointments,
    "roles": _roles,
    "role_holders": _role_holders,
    "steps": _steps,
    "case_events": _events,
    "statements": _statements,
    "countersigns": _countersigns,
}


def tidy(make: Generator) -> Iterator[tuple[str, Row]]:
    """More rows, so that in some departments nearly everything is in order."""
    dice = make.dice
    day = AS_OF - timedelta(50)
    elements = ("POWER", "PROCEDURE", "RESULT", "DISCRETION")
    artifacts = ("FLOW_CHART", "RISK_CHART", "TEXT", "TEXT")
    for department in make.made["departments"]:
        if dice.random() < 0.6:
            continue
        uid = department["uid"]
        watchers = [d for d in make.made["departments"] if "DISCIPLINE" in d["kind"]]
        if watchers and dice.random() < 0.8:
            watcher = dice.choice(watchers)["uid"]
            yield "supervisions", {"supervisor": watcher, "supervised": uid, "kind": "STATIONED"}
        if department["steward"] is None:
            department["steward"] = dice.choice(_uids(make, "Official"))
        always = dice.choice((0.5, 0.95, 1.0))
        for power in [w for w in make.made["powers"] if w["department"] == uid]:
            power["has_flow_chart"] = power["has_risk_chart"] = True
            power["power_type"] = "01" if power["power_type"] == "N1" else power["power_type"]
            for element, artifact in zip(elements, artifacts, strict=True):
                row: Row = {"power": power["uid"], "matter": None, "element": element}
                row |= {"artifact": artifact, "formed_on": day, "published_on": day}
                row["platform"] = dice.choice(("BOARD", "BOARD", "WEBSITE"))
                if dice.random() < always:
                    yield "disclosures", row
            for kind in KINDS:
                if dice.random() < always:
                    role = f"{power['uid']}/{kind}"
                    yield "roles", {"uid": role, "power": power["uid"], "kind": kind}
                    yield "role_holders", {"role": role, "valid_from": None, "valid_to": None}
            if dice.random() < always:
                yield "restraints", {"power": power["uid"]}
                yield "authorizations", {"power": power["uid"]}
        filed = {m for f in make.made["filings"] for m in f["matter"] or []}
        for matter in [m for m in make.made["matters"] if m["department"] == uid]:
            for stage in ("MATTER", "PROCESS", "OUTCOME"):
                row = {"power": None, "matter": matter["uid"], "stage": stage}
                if dice.random() < always:
                    yield "disclosures", row | {"formed_on": day, "published_on": day}
            if matter["uid"] not in filed and dice.random() < always:
                yield "filings", {"matter": [matter["uid"]]}
