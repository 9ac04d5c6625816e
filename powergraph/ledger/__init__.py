"""The life of findings, kept apart from the facts: one SQLite file, by finding id.

What people decide about a lead (verified, dismissed, accepted until a day, rectified, whose it is)
is history that only grows; each event carries a hash over the one before. Runs of checks are kept
too, so that two of them can be compared.
"""

from __future__ import annotations

from powergraph.ledger.compare import CHANGES, Change, Changed, compare
from powergraph.ledger.ledger import Ledger
from powergraph.ledger.model import ACTIONS, STATUSES, Event, Life, Run, State, Status
from powergraph.ledger.places import ledger_path, who_am_i
from powergraph.ledger.record import Recorded, record
from powergraph.ledger.verify import Verification, verify

__all__ = [
    "ACTIONS",
    "CHANGES",
    "STATUSES",
    "Change",
    "Changed",
    "Event",
    "Ledger",
    "Life",
    "Recorded",
    "Run",
    "State",
    "Status",
    "Verification",
    "compare",
    "ledger_path",
    "record",
    "verify",
    "who_am_i",
]
