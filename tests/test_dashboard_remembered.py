"""What outlives the server: the same answer without work, and nothing that others could plant."""

from __future__ import annotations

import os
import pickle
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard import remembered
from dashboard.own_rules import OwnRules
from queries.views.frame import Unit


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, not made yet."""
    folder = tmp_path / "cache" / "answers"
    folder.parent.mkdir(mode=0o700)
    monkeypatch.setattr(remembered, "folder", lambda: folder)
    return folder


def never() -> object:
    raise AssertionError("worked out again")


def says(value: object) -> Callable[[], object]:
    return lambda: value


def test_an_answer_is_worked_out_once() -> None:
    key = ("graph", "units", (date(2026, 6, 30), None), OwnRules(None, None, "x"))
    answer = {"D1": Unit("D1", "住房和城乡建设局", None)}
    assert remembered.answer(key, says(answer)) == answer
    assert remembered.answer(key, never) == answer
    assert remembered.answer((*key, 1), says("other")) == "other"


def test_no_answer_is_an_answer_too() -> None:
    assert remembered.answer(("nothing",), says(None)) is None
    assert remembered.answer(("nothing",), never) is None


def test_another_program_works_it_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered.keep(("a",), 1)
    monkeypatch.setattr(remembered, "program", lambda: "changed")
    with pytest.raises(LookupError):
        remembered.recall(("a",))


def test_a_damaged_file_is_not_believed(place: Path) -> None:
    remembered.keep(("a",), "right")
    [file] = place.iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    with pytest.raises(LookupError):
        remembered.recall(("a",))
    assert remembered.answer(("a",), says("again")) == "again"


def test_what_cannot_be_kept_is_still_an_answer(place: Path) -> None:
    with Path(os.devnull).open() as handle:
        assert remembered.answer(("a",), says(handle)) is handle
    assert not place.exists()


@pytest.mark.skipif(os.name != "posix", reason="owners and rights are those of POSIX")
class TestOthers:
    """What another user of the machine could write is never read: pickle would run it."""

    @staticmethod
    def _ran(tmp_path: Path) -> tuple[Path, type]:
        trace = tmp_path / "ran"

        class Planted:
            def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
                return os.mkdir, (str(trace),)

        return trace, Planted

    def test_the_folder_and_its_files_are_the_users_alone(self, place: Path) -> None:
        remembered.keep(("a",), 1)
        [file] = place.iterdir()
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_what_is_planted_in_an_own_folder_would_run(self, tmp_path: Path) -> None:
        trace, planted = self._ran(tmp_path)
        remembered.keep(("a",), planted())
        remembered.recall(("a",))
        assert trace.exists()  # so the tests below can fail

    @pytest.mark.parametrize("rights", [0o770, 0o707, 0o755])
    def test_a_folder_open_to_others_is_left_alone(
        self, place: Path, tmp_path: Path, rights: int
    ) -> None:
        trace, planted = self._ran(tmp_path)
        remembered.keep(("a",), planted())
        place.chmod(rights)
        with pytest.raises(LookupError):
            remembered.recall(("a",))
        before = list(place.iterdir())
        remembered.keep(("b",), 1)
        assert list(place.iterdir()) == before
        assert not trace.exists()

    def test_a_folder_that_others_could_exchange_is_left_alone(
        self, place: Path, tmp_path: Path
    ) -> None:
        trace, planted = self._ran(tmp_path)
        remembered.keep(("a",), planted())
        place.parent.chmod(0o777)
        with pytest.raises(LookupError):
            remembered.recall(("a",))
        assert not trace.exists()

    def test_a_link_is_not_followed(self, place: Path, tmp_path: Path) -> None:
        trace, planted = self._ran(tmp_path)
        remembered.keep(("a",), planted())
        [file] = place.iterdir()
        file.rename(tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(LookupError):
            remembered.recall(("a",))
        assert not trace.exists()

    def test_what_belongs_to_somebody_else_is_not_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trace, planted = self._ran(tmp_path)
        remembered.keep(("a",), planted())
        monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
        with pytest.raises(LookupError):
            remembered.recall(("a",))
        assert not trace.exists()


def test_the_oldest_go_when_there_is_too_much(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(pickle.dumps("x" * 1000)) + 100
    monkeypatch.setattr(remembered, "_MOST", 3 * size)
    for number in range(3):
        remembered.keep((number,), f"{number}" * 1000)
        for file in place.iterdir():
            os.utime(file, ns=(0, file.stat().st_mtime_ns - 10**10))
    remembered.recall((0,))  # used: it is no longer the oldest
    remembered.keep((3,), "3" * 1000)
    kept = []
    for number in range(4):
        try:
            remembered.recall((number,))
        except LookupError:
            continue
        kept.append(number)
    assert kept == [0, 2, 3]


def test_one_that_is_too_large_is_not_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_LARGEST", 100)
    remembered.keep(("a",), "x" * 1000)
    assert not place.exists()
