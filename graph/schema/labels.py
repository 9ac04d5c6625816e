"""Every node label: names, meaning, colour and shape.

A chapter of the ontology has one family of hues (organisation blue, powers violet, exercise green,
oversight magenta, book-keeping grey), and no two labels share both colour and shape. Red, orange
and yellow are kept for risk. Every colour carries white or near-black text at a contrast of 4.5
(WCAG 2.1 AA); `graph.legend.text_colour` says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.schema.kinds import Group, Label


@dataclass(frozen=True, slots=True)
class Mark:
    """How one value of an enumeration is drawn. The colour never stands alone."""

    code: str
    zh: str
    colour: str
    shape: str
    doc: str


def _structure(name: str, zh: str, doc: str, colour: str, shape: str) -> Label:
    return Label(name, zh, Group.STRUCTURE, doc, colour, shape)


def _powers(name: str, zh: str, doc: str, colour: str, shape: str) -> Label:
    return Label(name, zh, Group.POWERS, doc, colour, shape)


def _exercise(name: str, zh: str, doc: str, colour: str, shape: str) -> Label:
    return Label(name, zh, Group.EXERCISE, doc, colour, shape)


def _oversight(name: str, zh: str, doc: str, colour: str, shape: str) -> Label:
    return Label(name, zh, Group.OVERSIGHT, doc, colour, shape)


def _system(name: str, zh: str, doc: str, colour: str) -> Label:
    return Label(name, zh, Group.SYSTEM, doc, colour, "box")


# Structure: blue

REGION = _structure(
    "Region", "行政区划", "An area of the administrative division, GB/T 2260.", "#acbbec", "hexagon"
)
DEPARTMENT = _structure(
    "Department", "部门单位", "A unit that has powers or watches over them.", "#192c6b", "square"
)
SECTION = _structure("Section", "内设机构", "A section inside a department.", "#2b4bb6", "square")
BODY = _structure("Body", "议事机构", "An organ that decides in meetings.", "#226f91", "hexagon")
POST = _structure(
    "Post", "岗位", "A post that carries authority in its own right, whoever holds it.",
    "#3da5d1", "triangle",
)  # fmt: skip
OFFICIAL = _structure(
    "Official", "人员", "A person who holds, or has held, at least one post.", "#627eda", "dot"
)
COUNTERPARTY = _structure(
    "Counterparty", "相对人", "An applicant, supplier or beneficiary.", "#87c7e3", "dot"
)

# Powers: violet

POWER_LIST = _powers(
    "PowerList", "权力清单", "The powers that a unit published for a year.", "#ac9ae7", "square"
)
POWER = _powers("Power", "权力事项", "Something a unit may do to others.", "#53196b", "star")
POWER_CHANGE = _powers(
    "PowerChange", "清理调整", "One step of limiting or sorting a power.", "#d9acec", "diamond"
)
LEGAL_BASIS = _powers(
    "LegalBasis", "授权依据", "A law, rule or document that grants powers.", "#341e7e", "square"
)
ROLE = _powers(
    "Role", "权力角色", "A slot of a power: who decides, executes or supervises it.",
    "#6f2291", "hexagon",
)  # fmt: skip
STEP = _powers("Step", "运行环节", "One step in the course of a power.", "#8c2bb6", "dot")
TEMPLATE_STEP = _powers(
    "TemplateStep", "模板环节", "A step that powers of one type have in common.", "#c787e3", "dot"
)
RISK_POINT = _powers(
    "RiskPoint", "风险点", "Where a power may be abused.", "#a53dd1", "triangleDown"
)
CONTROL_MEASURE = _powers(
    "ControlMeasure", "防控措施", "What is done against a risk.", "#6f4fd6", "triangle"
)
RESTRAINT_SYSTEM = _powers(
    "RestraintSystem", "制约制度", "A rule document that binds powers.", "#532fc8", "square"
)
DUTY = _powers(
    "Duty", "责任事项", "What the user of a power must answer for.", "#4326a3", "diamond"
)
DISCRETION_STANDARD = _powers(
    "DiscretionStandard", "裁量基准", "The range within which discretion may move.",
    "#8d75df", "diamond",
)  # fmt: skip
DISCLOSURE = _powers(
    "Disclosure", "公开", "One publication of a power or matter.", "#b662da", "star"
)

# Exercise: green

CASE_FILE = _exercise("CaseFile", "办件", "One exercise of a power.", "#1f8453", "square")
CASE_EVENT = _exercise("CaseEvent", "办理环节", "One thing done in a case.", "#7be0af", "dot")
MATTER = _exercise(
    "Matter", "三重一大事项", "A major matter that must be decided together.", "#196b6a", "star"
)
MEETING = _exercise("Meeting", "会议", "One meeting of a body.", "#259d9b", "hexagon")
STATEMENT = _exercise(
    "Statement", "发言", "What an official said on a matter, and when.", "#62dad8", "dot"
)
FILING = _exercise(
    "Filing", "备案", "A matter or case put on file with a supervisor.", "#2bb673", "diamond"
)
FUND_SOURCE = _exercise(
    "FundSource", "资金来源", "Money that a department manages.", "#94e6e4", "triangle"
)
PAYMENT = _exercise("Payment", "支付", "One payment out of public funds.", "#30cfcc", "triangle")
COUNTERSIGN = _exercise(
    "Countersign", "会签", "One party's signature under a payment.", "#aceccd", "diamond"
)
CONTRACT = _exercise("Contract", "合同", "One purchase or works contract.", "#49d491", "square")

# Oversight: magenta

INSPECTION = _oversight("Inspection", "巡察轮次", "One round of inspection.", "#6b193a", "hexagon")
PROBLEM = _oversight(
    "Problem", "发现问题", "Something found wrong in a department.", "#8b217d", "triangleDown"
)
RECTIFICATION = _oversight(
    "Rectification", "整改", "What was done about a problem.", "#dd6dce", "triangle"
)
ACCOUNTABILITY = _oversight(
    "Accountability", "问责", "A decision to hold an official to account.", "#ab285d", "square"
)
INTEGRITY_REPORT = _oversight(
    "IntegrityReport", "述责述廉", "An official's public report on duty and integrity.",
    "#e48db0", "square",
)  # fmt: skip
ASSESSMENT = _oversight(
    "Assessment", "责任制考核", "A yearly assessment of a department.", "#bf2dab", "diamond"
)
EVALUATION = _oversight(
    "Evaluation", "评议", "A score that one group of people gave a department.", "#ecace3", "star"
)
FEEDBACK = _oversight(
    "Feedback", "群众意见", "A complaint or suggestion from the public.", "#cb3a74", "dot"
)

# Book-keeping: grey

META = _system("Meta", "图谱信息", "What the graph says about itself; one node.", "#555b61")
SOURCE = _system("Source", "来源文件", "A file that facts were read from.", "#8a9097")
CHANGE = _system("Change", "变更记录", "One value that an import changed.", "#c3c7cb")

LABELS: tuple[Label, ...] = tuple(x for x in globals().values() if isinstance(x, Label))

ROLE_MARKS: Final = {
    "DECISION": Mark("DECISION", "决策", "#0b5394", "hexagon", "Decides on the power."),
    "EXECUTION": Mark("EXECUTION", "执行", "#00796b", "square", "Carries the power out."),
    "SUPERVISION": Mark(
        "SUPERVISION", "监督", "#8e3a85", "triangleDown", "Watches how the power is used."
    ),
}
ROLE_COLOURS: Final = {code: mark.colour for code, mark in ROLE_MARKS.items()}

RISK_MARKS: Final = {
    "HIGH": Mark("HIGH", "高风险", "#c62828", "triangle", "High risk."),
    "MEDIUM": Mark("MEDIUM", "中风险", "#f08c00", "diamond", "Medium risk."),
    "LOW": Mark("LOW", "低风险", "#f5d033", "dot", "Low risk."),
}
