"""`powergraph dashboard`: how the server is started, and that it answers on this machine alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from powergraph.cli import WRONG_USE, run
from powergraph.commands.dashboard import arguments, claimed, environment, settings


def test_the_server_keeps_to_itself() -> None:
    kept = settings()
    assert kept["server.address"] == "127.0.0.1"
    assert kept["browser.gatherUsageStats"] is False
    assert kept["client.showErrorDetails"] == "none"
    assert kept["client.showErrorLinks"] is False, "they lead to search engines"
    assert kept["server.headless"] is True
    assert kept["server.fileWatcherType"] == "none"
    assert "--browser.gatherUsageStats=false" in arguments(8501)
    assert arguments(8501)[0] == sys.executable


def test_the_server_is_told_which_graph_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STREAMLIT_SERVER_COOKIE_SECRET", raising=False)
    told = environment("x.db", None, "en")
    assert told["POWERGRAPH_GRAPH"] == str(Path("x.db").absolute())
    assert told["POWERGRAPH_LANG"] == "en"
    assert len(told["STREAMLIT_SERVER_COOKIE_SECRET"]) == 64
    assert environment("bolt://h:1", "d", "zh")["POWERGRAPH_GRAPH"] == "bolt://h:1"
    assert environment("bolt://h:1", "d", "zh")["POWERGRAPH_DATABASE"] == "d"


def test_the_server_is_told_of_own_values_and_queries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, str]] = []

    def started(_: object, env: dict[str, str], **__: object) -> None:
        told.append(env)
        raise KeyboardInterrupt

    monkeypatch.setattr("powergraph.commands.dashboard.subprocess.Popen", started)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours").mkdir()
    run(["dashboard", "--settings", "county.toml", "--queries", "ours"])
    [env] = told
    assert env["POWERGRAPH_SETTINGS"] == str(tmp_path / "county.toml")
    assert env["POWERGRAPH_QUERIES"] == str(tmp_path / "ours")


def test_two_dashboards_that_start_at_once_take_two_ports() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    first = claimed(port)
    assert first is not None
    with first:
        assert claimed(port) is None
    again = claimed(port)
    assert again is not None
    again.close()


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["dashboard", "--port", str(port), "--lang", "en"]) == WRONG_USE
    assert f"Port {port} is taken" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one child")
def test_the_command_prints_where_it_listens_and_stops_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from powergraph.cli import main; main()", "dashboard"]
    process = subprocess.Popen(
        [*command, "--graph", str(tmp_path / "none.db"), "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A suite that runs in the background of a shell is started with this signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with build_opener(ProxyHandler({})).open(address, timeout=10) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "The dashboard has stopped." in said
