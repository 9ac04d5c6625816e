"""The version of a law that a power cites, and whether its articles have other numbers today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

# In these years a law was revised in such a way that its articles have other numbers since.
RENUMBERED: Final[Mapping[str, int]] = {"行政处罚法": 2021, "会计法": 2024, "监察法": 2024}

_STATED: Final = re.compile(r"[（(](?P<year>(?:19|20)\d{2})[^（()）]*[）)]")
_AROUND: Final = re.compile(r"《|》|中华人民共和国|\s")


def version_of(name: str, effective_from: date | None) -> int | None:
    """The year of the version: as the name states it, else that in which it came into force.

    >>> version_of("中华人民共和国建筑法（2019修正）", None), version_of("《会计法》", None)
    (2019, None)
    """
    found = _STATED.search(name)
    if found:
        return int(found["year"])
    return effective_from.year if effective_from else None


def renumbered(name: str, version: int | None) -> int | None:
    """Since which year an article of this law, in this or in no stated version, has to be looked
    up again; None where its number still holds.

    >>> renumbered("《中华人民共和国行政处罚法》（2017修正）", 2017), renumbered("行政处罚法", 2021)
    (2021, None)
    """
    law = _AROUND.sub("", _STATED.sub("", name))
    year = RENUMBERED.get(law)
    return year if year and (version is None or version < year) else None
