"""What a store promises, engine by engine: values, refusals, time limits, a peer that is gone."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph import neo4j_store as server_side
from graph.embedded import EmbeddedStore
from graph.errors import (
    AccessDenied,
    GraphBusy,
    PowergraphError,
    QueryError,
    QueryTimeout,
    SchemaMismatch,
    StoreError,
    Unreachable,
    WriteRefused,
)
from graph.meta import default_as_of, read_meta
from graph.neo4j_store import Neo4jStore
from graph.py2neo_store import Py2neoStore
from graph.schema import SCHEMA_VERSION
from graph.store import Statement, Store, open_graph
from tests.conftest import no_neo4j
from tests.engines import WIPE, engine_store, neo4j_store  # noqa: F401
from tests.loading import DAY, SMALL, csv_folder, dump, load_paths
from tools.neo4j_local.server import LocalNeo4j, Unavailable

ROOT = Path(__file__).parent.parent
PASSWORD = "correct horse"
ONE = Statement("CREATE (:Post {uid: 'P1', name: '局长'})")
COUNT = "MATCH (n) RETURN count(n) AS n"
# Longer than anybody waits; no engine answers it from its statistics.
ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a % (b + 1)) AS n"

VALUES: dict[str, Any] = {
    "text": "局'\"\\`长\n\u202e𠮷",
    "whole": 2**53,
    "part": 0.1,
    "yes": True,
    "no": False,
    "day": date(1900, 1, 1),
    "moment": datetime(2026, 6, 30, 14, 5, 59),
    "list": ["甲", "乙"],
    "nothing": None,
}


def count(store: Store) -> int:
    n: int = store.read(COUNT)[0]["n"]
    return n


def readable(error: PowergraphError) -> None:
    """Both languages have a text for it, and no place-holder is left."""
    for language in ("zh", "en"):
        text = error.render(language)
        assert text
        assert "{" not in text


# py2neo drops a connection that failed without closing it; its sockets are not ours to account for.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture(scope="module", autouse=True)
def _sockets_of_py2neo() -> Iterator[None]:
    """Collect them here, before other tests, in which an open socket is a mistake."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@contextmanager
