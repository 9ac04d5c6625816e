"""Every page against WCAG 2 A and AA, by axe-core in a real browser.

It judges names of controls, contrast, order of headings and the like; that the words help, and
that a reader can work by keyboard alone, is for the journeys and for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.pages import PAGES
from graph.text import say
from tests.browser import Watched, browser, browser_page  # noqa: F401
from tests.test_dashboard_graphs import RICH, build
from tools.screenshots import SETTLED, dashboard

PATIENCE: Final = 60_000
OWN: Final = {
    "power": "&uid=W2",
    "explorer": "&node=Power/W2",
    "findings": "&rule=SOD-001",
    "queries": "&query=concentration-ranking",
}
LEVELS: Final = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa"]}}
# What Streamlit 1.67 draws itself and does not let us mend: rule, and part of the element.
STREAMLIT: Final = (
    ("list", 'data-testid="stSidebarNavItems"'),
    ("listitem", '<li class="st-emotion-cache'),
    ("scrollable-region-focusable", '<pre class="st-emotion-cache'),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the small rich graph."""
    graph = build(tmp_path_factory.mktemp("axe") / "rich.db", RICH, "合成数据")
    with dashboard(graph) as url:
        yield url


def complaints(page: Page) -> list[str]:
    """What axe-core finds in a page, once it is settled, but for what we cannot mend."""
    page.wait_for_timeout(1000)
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
        if not any(violation["id"] == rule and part in node["html"] for rule, part in STREAMLIT)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_those_who_see_or_move_differently(
    name: str,
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page={name}&lang=zh{OWN.get(name, '')}")
    title = say(f"dashboard.{name}.title", "zh")
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=PATIENCE)
    ours = complaints(page)
    assert not ours, "\n".join(ours)
