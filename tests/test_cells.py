"""Cells into values: every kind there and back, and what must be refused rather than guessed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.privacy import names_a_person
from graph.schema import SCHEMA
from graph.schema.kinds import Column, Enumeration, Kind
from loaders.cells import MAX_TEXT, MAX_UID, CellError, parse

REAL = Path(__file__).parent.parent / "examples" / "real"
COLUMNS: dict[Kind, Column] = {
    kind: Column("value", "值", kind) for kind in Kind if kind is not Kind.CODE
}
ENUMERATIONS = {c.enum.name: c.enum for t in SCHEMA.tables for c in t.columns if c.enum}
# 身份证号 and 手机号 made for these tests: region 110101, and numbers never given out.
IDENTITIES = (
    "110101199003078515",
    "11010119900307889x",
    "11010119900307889X",
    "110101 19900307 8515",
    "110101-1990-0307-8515",
    "１１０１０１１９９００３０７８５１５",
    "110101900307851",
)
MOBILES = (
    "13800000000",
    "138-0000-0000",
    "138 0000 0000",
    "138.0000.0000",
    "+8613800000000",
    "+86 138-0000-0000",
    "0086-13800000000",
    "１３８００００００００",
    "138－0000－0000",
)
NOBODY = (
    "0826-2222222",  # an office number
    "0826 2222222",
    "010-12345678",
    "12345",
    "91371402MA3CABCD12",  # credit codes
    "115113010833722043",
    "911100001000000000",
    "511A0138600000-511602000000-000-115113010833722043-1-00",  # item codes
    "G-000007-001-115113010833722043-1-00",
    "110108000000016",  # a business registration number, which has a check digit
    "110101199003078516",  # an identity number but for its check digit
    "110101199013078515",  # a thirteenth month
    "110101199003078",  # the same without its end
    "23800000000",
    "1380000000",  # a digit short
    "138000000001",  # a digit long
    "川发改〔2019〕130号",
    "2019-01-30 13:00:00",
)


def column(kind: Kind, **more: object) -> Column:
    return Column("value", "值", kind, **more)  # type: ignore[arg-type]


def refusal(raw: object, of: Column) -> str:
    with pytest.raises(CellError) as caught:
        parse(raw, of)
    return caught.value.expected.key


def render(value: object) -> str:
    """A value as a person types it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return str(value)


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(
    lambda t: t == t.strip() and t and not t.startswith("#") and not names_a_person(t)
)
VALUES: dict[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: TEXTS,
    Kind.INTEGER: st.integers(-(10**10), 10**10).filter(lambda n: not names_a_person(str(n))),
    Kind.NUMBER: st.floats(-1e14, 1e14).map(lambda x: x + 0.0),
    Kind.BOOLEAN: st.booleans(),
    Kind.DAY: DAYS,
    Kind.MOMENT: st.builds(
        lambda d, t: datetime.combine(d, t.replace(microsecond=0)), DAYS, st.times()
    ),
    Kind.MONTH: DAYS.map(lambda d: f"{d:%Y-%m}"),
}


@pytest.mark.parametrize("kind", VALUES, ids=lambda k: k.name)
def test_what_is_typed_as_shown_is_read_as_meant(kind: Kind) -> None:
    @given(VALUES[kind])
    def there_and_back(value: object) -> None:
        found = parse(render(value), COLUMNS[kind])
        assert found == value
        assert type(found) is type(value)

    there_and_back()


@pytest.mark.parametrize("kind", [Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.DAY, Kind.MOMENT])
def test_a_typed_value_of_a_spreadsheet_is_read_like_its_text(kind: Kind) -> None:
    @given(VALUES[kind])
    def alike(value: object) -> None:
        assert parse(value, COLUMNS[kind]) == parse(render(value), COLUMNS[kind])

    alike()


