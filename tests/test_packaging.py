"""What is installed is ours, complete, and declares all it needs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
RUN = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]


def run(*arguments: str, cwd: Path, **environment: str) -> str:
    """The output of this Python with `arguments`; the test fails with it when it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, so that what the sdist lacks is missing."""
    out = tmp_path_factory.mktemp("dist")
    run("-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT), cwd=out)
    [built] = out.glob("*.whl")
    return built


@pytest.mark.parametrize("name", PACKAGES)
def test_top_level_name_is_ours_alone(name: str) -> None:
    owners = set(packages_distributions().get(name, ["powergraph"]))
    assert owners == {"powergraph"}, f"{name!r} is also installed by {owners - {'powergraph'}}"


def test_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == ours


def test_installed_wheel_imports_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    run(*RUN, "--target", str(target), str(wheel), cwd=tmp_path)
    code = "import graph, loaders, queries, powergraph as p; print(graph.__file__, p.__file__)"
    printed = run("-c", code, cwd=tmp_path, PYTHONPATH=str(target))
    assert printed.count(str(target)) == 2


def test_every_import_is_a_declared_dependency() -> None:
    declared = [*PROJECT["project"]["dependencies"]]
    declared += PROJECT["project"]["optional-dependencies"]["py2neo"]
    names = {re.split(r"[<>=~!\[; ]", item)[0].lower() for item in declared}
    owners = packages_distributions()
    undeclared = {
        (module, path.relative_to(ROOT).as_posix())
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for module in imported(path)
        if module not in sys.stdlib_module_names
        and module not in PACKAGES
        and not {owner.lower() for owner in owners.get(module, [])} & names
    }
    assert not undeclared


def imported(path: Path) -> set[str]:
    """Top-level names of all modules that the file at `path` imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found
