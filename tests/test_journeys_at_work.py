"""What an inspector and a clerk do at work, in a real browser: leads are decided on; tables are
corrected, loaded and taken back. Each ends in files on disk, and nothing leaves the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from graph.store import open_graph
from powergraph.ledger import Event, Ledger, verify
from tests.browser import Watched, browser, browser_page  # noqa: F401
from tests.sheet_files import book
from tests.test_dashboard_graphs import RICH, build
from tests.test_dashboard_writing_browser import opened, press
from tests.test_journeys import go, graph, handed, pick, save  # noqa: F401
from tools.screenshots import SETTLED, dashboard

PATIENCE = 180_000  # milliseconds; the rules run once for the county
INSPECTOR, CLERK = "周巡察", "钱办事"
UNTIL = date.today() + timedelta(days=45)
CENTRE = "乡村振兴服务中心"  # many of its leads are of the highest severity
LINE = 35  # pixels of a line of a list
BUREAU = "某县住房和城乡建设局"
NEW = "城镇污水排入排水管网许可"
FINE = "对擅自施工的查处"
WRONG = "没有这类"


@pytest.fixture
def county(graph: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:  # noqa: F811
    """The dashboard of the inspector, on the county of the demo."""
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(graph.parent / "inspected.db"))
    monkeypatch.setenv("POWERGRAPH_LANG", "zh")
    monkeypatch.setenv("POWERGRAPH_WHO", INSPECTOR)
    with dashboard(graph) as url:
        yield url


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The dashboard of the clerk, on a small graph."""
    monkeypatch.setenv("POWERGRAPH_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("POWERGRAPH_LANG", "zh")
    monkeypatch.setenv("POWERGRAPH_WHO", CLERK)
    with dashboard(build(tmp_path / "rich.db", RICH)) as url:
        yield url


@pytest.fixture
def watched(browser_page: Watched) -> Watched:  # noqa: F811
    """A page on which everything may take its time."""
    browser_page.page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return browser_page


def table_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a workbook by what stands above them; none of its cells is a formula."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows())
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    titles = [str(cell.value) for cell in rows[0]]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in rows[1:]]


def shown(page: Page, has: str) -> list[list[str]]:
    """The lines of a list, as somebody hears them who does not see its canvas."""
    page.wait_for_function(SETTLED)
    lines = page.get_by_test_id("data-grid-canvas").filter(has_text=has).first.locator("tbody tr")
    return [line.locator("td").all_inner_texts() for line in lines.all()]


def settled(page: Page) -> None:
    """Nothing is under way on the page any more."""
    page.wait_for_timeout(1000)
    page.wait_for_function(SETTLED)


def choose_line(page: Page, number: int) -> str:
    """Tick the lead in a line of the list; gives its id."""
    before = re.findall("finding=([0-9a-f]{16})", page.url)
    grid = page.get_by_test_id("data-grid-canvas").first
    grid.scroll_into_view_if_needed()
    # What scrolls lies above the canvas, and takes the click.
    grid.click(position={"x": 18, "y": LINE * number + LINE / 2}, force=True)
    expect(page).to_have_url(re.compile(f"finding=(?!{''.join(before) or '-'})[0-9a-f]{{16}}"))
    [chosen] = re.findall("finding=([0-9a-f]{16})", page.url)
    expect(page.get_by_text(f"线索 {chosen}")).to_be_visible()
    settled(page)
    return str(chosen)


def take_step(page: Page, step: str, texts: dict[str, str], until: date | None = None) -> None:
    """One step in the life of the lead that is open."""
    page.get_by_text(step, exact=True).first.click()
    form = page.get_by_test_id("stForm")
    expect(form).to_be_visible()
    for label, text in texts.items():
        form.get_by_role("textbox", name=label).fill(text)
    if until:
        day = form.get_by_test_id("stDateInput").locator("input")
        day.fill(until.isoformat())
        page.keyboard.press("Enter")
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text(re.compile(f"已保存：{step}"))).to_be_visible()
    settled(page)


