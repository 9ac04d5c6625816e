"""The page of cases: its numbers against plain Python over the tables, and against the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.store import Store
from queries.check import check
from queries.lint import lint_text
from queries.views import case_card, cases
from queries.views.case_limits import CaseRow, Terms, terms
from queries.views.cases import Cut
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.oracle import Facts, Row, day_of, decided, happened, working_days
from tests.strategies import AS_OF, load_random

STATEMENTS = cases.statements() | case_card.statements()
TERMS = Terms(licence=20, extension=10, penalty=90, idle=365)
SEEDS = range(4)
SHARES = (50, 80, 99)


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_cypher_of_cases_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


def test_the_terms_are_those_of_the_rules() -> None:
    assert terms(None) == TERMS


@pytest.fixture(params=SEEDS)
def loaded(
    request: pytest.FixtureRequest,
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> tuple[Store, Facts]:
    """A graph of random tables, and the tables."""
    return load_random(engine_store, request.param, tmp_path / "csv")


def taken(facts: Facts, case: Row) -> tuple[int, int | None]:
    """Days taken and allowed, by the sentences of the rules and of the page."""
    power = facts.power_of(case)
    end = case["decided_on"] if decided(case, AS_OF) else AS_OF
    if power is None:
        return working_days(case["accepted_on"], end), None
    calendar = power["power_type"] == "02" or power["day_kind"] == "CALENDAR"
    used = (end - case["accepted_on"]).days if calendar else working_days(case["accepted_on"], end)
    more, stopped = case["extended_days"] or 0, case["suspended_days"] or 0
    limits = [d for d in (power["legal_days"], power["promised_days"]) if d is not None]
    if power["power_type"] == "02":
        return used, 90 + more
    if power["power_type"] == "01":
        return used, min(limits, default=20) + min(more, 10) + stopped
    return used, min(limits) + more + stopped if limits else None


def colour(facts: Facts, case: Row, share: int) -> str | None:
    """The card of a case."""
    used, allowed = taken(facts, case)
    if allowed is None:
        return None
    if used > allowed:
        return "red"
    return "yellow" if used > 0 and used / max(allowed, 1) >= share / 100 else None


def test_cases_are_counted_by_unit_power_and_month(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    board = cases.board(store, AS_OF, TERMS)
    keys: dict[cases.By, Callable[[Row], str]] = {
        "unit": lambda c: str(c["department"]),
        "power": lambda c: str(c["power"] or ""),
        "month": lambda c: f"{c['accepted_on']:%Y-%m}",
    }
    every = facts.cases(AS_OF)
    assert every
    for share in SHARES:
        for by, key in keys.items():
            expected: dict[str, Counter[str]] = {}
            for case in every:
                names = ["accepted"]
                card, undecided = colour(facts, case, share), not decided(case, AS_OF)
                names += ["open"] * undecided
                names += ["unlimited"] * (taken(facts, case)[1] is None)
                if card:
                    names += [card, f"{card}_open"] if undecided else [card]
                expected.setdefault(key(case), Counter()).update(names)
            found = cases.tallies(board, Cut(), share, by)
            shown = {
                k: Counter({n: v for n, v in asdict(t).items() if v}) for k, t in found.items()
            }
            assert shown == expected, (by, share)


def test_red_cards_of_licences_and_penalties_are_the_leads_of_the_rules(
    loaded: tuple[Store, Facts],
) -> None:
    store, _ = loaded
    board = cases.board(store, AS_OF, TERMS)
    late = check(store, ["PRC-006", "PRC-007"], as_of=AS_OF).findings
    red = {
        row.uid
        for row in cases.with_card(board, Cut(), "red", 80)
        if board.powers[row.power or ""].power_type in ("01", "02")
    }
    assert red == {f.subject for f in late}


def test_core_powers_at_rest_are_the_leads_of_the_rule(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    board = cases.board(store, AS_OF, TERMS)
    found = cases.idle(board, None, AS_OF, TERMS)
    leads = check(store, ["PRC-012"], as_of=AS_OF).findings
    assert {p.uid for p in found if p.core} == {f.subject for f in leads}
    since = AS_OF - timedelta(days=365)
    used = {c["power"] for c in facts.cases(AS_OF) if c["accepted_on"] > since}
    assert found
    assert not {p.uid for p in found} & used


def test_other_terms_move_the_cards(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    strict = cases.board(store, AS_OF, Terms(licence=20, extension=10, penalty=0, idle=365))
    red = {row.uid for row in cases.with_card(strict, Cut(), "red", 80)}
    for case in facts.cases(AS_OF):
        power = facts.power_of(case)
        if power and power["power_type"] == "02":
            used, allowed = taken(facts, case)
            assert allowed is not None
            assert (case["uid"] in red) == (used > allowed - 90)


def test_a_list_is_the_latest_of_a_cut(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    every = facts.cases(AS_OF)
    power = Counter(c["power"] for c in every if c["power"]).most_common(1)[0][0]
    month = Counter(f"{c['accepted_on']:%Y-%m}" for c in every).most_common(1)[0][0]
    unit = every[0]["department"]
    for cut in (Cut(), Cut(unit=unit), Cut(power=power), Cut(month=month), Cut(month=month[:4])):
        for undecided in (False, True):
            wanted = sorted(
                (-c["accepted_on"].toordinal(), c["uid"])
                for c in every
                if cut.unit in (None, c["department"])
                and cut.power in (None, c["power"])
                and f"{c['accepted_on']:%Y-%m}".startswith(cut.month)
                and not (undecided and decided(c, AS_OF))
            )
            for most in (3, 10_000):
                found = cases.latest(store, AS_OF, TERMS, cut, undecided, most)
                assert [row.uid for row in found] == [uid for _, uid in wanted[:most]]


def test_a_case_tells_its_events_in_order_and_the_steps_without_one(
    loaded: tuple[Store, Facts],
) -> None:
    store, facts = loaded
    lacking = 0
    for case in facts.cases(AS_OF):
        card = case_card.case_card(store, case["uid"], AS_OF, TERMS)
        assert card is not None
        used, allowed = taken(facts, case)
        # The oracle has no working days between a day and one before it.
        assert (max(card.row.days, 0), card.row.allowed) == (max(used, 0), allowed)
        events = facts.events(case, AS_OF)
        assert [e.uid for e in card.events] == [e["uid"] for e in events]
        for shown, event in zip(card.events, events, strict=True):
            step = facts.step_of(event)
            assert shown.day == day_of(event["at"])
            assert [h.uid for h in shown.handlers] == [event["official"]] * bool(event["official"])
            assert shown.step == (step["name"] if step else None)
            assert shown.origin is not None
            assert shown.origin.row is not None
        power = facts.power_of(case)
        own = facts.all("steps", power=power["uid"], mandatory=True) if power else []
        visited = {event["step"] for event in events}
        lacking += bool(card.missing)
        assert sorted(card.missing) == sorted(s["name"] for s in own if s["uid"] not in visited)
    assert lacking


def test_a_case_that_backs_up_is_marked_as_the_rule_sees_it(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    leads = {f.subject: f for f in check(store, ["PRC-010"], as_of=AS_OF).findings}
    for case in facts.cases(AS_OF):
        card = case_card.case_card(store, case["uid"], AS_OF, TERMS)
        assert card is not None
        if decided(case, AS_OF):
            lead = leads.get(case["uid"])
            backward = lead.details["backward"] if lead else 0
            assert sum(event.backward for event in card.events) == backward


def test_nothing_is_known_of_a_case_that_is_not_there(loaded: tuple[Store, Facts]) -> None:
    assert case_card.case_card(loaded[0], "none", AS_OF, TERMS) is None


def test_the_first_day_of_yellow_is_the_first_on_which_the_card_is_given() -> None:
    for allowed in (1, 3, 10, 20):
        for share in SHARES:
            row = CaseRow(
                "A", "D", None, date(2026, 9, 24), None, 0, allowed, "WORKING"
            )  # a week before the National Day
            first = row.first_near(share)
            assert first is not None
            for day, card in ((first - timedelta(days=1), None), (first, "yellow")):
                at = row._replace(days=working_days(row.accepted_on, day))
                assert at.card(share) == card, (allowed, share, day)
            last = row.last_day(allowed)
            at = row._replace(days=working_days(row.accepted_on, last + timedelta(days=1)))
            assert at.card(share) == "red"


def test_a_case_to_be_done_at_once_has_no_yellow_card() -> None:
    row = CaseRow("A", "D", None, date(2026, 5, 6), date(2026, 5, 6), 0, 0, "WORKING")
    assert row.card(80) is None
    assert row._replace(days=1).card(80) == "red"
    assert row.first_near(80) is None


def test_events_after_the_day_looked_at_do_not_exist_yet(loaded: tuple[Store, Facts]) -> None:
    store, facts = loaded
    day = AS_OF - timedelta(days=40)
    for case in facts.cases(day):
        card = case_card.case_card(store, case["uid"], day, TERMS)
        assert card is not None
        assert all(event.day <= day for event in card.events)
        assert (card.row.decided_on is None) == (not happened(case["decided_on"], day))
