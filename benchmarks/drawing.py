"""How long until a picture stands in the browser, against an empty app in the same run.

`python -m benchmarks.drawing` needs Chromium on the PATH. Seconds depend on the machine and on
what else it does; the ratio to the empty app is what to compare. Each figure is the median of
`RUNS` first draws, each in a fresh page of a server that has served one page before.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from graph.drawing import Edge, Layout, Node, Picture, positions, to_html
from tests.browser import FLAGS, chromium, streamlit_server

SIZES: Final = (100, 500, 2_000, 5_000)
RUNS: Final = 3
_APP: Final = """
import streamlit as st

n = int(st.query_params.get("n", "0"))
if n:
    from benchmarks.drawing import county
    from dashboard.drawing import draw
    draw(county(n), key="picture")
else:
    st.text("ready")
"""


def county(n: int) -> Picture:
    """Departments with posts, people, powers and roles: about three lines for two nodes."""
    labels = ("Department", "Post", "Official", "Power", "Role", "Role", "Role", "Post")
    nodes = [Node(f"{labels[i % 8]}/{i}", f"某某县第{i}号事项审批") for i in range(n)]
    pairs = [(i, i - i % 8) for i in range(n) if i % 8]
    pairs += [(i, (i * 7919) % n) for i in range(0, n, 2)]
    pairs += [(i, i - 8 * (1 + i % 5)) for i in range(48, n, 8)]
    edges = [Edge(nodes[a].ref, nodes[b].ref, "REPORTS_TO") for a, b in pairs if a != b]
    return Picture(tuple(nodes), tuple(edges), f"{n}")


def first_draw(browser: Browser, url: str, ready: str) -> float:
    """Seconds from opening `url` until `ready` stands and two frames have been painted."""
    page = browser.new_page(viewport={"width": 1360, "height": 900})
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(ready, timeout=120_000)
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    took = time.perf_counter() - start
    page.close()
    return took


def median(browser: Browser, url: str, ready: str) -> float:
    return statistics.median(first_draw(browser, url, ready) for _ in range(RUNS))


def layouts() -> None:
    """Seconds to place the nodes, in Python, once a picture."""
    kinds: tuple[Layout, ...] = ("force", "layers", "rings")
    print(f"{'layout, s':>12}" + "".join(f"{kind:>10}" for kind in kinds))
    for n in SIZES:
        picture = county(n)
        row = f"{n:>12}"
        for kind in kinds:
            start = time.perf_counter()
            positions(picture, kind)
            row += f"{time.perf_counter() - start:>10.2f}"
        print(row)


def main() -> None:
    layouts()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "app.py"
        script.write_text(_APP, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=chromium() or playwright.chromium.executable_path, args=FLAGS
        )
        with streamlit_server(script) as address:
            first_draw(browser, address, "[data-testid=stText]")
            empty = median(browser, address, "[data-testid=stText]")
            print(f"empty app {empty:.2f} s")
            print(f"{'nodes':>7}{'component, s':>14}{'ratio':>7}{'static, s':>11}{'MB':>6}")
            for n in SIZES:
                drawn = median(browser, f"{address}/?n={n}", ".pg[data-ready]")
                file = Path(folder) / f"{n}.html"
                file.write_text(to_html(county(n)), encoding="utf-8")
                static = median(browser, file.as_uri(), ".pg[data-ready]")
                size = file.stat().st_size / 1e6
                print(f"{n:>7}{drawn:>14.2f}{drawn / empty:>7.1f}{static:>11.2f}{size:>6.1f}")
        browser.close()


if __name__ == "__main__":
    main()
