"""Measuring a piece of work in a process of its own: seconds, peak memory, what it counted.

The processor's seconds stand beside the clock's: on a machine that does other things as well, they
are what to compare. Of work on a server they are the client's half only.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What one piece of work took. `count` is the number of things it handled; `said` are the lines
    that it printed itself."""

    name: str
    seconds: float
    count: int
    megabytes: float
    cpu: float = 0.0
    said: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """Things a second."""
        return self.count / self.seconds if self.seconds else 0.0


def here(work: Callable[[], int]) -> None:
    """Do the work in this process and print what it took, for `apart` to read."""
    start, begun = time.perf_counter(), time.process_time()
    count = work()
    seconds, cpu = time.perf_counter() - start, time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "count": count, "megabytes": peak, "cpu": cpu}))


def apart(name: str, module: str, *arguments: str) -> Measured:
    """Run `python -m module arguments…`, which ends with `here`, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True
    )
    *said, last = done.stdout.splitlines()
    return Measured(name=name, said=tuple(said), **json.loads(last))


def table(title: str, rows: list[Measured], unit: str) -> None:
    """Print the rows, each beside the first: its time as a multiple of the first's."""
    print(f"\n{title}")
    print(f"{'':44} {'seconds':>9} {'cpu s':>9} {unit + '/s':>12} {'peak MB':>9} {'× first':>8}")
    for row in rows:
        ratio = row.seconds / rows[0].seconds
        print(
            f"{row.name:44} {row.seconds:9.2f} {row.cpu:9.2f} {row.rate:12,.0f} "
            f"{row.megabytes:9.0f} {ratio:8.2f}"
        )
