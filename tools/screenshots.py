"""Take the pictures that the README shows: `make screenshots`.

Starts the dashboard on the demo graph and looks at it in Chromium. The pictures go to
docs/screenshots/.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from graph.store import open_graph
from queries.check import check

ROOT = Path(__file__).parents[1]
GRAPH = ROOT / "build" / "demo.db"
FOLDER = ROOT / "docs" / "screenshots"
SIZE = {"width": 1366, "height": 768}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 120_000  # milliseconds that a page may take, rules and all, on a busy machine
SETTLED = """() => !document.querySelector('[data-testid=stSpinner]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && !document.querySelector('[data-testid=stProgress]')
  && !document.querySelector('[data-testid=stStatusWidget]')"""


def main() -> None:
    """Take all pictures, in both languages for the first page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path, default=GRAPH)
    graph = parser.parse_args().graph
    with open_graph(str(graph)) as store:
        findings = check(store, ["SOD-001"]).findings
    power = findings[0].subject if findings else ""
    pages = {
        "overview": "/",
        "overview-en": "/?lang=en",
        "explorer": f"/?page=explorer&node=Power/{power}",
        "power": f"/?page=power&uid={power}",
        "findings": "/?page=findings",
        "queries": "/?page=queries",
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    with dashboard(graph) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, path in pages.items():
            page = browser.new_page(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
            shoot(page, address + path, FOLDER / f"{name}.png")
            page.close()
        page = browser.new_page(viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
        page.goto((graph.parent / f"{graph.stem}-findings.html").resolve().as_uri())
        page.locator("details").first.click()
        page.screenshot(path=FOLDER / "findings-page.png")
        browser.close()


def shoot(page: Page, address: str, file: Path) -> None:
    """One picture, once the page has settled."""
    page.goto(address)
    page.wait_for_selector("[data-testid=stAppViewContainer] h1", timeout=PATIENCE)
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    page.wait_for_timeout(1500)
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    page.screenshot(path=file)
    print(file.relative_to(ROOT))


@contextmanager
def dashboard(graph: Path) -> Iterator[str]:
    """The address of a dashboard on a graph."""
    command = [sys.executable, "-m", "powergraph", "dashboard", "--graph", str(graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
