"""Pictures of `graph.drawing` in a page of the dashboard."""

from __future__ import annotations

from dashboard.drawing.component import draw

__all__ = ["draw"]
