"""Check that every locked package installs without a compiler on Linux and on Windows.

Run by `make lock`. pip evaluates environment markers for the machine it runs on, not for the
one it downloads for, so the markers are resolved here and pip sees a list without any.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

LOCK = Path(__file__).parents[1] / "requirements.lock"
PYTHON = "3.11"


@dataclass(frozen=True)
class Target:
    """A system to build for.

    Attributes:
        name: the word in the folder's name.
        platforms: the wheel platforms that it takes, best first.
        environment: its environment markers, all that the lock and the wheels may ask for.
    """

    name: str
    platforms: tuple[str, ...]
    environment: Mapping[str, str]


def targets(python: str) -> tuple[Target, Target]:
    """Linux (glibc 2.28, so also the long-lived office systems) and Windows, for one Python.

    >>> [target.environment["sys_platform"] for target in targets("3.11")]
    ['linux', 'win32']
    """
    common = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }
    linux = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    # pip takes manylinux2014 to mean the older names as well.
    glibc = *(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)), "manylinux2014_x86_64"
    return (
        Target("linux", glibc, common | linux | {"platform_machine": "x86_64"}),
        Target("windows", ("win_amd64",), common | windows | {"platform_machine": "AMD64"}),
    )


def requirements_for(lock: str, environment: Mapping[str, str]) -> list[str]:
    """The locked requirements that apply in `environment`, hashes kept, markers removed.

    >>> linux, _ = targets("3.11")
    >>> lock = "a==1 \\\\\\n    --hash=sha256:0\\nb==2 ; os_name == 'nt'\\n"
    >>> requirements_for(lock, linux.environment)
    ['a==1 --hash=sha256:0']
    """
    lines = re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    chosen = []
    for line in lines:
        pin, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        name, _, marker = pin.partition(" ; ")
        if not marker or Marker(marker).evaluate(dict(environment)):
            chosen.append(" ".join([name, *hashes]))
    return chosen


def main() -> int:
    """Download the wheels of each target into a temporary folder; 1 when any is missing."""
    lock = LOCK.read_text(encoding="utf-8")
    failed = False
    for target in targets(PYTHON):
        wanted = requirements_for(lock, target.environment)
        with tempfile.TemporaryDirectory() as folder:
            listing = Path(folder, "requirements.txt")
            listing.write_text("\n".join(wanted) + "\n", encoding="utf-8")
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder]
            command += ["--require-hashes", "--only-binary=:all:", "--python-version", PYTHON]
            command += [f"--platform={name}" for name in target.platforms]
            done = subprocess.run([*command, "-r", str(listing)], check=False)
            wheels = len(list(Path(folder).glob("*.whl")))
        failed |= done.returncode != 0 or wheels != len(wanted)
        print(f"{target.name}: {wheels} of {len(wanted)} locked packages have a wheel")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
