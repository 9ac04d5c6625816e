"""The imports that a graph was made by, and taking the newest back."""

from __future__ import annotations

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.shell import Frame
from dashboard.writer import Job
from graph.errors import PowergraphError, one_line
from graph.sources import Import, imports
from powergraph.importing import TakenBack

_FILES = 5


def show(frame: Frame) -> str | None:
    """The imports, the newest first.

    Returns:
        The id of the newest, when somebody wants it taken back.
    """
    # Asked anew: one that was cut off leaves the fingerprint as it was.
    found = list(reversed(imports(frame.graph.store)))
    if not found:
        st.info(frame.say("imports.past_none"))
        return None
    keys = ("import_id", "at", "day", "files", "state")
    titles = {key: frame.say(f"imports.past.{key}") for key in keys}
    rows = [_row(frame, one, all_files=False) for one in found]
    st.html(markup.table(list(titles.values()), [[row[key] for key in keys] for row in rows]))
    whole = [_row(frame, one, all_files=True) for one in found]
    downloads.table(frame, titles, whole, "imports", "past")
    st.subheader(frame.say("imports.undo"), anchor=False)
    newest = found[0].import_id
    shell.quiet(frame.say("imports.undo_says", import_id=newest))
    sure = st.checkbox(frame.say("imports.undo_sure"), key=f"imports_sure_{newest}")
    pressed = st.button(frame.say("imports.undo_do"), disabled=not sure, key="imports_undo")
    return newest if pressed and sure else None


def undone(frame: Frame, job: Job) -> None:
    """What taking back has done."""
    try:
        done: TakenBack = job.value()
    except PowergraphError as error:
        st.error(markup.markdown(error.render(frame.language)))
        return
    values = {"import_id": done.import_id, "nodes": f"{done.nodes:,}", "rels": f"{done.rels:,}"}
    st.success(markup.markdown(frame.say("imports.undone", **values)))


def _row(frame: Frame, one: Import, *, all_files: bool) -> dict[str, object]:
    files = [one_line(source.file) for source in one.sources]
    shown = "、".join(files if all_files else files[:_FILES])
    if len(files) > _FILES and not all_files:
        shown += frame.say("imports.past.more_files", count=len(files))
    first = one.sources[0] if one.sources else None
    return {
        "import_id": one.import_id,
        "at": f"{first.imported_at:%Y-%m-%d %H:%M:%S}" if first else "–",
        "day": (first.day if first else None) or "–",
        "files": shown,
        "state": frame.say("imports.past.whole" if one.finished else "imports.past.cut_off"),
    }
