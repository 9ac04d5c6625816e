"""Names of people, and what their posts are called. All invented: 合成数据."""

from __future__ import annotations

from typing import Final

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MALE: Final = (
    "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙林海峰建国志文博成康星光"
    "天达安岩泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘"
)
FEMALE: Final = (
    "芳娜敏静丽艳娟霞燕玲桂英慧巧美雅洁红莉萍婷雪琳怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚"
    "苑筠柔竹霭凝晓欢枫芸菲寒伊亚宜可姬舒影荔枝思秀莲真环凤"
)
# How the head of a unit is called, by the end of the unit's name; the first that fits.
CHIEFS: Final[tuple[tuple[str, str], ...]] = (
    ("管理委员会", "主任"),
    ("机关工作委员会", "书记"),
    ("政法委员会", "书记"),
    ("共青团县委员会", "书记"),
    ("局", "局长"),
    ("办公室", "主任"),
    ("中心", "主任"),
    ("组织部", "部长"),
    ("宣传部", "部长"),
    ("统战部", "部长"),
    ("社会工作部", "部长"),
    ("管理部", "主任"),
    ("党校", "校长"),
    ("中学", "校长"),
    ("档案馆", "馆长"),
    ("医院", "院长"),
    ("保健院", "院长"),
    ("大队", "大队长"),
    ("联合社", "主任"),
    ("残疾人联合会", "理事长"),
    ("所", "所长"),
    ("会", "主席"),
)
# Where the chief also leads the county, the unit's own office is led by the first deputy.
COUNTY_CHIEFS: Final = {"县委办公室": "县委书记", "县政府办公室": "县长"}

# Further leaders of the county: title, unit whose team they sit in.
COUNTY_LEADERS: Final = (
    ("县委副书记", "县委办公室"),
    ("县委常委、常务副县长", "县政府办公室"),
    ("副县长（农业农村）", "县政府办公室"),
    ("副县长（工业商贸）", "县政府办公室"),
    ("副县长（城乡建设）", "县政府办公室"),
    ("副县长（教育卫生）", "县政府办公室"),
)
# Which of them leads a unit of the government: words in its name, title. The last takes the rest.
PORTFOLIOS: Final[tuple[tuple[str, str], ...]] = (
    ("农业 林业 水利 乡村 畜牧 农机 动物 气象 供销", "副县长（农业农村）"),
    ("教育 卫生 医 疾病 妇幼 民政 体育 文化 中学 职业 疫 退役", "副县长（教育卫生）"),
    ("住房 建设 自然 交通 市政 园林 供热 公路 运输 征收 不动产 执法 生态", "副县长（城乡建设）"),
    ("工业 商务 市场 科学 招商 开发 烟草 金融 国有 大数据", "副县长（工业商贸）"),
    ("", "县委常委、常务副县长"),
)