@given(DAYS)
def test_a_day_is_read_in_each_of_its_forms(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    forms: list[object] = [
        day.isoformat(),
        f"{y}年{m}月{d}日",
        f"{y}/{m}/{d}",
        f"{y}.{m}.{d}",
        datetime.combine(day, time()),
        f"　{y}年{m:02d}月{d:02d}日 ",
        day.isoformat().translate({ord("0") + i: ord("０") + i for i in range(10)}),
        f"{day.isoformat()} 00:00:00",
    ]
    assert {parse(form, COLUMNS[Kind.DAY]) for form in forms} == {day}


@pytest.mark.parametrize(
    "raw",
    [
        "2019-02-30",
        "2019-13-01",
        "30/02/2019",
        "3/5/2021",
        "20210305",
        "2021-03",
        "2021年",
        "43895",
        43895,
        43895.0,
        "1899-12-31",
        "9999-12-31",
        "2021-03-05 14:00",
        datetime(2021, 3, 5, 14),
        "昨天",
        True,
    ],
)
def test_what_is_no_day_is_not_guessed_at(raw: object) -> None:
    assert refusal(raw, COLUMNS[Kind.DAY]) == "expect.day"


def test_a_moment_takes_a_day_alone_as_its_midnight() -> None:
    assert parse("2021年3月5日", COLUMNS[Kind.MOMENT]) == datetime(2021, 3, 5)
    assert parse("2021/3/5 9:05", COLUMNS[Kind.MOMENT]) == datetime(2021, 3, 5, 9, 5)
    assert refusal("2021-03-05 25:00", COLUMNS[Kind.MOMENT]) == "expect.moment"


@pytest.mark.parametrize(
    ("raw", "month"),
    [
        ("1970-05", "1970-05"),
        ("1970年5月", "1970-05"),
        ("1970.12", "1970-12"),
        ("１９７０/５", "1970-05"),
    ],
)
def test_a_month_is_read_in_its_forms(raw: str, month: str) -> None:
    assert parse(raw, COLUMNS[Kind.MONTH]) == month


@pytest.mark.parametrize("raw", ["1970", "1970-13", "05-1970", 1970.1, 197005, "1970-05-06"])
def test_a_month_is_not_guessed_from_a_number(raw: object) -> None:
    # 1970.10 in a spreadsheet is the number 1970.1, which would read as January.
    assert refusal(raw, COLUMNS[Kind.MONTH]) == "expect.month"


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1,234,567.5", 1234567.5),
        ("1 234 567", 1234567),
        ("１２３", 123),
        ("１，２３４", 1234),
        (" 12 ", 12),
        ("-3", -3),
        ("1e3", 1000),
        (".5", 0.5),
        (7, 7),
    ],
)
def test_numbers_are_read_with_their_separators_and_widths(raw: object, number: float) -> None:
    assert parse(raw, COLUMNS[Kind.NUMBER]) == number


@pytest.mark.parametrize(
    "raw",
    ["1,5", "1,23,456", "12 34", "1_000", "十二", "12元", "nan", "inf", "1e999", "--1", "0x10", ".",
     "e5", True, date(2020, 1, 1), 10**400, float("inf")],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed_at(raw: object) -> None:
    assert refusal(raw, COLUMNS[Kind.NUMBER]) == "expect.number"


@pytest.mark.parametrize("raw", ["1.5", 2**53 + 2, "1e300", "-1e17"])
def test_a_whole_number_is_exact(raw: object) -> None:
    assert refusal(raw, COLUMNS[Kind.INTEGER]) == "expect.integer"


def test_a_number_beyond_its_bounds_says_which() -> None:
    bounded = column(Kind.INTEGER, low=1, high=5)
    assert [parse(n, bounded) for n in (1, 5)] == [1, 5]
    for raw in ("0", "6"):
        with pytest.raises(CellError) as caught:
            parse(raw, bounded)
        assert caught.value.expected.render("en") == "a number from 1 to 5"


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("true", "false"),
        ("1", "0"),
        ("是", "否"),
        ("有", "无"),
        (True, False),
        (1, 0),
        (1.0, 0.0),
        ("TRUE", "FALSE"),
        ("１", "０"),
    ],
)
def test_yes_and_no_are_read_in_their_forms(yes: object, no: object) -> None:
    assert parse(yes, COLUMNS[Kind.BOOLEAN]) is True
    assert parse(no, COLUMNS[Kind.BOOLEAN]) is False


@pytest.mark.parametrize("raw", ["2", "yes?", "-", "是否", 2, "不"])
def test_what_is_neither_yes_nor_no_is_refused(raw: object) -> None:
    assert refusal(raw, COLUMNS[Kind.BOOLEAN]) == "expect.boolean"


@pytest.mark.parametrize("enum", ENUMERATIONS.values(), ids=lambda e: e.name)
def test_a_code_is_read_by_code_name_and_every_alias(enum: Enumeration) -> None:
    of = column(Kind.CODE, enum=enum)
    for choice in enum.choices:
        for spelling in (choice.code, choice.zh, *choice.aliases):
            for typed in (spelling, f" {spelling}　", spelling.lower(), "　".join(spelling)):
                assert parse(typed, of) == choice.code
    assert refusal("没有这个值", of) == "expect.one_of"


def test_an_unknown_code_names_what_is_allowed_in_both_languages() -> None:
    enum = ENUMERATIONS[SCHEMA.table_of("Official").columns[2].enum.name]  # type: ignore[union-attr]
    with pytest.raises(CellError) as caught:
        parse("X", column(Kind.CODE, enum=enum))
    for language in ("zh", "en"):
        said = caught.value.expected.render(language)
        assert all(c.code in said and c.zh in said for c in enum.choices)


def test_a_list_is_parted_by_either_semicolon_and_says_each_value_once() -> None:
    texts = column(Kind.TEXT, many=True)
    assert parse("甲;乙；丙; ；甲", texts) == ["甲", "乙", "丙"]
    assert parse(["甲", " ", "乙", None, "乙"], texts) == ["甲", "乙"]
    assert parse(" ;； ", texts) is None
    assert parse(12.0, texts) == ["12"]


