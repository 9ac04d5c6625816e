"""What was found in uploaded files: the tables and what their titles mean, the problems, and what
would become of it, or did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.shell import Frame
from dashboard.tasks import Examined, Imported
from dashboard.writing import Upload
from graph.errors import Problem, one_line, shorten
from graph.schema import SCHEMA
from loaders.load import LoadSummary
from loaders.mapping import Form, Mapping, Options, form_named, forms
from loaders.sheets.proposing import assigned
from loaders.sheets.reader import shown_field
from powergraph.outputs.loaded import change_line, reopened_lines
from powergraph.outputs.proposals import ShownTable, ShownTitle, mapping_from

_SHOWN = 500
_NOT_READ = ""  # a table that is left out


def show(frame: Frame, examined: Examined, upload: Upload, turn: str) -> Mapping | None:
    """What an examination found.

    Args:
        turn: tells the widgets of one examination from those of another.

    Returns:
        What titles mean as somebody has corrected it, when they ask to look again with that.
    """
    if examined.ours:
        st.html(f'<p class="pg-quiet">{markup.text(_ours(frame, examined))}</p>')
    corrected = _tables(frame, examined, upload, turn) if examined.tables else None
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
    st.dataframe(
        {title: [row[key] for row in rows[:_SHOWN]] for key, title in titles.items()},
        hide_index=True,
        height=min(420, 38 + 35 * len(rows)),
        column_config={
            titles["level"]: st.column_config.TextColumn(width=80),
            titles["row"]: st.column_config.NumberColumn(width=60),
            titles["value"]: st.column_config.TextColumn(width=150),
            titles["expected"]: st.column_config.TextColumn(width=520),
        },
    )
    if len(rows) > _SHOWN:
        shell.quiet(frame.say("word.more", count=f"{len(rows) - _SHOWN:,}"))
    downloads.table(frame, titles, rows, "problems", f"problems_{key}")


def _problem(frame: Frame, problem: Problem) -> dict[str, Any]:
    return {
        "level": frame.say(f"imports.level.{problem.level}"),
        "file": one_line(problem.file),
        "sheet": one_line(problem.sheet),
        "row": problem.row or None,
        "column": one_line(problem.column),
        "value": shorten(problem.value) if problem.column else "",
        "expected": one_line(problem.expected.render(frame.language)),
    }


def _ours(frame: Frame, examined: Examined) -> str:
    names = "、".join(one_line(name) for name in examined.ours[:20])
    return frame.say("imports.ours", count=f"{len(examined.ours):,}", names=names)


def _tables(frame: Frame, examined: Examined, upload: Upload, turn: str) -> Mapping | None:
    st.subheader(frame.say("imports.tables"), anchor=False)
    fixed = upload.mapping_file is not None
    shell.quiet(frame.say("imports.tables_fixed" if fixed else "imports.tables_says"))
    tables = [
        _table(frame, table, f"{turn}_{number}", fixed=fixed)
        for number, table in enumerate(examined.tables)
    ]
    if fixed:
        return None
    given = upload.order.mapping.options.unit if upload.order.mapping else ""
    unit = st.text_input(
        frame.say("imports.unit"),
        value=given,
        key=f"imports_unit_{turn}",
        max_chars=100,
        help=frame.say("imports.unit_help"),
    )
    mapping = mapping_from(tables, Options(unit=unit.strip()))
    with st.container(horizontal=True, gap="small"):
        pressed = st.button(frame.say("imports.again"), key=f"imports_again_{turn}")
        if mapping.sheets:
            downloads.download(frame, "yaml", partial(_text, mapping), "mapping", "mapping")
    return mapping if pressed else None


def _table(frame: Frame, table: ShownTable, key: str, *, fixed: bool) -> ShownTable:
    """A table and what its titles mean; gives it as somebody has corrected it."""
    with st.container(border=True):
        st.html(f"<p><b>{markup.text(table.headline)}</b></p>")
        for remark in table.remarks:
            shell.quiet(remark)
        if len(table.sheets) > 1:
            shell.quiet(frame.say("imports.sheets", names="、".join(table.sheets)))
        if not fixed:
            table = _taken_for(frame, table, key)
        form = form_named(table.form) if table.form else None
        if form is None:
            shell.quiet(frame.say("imports.not_read"))
            return table
        labels = {shown_field(field): name for name, field in form.fields.items()}
        names = {name: label for label, name in labels.items()}
        columns = {
            k: frame.say(f"imports.heading.{k}") for k in ("title", "field", "words", "others")
        }
        count = max((len(t.samples) for t in table.titles), default=0)
        samples = [frame.say("imports.heading.sample", number=n) for n in range(1, count + 1)]
        edited: list[dict[str, Any]] = st.data_editor(
            [_line(title, names, columns, samples) for title in table.titles],
            key=f"imports_titles_{key}_{table.form}",
            hide_index=True,
            num_rows="fixed",
            disabled=True
            if fixed
            else [c for c in (*columns.values(), *samples) if c != columns["field"]],
            column_config={
                columns["field"]: st.column_config.SelectboxColumn(
                    options=list(labels),
                    width="medium",
                    help=frame.say("imports.heading.field_help"),
                )
            },
        )
        chosen = [labels.get(line[columns["field"]] or "") for line in edited]
        return replace(
            table,
            titles=tuple(
                replace(title, field=field)
                for title, field in zip(table.titles, chosen, strict=True)
            ),
        )


def _line(
    title: ShownTitle, names: dict[str, str], columns: dict[str, str], samples: Sequence[str]
) -> dict[str, Any]:
    return {
        columns["title"]: one_line(title.title),
        columns["field"]: names.get(title.field or ""),
        columns["words"]: title.words,
        columns["others"]: title.others,
        **dict(zip(samples, title.samples, strict=False)),
    }


def _taken_for(frame: Frame, table: ShownTable, key: str) -> ShownTable:
    """The table as the form that somebody chooses; its titles are matched to that form's fields."""
    known = {form.name: form for form in forms()}
    chosen = st.selectbox(
        frame.say("imports.form"),
        [_NOT_READ, *known],
        index=[_NOT_READ, *known].index(table.form or _NOT_READ),
        key=f"imports_form_{key}",
        format_func=lambda name: _form_name(frame, known.get(name)),
    )
    if chosen == (table.form or _NOT_READ):
        return table
    if not chosen:
        return replace(table, form=None)
    matched = assigned(known[chosen], tuple((n, t.title) for n, t in enumerate(table.titles)))
    fields = {match.column: match.field for match in matched}
    titles = (
        replace(t, field=fields.get(n), words="", others="") for n, t in enumerate(table.titles)
    )
    return replace(table, form=chosen, titles=tuple(titles))


def _form_name(frame: Frame, form: Form | None) -> str:
    if form is None:
        return frame.say("imports.form_none")
    return form.zh if frame.language == "zh" else form.en


def _text(mapping: Mapping) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.yaml"
        mapping.write(path)
        return path.read_text(encoding="utf-8")


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
