"""What the adapters of foreign formats share."""

from __future__ import annotations

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
