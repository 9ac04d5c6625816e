"""Where things are when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_graph() -> str:
    """The embedded graph in the user's data folder."""
    return str(_data_folder() / "powergraph.db")


def demo_graph() -> str:
    """The demo's graph, apart from the user's own."""
    return str(_data_folder() / "demo" / "demo.db")


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir("powergraph", appauthor=False))
