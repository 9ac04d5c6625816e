"""The page about one power, on the screen, as files and on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser import Watched, browser, browser_page, dashboard_on  # noqa: F401
from tests.pages import page, said
from tests.test_dashboard_graphs import RICH, build
from tools.screenshots import SETTLED

PATIENCE = 30_000
# The style of the chosen paper is there, and no other.
STYLED = """paper => {
  const styles = [...document.querySelectorAll('style')].map(style => style.textContent).join();
  const sizes = styles.match(/size: A[34]/g) || [];
  return sizes.length > 0 && sizes.every(size => size.endsWith(paper));
}"""
A4, A3 = (595, 842), (842, 1191)  # points


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich graph; its first power has many risks, so that its tables fill several sheets."""
    more = [
        {"uid": f"K9{n}", "power": "W1", "step": "W1-2", "name": f"编号{n}号", "level": "MEDIUM",
         "manifestation": "对材料真实性审查不严，" * 6}
        for n in range(30)
    ]  # fmt: skip
    penalty = {
        "uid": "B3", "name": "中华人民共和国行政处罚法（2017修正）", "kind": "LAW",
        "effective_from": "2018-01-01",
    }  # fmt: skip
    tables = RICH | {
        "risk_points": [*RICH["risk_points"], *more],
        "legal_bases": [*RICH["legal_bases"], penalty],
        "authorizations": [
            *RICH["authorizations"],
            {"power": "W2", "basis": "B3", "article": "第八条"},
        ],
    }
    return build(tmp_path_factory.mktemp("power") / "rich.db", tables, "合成数据")


pytestmark = pytest.mark.usefixtures("fresh_pages")


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    """The dashboard on it."""
    with dashboard_on(graph) as url:
        yield url


def plain(sheet: pypdf.PageObject) -> str:
    """What stands on a sheet, without spaces; fonts give some letters as radicals (⼯ for 工)."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", sheet.extract_text()))


def test_a_basis_states_its_version_and_that_its_articles_were_renumbered(graph: Path) -> None:
    text = said(page(graph, "power", uid="W2"))
    assert "<td>2017</td>" in text
    assert "该法 2021 年修订后条文重新编号" in text
    assert "未注明，需核对" in text


def test_the_newest_cases_stand_on_the_page_with_their_days(graph: Path) -> None:
    text = said(page(graph, "power", uid="W1"))
    assert "2 件，受理日期 2026-03-01 至 2026-06-20；其中 1 件未办结。" in text
    assert text.index("A2") < text.index("A1</td>")
    assert "未办结" in text


def test_what_changed_is_told_in_sentences(graph: Path) -> None:
    text = said(page(graph, "power", uid="W1"))
    assert "李梅 任 审批股长（执行）" in text
    english = said(page(graph, "power", "en", uid="W1"))
    assert "李梅 becomes 审批股长 (Execution)" in english


def test_every_node_of_the_page_is_listed_with_file_sheet_and_row(graph: Path) -> None:
    app = page(graph, "power", uid="W1")
    rows = {row["编号"]: row for row in app.dataframe[-1].value.to_dict("records")}
    assert (rows["K1"]["文件"], rows["K1"]["工作表"], rows["K1"]["行"]) == (
        "rich.json",
        "risk_points",
        1,
    )
    assert {"W1", "D1-P1", "O1", "W1-3", "M2", "B1", "E2"} <= set(rows)


def test_a_power_that_is_cancelled_has_no_forms(graph: Path) -> None:
    assert "只有在用且有行使主体的权力可下载表单" in said(page(graph, "power", uid="W4"))


def test_a_form_of_the_power_is_a_file(
    address: str,
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=power&uid=W1")
    forms = page.locator("[class*=st-key-pg-screen-forms]")
    expect(forms).to_be_visible(timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as waiting:
        forms.get_by_role("button", name="下载 PDF").first.click()
    file = tmp_path / "form.pdf"
    waiting.value.save_as(file)
    text = "".join(map(plain, pypdf.PdfReader(file).pages))
    assert "建筑工程施工许可证核发" in text
    assert browser_page.outside(address) == []


@pytest.mark.parametrize(("choice", "size"), [("A4 纵向", A4), ("A3 横向", A3[::-1])])
def test_on_paper_no_menu_stands_and_every_sheet_says_what_it_is_of(
    choice: str,
    size: tuple[int, int],
    address: str,
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=power&uid=W1")
    expect(page.get_by_role("heading", name="变化情况")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("radio", name=choice).or_(
        page.get_by_role("button", name=choice)
    ).first.click()
    expect(page.get_by_role("heading", name="线索", exact=True)).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(STYLED, arg=choice[:2], timeout=PATIENCE)
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    file = tmp_path / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    sheets = pypdf.PdfReader(file).pages
    texts = [plain(sheet) for sheet in sheets]
    assert len(texts) > 1
    for at, (sheet, text) in enumerate(zip(sheets, texts, strict=True), start=1):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == pytest.approx(
            size, abs=2
        )
        assert "建筑工程施工许可证核发" in text
        assert f"{at}/{len(texts)}" in text
        assert "基准日" not in text.replace("截至基准日", "")
        assert "打印本页" not in text
        assert "下载Excel" not in text
    whole = "".join(texts)
    for n in range(30):
        assert f"编号{n}号" in whole
    assert browser_page.errors == []


def test_the_button_prints_the_page(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    page.goto(f"{address}/?page=power&uid=W1")
    button = page.get_by_role("button", name="打印本页")
    expect(button).to_be_visible(timeout=PATIENCE)
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed") == 1
