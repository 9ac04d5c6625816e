"""Who looks at the dashboard, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from powergraph.ledger.places import who_am_i

# Everybody reads. `verify`: the life of findings. `load`: importing and taking back.
Right: TypeAlias = Literal["verify", "load"]
RIGHTS: Final[tuple[Right, ...]] = get_args(Right)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks. `name` stands in the history of what they change.

    `unit` is the only unit they see, None for all; `masked` says that names are replaced.
    """

    name: str
    rights: frozenset[Right]
    unit: str | None = None
    masked: bool = False

    def may(self, right: Right) -> bool:
        """Is it allowed?"""
        return right in self.rights


def viewer() -> Viewer:
    """Who looks now: the user of this machine, to whom it all belongs."""
    return Viewer(who_am_i(), frozenset(RIGHTS))