def test_a_long_list_of_short_uids_is_no_long_uid() -> None:
    departments = next(c for c in SCHEMA.table("inspections").columns if c.name == "departments")  # type: ignore[union-attr]
    uids = [f"dept-{i:03d}" for i in range(100)]
    assert parse(";".join(uids), departments, MAX_UID) == uids
    with pytest.raises(CellError):
        parse(";".join([*uids, "x" * (MAX_UID + 1)]), departments, MAX_UID)


@pytest.mark.parametrize("length", [MAX_TEXT, MAX_TEXT + 1, 100_000])
def test_a_text_may_be_as_long_as_a_spreadsheet_allows(length: int) -> None:
    text = "权" * length
    if length <= MAX_TEXT:
        assert parse(text, COLUMNS[Kind.TEXT]) == text
    else:
        with pytest.raises(CellError) as caught:
            parse(text, COLUMNS[Kind.TEXT])
        assert caught.value.expected.values == {"limit": MAX_TEXT, "length": length}


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x1f", "\x7f", "\ud800"])
def test_control_characters_and_halves_of_characters_are_refused(control: str) -> None:
    assert refusal(f"a{control}b", COLUMNS[Kind.TEXT]) == "expect.no_control"


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "‏עברית", "a\u202eb", 'O\'Neil "x" `y` \\'])
def test_other_strange_characters_are_kept(text: str) -> None:
    assert parse(text, COLUMNS[Kind.TEXT]) == text


@pytest.mark.parametrize("raw", [{}, [], object(), b"bytes", time(14), ["甲"]])
def test_a_thing_that_is_no_text_is_refused(raw: object) -> None:
    assert refusal(raw, COLUMNS[Kind.TEXT]) == "expect.text"


@pytest.mark.parametrize("raw", ["#REF!", "#N/A", " #DIV/0! "])
@pytest.mark.parametrize("kind", COLUMNS, ids=lambda k: k.name)
def test_the_mark_of_a_failed_formula_is_no_value(raw: str, kind: Kind) -> None:
    assert refusal(raw, COLUMNS[kind]) == "expect.no_failed_formula"


@pytest.mark.parametrize("raw", [None, "", " ", "　\n", float("nan")])
@pytest.mark.parametrize("kind", COLUMNS, ids=lambda k: k.name)
def test_an_empty_cell_of_any_kind_is_nothing(raw: object, kind: Kind) -> None:
    assert parse(raw, COLUMNS[kind]) is None


@pytest.mark.parametrize("number", [*IDENTITIES, *MOBILES])
@pytest.mark.parametrize("around", ["{}", "张三 {}", "联系人：{}（代）", "联系{}。", "x\n{}\ny"])
def test_a_number_that_names_a_person_is_seen_in_any_text(number: str, around: str) -> None:
    assert names_a_person(around.format(number))


@pytest.mark.parametrize("text", NOBODY)
@pytest.mark.parametrize("around", ["{}", "编号{}号", "（{}）"])
def test_other_numbers_are_not_taken_for_persons(text: str, around: str) -> None:
    assert not names_a_person(around.format(text))


def test_an_identity_number_with_a_letter_before_it_is_still_one() -> None:
    assert names_a_person(f"P{IDENTITIES[0]}")


def test_no_text_of_a_real_power_list_and_of_real_posts_is_a_false_alarm() -> None:
    texts = [*strings(json.loads((REAL / "guangan-power-list.json").read_text("utf-8")))]
    for file in sorted(REAL.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            texts += [cell for row in csv.reader(stream) for cell in row]
    assert len(texts) > 9_000
    assert [t for t in texts if names_a_person(t)] == []


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    else:
        yield str(value)


@pytest.mark.parametrize("kind", Kind, ids=lambda k: k.name)
@pytest.mark.parametrize("raw", [IDENTITIES[0], int(IDENTITIES[0]), f"电话{MOBILES[0]}"])
def test_a_cell_of_any_kind_hides_a_number_that_names_a_person(kind: Kind, raw: object) -> None:
    enum = next(iter(ENUMERATIONS.values()))
    of = column(kind, enum=enum) if kind is Kind.CODE else COLUMNS[kind]
    with pytest.raises(CellError) as caught:
        parse(raw, of)
    assert caught.value.hidden
    assert caught.value.expected.key == "expect.no_person"
    shown = f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"
    assert IDENTITIES[0] not in shown
    assert MOBILES[0] not in shown


def test_eleven_digits_may_be_a_sum_of_money() -> None:
    assert parse(MOBILES[0], COLUMNS[Kind.NUMBER]) == 13_800_000_000


@pytest.mark.parametrize("raw", [int(MOBILES[0]), [MOBILES[0]], ["甲", IDENTITIES[0]]])
def test_numbers_of_persons_are_seen_in_numeric_cells_and_in_lists(raw: object) -> None:
    of = column(Kind.TEXT, many=isinstance(raw, list))
    assert refusal(raw, of) == "expect.no_person"
