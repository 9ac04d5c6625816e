"""`powergraph check`: run rules, keep the run, list what they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from graph.errors import LedgerError
from graph.meta import read_meta
from graph.store import Store, open_graph
from graph.text import Language, say
from powergraph.cli import BAD_INPUT, FAIL_ON, common_options
from powergraph.console import Console
from powergraph.ledger import Ledger, ledger_path, record, who_am_i
from powergraph.outputs.confirmation import confirmation_lines
from powergraph.outputs.files import write_text
from powergraph.outputs.report import Report, with_states
from powergraph.settings import local_settings, own_queries, queries_option, settings_option
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY, FILE, format_option, ledger_options, timeout_option
from queries.check import check
from queries.confirm import confirm
from queries.findings import CheckResult, evidence_of
from queries.model import SEVERITIES, Severity

FORMATS: Final = ("table", "json", "csv", "xlsx", "sarif", "html")
_WITH_EVIDENCE: Final = ("xlsx", "sarif", "html")


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "check", cls=SpeakingCommand, language=language, help=say("cli.check.help", language)
    )
    @click.argument("rules", nargs=-1)
    @_options(language)
    @ledger_options(language)
    @common_options(language)
    def run(
        rules: tuple[str, ...],
        as_of: date | None,
        first: date | None,
        changed: tuple[str, ...],
        settings: Path | None,
        queries: Path | None,
        confirm_on: str | None,
        unit: str | None,
        min_severity: Severity | None,
        form: str,
        output: Path | None,
        fail_on: Severity | None,
        no_record: bool,
        timeout: float,
        ledger: Path | None,
        by: str | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        console = Console(lang, quiet)
        if form == "xlsx" and output is None:
            raise click.UsageError(console.say("cli.check.needs_file"))
        given = dict(map(_setting, changed))
        folder, left_out = own_queries(console, queries)
        local = local_settings(console, settings, target, folder)
        options: dict[str, Any] = {
            "from_": first,
            "settings": given,
            "local": local,
            "unit": unit,
            "min_severity": min_severity,
            "folder": folder,
            "timeout": timeout,
        }
        with open_graph(target, database=database) as store:
            result = check(store, rules or None, as_of=as_of, **options)
            meta = read_meta(store)
            evidence = _evidence(store, result) if form in _WITH_EVIDENCE else {}
        confirmed = None
        if confirm_on:
            with open_graph(confirm_on) as other:
                again = check(other, rules or None, as_of=result.as_of, **options)
            confirmed = confirm(result, again)
        path = ledger or ledger_path(target, database)
        if not no_record:
            _record(console, path, result, by, unit=unit, min_severity=min_severity)
        with Ledger(path) as known:
            states = known.states()
        result = with_states(result, states)
        report = Report(result, states, evidence, meta.notice if meta else None, confirmed)
        _write(console, report, form, output)
        _summary(console, result)
        if confirmed:
            console.tell("confirm.on", first=target, second=confirm_on)
            say_all = console.error if confirmed.differs else console.note
            for line in confirmation_lines(confirmed, lang):
                say_all(line)
        if result.failed or left_out or (confirmed and confirmed.differs):
            return BAD_INPUT
        limit = SEVERITIES.index(fail_on) if fail_on else -1
        met = any(SEVERITIES.index(f.effective_severity) <= limit for f in result.findings)
        return FAIL_ON if met else 0

    return run


def _options(language: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def text(name: str) -> str:
        return say(f"cli.check.{name}", language)

    options = (
        click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=text("as_of")),
        click.option("--from", "first", type=DAY, metavar="YYYY-MM-DD", help=text("from")),
        click.option(
            "--set", "changed", multiple=True, metavar="RULE.PARAM=VALUE", help=text("set")
        ),
        settings_option(language),
        queries_option(language),
        click.option("--unit", metavar="UID", help=text("unit")),
        click.option("--min-severity", type=click.Choice(SEVERITIES), help=text("min_severity")),
        format_option(language, FORMATS),
        click.option("-o", "--output", type=FILE, metavar="FILE", help=text("output")),
        click.option("--confirm-on", metavar="TARGET", help=say("confirm.option", language)),
        click.option("--fail-on", type=click.Choice(SEVERITIES), help=text("fail_on")),
        click.option("--no-record", is_flag=True, help=text("no_record")),
        timeout_option(language),
    )

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def _setting(text: str) -> tuple[tuple[str, str], str]:
    """`RULE.param=value` as the check takes it."""
    name, equals, value = text.partition("=")
    rule, dot, param = name.partition(".")
    if not (equals and dot):
        raise click.BadParameter(f"{text!r}: RULE.param=value", param_hint="--set")
    return (rule.upper(), param), value


def _evidence(store: Store, result: CheckResult) -> Mapping[str, Any]:
    return evidence_of(store, (entry for f in result.findings for entry in f.evidence))


def _record(
    console: Console,
    path: Path,
    result: CheckResult,
    by: str | None,
    *,
    unit: str | None,
    min_severity: Severity | None,
) -> None:
    """Keep the run; where that cannot be, a warning is enough: the answer is still right."""
    try:
        with Ledger(path, "write") as ledger:
            who = by or who_am_i()
            kept = record(ledger, result, who=who, unit=unit, min_severity=min_severity)
    except LedgerError as error:
        console.tell("cli.check.not_recorded", detail=error.render(console.language))
        return
    if kept.expired:
        console.tell("cli.check.expired", count=kept.expired)
    if kept.came_back:
        console.tell("cli.check.came_back", count=kept.came_back)
    console.tell("cli.check.recorded", run=kept.run, fresh=kept.fresh, path=path)


def _write(console: Console, report: Report, form: str, output: Path | None) -> None:
    if form == "xlsx" and output:
        from powergraph.outputs.workbook import write_workbook

        write_workbook(report, output, console.language)
    elif output:
        write_text(output, _rendered(report, form, console.language), for_excel=form == "csv")
    else:
        console.answer(_rendered(report, form, console.language).rstrip("\r\n"))
    if output:
        console.tell("cli.check.written", path=output)


def _rendered(report: Report, form: str, language: Language) -> str:
    from powergraph.outputs import terminal

    if form == "json":
        return f"{terminal.as_json(report)}\n"
    if form == "csv":
        return terminal.as_csv(report, language)
    if form == "sarif":
        from powergraph.outputs.sarif import as_sarif

        return f"{as_sarif(report, language)}\n"
    if form == "html":
        from powergraph.pages.findings import render

        return render(
            report.result, report.evidence, language, notice=report.notice, states=report.states
        )
    return f"{terminal.as_table(report, language)}\n"


def _summary(console: Console, result: CheckResult) -> None:
    for run in result.failed:
        detail = run.error.render(console.language) if run.error else ""
        console.error(console.say("cli.check.failed", rule=run.id, detail=detail))
    if any(run.estimated for run in result.rules):
        console.tell("cli.check.estimated")
    severities = [f.effective_severity for f in result.findings]
    lints = bool(result.queries) and all(q.kind == "lint" for q in result.queries.values())
    console.tell(
        "cli.check.lints" if lints else "cli.check.summary",
        as_of=result.as_of,
        rules=len(result.rules),
        findings=len(result.findings),
        silent=sum(run.status == "no_data" for run in result.rules),
        **{level: severities.count(level) for level in SEVERITIES},
    )
    if accepted := sum(f.exception is not None for f in result.findings):
        console.tell("cli.check.accepted", count=accepted)
    if not lints:
        console.tell("cli.check.leads")
