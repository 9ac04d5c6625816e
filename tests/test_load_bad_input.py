"""Bad input: what is said of it, in which words, and that nothing of it reaches the graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import Problem, SourceError
from graph.store import Store
from loaders import judging
from loaders.formats import readers
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import SMALL, csv_folder, load_paths, problems_of
from tests.refusing import file, places

POSTS = "uid,name,department\n"
UNIT = "uid,name,kind\n"


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


def test_the_refusal_reads_as_a_list_in_both_languages(tmp_path: Path, small_graph: Store) -> None:
    path = file(tmp_path, "departments.csv", UNIT + "D9,局,BUREAU\n")
    with pytest.raises(SourceError) as caught:
        load_paths(small_graph, path)
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


def test_a_dry_run_says_the_same_and_needs_no_graph(tmp_path: Path) -> None:
    path = file(tmp_path, "posts.csv", POSTS + "P9,科长,D9\n")
    assert places(problems_of(None, path, dry_run=True))[0][-1] == "expect.existing"
    with pytest.raises(SourceError):
        readers([tmp_path / "none"])
