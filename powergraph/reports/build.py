"""The report of one unit as a document: its chapters in order, numbered statements, annexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from powergraph.reports.chapters import (
    annexes,
    documents,
    holdings,
    interviews,
    leads,
    limits,
    oversight,
    profile,
    risks,
    structure,
    summary,
)
from powergraph.reports.chapters.sources import annex as sources_annex
from powergraph.reports.context import County, Unit
from powergraph.reports.sources import numbered
from powergraph.reports.texts import mapped
from powergraph.reports.tree import Document, Section
from queries.findings import evidence_of

CHAPTERS: Final[tuple[Callable[[Unit], Section], ...]] = (
    summary.chapter,
    profile.chapter,
    holdings.chapter,
    structure.chapter,
    oversight.chapter("checks"),
    risks.chapter,
    oversight.chapter("matters"),
    oversight.chapter("funds"),
    oversight.chapter("people"),
    oversight.chapter("publication"),
    oversight.chapter("earlier"),
    oversight.others,
    leads.chapter,
    interviews.chapter,
    documents.chapter,
    limits.chapter,
    annexes.power_list,
    annexes.roles,
)


def build(county: County, unit: Unit, now: datetime) -> Document:
    """The report of a unit. Everything but the time of making follows from the graph."""
    document = Document(
        title=unit.say("title", unit=unit.name),
        subtitle=county.round,
        head=unit.say("head"),
        notice=county.notice,
        language=county.language,
        meta=tuple(_meta(unit, now)),
        sections=tuple(chapter(unit) for chapter in CHAPTERS),
        volatile=(unit.say("meta.made"),),
    )
    document, statements = numbered(document)
    evidence = evidence_of(unit.store, (ref for s in statements for ref in s.refs))
    annex = sources_annex(unit, statements, evidence)
    annex = replace(annex, sections=(annexes.cypher(unit),))
    document = replace(document, sections=(*document.sections, annex, annexes.terms(unit)))
    # What is typed elsewhere (settings, file names, answers) may hold names, too.
    return mapped(document, county.masking.text) if county.masking else document


def _meta(unit: Unit, now: datetime) -> Iterable[tuple[str, str]]:
    county = unit.county
    yield unit.say("meta.unit"), f"{unit.name}（{unit.uid}）"
    yield unit.say("meta.round"), county.round or unit.say("meta.no_round")
    yield unit.say("meta.as_of"), county.as_of.isoformat()
    files = [row["file"] for row in county.sources]
    more = f" … ({len(files)})" if len(files) > 6 else ""
    yield unit.say("meta.sources"), ("、".join(files[:6]) or "—") + more
    yield unit.say("meta.version"), county.version
    if county.masking:
        yield unit.say("meta.edition"), unit.say("meta.masked")
    yield unit.say("meta.made"), now.strftime("%Y-%m-%d %H:%M")
