"""Which locked packages the product needs at run time on another system, and whether all are there.

Two ways to the same list, held against each other: what the lock says each package is there for
(before anything is downloaded), and what the downloaded wheels say they need.
"""

from __future__ import annotations

import email
import re
import zipfile
from collections.abc import Collection, Iterable
from email.message import Message
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from tools.check_wheels import Target, requirements_for


def runtime_requirements(lock: str, roots: Iterable[str], target: Target) -> list[str]:
    """The locked requirements that `roots` bring to `target`, hashes kept, markers removed.

    Args:
        lock: text of the lock, where `# via` says which package asks for which.
        roots: the product's own dependencies as in pyproject.toml, without its extras.
    """
    reasons = _reasons(lock)
    needed = {canonicalize_name(Requirement(root).name) for root in roots}
    while more := {name for name, askers in reasons.items() if askers & needed} - needed:
        needed |= more
    chosen = requirements_for(lock, target.environment)
    return [line for line in chosen if canonicalize_name(line.partition("==")[0]) in needed]


def _reasons(lock: str) -> dict[NormalizedName, set[NormalizedName]]:
    """For each locked package what asks for it; we ourselves too, as no package is called."""
    reasons: dict[NormalizedName, set[NormalizedName]] = {}
    current: set[NormalizedName] = set()
    for line in lock.splitlines():
        if pin := re.match(r"([\w.-]+)==", line):
            current = reasons.setdefault(canonicalize_name(pin[1]), set())
        elif asker := re.match(r"\s+#\s+(?:via\s+)?(?!via$)(\S.*)$", line):
            current.add(canonicalize_name(asker[1]))
    return reasons


def metadata(wheel: Path) -> Message:
    """What a wheel says of itself: name, version, needs, licence."""
    with zipfile.ZipFile(wheel) as archive:
        [path] = [n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n)]
        return email.message_from_bytes(archive.read(path))


def disagreements(wheels: Collection[Path], root: str, target: Target) -> list[str]:
    """What keeps `root` from being installed on `target` from `wheels` alone; empty: nothing does.

    Told are needs without a wheel, wheels of another version than asked, and wheels nobody needs.
    """
    described = {canonicalize_name(parse_wheel_filename(w.name)[0]): metadata(w) for w in wheels}
    wrong: list[str] = []
    reached: set[tuple[str, str]] = set()
    waiting = [(canonicalize_name(root), "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in reached:
            continue
        reached.add((name, extra))
        python = str(described[name].get("Requires-Python") or "")
        if not extra and not SpecifierSet(python).contains(
            target.environment["python_full_version"]
        ):
            wrong.append(f"{name} is not for this Python but for {python}")
        for line in described[name].get_all("Requires-Dist", []):
            need = Requirement(line)
            there = canonicalize_name(need.name)
            if need.marker and not need.marker.evaluate({**target.environment, "extra": extra}):
                continue
            if there not in described:
                wrong.append(f"{name} needs {need}: no wheel")
                continue
            version = Version(str(described[there]["Version"]))
            if not need.specifier.contains(version, prereleases=True):
                wrong.append(f"{name} needs {need}: the wheel is {version}")
            waiting += [(there, wanted) for wanted in ("", *need.extras)]
    idle = set(described) - {name for name, _ in reached}
    return sorted(wrong) + [f"{name}: nobody needs it" for name in sorted(idle)]
