"""Pictures as data: checks, words, layout, SVG, DOT, and that nothing unlisted goes out."""

from __future__ import annotations

import html.parser
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.drawing import (
    Edge,
    Layout,
    Node,
    Picture,
    PictureError,
    network,
    positions,
    to_html,
    to_svg,
)
from graph.drawing.html import json_block
from graph.drawing.payload import payload, vis_script
from graph.drawing.placing import CELL_X, CELL_Y
from graph.drawing.symbols import EDGE_TEXT, TEXT, legend, symbol
from graph.drawing.words import clean, columns, wrapped
from graph.legend import contrast
from graph.schema import RISK_MARKS, ROLE_MARKS, SCHEMA
from graph.text import LANGUAGES, catalogue

LAYOUTS: tuple[Layout, ...] = ("force", "layers", "rings")
HOSTILE = (
    '"><img src=x onerror="window.__pwned=1">',
    "</script><script>window.__pwned=1</script>",
    "</title></style><svg onload=window.__pwned=1>",
    "javascript:window.__pwned=1",
    '<a href="javascript:window.__pwned=1">href</a>',
    '=HYPERLINK("http://evil.invalid/","x")',
    "\"quoted\" 'single' `tick` \\back\\slash",
    "first\nsecond\r\nthird\u2028fourth\u2029fifth",
    "safe\u202egnp.exe\u2066hidden",
    "x'}) MATCH (n) DETACH DELETE n //",
    "${window.__pwned=1} {{7*7}} {0}",
    "<b>bold</b> &lt;i&gt; &amp;amp; &#x3c;",
    "\x00\x07\x1b[31mred\x7f",
    "--><!-- ]]> <![CDATA[",
    "</svg><script>window.__pwned=1</script>",
    '"]; evil [URL="javascript:window.__pwned=1" label=<<b>x</b>>',
    "长" * 10_000,
    "",
)


def hostile_picture() -> Picture:
    """Each hostile text in each field that holds text."""
    labels = ("Department", "Post", "Official", "Power", "Role", "RiskPoint")
    nodes = [
        Node(
            ref=f"{labels[i % len(labels)]}/{i}{text}",
            name=text,
            detail=((text, text), ("说明", text)),
            mark=(*ROLE_MARKS, *RISK_MARKS, None)[i % 7],
            focus=i == 0,
            count=None if i % 5 else i,
        )
        for i, text in enumerate(HOSTILE)
    ]
    edges = [
        Edge(nodes[0].ref, node.ref, text or "HOLDS", text, dashed=bool(i % 2))
        for i, (node, text) in enumerate(zip(nodes, HOSTILE, strict=True))
    ]
    return Picture(tuple(nodes), tuple(edges), " ".join(HOSTILE[:4]), " ".join(HOSTILE[:9]))


def chain(n: int) -> Picture:
    """Official, post, role, power, again and again, with some branches."""
    labels = ("Official", "Post", "Role", "Power")
    nodes = [Node(f"{labels[i % 4]}/{i}", f"某某县第{i}号岗位") for i in range(n)]
    pairs = [(i, (i - 1) // 3) for i in range(1, n)] + [(i, i // 2) for i in range(3, n, 5)]
    edges = [Edge(nodes[a].ref, nodes[b].ref, "HOLDS") for a, b in pairs]
    return Picture(tuple(nodes), tuple(edges), "图")


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    refs = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(SCHEMA.nodes)), st.text(min_size=1, max_size=5)),
            max_size=25,
            unique=True,
        )
    )
    nodes = [Node(f"{label}/{uid}", draw(st.text(max_size=20))) for label, uid in refs]
    ends = st.sampled_from(nodes) if nodes else st.nothing()
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=30)) if nodes else []
    types = st.sampled_from(sorted(SCHEMA.rels))
    edges = [Edge(a.ref, b.ref, draw(types), draw(st.text(max_size=8))) for a, b in pairs]
    return Picture(tuple(nodes), tuple(edges), draw(st.text(max_size=20)))


