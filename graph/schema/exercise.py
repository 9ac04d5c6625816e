"""Chapter 3, 运行: cases, major matters, meetings, filings, money and contracts."""

from __future__ import annotations

from graph.schema import enums_exercise as enums
from graph.schema import rels
from graph.schema.kinds import (
    End,
    LinkTable,
    NodeTable,
    Table,
    code,
    day,
    flag,
    integer,
    moment,
    number,
    ref,
    text,
)
from graph.schema.labels import (
    BODY,
    CASE_EVENT,
    CASE_FILE,
    CONTRACT,
    COUNTERPARTY,
    COUNTERSIGN,
    DEPARTMENT,
    FILING,
    FUND_SOURCE,
    MATTER,
    MEETING,
    OFFICIAL,
    PAYMENT,
    POWER,
    STATEMENT,
    STEP,
)

CASES = NodeTable(
    "cases",
    "办件",
    CASE_FILE,
    (
        text("uid", "办件编号", required=True),
        ref("power", "事项编号", POWER, rels.CASE_OF, doc="Empty: exercised outside the list."),
        ref("department", "办理单位", DEPARTMENT, rels.RUN_BY, required=True),
        ref("counterparty", "相对人编号", COUNTERPARTY, rels.APPLICANT),
        text("situation", "办理情况"),
        text("basis", "办理依据"),
        text("process", "办理过程"),
        text("result", "办理结果"),
        day("accepted_on", "受理日期", required=True),
        day("decided_on", "办结日期", doc="Empty means not decided yet."),
        integer("extended_days", "延长天数", doc="Days, counted as the power's day_kind says."),
        integer("suspended_days", "中止天数", doc="Days that do not count towards the time limit."),
        number("amount", "涉及金额", doc="Yuan."),
        flag("is_major", "是否重大案件"),
    ),
    name_from=("uid", "accepted_on"),
)

CASE_EVENTS = NodeTable(
    "case_events",
    "办理环节",
    CASE_EVENT,
    (
        ref("case", "办件编号", CASE_FILE, rels.EVENT_OF, required=True),
        integer("seq", "办理序号", required=True),
        ref("step", "对应环节", STEP, rels.OF_STEP),
        ref("official", "办理人", OFFICIAL, rels.HANDLED, reversed=True),
        moment("at", "办理时间", required=True, doc="A day alone counts as its midnight."),
        text("action", "办理动作"),
    ),
    doc="The uid is case/seq.",
    uid_from=("case", "seq"),
    name_from=("case", "seq", "action"),
)

MATTERS = NodeTable(
    "matters",
    "三重一大事项",
    MATTER,
    (
        text("uid", "事项编号", required=True),
        text("name", "事项名称", required=True),
        code("category", "事项类别", enums.MATTER_CATEGORY, required=True),
        ref("department", "所属单位", DEPARTMENT, rels.MATTER_OF, required=True),
        ref("power", "涉及权力事项", POWER, rels.CONCERNS),
        ref("meeting", "议决会议", MEETING, rels.DECIDED_AT),
        number("amount", "涉及金额", doc="Yuan."),
        day("happened_on", "发生日期"),
        day("executed_on", "执行日期", doc="First day on which it was carried out."),
        integer("approve", "同意票"),
        integer("oppose", "反对票"),
        integer("abstain", "弃权票"),
        flag("passed", "是否通过"),
        text("override_reason", "未按多数意见决定的理由", doc="Where a head decides alone (HEAD)."),
        text("content", "主要内容"),
        text("procedure", "决策程序", doc="How it was prepared, discussed and put to the vote."),
        text("resolution", "决议"),
    ),
)

MEETINGS = NodeTable(
    "meetings",
    "会议",
    MEETING,
    (
        text("uid", "会议编号", required=True),
        ref("body", "议事机构编号", BODY, rels.OF_BODY, required=True),
        day("held_on", "召开日期", required=True),
        code("decision_mode", "决策方式", enums.DECISION_MODE, required=True),
        integer("expected", "应到人数"),
        integer("present", "实到人数"),
        text("session", "会议名称", doc="As the minutes call it, such as 第5次党组会议."),
        text("place", "召开地点"),
    ),
    name_from=("body", "held_on"),
)

STATEMENTS = NodeTable(
    "statements",
    "发言",
    STATEMENT,
    (
        text("uid", "发言编号", required=True),
        ref("matter", "三重一大事项编号", MATTER, rels.ABOUT, required=True),
        ref("meeting", "会议编号", MEETING, rels.IN_MEETING),
        ref("official", "发言人", OFFICIAL, rels.MADE, required=True, reversed=True),
        integer("seq", "发言顺序", doc="Counted in one matter: the greatest spoke last."),
        code("kind", "发言类别", enums.STATEMENT_KIND, required=True),
        moment("at", "发言时间", doc="A day alone counts as its midnight."),
    ),
    name_from=("kind", "official", "at"),
)

