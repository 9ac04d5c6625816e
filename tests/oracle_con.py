"""CON: concentration of power."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from tests.oracle import HIGH, LOW, MEDIUM, Answer, Facts, Row, valid

DOMAINS = ("PERSONNEL", "FINANCE", "CONSTRUCTION", "PROCUREMENT", "APPROVAL")
PAIRS = (("FINANCE", "PROCUREMENT"), ("FINANCE", "PERSONNEL"), ("PROCUREMENT", "CONSTRUCTION"))


def _direct_domains(facts: Facts, post: str, as_of: date) -> set[str]:
    rows = facts.all("charges", post=post, direct=True)
    return {c["domain"] for c in rows if valid(c, as_of) and c["domain"]}


def con_001(facts: Facts, as_of: date, domains: Sequence[str] = DOMAINS) -> Answer:
    """A chief's post has IN_CHARGE_OF with direct=true and domain in the list, valid at as_of.
    Post; its holders. H.

    Reading: a chief's post is one with is_top_leader, held or not; all of them are examined.
    """
    answer = Answer()
    for post in facts.all("posts", is_top_leader=True):
        answer.examine(post["department"])
        if _direct_domains(facts, post["uid"], as_of) & set(domains):
            answer.find("Post", post["uid"], HIGH, facts.holders(post["uid"], as_of))
    return answer


def con_002(
    facts: Facts, as_of: date, n: int = 5, share: float = 0.30, min_powers: int = 5
) -> Answer:
    """Official fills DECISION roles of more than n active HIGH powers, or of more than share of one
    department's active HIGH powers where that department has at least min_powers of them.
    Official; official. H.

    Reading: examined are the officials who fill a DECISION role of an active HIGH power.
    """
    answer = Answer()
    powers = facts.active_powers(as_of, risk_level="HIGH")
    of_department: dict[str, int] = {}
    decides: dict[str, list[Row]] = {}
    for power in powers:
        department = power["department"]
        of_department[department] = of_department.get(department, 0) + 1
        for official in facts.officials_filling(power, "DECISION", as_of):
            decides.setdefault(official, []).append(power)
    for official, decided in decides.items():
        answer.examine(facts.unit_of(official, as_of))
        too_large = any(
            total >= min_powers
            and sum(w["department"] == department for w in decided) / total > share
            for department, total in of_department.items()
        )
        if len(decided) > n or too_large:
            answer.find("Official", official, HIGH, [official])
    return answer


def con_003(facts: Facts, as_of: date, t: float = 0.25, m: int = 10) -> Answer:
    """Per department with ≥ m active powers: HHI = Σ share² over officials of the filled DECISION
    (role, official) pairs > t. Department; the top holder. M.

    Reading: pairs of roles of the department's active powers; the top holder has the most pairs,
    of equals the one with the smallest uid; a department without a pair is not examined.
    """
    answer = Answer()
    for department in facts.all("departments"):
        powers = facts.active_powers(as_of, department=department["uid"])
        pairs = {
            (role["uid"], official)
            for power in powers
            for role in facts.all("roles", power=power["uid"], kind="DECISION")
            for official in facts.holders_of(facts.fillers(role["uid"], as_of, "Post"), as_of)
        }
        if len(powers) < m or not pairs:
            continue
        answer.examine(department["uid"])
        officials = sorted({official for _, official in pairs})
        count = {o: sum(o == official for _, official in pairs) for o in officials}
        # Whole numbers until the last step: a share of exactly t must not depend on rounding.
        if sum(c * c for c in count.values()) / len(pairs) ** 2 > t:
            top = min(officials, key=lambda o: (-count[o], o))
            answer.find("Department", department["uid"], MEDIUM, [top])
    return answer


def con_004(facts: Facts, as_of: date, pairs: Sequence[Sequence[str]] = PAIRS) -> Answer:
    """One post in direct charge, at as_of, of both domains of a pair. Post; its holders. M.

    Reading: examined are the posts in direct charge of one domain of a pair at least.
    """
    answer = Answer()
    for post in facts.all("posts"):
        domains = _direct_domains(facts, post["uid"], as_of)
        if any(domains & set(pair) for pair in pairs):
            answer.examine(post["department"])
        if any(domains >= set(pair) for pair in pairs):
            answer.find("Post", post["uid"], MEDIUM, facts.holders(post["uid"], as_of))
    return answer


def con_005(facts: Facts, as_of: date, k: float = 3) -> Answer:
    """Number of active powers above median + k·1.4826·MAD (MAD 0 counts as 1) of departments of
    the same kind (at least 5 such departments with active powers). Department; –. L."""
    answer = Answer()
    kinds: dict[str, dict[str, int]] = {}
    for department in facts.all("departments"):
        count = len(facts.active_powers(as_of, department=department["uid"]))
        if count:
            kinds.setdefault(department["kind"], {})[department["uid"]] = count
    for counts in kinds.values():
        if len(counts) < 5:
            continue
        middle = median(counts.values())
        mad = median(abs(c - middle) for c in counts.values()) or 1
        for uid, count in counts.items():
            answer.examine(uid)
            if count > middle + k * 1.4826 * mad:
                answer.find("Department", uid, LOW)
    return answer


def con_006(facts: Facts, as_of: date, n: int = 8, m: int = 2) -> Answer:
    """Official is the only filler of the DECISION roles of ≥ n active powers in ≥ m domains.
    Official; official. M.

    Reading: all DECISION roles of the power together have one filler; a body or department that
    fills one is another filler, a vacant post none. A power without domain adds no domain.
    Reading: examined are the officials who fill a DECISION role of an active power.
    """
    answer = Answer()
    alone: dict[str, list[Row]] = {}
    for power in facts.active_powers(as_of):
        officials = facts.officials_filling(power, "DECISION", as_of)
        roles = facts.all("roles", power=power["uid"], kind="DECISION")
        others = [
            filler
            for role in roles
            for label in ("Body", "Department")
            for filler in facts.fillers(role["uid"], as_of, label)
        ]
        for official in officials:
            alone.setdefault(official, [])
        if len(officials) == 1 and not others:
            alone[officials.pop()].append(power)
    for official, powers in alone.items():
        answer.examine(facts.unit_of(official, as_of))
        domains = {w["domain"] for w in powers} - {None}
        if len(powers) >= n and len(domains) >= m:
            answer.find("Official", official, MEDIUM, [official])
    return answer


def con_007(facts: Facts, as_of: date) -> Answer:
    """One section handles powers of types 01, 06 and 02 that share a legal basis. Section; –. M.

    Reading: one basis stands behind a power of each of the three types. Examined are the sections
    that handle an active power of any of the three types with a basis.
    """
    answer = Answer()
    for section in facts.all("sections"):
        powers = facts.active_powers(as_of, section=section["uid"])
        bases: list[set[str]] = []
        for power_type in ("01", "06", "02"):
            of_type = [w["uid"] for w in powers if w["power_type"] == power_type]
            rows = [a for w in of_type for a in facts.all("authorizations", power=w)]
            bases.append({a["basis"] for a in rows})
        if any(bases):
            answer.examine(section["department"])
        if set.intersection(*bases):
            answer.find("Section", section["uid"], MEDIUM)
    return answer


def con_008(facts: Facts, as_of: date) -> Answer:
    """Same-named power in PARTY and ADMIN systems of one department with the same sole decider.
    Power; official. M.

    Reading: the sole decider is the only official who fills DECISION roles of the power, and no
    body or department fills one. The power is the one of the ADMIN system. Examined are the ADMIN
    powers that have a PARTY power of the same name and department, where DECISION is filled in
    both (as CHK-001 counts it).
    """
    answer = Answer()
    for admin in facts.active_powers(as_of, system="ADMIN"):
        twins = facts.active_powers(
            as_of, system="PARTY", name=admin["name"], department=admin["department"]
        )
        twins = [w for w in twins if facts.has_filled(w, "DECISION", as_of)]
        if not twins or not facts.has_filled(admin, "DECISION", as_of):
            continue
        answer.examine(admin["department"])
        decider = _sole_decider(facts, admin, as_of)
        if decider and any(_sole_decider(facts, w, as_of) == decider for w in twins):
            answer.find("Power", admin["uid"], MEDIUM, [decider])
    return answer


def _sole_decider(facts: Facts, power: Row, as_of: date) -> str | None:
    for role in facts.all("roles", power=power["uid"], kind="DECISION"):
        for label in ("Body", "Department"):
            if facts.fillers(role["uid"], as_of, label):
                return None
    officials = facts.officials_filling(power, "DECISION", as_of)
    return officials.pop() if len(officials) == 1 else None
