"""The protection score is one computation, and silence of the graph is not protection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.store import Statement
from powergraph.outputs.report import Report
from powergraph.outputs.terminal import as_json, as_table
from powergraph.pages.findings import render
from queries.check import check
from queries.findings import CheckResult
from queries.scores import DIMENSIONS, PATHS, scores
from tests import saved_queries as samples

OTHER = samples.RULE.replace("TST-001", "TST-002").replace("ALLOCATE", "CONFIRM")
SILENT = samples.RULE.replace("TST-001", "TST-003").replace("default: [HIGH]", "default: [NONE]")


@pytest.fixture
def result(tmp_path: Path) -> Iterator[CheckResult]:
    """Three rules over the sample county: two that find O1 in D1, one that finds nothing."""
    folder = samples.write_folder(tmp_path / "mine", samples.RULE, OTHER, SILENT)
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        store.write([Statement(samples.COUNTY)])
        changed = {("TST-002", "levels"): "HIGH,LOW"}
        day = date(2026, 6, 30)
        yield check(store, ["TST"], as_of=day, settings=changed, folder=folder)


def test_scores_add_up_over_rules_units_dimensions_and_paths(result: CheckResult) -> None:
    found = scores(result)
    # TST-001 examines W1 (D1); TST-002 W1 (D1) and W2 (D2); both find W1 alone.
    assert [(s.examined, s.found) for s in found.rules.values()] == [(1, 1), (2, 1), (0, 0)]
    assert {u: (s.examined, s.found) for u, s in found.units.items()} == {
        "D1": (2, 2),
        "D2": (1, 0),
        "D3": (0, 0),
    }
    assert found.dimensions["CONFIRM"].protection == 0.5
    assert found.dimensions["ALLOCATE"].protection == 0.0
    assert found.dimensions["ALLOCATE"].silent == 1
    assert found.paths["SUPERVISE"].protection == pytest.approx(1 / 3)
    assert list(found.dimensions) == list(DIMENSIONS)
    assert list(found.paths) == list(PATHS)


def test_what_was_not_examined_has_no_score(result: CheckResult) -> None:
    found = scores(result)
    assert found.units["D3"].protection is None
    assert found.rules["TST-003"].protection is None
    assert found.dimensions["LIMIT"].protection is None
    assert found.units["D3"].percent == "—"


def test_of_one_unit_the_rest_is_left_out(result: CheckResult) -> None:
    found = scores(result, "D2")
    assert list(found.units) == ["D2"]
    assert found.paths["SUPERVISE"].protection == 1.0
    assert found.dimensions["ALLOCATE"].protection is None


def test_a_rule_that_failed_is_counted_as_such(result: CheckResult) -> None:
    broken = replace(result.rules[0], status="failed", examined={}, found={})
    found = scores(replace(result, rules=(broken,)))
    assert found.rules["TST-001"].failed == 1
    assert found.rules["TST-001"].silent == 0
    assert found.rules["TST-001"].protection is None


def test_every_output_shows_the_same_scores(result: CheckResult) -> None:
    data = json.loads(as_json(Report(result)))["protection"]
    assert {u["uid"]: u["protection"] for u in data["units"]} == {"D1": 0, "D2": 1, "D3": None}
    assert [r["protection"] for r in data["rules"]] == [0, 0.5, None]
    [confirmed] = [d for d in data["dimensions"] if d["dimension"] == "CONFIRM"]
    assert confirmed["protection"] == 0.5
    [supervised] = [p for p in data["paths"] if p["path"] == "SUPERVISE"]
    assert (supervised["examined"], supervised["with_finding"]) == (3, 2)
    lines = as_table(Report(result), "zh").splitlines()
    [confirmed_line] = [x for x in lines if "依法确权" in x]
    assert "50.0%" in confirmed_line
    [third] = [x for x in lines if "三局" in x]
    assert "—" in third
    assert "%" not in third
    page = render(result, {}, "en")
    assert "50.0%" in page
    assert "Supervise power" in page
