"""`powergraph export`: the graph as files for other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graph.store import open_graph
from graph.text import Language, say
from powergraph.cli import common_options
from powergraph.console import Console
from powergraph.exports.formats import FORMATS, export
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "export", cls=SpeakingCommand, language=language, help=say("cli.export.help", language)
    )
    @click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
    @click.option(
        "--format",
        "-f",
        "formats",
        type=click.Choice(tuple(FORMATS)),
        multiple=True,
        default=("tables",),
        help=say("cli.export.format", language),
    )
    @click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=say("cli.export.as_of", language))
    @click.option("--unit", metavar="UID", help=say("cli.export.unit", language))
    @click.option("--force", is_flag=True, help=say("cli.export.force", language))
    @common_options(language)
    def run(
        folder: Path,
        formats: tuple[str, ...],
        as_of: date | None,
        unit: str | None,
        force: bool,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        if as_of and "cypher" in formats:
            raise click.UsageError(console.say("export.no_day"))
        with open_graph(target, database=database) as store:
            said = export(
                store,
                folder,
                tuple(dict.fromkeys(formats)),
                language=lang,
                as_of=as_of,
                unit=unit,
                force=force,
                tell=lambda name: console.tell("cli.export.writing", format=name),
            )
        for message in said:
            console.note(message.render(lang))
        console.tell("cli.export.where", path=folder)

    return run
