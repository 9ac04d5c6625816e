"""What stands before a heading: 一、 (一) 1. (1) in Chinese, chapter numbers in English."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from powergraph.reports.tree import Document, Section

_DIGITS: Final = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 100 in words.

    >>> chinese(3), chinese(10), chinese(15), chinese(20), chinese(42)
    ('三', '十', '十五', '二十', '四十二')
    """
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def labelled(document: Document) -> Document:
    """The document with its numbers in the titles of its sections, for layouts that show both."""
    return replace(document, sections=_labelled(document.sections, 1, document.language == "zh"))


def _labelled(sections: tuple[Section, ...], level: int, zh: bool) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            title=heading_label(section, level, at, zh) + section.title,
            sections=_labelled(section.sections, level + 1, zh),
        )
        for at, section in enumerate(sections, start=1)
    )


def heading_label(section: Section, level: int, at: int, zh: bool) -> str:
    """What stands before the title of a section, the `at`-th of those beside it."""
    if level == 1:
        if not section.number:
            return ""
        if section.annex:
            return f"附件{section.number}　" if zh else f"Annex {section.number}  "
        return f"{chinese(int(section.number))}、" if zh else f"{section.number}  "
    if not zh:
        return ""
    return {2: f"（{chinese(at)}）", 3: f"{at}. "}.get(level, f"（{at}）")
