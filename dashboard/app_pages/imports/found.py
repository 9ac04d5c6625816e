"""What was found in uploaded files: the problems, and what would become of it, or did."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages.imports import tables as imports_tables
from dashboard.shell import Frame
from dashboard.tasks import Examined, Imported
from dashboard.writing import Upload
from graph.errors import Problem, one_line, shorten
from graph.schema import SCHEMA
from loaders.load import LoadSummary
from loaders.mapping import Mapping
from powergraph.outputs.loaded import change_line, reopened_lines
from queries.views.words import listed

_SHOWN: Final = 200
_WIDTHS: Final = ("9%", "16%", "11%", "5%", "14%", "13%", "32%")


def show(frame: Frame, examined: Examined, upload: Upload, turn: str) -> Mapping | None:
    """What an examination found.

    Args:
        turn: tells the widgets of one examination from those of another.

    Returns:
        What titles mean as somebody has corrected it, when they ask to look again with that.
    """
    if examined.ours:
        st.html(f'<p class="pg-quiet">{markup.text(_ours(frame, examined))}</p>')
    corrected = imports_tables.show(frame, examined, upload, turn) if examined.tables else None
    errors = [p for p in examined.problems if p.level == "error"]
    if errors:
        key = "unsure" if examined.unsure else "problems_says"
        st.error(markup.markdown(frame.say(f"imports.{key}", count=f"{len(errors):,}")))
    if examined.problems:
        problems(frame, examined.problems, "found")
    if examined.summary:
        _summary(frame, examined.summary, "would")
    return corrected


def done(frame: Frame, imported: Imported) -> None:
    """What an import did."""
    summary = imported.summary
    if summary.import_id:
        st.success(markup.markdown(frame.say("imports.done", import_id=summary.import_id)))
    else:
        st.success(frame.say("imports.done_same"))
    _summary(frame, summary, "did")
    if imported.rejected:
        st.warning(frame.say("imports.rejected_says", count=f"{len(summary.rejected):,}"))
    for number, (name, content) in enumerate(imported.rejected):
        st.html(f'<p class="pg-quiet">{markup.text(name)}</p>')
        downloads.download(
            frame, "xlsx", partial(bytes, content), Path(name).stem, f"rejected_{number}"
        )


def problems(frame: Frame, found: Sequence[Problem], key: str) -> None:
    """Problems as a table, with where each is and what was expected there. `key` tells the tables
    of a page apart."""
    keys = ("level", "file", "sheet", "row", "column", "value", "expected")
    titles = {key: frame.say(f"imports.problem.{key}") for key in keys}
    rows = [_problem(frame, problem) for problem in found]
    head, shown = list(titles.values()), [[row[k] for k in keys] for row in rows[:_SHOWN]]
    st.html(markup.table(head, shown, numbers=(keys.index("row"),), widths=_WIDTHS))
    if len(rows) > _SHOWN:
        shell.quiet(frame.say("word.more", count=f"{len(rows) - _SHOWN:,}"))
    downloads.table(frame, titles, rows, "problems", f"problems_{key}")


def _problem(frame: Frame, problem: Problem) -> dict[str, Any]:
    return {
        "level": frame.say(f"imports.level.{problem.level}"),
        "file": one_line(problem.file),
        "sheet": one_line(problem.sheet),
        "row": problem.row or "",
        "column": one_line(problem.column),
        "value": shorten(problem.value) if problem.column and problem.value != "" else "",
        "expected": one_line(problem.expected.render(frame.language)),
    }


def _ours(frame: Frame, examined: Examined) -> str:
    names = listed((one_line(name) for name in examined.ours[:20]), frame.language)
    return frame.say("imports.ours", count=f"{len(examined.ours):,}", names=names)


def _summary(frame: Frame, summary: LoadSummary, tense: str) -> None:
    """The counts, the notes, the first changes and the warnings."""
    total = summary.total
    st.subheader(frame.say(f"imports.{tense}"), anchor=False)
    names = ("created", "changed", "closed", "same")
    cards = [(frame.say("imports.rows"), f"{summary.rows:,}", "")]
    cards += [
        (
            frame.say(f"imports.count.{name}"),
            f"{getattr(total, name):,}",
            frame.say(f"imports.count_says.{name}"),
        )
        for name in names
    ]
    if summary.rejected:
        left_out = frame.say("imports.count_says.rejected")
        cards.append((frame.say("imports.count.rejected"), f"{len(summary.rejected):,}", left_out))
    st.html(markup.cards(cards))
    for note in summary.notes:
        st.info(markup.markdown(note.render(frame.language)))
    if summary.taken_back:
        st.info(markup.markdown(frame.say("imports.taken_back", import_id=summary.taken_back)))
    rows = [
        (_table_name(frame, name), *(f"{getattr(tally, key):,}" for key in names))
        for name, tally in summary.tables.items()
    ]
    if rows:
        head = [frame.say("imports.table"), *(frame.say(f"imports.count.{name}") for name in names)]
        with st.expander(frame.say("imports.by_table"), expanded=True):
            st.html(markup.table(head, rows, numbers=(1, 2, 3, 4)))
    told = [*reopened_lines(summary, frame.language)]
    told += [change_line(seen, frame.language).strip() for seen in summary.changes]
    if told:
        with st.expander(frame.say("imports.changes", count=f"{len(told):,}")):
            st.html(markup.table([frame.say("imports.change")], [(line,) for line in told]))
    if summary.rejected:
        st.warning(frame.say("imports.rejected_rows", count=f"{len(summary.rejected):,}"))
        problems(
            frame, [problem for one in summary.rejected for problem in one.problems], "rejected"
        )
    warnings = [p for p in summary.warnings if p.level == "warning"]
    if warnings:
        with st.expander(frame.say("imports.warnings", count=f"{len(warnings):,}")):
            problems(frame, warnings, "warnings")


def _table_name(frame: Frame, name: str) -> str:
    table = SCHEMA.table(name)
    return f"{table.zh} {name}" if table and frame.language == "zh" else name
