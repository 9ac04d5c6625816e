"""The pages of cases and of meetings, as somebody finds them who opens an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access
from dashboard.access import Viewer
from graph.drawing.running import Line, Moment, MonthBar, Speaker, case_line, month_bars
from graph.drawing.running import speaking_order as drawn_order
from graph.text import say
from tests.pages import links, page, plain, said
from tests.test_dashboard_graphs import HOSTILE, RICH, build

# Seven working days are promised. A3 took 13 (a Saturday among them), without its third step and by
# one hand; A4 took 6; A2 of the rich graph has been open for 7.
CASES: Final[list[dict[str, Any]]] = [
    {
        "uid": "A3", "power": "W1", "department": "D1", "counterparty": "Q1",
        "accepted_on": "2026-05-06", "decided_on": "2026-05-22", "result": "准予",
    },
    {
        "uid": "A4", "power": "W1", "department": "D1", "accepted_on": "2026-06-01",
        "decided_on": "2026-06-09",
    },
    {"uid": "A5", "power": "W3", "department": "D3", "accepted_on": "2026-06-01"},
]  # fmt: skip
EVENTS: Final = [
    {"case": "A3", "seq": 1, "step": "W1-1", "official": "O4", "at": "2026-05-06T09:00"},
    {"case": "A3", "seq": 2, "step": "W1-2", "official": "O4", "at": "2026-05-07"},
    {"case": "A3", "seq": 3, "step": "W1-4", "official": "O4", "at": "2026-05-22"},
]
# The chief speaks first at G1; O3 objects in silence. X3 was carried out without any meeting.
MEETINGS: Final[dict[str, list[dict[str, Any]]]] = {
    "memberships": [
        {"official": who, "body": "D1-B", "role": role, "valid_from": "2020-01-01"}
        for who, role in (("O1", "CHAIR"), ("O2", "MEMBER"), ("O3", "MEMBER"), ("O4", "MEMBER"))
    ],
    "meetings": [
        {
            "uid": "G1", "body": "D1-B", "held_on": "2026-02-01", "decision_mode": "BALLOT",
            "expected": 4, "present": 3,
        }
    ],
    "matters": [
        *RICH["matters"],
        {
            "uid": "X2", "name": "办公楼维修项目", "category": "PROJECT", "department": "D1",
            "meeting": "G1", "amount": 800000, "approve": 3, "oppose": 0, "abstain": 0,
            "passed": True, "executed_on": "2026-02-10",
        },
        {
            "uid": "X3", "name": "购置车辆", "category": "LARGE_FUND", "department": "D1",
            "executed_on": "2026-03-10",
        },
        {
            "uid": "X9", "name": "镇区道路维修", "category": "PROJECT", "department": "D3",
            "meeting": "G1", "amount": 300000,
        },
    ],
    "statements": [
        {"uid": "S0", "matter": "X2", "official": "O1", "kind": "PRE_MEETING", "at": "2026-01-25"},
        {"uid": "S1", "matter": "X2", "official": "O1", "kind": "MEETING", "seq": 1},
        {"uid": "S2", "matter": "X2", "official": "O2", "kind": "MEETING", "seq": 2},
        {"uid": "S3", "matter": "X9", "official": "O1", "kind": "MEETING", "seq": 1},
    ],
    "votes": [
        {"official": "O1", "matter": "X2", "choice": "APPROVE"},
        {"official": "O2", "matter": "X2", "choice": "APPROVE"},
        {"official": "O3", "matter": "X2", "choice": "OPPOSE"},
    ],
}  # fmt: skip
STEPS: Final = [step | {"mandatory": True} for step in RICH["steps"]]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich graph, with cases and meetings."""
    tables: Mapping[str, list[dict[str, Any]]] = {
        **RICH,
        **MEETINGS,
        "steps": STEPS,
        "cases": [*RICH["cases"], *CASES],
        "case_events": EVENTS,
    }
    return build(tmp_path_factory.mktemp("running") / "running.db", dict(tables))


