"""Closed lists of values of organisation and powers: code, Chinese name, other spellings.

A spelling belongs to one value of its enumeration. Risk grades such as 一级, Ⅰ, A or 红 are not
spellings here: places number them in three or in four steps, so a crosswalk in the mapping file
translates them and the original stays on the node. The lists of the two later chapters are in
`graph.schema.enums_exercise`.
"""

from __future__ import annotations

from graph.schema.kinds import Choice, Enumeration


def listed(name: str, zh: str, *choices: tuple[str, ...]) -> Enumeration:
    """Each choice is (code, Chinese name, other spellings…)."""
    return Enumeration(name, zh, tuple(Choice(c[0], c[1], c[2:]) for c in choices))


def _power_type(code: str, zh: str, *aliases: str) -> tuple[str, ...]:
    """A code is read with and without its leading zero, a name with and without 类."""
    bare = (code[1:],) if code.startswith("0") else ()
    return (code, zh, *bare, f"{zh}类", *aliases)


OTHER = ("OTHER", "其他", "其它")

# Structure

REGION_LEVEL = listed(
    "region_level",
    "层级",
    ("PROVINCE", "省级", "省", "自治区", "直辖市"),
    ("CITY", "市级", "市", "地市级", "设区的市级", "地级市", "州"),
    ("COUNTY", "县级", "县", "区", "区级", "区县级", "县区级", "县市区级", "县级市"),
    ("TOWN", "乡镇级", "乡镇", "乡", "镇", "乡级", "镇级", "街道", "街道级", "镇街级"),
    ("VILLAGE", "村级", "村", "社区", "社区级", "村居", "村社区级"),
)
DEPARTMENT_KIND = listed(
    "department_kind",
    "单位类别",
    ("DISTRICT_DEPT", "区直部门", "县直部门", "市直部门", "政府部门", "政府工作部门"),
    ("TOWN", "乡镇", "乡", "镇", "乡镇政府"),
    ("STREET", "街道", "街道办事处", "街道办"),
    ("COMMUNITY", "社区", "社区居委会", "居委会"),
    ("VILLAGE", "村", "行政村", "村委会"),
    ("PARTY_ORG", "党委机构", "党委部门", "党委工作机关", "党的工作机关"),
    ("PUBLIC_INSTITUTION", "事业单位"),
    ("SOE", "国有企业", "国企", "国有独资企业"),
    ("DISCIPLINE", "纪检监察机关", "纪委监委", "纪委", "监委", "纪委监察局"),
    ("RESIDENT_DISCIPLINE", "派驻纪检监察机构", "派驻纪工委", "派驻纪检监察组", "派驻机构"),
)
DEPARTMENT_SYSTEM = listed(
    "department_system",
    "所属系统",
    ("PARTY", "党委", "党委系统", "党的系统"),
    ("GOVERNMENT", "政府", "政府系统", "行政系统"),
    ("NPC", "人大", "人大系统", "人大机关"),
    ("CPPCC", "政协", "政协系统", "政协机关"),
    ("JUDICIAL", "司法", "司法系统", "法检", "审判检察"),
    ("MASS", "群团", "群团组织", "人民团体"),
)
SUPERVISION_KIND = listed(
    "supervision_kind",
    "监督类别",
    ("STATIONED", "派驻监督", "派驻"),
    ("SUPERIOR", "上级监督", "上级"),
    ("PROFESSIONAL", "专业监督", "职能监督", "业务监督", "专业"),
)
SECTION_KIND = listed(
    "section_kind",
    "机构类别",
    ("PERSONNEL", "人事", "组织人事", "人事机构", "政工"),
    ("DISCIPLINE", "纪检监察", "纪检", "纪检监察机构"),
    ("AUDIT", "审计", "内部审计", "审计机构"),
    ("FINANCE", "财务", "财会", "财务机构"),
    (*OTHER, "业务"),
)
BODY_KIND = listed(
    "body_kind",
    "机构类别",
    ("CPC_STANDING", "党委常委会", "常委会", "县委常委会", "区委常委会"),
    ("CPC_PLENARY", "党委全委会", "全委会", "县委全委会", "区委全委会"),
    ("PARTY_GROUP", "党组", "党组会", "党组会议"),
    ("LEADERSHIP_TEAM", "领导班子", "班子", "班子会", "党政班子", "村两委"),
    ("GOVERNMENT_EXECUTIVE", "政府常务会议", "常务会议", "县政府常务会议", "区政府常务会议"),
    ("VILLAGE_ASSEMBLY", "村民会议", "村民代表会议", "村民大会"),
    ("VILLAGE_SUPERVISION", "村务监督委员会", "村监委", "村监委会"),
    OTHER,
)
POST_FUNCTION = listed(
    "post_function",
    "岗位职能",
    ("APPLICATION", "申请"),
    ("APPROVAL", "审批", "批准"),
    ("HANDLING", "经办", "承办", "办理"),
    ("REVIEW", "审核", "复核"),
    ("PAYMENT", "付款", "支付"),
    ("CASHIER", "出纳"),
    ("BOOKKEEPING", "记账", "会计记账"),
    ("AUDIT", "稽核", "内部稽核"),
    ("ARCHIVE", "会计档案保管", "档案保管"),
    ("LEDGER", "账目登记", "收支账目登记", "债权债务账目登记"),
    ("CUSTODY", "财物保管", "保管"),
    ("PROCUREMENT", "采购", "采购经办"),
    ("ACCEPTANCE", "验收"),
    ("CONTRACT_REVIEW", "合同审核"),
    ("TENDER_DRAFT", "招标文件编制", "招标编制"),
    ("BID_EVALUATION", "评标"),
    ("INVESTIGATION", "调查", "调查取证"),
    ("LEGAL_REVIEW", "法制审核", "合法性审查"),
    ("HEARING_HOST", "听证主持", "主持听证"),
    ("FINE_DECISION", "罚款决定", "处罚决定"),
    ("FINE_COLLECTION", "罚款收缴", "收缴罚款"),
    ("SUPERVISION", "监督", "纪检监督"),
    ("SOCIAL_SUPERVISOR", "社会监督员", "社会监督"),
)
GENDER = listed("gender", "性别", ("M", "男", "男性"), ("F", "女", "女性"))
APPOINTMENT_MODE = listed(
    "appointment_mode",
    "任职方式",
    ("REGULAR", "正式任职", "正式", "任命", "专任"),
    ("ACTING", "代理", "代理职务", "临时主持", "主持工作"),
    ("CONCURRENT", "兼任", "兼职", "兼"),
)
CHARGE_TARGET = listed(
    "charge_target",
    "分管对象类别",
    ("Section", "内设机构", "科室", "股室"),
    ("Department", "部门单位", "单位", "部门"),
    ("Power", "权力事项", "事项"),
)
_DOMAINS: dict[str, tuple[str, ...]] = {
    "LICENSING": ("行政许可", "许可", "许可办理"),
    "PENALTY": ("行政处罚", "处罚"),
    "PERSONNEL": ("人事", "干部人事", "选拔任用", "组织人事"),
    "FINANCE": ("财务", "财政财务", "财政资金", "资金管理"),
    "CONSTRUCTION": ("工程建设", "工程", "项目建设", "建设工程"),
    "PROCUREMENT": ("物资采购", "采购", "大宗物资采购", "政府采购"),
    "APPROVAL": ("行政审批", "审批"),
    "ASSETS": ("三资管理", "资产", "资产管理", "资产资金资源"),
    "ENFORCEMENT": ("行政执法", "执法"),
    "LAND": ("土地", "土地管理", "国土资源"),
    "BENEFIT_POLICY": ("惠民政策落实", "惠民政策", "惠民资金", "惠农政策"),
    "OTHER": ("其他", "其它"),
}


