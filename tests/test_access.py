"""Who may look: the settings file, accounts, what a proxy says, roles, wrong passwords."""

from __future__ import annotations

import json
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import click.termui
import pytest

from dashboard import access
from dashboard.login import Failures
from graph.errors import NotAllowed, SettingsError
from powergraph.access.accounts import account_of, new_account, read_accounts, write_accounts
from powergraph.access.roles import ROLES, Grant
from powergraph.access.settings import ACCOUNTS, DashboardSettings, Proxy, read_dashboard_settings
from powergraph.cli import run
from powergraph.commands.dashboard import settings as server_settings
from tests.test_dashboard_graphs import ROOT

PASSWORD = "correct horse battery"
SECRET = "0123456789abcdef-secret"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings file is."""
    path = tmp_path / "dashboard.toml"
    monkeypatch.setenv("POWERGRAPH_DASHBOARD", str(path))
    path.write_text("", encoding="utf-8")
    return path


def test_the_example_says_every_key_with_its_default(written: Path) -> None:
    text = (ROOT / "docs" / "dashboard.example.toml").read_text(encoding="utf-8")
    written.write_text(text, encoding="utf-8")
    plain = read_dashboard_settings()
    assert plain == DashboardSettings(path=written, accounts=written.parent / ACCOUNTS)
    # With the comment marks of the keys taken away it still reads, and says them all.
    active = re.sub(r"(?m)^# (?=[a-z_]+ = )", "", text)
    written.write_text(active, encoding="utf-8")
    found = read_dashboard_settings()
    assert (found.by, found.masked, found.idle_minutes) == ("machine", False, 30)
    assert (found.upload_mb, found.host) == (plain.upload_mb, plain.host)
    assert found.proxy.secret_file == written.parent / "proxy.secret"
    assert set(found.proxy.roles.values()) == set(ROLES)
    keys = set(re.findall(r"(?m)^([a-z_]+) = ", active))
    fields = {*DashboardSettings.__dataclass_fields__, *Proxy.__dataclass_fields__}
    assert keys == fields - {"path", "proxy"}


def test_without_a_file_the_machine_is_its_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POWERGRAPH_DASHBOARD", raising=False)
    monkeypatch.setattr("powergraph.access.settings.folder", lambda: tmp_path)
    assert read_dashboard_settings().by == "machine"
    # One that is named must be there: else everybody would be let in by a slip of the pen.
    monkeypatch.setenv("POWERGRAPH_DASHBOARD", str(tmp_path / "gone.toml"))
    with pytest.raises(SettingsError):
        read_dashboard_settings()


@pytest.mark.parametrize(
    "text",
    [
        '[access]\nby = "nobody"',
        "[access]\nby = true",
        "[access]\nmasked = 1",
        '[access]\nmasked_roles = ["root"]',
        "[access]\nidle_minutes = 0",
        '[access]\npasswords = "x"',
        "[acess]\nmasked = true",
        'access = "password"',
        '[access]\nby = "proxy"',
        '[proxy]\nuser = "X User"',
        '[proxy]\nroles = { a = "root" }',
        '[server]\nhost = "http://x"',
        "[server]\nupload_mb = -1",
        "[access",
    ],
)
def test_what_is_wrong_in_the_file_is_said_and_nobody_gets_in(written: Path, text: str) -> None:
    written.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        access.viewer()
    for language in ("zh", "en"):
        assert "dashboard.toml:" in caught.value.render(language)
    assert run(["dashboard"]) == 1


def test_the_server_is_told_the_size_of_uploads_and_the_proxys_name(written: Path) -> None:
    written.write_text('[server]\nupload_mb = 7\nhost = "inspect.local"', encoding="utf-8")
    told = server_settings()
    assert told["server.maxUploadSize"] == 7
    assert told["browser.serverAddress"] == "inspect.local"
    assert told["server.address"] == "127.0.0.1"


# --- accounts


def test_a_password_opens_its_account_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    accounts = {
        "王芳": new_account(Grant("verify", "D3"), PASSWORD),
        "李雷": new_account(Grant("all"), PASSWORD),
    }
    write_accounts(path, accounts)
    read = read_accounts(path)
    assert read == accounts
    found = account_of(read, "王芳", PASSWORD)
    assert found is not None
    assert found.grant == Grant("verify", "D3")
    assert account_of(read, "王芳", PASSWORD + " ") is None
    assert account_of(read, "韩梅", PASSWORD) is None
    # The same password is not seen to be the same.
    assert read["王芳"].hash != read["李雷"].hash
    assert PASSWORD not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_has_a_length(password: str) -> None:
    with pytest.raises(NotAllowed):
        new_account(Grant("read"), password)


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_accounts_that_others_can_read_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    write_accounts(path, {"王芳": new_account(Grant("read"), PASSWORD)})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(NotAllowed) as caught:
        read_accounts(path)
    assert str(path) in caught.value.render("zh")


@pytest.mark.parametrize(
    "change",
    [
        lambda user: user.pop("hash"),
        lambda user: user.update(role="root"),
        lambda user: user.update(masked="no"),
        lambda user: user.update(unit=3),
        lambda user: user.update(cost={}),
    ],
)
def test_accounts_that_are_not_whole_let_nobody_in(tmp_path: Path, change: object) -> None:
    path = tmp_path / "users.json"
    write_accounts(path, {"王芳": new_account(Grant("read"), PASSWORD)})
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data["users"]["王芳"])  # type: ignore[operator]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(NotAllowed):
        read_accounts(path)


def test_users_are_added_listed_and_removed(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = [PASSWORD, PASSWORD, PASSWORD, "another password"]
    monkeypatch.setattr(click.termui, "hidden_prompt_func", lambda _: typed.pop(0))
    add = ["users", "add", "王芳", "--role", "verify", "--unit", "D3", "--masked"]
    assert run(add) == 0
    said = capsys.readouterr()
    assert "密码登录尚未启用" in said.err
    assert PASSWORD not in said.out + said.err
    path = written.parent / ACCOUNTS
    assert read_accounts(path)["王芳"].grant == Grant("verify", "D3", masked=True)
    assert run(["users", "list"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["王芳", "核实线索", "D3", "遮蔽"]
    # Two that differ change nothing.
    before = path.read_bytes()
    assert run(["users", "add", "王芳", "--role", "all"]) == 1
    assert path.read_bytes() == before
    assert run(["users", "remove", "李雷"]) == 1
    assert run(["users", "remove", "王芳"]) == 0
    assert read_accounts(path) == {}


@pytest.mark.parametrize(
    "arguments", [["13912345678"], [" "], ["a\nb"], ["x" * 61], ["李雷", "--unit", "D3"]]
)
def test_a_user_needs_a_name_and_loading_is_for_all_units(
    written: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["users", "add", *arguments, "--role", "load"]) == 1
    assert not (written.parent / ACCOUNTS).exists()
    assert "13912345678" not in capsys.readouterr().err


def test_wrong_passwords_make_the_next_try_wait_longer_each_time() -> None:
    failures, waits = Failures(), []
    now = 1000.0
    for _ in range(12):
        failures.failed("王芳", now)
        waits.append(failures.wait("王芳", now))
    assert waits[:5] == [0, 0, 1, 2, 4]
    assert waits == sorted(waits)
    assert max(waits) == 60
    assert failures.wait("李雷", now) == 0
    assert failures.wait("王芳", now + 61) == 0
    failures.succeeded("王芳")
    failures.failed("王芳", now)
    assert failures.wait("王芳", now) == 0
    for n in range(2000):
        failures.failed(f"u{n}", now)
    assert len(failures.counts) == 1000


# --- a proxy


@pytest.fixture
def proxied(written: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The headers of a request that came through the proxy; a test may change them."""
    (written.parent / "proxy.secret").write_text(f"{SECRET}\n", encoding="utf-8")
    (written.parent / "proxy.secret").chmod(0o600)
    written.write_text(
        '[access]\nby = "proxy"\nmasked_roles = ["read"]\n'
        '[proxy]\nsecret_file = "proxy.secret"\nroles = { "组长" = "verify", leader = "read" }\n',
        encoding="utf-8",
    )
    headers = {
        "X-Powergraph-Secret": SECRET,
        "X-Powergraph-User": "%E7%8E%8B%E8%8A%B3",
        "X-Powergraph-Role": "组长".encode().decode("latin-1"),
        "X-Powergraph-Unit": "D3",
    }
    monkeypatch.setattr(access, "headers", lambda: headers)
    return headers


