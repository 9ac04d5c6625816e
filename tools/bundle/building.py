"""Make the folders: wheels, start files and notices, each checked before it is called done."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name, parse_wheel_filename

from tools.bundle.choosing import disagreements, runtime_requirements
from tools.bundle.launcher.start import LONGEST_FOLDER
from tools.bundle.licences import licence_list
from tools.check_wheels import Target

ROOT: Final = Path(__file__).parents[2]
_FILES: Final = Path(__file__).with_name("files")
_LAUNCHER: Final = Path(__file__).with_name("launcher")
_LONGEST_PATH: Final = 259
_INSTALLED_UNDER: Final = r"\.venv\Lib\site-packages" + "\\"
_COMPILED: Final = "__pycache__\\" + ".cpython-311"


class BundleError(Exception):
    """A folder that would not install where it is carried to; the text says why."""


def own_wheel(out: Path) -> Path:
    """The product's wheel, built from its sdist into `out`."""
    with tempfile.TemporaryDirectory() as folder:
        _python("-m", "build", "--no-isolation", "--outdir", folder, str(ROOT))
        [built] = Path(folder).glob("*.whl")
        return Path(shutil.copy(built, out))


def build(target: Target, python: str, own: Path, out: Path) -> Path:
    """Make `out`/powergraph-`target`, replacing what is there.

    Args:
        python: the minor version of Python the folder is for, such as `3.11`.
        own: the product's wheel.

    Raises:
        BundleError: the folder would not install on the target.
    """
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = runtime_requirements(lock, project["project"]["dependencies"], target)
    folder = out / f"powergraph-{target.name}"
    if folder.exists():
        shutil.rmtree(folder)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("download", "--require-hashes", *_for(target, python), "-d", str(wheels), given=locked)
    listed = exact(locked, wheels.glob("*.whl"))
    mine = shutil.copy(own, wheels)
    listed.append(f"powergraph=={parse_wheel_filename(own.name)[1]} --hash=sha256:{_digest(mine)}")
    (folder / "requirements.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")

    there = sorted(wheels.glob("*.whl"))
    if wrong := disagreements(there, "powergraph", target) + too_long(there):
        raise BundleError(f"{target.name}: " + "; ".join(wrong))
    # pip would hold Requires-Python against its own Python; it was judged for the target above.
    nowhere = ["--dry-run", "--ignore-requires-python", "--no-index", "--require-hashes"]
    nowhere += ["--find-links", str(wheels), "--target", str(out / "none")]
    _pip("install", *nowhere, *_for(target, python), given=listed)
    licences = licence_list(there)
    for name, text in start_files(target.name, python, licences).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        path.chmod(0o755 if name.endswith(".sh") else 0o644)
    return folder


def exact(locked: Sequence[str], wheels: Iterable[Path]) -> list[str]:
    """The locked requirements, each with the hash of the one wheel that is there for it.

    Raises:
        BundleError: a wheel is missing, is not locked, or is not the one that was locked.
    """
    pins = {canonicalize_name(line.partition("==")[0]): line for line in locked}
    chosen: dict[str, str] = {}
    for wheel in wheels:
        name, version, *_ = parse_wheel_filename(wheel.name)
        pin, *hashes = pins.get(name, "").split() or [""]
        found = f"--hash=sha256:{_digest(wheel)}"
        if pin.partition("==")[2] != str(version) or found not in hashes or name in chosen:
            raise BundleError(f"{wheel.name} is not the wheel that was locked")
        chosen[name] = f"{pin} {found}"
    if missing := sorted(set(pins) - set(chosen)):
        raise BundleError(f"no wheel for {', '.join(missing)}")
    return [chosen[name] for name in sorted(chosen)]


def start_files(system: str, python: str, licences: str) -> dict[str, str]:
    """What lies in a folder beside the wheels: text by path, with the line ends of the system."""
    major, _, minor = python.partition(".")
    sources = {
        f"说明-{system}.txt": "说明.txt",
        f"no-python-{system}.txt": "launcher/no-python.txt",
    }
    if system == "windows":
        sources |= {"start.bat": "start.bat", "installer.txt": "launcher/installer.txt"}
    else:
        sources |= {"start.sh": "start.sh"}
    texts = {goal: (_FILES / name).read_text(encoding="utf-8") for name, goal in sources.items()}
    for name in ("start.py", "texts.toml"):
        texts[f"launcher/{name}"] = (_LAUNCHER / name).read_text(encoding="utf-8")
    texts = {
        goal: text.replace("@MAJOR@", major).replace("@MINOR@", minor)
        for goal, text in texts.items()
    }
    texts["LICENSE"] = (ROOT / "LICENSE").read_text(encoding="utf-8")
    texts["第三方许可.txt"] = (
        "本文件夹 wheels 中各软件包的名称、版本和许可；许可全文在各软件包内。\n"
        "Packages in wheels, their versions and licences; the full texts lie in each package.\n\n"
        + licences
    )
    if system != "windows":
        return texts
    # Older editions of Notepad take a text for UTF-8 by its mark; cmd.exe would show the mark.
    marked = {goal: "\ufeff" for goal in texts if goal.endswith(".txt") and "/" not in goal}
    return {goal: marked.get(goal, "") + text.replace("\n", "\r\n") for goal, text in texts.items()}


def too_long(wheels: Iterable[Path]) -> list[str]:
    """The files that Windows could not write below the longest folder it is started from."""
    room = _LONGEST_PATH - LONGEST_FOLDER - len(_INSTALLED_UNDER) - len(_COMPILED)
    return [
        f"{wheel.name}: {name} is too long a path"
        for wheel in wheels
        for name in zipfile.ZipFile(wheel).namelist()
        if len(re.sub(r"^[^/]+\.data/[^/]+/", "", name)) > room
    ]


def _for(target: Target, python: str) -> list[str]:
    platforms = [f"--platform={name}" for name in target.platforms]
    return ["--no-deps", "--only-binary=:all:", f"--python-version={python}", *platforms]


def _pip(*arguments: str, given: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder, "requirements.txt")
        listing.write_text("\n".join(given) + "\n", encoding="utf-8")
        _python("-m", "pip", *arguments, "--quiet", "-r", str(listing))


def _python(*arguments: str) -> None:
    """Run this Python; what it writes is shown when it fails.

    Raises:
        BundleError: it failed.
    """
    done = subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    if done.returncode:
        raise BundleError(f"{' '.join(arguments[:3])}: {done.stdout}")


def _digest(path: str | Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
