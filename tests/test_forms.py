"""The forms of "211": what stands in them against what the graph says in plain Cypher, and that
they open, with hostile names too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from pypdf import PdfReader

from graph.drawing.flow import FlowRisk, FlowStep
from graph.drawing.flow_svg import TALL, flow_pictures, risk_pictures
from graph.drawing.model import PictureError
from graph.errors import ParameterError
from graph.store import Statement, Store, open_graph
from graph.text import Language
from powergraph.cli import run
from powergraph.masking import MaskedStore, Masking
from powergraph.reports.context import Unit, unit_of
from powergraph.reports.forms import filing, frame, modules
from powergraph.reports.forms.frame import glance
from powergraph.reports.forms.kinds import KINDS, form, kind_of
from powergraph.reports.tree import Document, Field, Form, Picture, Table, blocks, to_data, walk
from powergraph.reports.write import RENDERERS
from queries.lint import lint_text
from tests.forms_tables import AS_OF, HOSTILE, KEPT, TABLES, UNSEEN
from tests.test_dashboard_graphs import build


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph file."""
    made = build(tmp_path_factory.mktemp("forms") / "forms.db", TABLES, "合成数据")
    labels = ("Department", "Post", "Power", "LegalBasis", "Step", "RiskPoint", "Matter")
    with open_graph(made, mode="write") as opened:
        worse = {"name": HOSTILE, "worse": HOSTILE + UNSEEN}
        match = "MATCH (n:{}) WHERE n.name = $name SET n.name = $worse"
        opened.write([Statement(match.format(label), worse) for label in labels])
        opened.save()
    return made


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    """The graph."""
    with open_graph(path) as opened:
        yield opened


def unit(store: Store, uid: str = "D1", language: Language = "zh") -> Unit:
    """A unit of it, looked at without running the rules."""
    return unit_of(glance(store, language, AS_OF), uid)


def svg_texts(document: Document) -> str:
    """What is written in the pictures, one text a line."""
    trees = [ElementTree.fromstring(b.svg) for b in blocks(document) if isinstance(b, Picture)]
    return "\n".join(node.text or "" for tree in trees for node in tree.iter() if node.text)


def table(document: Document) -> Table:
    """The only table."""
    [found] = [b for b in blocks(document) if isinstance(b, Table)]
    return found


def fields(document: Document) -> dict[str, str]:
    """What stands in the fields, by their labels on one line."""
    forms = [b for b in blocks(document) if isinstance(b, Form)]
    every: list[Field] = [f for one in forms for row in one.rows for f in row]
    return {f.label.replace("\n", ""): f.value for f in every}


def test_the_flow_chart_has_every_step_in_order_with_who_acts_and_how_long(store: Store) -> None:
    facts = store.read(
        "MATCH (:Power {uid: 'W1'})-[:HAS_STEP]->(t:Step)<-[:AT_STEP]-(:Role)<-[:FILLS]-(p:Post) "
        "RETURN t.seq AS seq, t.name AS name, t.days AS days, p.name AS post ORDER BY seq"
    )
    said = svg_texts(form(unit(store), "flow", ["W1"]))
    places = [said.index(f"{row['seq']}. {row['name']}") for row in facts]
    assert len(places) == 3
    assert places == sorted(places)
    for row in facts:
        assert f"{row['days']} 天" in said
        assert row["post"].removeprefix("甲局") in said
    assert said.count("可选") == 1
    assert said.count("必经") == 2


def test_the_flow_chart_states_the_facts_of_the_power_and_leaves_the_rest_empty(
    store: Store,
) -> None:
    found = fields(form(unit(store), "flow", ["W1"]))
    assert found["实施依据"] == "建筑法 第七条"
    assert (found["法定期限"], found["承诺期限"]) == ("20个工作日", "7个工作日")
    assert found["监督机构"] == "派驻第一纪工委"
    assert found["办事条件"] == found["填表人签字、日期"] == ""


