"""Messes in any combination: the rows that are read are the rows that were put in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sheet_files import POWERS, the_block

WORDS = st.text("甲乙丙丁许可处罚审批资金0123（）、 ", min_size=1, max_size=12).map(
    lambda t: f"事{t}"
)
KINDS = st.sampled_from(["行政许可", "行政处罚", "其他行政权力"])
ROWS = st.lists(st.tuples(WORDS, KINDS, WORDS), min_size=1, max_size=8)

ABOVE: list[list[tuple[Any, ...]]] = [
    [],
    [("2026年权责清单",)],
    [("附件1",), ("权责清单",), ()],
    [("权责清单",), ("填报单位：财政局", None, "填报日期：2026.3.1")],
]
BELOW_HEADER: list[list[tuple[Any, ...]]] = [
    [], [(1, 2, 3, 4)], [("（必填）", "（必填）", "（选一）", "（全称）")], [("一、行政权力",)],
]  # fmt: skip
BETWEEN: list[list[tuple[Any, ...]]] = [
    [], [()], [("小计", 3)], [tuple(POWERS[0])], [("二、公共服务",)], [(), (None, "合计：2项")],
]  # fmt: skip
AT_END: list[list[tuple[Any, ...]]] = [
    [], [("总 计", None, 9)], [(), ("注：一式两份",)], [("填表人：某某", None, "审核人：某某")],
    [(99,)], [("合计",), (), ("说明：", "按季报送")],
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ROWS,
    st.sampled_from(ABOVE),
    st.sampled_from(BELOW_HEADER),
    st.sampled_from(BETWEEN),
    st.sampled_from(AT_END),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_what_was_put_in_is_read_with_its_row_and_nothing_else_is(
    rows: list[tuple[str, str, str]],
    above: list[tuple[Any, ...]],
    below_header: list[tuple[Any, ...]],
    between: list[tuple[Any, ...]],
    at_end: list[tuple[Any, ...]],
    down: int,
    right: int,
) -> None:
    sheet_rows: list[tuple[Any, ...]] = [*[()] * down, *above, tuple(POWERS[0]), *below_header]
    truth = []
    for number, row in enumerate(rows, start=1):
        if number == 2:
            sheet_rows += between
        sheet_rows.append((number, *row))
        truth.append((len(sheet_rows), (number, *row)))
    sheet_rows += at_end
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in sheet_rows:
        sheet.append([*[None] * right, *line])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book.save(path)
        block = the_block(path)
        read = [(row.row, row.cells[right:]) for row in block.rows()]
    assert read == truth
    assert [t for t in block.titles if t] == list(POWERS[0])
