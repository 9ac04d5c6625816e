"""Every rule finds and counts on random tables what its sentence says, read in plain Python.

`POWERGRAPH_PROVE=1` tries many more seeds.
"""

from __future__ import annotations

import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from graph.embedded import EmbeddedStore
from graph.store import Store
from queries.library import rules
from tests.engines import WIPE, neo4j_store
from tests.oracle import Facts
from tests.oracle_rules import ORACLE, VARIANTS, differences
from tests.strategies import AS_OF, load_tables, moved, random_tables

__all__ = ["neo4j_store"]

PROVE = os.environ.get("POWERGRAPH_PROVE") == "1"
SETS = (
    [(seed, size) for size in ("small", "medium", "large") for seed in range(100)]
    if PROVE
    else [(seed, "small") for seed in range(6)] + [(100, "medium"), (101, "medium")]
)
ON_NEO4J = (
    [(seed, size) for size in ("small", "medium", "large") for seed in range(200, 210)]
    if PROVE
    else [(200, "small")]
)
# What stands for a time; what happens (cases, meetings, payments) happens once.
STANDING = {
    *("departments", "sections", "bodies", "posts", "power_lists", "powers", "roles", "steps"),
    *("risk_points", "control_measures", "duties", "discretion_standards"),
}
# What is recorded once, and may be corrected afterwards.
RECORDED = {"case_events", "statements"}
RULES = [rule.id for rule in rules() if rule.id in ORACLE]


def test_every_rule_has_an_oracle() -> None:
    assert [rule.id for rule in rules() if rule.id not in ORACLE] == []


def test_the_parameters_tried_are_those_of_the_rules() -> None:
    unknown = {
        (rule.id, name)
        for rule in rules()
        for params in VARIANTS.get(rule.id, [])
        for name in params
        if not rule.param(name.rstrip("_"))
    }
    assert unknown == set()


@pytest.mark.parametrize(("seed", "size"), SETS)
def test_rules_and_oracle_agree(seed: int, size: str, tmp_path: Path) -> None:
    tables = random_tables(seed, size)
    with closing(EmbeddedStore(tmp_path / "graph.db", "write")) as store:
        load_tables(store, tables, tmp_path / "csv")
        found = list(differences(store, Facts(tables), RULES))
    assert [d for d in found if not d.is_known] == []


@pytest.mark.neo4j
@pytest.mark.parametrize(("seed", "size"), ON_NEO4J)
def test_rules_and_oracle_agree_on_neo4j_too(
    seed: int, size: str, neo4j_store: Store, tmp_path: Path
) -> None:
    tables = random_tables(seed, size)
    neo4j_store.write([WIPE])
    load_tables(neo4j_store, tables, tmp_path / "csv")
    found = list(differences(neo4j_store, Facts(tables), RULES))
    assert [d for d in found if not d.is_known] == []


@pytest.mark.parametrize("days", [-400, -30, 1] if PROVE else [-30])
def test_they_agree_on_another_day(days: int, tmp_path: Path) -> None:
    """The graph's own day is not the day that is asked about."""
    tables = random_tables(7, "medium")
    with closing(EmbeddedStore(tmp_path / "graph.db", "write")) as store:
        load_tables(store, tables, tmp_path / "csv")
        day = AS_OF + timedelta(days)
        found = list(differences(store, Facts(tables), RULES, as_of=day))
    assert [d for d in found if not d.is_known] == []


@pytest.mark.parametrize("seed", range(40) if PROVE else range(2))
def test_they_agree_after_things_moved(seed: int, tmp_path: Path) -> None:
    """An earlier load said otherwise: what it put elsewhere is closed, not there any more."""
    tables = random_tables(seed, "small")
    with closing(EmbeddedStore(tmp_path / "graph.db", "write")) as store:
        earlier = moved(tables, seed, STANDING)
        load_tables(store, earlier, tmp_path / "earlier", AS_OF - timedelta(6000))
        load_tables(store, tables, tmp_path / "csv", AS_OF - timedelta(5000))
        found = list(differences(store, Facts(tables), RULES))
    assert [d for d in found if not d.is_known] == []


@pytest.mark.parametrize("seed", range(40) if PROVE else range(2))
def test_they_agree_after_records_were_corrected(seed: int, tmp_path: Path) -> None:
    """An event or a statement counts for whom it names now, not for whom it named before."""
    tables = random_tables(seed, "small")
    with closing(EmbeddedStore(tmp_path / "graph.db", "write")) as store:
        earlier = moved(tables, seed, RECORDED)
        load_tables(store, earlier, tmp_path / "earlier", AS_OF - timedelta(6000))
        load_tables(store, tables, tmp_path / "csv", AS_OF - timedelta(5000))
        found = list(differences(store, Facts(tables), RULES))
    assert [d for d in found if not d.is_known] == []
