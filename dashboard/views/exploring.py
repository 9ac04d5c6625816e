"""What the explorer shows, as one value: it is drawn, undone, kept, sent, and opened again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Self, TypeAlias, get_args

from queries.views.around import NODE_LIMIT, NODE_MOST, Wanted

Mode: TypeAlias = Literal["around", "path", "reach"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)
MOST: Final = 40  # of one list: an address must stay short enough to be sent
_LISTS: Final = ("labels", "types", "opened", "pinned", "hidden")
_LONGEST: Final = 8000

VIEW_FILE: Final = "powergraph-view"
_VERSION: Final = 1
_LARGEST: Final = 100_000  # characters of a file that is looked at


@dataclass(frozen=True, slots=True)
class View:
    """A node, how it is looked at, and what was done to the picture. Lists keep their order."""

    node: str | None = None
    mode: Mode = "around"
    to: str | None = None
    depth: int = 1
    every: bool = False  # draw all that can be drawn; let paths lead through cases and meetings
    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @classmethod
    def of(cls, own: Mapping[str, str]) -> Self:
        """The view that an address asks for; its values have their shapes already."""
        mode = own.get("view", "path" if "to" in own else "around")
        lists = {name: tuple(read_list(own.get(name, "[]"))) for name in _LISTS}
        return cls(
            node=own.get("node"),
            mode=next(known for known in MODES if known == mode),
            to=own.get("to"),
            depth=int(own.get("depth", "1")),
            every=own.get("every") == "1",
            **lists,
        )

    def params(self) -> dict[str, str]:
        """The same as values of an address; what is as usual is left out."""
        lists = {name: written_list(getattr(self, name)) for name in _LISTS}
        given = {
            "node": self.node,
            "view": None if self.mode == "around" else self.mode,
            "to": self.to,
            "depth": None if self.depth == 1 else str(self.depth),
            "every": "1" if self.every else None,
            **{name: text for name, text in lists.items() if text != "[]"},
        }
        return {name: value for name, value in given.items() if value}

    @property
    def wanted(self) -> Wanted:
        """What is to be drawn around the node."""
        limit = NODE_MOST if self.every else NODE_LIMIT
        return Wanted(
            self.depth, self.types, self.labels, self.opened, self.pinned, self.hidden, limit
        )

    def around(self, ref: str) -> Self:
        """Another node in the middle; the filters and what is pinned stay."""
        mode: Mode = self.mode if self.mode == "path" else "around"
        return replace(self, node=ref, mode=mode, opened=(), hidden=())

    def open(self, ref: str) -> Self:
        """Its neighbours drawn too."""
        return replace(self, opened=with_one(self.opened, ref))

    def close(self, ref: str) -> Self:
        """No longer."""
        return replace(self, opened=without_one(self.opened, ref))

    def pin(self, ref: str) -> Self:
        """Drawn whatever else is; a node that was hidden comes back."""
        pinned = with_one(self.pinned, ref)
        return replace(self, pinned=pinned, hidden=without_one(self.hidden, ref))

    def unpin(self, ref: str) -> Self:
        """Drawn only where something leads to it."""
        return replace(self, pinned=without_one(self.pinned, ref))

    def hide(self, ref: str) -> Self:
        """Not drawn, nor what only it leads to."""
        return replace(
            self,
            hidden=with_one(self.hidden, ref),
            pinned=without_one(self.pinned, ref),
            opened=without_one(self.opened, ref),
        )

    def show(self, ref: str) -> Self:
        """Drawn again."""
        return replace(self, hidden=without_one(self.hidden, ref))


def with_one(refs: tuple[str, ...], ref: str) -> tuple[str, ...]:
    """One more at the end, once; of too many the first goes."""
    return (*without_one(refs, ref), ref)[-MOST:]


def without_one(refs: tuple[str, ...], ref: str) -> tuple[str, ...]:
    """All but one."""
    return tuple(other for other in refs if other != ref)


def written_list(values: tuple[str, ...]) -> str:
    """A list as one value of an address."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read_list(text: str) -> list[str]:
    """The list that a value of an address holds; nothing where it holds none.

    >>> read_list('["Post/a","Post/b"]'), read_list("[1]"), read_list("[[")
    (['Post/a', 'Post/b'], [], [])
    """
    found = _json(text, _LONGEST)
    if not isinstance(found, list) or not all(isinstance(x, str) for x in found):
        return []
    return list(dict.fromkeys(found))


def listed(one: Callable[[str], bool]) -> Callable[[str], bool]:
    """The shape of a list in an address, each of whose values has a shape."""

    def fits(text: str) -> bool:
        values = read_list(text)
        return 0 < len(values) <= MOST and all(map(one, values))

    return fits


def to_file(name: str, address: Mapping[str, str]) -> str:
    """A view as a file that can be sent: its name and its address, no data."""
    content = {"kind": VIEW_FILE, "version": _VERSION, "name": name, "address": dict(address)}
    return json.dumps(content, ensure_ascii=False, indent=1)


def from_file(data: bytes) -> tuple[str, dict[str, str]] | None:
    """Name and address in such a file; None where it is none. What they hold is a stranger's."""
    try:
        found = _json(data[:_LARGEST].decode("utf-8-sig"), _LARGEST)
    except UnicodeDecodeError:
        return None
    if not isinstance(found, dict):
        return None
    name, address = found.get("name"), found.get("address")
    if (found.get("kind"), found.get("version")) != (VIEW_FILE, _VERSION):
        return None
    if not isinstance(name, str) or not isinstance(address, dict):
        return None
    return name, {k: v for k, v in address.items() if isinstance(v, str)}


def _json(text: str, longest: int) -> Any:
    """A stranger's JSON; None where it is none, or too long or too deep."""
    if len(text) > longest:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