pytestmark = pytest.mark.usefixtures("fresh_pages")


def text_of(app: AppTest) -> str:
    """All that stands on the page, without the escapes of Markdown."""
    assert not app.exception
    return said(app).replace("\\", "")


def in_list(app: AppTest, column: str) -> list[str]:
    """A column of the list of cases or meetings: of the last table that has it."""
    tables = [frame.value for frame in app.dataframe if column in frame.value]
    return [str(value) for value in tables[-1][column]]


def test_the_numbers_of_cases_lead_to_their_lists(graph: Path) -> None:
    app = page(graph, "cases")
    assert not app.exception
    # Accepted, open, red, yellow, at rest.
    assert links(app)[:5] == ["5", "2", "1", "2", "1"]
    assert in_list(app, "办件编号") == ["A3"]
    assert in_list(page(graph, "cases", card="red"), "办件编号") == ["A3"]
    assert in_list(page(graph, "cases", card="yellow"), "办件编号") == ["A2", "A4"]
    assert in_list(page(graph, "cases", card="open"), "办件编号") == ["A2", "A5"]
    assert in_list(page(graph, "cases", card="skipped"), "办件编号") == ["A4", "A3", "A1"]
    assert in_list(page(graph, "cases", card="hands"), "办件编号") == ["A3"]


def test_the_yellow_line_can_be_moved_and_stands_in_the_address(graph: Path) -> None:
    app = page(graph, "cases", card="yellow")
    app.slider(key="cases_share").set_value(90).run()
    assert app.query_params["share"] == "90"
    assert in_list(app, "办件编号") == ["A2"]
    app = page(graph, "cases", card="yellow", share="85")
    assert in_list(app, "办件编号") == ["A2", "A4"]


def test_cases_are_cut_by_unit_power_and_month(graph: Path) -> None:
    assert in_list(page(graph, "cases", card="all", unit="D3"), "办件编号") == ["A5"]
    assert in_list(page(graph, "cases", card="all", power="W3"), "办件编号") == ["A5"]
    assert in_list(page(graph, "cases", card="all", month="2026-05"), "办件编号") == ["A3"]
    assert len(in_list(page(graph, "cases", card="all", month="2026"), "办件编号")) == 5
    assert len(in_list(page(graph, "cases", card="all", month="2026-13"), "办件编号")) == 5


def test_one_case_is_told_with_steps_hands_leads_and_rows(graph: Path) -> None:
    text = text_of(page(graph, "cases", case="A3"))
    assert "13 / 7 工作日" in text
    assert "running.json，工作表 case_events，第 3 行" in text
    assert "应有而未见办理记录的环节：决定" in text
    assert plain(HOSTILE)[:20] in text
    assert "PRC-006" in "".join(links(page(graph, "cases", case="A3")))
    assert "A99" in text_of(page(graph, "cases", case="A99"))


def test_powers_at_rest_are_listed_with_their_last_case(graph: Path) -> None:
    app = page(graph, "cases", card="idle")
    assert in_list(app, "权力事项") == ["对违法建设的行政处罚"]
    assert in_list(app, "最近一次受理") == ["从未"]


def test_a_meeting_shows_order_votes_dissent_and_leads(graph: Path) -> None:
    app = page(graph, "meetings", meeting="G1")
    text = text_of(app)
    assert "在“一把手”之后发言" in text
    assert "会前已表态，需核实是否事先定调" in text
    assert "登记票数：同意 3、反对 0、弃权 0；逐人记录：同意 2、反对 1、弃权 0" in text
    assert say("dashboard.meetings.miscounted", "zh") in text
    assert "王强（反对，无发言记录）" in text
    assert "running.json，工作表 votes，第 3 行" in text
    assert {"PRC-002", "PRC-003"} <= {word for label in links(app) for word in label.split()}


