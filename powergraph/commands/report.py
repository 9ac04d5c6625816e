"""`powergraph report`: the inspection-preparation report of units."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from graph.store import open_graph
from graph.text import Language, say
from powergraph.cli import BAD_INPUT, common_options
from powergraph.console import Console
from powergraph.ledger import Ledger, ledger_path
from powergraph.reports import FORMATS
from powergraph.settings import local_settings, own_queries, queries_option, settings_option
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY


class Formats(click.ParamType[tuple[str, ...]]):
    """A list of formats with commas between them."""

    name = "formats"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The formats in the order in which they are known."""
        if isinstance(value, tuple):
            return value
        asked = {part.strip().lower() for part in str(value).split(",")}
        unknown = asked - set(FORMATS)
        if unknown:
            self.fail(f"{', '.join(sorted(unknown))}: {', '.join(FORMATS)}", param, ctx)
        return tuple(name for name in FORMATS if name in asked)


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    def text(name: str) -> str:
        return say(f"cli.report.{name}", language)

    @click.command("report", cls=SpeakingCommand, language=language, help=text("help"))
    @click.argument("units", nargs=-1)
    @click.option("--all", "every", is_flag=True, help=text("all"))
    @click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        required=True,
        metavar="DIR",
        help=text("output"),
    )
    @click.option(
        "--format",
        "formats",
        type=Formats(),
        default=",".join(FORMATS),
        metavar=",".join(FORMATS),
        help=text("format"),
    )
    @click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=text("as_of"))
    @click.option(
        "--read-back",
        "answered",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        multiple=True,
        metavar="FILE",
        help=text("read_back"),
    )
    @click.option("--masked", is_flag=True, help=text("masked"))
    @click.option("--round", "round_", default="", metavar="TEXT", help=text("round"))
    @settings_option(language)
    @queries_option(language)
    @common_options(language)
    def run(
        units: tuple[str, ...],
        every: bool,
        folder: Path,
        formats: tuple[str, ...],
        as_of: date | None,
        answered: tuple[Path, ...],
        masked: bool,
        round_: str,
        settings: Path | None,
        queries: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        from powergraph.masking import Masking
        from powergraph.reports.answers import answers_path, keep, kept, read_back
        from powergraph.reports.context import Unit, look, masked_edition, unit_of
        from powergraph.reports.index import write_index
        from powergraph.reports.write import write_reports

        if bool(units) == every:
            raise click.UsageError(text("which"))
        console = Console(lang, quiet)
        own, left_out = own_queries(console, queries)
        local = local_settings(console, settings, target, own)
        ledger = ledger_path(target, database)
        with Ledger(ledger) as known:
            states = known.states()
        # All are read before any is kept: a bad one keeps nothing.
        typed = {key: answer for file in answered for key, answer in read_back(file).items()}
        answers = keep(answers_path(ledger), typed) if typed else kept(answers_path(ledger))
        if answered:
            console.tell("cli.report.answers", count=len(typed))
        with open_graph(target, database=database) as store:
            console.tell("cli.report.checking")
            plain = look(
                store,
                language=lang,
                as_of=as_of,
                local=local,
                states=states,
                answers=answers,
                round=round_,
                folder=own,
            )
            editions = [plain]
            if masked:
                editions.append(masked_edition(plain, Masking.of(store, lang)))
            now, indexes = datetime.now(), []
            for county in editions:
                asked = [unit_of(county, unit) for unit in units]
                if every:
                    asked = [Unit(county, uid) for uid in county.result.units]
                place = folder / text("masked_folder") if county.masking else folder
                progress = partial(_progress, console, len(asked))
                written = write_reports(county, asked, place, formats, now, progress)
                indexes.append(write_index(county, written, place))
        console.tell("cli.report.done", count=len(asked), folder=folder)
        for index in indexes:
            console.answer(str(index))
        return BAD_INPUT if left_out else 0

    return run


def _progress(console: Console, units: int, done: int) -> None:
    console.progress("report", done, units)
