"""A page of the dashboard as somebody finds it who opens an address; and what stands on it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from streamlit.testing.v1 import AppTest

from dashboard.markup import text as escaped
from graph.text import Language
from tests.test_dashboard_graphs import ROOT

APP: Final = ROOT / "dashboard" / "app.py"


def page(graph: Path, name: str, language: Language = "zh", **params: str) -> AppTest:
    """A page of a graph; the fixture `fresh_pages` undoes what it sets."""
    os.environ["POWERGRAPH_GRAPH"] = str(graph)
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in {"page": name, "lang": language, **params}.items():
        app.query_params[key] = value
    return app.run()


def said(app: AppTest) -> str:
    """All that stands on the page."""
    kinds = ("title", "subheader", "info", "warning", "error", "success")
    parts = [getattr(element, "value", "") for kind in kinds for element in app.get(kind)]
    parts += [str(element.proto.body) for element in app.get("html")]
    parts += [element.value for element in app.markdown]
    return "\n".join(map(str, parts))


def links(app: AppTest) -> list[str]:
    """The words of all links, without the escapes of Markdown."""
    return [str(link.proto.label).replace("\\", "") for link in app.get("page_link")]


def plain(text: str) -> str:
    """Text as it stands inside HTML."""
    return escaped(text)