def test_every_measure_stands_beside_its_risk_and_every_risk_has_a_flag(store: Store) -> None:
    facts = store.read(
        "MATCH (:Power {uid: 'W1'})-[:HAS_RISK]->(k:RiskPoint) "
        "OPTIONAL MATCH (k)-[:MITIGATED_BY]->(m:ControlMeasure) "
        "RETURN k.name AS risk, m.text AS measure ORDER BY risk, measure"
    )
    made = form(unit(store), "risk", ["W1"])
    rows = [(row.cells[1], row.cells[5]) for row in table(made).rows]
    expected = [(row["risk"], row["measure"] or "（没有记录）") for row in facts]
    assert sorted(rows) == sorted(expected)
    said = svg_texts(made)
    assert all(row["risk"] in said for row in facts)
    assert {"高风险", "中风险", "低风险"} <= {word for word in said.replace("·", " ").split()}
    assert "全流程（未对应到具体环节）" in said


def test_a_power_without_steps_shows_the_template_of_its_type_as_a_template(store: Store) -> None:
    made = form(unit(store), "flow", ["W2"])
    assert "1. 推荐申报" in svg_texts(made)
    assert "不是本事项的记录" in str(to_data(made))
    captions = [b.caption for b in blocks(made) if isinstance(b, Picture)]
    assert captions == ["同类权力流程模板（仅供填写参考）"]


def test_a_power_without_steps_or_template_has_lines_to_fill_in(store: Store) -> None:
    made = form(unit(store), "flow", ["W3"])
    assert svg_texts(made) == ""
    assert fields(made)["环节、责任岗位、时限"] == ""
    assert len(table(form(unit(store), "risk", ["W3"])).rows) == 4


def test_the_filing_form_has_what_is_on_record_and_empty_places_for_the_pen(store: Store) -> None:
    found = fields(form(unit(store), "filing", ["E1"]))
    assert found["备案编号"] == "F1"
    assert found["备案日期"] == "2026-03-05"
    assert found["受理备案单位"] == "派驻第一纪工委"
    assert found["涉及金额（元）"] == "50,000"
    assert found["相关责任人"] == "欧阳子敬"
    assert found["配套资料"].startswith("共4份")
    said = found["决策程序（研究情况）"]
    assert all(part in said for part in ("2026-02-28 甲局党组", "应到7人", "实到6人", "同意5票"))
    for empty in ("主要内容", "经办人签字", "主要领导签字、日期", "派驻机构意见"):
        assert found[empty] == ""


def test_a_matter_that_was_not_filed_has_a_form_without_a_number(store: Store) -> None:
    found = fields(form(unit(store), "filing", ["E2"]))
    assert found["事项名称"] == "干部任免"
    assert found["备案编号"] == found["备案日期"] == found["配套资料"] == ""


def test_a_unit_without_matters_gets_a_form_to_fill_in(store: Store) -> None:
    found = fields(form(unit(store, "D3"), "filing"))
    assert found["报备单位"] == "空镇"
    assert found["事项名称"] == ""


def test_the_ledger_has_a_line_for_each_active_power(store: Store) -> None:
    made = form(unit(store), "ledger")
    [first, *_] = [b for b in blocks(made) if isinstance(b, Table)]
    assert [row.cells[0] for row in first.rows] == ["施工许可", "奖励评定", "行政检查"]


def test_the_division_of_work_names_the_head_first_and_leaves_columns_to_the_hand(
    store: Store,
) -> None:
    rows = [row.cells for row in table(form(unit(store), "division")).rows]
    assert rows[0][1:4] == ("欧阳子敬", "局长（主要负责人）", "2021-03-01")
    assert rows[1][1:3] == ("司徒文远", "副局长")
    assert rows[1][5] == "审批股"
    assert rows[0][6:] == ("", "", "")
    assert all(not cell.strip() for row in rows[2:] for cell in row)


