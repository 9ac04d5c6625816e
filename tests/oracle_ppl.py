"""PPL: people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.oracle import HIGH, MEDIUM, Answer, Facts, Row, held_since, valid, years_before

KINSHIPS = ("SPOUSE", "LINEAL", "COLLATERAL_3", "NEAR_AFFINITY")
AVOIDED_FUNCTIONS = {"AUDIT", "CASHIER", "BOOKKEEPING"}
AVOIDED_SECTIONS = ("PERSONNEL", "DISCIPLINE", "AUDIT", "FINANCE")


def ppl_001(facts: Facts, as_of: date, kinds: Sequence[str] = KINSHIPS) -> Answer:
    """Two kin whose posts at as_of report to one another (up to 4 steps), or to the same direct
    superior, or one is chief and the other's post, in the same department, has function AUDIT,
    CASHIER or BOOKKEEPING or lies in a section of kind PERSONNEL, DISCIPLINE, AUDIT or FINANCE.
    The smaller official uid; both. H.

    Reading: any post of the one against any of the other, also where both hold the same post.
    Examined are the officials who are the smaller one of a pair of kin who both hold a post.
    """
    answer = Answer()
    pairs = {
        (min(k["official"], k["relative"]), max(k["official"], k["relative"]))
        for k in facts.all("kinships")
        if k["kind"] in kinds and k["official"] != k["relative"]
    }
    examined: set[str] = set()
    for one, other in sorted(pairs):
        posts = [(a, b) for a in facts.posts_of(one, as_of) for b in facts.posts_of(other, as_of)]
        if posts:
            examined.add(one)
        if any(_too_close(facts, a, b) or _too_close(facts, b, a) for a, b in posts):
            answer.find("Official", one, HIGH, [one, other])
    for one in examined:
        answer.examine(facts.unit_of(one, as_of))
    return answer


def _too_close(facts: Facts, a: Row, b: Row) -> bool:
    if a["uid"] in facts.superiors(b["uid"], 4):
        return True
    if a["reports_to"] and a["reports_to"] == b["reports_to"]:
        return True
    section = facts.get("sections", b["section"])["kind"] if b["section"] else None
    avoided = bool(set(b["functions"] or []) & AVOIDED_FUNCTIONS) or section in AVOIDED_SECTIONS
    return bool(a["is_top_leader"]) and a["department"] == b["department"] and avoided


def ppl_002(facts: Facts, as_of: date, years: int = 3) -> Answer:
    """An official who handled a case, or handled, reviewed or accepted a contract, has an interest
    in its counterparty valid within years before. CaseFile or Contract; official. H.

    Reading: before the day on which the official handled an event of the case, before the contract
    was signed; valid on some day from the same day so many years earlier up to that day. Examined
    are the cases and contracts with a counterparty and such an official.
    """
    answer = Answer()
    rows: list[tuple[str, Row, str | None, set[tuple[str, date]]]] = []
    for case in facts.cases(as_of):
        events = [e for e in facts.events(case, as_of) if e["official"]]
        handled = {(e["official"], e["at"].date()) for e in events}
        rows.append(("CaseFile", case, case["counterparty"], handled))
    for contract in facts.all("contracts"):
        if contract["signed_on"] <= as_of:
            officials = {contract[c] for c in ("handler", "reviewer", "acceptor")} - {None}
            handled = {(o, contract["signed_on"]) for o in officials}
            rows.append(("Contract", contract, contract["supplier"], handled))
    for label, row, counterparty, handled in rows:
        if counterparty is None or not handled:
            continue
        answer.examine(row["department"])
        for interest in facts.all("interests", counterparty=counterparty):
            start, end = interest["valid_from"], interest["valid_to"]
            for official, day in handled:
                held = (start is None or start <= day) and (
                    end is None or end > years_before(day, years)
                )
                if held and interest["official"] == official:
                    answer.find(label, row["uid"], HIGH, [official])
    return answer


def ppl_003(facts: Facts, as_of: date, max_years: int = 10, warn_years: int = 9) -> Answer:
    """Official in one leading post (is_top_leader or is_team_member) ≥ max_years at as_of (warn
    from warn_years as M). Official; official. H at max, M at warn.

    Reading: without a break, one appointment after another. Of several posts the longest counts.
    """
    answer = Answer()
    for official in facts.all("officials"):
        uid = official["uid"]
        starts = [
            held_since(facts, uid, post["uid"], as_of)
            for post in facts.posts_of(uid, as_of)
            if post["is_top_leader"] or post["is_team_member"]
        ]
        if not starts:
            continue
        answer.examine(facts.unit_of(uid, as_of))
        first = min(s for s in starts if s)
        if first <= years_before(as_of, max_years):
            answer.find("Official", uid, HIGH, [uid])
        elif first <= years_before(as_of, warn_years):
            answer.find("Official", uid, MEDIUM, [uid])
    return answer


def ppl_004(facts: Facts, as_of: date, years: int = 5) -> Answer:
    """is_key post held by one official without a break for ≥ years at as_of. Post; official. M.

    Reading: whoever else holds it. Examined are the key posts held at as_of.
    """
    answer = Answer()
    for post in facts.all("posts", is_key=True):
        holders = facts.holders(post["uid"], as_of)
        if holders:
            answer.examine(post["department"])
        for official in holders:
            since = held_since(facts, official, post["uid"], as_of)
            if since and since <= years_before(as_of, years):
                answer.find("Post", post["uid"], MEDIUM, [official])
    return answer


def ppl_005(facts: Facts, as_of: date) -> Answer:
    """A chief or team member has an interest (KIN, OWNS, OPERATES) in a counterparty that the
    official's department REGULATES. Official; official. H.

    Reading: an interest valid at as_of; the department of the leading post. Examined are the
    officials in leading posts with such an interest in anybody.
    """
    answer = Answer()
    for official in facts.all("officials"):
        uid = official["uid"]
        departments = {
            p["department"]
            for p in facts.posts_of(uid, as_of)
            if p["is_top_leader"] or p["is_team_member"]
        }
        interests = {
            i["counterparty"]
            for i in facts.all("interests", official=uid)
            if i["kind"] in ("KIN", "OWNS", "OPERATES") and valid(i, as_of)
        }
        regulated = {
            r["counterparty"]
            for department in departments
            for r in facts.all("regulations", department=department)
        }
        if departments and interests:
            answer.examine(facts.unit_of(uid, as_of))
        if interests & regulated:
            answer.find("Official", uid, HIGH, [uid])
    return answer
