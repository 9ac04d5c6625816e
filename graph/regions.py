"""Names and levels of administrative divisions, GB/T 2260, as python-stdnum publishes them."""

from __future__ import annotations

import re
from typing import Final

from stdnum import numdb

CODE: Final = re.compile(r"[1-9][0-9]{5}(?:[0-9]{6})?", re.ASCII)
_ENTRY: Final = re.compile(r"\[\d*-(?P<until>\d*)\](?P<name>[^,]+)|(?P<plain>[^,\[]+)")


def short(code: str) -> str:
    """A code of 12 digits that says no more than 6, in 6; any other text as it is.

    >>> short("511602000000"), short("511602101000")
    ('511602', '511602101000')
    """
    return code[:6] if CODE.fullmatch(code) and code[6:] == "000000" else code


def level(code: str) -> str:
    """The level that a code speaks of, as our enumeration writes it; empty if it is no code.

    >>> [level(c) for c in ("510000", "511600", "511602", "511602101000", "511602101203", "x")]
    ['PROVINCE', 'CITY', 'COUNTY', 'TOWN', 'VILLAGE', '']
    """
    if not CODE.fullmatch(code):
        return ""
    code = code.ljust(12, "0")
    for end, name in ((2, "PROVINCE"), (4, "CITY"), (6, "COUNTY"), (9, "TOWN")):
        if not code[end:].strip("0"):
            return name
    return "VILLAGE"


def name(code: str) -> str:
    """The name of a division of 6 digits; of several in history the present one. Empty if unknown.

    >>> name("511602"), name("999999")
    ('广安区', '')
    """
    if len(code) != 6 or not CODE.fullmatch(code):
        return ""
    found: dict[str, str] = {}
    for _, properties in numdb.get("cn/loc").info(code):
        found.update(properties)
    last = ""
    for entry in _ENTRY.finditer(found.get("county", "")):
        last = entry["plain"] or entry["name"]
        if entry["plain"] or not entry["until"]:
            break
    return last.strip()


def line(code: str) -> list[str]:
    """A code of 6 digits and those above it, highest first.

    >>> line("511602"), line("510000")
    (['510000', '511600', '511602'], ['510000'])
    """
    above = (f"{code[:2]}0000", f"{code[:4]}00", code)
    return list(dict.fromkeys(above)) if len(code) == 6 and CODE.fullmatch(code) else [code]