def evidence_lines(page: Page) -> list[tuple[str, str, int]]:
    """Name, file and row of each node that the lead rests on."""
    evidence = page.locator("table", has_text="来源").first
    found = []
    for row in evidence.locator("tbody tr").all():
        _, name, source = row.locator("td").all_inner_texts()
        [(file, line)] = re.findall(r"^(.+\.csv)，第 (\d+) 行$", source)
        found.append((name, file, int(line)))
    return found


def test_an_inspector_follows_a_lead_decides_and_takes_the_list_along(
    county: str,
    graph: Path,  # noqa: F811
    tmp_path: Path,
    watched: Watched,
) -> None:
    page = watched.page
    page.goto(f"{county}/?page=findings&lang=zh")
    settled(page)
    pick(page, re.compile("^单位|单位$"), CENTRE)
    expect(page.get_by_text(re.compile(f"范围：{CENTRE}"))).to_be_visible()
    pick(page, re.compile("严重程度"), "高")
    expect(page).to_have_url(re.compile("severity=high"))
    settled(page)

    first = choose_line(page, 1)
    lines = evidence_lines(page)
    assert lines
    for name, file, line in lines:
        table = (graph.parent / file).read_text(encoding="utf-8-sig")
        assert name.partition(" · ")[0] in table.splitlines()[line - 1]
    take_step(page, "指派办理人", {"办理人": "李核实"})
    words = {"接受理由": "人员编制不足，年内补齐", "其间的补偿措施": "纪检组按月抽查"}
    take_step(page, "限期接受", words, UNTIL)
    # It counts as less severe now, and so has left the list; it is still the one that is open.
    expect(page.get_by_text(f"线索 {first}")).to_be_visible()
    take_step(page, "写备注", {"备注": "=已调阅任免文件"})
    second = choose_line(page, 2)
    take_step(page, "排除", {"备注": "经查不属实：岗位已分设"})

    pick(page, re.compile("严重程度"), "全部")
    expect(page).not_to_have_url(re.compile("severity="))
    for status, id in (("已接受", first), ("已排除", second)):
        pick(page, re.compile("办理状态"), status)
        expect(page.get_by_text(re.compile("按条件显示 1 条"))).to_be_visible()
        settled(page)
        [cells] = shown(page, "办理人")
        path = save(page, handed(page, "下载 Excel").first, tmp_path / f"{status}.xlsx")
        [row] = table_of(path)
        assert row["id"] == id
        severity, rule, subject, unit, standing, assignee = cells[-6:]
        assert (row["严重程度"], row["对象"], row["单位"]) == (severity, subject, unit)
        assert (row["办理状态"], row["办理人"] or "—") == (standing, assignee)
        assert rule.startswith(f"{row['规则']} ")
        assert status in standing
        if id == first:
            assert (row["办理人"], row["接受人"]) == ("李核实", INSPECTOR)
            assert str(row["接受至"])[:10] == UNTIL.isoformat()
            assert row["接受理由"] == words["接受理由"]
            assert row["其间的补偿措施"] == words["其间的补偿措施"]
            assert row["备注"].lstrip("'") == "=已调阅任免文件"
        else:
            assert row["备注"] == "经查不属实：岗位已分设"

    with Ledger(graph.parent / "inspected.db") as ledger:
        events = [event for event in ledger.history() if event.finding]
        assert not verify(ledger).problems
    assert [(e.finding, e.action) for e in events] == [
        (first, "assign"), (first, "accept"), (first, "note"), (second, "close"),
    ]  # fmt: skip
    assert {e.who for e in events} == {INSPECTOR}
    assert watched.outside(county) == []
    assert watched.errors == []


def uploaded(page: Page, source: Path) -> None:
    """This file alone is chosen, and examined."""
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="表格文件")
    if uploader.get_by_role("button", name=re.compile("^移除")).count():
        uploader.get_by_role("button", name=re.compile("^移除")).click()
        expect(uploader.get_by_role("button", name=re.compile("^移除"))).to_have_count(0)
    uploader.locator("input[type=file]").set_input_files(source)
    expect(page.get_by_text(source.name)).to_be_visible()
    settled(page)
    press(page, "检查文件（不写入）")


