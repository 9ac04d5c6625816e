"""The ledger itself: what is known of each finding, and the steps that people take."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from graph.errors import LedgerError
from graph.privacy import hidden, names_a_person
from graph.text import Message
from powergraph.ledger.chain import START, canonical, link
from powergraph.ledger.database import BUSY_SECONDS, Mode, connect, transaction, translated
from powergraph.ledger.model import DEEDS, NEXT, Action, Deed, Event, Life, Run, State, Status
from powergraph.ledger.rows import event_of, life_of, run_of

MIN_PREFIX: Final = 4
Closing = Literal["verified", "dismissed", "rectified"]
Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """An open ledger. Use it as a context manager.

    Every step is one transaction that writes the state and an event; a second writer waits.

    Raises (every method):
        LedgerError: the file cannot be used, or another program kept it for too long.
    """

    def __init__(
        self,
        path: Path,
        mode: Mode = "read",
        *,
        clock: Clock = now,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self.path = path
        self.db: sqlite3.Connection = connect(path, mode, busy_seconds)
        self._clock = clock

    @property
    def today(self) -> date:
        """The day by this machine's clock, on which acceptances run out."""
        return self._clock().astimezone().date()

    # What is known

    def lives(self) -> dict[str, Life]:
        """Every finding that was ever recorded, by id."""
        rows = self.rows("SELECT * FROM findings ORDER BY id")
        with self._readable():
            return {row["id"]: life_of(row) for row in rows}

    def states(self) -> dict[str, State]:
        """Where every finding stands today, by id."""
        return {id: life.state.on(self.today) for id, life in self.lives().items()}

    def find(self, prefix: str) -> Life:
        """The finding whose id begins like that.

        Raises:
            LedgerError: fewer than 4 characters, none, or several.
        """
        wanted = prefix.strip().lower()
        if len(wanted) < MIN_PREFIX:
            raise LedgerError("ledger.short_id", id=prefix, least=MIN_PREFIX)
        found = self.rows(
            "SELECT * FROM findings WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 6",
            (len(wanted), wanted),
        )
        if not found:
            raise LedgerError("ledger.unknown", id=prefix)
        if len(found) > 1:
            raise LedgerError(
                "ledger.ambiguous", id=prefix, several=", ".join(row["id"] for row in found)
            )
        return life_of(found[0])

    def history(self, finding: str | None = None) -> list[Event]:
        """The events of a finding, or all of them, oldest first."""
        condition, values = ("WHERE finding = ?", (finding,)) if finding else ("", ())
        # `condition` is one of the two texts above.
        query = f"SELECT * FROM events {condition} ORDER BY number"  # noqa: S608
        rows = self.rows(query, values)
        with self._readable():
            return [event_of(row) for row in rows]

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest event; it differs whenever anything was written."""
        rows = self.rows("SELECT number, hash FROM events ORDER BY number DESC LIMIT 1")
        return (rows[0]["number"], rows[0]["hash"]) if rows else (0, START)

    def newest(self) -> int:
        """Number of the newest event that is about findings, a check or a step; 0 for none."""
        marks = ", ".join("?" * len(DEEDS))
        query = f"SELECT max(number) AS number FROM events WHERE action NOT IN ({marks})"  # noqa: S608
        return self.rows(query, DEEDS)[0]["number"] or 0

    def runs(self) -> list[Run]:
        """Every recorded check, oldest first."""
        return [run_of(row) for row in self.rows("SELECT * FROM runs ORDER BY number")]

    def run(self, which: str) -> Run:
        """A run by its number, or the last one made on or before a day (ISO).

        Raises:
            LedgerError: there is none, or it is neither a number nor a day.
        """
        runs = self.runs()
        if which.isascii() and which.isdigit():
            found = [run for run in runs if run.number == int(which)]
        else:
            try:
                day = date.fromisoformat(which)
            except ValueError:
                raise LedgerError("ledger.run_form", run=which) from None
            found = [run for run in runs if run.at.astimezone().date() <= day]
        if not found:
            raise LedgerError("ledger.no_run", run=which, count=len(runs))
        return found[-1]

    def found_in(self, run: int) -> set[str]:
        """The ids of the findings of a run."""
        return {
            row["finding"]
            for row in self.rows("SELECT finding FROM run_findings WHERE run = ?", (run,))
        }

    # What people do

    def accept(
        self, prefix: str, *, until: date, reason: str, who: str, measure: str | None = None
    ) -> Life:
        """Live with a finding until a day, that day included, for a reason.

        Raises:
            LedgerError: the day has passed, there is no reason, or the status does not allow it.
        """
        if until < self.today:
            raise LedgerError("ledger.past", until=until, today=self.today)
        given = {"until": until, "reason": _said(reason, "reason"), "measure": _clean(measure)}

        def change(state: State) -> State:
            self._allow(state, "accepted")
            return state.moved("accepted", accepted_by=_said(who, "who"), **given)

        return self._step(prefix, "accept", who, change)

    def assign(self, prefix: str, assignee: str, *, who: str) -> Life:
        """Give a finding to somebody; an empty name takes it from whoever has it."""
        return self._step(
            prefix, "assign", who, lambda state: replace(state, assignee=_clean(assignee))
        )

    def note(self, prefix: str, note: str, *, who: str) -> Life:
        """Leave a note on a finding.

        Raises:
            LedgerError: it is empty.
        """
        return self._step(
            prefix, "note", who, lambda state: replace(state, note=_said(note, "note"))
        )

    def close(self, prefix: str, as_: Closing, *, who: str, note: str | None = None) -> Life:
        """Say what came of a finding: verified, dismissed or rectified."""

        def change(state: State) -> State:
            self._allow(state, as_)
            return state.moved(as_, note=_clean(note) or state.note)

        return self._step(prefix, "close", who, change)

    def reopen(self, prefix: str, *, who: str, note: str | None = None) -> Life:
        """Make a finding one to verify again."""

        def change(state: State) -> State:
            self._allow(state, "to_verify")
            return state.moved("to_verify", note=_clean(note) or state.note)

        return self._step(prefix, "reopen", who, change)

    def deed(self, action: Deed, about: Mapping[str, Any], *, who: str) -> None:
        """Write down what somebody did that is about no finding.

        Args:
            about: what it was, as JSON can hold it.
        """
        shown = {name: hidden(value) for name, value in about.items()}
        with transaction(self.db, self.path):
            self.append(None, action, {}, shown, who)

    def _step(
        self, prefix: str, action: Action, who: str, change: Callable[[State], State]
    ) -> Life:
        with transaction(self.db, self.path):
            life = self.find(prefix)
            self.expire([life], who)
            state = life.state.on(self.today)
            after = change(state)
            self.set_state(life.id, state, after, action, who)
            return replace(life, state=after)

    def _allow(self, state: State, status: Status) -> None:
        if status not in NEXT[state.status]:
            raise LedgerError(
                "ledger.step",
                status=Message(f"finding.status.{state.status}"),
                wanted=Message(f"finding.status.{status}"),
                allowed=_several(NEXT[state.status]),
            )

    # Inside a transaction

    def expire(self, lives: Iterable[Life], who: str) -> int:
        """Write down which acceptances have run out; gives their number."""
        count = 0
        for life in lives:
            if (state := life.state.on(self.today)) != life.state:
                self.set_state(life.id, life.state, state, "expired", who)
                count += 1
        return count

    def set_state(
        self, finding: str, before: State, after: State, action: Action, who: str
    ) -> None:
        """Change what a finding's state is, with an event that says so."""
        state = canonical(after.as_json())
        self.db.execute("UPDATE findings SET state = ? WHERE id = ?", (state, finding))
        self.append(finding, action, before.as_json(), after.as_json(), who)

    def append(
        self,
        finding: str | None,
        action: Action,
        before: dict[str, Any],
        after: dict[str, Any],
        who: str,
    ) -> int:
        """Write an event at the end of the history; gives its number."""
        number, previous = self.head()
        content: dict[str, Any] = {
            "number": number + 1,
            "at": self._clock().astimezone(UTC).isoformat(timespec="microseconds"),
            "who": _said(who, "who"),
            "finding": finding,
            "action": action,
        }
        hash = link(previous, **content, before=before, after=after)
        self.db.execute(
            "INSERT INTO events VALUES (:number, :at, :who, :finding, :action, :before, :after,"
            " :hash)",
            content | {"before": canonical(before), "after": canonical(after), "hash": hash},
        )
        return number + 1

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What somebody has put into the file by hand may be no value of ours."""
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError("ledger.broken", path=self.path, detail=error) from error

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with translated(self.path):
            return self.db.execute(query, values).fetchall()

    def close_file(self) -> None:
        """Let the file go."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close_file()


def _several(statuses: Iterable[Status]) -> Message:
    """The names of some statuses, one after the other, in whatever language they are read."""
    first, *rest = statuses
    message = Message(f"finding.status.{first}")
    for status in rest:
        message = Message(
            "finding.and", {"these": message, "this": Message(f"finding.status.{status}")}
        )
    return message


def _clean(text: str | None) -> str | None:
    """Text that can be kept: trimmed, and with no bytes that the terminal could not read.

    Raises:
        LedgerError: it holds a number that names a person.
    """
    cleaned = (text or "").encode("utf-8", "replace").decode().strip()
    if names_a_person(cleaned):
        raise LedgerError("ledger.person")
    return cleaned or None


def _said(text: str, what: str) -> str:
    cleaned = _clean(text)
    if cleaned is None:
        raise LedgerError(f"ledger.no_{what}")
    return cleaned
