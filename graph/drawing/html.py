"""The picture as one HTML file that works offline: for reports, notebooks and mail.

pyvis's own page is not used: it asks a CDN and lets names become markup. Here data stands in a
block that no browser runs, escaped so that it cannot end that block, and a policy in the page
forbids every script but the two whose hashes it names, every request and every form.
"""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from typing import Final

from graph.drawing.layout import Layout
from graph.drawing.model import Picture
from graph.drawing.payload import DETAIL_LIMIT, library, own_file, payload
from graph.drawing.svg import to_svg
from graph.drawing.words import clean, edge_name, kind_name, node_name
from graph.text import DEFAULT_LANGUAGE, Language, say

_BOOT: Final = """
const data = JSON.parse(document.getElementById("data").textContent);
powergraphMount(document.querySelector(".pg"), data, () => {});
"""
_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_SVG_MOST: Final = 600  # more nodes print as what is on the screen


def to_html(
    picture: Picture,
    *,
    language: Language = DEFAULT_LANGUAGE,
    layout: Layout = "force",
    height: int = 620,
) -> str:
    """A page with the picture, its legend, and the same facts as tables."""
    script = f"{library()}{_BOOT}"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    data = json_block(payload(picture, layout, language) | {"height": height})
    vector = to_svg(picture, language, layout) if len(picture.nodes) <= _SVG_MOST else ""
    return f"""<!doctype html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(clean(picture.title))}</title>
<style>
{own_file("drawing.css")}
{own_file("page.css")}
</style>
</head>
<body class="{"vector" if vector else "raster"}">
<main>
<div class="pg"></div>
<div class="print">{vector}</div>
{_tables(picture, language)}
</main>
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


def json_block(value: object) -> str:
    r"""JSON that can stand inside any element: nothing in it can end or begin a tag.

    >>> json_block({"name": "</script>"})
    '{"name": "\\u003c/script\\u003e"}'
    """
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _tables(picture: Picture, language: Language) -> str:
    names = {n.ref: node_name(n, language) for n in picture.nodes}
    nodes = [
        (
            names[n.ref],
            kind_name(n, language),
            say("drawing.and", language).join(
                say("drawing.fact", language, head=clean(k, 60), value=clean(v, DETAIL_LIMIT))
                for k, v in n.detail
            ),
        )
        for n in picture.nodes
    ]
    edges = [(names[e.source], edge_name(e, language), names[e.target]) for e in picture.edges]
    return "\n".join(
        [
            _table("nodes", ("name", "kind", "detail"), nodes, language),
            _table("edges", ("from", "relation", "to"), edges, language),
        ]
    )


def _table(
    what: str, heads: tuple[str, ...], rows: list[tuple[str, str, str]], language: Language
) -> str:
    head = "".join(f'<th scope="col">{say(f"drawing.column_{h}", language)}</th>' for h in heads)
    body = "\n".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        f"<h2>{say(f'drawing.{what}', language)}</h2>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )
