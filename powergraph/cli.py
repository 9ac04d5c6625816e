"""The `powergraph` command: parse, call, print. A command is a module, read when it is used."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

import click

from graph.errors import PowergraphError
from graph.text import LANGUAGES, Language, say
from powergraph.console import Console
from powergraph.language import language_of
from powergraph.settings import default_graph
from powergraph.speaking import SpeakingGroup, explain, language_option

# Exit codes, as documented: 0 fine, 1 bad input, 2 wrong use, 3 --fail-on met, 4 not reachable.
BAD_INPUT: Final = 1
WRONG_USE: Final = 2
FAIL_ON: Final = 3
UNREACHABLE: Final = 4

COMMANDS: Final = (
    "demo",
    "template",
    "load",
    "diff",
    "check",
    "finding",
    "query",
    "report",
    "form",
    "dashboard",
    "users",
    "export",
    "doctor",
)


class Commands(SpeakingGroup):
    """The commands, each imported when it is called or its help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands that work, in the order of a first visit."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, with its texts in the reader's language."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"powergraph.commands.{cmd_name}")
        command: click.Command = module.command(self.language)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the catalogue alone: nothing is imported for it."""
        rows = [(name, say(f"cli.{name}.short", self.language)) for name in COMMANDS]
        with formatter.section(say("cli.commands", self.language)):
            formatter.write_dl(rows)


def root(language: Language) -> click.Group:
    """The whole command line, with its texts in `language`."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_version,
        help=say("cli.version", language),
    )
    return Commands(
        name="powergraph",
        language=language,
        params=[language_option(language), version],
        help=say("cli.about", language),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog=say("cli.exit_codes", language),
    )


def common_options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--graph`, `--database`, `--lang` and `--quiet`, the same on every command."""
    options = (
        click.option(
            "--graph",
            "target",
            metavar="TARGET",
            envvar="POWERGRAPH_GRAPH",
            default=default_graph,
            help=say("cli.option.graph", language),
        ),
        click.option("--database", metavar="NAME", help=say("cli.option.database", language)),
        click.option(
            "--lang",
            type=click.Choice(LANGUAGES),
            default=language,
            help=say("cli.option.lang", language),
        ),
        click.option("--quiet", "-q", is_flag=True, help=say("cli.option.quiet", language)),
    )

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives its exit code."""
    language = language_of(arguments)
    console = Console(language)
    try:
        outcome = root(language).main(
            list(arguments), prog_name="powergraph", standalone_mode=False
        )
    except click.UsageError as error:
        console.error(say("cli.wrong_use", language, detail=explain(error, language)))
        if error.ctx:
            console.error(say("cli.see_help", language, command=error.ctx.command_path))
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        console.error(say("cli.interrupted", language))
        return 130
    except PowergraphError as error:
        console.error(error.render(language))
        return exit_code(error)
    except BrokenPipeError:
        # The reader (head, less) has gone; nothing is left to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return outcome if isinstance(outcome, int) else 0


def exit_code(error: PowergraphError) -> int:
    """The exit code that a failure has."""
    from graph.errors import AccessDenied, ParameterError, Unreachable

    if isinstance(error, ParameterError):
        return WRONG_USE
    return UNREACHABLE if isinstance(error, (Unreachable, AccessDenied)) else BAD_INPUT


def main() -> None:
    """Entry point of the `powergraph` script."""
    # A load makes millions of objects and no cycles; looking for those took a fifth of its time.
    gc.set_threshold(200_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        # A Windows console's own code page cannot say every Chinese character.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(version("powergraph"))
        ctx.exit()
