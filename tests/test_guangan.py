"""The Guang'an list: figures counted here by plain JSON code, and files made to be awkward."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from graph.codes import ItemCode
from graph.errors import Problem, SourceError
from graph.privacy import names_a_person
from graph.text import LANGUAGES
from loaders.formats import FORMATS, Options
from loaders.guangan import Guangan
from loaders.rows import RawRow

REAL = Path(__file__).parents[1] / "examples" / "real" / "guangan-power-list.json"
CREDIT = "11511301008778183N"
OTHER_CREDIT = "115113010833722043"
CODE = f"511Z07001006-511602000000-000-{CREDIT}-1-00"


def read(path: Path) -> tuple[list[RawRow], list[Problem]]:
    problems: list[Problem] = []
    rows = list(Guangan(path).rows(problems))
    for problem in problems:
        assert all(problem.render(language) for language in LANGUAGES)
    for row in rows:
        assert set(row.cells) <= {column.name for column in row.table.columns}
    return rows, problems


def of(rows: list[RawRow], table: str) -> list[RawRow]:
    return [row for row in rows if row.table.name == table]


def keys(problems: list[Problem]) -> list[str]:
    return [problem.expected.key.removeprefix("expect.guangan.") for problem in problems]


def item(name: str = "甲", code: str = CODE, task: str = "1", **more: object) -> dict[str, object]:
    query = f"areaCode=511602000000&itemCode={quote(code)}&taskType={task}&deptCode=1"
    return {"name": name, "link": f"http://x/ywTransToDetail?{query}", "qrcode": "", **more}


def department(
    *items: object, name: object = "区经信局", main: object = "未分类"
) -> dict[str, object]:
    return {"department": name, "items": [{"main_item": main, "sub_items": list(items)}]}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "list.json"


def write(path: Path, *departments: object) -> Path:
    path.write_text(json.dumps(departments), encoding="utf-8")
    return path


def plain() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Department, main item, name and query of every item, by the json module alone."""
    for block in json.loads(REAL.read_text(encoding="utf-8")):
        for main in block["items"]:
            for sub in main["sub_items"]:
                query = {k: v[0] for k, v in parse_qs(urlsplit(sub["link"]).query).items()}
                yield block["department"], main["main_item"], sub["name"], query


@pytest.fixture(scope="module")
def real() -> tuple[list[RawRow], list[Problem]]:
    return read(REAL)


Real = tuple[list[RawRow], list[Problem]]


def test_all_departments_and_powers_arrive(real: Real) -> None:
    rows, _ = real
    powers = of(rows, "powers")
    items = list(plain())
    assert len(items) == 1135
    assert [(p.cells["name"], p.cells["source_category"]) for p in powers] == [
        (name, main) for _, main, name, _ in items
    ]
    assert [str(p.cells["department"]).removeprefix("511602/") for p in powers] == [
        department for department, *_ in items
    ]
    assert len({p.cells["uid"] for p in powers}) == 1135
    assert len({d.cells["uid"] for d in of(rows, "departments")}) == 34


def test_one_department_holds_three_in_ten_items(real: Real) -> None:
    rows, _ = real
    [(uid, most)] = Counter(p.cells["department"] for p in of(rows, "powers")).most_common(1)
    assert (uid, most) == ("511602/区行政审批局", 344)
    assert round(100 * most / 1135, 1) == 30.3


def test_more_than_half_of_the_items_stand_under_no_main_item(real: Real) -> None:
    rows, _ = real
    powers = of(rows, "powers")
    assert sum(p.cells["source_category"] == "未分类" for p in powers) == 615
    assert not any("parent" in p.cells for p in powers)


def test_power_types_are_the_task_types_in_two_digits(real: Real) -> None:
    rows, _ = real
    expected = Counter(f"{int(query['taskType']):02}" for *_, query in plain())
    assert Counter(p.cells["power_type"] for p in of(rows, "powers")) == expected
    assert expected == {"01": 536, "20": 348, "10": 182, "07": 50, "05": 9, "09": 8, "08": 2}


