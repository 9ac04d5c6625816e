"""The flow chart of a power, 权力运行流程图: its steps in order, who acts, within which time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graph.drawing.flow import FlowStep
from graph.drawing.flow_svg import flow_pictures
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import (
    bases,
    by_power,
    field,
    limits,
    names,
    say,
    signatures,
    stated,
)
from powergraph.reports.tree import Block, Document, Form, Paragraph, Picture
from queries.views.power import PowerCard, StepRow
from queries.views.words import listed

_LONG: Final = 6  # steps


def flow(unit: Unit, powers: Sequence[str] = ()) -> Document:
    """The charts of these powers, or of all active ones of the unit.

    Raises:
        ParameterError: one of `powers` is none of the unit's.
    """
    return by_power(unit, "flow", powers, _blocks)


def drawn(unit: Unit, steps: Sequence[StepRow]) -> list[FlowStep]:
    """Steps as the drawing takes them."""
    return [
        FlowStep(
            seq=step.seq,
            name=step.name,
            role=step.kinds[0] if len(step.kinds) == 1 else None,
            actor=acting(unit, step) if step.holders else "",
            days=step.days,
            mandatory=step.mandatory,
        )
        for step in steps
    ]


def course(unit: Unit, card: PowerCard) -> str:
    """The steps in words, one a line, which is what the drawing says."""
    parts = [
        say(
            unit,
            "step",
            seq=step.seq,
            name=step.name,
            actors=acting(unit, step),
        )
        for step in card.steps
    ]
    return "\n".join(parts)


def acting(unit: Unit, step: StepRow) -> str:
    """Who acts at a step; a dash for nobody on record."""
    return listed((unit.short(name) for name in step.holders), unit.language)


def _blocks(unit: Unit, card: PowerCard) -> Iterator[Block]:
    steps = card.steps or card.template
    if not card.steps:
        kind = stated(unit, card, "power_type")
        said = say(unit, "flow.template", type=kind) if steps else say(unit, "flow.none")
        yield Paragraph(said, tone="warning")
    caption = say(unit, "flow.caption" if card.steps else "flow.template_caption")
    alt = course(unit, card).replace("\n", " → ") or caption
    # A long chart is drawn smaller, so that the facts below it still stand on its page.
    width = 0.86 if len(steps) > _LONG else 1.0
    for svg in flow_pictures(drawn(unit, steps), card.head.name, unit.language):
        yield Picture(svg, caption, alt, width, (card.head.ref,))
    if not steps:
        yield Form(tuple((field(unit, "step", lines=2),) for _ in range(6)))
    yield Form(
        (
            (field(unit, "code", stated(unit, card, "impl_code", "basic_code") or card.head.uid),),
            (
                field(unit, "type", stated(unit, card, "power_type")),
                field(unit, "risk_level", stated(unit, card, "risk_level")),
            ),
            (
                field(unit, "units", names(unit, card.units)),
                field(unit, "sections", names(unit, card.sections)),
            ),
            (field(unit, "bases", bases(card)),),
            limits(unit, card),
            (field(unit, "conditions", stated(unit, card, "conditions")),),
            (
                field(unit, "phone", stated(unit, card, "supervise_phone")),
                field(unit, "supervisors", names(unit, card.supervisors)),
            ),
        ),
        (card.head.ref,),
    )
    yield from signatures(unit)
