"""Logging in, masking names, and being refused, on the pages themselves."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import access, connection, entries
from dashboard.access import Viewer
from dashboard.pages import PAGES
from graph.neo4j_store import Neo4jStore
from graph.store import open_graph
from graph.text import say
from loaders.formats import readers
from loaders.load import load
from powergraph.access.accounts import new_account, read_accounts, write_accounts
from powergraph.access.roles import Grant
from powergraph.ledger import Ledger, ledger_path, verify
from powergraph.outputs.lives import event_row
from tests.engines import WIPE, neo4j_store  # noqa: F401
from tests.test_dashboard_graphs import AS_OF, HOSTILE, RICH, ROOT, build
from tests.two_units import insides, told

APP = ROOT / "dashboard" / "app.py"
PASSWORD = "correct horse battery"
# What names are made of here, and words of the pages are not.
PEOPLE = ("章骉翀", "李梅", "王强", "某建筑有限公司")
RENAMED = {"uid": "D3", "name": "城东镇", "kind": "TOWN"}
NAMED = dict(RICH) | {"officials": [{"uid": "O1", "name": "章骉翀"}, *RICH["officials"][1:]]}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A rich graph, an empty settings file, and no memory of other tests."""
    graph = build(tmp_path / "rich.db", NAMED, "合成数据")
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(graph))
    monkeypatch.setenv("POWERGRAPH_DASHBOARD", str(tmp_path / "dashboard.toml"))
    for name in ("POWERGRAPH_LANG", "POWERGRAPH_DATABASE", "POWERGRAPH_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "dashboard.toml").write_text("", encoding="utf-8")
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


@pytest.fixture
def accounts(place: Path) -> Path:
    """Three accounts, and the settings that ask for passwords."""
    (place / "dashboard.toml").write_text('[access]\nby = "password"', encoding="utf-8")
    path = place / "dashboard.users.json"
    users = {
        "王芳": Grant("verify", "D3"),
        "李雷": Grant("all"),
        "韩梅": Grant("read", masked=True),
    }
    write_accounts(path, {n: new_account(grant, PASSWORD) for n, grant in users.items()})
    return path


def opened(name: str = "overview", **params: str) -> AppTest:
    """A page as somebody finds it who opens its address."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in {"page": name, **params}.items():
        app.query_params[key] = value
    return app.run()


def log_in(app: AppTest, name: str, password: str = PASSWORD) -> AppTest:
    """Fill the form in and send it."""
    app.text_input[0].set_value(name)
    app.text_input[1].set_value(password)
    return app.button[0].click().run()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_opened_before_somebody_has_logged_in(accounts: Path, name: str) -> None:
    app = opened(name)
    assert not app.exception
    assert [box.label for box in app.text_input] == ["用户名", "密码"]
    text = told(app)
    for word in (*PEOPLE, "住房和城乡建设局", "rich.db"):
        assert word not in text


def test_whoever_logs_in_comes_to_the_page_that_the_address_asked_for(accounts: Path) -> None:
    app = log_in(opened("power", uid="W1"), "李雷")
    assert not app.exception
    assert "建筑工程施工许可证核发" in told(app)
    assert "李雷" in told(app)
    app.button(key="pg_leave").click().run()
    assert [box.label for box in app.text_input] == ["用户名", "密码"]
    assert "建筑工程施工许可证核发" not in told(app)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(accounts: Path) -> None:
    said = {
        log_in(opened(), *pair).error[0].value for pair in (("李雷", "x" * 12), ("无名", PASSWORD))
    }
    assert said == {say("dashboard.access.wrong", "zh")}


def test_after_wrong_passwords_even_the_right_one_must_wait(accounts: Path) -> None:
    app = opened()
    for _ in range(6):
        app = log_in(app, "李雷", "wrong password")
    app = log_in(app, "李雷")
    assert re.search(r"请 \d+ 秒后再试", app.error[0].value)
    assert "住房和城乡建设局" not in told(app)
    # Others are not kept out.
    assert not log_in(opened(), "韩梅").text_input


def test_a_user_of_one_unit_sees_it_alone(accounts: Path) -> None:
    app = log_in(opened("overview", unit="D1"), "王芳")
    assert not app.exception
    assert app.selectbox(key="pg_unit").options == ["城关镇"]
    assert "施工许可" not in told(app)


def test_an_account_that_is_removed_is_out_at_the_next_click(accounts: Path) -> None:
    app = log_in(opened(), "李雷")
    write_accounts(accounts, {n: a for n, a in read_accounts(accounts).items() if n != "李雷"})
    app.run()
    assert [box.label for box in app.text_input] == ["用户名", "密码"]


def test_a_login_ends_when_nothing_is_done(accounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = log_in(opened(), "李雷")
    assert not app.text_input
    later = time.monotonic() + 31 * 60
    monkeypatch.setattr(time, "monotonic", lambda: later)
    app.run()
    assert "超过 30 分钟没有操作" in told(app)
    assert "住房和城乡建设局" not in told(app)


def test_log_ins_and_wrong_passwords_stand_in_the_history(accounts: Path, place: Path) -> None:
    path = ledger_path(str(place / "rich.db"))
    with Ledger(path, "write"):
        pass
    app = log_in(opened(), "李雷", "wrong password")
    app = log_in(app, "a password in the wrong place")
    log_in(app, "李雷")
    with Ledger(path) as ledger:
        events = [(e.action, e.who) for e in ledger.history()]
    assert events == [("refused", "李雷"), ("refused", "?"), ("login", "李雷")]


def test_a_proxy_that_says_nothing_opens_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "dashboard.toml").write_text(
        '[access]\nby = "proxy"\n[proxy]\nsecret_file = "s"', encoding="utf-8"
    )
    monkeypatch.setattr(access, "headers", dict)
    app = opened("power", uid="W1")
    assert not app.exception
    assert app.title[0].value == say("dashboard.access.refused", "zh")
    assert "施工许可" not in told(app)


def test_requests_that_the_proxy_did_not_send_stand_in_the_history_and_cannot_fill_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "proxy.secret").write_text("0123456789abcdef-secret", encoding="utf-8")
    (place / "proxy.secret").chmod(0o600)
    (place / "dashboard.toml").write_text(
        '[access]\nby = "proxy"\n[proxy]\nsecret_file = "proxy.secret"', encoding="utf-8"
    )
    sent = {"X-Powergraph-Secret": "a wrong secret", "X-Powergraph-User": "王芳"}
    monkeypatch.setattr(access, "headers", lambda: sent)
    app = opened("power", uid="W1")
    for _ in range(20):
        app.run()
    path = ledger_path(str(place / "rich.db"))
    with Ledger(path) as ledger:
        [event] = ledger.history()
    assert (event.action, event.who) == ("refused", "?")
    assert event.after == {"reason": "no_secret", "times": 1}
    said = event_row(event, "zh")["change_of"]
    assert "没有经过指定的代理服务器" in said
    later = time.monotonic() + entries.EVERY
    monkeypatch.setattr(time, "monotonic", lambda: later)
    app.run()
    sent.clear()  # another reason would be another kind; a missing secret is the same one
    app.run()
    with Ledger(path) as ledger:
        assert [e.after["times"] for e in ledger.history()] == [1, 21]
        assert not verify(ledger).problems
    assert b"a wrong secret" not in path.read_bytes()
    assert "王芳".encode() not in path.read_bytes()


def test_passwords_typed_for_nobody_are_counted_and_not_written_down_each_time(
    accounts: Path, place: Path
) -> None:
    app = opened()
    for number in range(5):
        log_in(app, f"nobody {number}", "wrong password")
    with Ledger(ledger_path(str(place / "rich.db"))) as ledger:
        [event] = ledger.history()
    assert event.after == {"known": False, "times": 1}


# --- masked names


def masked_names() -> tuple[str, ...]:
    """Names that a masked page must not hold. `HOSTILE` is one of a person and of a power, too."""
    return (*PEOPLE, HOSTILE)


def test_a_masked_viewer_sees_no_name_that_an_unmasked_one_saw_before(accounts: Path) -> None:
    pages = [("findings", {}), ("power", {"uid": "W1"}), ("explorer", {"node": "Official/O1"})]
    for name, params in pages:
        plain = log_in(opened(name, **params), "李雷")
        assert "章骉翀" in told(plain), name
        hidden = log_in(opened(name, **params), "韩梅")
        assert not hidden.exception
        for word in masked_names():
            assert word not in told(hidden), name
        assert "章某1" in told(hidden), name
        assert "章骉翀" in told(log_in(opened(name, **params), "李雷"))


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_anybody_to_a_masked_viewer(accounts: Path, name: str) -> None:
    hidden = log_in(opened(name), "韩梅")
    assert not hidden.exception
    for word in masked_names():
        assert word not in told(hidden)


def test_a_masked_viewer_cannot_unmask_and_runs_no_query_of_their_own(accounts: Path) -> None:
    app = log_in(opened("queries"), "韩梅")
    [toggle] = [t for t in app.toggle if t.key == "pg_masked_toggle"]
    assert toggle.value is True
    assert toggle.disabled
    assert not [a for a in app.text_area if a.key == "queries_text"]
    assert say("dashboard.access.own_query", "zh") in [i.value for i in app.info]
    app.session_state[access.MASKED] = False  # as a client that forges what it sends might
    app.run()
    assert "章骉翀" not in told(app)


def test_no_search_finds_by_a_real_name_that_is_masked(accounts: Path) -> None:
    for name, typed in (("李雷", "骉翀"), ("韩梅", "骉翀"), ("韩梅", "zhangbiaochong")):
        app = log_in(opened("explorer"), name)
        app.text_input(key="explorer_text").set_value(typed).run()
        assert not app.exception
        found = "Official/O1" in told(app) or "O1" in str([s.options for s in app.selectbox])
        assert found is (name == "李雷"), (name, typed)


def test_anybody_may_mask_names_for_themselves(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("findings")
    assert "章骉翀" in told(app)
    app.toggle(key="pg_masked_toggle").set_value(True).run()
    assert not app.exception
    assert "章骉翀" not in told(app)
    assert "章某1" in told(app)
    app.toggle(key="pg_masked_toggle").set_value(False).run()
    assert "章骉翀" in told(app)


def test_files_that_are_taken_along_are_masked_too(
    accounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, Callable[[], bytes]] = {}

    def keep(label: str, data: Callable[[], bytes], *, file_name: str, **rest: object) -> bool:
        files[f"{rest['key']} {file_name}"] = data
        return False

    monkeypatch.setattr(st, "download_button", keep)
    for name, params in (("findings", {}), ("power", {"uid": "W1"}), ("concentration", {})):
        log_in(opened(name, **params), "韩梅")
    assert files
    for name, make in files.items():
        data = make() if callable(make) else make
        text = _text(data)
        for word in PEOPLE:
            assert word not in text, name
            assert word not in name


def _text(data: bytes | str) -> str:
    if isinstance(data, str):
        return data
    return insides("x.xlsx" if data[:2] == b"PK" else "x", data)


def test_a_unit_of_a_graph_without_a_fingerprint_is_refused(
    accounts: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_graph(place / "bare.db", mode="write") as store:
        store.save()
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(place / "bare.db"))
    app = log_in(opened(), "王芳")
    assert not app.exception
    assert "内容指纹" in app.error[0].value


def test_a_unit_of_a_graph_on_a_server_is_seen_alone_too(
    place: Path,
    neo4j_store: Neo4jStore,  # noqa: F811
    neo4j_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    neo4j_store.write([WIPE])
    (place / "rich.json").write_text(json.dumps(NAMED, ensure_ascii=False), encoding="utf-8")
    load(neo4j_store, readers([place / "rich.json"]), as_of=AS_OF)
    monkeypatch.setenv("POWERGRAPH_GRAPH", neo4j_url)
    monkeypatch.setattr(access, "viewer", lambda: Viewer("王芳", frozenset(), "D3"))
    app = opened("explorer", node="Department/D3")
    assert not app.exception
    assert "城关镇" in told(app)
    for name, params in (("power", {"uid": "W1"}), ("explorer", {"node": "Official/O1"})):
        app = opened(name, **params)
        assert not app.exception
        assert not {word for word in ("施工许可证核发", "章骉翀") if word in told(app)}
    # What is loaded meanwhile is seen: the part is made anew.
    later = dict(NAMED) | {"departments": [*NAMED["departments"][:2], RENAMED]}
    (place / "rich.json").write_text(json.dumps(later, ensure_ascii=False), encoding="utf-8")
    load(neo4j_store, readers([place / "rich.json"]), as_of=AS_OF)
    assert "城东镇" in told(opened("explorer", node="Department/D3"))
    connection.graph().store.close()
