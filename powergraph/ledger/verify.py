"""Is the history whole? Says what was changed behind the program's back."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.text import Message
from powergraph.ledger.chain import START, link
from powergraph.ledger.ledger import Ledger
from powergraph.ledger.model import State
from powergraph.ledger.record import run_digest
from queries.findings import finding_id


@dataclass(frozen=True, slots=True)
class Verification:
    """How many events were read, the newest hash, and what is not as it was written."""

    events: int
    head: str
    problems: tuple[Message, ...]


def verify(ledger: Ledger) -> Verification:
    """Read the whole ledger again: every hash, every state against its events, every run.

    Who replaces the whole file, or writes all events anew from one on, is found out only by a head
    that was noted elsewhere.
    """
    events = ledger.rows("SELECT * FROM events ORDER BY number")
    problems = [*_chain(events), *_states(ledger, events), *_runs(ledger, events)]
    head = events[-1]["hash"] if events else START
    return Verification(len(events), head, tuple(problems))


def _chain(events: list[sqlite3.Row]) -> Iterator[Message]:
    previous = START
    for expected, row in enumerate(events, 1):
        content = {name: row[name] for name in ("number", "at", "who", "finding", "action")}
        try:
            before, after = json.loads(row["before"]), json.loads(row["after"])
            whole = link(previous, **content, before=before, after=after) == row["hash"]
        except ValueError:
            whole = False
        if not whole or row["number"] != expected:
            yield Message("ledger.event_changed", {"number": row["number"]})
            return  # all that follow hang on it
        previous = row["hash"]


def _states(ledger: Ledger, events: list[sqlite3.Row]) -> Iterator[Message]:
    states = {row["finding"]: _loaded(row["after"]) for row in events if row["finding"]}
    severities = {
        row["finding"]: row["severity"]
        for row in ledger.rows("SELECT finding, severity FROM run_findings ORDER BY run")
    }
    start = State().as_json()
    known = set()
    for row in ledger.rows("SELECT * FROM findings ORDER BY id"):
        known.add(row["id"])
        actors = _loaded(row["actors"])
        whole = (
            isinstance(actors, list)
            and finding_id(row["rule"], row["subject_label"], row["subject"], actors) == row["id"]
            and _loaded(row["state"]) == states.get(row["id"], start)
            and row["severity"] == severities.get(row["id"])
        )
        if not whole:
            yield Message("ledger.finding_changed", {"id": row["id"]})
    for id in sorted((states.keys() | severities.keys()) - known):
        yield Message("ledger.finding_changed", {"id": id})


def _runs(ledger: Ledger, events: list[sqlite3.Row]) -> Iterator[Message]:
    found: dict[int, list[list[str]]] = defaultdict(list)
    for row in ledger.rows("SELECT run, finding, severity FROM run_findings"):
        found[row["run"]].append([row["finding"], row["severity"]])
    runs: dict[int, dict[str, Any]] = {
        row["number"]: dict(row) for row in ledger.rows("SELECT * FROM runs")
    }
    written: dict[int, tuple[object, ...]] = {}
    for row in events:
        if row["action"] == "run" and isinstance(after := _loaded(row["after"]), dict):
            number, digest = int(after["run"]), after["digest"]
            written[number] = (row["number"], row["at"], row["who"], digest)
    for number in sorted(runs.keys() | written.keys() | found.keys()):
        run = runs.get(number)
        read = run is not None and (
            run["event"],
            run["at"],
            run["who"],
            run_digest(run, found[number]),
        )
        if read != written.get(number):
            yield Message("ledger.run_changed", {"number": number})


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, TypeError):
        return None
