"""What the pages show, as data: counted and judged on the small rich graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.markup import markdown, table
from dashboard.own_rules import OwnRules
from dashboard.views import checks, saved
from graph.errors import ParameterError, WriteRefused
from graph.store import Store, open_graph
from queries import library
from queries.lint import lint_text
from queries.model import SavedQuery
from queries.views import frame, network, nodes, overview, power, powers
from queries.views.roles import Holder, Person, RoleSlot, Verdict, matrix, verdicts
from tests.test_dashboard_graphs import AS_OF, HOSTILE, RICH, build, build_guangan

PLAIN = OwnRules(None, None, "")

STATEMENTS = {
    f"{module.__name__} {name}": text
    for module in (frame, nodes, overview, power, powers)
    for name, text in module.statements().items()
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The rich graph."""
    path = build(tmp_path_factory.mktemp("views") / "rich.db", RICH)
    with open_graph(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def guangan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The real district without roles."""
    with open_graph(build_guangan(tmp_path_factory.mktemp("views") / "ga.db")) as opened:
        yield opened


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_dashboards_cypher_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


# Frame and powers


def test_the_units_are_those_of_the_day(store: Store) -> None:
    assert set(frame.units(store, AS_OF)) == {"D1", "D2", "D3"}


def test_presence_counts_what_is_there_and_what_is_not(store: Store) -> None:
    found = frame.presence(store)
    assert (found["Power"], found["Role"], found["Meeting"]) == (4, 6, 0)
    assert "Meta" not in found


def test_a_power_counts_what_hangs_on_it(store: Store) -> None:
    [whole] = [p for p in powers.powers(store, AS_OF) if p.uid == "W1"]
    assert whole.unit == "D1"
    assert whole.roles == {"DECISION", "EXECUTION", "SUPERVISION"}
    assert whole.parts["risks"] == 2
    assert whole.parts["measures"] == 3
    assert whole.parts["disclosures"] == 2


def test_a_role_that_only_a_vacant_post_fills_is_not_filled(store: Store) -> None:
    [half] = [p for p in powers.powers(store, AS_OF) if p.uid == "W2"]
    assert half.roles == {"DECISION", "EXECUTION"}


def test_a_disclosure_of_tomorrow_does_not_count(store: Store) -> None:
    [early] = [p for p in powers.powers(store, date(2026, 1, 20)) if p.uid == "W1"]
    assert early.parts["disclosures"] == 1


def test_a_cancelled_power_is_not_active(store: Store) -> None:
    assert [p.uid for p in powers.powers(store, AS_OF) if not p.active] == ["W4"]


# Overview


def test_the_benchmark_compares_each_figure(store: Store) -> None:
    rows, units = powers.powers(store, AS_OF), frame.units(store, AS_OF)
    figures = {c.figure: c.here for c in overview.benchmark(rows, units, None, 1, 7)}
    assert figures["departments"] == 1
    assert figures["towns"] == 1
    assert figures["units"] == 2  # the discipline office is none of them
    assert figures["disclosures"] == 7
    assert figures["powers_upper"] == 2  # the third is on no list
    assert figures["risk_powers"] == 2
    assert figures["risks_each"] == 1.5
    assert figures["measures_each"] == 1.0
    assert figures["systems_each"] == 0.5


def test_decheng_is_as_its_document_says() -> None:
    assert round(overview.DECHENG["risks_each"], 2) == 4.09
    assert round(overview.DECHENG["measures_each"], 3) == 1.435
    assert round(overview.DECHENG["systems_each"], 3) == 0.652


def test_a_quotient_without_powers_is_not_nought() -> None:
    figures = {c.figure: c.here for c in overview.benchmark((), {}, None, 0, None)}
    assert figures["risks_each"] is None


def test_completeness_is_of_the_chosen_unit(store: Store) -> None:
    rows = powers.powers(store, AS_OF)
    whole = {c.part: (c.having, c.of) for c in overview.completeness(rows, None)}
    town = {c.part: (c.having, c.of) for c in overview.completeness(rows, "D3")}
    assert whole["basis"] == (2, 3)
    assert whole["SUPERVISION"] == (1, 3)
    assert town["basis"] == (0, 1)


def test_every_table_is_filled_or_not(store: Store) -> None:
    chapters = overview.tables_of(store)
    assert sum(len(c.tables) for c in chapters) == 50
    assert sum(c.filled for c in chapters) == len(RICH)


def test_staff_counts_people_in_post(store: Store) -> None:
    assert overview.staff(store, AS_OF, None) == overview.Staff(5, 4)
    assert overview.staff(store, AS_OF, "D2") == overview.Staff(1, 1)
    assert overview.staff(store, date(2020, 6, 1), "D1").officials == 1


# Checks


def test_a_score_counts_the_examined_without_a_finding(store: Store) -> None:
    states = checks.rule_states(checks.run_all(store, AS_OF, PLAIN), None)
    [sod] = [s for s in states if s.query.id == "SOD-001"]
    assert (sod.score.examined, sod.score.found, sod.score.protection) == (2, 1, 0.5)
    assert sod.state == "finding"


def test_a_unit_that_has_nothing_to_examine_has_no_data(store: Store) -> None:
    states = checks.rule_states(checks.run_all(store, AS_OF, PLAIN), "D3")
    [sod] = [s for s in states if s.query.id == "SOD-001"]
    assert sod.state == "no_data"
    assert sod.score.protection is None
    assert sod.units_without_data == ("D3",)


def test_the_findings_are_cut_by_every_condition(store: Store) -> None:
    result = checks.run_all(store, AS_OF, PLAIN)
    findings = result.findings
    assert {f.rule for f in checks.matching(findings, rule="SOD-001")} == {"SOD-001"}
    assert {f.rule[:3] for f in checks.matching(findings, family="CHK")} == {"CHK"}
    assert checks.matching(findings, family="SOD", rule="CHK-003") == []
    assert checks.matching(findings, unit="D2") == []
    allocated = checks.matching(
        findings, queries=result.queries, dimension="ALLOCATE", severity="high"
    )
    assert {f.rule for f in allocated} >= {"SOD-001", "CHK-003"}


def test_the_gravest_findings_come_first(store: Store) -> None:
    severities = [f.severity for f in checks.matching(checks.run_all(store, AS_OF, PLAIN).findings)]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)


def test_a_power_knows_the_findings_on_whose_path_it_stands(store: Store) -> None:
    found = checks.about(checks.run_all(store, AS_OF, PLAIN).findings, "Power/W2")
    assert {"SOD-001", "CHK-003"} <= {f.rule for f in found}


# One power


def test_a_whole_power_is_shown_whole(store: Store) -> None:
    card = power.power_card(store, "W1", AS_OF)
    assert card is not None
    assert [s.name for s in card.steps] == ["受理", "审查", "决定", "送达"]
    assert card.steps[2].kinds == ("DECISION",)
    assert [r.uid for r in card.risks] == ["K1", "K2"]
    assert [m.owner for m in card.risks[0].measures] == ["法规股长", "派驻组长"]
    assert card.risks[1].measures[0].owner is None
    assert (card.matters, card.filed) == (1, 1)
    assert [s.uid for s in card.supervisors] == ["D2"]
    assert (card.cases.total, card.cases.open) == (2, 1)
    assert card.published("FLOW_CHART")
    assert not card.published("RISK_CHART")
    assert [v.judged for v in verdicts(card.roles)] == ["apart"]


def test_a_power_without_steps_has_those_of_its_type(store: Store) -> None:
    card = power.power_card(store, "W2", AS_OF)
    assert card is not None
    assert card.steps == ()
    assert [s.name for s in card.template] == ["立案", "调查取证", "处罚决定"]


def test_a_basis_that_ended_is_not_in_force(store: Store) -> None:
    card = power.power_card(store, "W2", AS_OF)
    assert card is not None
    assert [b["in_force"] for b in card.bases] == [False]


def test_a_power_with_nothing_on_it_is_shown_all_the_same(guangan: Store) -> None:
    row = powers.powers(guangan, AS_OF)[0]
    card = power.power_card(guangan, row.uid, AS_OF)
    assert card is not None
    assert (card.roles, card.steps, card.risks) == ((), (), ())
    assert verdicts(card.roles) == []


def test_an_unknown_power_is_none(store: Store) -> None:
    assert power.power_card(store, "W99", AS_OF) is None


# Roles


def holder(uid: str, *people: str, label: str = "Post", section: str | None = None) -> Holder:
    persons = tuple(Person(p, f"name of {p}") for p in people)
    return Holder(label, uid, f"post {uid}", None, section, section, persons)


def slot(kind: str, *holders: Holder) -> RoleSlot:
    return RoleSlot(f"R-{kind}", kind, None, None, holders)


def test_one_person_in_two_posts_is_seen_as_one() -> None:
    roles = [slot("DECISION", holder("P1", "O1")), slot("EXECUTION", holder("P2", "O1"))]
    first, *_ = verdicts(roles)
    assert first == Verdict("same", ("DECISION", "EXECUTION"), ("name of O1",))


def test_a_vacant_post_with_two_roles_is_said() -> None:
    vacant = holder("P1")
    said = verdicts([slot("DECISION", vacant), slot("EXECUTION", vacant)])
    assert [v.judged for v in said] == ["post", "missing"]


def test_a_body_fills_a_role_without_people() -> None:
    roles = [
        slot("DECISION", holder("B1", label="Body")),
        slot("EXECUTION", holder("P1", "O1")),
        slot("SUPERVISION", holder("P2", "O2")),
    ]
    assert [v.judged for v in verdicts(roles)] == ["apart"]


def test_three_roles_in_one_section_are_said() -> None:
    roles = [
        slot(kind, holder(f"P{i}", f"O{i}", section="S"))
        for i, kind in enumerate(("DECISION", "EXECUTION", "SUPERVISION"))
    ]
    assert [v.judged for v in verdicts(roles)] == ["section", "apart"]


def test_the_matrix_has_one_line_a_holder() -> None:
    both = holder("P1", "O1")
    lines = matrix([slot("EXECUTION", both), slot("DECISION", both, holder("P2", "O2"))])
    assert [(line.holder.uid, sorted(line.kinds)) for line in lines] == [
        ("P1", ["DECISION", "EXECUTION"]),
        ("P2", ["DECISION"]),
    ]


# Nodes and network


def test_details_say_where_a_node_was_read(store: Store) -> None:
    found = nodes.details(store, "Post/D1-P1")
    assert found is not None
    assert found.props == {"is_top_leader": True}
    assert found.origin == nodes.Origin("rich.json", "posts", 1)


def test_the_picture_of_a_finding_joins_its_evidence(store: Store) -> None:
    [found] = checks.matching(checks.run_all(store, AS_OF, PLAIN).findings, rule="SOD-001")
    drawn = network.evidence_picture(store, found.evidence, "Power/W2", AS_OF)
    assert {n.ref for n in drawn.nodes} == set(found.evidence)
    assert ("Official/O1", "Post/D1-P1", "HOLDS") in {
        (e.source, e.target, e.type) for e in drawn.edges
    }


def test_evidence_that_is_gone_is_left_out(store: Store) -> None:
    drawn = network.evidence_picture(store, ("Power/gone", "Nothing/x"), "Power/gone", AS_OF)
    assert drawn.nodes == ()


# Saved queries


@pytest.mark.parametrize("query", library.all_queries(), ids=lambda q: q.id)
def test_a_form_left_alone_gives_the_defaults(query: SavedQuery, store: Store) -> None:
    filled = {f.param.name: f.start for f in saved.fields(query, AS_OF)}
    if any(p.required for p in query.params):
        pytest.skip("a parameter has no default")
    given = saved.values(query, filled)
    result = saved.answer(store, query.id, PLAIN, saved.frozen(given), 30.0, 10)
    assert result.params["as_of"] == AS_OF if query.param("as_of") else True
    shown = saved.table(result, query, "zh")
    assert len(set(shown.columns.values())) == len(result.columns)


def test_an_answers_numbers_are_numbers_so_that_they_sort_as_such(store: Store) -> None:
    text = "UNWIND [[10, 'a'], [9, 2], [null, null]] AS x RETURN x[0] AS n, x[1] AS mixed"
    answer = saved.own_answer(store, text, AS_OF, None, 5.0, 10)
    rows = saved.table(answer, None, "zh").rows
    assert [n for n, _ in rows] == [10, 9, None]
    assert {type(mixed) for _, mixed in rows} == {str}


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ParameterError):
        saved.values(library.query("SOD-001"), {"min_overlap_days": "many"})


def test_ones_own_query_may_use_day_and_unit(store: Store) -> None:
    text = "MATCH (d:Department) WHERE d.uid = $unit RETURN d.name AS name, $as_of AS day"
    result = saved.own_answer(store, text, AS_OF, "D1", 5.0, 10)
    assert [row["day"] for row in result.rows] == [AS_OF]


def test_ones_own_query_cannot_write(store: Store) -> None:
    with pytest.raises(WriteRefused):
        saved.own_answer(store, "CREATE (n:Post {uid: 'x', name: 'x'})", AS_OF, None, 5.0, 10)


# Markup


def test_no_name_becomes_markup() -> None:
    shown = table(["a"], [(HOSTILE,)])
    assert "<img" not in shown
    assert "</script" not in shown
    assert "](" not in markdown(HOSTILE)
