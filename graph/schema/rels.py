"""Every relationship type: Chinese name, and what it says from its source to its target.

A type that several tables make is one declaration, so that it means the same wherever it stands.
"""

from __future__ import annotations

from graph.schema.kinds import Rel

# Structure

PART_OF = Rel("PART_OF", "隶属", "The region or department belongs to the one above it.")
IN_REGION = Rel("IN_REGION", "所在区划", "The department serves this region.")
DATA_STEWARD_OF = Rel(
    "DATA_STEWARD_OF", "录入专人", "The official is named to enter the department's records."
)
SUPERVISES = Rel("SUPERVISES", "监督", "The first department watches the second, as the kind says.")
SECTION_OF = Rel("SECTION_OF", "内设于", "The section is part of the department.")
BODY_OF = Rel("BODY_OF", "议事机构属于", "The body decides for the department.")
IN_DEPARTMENT = Rel("IN_DEPARTMENT", "所在单位", "The post is on the department's establishment.")
IN_SECTION = Rel("IN_SECTION", "所在科室", "The post works in the section.")
REPORTS_TO = Rel("REPORTS_TO", "上级岗位", "The post takes its orders from the other post.")
HOLDS = Rel("HOLDS", "任职", "The official holds the post during [valid_from, valid_to).")
IN_CHARGE_OF = Rel(
    "IN_CHARGE_OF", "分管", "By division of work the post leads the section, department or power."
)
MEMBER_OF = Rel("MEMBER_OF", "议事成员", "The official sits on the body.")
KIN_OF = Rel("KIN_OF", "亲属", "The officials are kin; read it in both directions.")
HAS_INTEREST = Rel(
    "HAS_INTEREST", "利益关系", "The official, or the official's kin, has a stake in the party."
)
REGULATES = Rel("REGULATES", "监管", "The department regulates the counterparty.")

# Powers

LIST_OF = Rel("LIST_OF", "清单所属单位", "The power list was drawn up by the department.")
EXERCISED_BY = Rel("EXERCISED_BY", "行使主体", "The department is the lawful user of the power.")
HANDLED_IN = Rel("HANDLED_IN", "承办科室", "The section does the work of the power.")
LISTED_IN = Rel("LISTED_IN", "列入清单", "The power stands in the power list.")
CHILD_OF = Rel("CHILD_OF", "上级事项", "The sub-item belongs to the main item.")
CHANGES = Rel("CHANGES", "调整", "The change was made to the power.")
DELEGATED_TO = Rel("DELEGATED_TO", "委托下放", "The department exercises the power by delegation.")
AUTHORIZED_BY = Rel("AUTHORIZED_BY", "设定依据", "The legal basis grants the power.")
OVER = Rel("OVER", "所涉权力", "The role decides, executes or supervises the power.")
FILLS = Rel("FILLS", "承担", "The post, body or department fills the role for a time.")
HAS_STEP = Rel("HAS_STEP", "运行环节", "The power runs through the step.")
AT_STEP = Rel("AT_STEP", "作用环节", "The role acts at the step.")
NEXT = Rel("NEXT", "下一环节", "The step is followed by the other step of the same power.")
HAS_RISK = Rel("HAS_RISK", "存在风险", "Exercise of the power carries the risk.")
ARISES_AT = Rel("ARISES_AT", "发生环节", "The risk arises at the step.")
RISK_OF = Rel("RISK_OF", "风险岗位", "The risk lies with the post.")
MITIGATED_BY = Rel("MITIGATED_BY", "防控", "The measure lowers the risk.")
RESPONSIBLE_FOR = Rel(
    "RESPONSIBLE_FOR", "措施责任岗位", "The post answers for carrying out the measure."
)
CONSTRAINED_BY = Rel("CONSTRAINED_BY", "受制约于", "The restraint system binds the power.")
BEARS = Rel("BEARS", "承担责任", "Whoever has the power bears the duty.")
HAS_STANDARD = Rel("HAS_STANDARD", "裁量基准", "The standard bounds the discretion of the power.")
DISCLOSED_IN = Rel("DISCLOSED_IN", "公开于", "The power or matter was published so.")

