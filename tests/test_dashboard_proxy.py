"""A proxy in front of the dashboard, in a real browser: its headers arrive with the session."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import Watched, browser, browser_page, dashboard_on  # noqa: F401
from tests.test_dashboard_graphs import RICH, build

SECRET = "0123456789abcdef-secret"
PATIENCE = 60_000


@contextmanager
def proxy(server: str, headers: Mapping[str, str]) -> Iterator[str]:
    """A proxy that writes headers into the first request of each connection; its address."""
    port = int(server.rpartition(":")[2])
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
    listener = socket.create_server(("127.0.0.1", 0))

    def carry(source: socket.socket, sink: socket.socket, first: bytes) -> None:
        with suppress(OSError), source, sink:
            sink.sendall(first)
            while data := source.recv(65536):
                sink.sendall(data)

    def serve() -> None:
        while True:
            try:
                browser_side, _ = listener.accept()
            except OSError:
                return
            server_side = socket.create_connection(("127.0.0.1", port))
            head = browser_side.recv(65536)
            line, _, rest = head.partition(b"\r\n")
            first = line + b"\r\n" + said + rest if head else head
            for pair in ((browser_side, server_side, first), (server_side, browser_side, b"")):
                threading.Thread(target=carry, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard that believes a proxy."""
    folder = tmp_path_factory.mktemp("proxied")
    graph = build(folder / "rich.db", RICH, "合成数据")
    (folder / "proxy.secret").write_text(SECRET, encoding="utf-8")
    (folder / "proxy.secret").chmod(0o600)
    (folder / "dashboard.toml").write_text(
        '[access]\nby = "proxy"\n[proxy]\nsecret_file = "proxy.secret"', encoding="utf-8"
    )
    env = {
        "POWERGRAPH_DASHBOARD": str(folder / "dashboard.toml"),
        "XDG_CACHE_HOME": str(Path(folder) / "cache"),
    }
    with dashboard_on(graph, **env) as url:
        yield url


def test_the_proxys_user_sees_the_unit_that_it_names(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    headers = {
        "X-Powergraph-Secret": SECRET,
        "X-Powergraph-User": "wangfang",
        "X-Powergraph-Role": "verify",
        "X-Powergraph-Unit": "D3",
    }
    with proxy(address, headers) as outer:
        page = browser_page.page
        page.goto(f"{outer}/?page=overview&unit=D1")
        scope = re.compile("城关镇，截至 2026-06-30")
        expect(page.get_by_text(scope)).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("住房和城乡建设局")).to_have_count(0)
        assert browser_page.errors == []


def test_past_the_proxy_nothing_is_opened(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=power&uid=W1")
    refused = page.get_by_role("heading", name="不能打开看板")
    expect(refused).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("没有经过指定的代理服务器")).to_be_visible()
    expect(page.get_by_text("施工许可")).to_have_count(0)
