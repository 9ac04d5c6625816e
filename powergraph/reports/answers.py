"""Answers that people typed into the workbook of a report: read back, kept, shown next time.

They are kept beside the ledger, apart from the facts, in a JSON file of key and text. A number that
names a person is refused here as everywhere.
"""

from __future__ import annotations

import json
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graph.errors import OutputError, Problem, SourceError
from graph.privacy import names_a_person
from graph.text import Message
from powergraph.outputs.files import write_text
from powergraph.reports.render.xlsx import KEY

MAX_ANSWER: Final = 4000
_HIDDEN: Final = "***"


def read_back(path: Path) -> dict[str, str]:
    """The answers in a workbook that `powergraph report` wrote, by key; empty ones are left out.

    The answer stands in the last column before the hidden key.

    Raises:
        SourceError: it is no such workbook, an answer is too long, or one holds a number that
            names a person. Nothing of it is kept then.
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    sheets = 0
    for sheet in _book(path).worksheets:
        at: int | None = None
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            if at is None:
                at = row.index(KEY) if KEY in row else None
                sheets += at is not None
                continue
            key, answer = _cell(row, at), _cell(row, at - 1)
            if not key or not answer:
                continue
            place = (path.name, sheet.title, number, "")
            if names_a_person(answer):
                problems.append(Problem(*place, _HIDDEN, Message("expect.no_person")))
            elif len(answer) > MAX_ANSWER:
                expected = Message("expect.answer", {"most": MAX_ANSWER})
                problems.append(Problem(*place, f"{answer[:40]}…", expected))
            else:
                found[key] = answer
    if not sheets:
        problems.append(Problem(path.name, "", 1, "", "", Message("expect.report_workbook")))
    if problems:
        raise SourceError(problems)
    return found


def kept(path: Path) -> dict[str, str]:
    """The answers kept so far; none where there is no such file.

    Raises:
        OutputError: the file is not what `keep` writes.
    """
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutputError("report.answers", path=path, detail=error) from error
    if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
        raise OutputError("report.answers", path=path, detail="{key: text}")
    return data


def keep(path: Path, answers: Mapping[str, str]) -> dict[str, str]:
    """Add answers to those kept, newer ones in place of older; gives all.

    Raises:
        OutputError: the file cannot be written, or is not what it should be.
    """
    together = {**kept(path), **answers}
    write_text(path, json.dumps(together, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return together


def answers_path(ledger: Path) -> Path:
    """Where the answers of a graph are kept: beside its ledger."""
    return ledger.with_name(f"{ledger.name}.answers.json")


def _book(path: Path) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, data_only=True, keep_links=False)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException) as error:
        problem = Problem(path.name, "", 1, "", "", Message("expect.report_workbook"))
        raise SourceError([problem]) from error


def _cell(row: tuple[Any, ...], at: int) -> str:
    value = row[at] if 0 <= at < len(row) else None
    return "" if value is None else str(value).strip()
