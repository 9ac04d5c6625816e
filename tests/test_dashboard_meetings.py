"""The page of meetings: what it shows against plain Python over the tables, and the rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.store import Store
from queries.check import check
from queries.lint import lint_text
from queries.views import meeting_card, meetings
from queries.views.meetings import RULES, UNMET, MeetingCut
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.oracle import Facts, Row, day_of, happened
from tests.strategies import AS_OF, load_random

STATEMENTS = meetings.statements() | {
    f"card {name}": text for name, text in meeting_card.statements().items()
}
SEEDS = range(5)


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_cypher_of_meetings_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


@pytest.fixture(params=SEEDS)
def loaded(
    request: pytest.FixtureRequest,
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> tuple[Store, Facts]:
    """A graph of random tables, and the tables."""
    return load_random(engine_store, request.param, tmp_path / "csv")


def held(facts: Facts) -> list[Row]:
    """The meetings that were held."""
    return [g for g in facts.all("meetings") if g["held_on"] <= AS_OF]


def statements(facts: Facts, matter: Row, meeting: Row) -> list[Row]:
    """What was said of a matter at a meeting or before it."""
    return [
        s
        for s in facts.all("statements", matter=matter["uid"])
        if s["meeting"] in (None, meeting["uid"]) and (s["at"] is None or happened(s["at"], AS_OF))
    ]


def test_meetings_are_listed_with_body_unit_and_matters(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    agenda = meetings.agenda(store, AS_OF)
    rows = {g.uid: g for g in agenda.meetings}
    assert rows.keys() == {g["uid"] for g in held(facts)}
    assert [g.held_on for g in agenda.meetings] == sorted(
        (g["held_on"] for g in held(facts)), reverse=True
    )
    for meeting in held(facts):
        row, body = rows[meeting["uid"]], facts.get("bodies", meeting["body"])
        assert (row.body, row.unit) == (body["uid"], body["department"])
        assert (row.present, row.expected) == (meeting["present"], meeting["expected"])
        decided = facts.all("matters", meeting=meeting["uid"])
        assert set(row.matters) == {m["uid"] for m in decided}
        assert agenda.kinds(row) == Counter(m["category"] for m in decided)


def test_a_cut_holds_what_it_says(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    agenda = meetings.agenda(store, AS_OF)
    for meeting in held(facts):
        month = f"{meeting['held_on']:%Y-%m}"
        found = meetings.within(agenda, MeetingCut(body=meeting["body"], month=month))
        assert {g.uid for g in found} == {
            g["uid"]
            for g in held(facts)
            if g["body"] == meeting["body"] and f"{g['held_on']:%Y-%m}" == month
        }
    personnel = meetings.within(agenda, MeetingCut(category="PERSONNEL"))
    assert {g.uid for g in personnel} == {
        g["uid"]
        for g in held(facts)
        if facts.all("matters", meeting=g["uid"], category="PERSONNEL")
    }


def test_matters_without_a_meeting_are_those_that_name_none_held_yet(
    loaded: tuple[Store, Facts],
) -> None:
    store, facts = loaded
    known = {g["uid"] for g in held(facts)}
    unmet = meetings.agenda(store, AS_OF).unmet(None, None)
    assert {m.uid for m in unmet} == {
        m["uid"] for m in facts.all("matters") if m["meeting"] not in known
    }


def test_matters_decided_elsewhere_are_those_of_other_units_bodies(
    loaded: tuple[Store, Facts],
) -> None:
    store, facts = loaded
    agenda = meetings.agenda(store, AS_OF)
    assert agenda.elsewhere(None, None) == []
    body_of = {g["uid"]: facts.get("bodies", g["body"])["department"] for g in held(facts)}
    for unit in {m["department"] for m in facts.all("matters")}:
        assert {m.uid for m in agenda.elsewhere(unit, None)} == {
            m["uid"]
            for m in facts.all("matters", department=unit)
            if m["meeting"] in body_of and body_of[m["meeting"]] != unit
        }


def test_every_lead_stands_at_its_meeting_or_among_those_without(
    loaded: tuple[Store, Facts],
) -> None:
    store, facts = loaded
    agenda = meetings.agenda(store, AS_OF)
    findings = check(store, RULES, as_of=AS_OF).findings
    assert findings
    leads = meetings.leads_of(agenda, findings)
    assert {f.id for found in leads.values() for f in found} == {f.id for f in findings}
    known = {g["uid"] for g in held(facts)}
    for uid, found in leads.items():
        for finding in found:
            meeting = finding.subject
            if finding.subject_label == "Matter":
                named = facts.get("matters", finding.subject)["meeting"]
                meeting = named if named in known else UNMET
            assert meeting == uid


def test_who_spoke_after_the_chief_is_who_the_rule_names(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    spoken_late: dict[tuple[str, str], set[str]] = {}
    for finding in check(store, ["PRC-002"], as_of=AS_OF).findings:
        meeting = facts.get("matters", finding.subject)["meeting"]
        late = spoken_late.setdefault((meeting, finding.subject), set())
        late |= set(finding.details["later_speakers"])
    shown: dict[tuple[str, str], set[str]] = {}
    for meeting in held(facts):
        card = meeting_card.meeting_card(store, meeting["uid"], AS_OF)
        assert card is not None
        for matter in card.matters:
            names = {s.name for s in matter.statements if s.late}
            if names:
                shown[meeting["uid"], matter.head.uid] = names
    assert shown == spoken_late


def test_statements_and_votes_are_those_of_the_tables(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    votes = 0
    for meeting in held(facts):
        card = meeting_card.meeting_card(store, meeting["uid"], AS_OF)
        assert card is not None
        body = facts.get("bodies", meeting["body"])
        chiefs = facts.chiefs(body["department"], meeting["held_on"])
        members = facts.members(body["uid"], meeting["held_on"])
        assert {m.uid for m in card.members} == members
        assert {m.uid for m in card.members if m.chief} == members & chiefs
        assert {m.head.uid for m in card.matters} == {
            m["uid"] for m in facts.all("matters", meeting=meeting["uid"])
        }
        for matter in card.matters:
            row = facts.get("matters", matter.head.uid)
            said = statements(facts, row, meeting)
            assert Counter((s.official, s.seq, s.before) for s in matter.statements) == Counter(
                (s["official"], s["seq"], s["kind"] == "PRE_MEETING") for s in said
            )
            assert all(s.chief == (s.official in chiefs) for s in matter.statements)
            assert all(s.origin and s.origin.row for s in matter.statements)
            in_turn = [s.seq for s in matter.statements if not s.before and s.seq is not None]
            assert in_turn == sorted(in_turn)
            ballots = facts.all("votes", matter=row["uid"])
            votes += len(ballots)
            assert Counter(matter.named) == Counter(v["choice"] for v in ballots)
            heard = {s["official"] for s in said if s["kind"] == "MEETING"}
            assert all(b.heard == (b.official in heard) for b in matter.ballots)
            numbers = [row["approve"], row["oppose"], row["abstain"]]
            named = [matter.named[c] for c in ("APPROVE", "OPPOSE", "ABSTAIN")]
            assert matter.miscounted == bool(ballots and None not in numbers and numbers != named)
    assert votes


def test_nothing_is_known_of_a_meeting_that_was_not_held(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    assert meeting_card.meeting_card(store, "none", AS_OF) is None
    for meeting in facts.all("meetings"):
        if meeting["held_on"] > AS_OF:
            assert meeting_card.meeting_card(store, meeting["uid"], AS_OF) is None


def test_what_is_said_before_the_meeting_comes_first(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    for meeting in held(facts):
        card = meeting_card.meeting_card(store, meeting["uid"], AS_OF)
        assert card is not None
        for matter in card.matters:
            kinds = [s.before for s in matter.statements]
            assert kinds == sorted(kinds, reverse=True)
            days = [day_of(s.at) for s in matter.statements if s.before and s.at]
            assert days == sorted(days, key=str)