VOTES = LinkTable(
    "votes",
    "表决",
    rels.VOTED,
    End("official", (OFFICIAL,)),
    End("matter", (MATTER,)),
    (
        text("official", "表决人", required=True),
        text("matter", "三重一大事项编号", required=True),
        code("choice", "表决意见", enums.VOTE_CHOICE, required=True),
    ),
    doc="One vote per official and matter.",
)

FILINGS = NodeTable(
    "filings",
    "备案",
    FILING,
    (
        text("uid", "备案编号", required=True),
        ref(
            "matter",
            "备案事项",
            MATTER,
            rels.FILED_AS,
            many=True,
            reversed=True,
            doc="One matter, one filing is the rule; several are read so that it can be checked.",
        ),
        ref("case", "备案办件", CASE_FILE, rels.FILED_AS, reversed=True),
        ref("filed_with", "备案机构", DEPARTMENT, rels.FILED_WITH),
        day("happened_on", "发生日期"),
        day("filed_on", "备案日期"),
        integer("material_count", "配套资料件数", doc="Supporting papers handed in."),
        ref("responsible", "相关责任人", OFFICIAL, rels.RESPONSIBLE, many=True),
    ),
    name_from=("uid", "filed_on"),
)

FUND_SOURCES = NodeTable(
    "fund_sources",
    "资金来源",
    FUND_SOURCE,
    (
        text("uid", "资金编号", required=True),
        text("name", "资金名称", required=True),
        ref("department", "管理单位", DEPARTMENT, rels.FUND_OF, required=True),
        code("kind", "资金类别", enums.FUND_KIND),
        flag("on_budget", "是否纳入预算"),
        number("amount", "资金总额", doc="Yuan."),
    ),
)

PAYMENTS = NodeTable(
    "payments",
    "支付",
    PAYMENT,
    (
        text("uid", "支付编号", required=True),
        ref("department", "付款单位", DEPARTMENT, rels.PAID_BY, required=True),
        ref("source", "资金来源编号", FUND_SOURCE, rels.FUNDED_BY),
        ref("payee", "收款方", COUNTERPARTY, rels.PAID_TO),
        ref("handler", "经办人", OFFICIAL, rels.HANDLED_BY),
        ref("matter", "三重一大事项编号", MATTER, rels.UNDER),
        code("kind", "支付类别", enums.PAYMENT_KIND),
        number("amount", "支付金额", required=True, doc="Yuan."),
        day("paid_on", "支付日期", required=True),
    ),
    name_from=("kind", "paid_on", "amount"),
)

COUNTERSIGNS = NodeTable(
    "countersigns",
    "会签",
    COUNTERSIGN,
    (
        text("uid", "会签编号", required=True),
        ref("payment", "支付编号", PAYMENT, rels.SIGNS, required=True),
        integer(
            "round",
            "会签轮次",
            required=True,
            low=1,
            high=3,
            doc="1 paying unit; 2 paying unit and household; 3 discipline body and household.",
        ),
        code("party", "会签方", enums.COUNTERSIGN_PARTY, required=True),
        ref("official", "会签人", OFFICIAL, rels.SIGNED, reversed=True),
        ref("counterparty", "会签农户", COUNTERPARTY, rels.SIGNED, reversed=True),
        day("signed_on", "会签日期"),
    ),
    name_from=("payment", "round", "party"),
)

CONTRACTS = NodeTable(
    "contracts",
    "合同",
    CONTRACT,
    (
        text("uid", "合同编号", required=True),
        ref("department", "采购单位", DEPARTMENT, rels.PURCHASED_BY, required=True),
        ref("supplier", "供应商", COUNTERPARTY, rels.SUPPLIED_BY, required=True),
        ref("matter", "三重一大事项编号", MATTER, rels.UNDER),
        text("item", "采购标的"),
        code("kind", "合同类别", enums.CONTRACT_KIND),
        code("method", "采购方式", enums.TENDER_METHOD),
        number("amount", "合同金额", required=True, doc="Yuan."),
        number("supplement_amount", "补充合同金额", low=None, doc="Yuan; below 0 for a cut."),
        day("awarded_on", "中标日期"),
        day("signed_on", "签订日期", required=True),
        day("filed_on", "合同备案日期"),
        ref("handler", "采购经办人", OFFICIAL, rels.HANDLED_BY),
        ref("reviewer", "采购审核人", OFFICIAL, rels.REVIEWED_BY),
        ref("acceptor", "验收人", OFFICIAL, rels.ACCEPTED_BY),
    ),
    name_from=("item", "uid"),
)

TABLES: tuple[Table, ...] = (
    CASES,
    CASE_EVENTS,
    MATTERS,
    MEETINGS,
    STATEMENTS,
    VOTES,
    FILINGS,
    FUND_SOURCES,
    PAYMENTS,
    COUNTERSIGNS,
    CONTRACTS,
)
