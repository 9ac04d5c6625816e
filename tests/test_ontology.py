"""SCHEMA against the ontology as people wrote it, read from its own text.

`data/ontology.md` is the section "Input tables" of the ontology, copied. The parser knows the
notation of that text and nothing of SCHEMA.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.schema import SCHEMA, Column, Kind, LinkTable, NodeTable

TEXT = (Path(__file__).parent / "data" / "ontology.md").read_text(encoding="utf-8")
KINDS = {
    "int": Kind.INTEGER,
    "number": Kind.NUMBER,
    "bool": Kind.BOOLEAN,
    "date": Kind.DAY,
    "date or datetime": Kind.MOMENT,
    "YYYY-MM": Kind.MONTH,
}


@dataclass(frozen=True)
class Written:
    """One column as the text has it."""

    name: str
    required: bool
    many: bool
    kind: str
    values: tuple[str, ...]
    to: str  # "->Label REL", "<-Label REL" or ""
    zh: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Row:
    """One table as the text has it."""

    name: str
    zh: str
    made: str
    columns: dict[str, Written]


COLUMN = re.compile(
    r"(?P<name>[a-z_]+)(?P<required>\*)?"
    r"(?P<many> ;)?"
    r"(?: \[(?P<values>[^\]]+)\])?"
    r"(?: →(?P<label>[A-Za-z]+) (?P<rel>[A-Z_]+)(?P<reversed> \(reversed\))?)?"
    r"(?: (?P<kind>date or datetime|int|number|bool|date|YYYY-MM)\b)?"
    r"(?: (?P<low>\d+)–(?P<high>\d+))?"
    r"(?: (?P<zh>[一-鿿]+))?"
    r"(?P<remark> \([^)]*\)|; an identity .*|\. NEXT joins .*)?"
)


def read_column(written: str) -> Written:
    found = COLUMN.fullmatch(written)
    assert found, f"cannot read {written!r}"
    arrow = "<-" if found["reversed"] else "->"
    return Written(
        name=found["name"],
        required=bool(found["required"]),
        many=bool(found["many"]),
        kind=found["kind"] or "",
        values=tuple((found["values"] or "").split()),
        to=f"{arrow}{found['label']} {found['rel']}" if found["label"] else "",
        zh=found["zh"] or "",
        low=int(found["low"]) if found["low"] else None,
        high=int(found["high"]) if found["high"] else None,
    )


def read_rows() -> list[Row]:
    rows = []
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "table":
            name, zh, made, columns = cells
            parts = re.split(r", (?![^(]*\))", columns)
            read = [read_column(part) for part in parts]
            assert len({c.name for c in read}) == len(read)
            rows.append(Row(name, zh, made, {c.name: c for c in read}))
    return rows


ROWS = read_rows()


def declared(row: Row) -> NodeTable | LinkTable:
    table = SCHEMA.table(row.name)
    assert table is not None
    return table


def columns_of(row: Row) -> dict[str, Column]:
    return {c.name: c for c in declared(row).columns}


each_table = pytest.mark.parametrize("row", ROWS, ids=lambda r: r.name)


def test_the_tables_are_those_of_the_ontology_in_its_order() -> None:
    assert len(ROWS) == TEXT.count("\n| ") - TEXT.count("\n| table |")
    assert [(t.name, t.zh) for t in SCHEMA.tables] == [(r.name, r.zh) for r in ROWS]


@each_table
def test_a_table_makes_what_the_ontology_says(row: Row) -> None:
    table = declared(row)
    if isinstance(table, NodeTable):
        word = re.match(r"[A-Za-z]+", row.made)
        assert word
        assert word[0] == table.label.name
        return
    found = re.match(r"\((.+?)\)-\[:([A-Z_]+)\]->\((.+?)\)", row.made)
    assert found
    source, rel, target = found.groups()
    assert rel == table.rel.name
    for end, written in ((table.source, source), (table.target, target)):
        if written == "target":
            assert end.label_column == "target_label"
            labels = row.columns["target_label"].values
        else:
            labels = tuple(written.split(" or "))
        assert tuple(x.name for x in end.labels) == labels
    if not (table.source.label_column or table.target.label_column):
        assert list(row.columns)[:2] == [table.source.column, table.target.column]


@each_table
def test_a_table_has_the_columns_of_the_ontology(row: Row) -> None:
    columns = columns_of(row)
    assert list(row.columns) == [name for name in columns if name in row.columns]
    extra = {name for name in columns if name not in row.columns}
    assert not any(columns[name].required for name in extra)
    assert {n for n, c in row.columns.items() if c.required} == {
        n for n, c in columns.items() if c.required
    }


@each_table
def test_a_column_holds_what_the_ontology_says(row: Row) -> None:
    columns = columns_of(row)
    for name, written in row.columns.items():
        column = columns[name]
        values = column.enum.codes if column.enum else ()
        if written.values:
            assert values == written.values, name
        assert column.many == written.many, name
        if written.kind:
            assert column.kind is KINDS[written.kind], name
        if written.high is not None:
            assert (column.low, column.high) == (written.low, written.high), name
        if written.zh:
            assert column.zh == written.zh


@each_table
def test_a_code_stands_only_where_the_ontology_lists_values(row: Row) -> None:
    elsewhere = {"power_type", "kind" if row.name == "template_steps" else ""}
    for name, column in columns_of(row).items():
        if column.enum and name in row.columns and name not in elsewhere:
            assert row.columns[name].values, name


@each_table
def test_a_column_refers_to_what_the_ontology_says(row: Row) -> None:
    for name, column in columns_of(row).items():
        to = ""
        if column.ref:
            arrow = "<-" if column.ref.reversed else "->"
            to = f"{arrow}{column.ref.label.name} {column.ref.rel.name}"
        assert to == (row.columns[name].to if name in row.columns else ""), name


def test_the_uids_that_are_made_are_those_of_the_ontology() -> None:
    made = {
        t.name: "/".join(t.uid_from)
        for t in SCHEMA.tables
        if isinstance(t, NodeTable) and t.uid_from != ("uid",)
    }
    assert made == {"regions": "code", "case_events": "case/seq"}
    assert "(uid = code," in TEXT
    assert "key `uid` = case/seq" in TEXT


def test_the_relationship_types_are_those_of_the_ontology() -> None:
    by_column = {c.to.split()[1] for r in ROWS for c in r.columns.values() if c.to}
    by_table = set(re.findall(r"-\[:([A-Z_]+)\]->", "\n".join(r.made for r in ROWS)))
    assert set(SCHEMA.rels) == by_column | by_table | {"NEXT"}


def test_the_power_types_are_those_of_the_ontology() -> None:
    [line] = re.findall(r"^Power types .*?: (.*\n.*)\. Both code", TEXT, flags=re.MULTILINE)
    written = [tuple(part.split(" ")) for part in re.split(r",\s", line)]
    [column] = [c for c in columns_of(next(r for r in ROWS if r.name == "powers")).values()
                if c.name == "power_type"]  # fmt: skip
    assert column.enum
    assert [(c.code, c.zh) for c in column.enum.choices] == written
    spellings = {s: c.code for c in column.enum.choices for s in c.aliases}
    assert spellings["6"] == spellings["行政监督"] == "06"


def test_template_steps_have_the_kinds_of_steps() -> None:
    [steps, templates] = [columns_of(r) for r in ROWS if r.name in ("steps", "template_steps")]
    assert steps["kind"].enum is templates["kind"].enum


@pytest.mark.parametrize("written", ["name *", "kind [A B", "x →Power", "steps of a power"])
def test_what_the_notation_does_not_know_is_not_passed_over(written: str) -> None:
    with pytest.raises(AssertionError):
        read_column(written)
