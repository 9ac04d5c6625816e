"""What the ledger keeps of a finding, and which step may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias, get_args

from queries.findings import Acceptance, Finding
from queries.model import SEVERITIES, Severity, Text

Status: TypeAlias = Literal["to_verify", "verified", "accepted", "dismissed", "rectified"]
# What is done that is about no finding: `refused` is somebody who was not let in.
Deed: TypeAlias = Literal["import", "undo", "report", "login", "refused"]
Step: TypeAlias = Literal["accept", "assign", "note", "close", "reopen", "expired", "came_back"]
Action: TypeAlias = Step | Deed | Literal["run"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
DEEDS: Final[tuple[Deed, ...]] = get_args(Deed)
ACTIONS: Final[tuple[Action, ...]] = (*get_args(Step), "run", *DEEDS)

# Where a finding may go from where it is. Staying accepted is renewing; everything can be reopened.
NEXT: Final[Mapping[Status, tuple[Status, ...]]] = {
    "to_verify": ("verified", "accepted", "dismissed", "rectified"),
    "verified": ("to_verify", "accepted", "dismissed", "rectified"),
    "accepted": ("to_verify", "accepted", "dismissed", "rectified"),
    "dismissed": ("to_verify",),
    "rectified": ("to_verify",),
}


@dataclass(frozen=True, slots=True)
class State:
    """What people have decided about a finding.

    `until` is the last day of an acceptance; `reason`, `measure` and `accepted_by` belong to it
    and are None otherwise. `note` is the newest one.
    """

    status: Status = "to_verify"
    assignee: str | None = None
    note: str | None = None
    until: date | None = None
    reason: str | None = None
    measure: str | None = None
    accepted_by: str | None = None

    def on(self, day: date) -> State:
        """The state as it counts on a day: an acceptance that has run out is to verify again.

        >>> State("accepted", until=date(2026, 6, 30)).on(date(2026, 6, 30)).status
        'accepted'
        >>> State("accepted", until=date(2026, 6, 30)).on(date(2026, 7, 1)).status
        'to_verify'
        """
        if self.status == "accepted" and self.until is not None and self.until < day:
            return self.moved("to_verify")
        return self

    def moved(self, status: Status, **changed: Any) -> State:
        """The state with another status, and with nothing left of an acceptance."""
        bare = replace(self, until=None, reason=None, measure=None, accepted_by=None)
        return replace(bare, status=status, **changed)

    @property
    def acceptance(self) -> Acceptance | None:
        """The acceptance, where the status is accepted; ask `on(day)` first."""
        if self.status != "accepted" or self.until is None:
            return None
        return Acceptance(self.accepted_by or "—", self.reason or "—", self.until, self.measure)

    def as_json(self) -> dict[str, Any]:
        """As events keep it; days as ISO text."""
        return asdict(self) | {"until": self.until.isoformat() if self.until else None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> State:
        """What `as_json` wrote."""
        until = date.fromisoformat(data["until"]) if data["until"] else None
        return cls(**{**data, "until": until})


@dataclass(frozen=True, slots=True)
class Life:
    """A finding as the ledger knows it: what it is about, its state, and when it was found.

    `state` is what was decided, not yet looked at on a day. `first_run` and `last_run` are numbers
    of runs. `severity` is the rule's own in the last run that found it.
    """

    id: str
    rule: str
    subject_label: str
    subject: str
    subject_name: str | None
    unit: str | None
    unit_name: str | None
    actors: tuple[str, ...]
    severity: Severity
    message: Text
    state: State
    first_run: int
    last_run: int


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the history. `at` is UTC; `finding` is None for a run of a check or a deed."""

    number: int
    at: datetime
    who: str
    finding: str | None
    action: Action
    before: Mapping[str, Any] = field(hash=False)
    after: Mapping[str, Any] = field(hash=False)
    hash: str


@dataclass(frozen=True, slots=True)
class RuleState:
    """How a rule went in a run, and the uids of units in which the graph did not say."""

    status: str
    silent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Run:
    """A check that was recorded. `event` is its place in the history; `unit` and `min_severity`
    narrow what it looked at, None where they did not.
    """

    number: int
    event: int
    at: datetime
    who: str
    as_of: date
    fingerprint: str | None
    unit: str | None
    min_severity: Severity | None
    rules: Mapping[str, RuleState] = field(hash=False)
    parameters: Mapping[str, Any] = field(hash=False)

    def judged(self, one: Life | Finding) -> bool:
        """Would this run have listed the finding, were it there? Else its silence says nothing."""
        rule = self.rules.get(one.rule)
        ranks = SEVERITIES.index
        return (
            rule is not None
            and rule.status == "ran"
            and one.unit not in rule.silent
            and self.unit in (None, one.unit)
            and (self.min_severity is None or ranks(one.severity) <= ranks(self.min_severity))
        )
