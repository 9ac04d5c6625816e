"""The twenty messy files, each a function that types it and says what is true of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from tests.messy import PEOPLE, UNITS, Cell, Known, Maker, Mess, Page


def messes(folder: Path, seed: int) -> list[Mess]:
    """Every kind of file once."""
    maker = Maker(folder, seed)
    return [make(maker) for make in MAKERS]


TYPES: Final = {
    "行政许可": "01",
    "行政处罚": "02",
    "行政检查": "06",
    "行政确认": "07",
    "公共服务": "20",
}


def _titled(make: Maker) -> Mess:
    mess, book = make.book("01-title-above", "title above the header", "serial numbers")
    page = make.page(mess, book, "Sheet1")
    page.title("德城区区直部门权责清单", 5)
    page.line("填报单位：区编办", None, None, None, "2026年6月")
    page.blank()
    page.line("序号", "事项名称", "权力类型", "实施依据", "行使主体")
    fields = ("serial", "name", "power_type", "basis", "holder")
    for number in range(1, 9):
        name, kind = make.power(), make.random.choice(list(TYPES))
        page.data("power_list", fields, (number, name, kind, make.law(), make.unit()))
        page.knows("Power", name, power_type=TYPES[kind])
    mess.counts["Power"] = 8
    return _saved(mess, book)


def _two_rows(make: Maker) -> Mess:
    mess, book = make.book("02-two-row-header", "two-row header", "merged header", "units of time")
    page = make.page(mess, book, "权责清单")
    top = page.line("事项名称", "权力类型", "责任事项", None, "办理期限", None, "行使主体")
    page.line(None, None, "责任事项内容", "责任事项依据", "法定期限", "承诺时限", None)
    for column in (1, 2, 7):
        page.sheet.merge_cells(
            start_row=top, end_row=top + 1, start_column=column, end_column=column
        )
    for column in (3, 5):
        page.sheet.merge_cells(
            start_row=top, end_row=top, start_column=column, end_column=column + 1
        )
    fields = (
        "name",
        "power_type",
        "duty",
        "duty_basis",
        "legal_days",
        "promised_days",
        "holder",
    )
    for number in range(6):
        name, kind = make.power(), make.random.choice(list(TYPES))
        days = ("20个工作日", "20工作日", "20")[number % 3]
        cells = (name, kind, "受理阶段责任：公示材料", make.law(), days, "5个工作日", make.unit())
        page.data("power_list", fields, cells)
        page.knows("Power", name, power_type=TYPES[kind], legal_days=20, promised_days=5)
    mess.counts["Power"] = 6
    return _saved(mess, book)


def _merged_cells(make: Maker) -> Mess:
    mess, book = make.book("03-merged-data", "merged cells in the data", "line breaks")
    page = make.page(mess, book, "清单")
    page.title("权力清单汇总", 4)
    page.line("行使主体", "权力类别", "权力名称", "法律依据")
    fields = ("holder", "power_type", "name", "basis")
    for unit in UNITS[:3]:
        first = page.at + 1
        for number in range(4):
            name = make.power()
            law = f"{make.law()}\n{make.law()}"
            shown = (unit if number == 0 else None, "行政处罚" if number == 0 else None, name, law)
            row = page.line(*shown)
            page.true(row, "power_list", fields, (unit, "行政处罚", name, law))
            page.knows("Power", name, power_type="02")
        for column in (1, 2):
            page.sheet.merge_cells(
                start_row=first, end_row=page.at, start_column=column, end_column=column
            )
    mess.counts["Power"] = 12
    return _saved(mess, book)


def _notes(make: Maker) -> Mess:
    mess, book = make.book("04-notes-below", "notes below", "blank rows")
    page = make.page(mess, book, "Sheet1")
    page.line("序号", "职权名称", "职权类型", "责任主体", "备注")
    fields = ("serial", "name", "power_type", "holder", "note")
    for number in range(1, 8):
        name = make.power()
        page.data("power_list", fields, (number, name, "行政确认", make.unit(), "无"))
        page.knows("Power", name, power_type="07")
        if number in (3, 5):
            page.blank()
    page.blank(2)
    page.line("注：1.本表由各单位据实填写。2.一项权力填一行。")
    page.line("填表人：办公室", None, "审核人：", None, "填表日期：2026年6月30日")
    mess.counts["Power"] = 7
    return _saved(mess, book)


def _full_width(make: Maker) -> Mess:
    mess, book = make.book("05-full-width", "full-width", "line breaks in titles", "spaces")
    page = make.page(mess, book, "Ｓｈｅｅｔ１")
    page.line("序 号", "事项\n名称", "权力　类型", "法定期限\n（工作日）", "行使主体（部门）")
    fields = ("serial", "name", "power_type", "legal_days", "holder")
    for number in range(6):
        name = make.power()
        page.data(
            "power_list", fields, ("１２３４５６"[number], name, " 行政检查 ", "２０", make.unit())
        )
        page.knows("Power", name, power_type="06", legal_days=20)
    mess.counts["Power"] = 6
    return _saved(mess, book)


def _aliases(make: Maker) -> Mess:
    mess, book = make.book("06-other-words", "aliases", "several sheets that are no tables")
    cover = book.create_sheet("封面")
    cover["B3"] = "权责清单"
    cover["B5"] = "2026年"
    page = make.page(mess, book, "附件1")
    page.line(
        "编号", "项目名称", "权责类型", "职权依据", "用权主体", "办理机构", "权限", "监督方式"
    )
    fields = (
        "serial",
        "name",
        "power_type",
        "basis",
        "holder",
        "section",
        "level",
        "supervise_phone",
    )
    for number in range(1, 7):
        name = make.power()
        cells = (
            str(number),
            name,
            "行政许可",
            make.law(),
            make.unit(),
            "行政审批股",
            "县级",
            "0534-2345678",
        )
        page.data("power_list", fields, cells)
        page.knows("Power", name, power_type="01")
    mess.counts["Power"] = 6
    return _saved(mess, book)


def _dates(make: Maker) -> Mess:
    mess, book = make.book("07-dates", "dates in five forms", "minutes")
    page = make.page(mess, book, "三重一大")
    page.title("区财政局“三重一大”会议记录", 8)
    page.line("会议名称", "时间", "议题", "议题类别", "表决方式", "同意票", "反对票", "弃权票")
    fields = (
        "meeting",
        "held_on",
        "matter",
        "category",
        "decision_mode",
        "approve",
        "oppose",
        "abstain",
    )
    day = date(2026, 3, 5)
    forms: tuple[object, ...] = (
        "2026-03-05",
        "2026年3月5日",
        "2026/3/5",
        "2026.3.5",
        datetime(2026, 3, 5),
    )
    for number, given in enumerate(forms):
        matter = f"关于采购办公设备的议题{make.random.randrange(10**6):06d}"
        meeting = f"局党组会第{number + 1}次"
        page.data(
            "minutes", fields, (meeting, given, matter, "大额资金使用", "票决", 5 + number, 1, 0)
        )
        page.knows("Matter", matter, category="LARGE_FUND", approve=5 + number, oppose=1, abstain=0)
        page.knows("Meeting", meeting, held_on=day)
    mess.counts |= {"Matter": 5, "Meeting": 5}
    return _saved(mess, book)


def _totals(make: Maker) -> Mess:
    mess, book = make.book("08-totals", "合计 and 小计 rows", "several units")
    page = make.page(mess, book, "汇总表")
    page.line("序号", "事项名称", "权力类型", "行使主体", "风险等级")
    fields = ("serial", "name", "power_type", "holder", "risk_level")
    grades = {"高": "HIGH", "中": "MEDIUM", "低": "LOW"}
    for unit in UNITS[:2]:
        for number in range(1, 4):
            name, grade = make.power(), make.random.choice(list(grades))
            page.data("power_list", fields, (number, name, "行政许可", unit, grade))
            page.knows("Power", name, power_type="01", risk_level=grades[grade])
        page.line("小计", 3, None, None, None)
    page.line(None, "合 计", "6项")
    mess.counts["Power"] = 6
    return _saved(mess, book)


RISK_TITLES: Final = ("单位", "岗位", "权力名称", "风险点", "风险描述", "风险等级", "防控措施")
RISK_FIELDS: Final = ("unit", "post", "power", "name", "manifestation", "level", "measures")


def _risk_row(
    make: Maker, page: Page, unit: str, power: str, grade: object, level: str | None
) -> str:
    name = make.risk()
    cells = (unit, "办公室主任", power, name, "不按规定受理", grade, "实行双人受理，定期抽查")
    page.data("risk_table", RISK_FIELDS, cells)
    page.knows("RiskPoint", name, **({"level": level} if level else {}))
    return name


def _two_tables(make: Maker) -> Mess:
    mess, book = make.book("09-two-tables", "several tables on one sheet", "titles between them")
    page = make.page(mess, book, "区民政局")
    page.title("一、权责清单", 4)
    page.line("序号", "事项名称", "权力类型", "行使主体")
    powers = []
    for number in range(1, 5):
        powers.append(make.power())
        cells = (number, powers[-1], "行政给付", "区民政局")
        page.data("power_list", ("serial", "name", "power_type", "holder"), cells)
        page.knows("Power", powers[-1], power_type="05")
    page.blank(2)
    page.title("二、廉政风险防控表", 7)
    page.line(*RISK_TITLES)
    for power in powers:
        _risk_row(make, page, "区民政局", power, "中", "MEDIUM")
    mess.counts |= {"Power": 4, "RiskPoint": 4}
    return _saved(mess, book)


def _many_sheets(make: Maker) -> Mess:
    mess, book = make.book("10-sheet-per-unit", "several sheets that are one table")
    for unit in UNITS:
        page = make.page(mess, book, unit)
        page.title(f"{unit}权责清单", 4)
        page.line("序号", "事项名称", "权力类型", "行使主体")
        for number in range(1, 4):
            name = make.power()
            cells = (number, name, "公共服务", unit)
            page.data("power_list", ("serial", "name", "power_type", "holder"), cells)
            page.knows("Power", name, power_type="20")
    mess.counts["Power"] = 12
    return _saved(mess, book)


def _division(make: Maker) -> Mess:
    mess, book = make.book("11-division", "division of work as running text", "line breaks")
    page = make.page(mess, book, "分工")
    page.title("区财政局领导班子成员分工", 4)
    page.line("排序", "姓名", "职务", "分管工作")
    works = (
        ("王建国", "局长", "负责全面工作。分管办公室。"),
        ("李秀英", "副局长", "负责财务、采购工作。\n分管预算股、国库股。\n联系区属国有企业。"),
        ("张伟", "副局长", "分管人事股，联系乡镇财政所。"),
    )
    for number, (name, post, work) in enumerate(works, start=1):
        page.data("division", ("order", "official", "post", "work"), (number, name, post, work))
        page.knows("Official", name)
    mess.counts["Official"] = 3
    return _saved(mess, book)


SCALES: Final[dict[str, dict[str, str]]] = {
    "高中低": {"高": "HIGH", "中": "MEDIUM", "低": "LOW"},
    "级": {"一级": "HIGH", "二级": "MEDIUM", "三级": "LOW"},
    "罗马": {"Ⅰ": "HIGH", "Ⅱ": "MEDIUM", "Ⅲ": "LOW"},
    "颜色": {"红": "HIGH", "黄": "MEDIUM", "蓝": "LOW"},
    "字母": {"A": "HIGH", "D": "LOW"},
}


def _scales(make: Maker) -> Mess:
    mess, book = make.book("12-risk-scales", "risk grades of any scale", "a power list of its own")
    first = make.page(mess, book, "权责清单")
    first.line("事项名称", "权力类型", "行使主体")
    power = make.power()
    first.data("power_list", ("name", "power_type", "holder"), (power, "行政许可", "区财政局"))
    first.knows("Power", power, power_type="01")
    for sheet, scale in SCALES.items():
        page = make.page(mess, book, f"风险（{sheet}）")
        page.line(*RISK_TITLES)
        for grade, level in scale.items():
            _risk_row(make, page, "区财政局", power, grade, level)
    mess.counts |= {"Power": 1, "RiskPoint": sum(map(len, SCALES.values()))}
    return _saved(mess, book)


def _scores(make: Maker) -> Mess:
    mess, book = make.book("13-likelihood-impact", "L×C scores", "two-row header")
    first = make.page(mess, book, "权责清单")
    first.line("事项名称", "权力类型", "行使主体")
    power = make.power()
    first.data("power_list", ("name", "power_type", "holder"), (power, "行政处罚", "区民政局"))
    page = make.page(mess, book, "排查表")
    top = page.line("单位", "权力名称", "廉政风险点", "评分", None, "防控措施")
    page.line(None, None, None, "可能性", "严重性", None)
    page.sheet.merge_cells(start_row=top, end_row=top, start_column=4, end_column=5)
    for column in (1, 2, 3, 6):
        page.sheet.merge_cells(
            start_row=top, end_row=top + 1, start_column=column, end_column=column
        )
    fields = ("unit", "power", "name", "likelihood", "impact", "measures")
    for likelihood, impact in ((5, 5), (1, 1), (3, 2)):
        name = make.risk()
        cells = ("区民政局", power, name, likelihood, impact, "集体研究")
        page.data("risk_table", fields, cells)
        page.knows("RiskPoint", name, likelihood=likelihood, impact=impact)
    mess.counts["RiskPoint"] = 3
    return _saved(mess, book)


def _types(make: Maker) -> Mess:
    mess, book = make.book("14-type-codes", "power types by code and by name")
    page = make.page(mess, book, "清单")
    page.line("权责事项名称", "事项类型", "实施机关")
    given: tuple[tuple[object, str], ...] = (
        ("行政许可", "01"),
        ("01", "01"),
        (1, "01"),
        ("2", "02"),
        ("行政监督", "06"),
        ("其他行政权力", "10"),
        (10, "10"),
        ("P1", "P1"),
        ("党内权力", "P1"),
        ("N1", "N1"),
    )
    for kind, code in given:
        name = make.power()
        page.data("power_list", ("name", "power_type", "holder"), (name, kind, make.unit()))
        page.knows("Power", name, power_type=code)
    mess.counts["Power"] = len(given)
    return _saved(mess, book)


def _repeated(make: Maker) -> Mess:
    mess, book = make.book("15-header-repeated", "header repeated on each printed page")
    page = make.page(mess, book, "打印版")
    titles = ("序号", "事项名称", "权力类型", "行使主体")
    for sheet_page in range(3):
        page.line(*titles)
        for number in range(1, 5):
            name = make.power()
            cells = (sheet_page * 4 + number, name, "行政检查", make.unit())
            page.data("power_list", ("serial", "name", "power_type", "holder"), cells)
            page.knows("Power", name, power_type="06")
    mess.counts["Power"] = 12
    return _saved(mess, book)


def _gb18030(make: Maker) -> Mess:
    path = make.folder / "16-gb18030.csv"
    mess = Mess("16-gb18030", ("CSV in GB18030", "title above the header", "total below"), path)
    lines: list[list[object]] = [
        ["德城区权责清单"],
        [],
        ["序号", "事项名称", "权力类型", "行使主体"],
    ]
    for number in range(1, 7):
        name, unit = make.power(), make.unit()
        lines.append([number, name, "行政许可", unit])
        values = (str(number), name, "行政许可", unit)
        names = ("serial", "name", "power_type", "holder")
        mess.cells += [
            Cell("", len(lines), "power_list", n, v) for n, v in zip(names, values, strict=True)
        ]
        mess.nodes.append(Known("Power", name, {"power_type": "01"}))
    lines.append(["合计", 6])
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(lines)
    mess.counts["Power"] = 6
    return mess


def _cases(make: Maker) -> Mess:
    mess, book = make.book("17-cases", "cases", "dates and times as text", "one row a step")
    listed = make.page(mess, book, "权责清单")
    listed.line("事项名称", "权力类型", "行使主体", "实施编码")
    power = make.power()
    listed.data(
        "power_list",
        ("name", "power_type", "holder", "code"),
        (power, "行政许可", "区民政局", "DC-0001"),
    )
    page = make.page(mess, book, "办件")
    page.line("办件编号", "事项编码", "受理时间", "环节名称", "办理人", "办结时间", "办理结果")
    fields = ("case", "power_code", "accepted_on", "step", "handler", "decided_on", "result")
    for number in range(1, 5):
        case = f"BJ2026{number:04d}"
        for step, person in zip(("受理", "审查", "决定"), PEOPLE, strict=False):
            cells = (case, "DC-0001", "2026年5月6日", step, person, "2026/5/20", "准予")
            page.data("case_list", fields, cells)
        page.knows("CaseFile", case, accepted_on=date(2026, 5, 6), decided_on=date(2026, 5, 20))
    mess.counts |= {"CaseFile": 4}
    return _saved(mess, book)


def _filings(make: Maker) -> Mess:
    mess, book = make.book("18-filings", "filing form", "notes below", "full-width dates")
    page = make.page(mess, book, "备案")
    page.title("重大事项备案登记表", 6)
    page.line("备案编号", "报备单位", "重大事项名称", "事项类别", "发生时间", "备案日期")
    fields = ("number", "unit", "matter", "category", "happened_on", "filed_on")
    for number in range(1, 5):
        matter = f"大额资金支出事项{make.random.randrange(10**6):06d}"
        cells = (
            f"备〔2026〕{number}号",
            "区财政局",
            matter,
            "大额资金使用",
            "２０２６年４月１日",
            "2026-04-10",
        )
        page.data("filing", fields, cells)
        page.knows("Matter", matter, category="LARGE_FUND", happened_on=date(2026, 4, 1))
    page.line("说明：本表一式两份。")
    mess.counts |= {"Matter": 4, "Filing": 4}
    return _saved(mess, book)


def _longest(make: Maker) -> Mess:
    mess, book = make.book("19-longest-alias", "titles that contain one another")
    page = make.page(mess, book, "Sheet1")
    page.line(
        "责任主体", "责任科室", "责任事项", "责任事项依据", "追责情形及依据", "权力名称", "职权类型"
    )
    fields = ("holder", "section", "duty", "duty_basis", "accountability", "name", "power_type")
    for _ in range(5):
        name = make.power()
        cells = (
            make.unit(),
            "审批股",
            "审查责任",
            make.law(),
            "违法审批的，依法处理",
            name,
            "行政许可",
        )
        page.data("power_list", fields, cells)
        page.knows("Power", name, power_type="01")
    mess.counts["Power"] = 5
    return _saved(mess, book)


def _together(make: Maker) -> Mess:
    mess, book = make.book(
        "20-together",
        "title above",
        "two-row header",
        "merged cells",
        "合计 rows",
        "notes below",
        "full-width",
        "several sheets",
    )
    for unit in UNITS[:3]:
        page = make.page(mess, book, unit)
        page.title(f"{unit}权责清单（２０２６年版）", 6)
        page.line("单位（盖章）：", None, None, None, None, "2026年6月30日")
        top = page.line("序号", "事项\n名称", "权力　类型", "办理期限", None, "行使主体")
        page.line(None, None, None, "法定期限", "承诺期限", None)
        for column in (1, 2, 3, 6):
            page.sheet.merge_cells(
                start_row=top, end_row=top + 1, start_column=column, end_column=column
            )
        page.sheet.merge_cells(start_row=top, end_row=top, start_column=4, end_column=5)
        first = page.at + 1
        fields = ("serial", "name", "power_type", "legal_days", "promised_days", "holder")
        for number in range(1, 5):
            name = make.power()
            shown = (number, name, "行政许可", "２０个工作日", 10, unit if number == 1 else None)
            row = page.line(*shown)
            page.true(row, "power_list", fields, (*shown[:5], unit))
            page.knows("Power", name, power_type="01", legal_days=20, promised_days=10)
        page.sheet.merge_cells(start_row=first, end_row=page.at, start_column=6, end_column=6)
        page.line("合计", "４项")
        page.blank()
        page.line("注：期限按工作日计算。")
    mess.counts["Power"] = 12
    return _saved(mess, book)


def _saved(mess: Mess, book: Workbook) -> Mess:
    book.save(mess.path)
    return mess


MAKERS: Final[tuple[Callable[[Maker], Mess], ...]] = (
    _titled,
    _two_rows,
    _merged_cells,
    _notes,
    _full_width,
    _aliases,
    _dates,
    _totals,
    _two_tables,
    _many_sheets,
    _division,
    _scales,
    _scores,
    _types,
    _repeated,
    _gb18030,
    _cases,
    _filings,
    _longest,
    _together,
)