def test_item_codes_come_in_the_shapes_that_were_measured() -> None:
    shapes: Counter[str] = Counter()
    for *_, query in plain():
        code = ItemCode.split(query["itemCode"])
        if code is None:
            shapes["none"] += 1
        elif code.credit_code and code.organisation != code.credit_code:
            shapes["credit code in small letters"] += 1
        elif len(code.organisation) == 18:
            shapes["national" if code.is_national else "local"] += 1
        else:
            shapes[f"{len(code.organisation.replace('-', ''))} characters"] += 1
    assert shapes == {
        "local": 975,
        "national": 13,
        "credit code in small letters": 1,
        "17 characters": 91,
        "9 characters": 31,
        "10 characters": 12,
        "13 characters": 8,
        "7 characters": 1,
        "none": 3,
    }
    assert shapes["local"] + shapes["national"] == 988
    assert 1135 - 988 == 147


def test_a_power_keeps_its_item_code_as_uid_unless_it_cannot_be_split(real: Real) -> None:
    rows, _ = real
    codes = [query["itemCode"] for *_, query in plain()]
    powers = of(rows, "powers")
    assert [p.cells["impl_code"] for p in powers] == codes
    assert [p.cells["impl_code"] for p in powers if p.cells["uid"] != p.cells["impl_code"]] == [
        "E-000004-001-11511301008778386B",
        "E-000021-001-1111111111111111",
        "H-000185-001-4444444444",
    ]


def test_every_code_that_is_none_is_a_warning_and_nothing_is_an_error(real: Real) -> None:
    _, problems = real
    assert {p.level for p in problems} == {"warning"}
    assert Counter(keys(problems)) == {
        "organisation": 6,
        "one_credit_code": 6,
        "item_code": 3,
    }


def test_departments_have_right_credit_codes_and_no_two_the_same(real: Real) -> None:
    rows, _ = real
    codes = [str(d.cells["uscc"]) for d in of(rows, "departments")]
    given_codes = [code for code in codes if code]
    assert len(given_codes) == len(set(given_codes)) == 33
    assert all(uscc.is_valid(code) and code == code.upper() for code in given_codes)
    [without] = [d.cells["name"] for d in of(rows, "departments") if not d.cells["uscc"]]
    assert without == "区烟草专卖局"


def test_the_district_stands_under_its_city_and_province(real: Real) -> None:
    rows, _ = real
    assert [tuple(r.cells.values()) for r in of(rows, "regions")] == [
        ("510000", "四川省", "PROVINCE", ""),
        ("511600", "广安市", "CITY", "510000"),
        ("511602", "广安区", "COUNTY", "511600"),
    ]
    assert {d.cells["region"] for d in of(rows, "departments")} == {"511602"}
    assert {p.cells["level"] for p in of(rows, "powers")} == {"COUNTY"}


def test_two_of_the_departments_are_the_partys(real: Real) -> None:
    rows, _ = real
    kinds = {d.cells["name"]: d.cells["kind"] for d in of(rows, "departments")}
    assert [name for name, kind in kinds.items() if kind == "PARTY_ORG"] == ["区委办", "区委统战部"]
    assert set(kinds.values()) == {"PARTY_ORG", "DISTRICT_DEPT"}


def test_every_power_stands_in_the_list_of_its_department(real: Real) -> None:
    rows, _ = real
    owner = {x.cells["uid"]: x.cells["department"] for x in of(rows, "power_lists")}
    assert len(owner) == 34
    assert all(owner[p.cells["list"]] == p.cells["department"] for p in of(rows, "powers"))


def test_nothing_in_the_real_file_reads_like_a_person(real: Real) -> None:
    rows, problems = real
    cells = [v for row in rows for v in row.cells.values()] + [p.value for p in problems]
    assert not [cell for cell in cells if isinstance(cell, str) and names_a_person(cell)]


def test_reading_again_gives_the_same(real: Real) -> None:
    reader = Guangan(REAL)
    assert list(reader.rows([])) == list(reader.rows([])) == real[0]


def test_rows_are_counted_as_in_a_sheet_of_one_item_a_row(real: Real) -> None:
    assert [p.row for p in of(real[0], "powers")] == list(range(2, 1137))


# Files made to be awkward


