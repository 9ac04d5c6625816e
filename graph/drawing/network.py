"""The picture as a pyvis `Network`: the model that notebooks and the dashboard share.

To look at it in a notebook use `to_html`, not `Network.show`: the page that pyvis writes asks a
CDN and runs what a hover text holds. No hover text is set here, so even that page stays inert.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from graph.drawing.layout import Layout, positions
from graph.drawing.model import Edge, Node, Picture
from graph.drawing.symbols import EDGE, EDGE_TEXT, PINNED, TEXT, distance, size, symbol
from graph.drawing.words import edge_name, mark_name, node_lines
from graph.schema import RISK_MARKS
from graph.text import DEFAULT_LANGUAGE, Language

if TYPE_CHECKING:
    from pyvis.network import Network

FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def network(
    picture: Picture, layout: Layout = "force", language: Language = DEFAULT_LANGUAGE
) -> Network:
    """Nodes at fixed places, physics off; colour, shape and text as the legend has them."""
    # It reads all of IPython, which nothing else here needs: only when something is drawn.
    from pyvis.edge import Edge as PyvisEdge
    from pyvis.network import Network
    from pyvis.node import Node as PyvisNode

    drawn = Network(height="560px", directed=True, cdn_resources="in_line")
    drawn.toggle_physics(False)
    places = positions(picture, layout)
    for node in picture.nodes:
        look = _node(node, language, places[node.ref], len(picture.nodes))
        options = PyvisNode(node.ref, symbol(node.label, node.mark).shape, **look).options
        # `Network.add_node` and `add_edge` search a list each time: minutes for a county.
        drawn.nodes.append(options)
        drawn.node_ids.append(node.ref)
        drawn.node_map[node.ref] = options
    pairs = Counter(frozenset((e.source, e.target)) for e in picture.edges)
    seen: Counter[frozenset[str]] = Counter()
    width = distance(len(picture.nodes))
    for edge in picture.edges:
        pair = frozenset((edge.source, edge.target))
        options = PyvisEdge(
            edge.source, edge.target, True, **_edge(edge, language, width, pairs[pair], seen[pair])
        ).options
        drawn.edges.append(options)
        seen[pair] += 1
    return drawn


def _node(node: Node, language: Language, place: tuple[float, float], among: int) -> dict[str, Any]:
    shown = symbol(node.label, node.mark)
    lines = node_lines(node, language)
    if node.mark:
        lines.append(mark_name(node.mark, language))
    colours = {"background": shown.fill, "border": shown.border}
    return {
        "label": "\n".join(lines),
        "size": size(node, among),
        "x": place[0],
        "y": place[1],
        "physics": False,
        "color": colours | {"highlight": colours, "hover": colours},
        "borderWidth": PINNED if node.pinned else 2 if node.focus or node.mark in RISK_MARKS else 1,
        "borderWidthSelected": PINNED if node.pinned else 3,
        "shapeProperties": {"borderDashes": [4, 3] if node.count is not None else False},
        "font": {"color": TEXT, "size": 13, "face": FONT, "multi": False},
    }


def _edge(
    edge: Edge, language: Language, width: float, together: int, before: int
) -> dict[str, Any]:
    """Lines between the same two nodes bend apart, each its own way."""
    smooth: bool | dict[str, Any] = False
    if together > 1 and edge.source != edge.target:
        # Both directions bend clockwise as seen from their start, so they part by themselves;
        # a fixed order of the ends makes lines of one direction part too.
        side = 1 if edge.source < edge.target else -1
        bend = (before - (together - 1) / 2) * 0.3 * side
        kind = "curvedCW" if bend >= 0 else "curvedCCW"
        smooth = {"enabled": True, "type": kind, "roundness": abs(bend)} if bend else False
    return {
        "label": edge_name(edge, language),
        "dashes": [6, 5] if edge.dashed else False,
        "smooth": smooth,
        "width": width,
        "color": {"color": EDGE, "highlight": TEXT, "hover": EDGE_TEXT},
        "font": {"color": EDGE_TEXT, "size": 11, "face": FONT, "multi": False},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
    }
