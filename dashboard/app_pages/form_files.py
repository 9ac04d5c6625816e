"""The forms of "211", to be taken along from the page of what they are about."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import downloads, markup
from dashboard.shell import Frame
from graph.text import say
from powergraph.reports.context import unit_of
from powergraph.reports.forms.frame import glance
from powergraph.reports.forms.kinds import form
from powergraph.reports.write import file_stem, rendered


def offer(frame: Frame, kind: str, unit: str, about: str) -> None:
    """Buttons for a form about one power or matter of a unit, as Word and as PDF.

    Args:
        kind: one of `powergraph.reports.forms.kinds.KINDS`.
        unit: the uid of the department.
        about: the uid of the power or matter, which must be the unit's and in force that day.
    """
    name = say(f"report.form.{kind}.name", frame.language)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f'<span class="pg-quiet">{markup.text(name)}</span>', width=120)
        for file in ("docx", "pdf"):
            make = partial(_made, frame, kind, unit, about, file)
            downloads.download(frame, file, make, file_stem(name, about), f"form_{kind}_{about}")


def _made(frame: Frame, kind: str, unit: str, about: str, file: str) -> bytes:
    county = glance(frame.graph.store, frame.language, frame.as_of)
    return rendered(form(unit_of(county, unit), kind, [about]), [file])[file]
