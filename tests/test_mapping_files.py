"""Mapping files: read strictly, written as they are read; foreign sources; the worked examples."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import Problem, SourceError
from loaders.cells import parse
from loaders.formats import Options as ReaderOptions
from loaders.formats import readers
from loaders.load import load
from loaders.mapping import Mapping, Options, Source, TableMapping, form_named, forms, rows
from loaders.mapping.convert import conversions
from loaders.mapping.paths import inside, look_up
from loaders.names import NameBook
from tests.loading import NOON
from tests.typed_tables import Typed

EXAMPLES = Path(__file__).parents[1] / "examples" / "mapping"
SHEET = "version: 1\nsheets: [{form: power_list, columns: {事项名称: name}}]\n"


def read(tmp_path: Path, text: str) -> Mapping:
    file = tmp_path / "mapping.yaml"
    file.write_text(text, encoding="utf-8")
    return Mapping.read(file)


def refused(tmp_path: Path, text: str) -> Problem:
    with pytest.raises(SourceError) as error:
        read(tmp_path, text)
    [problem] = error.value.problems
    assert problem.render("zh")
    assert problem.render("en")
    return problem


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ""),
        ("version: 2\nsheets: []", "version"),
        (SHEET + "colour: red", "colour"),
        (SHEET.replace("columns", "colums"), "sheets[1].colums"),
        (SHEET.replace("power_list", "power_lists2"), "sheets[1].form"),
        (SHEET.replace(": name", ": nmae"), "sheets[1].columns.事项名称"),
        (SHEET + "options: {unti: x}", "options.unti"),
        (SHEET + "options: {create_units: 也许}", "options.create_units"),
        (SHEET + "options: {fill_down: name}", "options.fill_down"),
        ("version: 1\nsource: {format: xml}", "source.format"),
        ("version: 1\nsource: {format: json, rows: items}", "source.rows"),
        ("version: 1\nsource: {format: csv, delimiter: '||'}", "source.delimiter"),
        ("version: 1\nsource: {format: csv}\ntables: [{table: nothing}]", "tables"),
        ("version: 1\nsource: {format: csv}\ntables: [{table: posts, columns: {x: a}}]", "tables"),
        (
            "version: 1\nsource: {format: csv}\nfields: {a: A}\n"
            "tables: [{table: posts, columns: {uid: b}}]",
            "tables",
        ),
        (
            "version: 1\nsource: {format: csv}\nfields: {a: A}\n"
            "tables: [{table: posts, columns: {uid: {from: a, as: nothing}}}]",
            "tables",
        ),
        (
            "version: 1\nsource: {format: csv}\nfields: {a: A}\n"
            "tables: [{table: posts, columns: {uid: {from: a, as: day, colour: red}}}]",
            "tables",
        ),
        ("version: 1\nsheets: [", ""),
    ],
)
def test_what_a_mapping_file_may_not_say_is_named(tmp_path: Path, text: str, place: str) -> None:
    assert refused(tmp_path, text).column == place


NAMES = st.text("清单表甲乙ab *?[]", min_size=1, max_size=6)
OPTIONS = st.builds(
    Options,
    unit=st.text("局D1", max_size=3),
    create_units=st.booleans(),
    unit_kind=st.sampled_from(["", "TOWN"]),
    fill_down=st.lists(st.sampled_from(["holder", "name"]), unique=True).map(tuple),
    defaults=st.dictionaries(st.just("power_type"), st.sampled_from(["01", "行政许可"])),
)


@st.composite
def sheets(draw: st.DrawFn) -> TableMapping:
    form = draw(st.sampled_from(forms()))
    fields = st.none() | st.sampled_from([*form.fields])
    columns = draw(st.dictionaries(NAMES, fields, max_size=5))
    return TableMapping(form.name, columns, draw(NAMES), draw(NAMES), draw(OPTIONS))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(sheets(), min_size=1, max_size=3),
    OPTIONS,
    st.dictionaries(st.just("risk_level"), st.dictionaries(NAMES, st.just("HIGH"), min_size=1)),
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, found: Any, options: Options, crosswalk: Any
) -> None:
    file = tmp_path_factory.mktemp("mapping") / "m.yaml"
    mapping = Mapping(tuple(found), options, crosswalk)
    mapping.write(file)
    assert Mapping.read(file) == mapping


@given(NAMES, NAMES)
def test_a_name_fits_itself_whatever_it_holds(file: str, sheet: str) -> None:
    assert TableMapping("power_list", {}, file, sheet).fits(file, sheet)


def test_the_options_of_a_table_go_before_those_of_the_file() -> None:
    own = Options(unit="D1", defaults={"a": 1})
    assert own.over(Options(unit="D2", unit_kind="TOWN", defaults={"a": 2, "b": 2})) == Options(
        unit="D1", unit_kind="TOWN", defaults={"a": 1, "b": 2}
    )


def test_every_form_that_offices_send_and_every_table_of_ours_is_a_form() -> None:
    names = [form.name for form in forms()]
    assert len(names) == len(set(names)) == 56
    required = {c.name for c in form_named("posts").table.columns if c.required}  # type: ignore[union-attr]
    assert {f.name for f in form_named("posts").fields.values() if f.required} == required
    for form in forms():
        assert form.plan, form.name


def test_the_documentation_names_every_conversion_option_and_form() -> None:
    text = (EXAMPLES.parents[1] / "docs" / "mapping.md").read_text(encoding="utf-8")
    assert [name for name in conversions() if f"`{name}`" not in text] == []
    said = [f.name for f in (*fields(Options), *fields(Source))]
    said += [form.name for form in forms() if form.table is None]
    assert [name for name in said if name not in text] == []


def expected(name: str) -> dict[str, list[dict[str, str]]]:
    """The rows that the example's own files of our tables hold."""
    found = {}
    for file in sorted((EXAMPLES / "expected" / name).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            found[file.stem] = list(csv.DictReader(stream))
    return found


@pytest.mark.parametrize(
    ("name", "source"), [("items", "items.json"), ("contracts", "contracts.csv")]
)
def test_the_worked_examples_give_the_rows_that_stand_beside_them(name: str, source: str) -> None:
    mapping = Mapping.read(EXAMPLES / f"{name}.yaml")
    [reader] = readers([EXAMPLES / source], None, ReaderOptions(None, mapping))
    found: dict[str, list[dict[str, str]]] = {}
    problems: list[Problem] = []
    for raw in reader.rows(problems):
        by_name = {c.name: c for c in raw.table.columns}
        cells = {n: parse(c, by_name[n]) for n, c in raw.cells.items()}
        row = {n: str(c) for n, c in cells.items() if c is not None}
        if row not in found.setdefault(raw.table.name, []):
            found[raw.table.name].append(row)
    wanted = {
        table: [{k: v for k, v in row.items() if v} for row in rows]
        for table, rows in expected(name).items()
    }
    assert found == wanted
    assert {p.level for p in problems} == {"warning"}


@pytest.mark.parametrize("name", ["items.json", "contracts.csv"])
def test_the_worked_examples_load(name: str) -> None:
    mapping = Mapping.read((EXAMPLES / name).with_suffix(".yaml"))
    assert load(None, readers([EXAMPLES / name], None, ReaderOptions(None, mapping)), now=NOON).rows


PLAN = """
fields: {name: 名称, kind: 类别}
tables:
  - table: departments
    columns:
      uid: {from: name, as: uid_alone}
      name: name
      kind: {from: kind, as: choice, of: department_kind}
"""
DATA: list[dict[str, str | None]] = [
    {"名称": "甲局", "类别": "区直部门", "多余": "x"},
    {"名称": "乙镇", "类别": "乡镇", "多余": None},
]


def written(tmp_path: Path, kind: str) -> tuple[Path, str]:
    """The same data in a format, and the source part that reads it."""
    file = tmp_path / f"data.{kind}"
    table: list[list[str | None]] = [[*DATA[0]], *([*row.values()] for row in DATA)]
    if kind == "csv":
        text = "\n".join(";".join(cell or "" for cell in row) for row in table)
        file.write_bytes(text.encode("gb18030"))
        return file, "source: {format: csv, delimiter: ';', encoding: gb18030}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.create_sheet("数据")
        sheet.append(["单位名录"])
        for row in table:
            sheet.append(row)
        book.save(file)
        return file, "source: {format: xlsx, rows: 数据, header_row: 2}"
    nested = {"a": {"units": DATA}}
    dumped = json.dumps(nested, ensure_ascii=False)
    if kind == "json":
        file.write_text("\ufeff" + dumped, encoding="utf-8")
    else:
        file.write_text(yaml.safe_dump(nested, allow_unicode=True), encoding="utf-8")
    return file, f"source: {{format: {kind}, rows: 'a.units[*]'}}"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "yaml"])
