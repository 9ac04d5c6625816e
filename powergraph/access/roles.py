"""What somebody may do: a role, which is a set of rights; and where.

Everybody reads. A role counts for the whole graph, or for one unit: then it never loads, since a
load changes the facts of all units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from graph.text import Language, say

# `verify`: the life of findings. `load`: importing and taking back. `names`: seeing real names
# where they are masked for others.
Right: TypeAlias = Literal["verify", "load", "names"]
RIGHTS: Final[tuple[Right, ...]] = get_args(Right)
Role: TypeAlias = Literal["read", "verify", "load", "all"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
_RIGHTS_OF: Final[Mapping[Role, frozenset[Right]]] = {
    "read": frozenset(),
    "verify": frozenset({"verify"}),
    "load": frozenset({"load"}),
    "all": frozenset(RIGHTS),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody was given. `unit` is the uid of the only unit they see, None for all;
    `masked`: names are masked for them, so that only the role `all` may see real ones."""

    role: Role
    unit: str | None = None
    masked: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        """What they may do.

        >>> sorted(Grant("all", unit="D3").rights), sorted(Grant("load", unit="D3").rights)
        (['names', 'verify'], ['names'])
        >>> sorted(Grant("verify", masked=True).rights)
        ['verify']
        """
        rights = _RIGHTS_OF[self.role]
        if not self.masked:
            rights |= {"names"}
        return rights - {"load"} if self.unit is not None else rights


def known(text: str) -> Role | None:
    """The role of that name; None where there is none.

    >>> known("verify"), known("root")
    ('verify', None)
    """
    return next((role for role in ROLES if role == text), None)


def role_name(role: Role, language: Language) -> str:
    """A role as people read it."""
    return say(f"role.{role}", language)
