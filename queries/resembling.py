"""Units that may be one and the same under two names, or one that only a reference named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

# A name of four characters may differ by one, of eight by three: found by trying names of one
# district; a lower share joins bureaus that have nothing to do with one another.
LEAST_ALIKE: Final = 0.75

_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_SPACE: Final = re.compile(r"[\s·・\-—_.,、。]+")
_LEVEL: Final = "省市州盟区县旗镇乡"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by uid and name; `region` is the name of its region, where that is known.

    `unmatched`: nothing is known of it but that something refers to it.
    """

    uid: str
    name: str
    region: str | None
    unmatched: bool


def plain_name(name: str, region: str | None = None) -> str:
    """A name without width, brackets, spaces and the region it begins with.

    >>> plain_name("德城区财政局", "德城区"), plain_name("区财政局 （本级）", "德城区")
    ('财政局', '财政局')
    >>> plain_name("德城财政局", "德城区"), plain_name("德城区财政局")
    ('财政局', '德城区财政局')
    """
    text = unicodedata.normalize("NFKC", name)
    text = _SPACE.sub("", _BRACKETS.sub("", text)) or text
    for prefix in _prefixes(region or ""):
        if text.startswith(prefix) and len(text) > len(prefix) + 1:
            return text[len(prefix) :]
    return text


def candidates(units: Sequence[Unit]) -> list[list[str]]:
    """For each unit those that it may be, as `name (uid)`, sorted.

    Two units whose plain names are the same may be one; an unmatched unit may also be one whose
    name is almost the same (`LEAST_ALIKE`), or short for it (人社局 for 人力资源和社会保障局). Each
    pair is told once: of the unmatched one, else of the later. Units of different regions are
    never the same.
    """
    order = sorted(range(len(units)), key=lambda at: (units[at].unmatched, at))
    found: list[list[str]] = [[] for _ in units]
    for place, at in enumerate(order):
        earlier = (units[other] for other in order[:place])
        found[at] = sorted(f"{o.name} ({o.uid})" for o in earlier if _may_be(units[at], o))
    return found


def _may_be(unit: Unit, other: Unit) -> bool:
    if unit.region and other.region and unit.region != other.region:
        return False
    region = unit.region or other.region
    mine, theirs = plain_name(unit.name, region), plain_name(other.name, region)
    if mine == theirs:
        return True
    if not unit.unmatched:
        return False
    alike = SequenceMatcher(None, mine, theirs, autojunk=False)
    if alike.quick_ratio() >= LEAST_ALIKE and alike.ratio() >= LEAST_ALIKE:
        return True
    return _short_for(mine, theirs) or _short_for(theirs, mine)


def _short_for(short: str, long: str) -> bool:
    """Its characters in the same order, the last one last, and at least three."""
    if not 3 <= len(short) < len(long) or short[-1] != long[-1]:
        return False
    rest: Iterator[str] = iter(long)
    return all(char in rest for char in short)


def _prefixes(region: str) -> Iterable[str]:
    """How a name may begin with its region, longest first: 德城区, 德城, 区."""
    if not region:
        return ()
    if region[-1] not in _LEVEL:
        return (region,)
    return (region, region[:-1], region[-1]) if len(region) > 2 else (region, region[-1])
