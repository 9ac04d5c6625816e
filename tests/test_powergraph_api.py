"""The public API: what `import powergraph` promises."""

from __future__ import annotations

from pathlib import Path

import pytest

import powergraph

TABLES = {
    "departments": "uid,name,kind\nD1,甲局,DISTRICT_DEPT\n",
    "powers": "uid,name,power_type,department\nW1,许可,01,D1\nW2,处罚,02,D1\n",
    "legal_bases": "uid,name,kind\nL1,某法,LAW\n",
    "authorizations": "power,basis\nW1,L1\n",
}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_everything_promised_is_there_and_nothing_else() -> None:
    assert set(powergraph.__all__) <= set(dir(powergraph))
    assert all(getattr(powergraph, name).__doc__ for name in powergraph.__all__)


def test_a_store_handed_in_stays_open_between_calls(tables: Path, tmp_path: Path) -> None:
    with powergraph.open_graph(tmp_path / "x.db", mode="write") as graph:
        first = powergraph.load(graph, [tables])
        again = powergraph.load(graph, [tables])
        result = powergraph.check(graph, ["LEG-001"])
    assert first.total.created == 7  # D1, W1, W2, L1, two EXERCISED_BY, one AUTHORIZED_BY
    assert (again.total.created, again.total.changed) == (0, 0)
    assert [f.subject for f in result.findings] == ["W2"]


def test_a_path_is_opened_and_closed_by_each_call(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    powergraph.load(str(path), [tables])
    assert powergraph.check(path, ["leg"]).run("LEG-001").population == 2


def test_queries_come_by_id_in_both_languages() -> None:
    ids = [q.id for q in powergraph.queries()]
    assert ids == sorted(ids)
    assert "SOD-001" in ids
    assert all(q.title.zh and q.title.en for q in powergraph.queries())


def test_problems_are_data_and_nothing_is_written(tables: Path, tmp_path: Path) -> None:
    (tables / "powers.csv").write_text(
        "uid,name,power_type,department\nW1,许可,99,D9\n", encoding="utf-8"
    )
    with pytest.raises(powergraph.SourceError) as caught:
        powergraph.load(str(tmp_path / "x.db"), [tables])
    assert ("powers.csv", 2) in {(p.file, p.row) for p in caught.value.problems}
    assert not (tmp_path / "x.db").exists()


def test_a_report_is_a_document_about_the_unit_that_was_named(tmp_path: Path) -> None:
    graph = tmp_path / "g.db"
    table = tmp_path / "departments.csv"
    table.write_text("uid,name,kind\nD1,财政局,DISTRICT_DEPT\n", encoding="utf-8")
    powergraph.load(str(graph), [table])
    document = powergraph.report(str(graph), "财政局")
    assert document.title.startswith("财政局")
    assert [section.number for section in document.sections[1:16]] == [
        str(number) for number in range(1, 16)
    ]
