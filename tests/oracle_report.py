"""How often each rule fires and nearly fires on the random tables: `python -m tests.oracle_report`.

A rule that never fires in them proves nothing. A near miss is a subject examined without a finding.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from typing import Any, Final

from tests.oracle import Answer, Facts
from tests.oracle_rules import ORACLE, VARIANTS, ask
from tests.strategies import AS_OF, random_tables

SIZES: Final = ("small", "medium", "large")
SEEDS: Final = 20


def answers(rule: str, facts: Facts) -> Iterator[tuple[str, Answer]]:
    """The oracle's answers with the defaults and with each variant."""
    yield "default", ask(rule, facts, AS_OF, {})
    for params in VARIANTS.get(rule, []):
        given: dict[str, Any] = dict(params)
        if "from_" in given:
            given["from_"] = AS_OF - timedelta(given["from_"])
        yield "variants", ask(rule, facts, AS_OF, given)


def counts(job: tuple[int, str]) -> Counter[tuple[str, str, str]]:
    """Findings, near misses and sets with a finding, by rule and kind of parameters."""
    facts = Facts(random_tables(*job))
    total: Counter[tuple[str, str, str]] = Counter()
    for rule in ORACLE:
        fired = set()
        for kind, answer in answers(rule, facts):
            subjects = {(label, uid) for label, uid, _ in answer.findings}
            total[rule, kind, "found"] += len(answer.findings)
            total[rule, kind, "near"] += max(0, sum(answer.population.values()) - len(subjects))
            if answer.findings:
                fired.add(kind)
        total.update((rule, kind, "sets") for kind in fired)
    return total


def main() -> int:
    """Print the table. The exit code is 1 when a rule never fires or never nearly fires."""
    jobs = [(seed, size) for size in SIZES for seed in range(SEEDS)]
    total: Counter[tuple[str, str, str]] = Counter()
    with ProcessPoolExecutor() as pool:
        for part in pool.map(counts, jobs):
            total += part
    print(f"{len(jobs)} sets of tables          defaults               other parameters")
    print("rule       " + "  found   near   sets" * 2)
    silent = []
    for rule in sorted(ORACLE):
        cells = [
            total[rule, kind, what]
            for kind in ("default", "variants")
            for what in ("found", "near", "sets")
        ]
        print(f"{rule:<11}" + "".join(f"{n:7d}" for n in cells))
        if not any(cells[::3]) or not any(cells[1::3]):
            silent.append(rule)
    if silent:
        print("never fires, or never nearly:", ", ".join(silent))
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
