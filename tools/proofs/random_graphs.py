"""What the oracle in plain Python expects of a rule on random graphs, to hold its mutants against.

The graphs are those of `tests.strategies`. Some are loaded twice, so that they hold relationships
that have ended; every rule is asked with its defaults and with other parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from graph.embedded import EmbeddedStore
from graph.store import Row, Store
from queries.after import apply
from queries.findings import findings_of
from queries.model import SavedQuery
from queries.params import complete
from tests.oracle import Answer, Facts
from tests.oracle_rules import VARIANTS, ask
from tests.strategies import AS_OF, load_tables, moved, random_tables
from tests.test_oracle import RECORDED, STANDING

# Seed, size, and whether an earlier list said otherwise.
GRAPHS: Final = (
    *((seed, "small", False) for seed in range(200, 206)),
    *((seed, "small", True) for seed in range(206, 210)),
    *((seed, "medium", True) for seed in range(210, 214)),
    *((seed, "small", seed % 2 == 0) for seed in range(300, 312)),
    *((seed, "medium", True) for seed in range(312, 322)),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule's parameters on one graph, and the oracle's answer."""

    store: Store
    params: Mapping[str, Any]
    answer: Answer

    def agrees_on_findings(self, rule: SavedQuery, rows: list[Row]) -> bool:
        """Are the rows of the query the oracle's findings, with their severity?"""
        found = {
            ((f.subject_label, f.subject, f.actors), f.severity)
            for f in findings_of(rule, apply(rule.after, rows)[0])
        }
        return found == set(self.answer.findings.items())

    def agrees_on_population(self, rows: list[Row]) -> bool:
        """Do the rows of the population count what the oracle examined?"""
        found = sorted(((r["unit"], r["examined"]) for r in rows if r["examined"]), key=str)
        wanted = ((unit, n) for unit, n in self.answer.population.items() if n)
        return found == sorted(wanted, key=str)


def questions(rule: SavedQuery) -> Iterator[Asked]:
    """The rule on every graph, with its defaults and its other parameters."""
    for store, facts in _graphs():
        for params in ({}, *VARIANTS.get(rule.id, [])):
            given: dict[str, Any] = dict(params)
            if "from_" in given:
                given["from_"] = AS_OF - timedelta(given["from_"])
            answer = ask(rule.id, facts, AS_OF, given)
            named = {name.rstrip("_"): value for name, value in given.items()}
            yield Asked(store, complete(rule, {"as_of": AS_OF, **named}, None), answer)


@cache
def _graphs() -> tuple[tuple[Store, Facts], ...]:
    return tuple(_graph(*graph) for graph in GRAPHS)


def _graph(seed: int, size: str, twice: bool) -> tuple[Store, Facts]:
    tables = random_tables(seed, size)
    with TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "graph.db", "write")
        if twice:
            earlier = moved(tables, seed, STANDING | RECORDED)
            load_tables(store, earlier, Path(folder) / "earlier", AS_OF - timedelta(6000))
        load_tables(store, tables, Path(folder) / "csv", AS_OF - timedelta(5000))
    return store, Facts(tables)
