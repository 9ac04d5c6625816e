"""Chapter 2, 权力: what may be done, on what basis, by which roles and steps, with which checks."""

from __future__ import annotations

from graph.schema import enums, rels
from graph.schema.kinds import (
    End,
    LinkTable,
    NodeTable,
    Table,
    code,
    day,
    flag,
    integer,
    number,
    ref,
    text,
)
from graph.schema.labels import (
    BODY,
    CONTROL_MEASURE,
    DEPARTMENT,
    DISCLOSURE,
    DISCRETION_STANDARD,
    DUTY,
    LEGAL_BASIS,
    MATTER,
    POST,
    POWER,
    POWER_CHANGE,
    POWER_LIST,
    RESTRAINT_SYSTEM,
    RISK_POINT,
    ROLE,
    SECTION,
    STEP,
    TEMPLATE_STEP,
)
from graph.schema.structure import ENDS_EMPTY, STARTS

POWER_LISTS = NodeTable(
    "power_lists",
    "权力清单",
    POWER_LIST,
    (
        text("uid", "清单编号", required=True),
        text("name", "清单名称", required=True),
        integer("year", "年度"),
        ref("department", "编制单位", DEPARTMENT, rels.LIST_OF),
        integer("declared_count", "申报项数", doc="Items that the unit says the list has."),
        day("published_on", "公布日期"),
        day("submitted_on", "上报日期", doc="The unit handed the list in."),
        day("reviewed_on", "派驻机构审核日期", doc="The resident discipline body reviewed it."),
        day("approved_on", "纪委督导日期", doc="The discipline committee let it pass."),
    ),
)

POWERS = NodeTable(
    "powers",
    "权力事项",
    POWER,
    (
        text("uid", "事项编号", required=True),
        text("name", "事项名称", required=True),
        code(
            "power_type",
            "权力类型",
            enums.POWER_TYPE,
            required=True,
            doc="Read as code, with or without leading zero, or as name.",
        ),
        ref("department", "行使主体", DEPARTMENT, rels.EXERCISED_BY, required=True),
        ref("section", "承办科室", SECTION, rels.HANDLED_IN),
        ref("list", "所属清单", POWER_LIST, rels.LISTED_IN),
        code("system", "权力体系", enums.POWER_SYSTEM),
        code("domain", "权力领域", enums.POWER_DOMAIN),
        code("asset_kind", "三资类别", enums.ASSET_KIND),
        code("review_status", "审定状态", enums.REVIEW_STATUS),
        code("item_level", "事项层次", enums.ITEM_LEVEL),
        ref("parent", "上级事项", POWER, rels.CHILD_OF, acyclic=True),
        code("level", "行使层级", enums.REGION_LEVEL),
        code("risk_level", "风险等级", enums.RISK_LEVEL),
        flag("has_discretion", "有无自由裁量权"),
        flag("is_core", "是否核心权力", doc="Recorded on the 1+X platform."),
        flag("is_major", "是否重大事项"),
        flag("is_sensitive", "是否敏感事项", doc="A matter that touches the public closely."),
        integer("legal_days", "法定期限", doc="Days, counted as day_kind says."),
        integer("promised_days", "承诺期限", doc="Days, counted as day_kind says."),
        code("day_kind", "期限单位", enums.DAY_KIND, doc="Empty means working days."),
        code("status", "事项状态", enums.POWER_STATUS, doc="Empty means in use."),
        text("conditions", "办理条件"),
        text("supervise_phone", "监督电话", doc="An office number, never a person's mobile."),
        text("basic_code", "基本编码"),
        text("impl_code", "实施编码"),
        flag("has_flow_chart", "有无运行流程图", doc="Empty means nobody looked."),
        flag("has_risk_chart", "有无风险防控图", doc="Empty means nobody looked."),
        day("valid_from", "生效日期", doc=STARTS),
        day("valid_to", "失效日期", doc=ENDS_EMPTY),
        text("source_category", "来源目录", doc="Main item or chapter the source lists it under."),
        text("risk_level_given", "原风险等级", doc="The grade as the source writes it."),
        text("note", "备注"),
    ),
)

POWER_CHANGES = NodeTable(
    "power_changes",
    "清理调整",
    POWER_CHANGE,
    (
        text("uid", "调整编号", required=True),
        ref("power", "事项编号", POWER, rels.CHANGES, required=True),
        code("action", "调整方式", enums.CHANGE_ACTION, required=True),
        day("changed_on", "调整日期", required=True),
        text("reason", "调整原因"),
    ),
    name_from=("action", "changed_on"),
)

