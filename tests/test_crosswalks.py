"""A place's own words: written into the settings file or a mapping file, and named where used."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.tasks import Sources
from graph.crosswalks import Words, kinds, read_words, shipped
from graph.errors import SettingsError, SourceError
from graph.store import open_graph
from graph.text import Language
from loaders.mapping import Mapping, Options
from loaders.mapping.convert import grade, keyword, vote
from loaders.mapping.given import Given, Memory
from loaders.mapping.vocabulary import Vocabulary
from loaders.names import NameBook
from powergraph.cli import run
from powergraph.importing import Order
from queries.docs import settings_example
from queries.settings import read_settings

LIST = """岗位清单
序号,职权名称,廉政风险点,风险等级,防控措施,责任单位
1,事项甲,风险一,特级,双人办理,区财政局
2,事项甲,风险二,甲级,双人办理,区财政局
3,事项甲,风险三,低,双人办理,区财政局
"""
POWERS = "uid,name,power_type,department\nW1,事项甲,01,D1\n"
UNITS = "uid,name,kind\nD1,区财政局,DISTRICT_DEPT\n"
SETTINGS = """\
[crosswalk.risk_level]
"特级" = "HIGH"
"甲级" = "HIGH"
"低" = "MEDIUM"
"丙" = "LOW"
"""
MAPPING = """\
version: 1
options: {unit: 区财政局}
crosswalk:
  risk_level: {甲级: MEDIUM}
sheets:
  - file: "*.csv"
    form: risk_table
    columns: {序号: serial, 职权名称: power, 廉政风险点: name, 风险等级: level,
      防控措施: measures, 责任单位: null}
"""


def written(folder: Path, text: str, name: str = "x.settings.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def problems(path: Path) -> list[tuple[int, str, object, str]]:
    with pytest.raises(SettingsError) as caught:
        read_words(path)
    return [(p.row, p.column, p.value, p.expected.key) for p in caught.value.problems]


def around(vocabulary: Vocabulary) -> Given:
    return Given(NameBook(), Options(), vocabulary, (), "f.csv", "", Memory())


def test_words_stand_beside_the_values_of_rules_in_one_file(tmp_path: Path) -> None:
    path = written(tmp_path, f"[rules.SOD-001]\nmin_overlap_days = 5\n{SETTINGS}")
    said = {"特级": "HIGH", "甲级": "HIGH", "低": "MEDIUM", "丙": "LOW"}
    assert read_words(path) == Words("x.settings.toml", {"risk_level": said})
    assert read_settings(path).of("SOD-001") == {"min_overlap_days": 5}
    assert read_words(written(tmp_path, "")) == Words("x.settings.toml", {})


def test_every_mistake_in_words_is_named_by_its_line_at_once(tmp_path: Path) -> None:
    text = """\
