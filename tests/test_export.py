"""An export as a whole: all or nothing, nothing replaced unasked, and no person's number in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import EmbeddedStore
from graph.errors import OutputError
from graph.store import Statement, Store
from graph.text import LANGUAGES
from powergraph.cli import BAD_INPUT, WRONG_USE, run
from powergraph.exports.formats import FORMATS, export
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import SMALL, csv_folder, load_paths

MOBILE = "13912345678"
IDENTITY = "11010519491231002X"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A saved graph of one unit."""
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "in", SMALL), notice="合成数据")
    return tmp_path / "g.db"


def files(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir())} if folder.is_dir() else {}


def leftovers(folder: Path) -> list[Path]:
    return [f for f in folder.iterdir() if f.name.startswith(".")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_written_and_told(
    lang: str, graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = [w for name in FORMATS for w in ("--format", name)]
    assert run(["export", str(out), *words, "--graph", str(graph), "--lang", lang]) == 0
    tables = {"posts", "officials", "departments", "appointments"}
    if lang == "zh":
        tables = {"岗位", "人员", "部门单位", "任职"}
    about = {"zh": "说明.txt", "en": "about.txt"}[lang]
    expected = {f"{t}.csv" for t in tables} | {f"powergraph.{x}" for x in ENDINGS} | {about}
    assert files(out).keys() == expected
    told = (out / about).read_text(encoding="utf-8-sig")
    assert "合成数据" in told
    shown = capsys.readouterr()
    assert shown.out == ""
    for line in told.strip().split("\n")[4:]:
        assert line in shown.err
    assert not leftovers(tmp_path)


ENDINGS = ("xlsx", "graphml", "gexf", "ftm.json", "cypher")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_files(name: str, graph: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        with EmbeddedStore(graph) as store:
            export(store, tmp_path / folder, [name])
    if name == "xlsx":  # it holds the time at which it was made
        return
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_what_is_there_is_not_replaced_unasked(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "posts.csv").write_text("mine")
    (out / "notes.csv").write_text("mine too")
    before = files(out)
    assert run(["export", str(out), "--graph", str(graph)]) == BAD_INPUT
    assert "--force" in capsys.readouterr().err
    assert files(out) == before
    assert run(["export", str(out), "--graph", str(graph), "--force"]) == 0
    # posts.csv would be loaded beside 岗位.csv; what is no table of ours stays.
    assert "posts.csv" not in files(out)
    assert files(out)["notes.csv"] == b"mine too"
    assert not leftovers(tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_fails_leaves_the_folder_as_it_was(
    name: str, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with EmbeddedStore(graph) as store:
        export(store, out, [name])
        before = files(out)
        stream = store.stream

        def cut_off(cypher: str, params: Any = None) -> Iterator[dict[str, Any]]:
            if ":HOLDS" in cypher:
                raise OSError("the disk is full")
            yield from stream(cypher, params)

        monkeypatch.setattr(store, "stream", cut_off)
        with pytest.raises(OutputError):
            export(store, out, [name], force=True)
        with pytest.raises(OutputError):
            export(store, tmp_path / "new", [name])
    assert files(out) == before
    assert not (tmp_path / "new").exists()
    assert not leftovers(tmp_path)


def test_a_file_that_cannot_be_put_in_its_place_takes_no_other_away(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with EmbeddedStore(graph) as store:
        export(store, out)
        before = files(out)
        rename = Path.rename

        def refused(self: Path, target: Path) -> Path:
            if self.name == "岗位.csv" and target.parent == out and ".old" not in self.parts:
                raise PermissionError("open in Excel")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refused)
        with pytest.raises(OutputError):
            export(store, out, force=True)
    assert files(out) == before
    assert not leftovers(tmp_path)


PLACES = (
    ("Official", "O1", {"name": f"张三 {MOBILE}"}, "Official/O1.name"),
    ("Official", "O1", {"name": f"张三{IDENTITY}"}, "Official/O1.name"),
    ("Official", IDENTITY, {"name": "张三"}, "Official/***.uid"),
    ("Power", "W1", {"name": "许可", "conditions": MOBILE}, "Power/W1.conditions"),
    ("Department", "D1", {"name": "财政局", "uscc": 13912345678}, "Department/D1.uscc"),
    ("Post", "P1", {"name": "局长", "functions": ["REVIEW", MOBILE]}, "Post/P1.functions"),
)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("label", "uid", "props", "place"), PLACES)
def test_a_number_that_names_a_person_stops_an_export_and_is_not_shown(
    name: str, label: str, uid: str, props: dict[str, Any], place: str, tmp_path: Path
) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        _foreign(store, label, uid, props)
        with pytest.raises(OutputError) as caught:
            export(store, tmp_path / "out", [name])
    for language in LANGUAGES:
        shown = caught.value.render(language)
        assert place in shown
        assert MOBILE not in shown
        assert IDENTITY not in shown
    assert not (tmp_path / "out").exists()
    assert not leftovers(tmp_path)


def test_the_same_is_so_of_relationships_on_each_engine(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "in", SMALL))
    text = "MATCH (:Official {uid: 'O1'})-[x:HOLDS]->(:Post) SET x.doc_no = $n, x.uid = 'h1'"
    engine_store.write([Statement(text, {"n": f"任〔2024〕{MOBILE}号"})])
    for name in FORMATS:
        with pytest.raises(OutputError) as caught:
            export(engine_store, tmp_path / name, [name])
        assert "HOLDS/h1.doc_no" in caught.value.render("zh")
        assert MOBILE not in caught.value.render("zh")


def test_an_amount_of_eleven_digits_in_a_made_name_is_no_telephone(tmp_path: Path) -> None:
    head = ("uid", "department", "amount", "paid_on")
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        for folder, amount in (("first", MOBILE), ("then", "2")):
            payments = [head, ("Z1", "D1", amount, "2026-01-01")]
            sheets = {"departments": SMALL["departments"], "payments": payments}
            load_paths(store, csv_folder(tmp_path / folder, sheets))
        for name in FORMATS:
            export(store, tmp_path / name, [name])


def test_an_empty_graph_is_said_to_be_empty(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store, pytest.raises(OutputError):
        export(store, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_labels_of_other_hands_are_counted(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "in", SMALL))
    engine_store.write([Statement("CREATE (:Stranger {uid: 'x', name: 'x'})")])
    said = export(engine_store, tmp_path / "out")
    assert [m.values["count"] for m in said if m.key == "export.loss.foreign"] == [1]


def test_a_script_as_of_a_day_is_wrong_use(graph: Path, tmp_path: Path) -> None:
    words = ["-f", "cypher", "--as-of", "2026-06-30", "--graph", str(graph)]
    assert run(["export", str(tmp_path / "out"), *words]) == WRONG_USE


def _foreign(store: Store, label: str, uid: str, props: dict[str, Any]) -> None:
    text = f"MERGE (x:{label} {{uid: $uid}}) SET x += $props"
    store.write([Statement(text, {"uid": uid, "props": props})])