DELEGATIONS = LinkTable(
    "delegations",
    "委托下放",
    rels.DELEGATED_TO,
    End("power", (POWER,)),
    End("department", (DEPARTMENT,)),
    (
        text("power", "事项编号", required=True),
        text("department", "受委托单位", required=True),
        text("doc_no", "委托文号"),
        flag("published", "是否公布"),
        day("valid_from", "起始日期", doc=STARTS),
        day("valid_to", "终止日期", doc=ENDS_EMPTY),
    ),
    key=("doc_no", "valid_from"),
)

LEGAL_BASES = NodeTable(
    "legal_bases",
    "授权依据",
    LEGAL_BASIS,
    (
        text("uid", "依据编号", required=True),
        text("name", "依据名称", required=True, doc="With the version: articles get renumbered."),
        code("kind", "依据类别", enums.BASIS_KIND, required=True),
        day("effective_from", "施行日期", doc="First day in force; empty means always so far."),
        day("effective_to", "失效日期", doc="First day no longer in force; empty means in force."),
    ),
)

AUTHORIZATIONS = LinkTable(
    "authorizations",
    "设定依据",
    rels.AUTHORIZED_BY,
    End("power", (POWER,)),
    End("basis", (LEGAL_BASIS,)),
    (
        text("power", "事项编号", required=True),
        text("basis", "依据编号", required=True),
        text("article", "依据条款", doc="Article, paragraph and item as the source cites them."),
        text("quote", "条款内容", doc="Text of the article where the source quotes it."),
    ),
    key=("article",),
)

ROLES = NodeTable(
    "roles",
    "权力角色",
    ROLE,
    (
        text("uid", "角色编号", required=True),
        ref("power", "事项编号", POWER, rels.OVER, required=True),
        code("kind", "角色类别", enums.ROLE_KIND, required=True),
        text("name", "角色名称"),
        code("party", "监督方", enums.ROLE_PARTY, doc="Which of the three parties supervises."),
        number("limit_amount", "权限金额", doc="Yuan: this role acts up to the amount."),
    ),
    doc="A role without holder stays in the graph: that is how a missing check is seen.",
    name_from=("kind", "power"),
)

ROLE_HOLDERS = LinkTable(
    "role_holders",
    "角色归属",
    rels.FILLS,
    End("holder", (POST, BODY, DEPARTMENT), "holder_label"),
    End("role", (ROLE,)),
    (
        text("role", "角色编号", required=True),
        code("holder_label", "承担者类别", enums.HOLDER_LABEL, required=True),
        text("holder", "承担者编号", required=True, doc="uid of a node of that label."),
        day("valid_from", "起始日期", doc=STARTS),
        day("valid_to", "终止日期", doc=ENDS_EMPTY),
    ),
    key=("valid_from",),
)

STEPS = NodeTable(
    "steps",
    "运行流程",
    STEP,
    (
        text("uid", "环节编号", required=True),
        ref("power", "事项编号", POWER, rels.HAS_STEP, required=True, reversed=True),
        integer("seq", "环节序号", required=True, doc="Steps with consecutive seq join as NEXT."),
        text("name", "环节名称", required=True),
        code("kind", "环节类别", enums.STEP_KIND, required=True),
        integer("days", "环节时限", doc="Days, counted as the power's day_kind says."),
        flag("mandatory", "是否必经环节"),
        ref("role", "责任角色", ROLE, rels.AT_STEP, reversed=True),
    ),
)

TEMPLATE_STEPS = NodeTable(
    "template_steps",
    "流程模板",
    TEMPLATE_STEP,
    (
        text("uid", "模板环节编号", required=True),
        code("power_type", "权力类型", enums.POWER_TYPE, required=True),
        integer("seq", "环节序号", required=True),
        text("name", "环节名称", required=True),
        code("kind", "环节类别", enums.STEP_KIND, required=True),
        flag("mandatory", "是否必经环节"),
    ),
    doc="Steps of a class of powers; used where a power has no steps of its own.",
)

