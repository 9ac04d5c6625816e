"""The clean county gives no finding; the planted one gives exactly those that are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.meta import read_meta
from graph.store import open_graph
from loaders.load import load
from powergraph import demo
from queries import library
from queries.check import check
from queries.findings import CheckResult

CASES = 400
RULES = {rule.id for rule in library.rules()}


def checked(county: demo.County, folder: Path) -> CheckResult:
    """Write, load and check a county, through the same doors as anybody's data."""
    demo.write(county, folder / demo.FOLDER)
    target = str(folder / "demo.db")
    with open_graph(target, mode="write") as store:
        reader = demo.DemoReader(folder / demo.FOLDER)
        summary = load(store, [reader], as_of=demo.AS_OF, notice=demo.NOTICE)
        store.save()
        assert not summary.warnings
    with open_graph(target) as store:
        meta = read_meta(store)
        assert meta
        assert (meta.as_of, meta.notice) == (demo.AS_OF, "合成数据")
        return check(store)


@pytest.fixture(scope="module")
def planted() -> demo.County:
    return demo.build(CASES)


@pytest.fixture(scope="module")
def result(planted: demo.County, tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    return checked(planted, tmp_path_factory.mktemp("planted"))


def found(result: CheckResult) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(f.rule, f.subject, f.actors) for f in result.findings}


def test_the_clean_county_gives_no_finding(tmp_path: Path) -> None:
    result = checked(demo.build(CASES, planted=False), tmp_path)
    assert found(result) == set()
    assert {r.id for r in result.rules if r.status == "failed"} == set()


def test_the_planted_county_gives_exactly_the_listed_findings(
    planted: demo.County, result: CheckResult
) -> None:
    assert {r.id for r in result.rules if r.status == "failed"} == set()
    assert found(result) == demo.expected_findings(RULES, planted)


def test_each_finding_is_given_once(result: CheckResult) -> None:
    assert len(found(result)) == len(result.findings)


def test_what_is_expected_does_not_depend_on_the_number_of_cases(planted: demo.County) -> None:
    assert demo.expected_findings(RULES) == demo.expected_findings(RULES, planted)


def test_every_plant_says_what_it_is_and_what_follows(planted: demo.County) -> None:
    for plant in planted.planted:
        assert plant.what_zh.endswith("。")
        assert plant.what_en.endswith(".")
        assert plant.findings
    every = [f for p in planted.planted for f in p.findings]
    assert len(set(every)) == len(every)
