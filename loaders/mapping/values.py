"""Single values as offices write them: days, time limits, sums of money, yes and no."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from graph.text import Message
from loaders.cells import FIRST_YEAR, LAST_YEAR, CellError

# Serial numbers of 1900-01-01 and 2100-12-31 in a spreadsheet, whose day 60 never was.
_SERIALS: Final = range(61, 73_415)
_EPOCH: Final = datetime(1899, 12, 30)
_DIGITS: Final = "〇一二三四五六七八九"
_HAN: Final = {c: n for n, c in enumerate(_DIGITS)} | {"零": 0, "两": 2, "○": 0, "0": 0}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER: Final = "[〇○零一二两三四五六七八九十百千]{1,9}"

_DAY: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
    r"(?:[T\s]*(\d{1,2})\s*[:时]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})?(?:\.\d+)?)?\s*[分秒]?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HAN_DAY: Final = re.compile(
    rf"([〇○零一二三四五六七八九]{{4}})年({_HAN_NUMBER})月({_HAN_NUMBER})[日号]?"
)
_MONTH: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")

_LIMIT: Final = re.compile(
    rf"(?P<days>\d{{1,6}}(?:\.0*)?|{_HAN_NUMBER})?\s*(?P<unit>个?法定工作日|个?工作日|个?自然日|日历[日天]|[日天])?"
    r"(?P<rest>\(.*\))?(?:以?内|之内)?"
)
_AT_ONCE: Final = re.compile(
    r"(?:即时|即办|即办件|当场|当场办结|立等可取|即时办结|当日|当天|当日办结)"
)
_NONE: Final = frozenset(
    {"", "无", "无期限", "不限", "无限制", "无规定", "-", "--", "—", "——", "/", "\\"}
)
_AMOUNT: Final = re.compile(
    r"(?:人民币|¥|￥|RMB)?\s*(?P<number>[+-]?[\d,]*\.?\d+)\s*(?P<unit>亿元?|千万元?|百万元?|万元?|千元|元)?(?:整|人民币)?"
)
_YUAN: Final = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}
_TITLE_UNIT: Final = re.compile(r"[(单位:/\s](亿|千万|百万|万|千)?元\)?$")
_TRUE: Final = frozenset(
    {
        "是",
        "有",
        "√",
        "✓",
        "✔",
        "y",
        "yes",
        "true",
        "1",
        "1.0",
        "对",
        "已",
        "公开",
        "已公开",
        "需要",
    }
)
_FALSE: Final = frozenset(
    {
        "否",
        "无",
        "×",
        "✗",
        "✘",
        "x",
        "n",
        "no",
        "false",
        "0",
        "0.0",
        "没有",
        "未",
        "不公开",
        "未公开",
    }
    | {"不是", "不需要"}
)


class Days(NamedTuple):
    """A time limit: how many days, and whether they are WORKING or CALENDAR (empty: not said)."""

    days: int
    kind: str


def moment(raw: object) -> datetime:
    """A day, with its time of day where one is given, in any of the forms that are in use.

    >>> [moment(x).date().isoformat() for x in ("2021年3月5日", "2021.3.5", "20210305", 44260)]
    ['2021-03-05', '2021-03-05', '2021-03-05', '2021-03-05']
    >>> moment("二〇二一年十二月三十一日").date().isoformat()
    '2021-12-31'

    Raises:
        CellError: it is no day, a month only, or out of range.
    """
    found = _written(raw) if isinstance(raw, str) else _typed(raw)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        month = isinstance(raw, str) and _MONTH.fullmatch(_even(raw))
        raise CellError(Message("expect.mapping.whole_day" if month else "expect.day"))
    return found


def day(raw: object) -> date:
    """As `moment`, without the time of day."""
    return moment(raw).date()


def _typed(raw: object) -> datetime | None:
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=None)
    if isinstance(raw, date):
        return datetime.combine(raw, time())
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        return None
    number = float(raw)
    if math.isfinite(number) and int(number) in _SERIALS:
        # A spreadsheet counts the time of day as a fraction, which a float holds to the second.
        return _EPOCH + timedelta(seconds=round(number * 86_400))
    return _written(str(int(number))) if math.isfinite(number) and number == int(number) else None


def _written(raw: str) -> datetime | None:
    text = _even(raw)
    if han := _HAN_DAY.fullmatch(text):
        year = int("".join(str(_HAN[c]) for c in han[1]))
        parts = [year, _number(han[2]), _number(han[3])]
    elif found := _DAY.fullmatch(text) or _COMPACT.fullmatch(text):
        parts = [int(group) for group in found.groups(default="0")]
    elif text.isascii() and text.isdigit() and len(text) <= 6 and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text))
    else:
        return None
    try:
        return datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        return None


def days(raw: object, title: str = "") -> Days | None:
    """A time limit; the title may name the unit. None where there is none.

    >>> days("20个工作日"), days("三十日"), days("当场办结"), days("无")
    (Days(days=20, kind='WORKING'), Days(days=30, kind='CALENDAR'), Days(days=0, kind=''), None)
    >>> days(15, "法定期限（工作日）")
    Days(days=15, kind='WORKING')

    Raises:
        CellError: it is no number of days. Months are none: they have 28 to 31.
    """
    text = _even(_shown(raw))
    if text in _NONE:
        return None
    if _AT_ONCE.fullmatch(text):
        return Days(0, "")
    found = _LIMIT.fullmatch(text)
    if not found or not found["days"]:
        raise CellError(Message("expect.mapping.days"))
    written = found["days"]
    count = int(float(written)) if written[0].isdigit() else _number(written)
    return Days(count, _day_kind(found["unit"] or "") or _day_kind(_even(title)))


def _day_kind(text: str) -> str:
    if "工作日" in text:
        return "WORKING"
    return "CALENDAR" if re.search(r"自然日|日历[日天]|^[日天]$|\([日天]\)", text) else ""


def amount(raw: object, title: str = "") -> float | None:
    """A sum of money in yuan; the unit stands behind the number, else in the title.

    >>> amount("120万元"), amount("1.2亿"), amount("12,000"), amount(35, "合同金额（万元）")
    (1200000.0, 120000000.0, 12000.0, 350000.0)

    Raises:
        CellError: it is no sum of money.
    """
    text = _even(_shown(raw))
    if text in _NONE:
        return None
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise CellError(Message("expect.mapping.amount"))
    unit = found["unit"]
    if unit is None:
        said = _TITLE_UNIT.search(_even(title))
        unit = (said[1] or "") if said else ""
    # Decimal: 0.29 万元 is 2900 yuan, not 2899.9999999999995.
    return float(Decimal(found["number"].replace(",", "")) * _YUAN[unit.rstrip("元")])


def yes_no(raw: object) -> bool:
    """Yes or no, as word, sign or number.

    >>> [yes_no(x) for x in ("是", "√", True, "未公开", 0)]
    [True, True, True, False, False]

    Raises:
        CellError: it is neither.
    """
    text = _even(str(raw)).casefold()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise CellError(Message("expect.boolean"))


def texts(raw: object) -> list[str]:
    """The parts of a list: separated by 、 ; line breaks, or by commas.

    >>> texts("张三、李四；王五\\n赵六")
    ['张三', '李四', '王五', '赵六']
    """
    if isinstance(raw, list):
        parts = [str(part) for part in raw if part is not None]
    else:
        parts = re.split(r"[、;；,，\n\r]", _shown(raw))
    stripped = (part.strip() for part in parts)
    return list(dict.fromkeys(part for part in stripped if part and part not in _NONE))


def _number(han: str) -> int:
    """A number below ten thousand in Chinese numerals.

    >>> _number("二十"), _number("三十一"), _number("一百零五"), _number("二〇")
    (20, 31, 105, 20)
    """
    if not any(c in _UNITS for c in han):
        return int("".join(str(_HAN[c]) for c in han))
    total, at = 0, 0
    for c in han:
        if c in _UNITS:
            total += (at or 1) * _UNITS[c]
            at = 0
        else:
            at = _HAN[c]
    return total + at


def _shown(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw)


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
