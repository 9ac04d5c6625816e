"""What titles may mean: the form that fits best, with how sure that is; never a silent guess."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.mapping import form_named, forms
from loaders.sheets import propose
from loaders.sheets.proposing import Proposal
from loaders.sheets.titles import SURE, matches
from tests.sheet_files import POWERS, book, the_block

# Titles that one office or another uses, and the field that each means, form by form.
KNOWN = {
    "power_list": {
        "序 号": "serial",
        "权力事项名称": "name",
        "子项": "sub_item",
        "职权类型": "power_type",
        "设定依据": "basis",
        "责任主体": "holder",
        "承办科室": "section",
        "责任事项内容": "duty",
        "责任事项依据": "duty_basis",
        "追责情形": "accountability",
        "法定期限（工作日）": "legal_days",
        "监督电话": "supervise_phone",
    },
    "risk_table": {
        "序号": "serial",
        "科室": "section",
        "风险岗位*": "post",
        "风险类别": "category",
        "廉政风险点": "name",
        "廉政风险主要内容及表现形式": "manifestation",
        "风险等级": "level",
        "防控措施": "measures",
        "直接责任人": "owner",
        "责任领导": "leader",
    },
    "filing": {
        "备案编号": "number",
        "报备单位": "unit",
        "重大事项名称": "matter",
        "决策程序": "procedure",
        "发生时间": "happened_on",
        "派驻机构意见": "discipline_opinion",
    },
    "division": {"姓名": "official", "职务": "post", "分管工作": "work", "联系单位": "liaison"},
    "minutes": {
        "会议名称": "meeting",
        "时间": "held_on",
        "主持人": "chair",
        "议题": "matter",
        "表决方式": "decision_mode",
        "同意票（票）": "approve",
    },
    "case_list": {
        "办件编号": "case",
        "环节名称": "step",
        "办理人": "handler",
        "办结时间": "decided_on",
        "承诺办结时间": "promised_on",
    },
}


def proposed(folder: Path, titles: Sequence[object], *rows: Sequence[object]) -> Proposal:
    filled = rows or [[f"值{n}" for n in range(len(titles))]]
    return propose(the_block(book(folder / "a.xlsx", 表=[titles, *filled])))


@pytest.mark.parametrize("form", KNOWN)
def test_each_form_of_offices_is_told_by_its_titles_word_for_word(
    form: str, tmp_path: Path
) -> None:
    titles = KNOWN[form]
    numbered = [["1" if t.startswith("序") else f"值{t}" for t in titles]]
    found = proposed(tmp_path, list(titles), *numbered)
    assert found.form == form_named(form)
    assert found.fields == titles
    assert found.sure
    assert found.runner_up is None or found.runner_up_confidence < found.confidence


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_every_alias_of_every_form_means_its_field_and_no_other_as_surely(form: object) -> None:
    assert hasattr(form, "fields")
    for field in form.fields.values():
        for alias in field.aliases:
            first, *others = matches(alias, form)  # type: ignore[arg-type]
            assert first.confidence == 1
            assert field.name in {m.field for m in [first, *others] if m.confidence == 1}


def test_the_longest_alias_is_meant(tmp_path: Path) -> None:
    titles = ("事项名称", "责任主体", "责任事项", "责任事项依据", "依据")
    assert list(proposed(tmp_path, titles).fields.values()) == [
        "name", "holder", "duty", "duty_basis", "basis",
    ]  # fmt: skip


def test_a_title_that_is_nearly_an_alias_is_proposed_and_not_sure(tmp_path: Path) -> None:
    found = proposed(tmp_path, ("行政权力事项名称", "权力类型", "实施依据"))
    match = found.titles[0]
    assert match.field == "name"
    assert 0.5 <= match.confidence < SURE
    assert not found.sure


def test_a_title_that_means_nothing_known_is_shown_without_a_field(tmp_path: Path) -> None:
    found = proposed(tmp_path, (*POWERS[0], "天气"))
    assert found.titles[-1].field is None
    assert found.titles[-1].words == "none"
    assert not found.sure


def test_a_number_column_that_does_not_count_the_rows_is_in_doubt(tmp_path: Path) -> None:
    titles = ("编号", "事项名称", "权力类型", "行使主体")
    counting = proposed(tmp_path, titles, (1, "甲", "许可", "局"), (2, "乙", "许可", "局"))
    assert (counting.titles[0].field, counting.sure) == ("serial", True)
    coded = proposed(tmp_path, titles, ("CZ-01", "甲", "许可", "局"))
    assert coded.titles[0].confidence < SURE
    assert "code" in coded.titles[0].others
    assert not coded.sure


def test_two_titles_for_one_field_are_in_doubt(tmp_path: Path) -> None:
    titles = ("岗位", "风险点", "风险等级", "直接责任人", "责任人")
    found = proposed(tmp_path, titles)
    assert [m.field for m in found.titles][-2:] == ["owner", None]
    assert found.titles[-1].others[0] == "owner"
    assert not found.sure


def test_a_title_that_ends_another_fields_name_is_in_doubt_unless_that_field_is_there(
    tmp_path: Path,
) -> None:
    alone = proposed(tmp_path, ("事项名称", "权力类型", "依据"))
    assert (alone.titles[2].field, alone.titles[2].words) == ("basis", "likely")
    assert "duty_basis" in alone.titles[2].others
    both = proposed(tmp_path, ("事项名称", "权力类型", "依据", "责任依据"))
    assert both.sure


def test_a_form_without_a_required_title_is_not_sure_and_says_so(tmp_path: Path) -> None:
    found = proposed(tmp_path, ("科室", "岗位", "风险等级", "防控措施"))
    assert found.form == form_named("risk_table")
    assert list(found.missing) == ["name"]
    assert not found.sure


def test_titles_that_fit_two_forms_name_both(tmp_path: Path) -> None:
    found = proposed(tmp_path, ("序号", "备注", "状态"))
    assert found.runner_up is not None
    assert not found.sure


def test_a_table_of_ours_with_a_caption_is_known_by_its_chinese_titles(tmp_path: Path) -> None:
    titles = ("单位编号", "单位名称", "单位类别", "所在区划代码")
    found = proposed(tmp_path, titles, ("D1", "财政局", "区直部门", "371402"))
    assert found.form is not None
    assert found.form.name == "departments"
    assert found.sure


def test_three_rows_are_shown_as_they_stand(tmp_path: Path) -> None:
    rows = [(n, f"事项{n}", "许可", "局") for n in range(1, 9)]
    found = proposed(tmp_path, POWERS[0], *rows)
    assert [row.cells for row in found.sample] == rows[:3]


def test_upper_titles_do_not_make_lower_ones_unsure(tmp_path: Path) -> None:
    rows = [
        ("基本情况", None, "责任", None),
        ("序号", "事项名称", "责任事项", "追责情形"),
        (1, "许可", "受理", "不作为"),
    ]
    found = propose(the_block(book(tmp_path / "a.xlsx", 表=rows)))
    assert list(found.fields.values()) == ["serial", "name", "duty", "accountability"]
    assert found.sure
