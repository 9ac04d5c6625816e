"""Bad input: what is said of it, in which words, and that nothing of it reaches the graph."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.embedded import EmbeddedStore
from graph.errors import Problem, SourceError
from graph.fingerprint import fingerprint
from graph.store import Store
from loaders import judging, tables
from loaders.formats import readers
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import SMALL, csv_folder, dump, load_paths, problems_of

IDENTITY = "110101199003078515"
MOBILE = "13800000000"
POSTS = "uid,name,department\n"
UNIT = "uid,name,kind\n"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A graph that holds SMALL; refused loads leave it as it is, so tests share it."""
    folder = tmp_path_factory.mktemp("loaded")
    with EmbeddedStore(folder / "graph.db", "write") as store:
        load_paths(store, csv_folder(folder / "tables", SMALL))
        yield store


@pytest.fixture
def refused(loaded: Store) -> Callable[..., list[Problem]]:
    """The problems of a load, which must leave the graph as it was."""

    def load_and_compare(*paths: Path) -> list[Problem]:
        before = (fingerprint(loaded), dump(loaded))
        found = problems_of(loaded, *paths)
        assert (fingerprint(loaded), dump(loaded)) == before
        for problem in found:
            for language in ("zh", "en"):
                text = problem.render(language)
                assert "\n" not in text
                assert not re.search(r"\{[a-z_]+\}", text)
        return found

    return load_and_compare


def places(problems: Sequence[Problem]) -> list[tuple[object, ...]]:
    """Where, what, and what was expected, of each error."""
    return [
        (p.file, p.sheet, p.row, p.column, p.value, p.expected.key)
        for p in problems
        if p.level == "error"
    ]


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


