"""The address of a view: what stands in it, and what of a stranger's address is believed.

`?page=findings&rule=SOD-001&unit=D3&as_of=2026-06-30&lang=zh` can be sent to a colleague. It is
untrusted input: a value that does not have the shape of its name is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard import shapes
from dashboard.pages import PAGES
from graph.text import LANGUAGES, Language


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
    target = PAGES[asked if asked in PAGES else page]
    unit = params.get("unit", "")
    return Address(
        page=asked if asked in PAGES else None,
        lang=next((known for known in LANGUAGES if known == params.get("lang")), None),
        as_of=shapes.as_day(params.get("as_of", "")),
        unit=unit if shapes.uid(unit) else None,
        own={
            name: params[name]
            for name, fits in target.own.items()
            if name in params and fits(params[name])
        },
    )
