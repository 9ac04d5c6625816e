"""What is wrong in a user's own query files: file, line, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from graph.errors import QueryFileError, one_line
from graph.text import DEFAULT_LANGUAGE, Language, Message

_PARTS: Final = re.compile(r"[.\[]")


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend in a file; lines count from 1."""

    file: Path
    line: int
    what: Message

    def render(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """One line: where, and what."""
        return one_line(f"{self.file}:{self.line}: {self.what.render(language)}")

    def __str__(self) -> str:
        return self.render("en")


def problem_of(file: Path, error: QueryFileError | OSError | UnicodeDecodeError) -> FileProblem:
    """Why a file could not be read as a saved query or as its cases."""
    if isinstance(error, UnicodeDecodeError):
        return FileProblem(file, 1, Message("own_file.utf8"))
    if isinstance(error, OSError):
        detail = error.strerror or str(error)
        return FileProblem(file, 1, Message("own_file.unreadable", {"detail": detail}))
    values = error.message.values
    cause = error.__cause__
    if isinstance(cause, yaml.MarkedYAMLError):
        # The text handed to YAML begins below `/*---`; a file of cases is YAML from its first line.
        above = 1 if file.suffix == ".cypher" else 0
        line = (cause.problem_mark.line if cause.problem_mark else 0) + 1 + above
        return FileProblem(file, line, Message("own_file.yaml", {"detail": cause.problem or cause}))
    text = file.read_text(encoding="utf-8-sig")
    if error.message.key == "query.file":
        at = str(values["at"])
        what = {"at": at, "what": values["what"]}
        return FileProblem(file, line_of(text, at), Message("own_file.key", what))
    if error.message.key == "query.case":
        what = {"name": values["name"], "detail": values["detail"]}
        return FileProblem(
            file, case_line(text, str(values["name"])), Message("own_file.case", what)
        )
    return FileProblem(file, 1, Message("own_file.front"))


def line_of(text: str, at: str) -> int:
    """The line of a key such as `params.as_of.type`, or of the nearest key above it.

    >>> line_of("/*---\\nid: x\\nparams:\\n  n: {type: int}\\n---*/", "params.n.type")
    4
    """
    lines = text.splitlines()
    row = 0
    for depth, part in enumerate(_PARTS.split(at)):
        before = r"[\s{,]" if depth else "^"  # a key of the front matter itself is not indented
        key = re.compile(rf"{before}{re.escape(part)}\s*:")
        row = next((i for i in range(row, len(lines)) if key.search(lines[i])), row)
    return row + 1


def case_line(text: str, name: str) -> int:
    """The line on which the case of that name begins; the first where there is none."""
    lines = text.splitlines()
    return next((i for i, line in enumerate(lines, 1) if "name:" in line and name in line), 1)
