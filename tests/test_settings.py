"""A unit's own values: read with every mistake named by its line, and used before defaults."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from graph import docs as pages
from graph.errors import SettingsError
from graph.local_file import settings_path
from graph.store import Statement, Store
from graph.text import Language
from queries import library
from queries.check import check
from queries.docs import settings_example
from queries.settings import NOT_LOCAL, LocalSettings, Origin, read_settings
from tests import saved_queries as samples
from tests.engines import engine_store, neo4j_store

__all__ = ["engine_store", "neo4j_store"]

DAY = date(2026, 6, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return samples.write_folder(tmp_path / "mine", samples.RULE)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "local.settings.toml"
    file.write_text(text, encoding=encoding)
    return file


def problems(path: Path, folder: Path | None = None) -> list[tuple[int, str, object, str]]:
    with pytest.raises(SettingsError) as caught:
        read_settings(path, folder)
    return [(p.row, p.column, p.value, p.expected.key) for p in caught.value.problems]


def test_days_and_lists_are_written_the_natural_way(tmp_path: Path) -> None:
    text = """
[rules.SOD-001]
from = 2026-01-01  # the year
risk_levels = ["HIGH"]
[rules.PRC-005]
quorum = [1, 2]
[rules.CON-004]
pairs = [["FINANCE", "PROCUREMENT"]]
[rules.CON-005]
k = 2
"""
    assert read_settings(written(tmp_path, text)).values == {
        ("SOD-001", "from"): date(2026, 1, 1),
        ("SOD-001", "risk_levels"): ["HIGH"],
        ("PRC-005", "quorum"): [1, 2],
        ("CON-004", "pairs"): [["FINANCE", "PROCUREMENT"]],
        ("CON-005", "k"): 2,
    }


def test_a_file_saved_by_notepad_is_read_and_an_empty_one_sets_nothing(tmp_path: Path) -> None:
    text = "[rules.SOD-001]\nmin_overlap_days = 5\n"
    assert read_settings(written(tmp_path, text, "utf-8-sig")).of("SOD-001") == {
        "min_overlap_days": 5
    }
    assert read_settings(written(tmp_path, "")).values == {}


def test_every_mistake_is_named_by_its_line_at_once(tmp_path: Path) -> None:
    text = """\
[rules.SOD-001]
min_overlap_days = "5"
min_overlap = 5
as_of = 2026-06-30
risk_levels = "HIGH"

[rules.SOD-999]
x = 1

[rules]
CON-005 = 3
who-decides.as_of = 2026-06-30

