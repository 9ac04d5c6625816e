"""Files that share a name: two offices each send a 权责清单.xlsx, and both are loaded."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dashboard.uploads import kept, require_other_names
from graph.errors import SourceError
from graph.store import open_graph
from loaders.filenames import names_of
from loaders.mapping import TableMapping
from powergraph.cli import run
from queries.findings import evidence_of

TITLES = ("序号", "权力名称", "权力类型", "实施主体", "实施依据")
FOLDERS = st.lists(st.sampled_from("甲乙丙"), max_size=3)


def power_list(path: Path, *powers: str, unit: str = "区财政局") -> Path:
    """A list as an office types it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(TITLES)
    for number, power in enumerate(powers, 1):
        kind = "说不清" if power == "坏事项" else "行政许可"
        sheet.append((number, power, kind, unit, "《某某法》第一条"))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph that knows two units."""
    units = tmp_path / "units" / "departments.csv"
    units.parent.mkdir()
    units.write_text(
        "uid,name,kind\nD1,区财政局,DISTRICT_DEPT\nD2,区教育局,DISTRICT_DEPT\n", encoding="utf-8"
    )
    path = tmp_path / "county.db"
    assert run(["load", str(units), "--graph", str(path), "--quiet"]) == 0
    return path


def load(graph: Path, *arguments: object) -> int:
    return run(["load", *map(str, arguments), "--graph", str(graph), "--lang", "zh"])


def origins(graph: Path) -> dict[str, str]:
    """The file that each power was read in, by its name."""
    with open_graph(str(graph)) as store:
        rows = store.read(
            "MATCH (w:Power) WHERE w.valid_to IS NULL RETURN w.uid AS uid, w.name AS name"
        )
        found = evidence_of(store, [f"Power/{row['uid']}" for row in rows])
    return {str(row.name): str(row.file) for row in found.values()}


def test_two_offices_send_a_file_of_one_name_each(graph: Path, tmp_path: Path) -> None:
    one = power_list(tmp_path / "报送" / "财政局" / "权责清单.xlsx", "甲事项")
    two = power_list(tmp_path / "报送" / "教育局" / "权责清单.xlsx", "乙事项", unit="区教育局")
    assert load(graph, one, two) == 0
    assert origins(graph) == {
        "甲事项": "财政局/权责清单.xlsx",
        "乙事项": "教育局/权责清单.xlsx",
    }


def test_a_newer_state_of_one_closes_nothing_of_the_other(graph: Path, tmp_path: Path) -> None:
    one = power_list(tmp_path / "财政局" / "权责清单.xlsx", "甲事项", "丙事项")
    two = power_list(tmp_path / "教育局" / "权责清单.xlsx", "乙事项", unit="区教育局")
    assert load(graph, one, two, "--snapshot-date", "2026-01-01") == 0
    power_list(one, "甲事项")
    newer = (one, two, "--snapshot", "--snapshot-date", "2026-06-30", "--confirm-gone", "powers")
    assert load(graph, *newer) == 0
    assert origins(graph).keys() == {"甲事项", "乙事项"}


def test_two_archives_with_one_file_name_in_them(graph: Path, tmp_path: Path) -> None:
    archives = []
    for name, power, unit in (("财政", "甲事项", "区财政局"), ("教育", "乙事项", "区教育局")):
        file = power_list(tmp_path / "tmp" / "权责清单.xlsx", power, unit=unit)
        archives.append(tmp_path / f"{name}.zip")
        with zipfile.ZipFile(archives[-1], "w") as archive:
            archive.write(file, "权责清单.xlsx")
    assert load(graph, *archives) == 0
    assert origins(graph) == {
        "甲事项": "财政/权责清单.xlsx",
        "乙事项": "教育/权责清单.xlsx",
    }


def test_rows_left_out_come_back_in_the_workbook_of_their_own_file(
    graph: Path, tmp_path: Path
) -> None:
    one = power_list(tmp_path / "财政局" / "权责清单.xlsx", "甲事项")
    two = power_list(tmp_path / "教育局" / "权责清单.xlsx", "乙事项", "坏事项", unit="区教育局")
    assert load(graph, one, two, "--partial") == 0
    assert origins(graph).keys() == {"甲事项", "乙事项"}
    assert [path.name for path in one.parent.iterdir()] == [one.name]
    [returned] = [path for path in two.parent.iterdir() if path != two]
    sheet = load_workbook(returned).worksheets[0]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["坏事项"]


def test_a_mapping_names_a_file_with_its_folder_or_without(tmp_path: Path) -> None:
    for said in ("权责清单.xlsx", "财政局/权责清单.xlsx", "*.xlsx", "财政局/*"):
        assert TableMapping("power_list", {}, said).fits("财政局/权责清单.xlsx", "清单")
    assert not TableMapping("power_list", {}, "教育局/*").fits("财政局/权责清单.xlsx", "清单")


def test_of_two_uploads_of_one_name_nobody_could_tell_which_is_which() -> None:
    folder, paths = kept([("清单.xlsx", b"1"), ("附件.xlsx", b"2"), ("清单.xlsx", b"3")])
    with folder:
        assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3"]
        require_other_names(paths[:2])
        with pytest.raises(SourceError) as caught:
            require_other_names(paths)
    problems = [(p.file, p.expected.key) for p in caught.value.problems]
    assert problems == [("清单.xlsx", "expect.other_file_name")]


@given(st.sets(st.builds(lambda f: Path("/报送", *f, "清单.xlsx"), FOLDERS), min_size=1))
def test_files_are_told_apart_by_the_folders_that_differ(files: set[Path]) -> None:
    names = names_of(sorted(files), {})
    assert len(set(names.values())) == len(files)
    for file, name in names.items():
        assert file.as_posix().endswith(f"/{name}")
    if len(files) > 1:
        parts = [name.split("/") for name in names.values()]
        assert any(len(p) == 1 for p in parts) or len({p[0] for p in parts}) > 1  # no needless one
