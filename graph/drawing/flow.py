"""The course of a power: its steps, and the risks that hang on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step. `role` is a role kind; `actor` says who does it."""

    seq: int
    name: str
    role: str | None = None
    actor: str = ""
    days: int | None = None
    mandatory: bool = True


@dataclass(frozen=True, slots=True)
class FlowRisk:
    """One risk point; without `step` it hangs over the whole course."""

    name: str
    level: str
    step: int | None = None
    measures: tuple[str, ...] = ()
