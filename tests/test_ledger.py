"""The life of findings: which step may follow which, acceptances that end, a whole history."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.errors import LedgerError
from graph.text import Language
from powergraph.ledger import Ledger, ledger_path, record, verify, who_am_i
from powergraph.ledger.database import connect
from powergraph.ledger.model import NEXT, STATUSES
from tests.ledgers import START, Clock, finding, ledger, result

W1, W2 = finding("W1"), finding("W2")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    """A ledger in which two findings were recorded."""
    with ledger(tmp_path, clock) as opened:
        record(opened, result([W1, W2]), who="check")
        yield opened


def test_a_finding_begins_as_one_to_verify(book: Ledger) -> None:
    life = book.find(W1.id)
    assert (life.state.status, life.state.assignee, life.first_run) == ("to_verify", None, 1)
    assert life.subject_name == "许可"


def test_the_table_of_steps_leads_from_everywhere_back_to_verify_and_everywhere_is_reached() -> (
    None
):
    assert NEXT.keys() == set(STATUSES)
    assert all("to_verify" in NEXT[s] for s in STATUSES if s != "to_verify")
    assert {s for following in NEXT.values() for s in following} == set(STATUSES)


@pytest.mark.parametrize(("language", "words"), [("zh", "已排除"), ("en", "“dismissed”")])
def test_a_step_that_is_not_allowed_says_from_where_and_what_is(
    book: Ledger, language: Language, words: str
) -> None:
    book.close(W1.id, "dismissed", who="a")
    with pytest.raises(LedgerError) as caught:
        book.close(W1.id, "rectified", who="a")
    assert words in caught.value.render(language)
    assert book.find(W1.id).state.status == "dismissed"


def test_an_acceptance_needs_a_reason_and_a_day_to_come(book: Ledger) -> None:
    with pytest.raises(LedgerError, match="reason"):
        book.accept(W1.id, until=START, reason="  ", who="a")
    with pytest.raises(LedgerError, match="has passed"):
        book.accept(W1.id, until=START - timedelta(1), reason="small office", who="a")
    with pytest.raises(LedgerError, match="name"):
        book.accept(W1.id, until=START, reason="small office", who=" ")
    assert book.history(W1.id) == []


def test_an_acceptance_holds_to_the_end_of_its_day_and_a_run_writes_that_it_ran_out(
    book: Ledger, clock: Clock
) -> None:
    until = START + timedelta(10)
    book.accept(W1.id, until=until, reason="three staff", who="chief", measure="monthly audit")
    clock.pass_days(10)
    state = book.find(W1.id).state.on(book.today)
    assert state.acceptance
    assert (state.acceptance.who, state.acceptance.until) == ("chief", until)
    clock.pass_days(1)
    assert book.find(W1.id).state.on(book.today).status == "to_verify"
    assert record(book, result([W1, W2]), who="check").expired == 1
    state = book.find(W1.id).state
    assert (state.status, state.acceptance, state.reason) == ("to_verify", None, None)
    assert [e.action for e in book.history(W1.id)] == ["accept", "expired"]
    assert record(book, result([W1]), who="check").expired == 0


def test_a_step_after_the_end_of_an_acceptance_starts_from_verify(
    book: Ledger, clock: Clock
) -> None:
    book.accept(W1.id, until=START, reason="r", who="a")
    clock.pass_days(1)
    with pytest.raises(LedgerError, match="“to verify”"):
        book.reopen(W1.id, who="a")
    book.close(W1.id, "verified", who="b")
    assert [e.action for e in book.history(W1.id)] == ["accept", "expired", "close"]


def test_a_compensating_measure_lowers_the_severity_by_one_step_while_it_holds(
    book: Ledger,
) -> None:
    def severity(found: str, measure: str | None) -> str:
        life = book.accept(W1.id, until=START, reason="r", who="a", measure=measure)
        named = finding("W1", severity=found)  # type: ignore[arg-type]
        return replace(named, exception=life.state.acceptance).effective_severity

    assert [severity(s, "audit") for s in ("high", "medium", "low")] == ["medium", "low", "low"]
    assert severity("high", None) == severity("high", "  ") == "high"


def test_who_when_and_what_stand_in_the_history(book: Ledger, clock: Clock) -> None:
    book.assign(W1.id, "王五", who="李四")
    book.close(W1.id, "rectified", who="王五", note="岗位已调整")
    first, second = book.history(W1.id)
    assert (first.who, first.before["assignee"], first.after["assignee"]) == ("李四", None, "王五")
    assert (second.before["status"], second.after["status"]) == ("to_verify", "rectified")
    assert (second.after["note"], second.after["assignee"]) == ("岗位已调整", "王五")
    assert first.at < second.at <= clock.moment
    assert first.at.tzinfo is not None
    assert book.assign(W1.id, "", who="李四").state.assignee is None


def test_an_id_is_found_by_its_first_characters_where_they_are_enough(book: Ledger) -> None:
    assert book.find(W1.id[:4].upper()).id == W1.id
    for wrong in (W1.id[:3], "", "zzzz", "%%%%", "____"):
        with pytest.raises(LedgerError):
            book.find(wrong)
    twins = [replace(W1, id="abcd0001"), replace(W1, id="abcd0002")]
    record(book, result(twins), who="check")
    with pytest.raises(LedgerError, match="abcd0001, abcd0002"):
        book.find("abcd")


def test_what_was_rectified_and_is_found_again_is_to_verify_again(book: Ledger) -> None:
    book.close(W1.id, "rectified", who="a")
    book.close(W2.id, "dismissed", who="a")
    assert record(book, result([W1, W2]), who="check").came_back == 1
    assert book.find(W1.id).state.status == "to_verify"
    assert book.find(W2.id).state.status == "dismissed"
    assert book.history(W1.id)[-1].action == "came_back"


def test_bytes_that_are_no_text_do_not_stop_a_note(book: Ledger) -> None:
    life = book.close(W1.id, "verified", who="a", note="a\udce9b")
    assert life.state.note == "a?b"
    assert not verify(book).problems


TAMPERING = {
    "an event's author": "UPDATE events SET who = 'x' WHERE number = 2",
    "an event's time": "UPDATE events SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2",
    "an event's content": "UPDATE events SET after = '{}' WHERE number = 2",
    "an event's content to no JSON": "UPDATE events SET after = '{' WHERE number = 2",
    "an event's finding": "UPDATE events SET finding = NULL WHERE number = 2",
    "an event removed": "DELETE FROM events WHERE number = 2",
    "the first event removed": "DELETE FROM events WHERE number = 1",
    "the last event removed": "DELETE FROM events WHERE number = 3",
    "an event added": "INSERT INTO events SELECT 9, at, who, finding, action, before, after, hash"
    " FROM events WHERE number = 3",
    "a state": "UPDATE findings SET state = replace(state, 'accepted', 'dismissed')",
    "a state to no JSON": "UPDATE findings SET state = 'x'",
    "a severity": "UPDATE findings SET severity = 'low'",
    "a subject": "UPDATE findings SET subject = 'W9'",
    "a finding removed": "DELETE FROM findings",
    "a run's day": "UPDATE runs SET as_of = '2020-01-01'",
    "a run's author": "UPDATE runs SET who = 'x'",
    "a run's parameters": "UPDATE runs SET parameters = '{}'",
    "a run removed": "DELETE FROM runs",
    "a run's finding removed": "DELETE FROM run_findings",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_what_is_changed_behind_the_programs_back_is_seen(
    book: Ledger, tmp_path: Path, statement: str
) -> None:
    book.accept(W1.id, until=START, reason="r", who="a")
    book.assign(W2.id, "b", who="a")
    assert verify(book).problems == ()
    book.close_file()
    other = sqlite3.connect(tmp_path / "x.findings.db", isolation_level=None)
    other.execute("DROP TRIGGER events_stay")
    other.execute("DROP TRIGGER events_remain")
    assert other.execute(statement).rowcount > 0
    other.close()
    with Ledger(tmp_path / "x.findings.db") as read:
        problems = verify(read).problems
    assert problems
    assert all(p.render("zh") and p.render("en") for p in problems)


def test_the_file_itself_refuses_to_change_or_lose_history(book: Ledger) -> None:
    for statement in ("UPDATE events SET who = 'x'", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            book.db.execute(statement)


def test_reading_a_ledger_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "none.findings.db") as read:
        assert read.lives() == {}
        assert read.runs() == []
        assert verify(read).events == 0
    (tmp_path / "empty.findings.db").touch()
    with Ledger(tmp_path / "empty.findings.db") as read:
        assert read.lives() == {}
    assert [p.name for p in tmp_path.iterdir()] == ["empty.findings.db"]


def test_what_is_no_ledger_is_said_so_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "a.db"
    text.write_text("no database at all, but long enough to have a header " * 40)
    other = tmp_path / "b.db"
    foreign = sqlite3.connect(other)
    foreign.execute("CREATE TABLE theirs (x)")
    foreign.close()
    before = [text.read_bytes(), other.read_bytes()]
    for path in (text, other, tmp_path):
        for mode in ("read", "write"):
            with pytest.raises(LedgerError) as caught:
                Ledger(path, mode)
            assert str(path) in caught.value.render("zh")
    assert [text.read_bytes(), other.read_bytes()] == before


def test_a_ledger_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    db = connect(tmp_path / "x.db", "write")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LedgerError, match="99"):
        Ledger(tmp_path / "x.db", "write")


def test_who_finds_the_ledger_in_use_for_too_long_is_told(book: Ledger, tmp_path: Path) -> None:
    book.db.execute("BEGIN IMMEDIATE")
    try:
        second = Ledger(tmp_path / "x.findings.db", "write", busy_seconds=0.05)
        with second, pytest.raises(LedgerError, match="Another program"):
            second.assign(W1.id, "b", who="a")
    finally:
        book.db.execute("ROLLBACK")


def _writes(path: Path, name: str, times: int) -> None:
    with Ledger(path, "write") as opened:
        for turn in range(times):
            opened.assign(W1.id, f"{name}{turn}", who=name)
            if turn % 5 == 0:
                record(opened, result([W1, W2]), who=name)


def test_two_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path, times = tmp_path / "x.findings.db", 25
    context = multiprocessing.get_context("spawn")
    with Ledger(path, "write") as opened:
        record(opened, result([W1, W2]), who="check")
    writers = [context.Process(target=_writes, args=(path, n, times)) for n in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0
    with Ledger(path) as read:
        events = read.history(W1.id)
        assert [e.after["assignee"] for e in events if e.who == "a"] == [
            f"a{i}" for i in range(times)
        ]
        assert len(events) == 2 * times
        assert [run.number for run in read.runs()] == list(range(1, 12))
        assert verify(read).problems == ()


def test_two_programs_that_make_the_ledger_at_once_both_find_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.findings.db"
    context = multiprocessing.get_context("spawn")
    makers = [context.Process(target=_makes, args=(path, str(n))) for n in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(120)
        assert maker.exitcode == 0
    with Ledger(path) as read:
        assert [run.number for run in read.runs()] == [1, 2, 3]
        assert verify(read).problems == ()


def _makes(path: Path, name: str) -> None:
    with Ledger(path, "write") as opened:
        record(opened, result([W1]), who=name)


def test_the_ledger_lies_beside_the_graph_or_in_the_users_folder_by_server_and_database() -> None:
    assert ledger_path("/data/county.db") == Path("/data/county.db.findings.db")
    servers = ["bolt://Host:7687", "bolt://host", "neo4j+s://me:secret@host"]
    assert len({ledger_path(s) for s in servers}) == 1
    assert len({ledger_path("bolt://host", d) for d in (None, "a", "b")}) == 3
    assert ledger_path("bolt://host:1") != ledger_path("bolt://host:2")
    named = ledger_path("bolt://me:secret@[::1]:7687", "../x").name
    assert "secret" not in named
    assert "/" not in named


def test_who_writes_is_the_one_named_else_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERGRAPH_WHO", " 李四 ")
    assert who_am_i() == "李四"
    monkeypatch.delenv("POWERGRAPH_WHO")
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert who_am_i() == "login"


def test_days_are_those_of_this_machine() -> None:
    assert Clock(date(2026, 1, 1)).today == date(2026, 1, 1)


def test_a_note_is_left_without_changing_the_status(tmp_path: Path) -> None:
    with ledger(tmp_path) as book:
        record(book, result([finding("W1")]), who="a")
        life = book.note(finding("W1").id, "材料已调取", who="李四")
        assert (life.state.status, life.state.note) == ("to_verify", "材料已调取")
        [event] = book.history(life.id)
        assert (event.action, event.who) == ("note", "李四")
        with pytest.raises(LedgerError, match="empty"):
            book.note(life.id, "  ", who="李四")


NUMBER = "联系人 13912345678"
STEPS: dict[str, Callable[[Ledger], object]] = {
    "note": lambda book: book.note(W1.id, NUMBER, who="a"),
    "assignee": lambda book: book.assign(W1.id, NUMBER, who="a"),
    "reason": lambda book: book.accept(W1.id, until=book.today, reason=NUMBER, who="a"),
    "who": lambda book: book.note(W1.id, "x", who=NUMBER),
}


@pytest.mark.parametrize("where", STEPS)
def test_no_number_that_names_a_person_is_kept(where: str, tmp_path: Path) -> None:
    with ledger(tmp_path) as book:
        record(book, result([W1]), who="a")
        before = book.head()
        with pytest.raises(LedgerError, match="mobile"):
            STEPS[where](book)
        assert book.head() == before
    assert b"13912345678" not in (tmp_path / "x.findings.db").read_bytes()


def test_a_deed_is_a_link_of_the_chain(tmp_path: Path) -> None:
    with ledger(tmp_path) as book:
        record(book, result([finding("W1")]), who="a")
        book.deed("import", {"import_id": "i1", "files": ["清单.xlsx"], "created": 3}, who="王五")
        book.deed("login", {"what": "13912345678"}, who="王五")
        [_, event, login] = book.history()
        assert (event.action, event.finding, event.after["files"]) == (
            "import",
            None,
            ["清单.xlsx"],
        )
        assert "139" not in str(login.after)
        assert not verify(book).problems
        assert book.head() == (login.number, login.hash)
