"""`powergraph demo`: a whole made-up county, loaded, checked and ready to look at."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from graph.errors import StoreError
from graph.meta import read_meta
from graph.store import Statement, Store, open_graph
from graph.text import Language, say
from loaders.load import load
from powergraph.cli import BAD_INPUT, common_options
from powergraph.console import Console
from powergraph.demo import AS_OF, FOLDER, NOTICE, DemoReader, build, write
from powergraph.ledger import Ledger, ledger_path
from powergraph.outputs.report import with_states
from powergraph.pages.findings import render
from powergraph.settings import demo_graph, local_settings, settings_option
from powergraph.speaking import SpeakingCommand
from queries.check import check
from queries.findings import CheckResult, evidence_of
from queries.model import SEVERITIES

DEFAULT_CASES: Final = 10_000
_WIPED_AT_ONCE: Final = 10_000


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "demo", cls=SpeakingCommand, language=language, help=say("cli.demo.help", language)
    )
    @click.option(
        "--cases",
        type=click.IntRange(0, 1_000_000),
        default=DEFAULT_CASES,
        help=say("cli.demo.cases", language),
    )
    @click.option("--clean", is_flag=True, help=say("cli.demo.clean", language))
    @settings_option(language)
    @common_options(language)
    @click.pass_context
    def run(
        context: click.Context,
        cases: int,
        clean: bool,
        settings: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        console = Console(lang, quiet)
        if context.get_parameter_source("target") is ParameterSource.DEFAULT:
            target = demo_graph()
        embedded = "://" not in target
        folder = Path(target if embedded else demo_graph()).absolute().parent
        local = local_settings(console, settings, target)
        began = time.monotonic()
        console.tell("cli.demo.building", cases=cases)
        write(build(cases, planted=not clean), folder / FOLDER)
        with open_graph(target, mode="write", database=database) as store:
            _make_room(store, target)
            summary = load(
                store,
                [DemoReader(folder / FOLDER)],
                as_of=AS_OF,
                notice=NOTICE,
                progress=console.progress,
            )
            console.tell("cli.demo.loaded", rows=summary.rows, created=summary.total.created)
            result = check(store, as_of=AS_OF, local=local)
            page = folder / f"{Path(target).stem if embedded else 'demo'}-findings.html"
            evidence = evidence_of(store, (e for f in result.findings for e in f.evidence))
        with Ledger(ledger_path(target, database)) as ledger:
            states = ledger.states()
        result = with_states(result, states)
        html = render(result, evidence, lang, notice=NOTICE, states=states)
        page.write_text(html, encoding="utf-8")
        _report(console, result, target, folder / FOLDER, page, time.monotonic() - began)
        return BAD_INPUT if result.failed else 0

    return run


def _make_room(store: Store, target: str) -> None:
    """Empty a graph that holds a demo; refuse one that holds anything else."""
    meta = read_meta(store)
    count = store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
    if count and (meta is None or meta.notice != NOTICE):
        raise StoreError("cli.demo.not_a_demo", target=target)
    while store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]:
        store.write([Statement(f"MATCH (n) WITH n LIMIT {_WIPED_AT_ONCE} DETACH DELETE n")])


def _report(
    console: Console, result: CheckResult, target: str, tables: Path, page: Path, seconds: float
) -> None:
    counts = {level: sum(f.severity == level for f in result.findings) for level in SEVERITIES}
    for run in result.failed:
        detail = run.error.render(console.language) if run.error else ""
        console.error(console.say("cli.check.failed", rule=run.id, detail=detail))
    console.answer(
        console.say(
            "cli.demo.done",
            notice=NOTICE,
            seconds=round(seconds),
            nodes=result.nodes,
            rels=result.relationships,
            as_of=result.as_of,
            units=len(result.units),
            rules=len(result.rules),
            findings=len(result.findings),
            **counts,
        )
    )
    console.answer(
        console.say("cli.demo.where", tables=tables, graph=target, page=page.resolve().as_uri())
    )
    console.answer(console.say("cli.demo.next", graph=target))
