"""The tables found in uploaded files, and what their titles mean: shown, and corrected."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.shell import Frame
from dashboard.tasks import Examined
from dashboard.writing import Upload
from graph.errors import one_line
from loaders.mapping import Form, Mapping, Options, form_named, forms
from loaders.sheets.proposing import assigned
from loaders.sheets.reader import shown_field
from powergraph.outputs.proposals import ShownTable, mapping_from
from queries.views.words import listed

_NOT_READ: Final = ""  # a table that is left out


def show(frame: Frame, examined: Examined, upload: Upload, turn: str) -> Mapping | None:
    """The tables, with what their titles are taken to mean, to be corrected.

    Args:
        turn: tells the widgets of one examination from those of another.

    Returns:
        What titles mean as somebody has corrected it, when they ask to look again with that.
    """
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
            shell.quiet(frame.say("imports.sheets", names=listed(table.sheets, frame.language)))
        if not fixed:
            table = _taken_for(frame, table, key)
        form = form_named(table.form) if table.form else None
        if form is None:
            shell.quiet(frame.say("imports.not_read"))
            return table
        return _titles(frame, table, form, key, fixed=fixed)


def _titles(frame: Frame, table: ShownTable, form: Form, key: str, *, fixed: bool) -> ShownTable:
    """The titles of a table, a line each; the field of each can be changed."""
    unread = frame.say("imports.heading.unread")
    fields: dict[str, str | None] = {unread: None}
    fields |= {shown_field(field): name for name, field in form.fields.items()}
    labels = {name: label for label, name in fields.items()}
    told = [name for name in ("words", "others") if any(getattr(t, name) for t in table.titles)]
    columns = {name: frame.say(f"imports.heading.{name}") for name in ("title", "field", *told)}
    count = max((len(title.samples) for title in table.titles), default=0)
    samples = [frame.say("imports.heading.sample", number=n) for n in range(1, count + 1)]
    lines = [
        {
            columns[name]: labels[title.field]
            if name == "field"
            else one_line(getattr(title, name))
            for name in columns
        }
        | dict(zip(samples, title.samples, strict=False))
        for title in table.titles
    ]
    others = [column for column in (*columns.values(), *samples) if column != columns["field"]]
    choice = st.column_config.SelectboxColumn(
        options=list(fields),
        width="medium",
        required=True,
        help=frame.say("imports.heading.field_help"),
    )
    edited: list[dict[str, Any]] = st.data_editor(
        lines,
        key=f"imports_titles_{key}_{table.form}",
        hide_index=True,
        num_rows="fixed",
        disabled=True if fixed else others,
        column_config={columns["field"]: choice},
    )
    chosen = [fields[line[columns["field"]]] for line in edited]
    titles = zip(table.titles, chosen, strict=True)
    return replace(table, titles=tuple(replace(title, field=field) for title, field in titles))


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
