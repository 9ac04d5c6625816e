"""The folders of `make bundle`: what goes in, and under which licences.

`make bundle` itself downloads, builds and tries the folder for Linux out without a network.
"""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.wheels import digest, made
from tools.bundle.building import ROOT, BundleError, exact, too_long
from tools.bundle.choosing import disagreements, runtime_requirements
from tools.bundle.licences import licence_list
from tools.check_wheels import Target, targets

LINUX, WINDOWS = targets("3.11")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

SMALL_LOCK = """\
app==1 \\
    --hash=sha256:aa
    # via powergraph (pyproject.toml)
checker==2 \\
    --hash=sha256:bb
    # via powergraph (pyproject.toml)
colour==3 ; os_name == 'nt' or sys_platform == 'win32' \\
    --hash=sha256:cc
    # via
    #   app
    #   checker
numbers==4 ; python_full_version < '3.12' \\
    --hash=sha256:dd
    # via colour
numbers==5 ; python_full_version >= '3.12' \\
    --hash=sha256:ee
    # via colour
only-checked==6 \\
    --hash=sha256:ff
    # via checker
terminal==7 ; sys_platform != 'emscripten' and sys_platform != 'win32' \\
    --hash=sha256:99
    # via app
arm==8 ; platform_machine == 'aarch64' \\
    --hash=sha256:88
    # via app
"""


def pins(requirements: list[str]) -> set[str]:
    return {line.split()[0] for line in requirements}


# --- what goes in


@pytest.mark.parametrize(
    ("python", "system", "expected"),
    [
        ("3.11", "linux", {"app==1", "numbers==4", "terminal==7"}),
        ("3.11", "windows", {"app==1", "colour==3", "numbers==4"}),
        ("3.12", "windows", {"app==1", "colour==3", "numbers==5"}),
    ],
)
def test_markers_are_judged_for_the_computer_it_goes_to(
    python: str, system: str, expected: set[str]
) -> None:
    [target] = [target for target in targets(python) if target.name == system]
    assert pins(runtime_requirements(SMALL_LOCK, ["App>=1"], target)) == expected


@pytest.mark.parametrize("target", targets("3.11"), ids=lambda target: target.name)
def test_folders_hold_all_dependencies_and_neither_dev_nor_py2neo(target: Target) -> None:
    chosen = runtime_requirements(LOCK, PROJECT["dependencies"], target)
    names = {pin.partition("==")[0] for pin in pins(chosen)}
    asked = {re.split(r"[<>=~!\[; ]", item)[0].lower() for item in PROJECT["dependencies"]}
    assert asked <= names
    assert not names & {"py2neo", "pytest", "mypy", "ruff", "playwright", "polars", "hatchling"}
    assert all("--hash=sha256:" in line and ";" not in line for line in chosen)


def test_only_terminal_packages_differ_between_linux_and_windows() -> None:
    linux, windows = (
        {pin.partition("==")[0] for pin in pins(runtime_requirements(LOCK, asked, target))}
        for asked, target in ((PROJECT["dependencies"], LINUX), (PROJECT["dependencies"], WINDOWS))
    )
    assert windows - linux == {"colorama"}
    assert linux - windows == {"pexpect", "ptyprocess"}


def test_a_wheel_is_listed_with_its_own_hash_alone(tmp_path: Path) -> None:
    wheel = made(tmp_path, "app")
    locked = [f"App==1 --hash=sha256:{digest(wheel)} --hash=sha256:00"]
    assert exact(locked, [wheel]) == [f"App==1 --hash=sha256:{digest(wheel)}"]


def test_a_wheel_that_was_changed_is_refused(tmp_path: Path) -> None:
    wheel = made(tmp_path, "app")
    locked = [f"app==1 --hash=sha256:{digest(wheel)}"]
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    with pytest.raises(BundleError, match="not the wheel that was locked"):
        exact(locked, [wheel])


def test_a_wheel_that_is_missing_or_foreign_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no wheel for app"):
        exact(["app==1 --hash=sha256:00"], [])
    with pytest.raises(BundleError, match="foreign"):
        exact([], [made(tmp_path, "foreign")])


def test_needs_of_the_wheels_are_met_on_the_target(tmp_path: Path) -> None:
    wheels = [
        made(tmp_path, "ours", Requires_Dist=["web[fast]>=1", "pywin; sys_platform == 'win32'"]),
        made(tmp_path, "web", Requires_Dist=["loop; extra == 'fast'", "slow; extra == 'debug'"]),
        made(tmp_path, "loop"),
    ]
    assert disagreements(wheels, "ours", LINUX) == []
    assert disagreements(wheels, "ours", WINDOWS) == [
        'ours needs pywin; sys_platform == "win32": no wheel'
    ]
    assert disagreements(wheels[:2], "ours", LINUX) == ['web needs loop; extra == "fast": no wheel']


def test_wheels_too_old_or_needless_are_told(tmp_path: Path) -> None:
    wheels = [
        made(tmp_path, "ours", Requires_Dist=["web>=2"]),
        made(tmp_path, "web"),
        made(tmp_path, "idle"),
    ]
    assert disagreements(wheels, "ours", LINUX) == [
        "ours needs web>=2: the wheel is 1",
        "idle: nobody needs it",
    ]


def test_a_wheel_for_another_python_is_told(tmp_path: Path) -> None:
    wheels = [made(tmp_path, "ours", Requires_Python=">=3.12")]
    assert disagreements(wheels, "ours", LINUX) == ["ours is not for this Python but for >=3.12"]
    assert disagreements(wheels, "ours", targets("3.13")[0]) == []


def test_a_path_that_windows_cannot_write_is_told(tmp_path: Path) -> None:
    wheel = made(tmp_path, "deep")
    assert too_long([wheel]) == []
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("deep/" + "x" * 150 + ".py", "")
    [told] = too_long([wheel])
    assert "too long a path" in told


# --- licences


def test_every_package_stands_in_the_list_with_its_licence(tmp_path: Path) -> None:
    wheels = [
        made(tmp_path, "spdx", License_Expression="MIT AND ISC", License="ignored"),
        made(tmp_path, "lesser", Classifier="License :: OSI Approved :: GNU LGPLv2+"),
        made(tmp_path, "words", License="Apache 2.0"),
    ]
    lines = [line.split(maxsplit=2) for line in licence_list(wheels).splitlines()]
    assert lines == [
        ["lesser", "1", "GNU LGPLv2+"],
        ["spdx", "1", "MIT AND ISC"],
        ["words", "1", "Apache 2.0"],
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"License_Expression": "AGPL-3.0-or-later"},
        {"License_Expression": "MIT AND GPL-2.0-only"},
        {"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"},
        {"License": "GPLv3"},
        {},
    ],
)
def test_gpl_or_no_licence_stops_the_bundle(tmp_path: Path, said: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="odd 1"):
        licence_list([made(tmp_path, "odd", **said)])


# --- docs/install.md


def test_the_install_page_lists_every_setting_of_the_environment_in_both_languages() -> None:
    packages = ("powergraph", "dashboard", "graph", "loaders", "queries")
    read = {
        name
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        for name in re.findall(r"\bPOWERGRAPH_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    for half in page.split("\n# "):
        listed = re.findall(r"^\| `(POWERGRAPH_[A-Z_]+)` \|", half, re.MULTILINE)
        assert sorted(listed) == sorted(read)
