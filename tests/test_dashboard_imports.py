"""The import page: what is uploaded is examined, corrected, confirmed, written by one writer, and
taken back; on both engines, by somebody who may and by somebody who may not."""

from __future__ import annotations

import html
import re
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import access, connection, writer, writing
from dashboard.access import Viewer
from dashboard.tasks import Found, Place
from graph.embedded import EmbeddedStore
from graph.errors import GraphBusy
from graph.store import Store, open_graph
from graph.text import say
from powergraph.ledger import Ledger, ledger_path, verify
from tests.engines import ENGINES, WIPE, engine_param
from tests.loading import SMALL, csv_folder, load_paths
from tests.pages import plain, said
from tests.sheet_files import book
from tests.test_dashboard_graphs import HOSTILE, ROOT

APP = ROOT / "dashboard" / "app.py"
WHO = "赵导入"
MOBILE = "13912345678"
GOOD = [
    ("事项名称", "权力类型", "行使主体"),
    ("会计代理记账许可", "行政许可", "财政局"),
    ("政府采购投诉处理", "行政裁决", "财政局"),
]
BAD = [("uid", "name", "kind"), ("D1", "财政局", "天气"), ("D2", "", "DISTRICT_DEPT")]


@pytest.fixture(params=[engine_param(e) for e in ENGINES])
def target(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An empty graph on each engine, and somebody who may import into it."""
    if request.param == "neo4j":
        url: str = request.getfixturevalue("neo4j_url")
        with open_graph(url, mode="write") as store:
            store.write([WIPE])
        where = url
    else:
        where = str(tmp_path / "g.db")
        with open_graph(where, mode="write") as store:
            store.save()
    monkeypatch.setenv("POWERGRAPH_GRAPH", where)
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("POWERGRAPH_WHO", WHO)
    opened: list[Store] = []

    def opening(*args: Any, **given: Any) -> Store:
        opened.append(open_graph(*args, **given))
        return opened[-1]

    monkeypatch.setattr(connection, "open_graph", opening)
    st.cache_resource.clear()
    yield where
    st.cache_resource.clear()
    for store in opened:
        store.close()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.glob("powergraph-import-*")) == []


def page() -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params["page"] = "imports"
    return app.run()


def upload(app: AppTest, *files: Path, names: dict[Path, str] | None = None) -> AppTest:
    """Choose files, and have them examined."""
    named = [((names or {}).get(f, f.name), f.read_bytes(), "") for f in files]
    app.file_uploader[0].set_value(named).run()
    return app.button(key="imports_examine").click().run()


def problems(app: AppTest) -> list[list[str]]:
    """The cells of the table of problems."""
    head = plain(say("dashboard.imports.problem.expected", "zh"))
    [table] = [b for e in app.get("html") if head in (b := str(e.proto.body)) and "<table" in b]
    rows = re.findall("<tr>(.*?)</tr>", table)[1:]
    return [[html.unescape(c) for c in re.findall("<td[^>]*>(.*?)</td>", row)] for row in rows]


def count(target: str) -> int:
    with open_graph(target) as store:
        nodes: int = store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
    return nodes


def units(tmp_path: Path) -> list[Path]:
    return sorted(csv_folder(tmp_path / "units", SMALL).iterdir())


def test_what_is_uploaded_is_shown_first_and_written_when_confirmed(
    target: str, tmp_path: Path
) -> None:
    app = upload(page(), *units(tmp_path))
    assert not app.exception
    assert say("dashboard.imports.would", "zh") in said(app)
    assert count(target) == 0
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    assert "已导入，导入编号" in said(app)
    with open_graph(target) as store:
        names = store.read("MATCH (o:Official) RETURN o.name AS name ORDER BY name")
    assert [row["name"] for row in names] == ["张三", "李四"]
    with Ledger(tmp_path / "ledger.db") as ledger:
        [event] = ledger.history()
        assert not verify(ledger).problems
    assert (event.action, event.who) == ("import", WHO)
    assert event.after["files"] == [path.name for path in units(tmp_path)]
    assert event.after["created"] > 0


def test_every_problem_is_named_where_it_is_and_nothing_is_written(
    target: str, tmp_path: Path
) -> None:
    path = book(tmp_path / "坏.xlsx", departments=BAD)
    app = upload(page(), path)
    assert not app.exception
    assert "发现 2 处问题" in said(app).replace("\\", "")
    first, second = problems(app)
    assert first[1:4] == ["坏.xlsx", "departments", "2"]
    assert second[1:4] == ["坏.xlsx", "departments", "3"]
    assert "天气" in first[5]
    assert not any(button.key == "imports_confirm" for button in app.button)
    assert count(target) == 0


def test_an_archive_is_examined_file_by_file_and_imported(target: str, tmp_path: Path) -> None:
    good, bad = (tmp_path / name for name in ("报送.zip", "坏.zip"))
    for path, kind in ((good, SMALL["departments"][1][2]), (bad, "天气")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("甲局/departments.csv", f"uid,name,kind\nD1,财政局,{kind}\n")
            archive.writestr("说明.docx", b"words")
    app = upload(page(), bad)
    assert not app.exception
    wrong = next(row for row in problems(app) if "天气" in row[5])
    assert wrong[1:4] == ["departments.csv", "", "2"]
    assert count(target) == 0
    app = upload(page(), good)
    assert any(row[1] == "说明.docx" for row in problems(app))
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    with open_graph(target) as store:
        assert [r["n"] for r in store.read("MATCH (d:Department) RETURN d.name AS n")] == ["财政局"]
    assert list((tmp_path / "temporary").glob("powergraph-unpacked-*")) == []


def test_what_is_right_is_loaded_in_part_and_the_rest_given_back(
    target: str, tmp_path: Path
) -> None:
    rows = [*SMALL["departments"], ("D2", "教育局", "天气")]
    app = page()
    app.radio[0].set_value("partial")
    app = upload(app, book(tmp_path / "单位.xlsx", departments=rows))
    assert "有 1 行不载入" in said(app).replace("\\", "")
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    assert "单位-未载入.xlsx" in said(app)
    assert any("rejected_0" in str(button.key) for button in app.get("download_button"))
    with open_graph(target) as store:
        assert [r["n"] for r in store.read("MATCH (d:Department) RETURN d.name AS n")] == ["财政局"]


def test_a_stranger_s_file_names_and_cells_stay_text(target: str, tmp_path: Path) -> None:
    kind = SMALL["departments"][1][2]
    path = book(tmp_path / "x.xlsx", departments=[BAD[0], ("D1", HOSTILE, kind)])
    app = upload(page(), path, names={path: "../../<img src=x>/..\\清 单|1.xlsx"})
    assert not app.exception
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    for element in app.get("html"):
        assert "<img" not in str(element.proto.body)
    with open_graph(target) as store:
        [row] = store.read("MATCH (s:Source) RETURN s.file AS file")
        [unit] = store.read("MATCH (d:Department) RETURN d.name AS name")
    assert row["file"] == "清 单_1.xlsx"
    assert unit["name"] == HOSTILE


def test_a_number_that_names_a_person_stops_it_and_is_nowhere_shown(
    target: str, tmp_path: Path
) -> None:
    rows = [*GOOD, (f"许可 {MOBILE}", "行政许可", "财政局")]
    app = upload(page(), book(tmp_path / "清单.xlsx", 财政局=rows))
    assert not app.exception
    [problem] = problems(app)
    assert "手机号" in problem[6]
    assert MOBILE not in said(app)
    assert count(target) == 0


def test_a_file_that_is_no_workbook_is_said_in_words(target: str, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    app = upload(page(), broken)
    assert not app.exception
    assert [problem[1] for problem in problems(app)] == ["坏.xlsx"]
    assert count(target) == 0


def test_two_files_of_one_name_are_told_apart_by_renaming(target: str, tmp_path: Path) -> None:
    first, *others = units(tmp_path)
    app = upload(page(), first, others[0], names={others[0]: first.name})
    assert not app.exception
    assert count(target) == 0
    assert len(problems(app)) == 1


def test_titles_in_doubt_are_asked_about_and_read_as_corrected(target: str, tmp_path: Path) -> None:
    unsure = [("事项名称", "权力类型", "行使主体", "天气"), (*GOOD[1], "晴")]
    app = upload(page(), *units(tmp_path), book(tmp_path / "清单.xlsx", 财政局=unsure))
    assert "需要您确认" in said(app)
    assert "天气" in [problem[4] for problem in problems(app)]
    again = next(b for b in app.button if b.key and b.key.startswith("imports_again"))
    app = again.click().run()
    assert not app.exception
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    with open_graph(target) as store:
        [power] = store.read("MATCH (w:Power) RETURN w.name AS name")
    assert power["name"] == GOOD[1][0]


def test_a_table_can_be_left_out(target: str, tmp_path: Path) -> None:
    app = upload(page(), *units(tmp_path), book(tmp_path / "清单.xlsx", 财政局=GOOD))
    form = next(s for s in app.selectbox if s.key and s.key.startswith("imports_form_"))
    assert form.value == "power_list"
    form.set_value("").run()
    again = next(b for b in app.button if b.key and b.key.startswith("imports_again"))
    app = again.click().run()
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    with open_graph(target) as store:
        assert store.read("MATCH (w:Power) RETURN w.name AS name") == []
        assert len(store.read("MATCH (o:Official) RETURN o.uid AS uid")) == 2


def test_what_was_changed_since_it_was_examined_is_examined_again(
    target: str, tmp_path: Path
) -> None:
    app = upload(page(), *units(tmp_path))
    app.text_input[0].set_value("另一来源").run()
    assert "重新检查" in said(app)
    assert not any(button.key == "imports_confirm" for button in app.button)


def test_a_newer_state_that_lacks_much_asks_for_a_word(target: str, tmp_path: Path) -> None:
    rows = [("uid", "name", "kind"), *((f"D{n}", f"{n}局", "DISTRICT_DEPT") for n in range(1, 10))]
    with open_graph(target, mode="write") as store:
        load_paths(store, book(tmp_path / "单位.xlsx", departments=rows), source="单位")
    app = page()
    app.radio[0].set_value("snapshot")
    app.text_input[0].set_value("单位")
    app.date_input(key="imports_as_of_0").set_value(datetime(2026, 7, 31).date())
    app = upload(app, book(tmp_path / "新.xlsx", departments=rows[:3]))
    assert not any(button.key == "imports_confirm" for button in app.button)
    app.multiselect[0].set_value(["departments"]).run()
    app.button(key="imports_examine").click().run()
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    with open_graph(target) as store:
        gone = store.read(
            "MATCH (d:Department) WHERE d.valid_to IS NOT NULL RETURN d.uid AS uid ORDER BY uid"
        )
    assert [row["uid"] for row in gone] == [f"D{n}" for n in range(3, 10)]


def test_the_newest_import_is_taken_back_and_both_are_on_record(
    target: str, tmp_path: Path
) -> None:
    app = upload(page(), *units(tmp_path))
    app.button(key="imports_confirm").click().run()
    assert count(target) > 0
    app.button(key="imports_next").click().run()
    sure = app.checkbox[0]
    assert sure.key
    assert app.button(key="imports_undo").disabled
    sure.check().run()
    app.button(key="imports_undo").click().run()
    assert not app.exception
    assert "已撤回导入" in said(app)
    assert say("dashboard.imports.past_none", "zh") in said(app)
    with open_graph(target) as store:
        assert store.read("MATCH (o:Official) RETURN o.uid AS uid") == []
    with Ledger(tmp_path / "ledger.db") as ledger:
        assert [(e.action, e.who) for e in ledger.history()] == [("import", WHO), ("undo", WHO)]


READER = Viewer("读者", frozenset())
VERIFIER = Viewer("核实人", frozenset({"verify"}))
ONE_UNIT = Viewer("一个单位", frozenset({"verify", "load"}), unit="D1")


@pytest.mark.parametrize("viewer", [READER, VERIFIER, ONE_UNIT], ids=lambda v: v.name)
def test_who_may_not_load_sees_no_form_and_writes_nothing(
    viewer: Viewer, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "viewer", lambda: viewer)
    app = page()
    assert not app.exception
    assert not app.file_uploader
    before = count(target)

    def attempt() -> None:
        # What a page would do that shows the form nevertheless.
        import streamlit as st

        from dashboard import connection, shell, writing
        from dashboard.access import Viewer
        from dashboard.writing import Upload
        from graph.errors import NotAllowed
        from powergraph.importing import Order

        graph = connection.graph()
        given = st.session_state["viewer"]
        frame = shell.Frame("imports", "zh", graph, Viewer(*given), graph.as_of, None, {}, {}, {})
        upload = Upload((("units.csv", b"uid,name\n"),), Order(()))
        for act in (
            lambda: writing.load(frame, upload),
            lambda: writing.examine(frame, upload),
            lambda: writing.undo(frame, "x"),
            lambda: writing.found(frame.viewer, graph.target, "zh"),
        ):
            try:
                act()
            except NotAllowed as error:
                st.error(error.render("zh"))

    trial = AppTest.from_function(attempt)
    trial.session_state["viewer"] = (viewer.name, viewer.rights, viewer.unit)
    trial.run()
    assert not trial.exception
    assert len(trial.error) == 4
    assert count(target) == before


def test_a_second_writer_is_told_who_is_at_work(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(page(), *units(tmp_path))
    held = threading.Event()
    monkeypatch.setattr(writer.Job, "_run", lambda job: held.wait(60))
    first = writer.write(Found(writing.place(target)), "导入数据", "钱先来")
    try:
        with pytest.raises(GraphBusy, match="钱先来"):
            writer.write(Found(writing.place(target)), "撤回导入", "孙后到")
        app.button(key="imports_confirm").click().run()
        assert not app.exception
        assert "钱先来 正在导入数据" in said(app).replace("\\", "")
        assert count(target) == 0
    finally:
        held.set()
        first.finished.wait()
    assert writer.under_way(target) is None


def test_another_program_that_writes_is_told_of_and_nothing_is_half_written(tmp_path: Path) -> None:
    where = tmp_path / "g.db"
    with open_graph(where, mode="write") as store:
        store.save()
    before = where.read_bytes()
    place = Place(str(where), None, ledger_path(str(where)))
    with closing(EmbeddedStore(where, "write")):
        job = writer.write(Found(place), "导入数据", WHO)
        job.finished.wait()
        with pytest.raises(GraphBusy):
            job.value()
    assert where.read_bytes() == before


def test_a_writer_that_dies_leaves_the_graph_as_it_was(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = upload(page(), *units(tmp_path))
    monkeypatch.setattr(writer, "_LONGEST", 0.05)
    app.button(key="imports_confirm").click().run()
    assert not app.exception
    assert "写入程序中途退出" in said(app)
    assert count(target) == 0
    assert writer.under_way(target) is None


def test_a_graph_is_made_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "new.db"
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(where))
    st.cache_resource.clear()
    app = page()
    assert app.error
    app.button(key="pg_found").click().run()
    assert not app.exception
    assert where.is_file()
    assert app.file_uploader
