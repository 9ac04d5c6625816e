"""What a report writer, an analyst and somebody without a mouse do on the county of the demo, in a
real browser: each ends in files on disk, and nothing leaves the machine.

The clerk and the inspector are in test_journeys_at_work.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from pypinyin import Style, lazy_pinyin

from graph.store import open_graph
from loaders.load import load
from powergraph import demo
from powergraph.ledger import Ledger, verify
from queries import library
from queries.runner import run
from tests.browser import Watched, browser, browser_page  # noqa: F401
from tests.test_dashboard_writing_browser import opened, press
from tests.test_drawing_browser import READY
from tools.screenshots import dashboard

PATIENCE = 180_000  # milliseconds; the rules run once for all of this
UNIT, UNIT_NAME = "T03", "青禾镇"
POWER, POWER_NAME = "T03-W22", "大额资金使用审批"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county of the demo, with few cases."""
    folder = tmp_path_factory.mktemp("county")
    demo.write(demo.build(300), folder / demo.FOLDER)
    path = folder / "county.db"
    with open_graph(str(path), mode="write") as store:
        reader = demo.DemoReader(folder / demo.FOLDER)
        load(store, [reader], as_of=demo.AS_OF, notice=demo.NOTICE)
        store.save()
    return path


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    """The dashboard as the command starts it."""
    with pytest.MonkeyPatch.context() as env:
        env.setenv("POWERGRAPH_LEDGER", str(graph.parent / "ledger.db"))
        env.setenv("POWERGRAPH_LANG", "zh")
        env.setenv("POWERGRAPH_WHO", "孙撰写")
        with dashboard(graph) as url:
            yield url


@pytest.fixture
def watched(address: str, browser_page: Watched) -> Iterator[Watched]:  # noqa: F811
    """A page of which nothing goes elsewhere, and that has nothing to complain of."""
    browser_page.page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield browser_page
    assert browser_page.outside(address) == []
    assert browser_page.errors == []


def go(page: Page, name: str) -> None:
    """To another page by the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def pick(page: Page, label: str | re.Pattern[str], typed: str) -> None:
    """The first of a list that fits what is typed."""
    box = page.get_by_role("combobox", name=label).locator("visible=true").first
    box.click()
    box.fill(typed)
    page.get_by_role("option", name=re.compile(re.escape(typed))).first.click()


def tab_to(page: Page, wanted: Locator) -> None:
    """By the key that goes from one to the next, until the wanted one has it."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one.getRootNode().activeElement === one"):
            return
    expect(wanted).to_be_focused(timeout=1)


def handed(page: Page, name: str) -> Locator:
    """Buttons of the page that hand out a file; Streamlit's own above a table are others."""
    return page.get_by_test_id("stDownloadButton").get_by_role("button", name=name)


def save(page: Page, button: Locator, path: Path) -> Path:
    """What a button hands out, on disk."""
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(path)
    return path


def paragraphs(path: Path) -> list[str]:
    """All text of a Word file, header and footer too."""
    found: list[str] = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = ElementTree.fromstring(package.read(name))
                for paragraph in root.iter(f"{W}p"):
                    found.append("".join(t.text or "" for t in paragraph.iter(f"{W}t")))
    return found


def officials(graph: Path) -> set[str]:
    """The names in the table of officials."""
    table = graph.parent / demo.FOLDER / "人员.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        return {row["姓名"] for row in csv.DictReader(file)}