def test_a_meetings_card_counts_the_days_of_filing_as_the_place_does(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [say(f"dashboard.filing.state_{state}", "zh") for state in ("missing", "pending")]
    text = text_of(page(graph, "meetings", meeting="G1"))
    assert [state in text for state in states] == [True, False]
    own = tmp_path / "own.toml"
    own.write_text("[rules.LED-001]\ndays = 1000\n", encoding="utf-8")
    monkeypatch.setenv("POWERGRAPH_SETTINGS", str(own))
    text = text_of(page(graph, "meetings", meeting="G1"))
    assert [state in text for state in states] == [False, True]


def test_members_without_a_trace_are_named(graph: Path) -> None:
    text = text_of(page(graph, "meetings", meeting="G1"))
    before, _, after = text.partition("无发言、无表决记录的成员")
    assert "李梅（成员）" in before
    assert plain(HOSTILE)[:20] in after[:200]


def test_matters_without_a_meeting_are_listed(graph: Path) -> None:
    app = page(graph, "meetings", mark="unmet")
    assert in_list(app, "编号") == ["X1", "X3"]
    app = page(graph, "meetings", mark="PRC-001")
    assert in_list(app, "编号") == ["X3"]
    app = page(graph, "meetings", mark="PRC-002")
    assert in_list(app, "会议日期") == ["2026-02-01"]


@pytest.mark.parametrize("viewer", [None, Viewer("赵六", frozenset({"names"}), "D3")])
def test_a_matter_decided_at_another_units_body_is_not_one_without_a_meeting(
    graph: Path, viewer: Viewer | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if viewer:
        monkeypatch.setattr(access, "viewer", lambda: viewer)
    assert "以下 0 项没有登记" in text_of(page(graph, "meetings", unit="D3", mark="unmet"))
    app = page(graph, "meetings", unit="D3", mark="elsewhere")
    assert say("dashboard.meetings.elsewhere_note", "zh") in text_of(app)
    assert in_list(app, "编号") == ["X9"]


def test_of_another_units_body_nothing_is_said_that_one_unit_cannot_know(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = say("dashboard.meetings.members_none", "zh")
    whole = text_of(page(graph, "meetings", unit="D3", meeting="G1"))
    monkeypatch.setattr(access, "viewer", lambda: Viewer("赵六", frozenset({"names"}), "D3"))
    part = text_of(page(graph, "meetings", unit="D3", meeting="G1"))
    assert [say("dashboard.meetings.members_outside", "zh") in t for t in (whole, part)] == [
        False,
        True,
    ]
    for text in (whole, part):
        assert "镇区道路维修" in text
        assert nobody not in text
        assert say("dashboard.meetings.no_member", "zh") not in text


def test_meetings_are_cut_by_kind_of_matter(graph: Path) -> None:
    assert in_list(page(graph, "meetings", category="PROJECT"), "会议日期") == ["2026-02-01"]
    assert "共 0 次会议" in text_of(page(graph, "meetings", category="PERSONNEL"))
    assert "共 0 次会议" in text_of(page(graph, "meetings", unit="D3"))


def test_what_stands_in_a_drawing_is_text() -> None:
    day = date(2026, 5, 6)
    spoken = [(HOSTILE, [Speaker(HOSTILE, True), Speaker(HOSTILE, False, late=True)])]
    moments, lines = [Moment(HOSTILE, day, HOSTILE, True)], [Line(HOSTILE, day, "limit")]
    drawings = (
        month_bars([MonthBar(HOSTILE, 3, 1, 1)], HOSTILE, "zh"),
        case_line(moments, lines, HOSTILE, "en"),
        drawn_order(spoken, "", "zh"),
    )
    for drawn in drawings:
        assert "<img" not in drawn
        assert "</script" not in drawn


def test_marks_in_a_drawing_differ_by_shape_and_words() -> None:
    order = drawn_order(
        [("事项", [Speaker("甲", True), Speaker("乙", False, late=True)])], "次序", "zh"
    )
    for word in ("一把手", "一把手之后发言", "会前表态"):
        assert word in order
    bars = month_bars([MonthBar("26-05", 10, 2, 3)], "逐月", "zh")
    assert "▲2" in bars
    assert "◆3" in bars
    assert "url(#late)" in bars
