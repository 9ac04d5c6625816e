"""Public powers as a graph, and where power stands unchecked in it.

The same objects that the command line prints, typed and documented:

>>> sorted(__all__) == __all__
True
"""

from __future__ import annotations

from graph.errors import PowergraphError, Problem, SourceError
from graph.store import Store, open_graph
from powergraph.api import check, load, queries, report

__all__ = [
    "PowergraphError",
    "Problem",
    "SourceError",
    "Store",
    "check",
    "load",
    "open_graph",
    "queries",
    "report",
]
