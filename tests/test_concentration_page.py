"""The page of concentration as somebody reads it; and its charts."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph.drawing.charts import Box, boxes, heat, lorenz
from graph.text import LANGUAGES, Language, say
from queries.views.concentration import Holder, Weighed, ranking
from queries.views.grid import UNSTATED, Grid, grid
from queries.views.powers import PowerRow
from tests.pages import page, said
from tests.test_dashboard_graphs import HOSTILE, RICH, build, build_guangan

VIEWS = ("rank", "heat", "peers")


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich graph with money: one case of 20,000 yuan, one of tomorrow, and a matter."""
    tables = deepcopy(RICH)
    tables["cases"][0]["amount"] = 20_000
    tables["cases"].append(
        {"uid": "A9", "power": "W2", "department": "D1", "accepted_on": "2026-07-01", "amount": 5}
    )
    tables["matters"][0]["amount"] = 130_000
    return build(tmp_path_factory.mktemp("concentration") / "rich.db", tables)


@pytest.fixture(scope="module")
def guangan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_guangan(tmp_path_factory.mktemp("concentration") / "ga.db")


pytestmark = pytest.mark.usefixtures("fresh_pages")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("by", ["count", "risk", "money"])
def test_every_view_by_every_weight_is_drawn(
    rich: Path, view: str, by: str, language: Language
) -> None:
    app = page(rich, "concentration", language, view=view, by=by)
    assert not app.exception
    assert not app.error


def test_who_decides_most_comes_first_with_what_is_held(rich: Path) -> None:
    app = page(rich, "concentration", by="money")
    table = app.dataframe[0].value
    assert table["名称"].tolist() == ["张建国"]
    assert table["权力项数"].tolist() == [2]
    assert table["风险分"].tolist() == [6]
    assert table["金额（万元）"].tolist() == [15]
    text = said(app)
    assert "其中 1 项有金额记录" in text
    assert "100 %" in text


def test_a_holder_has_an_address_that_opens_the_powers_with_their_source(rich: Path) -> None:
    app = page(rich, "concentration", holder="O1", role="ANY")
    assert not app.exception
    powers = app.dataframe[1].value
    assert powers["权力事项"].tolist() == ["建筑工程施工许可证核发", "对违法建设的行政处罚"]
    assert powers["来源"].tolist() == [f"rich.json，工作表 powers，第 {n} 行" for n in (1, 2)]
    assert powers["角色"].tolist() == ["决策", "决策、执行"]
    assert powers["通过岗位"].tolist() == ["局长", "局长"]


def test_a_power_without_recorded_money_is_not_nought(rich: Path) -> None:
    app = page(rich, "concentration", subject="department", by="money")
    table = app.dataframe[0].value
    assert table["金额（万元）"].isna().tolist() == [False, True]
    assert table["份额"].isna().tolist() == [False, True]


def test_a_cell_of_the_heat_map_has_an_address_that_opens_its_powers(rich: Path) -> None:
    app = page(rich, "concentration", view="heat", row="D1", column="LICENSING")
    assert not app.exception
    assert "某县住房和城乡建设局 × 行政许可：1 项" in said(app)
    assert app.dataframe[0].value["权力事项"].tolist() == ["建筑工程施工许可证核发"]


def test_the_reader_sets_the_points_of_risk(rich: Path) -> None:
    app = page(rich, "concentration", by="risk", points="9-2-1")
    assert app.dataframe[0].value["风险分"].tolist() == [18]
    app = page(rich, "concentration", by="risk", points="0-0-0")
    assert not app.exception
    assert say("dashboard.concentration.no_curve", "zh") in said(app)


def test_within_a_unit_only_its_powers_count(rich: Path) -> None:
    app = page(rich, "concentration", unit="D3")
    assert not app.exception
    scope = say("dashboard.word.scope", "zh", where="城关镇", day="2026-06-30")
    nobody = say("dashboard.concentration.nobody", "zh", scope=scope)
    assert nobody in said(app).replace("\\", "")


@pytest.mark.parametrize("view", VIEWS)
def test_a_list_without_roles_still_shows_its_departments(guangan: Path, view: str) -> None:
    app = page(guangan, "concentration", view=view)
    assert not app.exception
    assert "权力角色 roles" in said(app).replace("\\", "")
    column = {"rank": "权力项数", "heat": "行政许可", "peers": "数值"}[view]
    most = {"rank": 344, "heat": 316, "peers": 344}[view]
    assert max(int(n or 0) for n in app.dataframe[0].value[column]) == most


# The grid and the charts


def _grid(most: int | None) -> Grid:
    def power(uid: str, domain: str | None) -> Weighed:
        row = PowerRow(uid, uid, "D1", "01", domain, "HIGH", "ACTIVE", {})
        return Weighed(row, 8.0 if uid == "a" else None)

    powers = {uid: power(uid, d) for uid, d in (("a", "LAND"), ("b", "LAND"), ("c", None))}
    people = [
        Holder("O1", "甲", (), {"a": ((), ()), "b": ((), ()), "c": ((), ())}),
        Holder("O2", "乙", (), {"a": ((), ())}),
        Holder("O3", "丙", (), {"a": ((), ()), "c": ((), ())}),
    ]
    lines = ranking(people, powers, "count")
    return grid(lines, powers, "domain", "money", (3, 2, 1), most=most, group=lambda _: "KIND")


def test_each_row_has_its_powers_by_domain_with_what_is_known_of_them() -> None:
    found = _grid(None)
    assert [row.key for row in found.rows] == ["O1", "O3", "O2"]
    assert found.columns == ("LAND", UNSTATED)
    assert found.cells["O1", "LAND"].powers == ("a", "b")
    assert found.cells["O1", "LAND"].value == 8
    assert found.cells["O1", UNSTATED].value is None
    assert ("O2", UNSTATED) not in found.cells


def test_small_rows_are_put_together_and_no_power_counts_twice() -> None:
    found = _grid(1)
    assert [(row.key, len(row.lines)) for row in found.rows] == [("O1", 1), ("~KIND", 2)]
    assert found.cells["~KIND", "LAND"].powers == ("a",)
    assert found.cells["~KIND", "LAND"].value == 8
    assert found.shades() == {("O1", "LAND"): 1, ("~KIND", "LAND"): 1}


def test_names_in_charts_are_text_and_values_stand_where_they_belong() -> None:
    svg = lorenz([(0, 0), (0.5, 0.2), (1, 1)], (HOSTILE, "y"), HOSTILE, "zh")
    tree = ElementTree.fromstring(svg)
    [line] = tree.iter("{http://www.w3.org/2000/svg}polyline")
    (x0, y0), (x1, y1), (x2, y2) = (
        tuple(map(float, point.split(","))) for point in line.attrib["points"].split()
    )
    assert (x1 - x0) / (x2 - x0) == pytest.approx(0.5)
    assert (y0 - y1) / (y0 - y2) == pytest.approx(0.2)
    svg = boxes([Box(HOSTILE, 0, 1, 2, 3, 4, HOSTILE, 4)], HOSTILE, "en")
    [box] = [
        r for r in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")
        if r.attrib.get("height") == "16"
    ]  # fmt: skip
    assert float(box.attrib["width"]) > 0
    svg = heat([HOSTILE], ["a", HOSTILE], [[(0.4, "12"), None]], HOSTILE, "zh")
    texts = [t.text for t in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert "12" in texts
    assert "<img" not in svg
