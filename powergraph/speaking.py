"""click commands whose help and errors are in the reader's language, click's own words included."""

from __future__ import annotations

from typing import Any

import click

from graph.text import LANGUAGES, Language, say


class SpeakingCommand(click.Command):
    """A command in one language."""

    def __init__(self, *args: Any, language: Language, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.language = language

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{say('cli.usage', self.language)} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and for a group its commands."""
        records = [
            p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)
        ]
        with formatter.section(say("cli.options", self.language)):
            formatter.write_dl([record for record in records if record])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in the reader's language."""
        option = super().get_help_option(ctx)
        if option:
            option.help = say("cli.help", self.language)
        return option


class SpeakingGroup(SpeakingCommand, click.Group):
    """A group of commands in one language."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands and their first lines."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=80)))
        with formatter.section(say("cli.commands", self.language)):
            formatter.write_dl(rows)


def language_option(language: Language) -> click.Option:
    """`--lang` for a group; its value is read before anything is parsed."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=say("cli.option.lang", language),
    )


def explain(error: click.UsageError, language: Language) -> str:
    """What was wrong with a command line, in the reader's language."""
    if language == "en":
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        return say("cli.error.no_option", language, name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param and error.ctx:
        return say("cli.error.missing", language, name=error.param.make_metavar(error.ctx))
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else error.param_hint or ""
        return say("cli.error.bad_value", language, name=name, detail=error.message)
    return error.format_message()
