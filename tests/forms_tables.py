"""A unit with all that the forms of "211" ask for, as tables; some names would like to run."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

AS_OF: Final = date(2026, 6, 30)
HOSTILE: Final = "<b>x</b> #let $x$ \"q\" 's' \\ `r` *b* _u_ @a =1+1" + "长" * 300
UNSEEN: Final = "\x00\x1b\u202e"  # what no file may hold, but another program may have written
KEPT: Final = "<b>x</b> #let $x$"  # of it, whatever the format does with the rest

TABLES: Final[dict[str, list[dict[str, Any]]]] = {
    "departments": [
        {"uid": "D1", "name": "甲局", "kind": "DISTRICT_DEPT", "steward": "O3"},
        {"uid": "D2", "name": "派驻第一纪工委", "kind": "RESIDENT_DISCIPLINE"},
        {"uid": "D3", "name": "空镇", "kind": "TOWN"},
        {"uid": "D4", "name": HOSTILE, "kind": "TOWN"},
    ],
    "supervisions": [{"supervisor": "D2", "supervised": "D1", "kind": "STATIONED"}],
    "sections": [{"uid": "S1", "name": "审批股", "department": "D1"}],
    "bodies": [{"uid": "B1", "name": "甲局党组", "kind": "PARTY_GROUP", "department": "D1"}],
    "posts": [
        {"uid": "P1", "name": "甲局局长", "department": "D1", "is_top_leader": True},
        {"uid": "P2", "name": "甲局副局长", "department": "D1", "is_team_member": True},
        {"uid": "P3", "name": "甲局审批股股长", "department": "D1", "section": "S1"},
        {"uid": "P4", "name": HOSTILE, "department": "D4", "is_top_leader": True},
    ],
    "officials": [
        {"uid": "O1", "name": "欧阳子敬"},
        {"uid": "O2", "name": "司徒文远"},
        {"uid": "O3", "name": "诸葛明理"},
    ],
    "appointments": [
        {"official": "O1", "post": "P1", "valid_from": "2021-03-01"},
        {"official": "O2", "post": "P2", "valid_from": "2023-05-01", "mode": "ACTING"},
    ],
    "charges": [
        {"post": "P2", "target_label": "Section", "target": "S1", "domain": "APPROVAL"},
    ],
    "powers": [
        {
            "uid": "W1",
            "name": "施工许可",
            "power_type": "01",
            "department": "D1",
            "section": "S1",
            "risk_level": "HIGH",
            "legal_days": 20,
            "promised_days": 7,
            "day_kind": "WORKING",
            "supervise_phone": "12388",
        },
        {
            "uid": "W2",
            "name": "奖励评定",
            "power_type": "08",
            "department": "D1",
            "is_sensitive": True,
        },
        {"uid": "W3", "name": "行政检查", "power_type": "06", "department": "D1"},
        {
            "uid": "W4",
            "name": "已取消",
            "power_type": "01",
            "department": "D1",
            "status": "CANCELLED",
        },
        {"uid": "W9", "name": HOSTILE, "power_type": "01", "department": "D4"},
    ],
    "legal_bases": [
        {"uid": "L1", "name": "建筑法", "kind": "LAW"},
        {"uid": "L9", "name": HOSTILE, "kind": "LAW"},
    ],
    "authorizations": [
        {"power": "W1", "basis": "L1", "article": "第七条"},
        {"power": "W9", "basis": "L9", "article": HOSTILE},
    ],
    "restraint_systems": [{"uid": "Y1", "name": "许可管理办法", "doc_no": "甲发〔2024〕1号"}],
    "restraints": [{"power": "W1", "system": "Y1"}],
    "roles": [
        {"uid": "R1", "power": "W1", "kind": "DECISION"},
        {"uid": "R2", "power": "W1", "kind": "EXECUTION"},
        {"uid": "R9", "power": "W9", "kind": "DECISION"},
    ],
    "role_holders": [
        {"role": "R1", "holder_label": "Post", "holder": "P2"},
        {"role": "R2", "holder_label": "Post", "holder": "P3"},
        {"role": "R9", "holder_label": "Post", "holder": "P4"},
    ],
    "steps": [
        {
            "uid": "T2",
            "power": "W1",
            "seq": 2,
            "name": "现场核查",
            "kind": "REVIEW",
            "days": 3,
            "mandatory": False,
            "role": "R2",
        },
        {
            "uid": "T1",
            "power": "W1",
            "seq": 1,
            "name": "申请受理",
            "kind": "ACCEPT",
            "days": 1,
            "mandatory": True,
            "role": "R2",
        },
        {
            "uid": "T3",
            "power": "W1",
            "seq": 3,
            "name": "作出决定",
            "kind": "DECIDE",
            "days": 2,
            "mandatory": True,
            "role": "R1",
        },
        {
            "uid": "T9",
            "power": "W9",
            "seq": 1,
            "name": HOSTILE,
            "kind": "DECIDE",
            "role": "R9",
        },
    ],
    "template_steps": [
        {"uid": "Z1", "power_type": "08", "seq": 1, "name": "推荐申报", "kind": "ACCEPT"},
        {"uid": "Z2", "power_type": "08", "seq": 2, "name": "评审公示", "kind": "REVIEW"},
    ],
    "risk_points": [
        {"uid": "K1", "power": "W1", "step": "T1", "name": "超范围受理", "level": "MEDIUM"},
        {"uid": "K2", "power": "W1", "step": "T3", "name": "违规决定", "level": "HIGH"},
        {"uid": "K3", "power": "W1", "name": "打招呼", "level": "LOW"},
        {"uid": "K9", "power": "W9", "step": "T9", "name": HOSTILE, "level": "HIGH"},
    ],
    "control_measures": [
        {"uid": "M1", "risk_point": "K1", "text": "一次性告知", "owner": "P3", "frequency": "每件"},
        {"uid": "M2", "risk_point": "K2", "text": "集体研究"},
        {"uid": "M3", "risk_point": "K2", "text": "事后抽查", "owner": "P2"},
        {"uid": "M9", "risk_point": "K9", "text": HOSTILE},
    ],
    "meetings": [
        {
            "uid": "G1",
            "body": "B1",
            "held_on": "2026-02-28",
            "decision_mode": "BALLOT",
            "expected": 7,
            "present": 6,
        },
    ],
    "matters": [
        {
            "uid": "E1",
            "name": "购置设备",
            "category": "LARGE_FUND",
            "department": "D1",
            "power": "W1",
            "meeting": "G1",
            "amount": 50000,
            "happened_on": "2026-03-01",
            "approve": 5,
            "oppose": 1,
            "abstain": 0,
        },
        {"uid": "E2", "name": "干部任免", "category": "PERSONNEL", "department": "D1"},
        {"uid": "E9", "name": HOSTILE, "category": "PROJECT", "department": "D4"},
    ],
    "filings": [
        {
            "uid": "F1",
            "matter": "E1",
            "filed_with": "D2",
            "happened_on": "2026-03-01",
            "filed_on": "2026-03-05",
            "material_count": 4,
            "responsible": "O1",
        }
    ],
}
