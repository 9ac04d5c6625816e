"""The page of data quality: slips down to the row of the table, and what is lacking to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dashboard import checking
from graph.schema import SCHEMA
from graph.store import Store, open_graph
from graph.text import say
from queries import library
from queries.lint import lint_text
from queries.views import quality
from tests.pages import page, said
from tests.test_dashboard_graphs import RICH, build, build_guangan

WRONG = "11511301008778183X"  # the check digit of 11511301008778183N is N


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The rich graph with a wrong code in its first department; the list without roles."""
    folder = tmp_path_factory.mktemp("quality")
    first, *others = RICH["departments"]
    tables: dict[str, list[dict[str, Any]]] = RICH | {
        "departments": [first | {"uscc": WRONG}, *others]
    }
    return {
        "wrong": build(folder / "wrong.db", tables),
        "guangan": build_guangan(folder / "guangan.db"),
    }


pytestmark = pytest.mark.usefixtures("fresh_pages")


@pytest.fixture
def store(graphs: Mapping[str, Path]) -> Iterator[Store]:
    """The list without roles."""
    with open_graph(graphs["guangan"]) as opened:
        yield opened


def test_a_slip_is_shown_with_file_sheet_and_row(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["wrong"], "quality")
    assert not app.exception
    table = app.dataframe[0].value
    [row] = table[table["检查项目"].str.startswith("DQ-001")].to_dict("records")
    assert row["所在的表"] == "部门单位 departments"
    assert (row["文件"], row["工作表"], row["行"]) == ("wrong.json", "departments", "1")
    assert "某县住房和城乡建设局" in row["问题"]


def test_slips_are_cut_to_a_table_that_stands_in_the_address(graphs: Mapping[str, Path]) -> None:
    app = page(graphs["wrong"], "quality", table="departments")
    assert set(app.dataframe[0].value["所在的表"]) == {"部门单位 departments"}
    assert app.query_params["table"] == "departments"


def test_both_parts_of_a_large_graph_come_from_a_child(
    graphs: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = said(page(graphs["wrong"], "quality"))
    monkeypatch.setattr(checking, "LARGE", 0)
    waited = page(graphs["wrong"], "quality")
    assert not waited.exception
    for _ in range(600):
        if "DQ-001" in said(waited) and "DQ-001" in str(waited.dataframe):
            break
        waited.run()
    assert said(waited) == expected


def test_a_rule_lacks_the_tables_of_what_it_needs(store: Store) -> None:
    counts = quality.held(store)
    silent = list(library.rules())
    for one in quality.lacking(silent, counts):
        for name in one.tables:
            table = next(t for t in SCHEMA.tables if t.name == name)
            held = table.rel.name if hasattr(table, "rel") else table.label.name
            assert held in one.query.needs
            assert counts[held] == 0


def test_an_empty_table_unlocks_the_rules_that_lack_nothing_else(store: Store) -> None:
    why = quality.lacking(library.rules(), quality.held(store))
    found = quality.unlocked(why)
    for one in found:
        alone = {w.query.id for w in why if set(w.tables) == {one.table}}
        among = {w.query.id for w in why if one.table in w.tables and len(w.tables) > 1}
        assert {q.id for q in one.alone} == alone
        assert {q.id for q in one.among} == among
    assert {u.table for u in found} == {name for w in why for name in w.tables}


def test_the_list_without_roles_says_what_roles_would_bring(graphs: Mapping[str, Path]) -> None:
    text = said(page(graphs["guangan"], "quality"))
    assert "权力角色 roles" in text
    assert "SOD-001" in text
    assert say("dashboard.quality.lacking_says", "zh") in text


@pytest.mark.parametrize("name", quality.statements())
def test_its_cypher_is_portable(name: str) -> None:
    assert lint_text(quality.statements()[name]) == []
