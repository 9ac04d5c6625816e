"""What a report says, in any format: chapters, numbers, leads, and what could not be checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from graph.embedded import EmbeddedStore
from graph.text import catalogue
from powergraph.reports.chapters import leads as leads_chapter
from powergraph.reports.context import County, Unit, look
from powergraph.reports.questions import questions
from powergraph.reports.tree import Bullets, Document, Pairs, Paragraph, Table, blocks, walk
from tests.report_graphs import GOLDEN, LATER, UNITS, make, pinned, report


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with closing(EmbeddedStore(make(tmp_path_factory.mktemp("report")))) as store:
        yield look(store, language="zh")


@pytest.fixture(scope="module")
def full(county: County) -> Document:
    return report(county, "D1")


@pytest.fixture(scope="module")
def bare(county: County) -> Document:
    return report(county, "D2")


def texts(document: Document) -> str:
    """Every text of a document in one."""
    return json.dumps(pinned(document), ensure_ascii=False)


def table(document: Document, caption: str) -> Table:
    """The table of that caption."""
    return next(b for b in blocks(document) if isinstance(b, Table) and b.caption == caption)


@pytest.mark.parametrize("unit", UNITS)
def test_the_tree_is_the_golden_one(county: County, unit: str) -> None:
    golden = json.loads((GOLDEN / f"{unit}.json").read_text(encoding="utf-8"))
    assert pinned(report(county, unit)) == golden, "python -m tests.report_graphs, then look"


@pytest.mark.parametrize("unit", UNITS)
def test_every_chapter_is_there_in_its_order(county: County, unit: str) -> None:
    sections = report(county, unit).sections
    numbers = ["", *(str(n) for n in range(1, 16)), "A", "B", "C", "D"]
    assert [section.number for section in sections] == numbers
    assert [section.annex for section in sections] == [False] * 16 + [True] * 4


@pytest.mark.parametrize("unit", UNITS)
def test_no_chapter_or_part_stands_empty(county: County, unit: str) -> None:
    document = report(county, unit)
    assert [s.title for s in walk(document.sections) if not s.blocks and not s.sections] == []
    for block in blocks(document):
        if isinstance(block, Table) and not block.rows:
            assert block.empty, block.caption


def test_a_number_leads_to_nodes_and_to_file_and_row(full: Document) -> None:
    [annex] = [s for s in full.sections if s.number == "C"]
    [index] = [b for b in annex.blocks if isinstance(b, Table)]
    found = {number: row for row in index.rows for number in row.cells[0].split("、")}
    first = next(b for b in blocks(full) if isinstance(b, Table) and b.rows and b.rows[0].refs)
    numbered = found[f"{first.number}.1"]
    assert numbered.cells[1].split("\n") == list(first.rows[0].refs)
    team = table(full, "班子成员及分工")
    row = next(n for n, r in enumerate(team.rows, start=1) if "欧阳振国" in r.cells)
    assert "Official/O1" in found[f"{team.number}.{row}"].cells[1]
    # officials.csv: a header, then O1.
    assert "officials.csv · 2" in found[f"{team.number}.{row}"].cells[2]


def test_each_statement_with_nodes_has_a_number_of_its_own(full: Document) -> None:
    numbers = [
        block.number
        for block in blocks(full)
        for block in (block.items if isinstance(block, Bullets) else (block,))
        if isinstance(block, Paragraph | Pairs) and block.refs
    ]
    assert len(numbers) > 1
    assert 0 not in numbers
    assert len(set(numbers)) == len(numbers)


def test_each_lead_has_evidence_basis_a_way_to_verify_and_a_question(county: County) -> None:
    listed = [(Unit(county, unit), lead) for unit in UNITS for lead in Unit(county, unit).leads]
    assert len(listed) > 2
    for unit, lead in listed:
        assert leads_chapter.path_in_words(unit, lead), lead.finding.rule
        assert lead.finding.basis
        assert lead.rule.rule is not None
        assert lead.rule.rule.verify.document.zh
        assert lead.rule.rule.verify.interview.zh
        assert 1 <= len(questions(unit, lead)) <= 3


def test_every_family_of_rules_has_questions_in_both_languages(county: County) -> None:
    families = {query.family for query in county.result.queries.values()}
    for language in ("zh", "en"):
        known = catalogue(language)
        assert [f for f in families if f"report.question.{f}.process" not in known] == []


def test_leads_are_worded_as_suspected(county: County) -> None:
    for finding in county.result.findings:
        assert "疑似" in finding.message.zh
        assert "核实" in finding.message.zh


def test_who_decides_and_carries_out_is_the_lead_that_it_is(full: Document) -> None:
    listed = table(full, "线索一览")
    rules = {row.cells[1]: row for row in listed.rows}
    assert "王小明" in rules["SOD-001"].cells[2]
    assert {"Official/O3", "Power/W1"} <= set(rules["SOD-001"].refs)


def test_what_could_not_run_is_never_worded_as_no_problem(bare: Document, full: Document) -> None:
    for document in (bare, full):
        said = texts(document)
        assert "未发现问题" not in said
        assert "没有发现问题" not in said
    [limits] = [s for s in bare.sections if s.key == "limits"]
    silent = next(b for s in limits.sections for b in s.blocks if isinstance(b, Table))
    assert "SOD-001" in {row.cells[0] for row in silent.rows}
    assert all("未能运行" in row.cells[2] for row in silent.rows)


def test_a_rule_without_data_is_not_listed_as_clear(bare: Document) -> None:
    [structure] = [s for s in bare.sections if s.key == "structure"]
    ruled = next(b for s in structure.sections for b in s.blocks if isinstance(b, Table))
    shown = {row.cells[0] for row in ruled.rows}
    notes = [b.text for s in structure.sections for b in s.blocks if isinstance(b, Paragraph)]
    assert "SOD-001" not in shown
    assert any("SOD-001" in note and "未能运行" in note for note in notes)


def test_a_failed_rule_is_said_to_have_no_result(county: County) -> None:
    from dataclasses import replace

    from graph.errors import ParameterError

    runs = tuple(
        replace(
            run,
            status="failed",
            error=ParameterError("report.unit", unit="x", near="—", day=county.as_of),
        )
        if run.id == "SOD-001"
        else run
        for run in county.result.rules
    )
    broken = replace(county, result=replace(county.result, rules=runs))
    [limits] = [s for s in report(broken, "D1").sections if s.key == "limits"]
    silent = next(b for s in limits.sections for b in s.blocks if isinstance(b, Table))
    assert silent.rows[0].cells[0] == "SOD-001"
    assert "1条运行失败" in "".join(b.text for b in limits.blocks if isinstance(b, Paragraph))


def test_a_unit_without_roles_says_what_is_missing(bare: Document) -> None:
    said = texts(bare)
    assert "没有登记本单位权力的决策、执行、监督归属" in said
    wanted = table(bare, "需调取资料清单")
    states = {row.cells[0]: row.cells[1] for row in wanted.rows}
    assert states["班子分工文件"] == "缺失"  # D1's is loaded, D2's is not
    assert states["审计报告"] == "需调取"  # nobody's is


def test_the_median_is_that_of_units_of_the_same_kind(full: Document) -> None:
    compared = next(
        b for b in blocks(full) if isinstance(b, Table) and b.caption.startswith("与同类单位对照")
    )
    powers = next(row for row in compared.rows if row.cells[0] == "现行权力")
    # Four units of one kind: 2, 2, 0 and 0 powers.
    assert powers.cells == ("现行权力", "2", "1", "0", "2")


def test_the_timeline_names_those_before_and_those_now(full: Document) -> None:
    history = table(full, "班子岗位任职沿革")
    assert [row.cells[2] for row in history.rows] == ["赵明", "欧阳振国", "李守正"]


def test_questions_stand_under_the_post_concerned(full: Document) -> None:
    [outline] = [s for s in full.sections if s.key == "interviews"]
    by_post = {part.title: part for part in outline.sections}
    [asked] = [b for b in by_post["预算股股长"].blocks if isinstance(b, Table)]
    assert any("专项资金审批" in row.cells[1] for row in asked.rows)
    keys = [row.key for part in by_post.values() for b in part.blocks if isinstance(b, Table)
            for row in b.rows]  # fmt: skip
    assert all(keys)


def test_slots_of_other_bodies_are_empty(full: Document) -> None:
    from powergraph.reports.tree import Slot

    [others] = [s for s in full.sections if s.key == "others"]
    slots = [block for block in others.blocks if isinstance(block, Slot)]
    assert len(slots) == 7
    assert [slot.text for slot in slots] == [""] * 7


def test_the_same_graph_gives_the_same_content_at_any_time(county: County) -> None:
    assert pinned(report(county, "D1")) == pinned(report(county, "D1", LATER))


def test_in_english_no_text_of_ours_is_chinese(county: County) -> None:
    from dataclasses import replace

    english = report(replace(county, language="en"), "D2")
    titles = [s.title for s in walk(english.sections)]
    assert [t for t in titles if any("一" <= letter <= "鿿" for letter in t)] == []