CSV_FILES: dict[str, tuple[str, str | bytes, tuple[object, ...]]] = {
    "empty file": ("posts.csv", "", ("posts.csv", "", 1, "", "", "expect.not_empty")),
    "blank lines": ("posts.csv", "\n\n ,\n", ("posts.csv", "", 1, "", "", "expect.not_empty")),
    "header only": ("posts.csv", POSTS, ("posts.csv", "", 1, "", "", "expect.some_row")),
    "utf-16": (
        "posts.csv",
        (POSTS + "P9,科长,D1\n").encode("utf-16"),
        ("posts.csv", "", 1, "", "", "expect.encoding"),
    ),
    "binary": (
        "posts.csv",
        bytes(range(256)) * 10,
        ("posts.csv", "", 1, "", "", "expect.encoding"),
    ),
    "latin-1": (
        "posts.csv",
        (POSTS + "P9,Städtchen é,D1\n").encode("latin-1"),
        ("posts.csv", "", 1, "", "", "expect.encoding"),
    ),
    "damaged utf-8": (
        "posts.csv",
        b"\xef\xbb\xbf" + (POSTS + "P9,科长,D1\n").encode() + b"P8,\xe7\xa7,D1\n",
        ("posts.csv", "", 1, "", "", "expect.encoding"),
    ),
    "no such table": ("post.csv", POSTS, ("post.csv", "", 1, "", "", "expect.sheets.which_form")),
    "missing column": (
        "posts.csv",
        "uid,name\nP9,科长\n",
        ("posts.csv", "", 1, "所在单位（department）", "", "expect.required_column"),
    ),
    "column twice": (
        "posts.csv",
        "uid,岗位编号,name,department\nP9,P9,科长,D1\n",
        ("posts.csv", "", 1, "岗位编号", "", "expect.once"),
    ),
    "empty required cell": (
        "posts.csv",
        POSTS + "P9,,D1\n",
        ("posts.csv", "", 2, "岗位名称（name）", "", "expect.filled"),
    ),
    "unknown code": (
        "departments.csv",
        UNIT + "D9,局,BUREAU\n",
        ("departments.csv", "", 2, "单位类别（kind）", "BUREAU", "expect.one_of"),
    ),
    "a day that is none": (
        "appointments.csv",
        "official,post,valid_from\nO1,P3,2019-02-30\n",
        ("appointments.csv", "", 2, "任职日期（valid_from）", "2019-02-30", "expect.day"),
    ),
    "ends before it begins": (
        "appointments.csv",
        "official,post,valid_from,valid_to\nO1,P3,2019-02-28,2019-02-28\n",
        ("appointments.csv", "", 2, "免职日期（valid_to）", "2019-02-28", "expect.later"),
    ),
    "same number, other content": (
        "departments.csv",
        UNIT + "D9,甲局,SOE\nD8,丙局,SOE\nD9,乙局,SOE\n",
        ("departments.csv", "", 4, "单位编号", "D9", "expect.unique"),
    ),
    "reference into nothing": (
        "posts.csv",
        POSTS + "P9,科长,D9\n",
        ("posts.csv", "", 2, "所在单位（department）", "D9", "expect.existing"),
    ),
    "row longer than the header": (
        "posts.csv",
        POSTS + "P8,科员,D1\nP9,科长,D1,又一格\n",
        ("posts.csv", "", 3, "", "又一格", "expect.no_more_cells"),
    ),
    "quote without end": (
        "posts.csv",
        POSTS + 'P8,科员,D1\nP9,"科长,D1\nP7,科员,D1\n',
        ("posts.csv", "", 3, "", "", "expect.csv"),
    ),
    "text after a quote": (
        "posts.csv",
        POSTS + 'P9,"科"长,D1\n',
        ("posts.csv", "", 2, "", "", "expect.csv"),
    ),
    "control character": (
        "posts.csv",
        POSTS + "P9,科\x07长,D1\n",
        ("posts.csv", "", 2, "岗位名称（name）", "科\x07长", "expect.no_control"),
    ),
    "uid too long": (
        "posts.csv",
        POSTS + f"{'P' * 201},科长,D1\n",
        ("posts.csv", "", 2, "岗位编号（uid）", "P" * 201, "expect.shorter"),
    ),
    "region code too long": (
        "regions.csv",
        f"code,name\n{'3' * 201},某地\n",
        ("regions.csv", "", 2, "区划代码（code）", "3" * 201, "expect.shorter"),
    ),
    "name too long for an index": (
        "posts.csv",
        POSTS + f"P9,{'长' * 2001},D1\n",
        ("posts.csv", "", 2, "岗位名称（name）", "长" * 2001, "expect.shorter"),
    ),
    "chief of itself": (
        "posts.csv",
        "uid,name,department,reports_to\nP9,科长,D1,P9\n",
        ("posts.csv", "", 2, "上级岗位（reports_to）", "P9", "expect.no_cycle"),
    ),
    "two chiefs of each other": (
        "posts.csv",
        "uid,name,department,reports_to\nP8,科长,D1,P9\nP9,科员,D1,P8\n",
        ("posts.csv", "", 2, "上级岗位（reports_to）", "P9", "expect.no_cycle"),
    ),
    "a ring of five": (
        "posts.csv",
        "uid,name,department,reports_to\n"
        + "".join(f"R{i},岗{i},D1,R{(i + 1) % 5}\n" for i in range(5)),
        ("posts.csv", "", 2, "上级岗位（reports_to）", "R1", "expect.no_cycle"),
    ),
    "a ring through the graph": (  # P3 reports to P2, and P2 to P1, there already
        "posts.csv",
        "uid,name,department,reports_to\nP1,局长,D1,P3\n",
        ("posts.csv", "", 2, "上级岗位（reports_to）", "P3", "expect.no_cycle"),
    ),
}


