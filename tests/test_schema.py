"""The declarations refuse contradictions, and say what the ontology says."""

from __future__ import annotations

import colorsys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import ddl, docs, legend
from graph.errors import SchemaError
from graph.schema import (
    LABELS,
    RELS,
    RISK_MARKS,
    ROLE_COLOURS,
    ROLE_MARKS,
    SCHEMA,
    Choice,
    Column,
    End,
    Enumeration,
    Group,
    Kind,
    Label,
    LinkTable,
    NodeTable,
    Ref,
    Rel,
    Schema,
    enums,
)
from graph.schema.kinds import FORBIDDEN_NAMES, ref, text

THING = Label("Thing", "东西", Group.STRUCTURE, "A thing.", "#123456")
OTHER = Label("Other", "别的", Group.STRUCTURE, "Another thing.", "#123456")
KNOWS = Rel("KNOWS", "认识", "The thing knows the other.")
UID = text("uid", "编号", required=True)
THINGS = NodeTable("things", "东西表", THING, (UID, ref("knows", "认识", THING, KNOWS)))
SIDES = Enumeration("side", "侧", (Choice("Thing", "东西"), Choice("Other", "别的")))
LINKS = LinkTable(
    "links",
    "联系",
    KNOWS,
    End("a", (THING,)),
    End("b", (THING,)),
    (text("a", "甲"), text("b", "乙")),
)
SMALL = Schema((THINGS,), (THING,), (KNOWS,), {})


def all_enums() -> list[Enumeration]:
    found = (c.enum for table in SCHEMA.tables for c in table.columns if c.enum)
    return list({id(e): e for e in found}.values())


CONTRADICTIONS: dict[str, Callable[[], object]] = {
    "an enumeration without values": lambda: Enumeration("e", "枚举", ()),
    "a spelling that means two values": lambda: Enumeration(
        "e", "枚举", (Choice("A", "甲", ("x",)), Choice("B", "乙", ("x",)))
    ),
    "a code that is another value's Chinese name": lambda: Enumeration(
        "e", "枚举", (Choice("A", "B"), Choice("B", "乙"))
    ),
    "a label that is not CamelCase": lambda: replace(THING, name="thing"),
    "a colour that is not #rrggbb": lambda: replace(THING, colour="red"),
    "a relationship type in lower case": lambda: replace(KNOWS, name="knows"),
    "a property in upper case": lambda: text("Name", "名称"),
    "a code column without enumeration": lambda: Column("c", "列", Kind.CODE),
    "an enumeration on a text column": lambda: Column("c", "列", enum=SIDES),
    "a reference that is not text": lambda: Column("c", "列", Kind.DAY, ref=Ref(THING, KNOWS)),
    "an end of two labels without label column": lambda: End("a", (THING, OTHER)),
    "an end of one label with a label column": lambda: End("a", (THING,), "side"),
    "two columns of one name": lambda: replace(THINGS, columns=(UID, text("uid", "另一编号"))),
    "two columns of one Chinese name": lambda: replace(THINGS, columns=(UID, text("b", "编号"))),
    "a uid made of a column that is not there": lambda: replace(THINGS, uid_from=("code",)),
    "a uid made of a column that may be empty": lambda: replace(THINGS, uid_from=("knows",)),
    "a name made of a column that is not there": lambda: replace(THINGS, name_from=("code",)),
    "an end that is not a column": lambda: replace(LINKS, target=End("c", (THING,))),
    "a key that is not a column": lambda: replace(LINKS, key=("valid_from",)),
    "a reference inside a link table": lambda: replace(
        LINKS, columns=(*LINKS.columns, ref("knows", "认识", THING, KNOWS))
    ),
    "a label column that is not there": lambda: replace(
        LINKS, target=End("b", (THING, OTHER), "side")
    ),
    "a label column without enumeration": lambda: replace(
        LINKS,
        target=End("b", (THING, OTHER), "side"),
        columns=(*LINKS.columns, text("side", "侧")),
    ),
    "a label column that offers other labels": lambda: replace(
        LINKS,
        target=End("b", (THING, THINGS.label), "side"),
        columns=(*LINKS.columns, Column("side", "侧", Kind.CODE, enum=SIDES)),
    ),
    "two tables of one name": lambda: replace(SMALL, tables=(THINGS, replace(THINGS, zh="其他"))),
    "two tables of one Chinese name": lambda: replace(
        SMALL, tables=(THINGS, replace(LINKS, zh=THINGS.zh))
    ),
    "a label declared twice": lambda: replace(SMALL, labels=(THING, THING)),
    "two labels of one Chinese name": lambda: replace(
        SMALL, labels=(THING, replace(OTHER, zh=THING.zh))
    ),
    "a relationship type declared twice": lambda: replace(SMALL, rel_types=(KNOWS, KNOWS)),
    "two tables that fill one label": lambda: replace(
        SMALL, tables=(THINGS, replace(THINGS, name="more", zh="更多"))
    ),
    "a label that nothing fills": lambda: replace(SMALL, labels=(THING, OTHER)),
    "a table for a label that is not declared": lambda: replace(SMALL, labels=()),
    "a reference to a label that is not declared": lambda: replace(
        SMALL, tables=(replace(THINGS, columns=(UID, ref("to", "到", OTHER, KNOWS))),)
    ),
    "a reference by a type that is not declared": lambda: replace(SMALL, rel_types=()),
    "a chain between labels that are not declared": lambda: replace(
        SMALL, chained=((KNOWS, "Thing", "Nothing"),)
    ),
    "a relationship type that no table makes": lambda: replace(
        SMALL, rel_types=(KNOWS, Rel("LIKES", "喜欢", "It likes it."))
    ),
    "a constraint on a label that is not declared": lambda: ddl.unique_constraint("Nothing"),
    "an index on a label that is not declared": lambda: ddl.Index("Nothing", "name", "why"),
    "an index on a property that is not declared": lambda: ddl.Index("Power", "nothing", "why"),
}


