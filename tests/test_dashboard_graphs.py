"""The graphs that the dashboard's tests look at, and that they load at all."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from graph.store import Store, open_graph
from loaders.formats import Options, readers
from loaders.load import load

AS_OF: Final = date(2026, 6, 30)
HOSTILE: Final = "</script><img src=x onerror=alert(1)> ![x](http://evil.example/a) =1+1"
ROOT: Final = Path(__file__).parent.parent

# A bureau with one power as it should be, one whose decider also executes it and which nobody
# supervises, and one that has nothing; and a discipline body stationed there.
RICH: Final[dict[str, list[dict[str, Any]]]] = {
    "departments": [
        {"uid": "D1", "name": "某县住房和城乡建设局", "kind": "DISTRICT_DEPT"},
        {"uid": "D2", "name": "县纪委监委派驻第一纪检监察组", "kind": "RESIDENT_DISCIPLINE"},
        {"uid": "D3", "name": "城关镇", "kind": "TOWN"},
    ],
    "supervisions": [{"supervisor": "D2", "supervised": "D1", "kind": "STATIONED"}],
    "sections": [
        {"uid": "D1-S1", "name": "行政审批股", "department": "D1"},
        {"uid": "D1-S2", "name": "法规股", "department": "D1"},
    ],
    "bodies": [{"uid": "D1-B", "name": "局党组", "kind": "PARTY_GROUP", "department": "D1"}],
    "posts": [
        {"uid": "D1-P1", "name": "局长", "department": "D1", "is_top_leader": True},
        {
            "uid": "D1-P2", "name": "审批股长", "department": "D1", "section": "D1-S1",
            "reports_to": "D1-P1",
        },
        {
            "uid": "D1-P3", "name": "法规股长", "department": "D1", "section": "D1-S2",
            "reports_to": "D1-P1",
        },
        {"uid": "D2-P1", "name": "派驻组长", "department": "D2"},
        {"uid": "D1-P9", "name": "执法员（空缺）", "department": "D1"},
    ],
    "officials": [
        {"uid": "O1", "name": "张建国"},
        {"uid": "O2", "name": "李梅"},
        {"uid": "O3", "name": "王强"},
        {"uid": "O4", "name": HOSTILE},
    ],
    "appointments": [
        {"official": "O1", "post": "D1-P1", "valid_from": "2021-03-05"},
        {"official": "O2", "post": "D1-P2", "valid_from": "2022-01-01"},
        {"official": "O3", "post": "D1-P3", "valid_from": "2020-01-01"},
        {"official": "O4", "post": "D2-P1", "valid_from": "2020-01-01"},
    ],
    "power_lists": [
        {"uid": "L1", "name": "2026年权力清单", "department": "D1", "declared_count": 3}
    ],
    "powers": [
        {
            "uid": "W1", "name": "建筑工程施工许可证核发", "power_type": "01", "department": "D1",
            "section": "D1-S1", "list": "L1", "domain": "LICENSING", "risk_level": "HIGH",
            "is_core": True, "has_discretion": True, "conditions": "用地批准手续齐备",
            "supervise_phone": "0534-12388", "has_flow_chart": True, "has_risk_chart": True,
            "legal_days": 15, "promised_days": 7, "level": "COUNTY",
        },
        {
            "uid": "W2", "name": "对违法建设的行政处罚", "power_type": "02", "department": "D1",
            "list": "L1", "risk_level": "HIGH", "has_discretion": True,
        },
        {"uid": "W3", "name": HOSTILE, "power_type": "20", "department": "D3"},
        {
            "uid": "W4", "name": "已取消的备案", "power_type": "10", "department": "D1",
            "status": "CANCELLED",
        },
    ],
    "legal_bases": [
        {"uid": "B1", "name": "中华人民共和国建筑法（2019修正）", "kind": "LAW"},
        {
            "uid": "B2", "name": "某县建设管理办法", "kind": "NORMATIVE_DOC",
            "effective_to": "2020-01-01",
        },
    ],
    "authorizations": [
        {"power": "W1", "basis": "B1", "article": "第七条"},
        {"power": "W2", "basis": "B2", "article": "第三条"},
    ],
    "roles": [
        {"uid": "W1-R1", "power": "W1", "kind": "DECISION"},
        {"uid": "W1-R2", "power": "W1", "kind": "EXECUTION"},
        {"uid": "W1-R3", "power": "W1", "kind": "SUPERVISION", "party": "DISCIPLINE"},
        {"uid": "W2-R1", "power": "W2", "kind": "DECISION"},
        {"uid": "W2-R2", "power": "W2", "kind": "EXECUTION"},
        {"uid": "W2-R3", "power": "W2", "kind": "SUPERVISION", "party": "DEPARTMENT"},
    ],
    "role_holders": [
        {"role": "W1-R1", "holder_label": "Body", "holder": "D1-B"},
        {"role": "W1-R1", "holder_label": "Post", "holder": "D1-P1"},
        {"role": "W1-R2", "holder_label": "Post", "holder": "D1-P2"},
        {"role": "W1-R3", "holder_label": "Post", "holder": "D2-P1"},
        {"role": "W2-R1", "holder_label": "Post", "holder": "D1-P1"},
        {"role": "W2-R2", "holder_label": "Post", "holder": "D1-P1"},
        {"role": "W2-R2", "holder_label": "Post", "holder": "D1-P9"},
    ],
    "steps": [
        {"uid": "W1-1", "power": "W1", "seq": 1, "name": "受理", "kind": "ACCEPT", "days": 1},
        {
            "uid": "W1-2", "power": "W1", "seq": 2, "name": "审查", "kind": "REVIEW", "days": 3,
            "role": "W1-R2",
        },
        {
            "uid": "W1-3", "power": "W1", "seq": 3, "name": "决定", "kind": "DECIDE", "days": 2,
            "role": "W1-R1",
        },
        {"uid": "W1-4", "power": "W1", "seq": 4, "name": "送达", "kind": "DELIVER"},
    ],
    "template_steps": [
        {"uid": "T1", "power_type": "02", "seq": 1, "name": "立案", "kind": "ACCEPT"},
        {"uid": "T2", "power_type": "02", "seq": 2, "name": "调查取证", "kind": "INVESTIGATE"},
        {"uid": "T3", "power_type": "02", "seq": 3, "name": "处罚决定", "kind": "DECIDE"},
    ],
    "risk_points": [
        {
            "uid": "K1", "power": "W1", "step": "W1-2", "post": "D1-P2", "name": "审查把关不严",
            "level": "HIGH", "manifestation": "对不符合条件的申请予以通过",
        },
        {"uid": "K2", "power": "W1", "name": "拖延办理", "level": "LOW"},
        {"uid": "K3", "power": "W2", "name": "选择性执法", "level": "HIGH"},
    ],
    "control_measures": [
        {"uid": "M1", "risk_point": "K1", "text": "双人审查，交叉复核", "owner": "D1-P3"},
        {"uid": "M2", "risk_point": "K1", "text": "每季度抽查卷宗", "owner": "D2-P1"},
        {"uid": "M3", "risk_point": "K2", "text": "超时自动提醒"},
    ],
    "restraint_systems": [
        {"uid": "Y1", "name": "施工许可审批责任制度", "doc_no": "住建〔2025〕3号"}
    ],
    "restraints": [{"power": "W1", "system": "Y1"}],
    "duties": [{"uid": "J1", "power": "W1", "text": "依法审查", "accountability": "依法追责"}],
    "discretion_standards": [
        {
            "uid": "C1", "power": "W1", "situation": "轻微", "lower": 1000, "upper": 3000,
            "unit": "元",
        }
    ],
    "disclosures": [
        {
            "uid": "E1", "power": "W1", "element": "POWER", "platform": "WEBSITE",
            "published_on": "2026-01-10",
        },
        {
            "uid": "E2", "power": "W1", "element": "PROCEDURE", "artifact": "FLOW_CHART",
            "platform": "DISPLAY_BOARD", "published_on": "2026-02-01",
        },
    ],
    "counterparties": [{"uid": "Q1", "name": "某建筑有限公司", "kind": "ENTERPRISE"}],
    "cases": [
        {
            "uid": "A1", "power": "W1", "department": "D1", "counterparty": "Q1",
            "accepted_on": "2026-03-01", "decided_on": "2026-03-06",
        },
        {"uid": "A2", "power": "W1", "department": "D1", "accepted_on": "2026-06-20"},
    ],
    "matters": [
        {
            "uid": "X1", "name": "某工程施工许可", "category": "PROJECT", "department": "D1",
            "power": "W1", "happened_on": "2026-02-01",
        }
    ],
    "filings": [
        {
            "uid": "F1", "matter": "X1", "filed_with": "D2", "happened_on": "2026-02-01",
            "filed_on": "2026-02-03", "material_count": 3, "responsible": "O2",
        }
    ],
}  # fmt: skip


def build(path: Path, tables: dict[str, list[dict[str, Any]]], notice: str | None = None) -> Path:
    """A graph file with the rows of these tables."""
    source = path.with_suffix(".json")
    source.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    with open_graph(path, mode="write") as store:
        load(store, readers([source], None, Options(None)), as_of=AS_OF, notice=notice)
    return path


def build_guangan(path: Path) -> Path:
    """The real list of a district: powers and departments, no roles, posts or people."""
    source = ROOT / "examples" / "real" / "guangan-power-list.json"
    with open_graph(path, mode="write") as store:
        load(store, readers([source], "guangan", Options(None)), as_of=AS_OF)
    return path


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small rich graph, open for reading."""
    path = build(tmp_path_factory.mktemp("rich") / "rich.db", RICH, "合成数据")
    return open_graph(path)


def test_the_rich_graph_loads(rich: Store) -> None:
    [row] = rich.read("MATCH (w:Power) RETURN count(w) AS n")
    assert row["n"] == len(RICH["powers"])
