"""What became of a power, on both engines, and the version of the law it rests on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.store import Statement, Store
from graph.values import encode
from loaders.formats import Options, readers
from loaders.load import load
from queries.lint import lint_text
from queries.views import power, power_cases, power_life, power_roles
from queries.views.bases import renumbered, version_of
from queries.views.case_limits import terms
from queries.views.nodes import details
from queries.views.power_life import Event, Tenure
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.test_dashboard_graphs import RICH

AS_OF = date(2026, 6, 30)
STATEMENTS = {
    f"{module.__name__} {name}": text
    for module in (power, power_cases, power_life, power_roles)
    for name, text in module.statements().items()
}
TABLES: dict[str, list[dict[str, Any]]] = {
    "departments": [
        {"uid": "D1", "name": "甲局", "kind": "DISTRICT_DEPT"},
        {"uid": "D2", "name": "乙镇", "kind": "TOWN"},
    ],
    "posts": [
        {"uid": "P1", "name": "局长", "department": "D1"},
        {"uid": "P2", "name": "科员", "department": "D1"},
    ],
    "officials": [{"uid": "O1", "name": "赵一"}, {"uid": "O2", "name": "钱二"}],
    "appointments": [
        {"official": "O1", "post": "P1", "valid_from": "2018-01-01", "valid_to": "2023-05-01"},
        {"official": "O2", "post": "P1", "valid_from": "2023-05-01"},
        {"official": "O1", "post": "P2", "valid_from": "2010-01-01", "valid_to": "2012-01-01"},
    ],
    "powers": [
        {
            "uid": "W1", "name": "许可", "power_type": "01", "department": "D1",
            "valid_from": "2015-02-01",
        }
    ],
    "power_changes": [
        {"uid": "X1", "power": "W1", "action": "REDUCE", "changed_on": "2024-03-01",
         "reason": "精简材料"},
        {"uid": "X2", "power": "W1", "action": "ADD", "changed_on": "2026-12-01"},
    ],
    "delegations": [
        {"power": "W1", "department": "D2", "valid_from": "2022-01-01", "valid_to": "2025-01-01"}
    ],
    "legal_bases": [
        {"uid": "B1", "name": "旧办法", "kind": "NORMATIVE_DOC", "effective_to": "2021-06-01"}
    ],
    "authorizations": [{"power": "W1", "basis": "B1"}],
    "roles": [
        {"uid": "R1", "power": "W1", "kind": "DECISION"},
        {"uid": "R2", "power": "W1", "kind": "EXECUTION"},
    ],
    "role_holders": [
        {"role": "R1", "holder_label": "Post", "holder": "P1", "valid_from": "2020-01-01"},
        {"role": "R2", "holder_label": "Post", "holder": "P2", "valid_from": "2020-01-01"},
        {"role": "R2", "holder_label": "Department", "holder": "D1", "valid_from": "2020-01-01"},
    ],
}  # fmt: skip


def loaded(store: Store, tables: dict[str, list[dict[str, Any]]], folder: Path) -> Store:
    """The tables in a graph."""
    source = folder / "tables.json"
    source.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    load(store, readers([source], None, Options(None)), as_of=AS_OF)
    return store


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_cypher_about_a_power_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


def test_a_tenure_is_when_somebody_held_the_post_while_it_filled_the_role(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    store = loaded(engine_store, TABLES, tmp_path)
    assert power_life.tenures(store, "W1") == (
        Tenure("DECISION", "P1", "局长", "O1", "赵一", date(2020, 1, 1), date(2023, 5, 1)),
        Tenure("DECISION", "P1", "局长", "O2", "钱二", date(2023, 5, 1), None),
        Tenure("EXECUTION", "D1", "甲局", None, None, date(2020, 1, 1), None),
    )


def test_the_life_of_a_power_is_told_the_latest_first_and_not_beyond_the_day(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    store = loaded(engine_store, TABLES, tmp_path)
    change = {
        "uid": "C1", "name": "x", "about": "Power/W1", "property": "risk_level",
        "before": encode("LOW"), "after": encode("HIGH"), "day": date(2026, 1, 5),
    }  # fmt: skip
    store.write([Statement("MERGE (c:Change {uid: $uid}) SET c += $props",
                           {"uid": "C1", "props": change})])  # fmt: skip
    store.save()
    told = [
        (e.day.isoformat(), e.what, e.about, e.name) for e in power_life.events(store, "W1", AS_OF)
    ]
    assert told == [
        ("2026-01-05", "changed", "risk_level", ""),
        ("2025-01-01", "ends", "DELEGATED_TO", "乙镇"),
        ("2024-03-01", "adjusted", "REDUCE", "精简材料"),
        ("2023-05-01", "leaves", "DECISION", "赵一"),
        ("2023-05-01", "takes", "DECISION", "钱二"),
        ("2022-01-01", "begins", "DELEGATED_TO", "乙镇"),
        ("2021-06-01", "lapses", "AUTHORIZED_BY", "旧办法"),
        ("2020-01-01", "takes", "DECISION", "赵一"),
        ("2015-02-01", "in_force", "Power", ""),
    ]
    [first] = [e for e in power_life.events(store, "W1", AS_OF) if e.what == "changed"]
    assert (first.before, first.after) == ("LOW", "HIGH")
    assert power_life.events(store, "W1", date(2019, 12, 31))[0] == Event(
        date(2015, 2, 1), "in_force", "Power", "", "Power/W1"
    )


def test_every_node_of_a_power_is_named_once_and_is_there(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    store = loaded(engine_store, RICH, tmp_path)
    card = power.power_card(store, "W1", AS_OF)
    assert card is not None
    assert len(card.refs) == len(set(card.refs))
    expected = "Post/D1-P1 Body/D1-B Official/O1 Step/W1-3 RiskPoint/K2 ControlMeasure/M3"
    expected += " LegalBasis/B1 Disclosure/E2 Duty/J1"
    assert set(expected.split()) <= set(card.refs)
    assert all(details(store, ref) for ref in card.refs)
    assert card.valid(AS_OF)


def test_a_filing_of_tomorrow_is_none_yet(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    store = loaded(engine_store, RICH, tmp_path)
    filed = {}
    for day in (date(2026, 2, 2), date(2026, 2, 3)):
        card = power.power_card(store, "W1", day)
        assert card is not None
        filed[day.day] = (card.matters, card.filed)
    assert filed == {2: (1, 0), 3: (1, 1)}


def test_the_cases_of_a_power_are_its_own_and_the_latest_stands_first(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    other = {"uid": "A3", "power": "W2", "department": "D1", "accepted_on": "2026-06-25"}
    later = {"uid": "A4", "power": "W1", "department": "D1", "accepted_on": "2026-07-25"}
    store = loaded(engine_store, RICH | {"cases": [*RICH["cases"], other, later]}, tmp_path)
    rows = power_cases.power_cases(store, "W1", AS_OF, terms(None))
    # Seven working days are promised: A1 took five of them, A2 has waited for all seven.
    assert [(r.uid, r.days, r.allowed, r.card(80)) for r in rows] == [
        ("A2", 7, 7, "yellow"),
        ("A1", 5, 7, None),
    ]


@pytest.mark.parametrize(
    ("name", "since", "version"),
    [
        ("中华人民共和国行政处罚法（2017年修正）", None, 2017),
        ("某办法(2020年施行)", date(2001, 1, 1), 2020),
        ("某办法", date(2001, 1, 1), 2001),
        ("某办法（国办发〔2019〕3号）", None, None),
    ],
)
def test_the_version_is_as_the_name_states_it_else_as_it_came_into_force(
    name: str, since: date | None, version: int | None
) -> None:
    assert version_of(name, since) == version


@pytest.mark.parametrize(
    ("name", "version", "year"),
    [
        ("中华人民共和国行政处罚法", None, 2021),
        ("《中华人民共和国会计法》（2017修正）", 2017, 2024),
        ("中华人民共和国会计法（2024修正）", 2024, None),
        ("中华人民共和国治安管理处罚法", None, None),
        ("总会计师条例", None, None),
    ],
)
def test_an_article_of_a_law_that_was_renumbered_is_to_be_looked_up_again(
    name: str, version: int | None, year: int | None
) -> None:
    assert renumbered(name, version) == year
