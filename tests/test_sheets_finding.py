"""Tables are found on sheets as people type them; each mess by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import SourceError
from loaders.sheets.finding import survey
from tests.sheet_files import POWERS, RISKS, book, cells, edited, the_block, told

DATA = [tuple(row) for row in POWERS[1:]]
TITLES = tuple(POWERS[0])


def test_a_plain_table_is_found_as_it_stands(tmp_path: Path) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=POWERS))
    assert (block.file, block.sheet, block.header_rows) == ("a.xlsx", "清单", (1,))
    assert block.titles == TITLES
    assert [(row.row, row.cells) for row in block.rows()] == [(2, DATA[0]), (3, DATA[1])]
    assert told(block) == []


def test_a_table_may_be_read_again(tmp_path: Path) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=POWERS))
    assert cells(block) == cells(block) == DATA


def test_titles_above_the_header_are_the_caption(tmp_path: Path) -> None:
    rows = [("财政局权责清单",), (), ("填报单位：财政局", None, "日期：2026年3月"), *POWERS]
    path = edited(tmp_path / "a.xlsx", lambda s: s.merge_cells("A1:D1"), 清单=rows)
    block = the_block(path)
    assert block.header_rows == (4,)
    assert block.caption == "财政局权责清单\n填报单位：财政局 日期：2026年3月"
    assert cells(block) == DATA


def test_the_header_may_stand_in_row_30_and_not_below(tmp_path: Path) -> None:
    above = [("某区文件",)] * 29
    assert the_block(book(tmp_path / "a.xlsx", 清单=[*above, *POWERS])).header_rows == (30,)
    found = survey(book(tmp_path / "b.xlsx", 清单=[("又一行",), *above, *POWERS]))
    assert found.blocks == []
    assert [(p.sheet, p.expected.key) for p in found.problems] == [
        ("清单", "expect.sheets.no_header")
    ]


def test_titles_are_known_whatever_their_width_spaces_and_brackets_and_kept_as_typed(
    tmp_path: Path,
) -> None:
    typed = ("序　号", "事项\n名称＊", "【权力类型】", "２．行使主体：")
    block = the_block(book(tmp_path / "a.xlsx", 清单=[typed, *DATA]))
    assert block.titles == typed
    assert cells(block) == DATA


def two_rows(sheet: Worksheet) -> None:
    sheet.merge_cells("C1:D1")
    for column in "ABE":
        sheet.merge_cells(f"{column}1:{column}2")


def test_a_header_of_two_rows_held_by_merged_cells_joins_upper_and_lower_titles(
    tmp_path: Path,
) -> None:
    rows = [
        ("序号", "事项名称", "责任事项", None, "备注"),
        (None, None, "内容", "依据", None),
        (1, "许可", "受理", "《许可法》", None),
    ]
    block = the_block(edited(tmp_path / "a.xlsx", two_rows, 清单=rows))
    assert block.header_rows == (1, 2)
    assert block.titles == ("序号", "事项名称", "责任事项 / 内容", "责任事项 / 依据", "备注")
    assert cells(block) == [(1, "许可", "受理", "《许可法》", None)]


def test_a_header_of_two_rows_without_merged_cells_is_joined_too(tmp_path: Path) -> None:
    rows = [
        ("序号", "事项名称", "责任事项", None, "备注"),
        (None, None, "内容", "依据", None),
        (1, "许可", "受理", "《许可法》", None),
    ]
    block = the_block(book(tmp_path / "a.xlsx", 清单=rows))
    assert block.titles == ("序号", "事项名称", "责任事项 / 内容", "责任事项 / 依据", "备注")
    assert cells(block) == [(1, "许可", "受理", "《许可法》", None)]


def test_groups_of_titles_above_the_header_are_its_upper_row(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C1:D1")

    rows = [("基本情况", None, "办理情况", None), *POWERS]
    block = the_block(edited(tmp_path / "a.xlsx", merge, 清单=rows))
    assert block.header_rows == (1, 2)
    assert block.titles[:3] == ("基本情况 / 序号", "基本情况 / 事项名称", "办理情况 / 权力类型")
    assert cells(block) == DATA


def test_a_line_of_particulars_above_the_header_is_not_its_upper_row(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C1:D1")

    rows = [("填报单位：财政局", None, "填报日期：2026年3月", None), *POWERS]
    block = the_block(edited(tmp_path / "a.xlsx", merge, 清单=rows))
    assert (block.header_rows, block.titles) == ((2,), TITLES)


def test_a_header_of_three_rows_is_joined(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        for place in ("A1:A3", "B1:D1", "B2:B3", "C2:D2", "E1:E3"):
            sheet.merge_cells(place)

    rows = [
        ("事项名称", "责任", None, None, "权力类型"),
        (None, "内容", "依据", None, None),
        (None, None, "名称", "条款", None),
        ("许可", "受理", "《许可法》", "第三条", "行政许可"),
    ]
    block = the_block(edited(tmp_path / "a.xlsx", merge, 清单=rows))
    assert block.header_rows == (1, 2, 3)
    assert block.titles == (
        "事项名称", "责任 / 内容", "责任 / 依据 / 名称", "责任 / 依据 / 条款", "权力类型",
    )  # fmt: skip
    assert cells(block) == [("许可", "受理", "《许可法》", "第三条", "行政许可")]


def test_blank_rows_are_passed_over_and_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    rows = [POWERS[0], (), DATA[0], (" ", "　"), (), DATA[1]]
    block = the_block(book(tmp_path / "a.xlsx", 清单=rows))
    assert [row.row for row in block.rows()] == [3, 6]


@pytest.mark.parametrize(
    "total",
    [
        ("合计", None, None, 2),
        (None, "小 计", None, 2),
        ("总计：2项",),
        (None, "合计（2项）"),
        ("本页小计", 2),
        (None, "行政许可小计", 1),
    ],
)
def test_totals_are_left_out_and_counted(total: tuple[object, ...], tmp_path: Path) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=[POWERS[0], DATA[0], total, DATA[1], total]))
    assert cells(block) == DATA
    assert block.left_out == {"total": 2}
    [problem] = block.problems
    assert (problem.row, problem.level) == (3, "warning")
    assert "2" in problem.render("zh")


def test_a_power_whose_name_ends_like_a_total_is_data(tmp_path: Path) -> None:
    row = (3, "财务收支合计", "其他", "财政局")
    assert cells(the_block(book(tmp_path / "a.xlsx", 清单=[*POWERS, row]))) == [*DATA, row]


@pytest.mark.parametrize(
    "notes",
    [
        [("注：本表一式两份",)],
        [(), ("说明：1.按季度填报；2.按年汇总",)],
        [("填表人：张三", None, "审核人：李四", "日期：2026年3月")],
        [(), ("以上数据由各单位报送",)],
        [("本表由各单位报送，区纪委监委汇总。",)],
        [("备注：", "含下属单位")],
    ],
)
def test_notes_below_the_table_are_no_data_and_are_told(
    notes: list[tuple[str, ...]], tmp_path: Path
) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=[*POWERS, *notes]))
    assert cells(block) == DATA
    [(_, text)] = block.notes
    assert str(notes[-1][0]) in text
    assert sum(block.left_out.values()) == 1


def test_headings_between_the_rows_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [POWERS[0], ("一、行政许可",), DATA[0], ("二、行政裁决",), DATA[1]]
    path = edited(tmp_path / "a.xlsx", lambda s: s.merge_cells("A4:D4"), 清单=rows)
    block = the_block(path)
    assert cells(block) == DATA
    assert block.notes == ((2, "一、行政许可"), (4, "二、行政裁决"))


def test_a_row_with_one_filled_cell_is_data(tmp_path: Path) -> None:
    rows = [*POWERS, (None, "国库集中支付审核")]
    assert len(cells(the_block(book(tmp_path / "a.xlsx", 清单=rows)))) == 3


def test_rows_that_have_only_their_serial_number_are_left_out(tmp_path: Path) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=[*POWERS, (3,), ("4",), (5,)]))
    assert cells(block) == DATA
    assert block.left_out == {"empty": 3}


def test_a_row_of_column_numbers_is_left_out(tmp_path: Path) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=[POWERS[0], (1, 2, 3, 4), *DATA]))
    assert cells(block) == DATA
    assert block.left_out == {"numbers": 1}


@pytest.mark.parametrize(
    "hint",
    [
        ("（必填）", "（必填）", "（下拉选择）", "（全称）"),
        ("示例", "会计代理记账许可", "行政许可", "财政局"),
        ("填写说明：请逐项填写",),
        ("（注：每项一行）",),
    ],
)
def test_how_to_fill_in_below_the_header_is_no_data(hint: tuple[str, ...], tmp_path: Path) -> None:
    block = the_block(book(tmp_path / "a.xlsx", 清单=[POWERS[0], hint, *DATA]))
    assert cells(block) == DATA
    assert block.left_out == {"note": 1}


def test_cells_under_the_second_column_of_a_merged_title_are_told(tmp_path: Path) -> None:
    rows = [(*POWERS[0], None), (*DATA[0], "另一格"), DATA[1]]
    path = edited(tmp_path / "a.xlsx", lambda s: s.merge_cells("D1:E1"), 清单=rows)
    assert told(the_block(path)) == [(2, "E", "", "no_title")]


def test_a_header_that_is_repeated_on_each_printed_page_is_left_out(tmp_path: Path) -> None:
    rows = [("清单",), POWERS[0], DATA[0], ("清单",), POWERS[0], DATA[1]]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A4:D4")

    block = the_block(edited(tmp_path / "a.xlsx", merge, 清单=rows))
    assert cells(block) == DATA
    assert block.left_out == {"heading": 1, "header": 1}


def test_two_tables_one_below_the_other_are_two(tmp_path: Path) -> None:
    rows = [("表一 权责清单",), *POWERS, (), ("表二 风险表",), *RISKS]
    one, two = survey(book(tmp_path / "a.xlsx", 清单=rows)).blocks
    assert (one.caption, one.titles, cells(one)) == ("表一 权责清单", TITLES, DATA)
    assert (two.caption, two.titles) == ("表二 风险表", tuple(RISKS[0]))
    assert (cells(two), two.header_rows) == ([tuple(r) for r in RISKS[1:]], (7,))
    assert one.left_out == two.left_out == {}


def test_a_caption_without_a_blank_row_before_it_is_no_row_of_the_table_above(
    tmp_path: Path,
) -> None:
    rows = [*POWERS, (None, "风险表"), *RISKS]
    one, two = survey(book(tmp_path / "a.xlsx", 清单=rows)).blocks
    assert (cells(one), two.caption) == (DATA, "风险表")


def test_two_tables_side_by_side_are_two_when_an_empty_column_parts_them(tmp_path: Path) -> None:
    left, right = [list(r) for r in POWERS], [list(r) for r in RISKS]
    extra = [None, None, None, None, None, "采购办", "科员", "串标", "高", "轮岗"]
    rows = [[*a, None, *b] for a, b in zip(left, right, strict=True)]
    one, two = survey(book(tmp_path / "a.xlsx", 清单=[*rows, extra])).blocks
    assert [row[:4] for row in cells(one)] == DATA
    assert [row[5:] for row in cells(two)] == [*map(tuple, RISKS[1:]), tuple(extra[5:])]
    assert [t for t in two.titles if t] == list(RISKS[0])
    assert not any(p.level == "warning" for block in (one, two) for p in block.problems)


def test_an_empty_column_inside_a_table_does_not_part_it(tmp_path: Path) -> None:
    rows = [[*row[:3], None, *row[3:]] for row in POWERS]
    block = the_block(book(tmp_path / "a.xlsx", 清单=rows))
    assert [t for t in block.titles if t] == list(TITLES)


def test_sheets_of_many_offices_are_found_each(tmp_path: Path) -> None:
    found = survey(book(tmp_path / "a.xlsx", 财政局=POWERS, 教育局=POWERS, 说明=[("填报说明",)]))
    assert [(b.sheet, len(cells(b))) for b in found.blocks] == [("财政局", 2), ("教育局", 2)]
    assert [(p.sheet, p.level) for p in found.problems] == [("说明", "warning")]


def test_merged_cells_of_data_all_hold_the_value_of_the_first(tmp_path: Path) -> None:
    rows = [RISKS[0], ("预算科", "科长", "甲", "高", "x"), (None, None, "乙", "低", "y")]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    block = the_block(edited(tmp_path / "a.xlsx", merge, 风险=rows))
    assert cells(block)[1] == ("预算科", "科长", "乙", "低", "y")


def test_hidden_rows_columns_and_sheets_are_read_and_reported(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        if sheet.title == "暗":
            sheet.sheet_state = "hidden"
        else:
            sheet.row_dimensions[3].hidden = True
            sheet.column_dimensions["C"].hidden = True

    found = survey(edited(tmp_path / "a.xlsx", hide, 明=POWERS, 暗=POWERS))
    assert [cells(b) for b in found.blocks] == [DATA, DATA]
    assert [(p.sheet, p.expected.key.rpartition(".")[2]) for p in found.problems] == [
        ("明", "hidden_rows"), ("明", "hidden_columns"), ("暗", "hidden_sheet"),
    ]  # fmt: skip
    assert "权力类型" in found.problems[1].render("zh")


def test_comments_are_reported(tmp_path: Path) -> None:
    def comment(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("待核实", "某人")

    found = survey(edited(tmp_path / "a.xlsx", comment, 清单=POWERS))
    assert [p.expected.key for p in found.problems] == ["expect.sheets.comments"]


def test_formulas_without_a_value_and_error_values_are_told_with_their_place(
    tmp_path: Path,
) -> None:
    rows = [*POWERS, (3, '="许"&"可"', "#REF!", "财政局")]
    block = the_block(book(tmp_path / "a.xlsx", 清单=rows))
    assert cells(block)[2] == (3, None, None, "财政局")
    assert sorted(told(block)) == [
        (4, "事项名称", "", "calculated"),
        (4, "权力类型", "#REF!", "error_value"),
    ]


def test_whole_numbers_lose_the_point_that_spreadsheets_give_them(tmp_path: Path) -> None:
    rows = [POWERS[0], (1.0, "许可", 1.5, 2.0)]
    assert cells(the_block(book(tmp_path / "a.xlsx", 清单=rows))) == [(1, "许可", 1.5, 2)]


def test_cells_under_no_title_are_told(tmp_path: Path) -> None:
    rows = [POWERS[0], DATA[0], (*DATA[1], None, "多写的")]
    block = the_block(book(tmp_path / "a.xlsx", 清单=rows))
    assert told(block) == [(3, "F", "", "no_title")]
    assert cells(block)[1] == (*DATA[1], None, "多写的")


def test_a_title_that_stands_twice_is_told(tmp_path: Path) -> None:
    rows = [(*row, row[2]) for row in POWERS]
    assert told(the_block(book(tmp_path / "a.xlsx", 清单=rows))) == [
        (1, "权力类型", "", "title_twice")
    ]


def test_what_stands_far_below_the_table_costs_no_memory_and_is_no_row(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        sheet["A5000"] = " "

    assert cells(the_block(edited(tmp_path / "a.xlsx", far, 清单=POWERS))) == DATA


CSV = "权责清单,,,\n" + "".join(",".join(map(str, row)) + "\n" for row in POWERS) + "注：完,,,\n"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_each_encoding_and_with_each_separator(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_bytes(CSV.replace(",", separator).encode(encoding))
    block = the_block(path)
    assert (block.sheet, block.titles, block.caption) == ("", TITLES, "权责清单")
    assert cells(block) == [tuple(map(str, row)) for row in DATA]
    assert block.left_out == {"note": 1}


def test_commas_within_cells_are_no_separators_of_a_table_of_tabs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        "事项名称\t权力类型\t实施依据",
        "甲\t许可\t一,二,三,四,五,六",
        "乙\t许可\t一,二,三,四,五,六",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert the_block(path).titles == ("事项名称", "权力类型", "实施依据")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.xls", OLE, "expect.sheets.not_xls"),
        ("a.xlsx", OLE, "expect.sheets.not_xls"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "expect.sheets.no_password"),
        ("a.xlsx", b"", "expect.workbook"),
        ("a.xlsx", b"PK\x03\x04 broken", "expect.workbook"),
        ("a.csv", bytes(range(256)), "expect.encoding"),
        ("a.csv", '事项名称,权力类型\n"甲,许可\n'.encode(), "expect.csv"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    name: str, content: bytes, key: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        survey(path)
    [problem] = caught.value.problems
    assert (problem.file, problem.expected.key) == (name, key)


def test_the_same_header_under_another_caption_begins_another_table(tmp_path: Path) -> None:
    rows = [
        *[("财政局权责清单",), ("填报单位：财政局",), *POWERS],
        *[(), ("教育局权责清单",), ("填报单位：教育局",), *POWERS],
    ]
    one, two = survey(book(tmp_path / "a.xlsx", 清单=rows)).blocks
    assert one.caption == "财政局权责清单\n填报单位：财政局"
    assert two.caption == "教育局权责清单\n填报单位：教育局"
    assert cells(one) == cells(two) == DATA
    assert one.left_out == {}


@pytest.mark.parametrize("again", [("权责清单",), ("权责清单（续表）",), ("第1页 共2页",), ()])
def test_the_same_header_under_the_same_caption_is_the_next_page(
    again: tuple[str, ...], tmp_path: Path
) -> None:
    rows = [("权责清单",), POWERS[0], DATA[0], again, POWERS[0], DATA[1]]
    block = the_block(book(tmp_path / "a.xlsx", 清单=rows))
    assert cells(block) == DATA
