"""Which nodes an answer speaks of, so that it can be drawn and followed: by what its columns are
called, and by values that are written `Label/uid`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.schema import SCHEMA

_WORD: Final = re.compile(r"(?<!^)(?=[A-Z])")
# Columns of saved queries that are called otherwise than the label of what they hold.
_ALSO: Final[Mapping[str, str]] = {
    "unit": "Department",
    "to_unit": "Department",
    "above_department": "Department",
    "watchers": "Department",
    "superior_officials": "Official",
    "kin": "Official",
    "basis": "LegalBasis",
    "party": "Counterparty",
    "supplier": "Counterparty",
    "risk": "RiskPoint",
}


def _columns() -> Iterator[tuple[str, str]]:
    for label in SCHEMA.nodes:
        name = _WORD.sub("_", label).lower()
        yield name, label
        yield f"{name}s", label


LABEL_OF: Final[Mapping[str, str]] = {**dict(_columns()), **_ALSO}


def refs(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The nodes in these rows as `Label/uid`, each once, in the order of rows and columns.

    >>> refs([{"unit": "D1", "posts": ["P1", "P2"], "n": 3, "path": ["Power/W1", "HOLDS/x"]}])
    ('Department/D1', 'Post/P1', 'Post/P2', 'Power/W1')
    """
    found = (
        ref
        for row in rows
        for name, value in row.items()
        for entry in (value if isinstance(value, list) else [value])
        if isinstance(entry, str) and (ref := _ref(name, entry))
    )
    return tuple(dict.fromkeys(found))


def _ref(column: str, value: str) -> str | None:
    """The node that a value names; None for other texts."""
    if column in LABEL_OF and value:
        return f"{LABEL_OF[column]}/{value}"
    label, _, uid = value.partition("/")
    return value if uid and label in SCHEMA.nodes else None
