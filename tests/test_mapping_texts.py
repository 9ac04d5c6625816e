"""Running text taken apart, against text put together from known parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.mapping.texts import Charge, Verb, bases, charges, flow, numbered, speeches

ITEMS = st.sampled_from(
    ["办公室", "财务科", "人事工作", "工程建设", "城南街道", "机关党建", "行政审批", "负责人培训"]
)
VERBS: list[Verb] = ["负责", "分管", "联系"]


@given(
    st.lists(
        st.tuples(st.sampled_from(VERBS), st.lists(ITEMS, min_size=1, unique=True)), min_size=1
    )
)
def test_a_division_of_work_is_the_items_behind_its_verbs(
    parts: list[tuple[Verb, list[str]]],
) -> None:
    text = "".join(f"{verb}{'、'.join(items)}。" for verb, items in parts)
    wanted = [Charge(verb, item) for verb, items in parts for item in items]
    assert charges(text) == list(dict.fromkeys(wanted))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("主持局全面工作", [("负责", "局全面工作")]),
        ("财务、人事", [("分管", "财务"), ("分管", "人事")]),
        ("协助局长分管财务科", [("分管", "财务科")]),
        ("分管：办公室；联系：城南街道。", [("分管", "办公室"), ("联系", "城南街道")]),
        ("分管办公室，负责财务", [("分管", "办公室"), ("负责", "财务")]),
        ("分管办公室，督促科室负责人履职", [("分管", "办公室"), ("分管", "督促科室负责人履职")]),
        ("负责人事、人才工作", [("负责", "人事"), ("负责", "人才工作")]),
        ("", []),
    ],
)
def test_verbs_begin_clauses_only(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [tuple(c) for c in charges(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("《行政许可法》第十二条", [("行政许可法", "", "第十二条", "")]),
        (
            "1.《会计法》（2017年修正）第三十六条第一款：各单位应当设置。2.《注册会计师法》第二条",
            [
                ("会计法", "2017年修正", "第三十六条第一款", "各单位应当设置"),
                ("注册会计师法", "", "第二条", ""),
            ],
        ),
        (
            "《代理记账管理办法》(财政部令第98号)第三条、第四条",
            [("代理记账管理办法", "财政部令第98号", "第三条、第四条", "")],
        ),
        ("《关于实施〈会计法〉的意见》", [("关于实施〈会计法〉的意见", "", "", "")]),
        ("三定方案", []),
    ],
)
def test_legal_bases_are_split_with_their_articles(
    text: str, wanted: list[tuple[str, str, str, str]]
) -> None:
    assert [tuple(b) for b in bases(text)] == wanted


@given(
    st.lists(
        st.text("公示审查责任材料，", min_size=1).map(lambda s: s + "。"), min_size=2, max_size=12
    )
)
def test_numbered_items_come_out_as_they_went_in(items: list[str]) -> None:
    text = "".join(f"{n}.{item}" for n, item in enumerate(items, 1))
    assert numbered(text) == items


def test_a_text_whose_numbers_do_not_count_is_left_whole() -> None:
    assert numbered("依据3.5条和4.2条办理") == ["依据3.5条和4.2条办理"]
    assert numbered("1.受理。3.决定。") == ["1.受理。3.决定。"]


def test_speeches_keep_their_order_and_their_words() -> None:
    said = speeches("张三：同意，理由充分。李四同志：不同意。\n王五（局长）：同意。")
    assert [(s.seq, s.name, s.text) for s in said] == [
        (1, "张三", "同意，理由充分。".replace("，", ",")),
        (2, "李四", "不同意。"),
        (3, "王五", "同意。"),
    ]


def test_a_flow_needs_arrows() -> None:
    assert flow("受理 → 审核->决定") == ["受理", "审核", "决定"]
    assert flow("见附件") == []
