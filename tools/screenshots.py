"""Take pictures of every page: `make screenshots`.

Starts the dashboard and looks at it in Chromium: the demo county, a published list without roles,
and an empty graph; in Chinese and English; on a small and a large screen. The pictures go to
build/screenshots/GRAPH/SIZE/LANGUAGE/PAGE.png; what documents show goes to docs/screenshots/.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from dashboard.pages import PAGES
from graph.store import open_graph
from graph.text import LANGUAGES
from loaders.formats import readers
from loaders.load import load
from queries.check import check

ROOT = Path(__file__).parents[1]
GRAPH = ROOT / "build" / "demo.db"
LIST = ROOT / "examples" / "real" / "guangan-power-list.json"
SHOTS = ROOT / "build" / "screenshots"
FOLDER = ROOT / "docs" / "screenshots"
SIZES = ((1366, 768), (1920, 1080))
# What README and docs/dashboard.md show: the small screen, Chinese, and the first page in English.
SHOWN = (
    *(
        (name, "zh")
        for name in ("overview", "explorer", "power", "concentration", "findings", "cases")
    ),
    ("overview", "en"),
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 180_000  # milliseconds that a page may take, rules and all, on a busy machine
SETTLED = """() => !document.querySelector('[data-testid=stSpinner]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && !document.querySelector('[data-testid=stProgress]')
  && !document.querySelector('[data-testid=stStatusWidget]')"""


def main() -> None:
    """Take all pictures, or those of some pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path, default=GRAPH)
    parser.add_argument("--page", action="append", choices=list(PAGES), dest="pages")
    asked = parser.parse_args()
    pages = asked.pages or list(PAGES)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for kind, graph in _graphs(asked.graph, Path(name)).items():
            _visit(browser, kind, graph, pages)
        if not asked.pages:
            page = browser.new_page(viewport=_viewport(SIZES[0]), locale="zh-CN")
            page.goto((asked.graph.parent / f"{asked.graph.stem}-findings.html").resolve().as_uri())
            page.locator("details").first.click()
            page.screenshot(path=FOLDER / "findings-page.png")
        browser.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, language in SHOWN:
        if name in pages:
            taken = _file("county", SIZES[0], language, name)
            ending = "" if language == "zh" else f"-{language}"
            shutil.copyfile(taken, FOLDER / f"{name}{ending}.png")


def _graphs(county: Path, folder: Path) -> dict[str, Path]:
    """The graphs to look at, by name."""
    listed, empty = folder / "list.db", folder / "empty.db"
    with open_graph(str(listed), mode="write") as store:
        load(store, readers([LIST], "guangan"))
    with open_graph(str(empty), mode="write") as store:
        store.save()
    return {"county": county, "list": listed, "empty": empty}


def _visit(browser: Browser, kind: str, graph: Path, pages: list[str]) -> None:
    examples = _examples(graph)
    with dashboard(graph) as address:
        for size in SIZES:
            for language in LANGUAGES:
                for name in pages:
                    page = browser.new_page(viewport=_viewport(size), locale="zh-CN")
                    own = "".join(
                        f"&{key}={value}" for key, value in examples.get(name, {}).items()
                    )
                    file = _file(kind, size, language, name)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    shoot(page, f"{address}/?page={name}&lang={language}{own}", file)
                    page.close()


def _examples(graph: Path) -> Mapping[str, Mapping[str, str]]:
    """What a page is asked to show, where it shows one thing."""
    with open_graph(str(graph)) as store:
        result = check(store, ["SOD-001", "PRC-004", "PRC-006"])
        powers = store.read("MATCH (w:Power) RETURN w.uid AS uid ORDER BY uid LIMIT 1")
        meetings = store.read("MATCH (m:Meeting) RETURN m.uid AS uid ORDER BY uid LIMIT 1")
    found = {f.rule: f for f in reversed(result.findings)}
    examples: dict[str, Mapping[str, str]] = {}
    if powers:
        lead = found.get("SOD-001")
        power = lead.subject if lead else powers[0]["uid"]
        examples |= {"power": {"uid": power}, "explorer": {"node": f"Power/{power}"}}
        examples["concentration"] = {"view": "heat", "subject": "department"}
        if lead:
            examples["findings"] = {"rule": lead.rule, "finding": lead.id}
    if meetings:
        examples["meetings"] = {"meeting": meetings[0]["uid"]}
    if late := found.get("PRC-006"):
        examples["cases"] = {"case": late.subject}
    return examples


def _file(kind: str, size: tuple[int, int], language: str, name: str) -> Path:
    return SHOTS / kind / f"{size[0]}x{size[1]}" / language / f"{name}.png"


def _viewport(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


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
