"""Two runs side by side: what is new, still there, gone, and what came back (反弹)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from powergraph.ledger.ledger import Ledger
from powergraph.ledger.model import Life, Run

Change: TypeAlias = Literal["new", "still_there", "came_back", "gone", "not_judged"]

CHANGES: Final[tuple[Change, ...]] = get_args(Change)


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding and what became of it from the earlier run to the later one."""

    life: Life
    change: Change


def compare(ledger: Ledger, earlier: Run, later: Run) -> list[Changed]:
    """What became of every finding of either run, by kind of change, rule and id.

    `came_back`: found in the later run, after a run in between (or the earlier one) had not found
    it although it was known, or after somebody had closed it as rectified. `not_judged`: one of the
    two runs could not have found it (the rule was not run, or had no data for the unit, or the run
    was narrowed), so that its silence says nothing.
    """
    lives = ledger.lives()
    runs = [run for run in ledger.runs() if run.number <= later.number]
    seen: dict[str, set[int]] = defaultdict(set)
    for row in ledger.rows("SELECT run, finding FROM run_findings WHERE run <= ?", (later.number,)):
        seen[row["finding"]].add(row["run"])
    rectified: dict[str, list[int]] = defaultdict(list)
    for event in ledger.history():
        if event.finding and event.action == "close" and event.after["status"] == "rectified":
            rectified[event.finding].append(event.number)
    changed = [
        Changed(lives[id], _change(lives[id], found, rectified[id], earlier, later, runs))
        for id, found in seen.items()
        if {earlier.number, later.number} & found
    ]
    return sorted(changed, key=lambda c: (CHANGES.index(c.change), c.life.rule, c.life.id))


def counts(changed: Sequence[Changed]) -> Mapping[Change, int]:
    """How many of each kind."""
    return {kind: sum(c.change == kind for c in changed) for kind in CHANGES}


def _change(
    life: Life,
    found: set[int],
    rectified: Sequence[int],
    earlier: Run,
    later: Run,
    runs: Sequence[Run],
) -> Change:
    if later.number not in found:
        return "gone" if later.judged(life) else "not_judged"
    between = [run for run in runs if earlier.number <= run.number < later.number]
    was_gone = any(
        run.number not in found and min(found) < run.number and run.judged(life) for run in between
    )
    if was_gone or any(earlier.event < event < later.event for event in rectified):
        return "came_back"
    if earlier.number in found:
        return "still_there"
    return "new" if earlier.judged(life) else "not_judged"
