"""`powergraph query`: the saved questions and rules, and one's own Cypher, read-only."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from graph.text import Language, say
from powergraph.cli import common_options
from powergraph.commands import query_run
from powergraph.console import Console
from powergraph.outputs.report import value_text
from powergraph.settings import (
    local_settings,
    own_queries,
    queries_option,
    settings_option,
)
from powergraph.speaking import SpeakingCommand, SpeakingGroup, language_option
from queries.clauses import told
from queries.library import all_queries, example, query
from queries.literals import literal
from queries.model import Param, QueryKind, SavedQuery
from queries.render import to_table
from queries.scores import DIMENSIONS
from queries.search import matching
from queries.settings import Origin


def command(language: Language) -> click.Command:
    """The command group, with its texts in `language`."""
    group = SpeakingGroup(
        "query",
        language=language,
        params=[language_option(language)],
        help=say("cli.query.help", language),
    )
    group.add_command(_list(language))
    group.add_command(_show(language))
    for make in (query_run.run, query_run.check):
        group.add_command(make(language))
    return group


def _list(language: Language) -> click.Command:
    @click.command(
        "list", cls=SpeakingCommand, language=language, help=say("cli.query.list", language)
    )
    @click.argument("words", nargs=-1)
    @click.option("--search", metavar="WORD", multiple=True, help=say("cli.query.search", language))
    @click.option(
        "--dimension",
        type=click.Choice(DIMENSIONS, case_sensitive=False),
        help=say("cli.query.dimension", language),
    )
    @click.option("--label", metavar="LABEL", help=say("cli.query.label", language))
    @click.option(
        "--kind", type=click.Choice(get_args(QueryKind)), help=say("cli.query.kind", language)
    )
    @queries_option(language)
    @common_options(language)
    def listed(
        words: tuple[str, ...],
        search: tuple[str, ...],
        dimension: str | None,
        label: str | None,
        kind: str | None,
        queries: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        folder, _ = own_queries(console, queries)
        found = matching(
            all_queries(folder), (*words, *search), dimension=dimension, label=label, kind=kind
        )
        rows = [
            {
                "id": q.id,
                "kind": console.say(f"cli.query.kind_{q.kind}"),
                "title": q.title.of(lang),
                "question": q.question.of(lang),
            }
            for q in found
        ]
        columns = ("id", "kind", "title", "question")
        titles = {name: console.say(f"cli.query.column.{name}") for name in columns}
        if rows:
            console.answer(to_table(columns, rows, titles=titles, width=60))
        console.tell("cli.query.count", count=len(rows))

    return listed


def _show(language: Language) -> click.Command:
    @click.command(
        "show", cls=SpeakingCommand, language=language, help=say("cli.query.show", language)
    )
    @click.argument("name", metavar="ID")
    @settings_option(language)
    @queries_option(language)
    @common_options(language)
    def shown(
        name: str,
        settings: Path | None,
        queries: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        folder, _ = own_queries(console, queries)
        saved = query(name, folder)
        local = local_settings(console, settings, target, folder) if saved.rule else None
        console.answer(f"{saved.id}  {saved.title.of(lang)}\n{saved.question.of(lang)}\n")
        for param in saved.params:
            meaning = f"{_default(param, console)}  {param.doc.of(lang)}"
            if local and param.name in (own := local.of(saved.id)):
                used = {"value": value_text(own[param.name]), "origin": local.origin.of(lang)}
                meaning += f"  {console.say('cli.query.effective', **used)}"
            console.answer(f"  -p {param.name}=…  {param.type}  {meaning}")
        if saved.rule:
            spec = saved.rule
            if spec.basis:
                console.answer(f"\n{console.say('cli.query.basis')}")
            for basis in spec.basis:
                console.answer(f"  {told(basis, lang)}")
            console.answer(f"{console.say('cli.query.blind')}  {spec.blind.of(lang)}")
        console.answer(f"\n// {console.say('cli.query.browser')}")
        for param in saved.params:
            console.answer(f":param {param.name} => {_browser(saved, param)};")
        console.answer(saved.cypher.strip())

    return shown


def _default(param: Param, console: Console) -> str:
    if param.name == "as_of":
        return console.say("cli.query.as_of_default")
    if param.required:
        return console.say("cli.query.required")
    if param.source:
        origin = Origin("default", param.source).of(console.language)
        return console.say("cli.query.default_of", value=value_text(param.default), origin=origin)
    return console.say("cli.query.default", value=value_text(param.default))


def _browser(saved: SavedQuery, param: Param) -> str:
    """A value as Neo4j Browser's `:param` takes it; an example where one must be given."""
    if param.name == "as_of":
        return "date()"
    return literal(example(saved, param) if param.required else param.default)
