"""`powergraph load`: tables into the graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from graph.text import Language, say
from loaders.formats import FORMATS
from loaders.mapping import Mapping
from loaders.rejected import Returning
from powergraph.cli import common_options
from powergraph.commands.history import history_options, keep, take_one_back
from powergraph.commands.proposing import ask, save
from powergraph.console import Console
from powergraph.importing import Order, about, carry_out, opened, rehearse
from powergraph.outputs.loaded import lines
from powergraph.settings import local_words, settings_option
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY

FILE = click.Path(dir_okay=False, path_type=Path)


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "load", cls=SpeakingCommand, language=language, help=say("cli.load.help", language)
    )
    @click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
    @click.option(
        "--format",
        "format_name",
        type=click.Choice(sorted(FORMATS)),
        help=say("cli.load.format", language),
    )
    @click.option(
        "--snapshot-date",
        type=DAY,
        metavar="YYYY-MM-DD",
        help=say("cli.load.snapshot_date", language),
    )
    @click.option("--dry-run", is_flag=True, help=say("cli.load.dry_run", language))
    @click.option(
        "--mapping",
        "mapping_file",
        type=FILE,
        metavar="FILE",
        help=say("cli.load.mapping", language),
    )
    @click.option(
        "--save-mapping", type=FILE, metavar="FILE", help=say("cli.load.save_mapping", language)
    )
    @settings_option(language)
    @history_options(language)
    @common_options(language)
    @click.pass_context
    def run(
        context: click.Context,
        sources: tuple[Path, ...],
        format_name: str | None,
        snapshot_date: date | None,
        dry_run: bool,
        mapping_file: Path | None,
        save_mapping: Path | None,
        settings: Path | None,
        snapshot: bool,
        source: str | None,
        confirmed: list[str],
        partial: bool,
        rejected: Path | None,
        undo: str | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        if undo is not None:
            if sources or _others_given(context):
                raise click.UsageError(console.say("cli.loading.undo_alone"), context)
            take_one_back(console, target, database, undo)
            return
        if not sources:
            raise click.UsageError(console.say("cli.loading.no_sources"), context)
        if snapshot and partial:
            raise click.UsageError(console.say("cli.loading.whole_state"), context)
        given = Order(
            sources,
            format_name,
            Mapping.read(mapping_file) if mapping_file else None,
            snapshot_date,
            snapshot,
            source,
            confirmed,
            partial,
            local_words(console, settings, target),
        )
        with opened(given) as order:
            found = order.readers()
            if save_mapping:
                save(console, found, save_mapping)
                return
            ask(console, found, mapping_file, show=dry_run)
            returning = Returning(order.sources, rejected, lang, order.origin, order.places)
            if dry_run:
                summary = rehearse(order, found, target, database, console.progress)
            else:
                summary = carry_out(
                    order, found, target, database, returning=returning, progress=console.progress
                )
                keep(console, target, database, "import", about(summary))
            for line in lines(summary, lang, target):
                console.note(line)
            for path, count in returning.saved:
                console.tell("cli.loading.rejected_count", count=count, path=path)

    return run


def _others_given(context: click.Context) -> bool:
    """Whether options were given that have to do with loading."""
    shared = {"undo", "target", "database", "lang", "quiet"}
    return any(
        context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        for name in context.params
        if name not in shared
    )
