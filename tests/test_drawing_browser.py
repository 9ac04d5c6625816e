"""The drawing in a real browser: it shows, it answers a click, and no name in it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from graph.drawing import to_html
from graph.text import LANGUAGES, Language
from tests.browser import Watched, browser, browser_page, streamlit_server  # noqa: F401
from tests.test_drawing import HOSTILE, LAYOUTS, hostile_picture

# Streamlit puts the component in a shadow root, which Playwright's selectors see through.
READY = ".pg[data-ready]"
PLACE = """(root, ref) => {
  const box = root.querySelector("canvas").getBoundingClientRect();
  const at = root.powergraphPlace(ref);
  return [box.x + at.x, box.y + at.y];
}"""

# The page is at work for so many milliseconds whenever the button is pressed.
BUSY = """(long) => addEventListener("pointerdown", () => {
  const end = performance.now() + long;
  while (performance.now() < end);
}, { capture: true })"""

APP = """
import streamlit as st
from dashboard.drawing import draw
from graph.drawing import Edge, Node, Picture
from tests.test_drawing import hostile_picture

which = st.query_params.get("which", "plain")
if which == "hostile":
    picture = hostile_picture()
else:
    nodes = tuple(Node(f"Post/{i}", f"岗位{i}", (("职级", "正科"),)) for i in range(9))
    edges = tuple(Edge("Post/0", n.ref, "REPORTS_TO") for n in nodes[1:])
    picture = Picture(nodes, edges, "岗位图", "说明文字")
if st.toggle("swap"):
    picture = Picture(picture.nodes[:2], (), "只剩两个")
st.session_state.runs = st.session_state.get("runs", 0) + 1
ref = None if st.toggle("hide") else draw(picture, key="picture", layout="rings")
st.text(f"selected={ref!r} runs={st.session_state.runs}")
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    script = tmp_path_factory.mktemp("app") / "app.py"
    script.write_text(APP, encoding="utf-8")
    with streamlit_server(script) as address:
        yield address


def pwned(seen: Watched) -> bool:
    return bool(seen.page.evaluate("() => Object.hasOwn(window, '__pwned')"))


def drawn(seen: Watched, address: str) -> Page:
    """The page of an address, once the picture stands on it."""
    seen.page.goto(address)
    seen.page.wait_for_selector(READY)
    return seen.page


def click_beside(seen: Watched) -> None:
    """Click into the picture where no node is."""
    box = seen.page.locator(".pg-canvas").bounding_box()
    assert box is not None
    seen.page.mouse.click(box["x"] + 4, box["y"] + 4)


def place(seen: Watched, ref: str) -> tuple[float, float]:
    x, y = seen.page.locator(READY).evaluate(PLACE, ref)
    return x, y


def expect_text(seen: Watched, text: str) -> None:
    seen.page.get_by_text(text).first.wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_static_page_runs_nothing_out_of_names_and_asks_nobody(
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
    language: Language,
) -> None:
    file = tmp_path / "picture.html"
    picture = hostile_picture()
    for layout in LAYOUTS:
        file.write_text(to_html(picture, language=language, layout=layout), encoding="utf-8")
        drawn(browser_page, file.as_uri())
        for node in picture.nodes[:6]:
            browser_page.page.mouse.move(*place(browser_page, node.ref))
            browser_page.page.wait_for_timeout(50)
        browser_page.page.mouse.click(*place(browser_page, picture.nodes[1].ref))
        browser_page.page.locator(".pg-facts strong").wait_for()
    assert not pwned(browser_page)
    assert browser_page.outside() == []
    assert browser_page.errors == []


def test_static_page_forbids_what_its_policy_says(
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
) -> None:
    """The policy is what holds when the escaping does not: break the escaping and look."""
    page = to_html(hostile_picture())
    broken = page.replace(
        "<main>", "<main><script>window.__pwned=1</script><img src=http://x.invalid>"
    )
    file = tmp_path / "broken.html"
    file.write_text(broken, encoding="utf-8")
    drawn(browser_page, file.as_uri())
    assert not pwned(browser_page)
    assert any("Content Security Policy" in error for error in browser_page.errors)


def test_static_page_prints_the_vector_picture(
    browser_page: Watched,  # noqa: F811
    tmp_path: Path,
) -> None:
    file = tmp_path / "picture.html"
    file.write_text(to_html(hostile_picture()), encoding="utf-8")
    drawn(browser_page, file.as_uri())
    assert not browser_page.page.locator(".print svg").is_visible()
    browser_page.page.emulate_media(media="print")
    assert browser_page.page.locator(".print svg").is_visible()
    assert not browser_page.page.locator(".pg-area").is_visible()


