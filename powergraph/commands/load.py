"""`powergraph load`: tables into the graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graph.store import Mode, open_graph
from graph.text import Language, say
from loaders.formats import FORMATS, Options, readers
from loaders.load import LoadSummary, load
from loaders.mapping import Mapping
from powergraph.cli import common_options
from powergraph.commands.proposing import ask, save
from powergraph.console import Console
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY

_SHOWN_WARNINGS = 20
FILE = click.Path(dir_okay=False, path_type=Path)


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "load", cls=SpeakingCommand, language=language, help=say("cli.load.help", language)
    )
    @click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
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
    @common_options(language)
    def run(
        sources: tuple[Path, ...],
        format_name: str | None,
        snapshot_date: date | None,
        dry_run: bool,
        mapping_file: Path | None,
        save_mapping: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        mapping = Mapping.read(mapping_file) if mapping_file else None
        found = readers(sources, format_name, Options(snapshot_date, mapping))
        if save_mapping:
            save(console, found, save_mapping)
            return
        ask(console, found, show=dry_run)
        if dry_run and not ("://" in target or Path(target).is_file()):
            summary = load(None, found, dry_run=True, progress=console.progress)
        else:
            mode: Mode = "read" if dry_run else "write"
            with open_graph(target, mode=mode, database=database) as store:
                summary = load(
                    store, found, as_of=snapshot_date, dry_run=dry_run, progress=console.progress
                )
        _report(console, summary, target)

    return run


def _report(console: Console, summary: LoadSummary, target: str) -> None:
    warnings = [p for p in summary.warnings if p.level == "warning"]
    for problem in warnings[:_SHOWN_WARNINGS]:
        console.note(f"  {problem.render(console.language)}")
    if len(warnings) > _SHOWN_WARNINGS:
        console.tell("cli.load.more_warnings", count=len(warnings) - _SHOWN_WARNINGS)
    if summary.taken_back:
        console.tell("cli.load.taken_back", import_id=summary.taken_back)
    if summary.resumed:
        console.tell("cli.load.resumed", import_id=summary.import_id)
    if summary.fingerprint is None:
        console.tell("cli.load.would", rows=summary.rows, warnings=len(warnings))
        return
    total = summary.total
    console.tell(
        "cli.load.done",
        rows=summary.rows,
        files=len(summary.files),
        target=target,
        created=total.created,
        changed=total.changed,
        same=total.same,
        warnings=len(warnings),
    )
