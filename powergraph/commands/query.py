"""`powergraph query`: the saved questions and rules, and one's own Cypher, read-only."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from graph.errors import ParameterError
from graph.store import DEFAULT_TIMEOUT, open_graph
from graph.text import Language, say
from powergraph.cli import common_options
from powergraph.console import Console
from powergraph.outputs.report import value_text
from powergraph.settings import local_settings, settings_option
from powergraph.speaking import SpeakingCommand, SpeakingGroup, language_option
from queries.library import all_queries, query
from queries.model import Param, SavedQuery
from queries.params import from_text, plain
from queries.render import to_csv, to_json, to_table
from queries.runner import Result, run, run_text
from queries.settings import Origin

FORMATS: Final = ("table", "json", "csv")


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
    group.add_command(_run(language))
    return group


def _list(language: Language) -> click.Command:
    @click.command(
        "list", cls=SpeakingCommand, language=language, help=say("cli.query.list", language)
    )
    @click.argument("words", nargs=-1)
    @common_options(language)
    def listed(
        words: tuple[str, ...], target: str, database: str | None, lang: Language, quiet: bool
    ) -> None:
        console = Console(lang, quiet)
        found = [q for q in all_queries() if all(_mentions(q, w) for w in words)]
        rows = [
            {"id": q.id, "title": q.title.of(lang), "question": q.question.of(lang)} for q in found
        ]
        titles = {
            name: console.say(f"cli.query.column.{name}") for name in ("id", "title", "question")
        }
        if rows:
            console.answer(to_table(tuple(titles), rows, titles=titles, width=60))
        console.tell("cli.query.count", count=len(rows))

    return listed


def _mentions(saved: SavedQuery, word: str) -> bool:
    texts = (
        saved.id,
        *saved.needs,
        saved.title.zh,
        saved.title.en,
        saved.question.zh,
        saved.question.en,
        (saved.rule.dimension if saved.rule else None) or "",
    )
    return any(word.casefold() in text.casefold() for text in texts)


def _show(language: Language) -> click.Command:
    @click.command(
        "show", cls=SpeakingCommand, language=language, help=say("cli.query.show", language)
    )
    @click.argument("name", metavar="ID")
    @settings_option(language)
    @common_options(language)
    def shown(
        name: str,
        settings: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        saved = query(name)
        local = local_settings(console, settings, target) if saved.rule else None
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
                basis = "、".join(map(str, spec.basis))
                console.answer(f"\n{console.say('cli.query.basis')}  {basis}")
            console.answer(f"{console.say('cli.query.blind')}  {spec.blind.of(lang)}")
        console.answer(f"\n// {console.say('cli.query.browser')}")
        for param in saved.params:
            console.answer(f":param {param.name} => {_browser(param)};")
        console.answer(saved.cypher.strip())

    return shown


def _default(param: Param, console: Console) -> str:
    if param.name == "as_of":
        return console.say("cli.query.as_of_default")
    if param.required:
        return console.say("cli.query.required")
    if param.source:
        origin = Origin("default", param.source).of(console.language)
        return console.say("cli.query.default_of", value=plain(param.default), origin=origin)
    return console.say("cli.query.default", value=plain(param.default))


def _browser(param: Param) -> str:
    """A value as Neo4j Browser's `:param` takes it."""
    if param.type == "date":
        return "date()" if param.name == "as_of" else "null"
    return (
        repr(plain(param.default))
        .replace("None", "null")
        .replace("True", "true")
        .replace("False", "false")
    )


def _run(language: Language) -> click.Command:
    @click.command(
        "run", cls=SpeakingCommand, language=language, help=say("cli.query.run", language)
    )
    @click.argument("name", metavar="ID", required=False)
    @click.option(
        "--file",
        "file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=say("cli.query.file", language),
    )
    @click.option(
        "-p",
        "--param",
        "given",
        multiple=True,
        metavar="NAME=VALUE",
        help=say("cli.query.param", language),
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        help=say("cli.option.format", language),
    )
    @click.option("--limit", type=click.IntRange(min=1), help=say("cli.query.limit", language))
    @click.option(
        "--timeout",
        type=click.FloatRange(min=0.1),
        default=DEFAULT_TIMEOUT,
        help=say("cli.query.timeout", language),
    )
    @common_options(language)
    def ran(
        name: str | None,
        file: Path | None,
        given: tuple[str, ...],
        form: str,
        limit: int | None,
        timeout: float,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        console = Console(lang, quiet)
        if (name is None) == (file is None):
            raise click.UsageError(console.say("cli.query.id_or_file"))
        saved = query(name) if name else None
        values = dict(_value(text, saved) for text in given)
        with open_graph(target, database=database) as store:
            if saved:
                result = run(store, saved, values, timeout=timeout, limit=limit)
            else:
                text = file.read_text(encoding="utf-8-sig") if file else ""
                result = run_text(store, text, values, timeout=timeout, limit=limit)
        titles = {c: t.of(lang) for c, t in saved.columns.items()} if saved else {}
        console.answer(_rendered(result, form, titles))
        if form == "table":
            console.tell("cli.query.rows", count=len(result.rows))
        if result.truncated:
            console.tell("cli.query.truncated", count=limit)

    return ran


def _value(text: str, saved: SavedQuery | None) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError("cli.query.param_form", text=text)
    return name, from_text(saved, name, value) if saved else value


def _rendered(result: Result, form: str, titles: dict[str, str]) -> str:
    if form == "json":
        return to_json(result)
    if form == "csv":
        return to_csv(result.columns, result.rows).rstrip("\r\n")
    return to_table(result.columns, result.rows, titles=titles)