@pytest.mark.parametrize("declare", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_fails_when_it_is_declared(declare: Callable[[], object]) -> None:
    with pytest.raises(SchemaError):
        declare()


@pytest.mark.parametrize("name", sorted(FORBIDDEN_NAMES))
def test_a_word_of_the_engine_is_no_property_name_but_may_name_a_reference(name: str) -> None:
    with pytest.raises(SchemaError):
        text(name, "列")
    assert ref(name, "列", THING, KNOWS).name == name


def test_a_reversed_reference_points_at_its_own_row() -> None:
    back = ref("known_by", "认识者", OTHER, KNOWS, reversed=True)
    others = NodeTable("others", "别的表", OTHER, (UID,))
    table = replace(THINGS, columns=(UID, back))
    schema = Schema((table, others), (THING, OTHER), (KNOWS,), {})
    assert schema.rels["KNOWS"].ends == (("Other", "Thing"),)


def test_a_table_is_found_by_either_name() -> None:
    assert SCHEMA.table("posts") is SCHEMA.table("岗位") is SCHEMA.table_of("Post")
    assert SCHEMA.table("nothing") is None


def test_a_node_of_the_program_has_no_table() -> None:
    with pytest.raises(KeyError):
        SCHEMA.table_of("Meta")


def test_steps_follow_one_another_though_no_column_says_so() -> None:
    assert SCHEMA.rels["NEXT"].ends == (("Step", "Step"),)


def test_chains_of_superiors_may_not_come_back_to_themselves() -> None:
    guarded = {
        f"{table.name}.{column.name}"
        for table in SCHEMA.tables
        if isinstance(table, NodeTable)
        for column, reference in table.references
        if reference.acyclic
    }
    assert guarded == {"regions.parent", "departments.parent", "posts.reports_to", "powers.parent"}


def test_bounds_stand_where_a_scale_is_meant() -> None:
    bounds = {
        f"{table.name}.{c.name}": (c.low, c.high)
        for table in SCHEMA.tables
        for c in table.columns
        if c.high is not None
    }
    assert bounds == {
        "risk_points.likelihood": (1, 5),
        "risk_points.impact": (1, 5),
        "countersigns.round": (1, 3),
        "evaluations.score": (0, 100),
    }


def test_a_node_without_a_name_column_is_named_from_others() -> None:
    for table in SCHEMA.tables:
        if isinstance(table, NodeTable):
            named = any(c.name == "name" and c.required for c in table.columns)
            assert named or table.name_from, table.name


def test_steps_and_templates_share_their_kinds() -> None:
    kinds = {
        id(column.enum)
        for name in ("Step", "TemplateStep")
        for column in SCHEMA.table_of(name).columns
        if column.name == "kind"
    }
    assert len(kinds) == 1


def test_enumerations_have_names_of_their_own() -> None:
    names = [e.name for e in all_enums()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("enum", all_enums(), ids=lambda e: e.name)
def test_a_spelling_means_one_value_even_in_other_case_or_width(enum: Enumeration) -> None:
    meaning: dict[str, str] = {}
    for choice in enum.choices:
        for spelling in (choice.code, choice.zh, *choice.aliases):
            key = unicodedata.normalize("NFKC", spelling).casefold().replace(" ", "")
            assert meaning.setdefault(key, choice.code) == choice.code
    assert all(enum.zh_of(code) for code in enum.codes)


def test_everything_has_a_chinese_name_and_a_sentence() -> None:
    for label in LABELS:
        assert any("一" <= c <= "鿿" for c in label.zh), label
        assert label.doc.endswith("."), label
    for rel in RELS:
        assert any("一" <= c <= "鿿" for c in rel.zh), rel
        assert rel.doc.endswith("."), rel
    assert len({rel.zh for rel in RELS}) == len(RELS)


# How things are drawn


def hue(colour: str) -> float:
    """Degrees on the colour wheel."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0] * 360


def test_every_colour_carries_readable_text() -> None:
    for entry in [*legend.of_labels(SCHEMA.nodes), *legend.ROLES, *legend.RISKS]:
        assert legend.contrast(entry.colour, entry.text_colour) >= 4.5, entry


def test_no_two_things_look_alike() -> None:
    looks = [(e.colour, e.shape) for e in legend.of_labels(SCHEMA.nodes)]
    assert len(looks) == len(set(looks))
    for marks in (ROLE_MARKS, RISK_MARKS):
        for one, other in combinations(marks.values(), 2):
            assert one.shape != other.shape
            assert one.colour != other.colour
            assert one.zh != other.zh


@pytest.mark.parametrize("group", [g for g in Group if g is not Group.SYSTEM])
def test_a_chapter_has_one_family_of_hues_and_leaves_red_to_yellow_for_risk(group: Group) -> None:
    hues = [hue(label.colour) for label in LABELS if label.group is group]
    assert max(hues) - min(hues) <= 45
    assert all(70 < h < 350 for h in hues)


def test_marks_stand_for_the_values_of_their_enumerations() -> None:
    assert tuple(ROLE_MARKS) == tuple(ROLE_COLOURS) == enums.ROLE_KIND.codes
    assert tuple(RISK_MARKS) == enums.RISK_LEVEL.codes
    assert [e.code for e in legend.RISKS] == ["HIGH", "MEDIUM", "LOW"]


def test_the_legend_leaves_book_keeping_out_unless_asked() -> None:
    assert "Meta" not in {e.code for e in legend.of_labels()}
    assert [e.zh for e in legend.of_labels(["Meta"])] == ["图谱信息"]
    assert legend.of_labels([]) == []
    with pytest.raises(KeyError):
        legend.of_labels(["Nothing"])


colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@given(colours, colours)
def test_contrast_is_the_same_both_ways(one: str, other: str) -> None:
    assert legend.contrast(one, other) == legend.contrast(other, one) >= 1


@given(colours)
def test_any_background_gets_text_that_can_be_read(background: str) -> None:
    assert legend.contrast(background, legend.text_colour(background)) > 4.3


# What is generated


def test_every_label_gets_one_constraint() -> None:
    made = [s for s in ddl.statements(indexes=True) if s.startswith("CREATE CONSTRAINT")]
    assert len(made) == len(set(made)) == len(SCHEMA.nodes)


def test_the_generated_pages_are_up_to_date() -> None:
    assert docs.main(["--check"]) == 0


def test_a_stale_page_is_told_and_then_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs.main(["--check"], tmp_path) == 1
    assert "docs/schema.md is stale" in capsys.readouterr().out
    assert docs.main([], tmp_path) == 0
    assert docs.main(["--check"], tmp_path) == 0


def test_the_schema_page_names_everything() -> None:
    page = docs.schema_page()
    wanted: list[str] = [*SCHEMA.nodes, *SCHEMA.rels, *(e.name for e in all_enums())]
    wanted += [t.name for t in SCHEMA.tables] + [t.zh for t in SCHEMA.tables]
    assert [name for name in wanted if name not in page] == []


def lines_of_tables(page: str) -> Iterator[list[str]]:
    """Blocks of consecutive markdown table lines."""
    block: list[str] = []
    for line in [*page.splitlines(), ""]:
        if line.startswith("|"):
            block.append(line)
        elif block:
            yield block
            block = []


def test_the_tables_of_the_schema_page_are_rectangular() -> None:
    for block in lines_of_tables(docs.schema_page()):
        assert len({line.replace("\\|", "").count("|") for line in block}) == 1, block[0]
