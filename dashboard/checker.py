"""Checking a large graph beside the server: in a process of its own, rule by rule.

The embedded engine keeps the interpreter to itself while it runs a query. In the server's own
process that would hold up every reader, so the rules of a large graph run in a child, which hands
each result back as it is done. It goes on when its reader goes to another page, and what it found
outlives the server.

Run as `python -m dashboard.checker DAY DIGEST [FAMILY…]`; the graph is that of POWERGRAPH_GRAPH.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final, cast

from dashboard import own_rules, pipe, remembered, started
from dashboard.own_rules import OwnRules
from dashboard.views.checks import run_each, together
from graph.errors import PowergraphError, QueryError
from graph.store import open_graph
from queries.check import select
from queries.findings import CheckResult

_ONE_AT_A_TIME: Final = threading.Semaphore(1)
# Readers come first: the check takes what their pages leave of the processor.
_BEHIND: Final = 5
_BEHIND_ON_WINDOWS: Final = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


@dataclass(slots=True)
class Job:
    """A check of one graph at one day, shared by all who ask for it.

    `key` is that of the graph; `families` are those of the rules, none for all of them.
    """

    target: str
    key: str
    as_of: date
    own: OwnRules
    families: tuple[str, ...] = ()
    total: int = 0
    results: list[CheckResult] = field(default_factory=list)
    failed: bool = False
    finished: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Job:
        """Begin, without waiting for the end; what is remembered is there at once."""
        try:
            self.results = [cast(CheckResult, remembered.recall(self._place))]
            self.finished.set()
        except LookupError:
            self.total = len(select(self.families or None, self.own.folder))
            threading.Thread(target=self._run, name="check", daemon=True).start()
        return self

    def result(self) -> CheckResult:
        """What was found, once it is finished.

        Raises:
            QueryError: no rule came to its end.
        """
        if not self.results:
            raise QueryError("dashboard.word.check_failed")
        return together(self.results)

    @property
    def _place(self) -> remembered.Key:
        return (self.key, "check", self.as_of, self.own.digest, self.families)

    def _run(self) -> None:
        with _ONE_AT_A_TIME:
            try:
                self._read()
            finally:
                self.failed = len(self.results) < self.total
                if not self.failed:
                    self.results = [together(self.results)]
                    remembered.keep(self._place, self.results[0])
                self.finished.set()

    def _read(self) -> None:
        given = (self.as_of.isoformat(), self.own.digest, *self.families)
        child = subprocess.Popen(
            [sys.executable, "-m", "dashboard.checker", *given],
            stdout=subprocess.PIPE,
            env=os.environ | {"POWERGRAPH_GRAPH": self.target},
            creationflags=_BEHIND_ON_WINDOWS,
        )
        with child:
            if child.stdout is None:
                return
            try:
                while (result := pipe.receive(child.stdout)) is not None:
                    self.results.append(result)
            finally:
                child.terminate()


def main(day: str, digest: str, families: tuple[str, ...], out: IO[bytes]) -> None:
    """Check the graph and write each rule's result as it is done.

    Nothing is written where own rules or settings are others by now than those of `digest`.
    """
    target = started.target()
    own = own_rules.in_force(target)
    if own.digest != digest:
        return
    with open_graph(target, database=started.database()) as store:
        for result in run_each(store, date.fromisoformat(day), own, families):
            pipe.send(result, out)


if __name__ == "__main__":
    if sys.platform != "win32":
        os.nice(_BEHIND)
    try:
        main(sys.argv[1], sys.argv[2], tuple(sys.argv[3:]), sys.stdout.buffer)
    except PowergraphError as error:
        sys.exit(str(error))
    except BrokenPipeError:  # the server has ended: nobody waits for the rest
        os._exit(0)
