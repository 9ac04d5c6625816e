"""HTML: one file, no script, nothing fetched; to read on a screen and print from a browser."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from importlib.resources import files

import jinja2

from powergraph.reports.render.numbering import labelled
from powergraph.reports.texts import mapped, safe
from powergraph.reports.tree import Document, Section


@dataclass(frozen=True, slots=True)
class _Heading:
    """A section as the page shows it: its anchor, its title with its number, its level from 2."""

    anchor: str
    title: str
    level: int
    section: Section
    parts: tuple[_Heading, ...]


def to_html(document: Document) -> bytes:
    """The document as a page of its own. The same document gives the same bytes."""
    shown = labelled(mapped(document, safe))
    folder = files(__package__)
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["kind_of"] = lambda block: type(block).__name__.lower()
    environment.globals["source_of"] = _source
    template = environment.from_string((folder / "report.html.jinja").read_text(encoding="utf-8"))
    page = template.render(
        document=shown,
        sections=_headings(shown.sections, 2, "s"),
        style=(folder / "report.css").read_text(encoding="utf-8"),
        lang={"zh": "zh-CN", "en": "en"}[document.language],
        contents={"zh": "目录", "en": "Contents"}[document.language],
    )
    return page.encode()


def _headings(sections: tuple[Section, ...], level: int, prefix: str) -> tuple[_Heading, ...]:
    return tuple(
        _Heading(
            anchor := f"{prefix}-{at}",
            section.title,
            min(level, 6),
            section,
            _headings(section.sections, level + 1, anchor),
        )
        for at, section in enumerate(sections, start=1)
    )


def _source(svg: str) -> str:
    """A drawing as an image's address: as an image it can run nothing and fetch nothing."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