RISK_POINTS = NodeTable(
    "risk_points",
    "风险点",
    RISK_POINT,
    (
        text("uid", "风险点编号", required=True),
        ref("power", "事项编号", POWER, rels.HAS_RISK, required=True, reversed=True),
        ref("step", "发生环节", STEP, rels.ARISES_AT),
        ref("post", "风险岗位", POST, rels.RISK_OF),
        text("name", "风险点名称", required=True),
        text("manifestation", "表现形式"),
        code("category", "风险类别", enums.RISK_CATEGORY),
        code("level", "风险等级", enums.RISK_LEVEL, required=True),
        integer("likelihood", "发生可能性", low=1, high=5, doc="1 rare to 5 almost certain."),
        integer("impact", "后果严重性", low=1, high=5, doc="1 slight to 5 grave."),
        code("consequence", "可能后果", enums.CONSEQUENCE),
        day("assessed_on", "评估日期", doc="Last time the risk was assessed."),
        text("level_given", "原风险等级", doc="The grade as the source writes it."),
        text("indicator", "监测指标", doc="What is watched to see the risk come."),
    ),
)

CONTROL_MEASURES = NodeTable(
    "control_measures",
    "防控措施",
    CONTROL_MEASURE,
    (
        text("uid", "措施编号", required=True),
        ref(
            "risk_point",
            "风险点编号",
            RISK_POINT,
            rels.MITIGATED_BY,
            required=True,
            reversed=True,
        ),
        text("text", "措施内容", required=True),
        code("kind", "措施类别", enums.MEASURE_KIND),
        text("frequency", "执行频次"),
        ref("owner", "责任岗位", POST, rels.RESPONSIBLE_FOR, reversed=True),
        text("due", "完成时限", doc="As the source writes it: a day, or such as 长期."),
    ),
    name_from=("text",),
)

RESTRAINT_SYSTEMS = NodeTable(
    "restraint_systems",
    "制约制度",
    RESTRAINT_SYSTEM,
    (
        text("uid", "制度编号", required=True),
        text("name", "制度名称", required=True),
        text("doc_no", "制度文号"),
        day("issued_on", "印发日期"),
    ),
)

RESTRAINTS = LinkTable(
    "restraints",
    "权力制度对应",
    rels.CONSTRAINED_BY,
    End("power", (POWER,)),
    End("system", (RESTRAINT_SYSTEM,)),
    (
        text("power", "事项编号", required=True),
        text("system", "制度编号", required=True),
    ),
)

DUTIES = NodeTable(
    "duties",
    "责任事项",
    DUTY,
    (
        text("uid", "责任编号", required=True),
        ref("power", "事项编号", POWER, rels.BEARS, required=True, reversed=True),
        text("text", "责任事项内容", required=True),
        text("accountability", "追责情形"),
        text("basis", "责任依据", doc="As the source cites it."),
    ),
    name_from=("text",),
)

DISCRETION_STANDARDS = NodeTable(
    "discretion_standards",
    "裁量基准",
    DISCRETION_STANDARD,
    (
        text("uid", "基准编号", required=True),
        ref("power", "事项编号", POWER, rels.HAS_STANDARD, required=True, reversed=True),
        text("situation", "适用情形", required=True),
        number("lower", "裁量下限", doc="In `unit`."),
        number("upper", "裁量上限", doc="In `unit`."),
        text("unit", "计量单位", doc="Yuan, days, …; both ends of the range are in it."),
    ),
    name_from=("situation",),
)

DISCLOSURES = NodeTable(
    "disclosures",
    "公开",
    DISCLOSURE,
    (
        text("uid", "公开编号", required=True),
        ref("power", "事项编号", POWER, rels.DISCLOSED_IN, reversed=True),
        ref("matter", "三重一大事项编号", MATTER, rels.DISCLOSED_IN, reversed=True),
        code("element", "公开要素", enums.DISCLOSURE_ELEMENT),
        code("artifact", "公开载体", enums.ARTIFACT),
        code("stage", "公开阶段", enums.DISCLOSURE_STAGE),
        code("affair", "三务类别", enums.AFFAIR),
        code("platform", "公开平台", enums.PLATFORM, required=True),
        day("formed_on", "信息形成日期"),
        day("published_on", "公开日期", doc="Empty means not published yet."),
    ),
    name_from=("platform", "element", "stage", "published_on"),
)

TABLES: tuple[Table, ...] = (
    POWER_LISTS,
    POWERS,
    POWER_CHANGES,
    DELEGATIONS,
    LEGAL_BASES,
    AUTHORIZATIONS,
    ROLES,
    ROLE_HOLDERS,
    STEPS,
    TEMPLATE_STEPS,
    RISK_POINTS,
    CONTROL_MEASURES,
    RESTRAINT_SYSTEMS,
    RESTRAINTS,
    DUTIES,
    DISCRETION_STANDARDS,
    DISCLOSURES,
)
