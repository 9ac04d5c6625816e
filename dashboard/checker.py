"""Checking a large graph beside the server: in a process of its own, rule by rule.

The embedded engine keeps the interpreter to itself while it runs a query. In the server's own
process that would hold up every reader, so the rules of a large graph run in a child, which hands
each result back as it is done. It goes on when its reader goes to another page.

Run as `python -m dashboard.checker DAY`; the graph is that of POWERGRAPH_GRAPH.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final

from dashboard.views.checks import run_one
from graph.errors import PowergraphError
from graph.store import open_graph
from queries import library
from queries.findings import CheckResult

_LENGTH: Final = struct.Struct(">Q")
_ONE_AT_A_TIME: Final = threading.Semaphore(1)


@dataclass(slots=True)
class Job:
    """A check of one graph at one day, shared by all who ask for it."""

    target: str
    as_of: date
    total: int
    results: list[CheckResult] = field(default_factory=list)
    failed: bool = False
    finished: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Job:
        """Begin, without waiting for the end."""
        threading.Thread(target=self._run, name="check", daemon=True).start()
        return self

    def _run(self) -> None:
        with _ONE_AT_A_TIME:
            try:
                self._read()
            finally:
                self.failed = len(self.results) < self.total
                self.finished.set()

    def _read(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-m", "dashboard.checker", self.as_of.isoformat()],
            stdout=subprocess.PIPE,
            env=os.environ | {"POWERGRAPH_GRAPH": self.target},
        )
        with child:
            if child.stdout is None:
                return
            try:
                while (result := _received(child.stdout)) is not None:
                    self.results.append(result)
            finally:
                child.terminate()


def main(day: str, out: IO[bytes]) -> None:
    """Check the graph and write each rule's result as it is done."""
    target, database = os.environ["POWERGRAPH_GRAPH"], os.environ.get("POWERGRAPH_DATABASE")
    with open_graph(target, database=database) as store:
        for rule in library.rules():
            _sent(run_one(store, rule.id, date.fromisoformat(day)), out)


def _sent(result: CheckResult, out: IO[bytes]) -> None:
    data = pickle.dumps(result)
    out.write(_LENGTH.pack(len(data)) + data)
    out.flush()


def _received(pipe: IO[bytes]) -> CheckResult | None:
    """The next result of our own child; None at the end."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    [length] = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        return None
    result: CheckResult = pickle.loads(data)
    return result


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.stdout.buffer)
    except PowergraphError as error:
        sys.exit(str(error))
