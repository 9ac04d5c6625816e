"""Where things are when nobody says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import platformdirs

from graph.text import Language, say
from powergraph.console import Console

if TYPE_CHECKING:
    from queries.settings import LocalSettings


def default_graph() -> str:
    """The embedded graph in the user's data folder."""
    return str(_data_folder() / "powergraph.db")


def demo_graph() -> str:
    """The demo's graph, apart from the user's own."""
    return str(_data_folder() / "demo" / "demo.db")


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir("powergraph", appauthor=False))


def settings_option(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--settings FILE`, also for other commands that name the values a rule uses."""
    return click.option(
        "--settings",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        envvar="POWERGRAPH_SETTINGS",
        help=say("cli.check.settings", language),
    )


def local_settings(console: Console, given: Path | None, target: str) -> LocalSettings | None:
    """The unit's own values: from the file named, else from the one that is found.

    Raises:
        SettingsError: listing what is wrong in the file.
    """
    from queries.settings import read_settings, settings_path

    path = given or settings_path(target)
    if path is None:
        return None
    console.tell("cli.check.local", path=path)
    return read_settings(path)
