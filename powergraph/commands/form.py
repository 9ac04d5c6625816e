"""`powergraph form`: the forms of "211", of "1+X" and of the division of power."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from graph.store import Store, open_graph
from graph.text import Language, say
from powergraph.cli import common_options
from powergraph.commands.report import Formats
from powergraph.console import Console
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY

NAMES: Final = ("flow", "risk", "filing", "ledger", "division", "board", "modules")
_ALL: Final = ("all", "全部")


class Kinds(click.ParamType[tuple[str, ...]]):
    """Kinds of forms with commas between them, by their Chinese or English names."""

    name = "kinds"

    def __init__(self, language: Language) -> None:
        self.language = language

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The kinds in the order in which they were asked for, each once."""
        from powergraph.reports.forms.kinds import kind_of

        if isinstance(value, tuple):
            return value
        found: list[str] = []
        for name in str(value).replace("，", ",").split(","):
            if name.strip().lower() in _ALL:
                found += NAMES
            elif kind := kind_of(name):
                found.append(kind)
            else:
                known = _names(self.language)
                self.fail(say("cli.form.kind", self.language, name=name, kinds=known), param, ctx)
        return tuple(dict.fromkeys(found))


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    def text(name: str, **values: object) -> str:
        return say(f"cli.form.{name}", language, **values)

    @click.command(
        "form",
        cls=SpeakingCommand,
        language=language,
        help=text("help", kinds=_names(language)),
    )
    @click.argument("kinds", type=Kinds(language), metavar="KIND[,KIND…]")
    @click.argument("units", nargs=-1)
    @click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        required=True,
        metavar="DIR",
        help=text("output"),
    )
    @click.option("--power", "powers", multiple=True, metavar="UID", help=text("power"))
    @click.option("--matter", "matters", multiple=True, metavar="UID", help=text("matter"))
    @click.option(
        "--format",
        "formats",
        type=Formats(),
        default="pdf,docx",
        metavar="pdf,docx,html,xlsx",
        help=text("format"),
    )
    @click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=text("as_of"))
    @click.option("--masked", is_flag=True, help=text("masked"))
    @common_options(language)
    def run(
        kinds: tuple[str, ...],
        units: tuple[str, ...],
        folder: Path,
        powers: tuple[str, ...],
        matters: tuple[str, ...],
        formats: tuple[str, ...],
        as_of: date | None,
        masked: bool,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> None:
        from powergraph.masking import MaskedStore, Masking
        from powergraph.reports.context import unit_of
        from powergraph.reports.forms.frame import glance
        from powergraph.reports.forms.kinds import KINDS, form
        from powergraph.reports.write import file_stem, write_document

        if not units:
            raise click.UsageError(text("which"))
        only = {"power": powers, "matter": matters}
        for about, option in (("power", "--power"), ("matter", "--matter")):
            wrong = [k for k in kinds if KINDS[k].about != about]
            if only[about] and wrong:
                raise click.UsageError(text("not_for", kind=wrong[0], option=option))
        console = Console(lang, quiet)
        with open_graph(target, database=database) as store:
            edition: Store = store
            place = folder
            if masked:
                edition = MaskedStore(store, Masking.of(store, lang))
                place = folder / text("masked_folder")
            county = glance(edition, lang, as_of)
            asked = [unit_of(county, unit) for unit in units]
            place.mkdir(parents=True, exist_ok=True)
            done = 0
            for unit in asked:
                for kind in kinds:
                    chosen = only.get(KINDS[kind].about, ())
                    made = form(unit, kind, chosen)
                    uid = "_".join(chosen) or unit.uid
                    for path in write_document(made, place / file_stem(made.title, uid), formats):
                        console.answer(str(path))
                    done += 1
                    console.progress("form", done, len(asked) * len(kinds))
        console.tell("cli.form.done", count=done, folder=place)

    return run


def _names(language: Language) -> str:
    names = [f"{kind}（{say(f'report.form.{kind}.name', 'zh')}）" for kind in NAMES]
    return "、".join(names) if language == "zh" else ", ".join(NAMES)
