"""The report writer's way through the dashboard in Chromium, to files on the disk."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.browser import ROOT, Watched, browser, browser_page, streamlit_server  # noqa: F401
from tests.report_graphs import make

SLOW = 120_000  # milliseconds, on a busy machine


def test_a_report_is_made_looked_at_and_taken_along(
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
) -> None:
    env = {
        "POWERGRAPH_GRAPH": str(make(tmp_path)),
        "POWERGRAPH_LANG": "zh",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    page = browser_page.page
    page.set_default_timeout(SLOW)
    with streamlit_server(ROOT / "dashboard" / "app.py", env) as address:
        page.goto(f"{address}/?page=report&unit=D1&as_of=2026-06-30")
        page.get_by_role("button", name="生成").click()
        seen = page.frame_locator("iframe[title='财政局 巡前情况分析报告']")
        seen.get_by_role("heading", name="财政局巡前情况分析").wait_for()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载 Word").click()
        waiting.value.save_as(tmp_path / "taken.docx")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载 ZIP").click()
        assert waiting.value.suggested_filename.endswith(".zip")
        waiting.value.save_as(tmp_path / "taken.zip")
        assert browser_page.outside(address) == []
        assert browser_page.errors == []
    with zipfile.ZipFile(tmp_path / "taken.docx") as document:
        assert "财政局" in document.read("word/document.xml").decode()
    with zipfile.ZipFile(tmp_path / "taken.zip") as archive:
        assert {Path(name).suffix for name in archive.namelist()} == {".docx", ".pdf"}
        [pdf] = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert archive.read(pdf).startswith(b"%PDF-")
