"""A cell as found, turned into the value its column holds, or into what was expected instead."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final

from graph.privacy import names_a_person
from graph.schema.kinds import Column, Enumeration, Kind
from graph.text import Message

# Excel's own limit for a cell: what is longer could not come back out of an export.
MAX_TEXT: Final = 32_767
MAX_UID: Final = 200
# A name is indexed, and Neo4j refuses to index more than 32,766 bytes.
MAX_NAME: Final = 2_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Beyond it a float, and so a spreadsheet, no longer tells two neighbours apart.
MAX_INTEGER: Final = 2**53
# No sum of money in yuan has more digits than this.
MAX_AMOUNT: Final = 10**14
# What a spreadsheet stores where a formula went wrong.
FAILED: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"}
)

_DAY: Final = re.compile(
    r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*日?"
    r"(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
_MONTH: Final = re.compile(r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*月?")
# Plain digits, or groups of three parted by commas or spaces: `1,5` is no fifteen.
_NUMBER: Final = re.compile(
    r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?"
)
# Also halves of a surrogate pair, which JSON can hold and no file or graph can.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TRUE: Final = frozenset({"true", "1", "是", "有"})
_FALSE: Final = frozenset({"false", "0", "否", "无"})


class CellError(Exception):
    """The cell does not hold what its column wants. `hidden`: its value must not be shown."""

    def __init__(self, expected: Message, *, hidden: bool = False) -> None:
        self.expected = expected
        self.hidden = hidden
        super().__init__(expected.key)


def parse(raw: object, column: Column, limit: int = MAX_TEXT) -> Any:
    """The value of a cell, None where it is empty; a list for a column of many.

    Args:
        limit: the most characters that a value may have; `MAX_UID` where it names a node.

    Raises:
        CellError: with what was expected.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = raw.strip()
        if raw == "":
            return None
        if raw in FAILED:
            raise CellError(Message("expect.no_failed_formula"))
    elif isinstance(raw, float) and math.isnan(raw):
        return None
    if column.many:
        values = [_one(part, column, limit) for part in _parts(raw)]
        return list(dict.fromkeys(v for v in values if v is not None)) or None
    return _one(raw, column, limit)


def _one(raw: object, column: Column, limit: int) -> Any:
    """One value of a cell. A number that names a person is told apart from all other mistakes,
    also where it would do as a number; eleven digits may be an amount of money."""
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "":
        return None
    kind = column.kind
    if kind in _WRITTEN and names_a_person(raw if isinstance(raw, str) else str(raw)):
        raise CellError(Message("expect.no_person"), hidden=True)
    try:
        value = _PARSERS[kind](raw, column)
    except CellError:
        if names_a_person(str(raw)):
            raise CellError(Message("expect.no_person"), hidden=True) from None
        raise
    if kind is Kind.NUMBER and abs(value) > MAX_AMOUNT and names_a_person(str(raw)):
        raise CellError(Message("expect.no_person"), hidden=True)
    if kind is Kind.TEXT and len(value) > limit:
        raise CellError(Message("expect.shorter", {"limit": limit, "length": len(value)}))
    return value


def _parts(raw: object) -> list[Any]:
    if isinstance(raw, str):
        return re.split("[;；]", raw)
    return raw if isinstance(raw, list) else [raw]


def _text(raw: object, _: Column) -> str:
    if isinstance(raw, bool):
        text = "true" if raw else "false"
    elif isinstance(raw, (float, Decimal)) and math.isfinite(raw) and raw == int(raw):
        text = str(int(raw))
    elif isinstance(raw, datetime) and raw.time() == time():
        text = raw.date().isoformat()
    elif isinstance(raw, date):
        text = raw.isoformat()
    elif isinstance(raw, (str, int, float, Decimal)):
        text = str(raw)
    else:
        raise CellError(Message("expect.text"))
    if _CONTROL.search(text):
        raise CellError(Message("expect.no_control"))
    return text


def _integer(raw: object, column: Column) -> int:
    number = _number(raw, column, "expect.integer")
    if number != int(number) or abs(number) > MAX_INTEGER:
        raise CellError(Message("expect.integer"))
    return int(number)


def _number(raw: object, column: Column, key: str = "expect.number") -> float:
    value: float
    try:
        if isinstance(raw, (bool, date)):
            raise TypeError
        if isinstance(raw, str):
            raw = unicodedata.normalize("NFKC", raw)
            if not _NUMBER.fullmatch(raw):
                raise ValueError
            raw = raw.replace(",", "").replace(" ", "")
        value = float(raw)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise CellError(Message(key)) from None
    low, high = column.low, column.high
    if not math.isfinite(value):
        raise CellError(Message(key))
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = {"low": "-∞" if low is None else low, "high": "∞" if high is None else high}
        raise CellError(Message("expect.between", bounds))
    return value


def _boolean(raw: object, _: Column) -> bool:
    text = unicodedata.normalize("NFKC", str(raw)).casefold()
    text = "1" if text == "1.0" else "0" if text == "0.0" else text
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise CellError(Message("expect.boolean"))


def _day(raw: object, _: Column) -> date:
    moment = _parse_moment(raw, "expect.day")
    if moment.time() != time():
        raise CellError(Message("expect.day"))
    return moment.date()


def _moment(raw: object, _: Column) -> datetime:
    return _parse_moment(raw, "expect.moment")


def _parse_moment(raw: object, key: str) -> datetime:
    moment: datetime | None = None
    if isinstance(raw, datetime):
        moment = raw.replace(tzinfo=None)
    elif isinstance(raw, date):
        moment = datetime.combine(raw, time())
    elif isinstance(raw, str):
        moment = _written_moment(raw)
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise CellError(Message(key))
    return moment


# A table of a hundred thousand rows has the same few thousand days again and again.
@lru_cache(maxsize=10_000)
def _written_moment(raw: str) -> datetime | None:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    if not found:
        return None
    try:
        return datetime(*(int(g) for g in found.groups(default="0")))  # type: ignore[arg-type]
    except ValueError:
        return None


def _month(raw: object, _: Column) -> str:
    # A number is refused: 2021.10 in a spreadsheet is 2021.1, and would be read as January.
    found = None
    if isinstance(raw, date):
        found = _MONTH.fullmatch(f"{raw:%Y-%m}")
    elif isinstance(raw, str):
        found = _MONTH.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    if not found or not 1 <= int(found[2]) <= 12 or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise CellError(Message("expect.month"))
    return f"{int(found[1]):04d}-{int(found[2]):02d}"


def _code(raw: object, column: Column) -> str:
    if column.enum is None:
        raise TypeError(column.name)
    text = _text(raw, column)
    known = spellings(column.enum).get(fold(text))
    if known is None:
        allowed = "、".join(f"{c.zh}（{c.code}）" for c in column.enum.choices)
        raise CellError(Message("expect.one_of", {"allowed": allowed}))
    return known


@cache
def spellings(enum: Enumeration) -> Mapping[str, str]:
    """Every spelling of an enumeration's values, folded, with the code it stands for."""
    return {fold(s): c.code for c in enum.choices for s in (c.code, c.zh, *c.aliases)}


def fold(text: str) -> str:
    """A text for matching only: width, case and white space do not count.

    >>> fold("行政 许可\uff08\uff21\uff09")
    '行政许可(a)'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


_WRITTEN: Final = frozenset({Kind.TEXT, Kind.CODE, Kind.INTEGER})
_PARSERS: Final[Mapping[Kind, Callable[[object, Column], Any]]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.MONTH: _month,
    Kind.CODE: _code,
}
