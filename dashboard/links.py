"""The address of a view: what stands in it, and what of a stranger's address is believed.

`?page=findings&rule=SOD-001&unit=D3&as_of=2026-06-30&lang=zh` can be sent to a colleague. It is
untrusted input: a value that does not have the shape of its name is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.schema import SCHEMA
from graph.text import LANGUAGES, Language
from queries.model import SEVERITIES

PAGES: Final = ("overview", "explorer", "power", "findings", "queries")

_HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_LONGEST: Final = 300
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_DIMENSIONS: Final = ("LIMIT", "CONFIRM", "ALLOCATE", "SHOW", "CONTROL")

# What a page of its own may have in the address: name and shape.
_SHAPES: Final = {
    "rule": re.compile(r"[A-Z]{2,5}-\d{3}"),
    "family": re.compile(r"[A-Z]{2,5}"),
    "severity": re.compile("|".join(SEVERITIES)),
    "dimension": re.compile("|".join(_DIMENSIONS)),
    "finding": re.compile(r"[0-9a-f]{16}"),
    "query": re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,80}"),
    "depth": re.compile(r"[12]"),
}
_NODES: Final = ("node", "to")
OF_PAGE: Final = {
    "overview": (),
    "explorer": ("node", "to", "depth"),
    "power": ("uid",),
    "findings": ("family", "rule", "severity", "dimension", "finding"),
    "queries": ("query",),
}


@dataclass(frozen=True, slots=True)
class Address:
    """What an address asks for. `own` are the values that belong to the page."""

    page: str | None = None
    lang: Language | None = None
    as_of: date | None = None
    unit: str | None = None
    own: Mapping[str, str] = field(default_factory=dict, hash=False)

    def params(self) -> dict[str, str]:
        """The same as the parameters of an address."""
        given = {
            "page": self.page,
            **self.own,
            "unit": self.unit,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "lang": self.lang,
        }
        return {name: value for name, value in given.items() if value}


def parse(params: Mapping[str, str], page: str) -> Address:
    """What an address asks for, with everything left out that cannot be believed.

    Args:
        page: the page it leads to where it names none.

    >>> parse({"page": "findings", "rule": "SOD-001", "lang": "xx", "unit": "D\\n1"}, "overview")
    Address(page='findings', lang=None, as_of=None, unit=None, own={'rule': 'SOD-001'})
    """
    asked = params.get("page", "")
    target = asked if asked in PAGES else page
    own = {name: params[name] for name in OF_PAGE[target] if name in params}
    return Address(
        page=target if asked in PAGES else None,
        lang=next((known for known in LANGUAGES if known == params.get("lang")), None),
        as_of=_day(params.get("as_of", "")),
        unit=_uid(params.get("unit", "")),
        own={name: value for name, value in own.items() if _believed(name, value)},
    )


def _believed(name: str, value: str) -> bool:
    if name in _SHAPES:
        return _SHAPES[name].fullmatch(value) is not None
    if name in _NODES:
        label, _, uid = value.partition("/")
        return label in SCHEMA.nodes and _uid(uid) is not None
    return _uid(value) is not None


def _uid(text: str) -> str | None:
    """A text that can be a uid: short, and with nothing in it that is not seen."""
    return text if 0 < len(text) <= _LONGEST and not _HIDDEN.search(text) else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None
