"""The risk-control chart of a power, 廉政风险防控图: risk points on the steps, and measures for
each of them (一对一、点对点)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graph.drawing.flow import FlowRisk
from graph.drawing.flow_svg import risk_pictures
from graph.drawing.words import mark_name
from graph.schema import RISK_MARKS
from powergraph.reports.context import Unit
from powergraph.reports.forms.flow import drawn
from powergraph.reports.forms.frame import (
    by_power,
    field,
    names,
    say,
    signatures,
    stated,
)
from powergraph.reports.tree import (
    Block,
    Column,
    Document,
    Form,
    Paragraph,
    Picture,
    Table,
    TableRow,
)
from queries.views.power import MeasureRow, PowerCard, RiskRow

_WEIGHTS: Final = {
    "number": 0.95,
    "risk": 2.2,
    "level": 1.2,
    "step": 1.3,
    "shown": 2.3,
    "measure": 2.7,
    "owner": 1.8,
    "frequency": 1.15,
}


def risk(unit: Unit, powers: Sequence[str] = ()) -> Document:
    """The charts of these powers, or of all active ones of the unit.

    Raises:
        ParameterError: one of `powers` is none of the unit's.
    """
    return by_power(unit, "risk", powers, _blocks)


def _blocks(unit: Unit, card: PowerCard) -> Iterator[Block]:
    if not card.steps:
        yield Paragraph(say(unit, "risk.no_steps"), tone="warning")
    if not card.risks:
        yield Paragraph(say(unit, "risk.none"), tone="warning")
    flags = [
        FlowRisk(r.name, r.level, r.step, tuple(m.text for m in r.measures))
        for r in card.risks
        if r.level in RISK_MARKS
    ]
    caption = say(unit, "risk.caption")
    alt = say(unit, "risk.alt", steps=len(card.steps), risks=len(card.risks))
    pictures = risk_pictures(drawn(unit, card.steps), flags, card.head.name, unit.language)
    for svg in pictures:
        yield Picture(svg, caption, alt, 1.0, (card.head.ref,))
    columns = tuple(Column(say(unit, f"risk.{n}"), w) for n, w in _WEIGHTS.items())
    rows = [
        row for at, one in enumerate(card.risks, start=1) for row in _lines(unit, card, at, one)
    ]
    blank = tuple(TableRow(("\n",) * len(columns)) for _ in range(0 if rows else 4))
    yield Table(say(unit, "risk.table"), columns, (*rows, *blank))
    yield Form(
        (
            (
                field(unit, "units", names(unit, card.units)),
                field(unit, "sections", names(unit, card.sections)),
            ),
            (
                field(unit, "risk_level", stated(unit, card, "risk_level")),
                field(unit, "supervisors", names(unit, card.supervisors)),
            ),
        ),
        (card.head.ref,),
    )
    yield from signatures(unit)


def _lines(unit: Unit, card: PowerCard, at: int, one: RiskRow) -> Iterator[TableRow]:
    """A row for each measure, so that each stands beside its risk; one row where none is."""
    level = mark_name(one.level, unit.language) if one.level in RISK_MARKS else ""
    head = (
        one.name,
        level,
        one.step_name or say(unit, "risk.elsewhere"),
        one.manifestation or "",
    )
    refs = (f"RiskPoint/{one.uid}", card.head.ref)
    measures: tuple[MeasureRow | None, ...] = one.measures or (None,)
    for number, measure in enumerate(measures, start=1):
        # A second measure repeats the name, so that a page may begin with it.
        first = head if number == 1 else (one.name, "", "", "")
        label = f"{at}-{number}" if len(measures) > 1 else str(at)
        if measure is None:
            yield TableRow((label, *first, say(unit, "risk.no_measure"), "", ""), refs)
        else:
            owner = unit.short(measure.owner or "")
            cells = (label, *first, measure.text, owner, measure.frequency or "")
            yield TableRow(cells, refs)
