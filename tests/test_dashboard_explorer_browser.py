"""The map in a real browser: click a node, hide it, take that back, pin it, keep the view."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser import Watched, browser, browser_page, dashboard_on  # noqa: F401
from tests.test_dashboard_browser import PATIENCE, open_page
from tests.test_dashboard_graphs import RICH, build
from tests.test_drawing_browser import PLACE, READY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("map")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The dashboard on the small rich graph."""
    graph = build(folder / "rich.db", RICH)
    with dashboard_on(graph, POWERGRAPH_WHO="inspector") as url:
        yield url


def choose(watched: Watched, ref: str, name: str) -> None:
    """Click a node of the picture until the page tells of it: it may be drawn anew just now."""
    facts = watched.page.locator("dl.pg-facts", has_text="编号").last
    for _ in range(20):
        x, y = watched.page.locator(READY).last.evaluate(PLACE, ref)
        watched.page.mouse.click(x, y)
        try:
            expect(facts).to_contain_text(name, timeout=PATIENCE / 10)
        except AssertionError:
            continue
        return
    expect(facts).to_contain_text(name, timeout=PATIENCE / 10)


def test_click_hide_undo_pin_and_keep(
    address: str,
    folder: Path,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, f"{address}/?page=explorer&node=Post/D1-P1", "权力地图")
    picture = page.locator(READY)
    expect(picture).to_be_visible(timeout=PATIENCE)
    full = page.get_by_text(re.compile("图中 8 个节点"))
    expect(full).to_be_visible(timeout=PATIENCE)

    choose(browser_page, "Official/O1", "张建国")
    page.get_by_role("button", name="隐藏").click()
    expect(page.get_by_text(re.compile("图中 7 个节点"))).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("hidden="), timeout=PATIENCE)

    page.get_by_role("button", name=re.compile("撤销")).click()
    expect(full).to_be_visible(timeout=PATIENCE)
    expect(page).not_to_have_url(re.compile("hidden="), timeout=PATIENCE)

    choose(browser_page, "Official/O1", "张建国")
    page.get_by_role("button", name="钉住", exact=False).first.click()
    expect(page.get_by_role("button", name="取消钉住")).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile("pinned="), timeout=PATIENCE)

    choose(browser_page, "Role/W2-R1", "W2-R1")
    page.get_by_role("button", name="展开").click()
    expect(page.get_by_text(re.compile("图中 9 个节点"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="以它为中心").click()
    expect(page.get_by_text(re.compile("图中 4 个节点"))).to_be_visible(timeout=PATIENCE)

    page.get_by_role("button", name="我的视图").click()
    name = page.get_by_role("textbox", name="视图名称")
    expect(name).not_to_have_value("", timeout=PATIENCE)
    name.fill("局长的决策")
    page.get_by_role("button", name="保存当前视图").click()
    expect(page.get_by_text("已保存视图“局长的决策”。")).to_be_visible(timeout=PATIENCE)
    assert (folder / "rich.db.views.db").is_file()

    page.keyboard.press("Escape")
    page.get_by_role("button", name="发给同事").click()
    expect(page.get_by_text(re.compile(re.escape(address)))).to_be_visible(timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_role("button", name="下载 JSON").click()
    sent = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert sent["address"]["node"] == "Role/W2-R1"
    assert "张建国" not in json.dumps(sent, ensure_ascii=False)

    open_page(browser_page, f"{address}/?page=explorer", "权力地图")
    page.get_by_role("button", name="我的视图").click()
    file: FilePayload = {
        "name": "view.json",
        "mimeType": "application/json",
        "buffer": json.dumps(sent).encode(),
    }
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="打开“局长的决策”").click()
    expect(page).to_have_url(re.compile("node=Role%2FW2-R1"), timeout=PATIENCE)
    expect(page).to_have_url(re.compile("pinned="), timeout=PATIENCE)

    assert browser_page.outside(address) == []
    assert browser_page.errors == []


def test_an_expanded_node_grows_where_it_stands(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, f"{address}/?page=explorer&node=Post/D1-P1", "权力地图")
    picture = page.locator(READY)
    expect(picture).to_be_visible(timeout=PATIENCE)

    def gap() -> tuple[float, float]:
        """From one node to another, in pixels; the whole picture may move and shrink, so both are
        asked for at once."""
        refs = ["Post/D1-P1", "Official/O1"]
        a, b = picture.evaluate(f"(root, refs) => refs.map((ref) => ({PLACE})(root, ref))", refs)
        return b[0] - a[0], b[1] - a[1]

    before = gap()
    choose(browser_page, "Role/W2-R1", "W2-R1")
    page.get_by_role("button", name="展开").click()
    expect(page.get_by_text(re.compile("图中 9 个节点"))).to_be_visible(timeout=PATIENCE)
    expect(picture).to_have_count(1, timeout=PATIENCE)  # the one before is taken away
    after = gap()
    # The same direction: nothing was laid out anew.
    cross = before[0] * after[1] - before[1] * after[0]
    dot = before[0] * after[0] + before[1] * after[1]
    assert abs(cross) < 0.25 * dot


def test_without_a_mouse_a_row_of_the_list_does_the_same(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    open_page(browser_page, f"{address}/?page=explorer&node=Post/D1-P1", "权力地图")
    expect(page.locator(READY)).to_be_visible(timeout=PATIENCE)
    chosen = page.get_by_role("combobox", name=re.compile("选中的节点"))
    chosen.focus()
    page.keyboard.type("张建国")
    page.keyboard.press("Enter")
    facts = page.locator("dl.pg-facts", has_text="编号").last
    expect(facts).to_contain_text("张建国", timeout=PATIENCE)
    hide = page.get_by_role("button", name="隐藏")
    hide.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("图中 7 个节点"))).to_be_visible(timeout=PATIENCE)
