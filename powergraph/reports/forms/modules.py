"""The six-module card of a power on the "1+X" platform, 六模块: name, basis, user, risk level,
course, restraint; below it the four records of handling, and who enters them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powergraph.reports.context import Unit
from powergraph.reports.forms.flow import course
from powergraph.reports.forms.frame import (
    bases,
    by_power,
    field,
    names,
    say,
    signatures,
    stated,
)
from powergraph.reports.tree import Block, Document, Form
from queries.views.power import PowerCard
from queries.views.roles import KINDS
from queries.views.words import listed, value_of

_STEWARDS = """
MATCH (:Department {uid: $unit})<-[x:DATA_STEWARD_OF]-(o:Official)
WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
  AND (x.valid_to IS NULL OR x.valid_to > $as_of)
RETURN DISTINCT o.uid AS uid, o.name AS name ORDER BY uid
"""


def modules(unit: Unit, powers: Sequence[str] = ()) -> Document:
    """The cards of these powers, or of all active ones of the unit.

    Raises:
        ParameterError: one of `powers` is none of the unit's.
    """
    params = {"unit": unit.uid, "as_of": unit.as_of}
    stewards = [row["name"] for row in unit.store.read(_STEWARDS, params)]
    return by_power(unit, "modules", powers, lambda _, card: _blocks(unit, card, stewards))


def _blocks(unit: Unit, card: PowerCard, stewards: Sequence[str]) -> Iterator[Block]:
    systems = "\n".join(
        " ".join(filter(None, (row["name"], row["doc_no"]))) for row in card.systems
    )
    yield Form(
        (
            (
                field(unit, "one", names(unit, card.supervisors)),
                field(unit, "x", names(unit, card.units)),
            ),
            (field(unit, "module_1", card.head.name),),
            (field(unit, "code", stated(unit, card, "impl_code", "basic_code") or card.head.uid),),
            (field(unit, "core", stated(unit, card, "is_core")),),
            (field(unit, "module_2", bases(card), lines=3),),
            (field(unit, "module_3", "\n".join(_users(unit, card)), lines=3),),
            (field(unit, "module_4", _risk(unit, card), lines=2),),
            (field(unit, "module_5", course(unit, card), lines=4),),
            (field(unit, "module_6", systems, lines=3),),
        ),
        (card.head.ref,),
    )
    yield Form(
        (
            (field(unit, "situation", lines=2),),
            (field(unit, "case_basis", lines=2),),
            (field(unit, "process", lines=2),),
            (field(unit, "result", lines=2),),
            (field(unit, "steward", "、".join(stewards)), field(unit, "entered_on")),
        )
    )
    yield from signatures(unit)


def _users(unit: Unit, card: PowerCard) -> Iterator[str]:
    """Who uses the power: the unit and section, then who decides, carries out and supervises."""
    place = [*card.units, *card.sections]
    if place:
        yield names(unit, place)
    for kind in KINDS:
        held = [
            unit.short(h.name) for role in card.roles if role.kind == kind for h in role.holders
        ]
        if held:
            said = value_of("Role", "kind", kind, unit.language)
            yield say(unit, "user", kind=said, names=listed(dict.fromkeys(held), unit.language))


def _risk(unit: Unit, card: PowerCard) -> str:
    level = stated(unit, card, "risk_level")
    if not level:
        return ""
    return say(unit, "modules.risk", level=level, count=len(card.risks))
