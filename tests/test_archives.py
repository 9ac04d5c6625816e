"""Zip archives as sources: names in any encoding, folders, and everything that a hostile one can
try. Nothing is ever written outside the folder that it is unpacked to."""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import powergraph
from graph.errors import Problem, SourceError
from graph.store import open_graph
from loaders import archives
from loaders.archives import Unpacked, unpacked
from powergraph.cli import run

ROWS = "编号,名称\nD1,财政局\n".encode()


def packed(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def as_windows(path: Path, names: Mapping[str, bytes], encoding: str = "gb18030") -> Path:
    """An archive as Chinese Windows makes it: names in its own encoding, and nothing says so."""
    plain = {f"n{number:06}": data for number, data in enumerate(names.values())}
    data = packed(path, plain, zipfile.ZIP_STORED).read_bytes()
    for short, name in zip(plain, names, strict=True):
        raw = name.encode(encoding)
        assert len(raw) >= len(short)
        data = _renamed(data, short.encode(), raw)
    path.write_bytes(data)
    return path


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with another name in an entry; offsets behind it are moved."""
    grown = len(new) - len(old)
    at = data.index(old)
    head = at - 30
    data = (
        data[: head + 26]
        + struct.pack("<H", len(new))
        + data[head + 28 : at]
        + new
        + data[at + len(old) :]
    )
    central = data.index(old, at)
    start = central - 46
    data = (
        data[: start + 28]
        + struct.pack("<H", len(new))
        + data[start + 30 : central]
        + new
        + data[central + len(old) :]
    )
    end = data.rindex(b"PK\x05\x06")
    size, offset = struct.unpack("<II", data[end + 12 : end + 20])
    data = data[: end + 12] + struct.pack("<II", size + grown, offset + grown) + data[end + 20 :]
    out = bytearray(data)
    entry = data.index(b"PK\x01\x02")
    while entry != -1 and entry < data.rindex(b"PK\x05\x06"):
        [local] = struct.unpack("<I", data[entry + 42 : entry + 46])
        if local > head:
            out[entry + 42 : entry + 46] = struct.pack("<I", local + grown)
        entry = data.find(b"PK\x01\x02", entry + 4)
    return bytes(out)


@pytest.fixture(autouse=True)
def own_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where archives are unpacked; nothing may be left of it."""
    place = tmp_path / "temp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.iterdir()) == []


def read(*sources: Path) -> dict[str, bytes]:
    """What is to be read, by its place within the folder of its archive."""
    with unpacked(sources) as found:
        return {"/".join(p.parts[-2:]): p.read_bytes() for p in found.sources}


def refused(*sources: Path) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as caught, unpacked(sources):
        pytest.fail("nothing of it may be read")
    return [(p.file, p.expected.key.rpartition(".")[2]) for p in caught.value.problems]


def told(found: Unpacked) -> list[Problem]:
    """What is said of the files that are not read."""
    warnings: list[Problem] = []
    for reader in found.told:
        assert list(reader.rows(warnings)) == []
        assert reader.files() == []
    return warnings


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_no_flag_explains_are_read_as_they_were_written(
    tmp_path: Path, encoding: str
) -> None:
    names = {"报送材料/权力清单.csv": ROWS, "报送材料/城关镇风险点.csv": b"x"}
    path = as_windows(tmp_path / "a.zip", names, encoding)
    assert read(path) == names


def test_names_marked_as_utf8_stay_and_folders_are_kept(tmp_path: Path) -> None:
    names = {"甲镇/权力清单.csv": b"1", "乙镇/权力清单.csv": b"2"}
    path = packed(tmp_path / "b.zip", names)
    assert read(path) == names
    with unpacked([path]) as found:
        assert set(found.origin.values()) == {path}


def test_sources_that_are_no_archives_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "岗位.csv"
    file.write_bytes(ROWS)
    with unpacked([file, tmp_path]) as found:
        assert found.sources == (file, tmp_path)
        assert not found.origin


def test_what_systems_leave_beside_files_is_passed_over_and_other_files_are_told_of(
    tmp_path: Path,
) -> None:
    path = packed(
        tmp_path / "c.zip",
        {
            "清单.csv": ROWS,
            "__MACOSX/._清单.csv": b"junk",
            ".DS_Store": b"junk",
            "~$清单.xlsx": b"junk",
            "Thumbs.db": b"junk",
            "说明.docx": b"words",
        },
    )
    with unpacked([path]) as found:
        assert [p.name for p in found.sources] == ["清单.csv"]
        assert [(w.file, w.level) for w in told(found)] == [("说明.docx", "warning")]


def test_a_file_whose_name_holds_a_mobile_number_is_not_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "d.zip", {"清单.csv": ROWS, "13912345678.docx": b""})
    with unpacked([path]) as found:
        assert "13912345678" not in str(told(found))


