"""How often each rule fires on the random tables: `python -m tools.proofs.oracle`.

`make prove` runs it after `tests/test_oracle.py` and `tests/test_conformance.py` have passed.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from tests.oracle_report import SEEDS, SIZES, counts
from tests.oracle_rules import ORACLE
from tools.proofs.page import section, table

CELLS: Final = [
    (kind, what) for kind in ("default", "variants") for what in ("found", "near", "sets")
]


def main() -> int:
    """Write the table. The exit code is 1 where a rule never fires or never nearly fires."""
    jobs = [(seed, size) for size in SIZES for seed in range(SEEDS)]
    total: Counter[tuple[str, str, str]] = Counter()
    with ProcessPoolExecutor(2) as pool:
        for part in pool.map(counts, jobs):
            total += part
    rows = [[rule, *(str(total[rule, *cell]) for cell in CELLS)] for rule in sorted(ORACLE)]
    silent = [row[0] for row in rows if not any(int(n) for n in row[1::3])]
    silent += [row[0] for row in rows if not any(int(n) for n in row[2::3])]
    section(
        "oracle",
        "Query and oracle give the same subjects, actors, severities and numbers examined on 300 "
        "sets of random tables of three sizes, on other days, and after facts moved or were "
        "corrected (tests/test_oracle.py); both engines give the same rows on 60 random graphs "
        f"(tests/test_conformance.py). On {len(jobs)} of these sets the rules find, and nearly "
        "find (a subject examined without a finding), with defaults and with other parameters:\n\n"
        + table(["rule", "found", "near", "sets", "found*", "near*", "sets*"], rows)
        + "\n\n* with other parameters. Sets are those with a finding."
        + (f"\n\nNever: {', '.join(silent)}." if silent else ""),
    )
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
