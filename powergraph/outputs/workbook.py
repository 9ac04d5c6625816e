"""A check as an Excel workbook: a summary, then a sheet for each rule that found something.

Every text goes through `queries.render.safe`: a name that begins like a formula stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from graph.text import Language, say
from powergraph.outputs.files import replace_file
from powergraph.outputs.report import (
    Report,
    acceptance_parts,
    detail_text,
    place_text,
    score_lines,
    severity_text,
    state_text,
    used_values,
)
from queries.findings import Finding, RuleRun
from queries.model import SavedQuery
from queries.render import cell, display_width, safe
from queries.scores import Score, score

MAX_CELL: Final = 32_767  # characters that Excel keeps in a cell
_SUMMARY: Final = (
    ("rule", 10),
    ("title", 34),
    ("status", 10),
    ("findings", 9),
    ("population", 9),
    ("units_without_data", 12),
    ("protection", 10),
    ("parameters", 90),
)
_SCORES: Final = (
    ("group", 12),
    ("name", 34),
    ("protection", 10),
    ("examined", 9),
    ("found", 9),
    ("rules", 9),
    ("silent", 12),
)
_FINDING: Final = (
    ("id", 19),
    ("message", 60),
    ("severity", 14),
    ("unit", 20),
    ("subject", 30),
    ("actors", 22),
    ("state", 20),
    ("acceptance", 30),
    ("assignee", 12),
    ("note", 24),
    ("details", 44),
    ("evidence", 50),
    ("basis", 30),
    ("verify", 60),
)
_HEAD: Final = Font(bold=True)
_FILL: Final = PatternFill("solid", fgColor="DCE6F1")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")


def write_workbook(report: Report, path: Path, language: Language) -> None:
    """Write the workbook in one step.

    Raises:
        OutputError: the file cannot be written; what was there is unchanged.
    """
    replace_file(path, lambda temporary: _book(report, language).save(temporary))


def _book(report: Report, language: Language) -> Workbook:
    book = Workbook(write_only=True)
    _summary(book, report, language)
    _score_sheet(book, report, language)
    for rule, found in groupby(report.result.findings, key=lambda f: f.rule):
        _rule_sheet(book, report, report.result.queries[rule], list(found), language)
    return book


def _summary(book: Workbook, report: Report, language: Language) -> None:
    result = report.result
    facts = [
        ("as_of", result.as_of),
        ("fingerprint", result.fingerprint or "—"),
        ("nodes", result.nodes),
        ("relationships", result.relationships),
        *([("notice", report.notice)] if report.notice else []),
    ]
    lines: list[Sequence[Any]] = [(say(f"workbook.{k}", language), v) for k, v in facts]
    lines += [(say("workbook.leads", language),), ()]
    rows = (_run(run, result.queries[run.id], language) for run in result.rules)
    title = say("workbook.summary", language)
    add_sheet(book, title, titled(_SUMMARY, language), lines, rows, len(result.rules))


def _score_sheet(book: Workbook, report: Report, language: Language) -> None:
    lines = score_lines(report.result, language)
    if not lines:
        return
    rows = (
        [
            line.group,
            line.name,
            line.score,
            line.score.examined,
            line.score.found,
            line.score.rules,
            line.score.silent,
        ]
        for line in lines
    )
    head = [(say("score.title", language),), (say("score.says", language),), ()]
    title = say("score.title", language)
    add_sheet(book, title, titled(_SCORES, language, "score"), head, rows, len(lines))


def _run(run: RuleRun, rule: SavedQuery, language: Language) -> list[Any]:
    used = used_values(run, language)
    return [
        run.id,
        rule.title.of(language),
        say(f"status.{run.status}", language),
        run.findings,
        run.population,
        len(run.units_without_data),
        score(run),
        _lines(used),
    ]


def _rule_sheet(
    book: Workbook, report: Report, rule: SavedQuery, found: list[Finding], language: Language
) -> None:
    rows = (_finding(report, rule, finding, language) for finding in found)
    head = [(rule.id, rule.title.of(language)), (say("workbook.leads", language),), ()]
    add_sheet(book, rule.id, titled(_FINDING, language), head, rows, len(found))


def _finding(report: Report, rule: SavedQuery, finding: Finding, language: Language) -> list[Any]:
    state = report.state(finding)
    names = zip(finding.actor_names, finding.actors, strict=False)
    return [
        finding.id,
        finding.message.of(language),
        severity_text(finding, language),
        _named(finding.unit_name, finding.unit),
        _named(finding.subject_name, f"{finding.subject_label}/{finding.subject}"),
        _lines(_named(name, uid) for name, uid in names),
        state_text(state, language),
        _lines(f"{name}: {value}" for name, value in acceptance_parts(state, language)),
        state.assignee,
        state.note,
        _lines(
            f"{rule.columns[name].of(language)}: {detail_text(finding, name, value, language)}"
            for name, value in finding.details.items()
        ),
        _lines(
            f"{_named(row.name, f'{row.label}/{row.uid}')} @ {place_text(row)}"
            for row in report.places(finding)
        ),
        _lines(finding.basis),
        _verify(rule, language),
    ]


def _verify(rule: SavedQuery, language: Language) -> str:
    if rule.rule is None:
        return ""
    ways = rule.rule.verify
    return _lines(
        f"{say(f'verify.{way}', language)}: {getattr(ways, way).of(language)}"
        for way in ("document", "interview", "site")
    )


def _named(name: str | None, uid: str | None) -> str:
    return f"{name} ({uid})" if name and uid else name or uid or "—"


def _lines(parts: Iterable[str]) -> str:
    """Parts below one another; a line break inside a part cannot forge another."""
    return "\n".join(cell(part) for part in parts)


_NARROWEST: Final = 8
_WIDEST: Final = 60


def sheet_of(titles: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str) -> Workbook:
    """A workbook of one sheet: rows under titles, columns as wide as what stands in them."""
    book = Workbook(write_only=True)
    values = [[plain_cell(row[title]) for title in titles] for row in rows]
    widths = [
        min(
            _WIDEST,
            max(_NARROWEST, *(display_width(str(line[i])) + 2 for line in [titles, *values])),
        )
        for i in range(len(titles))
    ]
    columns = list(zip(titles, widths, strict=True))
    add_sheet(book, _sheet_name(name), columns, [], values, len(values))
    return book


def plain_cell(value: Any) -> Any:
    """A value for a cell: numbers, days and texts as they are, lists joined."""
    return cell(value) if isinstance(value, list | tuple | dict) else value


def _sheet_name(name: str) -> str:
    """A name as Excel lets a sheet have it."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ")[:31] or "1"


