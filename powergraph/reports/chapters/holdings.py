"""Chapter 2, 清: which powers there are, declared against loaded, how they changed, on what they
rest."""

from __future__ import annotations

from typing import Final

from graph.drawing.charts import Bar, bars
from powergraph.reports.asked import asked, cell
from powergraph.reports.chapters.peers import peers
from powergraph.reports.context import Unit
from powergraph.reports.tree import Paragraph, Picture, Section

_SAID: Final = ("high", "core", "major", "sensitive")


def chapter(unit: Unit) -> Section:
    """Counts, lists, changes, bases."""
    rows = unit.ask("unit-power-types")
    total = sum(row["count"] for row in rows)
    parts = {name: sum(row[name] for row in rows) for name in _SAID}
    key = "holdings.said" if any(parts.values()) else "holdings.said_bare"
    said = unit.say(key, unit=unit.name, total=total, **parts)
    blocks = (Paragraph(said if total else unit.say("nothing")),)
    sections = (
        Section(unit.say("holdings.types"), (*_by_type(unit), asked(unit, "unit-power-types"))),
        Section(
            unit.say("holdings.lists"),
            (asked(unit, "unit-lists"), Paragraph(unit.say("holdings.declared"), tone="note")),
        ),
        Section(
            unit.say("holdings.changes"),
            (asked(unit, "unit-changes", hide=("powers",)),),
        ),
        Section(unit.say("holdings.bases"), (asked(unit, "unit-bases"),)),
        Section(unit.say("holdings.peers"), (peers(unit),)),
    )
    return Section(unit.say("holdings.title"), blocks, sections, "2", key="holdings")


def _by_type(unit: Unit) -> tuple[Picture, ...]:
    counts: dict[str, int] = {}
    for row in unit.ask("unit-power-types"):
        name = cell(unit, "power_power_type", row["power_power_type"])
        counts[name] = counts.get(name, 0) + row["count"]
    if not counts:
        return ()
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    caption = unit.say("holdings.picture")
    svg = bars([Bar(name, count) for name, count in ordered], caption, unit.language)
    alt = "；".join(f"{name} {count}" for name, count in ordered)
    return (Picture(svg, caption, alt, 0.9),)
