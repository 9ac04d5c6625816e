"""Which graph the server was started on: `powergraph dashboard` tells it by its environment."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def target() -> str:
    """The graph's file, or the address of its server."""
    folder = Path(platformdirs.user_data_dir("powergraph", appauthor=False))
    return os.environ.get("POWERGRAPH_GRAPH") or str(folder / "powergraph.db")


def database() -> str | None:
    """The database of that server; None for its usual one."""
    return os.environ.get("POWERGRAPH_DATABASE")
