"""Who held the posts of the leadership team, since when: drawn, and as a table."""

from __future__ import annotations

from datetime import date
from typing import Final

from graph.drawing.charts import Span, Track, timeline
from powergraph.reports.asked import asked, cell
from powergraph.reports.context import Unit
from powergraph.reports.tree import Block, Picture

SHOWN: Final = 10  # years before the day
_QUESTION: Final = "unit-team-history"


def timeline_of_posts(unit: Unit) -> tuple[Block, ...]:
    """A row a post, a span a holder; acting and concurrent holders are hatched."""
    rows = unit.ask(_QUESTION)
    table = asked(unit, _QUESTION)
    if not rows:
        return (table,)
    tracks: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for row in rows:
        names[row["post"]] = unit.short(row["post_name"] or row["post"])
        regular = row["holds_mode"] in (None, "REGULAR")
        spans = tracks.setdefault(row["post"], [])
        until = row["until"] if row["until"] and row["until"] <= unit.as_of else None
        spans.append(
            Span(row["official_name"] or row["official"], row["since"], until, not regular)
        )
    first = date(unit.as_of.year - SHOWN, 1, 1)
    caption = unit.say("people.timeline_caption", years=SHOWN)
    drawn = [Track(names[post], tuple(spans)) for post, spans in tracks.items()]
    svg = timeline(drawn, first, unit.as_of, caption, unit.language)
    alt = "；".join(
        f"{names[row['post']]}：{row['official_name'] or row['official']} "
        f"{cell(unit, 'since', row['since'])}—{cell(unit, 'until', row['until'])}"
        for row in rows
    )
    refs = tuple(dict.fromkeys(f"Post/{row['post']}" for row in rows))
    return (Picture(svg, caption, alt, 1.0, refs), table)