def py2neo_graph(url: str) -> Iterator[Any]:
    graph = pytest.importorskip("py2neo").Graph(url)
    yield graph
    graph.service.connector.close()


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j),
                        pytest.param("py2neo", marks=pytest.mark.neo4j)])  # fmt: skip
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty graph behind each of the three stores."""
    if request.param == "embedded":
        with EmbeddedStore(tmp_path / "graph.db", "write") as embedded:
            yield embedded
        return
    neo4j_side: Neo4jStore = request.getfixturevalue("neo4j_store")
    neo4j_side.write([WIPE])
    if request.param == "neo4j":
        yield neo4j_side
        return
    graph = pytest.importorskip("py2neo").Graph(request.getfixturevalue("neo4j_url"))
    with open_graph(graph) as handed_in:
        yield handed_in


def test_values_come_back_as_python_s_own_as_parameters_and_as_properties(any_store: Store) -> None:
    columns = ", ".join(f"${name} AS {name}" for name in VALUES)
    [row] = any_store.read(f"RETURN {columns}", VALUES)
    assert row == VALUES
    props = {"props": VALUES | {"uid": "P1", "name": "x"}}
    any_store.write([Statement("CREATE (p:Post) SET p += $props", props)])
    columns = ", ".join(f"p.{name} AS {name}" for name in VALUES)
    [row] = any_store.read(f"MATCH (p:Post) RETURN {columns}")
    assert row == VALUES
    assert [type(v) for v in row.values()] == [type(v) for v in VALUES.values()]
    assert list(any_store.stream(f"MATCH (p:Post) RETURN {columns}")) == [row]


def test_a_read_that_would_write_is_refused_and_nothing_is_written(any_store: Store) -> None:
    any_store.write([ONE])
    for query in (
        "CREATE (p:Post {uid: 'P2', name: 'x'}) RETURN p.uid AS uid",
        "MATCH (p:Post) SET p.name = 'y' RETURN p.uid AS uid",
        "MATCH (p:Post) DETACH DELETE p RETURN 1 AS one",
        "MERGE (p:Post {uid: 'P3'}) RETURN p.uid AS uid",
    ):
        with pytest.raises(WriteRefused) as caught:
            any_store.read(query)
        readable(caught.value)
    assert any_store.read("MATCH (p:Post) RETURN p.name AS name") == [{"name": "局长"}]


@pytest.mark.parametrize("any_store", ["embedded"], indirect=True)
def test_other_threads_go_on_while_the_embedded_engine_answers(any_store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(any_store.read, ENDLESS, timeout=2)
        turns = 0
        while not answer.done():
            time.sleep(0.001)
            turns += 1
        with pytest.raises(QueryTimeout):
            answer.result()
    # An engine that keeps Python's lock lets nobody else have a turn before it is done.
    assert turns > 10


def test_reads_at_once_give_what_they_give_one_by_one(any_store: Store) -> None:
    any_store.write([ONE, Statement("UNWIND range(1, 500) AS n CREATE (:Step {seq: n})")])
    asked = ["MATCH (s:Step) RETURN sum(s.seq) AS n", "MATCH (p:Post) RETURN p.name AS n"] * 20
    with ThreadPoolExecutor(any_store.readers) as pool:
        answers = [rows[0]["n"] for rows in pool.map(any_store.read, asked)]
    assert answers == [125_250, "局长"] * 20


def test_several_statements_are_written_all_or_none(any_store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        any_store.write([ONE, Statement("CREAT (:Post)")])
    readable(caught.value)
    assert count(any_store) == 0
    any_store.write([ONE, Statement("MATCH (p:Post) SET p.rank = $rank", {"rank": "正科"})])
    assert any_store.read("MATCH (p:Post) RETURN p.rank AS rank") == [{"rank": "正科"}]


@pytest.mark.parametrize("value", [object(), 2**64, "\ud800"], ids=["object", "too large", "half"])
def test_a_value_that_no_graph_holds_is_refused_as_a_query(any_store: Store, value: object) -> None:
    with pytest.raises(QueryError):
        any_store.read("RETURN $value AS value", {"value": value})


def test_the_engine_gives_its_name_and_version(any_store: Store) -> None:
    name, version, *_ = any_store.engine.split()
    assert name in ("kglite", "Neo4j")
    assert version[0].isdigit()


def test_a_query_stops_at_its_time_limit_and_the_store_goes_on(engine_store: Store) -> None:  # noqa: F811
    began = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        engine_store.read(ENDLESS, timeout=0.5)
    readable(caught.value)
    assert time.monotonic() - began < 5
    assert engine_store.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_stream_gives_every_row_in_order(engine_store: Store) -> None:  # noqa: F811
    rows = engine_store.stream("UNWIND range(1, 5001) AS i RETURN i AS i")
    assert [row["i"] for row in rows] == list(range(1, 5002))


def test_a_stream_left_half_way_leaves_the_store_usable(engine_store: Store) -> None:  # noqa: F811
    rows = engine_store.stream("UNWIND range(1, 100000) AS i RETURN i AS i")
    assert next(rows) == {"i": 1}
    rows.close()  # type: ignore[attr-defined]
    engine_store.write([ONE])
    assert count(engine_store) == 1


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1, None])
def test_a_graph_of_another_version_is_refused_before_anything_is_read(
    engine_store: Store,  # noqa: F811
    version: int | None,
    tmp_path: Path,
) -> None:
    mark = "CREATE (:Meta {uid: 'graph', name: 'graph', schema_version: $version})"
    engine_store.write([Statement(mark, {"version": version})])
    before = dump(engine_store)
    with pytest.raises(SchemaMismatch) as caught:
        read_meta(engine_store)
    readable(caught.value)
    newer = version is not None and version > SCHEMA_VERSION
    assert ("更新版本" in caught.value.render("zh")) is newer
    with pytest.raises(SchemaMismatch):
        load_paths(engine_store, csv_folder(tmp_path / "tables", SMALL))
    assert dump(engine_store) == before


def test_the_day_to_look_at_is_the_stored_one_else_today(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert default_as_of(engine_store) == date.today()
    load_paths(engine_store, csv_folder(tmp_path / "tables", SMALL))
    assert default_as_of(engine_store) == DAY


# The embedded file


def test_a_second_writer_of_the_file_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    hold = (
        "import sys; from graph.store import open_graph\n"
        "with open_graph(sys.argv[1], mode='write'):\n"
        "    print('open', flush=True); sys.stdin.read()"
    )
    with EmbeddedStore(path, "write"), pytest.raises(GraphBusy) as caught:
        EmbeddedStore(path, "write")
    readable(caught.value)
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(GraphBusy):
            EmbeddedStore(path, "write")
        other.kill()  # its place is free at once, whatever it was doing
    with open_graph(path, mode="write") as free:
        free.write([ONE])
        free.save()
    with open_graph(str(path)) as saved:
        assert count(saved) == 1


def test_a_reader_sees_the_last_save_and_never_writes(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "graph.db"
    with EmbeddedStore(path, "write") as writer:
        with pytest.raises(Unreachable):
            EmbeddedStore(path)
        writer.write([ONE])
        writer.save()
        with EmbeddedStore(path) as reader:
            writer.write([Statement("CREATE (:Post {uid: 'P2', name: 'x'})")])
            assert (count(writer), count(reader)) == (2, 1)
            with pytest.raises(WriteRefused):
                reader.write([ONE])
            assert count(reader) == 1
    with EmbeddedStore(path) as reader:  # what was not saved is dropped
        assert count(reader) == 1


def test_a_file_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as caught:
        open_graph(tmp_path / "graph.db")
    assert "powergraph load" in caught.value.render("zh")
    readable(caught.value)


@pytest.mark.parametrize("mode", ["read", "write"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no graph" * 99, b"RGF", None])
def test_a_file_that_is_no_graph_is_refused_and_left_as_it_is(
    mode: Any, content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "graph.db"
    if content is None:
        with EmbeddedStore(path, "write") as store:
            store.write([ONE])
            store.save()
        content = path.read_bytes()[:-100]
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_graph(path, mode=mode)
    readable(caught.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("target", ["http://localhost:7474", object(), 5, None])
def test_what_is_no_address_and_no_connection_is_refused(target: object) -> None:
    with pytest.raises(StoreError) as caught:
        open_graph(target)
    readable(caught.value)


# A server


@pytest.fixture(scope="module")
def guarded() -> Iterator[LocalNeo4j]:
    """A server of our own, with a password, that tests may freeze and kill."""
    server = LocalNeo4j(password=PASSWORD)
    try:
        with server:
            yield server
    except Unavailable as error:
        no_neo4j(error)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seconds that a store waits for a server, made short."""
    for name, seconds in (("CONNECT", 1.0), ("RETRY", 1.0), ("WRITE", 3.0), ("GRACE", 0.5)):
        monkeypatch.setattr(server_side, f"{name}_SECONDS", seconds)


