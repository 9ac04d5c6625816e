"""Which field of a form a title means, and how sure that is.

Titles are compared by a normal form (width, case, spaces, line breaks, brackets, punctuation,
numbering, a trailing `*` or unit do not count), the longest alias first. What was typed is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Final, NamedTuple

from loaders.mapping import Form, forms

# Parts a title of two header rows: "upper / lower".
JOINT: Final = " / "
# From here on a title is taken without asking.
SURE: Final = 0.95
# What is less likely than this is no proposal.
FLOOR: Final = 0.5
_CONFIRMED_BY_UPPER: Final = 0.98
_WITH_REMARK: Final = 0.9
_ALIKE: Final = 0.75
# Longer texts are content, whatever words they hold.
LONGEST_TITLE: Final = 40

_BRACKETED: Final = re.compile(r"[(\[{〔【「<《][^()\[\]{}〔〕【】「」<>《》]*[)\]}〕】」>》]")
_NUMBERING: Final = re.compile(
    r"^(?:\d{1,2}[.、:)]|[一二三四五六七八九十]{1,3}[、.]|[(][\d一二三四五六七八九十]{1,3}[)])(?=\D)"
)
# In brackets after a title, these say how to fill the column in, not what it is.
_UNIT: Final = re.compile(
    r"(?:单位:)?(?:[千万亿]?元|人民币|[人个项条次天日年月分票名件份处%‰a-z]|工作日|自然日|小时|平方米|"
    r"年[、.]?月(?:[、.]?日)?|y+[-/]?m+([-/]?d+)?|必填|选填|可选|可多选|单选|多选|如有|签字|签名|盖章|公章)+"
)


class Match(NamedTuple):
    """A field that a title may mean, how sure that is (0 to 1), and by which of its aliases."""

    field: str
    confidence: float
    order: int


def normal(text: str) -> str:
    """A title with nothing left but letters, digits and ideographs.

    >>> normal("责任\\n主体 *"), normal("（二）权力名称："), normal("金额（万元）")
    ('责任主体', '权力名称', '金额万元')
    """
    return _letters(_NUMBERING.sub("", _folded(text)))


def readings(title: str) -> Sequence[tuple[str, float]]:
    """The normal texts that a title may be read as, with how sure each is.

    >>> readings("预算金额（万元）")
    (('预算金额万元', 1.0), ('预算金额', 1.0))
    >>> readings("责任事项 / 依据")
    (('责任事项依据', 1.0), ('依据', 0.98))
    """
    parts = [p for p in title.split(JOINT) if p.strip()]
    found: dict[str, float] = {}
    for start in range(len(parts)):
        sure = 1.0 if start == 0 else _CONFIRMED_BY_UPPER
        for text, certainty in _plain_readings("".join(parts[start:])):
            found[text] = max(found.get(text, 0), min(sure, certainty))
    return tuple(found.items())


def matches(title: str, form: Form) -> Sequence[Match]:
    """The fields that a title may mean, the most likely first."""
    return _matches(title, form.name)


def exact(title: str) -> frozenset[tuple[str, str]]:
    """Form and field for each alias that the title is, word for word."""
    return _exact(title) if len(title) <= LONGEST_TITLE * 2 else frozenset()


def hints_at(title: str) -> frozenset[str]:
    """The forms that have an alias within the title."""
    text = normal(title)
    if not 3 <= len(text) <= LONGEST_TITLE:
        return frozenset()
    return frozenset(
        form
        for alias, places in _aliases().items()
        if len(alias) > 2 and not alias.isascii() and alias in text
        for form, _ in places
    )


@lru_cache(maxsize=20_000)
def _exact(title: str) -> frozenset[tuple[str, str]]:
    known = _aliases()
    hits = (known[text] for text, sure in readings(title) if sure >= SURE and text in known)
    return next(hits, frozenset())


@cache
def _aliases() -> Mapping[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for form in forms():
        for field in form.fields.values():
            for alias in field.aliases:
                found[normal(alias)].add((form.name, field.name))
    return {alias: frozenset(places) for alias, places in found.items()}


@lru_cache(maxsize=20_000)
def _matches(title: str, form_name: str) -> Sequence[Match]:
    [form] = [f for f in forms() if f.name == form_name]
    read = readings(title)
    best: dict[str, tuple[float, int]] = {}
    for field in form.fields.values():
        for order, alias in enumerate(field.aliases):
            text = normal(alias)
            for reading, sure in read:
                confidence = sure * _likeness(reading, text)
                if confidence >= FLOOR and confidence > best.get(field.name, (0.0, 0))[0]:
                    best[field.name] = (confidence, order)
    found = (Match(name, round(sure, 2), order) for name, (sure, order) in best.items())
    return tuple(sorted(found, key=lambda m: (-m.confidence, m.order)))


def _likeness(title: str, alias: str) -> float:
    """1 for the same text; below `SURE` for one within the other, or nearly the same."""
    if title == alias:
        return 1.0
    if alias.isascii() or len(alias) < 2 or len(title) < 2:
        return 0.0
    if alias in title:
        return 0.45 + 0.4 * len(alias) / len(title)
    if title in alias:
        return 0.3 + 0.4 * len(title) / len(alias)
    if abs(len(title) - len(alias)) > 1 or len(alias) < 3 or not set(title) & set(alias):
        return 0.0
    alike = SequenceMatcher(None, title, alias, autojunk=False).ratio()
    return 0.8 * alike if alike >= _ALIKE else 0.0


def _plain_readings(text: str) -> list[tuple[str, float]]:
    folded = _NUMBERING.sub("", _folded(text))
    found = [(_letters(folded), 1.0)]
    remarks = _BRACKETED.findall(folded)
    bare = _letters(_BRACKETED.sub("", folded))
    if remarks and bare:
        only_units = all(_UNIT.fullmatch(r[1:-1]) for r in remarks)
        found.append((bare, 1.0 if only_units else _WITH_REMARK))
    return [(reading, sure) for reading, sure in found if reading]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
