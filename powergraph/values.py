"""Kinds of value on the command line, and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from graph.store import DEFAULT_TIMEOUT
from graph.text import Language, say


class Day(click.ParamType[date]):
    """A calendar day, ISO."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM-DD", param, ctx)


DAY: Final = Day()
FILE: Final = click.Path(dir_okay=False, path_type=Path)


def format_option(
    language: Language, formats: Sequence[str]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--format`, a table where nothing is said; the function gets it as `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="table",
        help=say("cli.option.format", language),
    )


def timeout_option(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--timeout`: seconds that each query may take."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0.1),
        metavar="SECONDS",
        default=DEFAULT_TIMEOUT,
        show_default=True,
        help=say("cli.option.timeout", language),
    )


def ledger_options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--ledger` and `--by`, on every command that reads or writes the life of findings."""
    ledger = click.option(
        "--ledger",
        type=FILE,
        metavar="PATH",
        envvar="POWERGRAPH_LEDGER",
        help=say("cli.finding.ledger", language),
    )
    by = click.option("--by", metavar="NAME", help=say("cli.finding.by", language))
    return lambda function: ledger(by(function))
