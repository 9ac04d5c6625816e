"""Pictures of the graph: one model, drawn in the dashboard, in notebooks, reports and print.

A page builds a `Picture`; `draw` shows it and gives back what was clicked, `to_html` and `to_svg`
write files, `network` hands it to pyvis. Names and details are data from users' files: no path
here leads from them to markup or code.
"""

from __future__ import annotations

from dashboard.drawing.component import draw
from dashboard.drawing.flow import FlowRisk, FlowStep, flow_chart
from dashboard.drawing.html import to_html
from dashboard.drawing.layout import Layout, positions
from dashboard.drawing.model import Edge, Node, Picture, PictureError
from dashboard.drawing.network import network
from dashboard.drawing.svg import to_svg

__all__ = [
    "Edge",
    "FlowRisk",
    "FlowStep",
    "Layout",
    "Node",
    "Picture",
    "PictureError",
    "draw",
    "flow_chart",
    "network",
    "positions",
    "to_html",
    "to_svg",
]
