"""Somebody who sees one unit meets nobody else's officials and powers, whatever they try."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import access, connection, started
from dashboard.access import Viewer
from dashboard.connection import Graph
from dashboard.own_rules import in_force
from dashboard.pages import PAGES
from dashboard.views import checks, scoped
from graph.errors import PowergraphError
from graph.store import open_graph
from loaders.load import load
from powergraph import demo
from queries import library
from queries.params import plain
from queries.runner import run, run_text
from tests.test_dashboard_graphs import ROOT
from tests.two_units import Rows, forbidden, insides, met, read_rows, told

APP = ROOT / "dashboard" / "app.py"
UNIT, OTHER = "T05", "D041"
ONE_UNIT = Viewer("王芳", frozenset({"verify", "names"}), UNIT)
ALL_UNITS = Viewer("李雷", frozenset({"verify", "load", "names"}))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """The demo county with few cases, and its tables."""
    folder = tmp_path_factory.mktemp("county")
    demo.write(demo.build(400), folder / demo.FOLDER)
    with open_graph(folder / "demo.db", mode="write") as store:
        load(store, [demo.DemoReader(folder / demo.FOLDER)], as_of=demo.AS_OF)
        store.save()
    return folder / "demo.db", read_rows(folder / demo.FOLDER)


@pytest.fixture(scope="module")
def secrets(county: tuple[Path, Rows]) -> set[str]:
    """What the viewer of one unit may not meet."""
    return forbidden(county[1], UNIT)


@pytest.fixture(autouse=True)
def _on_the_county(county: tuple[Path, Rows], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(county[0]))
    monkeypatch.delenv("POWERGRAPH_LANG", raising=False)
    monkeypatch.delenv("POWERGRAPH_DATABASE", raising=False)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page as somebody."""

    def open_page(viewer: Viewer, name: str, **params: str) -> AppTest:
        monkeypatch.setattr(access, "viewer", lambda: viewer)
        app = AppTest.from_file(str(APP), default_timeout=180)
        for key, value in {"page": name, **params}.items():
            app.query_params[key] = value
        return app.run()

    return open_page


