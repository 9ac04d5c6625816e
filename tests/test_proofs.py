"""The proofs themselves: mutants are made as they should be, and cases catch them.

`make prove` runs them on every rule.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.store import Statement
from queries.library import Case, cases, query, rules
from queries.model import SavedQuery
from tests.strategies import load_tables
from tools.proofs.__main__ import enough
from tools.proofs.intervals import trials
from tools.proofs.mining import AS_OF, PLANTS, QUESTIONS, STEPS, ask_ours, plant, tables
from tools.proofs.mutation import Bench, Fate, Verdict
from tools.proofs.operators import Mutant, mutants
from tools.proofs.page import section, sections
from tools.proofs.repeats import twice
from tools.proofs.survivors import Reason, key, known

QUERY = """MATCH (w:Power)-[e:EXERCISED_BY]->(d:Department)
WHERE (e.valid_to IS NULL OR e.valid_to > $as_of) AND NOT w.status = 'CANCELLED'
OPTIONAL MATCH (w)<-[:OVER]-(r:Role)
WITH d, w, count(DISTINCT r) AS roles
WHERE roles < 2
RETURN d.uid AS unit, min(w.uid) AS power, coalesce(w.name, '-') AS name"""


def made(operator: str) -> set[tuple[str, str]]:
    """What the operator changes in the query above, and into what."""
    return {(m.before, m.after.strip()) for m in mutants(QUERY) if m.operator == operator}


def test_comparisons_move_by_one_step() -> None:
    assert made("comparison flipped") == {
        ("IS", "IS NOT"),
        (">", ">="),
        ("=", "<>"),
        ("<", "<="),
    }


def test_every_operand_of_a_condition_is_dropped_once() -> None:
    assert made("condition dropped") == {
        ("(e.valid_to IS NULL OR e.valid_to > $as_of)", "true"),
        ("NOT w.status = 'CANCELLED'", "true"),
        ("e.valid_to IS NULL", "false"),
        ("e.valid_to > $as_of", "false"),
        ("roles < 2", "true"),
    }
    assert made("NOT dropped") == {("NOT", "")}


def test_kinds_become_others_that_the_schema_has_there() -> None:
    swapped = dict(made("kind swapped"))
    assert swapped["'CANCELLED'"] in {"'ACTIVE'", "'DELEGATED'", "'MERGED'"}
    assert swapped["EXERCISED_BY"] == "DELEGATED_TO"


def test_the_other_operators_change_what_they_say() -> None:
    assert made("constant shifted") == {("2", "3"), ("2", "1")}
    assert made("aggregation changed") == {("DISTINCT", ""), ("min", "max")}
    assert made("default dropped") == {(", '-'", "")}
    assert made("OPTIONAL dropped") == {("OPTIONAL", "")}
    assert {before for before, _ in made("direction flipped")} == {
        "-[e:EXERCISED_BY]->",
        "<-[:OVER]-",
    }


def test_what_cannot_matter_is_no_mutant() -> None:
    greater = "RETURN CASE WHEN a > b THEN a ELSE b END AS most, count(CASE WHEN c THEN 1 END) AS n"
    assert [m.before for m in mutants(greater)] == ["a > b"]  # dropped, and not moved to >=


def test_a_fact_that_ended_is_tried_on_both_sides_of_the_day() -> None:
    rule = query("FND-004")
    given = "CREATE (:FundSource {uid: 'F1', name: 'f', valid_from: date('2020-01-01')})"
    case = Case("one fact", given, {"as_of": date(2026, 6, 30)}, [])
    [trial] = trials(rule, case)
    assert trial.kind == "FundSource"
    assert "valid_to: date('2026-06-30')" in trial.ended
    assert "valid_" not in trial.always
    assert [law for law, _, _ in trial.alike] == ["begins", "lasts", "later", "ended"]


def test_a_relationship_is_stated_twice_or_of_two_units(tmp_path: Path) -> None:
    given = "CREATE (:Power {uid: 'W', name: 'w'})-[:EXERCISED_BY]->(:Department {uid: 'D'})"
    start = given.index("[")
    again = twice(given, start, given.index("]") + 1)
    found = {}
    for name, text in again.items():
        with EmbeddedStore(tmp_path / f"{name}.db", "write") as store:
            store.write([Statement(text)])
            rows = store.read(
                "MATCH (w:Power {uid: 'W'})-[:EXERCISED_BY]->(d:Department) "
                "RETURN d.uid AS unit ORDER BY unit"
            )
            found[name] = [row["unit"] for row in rows]
    assert found == {"twice": ["D", "D"], "two units": ["D", "龥"]}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_facts_that_ended_or_have_not_begun_are_as_if_not_there(rule: SavedQuery) -> None:
    """In the first case of each rule, and so what is stated twice; `make prove` tries them all."""
    with ExitStack() as opened:
        bench = Bench(rule, opened, known=cases(rule)[:1])
        assert bench.pairs
        for left, right in bench.pairs:
            for part, text in bench.texts.items():
                assert left.answer(rule, part, text) == right.answer(rule, part, text)


def test_the_cases_of_a_rule_catch_its_mutants_and_pass_the_rule() -> None:
    rule = query("FND-004")
    with ExitStack() as opened:
        bench = Bench(rule, opened)
        assert {bench.fate(part, text) for part, text in bench.texts.items()} == {"survived"}
        fates = [bench.fate("query", mutant.text) for mutant in mutants(rule.cypher)]
    assert fates.count("by a case") > len(fates) / 2


def test_every_survivor_is_of_a_rule_and_has_one_reason() -> None:
    names = [name for reason in known() for name in reason.mutants]
    assert len(set(names)) == len(names)
    assert {name.partition(" ")[0] for name in names} <= {rule.id for rule in rules()}


def test_as_many_must_be_caught_of_all_as_of_those_that_could_be() -> None:
    def tried(caught: int, same: int, missed: int) -> tuple[list[Verdict], list[Reason]]:
        fates: list[Fate] = [
            "by a case" if n < caught else "survived" for n in range(caught + same + missed)
        ]
        found = [
            Verdict("TST-001", "query", Mutant("x", 1, "", "", f"⟦{n}⟧", ""), fate)
            for n, fate in enumerate(fates)
        ]
        equivalent = frozenset(map(key, found[caught : caught + same]))
        others = frozenset(map(key, found[caught + same :]))
        return found, [Reason("same", True, equivalent), Reason("other", False, others)]

    assert enough(*tried(95, 5, 0))
    assert not enough(*tried(94, 6, 0))  # 94% of all
    assert enough(*tried(97, 0, 3))
    assert not enough(*tried(96, 0, 4))  # 96% of those that could be


def test_planted_cases_are_found_and_no_others(tmp_path: Path) -> None:
    planted = plant(160)
    assert {case.plant for case in planted} == set(PLANTS)
    assert all(len(case.visits) >= len(STEPS) - 1 for case in planted)
    with EmbeddedStore(tmp_path / "graph.db", "write") as store:
        load_tables(store, tables(planted), tmp_path / "csv", AS_OF)
        for question in QUESTIONS:
            truth = {case.uid for case in planted if question.holds(case)}
            assert truth
            assert ask_ours(store, question).cases == truth


def test_a_section_takes_the_place_of_its_older_self(tmp_path: Path) -> None:
    page = tmp_path / "proved.md"
    for text in ("old", "new"):
        section("mining", text, page)
        section("mutation", "kept", page)
    found = sections(page.read_text(encoding="utf-8"))
    assert list(found) == ["mutation", "mining"]
    assert "new" in found["mining"]
    assert "old" not in found["mining"]
