"""A drawing as one HTML file: ours beside neo4j-viz, size and seconds in the same run.

`python -m benchmarks.static_html PEER_PYTHON`, as `make bench` does. The
peer is GPL: it stays in an environment of its own, and only its file is looked at here. Both get
the same nodes and relationships. Seconds to make the file include the layout; ours places nodes
in Python, the peer in the browser. Seconds to show run from opening the file, without a network,
until its canvas is there and two frames are painted: the peer's nodes are still moving by then, so
its figure is a lower bound.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as NotShown

from benchmarks.drawing import county
from graph.drawing import Picture, to_html
from tests.browser import FLAGS, chromium

SIZES: Final = (1_000, 10_000)
RUNS: Final = 3
PATIENCE: Final = 120_000  # milliseconds
_PEER: Final = """
import json, sys, time
from neo4j_viz import Node, Relationship, VisualizationGraph
data = json.load(open(sys.argv[1], encoding="utf-8"))
start = time.process_time()
graph = VisualizationGraph(
    nodes=[Node(id=ref, caption=name) for ref, name in data["nodes"]],
    relationships=[Relationship(source=a, target=b, caption=type) for a, b, type in data["edges"]],
)
html = graph.render(max_allowed_nodes=10 ** 6).data
took = time.process_time() - start
open(sys.argv[2], "w", encoding="utf-8").write(html)
print(took)
"""


def main(peer: str) -> None:
    """Print a line for each size."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=chromium() or playwright.chromium.executable_path, args=FLAGS
        )
        print(f"{'nodes':>7}{'':>12}{'make, s':>10}{'MB':>7}{'show, s':>10}")
        for n in SIZES:
            picture = county(n)
            ours, theirs = folder / f"ours-{n}.html", folder / f"theirs-{n}.html"
            made = (_our_file(picture, ours), _peer_file(peer, picture, theirs, folder))
            shown = (_shown(browser, ours, ".pg[data-ready]"), _shown(browser, theirs, "canvas"))
            sizes = tuple(file.stat().st_size / 1e6 for file in (ours, theirs))
            for i, who in enumerate(("powergraph", "neo4j-viz")):
                show = f"{shown[i]:.2f}" if shown[i] else "never"
                print(f"{n:>7}{who:>12}{made[i]:>10.2f}{sizes[i]:>7.2f}{show:>10}")
            print(
                f"{'':>7}{'ours/theirs':>12}{_ratio(*made):>10}{_ratio(*sizes):>7}{_ratio(*shown):>10}"
            )
        browser.close()


def _our_file(picture: Picture, file: Path) -> float:
    start = time.process_time()
    html = to_html(picture)
    took = time.process_time() - start
    file.write_text(html, encoding="utf-8")
    return took


def _peer_file(peer: str, picture: Picture, file: Path, folder: Path) -> float:
    data = folder / "graph.json"
    nodes = [(node.ref, node.name) for node in picture.nodes]
    edges = [(edge.source, edge.target, edge.type) for edge in picture.edges]
    data.write_text(json.dumps({"nodes": nodes, "edges": edges}), encoding="utf-8")
    command = [peer, "-c", _PEER, str(data), str(file)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _shown(browser: Browser, file: Path, ready: str) -> float | None:
    """Seconds until it stands, the median; None where it never does."""
    times = []
    for _ in range(RUNS):
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.context.set_offline(True)
        start = time.perf_counter()
        try:
            page.goto(file.as_uri(), timeout=PATIENCE)
            page.wait_for_selector(ready, timeout=PATIENCE)
            page.evaluate(
                "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
            )
        except NotShown:
            return None
        finally:
            page.close()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _ratio(ours: float | None, theirs: float | None) -> str:
    return f"× {ours / theirs:.2f}" if ours and theirs else "–"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m benchmarks.static_html PEER_PYTHON")
    main(sys.argv[1])
