"""CHK: missing checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from tests.oracle import HIGH, KINDS, MEDIUM, Answer, Facts, Row, years_before

HOT_DOMAINS = ("PERSONNEL", "FINANCE", "PROCUREMENT", "CONSTRUCTION")
DISCIPLINE = ("DISCIPLINE", "RESIDENT_DISCIPLINE")


def _without_role(facts: Facts, as_of: date, kind: str, coverage: float, severity: str) -> Answer:
    answer = Answer()
    powers = facts.covered(as_of, coverage, lambda w: bool(facts.all("roles", power=w["uid"])))
    for power in powers:
        answer.examine(power["department"])
        if not facts.has_filled(power, kind, as_of):
            answer.find("Power", power["uid"], severity)
    return answer


def chk_001(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Active power without a DECISION role filled at as_of (by a held post, a body or a
    department). Guard: any Role node of any kind. M."""
    return _without_role(facts, as_of, "DECISION", min_coverage, MEDIUM)


def chk_002(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Same, EXECUTION. M."""
    return _without_role(facts, as_of, "EXECUTION", min_coverage, MEDIUM)


def chk_003(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Same, SUPERVISION. H."""
    return _without_role(facts, as_of, "SUPERVISION", min_coverage, HIGH)


def chk_004(facts: Facts, as_of: date, min: int = 1, min_high: int = 2) -> Answer:
    """Risk point of an active power with fewer measures than its level needs, or with a measure
    that has no owner. RiskPoint; –. H if HIGH else M."""
    answer = Answer()
    for power in facts.active_powers(as_of):
        for risk in facts.all("risk_points", power=power["uid"]):
            answer.examine(power["department"])
            measures = facts.all("control_measures", risk_point=risk["uid"])
            needed = min_high if risk["level"] == "HIGH" else min
            if len(measures) < needed or any(m["owner"] is None for m in measures):
                severity = HIGH if risk["level"] == "HIGH" else MEDIUM
                answer.find("RiskPoint", risk["uid"], severity)
    return answer


def _without_row(facts: Facts, as_of: date, table: str, coverage: float, severity: str) -> Answer:
    answer = Answer()
    for power in facts.covered(as_of, coverage, lambda w: bool(facts.all(table, power=w["uid"]))):
        answer.examine(power["department"])
        if not facts.all(table, power=power["uid"]):
            answer.find("Power", power["uid"], severity)
    return answer


def chk_005(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Active power without risk point (guard applies: a risk point). M."""
    return _without_row(facts, as_of, "risk_points", min_coverage, MEDIUM)


def chk_006(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Active power without CONSTRAINED_BY. Guard: a restraint system. M."""
    return _without_row(facts, as_of, "restraints", min_coverage, MEDIUM)


def chk_007(facts: Facts, as_of: date, r: float = 10) -> Answer:
    """Active power with has_discretion and (no standard, or any standard with upper/lower > r
    where lower > 0). H. Examined: active powers with has_discretion."""
    answer = Answer()
    for power in facts.active_powers(as_of, has_discretion=True):
        answer.examine(power["department"])
        standards = facts.all("discretion_standards", power=power["uid"])
        wide = [
            s
            for s in standards
            if s["lower"] is not None
            and s["lower"] > 0
            and s["upper"] is not None
            and s["upper"] / s["lower"] > r
        ]
        if not standards or wide:
            answer.find("Power", power["uid"], HIGH)
    return answer


def chk_008(facts: Facts, as_of: date, max_hops: int = 4) -> Answer:
    """Active power with a filled SUPERVISION role where every post filling SUPERVISION (held or
    not) reaches, over 1..max_hops REPORTS_TO, a post filling DECISION or EXECUTION of the same
    power; a Body or Department that fills SUPERVISION is free of such a path.
    Power; the holders of those supervising posts and of the superior posts reached. H.

    Reading: the post reached counts held or not, like the supervising one.
    Reading: examined are the active powers with a filled SUPERVISION role.
    """
    answer = Answer()
    for power in facts.active_powers(as_of):
        if not facts.has_filled(power, "SUPERVISION", as_of):
            continue
        answer.examine(power["department"])
        roles = facts.all("roles", power=power["uid"], kind="SUPERVISION")
        free = any(
            facts.fillers(role["uid"], as_of, label)
            for role in roles
            for label in ("Body", "Department")
        )
        supervising = facts.posts_filling(power, "SUPERVISION", as_of)
        watched = facts.posts_filling(power, "DECISION", as_of) | facts.posts_filling(
            power, "EXECUTION", as_of
        )
        reached = {p: set(facts.superiors(p, max_hops)) & watched for p in supervising}
        if not free and all(reached.values()):
            posts = supervising | {p for above in reached.values() for p in above}
            answer.find("Power", power["uid"], HIGH, facts.holders_of(posts, as_of))
    return answer


def chk_009(facts: Facts, as_of: date) -> Answer:
    """Active HIGH power that lacks one of: filled decision, execution, supervision role (as
    CHK-001–003 count filled); a Department of kind DISCIPLINE or RESIDENT_DISCIPLINE that
    SUPERVISES its department (any kind of supervision). Power; –. M."""
    answer = Answer()
    for power in facts.active_powers(as_of, risk_level="HIGH"):
        answer.examine(power["department"])
        supervisors = [
            facts.get("departments", s["supervisor"])
            for s in facts.all("supervisions", supervised=power["department"])
        ]
        watched = any(d["kind"] in DISCIPLINE for d in supervisors)
        filled = all(facts.has_filled(power, kind, as_of) for kind in KINDS)
        if not filled or not watched:
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def chk_010(facts: Facts, as_of: date, min_coverage: float = 0.2) -> Answer:
    """Active power with no Duty, or none of whose duties has accountability text.
    Guard: a duty. M."""
    answer = Answer()
    powers = facts.covered(as_of, min_coverage, lambda w: bool(facts.all("duties", power=w["uid"])))
    for power in powers:
        answer.examine(power["department"])
        if not any(d["accountability"] for d in facts.all("duties", power=power["uid"])):
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def chk_011(facts: Facts, as_of: date, n: int = 3) -> Answer:
    """risk_level below HIGH in domain PERSONNEL, FINANCE, PROCUREMENT or CONSTRUCTION, or LOW with
    an Accountability or Problem in the last n years. Power; –. M.

    Reading: an empty level is not below HIGH. The last n years begin on the same day n years
    earlier, that day included.
    Reading: examined are the active powers with a level, in one of the domains or with such an
    Accountability or Problem.
    """
    answer = Answer()
    first = years_before(as_of, n)
    for power in facts.active_powers(as_of):
        level = power["risk_level"]
        days = [a["decided_on"] for a in facts.all("accountabilities", power=power["uid"])]
        days += [p["raised_on"] for p in facts.all("problems", power=power["uid"])]
        trouble = any(first <= d <= as_of for d in days)
        hot = power["domain"] in HOT_DOMAINS
        if level is None or not (hot or trouble):
            continue
        answer.examine(power["department"])
        if (hot and level in ("MEDIUM", "LOW")) or (trouble and level == "LOW"):
            answer.find("Power", power["uid"], MEDIUM)
    return answer


def chk_012(facts: Facts, as_of: date, max_length: int = 5) -> Answer:
    """Departments (SUPERVISES), or posts (A supervises B when A fills SUPERVISION of a power whose
    DECISION or EXECUTION B fills, A ≠ B), form a directed cycle of length ≤ max_length. The node
    with the smallest uid in the cycle, one finding per set of nodes; holders of the posts on it. M.

    Reading: posts count held or not. A department that supervises itself is a cycle of length 1.
    Reading: examined are the departments and posts that supervise any.
    """
    answer = Answer()
    departments = {(s["supervisor"], s["supervised"]) for s in facts.all("supervisions")}
    posts = {
        (a, b)
        for power in facts.active_powers(as_of)
        for a in facts.posts_filling(power, "SUPERVISION", as_of)
        for kind in ("DECISION", "EXECUTION")
        for b in facts.posts_filling(power, kind, as_of)
        if a != b
    }
    for label, table, edges in (
        ("Department", "departments", departments),
        ("Post", "posts", posts),
    ):
        for uid in {a for a, _ in edges}:
            row = facts.get(table, uid)
            answer.examine(uid if label == "Department" else row["department"])
        for cycle in _cycles(edges, max_length):
            actors = facts.holders_of(cycle, as_of) if label == "Post" else set()
            answer.find(label, min(cycle), MEDIUM, actors)
    return answer


def _cycles(edges: set[tuple[str, str]], most: int) -> Iterator[tuple[str, ...]]:
    """Every directed cycle without a node twice, of at most so many nodes."""
    nodes = sorted({n for edge in edges for n in edge})
    for size in range(1, min(most, len(nodes)) + 1):
        for start in nodes:
            others = [n for n in nodes if n > start]
            yield from _paths(edges, (start,), others, size)


def _paths(
    edges: set[tuple[str, str]], path: tuple[str, ...], others: list[str], size: int
) -> Iterator[tuple[str, ...]]:
    if len(path) == size:
        if (path[-1], path[0]) in edges:
            yield path
        return
    for node in others:
        if node not in path and (path[-1], node) in edges:
            yield from _paths(edges, (*path, node), others, size)


def chk_013(facts: Facts, as_of: date, hops: int = 2) -> Answer:
    """The role holders differ, but decision, execution and supervision holders of an active HIGH
    power each reach one same post (that is not is_county_chief) by 0..hops REPORTS_TO steps.
    Power; the holders of the nearest such post. H.

    Reading: holders are the held posts that fill the roles; every one of them reaches the post. A
    body or department that fills a role reaches none. They differ when nobody fills roles of two
    kinds. Examined are the active HIGH powers with all three kinds filled (as CHK-001 counts it)
    where the holders differ.
    """
    answer = Answer()
    for power in facts.active_powers(as_of, risk_level="HIGH"):
        posts = set.union(*(facts.posts_filling(power, kind, as_of) for kind in KINDS))
        posts = {p for p in posts if facts.holders(p, as_of)}
        officials = [facts.officials_filling(power, kind, as_of) for kind in KINDS]
        filled = all(facts.has_filled(power, kind, as_of) for kind in KINDS)
        if not filled or any(a & b for a, b in combinations(officials, 2)):
            continue
        answer.examine(power["department"])
        if _other_fillers(facts, power, as_of):
            continue
        reach = {p: [p, *facts.superiors(p, hops)] for p in posts}
        common = set.intersection(*(set(r) for r in reach.values()))
        common = {p for p in common if not facts.get("posts", p)["is_county_chief"]}
        if common:
            # Superiors form one line, so the nearest to one of the posts is the nearest to all.
            nearest = min(common, key=lambda p: sum(r.index(p) for r in reach.values()))
            answer.find("Power", power["uid"], HIGH, facts.holders(nearest, as_of))
    return answer


def _other_fillers(facts: Facts, power: Row, as_of: date) -> bool:
    return any(
        facts.fillers(role["uid"], as_of, label)
        for role in facts.all("roles", power=power["uid"])
        for label in ("Body", "Department")
    )
