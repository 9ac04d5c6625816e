"""`powergraph template`: an empty workbook to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from graph.errors import OutputError
from graph.schema import SCHEMA
from graph.schema.kinds import Table
from graph.text import LANGUAGES, Language, say
from loaders.headers import table_named
from powergraph.console import Console
from powergraph.exports.notes import title
from powergraph.exports.template import write_template
from powergraph.speaking import SpeakingCommand
from powergraph.values import FILE


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "template", cls=SpeakingCommand, language=language, help=say("cli.template.help", language)
    )
    @click.argument("path", metavar="FILE.xlsx", type=FILE)
    @click.option("--tables", metavar="A,B,…", help=say("cli.template.tables", language))
    @click.option("--force", is_flag=True, help=say("cli.template.force", language))
    @click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=language,
        help=say("cli.option.lang", language),
    )
    @click.option("--quiet", "-q", is_flag=True, help=say("cli.option.quiet", language))
    def run(path: Path, tables: str | None, force: bool, lang: Language, quiet: bool) -> None:
        console = Console(lang, quiet)
        if path.suffix.lower() != ".xlsx":
            raise click.UsageError(console.say("cli.template.suffix", path=path))
        chosen = _chosen(tables, console)
        if path.exists() and not force:
            raise OutputError("cli.template.exists", path=path)
        write_template(path, chosen, lang)
        console.tell("cli.template.done", path=path, count=len(chosen))

    return run


def _chosen(names: str | None, console: Console) -> Sequence[Table]:
    """The tables named, in the order of the schema; all where none is.

    Raises:
        click.UsageError: there is no table of that name.
    """
    if names is None:
        return SCHEMA.tables
    wanted = []
    for name in filter(None, (part.strip() for part in names.replace("，", ",").split(","))):
        table = table_named(name)
        if table is None:
            known = ", ".join(title(t, console.language) for t in SCHEMA.tables)
            raise click.UsageError(console.say("cli.template.unknown", name=name, known=known))
        wanted.append(table)
    if not wanted:
        raise click.UsageError(console.say("cli.template.none"))
    return [t for t in SCHEMA.tables if t in wanted]