@pytest.mark.parametrize("ref", ["", "Post", "Post/", "/x", "Nobody/x", "post/x"])
def test_a_reference_that_is_not_label_and_uid_is_refused(ref: str) -> None:
    with pytest.raises(PictureError):
        Node(ref, "x")


def test_an_unknown_mark_is_refused() -> None:
    with pytest.raises(PictureError, match="RED"):
        Node("Post/x", "x", mark="RED")


def test_an_edge_to_a_node_that_is_not_there_is_refused() -> None:
    with pytest.raises(PictureError, match="Post/y"):
        Picture((Node("Post/x", "x"),), (Edge("Post/x", "Post/y", "REPORTS_TO"),))


def test_two_nodes_with_one_reference_are_refused() -> None:
    with pytest.raises(PictureError, match="Post/x"):
        Picture((Node("Post/x", "a"), Node("Post/x", "b")))


def test_both_languages_have_the_same_texts() -> None:
    keys = [
        {k.removesuffix("_one") for k in catalogue(language) if k.startswith("drawing.")}
        for language in LANGUAGES
    ]
    assert keys[0] == keys[1]


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_cleaned_text_is_one_short_line_without_hidden_marks(text: str, limit: int) -> None:
    shown = clean(text, limit)
    assert len(shown) <= limit
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)


@given(st.text(), st.integers(min_value=4, max_value=20), st.integers(min_value=1, max_value=3))
def test_wrapped_text_keeps_to_its_box(text: str, width: int, lines: int) -> None:
    found = wrapped(text, width, lines)
    assert 1 <= len(found) <= lines
    # A closing mark may hang over.
    assert all(columns(line.rstrip("，。、；：！？）》」』】〕％…")) <= width for line in found)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=60, deadline=None)
@given(picture=pictures())
def test_every_node_has_a_place_of_its_own(layout: Layout, picture: Picture) -> None:
    places = positions(picture, layout)
    assert list(places) == [n.ref for n in picture.nodes]
    assert len(set(places.values())) == len(places)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("n", [1, 2, 12, 60, 150])
def test_names_do_not_lie_on_one_another_in_a_small_picture(layout: Layout, n: int) -> None:
    places = list(positions(chain(n), layout).values())
    overlaps = [
        (a, b)
        for i, a in enumerate(places)
        for b in places[:i]
        if abs(a[0] - b[0]) < CELL_X * 0.8 and abs(a[1] - b[1]) < CELL_Y * 0.8
    ]
    assert not overlaps


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_picture_is_laid_out_the_same_in_every_process(
    layout: Layout, recwarn: pytest.WarningsRecorder
) -> None:
    from graph.drawing.layout import _positions

    first = positions(chain(200), layout)
    _positions.cache_clear()
    assert positions(chain(200), layout) == first


def test_layers_go_from_official_to_post_to_role_to_power() -> None:
    places = positions(chain(40), "layers")
    rows = [
        {y for ref, (_, y) in places.items() if ref.startswith(label)}
        for label in ("Official/", "Post/", "Role/", "Power/")
    ]
    for above, below in pairwise(rows):
        assert max(above) < min(below)


def test_layers_put_who_is_above_higher_even_in_a_circle_of_reports() -> None:
    posts = [Node(f"Post/{i}", str(i)) for i in range(3)]
    up = Picture(
        tuple(posts),
        (Edge("Post/2", "Post/1", "REPORTS_TO"), Edge("Post/1", "Post/0", "REPORTS_TO")),
    )
    places = positions(up, "layers")
    assert places["Post/0"][1] < places["Post/1"][1] < places["Post/2"][1]
    circle = Picture(up.nodes, (*up.edges, Edge("Post/0", "Post/2", "REPORTS_TO")))
    assert len(positions(circle, "layers")) == 3


