"""PRC: procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle import (
    HIGH,
    LOW,
    MEDIUM,
    Answer,
    Facts,
    Row,
    day_of,
    decided,
    happened,
    working_days,
)


def _meeting(facts: Facts, row: Row, as_of: date) -> Row | None:
    """The meeting that a row names, where it was held by as_of."""
    meeting = facts.get("meetings", row["meeting"]) if row["meeting"] else None
    return meeting if meeting and meeting["held_on"] <= as_of else None


def _chiefs(facts: Facts, meeting: Row, day: date) -> set[str]:
    """The chiefs of the department of the meeting's body."""
    department = facts.get("bodies", meeting["body"])["department"]
    return facts.chiefs(department, day) if department else set()


def _statements(facts: Facts, matter: Row, as_of: date, kind: str) -> list[Row]:
    """The statements that exist: none later than as_of; an undated one exists."""
    rows = facts.all("statements", matter=matter["uid"], kind=kind)
    return [s for s in rows if s["at"] is None or happened(s["at"], as_of)]


def prc_001(facts: Facts, as_of: date) -> Answer:
    """Executed, and no meeting, or meeting after executed_on. Matter; –. H."""
    answer = Answer()
    for matter in facts.all("matters"):
        if not happened(matter["executed_on"], as_of):
            continue
        answer.examine(matter["department"])
        meeting = _meeting(facts, matter, as_of)
        if meeting is None or meeting["held_on"] > matter["executed_on"]:
            answer.find("Matter", matter["uid"], HIGH)
    return answer


def prc_002(facts: Facts, as_of: date) -> Answer:
    """A chief (at held_on) of the body's department made a MEETING statement on the matter and
    another member of the body (at held_on) made one after it (greater seq). Matter; the chief. H.

    Reading: the meeting is the one at which the statement was made, where the statement names
    none the one that decided the matter; both statements are of the same meeting.
    Reading: examined are the matters on which a chief and another member spoke in a meeting, if it
    is known who spoke after whom.
    """
    answer = Answer()
    for matter in facts.all("matters"):
        spoken: dict[str, list[Row]] = {}
        for statement in _statements(facts, matter, as_of, "MEETING"):
            at = statement["meeting"] or matter["meeting"]
            if at and facts.get("meetings", at)["held_on"] <= as_of:
                spoken.setdefault(at, []).append(statement)
        examined = False
        for at, statements in spoken.items():
            meeting = facts.get("meetings", at)
            chiefs = _chiefs(facts, meeting, meeting["held_on"])
            members = facts.members(meeting["body"], meeting["held_on"])
            for one in statements:
                for other in statements:
                    if one["official"] not in chiefs or other["official"] not in members:
                        continue
                    if one["official"] == other["official"]:
                        continue
                    if one["seq"] is None or other["seq"] is None:
                        continue
                    examined = True
                    if other["seq"] > one["seq"]:
                        answer.find("Matter", matter["uid"], HIGH, [one["official"]])
        if examined:
            answer.examine(matter["department"])
    return answer


def prc_003(facts: Facts, as_of: date, window: int = 30) -> Answer:
    """A chief (at that day) of the body's department made a PRE_MEETING statement on the matter
    within window days before the meeting. Matter; the chief. M.

    Reading: the meeting that decided the matter, and statements that name it or none; one of the
    same day was made before it, as its kind says. Examined are the matters decided at a meeting,
    held by as_of, of a body of a department, on which anybody is known to have spoken.
    """
    answer = Answer()
    for matter in facts.all("matters"):
        meeting = _meeting(facts, matter, as_of)
        before = _statements(facts, matter, as_of, "PRE_MEETING")
        known = before + _statements(facts, matter, as_of, "MEETING")
        if meeting is None or not known:
            continue
        if facts.get("bodies", meeting["body"])["department"]:
            answer.examine(matter["department"])
        for statement in before:
            day = day_of(statement["at"])
            if statement["meeting"] not in (None, meeting["uid"]):
                continue
            if day is None or not 0 <= (meeting["held_on"] - day).days <= window:
                continue
            if statement["official"] in _chiefs(facts, meeting, day):
                answer.find("Matter", matter["uid"], MEDIUM, [statement["official"]])
    return answer


