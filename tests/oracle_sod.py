"""SOD: separation of duties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tests.oracle import HIGH, KINDS, MEDIUM, Answer, Facts, Row, days_inside, valid

CASHIER_PAIRS = (("CASHIER", "AUDIT"), ("CASHIER", "ARCHIVE"), ("CASHIER", "LEDGER"))
BOOK_PAIRS = (
    ("BOOKKEEPING", "APPROVAL"),
    ("BOOKKEEPING", "HANDLING"),
    ("BOOKKEEPING", "CUSTODY"),
)
RISKS = ("HIGH", "MEDIUM", "LOW")


def _two_roles(
    facts: Facts,
    powers: Iterable[Row],
    kinds: tuple[str, str],
    window: tuple[date, date],
    min_days: int,
    severity: Callable[[Row], str],
) -> Answer:
    answer = Answer()
    first, last = window
    for power in powers:
        filled = [facts.fillings(power, k) + facts.organ_fillings(power, k) for k in kinds]
        if not all(any(days_inside([f], first, last) for f in of_kind) for of_kind in filled):
            continue
        answer.examine(power["department"])
        for a in facts.fillings(power, kinds[0]):
            for b in facts.fillings(power, kinds[1]):
                if a[0] == b[0] and days_inside([a, b], first, last) >= min_days:
                    answer.find("Power", power["uid"], severity(power), [a[0]])
    return answer


def _window(as_of: date, from_: date | None, min_days: int) -> tuple[tuple[date, date], int]:
    """ "`from` empty means the single day `as_of`, and then min_overlap_days counts as 1." """
    return ((as_of, as_of), 1) if from_ is None else ((from_, as_of), min_days)


def sod_001(
    facts: Facts,
    as_of: date,
    from_: date | None = None,
    risk_levels: Sequence[str] = ("HIGH", "MEDIUM"),
    min_overlap_days: int = 1,
) -> Answer:
    """One official, through any posts, fills a DECISION and an EXECUTION role of one active power
    with the two fillings overlapping inside the window. H if HIGH else M.

    Reading: a filling is one appointment together with one role holding; overlaps of several
    pairs of fillings are not added up.
    Reading: examined ("active powers of those risk levels with both kinds filled") where on some
    day of the window the one kind is filled, and on some day the other: by a person, or, as
    CHK-001 counts filled, by a body or department.
    """
    window, days = _window(as_of, from_, min_overlap_days)
    powers = [w for w in facts.active_powers(as_of) if w["risk_level"] in risk_levels]
    return _two_roles(
        facts,
        powers,
        ("DECISION", "EXECUTION"),
        window,
        days,
        lambda w: HIGH if w["risk_level"] == "HIGH" else MEDIUM,
    )


def sod_002(
    facts: Facts, as_of: date, from_: date | None = None, min_overlap_days: int = 1
) -> Answer:
    """Same with DECISION and SUPERVISION, all risk levels. H.

    Reading: all risk levels includes a power whose level is empty.
    """
    window, days = _window(as_of, from_, min_overlap_days)
    kinds = ("DECISION", "SUPERVISION")
    return _two_roles(facts, facts.active_powers(as_of), kinds, window, days, lambda w: HIGH)


def sod_003(
    facts: Facts, as_of: date, from_: date | None = None, min_overlap_days: int = 1
) -> Answer:
    """Same with EXECUTION and SUPERVISION, all risk levels. H."""
    window, days = _window(as_of, from_, min_overlap_days)
    kinds = ("EXECUTION", "SUPERVISION")
    return _two_roles(facts, facts.active_powers(as_of), kinds, window, days, lambda w: HIGH)


def sod_004(facts: Facts, as_of: date, share: float = 0.75, min_steps: int = 3) -> Answer:
    """In one case, one official handled ≥ share of the distinct steps that the case's events
    visited, and at least min_steps of them. CaseFile; official. H.

    Reading: examined are the cases whose events visited at least min_steps distinct steps, if it
    is known of any of them who handled it.
    """
    answer = Answer()
    for case in facts.cases(as_of):
        events = [e for e in facts.events(case, as_of) if e["step"]]
        steps = {e["step"] for e in events}
        if len(steps) < min_steps or not any(e["official"] for e in events):
            continue
        answer.examine(case["department"])
        for official in {e["official"] for e in events if e["official"]}:
            handled = {e["step"] for e in events if e["official"] == official}
            if len(handled) >= min_steps and len(handled) / len(steps) >= share:
                answer.find("CaseFile", case["uid"], HIGH, [official])
    return answer


def sod_005(
    facts: Facts,
    as_of: date,
    scope: str = "SECTION",
    risk_levels: Sequence[str] = RISKS,
) -> Answer:
    """Every filled role of an active power is filled by posts of one and the same section
    (scope=SECTION) or department (scope=DEPARTMENT), and all three kinds are filled.
    Power; the holders of those posts. M.

    Reading: filled as CHK-001 counts it, so a role that a body or a department fills is filled,
    and not by posts of one section. A vacant post fills nothing.
    """
    answer = Answer()
    for power in facts.active_powers(as_of):
        if power["risk_level"] not in risk_levels:
            continue
        if not all(facts.has_filled(power, kind, as_of) for kind in KINDS):
            continue
        answer.examine(power["department"])
        places: set[str | None] = set()
        actors: set[str] = set()
        for role in facts.all("roles", power=power["uid"]):
            for label in ("Body", "Department"):
                if facts.fillers(role["uid"], as_of, label):
                    places.add(None)
            for post in facts.fillers(role["uid"], as_of, "Post"):
                holders = facts.holders(post, as_of)
                if holders:
                    places.add(facts.get("posts", post)[scope.lower()])
                    actors |= holders
        if len(places) == 1 and None not in places:
            answer.find("Power", power["uid"], MEDIUM, actors)
    return answer


def sod_006(facts: Facts, as_of: date, pairs: Sequence[Sequence[str]] = CASHIER_PAIRS) -> Answer:
    """At `as_of` the functions of all posts that one official holds, taken together (one post may
    carry both), join CASHIER with AUDIT, ARCHIVE or LEDGER. Official; official. H.

    Reading: examined are the officials who hold the first function of a pair.
    """
    answer = Answer()
    for official in facts.all("officials"):
        posts = facts.posts_of(official["uid"], as_of)
        functions = {f for p in posts for f in p["functions"] or []}
        if any(one in functions for one, _ in pairs):
            answer.examine(facts.unit_of(official["uid"], as_of))
        if any(functions >= set(pair) for pair in pairs):
            answer.find("Official", official["uid"], HIGH, [official["uid"]])
    return answer


def sod_007(facts: Facts, as_of: date, pairs: Sequence[Sequence[str]] = BOOK_PAIRS) -> Answer:
    """Same with BOOKKEEPING and APPROVAL, HANDLING or CUSTODY inside one department. H.

    Reading: examined are the officials who hold the first function of a pair.
    """
    answer = Answer()
    for official in facts.all("officials"):
        departments: dict[str, set[str]] = {}
        for post in facts.posts_of(official["uid"], as_of):
            departments.setdefault(post["department"], set()).update(post["functions"] or [])
        if any(one in functions for functions in departments.values() for one, _ in pairs):
            answer.examine(facts.unit_of(official["uid"], as_of))
        if any(functions >= set(pair) for functions in departments.values() for pair in pairs):
            answer.find("Official", official["uid"], HIGH, [official["uid"]])
    return answer


def sod_008(facts: Facts, as_of: date) -> Answer:
    """Contract handler equals its reviewer or acceptor. Contract; official. H.

    Reading: examined are contracts, signed by as_of, with a handler and a reviewer or acceptor.
    """
    answer = Answer()
    for contract in facts.all("contracts"):
        handler, others = contract["handler"], {contract["reviewer"], contract["acceptor"]}
        if contract["signed_on"] > as_of or handler is None or others == {None}:
            continue
        answer.examine(contract["department"])
        if handler in others:
            answer.find("Contract", contract["uid"], HIGH, [handler])
    return answer


def sod_009(facts: Facts, as_of: date) -> Answer:
    """In one case the same official handled an INVESTIGATE step and a HEARING step.
    CaseFile; official. H.

    Reading: examined are the cases where officials handled a step of each of the two kinds.
    """
    answer = Answer()
    for case in facts.cases(as_of):
        handled: dict[str, set[str]] = {"INVESTIGATE": set(), "HEARING": set()}
        for event in facts.events(case, as_of):
            step = facts.step_of(event)
            if step and step["kind"] in handled and event["official"]:
                handled[step["kind"]].add(event["official"])
        if all(handled.values()):
            answer.examine(case["department"])
        for official in handled["INVESTIGATE"] & handled["HEARING"]:
            answer.find("CaseFile", case["uid"], HIGH, [official])
    return answer


def sod_010(facts: Facts, as_of: date) -> Answer:
    """Member of a VILLAGE_SUPERVISION body is also, or is kin of, a member of the same
    department's LEADERSHIP_TEAM or VILLAGE_ASSEMBLY chair/secretary. Body; the officials. H.

    Reading: the officials are the supervising member and, where kin, both.
    Reading: examined are the supervision bodies with a member, in a department with such others.
    """
    answer = Answer()
    for body in facts.all("bodies", kind="VILLAGE_SUPERVISION"):
        watched: set[str] = set()
        for other in facts.all("bodies", department=body["department"]):
            if other["kind"] == "LEADERSHIP_TEAM" and body["department"]:
                watched |= facts.members(other["uid"], as_of)
            if other["kind"] == "VILLAGE_ASSEMBLY" and body["department"]:
                for role in ("CHAIR", "SECRETARY"):
                    rows = facts.all("memberships", body=other["uid"], role=role)
                    watched |= {m["official"] for m in rows if valid(m, as_of)}
        members = facts.members(body["uid"], as_of)
        if not members or not watched:
            continue
        answer.examine(body["department"])
        actors = {m for m in members if m in watched}
        for member in members:
            for relative in facts.kin(member) & watched:
                actors |= {member, relative}
        if actors:
            answer.find("Body", body["uid"], HIGH, actors)
    return answer
