"""Findings and events of the ledger as rows, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from graph.text import Language, catalogue, say
from powergraph.ledger.model import STATUSES, Event, Life, State
from powergraph.outputs.report import state_text
from queries.findings import Acceptance, lowered
from queries.render import cell

_DEED: Final = ("files", "rows", "created", "changed", "closed", "rejected", "what", "units")


def life_row(life: Life, state: State, language: Language) -> dict[str, Any]:
    """A finding for people, by column of `powergraph finding list`."""
    return {
        "id": life.id,
        "status": state_text(state, language),
        "severity": _severity(life, state.acceptance, language),
        "rule": life.rule,
        "unit": life.unit_name or life.unit,
        "assignee": state.assignee,
        "last_run": life.last_run,
        "message": life.message.of(language),
    }


def life_data(life: Life, state: State, _: Language) -> dict[str, Any]:
    """A finding for programs: codes instead of words, in the style of `check --format json`."""
    acceptance = state.acceptance
    measured = acceptance is not None and acceptance.measure
    return {
        "id": life.id,
        "rule": life.rule,
        "status": state.status,
        "severity": lowered(life.severity) if measured else life.severity,
        "subject": {
            "label": life.subject_label,
            "uid": life.subject,
            "name": life.subject_name,
        },
        "unit": {"uid": life.unit, "name": life.unit_name},
        "actors": list(life.actors),
        "message": {"zh": life.message.zh, "en": life.message.en},
        "assignee": state.assignee,
        "note": state.note,
        "first_run": life.first_run,
        "last_run": life.last_run,
        "exception": asdict(acceptance) if acceptance else None,
    }


def _severity(life: Life, acceptance: Acceptance | None, language: Language) -> str:
    severity = say(f"severity.{life.severity}", language)
    counts_as = lowered(life.severity) if acceptance and acceptance.measure else life.severity
    if counts_as == life.severity:
        return severity
    lower = say(f"severity.{counts_as}", language)
    return say("finding.shown.lowered", language, severity=lower, own=severity)


def event_row(event: Event, language: Language) -> dict[str, Any]:
    """An event for people, by column of `powergraph finding log`."""
    return {
        "at": event.at.astimezone().isoformat(sep=" ", timespec="seconds"),
        "who": event.who,
        "finding": event.finding,
        "action": _named("finding.action", event.action, language),
        "change_of": "; ".join(_differences(event, language)),
        "hash": event.hash[:12],
    }


def _differences(event: Event, language: Language) -> Iterable[str]:
    """What an event changed: name, value before, value after."""
    if event.action == "run":
        yield say("finding.deed.run", language, number=event.after.get("run"))
        return
    if event.finding is None:
        for name in sorted(event.after, key=_told_first):
            value = event.after[name]
            said = _named("finding.refused", value, language) if name == "reason" else cell(value)
            yield f"{_named('finding.deed', name, language)}: {said}"
        return
    for name, after in event.after.items():
        before = event.before.get(name)
        if before != after:
            title = _named("cli.finding.column", name, language)
            yield f"{title}: {_word(name, before, language)} → {_word(name, after, language)}"


def _told_first(name: str) -> int:
    """The place of what is told of a deed."""
    return _DEED.index(name) if name in _DEED else len(_DEED)


def _named(section: str, name: str, language: Language) -> str:
    """The word for a name; the name itself where somebody else has put it into the file."""
    key = f"{section}.{name}"
    return say(key, language) if key in catalogue(language) else name


def _word(name: str, value: Any, language: Language) -> str:
    if name == "status" and value in STATUSES:
        return say(f"finding.status.{value}", language)
    return cell(value) or "—"
