"""Where values stand in nested data: paths such as `items[*].name`.

`[*]` goes into each element of a list. A field's path begins at the row; `^` goes up to the element
of the list around it, `^^` two: `^.department` where rows are `[*].items[*]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def levels(rows: str) -> list[list[str]]:
    """The keys to follow down to each list.

    >>> levels("data.items[*].sub[*]"), levels("[*]")
    ([['data', 'items'], ['sub']], [[]])
    """
    parts = rows.split("[*]")
    if len(parts) < 2 or parts[-1]:
        raise ValueError(rows)
    return [[key for key in part.split(".") if key] for part in parts[:-1]]


def first_list(rows: str) -> str:
    """The prefix of the elements of the first list, as ijson counts.

    >>> first_list("data.items[*].sub[*]"), first_list("[*]")
    ('data.items.item', 'item')
    """
    return ".".join([*levels(rows)[0], "item"])


def inside(elements: Iterable[object], rows: str) -> Iterator[list[object]]:
    """Every row, as the elements that lead to it, outermost first. `elements` are those of the
    first list."""

    def walk(at: list[object], below: list[list[str]]) -> Iterator[list[object]]:
        if not below:
            yield at
            return
        found = _follow(at[-1], below[0])
        for element in found if isinstance(found, list) else ():
            yield from walk([*at, element], below[1:])

    for element in elements:
        yield from walk([element], levels(rows)[1:])


def look_up(line: list[object], path: str) -> Any:
    """What stands at a field's path, seen from a row; None where there is nothing.

    >>> look_up([{"unit": "区经信局"}, {"a": {"b": 1}, "n": [{"x": 1}, {"x": 2}]}], "^.unit")
    '区经信局'
    >>> look_up([{"a": {"b": 1}, "n": [{"x": 1}, {"x": 2}]}], "n[*].x")
    [1, 2]
    """
    keys = path.split(".")
    up = 0
    while keys and keys[0] and not keys[0].strip("^"):
        up += len(keys[0])
        keys = keys[1:]
    return _follow(line[-1 - up], keys) if up < len(line) else None


def _follow(at: object, keys: list[str]) -> object:
    for n, key in enumerate(keys):
        if key.endswith("[*]"):
            found = _follow(at, [key.removesuffix("[*]")])
            rest = keys[n + 1 :]
            return [_follow(e, rest) for e in found] if isinstance(found, list) else None
        if not isinstance(at, Mapping):
            return None
        at = at.get(key)
    return at