# Exercise

CASE_OF = Rel("CASE_OF", "行使权力", "The case is one exercise of the power.")
RUN_BY = Rel("RUN_BY", "办理单位", "The department ran the case.")
APPLICANT = Rel("APPLICANT", "办件相对人", "The case was about the counterparty.")
EVENT_OF = Rel("EVENT_OF", "属于办件", "The event happened in the case.")
OF_STEP = Rel("OF_STEP", "对应环节", "The event carried out the step.")
HANDLED = Rel("HANDLED", "办理", "The official handled the event.")
MATTER_OF = Rel("MATTER_OF", "事项单位", "The matter was for the department to decide.")
CONCERNS = Rel("CONCERNS", "涉及权力", "The matter or problem is about the power.")
DECIDED_AT = Rel("DECIDED_AT", "议决会议", "The matter was decided at the meeting.")
OF_BODY = Rel("OF_BODY", "召开机构", "The meeting was one of the body.")
ABOUT = Rel("ABOUT", "针对事项", "The statement was about the matter.")
IN_MEETING = Rel("IN_MEETING", "发言会议", "The statement was made in the meeting.")
MADE = Rel("MADE", "发表", "The official made the statement.")
VOTED = Rel("VOTED", "表决", "The official cast this vote on the matter.")
FILED_AS = Rel("FILED_AS", "备案为", "The matter or case was put on file.")
FILED_WITH = Rel("FILED_WITH", "备案机构", "The filing was handed to the department.")
RESPONSIBLE = Rel("RESPONSIBLE", "相关责任人", "The filing names the official as responsible.")
FUND_OF = Rel("FUND_OF", "资金单位", "The money is managed by the department.")
PAID_BY = Rel("PAID_BY", "付款单位", "The department made the payment.")
FUNDED_BY = Rel("FUNDED_BY", "列支来源", "The payment came out of the fund source.")
PAID_TO = Rel("PAID_TO", "收款方", "The counterparty received the payment.")
HANDLED_BY = Rel("HANDLED_BY", "经办人", "The official handled the payment or contract.")
UNDER = Rel("UNDER", "依据事项", "The payment or contract carries out the matter decided.")
SIGNS = Rel("SIGNS", "会签支付", "The signature approves the payment.")
SIGNED = Rel("SIGNED", "签字", "The official or counterparty gave the signature.")
PURCHASED_BY = Rel("PURCHASED_BY", "采购单位", "The department bought under the contract.")
SUPPLIED_BY = Rel("SUPPLIED_BY", "供应商", "The counterparty supplies under the contract.")
REVIEWED_BY = Rel("REVIEWED_BY", "审核人", "The official reviewed the contract.")
ACCEPTED_BY = Rel("ACCEPTED_BY", "验收人", "The official accepted what was delivered.")

# Oversight

INSPECTS = Rel("INSPECTS", "巡察对象", "The inspection round covers the department.")
FOUND_IN = Rel("FOUND_IN", "问题单位", "The problem was found in the department.")
RAISED_BY = Rel("RAISED_BY", "发现于", "The inspection raised the problem.")
RECTIFIES = Rel("RECTIFIES", "整改问题", "The rectification answers the problem.")
AGAINST = Rel("AGAINST", "问责对象", "The official was held to account.")
BECAUSE_OF = Rel("BECAUSE_OF", "问责事由权力", "The accountability was due to use of the power.")
REPORTED_BY = Rel("REPORTED_BY", "述责人", "The official gave the report on duty and integrity.")
ASSESSES = Rel("ASSESSES", "考核对象", "The assessment rates the department.")
EVALUATES = Rel("EVALUATES", "评议对象", "The score was given to the department.")
TO_DEPARTMENT = Rel("TO_DEPARTMENT", "反映单位", "The feedback was addressed to the department.")
ABOUT_POWER = Rel("ABOUT_POWER", "反映权力", "The feedback is about the power.")

RELS: tuple[Rel, ...] = tuple(r for r in globals().values() if isinstance(r, Rel))