def test_only_what_is_asked_for_comes_in(source: Path) -> None:
    rows, _ = read(write(source, department(item(phone="13800138000", qrcode="Q", contact="张三"))))
    assert not any(word in str(row.cells) for row in rows for word in ("13800138000", "张三", "Q'"))


def test_a_problem_does_not_show_a_persons_number(source: Path) -> None:
    number = "13912345678"
    items = item(f"甲 {number}"), item(f"甲 {number}"), item("乙", number)
    _, problems = read(write(source, department(*items, name=f"局 {number}")))
    assert keys(problems) == ["once", "item_code"]
    assert not [p for p in problems if number in repr(p)]


def test_one_code_for_two_items_loses_neither_wherever_they_stand(source: Path) -> None:
    one, two = department(item("甲")), department(item("乙"), name="区教科体局")
    rows, problems = read(write(source, one, two))
    uids = {p.cells["name"]: p.cells["uid"] for p in of(rows, "powers")}
    assert len(set(uids.values())) == 2
    assert keys(problems) == ["own_code", "own_code"]
    swapped, _ = read(write(source, two, one))
    assert {p.cells["name"]: p.cells["uid"] for p in of(swapped, "powers")} == uids


def test_an_item_that_is_listed_twice_is_one_power_and_a_warning(source: Path) -> None:
    rows, problems = read(write(source, department(item(), item())))
    assert len(of(rows, "powers")) == 1
    assert [(p.row, p.level) for p in problems] == [(3, "warning")]
    assert keys(problems) == ["once"]


def test_items_without_a_code_have_uids_that_do_not_depend_on_their_place(source: Path) -> None:
    rows, problems = read(write(source, department(item("甲", ""), item("乙", ""))))
    swapped, _ = read(write(source, department(item("乙", ""), item("甲", ""))))
    assert keys(problems) == ["item_code", "item_code"]
    assert {p.cells["uid"] for p in of(rows, "powers")} == {
        p.cells["uid"] for p in of(swapped, "powers")
    }


def test_a_department_in_two_blocks_is_one(source: Path) -> None:
    second = item("乙", CODE.replace("006", "007"))
    rows, problems = read(write(source, department(item()), department(second)))
    assert len(of(rows, "departments")) == 1
    assert len(of(rows, "powers")) == 2
    assert not problems


def test_an_organs_credit_code_goes_before_a_more_frequent_one(source: Path) -> None:
    institution = "12511301452260997J"
    items = [item("甲"), *(item(n, f"B{n}-511602000000-000-{institution}-1-00") for n in "12")]
    rows, problems = read(write(source, department(*items)))
    assert of(rows, "departments")[0].cells["uscc"] == CREDIT
    assert keys(problems) == ["one_credit_code"]


def test_of_two_credit_codes_that_are_as_frequent_none_is_taken(source: Path) -> None:
    items = item("甲"), item("乙", CODE.replace(CREDIT, OTHER_CREDIT))
    rows, problems = read(write(source, department(*items)))
    assert of(rows, "departments")[0].cells["uscc"] == ""
    assert keys(problems) == ["tied_credit_code"]


def test_a_credit_code_with_a_wrong_check_is_a_warning_and_not_taken(source: Path) -> None:
    rows, problems = read(write(source, department(item(code=CODE.replace("183N", "183M")))))
    assert of(rows, "departments")[0].cells["uscc"] == ""
    assert [(p.value, p.level) for p in problems] == [("11511301008778183M", "warning")]
    assert len(of(rows, "powers")) == 1


def test_an_unknown_task_type_is_handed_on_for_the_pipeline_to_refuse(source: Path) -> None:
    tasks = ("77", "x", "", "9")
    items = (item(t, f"A{n}-{CODE}", task=t) for n, t in enumerate(tasks))
    rows, _ = read(write(source, department(*(dict(i, name="甲") for i in items))))
    assert [p.cells["power_type"] for p in of(rows, "powers")] == ["77", "0x", "", "09"]


