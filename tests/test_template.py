"""The template is a workbook that a clerk fills in and the loader reads as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from graph.embedded import EmbeddedStore
from graph.fingerprint import fingerprint
from graph.schema import SCHEMA
from graph.schema.kinds import Kind, LinkTable
from graph.text import LANGUAGES, Language, catalogue
from loaders.headers import EXAMPLES, GUIDE, VALUES
from powergraph.cli import BAD_INPUT, WRONG_USE, run
from powergraph.exports.notes import meaning
from powergraph.exports.rows import cell
from powergraph.exports.template import write_template
from tests.loading import facts, load_paths, problems_of
from tests.strategies import load_tables, random_tables


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def path(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of all tables."""
    path = tmp_path_factory.mktemp("template") / f"{language}.xlsx"
    write_template(path, SCHEMA.tables, language)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def test_there_is_a_sheet_for_each_table_between_the_guide_and_the_hidden_values(
    book: Any, language: Language
) -> None:
    tables = [t.zh if language == "zh" else t.name for t in SCHEMA.tables]
    beside = (GUIDE[language], EXAMPLES[language]), (VALUES[language],)
    assert book.sheetnames == [*beside[0], *tables, *beside[1]]
    assert [s.title for s in book if s.sheet_state != "visible"] == [VALUES[language]]


def test_filled_in_with_rows_of_every_table_it_loads_as_the_same_graph(
    path: Path, language: Language, tmp_path: Path
) -> None:
    tables = random_tables(8)
    book = openpyxl.load_workbook(path)
    for table in SCHEMA.tables:
        sheet = book[table.zh if language == "zh" else table.name]
        for row in tables[table.name]:
            sheet.append([cell(c, row.get(c.name), language) for c in table.columns])
    book.save(tmp_path / "filled.xlsx")
    with (
        EmbeddedStore(tmp_path / "a.db", "write") as filled,
        EmbeddedStore(tmp_path / "b.db", "write") as expected,
    ):
        summary = load_paths(filled, tmp_path / "filled.xlsx")
        load_tables(expected, tables, tmp_path / "csv")
        assert summary.warnings == []
        assert facts(filled) == facts(expected)
        assert fingerprint(filled) == fingerprint(expected)


def test_untouched_it_has_no_rows_and_nothing_else_is_wrong_with_it(path: Path) -> None:
    [problem] = problems_of(None, path)
    assert problem.expected.key == "expect.some_row"


def test_its_examples_load_when_they_are_put_into_the_tables(
    path: Path, language: Language, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(path)
    rows: list[Any] = list(book[EXAMPLES[language]].iter_rows(values_only=True))
    names = {t.zh if language == "zh" else t.name: t for t in SCHEMA.tables}
    shown = {row[0]: rows[at + 2] for at, row in enumerate(rows) if row[0] in names}
    assert shown.keys() == names.keys()
    for name, row in shown.items():
        book[name].append(row[: len(names[name].columns)])
    book.save(tmp_path / "examples.xlsx")
    # They name others that are not there; nothing else may be wrong with them.
    assert {p.expected.key for p in problems_of(None, tmp_path / "examples.xlsx")} == {
        "expect.existing"
    }


def test_each_column_says_what_it_wants(book: Any, language: Language) -> None:
    words = catalogue(language)
    for table in SCHEMA.tables:
        sheet = book[table.zh if language == "zh" else table.name]
        assert sheet.freeze_panes == "A2"
        assert len(sheet[1]) == len(table.columns)
        for head, column in zip(sheet[1], table.columns, strict=True):
            title = column.zh if language == "zh" else column.name
            assert head.value == f"{title}*" if column.required else title
            note = head.comment.text
            said = words["template.required" if column.required else "template.optional"]
            assert note.startswith(said)
            ends = {e.column: e.labels for e in _ends(table)}
            labels = (column.ref.label,) if column.ref else ends.get(column.name, ())
            for label in labels:
                other = SCHEMA.table_of(label.name)
                assert (other.zh if language == "zh" else other.name) in note
            if column.enum and len(column.enum.choices) <= 16:
                values = [c.zh if language == "zh" else c.code for c in column.enum.choices]
                assert all(value in note for value in values)


def test_each_remark_of_the_schema_is_in_both_languages(language: Language) -> None:
    for table in SCHEMA.tables:
        for column in table.columns:
            said = meaning(table, column, language)
            assert bool(said) == bool(column.doc), f"{table.name}.{column.name}"
            if language == "en":
                assert said == column.doc, f"{table.name}.{column.name}"
            elif said:
                assert not said.isascii(), f"{table.name}.{column.name}: not in Chinese"


def test_a_drop_down_offers_exactly_what_the_schema_allows(book: Any, language: Language) -> None:
    for table in SCHEMA.tables:
        sheet = book[table.zh if language == "zh" else table.name]
        lists = {
            str(v.sqref).split("2:")[0]: v
            for v in sheet.data_validations.dataValidation
            if v.type == "list"
        }
        for head, column in zip(sheet[1], table.columns, strict=True):
            validation = lists.pop(head.column_letter, None)
            if not column.enum and column.kind is not Kind.BOOLEAN:
                assert validation is None
                continue
            assert validation is not None
            name, cells = validation.formula1.replace("'", "").replace("$", "").split("!")
            offered = [row[0].value for row in book[name][cells]]
            values = column.enum.codes if column.enum else (True, False)
            assert offered == [cell(column, value, language) for value in values]
            # A cell of several values cannot be checked against one.
            assert validation.showErrorMessage is not column.many
        assert not lists


def test_columns_of_days_are_days_and_columns_of_texts_keep_their_zeros(
    book: Any, language: Language
) -> None:
    posts = book["任职" if language == "zh" else "appointments"]
    formats = [posts.column_dimensions[c].number_format for c in "AC"]
    assert formats == ["@", "yyyy-mm-dd"]


def test_every_part_of_the_file_is_well_formed(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(archive.read(name))


def test_only_the_tables_asked_for_and_never_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "few.xlsx"
    words = ["template", str(path), "--lang", "zh", "--tables", "岗位,powers"]
    assert run(words) == 0
    assert openpyxl.load_workbook(path).sheetnames[2:-1] == ["岗位", "权力事项"]
    before = path.read_bytes()
    assert run(words) == BAD_INPUT
    assert path.read_bytes() == before
    assert "--force" in capsys.readouterr().err
    assert run([*words[:-1], "officials", "--force"]) == 0
    assert openpyxl.load_workbook(path).sheetnames[2:-1] == ["人员"]


@pytest.mark.parametrize(
    "words", [["a.xlsx", "--tables", "nothing"], ["a.xlsx", "--tables", ","], ["a.csv"]]
)
def test_what_cannot_be_made_is_wrong_use(words: list[str], tmp_path: Path) -> None:
    assert run(["template", str(tmp_path / words[0]), *words[1:]]) == WRONG_USE
    assert not any(tmp_path.iterdir())


def _ends(table: Any) -> tuple[Any, ...]:
    return (table.source, table.target) if isinstance(table, LinkTable) else ()