def prc_004(facts: Facts, as_of: date) -> Answer:
    """BALLOT: passed with approve ≤ expected/2, or approve+oppose+abstain ≠ present. HEAD: passed
    with approve < oppose and no override_reason. Matter; –. H.

    Reading: what is empty contradicts nothing. Examined are the matters of a meeting held by as_of
    for which one of the comparisons can be made.
    """
    answer = Answer()
    for matter in facts.all("matters"):
        meeting = _meeting(facts, matter, as_of)
        if meeting is None:
            continue
        approve, oppose, abstain = matter["approve"], matter["oppose"], matter["abstain"]
        checks: list[bool] = []
        if meeting["decision_mode"] == "BALLOT":
            if matter["passed"] and None not in (approve, meeting["expected"]):
                checks.append(approve * 2 <= meeting["expected"])
            if None not in (approve, oppose, abstain, meeting["present"]):
                checks.append(approve + oppose + abstain != meeting["present"])
        elif matter["passed"] and None not in (approve, oppose):
            checks.append(approve < oppose and not matter["override_reason"])
        if checks:
            answer.examine(matter["department"])
        if any(checks):
            answer.find("Matter", matter["uid"], HIGH)
    return answer


def prc_005(
    facts: Facts,
    as_of: date,
    quorum: Sequence[int] = (1, 2),
    personnel_quorum: Sequence[int] = (2, 3),
) -> Answer:
    """present/expected < quorum (a meeting that decides a PERSONNEL matter: < personnel_quorum).
    Meeting; –. H. Fractions, not 0.667.

    Reading: the unit is the department of the body. Examined are the meetings held by as_of of
    which present and expected (more than 0) are known.
    """
    answer = Answer()
    for meeting in facts.all("meetings"):
        expected, present = meeting["expected"], meeting["present"]
        if meeting["held_on"] > as_of or not expected or present is None:
            continue
        answer.examine(facts.get("bodies", meeting["body"])["department"])
        personnel = facts.all("matters", meeting=meeting["uid"], category="PERSONNEL")
        needed = Fraction(*(personnel_quorum if personnel else quorum))
        if Fraction(present, expected) < needed:
            answer.find("Meeting", meeting["uid"], HIGH)
    return answer


def _last_handler(facts: Facts, case: Row, as_of: date) -> list[str]:
    """ "Last handler (by at, then seq)": of the events that an official handled."""
    handled = [e["official"] for e in facts.events(case, as_of) if e["official"]]
    return handled[-1:]


def _cases_of_type(facts: Facts, as_of: date, *types: str) -> list[tuple[Row, Row]]:
    """The cases of powers of these types, whatever the power's status, each with its power."""
    pairs = [(case, facts.power_of(case)) for case in facts.cases(as_of)]
    return [(case, power) for case, power in pairs if power and power["power_type"] in types]


def prc_006(facts: Facts, as_of: date, default_days: int = 20, max_extension: int = 10) -> Answer:
    """Type 01 case: days accepted→decided (or as_of), working days unless the power's day_kind is
    CALENDAR, minus suspended_days > min of legal_days and promised_days (default_days where both
    are empty) + min(extended_days, max_extension). CaseFile; last handler. M."""
    answer = Answer()
    for case, power in _cases_of_type(facts, as_of, "01"):
        answer.examine(case["department"])
        end = case["decided_on"] if decided(case, as_of) else as_of
        if power["day_kind"] == "CALENDAR":
            used = (end - case["accepted_on"]).days
        else:
            used = working_days(case["accepted_on"], end)
        limits = [d for d in (power["legal_days"], power["promised_days"]) if d is not None]
        allowed = min(limits, default=default_days) + min(case["extended_days"] or 0, max_extension)
        if used - (case["suspended_days"] or 0) > allowed:
            answer.find("CaseFile", case["uid"], MEDIUM, _last_handler(facts, case, as_of))
    return answer


def prc_007(facts: Facts, as_of: date, days: int = 90) -> Answer:
    """Type 02 case: calendar days accepted→decided (or as_of) > days + extended_days.
    CaseFile; last handler (by at, then seq). M."""
    answer = Answer()
    for case, _ in _cases_of_type(facts, as_of, "02"):
        answer.examine(case["department"])
        end = case["decided_on"] if decided(case, as_of) else as_of
        if (end - case["accepted_on"]).days > days + (case["extended_days"] or 0):
            answer.find("CaseFile", case["uid"], MEDIUM, _last_handler(facts, case, as_of))
    return answer


def prc_008(facts: Facts, as_of: date) -> Answer:
    """Type 02/03/06 case: an INVESTIGATE or EXECUTE step handled by fewer than 2 officials, or by
    one with has_certificate=false. CaseFile; the officials. H.

    Reading: a step that events visited and of which no official is known was handled by fewer than
    2. The officials are those who handled the steps where it went wrong.
    """
    answer = Answer()
    for case, _ in _cases_of_type(facts, as_of, "02", "03", "06"):
        handled: dict[str, set[str]] = {}
        for event in facts.events(case, as_of):
            step = facts.step_of(event)
            if step and step["kind"] in ("INVESTIGATE", "EXECUTE"):
                officials = handled.setdefault(step["uid"], set())
                officials |= {event["official"]} - {None}
        if handled:
            answer.examine(case["department"])
        wrong = [
            officials
            for officials in handled.values()
            if len(officials) < 2
            or any(facts.get("officials", o)["has_certificate"] is False for o in officials)
        ]
        if wrong:
            answer.find("CaseFile", case["uid"], HIGH, set.union(*wrong))
    return answer