def initials(name: str) -> str:
    """The first letters of a name in pinyin, as people type them."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    with Image.open(path) as image:
        image.verify()
        assert image.format == "PNG"
        return image.size


def words(path: Path) -> set[str]:
    """The texts in an SVG drawing."""
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{SVG}svg"
    return {text for node in root.iter() for text in [(node.text or "").strip()] if text}


def test_a_report_writer_takes_a_masked_report_and_a_form(
    address: str, graph: Path, tmp_path: Path, watched: Watched
) -> None:
    page = watched.page
    opened(page, f"{address}/?lang=zh", "总览")
    pick(page, re.compile("^单位|单位$"), UNIT_NAME)
    expect(page.get_by_text(re.compile(f"范围：{UNIT_NAME}"))).to_be_visible()

    go(page, "巡前报告")
    page.get_by_text("隐去人名（脱敏版）", exact=True).click()
    page.get_by_role("textbox", name="巡察轮次和方式").fill("第三轮常规巡察")
    press(page, "生成")
    expect(page.get_by_role("heading", name="已生成 1 份")).to_be_visible()
    expect(page.get_by_text("这是脱敏版")).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text(UNIT_NAME).first).to_be_visible()
    word = save(page, page.get_by_role("button", name="下载 Word"), tmp_path / "report.docx")
    printed = save(page, page.get_by_role("button", name="下载 PDF"), tmp_path / "report.pdf")
    whole = save(page, page.get_by_role("button", name="下载 ZIP"), tmp_path / "all.zip")

    text = "\n".join(paragraphs(word))
    assert UNIT_NAME in text
    assert "第三轮常规巡察" in text
    assert re.search(r"某\d", text)  # people stand in it, under other names
    assert not [name for name in officials(graph) if name in text]
    read = PdfReader(printed)
    assert len(read.pages) > 3
    assert UNIT_NAME in read.pages[0].extract_text()
    with zipfile.ZipFile(whole) as archive:
        assert archive.testzip() is None
        assert sorted(Path(n).suffix for n in archive.namelist()) == [".docx", ".pdf"]

    go(page, "权力事项")
    page.get_by_role("textbox", name="查找权力事项").fill(POWER_NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_text("权力事项（1 项）")).to_be_visible()
    pick(page, re.compile("权力事项（1 项）"), POWER_NAME)
    expect(page.get_by_role("heading", name=POWER_NAME)).to_be_visible()
    expect(page.get_by_role("heading", name="下载表单")).to_be_visible()
    form = save(page, page.get_by_role("button", name="下载 Word").first, tmp_path / "form.docx")
    assert any(POWER_NAME in line for line in paragraphs(form))

    with Ledger(graph.parent / "ledger.db") as ledger:
        [event] = ledger.history()
        assert not verify(ledger).problems
    assert (event.action, event.who) == ("report", "孙撰写")
    assert (event.after["units"], event.after["masked"]) == ([UNIT], True)


def test_an_analyst_asks_follows_the_map_and_takes_pictures(
    address: str, graph: Path, tmp_path: Path, watched: Watched
) -> None:
    page = watched.page
    opened(page, f"{address}/?page=queries&lang=zh", "查询")
    page.get_by_role("textbox", name="查找查询").fill("决策权集中排名")
    page.keyboard.press("Enter")
    expect(page.get_by_text("查询（1 个）")).to_be_visible()
    pick(page, re.compile("只看这个单位的权力"), UNIT_NAME)
    page.get_by_role("textbox", name="列出前几名").fill("3")
    press(page, "运行")
    expect(page.get_by_text(re.compile("^3 行"))).to_be_visible()
    table = save(page, handed(page, "下载 CSV"), tmp_path / "ranking.csv")
    given = {"as_of": demo.AS_OF, "department": UNIT, "top_n": 3}
    with open_graph(str(graph)) as store:
        asked = run(store, library.query("concentration-ranking"), given).rows
        before = store.read("MATCH (n) RETURN count(n) AS nodes")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = {"人员编号": "official", "人员": "official_name", "决策的权力数": "powers"}
    assert [[row[title] for title in keys] for row in rows] == [
        [str(row[key]) for key in keys.values()] for row in asked
    ]

    page.get_by_role("tab", name="自己写的查询").click()
    text = page.get_by_role("textbox", name="Cypher（只读）")
    text.fill("MATCH (n) DETACH DELETE n")
    mine = page.get_by_role("tabpanel", name="自己写的查询")
    mine.get_by_role("button", name="运行").click()
    expect(page.get_by_text("查询只能读取，没有写入任何数据")).to_be_visible()
    with open_graph(str(graph)) as store:
        assert store.read("MATCH (n) RETURN count(n) AS nodes") == before

    go(page, "权力地图")
    first = asked[0]["official"]
    page.get_by_role("textbox", name="按名称、拼音或编号查找").fill(
        initials(asked[0]["official_name"])
    )
    page.keyboard.press("Enter")
    pick(page, re.compile("找到|先列出"), first)
    expect(page.get_by_text(re.compile(r"图中 \d+ 个节点"))).to_be_visible()
    expect(page).to_have_url(re.compile(f"node=Official%2F{first}"))
    expect(page.locator(READY)).to_be_visible()
    picture = save(page, page.get_by_role("button", name="下载 PNG"), tmp_path / "map.png")
    assert size(picture) > (400, 300)
    page.get_by_role("button", name="我的视图").click()
    page.get_by_role("textbox", name="视图名称").fill("权力最多的人")
    page.get_by_role("button", name="保存当前视图").click()
    expect(page.get_by_text("已保存视图“权力最多的人”。")).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_text("两点路径", exact=True).click()
    other = asked[1]["official"]
    page.get_by_role("textbox", name=re.compile("另一端")).fill(other)
    page.keyboard.press("Enter")
    pick(page, re.compile("找到"), other)
    expect(page.get_by_text(re.compile(r"最短路径，\d+ 步"))).to_be_visible()
    drawn = save(page, page.get_by_role("button", name="下载 SVG"), tmp_path / "path.svg")
    assert {asked[0]["official_name"], asked[1]["official_name"]} <= words(drawn)

    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", name="Power map")).to_be_visible()
    go(page, "Concentration of power")
    curve = save(page, page.get_by_role("button", name="Download SVG"), tmp_path / "lorenz.svg")
    assert not [word for word in words(curve) if re.search("[\u4e00-\u9fff]", word)]


def test_without_a_mouse_from_the_first_page_to_a_lead_its_evidence_and_a_workbook(
    address: str, graph: Path, tmp_path: Path, watched: Watched
) -> None:
    page = watched.page
    opened(page, f"{address}/?lang=zh", "总览")
    number = page.locator("a[href*='findings'][href*='family=SOD']").last
    expect(number).to_be_visible()
    count = number.inner_text().strip()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="制约缺失", exact=True)).to_be_visible()
    expect(page.get_by_text(f"按条件显示 {count} 条")).to_be_visible()

    tab_to(page, page.get_by_test_id("data-grid-canvas").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page).to_have_url(re.compile(r"finding=[0-9a-f]{16}"))
    chosen = re.findall(r"finding=([0-9a-f]{16})", page.url)[0]
    expect(page.get_by_text(f"线索 {chosen}")).to_be_visible()
    evidence = page.locator("table", has_text="来源").first
    expect(evidence).to_be_visible()
    rows = [row.locator("td").all_inner_texts() for row in evidence.locator("tbody tr").all()]
    assert rows
    for _, name, source in rows:
        file, line = re.findall(r"^(.+\.csv)，第 (\d+) 行$", source)[0]
        table = (graph.parent / file).read_text(encoding="utf-8-sig")
        assert name in table.splitlines()[int(line) - 1]

    button = handed(page, "下载 Excel").first
    tab_to(page, button)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "leads.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert chosen in [cell.value for cell in cells]
    assert sheet.max_row - 1 == int(count)
    assert not [cell for cell in cells if cell.data_type == "f"]
