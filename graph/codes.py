"""Codes of units and of published items, as their national standards shape them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from stdnum.cn import uscc

_CODE: Final = re.compile(
    r"(?P<basic>[0-9A-Z]+(?:-[0-9A-Z]+){0,2})-(?P<region>[0-9]{12})-(?P<item>[0-9]{3})"
    r"-(?P<organisation>[0-9A-Za-z]+(?:-[0-9A-Z])?)-(?P<level>[0-9])-(?P<version>[0-9]{2})"
)
_NATIONAL: Final = re.compile(r"[A-Z]-[0-9]{6}-[0-9]{3,4}")
_NINE: Final = re.compile(r"[0-9A-Z]{8}-?[0-9A-Z]")
_CREDIT: Final = re.compile(r"[0-9A-Z]{18}")


@dataclass(frozen=True, slots=True)
class ItemCode:
    """An item code, split: `basic-region-item-organisation-level-version`.

    `basic` is local (`511A0138600000`) or national (`G-000007-001`); `organisation` a credit code
    of 18 characters or an organisation code of 9, sometimes with a hyphen before the last.
    """

    basic: str
    region: str
    item: str
    organisation: str
    level: str
    version: str

    @classmethod
    def split(cls, text: str) -> ItemCode | None:
        """The parts of a code, None if the text has not these six.

        >>> ItemCode.split("G-000007-001-511602000000-000-00877868-5-1-00").organisation
        '00877868-5'
        >>> ItemCode.split("E-000004-001-11511301008778386B") is None
        True
        """
        found = _CODE.fullmatch(text)
        return cls(**found.groupdict()) if found else None

    def __str__(self) -> str:
        parts = (self.basic, self.region, self.item, self.organisation, self.level, self.version)
        return "-".join(parts)

    @property
    def is_national(self) -> bool:
        """Whether the basic code is one of the national catalogue."""
        return _NATIONAL.fullmatch(self.basic) is not None

    @property
    def credit_code(self) -> str:
        """The organisation's credit code in capitals; empty if it is none or its check is wrong."""
        code = self.organisation.upper()
        return code if len(code) == 18 and uscc.is_valid(code) else ""

    @property
    def names_organisation(self) -> bool:
        """Whether the organisation has the form of a code that organisations have."""
        return bool(self.credit_code or _NINE.fullmatch(self.organisation))


def credit_code_in(text: str) -> str:
    """The credit code that a text is, or that its item code holds; empty if its form is not right.

    The check digit is not looked at: `is_credit_code` does that.

    >>> credit_code_in("91110000600037341X"), credit_code_in("4444444444")
    ('91110000600037341X', '')
    >>> credit_code_in("511A0138600000-511602000000-000-11511301008778183N-1-00")
    '11511301008778183N'
    """
    code = ItemCode.split(text)
    found = code.organisation if code else text
    return found if _CREDIT.fullmatch(found) else ""


def is_credit_code(text: str) -> bool:
    """Whether a unified social credit code (GB 32100) has the right check digit.

    >>> is_credit_code("91110000600037341L"), is_credit_code("91110000600037341X")
    (True, False)
    """
    return bool(uscc.is_valid(text))
