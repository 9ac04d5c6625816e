"""`powergraph doctor`: what is installed, what can be reached, and what is wrong with it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

from graph.errors import PowergraphError
from graph.meta import read_meta
from graph.schema import SCHEMA, SCHEMA_VERSION
from graph.store import open_graph
from graph.text import Language, say
from powergraph.cli import common_options, exit_code
from powergraph.console import Console
from powergraph.speaking import SpeakingCommand

_PACKAGES: Final = (
    "powergraph",
    "kglite",
    "neo4j",
    "neo4j-rust-ext",
    "py2neo",
    "streamlit",
    "pyvis",
    "openpyxl",
)
_TOOLS: Final = ("java", "mvn", "chromium")
# Where Linux, Windows and macOS keep fonts, and how the files of Chinese ones begin.
_FONT_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "C:/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
_CJK: Final = (
    "notosanscjk",
    "notoserifcjk",
    "sourcehan",
    "simsun",
    "simfang",
    "simhei",
    "simkai",
    "msyh",
    "wqy",
    "pingfang",
    "songti",
    "heiti",
    "fangsong",
    "fandol",
)


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "doctor", cls=SpeakingCommand, language=language, help=say("cli.doctor.help", language)
    )
    @common_options(language)
    def run(target: str, database: str | None, lang: Language, quiet: bool) -> int:
        console = Console(lang, quiet)
        for name, value in _surroundings(console):
            console.answer(f"{name}  {value}")
        console.answer(console.say("cli.doctor.graph", target=target))
        try:
            with open_graph(target, database=database) as store:
                console.answer(f"  {store.engine}")
                meta = read_meta(store)
                if meta is None:
                    console.answer("  " + console.say("cli.doctor.empty"))
                    return 0
                counts = [
                    store.read(f"MATCH {pattern} RETURN count(x) AS n")[0]["n"]
                    for pattern in ("(x)", "()-[x]->()")
                ]
        except PowergraphError as error:
            console.answer("  " + error.render(lang))
            return exit_code(error)
        console.answer(
            "  "
            + console.say(
                "cli.doctor.content",
                nodes=counts[0],
                rels=counts[1],
                as_of=meta.as_of or "–",
                imports=len(meta.imports),
                fingerprint=meta.fingerprint or "–",
            )
        )
        if meta.notice:
            console.answer(f"  {meta.notice}")
        if meta.open_import:
            console.answer(
                "  "
                + console.say(
                    "import.cut_off", import_id=meta.open_import, since=meta.open_since or "?"
                )
            )
            return 1
        return 0

    return run


def _surroundings(console: Console) -> Iterator[tuple[str, str]]:
    missing = console.say("cli.doctor.missing")
    yield "Python", f"{platform.python_version()}  {platform.platform()}"
    for package in _PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            yield package, missing
    yield (
        console.say("cli.doctor.schema"),
        (f"{SCHEMA_VERSION}  ({len(SCHEMA.tables)} / {len(SCHEMA.nodes)} / {len(SCHEMA.rels)})"),
    )
    for tool in _TOOLS:
        yield tool, shutil.which(tool) or missing
    yield console.say("cli.doctor.fonts"), ", ".join(sorted(_fonts())[:6]) or missing
    yield console.say("cli.doctor.output"), f"{sys.stdout.encoding}"


def _fonts() -> set[str]:
    found = set()
    for folder in map(Path, _FONT_FOLDERS):
        for file in folder.expanduser().glob("**/*.[to]t[fc]"):
            if file.name.lower().replace("-", "").startswith(_CJK):
                found.add(file.stem)
    return found
