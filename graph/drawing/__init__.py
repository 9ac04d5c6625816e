"""Pictures of the graph: one model, drawn in the dashboard, in notebooks, reports and print.

A caller builds a `Picture`; `to_html` and `to_svg` write files, `network` hands it to pyvis, and
`dashboard.drawing` shows it in a page. Names and details are data from users' files: no path here
leads from them to markup or code.
"""

from __future__ import annotations

from graph.drawing.flow import FlowRisk, FlowStep
from graph.drawing.html import to_html
from graph.drawing.layout import Layout, positions
from graph.drawing.model import Edge, Node, Picture, PictureError
from graph.drawing.network import network
from graph.drawing.svg import to_svg

__all__ = [
    "Edge",
    "FlowRisk",
    "FlowStep",
    "Layout",
    "Node",
    "Picture",
    "PictureError",
    "network",
    "positions",
    "to_html",
    "to_svg",
]
