"""The six forms of offices into a graph: what each row becomes, and that nothing is lost unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.errors import Problem, SourceError
from graph.store import Store
from loaders.load import LoadSummary, load
from loaders.mapping import Options
from loaders.names import teach
from loaders.rows import Reader
from tests.engines import engine_store, neo4j_store  # noqa: F401 - fixtures
from tests.form_sheets import ALL, DIVISION, POWERS, RISKS, UNITS
from tests.loading import DAY, NOON, dump, facts
from tests.typed_tables import OwnReader, Typed, TypedReader

SECRET = "a secret for tests only"


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERGRAPH_SECRET", SECRET)


def load_all(store: Store | None, *tables: Typed, own: Any = UNITS) -> LoadSummary:
    readers: list[Reader] = [OwnReader(own), TypedReader(*tables)]
    return load(store, readers, now=NOON, as_of=DAY)


def refused(*tables: Typed, own: Any = UNITS) -> list[Problem]:
    with pytest.raises(SourceError) as error:
        load_all(None, *tables, own=own)
    return [p for p in error.value.problems if p.level == "error"]


def keys(problems: Sequence[Problem]) -> dict[tuple[str, object], str]:
    return {(p.column, p.value): p.expected.key for p in problems}


def pairs(store: Store, cypher: str) -> list[list[object]]:
    return sorted([*row.values()] for row in store.read(cypher))


def test_the_six_forms_make_one_graph(engine_store: Store) -> None:  # noqa: F811
    summary = load_all(engine_store, *ALL)
    read = engine_store.read
    assert read(
        "MATCH (p:Power) WHERE p.power_type = '01' RETURN p.legal_days AS legal, "
        "p.promised_days AS promised, p.day_kind AS kind, p.risk_level AS risk, "
        "p.risk_level_given AS given, p.note AS note"
    ) == [
        {
            "legal": 20,
            "promised": 10,
            "kind": "WORKING",
            "risk": "HIGH",
            "given": "一级",
            "note": "试行",
        }
    ]
    assert pairs(
        engine_store, "MATCH (p:Power)-[:HAS_STEP]->(s:Step) RETURN s.seq AS q, s.name AS n"
    ) == [
        [1, "受理"],
        [2, "审核"],
        [3, "决定"],
    ]
    assert pairs(
        engine_store,
        "MATCH (:Power)-[x:AUTHORIZED_BY]->(b:LegalBasis) RETURN b.name AS n, "
        "b.kind AS k, x.article AS a",
    ) == [["会计法", "LAW", "第三十六条"]]
    assert pairs(engine_store, "MATCH (:Power)-[:BEARS]->(d:Duty) RETURN d.text AS t") == [
        ["受理责任：公示。"],
        ["审查责任：核对。"],
    ]
    assert pairs(
        engine_store, "MATCH (:Power)-[:CONSTRAINED_BY]->(s:RestraintSystem) RETURN s.name AS n"
    ) == [["《财务制度》"], ["公示制度"]]
    assert pairs(
        engine_store,
        "MATCH (o:Official)-[:HOLDS]->(p:Post)-[x:IN_CHARGE_OF]->(t) RETURN o.name AS o, "
        "p.name AS p, t.name AS t, x.domain AS d, x.direct AS direct",
    ) == [
        ["张三", "局长", "会计科", "FINANCE", True],
        ["张三", "局长", "区财政局", "FINANCE", True],
        ["张三", "局长", "区财政局", "OTHER", False],
        ["李四", "副局长", "监督科", None, True],
        ["王五", "副局长", "区财政局", "CONSTRUCTION", True],
    ]
    assert pairs(engine_store, "MATCH (p:Post) RETURN p.name AS n, p.liaison AS l") == [
        ["党组书记", None],
        ["副局长", None],
        ["副局长", None],
        ["局长", "城南街道"],
    ]
    assert read(
        "MATCH (:Power)-[:HAS_RISK]->(r:RiskPoint)-[:ARISES_AT]->(s:Step), "
        "(r)-[:RISK_OF]->(p:Post) RETURN r.level AS level, r.level_given AS given, s.name AS step, "
        "p.name AS post, r.category AS category"
    ) == [
        {
            "level": "HIGH",
            "given": "4×5=20",
            "step": "审核",
            "post": "局长",
            "category": "POST",
        }
    ]
    assert pairs(
        engine_store,
        "MATCH (:RiskPoint)-[:MITIGATED_BY]->(m:ControlMeasure)<-[:RESPONSIBLE_FOR]-(p:Post)"
        "<-[:HOLDS]-(o:Official) RETURN m.text AS t, m.due AS d, o.name AS o",
    ) == [["公示结果。", "长期", "李四"], ["双人审核。", "长期", "李四"]]
    assert read(
        "MATCH (m:Matter)-[:DECIDED_AT]->(x:Meeting)-[:OF_BODY]->(b:Body) RETURN b.kind AS kind, "
        "x.decision_mode AS mode, x.present AS present, m.approve AS approve, m.passed AS passed, "
        "m.category AS category, m.resolution AS resolution"
    ) == [
        {
            "kind": "PARTY_GROUP",
            "mode": "BALLOT",
            "present": 4,
            "approve": 3,
            "passed": True,
            "category": "LARGE_FUND",
            "resolution": "会议同意采购",
        }
    ]
    assert pairs(
        engine_store, "MATCH (o:Official)-[:MADE]->(s:Statement) RETURN s.seq AS q, o.name AS o"
    ) == [
        [1, "李四"],
        [2, "王五"],
        [3, "张三"],
    ]
    assert pairs(
        engine_store, "MATCH (o:Official)-[v:VOTED]->(:Matter) RETURN o.name AS o, v.choice AS c"
    ) == [["张三", "APPROVE"], ["李四", "APPROVE"], ["王五", "OPPOSE"]]
    assert pairs(
        engine_store,
        "MATCH (m:Matter)-[:FILED_AS]->(f:Filing)-[:RESPONSIBLE]->(o:Official) "
        "RETURN m.name AS m, f.material_count AS n, o.name AS o",
    ) == [["采购服务器", 3, "张三"]]
    assert pairs(
        engine_store,
        "MATCH (c:CaseFile)<-[:EVENT_OF]-(e:CaseEvent)-[:OF_STEP]->(s:Step), "
        "(e)<-[:HANDLED]-(o:Official) RETURN e.seq AS q, s.name AS s, o.name AS o, c.result AS r",
    ) == [[1, "受理", "李四", "准予"], [2, "审核", "王五", "准予"]]
    said = keys(summary.warnings)
    assert said["相关责任人", "赵六"] == "expect.mapping.left_out"
    assert said["主持人", ""] == said["责任领导", ""] == "expect.mapping.not_held"


def test_the_same_tables_again_change_nothing(engine_store: Store) -> None:  # noqa: F811
    load_all(engine_store, *ALL)
    before = facts(engine_store)
    turned = [Typed(t.form, [*reversed(t.data)], t.file, t.sheet, t.caption) for t in ALL]
    summary = load_all(engine_store, *turned)
    assert (summary.total.created, summary.total.changed) == (0, 0)
    assert facts(engine_store) == before


@settings(max_examples=20, deadline=None)
@given(st.permutations(POWERS.data), st.permutations(DIVISION.data), st.permutations(ALL))
def test_uids_do_not_depend_on_where_a_row_or_a_table_stands(
    powers: list[Any], division: list[Any], tables: list[Typed]
) -> None:
    turned = {"power_list": powers, "division": division}
    moved = [Typed(t.form, turned.get(t.form, t.data), t.file, t.sheet, t.caption) for t in tables]
    found, wanted = uids(*moved), uids(*ALL)
    assert found == wanted


def uids(*tables: Typed) -> set[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POWERGRAPH_SECRET", SECRET)
        reader = TypedReader(*tables)
        teach(None, [OwnReader(UNITS), reader])
        return {(r.table.name, str(r.cells["uid"])) for r in reader.rows([]) if "uid" in r.cells}


def test_an_item_code_is_the_uid_and_a_number_of_the_units_own_is_so_inside_it() -> None:
    code = "511A0138600000-511602000000-000-115113010833722043-1-00"
    rows = [
        {"name": "甲", "power_type": "01", "holder": "D1", "code": code},
        {"name": "乙", "power_type": "01", "holder": "D1", "code": "A-1"},
        {"name": "丙", "power_type": "01", "holder": "D1", "code": "A-2"},
        {"name": "丁", "power_type": "01", "holder": "D1", "code": "A-2"},
    ]
    found = [uid for table, uid in sorted(uids(Typed("power_list", rows))) if table == "powers"]
    assert code in found
    assert "D1/A-1" in found
    assert "D1/A-2" not in found
    assert len(set(found)) == 4


@pytest.mark.parametrize(
    ("form", "change", "column", "key"),
    [
        ("power_list", {"holder": "财政局"}, "行使主体", "expect.mapping.named"),
        ("power_list", {"holder": None}, "行使主体", "expect.mapping.unit"),
        ("power_list", {"power_type": "行政命令"}, "权力类型", "expect.mapping.one_of_words"),
        ("power_list", {"name": None}, "事项名称", "expect.filled"),
        ("power_list", {"legal_days": "尽快"}, "法定期限", "expect.mapping.days"),
        ("power_list", {"promised_days": "10日"}, "法定期限", "expect.mapping.one_day_kind"),
        ("power_list", {"risk_level": "待定"}, "风险等级", "expect.mapping.grade"),
        ("risk_table", {"power": "代理记帐许可"}, "权力名称", "expect.mapping.named"),
        ("risk_table", {"likelihood": None, "impact": None}, "可能性", "expect.filled"),
        ("filing", {"filed_on": "2026年3月"}, "备案日期", "expect.mapping.whole_day"),
        ("filing", {"category": "其他"}, "事项类别", "expect.mapping.one_of_words"),
        ("minutes", {"decision_mode": None}, "表决方式", "expect.filled"),
        ("division", {"valid_from": None}, "起始日期", "expect.filled"),
        ("case_list", {"power_code": "没有的"}, "事项编码", "expect.mapping.named"),
        ("case_list", {"accepted_on": "待查"}, "受理时间", "expect.day"),
    ],
)
def test_what_a_row_needs_and_cannot_be_read_is_one_problem_at_its_title(
    form: str, change: dict[str, object], column: str, key: str
) -> None:
    wrong = [
        Typed(t.form, [t.data[0] | change, *t.data[1:]], t.file, t.sheet, t.caption)
        if t.form == form
        else t
        for t in ALL
    ]
    own = [p for p in refused(*wrong) if p.file == next(t.file for t in ALL if t.form == form)]
    assert (own[0].row, own[0].column, own[0].expected.key) == (2, column, key)
    assert len([p for p in own if (p.row, p.column) == (2, column)]) == 1


def test_a_name_that_is_not_known_has_its_candidates_in_both_languages() -> None:
    wrong = Typed("risk_table", [RISKS.data[0] | {"power": "代理记帐许可"}])
    [problem] = refused(wrong, POWERS, DIVISION)
    assert "代理记账许可（D1/" in problem.render("zh")
    assert "代理记账许可（D1/" in problem.render("en")


def test_two_of_one_name_in_one_table_are_not_merged() -> None:
    twice = Typed(
        "division",
        [DIVISION.data[1], DIVISION.data[2] | {"official": "李四"}],
        caption=DIVISION.caption,
    )
    [problem] = refused(twice)
    assert (problem.row, problem.column, problem.expected.key) == (
        3,
        "姓名",
        "expect.mapping.same_name",
    )
    told = [
        row | {"birth_month": month}
        for row, month in zip(twice.data, ("1970-01", "1980-02"), strict=True)
    ]
    made = [
        uid
        for table, uid in uids(Typed("division", told, caption=DIVISION.caption))
        if table == "officials"
    ]
    assert len(made) == 2


def test_units_are_made_only_where_the_options_say_so_and_with_their_kind() -> None:
    rows = [{"name": "甲", "power_type": "01", "holder": "区审计局"}]
    assert keys(refused(Typed("power_list", rows))) == {
        ("行使主体", "区审计局"): "expect.mapping.named"
    }
    no_kind = Typed("power_list", rows, options=Options(create_units=True))
    assert keys(refused(no_kind)) == {("行使主体", "区审计局"): "expect.mapping.unit_kind"}
    full = Typed("power_list", rows, options=Options(create_units=True, unit_kind="区直部门"))
    summary = load_all(None, full)
    assert keys(summary.warnings)["行使主体", "区审计局"] == "expect.mapping.created"


def test_options_fill_what_the_table_leaves_out() -> None:
    rows: list[dict[str, object]] = [
        {"name": "甲", "power_type": "01", "holder": "区财政局"},
        {"name": "乙", "power_type": None, "holder": None},
    ]
    options = Options(fill_down=("holder",), defaults={"power_type": "行政处罚"})
    reader = TypedReader(Typed("power_list", rows, options=options))
    teach(None, [OwnReader(UNITS), reader])
    found = [r.cells for r in reader.rows([]) if r.table.name == "powers"]
    assert [(c["power_type"], c["department"]) for c in found] == [("01", "D1"), ("02", "D1")]


PERSONAL = ["13912345678", "11010519491231002X", "联系人 139 1234 5678", 13912345678]


@pytest.mark.parametrize("number", PERSONAL)
@pytest.mark.parametrize(
    "field", ["name", "note", "supervise_phone", "不在表中的列", "basis", "holder"]
)
def test_a_number_that_names_a_person_stops_the_import_and_is_not_shown(
    tmp_path: Path, field: str, number: object
) -> None:
    row: dict[str, object] = {"name": "甲", "power_type": "01", "holder": "区财政局"}
    rows = [row | {field: number}]
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        with pytest.raises(SourceError) as error:
            load_all(store, Typed("power_list", rows))
        assert dump(store).keys() <= {"Meta"}
    assert "expect.no_person" in {p.expected.key for p in error.value.problems}
    shown = error.value.render("zh") + error.value.render("en")
    assert str(number) not in shown
    assert str(number)[-8:] not in shown


def test_an_office_number_is_allowed() -> None:
    rows = [
        {"name": "甲", "power_type": "01", "holder": "区财政局", "supervise_phone": "0826-2222222"}
    ]
    assert load_all(None, Typed("power_list", rows)).rows > 0


def test_the_secret_stands_in_no_graph_and_no_message(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        summary = load_all(store, *ALL)
        assert SECRET not in repr(dump(store))
        assert SECRET not in repr(summary)
    assert SECRET.encode() not in (tmp_path / "g.db").read_bytes()
