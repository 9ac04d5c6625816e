"""Numbers that name a person. They stop an import; the value is never kept, shown or logged."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

# GB 11643: region 6, birth day 8, order 3, check character. A run of digits inside a longer run
# (a credit code, an item code) is something else.
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{5})(\d{8})(\d{3})([\dXx])(?![0-9A-Za-z])")
_MOBILE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def names_a_person(text: str) -> bool:
    """Whether the text holds an identity number or a mobile telephone number.

    Office numbers (area code and seven or eight digits) are none. What it cannot see: a number
    typed with other separators, or with a digit missing.

    >>> names_a_person("联系人 13912345678")
    True
    >>> names_a_person("0826-2222222"), names_a_person("115113010833722043")
    (False, False)
    """
    if len(text) < 11:
        return False
    return bool(_MOBILE.search(text)) or any(_is_identity(m) for m in _IDENTITY.finditer(text))


def _is_identity(found: re.Match[str]) -> bool:
    digits = "".join(found.groups()[:3])
    try:
        born = datetime.strptime(found[2], "%Y%m%d")
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True))
    return 1900 <= born.year <= 2100 and _CHECKS[total % 11] == found[4].upper()