@pytest.mark.parametrize(
    "text",
    ["", "[", '[{"department":', "[] x", "{}", "[]", '{"department": "甲", "items": []}', "null"],
)
def test_what_is_no_list_of_departments_is_one_error(source: Path, text: str) -> None:
    source.write_text(text, encoding="utf-8")
    rows, problems = read(source)
    assert not rows
    assert [p.level for p in problems] == ["error"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_one_error(source: Path, encoding: str) -> None:
    source.write_bytes(json.dumps([department(item())], ensure_ascii=False).encode(encoding))
    assert keys(read(source)[1]) == ["json"]


def test_a_byte_order_mark_is_passed_over(source: Path) -> None:
    source.write_text(json.dumps([department(item())]), encoding="utf-8-sig")
    rows, problems = read(source)
    assert len(of(rows, "powers")) == 1
    assert not problems


def test_what_stands_before_a_break_in_the_file_is_still_read(source: Path) -> None:
    text = json.dumps([department(item()), department(item("乙"), name="区教科体局")])
    source.write_text(text[:-40], encoding="utf-8")
    rows, problems = read(source)
    assert len(of(rows, "powers")) == 1
    assert keys(problems) == ["json"]


def test_broken_parts_are_errors_and_reading_goes_on(source: Path) -> None:
    broken = [
        7,
        {"department": "", "items": []},
        {"department": "甲局", "items": "x"},
        {"department": "乙局", "items": [3, {"main_item": "x"}]},
        department({"name": " "}, "x", item(), name="丙局"),
    ]
    rows, problems = read(write(source, *broken))
    assert keys(problems) == ["department"] * 3 + ["list"] * 2 + ["name"] * 2
    assert {p.level for p in problems} == {"error"}
    assert [p.cells["name"] for p in of(rows, "powers")] == ["甲"]


def test_a_list_without_region_still_has_departments(source: Path) -> None:
    rows, problems = read(write(source, department({"name": "甲", "link": None})))
    assert [d.cells["uid"] for d in of(rows, "departments")] == ["区经信局"]
    assert not of(rows, "regions")
    assert keys(problems) == ["item_code"]


def test_a_missing_file_is_refused(source: Path) -> None:
    with pytest.raises(SourceError):
        FORMATS["guangan"]([source], Options()).files()
    with pytest.raises(SourceError):
        FORMATS["guangan"]([REAL, REAL], Options())


def test_the_file_is_named_and_hashed() -> None:
    [file] = FORMATS["guangan"]([REAL], Options()).files()
    assert (file.name, len(file.sha256)) == ("guangan-power-list.json", 64)


HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("'\"\\/\n\r\t\0\u202e{}&?#[];")
    ),
    min_size=1,
    max_size=30,
)


@given(name=HOSTILE, main=HOSTILE, unit=HOSTILE, link=HOSTILE)
def test_hostile_names_pass_as_data(
    tmp_path_factory: pytest.TempPathFactory, name: str, main: str, unit: str, link: str
) -> None:
    path = tmp_path_factory.mktemp("hostile") / "x.json"
    sub = {"name": name, "link": f"http://{link}?{link}"}
    rows, problems = read(write(path, department(sub, name=unit, main=main)))
    arrived = [p.cells["name"] for p in of(rows, "powers")]
    assert arrived == ([name.strip()] if name.strip() and unit.strip() else [])
    assert problems


PARTS = st.tuples(
    st.from_regex(r"[0-9A-Z]{1,15}|[A-Z]-[0-9]{6}-[0-9]{3,4}", fullmatch=True),
    st.from_regex(r"[0-9]{12}", fullmatch=True),
    st.from_regex(r"[0-9]{3}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{18}|[0-9A-Z]{8}-?[0-9A-Z]", fullmatch=True),
    st.from_regex(r"[0-9]", fullmatch=True),
    st.from_regex(r"[0-9]{2}", fullmatch=True),
).filter(lambda parts: all(part.isascii() for part in parts))


@given(st.text() | st.text("0123456789ABXu-", max_size=70) | PARTS.map("-".join))
def test_what_splits_joins_back_and_nothing_raises(text: str) -> None:
    code = ItemCode.split(text)
    if code is not None:
        assert str(code) == text
        assert isinstance(code.names_organisation, bool)


@given(PARTS)
def test_a_code_of_the_published_shape_splits_into_its_parts(
    parts: tuple[str, str, str, str, str, str],
) -> None:
    code = ItemCode.split("-".join(parts))
    assert code == ItemCode(*parts)
    assert code.is_national == ("-" in parts[0])
