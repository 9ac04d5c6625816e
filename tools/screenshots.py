"""Take pictures of every page: `make screenshots`.

Starts the dashboard and looks at it in Chromium: the demo county, a published list without roles,
and an empty graph; in Chinese and English; on a small and a large screen. The pictures go to
build/screenshots/GRAPH/SIZE/LANGUAGE/: NAME.png shows a page to its end, NAME.first.png its first
screen. First screens that documents show are copied to docs/screenshots/.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from graph.store import open_graph
from graph.text import LANGUAGES
from loaders.formats import readers
from loaders.load import load
from tools.scenes import Scene, scenes

ROOT = Path(__file__).parents[1]
GRAPH = ROOT / "build" / "demo.db"
LIST = ROOT / "examples" / "real" / "guangan-power-list.json"
SHOTS = ROOT / "build" / "screenshots"
FOLDER = ROOT / "docs" / "screenshots"
SIZES = ((1366, 768), (1920, 1080))
# What README and docs/dashboard.md show: the small screen, Chinese, and the first page in English.
SHOWN = (
    ("overview", "zh", "overview"),
    ("overview", "en", "overview-en"),
    ("explorer-around", "zh", "explorer"),
    ("power-one", "zh", "power"),
    ("concentration-heat", "zh", "concentration"),
    ("findings-one", "zh", "findings"),
    ("cases-one", "zh", "cases"),
)
LONGEST = 8000  # pixels of a page that a picture shows
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE = 600_000  # milliseconds that a page may take, rules and all, on a busy machine
SETTLED = """() =>
  document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid=stSpinner]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && !document.querySelector('[data-testid=stProgress]')
  && !document.querySelector('[data-testid=stStatusWidget]')"""
# Parts of a page come one after the other: it is there once nothing has come for a while.
STILL = """() => {
  const drawn = document.querySelector('[data-testid=stMain]').innerHTML;
  if (window.pgDrawn !== drawn) { window.pgDrawn = drawn; window.pgSince = Date.now(); }
  return Date.now() - window.pgSince > 2500;
}"""


def main() -> None:
    """Take all pictures, or some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path, default=GRAPH)
    parser.add_argument("--of", action="append", choices=("county", "list", "empty"))
    parser.add_argument("--lang", action="append", choices=LANGUAGES)
    parser.add_argument("--size", action="append", type=int, choices=[s[0] for s in SIZES])
    parser.add_argument("--page", action="append", help="those whose name begins with this")
    asked = parser.parse_args()
    sizes = [s for s in SIZES if s[0] in (asked.size or [s[0] for s in SIZES])]
    views = [(s, language) for s in sizes for language in asked.lang or LANGUAGES]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for kind, graph in _graphs(asked.graph, Path(name)).items():
            if kind in (asked.of or [kind]):
                found = scenes(graph)
                wanted = [s for s in found if s.name.startswith(tuple(asked.page or [""]))]
                _visit(browser, kind, graph, wanted, views)
        if not (asked.page or asked.of):
            _findings_page(browser, asked.graph)
        browser.close()
    for name, language, shown in SHOWN:
        taken = first_screen(_file("county", SIZES[0], language, name))
        if taken.exists():
            shutil.copyfile(taken, FOLDER / f"{shown}.png")


def _findings_page(browser: Browser, graph: Path) -> None:
    """The findings as one HTML file, with a lead opened."""
    page = browser.new_page(viewport=_viewport(SIZES[0]), locale="zh-CN")
    page.goto((graph.parent / f"{graph.stem}-findings.html").resolve().as_uri())
    page.locator("details").first.click()
    page.screenshot(path=FOLDER / "findings-page.png")


def _graphs(county: Path, folder: Path) -> dict[str, Path]:
    """The graphs to look at, by name."""
    listed, empty = folder / "list.db", folder / "empty.db"
    with open_graph(str(listed), mode="write") as store:
        load(store, readers([LIST], "guangan"))
    with open_graph(str(empty), mode="write") as store:
        store.save()
    return {"county": county, "list": listed, "empty": empty}


def _visit(
    browser: Browser,
    kind: str,
    graph: Path,
    wanted: Collection[Scene],
    views: Collection[tuple[tuple[int, int], str]],
) -> None:
    with dashboard(graph) as address:
        for size, language in views:
            for scene in wanted:
                own = "".join(f"&{key}={value}" for key, value in scene.own.items())
                page = browser.new_page(viewport=_viewport(size), locale="zh-CN")
                page.goto(f"{address}/?page={scene.page}&lang={language}{own}")
                _shoot(page, scene, _file(kind, size, language, scene.name))
                page.close()


def _file(kind: str, size: tuple[int, int], language: str, name: str) -> Path:
    return SHOTS / kind / f"{size[0]}x{size[1]}" / language / f"{name}.png"


def _viewport(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


def _shoot(page: Page, scene: Scene, file: Path) -> None:
    """The page to its end, and beside it the first screen where that is less."""
    page.set_default_timeout(PATIENCE)
    page.wait_for_selector("[data-testid=stAppViewContainer] h1")
    _settle(page)
    if scene.act:
        scene.act(page)
        _settle(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    screen = page.viewport_size
    assert screen
    page.screenshot(path=first_screen(file))
    length = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    if length > screen["height"]:
        page.set_viewport_size({"width": screen["width"], "height": min(length, LONGEST)})
        _settle(page)
    page.screenshot(path=file)
    print(file.relative_to(SHOTS), flush=True)


def first_screen(file: Path) -> Path:
    """Where the picture of a page's first screen lies, beside that of the whole."""
    return file.with_name(f"{file.stem}.first.png")


def _settle(page: Page) -> None:
    """Wait until nothing is being computed or drawn."""
    page.wait_for_function(SETTLED)
    page.wait_for_function(STILL, polling=250)
    page.wait_for_function(SETTLED)


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
