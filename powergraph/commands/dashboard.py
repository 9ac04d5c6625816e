"""`powergraph dashboard`: a local Streamlit server on the graph, for this machine alone."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import click

from graph.text import Language, say
from powergraph.access.settings import read_dashboard_settings
from powergraph.cli import BAD_INPUT, common_options
from powergraph.console import Console
from powergraph.settings import queries_option, settings_option
from powergraph.speaking import SpeakingCommand

HOST: Final = "127.0.0.1"
_FIRST_PORT: Final = 8501
_PORTS_TRIED: Final = 20
_PATIENCE: Final = 120.0  # seconds until the server must answer; it opens the graph before


def command(language: Language) -> click.Command:
    """The command, with its texts in `language`."""

    @click.command(
        "dashboard",
        cls=SpeakingCommand,
        language=language,
        help=say("cli.dashboard.help", language),
    )
    @click.option(
        "--port",
        type=click.IntRange(1, 65535),
        metavar="PORT",
        help=say("cli.dashboard.port", language),
    )
    @settings_option(language)
    @queries_option(language)
    @common_options(language)
    def run(
        port: int | None,
        settings: Path | None,
        queries: Path | None,
        target: str,
        database: str | None,
        lang: Language,
        quiet: bool,
    ) -> int:
        console = Console(lang, quiet)
        ports = [port] if port else range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED)
        claim = next(filter(None, map(claimed, ports)), None)
        if claim is None:
            raise click.UsageError(say("cli.dashboard.port_busy", lang, port=ports[0]))
        with claim:
            told = {**_own(settings, queries), **environment(target, database, lang)}
            return _serve(console, claim.getsockname()[1], target, told)

    return run


def _serve(console: Console, port: int, target: str, told: Mapping[str, str]) -> int:
    """Run the server until it ends or is told to."""
    # Told to end (by a service, a test, a closed terminal), take the server along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = subprocess.Popen(
        arguments(port), env={**os.environ, **told}, stdout=subprocess.DEVNULL
    )
    try:
        if not _answers(port, server):
            console.error(console.say("cli.dashboard.not_started"))
            return BAD_INPUT
        console.answer(f"http://{HOST}:{port}")
        console.tell("cli.dashboard.open", graph=target)
        return server.wait()
    except KeyboardInterrupt:
        console.tell("cli.dashboard.stopped")
        return 0
    finally:
        server.terminate()
        server.wait()


def arguments(port: int) -> list[str]:
    """The command line of the server: the same Python, every setting given as a flag."""
    app = files("dashboard") / "app.py"
    command = [sys.executable, "-m", "dashboard.server", "run", str(app), f"--server.port={port}"]
    return command + [f"--{name}={_flag(value)}" for name, value in settings().items()]


def settings() -> dict[str, Any]:
    """The settings of the dashboard's server, by dotted name.

    Raises:
        SettingsError: `dashboard.toml` is wrong.
    """
    text = (files("dashboard") / "streamlit.toml").read_text(encoding="utf-8")
    own = read_dashboard_settings()
    given = {
        f"{section}.{name}": value
        for section, values in tomllib.loads(text).items()
        for name, value in values.items()
    }
    # A browser that comes by another name is let in by this one; asked whether it may, the server
    # would otherwise look for its own address on the internet.
    return given | {"server.maxUploadSize": own.upload_mb, "browser.serverAddress": own.host}


def environment(target: str, database: str | None, language: Language) -> Mapping[str, str]:
    """What the server is told: which graph, in which language; and a secret of its own."""
    embedded = "://" not in target
    given = {
        "POWERGRAPH_GRAPH": str(Path(target).absolute()) if embedded else target,
        "POWERGRAPH_LANG": language,
        "STREAMLIT_SERVER_COOKIE_SECRET": os.environ.get("STREAMLIT_SERVER_COOKIE_SECRET")
        or secrets.token_hex(32),
        "PYTHONUTF8": "1",
    }
    return given | ({"POWERGRAPH_DATABASE": database} if database else {})


def _own(settings: Path | None, queries: Path | None) -> dict[str, str]:
    """The unit's own values and queries, where they were named."""
    named = {"POWERGRAPH_SETTINGS": settings, "POWERGRAPH_QUERIES": queries}
    return {name: str(path.absolute()) for name, path in named.items() if path}


def _flag(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as trial:
        if os.name == "posix":  # elsewhere this option would take a port from its owner
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def claimed(port: int) -> socket.socket | None:
    """A free port, kept from other dashboards that start in the same moment; None if it is taken.

    The server takes the TCP port only when it is up. Until then the UDP port of the same number,
    which nothing else here uses, says that it is spoken for. Close it to let the port go.
    """
    if not _free(port):
        return None
    claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        claim.bind((HOST, port))
    except OSError:
        claim.close()
        return None
    return claim


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server is healthy; False where it ended or kept silent."""
    opener = build_opener(ProxyHandler({}))
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with opener.open(f"http://{HOST}:{port}/_stcore/health", timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False
