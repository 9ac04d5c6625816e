"""Conversions of single values, against tables written by hand and against forms made at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.crosswalks import Crosswalk, Words
from loaders.cells import CellError
from loaders.mapping import Options
from loaders.mapping.acting import basis_kind
from loaders.mapping.convert import conversions, grade, keyword, passed, power_type
from loaders.mapping.given import Given, Memory, enumeration
from loaders.mapping.values import Days, amount, day, days, moment, texts, yes_no
from loaders.mapping.vocabulary import Vocabulary
from loaders.names import NameBook

HAN = "〇一二三四五六七八九"


def around(crosswalk: Crosswalk | None = None, *headings: str) -> Given:
    """What a conversion is given where it needs no names."""
    words = Vocabulary(Words("m.yaml", crosswalk or {}))
    return Given(NameBook(), Options(), words, headings, "f.xlsx", "s", Memory())


def in_numerals(number: int) -> str:
    """A number up to 99 as Chinese writes it: 10 十, 21 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{HAN[tens]}十")
    return head + (HAN[ones] if ones or not tens else "")


FORMS: dict[str, Callable[[date], object]] = {
    "iso": lambda d: d.isoformat(),
    "year, month, day": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "eight digits": lambda d: f"{d:%Y%m%d}",
    "eight digits as a number": lambda d: int(f"{d:%Y%m%d}"),
    "serial number": lambda d: (d - date(1899, 12, 30)).days,
    "serial number as text": lambda d: str((d - date(1899, 12, 30)).days),
    "date": lambda d: d,
    "datetime": lambda d: datetime(d.year, d.month, d.day, 9, 30),
    "full width": lambda d: f"{d.year}．{d.month}．{d.day}".translate(
        {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}
    ),
    "numerals": lambda d: (
        "".join(HAN[int(c)] for c in str(d.year))
        + f"年{in_numerals(d.month)}月{in_numerals(d.day)}日"
    ),
}


@pytest.mark.parametrize("form", FORMS)
@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_in_every_form(form: str, wanted: date) -> None:
    assert day(FORMS[form](wanted)) == wanted


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(lambda t: t.replace(microsecond=0))
)
def test_a_serial_number_keeps_its_time_to_the_second(wanted: datetime) -> None:
    serial = (wanted - datetime(1899, 12, 30)) / timedelta(days=1)
    assert moment(serial) == wanted


@pytest.mark.parametrize(
    "wrong", ["2021年2月30日", "2021/13/1", "21.3.5", "昨天", 0, 12, 123456, True, "99999999", 1e9]
)
def test_what_is_no_day_is_refused(wrong: object) -> None:
    with pytest.raises(CellError) as error:
        day(wrong)
    assert error.value.expected.key == "expect.day"


@pytest.mark.parametrize("month", ["2021年3月", "2021-03", "2021.3", "2021/3"])
def test_a_month_is_no_day_and_is_told_so(month: str) -> None:
    with pytest.raises(CellError) as error:
        day(month)
    assert error.value.expected.key == "expect.mapping.whole_day"


@pytest.mark.parametrize(
    ("cell", "title", "wanted"),
    [
        ("20个工作日", "", Days(20, "WORKING")),
        ("２０ 个工作日", "", Days(20, "WORKING")),
        ("二十个工作日内", "", Days(20, "WORKING")),
        ("30日", "", Days(30, "CALENDAR")),
        ("三十天", "", Days(30, "CALENDAR")),
        ("60个自然日", "", Days(60, "CALENDAR")),
        (15, "", Days(15, "")),
        (15.0, "承诺时限（工作日）", Days(15, "WORKING")),
        ("15", "法定期限(日)", Days(15, "CALENDAR")),
        ("即办", "", Days(0, "")),
        ("当场办结", "", Days(0, "")),
        ("无", "", None),
        ("—", "", None),
        (None, "", None),
    ],
)
def test_a_time_limit_is_read_with_its_unit(cell: object, title: str, wanted: Days | None) -> None:
    assert days(cell, title) == wanted


@pytest.mark.parametrize("wrong", ["1个月", "尽快", "20至30日", "半年", "工作日"])
def test_what_is_no_number_of_days_is_refused(wrong: str) -> None:
    with pytest.raises(CellError):
        days(wrong)


@pytest.mark.parametrize(
    ("cell", "title", "wanted"),
    [
        ("120万元", "", 1_200_000),
        ("0.29万", "", 2_900),
        ("1.2亿元", "", 120_000_000),
        ("5,000.50元", "", 5_000.5),
        ("￥300", "", 300),
        ("人民币1万元整", "", 10_000),
        (35.5, "合同金额（万元）", 355_000),
        (35.5, "合同金额", 35.5),
        ("35.5元", "合同金额（万元）", 35.5),
        ("无", "", None),
    ],
)
def test_a_sum_of_money_is_in_yuan(cell: object, title: str, wanted: float | None) -> None:
    assert amount(cell, title) == wanted


@given(st.integers(0, 10**9))
def test_a_sum_is_the_same_with_the_unit_behind_it_and_in_the_title(number: int) -> None:
    assert amount(f"{number}万元") == amount(number, "金额（万元）") == number * 10_000