def test_rings_put_the_focus_in_the_middle() -> None:
    nodes = [Node("Post/hub", "hub", focus=True)]
    nodes += [Node(f"Role/{i}", str(i)) for i in range(12)]
    edges = tuple(Edge("Post/hub", n.ref, "FILLS") for n in nodes[1:])
    places = positions(Picture(tuple(nodes), edges), "rings")
    hub = places.pop("Post/hub")
    for axis in (0, 1):
        others = [place[axis] for place in places.values()]
        assert min(others) < hub[axis] < max(others)


def test_what_stands_somewhere_stays_and_the_others_find_a_place_beside_it() -> None:
    small = chain(30)
    before = positions(small)
    grown = chain(36)
    after = positions(replace(grown, places=tuple(before.items())))
    assert list(after) == [n.ref for n in grown.nodes]
    assert len(set(after.values())) == len(after)
    far = [hypot(after[r][0] - x, after[r][1] - y) for r, (x, y) in before.items()]
    # Room is made for the new ones; nobody crosses the picture for it.
    assert sorted(far)[len(far) // 2] < CELL_X / 2
    new = next(n.ref for n in grown.nodes[30:])
    [parent, *_] = [e.target for e in grown.edges if e.source == new]
    gap = hypot(after[new][0] - after[parent][0], after[new][1] - after[parent][1])
    assert gap < 4 * CELL_X


def test_a_pinned_node_is_seen_by_its_edge_and_said_in_the_legend() -> None:
    picture = Picture((Node("Post/p", "局长", pinned=True), Node("Post/q", "科员")))
    pinned, other = network(picture).nodes
    assert pinned["borderWidth"] > 2 * other["borderWidth"]
    assert "粗边：已钉住" in [line.text for line in legend(picture, "zh")]
    assert f'stroke-width="{pinned["borderWidth"]}"' in to_svg(picture, "zh")


def test_pyvis_network_has_colour_shape_and_text_of_the_legend_and_no_physics() -> None:
    picture = Picture((Node("Power/w", "许可", mark="HIGH"), Node("Post/p", "局长")))
    drawn = network(picture)
    power, post = drawn.nodes
    assert power["label"].endswith("高风险")
    assert power["shape"] == RISK_MARKS["HIGH"].shape
    assert power["color"]["background"] == RISK_MARKS["HIGH"].colour
    assert post["color"]["background"] == SCHEMA.nodes["Post"].label.colour
    assert drawn.options.physics.enabled is False


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_names_what_occurs_and_nothing_else(language: str) -> None:
    picture = Picture(
        (Node("Power/w", "w", mark="HIGH"), Node("Post/p", "p"), Node("Post/q", "q", count=3)),
        (Edge("Post/p", "Power/w", "IN_CHARGE_OF", dashed=True),),
    )
    texts = [line.text for line in legend(picture, "zh" if language == "zh" else "en")]
    assert len(texts) == 4
    assert texts[:2] == (
        ["岗位", "权力事项 · 高风险"] if language == "zh" else ["Post", "Power · High risk"]
    )


def test_text_on_the_drawing_reads_at_a_contrast_of_aa() -> None:
    for text in (TEXT, EDGE_TEXT):
        assert contrast(text, "#ffffff") >= 4.5
    for label in SCHEMA.nodes:
        shown = symbol(label, None)
        assert max(contrast(shown.fill, "#ffffff"), contrast(shown.border, "#ffffff")) >= 3


def test_marks_of_one_family_differ_in_shape() -> None:
    for marks in (RISK_MARKS, ROLE_MARKS):
        assert len({mark.shape for mark in marks.values()}) == len(marks)


def test_only_listed_fields_reach_the_browser() -> None:
    sent = payload(hostile_picture(), "force", "zh")
    looks = sent["looks"]
    for node in sent["nodes"]:
        assert set(node["vis"]) == {"id", "x", "y"}
        assert set(looks[node["look"]]) == {
            "shape", "size", "physics", "color",
            "borderWidth", "borderWidthSelected", "shapeProperties",
        }  # fmt: skip
        assert isinstance(node["vis"]["id"], int)
        assert len(node["name"]) <= 210
    for edge in sent["edges"]:
        assert set(edge["vis"]) == {"id", "from", "to"}
        assert set(looks[edge["look"]]) == {"dashes", "smooth", "width", "color", "arrows"}


def test_a_look_is_sent_once_and_found_again() -> None:
    nodes = [Node(f"Post/{i}", f"岗位{i}") for i in range(50)]
    edges = [Edge("Post/0", f"Post/{i}", "REPORTS_TO") for i in range(1, 50)]
    sent = payload(Picture(tuple(nodes), tuple(edges), "x"), "force", "zh")
    assert len({str(look) for look in sent["looks"]}) == len(sent["looks"]) <= 10
    drawn = network(Picture(tuple(nodes), tuple(edges), "x"), "force", "zh")
    for thing, options in zip(
        [*sent["nodes"], *sent["edges"]], [*drawn.nodes, *drawn.edges], strict=True
    ):
        for key, value in sent["looks"][thing["look"]].items():
            assert value == options[key]


STATIC = Path(__file__).parents[1] / "graph/drawing/static"


@pytest.mark.parametrize("file", sorted(STATIC.glob("*.js")), ids=lambda f: f.name)
def test_nothing_in_our_scripts_turns_text_into_markup_or_code(file: Path) -> None:
    script = file.read_text("utf-8")
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|srcdoc"
    assert not re.search(forbidden, script)
    assert not re.search(r"\.(href|src)\b|\bfetch\(|XMLHttp|import\(", script)


def test_vis_script_is_whole() -> None:
    assert "\x85" in vis_script()  # inside a string, which str.splitlines would break
    assert "sourceMappingURL" not in vis_script()


@given(st.recursive(st.text(), lambda inner: st.dictionaries(st.text(), inner, max_size=3)))
def test_a_json_block_reads_back_and_cannot_hold_a_tag(value: object) -> None:
    block = json_block(value)
    assert json.loads(block) == value
    assert not set(block) & set("<>&\u2028\u2029")


class Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}