@pytest.mark.neo4j
def test_a_wrong_password_is_refused_and_never_shown(guarded: LocalNeo4j) -> None:
    for secret in ("a wrong one", None):
        with pytest.raises(AccessDenied) as caught:
            open_graph(guarded.url, user="neo4j" if secret else None, password=secret)
        readable(caught.value)
        assert "a wrong one" not in f"{caught.value}{caught.value!r}{caught.value.render('zh')}"
    with open_graph(guarded.url, user="neo4j", password=PASSWORD) as store:
        assert count(store) == 0


@pytest.mark.neo4j
def test_user_and_password_are_taken_from_the_environment(
    guarded: LocalNeo4j, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_USER", "neo4j")
    monkeypatch.setenv("POWERGRAPH_PASSWORD", PASSWORD)
    with open_graph(guarded.url) as store:
        assert store.engine.startswith("Neo4j 5")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_database_that_is_not_there_is_said_to_be_missing(scheme: str, neo4j_url: str) -> None:
    with pytest.raises(Unreachable) as caught:
        open_graph(neo4j_url.replace("bolt", scheme), database="nowhere")
    assert "nowhere" in caught.value.render("zh")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_server_there_is_said_with_its_address(scheme: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        address = f"{scheme}://127.0.0.1:{taken.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(Unreachable) as caught:
            open_graph(address)
    assert time.monotonic() - began < 8
    assert address in caught.value.render("zh")


@pytest.mark.usefixtures("impatient")
def test_a_socket_that_never_answers_is_given_up_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(Unreachable):
            open_graph(f"bolt://127.0.0.1:{silent.getsockname()[1]}")
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("address", ["bolt://localhost:7687?a=1", "bolt+s://"])
def test_an_address_that_cannot_be_used_is_a_store_error(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_graph(address)
    readable(caught.value)


def process(server: LocalNeo4j) -> int:
    assert server._process
    return server._process.pid


@pytest.mark.neo4j
@pytest.mark.skipif(os.name == "nt", reason="Windows cannot freeze a process by a signal")
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("work", ["read", "write", "stream"])
def test_a_server_frozen_in_mid_query_is_given_up_in_time_and_used_again(
    work: str, guarded: LocalNeo4j
) -> None:
    with open_graph(guarded.url, user="neo4j", password=PASSWORD) as store:
        store.write([WIPE])
        rows = store.stream("UNWIND range(1, 1000000) AS i RETURN i AS i")
        if work == "stream":
            next(rows)
        works: dict[str, Callable[[], object]] = {
            "read": lambda: store.read(COUNT, timeout=0.5),
            "write": lambda: store.write([ONE]),
            "stream": lambda: list(rows),
        }
        os.kill(process(guarded), signal.SIGSTOP)
        began = time.monotonic()
        try:
            with pytest.raises(Unreachable) as caught:
                works[work]()
            readable(caught.value)
            assert time.monotonic() - began < 10
        finally:
            os.kill(process(guarded), signal.SIGCONT)
        with open_graph(guarded.url, user="neo4j", password=PASSWORD) as again:
            assert again.read("RETURN 1 AS one") == [{"one": 1}]
            again.write([WIPE])


@pytest.mark.neo4j
def test_a_driver_handed_in_is_used_and_left_open(neo4j_url: str) -> None:
    with neo4j.GraphDatabase.driver(neo4j_url) as driver:
        with open_graph(driver) as store:
            assert store.read("RETURN 1 AS one") == [{"one": 1}]
        driver.verify_connectivity()
        with driver.session() as session, pytest.raises(StoreError):
            open_graph(session)


@pytest.mark.neo4j
def test_a_py2neo_graph_handed_in_is_loaded_into_and_read(neo4j_url: str, tmp_path: Path) -> None:
    py2neo = pytest.importorskip("py2neo")
    folder = csv_folder(tmp_path / "tables", SMALL)
    with py2neo_graph(neo4j_url) as graph:
        graph.run("MATCH (n) DETACH DELETE n")
        with open_graph(graph) as store:
            assert isinstance(store, Py2neoStore)
            first = load_paths(store, folder)
            assert load_paths(store, folder).import_id is None
        held = "MATCH (:Official {uid: 'O1'})-[h:HOLDS]->() RETURN h.valid_from AS day"
        assert graph.run(held).data()[0]["day"].to_native() == date(2024, 1, 1)
    with EmbeddedStore(tmp_path / "graph.db", "write") as embedded:
        assert load_paths(embedded, folder).fingerprint == first.fingerprint
    with pytest.raises(StoreError):
        open_graph(py2neo.Node("Post"))
