"""A real browser and a real Streamlit server, for tests of what a page does and does not do.

`browser_page` and `browser` become fixtures of a test file by importing them (`# noqa: F401`).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright

ROOT: Final = Path(__file__).parents[1]
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTING: Final = 60  # seconds that a server may take on a busy machine


@dataclass
class Watched:
    """A page, and all that it asked for and complained about since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def outside(self, own: str = "") -> list[str]:
        """Requests to anywhere but `own` (an origin such as http://127.0.0.1:1234) and the page's
        own memory."""
        inside = ("data:", "blob:", "about:", "file:")
        ways = (own, own.replace("http", "ws", 1)) if own else ()
        return [
            url
            for url in self.requests
            if not url.startswith(inside) and not any(url.startswith(f"{w}/") for w in ways)
        ]


def chromium() -> str | None:
    """The Chromium on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window: Debian's, or another on the PATH, or the one Playwright has."""
    with sync_playwright() as playwright:
        path = chromium() or playwright.chromium.executable_path
        if not Path(path).exists():
            no_browser("no Chromium on the PATH, and none of Playwright's")
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Watched]:
    """A fresh page, in Chinese, that records its requests and errors."""
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="zh-CN")
    page = context.new_page()
    watched = Watched(page)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("websocket", lambda web_socket: watched.requests.append(web_socket.url))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("dialog", watched.dismiss)
    page.on("console", watched.listen)
    yield watched
    context.close()


@contextmanager
def streamlit_server(script: Path, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a Streamlit server that runs `script`, on a free port of 127.0.0.1.

    Raises:
        AssertionError: with what it printed, if it does not answer in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "global.developmentMode": "false",
    }
    flags = [f"--{key}={value}" for key, value in options.items()]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    with TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *flags],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=script.parent,
            env=os.environ | {"PYTHONPATH": path} | dict(env or {}),
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(f"{address}/_stcore/health", server):
                log.seek(0)
                raise AssertionError(f"Streamlit did not start: {log.read().decode()}")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def dashboard_on(graph: Path, **env: str) -> AbstractContextManager[str]:
    """The address of the dashboard's program on a graph, in Chinese."""
    given = {"POWERGRAPH_GRAPH": str(graph), "POWERGRAPH_LANG": "zh"} | env
    return streamlit_server(ROOT / "dashboard" / "app.py", given)


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + STARTING
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def no_browser(reason: str) -> None:
    """Skip with the reason; on CI, where a browser must be there, fail with it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"no browser: {reason}")
    pytest.skip(f"no browser: {reason}")
