"""The pages about filing and publication: what they say, and where their numbers lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.text import say
from tests.pages import links, page, said
from tests.test_dashboard_graphs import RICH, build, build_guangan


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small rich graph, and a second matter that nobody filed."""
    unfiled = {
        "uid": "X2", "name": "购置检测设备", "category": "LARGE_FUND", "department": "D1",
        "happened_on": "2026-03-02", "amount": 800000,
    }  # fmt: skip
    tables = RICH | {"matters": [*RICH["matters"], unfiled]}
    return build(tmp_path_factory.mktemp("filing") / "rich.db", tables, "合成数据")


pytestmark = pytest.mark.usefixtures("fresh_pages")


def test_the_filing_page_counts_what_was_filed_and_what_was_not(rich: Path) -> None:
    app = page(rich, "filing")
    assert not app.exception
    states = list(app.dataframe[0].value["备案情况"])
    assert states == ["✗ 未见备案", "✓ 已备案"]
    assert "共 2 件，按条件显示 2 件。" in said(app)
    [unit] = app.dataframe[1].value.to_dict("records")
    assert (unit["单位"], unit["应备案"], unit["备案率"]) == ("某县住房和城乡建设局", 2, "50 %")


def test_a_state_in_the_address_cuts_the_list(rich: Path) -> None:
    app = page(rich, "filing", "en", state="missing")
    assert list(app.dataframe[0].value["Major matter"]) == ["购置检测设备"]
    app.selectbox(key="filing_state").set_value("filed").run()
    assert list(app.dataframe[0].value["Major matter"]) == ["某工程施工许可"]
    assert app.query_params["state"] == "filed"


def test_a_matter_leads_to_its_filings_and_to_file_sheet_and_row(rich: Path) -> None:
    text = said(page(rich, "filing", matter="X1"))
    assert "rich.json，工作表 matters，第 1 行" in text
    assert "rich.json，工作表 filings，第 1 行" in text
    assert "李梅" in text
    assert say("dashboard.filing.papers_none", "zh") in said(
        page(rich, "filing", matter="X2")
    ).replace("\\", "")


def test_an_unknown_matter_is_said(rich: Path) -> None:
    app = page(rich, "filing", matter="X99")
    assert "X99" in app.warning[0].value
    assert "matter" not in app.query_params


def test_the_days_allowed_are_the_places_own(
    rich: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text("[rules.LED-001]\ndays = 1\n", encoding="utf-8")
    monkeypatch.setenv("POWERGRAPH_SETTINGS", str(settings))
    app = page(rich, "filing")
    assert "发生后 1 个工作日内" in said(app)
    assert list(app.dataframe[0].value["备案情况"]) == ["✗ 未见备案", "◆ 逾期备案"]


def test_the_publication_page_lists_what_is_not_seen_published(rich: Path) -> None:
    app = page(rich, "publication", "zh", lack="DISCRETION")
    assert not app.exception
    found = app.dataframe[0].value
    assert list(found["名称"]) == ["建筑工程施工许可证核发", "对违法建设的行政处罚"]
    assert list(found["未见公开"]) == [
        "裁量基准、执法结果",
        "行政职权、裁量基准、运行程序、执法结果",
    ]


def test_a_cell_of_the_matrix_leads_to_its_disclosures(rich: Path) -> None:
    app = page(rich, "publication", "en", show="public", element="PROCEDURE", stage="NONE")
    [row] = app.dataframe[0].value.to_dict("records")
    assert (row["Element"], row["Published on"]) == ("Procedure", "2026-02-01")
    assert links(app).count("1") >= 2
    app.button_group(key="publication_show").set_value("lacking").run()
    assert not app.exception
    assert "element" not in app.query_params


def test_a_unit_sees_its_own_publication_only(rich: Path) -> None:
    app = page(rich, "publication", unit="D3")
    found = app.dataframe[0].value
    assert set(found["单位"]) == {"城关镇"}


def test_a_list_without_matters_and_disclosures_says_which_tables_bring_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    graph = build_guangan(tmp_path_factory.mktemp("filing") / "guangan.db")
    text = said(page(graph, "filing")).replace("\\", "")
    assert "三重一大事项 matters" in text
    app = page(graph, "publication")
    assert "公开 disclosures" in said(app).replace("\\", "")
    assert not app.dataframe  # nothing is known, so nothing is said to be unpublished
