"""A load killed at any moment: what was there is not trusted or is as before, and the next load of
the same files ends where an undisturbed one does."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import neo4j_store as server_side
from graph.embedded import EmbeddedStore
from graph.errors import ImportCutOff, Unreachable
from graph.fingerprint import fingerprint
from graph.meta import read_meta, require_trusted
from graph.neo4j_store import Neo4jStore
from graph.store import open_graph
from tests.conftest import no_neo4j
from tests.engines import WIPE, neo4j_store  # noqa: F401
from tests.loading import SMALL, Sheets, csv_folder, load_paths
from tools.neo4j_local.server import LocalNeo4j, Unavailable

ROOT = Path(__file__).parent.parent
MOMENTS = 20
SEED = 20260630
# Loads a folder, and says when it begins to write, so that the end can come after that.
PROGRAM = """
import sys
from pathlib import Path
from datetime import date
from graph import pulse
from graph.store import open_graph
from loaders.formats import readers
from loaders.load import load
from loaders import spool

pulse.BEAT_SECONDS, pulse.LISTEN_SECONDS = 0.2, 1.0
spool.BATCH = int(sys.argv[3])
with open_graph(sys.argv[1], mode="write") as store:
    print("begun", flush=True)
    load(store, readers([Path(sys.argv[2])]), as_of=date(2026, 6, 30))
print("done", flush=True)
"""


def crowd(posts: int) -> Sheets:
    """A unit with many posts, each held by somebody: three facts a post and two links."""
    return {
        "departments": [("uid", "name", "kind"), *((f"D{i}", f"局{i}", "SOE") for i in range(20))],
        "posts": [
            ("uid", "name", "department", "reports_to"),
            *((f"P{i}", f"岗{i}", f"D{i % 20}", f"P{i // 5}" if i else "") for i in range(posts)),
        ],
        "officials": [("uid", "name"), *((f"O{i}", f"人{i}") for i in range(posts))],
        "appointments": [
            ("official", "post", "valid_from"),
            *((f"O{i}", f"P{i}", "2024-01-01") for i in range(posts)),
        ],
    }


def start(target: str, folder: Path, batch: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, target, str(folder), str(batch)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline().strip() == b"begun"
    return process


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill a load after so long; whether it was still at work."""
    assert process.stdout
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    with process:
        return b"done" not in process.stdout.read()


def test_a_load_killed_at_any_moment_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    folder, path = csv_folder(tmp_path / "crowd", crowd(1500)), tmp_path / "graph.db"
    with EmbeddedStore(tmp_path / "whole.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "small", SMALL))
        before = fingerprint(store)
        began = time.monotonic()
        whole = load_paths(store, folder).fingerprint
        lasts = time.monotonic() - began
    with EmbeddedStore(path, "write") as store:
        load_paths(store, tmp_path / "small")
    old = path.read_bytes()
    draw = random.Random(SEED)
    cut = 0
    for _ in range(MOMENTS):
        at_work = kill_after(start(str(path), folder, 300), draw.uniform(0, lasts))
        cut += at_work
        with EmbeddedStore(path) as reader:
            meta = require_trusted(reader)
            assert meta is not None
            assert meta.fingerprint == fingerprint(reader)
            assert meta.fingerprint in ((before, whole) if at_work else (whole,))
            if meta.fingerprint == whole:
                path.write_bytes(old)
    assert cut > MOMENTS / 4, "the moments fall before the end"
    with EmbeddedStore(path, "write") as store:
        assert load_paths(store, folder).fingerprint == whole


def test_a_load_killed_at_any_moment_is_refused_and_completed_on_a_server(
    neo4j_store: Neo4jStore,  # noqa: F811
    neo4j_url: str,
    tmp_path: Path,
) -> None:
    folder = csv_folder(tmp_path / "crowd", crowd(60))
    neo4j_store.write([WIPE])
    load_paths(neo4j_store, folder)
    neo4j_store.write([WIPE])
    began = time.monotonic()
    whole = load_paths(neo4j_store, folder).fingerprint
    lasts = time.monotonic() - began
    draw = random.Random(SEED)
    cut = 0
    for number in range(MOMENTS):
        if number % 5 == 0:
            neo4j_store.write([WIPE])
        # The second to fifth kill fall into a load that completes the one before.
        kill_after(start(neo4j_url, folder, 20), draw.uniform(0, 1.5 * lasts))
        meta = read_meta(neo4j_store)
        is_open = bool(meta and meta.open_import)
        if is_open:
            cut += 1
            with pytest.raises(ImportCutOff):
                require_trusted(neo4j_store)
        if number % 5 == 4:
            resumed = load_paths(neo4j_store, folder)
            assert resumed.resumed is is_open
            assert resumed.fingerprint == fingerprint(neo4j_store) == whole
            require_trusted(neo4j_store)
    assert cut > MOMENTS / 5, "some moments fall between the first fact and the last"


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[LocalNeo4j]:
    server = LocalNeo4j(home=tmp_path / "home")
    try:
        server.start()
    except Unavailable as error:
        no_neo4j(error)
    yield server
    server.kill()


@pytest.mark.neo4j
def test_a_server_that_dies_under_a_load_is_told_and_the_load_completed_when_it_is_back(
    mortal: LocalNeo4j, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_side, "RETRY_SECONDS", 1.0)
    folder = csv_folder(tmp_path / "crowd", crowd(400))
    reached = threading.Event()

    def tell(phase: str, done: int, _: int | None) -> None:
        if phase == "Official":
            reached.set()
            mortal.kill()

    with open_graph(mortal.url) as store, pytest.raises(Unreachable) as caught:
        load_paths(store, folder, progress=tell)
    assert reached.is_set()
    assert "无应答" in caught.value.render("zh")
    mortal.start()
    with open_graph(mortal.url) as store:
        with pytest.raises(ImportCutOff):
            require_trusted(store)
        resumed = load_paths(store, folder)
        assert resumed.resumed
        assert resumed.tallies["Official"].same == 400
        with EmbeddedStore(tmp_path / "graph.db", "write") as embedded:
            assert load_paths(embedded, folder).fingerprint == resumed.fingerprint