# Sections of a unit: key, name, kind, types of power that make it needed ("*": always).
SECTIONS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("office", "办公室", "OTHER", "*"),
    ("personnel", "人事股", "PERSONNEL", "*"),
    ("finance", "财务股", "FINANCE", "*"),
    ("discipline", "机关纪委", "DISCIPLINE", "*"),
    ("legal", "政策法规股", "OTHER", "01 02 03 06 09"),
    ("licence", "行政审批股", "OTHER", "01"),
    ("enforce", "综合执法股", "OTHER", "02 03"),
    ("check", "监督检查股", "OTHER", "06"),
    ("work", "业务股", "OTHER", "*"),
)
TOWN_SECTIONS: Final = {
    "office": "党政办公室",
    "personnel": "组织人事办公室",
    "finance": "财政所",
    "discipline": "纪检监察办公室",
    "legal": "司法所",
    "licence": "便民服务中心",
    "enforce": "综合行政执法队",
    "check": "应急管理办公室",
    "work": "社会事务办公室",
}
TOWN_TEAM: Final = ("党委书记", "党委副书记、镇长", "党委副书记", "副镇长", "党委委员")
STREET_TEAM: Final = (
    "党工委书记",
    "党工委副书记、办事处主任",
    "党工委副书记",
    "办事处副主任",
    "党工委委员",
)
# Posts below the team: key, title, section, functions, key post, whom it reports to. The post
# appears where its section does.
POSTS: Final[tuple[tuple[str, str, str, str, bool, str], ...]] = (
    ("office_head", "办公室主任", "office", "REVIEW", False, "deputy1"),
    ("clerk", "采购经办员", "office", "PROCUREMENT", True, "office_head"),
    ("keeper", "档案和资产管理员", "office", "ARCHIVE CUSTODY", False, "office_head"),
    ("personnel_head", "人事股股长", "personnel", "REVIEW", True, "deputy1"),
    ("finance_head", "财务股股长", "finance", "REVIEW", True, "deputy2"),
    ("bookkeeper", "会计", "finance", "BOOKKEEPING", True, "finance_head"),
    ("cashier", "出纳", "finance", "CASHIER", True, "finance_head"),
    ("legal_head", "政策法规股股长", "legal", "LEGAL_REVIEW HEARING_HOST", False, "deputy2"),
    ("licence_head", "行政审批股股长", "licence", "REVIEW", True, "deputy3"),
    ("licence", "审批经办员", "licence", "HANDLING", False, "licence_head"),
    ("licence", "窗口受理员", "licence", "HANDLING", False, "licence_head"),
    ("enforce_head", "综合执法股股长", "enforce", "REVIEW", True, "member"),
    ("enforce", "执法员（一）", "enforce", "INVESTIGATION", False, "enforce_head"),
    ("enforce", "执法员（二）", "enforce", "INVESTIGATION", False, "enforce_head"),
    ("check_head", "监督检查股股长", "check", "REVIEW", False, "deputy3"),
    ("check", "检查员（一）", "check", "INVESTIGATION", False, "check_head"),
    ("check", "检查员（二）", "check", "INVESTIGATION", False, "check_head"),
    ("work_head", "业务股股长", "work", "REVIEW", False, "member"),
    ("work", "业务经办员", "work", "HANDLING", False, "work_head"),
    ("work", "业务受理员", "work", "HANDLING", False, "work_head"),
)
# What each of the team is in direct charge of: section, domain.
DIVISION: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "deputy1": (("personnel", "PERSONNEL"), ("office", "PROCUREMENT")),
    "deputy2": (("finance", "FINANCE"), ("legal", "OTHER")),
    "deputy3": (("licence", "APPROVAL"), ("check", "ENFORCEMENT")),
    "member": (("enforce", "ENFORCEMENT"), ("work", "OTHER")),
}
COMMUNITY_POSTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("chief", "社区党组织书记、居委会主任", "APPROVAL"),
    ("deputy", "社区党组织副书记", "REVIEW"),
    ("deputy", "居委会副主任", "REVIEW"),
    ("member", "居委会委员（民政）", "REVIEW"),
    ("member", "居委会委员（治安调解）", "REVIEW"),
    ("work", "社区工作者（综合窗口）", "HANDLING"),
    ("work", "社区工作者（民生服务）", "HANDLING"),
    ("cashier", "社区报账员", "CASHIER"),
    ("supervisor", "居务监督委员会主任", "SUPERVISION"),
    ("supervisor", "居务监督委员会委员（一）", "SUPERVISION"),
    ("supervisor", "居务监督委员会委员（二）", "SUPERVISION"),
)
RESIDENT_POSTS: Final = (
    "书记",
    "副书记",
    "纪检监察员（一）",
    "纪检监察员（二）",
    "纪检监察员（三）",
)
DISCIPLINE_POSTS: Final = (
    "书记、监委主任",
    "副书记",
    "副书记（案件审理）",
    "党风政风监督室主任",
    "案件监督管理室主任",
)
