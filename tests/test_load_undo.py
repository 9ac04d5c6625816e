"""`powergraph load --undo`: the newest import is taken back exactly, an older one is refused. Two
programs that load into one server do not take each other's work back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph import journal, pulse
from graph.embedded import EmbeddedStore
from graph.errors import GraphBusy
from graph.meta import read_meta
from graph.neo4j_store import Neo4jStore
from graph.undo import take_back
from powergraph.cli import run
from powergraph.ledger import Ledger, ledger_path
from tests.engines import WIPE, neo4j_store  # noqa: F401
from tests.loading import NOON, SMALL, csv_folder, dump, load_paths

FILES = [journal.FileRecord("a.csv", "1" * 64, "a.csv")]
OTHERS = [journal.FileRecord("b.csv", "2" * 64, "b.csv")]


def content(graph: str) -> object:
    with EmbeddedStore(Path(graph)) as store:
        return dump(store)


def test_imports_are_listed_and_taken_back_newest_first_till_the_graph_is_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = str(tmp_path / "g.db")
    base = ["--graph", graph, "--lang", "zh"]
    sheets = {n: rows for n, rows in SMALL.items() if n != "appointments"}
    contents = []
    for number, some in enumerate((sheets, SMALL, {"posts": SMALL["posts"][:3]}), start=1):
        folder = csv_folder(tmp_path / str(number), some)
        day = f"2026-0{number}-28"
        options = ["--snapshot", "--snapshot-date", day] if number == 3 else []
        assert run(["load", str(folder), *options, *base]) == 0
        contents.append(content(graph))
    capsys.readouterr()
    assert run(["load", "--undo", "list", *base]) == 0
    lines = capsys.readouterr().out.splitlines()
    ids = [line.split()[0] for line in lines]
    assert [("posts.csv" in lines[0]), len(lines)] == [True, 3]
    assert "2026-03-28" in lines[0]
    assert run(["load", "--undo", ids[2], *base]) == 1
    refused = capsys.readouterr().err
    assert ids[0] in refused
    assert ids[1] in refused
    assert content(graph) == contents[2]
    assert run(["load", "--undo", ids[0], *base]) == 0
    assert content(graph) == contents[1]
    assert run(["load", "--undo", "last", *base]) == 0
    assert content(graph) == contents[0]
    assert run(["load", "--undo", "last", *base]) == 0
    assert content(graph) == {}
    assert run(["load", "--undo", "last", *base]) == 1
    assert run(["load", "--undo", "list", *base]) == 0
    assert "尚无导入" in capsys.readouterr().out


def test_undo_goes_with_no_sources_and_no_options_of_loading(tmp_path: Path) -> None:
    base = ["--graph", str(tmp_path / "g.db")]
    assert run(["load", "--undo", "last", str(tmp_path), *base]) == 2
    assert run(["load", "--undo", "last", "--dry-run", *base]) == 2
    assert run(["load", *base]) == 2
    assert run(["load", str(tmp_path), "--confirm-gone", "nonsense", *base]) == 2


def test_a_dry_run_tells_what_the_load_then_does_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = str(tmp_path / "g.db")
    load_folder = ["load", str(csv_folder(tmp_path / "1", SMALL)), "--lang", "zh"]
    assert run([*load_folder, "--graph", graph]) == 0
    before = Path(graph).read_bytes()
    header, first, _, third = SMALL["posts"]
    rows = [header, (first[0], "主任", *first[2:]), third]
    newer = csv_folder(tmp_path / "2", {"posts": rows})
    with EmbeddedStore(Path(graph)) as store:
        dry = load_paths(store, newer, snapshot=True, dry_run=True, as_of=date(2026, 9, 30))
    assert Path(graph).read_bytes() == before
    capsys.readouterr()
    options = ["--snapshot", "--dry-run", "--snapshot-date", "2026-09-30"]
    assert run(["load", str(newer), *options, "--graph", graph, "--lang", "zh"]) == 0
    said = capsys.readouterr().err
    assert "岗位 局长 · 岗位名称：局长 → 主任" in said
    assert "岗位 副局长：自 2026-09-30 起不再有效" in said
    assert "没有写入" in said
    assert Path(graph).read_bytes() == before
    with EmbeddedStore(Path(graph), "write") as store:
        done = load_paths(store, newer, snapshot=True, as_of=date(2026, 9, 30))
        assert (dry.tallies, dry.tables) == (done.tallies, done.tables)
        # The names of both ends are those of the moment.
        assert [(s.subject.uid, *s[1:]) for s in dry.changes] == [
            (s.subject.uid, *s[1:]) for s in done.changes
        ]


@pytest.fixture
def server(neo4j_store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> Neo4jStore:  # noqa: F811
    monkeypatch.setattr(pulse, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(pulse, "LISTEN_SECONDS", 2.0)
    neo4j_store.write([WIPE])
    return neo4j_store


@pytest.mark.parametrize("files", [FILES, OTHERS], ids=["the same files", "other files"])
def test_an_import_at_work_on_a_server_is_left_alone(
    server: Neo4jStore, files: list[journal.FileRecord]
) -> None:
    ticket = journal.begin(server, FILES, NOON)
    with pulse.beating(server, ticket.import_id), pytest.raises(GraphBusy) as caught:
        journal.begin(server, files, NOON)
    assert "另一个程序正在" in caught.value.render("zh")
    meta = read_meta(server)
    assert meta is not None
    assert meta.open_import == ticket.import_id
    # Its program has ended: now it was cut off.
    after = journal.begin(server, files, NOON)
    assert after.resumed is (files is FILES)
    take_back(server, after.import_id)
    assert dump(server) == {}


def test_of_two_that_begin_at_one_moment_one_goes_on(
    server: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second looks before the first has marked its import, and writes after."""
    real = read_meta
    before = [real(server)]

    def stale(store: Neo4jStore) -> object:
        return before.pop() if before else real(store)

    journal.begin(server, FILES, NOON)
    monkeypatch.setattr(journal, "undo_cut_off", lambda *_: None)
    monkeypatch.setattr(journal, "read_meta", stale)
    with pytest.raises(GraphBusy):
        journal.begin(server, OTHERS, NOON)
    rows = server.read("MATCH (s:Source) RETURN s.file AS file")
    assert [row["file"] for row in rows] == ["a.csv"]


def test_what_the_command_line_loads_and_takes_back_is_written_down_where_there_is_a_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERGRAPH_WHO", "李操作")
    folder, target = csv_folder(tmp_path / "t", SMALL), str(tmp_path / "g.db")
    assert run(["load", str(folder), "--graph", target, "--quiet"]) == 0
    assert not ledger_path(target).exists()
    assert run(["load", "--undo", "last", "--graph", target, "--quiet"]) == 0
    with Ledger(ledger_path(target), "write"):
        pass
    assert run(["load", str(folder), "--graph", target, "--quiet"]) == 0
    assert run(["load", "--undo", "last", "--graph", target, "--quiet"]) == 0
    with Ledger(ledger_path(target)) as ledger:
        assert [(e.action, e.who) for e in ledger.history()] == [
            ("import", "李操作"),
            ("undo", "李操作"),
        ]
