"""The dashboard's pages in Chromium beside an empty Streamlit app, in the same run.

`python -m benchmarks.pages [GRAPH]`; the graph is the demo's if none is given. Seconds from asking
for the address until nothing is loading any more. The server is started twice: the first answers
what was never asked (and waits for the rules once), the second finds everything remembered. Both
times each page comes to a browser that has nothing of Streamlit's yet; "visited again" is by one
browser that keeps its files. The server takes a browser once the graph is open: what it needs until
then is printed, and the first page with it. It ends with the pages that take more than `LIMIT`
seconds beyond the empty app, and 1 if there are any.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.pages import FIRST, PAGES
from tests.browser import FLAGS, chromium, streamlit_server
from tools.screenshots import GRAPH, PATIENCE, SETTLED, dashboard

LIMIT: Final = 3.0
_RULES: Final = 900_000  # milliseconds that all rules may take on a large graph
_RAN: Final = (FIRST, "quality")  # pages that show what all rules and lints say
# The progress of rules is no waiting: the rest of the page can be read and used beside it.
_SHOWN: Final = """() => {
  const there = (name) => document.querySelector(`[data-testid=${name}]`);
  return !there("stSpinner") && !there("stSkeleton")
    && (there("stProgress") || !there("stStatusWidget"));
}"""


def main(graph: str) -> int:
    """Visit every page on a first and on a second start, and print the times."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
        with streamlit_server(empty) as address:
            first, new = (_visit(browser, address) for _ in range(2))
            kept_by = browser.new_context()
            _visit(kept_by, address)
            again = _visit(kept_by, address)
        # Nothing is remembered yet: the cache folder is a new one.
        os.environ["XDG_CACHE_HOME"] = folder
        print(f"{'':16}{'first start':>14}{'second start':>14}{'visited again':>14}  load 1 min")
        print(f"{'empty app':16}{first:12.2f} s{new:12.2f} s{again:12.2f} s  {_load()}")
        with _started(graph) as (address, opening):
            cold = _all(browser, address)
            _wait_for_rules(browser, address)
        with _started(graph) as (address, reopening):
            warm = _all(browser, address)
            kept_by = browser.new_context()
            _all(kept_by, address)
            kept = _all(kept_by, address)
        for name in PAGES:
            print(
                f"{name:16}{cold[name]:12.2f} s{warm[name]:12.2f} s{kept[name]:12.2f} s  {_load()}"
            )
        browser.close()
    print(f"server up, graph open, program read: {opening:.2f} s, second start {reopening:.2f} s")
    print(f"first page beyond the empty app: {cold[FIRST] - first:.2f} s, ", end="")
    print(f"second start {warm[FIRST] - first:.2f} s")
    slow = [n for n in PAGES if max(cold[n] - new, warm[n] - new, kept[n] - again) > LIMIT]
    print(f"more than {LIMIT:.0f} s beyond the empty app: {', '.join(slow) or 'none'}")
    return bool(slow)


@contextmanager
def _started(graph: str) -> Iterator[tuple[str, float]]:
    """A dashboard: its address, and how long it took until it could be asked."""
    start = time.perf_counter()
    with dashboard(Path(graph)) as address:
        yield address, time.perf_counter() - start


def _all(browser: Browser | BrowserContext, address: str) -> Mapping[str, float]:
    # As the browser's bar shows it: another address would be sent on from the first page.
    return {name: _visit(browser, f"{address}/{name}?page={name}") for name in PAGES}


def _visit(browser: Browser | BrowserContext, address: str) -> float:
    """Until the page has settled; rules that still run beside it do not count."""
    page = browser.new_page()
    start = time.perf_counter()
    _opened(page, address)
    page.wait_for_timeout(200)  # until it says that it runs
    page.wait_for_function(_SHOWN, timeout=PATIENCE)
    taken = time.perf_counter() - start
    page.close()
    return taken


def _opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-testid=stAppViewContainer] h1", timeout=PATIENCE)


def _wait_for_rules(browser: Browser, address: str) -> None:
    for name in _RAN:
        page = browser.new_page()
        start = time.perf_counter()
        _opened(page, f"{address}/?page={name}")
        page.wait_for_timeout(1000)
        page.wait_for_function(SETTLED, timeout=_RULES)
        print(f"{name}: all rules beside the pages {time.perf_counter() - start:.0f} s more")
        page.close()


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else str(GRAPH)))
