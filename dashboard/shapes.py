"""What a value in an address may look like: what a stranger wrote and does not fit is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeAlias

from graph.schema import SCHEMA
from queries.render import HIDDEN

Shape: TypeAlias = Callable[[str], bool]

_LONGEST: Final = 300
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def written(pattern: str) -> Shape:
    """A text that matches as a whole."""
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def one_of(values: Iterable[str]) -> Shape:
    """One of these words."""
    return frozenset(values).__contains__


def uid(text: str) -> bool:
    """A text that can be a uid: short, and with nothing in it that is not seen."""
    return 0 < len(text) <= _LONGEST and not HIDDEN.search(text)


def node(text: str) -> bool:
    """`Label/uid`, with a label of the schema."""
    label, _, rest = text.partition("/")
    return label in SCHEMA.nodes and uid(rest)


def day(text: str) -> bool:
    """A date, ISO."""
    return as_day(text) is not None


def as_day(text: str) -> date | None:
    """The date that is written there; None where there is none that is meant."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if _FIRST_DAY <= found <= _LAST_DAY else None