def test_the_board_lists_sensitive_powers_first_on_a3_turned(store: Store) -> None:
    made = form(unit(store), "board")
    assert [row.cells[1] for row in table(made).rows] == ["奖励评定", "施工许可", "行政检查"]
    licence = table(made).rows[1].cells
    assert licence[6] == "1. 申请受理 → 2. 现场核查 → 3. 作出决定"
    page = PdfReader(io.BytesIO(RENDERERS["pdf"](made))).pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (page.width, page.height)] == [420, 297]


def test_the_card_has_six_modules_and_the_four_records(store: Store) -> None:
    found = fields(form(unit(store), "modules", ["W1"]))
    assert found["一、权力名称"] == "施工许可"
    assert found["二、授权依据"] == "建筑法 第七条"
    assert found["三、用权主体"] == "甲局、审批股\n决策：副局长\n执行：审批股股长"
    assert found["四、风险等级"] == "高（登记风险点3个）"
    assert found["五、运行流程"].splitlines()[2] == "3. 作出决定：副局长"
    assert found["六、制约制度"] == "许可管理办法 甲发〔2024〕1号"
    assert [found[name] for name in ("办理情况", "办理依据", "办理过程", "办理结果")] == [""] * 4
    assert found["录入专人"] == "诸葛明理"


@pytest.mark.parametrize("kind", [k for k in KINDS if KINDS[k].about != "unit"])
def test_one_file_holds_the_forms_of_a_whole_department(store: Store, kind: str) -> None:
    made = form(unit(store), kind)
    expected = {
        "power": "MATCH (w:Power)-[:EXERCISED_BY]->(:Department {uid: 'D1'}) "
        "WHERE w.status IS NULL OR w.status = 'ACTIVE' RETURN w.uid AS uid ORDER BY uid",
        "matter": "MATCH (m:Matter)-[:MATTER_OF]->(:Department {uid: 'D1'}) "
        "RETURN m.uid AS uid ORDER BY uid",
    }[KINDS[kind].about]
    assert [s.key for s in walk(made.sections)] == [row["uid"] for row in store.read(expected)]
    assert made.contents
    assert all(section.new_page for section in made.sections)
    pages = PdfReader(io.BytesIO(RENDERERS["pdf"](made))).pages
    for number, section in enumerate(made.sections, start=1):
        assert any(section.title in page.extract_text() for page in pages[number:])


