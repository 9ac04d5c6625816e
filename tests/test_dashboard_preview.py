"""A document that is looked at inside a page runs nothing and reaches nothing."""

from __future__ import annotations

from pathlib import Path

from tests.browser import Watched, browser, browser_page, streamlit_server  # noqa: F401

SCRIPT = '''
from dashboard.preview import preview

HTML = """<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
</head><body><p id="text">see me</p>
<script>parent.document.title = "taken"</script>
<script>document.getElementById("text").textContent = "ran"</script>
<form action="/" target="_top"><input type="submit" id="go"></form>
<a id="out" href="/taken" target="_top">out</a>
</body></html>"""
preview(HTML, "a report", "one", height=300)
'''


def test_a_document_in_a_page_is_read_and_does_nothing(
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
) -> None:
    script = tmp_path / "app.py"
    script.write_text(SCRIPT, encoding="utf-8")
    page = browser_page.page
    with streamlit_server(script) as address:
        page.goto(address)
        inside = page.frame_locator("iframe[title='a report']")
        inside.locator("#text").wait_for(timeout=60_000)
        assert inside.locator("#text").inner_text() == "see me"
        inside.locator("#go").click()
        inside.locator("#out").click()
        page.wait_for_timeout(500)
        assert page.title() != "taken"
        assert page.url.rstrip("/") == address
        assert browser_page.outside(address) == []
