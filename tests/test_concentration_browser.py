"""Concentration and changes in a browser: clicks that lead somewhere, names that do nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Watched, browser, browser_page, dashboard_on  # noqa: F401
from tests.test_dashboard_graphs import HOSTILE, RICH, build

PATIENCE = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the rich graph, where a unit too has a name that would like to run."""
    tables = deepcopy(RICH)
    tables["departments"][2]["name"] = HOSTILE
    graph = build(tmp_path_factory.mktemp("concentration") / "rich.db", tables)
    with dashboard_on(graph) as url:
        yield url


def click_a_cell(page: Page) -> None:
    """Somewhere on the heat map is a cell: the lowest row is tried from the left."""
    canvas = page.locator("canvas").first
    expect(canvas).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    box = canvas.bounding_box()
    assert box
    heading = page.get_by_role("heading", name=re.compile("：1 项"))
    for part in (0.9, 0.75, 0.6, 0.45, 0.3):
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] - 12)
        page.mouse.click(box["x"] + box["width"] * part, box["y"] + box["height"] - 12)
        page.wait_for_timeout(1500)
        if heading.count():
            return
    pytest.fail("no cell answered")


def test_a_cell_that_is_clicked_opens_the_powers_behind_it(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=concentration&view=heat")
    click_a_cell(page)
    expect(page).to_have_url(re.compile("row=D3&column=-"), timeout=PATIENCE)
    assert browser_page.outside(address) == []
    assert browser_page.errors == []


@pytest.mark.parametrize("view", ["rank&subject=department&holder=D3", "peers", "heat"])
def test_no_name_runs_and_nothing_leaves_the_machine(
    address: str,
    browser_page: Watched,  # noqa: F811
    view: str,
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=concentration&view={view}")
    expect(page.get_by_role("heading", name="权力集中类规则的结果")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("CON-008")).to_be_visible(timeout=PATIENCE)
    assert browser_page.outside(address) == []
    assert browser_page.errors == []


def test_a_link_within_a_page_stands_in_the_address_and_is_not_undone_by_the_next_step(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=findings&view=changes&against=2021-01-01")
    number = page.locator("a[href*='change=']").first
    expect(number).to_be_visible(timeout=PATIENCE)
    number.click()
    expect(page).to_have_url(re.compile("family=[A-Z]+"), timeout=PATIENCE)
    page.get_by_role("radio", name="消失").click()
    expect(page).to_have_url(re.compile("family=[A-Z]+.*change=gone"), timeout=PATIENCE)
    assert browser_page.errors == []