[crosswalk.risk_levle]
"特级" = "HIGH"
[crosswalk.risk_level]
"特级" = "HIHG"
'一.级' = 1
[crosswalk.risk_score]
高 = "HIGH"
26 = "HIGH"
"8" = "MEDIUM"
[crosswalk]
step_kind = "ACCEPT"
[colours]
"""
    path = written(tmp_path, text.replace("高", '"高"'))
    assert problems(path) == [
        (1, "[crosswalk]", "risk_levle", "expect.crosswalk_kind"),
        (4, "特级", "HIHG", "expect.crosswalk_code"),
        (5, "一.级", 1, "expect.crosswalk_code"),
        (7, "高", "HIGH", "expect.crosswalk_score"),
        (8, "26", "HIGH", "expect.crosswalk_score"),
        (11, "crosswalk", "step_kind", "expect.crosswalk_table"),
        (12, "", "colours", "expect.settings_table"),
    ]
    assert [(p[0], p[3]) for p in problems(written(tmp_path, text))] == [(7, "expect.toml_quotes")]


def test_a_number_that_names_a_person_is_not_shown(tmp_path: Path) -> None:
    text = "[crosswalk.risk_level]\n'13812345678' = '13912345678'\n"
    with pytest.raises(SettingsError) as caught:
        read_words(written(tmp_path, text))
    assert "12345678" not in caught.value.render("zh")


@pytest.mark.parametrize("line", ["“特级” = “HIGH”", "特级 = 'HIGH'", "  一级 ='HIGH'"])
def test_whoever_forgets_the_quotes_is_told_so(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, f"[crosswalk.risk_level]\n{line}\n")
    assert [(p[0], p[3]) for p in problems(path)] == [(2, "expect.toml_quotes")]


@pytest.mark.parametrize(
    ("language", "near"), [("zh", "要求：下列代码之一：HIGH"), ("en", "one of")]
)
def test_the_nearest_code_and_kind_are_named_first(
    tmp_path: Path, language: Language, near: str
) -> None:
    text = "[crosswalk.risk_levels]\n[crosswalk.risk_level]\n'特' = 'hgih'\n"
    with pytest.raises(SettingsError) as caught:
        read_words(written(tmp_path, text))
    first, second = (p.render(language) for p in caught.value.problems)
    assert "risk_level（" in first
    assert near in second
    assert second.index("HIGH") < second.index("MEDIUM")


def test_a_mapping_file_is_held_to_the_same_words(tmp_path: Path) -> None:
    for wrong, key in (
        ("risk_levels: {甲: HIGH}", "expect.crosswalk_kind"),
        ("risk_level: {甲: HIHG}", "expect.crosswalk_code"),
        ('risk_score: {"0": HIGH}', "expect.crosswalk_score"),
    ):
        text = MAPPING.replace("risk_level: {甲级: MEDIUM}", wrong)
        with pytest.raises(SourceError) as caught:
            Mapping.read(written(tmp_path, text, "m.yaml"))
        assert [p.expected.key for p in caught.value.problems] == [key]


def test_shipped_words_are_words_of_kinds_that_there_are(tmp_path: Path) -> None:
    example = settings_example()
    said = tomllib.loads(example.replace('\n# "', '\n"'))["crosswalk"]
    assert said == shipped().crosswalk
    assert read_words(written(tmp_path, example.replace('\n# "', '\n"'))).crosswalk == said
    assert said.keys() <= kinds().keys()


def test_of_two_files_the_first_goes_first_and_both_before_the_shipped() -> None:
    vocabulary = Vocabulary(
        Words("m.yaml", {"risk_level": {"Ⅰ": "LOW"}, "vote_choice": {"同": "OPPOSE"}}),
        Words(
            "s.toml", {"risk_level": {"i": "MEDIUM", "特": "HIGH"}, "step_kind": {"批": "DECIDE"}}
        ),
    )
    here = around(vocabulary)
    assert [grade(here, w) for w in ("I级", "特级", "二级")] == ["LOW", "HIGH", "MEDIUM"]
    assert keyword(here, "某局审批", of="step_kind") == "DECIDE"  # the longest word: 审批, shipped
    assert keyword(here, "批件", of="step_kind") == "DECIDE"
    assert vote(here, "同意") == "APPROVE"
    assert vote(here, "同") == "OPPOSE"
    met = {(m.file, m.kind, m.word, m.code) for m in vocabulary.met()}
    assert met == {
        ("m.yaml", "risk_level", "Ⅰ", "LOW"),
        ("s.toml", "risk_level", "特", "HIGH"),
        ("s.toml", "step_kind", "批", "DECIDE"),
        ("m.yaml", "vote_choice", "同", "OPPOSE"),
    }


@given(st.sets(st.integers(2, 25), min_size=2, max_size=2), st.integers(5, 25))
def test_a_place_says_from_which_score_a_grade_begins(bounds: set[int], score: int) -> None:
    medium, high = sorted(bounds)
    own = Words("s.toml", {"risk_score": {str(high): "HIGH", str(medium): "MEDIUM"}})
    wanted = "HIGH" if score >= high else "MEDIUM" if score >= medium else "LOW"
    assert grade(around(Vocabulary(own)), str(score)) == wanted


def county(folder: Path) -> tuple[Path, Path]:
    """A graph's path, and a folder of tables with a list that no table of ours is."""
    tables = folder / "tables"
    tables.mkdir()
    written(tables, UNITS, "departments.csv")
    written(tables, POWERS, "powers.csv")
    written(folder, LIST, "风险表.csv")
    return folder / "county.db", tables


def load(graph: Path, *arguments: object, language: Language = "zh") -> int:
    return run(["load", *map(str, arguments), "--graph", str(graph), "--lang", language])


def levels(graph: Path) -> dict[str, str]:
    with open_graph(str(graph)) as store:
        rows = store.read("MATCH (r:RiskPoint) RETURN r.name AS name, r.level AS level")
    return {row["name"]: row["level"] for row in rows}


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path, tables = county(tmp_path)
    assert load(path, tables) == 0
    return path


def test_a_load_goes_by_the_mapping_then_the_settings_then_the_shipped_words(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, SETTINGS, "county.db.settings.toml")
    mapping = written(tmp_path, MAPPING, "m.yaml")
    assert load(graph, tmp_path / "风险表.csv", "--mapping", mapping) == 0
    assert levels(graph) == {"风险一": "HIGH", "风险二": "MEDIUM", "风险三": "MEDIUM"}
    said = capsys.readouterr().err
    assert "按 county.db.settings.toml 中的本地用语解读“风险等级 risk_level”：" in said
    assert "低 → 中 MEDIUM、特级 → 高 HIGH" in said
    assert "按 m.yaml 中的本地用语解读“风险等级 risk_level”：甲级 → 中 MEDIUM" in said
    assert "丙" not in said  # nothing in the table asked for it


def test_a_named_settings_file_is_used_in_a_dry_run_too(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "风险表.csv"
    mapping = written(tmp_path, MAPPING, "m.yaml")
    rehearsal = (source, "--mapping", mapping, "--dry-run")
    assert load(graph, *rehearsal) == 1
    own = written(tmp_path, SETTINGS, "own.toml")
    assert load(graph, *rehearsal, "--settings", own, language="en") == 0
    assert "Words of own.toml read as 风险等级 risk_level: " in capsys.readouterr().err
    assert levels(graph) == {}


def test_a_mistake_in_the_settings_stops_a_load_with_its_line(
    graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, '[crosswalk.risk_level]\n"特级" = "高级"\n', "county.db.settings.toml")
    assert load(graph, tmp_path / "风险表.csv") == 1
    assert "county.db.settings.toml:2" in capsys.readouterr().err


def test_the_import_page_goes_by_the_settings_of_its_graph(graph: Path, tmp_path: Path) -> None:
    written(tmp_path, SETTINGS, "county.db.settings.toml")
    order = Sources(Order((tmp_path / "风险表.csv",))).ordered(str(graph))
    assert order.words == read_words(tmp_path / "county.db.settings.toml")
