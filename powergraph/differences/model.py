"""What a comparison is made of: things with the place they were read in, and lines that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

Section: TypeAlias = Literal["powers", "levels", "risks", "measures", "steps", "holders"]
Kind: TypeAlias = Literal["added", "removed", "changed"]

SECTIONS: Final[tuple[Section, ...]] = (
    "powers",
    "levels",
    "risks",
    "measures",
    "steps",
    "holders",
)
ACTIVE: Final = "ACTIVE"


class Place(NamedTuple):
    """File, sheet and row that something was read in; None for what is not known."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None


NOWHERE: Final = Place()


class Named(NamedTuple):
    """A node that another one names."""

    label: str
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A node as of a day. `values` holds its properties, and by the name of the column the nodes
    that its row refers to; `power` is the power that it is a part of, if it is none itself."""

    label: str
    uid: str
    name: str
    values: Mapping[str, Any] = field(hash=False)
    unit: Named | None
    power: Named | None
    place: Place

    @property
    def in_force(self) -> bool:
        """Whether a power is exercised under its own name: not cancelled, passed on or merged."""
        return (self.values.get("status") or ACTIVE) == ACTIVE


class Seat(NamedTuple):
    """What is held or filled: a post, a role of a power, or something that posts are in charge of.

    `rel` is the type of the relationship that holders have to it, `domain` that of a charge.
    """

    rel: str
    what: Named
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a seat, and where each of them was read."""

    unit: Named | None
    power: Named | None
    holders: dict[Named, Place] = field(default_factory=dict, hash=False)


class Adjustment(NamedTuple):
    """A `PowerChange` record: what was done to a power, and when."""

    uid: str
    power: str
    action: str
    day: date | None


@dataclass(frozen=True, slots=True)
class State:
    """All that is compared, as of one day, by label and uid.

    `adjustments` are all that are known on the day, of whatever date; `notice` is to be shown
    wherever the graph is shown (合成数据).
    """

    day: date
    things: Mapping[str, Mapping[str, Thing]] = field(hash=False)
    seats: Mapping[Seat, Held] = field(hash=False)
    adjustments: tuple[Adjustment, ...] = ()
    notice: str | None = None

    @property
    def powers(self) -> dict[str, Thing]:
        """The powers in force."""
        return {uid: x for uid, x in self.things["Power"].items() if x.in_force}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is not as it was.

    `label` is that of the node, for a seat the type of the relationship; `property` is empty where
    the whole of it came or went. `renumbered` are powers that it may be under another uid.
    """

    section: Section
    kind: Kind
    label: str
    uid: str
    name: str
    unit: Named | None
    power: Named | None = None
    property: str = ""
    before: Any = None
    after: Any = None
    place_before: Place = NOWHERE
    place_after: Place = NOWHERE
    renumbered: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many powers were in force before and after, of all, of a unit, or of a power type.

    before - removed + added + moved = after. `moved`: those that came from another group, less
    those that went to one. `actions` counts adjustments by what was done. Of those removed,
    `unexplained` have no adjustment that takes a power away, `renumbered` of them may live on
    under another uid; of those added, `unannounced` have no adjustment that adds one.
    """

    group: Literal["all", "unit", "power_type"]
    code: str
    name: str
    before: int
    after: int
    removed: int
    added: int
    moved: int
    actions: Mapping[str, int] = field(hash=False)
    unexplained: int
    renumbered: int
    unannounced: int

    @property
    def difference(self) -> int:
        """After less before."""
        return self.after - self.before

    @property
    def percent(self) -> float | None:
        """The difference in percent of what was before, to two digits; None where that was nothing.

        >>> Count("all", "", "", 422, 255, 167, 0, 0, {}, 0, 0, 0).percent
        -39.57
        """
        return round(100 * self.difference / self.before, 2) if self.before else None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two states compared. `counts` begin with that of all powers."""

    before: State
    after: State
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
