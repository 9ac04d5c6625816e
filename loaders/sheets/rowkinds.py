"""Rows under a header that are no data: totals, notes, headings, numbers of columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from loaders.sheets.marks import Range
from loaders.sheets.titles import normal

# `numbers`: 1, 2, 3 … under the titles; `empty`: a serial number and nothing else.
RowKind: TypeAlias = Literal["data", "total", "note", "heading", "numbers", "empty"]

_TOTAL: Final = re.compile(
    r"(本页|本表|全部|以上|全区|全县|全市)?(合计|小计|总计|共计|累计|总数)([:：(（].*|\d+.*|共.*)?"
)
_ENDS_AS_TOTAL: Final = re.compile(r".{1,10}(合计|小计|总计)")
_NOTE: Final = re.compile(
    r"[(\[【]?(\*|※)?(注意?|备注|附注|说明|填[表报写]说明|填[表报写]要求|注释|提示)\d?[:：.、)\]】]"
    r"|[*※]\D|第.{1,4}页|(数据|资料)?来源[:：]|以下空白|以下无正文|此(页|表)"
)
# Below the header, how to fill in: an example, or a remark in brackets in each cell.
_EXAMPLE: Final = re.compile(r"[(\[【]?(填写|填报)?(示例|样例|范例|举例|例)([:：)\]】].*)?")
_IN_BRACKETS: Final = re.compile(r"[(\[【<].*[)\]】>]")
_SIGNED: Final = re.compile(
    r"(填[表报]|制[表单]|审[核批签]|复核|经办|负责|分管|主管|主要|单位|部门|联系|报[送备]|打印|科室)"
    r"?(人|者|人员|单位|部门|日期|时间|电话|领导|负责人|盖章|公章|签[字章名])?"
    r"([(（][^)）]{0,8}[)）])?[:：]"
)
_HEADING: Final = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]|第[一二三四五六七八九十\d]+[章节部分类]"
)
_LOOK_AT: Final = 60
_FIGURE: Final = re.compile(r"[-+]?[\d,]+(\.\d+)?[%项个元]?")
_SERIAL_TITLES: Final = frozenset({"序号", "编号", "no", "号", "排序", "行次"})


def is_serial(title: str) -> bool:
    """Whether a column of that title only counts the rows."""
    return normal(title) in _SERIAL_TITLES


def row_kind(
    own: Sequence[object],
    whole: Sequence[object],
    titles: Sequence[str],
    merged: Sequence[Range],
    *,
    first: bool,
    after_blank: bool,
) -> RowKind:
    """What a row that is not blank is.

    Args:
        own: its cells as typed; `whole` with those of merged ranges filled.
        merged: the ranges that begin in the row.
        first: it is the one below the header.
        after_blank: there is a blank row above it.
    """
    filled = {at: c for at, c in enumerate(own) if c is not None}
    # What tells a row apart stands at the beginning of its texts.
    texts = {at: c[:_LOOK_AT] for at, c in filled.items() if isinstance(c, str)}
    if first and len(filled) > 2 and _counts_columns(list(filled.values())):
        return "numbers"
    if any("计" in t or "总数" in t for t in texts.values()) and _is_total(filled, texts):
        return "total"
    if texts and len(texts) == len(filled) and _is_note(list(texts.values())):
        return "note"
    if first and texts and _says_how(list(texts.values()), len(filled)):
        return "note"
    if len(filled) > 1:
        return "data"
    [(at, only)] = filled.items()
    serial = at < len(titles) and is_serial(titles[at])
    if serial and not isinstance(only, str):
        return "empty" if len([c for c in whole if c is not None]) == 1 else "data"
    if not isinstance(only, str):
        return "data"
    wide = max((r.right - r.left + 1 for r in merged if r.left == at), default=1)
    if (wide > 2 and wide * 2 >= len(titles)) or wide == len(titles) > 1:
        return "heading"
    if len([c for c in whole if c is not None]) > 1 or len([t for t in titles if t]) < 3:
        return "data"  # cells merged from above complete it
    if serial and only.strip().isdigit():
        return "empty"
    if serial or after_blank or _HEADING.match(_flat(only)):
        return "heading"
    return "data"


def _is_note(texts: Sequence[str]) -> bool:
    return bool(_NOTE.match(_flat(texts[0]))) or all(_SIGNED.match(_flat(t)) for t in texts)


def _says_how(texts: Sequence[str], filled: int) -> bool:
    """Whether the row below a header is an example, or says how to fill the columns in."""
    if _EXAMPLE.fullmatch(_flat(texts[0])):
        return True
    return len(texts) == filled > 1 and all(_IN_BRACKETS.fullmatch(_flat(t)) for t in texts)


def _is_total(filled: dict[int, object], texts: dict[int, str]) -> bool:
    flat = {at: _flat(text) for at, text in texts.items()}
    words = {at for at, t in flat.items() if len(t) < 30 and _TOTAL.fullmatch(t)}
    ends = {at for at, t in flat.items() if _ENDS_AS_TOTAL.fullmatch(t)}
    others = [t for at, t in flat.items() if at not in words | ends and not _FIGURE.fullmatch(t)]
    if words:
        return len(others) <= 1
    # The name of a power may end so too; a total has only figures beside it.
    return len(ends) == 1 and len(filled) > 1 and not others


def _counts_columns(cells: Sequence[object]) -> bool:
    said = [_flat(c).strip("()（）") if isinstance(c, str) else str(c) for c in cells]
    if said[0] in ("栏次", "列次", "甲"):
        said = said[1:]
    start = 0 if said[:1] == ["0"] else 1
    return said == [str(n) for n in range(start, start + len(said))]


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
