"""The clause map names every founding fact once, every basis of a rule, and counts them rightly."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from graph import docs as pages
from graph.errors import QueryFileError
from queries import docs, founding, library
from queries.clauses import by_article, by_row, clause_map
from queries.founding import facts, law_names
from queries.model import Basis, SavedQuery

RULES = library.rules()
BASES = [(rule, basis) for rule in RULES if rule.rule for basis in rule.rule.basis]
FACTS = {fact.id: fact for fact in facts()}
ARROW = ("完全 exact", "超出 superset", "合并 combination", "部分 partial")


def named(pair: object) -> str:
    return pair.id if isinstance(pair, SavedQuery) else str(pair)


def test_the_founding_facts_are_those_of_both_documents() -> None:
    numbered = [f"F{n}" for n in range(1, 94)] + [f"D{n}" for n in range(1, 45)]
    assert [fact.id for fact in facts()] == numbered


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact.id)
def test_a_fact_is_covered_by_a_rule_or_says_why_not(fact: founding.Fact) -> None:
    resting = [rule.id for rule, basis in BASES if basis.row == fact.id]
    assert bool(resting) != bool(fact.why), resting


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact.id)
def test_a_reason_names_only_rules_and_questions_that_exist(fact: founding.Fact) -> None:
    known = {query.id for query in library.all_queries()}
    for text in (fact.why.zh, fact.why.en) if fact.why else ():
        named_there = re.findall(r"[A-Z]{3}-\d{3}|[a-z]+(?:-[a-z]+)+(?=$| 列出)", text)
        assert set(named_there) - known <= {"non-tax"}
        assert set(re.findall(r"\b[FD]\d+\b", text)) <= FACTS.keys()


@pytest.mark.parametrize(("rule", "basis"), BASES, ids=named)
def test_a_basis_exists_and_a_combination_names_other_rules(rule: SavedQuery, basis: Basis) -> None:
    assert basis.row in FACTS or basis.law in law_names()
    others = {other.id for other in RULES} - {rule.id}
    assert bool(basis.together) == (basis.covers == "combination")
    assert set(basis.together) <= others


def test_no_rule_names_a_basis_twice_and_no_law_stands_unused() -> None:
    for rule in RULES:
        assert rule.rule
        bases = [(b.row, b.law, b.article) for b in rule.rule.basis]
        assert len(set(bases)) == len(bases), rule.id
    assert {basis.law for _, basis in BASES if basis.law} == law_names().keys()


def test_what_was_not_read_is_never_called_exact_and_stays_marked() -> None:
    unsure = [(rule.id, basis) for rule, basis in BASES if not basis.certain]
    assert unsure
    assert all(basis.covers == "partial" for _, basis in unsure)
    page = clause_map()
    for rule, basis in unsure:
        [line] = [x for x in page.splitlines() if f"| {basis.law} " in x and rule in x]
        assert line.endswith("| 待核对 yes |")


def test_the_counts_at_the_top_are_those_of_the_tables_below() -> None:
    top, _, tables = clause_map().partition("## 抚松县")
    counted = {
        "F": Counter[str](),
        "D": Counter[str](),
        "法律": Counter[str](),
    }
    for line in tables.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[FD]\d+", cells[0]):
            group, covers = cells[0][0], cells[3]
        elif len(cells) == 5 and cells[2] in ("—", *map(str, range(1999, 2030))):
            group, covers = "法律", cells[3]
        else:
            continue
        counted[group][next((name for name in ARROW if name in covers), "未覆盖")] += 1
    rows = {
        "F": next(x for x in top.splitlines() if "(F)" in x),
        "D": next(x for x in top.splitlines() if "(D)" in x),
        "法律": next(x for x in top.splitlines() if "| 法律条款" in x),
    }
    for group, line in rows.items():
        numbers = [int(cell) for cell in line.strip("|").split("|")[1:]]
        wanted = [counted[group][name] for name in (*ARROW, "未覆盖")]
        assert numbers == [sum(wanted), *wanted]


def test_every_rule_stands_on_the_page() -> None:
    page = clause_map()
    assert [rule.id for rule in RULES if rule.id not in page] == []
    assert len(by_row()) + sum(bool(fact.why) for fact in facts()) == len(FACTS)
    assert sum(map(len, by_article().values())) == sum(bool(b.law) for _, b in BASES)


def test_a_page_that_was_not_written_again_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = {"docs/clauses.md": docs.PAGES["docs/clauses.md"]}
    assert pages.main([], tmp_path, ours, "x") == 0
    assert pages.main(["--check"], tmp_path, ours, "x") == 0
    page = tmp_path / "docs" / "clauses.md"
    page.write_text(page.read_text(encoding="utf-8").replace("F41", "F14"), encoding="utf-8")
    assert pages.main(["--check"], tmp_path, ours, "x") == 1
    assert "docs/clauses.md is stale" in capsys.readouterr().out


@pytest.mark.parametrize(
    "row",
    [
        "{id: F1, kind: aim, zh: 甲}",
        "{id: F1, kind: gone, zh: 甲, en: a}",
        "{id: F1, kind: aim, zh: 甲, en: a, why: none}",
        "{id: F1, kind: aim, zh: 甲, en: a, more: 1}",
    ],
)
def test_a_broken_row_of_the_founding_file_is_named(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "founding.yaml").write_text(f"- {row}\n", encoding="utf-8")
    monkeypatch.setattr(founding, "_FOLDER", tmp_path)
    facts.cache_clear()
    try:
        with pytest.raises(QueryFileError, match=r"founding\.yaml"):
            facts()
    finally:
        facts.cache_clear()
