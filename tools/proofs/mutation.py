"""Do the worked cases of the rules catch small changes of them? `python -m tools.proofs` asks.

Every mutant of a rule's query and population runs on the graphs of the rule's cases, on the
embedded engine. It is caught when a case fails that the rule passes, or when the engine refuses
it. What survives is listed with its reason in `survivors.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, TypeAlias

from graph.embedded import EmbeddedStore
from graph.errors import QueryError, QueryTimeout
from graph.store import Statement, Store
from queries.after import apply
from queries.library import Case, cases
from queries.model import SavedQuery
from queries.params import complete
from tools.proofs.intervals import trials
from tools.proofs.operators import Mutant, mutants
from tools.proofs.random_graphs import Asked, questions

TIMEOUT: Final = 5.0  # seconds; a case takes milliseconds

Part: TypeAlias = Literal["query", "population"]
# By a case as it is written; by a case in which one fact has another interval or is stated twice;
# by the oracle on a random graph; by the engine.
Fate: TypeAlias = Literal[
    "by a case", "by a law", "by the oracle", "refused", "too slow", "survived"
]
Answer: TypeAlias = list[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant of one of a rule's two texts."""

    rule: str
    part: Part
    mutant: Mutant
    fate: Fate


@dataclass(frozen=True, slots=True)
class Setting:
    """A case, its graph and its complete parameters."""

    case: Case
    store: Store
    params: Mapping[str, Any]

    def passes(self, rule: SavedQuery, part: Part, text: str) -> bool:
        """Does the text give the rows, or count the subjects, that the case expects?"""
        rows = self.store.read(text, self.params, timeout=TIMEOUT)
        if part == "query":
            rows, _ = apply(rule.after, rows)
            expect = self.case.expect
            return len(rows) == len(expect) and all(
                {column: row.get(column) for column in wanted} == wanted
                for row, wanted in zip(rows, expect, strict=True)
            )
        wanted = self.case.population
        return wanted is None or sorted(
            ((row["unit"], row["examined"]) for row in rows if row["examined"]), key=str
        ) == sorted(((unit, n) for unit, n in wanted.items() if n), key=str)

    def answer(self, rule: SavedQuery, part: Part, text: str) -> Answer:
        """What the text gives, apart from days, which say when something began or ended."""
        rows = self.store.read(text, self.params, timeout=TIMEOUT)
        if part == "query":
            rows, _ = apply(rule.after, rows)
        return sorted(
            str({k: v for k, v in row.items() if v is not None and not isinstance(v, date)})
            for row in rows
        )


class Bench:
    """The graphs of a rule's cases, ready to run its texts and their mutants on."""

    def __init__(
        self, rule: SavedQuery, opened: ExitStack, known: Sequence[Case] | None = None
    ) -> None:
        """Make the graphs; of the `known` cases, or else of all that the rule has."""
        assert rule.rule
        self.rule = rule
        self.texts: dict[Part, str] = {"query": rule.cypher, "population": rule.rule.population}
        self._opened = opened
        self._folder = Path(opened.enter_context(TemporaryDirectory()))
        self._graphs: dict[str, EmbeddedStore] = {}
        # Those that find something first: they catch the most.
        known = sorted(cases(rule) if known is None else known, key=lambda case: not case.expect)
        self.settings = [self._setting(case, case.given) for case in known]
        self.pairs = [pair for case in known for pair in self._pairs(case)]
        self.asked: Sequence[Asked] = ()  # filled where the oracle is to be held against, too

    def _pairs(self, case: Case) -> Iterator[tuple[Setting, Setting]]:
        """Graphs that must be answered alike, of the facts that make a difference to the rule."""
        for trial in trials(self.rule, case):
            always, ended = (self._setting(case, g) for g in (trial.always, trial.ended))
            if any(
                always.answer(self.rule, part, text) != ended.answer(self.rule, part, text)
                for part, text in self.texts.items()
            ):
                for _, left, right in trial.alike:
                    yield self._setting(case, left), self._setting(case, right)

    def _setting(self, case: Case, given: str) -> Setting:
        if given not in self._graphs:
            path = self._folder / f"{len(self._graphs)}.db"
            store = self._opened.enter_context(closing(EmbeddedStore(path, "write")))
            if given:
                store.write([Statement(given)])
            self._graphs[given] = store
        store = self._graphs[given]
        return Setting(case, store, complete(self.rule, case.params, store))

    def fate(self, part: Part, text: str) -> Fate:
        """What becomes of a text in the place of the rule's own."""
        try:
            if not all(setting.passes(self.rule, part, text) for setting in self.settings):
                return "by a case"
            for left, right in self.pairs:
                if left.answer(self.rule, part, text) != right.answer(self.rule, part, text):
                    return "by a law"
            if not all(self._agrees(asked, part, text) for asked in self.asked):
                return "by the oracle"
        except QueryTimeout:
            return "too slow"
        except QueryError:
            return "refused"
        return "survived"

    def _agrees(self, asked: Asked, part: Part, text: str) -> bool:
        rows = asked.store.read(text, asked.params, timeout=TIMEOUT)
        if part == "population":
            return asked.agrees_on_population(rows)
        return asked.agrees_on_findings(self.rule, rows)


def verdicts(rule: SavedQuery) -> Iterator[Verdict]:
    """The fate of every mutant of the rule; the rule's own texts must survive."""
    with ExitStack() as opened:
        bench = Bench(rule, opened)
        bench.asked = list(questions(rule))
        for part, text in bench.texts.items():
            if bench.fate(part, text) != "survived":
                raise AssertionError(f"{rule.id}: {part} fails its own cases")
            for mutant in mutants(text):
                yield Verdict(rule.id, part, mutant, bench.fate(part, mutant.text))
