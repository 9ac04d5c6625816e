"""PDF by Typst: text, bookmarks, embedded fonts, tags; needs no system library and no network.

The document goes in as JSON beside a fixed layout, so no text of it is read as markup. The fonts of
the office (仿宋, 黑体, 楷体, 小标宋) are used where they are installed, else Noto fonts of a wheel.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final

from powergraph.reports.render.numbering import labelled
from powergraph.reports.render.typesetting import typeset
from powergraph.reports.texts import mapped, safe
from powergraph.reports.tree import Document, to_data

# A file that says when it was made would differ from run to run.
_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)


def to_pdf(document: Document) -> bytes:
    """The document as PDF. The same document gives the same bytes."""
    layout = (files(__package__) / "report.typ").read_text(encoding="utf-8")
    data = json.dumps(to_data(labelled(mapped(document, safe))), ensure_ascii=False)
    return typeset(layout, {"document.json": data}, timestamp=_TIME)