def test_static_page_holds_no_tag_and_no_attribute_out_of_the_data() -> None:
    tags = Tags()
    tags.feed(to_html(hostile_picture()))
    assert tags.names.count("script") == 2
    assert not set(tags.names) & {"img", "a", "iframe", "object", "b", "link", "form", "base"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert not tags.attributes & {"src", "href", "style"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_svg_is_well_formed_and_holds_no_script_or_link(layout: Layout) -> None:
    root = ET.fromstring(to_svg(hostile_picture(), "zh", layout))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {
        "svg", "g", "title", "desc", "defs", "marker", "path", "rect", "polygon", "circle", "text",
        "tspan",
    }  # fmt: skip
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name}


@settings(max_examples=40, deadline=None)
@given(pictures())
def test_svg_is_well_formed_whatever_the_names(picture: Picture) -> None:
    ET.fromstring(to_svg(picture, "en"))


def test_svg_says_in_text_what_colour_says() -> None:
    svg = to_svg(Picture((Node("Power/w", "许可", mark="HIGH"),)), "zh")
    assert svg.count("高风险") == 2  # under the symbol, and in the legend


def test_an_empty_picture_can_be_drawn() -> None:
    empty = Picture(())
    ET.fromstring(to_svg(empty, "zh"))
    assert "0 个节点" in to_html(empty)


def test_a_page_that_draws_runs_in_apptest_too() -> None:
    from streamlit.testing.v1 import AppTest

    def page() -> None:
        import streamlit as st

        from dashboard.drawing import draw
        from graph.drawing import Node, Picture

        st.text(repr(draw(Picture((Node("Post/x", "x"),)), key="picture")))

    app = AppTest.from_function(page).run(timeout=30)
    assert not app.exception
    assert app.text[0].value == "None"
