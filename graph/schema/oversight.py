"""Chapter 4, 监督: inspections, what they found, what followed, and what the public says."""

from __future__ import annotations

from graph.schema import enums_exercise as enums
from graph.schema import rels
from graph.schema.kinds import (
    NodeTable,
    Table,
    code,
    codes,
    day,
    integer,
    moment,
    number,
    ref,
    text,
)
from graph.schema.labels import (
    ACCOUNTABILITY,
    ASSESSMENT,
    DEPARTMENT,
    EVALUATION,
    FEEDBACK,
    INSPECTION,
    INTEGRITY_REPORT,
    OFFICIAL,
    POWER,
    PROBLEM,
    RECTIFICATION,
)

INSPECTIONS = NodeTable(
    "inspections",
    "巡察轮次",
    INSPECTION,
    (
        text("uid", "巡察编号", required=True),
        text("name", "巡察名称", required=True),
        code("mode", "巡察方式", enums.INSPECTION_MODE, required=True),
        integer("round", "轮次"),
        day("from_on", "进驻日期", doc="First day on site."),
        day("to_on", "结束日期", doc="Last day on site."),
        ref("departments", "被巡察单位", DEPARTMENT, rels.INSPECTS, many=True),
    ),
)

PROBLEMS = NodeTable(
    "problems",
    "发现问题",
    PROBLEM,
    (
        text("uid", "问题编号", required=True),
        ref("department", "问题单位", DEPARTMENT, rels.FOUND_IN, required=True),
        ref("inspection", "巡察编号", INSPECTION, rels.RAISED_BY),
        ref("power", "涉及权力事项", POWER, rels.CONCERNS),
        text("category", "问题类别", required=True, doc="Same word for the same sort of problem."),
        day("raised_on", "反馈日期", required=True),
        day("due_on", "整改期限", doc="Last day for rectification."),
    ),
    name_from=("category", "raised_on"),
)

RECTIFICATIONS = NodeTable(
    "rectifications",
    "整改",
    RECTIFICATION,
    (
        text("uid", "整改编号", required=True),
        ref("problem", "问题编号", PROBLEM, rels.RECTIFIES, required=True),
        code("status", "整改状态", enums.RECTIFICATION_STATUS, required=True),
        day("done_on", "整改完成日期"),
    ),
    name_from=("problem", "status"),
)

ACCOUNTABILITIES = NodeTable(
    "accountabilities",
    "问责",
    ACCOUNTABILITY,
    (
        text("uid", "问责编号", required=True),
        ref("official", "被问责人", OFFICIAL, rels.AGAINST),
        ref("power", "涉及权力事项", POWER, rels.BECAUSE_OF),
        text("kind", "问责方式"),
        day("decided_on", "问责决定日期", required=True),
    ),
    name_from=("kind", "decided_on"),
)

INTEGRITY_REPORTS = NodeTable(
    "integrity_reports",
    "述责述廉",
    INTEGRITY_REPORT,
    (
        text("uid", "述责述廉编号", required=True),
        ref("official", "述责人", OFFICIAL, rels.REPORTED_BY, required=True),
        day("held_on", "述责日期", required=True),
        number("score", "评议得分"),
    ),
    name_from=("official", "held_on"),
)

ASSESSMENTS = NodeTable(
    "assessments",
    "责任制考核",
    ASSESSMENT,
    (
        text("uid", "考核编号", required=True),
        ref("department", "被考核单位", DEPARTMENT, rels.ASSESSES, required=True),
        integer("year", "考核年度", required=True),
        codes("methods", "考核方式", enums.ASSESSMENT_METHOD),
        number("score", "考核得分"),
    ),
    name_from=("department", "year"),
)

EVALUATIONS = NodeTable(
    "evaluations",
    "评议",
    EVALUATION,
    (
        text("uid", "评议编号", required=True),
        ref("department", "被评议单位", DEPARTMENT, rels.EVALUATES, required=True),
        text("round", "评议轮次", required=True, doc="As it is called; held_on gives the order."),
        day("held_on", "评议日期", required=True),
        code("voter_group", "评议主体", enums.VOTER_GROUP),
        number("score", "评议得分", required=True, low=0, high=100, doc="0 to 100."),
    ),
    name_from=("department", "round", "voter_group"),
)

FEEDBACKS = NodeTable(
    "feedbacks",
    "群众意见",
    FEEDBACK,
    (
        text("uid", "意见编号", required=True),
        ref("department", "反映单位", DEPARTMENT, rels.TO_DEPARTMENT),
        ref("power", "涉及权力事项", POWER, rels.ABOUT_POWER),
        code("channel", "反映渠道", enums.FEEDBACK_CHANNEL),
        code("kind", "意见类别", enums.FEEDBACK_KIND),
        code("right", "涉及权利", enums.PUBLIC_RIGHT),
        moment("at", "反映时间", required=True, doc="A day alone counts as its midnight."),
        text("text", "意见内容"),
        day("handled_on", "办结日期", doc="Empty means not answered yet."),
    ),
    name_from=("channel", "kind", "at"),
)

TABLES: tuple[Table, ...] = (
    INSPECTIONS,
    PROBLEMS,
    RECTIFICATIONS,
    ACCOUNTABILITIES,
    INTEGRITY_REPORTS,
    ASSESSMENTS,
    EVALUATIONS,
    FEEDBACKS,
)