@pytest.mark.parametrize("case", CSV_FILES)
def test_a_bad_csv_file_is_refused_with_its_place_and_what_was_expected(
    case: str, refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    name, content, place = CSV_FILES[case]
    assert places(refused(file(tmp_path, name, content))) == [place]


def test_every_problem_of_a_file_set_is_told_at_once(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    file(tmp_path, "departments.csv", UNIT + "D9,局,X\n")
    file(tmp_path, "posts.csv", POSTS + "P8,,D9\nP9,科长,D404\n")
    file(tmp_path, "officials.csv", "uid,name,gender\nO9,王五,Q\n")
    found = refused(tmp_path)
    # D9 is there, if wrong: that a post names it is no problem of its own.
    assert [p[:3] + p[5:] for p in places(found)] == [
        ("departments.csv", "", 2, "expect.one_of"),
        ("officials.csv", "", 2, "expect.one_of"),
        ("posts.csv", "", 2, "expect.filled"),
        ("posts.csv", "", 3, "expect.existing"),
    ]


def test_the_refusal_reads_as_a_list_in_both_languages(tmp_path: Path, loaded: Store) -> None:
    path = file(tmp_path, "departments.csv", UNIT + "D9,局,BUREAU\n")
    with pytest.raises(SourceError) as caught:
        load_paths(loaded, path)
    english, chinese = (caught.value.render(x).splitlines() for x in ("en", "zh"))
    assert english[0] == "1 problem found; nothing was written."
    assert english[1].startswith(
        "  departments.csv:2  单位类别（kind）='BUREAU'  expected one of 区直部门（DISTRICT_DEPT）"
    )
    assert chinese[0] == "发现 1 个问题，没有写入任何数据。"
    assert chinese[1].startswith("  departments.csv:2  单位类别（kind）='BUREAU'  要求：下列之一：")


def test_an_unknown_column_is_a_warning_and_the_rest_is_loaded(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = csv_folder(
        tmp_path,
        {"departments": [("uid", "name", "kind", "备\n注"), ("D1", "局", "SOE", "x")]},
    )
    summary = load_paths(engine_store, folder)
    [warning] = summary.warnings
    assert (warning.level, warning.row, warning.column) == ("warning", 1, "备\n注")
    assert warning.render("zh").startswith("departments.csv:1  备\\n注=''  要求：“部门单位”表的列")
    assert engine_store.read("MATCH (d:Department) RETURN d.name AS name") == [{"name": "局"}]


def test_a_row_said_twice_alike_is_one_fact(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    one = file(tmp_path, "departments.csv", UNIT + "D9,甲局,SOE\nD9,甲局,SOE\n")
    assert load_paths(engine_store, one).total.created == 1


def test_a_reference_to_what_an_earlier_load_brought_is_good(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "1", SMALL))
    posts = csv_folder(
        tmp_path / "2", {"posts": [("uid", "name", "department"), ("P4", "x", "D1")]}
    )
    load_paths(engine_store, posts)
    found = engine_store.read("MATCH (:Post)-[:IN_DEPARTMENT]->(d:Department) RETURN d.uid AS d")
    assert len(found) == 4


def test_a_ring_that_the_same_load_breaks_is_none(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "1", SMALL))
    header = ("uid", "name", "department", "reports_to")
    turned = [header, ("P3", "出纳", "D1", ""), ("P1", "局长", "D1", "P3")]
    load_paths(engine_store, csv_folder(tmp_path / "2", {"posts": turned}))


STRANGE = (
    "O'Neil \"x\" `y` \\ \\' $p {a} %s",
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://example.org","按此")',
    "'}) DETACH DELETE (n) //",
    '"}) MATCH (n) DETACH DELETE n //',
    "第一行\n第二行\r\n第三行\t完",
    "שלום \u202eabc\u202c \u200fend",
    "é e\u0301 ﬁ 𠮷 👨‍👩‍👧 ﷽",
    "null",
    "NaN",
    "-- ; DROP",
)


def test_strange_names_come_back_as_they_were_given(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    rows = [(f"u/{name}"[:180], name) for name in STRANGE]
    load_paths(engine_store, csv_folder(tmp_path / "1", {"officials": [("uid", "name"), *rows]}))
    found = engine_store.read("MATCH (o:Official) RETURN o.uid AS uid, o.name AS name")
    assert sorted((r["uid"], r["name"]) for r in found) == sorted(rows)
    renamed = [(uid, f"{name}'") for uid, name in rows]
    load_paths(engine_store, csv_folder(tmp_path / "2", {"officials": [("uid", "name"), *renamed]}))
    found = engine_store.read("MATCH (o:Official) RETURN o.uid AS uid, o.name AS name")
    assert sorted((r["uid"], r["name"]) for r in found) == sorted(renamed)
    changes = engine_store.read("MATCH (c:Change {property: 'name'}) RETURN c.before AS before")
    assert sorted(json.loads(r["before"]) for r in changes) == sorted(STRANGE)


def test_a_problem_shows_a_strange_value_on_one_line(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    header = '"uid","na\nme\u202e",name,kind\n'
    found = refused(file(tmp_path, "departments.csv", header + 'D9,x,局,"a\nb\u202e"\n'))
    assert "'a\\nb\\u202e'" in found[0].render("zh")
    assert "na\\nme\\u202e" in found[1].render("zh")


def test_a_file_that_is_given_twice_is_refused(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    one = csv_folder(tmp_path / "1", SMALL) / "posts.csv"
    assert places(refused(one, one)) == [("posts.csv", "", 1, "", "", "expect.other_file_name")]


def test_a_path_that_is_not_there_and_a_format_that_is_not_known_are_refused(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    assert places(refused(tmp_path / "no.csv"))[0][-1] == "expect.path"
    assert places(refused(file(tmp_path, "a.pdf", "x")))[0][-1] == "expect.known_format"
    assert places(refused(tmp_path))[0][-1] == "expect.csv_folder"


def test_a_thousand_warnings_do_not_cut_the_reading_short(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judging, "MAX_PROBLEMS", 3)
    sheets: dict[str, object] = {f"其他{i}": [] for i in range(9)}
    rows = [{"uid": f"O{i}", "name": "x"} for i in range(20)]
    path = file(tmp_path, "all.json", json.dumps({**sheets, "officials": rows}))
    summary = load_paths(engine_store, path)
    assert (len(summary.warnings), summary.rows) == (9, 20)


def test_reading_stops_when_there_are_more_errors_than_anybody_reads(
    refused: Callable[..., list[Problem]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MAX_PROBLEMS", 10)
    rows = "".join(f"P{i},,D404\n" for i in range(1000))
    found = refused(file(tmp_path, "posts.csv", POSTS + rows))
    # What was not read is not missed: D404 is not looked for.
    assert {p.expected.key for p in found} == {"expect.filled"}
    assert len(found) == 10


# Workbooks


def test_a_workbook_is_read_with_its_dates_numbers_and_wrong_size(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = workbook(
        tmp_path / "表.xlsx",
        部门单位=[(), ("单位编号*", "单位名称", "单位类别"), (1, "财政局", "区直部门")],
        人员=[("人员编号", "姓名", "出生年月"), (2.0, "张三", date(1970, 5, 1))],
        岗位=[("岗位编号", "岗位名称", "所在单位"), ("P1", "局长", 1), (), ("P2", "科员", "1")],
        任职=[
            ("人员编号", "岗位编号", "任职日期"),
            (2, "P1", datetime(2024, 3, 1)),
            ("2", "P2", "2024年3月1日"),
        ],
        附注=[("这一张不是表",)],
    )
    # Some programs write that a sheet is one cell large.
    resized = tmp_path / "大小.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(resized, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if b"<dimension" in content:
                start = content.index(b"<dimension")
                end = content.index(b"/>", start) + 2
                content = content[:start] + b'<dimension ref="A1"/>' + content[end:]
            new.writestr(item, content)
    summary = load_paths(engine_store, resized)
    assert [w.expected.key for w in summary.warnings] == ["expect.sheet_name"]
    held = engine_store.read(
        "MATCH (o:Official)-[h:HOLDS]->(p:Post) RETURN o.uid AS o, o.birth_month AS born, "
        "p.uid AS p, h.valid_from AS day, h.source_sheet AS sheet, h.source_row AS row ORDER BY p"
    )
    day = date(2024, 3, 1)
    assert [tuple(r.values()) for r in held] == [
        ("2", "1970-05", "P1", day, "任职", 2),
        ("2", "1970-05", "P2", day, "任职", 3),
    ]


@pytest.mark.parametrize("content", [b"", b"no zip at all"])
def test_what_is_no_workbook_is_refused(
    content: bytes, refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = file(tmp_path, "a.xlsx", content)
    assert places(refused(path)) == [("a.xlsx", "", 1, "", "", "expect.workbook")]


@pytest.mark.parametrize("broken", ["sheet", "no sheet", "other zip", "truncated"])
def test_a_workbook_damaged_inside_is_refused(
    broken: str, refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    rows = [("uid", "name", "kind"), *((f"D{i}", "局", "SOE") for i in range(10, 500))]
    path = workbook(tmp_path / "good.xlsx", departments=rows)
    bad = tmp_path / "bad.xlsx"
    if broken == "truncated":
        bad.write_bytes(path.read_bytes()[:-300])
    else:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
            for item in old.infolist():
                content = old.read(item)
                if "worksheets" in item.filename:
                    if broken == "no sheet":
                        continue
                    content = content[: len(content) // 2]
                if broken != "other zip" or "rels" in item.filename:
                    new.writestr(item, content)
    expected = "expect.some_sheet" if broken == "no sheet" else "expect.workbook"
    assert {p[-1] for p in places(refused(bad))} == {expected}


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(
    refused: Callable[..., list[Problem]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "bomb.xlsx", departments=[("uid", "name", "kind")] * 500)
    monkeypatch.setattr(tables, "MAX_UNPACKED", 1000)
    monkeypatch.setattr(tables, "_workbook", lambda *_: pytest.fail("it was opened"))
    assert places(refused(path)) == [("bomb.xlsx", "", 1, "", "", "expect.smaller_workbook")]


def test_a_workbook_without_a_table_of_ours_is_refused(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", Sheet1=[("x",)])
    assert [p[-1] for p in places(refused(path))] == ["expect.sheets.none"]


def test_merged_cells_are_refused_where_they_hide_values(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "岗位"
    for row in [("岗位编号", "岗位名称", "所在单位"), ("P8", "科长", "D1"), ("P9", "科员", "")]:
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    book.save(tmp_path / "a.xlsx")
    assert places(refused(tmp_path / "a.xlsx")) == [
        ("a.xlsx", "岗位", 2, "所在单位", "C2:C3", "expect.not_merged"),
        ("a.xlsx", "岗位", 3, "所在单位（department）", "", "expect.filled"),
    ]


def test_a_formula_without_a_stored_value_and_a_failed_one_are_refused(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        岗位=[
            ("岗位编号", "岗位名称", "所在单位", "职务层次"),
            ("P8", "科长", "D1", '="正"&"科级"'),
            ("P9", "科员", "D1", "#N/A"),
        ],
    )
    assert places(refused(path)) == [
        ("a.xlsx", "岗位", 2, "职务层次", "", "expect.calculated"),
        ("a.xlsx", "岗位", 3, "职务层次（rank）", "#N/A", "expect.no_failed_formula"),
    ]


# JSON


JSON_FILES = {
    "empty": ("", [("a.json", "", 1, "expect.json")]),
    "a list": ("[]", [("a.json", "", 1, "expect.json_object")]),
    "a text": ('"posts"', [("a.json", "", 1, "expect.json_object")]),
    "a table that is no list": ('{"posts": {}}', [("a.json", "posts", 1, "expect.json_array")]),
    "a table that is a number": ('{"posts": 5}', [("a.json", "posts", 1, "expect.json_array")]),
    "rows that are no objects": (
        '{"officials": [{"uid": "O9", "name": "x"}, 7, ["O9"]]}',
        [
            ("a.json", "officials", 2, "expect.json_row"),
            ("a.json", "officials", 3, "expect.json_row"),
        ],
    ),
    "broken half-way": (
        '{"officials": [{"uid": "O9", "name": "x"}, {"uid": "O8", "na',
        [("a.json", "", 1, "expect.json")],
    ),
    "an object in a cell": (
        '{"officials": [{"uid": "O9", "name": {"zh": "x"}}]}',
        [("a.json", "officials", 1, "expect.text")],
    ),
    "an object in a list": (
        '{"posts": [{"uid": "P9", "name": "x", "department": "D1", "functions": [{"a": 1}]}]}',
        [("a.json", "posts", 1, "expect.text")],
    ),
    "a row without what is required": (
        '{"officials": [{"uid": "O9"}]}',
        [("a.json", "officials", 1, "expect.filled")],
    ),
    "no rows": ("{}", [("a.json", "", 1, "expect.some_row")]),
}  # fmt: skip


@pytest.mark.parametrize("case", JSON_FILES)
def test_a_bad_json_file_is_refused_with_its_place(
    case: str, refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    content, expected = JSON_FILES[case]
    found = places(refused(file(tmp_path, "a.json", content)))
    assert [(p[0], p[1], p[2], p[5]) for p in found] == expected


def test_json_with_a_byte_order_mark_is_read(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    content = '\ufeff{"人员": [{"人员编号": "O9", "姓名": "王五", "有无执法证": true}]}'
    load_paths(engine_store, file(tmp_path, "a.json", content))
    found = engine_store.read("MATCH (o:Official) RETURN o.name AS n, o.has_certificate AS c")
    assert found == [{"n": "王五", "c": True}]


# Numbers that name a person


PERSONS = {
    "a name": ("officials.csv", f"uid,name\nO9,王五{IDENTITY}\n"),
    "a uid": ("officials.csv", f"uid,name\n{IDENTITY},王五\n"),
    "a date": ("appointments.csv", f"official,post,valid_from\nO1,P1,{IDENTITY}\n"),
    "a code": ("officials.csv", f"uid,name,gender\nO9,王五,{IDENTITY}\n"),
    "a number": ("bodies.csv", f"uid,name,kind,seats\nB9,会,OTHER,{IDENTITY}\n"),
    "a yes or no": ("officials.csv", f"uid,name,has_certificate\nO9,王五,{MOBILE}\n"),
    "a reference": ("posts.csv", POSTS + f"P9,科长,{IDENTITY}\n"),
    "a list": ("posts.csv", f"uid,name,department,functions\nP9,x,D1,AUDIT;{IDENTITY}\n"),
    "an unknown column": ("officials.csv", f"uid,name,身份证号\nO9,王五,{IDENTITY}\n"),
    "beyond the header": ("officials.csv", f"uid,name\nO9,王五,{IDENTITY}\n"),
    "the header": ("officials.csv", f"O9,王五,{IDENTITY}\nO8,赵六,x\n"),
    "a file name": (f"{IDENTITY}.csv", "uid,name\nO9,王五\n"),
    "a json row": ("a.json", f'{{"officials": ["{IDENTITY}"]}}'),
    "a json cell": ("a.json", f'{{"officials": [{{"uid": {IDENTITY}, "name": "x"}}]}}'),
    "a json table": ("a.json", f'{{"{IDENTITY}": [], "officials": [{{"uid": "1", "name": "x"}}]}}'),
    "broken json": ("a.json", f'{{"officials": [{{"uid": "{IDENTITY}" oops'),
    "broken csv": ("officials.csv", f'uid,name\nO9,"王五"{IDENTITY}\n'),
}


@pytest.mark.parametrize("case", PERSONS)
def test_a_number_of_a_person_stops_the_import_and_is_shown_nowhere(
    case: str, refused: Callable[..., list[Problem]], tmp_path: Path, loaded: Store
) -> None:
    name, content = PERSONS[case]
    path = file(tmp_path, name, content)
    found = refused(path)
    if "broken" not in case:
        assert "expect.no_person" in {p.expected.key for p in found} or case in (
            "beyond the header",
            "a json row",
        )
    with pytest.raises(SourceError) as caught:
        load_paths(loaded, path)
    error = caught.value
    texts = [repr(error), error.render("zh"), error.render("en"), repr(error.problems)]
    texts += [repr(error.__cause__), repr(error.__context__), repr(error.args)]
    for text in texts:
        assert IDENTITY not in text
        assert MOBILE not in text


def test_a_number_of_a_person_in_a_workbook_stops_the_import(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        人员=[
            ("人员编号", "姓名", "电话"),
            (int(MOBILE), "王五", None),
            ("O8", "赵六", int(MOBILE)),
        ],
        **{IDENTITY: [("x",)]},
    )
    found = refused(path)
    assert [(p[1], p[2], p[5]) for p in places(found)] == [
        ("人员", 2, "expect.no_person"),
        ("人员", 3, "expect.no_person"),
        ("***", 1, "expect.no_person"),
    ]
    assert not any(MOBILE in repr(p) or IDENTITY in repr(p) for p in found)


def test_a_dry_run_says_the_same_and_needs_no_graph(tmp_path: Path) -> None:
    path = file(tmp_path, "posts.csv", POSTS + "P9,科长,D9\n")
    assert places(problems_of(None, path, dry_run=True))[0][-1] == "expect.existing"
    with pytest.raises(SourceError):
        readers([tmp_path / "none"])
