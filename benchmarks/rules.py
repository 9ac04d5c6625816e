"""All rules over a loaded graph, and the slowest of them."""

from __future__ import annotations

import sys
import time

from benchmarks import measure
from graph.store import open_graph
from queries.check import check
from queries.library import rules


def main(target: str) -> None:
    """Check by every rule; the slowest five are named on stderr."""
    with open_graph(target) as store:
        took = {}

        def all_of_them() -> int:
            for rule in rules():
                start = time.perf_counter()
                outcome = check(store, [rule.id]).run(rule.id)
                if outcome.status == "failed":
                    raise RuntimeError(f"{rule.id}: {outcome.error}")
                took[rule.id] = time.perf_counter() - start
            return len(took)

        measure.here(all_of_them)
    slowest = sorted(took.items(), key=lambda item: -item[1])[:5]
    print("slowest: " + ", ".join(f"{id} {s:.2f} s" for id, s in slowest), file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
