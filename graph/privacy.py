"""Numbers that name a person. They stop an import; the value is never kept, shown or logged."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final, TypeVar

from stdnum.iso7064 import mod_11_10

_T = TypeVar("_T")

# What a number that names a person has, and few other texts: asked first, because it is quick.
_ELEVEN_DIGITS: Final = re.compile(r"\d(?:\D?\d){10}")
_GAP: Final = r"[-\s.·–—]?"
# GB 11643: region 6, birth day 8, order 3, check character, written together or in groups. A run
# of digits inside a longer run (an item code) is something else; letters may stand before it, as
# in a uid that was made of one.
_IDENTITY: Final = re.compile(
    rf"(?<!\d)(\d{{6}}){_GAP}(\d{{4}}){_GAP}(\d{{4}}){_GAP}(\d{{3}})([\dXx])(?!\d)"
)
# Its first form, until 2013: a year of two digits, no check.
_OLD_IDENTITY: Final = re.compile(r"(?<![\dA-Za-z])(\d{6})(\d{6})\d{3}(?![\dA-Za-z])")
_MOBILE: Final = re.compile(
    rf"(?<![\dA-Za-z])(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?![\dA-Za-z])"
)
# Provinces and regions of GB/T 2260, by their first two digits.
_PROVINCE: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def names_a_person(text: str) -> bool:
    """Whether the text holds an identity number or a mobile telephone number.

    Office numbers (area code and seven or eight digits) are none, nor are credit codes, item codes
    and business registration numbers. What it cannot see: a number with a digit missing or wrong,
    or spelt out.

    >>> names_a_person("联系人 139-1234-5678")
    True
    >>> names_a_person("0826-2222222"), names_a_person("115113010833722043")
    (False, False)
    """
    if len(text) < 11 or not _ELEVEN_DIGITS.search(text):
        return False
    text = unicodedata.normalize("NFKC", text)
    return (
        _MOBILE.search(text) is not None
        or any(_is_identity(found) for found in _IDENTITY.finditer(text))
        or any(_is_old_identity(found) for found in _OLD_IDENTITY.finditer(text))
    )


def hidden(value: _T) -> _T | str:
    """A value as it may be shown: not if it is a text with a number that names a person.

    >>> hidden("E-000004-001"), hidden("张三 13912345678"), hidden(None)
    ('E-000004-001', '…', None)
    """
    return "…" if isinstance(value, str) and names_a_person(value) else value


def _is_identity(found: re.Match[str]) -> bool:
    *parts, check = found.groups()
    digits = "".join(parts)
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == check.upper() and _is_day(digits[6:14])


def _is_old_identity(found: re.Match[str]) -> bool:
    region, born = found.groups()
    if not _PROVINCE.match(region) or not _is_day(f"19{born}"):
        return False
    # Fifteen digits also make a business registration number, as used until 2015, which has a
    # check digit.
    return not mod_11_10.is_valid(found[0])


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= datetime.strptime(digits, "%Y%m%d").year <= 2100
    except ValueError:
        return False