@pytest.fixture(scope="module")
def seen(county: tuple[Path, Rows]) -> Iterator[Graph]:
    """The graph as the viewer of one unit has it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POWERGRAPH_GRAPH", str(county[0]))
        yield connection.seen_by(connection.graph(), ONE_UNIT, "zh")


def test_what_may_not_be_met_is_there_for_those_who_see_all(
    looks: Callable[..., AppTest], secrets: set[str], county: tuple[Path, Rows]
) -> None:
    """So that the tests below could fail."""
    assert len(secrets) > 5000
    power = next(row["uid"] for row in county[1]["powers"] if row["department"] == OTHER)
    assert power in secrets
    for name, params in (("power", {"uid": power}), ("explorer", {"node": f"Power/{power}"})):
        assert met(told(looks(ALL_UNITS, name, **params)), secrets)
    assert met(told(looks(ALL_UNITS, "findings")), secrets)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_other_units_people_or_powers(
    name: str, looks: Callable[..., AppTest], secrets: set[str]
) -> None:
    for params in ({}, {"unit": OTHER, "as_of": "2025-06-30"}):
        app = looks(ONE_UNIT, name, **params)
        assert not app.exception
        assert met(told(app), secrets) == set()
        if not PAGES[name].bare:
            assert app.selectbox(key="pg_unit").options == ["柳溪镇"]


def test_no_address_leads_to_another_units_node(
    looks: Callable[..., AppTest], secrets: set[str], county: tuple[Path, Rows]
) -> None:
    rows = county[1]
    power = next(row["uid"] for row in rows["powers"] if row["department"] == OTHER)
    post = next(row["uid"] for row in rows["posts"] if row["department"] == OTHER)
    official = next(row["official"] for row in rows["appointments"] if row["post"] == post)
    asked = {power, post, official}
    tried = [("power", {"uid": power}), ("explorer", {"node": f"Department/{OTHER}"})]
    for node in (f"Power/{power}", f"Post/{post}", f"Official/{official}"):
        tried += [("explorer", {"node": node})]
        tried += [("explorer", {"node": f"Department/{UNIT}", "to": node})]
    tried += [("concentration", {"holder": official}), ("cases", {"power": power})]
    for name, params in tried:
        app = looks(ONE_UNIT, name, **params)
        assert not app.exception
        # A page may repeat what the address asked for, to say that it is not there.
        assert met(told(app), secrets) - asked == set(), (name, params)


def test_no_finding_of_another_unit_can_be_opened(
    looks: Callable[..., AppTest], secrets: set[str]
) -> None:
    whole = connection.graph()
    result = connection.ask(whole, checks.run_all, date(2026, 6, 30), in_force(started.target()))
    others = [f for f in result.findings if f.unit != UNIT]
    assert others
    for finding in others[::40]:
        app = looks(ONE_UNIT, "findings", finding=finding.id)
        assert not app.exception
        assert met(told(app), secrets) == set()
        assert finding.message.zh not in told(app)


def test_no_saved_query_answers_about_another_unit(
    seen: Graph, secrets: set[str], county: tuple[Path, Rows]
) -> None:
    rows = county[1]
    power = next(row["uid"] for row in rows["powers"] if row["department"] == OTHER)
    post = next(row["uid"] for row in rows["posts"] if row["department"] == OTHER)
    official = next(row["official"] for row in rows["appointments"] if row["post"] == post)
    for query in library.all_queries():
        for target in (OTHER, power, official, post):
            given: dict[str, Any] = {"as_of": date(2026, 6, 30)}
            given |= {p.name: target for p in query.params if p.type == "text"}
            given |= {p.name: [target] for p in query.params if p.type == "texts"}
            known = {p.name for p in query.params}
            params = {name: value for name, value in given.items() if name in known}
            try:
                result = run(seen.store, query, params)
            except PowergraphError:
                continue  # a value that does not fit its parameter
            text = json.dumps(plain(list(result.rows)), ensure_ascii=False)
            # A rule may repeat the value that it was given.
            assert met(text, secrets) - {target} == set(), query.id
            if target == OTHER and not {"text", "texts"} & {p.type for p in query.params}:
                break


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (o:Official) RETURN o.uid AS uid, o.name AS name ORDER BY uid",
        "MATCH (w:Power) RETURN w.uid AS uid, w.name AS name ORDER BY uid",
        "MATCH (n) RETURN n",
        "MATCH (a)-[r]->(b) RETURN a.name AS a, type(r) AS r, b.name AS b",
        "MATCH (c:Change) RETURN c.about AS about, c.before AS before, c.after AS after",
        "MATCH (n) RETURN collect(n.uid) AS all",
    ],
)
def test_ones_own_cypher_finds_nobody_else(seen: Graph, text: str, secrets: set[str]) -> None:
    result = run_text(seen.store, text, {})
    assert met(str(result.rows), secrets) == set()


def test_no_file_that_is_taken_along_names_anybody_else(
    looks: Callable[..., AppTest], secrets: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, Callable[[], bytes]] = {}

    def keep(label: str, data: Any, *, file_name: str, **rest: Any) -> bool:
        files[f"{rest['key']}:{file_name}"] = data
        return False

    monkeypatch.setattr(st, "download_button", keep)
    for name in PAGES:
        looks(ONE_UNIT, name)
    looks(ONE_UNIT, "explorer", node=f"Department/{UNIT}")
    assert {name.rpartition(".")[2] for name in files} >= {"csv", "xlsx", "svg"}
    for name, make in files.items():
        data = make() if callable(make) else make
        assert met(insides(name, data), secrets) == set(), name


def test_findings_that_touch_other_units_are_counted_and_not_shown(
    looks: Callable[..., AppTest],
) -> None:
    """In the demo county one of T01's findings is about a supplier whom other units pay, too."""
    viewer = Viewer("赵六", frozenset(), "T01")
    app = looks(viewer, "findings")
    assert "另有 1 条本单位的线索涉及其他单位的人员或权力" in told(app)


def test_what_a_check_says_of_other_units_is_cut_away(seen: Graph) -> None:
    whole = connection.graph()
    result = connection.ask(whole, checks.run_all, date(2026, 6, 30), in_force(started.target()))
    extent = scoped.extent(seen.store)
    shown, withheld = scoped.of_unit(result, UNIT, "柳溪镇", extent, None)
    assert shown.units == {UNIT: "柳溪镇"}
    own = [f for f in result.findings if f.unit == UNIT]
    assert len(shown.findings) + len(withheld) == len(own) > 0
    for one in shown.rules:
        assert set(one.examined) | set(one.found) | set(one.units_without_data) <= {UNIT}
        assert one.examined.get(UNIT) == result.run(one.id).examined.get(UNIT)
    assert shown.nodes < result.nodes


def test_a_unit_that_the_graph_does_not_have_is_said(looks: Callable[..., AppTest]) -> None:
    app = looks(Viewer("钱七", frozenset(), "D999"), "overview")
    assert not app.exception
    assert "D999" in app.error[0].value


def test_a_reader_of_all_and_one_of_a_unit_do_not_share_answers(
    looks: Callable[..., AppTest], secrets: set[str]
) -> None:
    st.cache_resource.clear()
    assert met(told(looks(ALL_UNITS, "findings")), secrets)
    assert met(told(looks(ONE_UNIT, "findings")), secrets) == set()
    assert met(told(looks(ALL_UNITS, "findings")), secrets)
