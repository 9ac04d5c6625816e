"""Where things are when nobody says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import platformdirs

from graph.local_file import settings_path
from graph.text import Language, say
from powergraph.console import Console

if TYPE_CHECKING:
    from graph.crosswalks import Words
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


def local_settings(
    console: Console, given: Path | None, target: str, folder: Path | None = None
) -> LocalSettings | None:
    """The unit's own values of rules: from the file named, else from the one that is found.

    Args:
        folder: further rules, of the user's own, that the file may name.

    Raises:
        SettingsError: listing what is wrong in the file.
    """
    from queries.settings import read_settings

    path = _in_force(console, given, target)
    return read_settings(path, folder) if path else None


def local_words(console: Console, given: Path | None, target: str) -> Words | None:
    """The unit's own words in tables that are loaded, from the same file.

    Raises:
        SettingsError: listing what is wrong with them.
    """
    from graph.crosswalks import read_words

    path = _in_force(console, given, target)
    return read_words(path) if path else None


def _in_force(console: Console, given: Path | None, target: str) -> Path | None:
    path = given or settings_path(target)
    if path:
        console.tell("cli.check.local", path=path)
    return path


def queries_option(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--queries DIR`: the folder of the user's own saved queries and rules."""
    return click.option(
        "--queries",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        envvar="POWERGRAPH_QUERIES",
        help=say("cli.option.queries", language),
    )


def own_queries(console: Console, given: Path | None) -> tuple[Path | None, int]:
    """The folder of the user's own queries, and how many things are wrong in it.

    The folder is the one named, else `queries` in the user's configuration folder if it is there.
    What is wrong is told; the files that can be read are used.
    """
    from queries.library import own_folder, problems

    folder = given or own_folder()
    if not folder.is_dir():
        return None, 0
    wrong = problems(folder)
    if wrong:
        console.error(console.say("own_file.left_out", count=len(wrong)))
        for problem in wrong:
            console.error(f"  {problem.render(console.language)}")
    return folder, len(wrong)
