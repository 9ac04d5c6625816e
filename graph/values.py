"""Values as Python's own, whichever driver brought them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from graph.store import Row

# What most values are, and what nothing has to be done to.
PLAIN: Final = frozenset({type(None), str, int, bool, float})


def native(value: Any) -> Any:
    """A driver's date, time or container of them as Python's own; anything else unchanged."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, list):
        return [native(v) for v in value]
    if isinstance(value, dict):
        return {k: native(v) for k, v in value.items()}
    if hasattr(value, "to_native") and not isinstance(value, date):
        return value.to_native()
    return value


def native_row(row: Row) -> Row:
    """The same, for each value of a row."""
    return {key: native(value) for key, value in row.items()}


def encode(value: Any) -> str:
    """A property value as text that keeps its type; `decode` gives it back.

    >>> decode(encode(date(2026, 6, 30)))
    datetime.date(2026, 6, 30)
    """
    return json.dumps(value, ensure_ascii=False, default=_tagged)


def decode(text: str) -> Any:
    """The value that `encode` was given."""
    return json.loads(text, object_hook=_untagged)


def _tagged(value: object) -> dict[str, str]:
    for tag, kind in (("moment", datetime), ("day", date)):
        if isinstance(value, kind):
            return {tag: value.isoformat()}
    raise TypeError(f"no property holds a {type(value).__qualname__}")


def _untagged(tagged: dict[str, str]) -> object:
    [(tag, text)] = tagged.items()
    return datetime.fromisoformat(text) if tag == "moment" else date.fromisoformat(text)