def test_a_power_or_matter_of_another_unit_is_refused(store: Store) -> None:
    with pytest.raises(ParameterError, match="W9"):
        form(unit(store), "flow", ["W9"])
    with pytest.raises(ParameterError, match="W4"):
        form(unit(store), "risk", ["W4"])
    with pytest.raises(ParameterError, match="E9"):
        form(unit(store), "filing", ["E9"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_opens_in_every_format(store: Store, kind: str, language: Language) -> None:
    made = form(unit(store, language=language), kind)
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(RENDERERS["pdf"](made))).pages
    )
    opened = docx.Document(io.BytesIO(RENDERERS["docx"](made)))
    page = RENDERERS["html"](made).decode()
    assert "甲局" in text
    assert "甲局" in opened.element.xml
    assert "甲局" in page
    assert "合成数据" in page
    assert "report.form" not in text + page


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Some text."""
        self.text += data


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_text_in_every_format(store: Store, kind: str) -> None:
    made = form(unit(store, "D4"), kind)
    assert UNSEEN in made.title + made.subtitle
    for picture in (b for b in blocks(made) if isinstance(b, Picture)):
        tree = ElementTree.fromstring(picture.svg)
        assert {node.tag.rpartition("}")[2] for node in tree.iter()} <= {
            *("svg", "title", "rect", "g", "text", "path", "polygon", "circle")
        }
    pages = PdfReader(io.BytesIO(RENDERERS["pdf"](made))).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages)
    assert KEPT.replace(" ", "") in printed
    page = Tags()
    page.feed(RENDERERS["html"](made).decode())
    assert "b" not in page.tags
    assert KEPT in page.text
    opened = docx.Document(io.BytesIO(RENDERERS["docx"](made)))
    words = "".join(node.text or "" for node in opened.element.iter() if node.tag.endswith("}t"))
    assert KEPT in words


@pytest.mark.parametrize("kind", KINDS)
def test_the_masked_edition_names_nobody(store: Store, kind: str) -> None:
    masked = unit(MaskedStore(store, Masking.of(store, "zh")))
    shown = str(to_data(form(masked, kind)))
    assert not [o["name"] for o in TABLES["officials"] if o["name"] in shown]


def test_a_long_course_goes_on_in_further_pictures_and_loses_no_step() -> None:
    steps = [FlowStep(n, f"环节{n}号", "EXECUTION", "某岗位", 1) for n in range(1, 41)]
    pictures = flow_pictures(steps, "x", "zh")
    texts = [
        "\n".join(t.text or "" for t in ElementTree.fromstring(p).iter() if t.text)
        for p in pictures
    ]
    assert len(pictures) > 2
    for picture in pictures:
        height = float(ElementTree.fromstring(picture).attrib["viewBox"].split()[3])
        assert height <= TALL + 30
    for n in range(1, 41):
        assert sum(f". 环节{n}号" in text for text in texts) == 1
    assert ["接下图" in text for text in texts] == [True] * (len(texts) - 1) + [False]


def test_the_drawing_refuses_marks_that_it_does_not_know() -> None:
    with pytest.raises(PictureError, match="BOSS"):
        flow_pictures([FlowStep(1, "x", "BOSS")], "x", "zh")
    with pytest.raises(PictureError, match="AWFUL"):
        risk_pictures([FlowStep(1, "x")], [FlowRisk("y", "AWFUL")], "x", "zh")


def test_a_picture_of_nothing_is_none() -> None:
    assert flow_pictures([], "x", "zh") == risk_pictures([], [], "x", "en") == ()


@pytest.mark.parametrize(
    "cypher", [frame._POWERS, filing._SUPERVISORS, modules._STEWARDS], ids=["powers", "near", "who"]
)
def test_what_the_forms_ask_is_portable(cypher: str) -> None:
    assert [str(problem) for problem in lint_text(cypher)] == []


def test_a_form_has_rows_of_one_or_two_fields() -> None:
    with pytest.raises(ValueError, match="3 fields"):
        Form(((Field("a"), Field("b"), Field("c")),))


@pytest.mark.parametrize("name", ["流程图", "FLOW", " flow "])
def test_kinds_have_chinese_and_english_names(name: str) -> None:
    assert kind_of(name) == "flow"


def test_the_same_graph_gives_the_same_bytes(store: Store) -> None:
    made = form(unit(store), "risk")
    again = replace(form(unit(store), "risk"))
    for name in ("pdf", "docx", "html"):
        assert RENDERERS[name](made) == RENDERERS[name](again)


def test_the_command_writes_one_file_a_kind_and_says_which(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--graph", str(path), "--format", "docx,html", "-q"]
    assert run(["form", "分工表,ledger", "甲局", "-o", str(tmp_path / "a"), *arguments]) == 0
    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert files == [
        "甲局权力台账_D1.docx",
        "甲局权力台账_D1.html",
        "甲局领导班子分工表_D1.docx",
        "甲局领导班子分工表_D1.html",
    ]
    assert len(capsys.readouterr().out.splitlines()) == 4
    one = ["form", "flow", "D1", "--power", "W1", "-o", str(tmp_path / "b"), *arguments]
    assert run(one) == 0
    assert (tmp_path / "b" / "权力运行流程图_W1.docx").exists()


def test_the_command_refuses_what_it_cannot_make(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = ["-o", str(tmp_path), "--graph", str(path), "--lang", "en"]
    assert run(["form", "poster", "D1", *end]) == 2
    assert "poster" in capsys.readouterr().err
    assert run(["form", "ledger", "D1", "--power", "W1", *end]) == 2
    assert "--power" in capsys.readouterr().err
    assert run(["form", "flow", "D1", "--power", "nope", *end]) == 2
    assert "nope" in capsys.readouterr().err
    assert run(["form", "flow", *end]) == 2
    assert not list(tmp_path.iterdir())
