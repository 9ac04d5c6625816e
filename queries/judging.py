"""Tests of single values that portable Cypher cannot make: check digits, code lists, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from graph import regions
from graph.codes import ItemCode, credit_code_in, is_credit_code
from graph.privacy import names_a_person

Test: TypeAlias = Literal["code_form", "check_digit", "region", "personal_number"]


def wrong_form(text: str) -> bool:
    """Neither a credit code, nor an item code that holds one.

    >>> wrong_form("11511301008778183N"), wrong_form("H-000185-001-4444444444")
    (False, True)
    """
    return not credit_code_in(text)


def wrong_check_digit(text: str) -> bool:
    """A credit code, alone or in an item code, whose check digit (GB 32100) does not agree.

    >>> wrong_check_digit("TE5116020105116050"), wrong_check_digit("4444444444")
    (True, False)
    """
    code = credit_code_in(text)
    return bool(code) and not is_credit_code(code)


def unknown_region(text: str) -> bool:
    """A region code, alone or in an item code, that GB/T 2260 never gave to a county or above.

    An item code that cannot be split names no region.

    >>> unknown_region("511602"), unknown_region("511699000000"), unknown_region("5116")
    (False, True, True)
    """
    if "-" in text:
        code = ItemCode.split(text)
        return code is not None and unknown_region(code.region)
    return not (regions.CODE.fullmatch(text) and regions.name(text[:6]))


# By the names that front matters use; each says whether a value fails.
TESTS: Final[Mapping[Test, Callable[[str], bool]]] = {
    "code_form": wrong_form,
    "check_digit": wrong_check_digit,
    "region": unknown_region,
    "personal_number": names_a_person,
}
