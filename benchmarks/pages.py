"""The dashboard's pages in Chromium beside an empty Streamlit app, in the same run.

`python -m benchmarks.pages [GRAPH]`; the graph is the demo's if none is given. Seconds from asking
for the address until nothing is loading any more; the first visit runs the rules, the second finds
their answers kept.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import FLAGS, chromium, streamlit_server
from tools.screenshots import GRAPH, PATIENCE, SETTLED, dashboard

PAGES = ("overview", "explorer", "power", "findings", "queries")
VISITS = ("first visit", "second visit")


def main(graph: str) -> None:
    """Visit every page twice and print the times as multiples of the empty app's."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        empty = Path(folder) / "empty.py"
        empty.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
        with streamlit_server(empty) as address:
            base = [_visit(browser.new_page(), address) for _ in VISITS]
        print(f"{'empty app':24} {base[0]:6.2f} s {base[1]:6.2f} s")
        with dashboard(Path(graph)) as address:
            for name in PAGES:
                taken = [_visit(browser.new_page(), f"{address}/?page={name}") for _ in VISITS]
                ratio = taken[1] / base[1]
                print(f"{name:24} {taken[0]:6.2f} s {taken[1]:6.2f} s   × {ratio:.1f} when kept")
        browser.close()


def _visit(page: Page, address: str) -> float:
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("[data-testid=stAppViewContainer] h1", timeout=PATIENCE)
    page.wait_for_timeout(200)
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    taken = time.perf_counter() - start
    page.close()
    return taken


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(GRAPH))
