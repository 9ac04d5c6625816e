"""What the start files of a bundle do on a bare computer: install once, then choose."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.wheels import digest, made
from tools.bundle.building import start_files
from tools.bundle.launcher import start
from tools.bundle.launcher.start import Installation, Powergraph

# --- the start files


@pytest.fixture(scope="module")
def bat() -> str:
    return start_files("windows", "3.12", "")["start.bat"]


@pytest.mark.parametrize("system", ["windows", "linux"])
def test_line_ends_are_those_of_the_system_and_no_blank_is_left(system: str) -> None:
    for name, text in start_files(system, "3.12", "").items():
        ends = text.count("\r\n")
        assert ends == (text.count("\n") if system == "windows" else 0), name
        assert not re.search(r"@[A-Z]+@", text), name


def test_texts_for_notepad_carry_a_mark_and_those_for_the_console_do_not() -> None:
    marked = {
        name for name, text in start_files("windows", "3.11", "").items() if text[0] == "\ufeff"
    }
    assert marked == {"说明.txt", "第三方许可.txt"}


def test_bat_is_ascii_and_sets_utf8_before_it_shows_anything(bat: str) -> None:
    assert bat.isascii()
    assert bat.index("chcp 65001") < bat.index("\r\ntype ")


def test_bat_jumps_only_to_labels_that_are_there_and_every_label_is_used(bat: str) -> None:
    jumps = set(re.findall(r"\bgoto (\w+)", bat))
    labels = re.findall(r"^:(\w+)\r$", bat, re.MULTILINE)
    assert len(labels) == len(set(labels))
    # `find` is fallen into first and jumped to after an installation.
    assert jumps == set(labels) == {"find", "missing", "run"}


def test_bat_never_runs_into_the_wrong_part(bat: str) -> None:
    for label in ("missing", "run"):
        before = bat[: bat.index(f"\r\n:{label}\r\n")].rstrip().splitlines()[-1]
        assert before.startswith(("goto ", "exit /b"))
    assert bat.rstrip().endswith("exit /b %CODE%")


def test_bat_names_no_place_of_one_computer_and_quotes_every_path(bat: str) -> None:
    assert not re.search(r"\b[A-Za-z]:\\", bat)
    code = [line for line in bat.splitlines() if not line.startswith("rem ")]
    for line in code:
        for path in re.finditer(r"%(~dp0|FOUND|INSTALLER|LocalAppData|ProgramFiles)%?", line):
            assert line[: path.start()].count('"') % 2 == 1, line
        assert line.count('"') % 2 == 0, line


def test_bat_lets_no_launcher_fetch_a_python_and_names_the_version_it_is_for(bat: str) -> None:
    assert '"PYTHON_MANAGER_AUTOMATIC_INSTALL=false"' in bat
    assert '"PYLAUNCHER_ALLOW_INSTALL="' in bat
    assert "(3, 12)" in bat
    assert '"VERSION=-3.12"' in bat
    assert r"\Python312\python.exe" in bat
    assert "3.11" not in bat


@pytest.mark.parametrize("system", ["windows", "linux"])
def test_every_file_that_a_start_file_names_lies_in_the_folder(system: str) -> None:
    files = start_files(system, "3.11", "")
    script = files["start.bat" if system == "windows" else "start.sh"]
    named = re.findall(r"launcher[/\\]([\w-]+\.\w+)", script)
    assert {f"launcher/{name}" for name in named} <= set(files)
    assert {"start.py", "no-python.txt"} <= set(named)


@pytest.mark.parametrize("system", ["windows", "linux"])
def test_no_address_outside_this_computer_is_in_a_start_file(system: str) -> None:
    for name, text in start_files(system, "3.11", "").items():
        if name != "LICENSE":
            assert not re.search(r"https?://(?!127\.0\.0\.1)", text), name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for Linux without wheels, where people put it."""
    place = tmp_path / "巡察组 一号(新) & $HOME"
    for name, text in start_files("linux", "3.11", "").items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def run_start(folder: Path, *arguments: str, programs: Path) -> subprocess.CompletedProcess[str]:
    for name in ("dirname", "cat"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    return subprocess.run(
        ["/bin/sh", "start.sh", *arguments],
        cwd=folder,
        env={"PATH": str(programs)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_start_sh_is_well_formed(folder: Path, shell: str) -> None:
    subprocess.run([shell, "-n", str(folder / "start.sh")], check=True)


def python_that(suits: bool, programs: Path, name: str) -> None:
    program = programs / name
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = -c ]; then exit {0 if suits else 1}; fi\n'
        f'printf "%s\\n" {name} "$@"\n'
    )
    program.chmod(0o755)


def test_start_sh_hands_files_over_whole_to_the_python_that_suits(
    folder: Path, tmp_path: Path
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    python_that(False, programs, "python3.11")
    python_that(True, programs, "python3")
    done = run_start(folder, "权责 清单.xlsx", "b.xlsx", programs=programs)
    assert done.stdout.splitlines() == [
        "python3",
        f"{folder}/launcher/start.py",
        "权责 清单.xlsx",
        "b.xlsx",
    ]


def test_start_sh_says_what_to_do_without_a_python(folder: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    python_that(False, programs, "python3")
    done = run_start(folder, programs=programs)
    assert done.returncode == 1
    assert "没有找到 Python 3.11" in done.stderr


# --- install once, then choose


def test_an_installation_counts_only_when_it_was_finished_here(tmp_path: Path) -> None:
    place = tmp_path / "巡察组 一号"
    (place / "wheels").mkdir(parents=True)
    wheel = made(place / "wheels", "small")
    listing = place / "requirements.txt"
    installation = Installation(place)
    assert not installation.ready()
    listing.write_text(f"small==1 --hash=sha256:{digest(wheel)}\n", encoding="utf-8")
    installation.install()
    assert installation.ready()
    code = "from importlib.metadata import version; print(version('small'))"
    assert subprocess.check_output([installation.python, "-c", code]) == b"1\n"

    listing.write_text("newer==2\n", encoding="utf-8")
    assert not installation.ready()
    listing.write_text(f"small==1 --hash=sha256:{digest(wheel)}\n", encoding="utf-8")
    assert installation.ready()

    moved = place.rename(tmp_path / "elsewhere")
    assert not Installation(moved).ready()


class Recorder(Powergraph):
    """Writes down what would be run."""

    def __init__(self, own: Path, failing: str = "") -> None:
        super().__init__(own)
        self.own, self.demo = str(own), str(own.with_name("demo.db"))
        self.failing = failing
        self.ran: list[tuple[str, ...]] = []

    def __call__(self, *arguments: str) -> int:
        self.ran.append(arguments)
        return int(arguments[0] == self.failing)

    def show(self, graph: str) -> int:
        self.ran.append(("show", graph))
        return 0

    def places(self) -> tuple[str, str]:
        return self.own, self.demo


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def answer(*lines: str) -> None:
        waiting = list(lines)
        monkeypatch.setattr("builtins.input", lambda _: waiting.pop(0))

    return answer


def test_enter_makes_and_shows_the_demo_while_there_is_no_graph(
    tmp_path: Path, typing: Callable[..., None]
) -> None:
    powergraph = Recorder(tmp_path / "own.db")
    typing("")
    assert start.menu(powergraph) == 0
    demo = powergraph.demo
    assert powergraph.ran == [("demo", "--graph", demo), ("show", demo)]


def test_enter_shows_the_graph_that_is_there(tmp_path: Path, typing: Callable[..., None]) -> None:
    powergraph = Recorder(tmp_path / "own.db")
    Path(powergraph.own).touch()
    typing("")
    start.menu(powergraph)
    assert powergraph.ran == [("show", powergraph.own)]


def test_a_demo_that_is_there_is_not_made_again(
    tmp_path: Path, typing: Callable[..., None]
) -> None:
    powergraph = Recorder(tmp_path / "own.db")
    Path(powergraph.demo).touch()
    typing("1")
    start.menu(powergraph)
    assert powergraph.ran == [("show", powergraph.demo)]


@pytest.mark.parametrize("around", ["{}", '"{}"', "'{}' "])
def test_a_file_dragged_into_the_window_is_loaded_and_shown(
    tmp_path: Path, typing: Callable[..., None], around: str
) -> None:
    book = tmp_path / "权责 清单.xlsx"
    book.touch()
    powergraph = Recorder(tmp_path / "own.db")
    typing("3", around.format(book))
    start.menu(powergraph)
    own = powergraph.own
    assert powergraph.ran == [("load", "--graph", own, str(book)), ("show", own)]


def test_tables_with_problems_open_no_dashboard(tmp_path: Path) -> None:
    powergraph = Recorder(tmp_path / "own.db", failing="load")
    assert start.dropped(powergraph, ["a.xlsx", "b.xlsx"]) == 1
    assert powergraph.ran == [("load", "--graph", powergraph.own, "a.xlsx", "b.xlsx")]


def test_a_graph_dropped_on_the_start_file_is_shown(tmp_path: Path) -> None:
    powergraph = Recorder(tmp_path / "own.db")
    start.dropped(powergraph, ["某县.db"])
    assert powergraph.ran == [("show", "某县.db")]


@pytest.mark.parametrize("answers", [("2",), ("3", "no/such.xlsx")])
def test_what_is_not_there_is_said_and_nothing_is_run(
    tmp_path: Path, typing: Callable[..., None], answers: tuple[str, ...]
) -> None:
    powergraph = Recorder(tmp_path / "own.db")
    typing(*answers)
    assert start.menu(powergraph) == 1
    assert powergraph.ran == []


def test_the_start_texts_are_there_in_both_languages_with_the_same_values() -> None:
    path = Path(start.__file__).with_name("texts.toml")
    texts = tomllib.loads(path.read_text(encoding="utf-8"))
    values = {
        lang: {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in texts[lang].items()}
        for lang in ("zh", "en")
    }
    assert values["zh"] == values["en"]
    said = set(re.findall(r'say\("(\w+)"', Path(start.__file__).read_text(encoding="utf-8")))
    assert said == set(values["zh"])