def test_every_format_gives_the_same_rows_and_says_what_it_leaves_out(
    tmp_path: Path, kind: str
) -> None:
    file, source = written(tmp_path, kind)
    mapping = read(tmp_path, f"version: 1\n{source}{PLAN}")
    [reader] = readers([file], None, ReaderOptions(None, mapping))
    problems: list[Problem] = []
    found = [(r.cells["name"], r.cells["kind"]) for r in reader.rows(problems)]
    assert found == [("甲局", "DISTRICT_DEPT"), ("乙镇", "TOWN")]
    assert [(p.expected.key, p.column.strip(), p.level) for p in problems] == [
        ("expect.mapping.not_held", "多余", "warning")
    ]


@pytest.mark.parametrize(
    ("name", "content", "source", "key"),
    [
        ("a.csv", b"x,y\n1,2\n", "{format: csv}", "expect.mapping.titles"),
        ("a.csv", b"\xff\xfe\x00", "{format: csv}", "expect.encoding"),
        ("a.json", b"{", "{format: json, rows: 'a[*]'}", "expect.json"),
        ("a.yaml", b"a: [", "{format: yaml, rows: 'a[*]'}", "expect.mapping.yaml_source"),
        ("a.xlsx", b"PK", "{format: xlsx}", "expect.workbook"),
    ],
)
def test_a_source_that_cannot_be_read_is_a_problem(
    tmp_path: Path, name: str, content: bytes, source: str, key: str
) -> None:
    (tmp_path / name).write_bytes(content)
    mapping = read(tmp_path, f"version: 1\nsource: {source}{PLAN}")
    with pytest.raises(SourceError) as error:
        load(None, readers([tmp_path / name], None, ReaderOptions(None, mapping)))
    assert key in {p.expected.key for p in error.value.problems}


