"""Words for powers: domains, legal bases, steps, duties, systems. Generic: 合成数据."""

from __future__ import annotations

from typing import Final

# Domain by power type; words in the name that say otherwise come first.
DOMAIN_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    ("政府采购", "PROCUREMENT", "06 10"),
    ("工程", "CONSTRUCTION", "01 06 10"),
    ("施工", "CONSTRUCTION", "01 06 10"),
    ("用地", "LAND", "01 06 07 10"),
    ("土地", "LAND", "01 06 07 09 10"),
    ("林地", "LAND", "01 09"),
    ("产权", "ASSETS", "10"),
    ("资产", "ASSETS", "10"),
)
DOMAINS: Final = {
    "01": "LICENSING",
    "02": "PENALTY",
    "03": "ENFORCEMENT",
    "04": "OTHER",
    "05": "BENEFIT_POLICY",
    "06": "ENFORCEMENT",
    "07": "APPROVAL",
    "08": "OTHER",
    "09": "OTHER",
    "10": "APPROVAL",
    "20": "OTHER",
}
ALWAYS_HIGH: Final = frozenset({"PERSONNEL", "FINANCE", "PROCUREMENT", "CONSTRUCTION"})

# Law by words in a unit's name; the type's own law is added for 01, 02 and 03.
LAWS: Final[tuple[tuple[str, str], ...]] = (
    ("教育 中学", "中华人民共和国教育法"),
    ("公安", "中华人民共和国治安管理处罚法"),
    ("财政", "中华人民共和国预算法"),
    ("人力 就业 社会保险 劳动", "中华人民共和国劳动法"),
    ("自然 征收 不动产", "中华人民共和国土地管理法"),
    ("生态", "中华人民共和国环境保护法"),
    ("住房和 城市建设", "中华人民共和国建筑法"),
    ("交通 公路 运输", "中华人民共和国公路法"),
    ("水利", "中华人民共和国水法"),
    ("农业 农机 乡村", "中华人民共和国农业法"),
    ("动物 畜牧", "中华人民共和国动物防疫法"),
    ("林业", "中华人民共和国森林法"),
    ("文化", "中华人民共和国文物保护法"),
    ("卫生 医院 疾病 妇幼", "中华人民共和国基本医疗卫生与健康促进法"),
    ("应急", "中华人民共和国安全生产法"),
    ("审计", "中华人民共和国审计法"),
    ("市场", "中华人民共和国食品安全法"),
    ("统计", "中华人民共和国统计法"),
    ("税务", "中华人民共和国税收征收管理法"),
    ("气象", "中华人民共和国气象法"),
    ("消防", "中华人民共和国消防法"),
    ("烟草", "中华人民共和国烟草专卖法"),
    ("国有", "中华人民共和国企业国有资产法"),
    ("残疾", "中华人民共和国残疾人保障法"),
    ("档案", "中华人民共和国档案法"),
    ("司法", "中华人民共和国法律援助法"),
)
TYPE_LAWS: Final = {
    "01": "中华人民共和国行政许可法",
    "02": "中华人民共和国行政处罚法",
    "03": "中华人民共和国行政强制法",
    "V1": "中华人民共和国城市居民委员会组织法",
}
INTERNAL_RULES: Final[dict[str, tuple[str, str]]] = {
    "PERSONNEL": ("党政领导干部选拔任用工作条例", "PARTY_RULE"),
    "FINANCE": ("行政事业单位内部控制规范（试行）", "NORMATIVE_DOC"),
    "PROCUREMENT": ("中华人民共和国政府采购法", "LAW"),
    "CONSTRUCTION": ("中华人民共和国招标投标法", "LAW"),
    "ASSETS": ("行政事业性国有资产管理条例", "ADMIN_REGULATION"),
    "OTHER": ("中国共产党章程", "PARTY_RULE"),
}

