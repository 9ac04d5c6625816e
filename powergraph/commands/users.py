"""`powergraph users`: who may log in to the dashboard by name and password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from graph.errors import NotAllowed
from graph.privacy import names_a_person
from graph.text import LANGUAGES, Language, say
from powergraph.access.accounts import LEAST, new_account, read_accounts, write_accounts
from powergraph.access.roles import ROLES, Grant, Role, role_name
from powergraph.access.settings import read_dashboard_settings
from powergraph.cli import BAD_INPUT
from powergraph.console import Console
from powergraph.speaking import SpeakingCommand, SpeakingGroup, language_option
from queries.render import to_table

_LONGEST: Final = 60
_COLUMNS: Final = ("name", "role", "unit", "masked")


def command(language: Language) -> click.Command:
    """The command group, with its texts in `language`."""
    group = SpeakingGroup(
        "users",
        language=language,
        params=[language_option(language)],
        help=say("cli.users.help", language),
    )
    for make in (_add, _list, _remove):
        group.add_command(make(language))
    return group


def _add(language: Language) -> click.Command:
    @_subcommand(language, "add")
    @click.argument("name")
    @click.option("--role", type=click.Choice(ROLES), required=True, help=_help("role", language))
    @click.option("--unit", metavar="UID", help=_help("unit", language))
    @click.option("--masked", is_flag=True, help=_help("masked", language))
    def add(
        console: Console, path: Path, name: str, role: Role, unit: str | None, masked: bool
    ) -> int:
        known = name.strip()
        if not known or len(known) > _LONGEST or not known.isprintable() or names_a_person(known):
            console.error(console.say("cli.users.bad_name", most=_LONGEST))
            return BAD_INPUT
        if role == "load" and unit is not None:
            console.error(console.say("cli.users.load_is_for_all"))
            return BAD_INPUT
        accounts = read_accounts(path)
        password = _password(console)
        accounts[known] = new_account(Grant(role, unit or None, masked), password)
        write_accounts(path, accounts)
        console.tell(
            "cli.users.added", name=known, role=role_name(role, console.language), path=path
        )
        if read_dashboard_settings().by != "password":
            console.tell("cli.users.not_in_use")
        return 0

    return add


def _list(language: Language) -> click.Command:
    @_subcommand(language, "list")
    def list_(console: Console, path: Path) -> int:
        rows = [
            {
                "name": name,
                "role": role_name(account.role, console.language),
                "unit": account.unit or console.say("cli.users.all_units"),
                "masked": console.say(f"cli.users.masked_{'yes' if account.masked else 'no'}"),
            }
            for name, account in sorted(read_accounts(path).items())
        ]
        if not rows:
            console.tell("cli.users.none", path=path)
            return 0
        titles = {name: console.say(f"cli.users.column.{name}") for name in _COLUMNS}
        console.answer(to_table(_COLUMNS, rows, titles=titles))
        return 0

    return list_


def _remove(language: Language) -> click.Command:
    @_subcommand(language, "remove")
    @click.argument("name")
    def remove(console: Console, path: Path, name: str) -> int:
        accounts = read_accounts(path)
        if accounts.pop(name.strip(), None) is None:
            console.error(console.say("cli.users.unknown", name=name))
            return BAD_INPUT
        write_accounts(path, accounts)
        console.tell("cli.users.removed", name=name.strip())
        return 0

    return remove


def _subcommand(language: Language, name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A subcommand; its function gets a console and the file of accounts first."""

    def make(function: Callable[..., Any]) -> click.Command:
        options = getattr(function, "__click_params__", [])

        def run(lang: Language, quiet: bool, **given: Any) -> int:
            path = read_dashboard_settings().accounts
            done: int = function(Console(lang, quiet), path, **given)
            return done

        params = [
            *reversed(options),
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                default=language,
                help=say("cli.option.lang", language),
            ),
            click.Option(["--quiet", "-q"], is_flag=True, help=say("cli.option.quiet", language)),
        ]
        return SpeakingCommand(
            name,
            language=language,
            callback=run,
            params=params,
            help=say(f"cli.users.{name}", language),
        )

    return make


def _password(console: Console) -> str:
    """A password, typed twice without being shown.

    Raises:
        NotAllowed: the two differ.
    """
    first, second = (
        click.prompt(
            console.say(key, least=LEAST), default="", show_default=False, hide_input=True, err=True
        )
        for key in ("cli.users.password", "cli.users.again")
    )
    if first != second:
        raise NotAllowed("access.password_differs")
    return str(first)


def _help(name: str, language: Language) -> str:
    return say(f"cli.users.option.{name}", language)
