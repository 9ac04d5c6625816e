"""`powergraph diff`: what changed between two states, and what three lists say of one unit."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from graph.meta import default_as_of
from graph.store import open_graph
from graph.text import Language, say
from loaders.formats import FORMATS, Options
from loaders.mapping import Mapping
from loaders.rows import Reader
from powergraph.cli import common_options
from powergraph.commands.proposing import ask
from powergraph.console import Console
from powergraph.differences.compare import compare
from powergraph.differences.lists import Lists, lists_of_files, lists_of_graph
from powergraph.differences.model import Difference
from powergraph.differences.sides import between_days, oldest_state, readable, state_of_side
from powergraph.differences.three import reconcile
from powergraph.outputs import difference as told
from powergraph.outputs.files import write_text
from powergraph.outputs.tables import Table, as_text, write_tables
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY, FILE, format_option
from queries.render import to_csv

OUTPUTS: Final = ("table", "json", "csv", "xlsx")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line says of where to look."""

    console: Console
    target: str
    database: str | None
    as_of: date | None
    first: date | None
    last: date | None
    unit: str | None
    format_name: str | None
    mapping_file: Path | None

    @property
    def options(self) -> Options:
        mapping = Mapping.read(self.mapping_file) if self.mapping_file else None
        return Options(self.as_of, mapping)

    def sure(self, found: Sequence[Reader]) -> None:
        """Refuse files of whose titles any is in doubt."""
        ask(self.console, found, self.mapping_file, show=False)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer in all its forms, each made when it is wanted."""

    head: Sequence[str]
    tables: Callable[[bool], Sequence[Table]]
    rows: Callable[[], Table]
    data: Callable[[], dict[str, Any]]


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "diff", cls=SpeakingCommand, language=language, help=say("cli.diff.help", language)
    )
    @click.argument("sides", nargs=-1, metavar="[A B | OWN PUBLISHED CASES]")
    @_options(language)
    @common_options(language)
    def run(
        sides: tuple[str, ...],
        three: bool,
        as_of: date | None,
        first: date | None,
        last: date | None,
        unit: str | None,
        format_name: str | None,
        mapping_file: Path | None,
        form: str,
        output: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        if form == "xlsx" and output is None:
            raise click.UsageError(console.say("cli.diff.needs_output"))
        if not three and (first or last):
            raise click.UsageError(console.say("cli.diff.period_of_cases"))
        asked = _Asked(
            console, target, database, as_of, first, last, unit, format_name, mapping_file
        )
        answer = _three(asked, sides) if three else _two(asked, sides)
        _write(console, answer, form, output)

    return run


def _options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def text(name: str) -> str:
        return say(f"cli.diff.{name}", language)

    def day(name: str, to: str, doc: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return click.option(name, to, type=DAY, metavar="YYYY-MM-DD", help=text(doc))

    options = (
        click.option("--reconcile", "three", is_flag=True, help=text("reconcile")),
        day("--as-of", "as_of", "as_of"),
        day("--from", "first", "from"),
        day("--to", "last", "to"),
        click.option("--unit", metavar="UID", help=text("unit")),
        click.option(
            "--read-as", "format_name", type=click.Choice(sorted(FORMATS)), help=text("read_as")
        ),
        click.option("--mapping", "mapping_file", type=FILE, metavar="FILE", help=text("mapping")),
        format_option(language, OUTPUTS),
        click.option("-o", "--output", type=FILE, metavar="FILE", help=text("output")),
    )

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def _two(asked: _Asked, sides: tuple[str, ...]) -> _Answer:
    console, language = asked.console, asked.console.language
    if len(sides) != 2:
        raise click.UsageError(console.say("cli.diff.two"))
    days = [_day(side) for side in sides]
    if all(days):
        found = _days(asked, *(d for d in days if d))
    elif any(days):
        raise click.UsageError(console.say("cli.diff.mixed"))
    else:
        before, after = (
            state_of_side(
                side,
                format_name=asked.format_name,
                options=asked.options,
                as_of=asked.as_of,
                database=asked.database,
                ask=asked.sure,
            )
            for side in sides
        )
        found = compare(before, after, same_graph=False, unit=asked.unit)
    return _Answer(
        told.difference_head(found, sides, language),
        lambda narrow: told.difference_tables(found, language, narrow=narrow),
        lambda: told.difference_rows(found, language),
        lambda: told.difference_data(found, sides),
    )


def _days(asked: _Asked, first: date, last: date) -> Difference:
    console = asked.console
    if first >= last:
        raise click.UsageError(console.say("cli.diff.order", first=first, last=last))
    if asked.as_of or asked.mapping_file or asked.format_name:
        raise click.UsageError(console.say("cli.diff.for_files"))
    with open_graph(asked.target, database=asked.database) as store:
        oldest = oldest_state(store)
        if oldest and first < oldest:
            console.tell("cli.diff.before_all", day=first, oldest=oldest)
        return between_days(store, first, last, asked.unit)


def _three(asked: _Asked, sides: tuple[str, ...]) -> _Answer:
    console, language = asked.console, asked.console.language
    if len(sides) not in (0, 3):
        raise click.UsageError(console.say("cli.diff.three"))
    if sides and (asked.unit or asked.as_of):
        raise click.UsageError(console.say("cli.diff.for_graph"))
    lists, names = _lists(asked, sides)
    found = reconcile(lists.own, lists.published, lists.cases)
    return _Answer(
        told.reconciled_head(found, names, lists.notice, language),
        lambda narrow: told.reconciled_tables(found, language, narrow=narrow),
        lambda: told.reconciled_rows(found, language),
        lambda: told.reconciled_data(found, names, lists.notice),
    )


def _lists(asked: _Asked, sides: tuple[str, ...]) -> tuple[Lists, Sequence[str]]:
    """The three lists, and what each is called."""
    if sides:
        options = asked.options
        # A format is that of published lists; cases come as our tables or as typed.
        formats = (asked.format_name, asked.format_name, None)
        own, published, cases = (
            readable(Path(side), name, options, asked.sure)
            for side, name in zip(sides, formats, strict=True)
        )
        return lists_of_files(own, published, cases, asked.first, asked.last), sides
    with open_graph(asked.target, database=asked.database) as store:
        day = asked.as_of or default_as_of(store)
        lists = lists_of_graph(store, day, asked.first, asked.last, asked.unit)
    name = f"{asked.target} @ {day}"
    period = f"{name} ({asked.first or '…'} – {asked.last or day})"
    return lists, (name, name, period)


def _day(side: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(side)
    return None


def _write(console: Console, answer: _Answer, form: str, output: Path | None) -> None:
    if form == "xlsx" and output:
        write_tables(output, answer.tables(False), answer.head, console.language)
    elif output:
        text = _rendered(answer, form, console.language)
        write_text(output, f"{text}\n", for_excel=form == "csv")
    else:
        console.answer(_rendered(answer, form, console.language))
    if output:
        console.tell("cli.diff.written", path=output)


def _rendered(answer: _Answer, form: str, language: Language) -> str:
    if form == "json":
        return json.dumps(answer.data(), ensure_ascii=False, indent=2)
    if form == "csv":
        table = answer.rows()
        titles = table.titles(language)
        rows = [{titles[c]: row[c] for c in table.columns} for row in table.rows]
        return to_csv([titles[c] for c in table.columns], rows).rstrip("\r\n")
    return as_text(answer.tables(True), answer.head, language)
