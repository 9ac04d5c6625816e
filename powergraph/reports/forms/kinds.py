"""The kinds of forms, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from graph.text import LANGUAGES, say
from powergraph.reports.context import Unit
from powergraph.reports.forms.board import board
from powergraph.reports.forms.division import division
from powergraph.reports.forms.filing import filing
from powergraph.reports.forms.flow import flow
from powergraph.reports.forms.ledger import ledger
from powergraph.reports.forms.modules import modules
from powergraph.reports.forms.risk import risk
from powergraph.reports.texts import mapped
from powergraph.reports.tree import Document

About: TypeAlias = Literal["power", "matter", "unit"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of form: made for each power or matter of a unit, or once for the unit."""

    about: About
    make: Callable[[Unit, Sequence[str]], Document]


KINDS: Final[Mapping[str, Kind]] = {
    "flow": Kind("power", flow),
    "risk": Kind("power", risk),
    "filing": Kind("matter", filing),
    "ledger": Kind("unit", lambda unit, _: ledger(unit)),
    "division": Kind("unit", lambda unit, _: division(unit)),
    "board": Kind("unit", lambda unit, _: board(unit)),
    "modules": Kind("power", modules),
}


def kind_of(name: str) -> str | None:
    """The kind that a name means, in Chinese or English.

    >>> kind_of("流程图"), kind_of("Flow"), kind_of("x")
    ('flow', 'flow', None)
    """
    asked = name.strip().lower()
    for kind in KINDS:
        known = {say(f"report.form.{kind}.name", language).lower() for language in LANGUAGES}
        if asked in {kind, *known}:
            return kind
    return None


def form(unit: Unit, kind: str, only: Sequence[str] = ()) -> Document:
    """A form as a document: for all powers or matters of the unit, or for those of `only`.

    Raises:
        ParameterError: one of `only` is none of the unit's.
    """
    made = KINDS[kind].make(unit, only)
    masking = unit.county.masking
    return mapped(made, masking.text) if masking else made
