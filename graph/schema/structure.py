"""Chapter 1, 组织: regions, units, posts, people, and how they stand to one another."""

from __future__ import annotations

from typing import Final

from graph.schema import enums, rels
from graph.schema.kinds import (
    Column,
    End,
    Kind,
    LinkTable,
    NodeTable,
    Table,
    code,
    codes,
    day,
    flag,
    integer,
    number,
    ref,
    text,
)
from graph.schema.labels import (
    BODY,
    COUNTERPARTY,
    DEPARTMENT,
    OFFICIAL,
    POST,
    POWER,
    REGION,
    SECTION,
)

ENDS_EMPTY: Final = "First day on which it no longer holds; empty means still so."
STARTS: Final = "First day on which it holds; empty means always so far."

REGIONS = NodeTable(
    "regions",
    "行政区划",
    REGION,
    (
        text("code", "区划代码", required=True, doc="GB/T 2260, 6 or 12 digits; it is the uid."),
        text("name", "区划名称", required=True),
        code("level", "行政层级", enums.REGION_LEVEL),
        ref("parent", "上级区划代码", REGION, rels.PART_OF, acyclic=True),
    ),
    uid_from=("code",),
)

DEPARTMENTS = NodeTable(
    "departments",
    "部门单位",
    DEPARTMENT,
    (
        text("uid", "单位编号", required=True),
        text("name", "单位名称", required=True),
        code("kind", "单位类别", enums.DEPARTMENT_KIND, required=True),
        code("system", "所属系统", enums.DEPARTMENT_SYSTEM),
        text(
            "uscc",
            "统一社会信用代码",
            doc="18 characters, GB 32100. Its region digits are those of first registration.",
        ),
        ref("region", "所在区划代码", REGION, rels.IN_REGION),
        ref("parent", "上级单位", DEPARTMENT, rels.PART_OF, acyclic=True),
        ref(
            "steward",
            "录入专人",
            OFFICIAL,
            rels.DATA_STEWARD_OF,
            reversed=True,
            doc="The person named to enter this unit's records.",
        ),
    ),
)

SUPERVISIONS = LinkTable(
    "supervisions",
    "监督关系",
    rels.SUPERVISES,
    End("supervisor", (DEPARTMENT,)),
    End("supervised", (DEPARTMENT,)),
    (
        text("supervisor", "监督单位", required=True),
        text("supervised", "被监督单位", required=True),
        code("kind", "监督类别", enums.SUPERVISION_KIND, required=True),
    ),
    key=("kind",),
)

SECTIONS = NodeTable(
    "sections",
    "内设机构",
    SECTION,
    (
        text("uid", "科室编号", required=True),
        text("name", "科室名称", required=True),
        ref("department", "所属单位", DEPARTMENT, rels.SECTION_OF, required=True),
        code("kind", "科室类别", enums.SECTION_KIND),
    ),
)

BODIES = NodeTable(
    "bodies",
    "议事机构",
    BODY,
    (
        text("uid", "机构编号", required=True),
        text("name", "机构名称", required=True),
        code("kind", "机构类别", enums.BODY_KIND, required=True),
        ref("department", "所属单位", DEPARTMENT, rels.BODY_OF),
        integer("seats", "应有成员数", doc="Seats that the body has, filled or not."),
    ),
)

POSTS = NodeTable(
    "posts",
    "岗位",
    POST,
    (
        text("uid", "岗位编号", required=True),
        text("name", "岗位名称", required=True),
        ref("department", "所在单位", DEPARTMENT, rels.IN_DEPARTMENT, required=True),
        ref("section", "所在科室", SECTION, rels.IN_SECTION),
        text("rank", "职务层次"),
        flag("is_top_leader", "是否一把手", doc="Chief of its own department."),
        flag("is_county_chief", "是否县区主要领导", doc="Chief of the whole county or district."),
        flag("is_team_member", "是否班子成员"),
        flag("is_key", "是否关键岗位"),
        codes("functions", "岗位职能", enums.POST_FUNCTION),
        ref("reports_to", "上级岗位", POST, rels.REPORTS_TO, acyclic=True),
        number(
            "headcount",
            "编制数",
            doc="Identical posts that this row stands for (pooled junior posts, full-time "
            "equivalents); empty means one.",
        ),
        text("liaison", "联系单位", doc="Units it keeps contact with; that is no charge of them."),
    ),
    doc="A post is not a person: powers attach to posts, people hold posts for a time.",
)