def _domains(name: str, zh: str, codes: str) -> Enumeration:
    return listed(name, zh, *((c, *_DOMAINS[c]) for c in codes.split()))


CHARGE_DOMAIN = _domains(
    "charge_domain",
    "分管领域",
    "PERSONNEL FINANCE CONSTRUCTION PROCUREMENT APPROVAL ASSETS ENFORCEMENT LAND BENEFIT_POLICY "
    "OTHER",
)
# In a party body the secretary (书记) leads; the clerk who keeps the minutes is not a member.
MEMBER_ROLE = listed(
    "member_role",
    "成员身份",
    ("CHAIR", "主持人", "召集人", "主席", "主任", "主任委员", "组长"),
    ("MEMBER", "成员", "委员", "组员", "常委"),
    ("SECRETARY", "书记", "党组书记", "党委书记", "支部书记"),
)
KINSHIP_KIND = listed(
    "kinship_kind",
    "亲属类别",
    ("SPOUSE", "夫妻关系", "夫妻", "配偶"),
    ("LINEAL", "直系血亲", "直系血亲关系", "父母", "子女"),
    ("COLLATERAL_3", "三代以内旁系血亲", "三代以内旁系血亲关系", "旁系血亲", "兄弟姐妹"),
    ("NEAR_AFFINITY", "近姻亲", "近姻亲关系", "姻亲"),
)
COUNTERPARTY_KIND = listed(
    "counterparty_kind",
    "相对人类别",
    ("ENTERPRISE", "企业", "企业法人", "公司"),
    ("PERSON", "自然人", "个人", "公民"),
    ("HOUSEHOLD", "农户", "家庭", "户"),
)
INTEREST_KIND = listed(
    "interest_kind",
    "利益关系类别",
    ("KIN", "亲属关系", "近亲属", "亲属", "亲属经营"),
    ("OWNS", "持股出资", "持股", "出资", "投资"),
    ("OPERATES", "经营管理", "经营", "经商办企业"),
    ("WORKED_FOR", "曾经任职", "曾任职", "曾在该单位工作"),
)

