"""The six forms of offices as tables of their own, which together are one graph."""

from __future__ import annotations

from tests.typed_tables import Typed

UNITS = {
    "departments": [
        {"uid": "D1", "name": "区财政局", "kind": "DISTRICT_DEPT"},
        {"uid": "D2", "name": "区民政局", "kind": "DISTRICT_DEPT"},
    ]
}
POWERS = Typed(
    "power_list",
    [
        {
            "name": "代理记账许可",
            "power_type": "行政许可",
            "basis": "《会计法》第三十六条",
            "holder": "区财政局",
            "section": "会计科",
            "duty": "1.受理责任：公示。2.审查责任：核对。",
            "legal_days": "20个工作日",
            "promised_days": "十个工作日",
            "risk_level": "一级",
            "note": "试行",
            "flow": "受理→审核→决定",
            "system": "《财务制度》、公示制度",
        },
        {
            "name": "财政检查",
            "power_type": "行政监督",
            "basis": None,
            "holder": "区财政局",
            "section": "监督科",
            "duty": None,
            "legal_days": "无",
            "promised_days": None,
            "risk_level": "蓝色",
            "note": None,
            "flow": None,
            "system": None,
        },
    ],
    file="清单.xlsx",
)
DIVISION = Typed(
    "division",
    [
        {
            "official": "张三",
            "post": "党组书记、局长",
            "work": "负责局全面工作，负责财务。分管会计科。联系城南街道。",
            "valid_from": "2024年1月2日",
        },
        {"official": "李四", "post": "副局长", "work": "分管监督科", "valid_from": "2024.1.2"},
        {"official": "王五", "post": "副局长", "work": "分管工程建设", "valid_from": "2024.1.2"},
    ],
    file="分工.xlsx",
    caption="区财政局领导班子分工表",
)
RISKS = Typed(
    "risk_table",
    [
        {
            "unit": "区财政局",
            "post": "局长",
            "power": "代理记账许可",
            "step": "审核",
            "name": "违规审批",
            "category": "岗位职责",
            "likelihood": 4,
            "impact": "5",
            "measures": "1.双人审核。2.公示结果。",
            "owner": "李四",
            "leader": "张三",
            "due_on": "长期",
        }
    ],
    file="风险.xlsx",
)
MINUTES = Typed(
    "minutes",
    [
        {
            "meeting": "区财政局2026年第3次党组会议",
            "held_on": "2026-03-01",
            "matter": "采购服务器",
            "category": "大额资金使用",
            "decision_mode": "举手表决",
            "expected": "5人",
            "present": 4,
            "approve": "3票",
            "oppose": 1,
            "discussion": "李四：同意。王五：不同意，太贵。张三：同意。",
            "resolution": "会议同意采购",
            "chair": "张三",
        }
    ],
    file="会议.xlsx",
)
FILINGS = Typed(
    "filing",
    [
        {
            "number": "备〔2026〕1号",
            "unit": "区财政局",
            "matter": "采购服务器",
            "category": "大额资金",
            "happened_on": "2026.3.1",
            "responsible": "张三、赵六",
            "attachments": "合同、纪要、预算",
            "filed_on": 46085,
        }
    ],
    file="备案.xlsx",
)
CASES = Typed(
    "case_list",
    [
        {
            "case": "C1",
            "power_code": "代理记账许可",
            "applicant": "德州某某公司",
            "accepted_on": "2026-03-01",
            "step": "受理",
            "handler": "李四",
            "decided_on": "2026-03-01",
            "result": None,
        },
        {
            "case": "C1",
            "power_code": None,
            "applicant": None,
            "accepted_on": "2026-03-02",
            "step": "审核",
            "handler": "王五",
            "decided_on": "2026-03-05",
            "result": "准予",
        },
    ],
    file="办件.xlsx",
)
ALL = (CASES, FILINGS, RISKS, MINUTES, DIVISION, POWERS)
