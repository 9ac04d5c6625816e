"""`powergraph finding`: what becomes of findings, kept apart from the facts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

import click

from graph.text import Language, say
from powergraph.cli import BAD_INPUT, common_options
from powergraph.commands.finding_evidence import PICTURES, show_evidence
from powergraph.console import Console
from powergraph.ledger import STATUSES, Ledger, Life, ledger_path, verify, who_am_i
from powergraph.ledger.compare import compare, counts
from powergraph.ledger.ledger import Closing
from powergraph.outputs.lives import event_row, life_data, life_row
from powergraph.outputs.report import state_text
from powergraph.settings import own_queries, queries_option
from powergraph.speaking import SpeakingCommand, SpeakingGroup, language_option
from powergraph.values import DAY, FILE, format_option, ledger_options
from queries.model import SEVERITIES
from queries.params import plain
from queries.render import cell, to_csv, to_table

Function: TypeAlias = Callable[..., Any]

FORMATS: Final = ("table", "json", "csv")
_LIST: Final = ("id", "status", "severity", "rule", "unit", "assignee", "last_run", "message")
_CHANGES: Final = ("change", "id", "status", "severity", "rule", "unit", "message")
_LOG: Final = ("at", "who", "finding", "action", "change_of", "hash")


def command(language: Language) -> click.Command:
    """The command group, with its texts in `language`."""
    group = SpeakingGroup(
        "finding",
        language=language,
        params=[language_option(language)],
        help=say("cli.finding.help", language),
    )
    makers = (_list, _show, _accept, _assign, _note, _close, _reopen, _compare, _log)
    for make in makers:
        group.add_command(make(language))
    return group


class Desk:
    """What every subcommand works with: the console, the ledger of the graph, and a name."""

    def __init__(
        self,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
        ledger: Path | None,
        by: str | None,
    ) -> None:
        self.console = Console(lang, quiet)
        self.language = lang
        self.target = target
        self.database = database
        self.path = ledger or ledger_path(target, database)
        self._by = by

    @property
    def who(self) -> str:
        """Who stands in the history."""
        return self._by if self._by is not None else who_am_i()

    def reads(self) -> AbstractContextManager[Ledger]:
        """The ledger, to read."""
        return Ledger(self.path)

    def writes(self) -> AbstractContextManager[Ledger]:
        """The ledger, to write; one that is not there is not made for that."""
        return Ledger(self.path, "write" if self.path.exists() else "read")

    def done(self, life: Life) -> None:
        """Say what a finding is now."""
        status = state_text(life.state, self.language)
        self.console.tell("cli.finding.done", id=life.id, status=status)

    def print(
        self,
        columns: tuple[str, ...],
        rows: list[dict[str, Any]],
        form: str,
        width: int | None = 60,
    ) -> None:
        """Rows as a table with cells of that width, CSV or JSON."""
        if form == "json":
            import json

            self.console.answer(json.dumps(plain(rows), ensure_ascii=False, indent=2))
        elif form == "csv":
            self.console.answer(to_csv(columns, rows).rstrip("\r\n"))
        elif rows:
            titles = {c: self.console.say(f"cli.finding.column.{c}") for c in columns}
            self.console.answer(to_table(columns, rows, titles=titles, width=width))


def _subcommand(
    language: Language, name: str, text: str = ""
) -> Callable[[Function], click.Command]:
    """A subcommand with the options that all of them have; its function gets a `Desk` first.

    Its help stands in the catalogue under `text`, or else its own name.
    """

    def make(function: Function) -> click.Command:
        @ledger_options(language)
        @common_options(language)
        def run(
            target: str,
            database: str | None,
            lang: Language,
            quiet: bool,
            ledger: Path | None,
            by: str | None,
            **given: Any,
        ) -> Any:
            return function(Desk(target, database, lang, quiet, ledger, by), **given)

        # The options that stand above the function itself.
        run.__click_params__ += getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        help_text = say(f"cli.finding.{text or name}", language)
        return click.command(name, cls=SpeakingCommand, language=language, help=help_text)(run)

    return make


def _option(language: Language, *names: str, **settings: Any) -> Callable[[Function], Function]:
    """An option whose help stands in the catalogue under its own name."""
    key = names[-1].lstrip("-")
    return click.option(*names, help=say(f"cli.finding.{key.rstrip('_')}", language), **settings)


def _list(language: Language) -> click.Command:
    @_subcommand(language, "list")
    @_option(language, "--status", type=click.Choice(STATUSES), multiple=True)
    @_option(language, "--rule", metavar="RULE")
    @_option(language, "--assignee", metavar="NAME")
    @format_option(language, FORMATS)
    def run(
        desk: Desk, status: tuple[str, ...], rule: str | None, assignee: str | None, form: str
    ) -> None:
        with desk.reads() as ledger:
            today, runs = ledger.today, ledger.runs()
            lives = list(ledger.lives().values())
        wanted = (rule or "").upper()
        shape = life_data if form == "json" else life_row
        rows = [
            shape(life, life.state.on(today), desk.language)
            for life in sorted(lives, key=_gravest_first)
            if (not status or life.state.on(today).status in status)
            and wanted in ("", life.rule, life.rule.partition("-")[0])
            and assignee in (None, life.state.assignee)
        ]
        desk.print(_LIST, rows, form)
        if not runs:
            desk.console.tell("cli.finding.nothing")
        desk.console.tell("cli.finding.count", count=len(rows))

    return run


def _gravest_first(life: Life) -> tuple[int, str, str]:
    return SEVERITIES.index(life.severity), life.rule, life.id


def _show(language: Language) -> click.Command:
    @_subcommand(language, "show")
    @click.argument("finding", metavar="ID")
    @_option(language, "--picture", type=FILE, metavar="FILE.svg")
    @queries_option(language)
    def run(desk: Desk, finding: str, picture: Path | None, queries: Path | None) -> int:
        if picture and picture.suffix.lower() not in PICTURES:
            raise click.UsageError(desk.console.say("cli.finding.picture_kind"))
        with desk.reads() as ledger:
            life = ledger.find(finding)
            state = life.state.on(ledger.today)
            events = ledger.history(life.id)
            last = next(r for r in ledger.runs() if r.number == life.last_run)
        facts = life_row(life, state, desk.language) | {
            "subject": f"{life.subject_name or '—'} ({life.subject_label}/{life.subject})",
            "actors": list(life.actors),
            "first_run": life.first_run,
            "accepted_by": state.accepted_by,
            "until": state.until,
            "reason": state.reason,
            "measure": state.measure,
            "note": state.note,
        }
        for name, value in facts.items():
            if value not in (None, []):
                title = desk.console.say(f"cli.finding.column.{name}")
                desk.console.answer(f"{title}  {cell(value)}")
        if events:
            desk.console.answer(f"\n{desk.console.say('cli.finding.history')}")
            columns = tuple(c for c in _LOG if c not in ("finding", "hash"))
            desk.print(columns, [event_row(e, desk.language) for e in events], "table", None)
        folder, _ = own_queries(desk.console, queries)
        shown = show_evidence(desk.console, life, last, desk.target, desk.database, folder, picture)
        return 0 if shown or not picture else BAD_INPUT

    return run


def _accept(language: Language) -> click.Command:
    @_subcommand(language, "accept")
    @click.argument("finding", metavar="ID")
    @_option(language, "--until", type=DAY, metavar="YYYY-MM-DD", required=True)
    @_option(language, "--reason", metavar="TEXT", required=True)
    @_option(language, "--measure", metavar="TEXT")
    def run(desk: Desk, finding: str, until: date, reason: str, measure: str | None) -> None:
        with desk.writes() as ledger:
            desk.done(
                ledger.accept(finding, until=until, reason=reason, measure=measure, who=desk.who)
            )

    return run


def _assign(language: Language) -> click.Command:
    @_subcommand(language, "assign")
    @click.argument("finding", metavar="ID")
    @click.argument("name", metavar="NAME")
    def run(desk: Desk, finding: str, name: str) -> None:
        with desk.writes() as ledger:
            life = ledger.assign(finding, name, who=desk.who)
        key = "cli.finding.whose" if life.state.assignee else "cli.finding.nobodys"
        desk.console.tell(key, id=life.id, name=life.state.assignee)

    return run


def _note(language: Language) -> click.Command:
    @_subcommand(language, "note", "leave_note")
    @click.argument("finding", metavar="ID")
    @click.argument("text", metavar="TEXT")
    def run(desk: Desk, finding: str, text: str) -> None:
        with desk.writes() as ledger:
            life = ledger.note(finding, text, who=desk.who)
        desk.console.tell("cli.finding.noted", id=life.id, note=life.state.note)

    return run


def _close(language: Language) -> click.Command:
    @_subcommand(language, "close")
    @click.argument("finding", metavar="ID")
    @_option(language, "--as", "as_", type=click.Choice(get_args(Closing)), required=True)
    @_option(language, "--note", metavar="TEXT")
    def run(
        desk: Desk,
        finding: str,
        as_: Literal["verified", "dismissed", "rectified"],
        note: str | None,
    ) -> None:
        with desk.writes() as ledger:
            desk.done(ledger.close(finding, as_, note=note, who=desk.who))

    return run


def _reopen(language: Language) -> click.Command:
    @_subcommand(language, "reopen")
    @click.argument("finding", metavar="ID")
    @_option(language, "--note", metavar="TEXT")
    def run(desk: Desk, finding: str, note: str | None) -> None:
        with desk.writes() as ledger:
            desk.done(ledger.reopen(finding, note=note, who=desk.who))

    return run


def _compare(language: Language) -> click.Command:
    @_subcommand(language, "compare")
    @click.argument("runs", metavar="[RUN RUN]", nargs=-1)
    @format_option(language, FORMATS)
    def run(desk: Desk, runs: tuple[str, ...], form: str) -> int:
        if len(runs) not in (0, 2):
            raise click.UsageError(desk.console.say("cli.finding.one_run"))
        with desk.reads() as ledger:
            known = ledger.runs()
            if len(known) < 2 and not runs:
                desk.console.error(desk.console.say("cli.finding.two_runs", count=len(known)))
                return BAD_INPUT
            named = [ledger.run(which) for which in runs] or known[-2:]
            earlier, later = sorted(named, key=lambda r: r.number)
            changed = compare(ledger, earlier, later)
            today = ledger.today
        if form == "json":
            rows = [
                {"change": c.change} | life_data(c.life, c.life.state.on(today), desk.language)
                for c in changed
            ]
        else:
            rows = [
                {"change": say(f"finding.change.{c.change}", desk.language)}
                | life_row(c.life, c.life.state.on(today), desk.language)
                for c in changed
            ]
        desk.print(_CHANGES, rows, form)
        desk.console.tell(
            "cli.finding.compared",
            earlier=earlier.number,
            earlier_at=earlier.at.astimezone().date(),
            earlier_as_of=earlier.as_of,
            later=later.number,
            later_at=later.at.astimezone().date(),
            later_as_of=later.as_of,
            **{str(kind): n for kind, n in counts(changed).items()},
        )
        return 0

    return run


def _log(language: Language) -> click.Command:
    @_subcommand(language, "log")
    @_option(language, "--verify", is_flag=True)
    @format_option(language, FORMATS)
    def run(desk: Desk, verify: bool, form: str) -> int:
        with desk.reads() as ledger:
            if verify:
                return _verified(desk, ledger)
            events = ledger.history()
        if form == "json":
            rows = [asdict(event) for event in events]
        else:
            rows = [event_row(event, desk.language) for event in events]
        desk.print(_LOG, rows, form, None)
        return 0

    return run


def _verified(desk: Desk, ledger: Ledger) -> int:
    found = verify(ledger)
    if not found.problems:
        desk.console.answer(
            desk.console.say("cli.finding.whole", events=found.events, head=found.head)
        )
        return 0
    count = len(found.problems)
    desk.console.error(desk.console.say("cli.finding.changed", events=found.events, count=count))
    for problem in found.problems:
        desk.console.error(f"  {problem.render(desk.language)}")
    return BAD_INPUT
