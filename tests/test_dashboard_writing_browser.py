"""A clerk and an inspector in a real browser: files go in, titles are corrected, a workbook comes
back; what is typed stays while others write, and an open page says that it is old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from graph.store import open_graph
from powergraph.ledger import Ledger, verify
from queries.findings import finding_id
from tests.browser import Watched, browser, browser_page  # noqa: F401
from tests.sheet_files import book
from tests.test_dashboard_axe import complaints
from tests.test_dashboard_graphs import RICH, build
from tests.test_dashboard_life import recorded
from tools.screenshots import SETTLED, dashboard

SOD = finding_id("SOD-001", "Power", "W2", ["O1"])
PATIENCE = 60_000
BUREAU = "某县住房和城乡建设局"
UNSURE = [
    ("事项名称", "权力类型", "行使主体", "风险"),
    ("城镇污水排入排水管网许可", "行政许可", BUREAU, "高"),
    ("对擅自施工的查处", "没有这类", BUREAU, "高"),
]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return build(tmp_path / "rich.db", RICH)


@pytest.fixture
def address(graph: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The dashboard as the command starts it."""
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(graph.parent / "ledger.db"))
    monkeypatch.setenv("POWERGRAPH_LANG", "zh")
    monkeypatch.setenv("TMPDIR", str(graph.parent))
    monkeypatch.setenv("POWERGRAPH_WHO", "钱办事")
    with dashboard(graph) as url:
        yield url


def opened(page: Page, url: str, title: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1000)
    page.wait_for_function(SETTLED, timeout=PATIENCE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_a_clerk_corrects_a_title_imports_and_gets_back_what_was_left_out(
    address: str,
    graph: Path,
    tmp_path: Path,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    opened(page, f"{address}/?page=imports&lang=zh", "数据导入")
    source = book(tmp_path / "权责清单.xlsx", 建设局=UNSURE)
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="表格文件")
    uploader.locator("input[type=file]").set_input_files(source)
    expect(page.get_by_text("权责清单.xlsx")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("部分载入", exact=True).first.click()
    press(page, "检查文件（不写入）")
    expect(page.get_by_text(re.compile("需要您确认"))).to_be_visible(timeout=PATIENCE)
    assert complaints(page) == []
    press(page, "按更正后的对应关系重新检查")
    expect(page.get_by_text(re.compile("有 1 行不载入"))).to_be_visible(timeout=PATIENCE)
    press(page, "确认导入")
    expect(page.get_by_text(re.compile("已导入，导入编号"))).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as caught:
        page.get_by_role("button", name="下载 Excel").last.click()
    saved = tmp_path / "back.xlsx"
    caught.value.save_as(saved)
    sheet = openpyxl.load_workbook(saved).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "对擅自施工的查处" in cells
    assert "城镇污水排入排水管网许可" not in cells
    with open_graph(str(graph)) as store:
        names = [r["name"] for r in store.read("MATCH (w:Power) RETURN w.name AS name")]
    assert "城镇污水排入排水管网许可" in names
    assert "对擅自施工的查处" not in names
    with Ledger(tmp_path / "ledger.db") as ledger:
        [event] = ledger.history()
        assert not verify(ledger).problems
    assert (event.action, event.who, event.after["rejected"]) == ("import", "钱办事", 1)
    assert complaints(page) == []
    assert list(graph.parent.glob("powergraph-import-*")) == []
    assert browser_page.outside(address) == []
    assert browser_page.errors == []


def test_an_inspector_writes_undisturbed_and_is_told_what_others_did(
    address: str,
    graph: Path,
    tmp_path: Path,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    opened(page, f"{address}/?page=findings&rule=SOD-001&finding={SOD}&lang=zh", "制约缺失")
    page.get_by_text("排除", exact=True).first.click()
    note = page.get_by_role("textbox", name="备注")
    note.fill("已核对任免文件")
    assert complaints(page) == []
    recorded(tmp_path / "ledger.db", graph, who="孙别人")
    expect(page.get_by_text("办理记录有更新")).to_be_visible(timeout=PATIENCE)
    expect(note).to_have_value("已核对任免文件")
    press(page, "保存")
    expect(page.get_by_text(re.compile("已保存：排除"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="保存", exact=True)).to_have_count(0, timeout=PATIENCE)
    with Ledger(tmp_path / "ledger.db") as ledger:
        state = ledger.find(SOD).state
        assert not verify(ledger).problems
    assert (state.status, state.note) == ("dismissed", "已核对任免文件")
    assert browser_page.outside(address) == []
    assert browser_page.errors == []
