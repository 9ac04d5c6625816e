"""`powergraph query run` and `query check`: ask a question; hold one's own files to the mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

import click

from graph.errors import ParameterError
from graph.store import open_graph
from graph.text import Language, say
from powergraph.cli import BAD_INPUT, WRONG_USE, common_options
from powergraph.console import Console
from powergraph.outputs.report import value_text
from powergraph.settings import local_settings, own_queries, queries_option, settings_option
from powergraph.speaking import SpeakingCommand
from powergraph.values import format_option, timeout_option
from queries.library import example, own_folder, query, read_file
from queries.model import Param, ParamType, SavedQuery, Text
from queries.params import from_text, missing, parsed, to_text
from queries.render import to_csv, to_json, to_table
from queries.runner import Result, run_text
from queries.runner import run as run_saved
from queries.settings import Origin
from queries.tokens import names

FORMATS: Final = ("table", "json", "csv")
OWN_LIMIT: Final = 1000  # rows of one's own Cypher, where nothing is said
_FRONT: Final = "/*---"
_FREE: Final = Text("自己的查询的参数", "a parameter of your own query")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be run: a saved query, or a text of somebody's own with its parameters."""

    name: str
    text: str
    params: tuple[Param, ...]
    saved: SavedQuery | None = None

    def value(self, name: str, text: str) -> Any:
        """What `-p NAME=TEXT` means; `NAME:TYPE=TEXT` says the type for one's own Cypher."""
        if self.saved:
            return from_text(self.saved, name, text)
        name, _, kind = name.partition(":")
        known: tuple[ParamType, ...] = get_args(ParamType)
        if kind and kind not in known:
            raise ParameterError("cli.query.own_type", type=kind, known=", ".join(known))
        try:
            return parsed(text, kind or "text")
        except ValueError:
            raise ParameterError("cli.query.own_value", name=name, type=kind, text=text) from None

    def lacking(self, given: Mapping[str, Any]) -> list[Param]:
        """The parameters that have to be given still."""
        if self.saved:
            return missing(self.saved, given)
        return [param for param in self.params if param.name not in given]

    def example(self, param: Param) -> str:
        """A value as one would type it."""
        return to_text(example(self.saved, param)) if self.saved else "…"


def run(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

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
    @format_option(language, FORMATS)
    @click.option("--limit", type=click.IntRange(min=1), help=say("cli.query.limit", language))
    @timeout_option(language)
    @settings_option(language)
    @queries_option(language)
    @common_options(language)
    def ran(
        name: str | None,
        file: Path | None,
        given: tuple[str, ...],
        form: str,
        limit: int | None,
        timeout: float,
        settings: Path | None,
        queries: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        console = Console(lang, quiet)
        local = None
        if file is not None and name is None:
            asked = _of_file(file)
        elif name is not None and file is None:
            folder, _ = own_queries(console, queries)
            saved = query(name, folder)
            asked = _Asked(saved.id, saved.cypher, saved.params, saved)
            local = local_settings(console, settings, target, folder) if saved.rule else None
        else:
            raise click.UsageError(console.say("cli.query.id_or_file"))
        values = dict(_value(text, asked) for text in given)
        origins = dict.fromkeys(values, Origin("given"))
        if local:
            own = {n: v for n, v in local.of(asked.name).items() if n not in values}
            values |= own
            origins |= dict.fromkeys(own, local.origin)
        if lacking := asked.lacking(values):
            if not console.can_ask:
                _say_lacking(console, asked, lacking)
                return WRONG_USE
            values |= {param.name: _answer(console, asked, param) for param in lacking}
        with open_graph(target, database=database) as store:
            if asked.saved:
                result = run_saved(store, asked.saved, values, timeout=timeout, limit=limit)
            else:
                limit = limit or OWN_LIMIT
                result = run_text(store, asked.text, values, timeout=timeout, limit=limit)
        titles = {c: t.of(lang) for c, t in asked.saved.columns.items()} if asked.saved else {}
        console.answer(_rendered(result, form, titles))
        if used := _used(asked.params, result.params, origins, lang):
            console.tell("cli.query.used", values="; ".join(used))
        if form == "table":
            console.tell("cli.query.rows", count=len(result.rows))
        if result.truncated:
            # Said even when quiet: an answer that was cut must not pass for the whole.
            console.error(console.say("cli.query.truncated", count=limit))
        return 0

    return ran


def _of_file(file: Path) -> _Asked:
    """A file of somebody's own: with front matter a saved query, else Cypher as it stands."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ParameterError("cli.query.not_utf8", file=file) from None
    if text.lstrip().startswith(_FRONT):
        saved = read_file(file)
        return _Asked(saved.id, saved.cypher, saved.params, saved)
    params = tuple(Param(name, "text", _FREE, required=True) for name in sorted(names(text).params))
    return _Asked(file.name, text, params)


def _value(text: str, asked: _Asked) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError("cli.query.param_form", text=text)
    own = name if asked.saved else name.partition(":")[0]
    return own, asked.value(name, value)


def _say_lacking(console: Console, asked: _Asked, lacking: list[Param]) -> None:
    console.error(console.say("cli.query.lacking", query=asked.name, count=len(lacking)))
    for param in lacking:
        example = asked.example(param)
        console.error(f"  -p {param.name}={example}  {_meaning(console, param)}")
    if not asked.saved:
        console.error(console.say("cli.query.own_types", known=", ".join(get_args(ParamType))))


def _answer(console: Console, asked: _Asked, param: Param) -> Any:
    """Ask until the answer fits."""
    hint = console.say("cli.query.example", example=asked.example(param))
    while True:
        text = console.ask(f"{param.name}: {_meaning(console, param)} {hint}")
        if not text:
            continue
        try:
            return asked.value(param.name, text)
        except ParameterError as error:
            console.error(error.render(console.language))


def _meaning(console: Console, param: Param) -> str:
    kind = console.say(f"query.type_{param.type}")
    return console.say("cli.query.meaning", doc=param.doc.of(console.language), type=kind)


def _used(
    params: Sequence[Param],
    values: Mapping[str, Any],
    origins: Mapping[str, Origin],
    language: Language,
) -> list[str]:
    """Each value that was used, where it was not asked for, with where it came from."""
    return [
        f"{p.name} = {value_text(values[p.name])} · {origin.of(language)}"
        for p in params
        if (origin := origins.get(p.name, Origin("default", p.source))).kind != "given"
        and p.name != "as_of"
    ]


def _rendered(result: Result, form: str, titles: dict[str, str]) -> str:
    if form == "json":
        return to_json(result)
    if form == "csv":
        return to_csv(result.columns, result.rows).rstrip("\r\n")
    return to_table(result.columns, result.rows, titles=titles)


def check(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "check", cls=SpeakingCommand, language=language, help=say("cli.query.check", language)
    )
    @click.argument(
        "folder", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path)
    )
    @queries_option(language)
    @common_options(language)
    def checked(
        folder: Path | None,
        queries: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        from queries.trial import try_folder

        console = Console(lang, quiet)
        where = folder or queries or own_folder()
        if not where.is_dir():
            console.tell("cli.query.no_own", path=where)
            return BAD_INPUT if folder else 0
        trial = try_folder(where)
        for problem in trial.problems:
            console.answer(problem.render(lang))
        for remark in trial.remarks:
            console.note(remark.render(lang))
        counts = {"files": trial.files, "cases": trial.cases, "problems": len(trial.problems)}
        console.tell("cli.query.checked", path=where, **counts)
        return BAD_INPUT if trial.problems else 0

    return checked