# Powers

POWER_TYPE = listed(
    "power_type",
    "权力类型",
    _power_type("01", "行政许可", "许可"),
    _power_type("02", "行政处罚", "处罚"),
    _power_type("03", "行政强制", "强制"),
    _power_type("04", "行政征收", "征收"),
    _power_type("05", "行政给付", "给付"),
    _power_type("06", "行政检查", "检查", "行政监督", "行政监督检查"),
    _power_type("07", "行政确认", "确认"),
    _power_type("08", "行政奖励", "奖励"),
    _power_type("09", "行政裁决", "裁决"),
    _power_type("10", "其他行政权力", "其他权力", "其他行政职权", "其它行政权力"),
    _power_type("20", "公共服务", "公共服务事项"),
    _power_type("P1", "党内权力", "党务权力", "党内职权"),
    _power_type("N1", "内部人财物权", "内部管理权力", "内部管理权", "人财物权"),
    _power_type("V1", "村级权力", "村级小微权力", "小微权力", "村务权力"),
)
POWER_SYSTEM = listed(
    "power_system",
    "权力体系",
    ("ADMIN", "行政权力", "行政", "政府"),
    ("PARTY", "党内权力", "党委", "党务"),
    ("INTERNAL", "内部权力", "内部管理", "内部"),
    ("VILLAGE", "村级权力", "村级", "村务"),
)
POWER_DOMAIN = _domains(
    "power_domain",
    "权力领域",
    "LICENSING PENALTY PERSONNEL FINANCE CONSTRUCTION PROCUREMENT APPROVAL ASSETS BENEFIT_POLICY "
    "LAND ENFORCEMENT OTHER",
)
ASSET_KIND = listed(
    "asset_kind", "三资类别", ("ASSET", "资产"), ("FUND", "资金"), ("RESOURCE", "资源")
)
REVIEW_STATUS = listed(
    "review_status",
    "审定状态",
    ("DRAFT", "待审核", "草案", "初稿", "未审核"),
    ("REVIEWED", "已审核", "审核通过"),
    ("CONFIRMED", "已确定", "已确认", "已审定"),
)
ITEM_LEVEL = listed(
    "item_level",
    "事项层次",
    ("MAIN", "主项", "大项"),
    ("SUB", "子项", "小项"),
    ("HANDLING", "办理项", "业务办理项", "实施事项"),
)
RISK_LEVEL = listed(
    "risk_level",
    "风险等级",
    ("HIGH", "高", "高风险", "高级", "高等级"),
    ("MEDIUM", "中", "中风险", "中级", "中等级"),
    ("LOW", "低", "低风险", "低级", "低等级"),
)
DAY_KIND = listed(
    "day_kind",
    "期限单位",
    ("WORKING", "工作日", "个工作日"),
    ("CALENDAR", "自然日", "日历日", "日历天"),
)
POWER_STATUS = listed(
    "power_status",
    "事项状态",
    ("ACTIVE", "在用", "有效", "现行有效", "正常", "保留"),
    ("CANCELLED", "已取消", "取消", "废止", "已废止"),
    ("DELEGATED", "已下放", "下放"),
    ("MERGED", "已合并", "合并"),
)
CHANGE_ACTION = listed(
    "change_action",
    "调整方式",
    ("CLEAR", "清理", "清", "清权"),
    ("CUT", "取消", "削", "削权"),
    ("MANAGE", "规范管理", "管", "管权", "规范"),
    ("REDUCE", "削减", "精简"),
    ("LIMIT", "限制", "限权"),
    ("TRANSFER", "转移", "转移职能"),
    ("DIVIDE", "分权", "划分", "分解"),
    ("DELEGATE", "放权", "下放", "委托"),
    ("PUBLISH", "示权", "公开"),
    ("ADD", "新增", "增加"),
)
BASIS_KIND = listed(
    "basis_kind",
    "依据类别",
    ("LAW", "法律"),
    ("ADMIN_REGULATION", "行政法规"),
    ("STATE_COUNCIL_DECISION", "国务院决定"),
    ("LOCAL_REGULATION", "地方性法规", "地方法规"),
    ("DEPT_RULE", "部门规章", "国务院部门规章"),
    ("PROVINCIAL_RULE", "省级政府规章", "省政府规章"),
    ("CITY_RULE", "设区的市政府规章", "市政府规章", "市级政府规章"),
    ("NORMATIVE_DOC", "规范性文件", "行政规范性文件"),
    ("SANDING", "三定规定", "三定方案", "“三定”规定", "“三定”方案", "三定"),
    ("PARTY_RULE", "党内法规", "党内规定"),
)
ROLE_KIND = listed(
    "role_kind",
    "角色类别",
    ("DECISION", "决策", "决策权"),
    ("EXECUTION", "执行", "执行权"),
    ("SUPERVISION", "监督", "监督权"),
)
ROLE_PARTY = listed(
    "role_party",
    "监督方",
    ("DISCIPLINE", "纪委", "纪检机关", "纪委监委"),
    ("DEPARTMENT", "部门", "各部门"),
    ("SOCIETY", "社会", "社会监督"),
)
HOLDER_LABEL = listed(
    "holder_label",
    "承担者类别",
    ("Post", "岗位"),
    ("Body", "议事机构", "会议"),
    ("Department", "部门单位", "单位", "部门"),
)
STEP_KIND = listed(
    "step_kind",
    "环节类别",
    ("ACCEPT", "受理", "申请受理", "立案"),
    ("ARGUMENT", "决策论证", "论证"),
    ("EXPERT", "专家咨询", "专家论证", "专家评审"),
    ("CONSULT", "征求意见", "公众参与"),
    ("HEARING", "听证", "群众听证"),
    ("INVESTIGATE", "调查取证", "调查", "现场勘查", "现场检查"),
    ("REVIEW", "审核", "审查", "初审", "复审"),
    ("LEGAL_REVIEW", "法制审核", "合法性审查", "合法性审核"),
    ("COLLECTIVE", "集体讨论", "集体研究", "集体决定", "集体审议"),
    ("DECIDE", "决定", "审批", "作出决定"),
    ("DELIVER", "送达", "发证", "颁证"),
    ("EXECUTE", "执行", "实施"),
    ("COLLECT", "收缴", "征收", "收款"),
    ("ACCEPTANCE_CHECK", "验收", "检查验收"),
    ("SUPERVISE", "监督", "事后监管", "监督检查"),
    ("PUBLISH", "公开", "公示", "公布"),
)
RISK_CATEGORY = listed(
    "risk_category",
    "风险类别",
    ("MORAL", "思想道德风险", "思想道德"),
    ("POST", "岗位职责风险", "岗位职责", "岗位风险"),
    ("PROCESS", "业务流程风险", "业务流程", "流程风险"),
    ("SYSTEM", "制度机制风险", "制度机制", "制度风险"),
    ("EXTERNAL", "外部环境风险", "外部环境"),
)
CONSEQUENCE = listed(
    "consequence",
    "可能后果",
    ("LOSS_OF_CONTROL", "权力失控"),
    ("MISCONDUCT", "行为失范"),
    ("FALL", "干部失足"),
)
MEASURE_KIND = listed(
    "measure_kind",
    "措施类别",
    ("PREVENTIVE", "预防", "预防性", "前期预防", "事前预防"),
    ("DETECTIVE", "监控", "发现性", "中期监控", "事中监控"),
    ("CORRECTIVE", "处置", "纠正性", "后期处置", "事后处置"),
)
DISCLOSURE_ELEMENT = listed(
    "disclosure_element",
    "公开要素",
    ("POWER", "行政职权", "职权"),
    ("DISCRETION", "裁量基准"),
    ("PROCEDURE", "运行程序", "程序", "办理流程"),
    ("RESULT", "执法结果", "结果"),
)
ARTIFACT = listed(
    "artifact",
    "公开载体",
    ("FLOW_CHART", "权力运行流程图", "流程图", "运行流程图"),
    ("RISK_CHART", "行政权力风险防控图", "风险防控图", "防控图"),
    ("TEXT", "文本", "文字"),
)
DISCLOSURE_STAGE = listed(
    "disclosure_stage",
    "公开阶段",
    ("MATTER", "决策事项", "事项"),
    ("PROCESS", "决策过程", "过程"),
    ("OUTCOME", "执行结果", "结果"),
)
AFFAIR = listed(
    "affair",
    "三务类别",
    ("PARTY", "党务", "党务公开"),
    ("GOVERNMENT", "政务", "政务公开"),
    ("FINANCE", "财务", "财务公开"),
)
PLATFORM = listed(
    "platform",
    "公开平台",
    ("WEBSITE", "网站", "舆情网站", "舆情在线网", "政府网站", "门户网站"),
    ("MEDIA", "媒体", "媒体信息平台", "新闻媒体"),
    ("BOARD", "固定公开栏", "公开栏", "公示栏"),
    ("COLUMN", "党风廉政建设专栏", "专栏"),
    ("DISPLAY_BOARD", "展示牌", "公示牌"),
    ("OPINION_BOX", "意见箱"),
    ("SMS", "短信平台", "短信"),
    ("TRANSPARENCY_NET", "权力公开透明运行网", "透明运行网"),
)