def test_a_click_on_a_node_comes_back_to_python_and_keeps_the_view(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    page = drawn(browser_page, app)
    expect_text(browser_page, "selected=None")
    page.get_by_role("button", name="放大").click()
    before = place(browser_page, "Post/3")
    page.mouse.click(*before)
    expect_text(browser_page, "selected='Post/3'")
    assert place(browser_page, "Post/3") == pytest.approx(before, abs=1)
    assert page.locator(".pg-facts strong").inner_text() == "岗位3"
    click_beside(browser_page)
    expect_text(browser_page, "selected=None")
    assert browser_page.outside(app) == []
    assert browser_page.errors == []


def test_a_slow_click_and_a_click_on_a_busy_machine_count_as_clicks(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    """Somebody holds the button for long; or the page is at work between press and release."""
    page = drawn(browser_page, app)
    page.mouse.move(*place(browser_page, "Post/3"))
    page.mouse.down()
    page.wait_for_timeout(800)
    page.mouse.up()
    expect_text(browser_page, "selected='Post/3'")
    page.evaluate(BUSY, 800)
    page.mouse.click(*place(browser_page, "Post/5"))
    expect_text(browser_page, "selected='Post/5'")
    assert browser_page.errors == []


def test_the_same_node_clicked_again_is_told_again(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    """A page that has missed the first click would else never hear of it."""
    page = drawn(browser_page, app)
    for runs in (2, 3):
        page.mouse.click(*place(browser_page, "Post/3"))
        expect_text(browser_page, f"selected='Post/3' runs={runs}")
        page.wait_for_timeout(400)  # two quick ones would be a double click
    click_beside(browser_page)
    expect_text(browser_page, "selected=None runs=4")
    assert browser_page.errors == []


def test_a_node_that_is_dragged_is_not_clicked(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    page = drawn(browser_page, app)
    x, y = place(browser_page, "Post/3")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 25, steps=5)
    page.mouse.up()
    moved = place(browser_page, "Post/3")
    assert moved == pytest.approx((x + 40, y + 25), abs=12)
    page.mouse.click(*place(browser_page, "Post/5"))
    expect_text(browser_page, "selected='Post/5' runs=2")  # the drag had the page not run again


def test_search_finds_a_node_by_keyboard_alone(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    page = drawn(browser_page, app)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("岗位7")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_text(browser_page, "selected='Post/7'")
    page.locator(".pg-canvas").focus()
    page.keyboard.press("Escape")
    expect_text(browser_page, "selected=None")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    expect_text(browser_page, "selected='Post/")
    assert browser_page.errors == []


def test_a_selection_that_left_the_picture_is_no_selection(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    page = drawn(browser_page, app)
    page.mouse.click(*place(browser_page, "Post/5"))
    expect_text(browser_page, "selected='Post/5'")
    page.get_by_text("swap").click()
    expect_text(browser_page, "selected=None")
    expect_text(browser_page, "只剩两个")
    assert page.locator(f"{READY} canvas").count() == 1  # the old drawing is gone
    assert browser_page.errors == []


def test_a_drawing_that_leaves_the_page_takes_its_listeners_along(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    page = drawn(browser_page, app)
    root = page.locator(READY).element_handle()
    page.get_by_text("hide").click()
    page.locator(READY).wait_for(state="detached")
    assert root.evaluate("root => [root.childElementCount, 'powergraphPlace' in root]") == [
        0,
        False,
    ]
    page.set_viewport_size({"width": 900, "height": 700})
    page.get_by_text("hide").click()
    page.wait_for_selector(READY)
    assert page.locator(f"{READY} canvas").count() == 1
    assert browser_page.errors == []


def test_hostile_names_are_inert_in_the_component(
    browser_page: Watched,  # noqa: F811
    app: str,
) -> None:
    page = drawn(browser_page, f"{app}/?which=hostile")
    picture = hostile_picture()
    page.locator(READY).scroll_into_view_if_needed()
    for node in picture.nodes:
        page.mouse.move(*place(browser_page, node.ref))
        page.wait_for_timeout(30)
    page.get_by_role("searchbox").fill("<")
    page.locator(".pg-hits button").first.wait_for()
    page.get_by_role("searchbox").fill("")
    page.mouse.click(*place(browser_page, picture.nodes[1].ref))
    expect_text(browser_page, "selected='Post/1")
    assert page.locator(".pg img, .pg a, .pg script, .pg b").count() == 0
    assert not pwned(browser_page)
    assert browser_page.outside(app) == []
    assert browser_page.errors == []
    assert len(picture.nodes) == len(HOSTILE)