def titled(
    columns: Sequence[tuple[str, int]], language: Language, catalogue: str = "workbook"
) -> list[tuple[str, int]]:
    """Columns and their widths under the titles of a catalogue."""
    return [(say(f"{catalogue}.{name}", language), width) for name, width in columns]


def add_sheet(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    above: Sequence[Sequence[Any]],
    rows: Iterable[Sequence[Any]],
    count: int,
) -> None:
    """A sheet: lines above, then a table with its header frozen and filters on.

    Args:
        columns: titles and widths in characters.
        count: how many rows there are.
    """
    sheet = book.create_sheet(title)
    header = len(above) + 1
    sheet.freeze_panes = f"A{header + 1}"
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(len(columns))}{header + count}"
    for position, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    for line in above:
        sheet.append([_cell(sheet, value) for value in line])
    sheet.append([_cell(sheet, name, head=True) for name, _ in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, *, head: bool = False) -> Any:
    if isinstance(value, Score):
        # A number, so that Excel sorts and filters it as one.
        shared = WriteOnlyCell(sheet, "—" if value.rounded is None else value.rounded)
        shared.number_format = "0.0%"
        return shared
    if isinstance(value, str):
        # Line breaks of our own stay; all else that is not seen is written as an escape.
        value = safe("\n".join(cell(line) for line in value.split("\n")))
        value = value if len(value) <= MAX_CELL else f"{value[: MAX_CELL - 1]}…"
    made = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        made.data_type = "s"
        made.alignment = _WRAP
    if head:
        made.font, made.fill = _HEAD, _FILL
    return made