TREES = st.lists(st.lists(st.lists(st.integers(), max_size=3), max_size=3), max_size=3)


@given(TREES)
def test_nested_rows_come_with_what_is_around_them(tree: list[list[list[int]]]) -> None:
    nested = [
        {"u": a, "g": [{"h": b, "i": [{"v": v} for v in group]} for b, group in enumerate(groups)]}
        for a, groups in enumerate(tree)
    ]
    found = [
        (look_up(line, "^^.u"), look_up(line, "^.h"), look_up(line, "v"), look_up(line, "^^^.x"))
        for line in inside(nested, "[*].g[*].i[*]")
    ]
    assert found == [
        (a, b, v, None)
        for a, groups in enumerate(tree)
        for b, group in enumerate(groups)
        for v in group
    ]


def test_our_own_tables_as_typed_may_hold_names_amounts_and_any_date() -> None:
    names = NameBook()
    for typed in (
        Typed("departments", [{"uid": "D1", "name": "财政局", "kind": "政府部门"}]),
        Typed("counterparties", [{"uid": "S1", "name": "某公司", "kind": "企业"}]),
    ):
        for raw in rows(typed, typed.mapping, names, []):
            names.learn(raw)
    contract = {
        "uid": "H1",
        "department": "财政局",
        "supplier": "某公司",
        "amount": "12万元",
        "signed_on": "2026.3.5",
    }
    typed = Typed("contracts", [contract])
    problems: list[Problem] = []
    [raw] = rows(typed, typed.mapping, names, problems)
    assert (raw.cells["department"], raw.cells["supplier"]) == ("D1", "S1")
    assert (raw.cells["amount"], str(raw.cells["signed_on"])) == (120_000.0, "2026-03-05")
    assert {p.expected.key for p in problems} == {"expect.mapping.by_name"}


@pytest.mark.parametrize("value", ["9" * 5000, "2026-13-45"])
def test_a_yaml_value_that_is_none_is_a_problem_in_source_and_mapping(
    value: str, tmp_path: Path
) -> None:
    mapping, source = tmp_path / "m.yaml", tmp_path / "x.yaml"
    mapping.write_text(f"version: {value}\n", encoding="utf-8")
    with pytest.raises(SourceError):
        Mapping.read(mapping)
    mapping.write_text(
        "version: 1\nsource: {format: yaml, rows: 'items[*]'}\nfields: {name: name}\n"
        "tables: [{table: regions, columns: {code: name, name: name}}]\n",
        encoding="utf-8",
    )
    source.write_text(f"items:\n- name: {value}\n", encoding="utf-8")
    found = readers([source], None, ReaderOptions(mapping=Mapping.read(mapping)))
    with pytest.raises(SourceError):
        load(None, found, dry_run=True)
