"""A click that set out before the browser had heard of the newest address counts; the way back of
the browser still leads back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.test_dashboard_graphs import RICH, ROOT, build

APP = ROOT / "dashboard" / "app.py"
ASKED = {"page": "explorer", "node": "Post/D1-P1"}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The map at a node, as somebody finds it who opens its address."""
    monkeypatch.setenv("POWERGRAPH_GRAPH", str(build(tmp_path / "rich.db", RICH)))
    for name in ("POWERGRAPH_LANG", "POWERGRAPH_DATABASE"):
        monkeypatch.setenv(name, "")
    st.cache_resource.clear()
    app = AppTest.from_file(str(APP), default_timeout=120)
    show(app, ASKED)
    yield app
    st.cache_resource.clear()


def show(app: AppTest, address: dict[str, str]) -> AppTest:
    """The next run, as asked for by a browser that shows this address."""
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    """What the browser shows once it has heard of it."""
    return {
        name: value if isinstance(value, str) else value[0]
        for name, value in app.query_params.items()
    }


def chosen(app: AppTest) -> str:
    """The node that is told of beside the picture."""
    return str(app.selectbox(key="explorer_chosen").value)


def test_a_node_chosen_before_the_browser_shows_the_address_stays_chosen(app: AppTest) -> None:
    assert address(app) != ASKED
    app.selectbox(key="explorer_chosen").set_value("Official/O1")
    show(app, ASKED)
    assert chosen(app) == "Official/O1"
    assert address(app)["node"] == "Post/D1-P1"


def test_two_quick_steps_are_two_steps(app: AppTest) -> None:
    before = address(app)
    app.segmented_control(key="explorer_depth").set_value(2)
    show(app, before)
    app.multiselect(key="explorer_labels").set_value(["Official", "Post"])
    show(app, before)
    assert app.segmented_control(key="explorer_depth").value == 2
    assert app.multiselect(key="explorer_labels").value == ["Official", "Post"]
    assert address(app)["depth"] == "2"


def test_the_way_back_leads_back(app: AppTest) -> None:
    before = address(app)
    app.segmented_control(key="explorer_depth").set_value(2)
    show(app, before)
    assert address(app)["depth"] == "2"
    show(app, before)
    assert "depth" not in address(app)
    assert app.segmented_control(key="explorer_depth").value == 1


def test_another_address_counts_whatever_was_clicked(app: AppTest) -> None:
    app.selectbox(key="explorer_chosen").set_value("Official/O1")
    show(app, {**address(app), "node": "Power/W2"})
    assert chosen(app) == "Power/W2"
