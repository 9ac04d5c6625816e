"""Check that every locked package installs without a compiler on Linux and on Windows.

Run by `make lock`. pip evaluates environment markers for the machine it runs on, not for the
one it downloads for, so the markers are resolved here and pip sees a list without any.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.markers import Marker

LOCK = Path(__file__).parents[1] / "requirements.lock"
PYTHON = "3.11"
COMMON = {
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.0",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
TARGETS: dict[str, tuple[list[str], dict[str, str]]] = {
    "Linux x86_64": (
        ["manylinux2014_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(17, 37))],
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    ),
    "Windows x86_64": (
        ["win_amd64"],
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    ),
}


def requirements_for(lock: str, environment: dict[str, str]) -> list[str]:
    """The locked requirements that apply in `environment`, hashes kept, markers removed.

    >>> requirements_for("a==1 \\\\\\n    --hash=sha256:0\\nb==2 ; os_name == 'nt'\\n", COMMON
    ...     | {"os_name": "posix"})
    ['a==1 --hash=sha256:0']
    """
    lines = re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    chosen = []
    for line in lines:
        pin, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        name, _, marker = pin.partition(" ; ")
        if not marker or Marker(marker).evaluate(environment):
            chosen.append(" ".join([name, *hashes]))
    return chosen


def main() -> int:
    """Download the wheels of each target into a temporary folder; 1 when any is missing."""
    lock = LOCK.read_text(encoding="utf-8")
    failed = False
    for target, (platforms, environment) in TARGETS.items():
        wanted = requirements_for(lock, COMMON | environment)
        with tempfile.TemporaryDirectory() as folder:
            listing = Path(folder, "requirements.txt")
            listing.write_text("\n".join(wanted) + "\n", encoding="utf-8")
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder]
            command += ["--require-hashes", "--only-binary=:all:", "--python-version", PYTHON]
            command += [f"--platform={name}" for name in platforms]
            done = subprocess.run([*command, "-r", str(listing)], check=False)
            wheels = len(list(Path(folder).glob("*.whl")))
        failed |= done.returncode != 0 or wheels != len(wanted)
        print(f"{target}: {wheels} of {len(wanted)} locked packages have a wheel")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
