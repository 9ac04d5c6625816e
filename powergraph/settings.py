"""Where things are when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_graph() -> str:
    """The embedded graph in the user's data folder."""
    return str(Path(platformdirs.user_data_dir("powergraph", appauthor=False)) / "powergraph.db")
