"""Chapter 3, 配: who decides, carries out and supervises, and how much is in few hands."""

from __future__ import annotations

from typing import Final

from graph.drawing.charts import Bar, bars, matrix
from graph.drawing.svg import to_svg
from powergraph.reports.asked import asked
from powergraph.reports.context import Unit
from powergraph.reports.ruled import ruled
from powergraph.reports.tree import Block, Paragraph, Picture, Section
from queries.views.around import Wanted, surroundings
from queries.views.network import picture

ROWS: Final = 30
HEADS: Final = 12
KINDS: Final = ("DECISION", "EXECUTION", "SUPERVISION")
REACH: Final = 40
_TYPES: Final = ("HOLDS", "FILLS", "IN_CHARGE_OF", "REPORTS_TO", "IN_DEPARTMENT", "MEMBER_OF")


def chapter(unit: Unit) -> Section:
    """The matrix, concentration, the chief's reach, and the rules of division."""
    parts = (
        Section(unit.say("structure.matrix"), (*_matrix(unit),)),
        Section(
            unit.say("structure.concentration"),
            (
                *_concentration(unit),
                asked(
                    unit,
                    "concentration-ranking",
                    hide=("domains", "posts", "department_names", "departments"),
                ),
            ),
        ),
        Section(unit.say("structure.reach"), (*_reach(unit),)),
        Section(unit.say("structure.rules"), ruled(unit, "CON", "SOD")),
    )
    return Section(unit.say("structure.title"), (), parts, "3", key="structure")


def _matrix(unit: Unit) -> list[Block]:
    """Powers by post: which of the three kinds each fills; hatched where one fills several."""
    filled: dict[str, dict[str, set[str]]] = {}
    names: dict[str, str] = {}
    for row in unit.ask("unit-roles"):
        filled.setdefault(row["power"], {}).setdefault(row["holder"], set()).add(row["role_kind"])
        names[row["power"]], names[row["holder"]] = row["power_name"], row["holder_name"]
    if not filled:
        return [Paragraph(unit.say("structure.no_roles"), tone="warning")]
    powers = list(filled)[:ROWS]
    weight: dict[str, int] = {}
    for power in powers:
        for holder in filled[power]:
            weight[holder] = weight.get(holder, 0) + 1
    heads = sorted(weight, key=lambda h: (-weight[h], h))[:HEADS]
    letters = {kind: unit.say(f"structure.letter.{kind}") for kind in KINDS}
    cells = [
        ["".join(letters[k] for k in KINDS if k in filled[p].get(h, ())) for h in heads]
        for p in powers
    ]
    marked = [[len(filled[p].get(h, ())) > 1 for h in heads] for p in powers]
    caption = unit.say("structure.matrix_caption", shown=len(powers), total=len(filled))
    rows = [names[p] or p for p in powers]
    svg = matrix(
        rows, [unit.short(names[h] or h) for h in heads], cells, marked, caption, unit.language
    )
    both = sum(any(line) for line in marked)
    said = unit.say("structure.matrix_said", powers=len(powers), both=both)
    refs = tuple(f"Power/{p}" for p in powers)
    return [Paragraph(said), Picture(svg, caption, said, 1.0, refs)]


def _concentration(unit: Unit) -> list[Block]:
    rows = unit.ask("concentration-ranking")
    if not rows:
        return []
    total = len({row["power"] for row in unit.ask("unit-roles")}) or 1
    caption = unit.say("structure.concentration_caption")
    shown = [
        Bar(
            row["official_name"] or row["official"],
            row["powers"],
            unit.say("structure.share", count=row["powers"], share=f"{row['powers'] / total:.0%}"),
            row["powers"] / total > 0.5,
        )
        for row in rows[:10]
    ]
    svg = bars(shown, caption, unit.language)
    refs = tuple(f"Official/{row['official']}" for row in rows[:10])
    alt = "；".join(f"{bar.label} {bar.text}" for bar in shown)
    return [Picture(svg, caption, alt, 1.0, refs)]


def _reach(unit: Unit) -> list[Block]:
    """What the chief's post reaches: people, sections, roles, up to forty nodes."""
    chiefs = [row for row in unit.ask("unit-leadership") if row["is_top_leader"]]
    focus = f"Post/{chiefs[0]['post']}" if chiefs else ""
    wanted = Wanted(types=_TYPES, limit=REACH)
    found = surroundings(unit.store, focus, unit.as_of, wanted) if chiefs else None
    if found is None:
        return [Paragraph(unit.say("structure.no_chief"))]
    drawn = picture(found, {focus}, unit.language)
    post = chiefs[0]["post_name"] or chiefs[0]["post"]
    caption = unit.say("structure.reach_caption", post=post, count=len(drawn.nodes) - 1)
    return [Picture(to_svg(drawn, unit.language, "rings"), caption, caption, 1.0, (focus,))]
