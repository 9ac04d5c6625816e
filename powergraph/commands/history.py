"""The options of `powergraph load` for newer states, for loading in part, and for taking back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from graph.errors import LedgerError
from graph.schema import SCHEMA
from graph.sources import imports
from graph.store import open_graph
from graph.text import Language, say
from powergraph import importing
from powergraph.console import Console
from powergraph.outputs import loaded

if TYPE_CHECKING:
    from powergraph.ledger.model import Deed

PATH: Final = click.Path(path_type=Path)
LAST: Final = "last"
LIST: Final = "list"


def history_options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--snapshot`, `--source`, `--confirm-gone`, `--partial`, `--rejected` and `--undo`."""

    def help_of(key: str) -> str:
        return say(f"cli.loading.{key}", language)

    def table(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> list[str]:
        found = [SCHEMA.table(name) for name in names]
        for name, known in zip(names, found, strict=True):
            if known is None:
                raise click.BadParameter(say("cli.loading.no_table", language, name=name))
        return [known.name for known in found if known]

    options = (
        click.option("--snapshot", is_flag=True, help=help_of("snapshot")),
        click.option("--source", metavar="NAME", help=help_of("source")),
        click.option(
            "--confirm-gone",
            "confirmed",
            multiple=True,
            metavar="TABLE",
            callback=table,
            help=help_of("confirm_gone"),
        ),
        click.option("--partial", is_flag=True, help=help_of("partial")),
        click.option("--rejected", type=PATH, metavar="PATH", help=help_of("rejected")),
        click.option("--undo", metavar="IMPORT", help=help_of("undo")),
    )

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def take_one_back(console: Console, target: str, database: str | None, which: str) -> None:
    """List the imports, or take back the newest, by its id or as `last`.

    Raises:
        StoreError: there is no such import, or others came after it.
        GraphBusy: another program is at work on it.
    """
    if which == LIST:
        with open_graph(target, database=database) as store:
            found = list(loaded.imports(imports(store), console.language))
        for line in found or [console.say("cli.loading.imports_none")]:
            console.answer(line)
        return
    done = importing.take_one_back(target, database, None if which == LAST else which)
    console.tell(
        "import.undone",
        import_id=done.import_id,
        nodes=done.nodes,
        rels=done.rels,
        fingerprint=done.fingerprint,
    )
    about = {"import_id": done.import_id, "fingerprint": done.fingerprint}
    keep(console, target, database, "undo", about)


def keep(
    console: Console, target: str, database: str | None, deed: Deed, about: Mapping[str, Any]
) -> None:
    """Write down in the graph's history, if it has one, what was done; where that cannot be, a
    warning is enough: it is done."""
    from powergraph.ledger import Ledger, ledger_path, who_am_i

    named = os.environ.get("POWERGRAPH_LEDGER")
    path = Path(named) if named else ledger_path(target, database)
    if not path.exists():
        return
    try:
        with Ledger(path, "write") as ledger:
            ledger.deed(deed, about, who=who_am_i())
    except LedgerError as error:
        console.tell("cli.loading.not_noted", detail=error.render(console.language))
