"""Closed lists of values of exercise and oversight: code, Chinese name, other spellings."""

from __future__ import annotations

from graph.schema.enums import OTHER, listed

# Exercise

MATTER_CATEGORY = listed(
    "matter_category",
    "事项类别",
    ("DECISION", "重大决策", "重大事项决策", "重大问题决策"),
    ("PERSONNEL", "重要干部任免", "重要人事任免", "干部任免", "人事任免"),
    ("PROJECT", "重大项目安排", "重要项目安排", "重大项目", "项目安排"),
    ("LARGE_FUND", "大额资金使用", "大额度资金使用", "大额资金"),
)
DECISION_MODE = listed(
    "decision_mode",
    "决策方式",
    ("BALLOT", "票决", "票决制", "投票表决"),
    ("HEAD", "首长负责", "首长负责制", "行政首长负责制"),
)
STATEMENT_KIND = listed(
    "statement_kind",
    "发言类别",
    ("MEETING", "会上发言", "会议发言", "会上"),
    ("PRE_MEETING", "会前表态", "会前发言", "会前"),
)
VOTE_CHOICE = listed(
    "vote_choice",
    "表决意见",
    ("APPROVE", "同意", "赞成", "赞同"),
    ("OPPOSE", "反对", "不同意"),
    ("ABSTAIN", "弃权"),
)
FUND_KIND = listed(
    "fund_kind",
    "资金类别",
    ("FISCAL", "财政拨款", "财政资金", "财政"),
    ("NON_TAX", "非税收入", "非税"),
    ("TRANSFER", "转移支付"),
    (*OTHER, "其他资金"),
)
PAYMENT_KIND = listed(
    "payment_kind",
    "支付类别",
    ("RURAL_SUPPORT", "农村扶持资金", "扶持资金", "惠农资金"),
    ("PURCHASE", "采购", "采购支付"),
    ("PROJECT", "项目", "项目支付", "工程款"),
    OTHER,
)
COUNTERSIGN_PARTY = listed(
    "countersign_party",
    "会签方",
    ("PAYER", "资金发放单位", "发放单位"),
    ("BENEFICIARY", "受益农户", "农户"),
    ("DISCIPLINE", "纪检机关", "纪委", "纪检监察机关"),
)
CONTRACT_KIND = listed(
    "contract_kind",
    "合同类别",
    ("WORKS", "工程", "工程类"),
    ("GOODS", "货物", "货物类", "物资"),
    ("SERVICES", "服务", "服务类"),
)
TENDER_METHOD = listed(
    "tender_method",
    "采购方式",
    ("OPEN_TENDER", "公开招标"),
    ("INVITED", "邀请招标"),
    ("NEGOTIATION", "竞争性谈判", "谈判", "竞争性磋商"),
    ("SINGLE_SOURCE", "单一来源", "单一来源采购"),
    ("INQUIRY", "询价", "询价采购"),
    ("NONE", "未经招标采购程序", "未招标", "直接发包", "直接采购"),
)

# Oversight

INSPECTION_MODE = listed(
    "inspection_mode",
    "巡察方式",
    ("CONCENTRATED", "集中", "集中巡察", "集中巡视", "常规"),
    ("SPECIAL", "专项", "专项巡察", "专项巡视"),
    ("FOLLOW_UP", "跟踪", "跟踪巡察", "跟踪巡视", "回头看"),
)
RECTIFICATION_STATUS = listed(
    "rectification_status",
    "整改状态",
    ("OPEN", "整改中", "未完成", "未整改"),
    ("DONE", "已整改", "已完成", "整改完成"),
    ("REJECTED", "退回重改", "退回", "未通过", "验收未通过"),
)
ASSESSMENT_METHOD = listed(
    "assessment_method",
    "考核方式",
    ("BRIEFING", "听取专门汇报", "专门汇报", "听取汇报"),
    ("INTERVIEW", "个别座谈", "个别谈话"),
    ("APPRAISAL", "民主测评"),
    ("SURVEY", "民意调查"),
)
VOTER_GROUP = listed(
    "voter_group",
    "评议主体",
    ("PARTY_MEMBER", "党员"),
    ("PUBLIC", "群众", "公众"),
    ("SUPERVISOR", "社会监督员", "监督员"),
)
FEEDBACK_CHANNEL = listed(
    "feedback_channel",
    "反映渠道",
    ("WEBSITE", "网站", "网上", "互动窗口"),
    ("BOX", "意见箱"),
    ("SMS", "短信", "短信平台"),
    ("SUPERVISOR", "社会监督员", "监督员"),
)
FEEDBACK_KIND = listed(
    "feedback_kind",
    "意见类别",
    ("COMPLAINT", "投诉举报", "投诉", "举报"),
    ("SUGGESTION", "意见建议", "建议"),
    ("SERVICE", "服务态度", "服务作风"),
)
PUBLIC_RIGHT = listed(
    "public_right",
    "涉及权利",
    ("KNOW", "知情权", "知情"),
    ("TAKE_PART", "参与权", "参与"),
    ("SUPERVISE", "监督权", "监督"),
)
