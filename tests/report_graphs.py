"""Small graphs that tests of reports share, and the golden trees made from them.

`python -m tests.report_graphs` writes the golden trees again; look at what changed before you
commit it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from graph.embedded import EmbeddedStore
from graph.store import Store
from graph.text import Language
from powergraph.reports.build import build
from powergraph.reports.context import County, Unit, look
from powergraph.reports.tree import Document, to_data
from tests.loading import Sheets, csv_folder, load_paths

GOLDEN: Final = Path(__file__).parent / "data" / "reports"
MADE: Final = datetime(2026, 7, 1, 9)
LATER: Final = datetime(2027, 1, 2, 3, 4)

# D1 has a team, roles, risks and a contract, with one official who decides and carries out; D2 has
# powers and nothing else, as a published list gives them.
TABLES: Final[Sheets] = {
    "departments": [
        ("单位编号", "单位名称", "单位类别"),
        ("D1", "财政局", "区直部门"),
        ("D2", "档案馆", "区直部门"),
        ("D3", "第一中学", "区直部门"),
        ("D4", "第一中学", "区直部门"),
    ],
    "sections": [("科室编号", "科室名称", "所属单位"), ("S1", "预算股", "D1")],
    "posts": [
        ("岗位编号", "岗位名称", "所在单位", "所在科室", "是否一把手", "是否班子成员", "上级岗位"),
        ("P1", "财政局局长", "D1", "", "是", "是", ""),
        ("P2", "财政局副局长", "D1", "", "否", "是", "P1"),
        ("P3", "预算股股长", "D1", "S1", "否", "否", "P2"),
    ],
    "officials": [
        ("人员编号", "姓名"),
        ("O1", "欧阳振国"),
        ("O2", "李守正"),
        ("O3", "王小明"),
        ("O4", "赵明"),
    ],
    "appointments": [
        ("人员编号", "岗位编号", "任职日期", "免职日期"),
        ("O4", "P1", "2018-02-01", "2023-05-01"),
        ("O1", "P1", "2023-05-01", ""),
        ("O2", "P2", "2020-03-01", ""),
        ("O3", "P3", "2021-06-01", ""),
    ],
    "charges": [
        ("岗位编号", "分管对象类别", "分管对象", "分管领域"),
        ("P1", "部门单位", "D1", "财务"),
        ("P2", "内设机构", "S1", "财务"),
    ],
    "kinships": [("人员编号", "亲属人员编号", "亲属类别"), ("O1", "O3", "近姻亲")],
    "counterparties": [
        ("相对人编号", "相对人名称", "相对人类别"),
        ("E1", "示例县宏远商贸有限公司", "企业"),
        ("E2", "孙大有", "个人"),
    ],
    "powers": [
        ("事项编号", "事项名称", "权力类型", "行使主体", "风险等级"),
        ("W1", "专项资金审批", "01", "D1", "高"),
        ("W2", "会计从业检查", "06", "D1", "中"),
        ("W3", "档案利用许可", "01", "D2", ""),
        ("W4", "档案执法检查", "06", "D2", ""),
    ],
    "roles": [
        ("角色编号", "事项编号", "角色类别", "监督方"),
        ("R1", "W1", "决策", ""),
        ("R2", "W1", "执行", ""),
        ("R3", "W1", "监督", "纪委"),
        ("R4", "W2", "决策", ""),
        ("R5", "W2", "执行", ""),
    ],
    "role_holders": [
        ("角色编号", "承担者类别", "承担者编号"),
        ("R1", "岗位", "P3"),
        ("R2", "岗位", "P3"),
        ("R3", "岗位", "P2"),
        ("R4", "岗位", "P1"),
        ("R5", "岗位", "P3"),
    ],
    "risk_points": [
        ("风险点编号", "事项编号", "风险点名称", "风险等级"),
        ("K1", "W1", "拨付不按进度", "高"),
        ("K2", "W1", "审核流于形式", "中"),
    ],
    "control_measures": [
        ("措施编号", "风险点编号", "措施内容", "责任岗位"),
        ("M1", "K1", "双人复核", "P2"),
    ],
    "contracts": [
        ("合同编号", "采购单位", "供应商", "采购标的", "合同类别", "合同金额", "签订日期"),
        ("C1", "D1", "E1", "办公设备", "货物", "150000", "2026-03-02"),
    ],
}
UNITS: Final = ("D1", "D2")


def make(folder: Path, tables: Sheets = TABLES) -> Path:
    """A graph of those tables in a new folder; gives the path of its file."""
    path = folder / "graph.db"
    with closing(EmbeddedStore(path, "write")) as store:
        load_paths(store, csv_folder(folder / "tables", tables))
        store.save()
    return path


def document(store: Store, uid: str, language: Language = "zh", **looking: Any) -> Document:
    """The report of one unit of that graph, made at a fixed time."""
    county = look(store, language=language, **looking)
    return build(county, Unit(county, uid), MADE)


def report(county: County, uid: str, now: datetime = MADE) -> Document:
    """The same from a county that was looked at before."""
    return build(county, Unit(county, uid), now)


def pinned(document: Document) -> Mapping[str, Any]:
    """What a golden file holds: the tree without drawings, Cypher, versions and what chapter 15 and
    annex D say of all rules and codes, which change with rules and schema."""
    data = to_data(document, content_only=True)
    data["meta"] = [pair for pair in data["meta"] if "powergraph" not in pair[1]]
    for section in data["sections"]:
        if section["key"] in ("limits", "D"):
            section["sections"] = [part["title"] for part in section["sections"]]
            section["blocks"] = [block["kind"] for block in section["blocks"]]
        else:
            _without_drawings(section)
    # One line breaks and one kind of sequence, as a file gives them back.
    plain: Mapping[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))
    return plain


def _without_drawings(section: dict[str, Any]) -> None:
    for block in section["blocks"]:
        block.pop("svg", None)
        if block["kind"] == "code":
            block["text"] = ""
    for part in section["sections"]:
        _without_drawings(part)


def _write() -> None:
    with TemporaryDirectory() as folder, closing(EmbeddedStore(make(Path(folder)))) as store:
        county = look(store, language="zh")
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for uid in UNITS:
            text = json.dumps(pinned(report(county, uid)), ensure_ascii=False, indent=1)
            (GOLDEN / f"{uid}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write()
