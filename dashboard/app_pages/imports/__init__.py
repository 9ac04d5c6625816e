"""数据导入: upload tables, look at what they are taken for, rehearse, load; take the newest back.

Nothing is written before somebody has seen what would be, and pressed for it. The steps themselves
are those of `powergraph load`; they run beside the server (`dashboard.writer`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from dashboard import markup, shell, writer, writing
from dashboard.app_pages.imports import choice as imports_choice
from dashboard.app_pages.imports import found as imports_found
from dashboard.app_pages.imports import past as imports_past
from dashboard.shell import Frame
from dashboard.tasks import Examined, Imported
from dashboard.writer import Job
from dashboard.writing import Upload
from graph.drawing.words import label_name
from graph.errors import PowergraphError, SourceError
from graph.schema import SCHEMA

# What is under way, or was done, in this session; not named like the page's own widgets, which go
# when an address is opened.
_WORK: Final = "pg_imports"
_BETWEEN: Final = 0.3  # seconds from one look at the progress to the next


@dataclass(slots=True)
class Work:
    """A job of this session, and what it was asked for."""

    kind: Literal["examine", "import", "undo"]
    job: Job
    upload: Upload | None = None


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    try:
        writing.require(frame.viewer, "load")
    except PowergraphError as error:
        st.info(markup.markdown(error.render(frame.language)))
        return
    work: Work | None = st.session_state.get(_WORK)
    if work and not work.job.finished.is_set():
        _wait(frame, work.job)
    other = writer.under_way(frame.graph.target)
    if other:
        since = f"{other.since:%H:%M:%S}"
        words = frame.say("imports.under_way", who=other.who, what=other.what, since=since)
        st.info(markup.markdown(words))
    titles = [frame.say("imports.tab_load"), frame.say("imports.tab_past")]
    # While a job ran there were no tabs: what came of it must not be in the one that is not shown.
    load, past = st.tabs(titles, default=titles[work is not None and work.kind == "undo"])
    with load:
        if work and work.kind == "import":
            _imported(frame, work)
        else:
            _choose(frame, work if work and work.kind == "examine" else None)
    with past:
        if work and work.kind == "undo":
            imports_past.undone(frame, work.job)
        import_id = imports_past.show(frame)
        if import_id:
            _begin(frame, lambda: Work("undo", writing.undo(frame, import_id)))


def _choose(frame: Frame, work: Work | None) -> None:
    """Upload, options, and what was found in them."""
    examined = _value(frame, work) if work else None
    upload = imports_choice.upload(frame, examined)
    if upload is None:
        shell.quiet(frame.say("imports.hint"))
        return
    if st.button(frame.say("imports.examine"), type="primary", key="imports_examine"):
        _begin(frame, lambda: Work("examine", writing.examine(frame, upload), upload))
    if examined is None or work is None or work.upload is None:
        return
    corrected = imports_found.show(frame, examined, work.upload, f"{work.job.since:%H%M%S%f}")
    if corrected:
        again = imports_choice.with_mapping(upload, corrected)
        _begin(frame, lambda: Work("examine", writing.examine(frame, again), again))
    if not imports_choice.same(upload, work.upload):
        st.warning(frame.say("imports.stale"))
    elif examined.summary is not None:
        st.divider()
        shell.quiet(frame.say("imports.confirm_says"))
        if st.button(frame.say("imports.confirm"), type="primary", key="imports_confirm"):
            confirmed = work.upload
            _begin(frame, lambda: Work("import", writing.load(frame, confirmed), confirmed))


def _imported(frame: Frame, work: Work) -> None:
    """What an import did."""
    try:
        done: Imported = work.job.value()
    except SourceError as error:
        st.error(markup.markdown(error.message.render(frame.language)))
        imports_found.problems(frame, error.problems, "found")
    except PowergraphError as error:
        st.error(markup.markdown(error.render(frame.language)))
    else:
        imports_found.done(frame, done)
    if st.button(frame.say("imports.next"), key="imports_next"):
        st.session_state.pop(_WORK)
        imports_choice.clear()
        st.rerun()


def _value(frame: Frame, work: Work) -> Examined | None:
    try:
        value: Examined = work.job.value()
    except PowergraphError as error:
        st.error(markup.markdown(error.render(frame.language)))
        return None
    return value


def _begin(frame: Frame, make: Callable[[], Work]) -> None:
    """Set a job going, and look at how it goes."""
    try:
        st.session_state[_WORK] = make()
    except PowergraphError as error:
        st.error(markup.markdown(error.render(frame.language)))
    else:
        st.rerun()


def _wait(frame: Frame, job: Job) -> None:
    """How far a job is, until it is done."""
    bar = st.empty()
    while not job.finished.is_set():
        phase, done, total = job.progress
        share = min(1.0, done / total) if total else 0.0
        bar.progress(share, _phase(frame, phase, done, total))
        time.sleep(_BETWEEN)
    bar.empty()
    st.rerun()


def _phase(frame: Frame, phase: str, done: int, total: int | None) -> str:
    what = _kind(frame, phase)
    if what is None:
        return frame.say(f"writing.phase.{phase}", done=f"{done:,}")
    words = {"what": what, "done": f"{done:,}", "total": f"{total or done:,}"}
    return frame.say("writing.phase.write", **words)


def _kind(frame: Frame, phase: str) -> str | None:
    """What is being written, in words; None for a phase in which nothing is."""
    if phase in SCHEMA.nodes:
        return label_name(phase, frame.language)
    names = {rel.rel.name: rel.rel.zh for rel in SCHEMA.rels.values()}
    name = names.get(phase)
    return name if name is None or frame.language == "zh" else phase
