"""docs/proved.md: the tables that the proofs write, each with its date, machine and command."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parents[2] / "docs" / "proved.md"

# The sections in their order: title, and the command that writes each again.
SECTIONS: Final = {
    "oracle": ("Rules against an oracle in plain Python", "make prove"),
    "mutation": ("Mutants of the rules", "python -m tools.proofs"),
    "messy": ("Tables as offices type them", "python -m tools.proofs.messy"),
    "fuzz": ("Damaged and random files", "python -m tools.proofs.fuzz"),
    "mining": ("Against pm4py", "python -m tools.proofs.mining build/pm4py/bin/python"),
}
_HEAD: Final = """# Proved

Written by `make prove`; every section says when, where and by which command. What is proved of
speed and memory stands in measured.md.
"""


def section(name: str, text: str, page: Path = PAGE) -> None:
    """Put the text in the place of that section of the page, with today's date and machine."""
    found = sections(page.read_text(encoding="utf-8")) if page.is_file() else {}
    title, command = SECTIONS[name]
    stamp = f"{date.today().isoformat()}, {machine()}. Again: `{command}`."
    found[name] = f"## {title}\n\n{stamp}\n\n{text.strip()}\n"
    ordered = [found[key] for key in SECTIONS if key in found]
    page.write_text("\n".join([_HEAD, *ordered]), encoding="utf-8")
    sys.stdout.write(found[name])


def sections(text: str) -> dict[str, str]:
    """The sections of a page by name."""
    names = {title: name for name, (title, _) in SECTIONS.items()}
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    return {
        names[title]: f"## {title}\n{body.rstrip()}\n"
        for title, body in zip(parts[::2], parts[1::2], strict=True)
        if title in names
    }


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table.

    >>> print(table(["rule", "n"], [["SOD-001", "3"]]))
    | rule | n |
    |---|---|
    | SOD-001 | 3 |
    """
    lines = [head, ["---"] * len(head), *rows]
    first, second, *rest = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([first, second.replace(" ", ""), *rest])


def machine() -> str:
    """What the proof ran on.

    >>> "Python" in machine()
    True
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, kglite {version('kglite')}"
    )
