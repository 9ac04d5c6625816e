"""A walk through the dashboard in a real browser: what works there, and what never happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from queries.findings import finding_id
from tests.browser import Watched, browser, browser_page, dashboard_on  # noqa: F401
from tests.test_dashboard_graphs import RICH, ROOT, build
from tests.test_drawing_browser import PLACE, READY

SOD = finding_id("SOD-001", "Power", "W2", ["O1"])
PATIENCE = 30_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the small rich graph, whose names hold hostile text."""
    graph = build(tmp_path_factory.mktemp("walk") / "rich.db", RICH, "合成数据")
    with dashboard_on(graph) as url:
        yield url


def open_page(watched: Watched, url: str, title: str) -> None:
    """Go there, and wait until the page has its title."""
    watched.page.goto(url)
    expect(watched.page.get_by_role("heading", name=title, exact=True)).to_be_visible(
        timeout=PATIENCE
    )


def test_a_reader_finds_a_power_its_finding_and_the_picture_of_it(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, address, "总览")
    expect(page.get_by_text("合成数据")).to_be_visible()

    page.get_by_role("link", name="权力地图").click()
    expect(page.get_by_role("heading", name="权力地图")).to_be_visible(timeout=PATIENCE)
    box = page.get_by_role("textbox", name="按名称、拼音或编号查找")
    box.fill("违法建设")
    box.press("Enter")
    page.get_by_label(re.compile("找到 1 个")).click()
    page.get_by_role("option", name=re.compile("W2")).click()
    expect(page.get_by_text("图中 8 个节点、7 条关系。")).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("node=Power%2FW2"), timeout=PATIENCE)
    expect(page.locator("canvas").first).to_be_visible(timeout=PATIENCE)

    page.get_by_role("link", name="查看这项权力").click()
    expect(page.get_by_role("heading", name="对违法建设的行政处罚")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile("疑似未分离：张建国"))).to_be_visible(timeout=PATIENCE)

    card = page.locator("[data-testid=stVerticalBlock]", has_text="SOD-001").last
    card.get_by_role("link").click()
    expect(page.get_by_text(re.compile(f"线索 {SOD}"))).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile(f"finding={SOD}"), timeout=PATIENCE)
    expect(page.get_by_text("5 个节点，5 条关系")).to_be_visible(timeout=PATIENCE)

    page.get_by_role("button", name="English").or_(
        page.get_by_role("radio", name="English")
    ).first.click()
    expect(page.get_by_role("heading", name="Missing checks")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile(f"Finding {SOD}"))).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("lang=en"), timeout=PATIENCE)

    assert browser_page.outside(address) == []
    assert browser_page.errors == []


def test_a_node_that_is_clicked_tells_of_itself(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, f"{address}/?page=explorer&node=Official/O1", "权力地图")
    canvas = page.locator("canvas").first
    expect(canvas).to_be_visible(timeout=PATIENCE)
    picture = page.locator(READY)
    expect(picture).to_be_visible(timeout=PATIENCE)
    x, y = picture.evaluate(PLACE, "Post/D1-P1")
    page.mouse.click(x, y)
    detail = page.locator("dl.pg-facts", has_text="局长")
    expect(detail).to_contain_text("D1-P1", timeout=PATIENCE)
    page.get_by_role("button", name="展开").click()
    expect(page.get_by_text(re.compile("图中 8 个节点"))).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("?page=power&uid=W1", "权力事项"),
        ("?page=power&uid=W3", "权力事项"),
        ("?page=explorer&node=Power/W3&depth=2", "权力地图"),
        ("?page=explorer&node=Official/O4", "权力地图"),
        ("?page=explorer&node=Official/O4&view=reach", "权力地图"),
        ("?page=explorer&node=Official/O4&view=path&to=Power/W3", "权力地图"),
        ("?page=findings", "制约缺失"),
        ("?page=queries&query=SOD-001", "查询"),
        ("?page=power&uid=%3Cimg%20src=x%20onerror=alert(1)%3E", "权力事项"),
    ],
)
def test_no_name_runs_and_nothing_leaves_the_machine(
    path: str,
    title: str,
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, f"{address}/{path}", title)
    page.wait_for_timeout(1500)
    for node in page.locator("canvas, svg").all()[:20]:
        if node.is_visible():
            node.hover(force=True)
    page.wait_for_timeout(300)
    assert page.locator("img[src='x']").count() == 0
    assert browser_page.outside(address) == []
    assert browser_page.errors == []


def test_going_back_shows_what_was_there(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, f"{address}/?page=power&uid=W1", "权力事项")
    expect(page.get_by_role("heading", name="建筑工程施工许可证核发")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("link", name="在权力地图中打开").click()
    expect(page.get_by_role("heading", name="权力地图")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("heading", name="建筑工程施工许可证核发")).to_be_visible(
        timeout=PATIENCE
    )


def test_the_favicon_is_ours() -> None:
    assert (Path(ROOT) / "dashboard" / "favicon.svg").is_file()
