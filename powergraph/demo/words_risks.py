"""Risk points and measures by kind of step. Generic: 合成数据."""

from __future__ import annotations

from typing import Final

# Kind of step: (risk point, how it shows, category), at least three of each that every power has.
RISKS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "ACCEPT": (
        ("受理环节违规设置前置条件", "超出公开的条件和材料清单要求申请人补充材料", "PROCESS"),
        ("选择性受理或者拖延受理", "对不同对象宽严不一，不出具受理凭证", "MORAL"),
        ("受理登记不完整", "未登记或者倒签受理日期", "SYSTEM"),
    ),
    "REVIEW": (
        ("审核把关不严", "对不符合条件的材料予以通过", "POST"),
        ("审核中接受请托", "接受服务对象宴请、礼品礼金后放宽标准", "MORAL"),
        ("审核标准不统一", "同类事项审核尺度前后不一", "SYSTEM"),
    ),
    "DECIDE": (
        ("超越权限作出决定", "越级、越权审批或者以个人意见代替集体意见", "POST"),
        ("决定受到不当干预", "领导干部打招呼、递条子影响决定结果", "EXTERNAL"),
        ("决定与审核意见不符", "无正当理由改变审核意见且不留痕", "PROCESS"),
    ),
    "DELIVER": (
        ("送达不及时", "作出决定后未在规定期限内送达", "PROCESS"),
        ("结果文书保管不善", "证照、文书领取登记不全", "SYSTEM"),
    ),
    "INVESTIGATE": (
        ("现场核查走过场", "不到现场或者单人开展核查", "POST"),
        ("隐匿、篡改调查材料", "选择性取证，影响事实认定", "MORAL"),
    ),
    "LEGAL_REVIEW": (("法制审核流于形式", "未审先定或者审核意见不被采纳也不说明", "PROCESS"),),
    "HEARING": (("听证程序不规范", "未告知听证权利或者由调查人员主持", "PROCESS"),),
    "COLLECTIVE": (
        ("集体讨论搞形式", "会前定调、末位表态制度不落实", "POST"),
        ("会议记录不完整", "未如实记录不同意见和表决情况", "SYSTEM"),
    ),
    "EXECUTE": (
        ("执行中截留、挪用", "资金、物品未按决定的数额和对象执行", "MORAL"),
        ("执行监督缺位", "执行过程无记录、结果无核对", "SYSTEM"),
    ),
    "COLLECT": (("征收款项不及时入库", "少征、缓征或者坐支征收款项", "MORAL"),),
    "PUBLISH": (("公示内容不全", "公示时间不足或者回避关键信息", "PROCESS"),),
    "EXPERT": (("专家抽取不随机", "指定专家或者泄露评审信息", "EXTERNAL"),),
    "CONSULT": (("征求意见范围过窄", "只征求部分人员意见", "PROCESS"),),
    "ARGUMENT": (("论证不充分", "先定结果后补论证材料", "PROCESS"),),
}
# Text, kind, frequency. The first two answer most risks; the rest come in turn.
MEASURES: Final[tuple[tuple[str, str, str], ...]] = (
    ("一次性告知并在系统登记全过程，逾期自动预警", "PREVENTIVE", "每件"),
    ("双人审核、交叉复核，审核意见全部留痕", "PREVENTIVE", "每件"),
    ("每月按不低于百分之十的比例抽查办件案卷", "DETECTIVE", "每月"),
    ("对请托说情、违规干预事项登记备案并按季报告", "DETECTIVE", "每季度"),
    ("经办岗位定期轮岗，轮岗前开展廉政谈话", "PREVENTIVE", "每三年"),
    ("发现问题限期纠正，倒查责任并通报", "CORRECTIVE", "发现即办"),
    ("结果在公开栏和网站同步公示，公布监督电话", "PREVENTIVE", "每件"),
    ("每半年回访服务对象，核实有无吃拿卡要", "DETECTIVE", "每半年"),
)
CONSEQUENCES: Final = ("LOSS_OF_CONTROL", "MISCONDUCT", "FALL")