@pytest.mark.parametrize(
    "name",
    [
        "../../outside.csv",
        "/etc/outside.csv",
        "..\\..\\outside.csv",
        "C:\\Windows\\outside.csv",
        "a/../../../outside.csv",
        "\\\\server\\share\\outside.csv",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, own_temp: Path, name: str) -> None:
    path = packed(tmp_path / "e.zip", {name: ROWS})
    with unpacked([path]) as found:
        [file] = found.sources
        assert file.name == "outside.csv"
        assert file.resolve().is_relative_to(own_temp.resolve())
    assert [p for p in tmp_path.rglob("outside.csv")] == []


def test_a_link_is_not_followed_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    link = zipfile.ZipInfo("密码.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("清单.csv", ROWS)
    with unpacked([path]) as found:
        assert [p.name for p in found.sources] == ["清单.csv"]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_SMALL", 1 << 20)
    path = packed(tmp_path / "g.zip", {"零.csv": bytes(64 << 20)})
    assert path.stat().st_size < 1 << 17
    assert refused(path) == [("g.zip", "large")]


def test_a_size_that_lies_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_SMALL", 1 << 20)
    path = packed(tmp_path / "h.zip", {"零.csv": bytes(64 << 20)})
    data = path.read_bytes()
    real, said = struct.pack("<I", 64 << 20), struct.pack("<I", 10)
    path.write_bytes(data.replace(real, said))
    [(name, why)] = refused(path)
    assert name == "h.zip"
    assert why in {"broken", "large"}


def test_many_small_bombs_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1 << 20)
    monkeypatch.setattr(archives, "_SMALL", 1 << 20)
    files = {f"{n}.csv": bytes(300_000) for n in range(4)}
    assert refused(packed(tmp_path / "i.zip", files, zipfile.ZIP_STORED)) == [("i.zip", "large")]


def test_too_many_files_are_refused_by_number(tmp_path: Path) -> None:
    files = {f"{n}.csv": b"" for n in range(archives.MOST_FILES + 1)}
    assert refused(packed(tmp_path / "j.zip", files)) == [("j.zip", "many")]


def test_an_archive_within_an_archive_is_named_and_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("清单.csv", ROWS)
    files = {"清单.csv": ROWS, "二层/内.zip": inner.getvalue()}
    assert refused(packed(tmp_path / "k.zip", files)) == [("二层/内.zip", "nested")]


def test_two_files_that_one_system_takes_for_one_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "l.zip", {"甲/a.csv": b"1", "甲/A.csv": b"2"})
    assert refused(path) == [("甲/A.csv", "twice")]


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "m.zip", {"清单.csv": ROWS}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(bytes(data))
    assert refused(path) == [("清单.csv", "password")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all", ROWS * 100])
def test_what_is_no_archive_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "n.zip"
    path.write_bytes(data)
    assert refused(path) == [("n.zip", "broken")]


def test_an_archive_without_a_table_is_refused(tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "o.zip", {"说明.docx": b""})) == [("o.zip", "no_table")]


def office(path: Path, sheets: Mapping[str, Sequence[tuple[str, ...]]]) -> Path:
    """An archive as an office sends it: a folder of CSV files named after tables."""
    files = {
        f"报送材料/{name}.csv": "\n".join(",".join(row) for row in rows).encode("gb18030")
        for name, rows in sheets.items()
    }
    return as_windows(path, files)


UNITS = (("单位编号", "单位名称", "单位类别"), ("D1", "财政局", "区直部门"))
BAD_POSTS = (("岗位编号", "岗位名称", "所在单位", "是否一把手"), ("P1", "局长", "D1", "大概"))


def test_an_archive_is_loaded_and_its_files_are_the_sources(tmp_path: Path) -> None:
    posts = (("岗位编号", "岗位名称", "所在单位"), ("P1", "局长", "D1"))
    path = office(tmp_path / "报送.zip", {"departments": UNITS, "posts": posts})
    graph = tmp_path / "g.db"
    assert run(["load", str(path), "--graph", str(graph)]) == 0
    with open_graph(str(graph)) as store:
        rows = store.read("MATCH (s:Source) RETURN s.file AS file ORDER BY file")
    assert [row["file"] for row in rows] == ["departments.csv", "posts.csv"]


def test_two_towns_send_a_file_of_one_name_each(tmp_path: Path) -> None:
    row = "单位编号,单位名称,单位类别\n{},{},区直部门\n"
    towns = {"甲镇": "D1", "乙镇": "D2"}
    files = {f"报送/{t}/单位.csv": row.format(uid, t).encode() for t, uid in towns.items()}
    summary = powergraph.load(tmp_path / "g.db", [packed(tmp_path / "两镇.zip", files)])
    assert sorted(summary.files) == ["乙镇/单位.csv", "甲镇/单位.csv"]


def test_problems_name_the_file_within_the_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office(tmp_path / "报送.zip", {"departments": UNITS, "posts": BAD_POSTS})
    assert run(["load", str(path), "--graph", str(tmp_path / "g.db")]) == 1
    assert "posts.csv:2  是否一把手（is_top_leader）='大概'" in capsys.readouterr().err
    assert not (tmp_path / "g.db").exists()


def test_rows_left_out_come_back_beside_the_archive(tmp_path: Path) -> None:
    path = office(tmp_path / "报送.zip", {"departments": UNITS, "posts": BAD_POSTS})
    assert run(["load", str(path), "--partial", "--graph", str(tmp_path / "g.db")]) == 0
    [back] = tmp_path.glob("*posts*.xlsx")
    assert "大概" in [c.value for row in openpyxl.load_workbook(back).worksheets[0] for c in row]


def test_the_function_takes_an_archive_as_the_command_does(tmp_path: Path) -> None:
    path = office(tmp_path / "报送.zip", {"departments": UNITS})
    summary = powergraph.load(tmp_path / "g.db", [path])
    assert (summary.files, summary.rows) == (("departments.csv",), 1)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_archive_is_read_or_refused_and_never_more(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = packed(Path(folder) / "p.zip", {"甲/清单.csv": ROWS, "乙.csv": b"x" * 50})
        content = bytearray(whole.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at] = data.draw(st.integers(0, 255))
        whole.write_bytes(bytes(content))
        with suppress(SourceError), unpacked([whole]) as found:
            assert all(path.is_file() for path in found.sources)
