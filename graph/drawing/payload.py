"""What goes to the browser, the same for component and static page: plain data, field by field.

Only what is listed here leaves: a picture address, an HTML hover text or rich text in a label
cannot, whatever a caller or a later pyvis puts on a node.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from graph.drawing.layout import Layout
from graph.drawing.model import Picture
from graph.drawing.network import FONT, network
from graph.drawing.symbols import EDGE, LegendLine, legend
from graph.drawing.words import clean, kind_name, mark_name, node_lines, node_name
from graph.text import Language, say

_NODE: Final = (
    "shape", "size", "physics", "color", "borderWidth", "borderWidthSelected", "shapeProperties",
)  # fmt: skip
_EDGE: Final = ("dashes", "smooth", "width", "color", "arrows")
_TEXTS: Final = ("legend", "search", "search_none", "zoom_in", "zoom_out", "fit", "canvas")
DETAIL_LIMIT: Final = 300
_FIRST: Final = 1_000_000


def payload(picture: Picture, layout: Layout, language: Language) -> dict[str, Any]:
    """Everything the script draws. Nodes are numbered; `refs` says which is which.

    Each way that nodes or lines look is in `looks` once, and named by its number.
    """
    drawn = network(picture, layout, language)
    number = {ref: i for i, ref in enumerate(drawn.node_ids)}
    degrees = picture.degrees
    looks = _Looks()
    nodes = []
    for i, (node, options) in enumerate(zip(picture.nodes, drawn.nodes, strict=True)):
        nodes.append({
            "vis": {"id": i, "x": round(options["x"], 1), "y": round(options["y"], 1)},
            "look": looks.number(options, _NODE),
            "lines": node_lines(node, language),
            "mark": mark_name(node.mark, language) if node.mark else "",
            "name": node_name(node, language),
            "kind": kind_name(node, language),
            "detail": [[clean(k, 60), clean(v, DETAIL_LIMIT)] for k, v in node.detail],
            # Who is named first where there is no room for all names.
            "rank": degrees[node.ref] + _FIRST * node.focus + (node.mark == "HIGH") * 3,
            "focus": node.focus,
        })  # fmt: skip
    edges = [
        {
            "vis": {"id": i, "from": number[e["from"]], "to": number[e["to"]]},
            "look": looks.number(e, _EDGE),
            "text": e["label"],
        }
        for i, e in enumerate(drawn.edges)
    ]
    return {
        "refs": list(drawn.node_ids),
        "looks": looks.found,
        "nodes": nodes,
        "edges": edges,
        "legend": [_legend_line(line) for line in legend(picture, language)],
        "title": clean(picture.title),
        "caption": clean(picture.caption, 1000),
        "size": say("drawing.size", language, nodes=len(nodes), edges=len(edges)),
        "texts": {key: say(f"drawing.{key}", language) for key in _TEXTS},
        "language": "zh-CN" if language == "zh" else "en",
        "font": FONT,
    }


class _Looks:
    """The ways to look that a picture has, each once."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def number(self, options: Mapping[str, Any], keys: Sequence[str]) -> int:
        """Which of `found` these options are, of which `keys` may leave."""
        look = {key: options[key] for key in keys}
        name = json.dumps(look, sort_keys=True)
        if name not in self._numbers:
            self._numbers[name] = len(self.found)
            self.found.append(look)
        return self._numbers[name]


def _legend_line(line: LegendLine) -> dict[str, Any]:
    shown = line.symbol
    return {
        "text": line.text,
        "points": line.outline,
        "fill": shown.fill if shown else EDGE,
        "border": shown.border if shown else EDGE,
        "kind": "symbol" if shown else "dashed" if line.dashed else "remark",
    }


@cache
def vis_script() -> str:
    """vis-network, from the copy that pyvis brings; the newest if it brings several.

    Raises:
        FileNotFoundError: this pyvis brings none.
    """
    found = sorted(
        (folder.name, folder / "vis-network.min.js")
        for folder in (files("pyvis") / "lib").iterdir()
        if folder.name.startswith("vis-")
    )
    if not found:
        raise FileNotFoundError("pyvis/lib/vis-*/vis-network.min.js")
    text = found[-1][1].read_text(encoding="utf-8")
    # Not splitlines: the script holds U+0085 inside a string, where a line break is an error.
    return "\n".join(x for x in text.split("\n") if not x.startswith("//# sourceMapping"))


@cache
def own_file(name: str) -> str:
    """One of the files in `static`."""
    return (files("graph.drawing") / "static" / name).read_text(encoding="utf-8")


@cache
def library() -> str:
    """vis-network without a trace in the page's globals, then our own scripts.

    It is run at most once a page, however often a component is drawn.
    """
    return (
        "const powergraphVis = (() => {\nconst exports = {};\nconst module = {exports};\n"
        f"{vis_script()}\nreturn exports;\n}})();\n"
        + "".join(map(own_file, ("drawing.js", "labels.js", "panel.js")))
    )
