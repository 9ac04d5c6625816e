"""The findings page in a real browser: readable, filterable, and inert whatever the names are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.store import open_graph
from graph.text import Language
from loaders.formats import readers
from loaders.load import load
from powergraph.pages.findings import render
from queries.check import check
from queries.findings import evidence_of
from tests.browser import Watched, browser, browser_page  # noqa: F401

HOSTILE = [
    "\"><img src=x onerror=\"window.pwned=1\">",
    "</script><script>window.pwned=1</script>",
    "{{ 7*7 }}{% raw %}",
    "=HYPERLINK(\"http://example.invalid\")",
    "'}) DETACH DELETE (n) //",
    "line\nbreak \u202e reversed",
]  # fmt: skip
AS_OF = date(2026, 6, 30)


@pytest.fixture(scope="module", params=["zh", "en"])
def page_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    language: Language = request.param
    folder = tmp_path_factory.mktemp("hostile")
    tables = folder / "tables"
    tables.mkdir()
    quoted = ['"' + name.replace('"', '""') + '"' for name in HOSTILE]
    units = "".join(f"D{i},{name},DISTRICT_DEPT\n" for i, name in enumerate(quoted))
    powers = "".join(f"W{i},{name},01,D{i},HIGH\n" for i, name in enumerate(quoted))
    (tables / "departments.csv").write_text(f"uid,name,kind\n{units}", encoding="utf-8")
    (tables / "powers.csv").write_text(
        f"uid,name,power_type,department,risk_level\n{powers}", encoding="utf-8"
    )
    roles = "".join(f"R{i},W{i},EXECUTION\n" for i in range(len(HOSTILE)))
    (tables / "roles.csv").write_text(f"uid,power,kind\n{roles}", encoding="utf-8")
    with open_graph(folder / "x.db", mode="write") as store:
        load(store, readers([tables]), as_of=AS_OF, notice=HOSTILE[0])
        result = check(store, ["CHK-001", "CHK-002", "CHK-003"], as_of=AS_OF)
        evidence = evidence_of(store, (e for f in result.findings for e in f.evidence))
    assert len(result.findings) == 3 * len(HOSTILE)
    file = folder / f"{language}.html"
    html = render(result, evidence, language, notice=HOSTILE[0])
    file.write_text(html, encoding="utf-8")
    return file


def test_hostile_names_are_shown_and_never_run(page_file: Path, browser_page: Watched) -> None:  # noqa: F811
    browser_page.page.goto(page_file.as_uri())
    browser_page.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser_page.page.evaluate("window.pwned") is None
    text = browser_page.page.inner_text("body")
    for name in HOSTILE[:5]:
        assert name in text
    assert browser_page.outside() == []
    assert browser_page.errors == []


def test_filters_leave_what_fits_and_say_how_many(page_file: Path, browser_page: Watched) -> None:  # noqa: F811
    page = browser_page.page
    page.goto(page_file.as_uri())
    total = 3 * len(HOSTILE)
    assert page.inner_text("#shown") == f"{total} / {total}"
    page.select_option("select[name=severity]", "high")
    assert page.inner_text("#shown") == f"{len(HOSTILE)} / {total}"  # CHK-003 alone is high
    page.select_option("select[name=severity]", "")
    page.fill("input[name=words]", "detach chk-001")
    assert page.inner_text("#shown") == f"1 / {total}"
    assert page.locator(".finding:visible").count() == 1


def test_one_script_is_allowed_and_no_other(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    assert "Content-Security-Policy" in text
    assert "unsafe-eval" not in text
    assert text.count("<script") == 1