OFFICIALS = NodeTable(
    "officials",
    "人员",
    OFFICIAL,
    (
        text("uid", "人员编号", required=True, doc="Never an identity or telephone number."),
        text("name", "姓名", required=True),
        code("gender", "性别", enums.GENDER),
        Column("birth_month", "出生年月", Kind.MONTH, doc="YYYY-MM; the day is not wanted."),
        flag("has_certificate", "有无执法证", doc="Holds a valid law-enforcement certificate."),
    ),
    doc="An identity number or a telephone number is never stored.",
)

APPOINTMENTS = LinkTable(
    "appointments",
    "任职",
    rels.HOLDS,
    End("official", (OFFICIAL,)),
    End("post", (POST,)),
    (
        text("official", "人员编号", required=True),
        text("post", "岗位编号", required=True),
        day("valid_from", "任职日期", required=True, doc="First day in post."),
        day("valid_to", "免职日期", doc="First day no longer in post; empty means still in post."),
        code("mode", "任职方式", enums.APPOINTMENT_MODE),
        text("doc_no", "任免文号"),
    ),
    key=("valid_from",),
)

CHARGES = LinkTable(
    "charges",
    "班子分工",
    rels.IN_CHARGE_OF,
    End("post", (POST,)),
    End("target", (SECTION, DEPARTMENT, POWER), "target_label"),
    (
        text("post", "岗位编号", required=True),
        code("target_label", "分管对象类别", enums.CHARGE_TARGET, required=True),
        text("target", "分管对象", required=True, doc="uid of a node of that label."),
        code("domain", "分管领域", enums.CHARGE_DOMAIN),
        flag("direct", "是否直接分管", doc="Leads it in person, not through a deputy."),
        day("valid_from", "起始日期", doc=STARTS),
        day("valid_to", "终止日期", doc=ENDS_EMPTY),
        text("doc_no", "分工文号"),
        text("work", "分工内容", doc="As the division of work says it."),
    ),
    key=("domain", "valid_from"),
)

MEMBERSHIPS = LinkTable(
    "memberships",
    "议事成员",
    rels.MEMBER_OF,
    End("official", (OFFICIAL,)),
    End("body", (BODY,)),
    (
        text("official", "人员编号", required=True),
        text("body", "议事机构编号", required=True),
        code("role", "成员身份", enums.MEMBER_ROLE),
        day("valid_from", "起始日期", doc=STARTS),
        day("valid_to", "终止日期", doc=ENDS_EMPTY),
    ),
    key=("role", "valid_from"),
)

KINSHIPS = LinkTable(
    "kinships",
    "亲属关系",
    rels.KIN_OF,
    End("official", (OFFICIAL,)),
    End("relative", (OFFICIAL,)),
    (
        text("official", "人员编号", required=True),
        text("relative", "亲属人员编号", required=True),
        code("kind", "亲属类别", enums.KINSHIP_KIND, required=True),
    ),
    doc="One row a pair is enough: the relationship is read in both directions.",
    key=("kind",),
)

COUNTERPARTIES = NodeTable(
    "counterparties",
    "相对人",
    COUNTERPARTY,
    (
        text("uid", "相对人编号", required=True, doc="Never an identity number."),
        text("name", "相对人名称", required=True),
        code("kind", "相对人类别", enums.COUNTERPARTY_KIND, required=True),
        text("uscc", "统一社会信用代码", doc="18 characters, GB 32100; enterprises only."),
        text("industry", "所属行业"),
    ),
    doc="Applicants, suppliers and beneficiaries.",
)

INTERESTS = LinkTable(
    "interests",
    "利益关系",
    rels.HAS_INTEREST,
    End("official", (OFFICIAL,)),
    End("counterparty", (COUNTERPARTY,)),
    (
        text("official", "人员编号", required=True),
        text("counterparty", "相对人编号", required=True),
        code("kind", "利益关系类别", enums.INTEREST_KIND, required=True),
        day("valid_from", "起始日期", doc=STARTS),
        day("valid_to", "终止日期", doc=ENDS_EMPTY),
    ),
    key=("kind", "valid_from"),
)

REGULATIONS = LinkTable(
    "regulations",
    "监管关系",
    rels.REGULATES,
    End("department", (DEPARTMENT,)),
    End("counterparty", (COUNTERPARTY,)),
    (
        text("department", "监管单位", required=True),
        text("counterparty", "监管对象", required=True),
    ),
)

TABLES: tuple[Table, ...] = (
    REGIONS,
    DEPARTMENTS,
    SUPERVISIONS,
    SECTIONS,
    BODIES,
    POSTS,
    OFFICIALS,
    APPOINTMENTS,
    CHARGES,
    MEMBERSHIPS,
    KINSHIPS,
    COUNTERPARTIES,
    INTERESTS,
    REGULATIONS,
)