def powers_of(graph: Path) -> set[str]:  # noqa: F811
    with open_graph(str(graph)) as store:
        return {row["name"] for row in store.read("MATCH (w:Power) RETURN w.name AS name")}


def problem_rows(page: Page) -> list[list[str]]:
    found: Locator = page.locator("table", has_text="现有内容").first
    expect(found).to_be_visible()
    return [row.locator("td").all_inner_texts() for row in found.locator("tbody tr").all()]


def test_a_clerk_is_told_what_is_wrong_corrects_it_loads_it_and_takes_it_back(
    office: str, tmp_path: Path, watched: Watched
) -> None:
    page, ours = watched.page, tmp_path / "rich.db"
    opened(page, f"{office}/?page=imports&lang=zh", "数据导入")
    before = powers_of(ours)
    titles = ("事项名称", "权力类型", "行使主体", "风险")
    rows = [titles, (NEW, "行政许可", BUREAU, "高"), (FINE, WRONG, BUREAU, "高")]
    uploaded(page, book(tmp_path / "权责清单.xlsx", 建设局=rows))
    expect(page.get_by_text(re.compile("需要您确认"))).to_be_visible()
    press(page, "按更正后的对应关系重新检查")
    expect(page.get_by_text(re.compile("发现 1 处问题，没有写入任何数据"))).to_be_visible()
    [wrong] = [row for row in problem_rows(page) if "错误" in row[0]]
    assert wrong[1:5] == ["权责清单.xlsx", "建设局", "3", "权力类型"]
    assert WRONG in wrong[5]
    assert "行政处罚" in wrong[6]
    path = save(page, handed(page, "下载 Excel").first, tmp_path / "问题.xlsx")
    listed = [row for row in table_of(path) if "错误" in row["类别"]]
    assert [[str(v) for v in row.values()] for row in listed] == [wrong]
    assert powers_of(ours) == before

    rows[2] = (FINE, "行政处罚", BUREAU, "高")
    uploaded(page, book(tmp_path / "权责清单（改）.xlsx", 建设局=rows))
    expect(page.get_by_text(re.compile("需要您确认"))).to_be_visible()
    press(page, "按更正后的对应关系重新检查")
    expect(page.get_by_role("button", name="确认导入")).to_be_visible()
    assert powers_of(ours) == before
    press(page, "确认导入")
    expect(page.get_by_text(re.compile("已导入，导入编号"))).to_be_visible()
    assert powers_of(ours) == before | {NEW, FINE}

    page.get_by_role("tab", name="导入历史与撤回").click()
    page.get_by_text("我已核对，确定撤回", exact=True).click()
    settled(page)
    press(page, "撤回这次导入")
    expect(page.get_by_text(re.compile("已撤回导入"))).to_be_visible()
    assert powers_of(ours) == before

    go(page, "操作记录")
    expect(page.get_by_text(re.compile("链完整：共 2 条记录"))).to_be_visible()
    settled(page)
    path = save(page, handed(page, "下载 Excel").first, tmp_path / "操作记录.xlsx")
    with Ledger(tmp_path / "ledger.db") as ledger:
        done = ledger.history()
        assert not verify(ledger).problems
    assert [event.action for event in done] == ["import", "undo"]
    assert done[0].after["import_id"] == done[1].after["import_id"]
    assert [told(row) for row in table_of(path)] == [kept(event) for event in reversed(done)]
    assert watched.outside(office) == []
    assert watched.errors == []


def told(row: dict[str, Any]) -> tuple[int, str, str, str]:
    """A line of the journal that was taken along."""
    return int(row["序号"]), row["何人"], row["事项"], row["校验值"]


def kept(event: Event) -> tuple[int, str, str, str]:
    """The same as the ledger has it."""
    words = {"import": "导入", "undo": "撤回导入"}
    return event.number, event.who, words[event.action], event.hash