@pytest.mark.parametrize("wrong", ["约10万元", "10万元至20万元", "若干"])
def test_what_is_no_sum_is_refused(wrong: str) -> None:
    with pytest.raises(CellError):
        amount(wrong)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [(word, True) for word in ("是", "√", "Ｙ", 1, True, "已公开")]
    + [(word, False) for word in ("否", "×", "无", 0.0, "未公开")],
)
def test_yes_and_no_are_read_in_words_and_signs(word: object, wanted: bool) -> None:
    assert yes_no(word) is wanted


@given(st.lists(st.text("甲乙丙丁戊", min_size=1), unique=True), st.sampled_from("、；;，,\n"))
def test_a_list_is_split_at_any_of_its_marks(parts: list[str], mark: str) -> None:
    assert texts(mark.join(parts)) == [part for part in parts]


HIGH = [
    "高",
    "高风险",
    "一级",
    "Ⅰ",
    "Ⅰ级",
    "I级",
    "A",
    "a级",
    "红",
    "红色",
    "5×4",
    "L5×C3",
    "20",
    "重大",
]
MEDIUM = ["中", "中等", "二级风险", "Ⅱ级", "II", "B级", "黄色预警", "3×3=9", "８", "一般"]
LOW = ["低", "低风险", "三级", "Ⅲ级", "III", "C", "D", "蓝色", "1×5", "D=5", "四级"]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [(w, "HIGH") for w in HIGH] + [(w, "MEDIUM") for w in MEDIUM] + [(w, "LOW") for w in LOW],
)
def test_a_grade_of_any_scale_is_read(written: str, wanted: str) -> None:
    assert grade(around(), written) == wanted


def test_a_place_says_itself_what_its_grades_mean() -> None:
    own = {"risk_level": {"特级": "HIGH", "A": "LOW"}, "risk_score": {"10": "HIGH"}}
    assert grade(around(own), "特级") == "HIGH"
    assert grade(around(own), "Ａ级") == "LOW"
    assert grade(around(own), None, 2, 5) == "HIGH"


@given(st.integers(1, 5), st.integers(1, 5))
def test_scores_give_a_grade_that_rises_with_them(likelihood: int, impact: int) -> None:
    ranks = ["LOW", "MEDIUM", "HIGH"]
    here = ranks.index(str(grade(around(), None, likelihood, impact)))
    more = ranks.index(str(grade(around(), None, min(likelihood + 1, 5), impact)))
    assert here <= more


def test_an_unknown_grade_is_refused_with_where_to_say_it() -> None:
    with pytest.raises(CellError) as error:
        grade(around(), "待定")
    assert "crosswalk: risk_level" in error.value.expected.render("zh")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("行政许可", "01"), ("1", "01"), ("01", "01"), (6, "06"), ("行政监督", "06"), ("P1", "P1")],
)
def test_a_power_type_is_read_by_code_and_name(written: object, wanted: str) -> None:
    assert power_type(around(), written) == wanted


def test_a_power_type_that_no_column_gives_is_taken_from_a_heading_and_said() -> None:
    here = around(None, "区财政局行政处罚权责清单")
    assert power_type(here, None) == "02"
    assert [p.expected.key for p in here.memory.problems()] == ["expect.mapping.from_heading"]
    assert power_type(around(None, "行政许可和行政处罚清单"), None) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("会议同意", True),
        ("原则通过", True),
        ("不同意", False),
        ("未通过，缓议", False),
        ("听取汇报", None),
    ],
)
def test_a_resolution_passes_only_in_so_many_words(text: str, wanted: bool | None) -> None:
    assert passed(around(), text) is wanted


@pytest.mark.parametrize(
    ("name", "issued", "wanted"),
    [
        ("中华人民共和国行政许可法", "", "LAW"),
        ("民法典", "", "LAW"),
        ("政府采购法实施条例", "国务院令第658号", "ADMIN_REGULATION"),
        ("中国共产党纪律处分条例", "", "PARTY_RULE"),
        ("山东省行政程序条例", "", "LOCAL_REGULATION"),
        ("代理记账管理办法", "财政部令第98号", "DEPT_RULE"),
        ("山东省行政执法监督办法", "省政府令第1号", "PROVINCIAL_RULE"),
        ("物业管理条例", "", ""),
        ("城市绿化管理办法", "", ""),
    ],
)
def test_the_kind_of_a_legal_basis_is_told_only_where_there_is_no_doubt(
    name: str, issued: str, wanted: str
) -> None:
    assert basis_kind(name, issued) == wanted


def test_words_of_the_shipped_crosswalk_mean_codes_of_their_enumerations() -> None:
    here = around()
    for kind in ("charge_domain", "body_kind", "decision_mode", "matter_category", "step_kind"):
        codes = set(enumeration(kind).codes)
        words = here.vocabulary.words(kind)
        assert words
        assert set(words.values()) <= codes
        for word, code in words.items():
            assert keyword(here, f"某某{word}某某", of=kind) is not None, (word, code)


def test_every_conversion_is_described() -> None:
    assert all(conversions().values())


@pytest.mark.parametrize("digits", ["9" * 400, "9" * 5000, "九" * 400])
def test_an_endless_number_is_no_limit_no_day_and_no_crash(digits: str) -> None:
    with pytest.raises(CellError):
        days(digits)
    with pytest.raises(CellError):
        day(digits)
