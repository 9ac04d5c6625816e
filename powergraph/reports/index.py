"""The index page of a run: every unit, its leads, and links to its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

import jinja2

from graph.text import say
from powergraph.outputs.files import write_text
from powergraph.reports.context import County
from powergraph.reports.texts import safe
from powergraph.reports.write import Written

NAME: Final = "index.html"
_PAGE: Final = """<!doctype html>
<html lang="{{ lang }}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.7 FangSong, "Noto Serif CJK SC", serif; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #9a9a9a; padding: .3rem .5rem; text-align: left; }
th { background: #f1f1f1; font-weight: normal; } td.n { text-align: right; } h1 { font-weight: normal; } .s { color: #595959; }
</style></head><body>
<p class="s">{{ head }}{% if notice %} · {{ notice }}{% endif %}</p>
<h1>{{ title }}</h1>
<p>{{ said }}</p>
<table><thead><tr>{% for name in columns %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead><tbody>
{% for one in units %}
<tr><td>{{ one.name }}</td><td>{{ one.unit }}</td><td class="n">{{ one.leads }}</td><td class="n">{{ one.high }}</td>
<td>{% for file in one.files %}<a href="{{ address(file) }}">{{ file.suffix[1:] }}</a> {% endfor %}</td></tr>
{% endfor %}
</tbody></table></body></html>
"""  # noqa: E501 - a page


def write_index(county: County, written: Sequence[Written], folder: Path) -> Path:
    """Write the page; units with more leads of high severity come first.

    Raises:
        OutputError: it cannot be written.
    """
    language = county.language
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.from_string(_PAGE).render(
        lang={"zh": "zh-CN", "en": "en"}[language],
        title=say("report.index.title", language),
        head=say("report.head", language),
        notice=county.notice,
        said=say("report.index.said", language, count=len(written), day=county.as_of),
        columns=[
            say(f"report.index.{name}", language)
            for name in ("unit", "uid", "leads", "high", "files")
        ],
        units=sorted(written, key=lambda one: (-one.high, -one.leads, one.unit)),
        address=lambda path: quote(path.name),
    )
    path = folder / NAME
    write_text(path, safe(page))
    return path