[colours]
"""
    assert problems(written(tmp_path, text)) == [
        (2, "min_overlap_days", "5", "expect.toml_int"),
        (3, "[rules.SOD-001]", "min_overlap", "expect.param"),
        (4, "[rules.SOD-001]", "as_of", "expect.not_local"),
        (5, "risk_levels", "HIGH", "expect.toml_texts"),
        (7, "[rules]", "SOD-999", "expect.rule"),
        (11, "rules.CON-005", 3, "expect.rule_table"),
        (12, "[rules]", "who-decides", "expect.rule"),
        (14, "", "colours", "expect.settings_table"),
    ]


@pytest.mark.parametrize(
    "value", ["true", "nan", "inf", "1.5", "2026-06-30", "[1]", "''", "{a = 1}", "09:00:00"]
)
def test_a_value_of_another_type_is_refused(tmp_path: Path, value: str) -> None:
    path = written(tmp_path, f"[rules.SOD-001]\nmin_overlap_days = {value}\n")
    assert [p[3] for p in problems(path)] == ["expect.toml_int"]
    if value in ("nan", "inf"):
        path = written(tmp_path, f"[rules.CON-005]\nk = {value}\n")
        assert [p[3] for p in problems(path)] == ["expect.toml_float"]


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "要求：不加引号的整数"), ("en", "a whole number")]
)
def test_the_message_says_place_and_expectation_in_both_languages(
    tmp_path: Path, language: Language, words: str
) -> None:
    path = written(tmp_path, "\n[rules.CHK-004]\nmin = 'two'\n")
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    text = caught.value.render(language)
    assert "local.settings.toml:3  min='two'" in text
    assert words in text


def test_what_is_no_toml_no_utf8_or_not_there_is_said_so(tmp_path: Path) -> None:
    path = written(tmp_path, "[rules.SOD-001]\nx = \n")
    assert [(p[0], p[3]) for p in problems(path)] == [(2, "expect.toml")]
    path.write_bytes("[rules.SOD-001]\n# 本地\n".encode("gb18030"))
    assert [p[3] for p in problems(path)] == ["expect.utf8"]
    assert [p[3] for p in problems(tmp_path / "none.toml")] == ["expect.readable"]


def test_a_setting_wins_over_the_file_and_the_file_over_the_default(
    engine_store: Store, folder: Path, tmp_path: Path
) -> None:
    engine_store.write([Statement(samples.COUNTY)])
    path = written(tmp_path, '[rules.TST-001]\nlevels = ["LOW"]\nfrom = 2026-02-01\n')
    local = read_settings(path, folder)

    def run(**options: Any) -> dict[str, tuple[Any, Origin]]:
        [rule] = check(engine_store, ["TST"], folder=folder, **options).rules
        assert list(rule.sources) == list(rule.parameters)
        return {name: (value, rule.sources[name]) for name, value in rule.parameters.items()}

    default = run(as_of=DAY)
    assert default["levels"] == (["HIGH"], Origin("default", "F85"))
    assert default["from"] == (None, Origin("default"))
    assert default["as_of"] == ("2026-06-30", Origin("given"))
    own = run(as_of=DAY, local=local)
    assert own["levels"] == (["LOW"], Origin("file", "local.settings.toml"))
    assert own["from"] == ("2026-02-01", Origin("file", "local.settings.toml"))
    given = run(local=local, from_=date(2026, 3, 1), settings={("TST-001", "levels"): "MEDIUM"})
    assert given["levels"] == (["MEDIUM"], Origin("given"))
    assert given["from"] == ("2026-03-01", Origin("given"))
    assert given["as_of"][1] == Origin("today")


def test_the_file_beside_the_graph_is_found_before_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(config))
    graph = str(tmp_path / "county.db")
    assert settings_path(graph) is None
    (config / "settings.toml").touch()
    assert settings_path(graph) == config / "settings.toml"
    (tmp_path / "county.db.settings.toml").touch()
    assert settings_path(graph) == tmp_path / "county.db.settings.toml"
    assert settings_path("bolt://localhost:7687") == config / "settings.toml"


def test_the_example_with_its_marks_taken_away_is_every_parameter_at_its_default(
    tmp_path: Path,
) -> None:
    example = settings_example()
    assert tomllib.loads(example)["rules"].keys() == {
        r.id for r in library.checks() if any(p.name not in NOT_LOCAL for p in r.params)
    }
    assert read_settings(written(tmp_path, example)) == LocalSettings(
        tmp_path / "local.settings.toml", {}
    )
    active = re.sub(r"(?m)^# (\w+ = )", r"\1", example)
    values = read_settings(written(tmp_path, active)).values
    params = {(r.id, p.name): p for r in library.checks() for p in r.params if p.name != "as_of"}
    assert values.keys() == params.keys()
    for key, param in params.items():
        assert param.default in (None, values[key])


def test_the_generated_page_is_compared_without_writing(tmp_path: Path) -> None:
    from queries.docs import PAGES

    def main(*arguments: str) -> int:
        return pages.main(arguments, tmp_path, PAGES, "python -m queries.docs")

    assert main("--check") == 1
    assert list(tmp_path.iterdir()) == []
    assert main() == 0
    assert main("--check") == 0
