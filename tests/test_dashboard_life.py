"""The life of findings in the dashboard, and the log: who may decide, what is kept, what is shown
when somebody changed it behind the program's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from dashboard import access
from dashboard.access import Viewer
from graph.store import open_graph
from graph.text import say
from powergraph.ledger import Ledger, record, verify
from queries.check import check
from queries.findings import finding_id
from tests.pages import said
from tests.test_dashboard_graphs import RICH, ROOT, build

APP = ROOT / "dashboard" / "app.py"
SOD = finding_id("SOD-001", "Power", "W2", ["O1"])
WHO = "周核实"
VERIFIER = Viewer(WHO, frozenset({"verify"}))
READER = Viewer("读者", frozenset())
OTHER_UNIT = Viewer("外单位", frozenset({"verify", "load"}), unit="D3")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("life") / "rich.db", RICH)


@pytest.fixture
def book(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of a ledger that is not there yet; somebody who verifies looks."""
    path = tmp_path / "ledger.db"
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(graph))
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(path))
    seen_by(monkeypatch, VERIFIER)
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


def seen_by(monkeypatch: pytest.MonkeyPatch, viewer: Viewer) -> None:
    monkeypatch.setattr(access, "viewer", lambda: viewer)


def page(name: str, **params: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in {"page": name, **params}.items():
        app.query_params[key] = value
    return app.run()


def card() -> AppTest:
    return page("findings", rule="SOD-001", finding=SOD)


def steps_of(app: AppTest) -> list[Radio[str]]:
    """The choice of a next step, where there is one."""
    return [radio for radio in app.radio if str(radio.key).startswith("findings_step")]


def step(app: AppTest, name: str) -> AppTest:
    """Choose a step; its form is there then."""
    [steps] = steps_of(app)
    return steps.set_value(name).run()


def save(app: AppTest) -> AppTest:
    [button] = [b for b in app.button if b.label == say("dashboard.life.save", "zh")]
    return button.click().run()


def state_of(path: Path, finding: str = SOD) -> tuple[str, str | None, str | None]:
    with Ledger(path) as ledger:
        assert not verify(ledger).problems
        state = ledger.find(finding).state
    return state.status, state.assignee, state.note


def recorded(path: Path, graph: Path, *, who: str = "a") -> None:
    """A check that found it, kept as `powergraph check` does."""
    with open_graph(str(graph)) as store, Ledger(path, "write") as ledger:
        record(ledger, check(store, ["SOD-001"]), who=who)


def test_a_finding_that_nobody_recorded_is_recorded_with_the_first_step(book: Path) -> None:
    app = card()
    assert not app.exception
    assert "还没有人办理过这条线索" in said(app)
    assert not book.exists()
    app = step(app, "assign")
    app.text_input(key="findings_assign").set_value("吴办理")
    app = save(app)
    assert not app.exception
    assert not app.error
    assert state_of(book) == ("to_verify", "吴办理", None)
    with Ledger(book) as ledger:
        assert [(e.action, e.who) for e in ledger.history()] == [("run", WHO), ("assign", WHO)]
    assert "已保存：指派办理人。" in said(app).replace("\\", "")
    assert "吴办理" in said(app)


def test_what_a_masked_viewer_records_has_the_real_names(
    book: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by(monkeypatch, Viewer(WHO, frozenset({"verify"}), unit="D1", masked=True))
    app = save(step(card(), "verified"))
    assert not app.exception
    assert not app.error
    assert "张建国" not in said(app)
    with Ledger(book) as ledger:
        life = ledger.find(SOD)
    assert "张建国" in life.message.zh
    assert life.state.status == "verified"


@pytest.mark.parametrize("status", ["verified", "dismissed", "rectified"])
def test_what_came_of_it_is_written_with_a_note(status: str, book: Path, graph: Path) -> None:
    recorded(book, graph)
    app = step(card(), status)
    app.text_area(key="findings_text_note").set_value("已调阅会议纪要")
    app = save(app)
    assert not app.exception
    assert state_of(book) == (status, None, "已调阅会议纪要")
    assert say(f"finding.status.{status}", "zh") in said(app)


def test_a_step_that_may_not_follow_is_not_offered(book: Path, graph: Path) -> None:
    recorded(book, graph)
    with Ledger(book, "write") as ledger:
        ledger.close(SOD, "dismissed", who="a")
    [steps] = steps_of(card())
    assert list(steps.options) == ["指派办理人", "写备注", "重新核实"]
    app = step(card(), "to_verify")
    save(app)
    assert state_of(book)[0] == "to_verify"


def test_an_acceptance_has_an_end_a_reason_and_a_measure_that_lowers(
    book: Path, graph: Path
) -> None:
    recorded(book, graph)
    app = step(card(), "accepted")
    until = date.today() + timedelta(days=30)
    app.date_input(key="findings_until").set_value(until)
    app.text_area(key="findings_text_reason").set_value("编制正在调整")
    app.text_area(key="findings_text_measure").set_value("由纪检组逐件复核")
    app = save(app)
    assert not app.exception
    text = said(app)
    assert f"已接受至 {until}" in text
    assert "由纪检组逐件复核" in text
    shown = app.dataframe[0].value
    assert shown["严重程度"].to_list() == ["◆ 中"]  # high by the rule, one less by the measure
    assert shown["办理状态"].to_list() == [f"◔ 已接受至 {until}"]


def test_without_a_reason_nothing_is_accepted(book: Path, graph: Path) -> None:
    recorded(book, graph)
    app = save(step(card(), "accepted"))
    assert "理由" in app.error[0].value
    assert state_of(book)[0] == "to_verify"


def test_a_number_that_names_a_person_is_not_kept(book: Path, graph: Path) -> None:
    recorded(book, graph)
    app = step(card(), "note")
    app.text_area(key="findings_text_note").set_value("请联系 13912345678")
    app = save(app)
    assert "手机号" in app.error[0].value
    assert state_of(book) == ("to_verify", None, None)
    assert b"13912345678" not in book.read_bytes()


def test_an_acceptance_that_ran_out_is_marked_and_can_be_listed(book: Path, graph: Path) -> None:
    recorded(book, graph)
    then = datetime.now(UTC) - timedelta(days=40)
    with Ledger(book, "write", clock=lambda: then) as ledger:
        ledger.accept(SOD, until=then.date() + timedelta(days=5), reason="期限内整改", who="a")
    gone = (then + timedelta(days=5)).date()
    app = page("findings", status="overdue")
    assert not app.exception
    assert app.dataframe[0].value["办理状态"].to_list() == [f"⚠ 待核实（接受已于 {gone} 到期）"]
    assert app.query_params["status"] == "overdue"
    app = page("findings", rule="SOD-001", status="verified")
    assert not app.dataframe


def test_findings_are_listed_by_whose_they_are(book: Path, graph: Path) -> None:
    recorded(book, graph)
    with Ledger(book, "write") as ledger:
        ledger.assign(SOD, "吴办理", who="a")
    app = page("findings", assignee="吴办理")
    assert app.dataframe[0].value["办理人"].to_list() == ["吴办理"]


def test_who_was_slower_is_told_and_overwrites_nothing(book: Path, graph: Path) -> None:
    recorded(book, graph)
    app = step(card(), "dismissed")
    with Ledger(book, "write") as ledger:
        ledger.close(SOD, "verified", who="别人", note="属实")
    app.text_area(key="findings_text_note").set_value("不属实")
    app = save(app)
    assert not app.exception
    assert "已由别人办理" in app.error[0].value
    assert state_of(book) == ("verified", None, "属实")


@pytest.mark.parametrize("viewer", [READER, OTHER_UNIT], ids=lambda v: v.name)
def test_who_may_not_sees_no_form_and_writes_nothing(
    viewer: Viewer, book: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(book, graph)
    before = book.read_bytes()
    seen_by(monkeypatch, viewer)
    app = card()
    assert not app.exception
    assert not steps_of(app)

    def attempt() -> None:
        # What a page would do that shows the form nevertheless.
        import streamlit as st

        from dashboard import connection, shell, writing
        from dashboard.access import Viewer
        from graph.errors import NotAllowed
        from powergraph.ledger import State
        from queries.check import check

        graph = connection.graph()
        viewer = Viewer(*st.session_state["viewer"])
        frame = shell.Frame("findings", "zh", graph, viewer, graph.as_of, None, {}, {}, {})
        result = check(graph.store, ["SOD-001"])
        [finding] = result.findings

        try:
            act = lambda book, id, who: book.close(id, "verified", who=who)  # noqa: E731
            writing.step(frame, finding, result, State(), act)
        except NotAllowed as error:
            st.error(error.render("zh"))

    trial = AppTest.from_function(attempt)
    trial.session_state["viewer"] = (viewer.name, viewer.rights, viewer.unit)
    trial.run()
    assert not trial.exception
    assert viewer.name in trial.error[0].value
    assert book.read_bytes() == before


def test_free_text_is_not_shown_where_names_are_masked(
    book: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(book, graph)
    with Ledger(book, "write") as ledger:
        ledger.note(SOD, "与张建国谈话", who="a")
    seen_by(monkeypatch, Viewer("读者", frozenset(), masked=True))
    for app in (card(), page("journal")):
        assert not app.exception
        text = said(app) + "".join(d.value.to_string() for d in app.dataframe)
        assert "与张建国谈话" not in text
        assert "备注" in text


def test_the_log_says_that_it_is_whole_and_what_was_done(book: Path, graph: Path) -> None:
    recorded(book, graph)
    with Ledger(book, "write") as ledger:
        ledger.assign(SOD, "吴办理", who="郑组长")
        ledger.deed("import", {"import_id": "i1", "files": ["清单.xlsx"]}, who="王五")
        head = ledger.head()[1]
    app = page("journal")
    assert not app.exception
    assert "链完整：共 3 条记录" in app.success[0].value.replace("\\", "")
    assert app.code[0].value == head
    shown = app.dataframe[0].value
    assert shown["事项"].to_list() == ["导入", "指派", "检查"]
    assert shown["何人"].to_list() == ["王五", "郑组长", "a"]
    app.selectbox(key="journal_who").set_value("王五").run()
    assert app.dataframe[0].value["事项"].to_list() == ["导入"]
    app.text_input(key="journal_noted").set_value(head[:12]).run()
    assert "第 3 条记录" in app.success[-1].value.replace("\\", "")
    app.text_input(key="journal_noted").set_value("0123456789ab").run()
    assert "没有这个校验值" in app.error[0].value


TAMPERED = {
    "changed": "UPDATE events SET who = '别人' WHERE number = 2",
    "gone": "DELETE FROM events WHERE number = 2",
    "no JSON": "UPDATE events SET after = 'x' WHERE number = 2",
    "no object": "UPDATE events SET after = '[1]' WHERE number = 2",
    "an unknown act": "UPDATE events SET action = 'x' WHERE number = 2",
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_record_that_was_changed_by_hand_is_said_to_be(how: str, book: Path, graph: Path) -> None:
    recorded(book, graph)
    with Ledger(book, "write") as ledger:
        ledger.assign(SOD, "吴办理", who="a")
        ledger.assign(SOD, "郑办理", who="a")
    assert "链完整" in page("journal").success[0].value
    with sqlite3.connect(book) as db:
        db.execute("DROP TRIGGER events_stay")
        db.execute("DROP TRIGGER events_remain")
        db.execute(TAMPERED[how])
    db.close()
    app = page("journal")
    assert not app.exception
    assert not app.success
    text = app.error[0].value.replace("\\", "")
    assert "链已断" in text
    assert f"第 {3 if how == 'gone' else 2} 条记录" in text


def test_a_ledger_that_cannot_be_read_is_said_in_words_and_findings_are_shown(
    book: Path,
) -> None:
    book.write_text("no ledger at all, just a long enough text", encoding="utf-8")
    app = page("findings", rule="SOD-001")
    assert not app.exception
    assert "ledger.db" in app.error[0].value.replace("\\", "")
    assert len(app.dataframe[0].value)
    assert page("journal").error


def test_one_who_sees_a_unit_sees_the_log_of_its_findings_only(
    book: Path, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(book, graph)
    with Ledger(book, "write") as ledger:
        ledger.assign(SOD, "吴办理", who="a")
        ledger.deed("import", {"files": ["别的单位.xlsx"]}, who="王五")
    seen_by(monkeypatch, Viewer("本单位", frozenset(), unit="D1"))
    app = page("journal")
    assert app.dataframe[0].value["事项"].to_list() == ["指派"]
    seen_by(monkeypatch, OTHER_UNIT)
    app = page("journal")
    assert not app.exception
    assert not app.dataframe


def test_an_open_page_notices_what_others_do(book: Path, graph: Path) -> None:
    recorded(book, graph)
    app = page("journal")
    assert say("dashboard.news.ledger", "zh") not in said(app)

    def later() -> None:
        import streamlit as st

        from dashboard import connection, news, shell
        from dashboard.access import Viewer

        graph = connection.graph()
        viewer = Viewer("a", frozenset())
        frame = shell.Frame("journal", "zh", graph, viewer, graph.as_of, None, {}, {}, {})
        st.write(str(news.changed(frame, st.session_state["newest"])))

    with Ledger(book) as ledger:
        newest = ledger.newest()
    watch = AppTest.from_function(later)
    watch.session_state["newest"] = newest
    assert watch.run().markdown[0].value == "None"
    with Ledger(book, "write") as ledger:
        ledger.deed("report", {"units": ["D1"]}, who="b")
    assert watch.run().markdown[0].value == "None"
    with Ledger(book, "write") as ledger:
        ledger.assign(SOD, "吴办理", who="b")
    assert watch.run().markdown[0].value == "ledger"