def test_a_proxy_names_user_role_and_unit(proxied: dict[str, str]) -> None:
    found = access.viewer()
    assert (found.name, found.unit, found.masked) == ("王芳", "D3", False)
    assert found.rights == {"verify", "names"}
    proxied |= {"X-Powergraph-Role": "leader", "X-Powergraph-Unit": "*"}
    found = access.viewer()
    assert (found.unit, found.masked, found.rights) == (None, True, frozenset())


@pytest.mark.parametrize(
    "change",
    [
        {"X-Powergraph-Secret": ""},
        {"X-Powergraph-Secret": SECRET[:-1]},
        {"X-Powergraph-Secret": "密" * 20},
        {"X-Powergraph-User": ""},
        {"X-Powergraph-User": "%00%0a"},
        {"X-Powergraph-User": "x" * 201},
        {"X-Powergraph-Role": ""},
        {"X-Powergraph-Role": "all"},
        {"X-Powergraph-Unit": ""},
        {"X-Powergraph-Unit": " "},
    ],
)
def test_a_header_that_lacks_or_lies_is_refused_in_words(
    proxied: dict[str, str], change: Mapping[str, str]
) -> None:
    proxied |= change
    with pytest.raises(NotAllowed) as caught:
        access.viewer()
    for language in ("zh", "en"):
        assert SECRET not in caught.value.render(language)


@pytest.mark.parametrize("text", ["", "short", None])
def test_without_a_long_secret_nobody_is_believed(
    proxied: dict[str, str], written: Path, text: str | None
) -> None:
    file = written.parent / "proxy.secret"
    proxied["X-Powergraph-Secret"] = text or ""
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(NotAllowed):
        access.viewer()


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_a_secret_that_others_can_read_is_none(proxied: dict[str, str], written: Path) -> None:
    (written.parent / "proxy.secret").chmod(0o644)
    with pytest.raises(NotAllowed):
        access.viewer()