# Steps: kind, name, mandatory. Two officers act where a step names two.
STEPS: Final[dict[str, tuple[tuple[str, str, bool], ...]]] = {
    "01": (
        ("ACCEPT", "申请受理", True),
        ("REVIEW", "材料审查", True),
        ("INVESTIGATE", "现场核查", False),
        ("DECIDE", "作出许可决定", True),
        ("DELIVER", "制证送达", True),
    ),
    "02": (
        ("ACCEPT", "立案", True),
        ("INVESTIGATE", "调查取证", True),
        ("REVIEW", "案件审核", True),
        ("LEGAL_REVIEW", "法制审核", False),
        ("HEARING", "听证", False),
        ("COLLECTIVE", "集体讨论", False),
        ("DECIDE", "作出处罚决定", True),
        ("DELIVER", "决定书送达", True),
    ),
    "03": (
        ("ACCEPT", "实施前报批", True),
        ("DECIDE", "批准实施", True),
        ("EXECUTE", "现场实施", True),
        ("REVIEW", "期限内核查处理", True),
        ("DELIVER", "解除或移送", True),
    ),
    "04": (
        ("ACCEPT", "申报登记", True),
        ("REVIEW", "核定", True),
        ("DECIDE", "征收决定", True),
        ("COLLECT", "征收入库", True),
    ),
    "05": (
        ("ACCEPT", "申请受理", True),
        ("REVIEW", "资格审核", True),
        ("PUBLISH", "公示", True),
        ("DECIDE", "审定", True),
        ("EXECUTE", "资金发放", True),
    ),
    "06": (
        ("ACCEPT", "制定检查方案", True),
        ("INVESTIGATE", "现场检查", True),
        ("REVIEW", "检查结果审核", True),
        ("DECIDE", "处理决定", True),
        ("DELIVER", "结果告知", True),
    ),
    "07": (
        ("ACCEPT", "申请受理", True),
        ("REVIEW", "审核", True),
        ("DECIDE", "确认决定", True),
        ("DELIVER", "结果送达", True),
    ),
    "08": (
        ("ACCEPT", "申报推荐", True),
        ("EXPERT", "组织评审", True),
        ("PUBLISH", "公示", True),
        ("DECIDE", "表彰决定", True),
        ("EXECUTE", "颁奖", True),
    ),
    "09": (
        ("ACCEPT", "申请受理", True),
        ("INVESTIGATE", "调查核实", True),
        ("COLLECTIVE", "集体审理", True),
        ("DECIDE", "作出裁决", True),
        ("DELIVER", "裁决书送达", True),
    ),
    "10": (
        ("ACCEPT", "受理", True),
        ("REVIEW", "审查", True),
        ("DECIDE", "决定", True),
        ("DELIVER", "结果送达", True),
    ),
    "20": (
        ("ACCEPT", "申请受理", True),
        ("REVIEW", "材料核验", True),
        ("DECIDE", "办理意见审定", True),
        ("DELIVER", "结果反馈", True),
    ),
    "P1": (
        ("ACCEPT", "提出动议", True),
        ("CONSULT", "征求意见", True),
        ("COLLECTIVE", "集体研究", True),
        ("DECIDE", "形成决定", True),
        ("PUBLISH", "公示", True),
    ),
    "N1": (
        ("ACCEPT", "提出动议", True),
        ("ARGUMENT", "论证", True),
        ("COLLECTIVE", "集体研究", True),
        ("DECIDE", "形成决定", True),
        ("EXECUTE", "组织实施", True),
        ("PUBLISH", "结果公开", True),
    ),
    "V1": (
        ("ACCEPT", "申请或提议", True),
        ("REVIEW", "审核", True),
        ("COLLECTIVE", "民主议定", True),
        ("DECIDE", "形成决定", True),
        ("PUBLISH", "公示", True),
    ),
}
# Put before DECIDE, or made mandatory, where the power is a major one.
MAJOR_STEPS: Final = (("LEGAL_REVIEW", "合法性审查", True), ("COLLECTIVE", "集体讨论", True))
# Which role stands at a step; the others belong to execution.
DECISION_STEPS: Final = frozenset({"DECIDE", "COLLECTIVE"})

DUTIES: Final = (
    "依照法定条件、程序和时限办理，不得违规设置前置条件。",
    "对办理结果负责，接受监督并及时公开。",
)
ACCOUNTABILITY: Final = (
    "违规办理、超越职权或者滥用职权的，依规依纪依法追究直接责任人员和负有领导责任人员的责任。",
    "不履行或者不正确履行职责造成不良影响的，视情节给予批评教育、组织处理或者处分。",
)
CONDITIONS: Final = "符合法定条件、材料齐全、属于本单位职权范围（合成数据）"
GRADES: Final = (("情节轻微", 1000, 3000), ("情节一般", 3000, 10000), ("情节严重", 10000, 30000))

# Restraint systems of a unit, in the order in which it makes them: topic, name.
SYSTEMS: Final[tuple[tuple[str, str], ...]] = (
    ("decision", "“三重一大”事项集体决策制度"),
    ("FINANCE", "财务管理和大额资金支出审批办法"),
    ("public", "权力公开运行管理办法"),
    ("PERSONNEL", "选人用人工作规程"),
    ("risk", "廉政风险防控管理办法"),
    ("duty", "首问负责、限时办结和责任追究制度"),
    ("PROCUREMENT", "采购和工程项目管理办法"),
    ("PENALTY", "执法全过程记录和裁量基准适用办法"),
)
COMMUNITY_SYSTEMS: Final[tuple[tuple[str, str], ...]] = (
    ("decision", "居民民主议事和决策制度"),
    ("FINANCE", "集体资金资产资源管理制度"),
    ("public", "居务公开制度"),
    ("PROCUREMENT", "小型工程和物资采购管理制度"),
    ("duty", "印章使用和证明出具管理制度"),
)
COUNTY_SYSTEMS: Final = (
    "权力运行全程监控实施办法",
    "重大行政决策程序实施细则",
    "县委常委会议事决策规则",
    "县委全委会票决干部办法",
    "县政府工作规则",
    "一把手末位表态制度",
    "一把手不直接分管有关事项规定",
    "重大事项备案管理办法",
    "权责清单动态管理办法",
    "行政处罚裁量权基准管理办法",
    "行政执法公示制度",
    "行政执法全过程记录制度",
    "重大执法决定法制审核制度",
    "农村扶持资金三方会签办法",
    "政府投资项目管理办法",
    "政府采购内部控制规范",
    "国有资产管理办法",
    "领导干部述责述廉实施办法",
    "社会监督员管理办法",
    "民主评议政风行风办法",
    "派驻监督工作办法",
    "巡察整改督办办法",
    "公开栏和展示牌管理规定",
    "群众意见办理反馈制度",
)