def prc_009(facts: Facts, as_of: date) -> Answer:
    """is_major type 02 case without a LEGAL_REVIEW and a COLLECTIVE event before DECIDE.
    CaseFile; –. H.

    Reading: lacking either is enough. Before: by at, then seq, before the first DECIDE event; in a
    decided case without such an event, up to the day of decided_on. Examined are the cases with a
    DECIDE event and the decided ones.
    """
    answer = Answer()
    for case, _ in _cases_of_type(facts, as_of, "02"):
        events = facts.events(case, as_of)
        steps = [facts.step_of(e) for e in events]
        kinds = [step["kind"] if step else None for step in steps]
        if not case["is_major"] or not ("DECIDE" in kinds or decided(case, as_of)):
            continue
        answer.examine(case["department"])
        if "DECIDE" in kinds:
            before = kinds[: kinds.index("DECIDE")]
        else:
            in_time = [happened(e["at"], case["decided_on"]) for e in events]
            before = [kind for kind, ok in zip(kinds, in_time, strict=True) if ok]
        if {"LEGAL_REVIEW", "COLLECTIVE"} - set(before):
            answer.find("CaseFile", case["uid"], HIGH)
    return answer


def prc_010(facts: Facts, as_of: date) -> Answer:
    """Decided case that lacks an event for a mandatory step of its power, or in whose events (by
    `at`, then seq; those without a step left out) a later one visits a step of smaller seq.
    CaseFile; handlers. M.

    Reading: where a power has no steps of its own, those of its class (template) are its steps; an
    event is one for a step of a template when it visits a step of that kind or its action is the
    template step's name. Examined are the decided cases with a mandatory step, or with two events
    that visit a step.
    """
    answer = Answer()
    for case in facts.cases(as_of):
        if not decided(case, as_of):
            continue
        power = facts.power_of(case)
        mandatory = [s for s in facts.steps(power) if s["mandatory"]] if power else []
        events = facts.events(case, as_of)
        visited = [s for s in map(facts.step_of, events) if s]
        if not mandatory and len(visited) < 2:
            continue
        answer.examine(case["department"])
        uids, kinds = {s["uid"] for s in visited}, {s["kind"] for s in visited}
        actions = {e["action"] for e in events}
        skipped = any(
            s["kind"] not in kinds and s["name"] not in actions
            if "power_type" in s  # a step of a template
            else s["uid"] not in uids
            for s in mandatory
        )
        numbers = [s["seq"] for s in visited]
        if skipped or numbers != sorted(numbers):
            answer.find("CaseFile", case["uid"], MEDIUM, facts.handlers(case, as_of))
    return answer


def prc_011(
    facts: Facts, as_of: date, required: Sequence[str] = ("LEGAL_REVIEW", "COLLECTIVE")
) -> Answer:
    """Power with domain other than PERSONNEL and is_major lacks steps: LEGAL_REVIEW and COLLECTIVE
    always; ARGUMENT/EXPERT, CONSULT, HEARING as set. Power; –. H.

    Reading: an empty domain is other than PERSONNEL. Where a power has no steps of its own, those
    of its class (template) are used. LEGAL_REVIEW and COLLECTIVE are needed whatever is set.
    """
    answer = Answer()
    for power in facts.active_powers(as_of, is_major=True):
        if power["domain"] == "PERSONNEL":
            continue
        answer.examine(power["department"])
        kinds = {s["kind"] for s in facts.steps(power)}
        if {"LEGAL_REVIEW", "COLLECTIVE", *required} - kinds:
            answer.find("Power", power["uid"], HIGH)
    return answer


def prc_012(facts: Facts, as_of: date, n: int = 365) -> Answer:
    """Active core power, department has cases, this power none in n days up to as_of.
    Power; –. L.

    Reading: the department has run a case by as_of, whenever. The n days up to as_of end with it
    and do not hold the day n days before it.
    """
    answer = Answer()
    cases = facts.cases(as_of)
    for power in facts.active_powers(as_of, is_core=True):
        if not any(c["department"] == power["department"] for c in cases):
            continue
        answer.examine(power["department"])
        own = [c for c in cases if c["power"] == power["uid"]]
        if not any(c["accepted_on"] > as_of - timedelta(n) for c in own):
            answer.find("Power", power["uid"], LOW)
    return answer
