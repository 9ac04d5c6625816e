"""`powergraph check`: run rules, list what they find."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

import click

from graph.meta import read_meta
from graph.store import Store, open_graph
from graph.text import Language, say
from powergraph.cli import BAD_INPUT, FAIL_ON, common_options
from powergraph.console import Console
from powergraph.speaking import SpeakingCommand
from powergraph.values import DAY
from queries.check import check
from queries.findings import CheckResult, Finding, evidence_of, to_json
from queries.library import query
from queries.model import SEVERITIES, Severity
from queries.render import to_csv, to_table

FORMATS: Final = ("table", "json", "csv", "html")
_COLUMNS: Final = ("id", "rule", "severity", "unit", "subject", "actors", "message")


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "check", cls=SpeakingCommand, language=language, help=say("cli.check.help", language)
    )
    @click.argument("rules", nargs=-1)
    @click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=say("cli.check.as_of", language))
    @click.option(
        "--from", "first", type=DAY, metavar="YYYY-MM-DD", help=say("cli.check.from", language)
    )
    @click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="RULE.PARAM=VALUE",
        help=say("cli.check.set", language),
    )
    @click.option("--unit", metavar="UID", help=say("cli.check.unit", language))
    @click.option(
        "--min-severity",
        type=click.Choice(SEVERITIES),
        help=say("cli.check.min_severity", language),
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        help=say("cli.option.format", language),
    )
    @click.option(
        "--fail-on", type=click.Choice(SEVERITIES), help=say("cli.check.fail_on", language)
    )
    @common_options(language)
    def run(
        rules: tuple[str, ...],
        as_of: date | None,
        first: date | None,
        settings: tuple[str, ...],
        unit: str | None,
        min_severity: Severity | None,
        form: str,
        fail_on: Severity | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        console = Console(lang, quiet)
        with open_graph(target, database=database) as store:
            result = check(
                store,
                rules or None,
                as_of=as_of,
                from_=first,
                settings=dict(map(_setting, settings)),
                unit=unit,
                min_severity=min_severity,
            )
            html = _page(store, result, lang) if form == "html" else ""
        console.answer(html or _rendered(result, form, lang))
        _summary(console, result)
        if result.failed:
            return BAD_INPUT
        limit = SEVERITIES.index(fail_on) if fail_on else -1
        met = any(SEVERITIES.index(f.severity) <= limit for f in result.findings)
        return FAIL_ON if met else 0

    return run


def _setting(text: str) -> tuple[tuple[str, str], str]:
    """`RULE.param=value` as the check takes it."""
    name, equals, value = text.partition("=")
    rule, dot, param = name.partition(".")
    if not (equals and dot):
        raise click.BadParameter(f"{text!r}: RULE.param=value", param_hint="--set")
    return (rule.upper(), param), value


def _rendered(result: CheckResult, form: str, language: Language) -> str:
    if form == "json":
        return json.dumps(to_json(result), ensure_ascii=False, indent=2)
    rows = [_row(finding, language) for finding in result.findings]
    if form == "csv":
        return to_csv(_COLUMNS, rows).rstrip("\r\n")
    shown = ("severity", "rule", "unit", "message") if rows else ()
    titles = {name: say(f"cli.check.column.{name}", language) for name in shown}
    parts = [to_table(shown, rows, titles=titles, width=100)] if rows else []
    return "\n\n".join([*parts, _rules_table(result, language)])


def _page(store: Store, result: CheckResult, language: Language) -> str:
    from powergraph.pages.findings import render

    meta = read_meta(store)
    evidence = evidence_of(store, (e for f in result.findings for e in f.evidence))
    return render(result, evidence, language, notice=meta.notice if meta else None)


def _row(finding: Finding, language: Language) -> dict[str, object]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": say(f"severity.{finding.severity}", language),
        "unit": finding.unit_name or finding.unit,
        "subject": f"{finding.subject_label}/{finding.subject}",
        "actors": list(finding.actors),
        "message": finding.message.of(language),
    }


def _rules_table(result: CheckResult, language: Language) -> str:
    """One line a rule: how many of how many, and in how many units the graph does not say."""
    columns = ("rule", "title", "status", "findings", "population", "units_without_data")
    rows = [
        {
            "rule": run.id,
            "title": query(run.id).title.of(language),
            "status": say(f"status.{run.status}", language),
            "findings": run.findings,
            "population": run.population,
            "units_without_data": len(run.units_without_data),
        }
        for run in result.rules
    ]
    titles = {name: say(f"cli.check.column.{name}", language) for name in columns}
    return to_table(columns, rows, titles=titles)


def _summary(console: Console, result: CheckResult) -> None:
    for run in result.failed:
        detail = run.error.render(console.language) if run.error else ""
        console.error(console.say("cli.check.failed", rule=run.id, detail=detail))
    if any(run.estimated for run in result.rules):
        console.tell("cli.check.estimated")
    counts = {level: sum(f.severity == level for f in result.findings) for level in SEVERITIES}
    silent = sum(run.status == "no_data" for run in result.rules)
    console.tell(
        "cli.check.summary",
        as_of=result.as_of,
        rules=len(result.rules),
        findings=len(result.findings),
        silent=silent,
        **counts,
    )
    console.tell("cli.check.leads")
