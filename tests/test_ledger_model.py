"""The ledger against a plain dictionary, step by step, whatever order people come up with."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graph.errors import LedgerError
from powergraph.ledger import Ledger, record, verify
from tests.ledgers import Clock, finding, result

ALL = {f.id: f for f in (finding(f"W{i}") for i in range(3))}
IDS = st.sampled_from(sorted(ALL))
WORDS = st.one_of(st.none(), st.sampled_from(["", " ", "甲", "x"]))


@dataclass(frozen=True)
class Plain:
    status: str = "to_verify"
    assignee: str | None = None
    note: str | None = None
    accepted: tuple[date, str, str | None] | None = None


def said(text: str | None) -> str | None:
    return (text or "").strip() or None


class LedgerMachine(RuleBasedStateMachine):
    """Each rule does one thing in the ledger and, by the catalogue's words, in a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.ledger = Ledger(Path(self.folder.name) / "x.db", "write", clock=self.clock)
        self.model: dict[str, Plain] = {}
        self.events = 0

    def teardown(self) -> None:
        assert verify(self.ledger).problems == ()
        self.ledger.close_file()
        self.folder.cleanup()

    def now(self, id: str) -> Plain:
        """The state as it counts today."""
        plain = self.model[id]
        if plain.accepted and plain.accepted[0] < self.clock.today:
            return replace(plain, status="to_verify", accepted=None)
        return plain

    def does(self, id: str, after: Plain | None, step: object) -> None:
        """What was done went well exactly where the model has something to follow."""
        if after is None or id not in self.model:
            assert isinstance(step, LedgerError)
            return
        assert not isinstance(step, LedgerError), step
        self.events += 1 + (self.now(id) != self.model[id])
        self.model[id] = after

    @rule(found=st.sets(IDS))
    def check(self, found: set[str]) -> None:
        recorded = record(self.ledger, result([ALL[id] for id in found]), who="check")
        expired = [id for id in self.model if self.now(id) != self.model[id]]
        back = [id for id in found if id in self.model and self.model[id].status == "rectified"]
        assert (recorded.expired, recorded.came_back) == (len(expired), len(back))
        self.events += 1 + len(expired) + len(back)
        self.model = {id: self.now(id) for id in self.model}
        for id in back:
            self.model[id] = replace(self.model[id], status="to_verify")
        for id in found:
            self.model.setdefault(id, Plain())

    @rule(days=st.integers(0, 20))
    def days_pass(self, days: int) -> None:
        self.clock.pass_days(days)

    @rule(id=IDS, days=st.integers(-1, 10), reason=WORDS, measure=WORDS)
    def accept(self, id: str, days: int, reason: str | None, measure: str | None) -> None:
        until, why = self.clock.today + timedelta(days), said(reason)
        after = None
        if id in self.model and days >= 0 and why:
            state = self.now(id)
            if state.status in ("to_verify", "verified", "accepted"):
                accepted = (until, why, said(measure))
                after = replace(state, status="accepted", accepted=accepted)
        try:
            step: object = self.ledger.accept(
                id, until=until, reason=reason or "", who="a", measure=measure
            )
        except LedgerError as error:
            step = error
        self.does(id, after, step)

    @rule(id=IDS, name=WORDS)
    def assign(self, id: str, name: str | None) -> None:
        after = replace(self.now(id), assignee=said(name)) if id in self.model else None
        try:
            step: object = self.ledger.assign(id, name or "", who="a")
        except LedgerError as error:
            step = error
        self.does(id, after, step)

    @rule(
        id=IDS,
        as_=st.sampled_from(["verified", "dismissed", "rectified"]),
        note=WORDS,
    )
    def close(
        self, id: str, as_: Literal["verified", "dismissed", "rectified"], note: str | None
    ) -> None:
        after = None
        if id in self.model:
            state = self.now(id)
            open_ = {"to_verify"} if as_ == "verified" else {"to_verify", "verified", "accepted"}
            if state.status in open_:
                after = replace(state, status=as_, note=said(note) or state.note, accepted=None)
        try:
            step: object = self.ledger.close(id, as_, who="a", note=note)
        except LedgerError as error:
            step = error
        self.does(id, after, step)

    @rule(id=IDS, note=WORDS)
    def reopen(self, id: str, note: str | None) -> None:
        after = None
        if id in self.model and (state := self.now(id)).status != "to_verify":
            note_after = said(note) or state.note
            after = replace(state, status="to_verify", note=note_after, accepted=None)
        try:
            step: object = self.ledger.reopen(id, who="a", note=note)
        except LedgerError as error:
            step = error
        self.does(id, after, step)

    @precondition(lambda self: self.model)
    @rule()
    def the_file_is_opened_again(self) -> None:
        path = self.ledger.path
        self.ledger.close_file()
        self.ledger = Ledger(path, "write", clock=self.clock)

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        lives = self.ledger.lives()
        assert lives.keys() == self.model.keys()
        for id, life in lives.items():
            state, plain = life.state.on(self.clock.today), self.now(id)
            accepted = state.acceptance
            assert (state.status, state.assignee, state.note) == (
                plain.status,
                plain.assignee,
                plain.note,
            )
            assert plain.accepted == (
                (accepted.until, accepted.why, accepted.measure) if accepted else None
            )
        assert len(self.ledger.history()) == self.events


LedgerMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestTheLedgerKeepsToThePlainModel = LedgerMachine.TestCase
