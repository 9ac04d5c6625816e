"""What the adapters of foreign formats share."""

from __future__ import annotations

from graph.privacy import names_a_person
from graph.schema import SCHEMA, Table


def table(name: str) -> Table:
    """The table of that name.

    Raises:
        KeyError: there is none.
    """
    found = SCHEMA.table(name)
    if found is None:
        raise KeyError(name)
    return found


def shown(value: object) -> object:
    """A value as a problem may show it: not if it holds a number that names a person.

    >>> shown("E-000004-001"), shown("张三 13912345678")
    ('E-000004-001', '…')
    """
    return "…" if isinstance(value, str) and names_a_person(value) else value
