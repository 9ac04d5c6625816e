"""What the page of cases looks at: unit, power, time and yellow line, and what the rules say."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.checker import Job
from dashboard.shell import Frame
from queries.findings import CheckResult
from queries.views.case_limits import CaseRow, Terms
from queries.views.cases import STEP_RULES, Board, Cut, StepMark, cases_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at. `result` is there once the rules have run; until then `running`."""

    board: Board
    terms: Terms
    cut: Cut
    share: int
    result: CheckResult | None
    running: Job | None

    def own(self, frame: Frame, card: str) -> dict[str, str]:
        """The page's part of an address: the same scope, of it the cases with this mark."""
        kept = {k: v for k, v in frame.own.items() if k not in ("card", "case")}
        return kept | {"card": card}

    def marked(self, frame: Frame, card: StepMark) -> tuple[CaseRow, ...]:
        """The cases that the rules behind a mark found, in all units."""
        if self.result is None:
            return ()
        rules = STEP_RULES[card]
        uids = {f.subject for f in self.result.findings if f.rule in rules}
        return frame.ask(cases_of, tuple(sorted(uids)), frame.as_of, self.terms)
