"""Streamlit's own words are in the language of the page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from streamlit.elements import exception

from dashboard.wording import ITS_OWN
from graph.text import say
from tests.browser import Watched, browser, browser_page  # noqa: F401
from tests.test_dashboard_graphs import RICH, build
from tools.screenshots import dashboard

PATIENCE = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the small rich graph."""
    graph = build(tmp_path_factory.mktemp("wording") / "rich.db", RICH, "合成数据")
    with dashboard(graph) as url:
        yield url


def test_a_page_and_what_streamlit_puts_on_it_are_in_one_language(
    address: str,
    browser_page: Watched,  # noqa: F811
) -> None:
    page = browser_page.page
    page.goto(f"{address}/?page=imports&lang=zh")
    files = page.get_by_test_id("stFileUploader").first
    expect(files).to_contain_text(say("dashboard.wording.upload", "zh"), timeout=PATIENCE)
    expect(files).not_to_contain_text("Upload")
    expect(files).not_to_contain_text("per file")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("button", name="Choose date")).to_have_count(0)
    page.get_by_text("English", exact=True).click()
    expect(files).to_contain_text("Upload", timeout=PATIENCE)
    expect(files).to_contain_text("MB per file")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Choose date").first).to_be_visible()
    assert not browser_page.errors


def test_a_slot_of_streamlits_words_has_its_place_in_ours() -> None:
    assert ITS_OWN["failed"] == exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT
    for key, own in ITS_OWN.items():
        for language in ("zh", "en"):
            said = say(f"dashboard.wording.{key}", language, it="{}")
            assert said.count("{}") == own.count("{}"), (language, key)
        assert said == own, "in English it stays what Streamlit says"


def test_our_words_lead_back_to_streamlits() -> None:
    ours = [say(f"dashboard.wording.{key}", "zh", it="{}") for key in ITS_OWN]
    assert len(set(ours)) == len(ours)
