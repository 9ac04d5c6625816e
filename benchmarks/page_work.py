"""The server's work for each page, without a browser: seconds of the processor and of the clock.

`python -m benchmarks.page_work [GRAPH]`; the graph is the demo's if none is given. The rules run
once beforehand, in a process of their own, as they do for a reader. Then one process visits every
page when nothing else is remembered, and another, started anew, when everything is; each visits
them twice. Both begin as the server does before it takes a browser: the program is read and the
graph opened. On a busy machine the processor's seconds are what to compare; the empty app stands
on top.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.screenshots import GRAPH

ROOT: Final = Path(__file__).parents[1]
_PATIENCE: Final = 600  # seconds
_EMPTY: Final = "import streamlit as st\nst.title('empty')\n"


def main(graph: str) -> None:
    """Visit all pages in two processes, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "POWERGRAPH_GRAPH": str(Path(graph).absolute()),
            "XDG_CACHE_HOME": folder,
            "PYTHONPATH": str(ROOT),
        }
        for start in ("rules", "first start", "second start"):
            print(f"== {start}", flush=True)
            command = [sys.executable, "-m", "benchmarks.page_work", "--inside", start]
            subprocess.run(command, env=env, stderr=subprocess.DEVNULL, check=True)


def run_rules() -> None:
    """What all rules and lints say, in the child in which the dashboard has them run."""
    from dashboard import connection, own_rules

    graph = connection.graph()
    for families in ((), ("DQ",)):
        start = time.perf_counter()
        own = own_rules.in_force(graph.target)
        job = connection.checking(graph, graph.as_of, own, families)
        job.finished.wait()
        print(f"{' '.join(families) or 'all rules':16}{time.perf_counter() - start:8.2f} clock")


def visit_all() -> None:
    """What the server does before it takes a browser; then every page, twice."""
    from dashboard import server
    from dashboard.pages import PAGES

    _timed("program", server.read_program)
    _timed("graph", server.open_first)
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(_EMPTY, encoding="utf-8")
        _visit("empty app", empty)
    for _ in range(2):
        for name in PAGES:
            _visit(name, ROOT / "dashboard" / "app.py")


def _visit(name: str, script: Path) -> None:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(script), default_timeout=_PATIENCE)
    app.query_params["page"] = name
    _timed(name, app.run, lambda: "  FAILED" if app.exception or app.error else "")


def _timed(name: str, work: Callable[[], object], remark: Callable[[], str] = str) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"{name:16}{processor:8.2f} processor{clock:8.2f} clock{remark()}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        (run_rules if sys.argv[2] == "rules" else visit_all)()
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else str(GRAPH))
