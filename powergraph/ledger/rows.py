"""Rows of the ledger's file as what they tell of.

Raise ValueError, KeyError or TypeError where somebody has put into the file what is no value of
ours.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime

from powergraph.ledger.model import Event, Life, RuleState, Run, State
from queries.model import Text


def life_of(row: sqlite3.Row) -> Life:
    """A finding."""
    return Life(
        id=row["id"],
        rule=row["rule"],
        subject_label=row["subject_label"],
        subject=row["subject"],
        subject_name=row["subject_name"],
        unit=row["unit"],
        unit_name=row["unit_name"],
        actors=tuple(json.loads(row["actors"])),
        severity=row["severity"],
        message=Text(row["message_zh"], row["message_en"]),
        state=State.from_json(json.loads(row["state"])),
        first_run=row["first_run"],
        last_run=row["last_run"],
    )


def event_of(row: sqlite3.Row) -> Event:
    """An event."""
    return Event(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        finding=row["finding"],
        action=row["action"],
        before=dict(json.loads(row["before"])),
        after=dict(json.loads(row["after"])),
        hash=row["hash"],
    )


def run_of(row: sqlite3.Row) -> Run:
    """A run."""
    return Run(
        number=row["number"],
        event=row["event"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        as_of=date.fromisoformat(row["as_of"]),
        fingerprint=row["fingerprint"],
        unit=row["unit"],
        min_severity=row["min_severity"],
        rules={
            id: RuleState(state["status"], frozenset(state["silent"]))
            for id, state in json.loads(row["rules"]).items()
        },
        parameters=json.loads(row["parameters"]),
    )
