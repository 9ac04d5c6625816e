"""pm4py's answers to the questions of `tools.proofs.mining`, as JSON, where pm4py is installed.

Arguments: event log (CSV), days that a case may take, runs to time, the steps in their order.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import combinations
from statistics import median
from typing import Any


def main(path: str, limit: int, runs: int, steps: list[str]) -> None:
    """Print version, seconds of reading, and cases and seconds by question."""
    pandas: Any = import_module("pandas")
    pm4py: Any = import_module("pm4py")
    start = time.process_time()
    log = pm4py.format_dataframe(
        pandas.read_csv(path), case_id="case", activity_key="activity", timestamp_key="timestamp"
    )
    log["org:resource"] = log["resource"]
    reading = time.process_time() - start

    def cases(frame: Any) -> set[str]:
        return set(frame["case:concept:name"])

    def four_eyes(first: str, second: str) -> set[str]:
        return cases(pm4py.filter_four_eyes_principle(log, first, second, keep_violations=True))

    def declare(model: dict[str, list[Any]]) -> set[str]:
        weighed = {
            template: {key: {"support": 1, "confidence": 1.0} for key in keys}
            for template, keys in model.items()
        }
        frame = pm4py.conformance_declare(log, weighed, return_diagnostics_dataframe=True)
        return set(frame[frame["no_dev_total"] > 0]["case_id"])

    pairs = list(combinations(steps, 2))
    asked: dict[str, Callable[[], set[str]]] = {
        "investigator also heard the case": lambda: four_eyes("INVESTIGATE", "HEARING"),
        "one person ran the whole case": lambda: set.intersection(*(four_eyes(*p) for p in pairs)),
        "decided without legal review or collective discussion": lambda: declare(
            {"precedence": [("LEGAL_REVIEW", "DECIDE"), ("COLLECTIVE", "DECIDE")]}
        ),
        "mandatory step skipped": lambda: declare({"existence": list(steps)}),
        "steps out of order": lambda: declare({"nonsuccession": [(b, a) for a, b in pairs]}),
        f"longer than {limit} days": lambda: cases(
            pm4py.filter_case_performance(log, limit * 86400 + 1, 10**12)
        ),
    }
    questions = {}
    for name, answer in asked.items():
        seconds, found = [], set[str]()
        for _ in range(runs):
            start = time.process_time()
            found = answer()
            seconds.append(time.process_time() - start)
        questions[name] = {"cases": sorted(found), "seconds": median(seconds)}
    print(json.dumps({"version": pm4py.__version__, "reading": reading, "questions": questions}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
