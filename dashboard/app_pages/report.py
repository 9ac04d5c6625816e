"""巡前报告: reports and forms of units, made beside the server, looked at and taken along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final
from weakref import finalize

import streamlit as st

from dashboard import checking, connection, downloads, shell, writer, writing
from dashboard.downloads import Kind
from dashboard.preview import preview
from dashboard.reporting import PREVIEW, REPORT, Made, Piece, Reports
from dashboard.shell import Frame
from graph.text import say
from powergraph.masking import masked
from powergraph.reports import FORMATS
from powergraph.reports.forms.kinds import KINDS

_MADE: Final = "pg_reports"
_FIRST: Final = ("docx", "pdf")
_BETWEEN: Final = 0.5  # seconds from one look at the progress to the next


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Making:
    """What a session asked for. Its files are there until something else is asked for, or the
    session ends."""

    key: str
    task: Reports
    job: writer.Job


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    if shell.missing(frame, ("Department", "Power")) and not frame.units:
        return
    pressed = _form(frame)
    if pressed:
        _begin(frame, pressed)
    making: _Making | None = st.session_state.get(_MADE)
    if making is None or making.key != _key(frame):
        shell.quiet(frame.say("report.hint"))
    elif not making.job.finished.is_set():
        _waiting(frame, making)
    else:
        _finished(frame, making)


@dataclass(frozen=True, slots=True)
class _Wanted:
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    formats: tuple[str, ...]
    masked: bool
    round: str


def _form(frame: Frame) -> _Wanted | None:
    """What is to be made, once the button is pressed."""
    first = [frame.unit] if frame.unit else []
    with st.form("report_form"):
        units = st.multiselect(
            frame.say("report.units"),
            list(frame.units),
            first,
            key=f"report_units_{frame.unit}",
            format_func=lambda uid: f"{frame.units[uid].name}（{uid}）",
            placeholder=frame.say("report.units_hint"),
        )
        every = st.checkbox(frame.say("report.every", count=len(frame.units)), key="report_every")
        left, right = st.columns(2)
        with left:
            kinds = st.multiselect(
                frame.say("report.kinds"),
                [REPORT, *KINDS],
                [REPORT],
                key="report_kinds",
                format_func=lambda kind: _kind(frame, kind),
            )
            round_ = st.text_input(
                frame.say("report.round"),
                key="report_round",
                max_chars=80,
                placeholder=frame.say("report.round_hint"),
            )
        with right:
            formats = st.multiselect(
                frame.say("report.formats"),
                FORMATS,
                _FIRST,
                key="report_formats",
                format_func=lambda name: frame.say(f"report.format_{name}"),
            )
            masked = st.checkbox(
                frame.say("report.masked"),
                value=frame.viewer.masked,
                disabled=frame.viewer.masked,
                key="report_masked",
                help=frame.say("report.masked_help"),
            )
        pressed = st.form_submit_button(frame.say("report.make"), type="primary")
    if not pressed:
        return None
    chosen = tuple(frame.units) if every else tuple(units)
    if not (chosen and kinds and formats):
        st.warning(frame.say("report.nothing_chosen"))
        return None
    hidden = masked or frame.viewer.masked
    return _Wanted(chosen, tuple(kinds), tuple(formats), hidden, round_ or "")


def _begin(frame: Frame, wanted: _Wanted) -> None:
    result = checking.checked(frame)
    masking = frame.graph.masking
    if wanted.masked and masking is None:
        masking = connection.ask(frame.graph.whole, connection.masking_of, frame.language)
        result = masked(result, masking)
    folder = Path(mkdtemp(prefix="powergraph-report-"))  # for this user alone
    task = Reports(
        writing.place(frame.graph.target),
        frame.graph.opens,
        frame.language,
        masking,
        result,
        wanted.units,
        wanted.kinds,
        wanted.formats,
        wanted.round,
        folder,
    )
    job = writer.read(task, frame.say("report.title"), frame.viewer.name)
    about = {"what": list(wanted.kinds), "units": list(wanted.units), "masked": wanted.masked}
    writing.note(frame, "report", about)
    making = _Making(_key(frame), task, job)
    finalize(making, rmtree, folder, ignore_errors=True)
    st.session_state[_MADE] = making


def _key(frame: Frame) -> str:
    """What was made is of one graph as one viewer sees it, at one day."""
    return f"{frame.graph.key}|{frame.as_of}|{frame.language}"


@st.fragment(run_every=_BETWEEN)
def _waiting(frame: Frame, making: _Making) -> None:
    if making.job.finished.is_set():
        st.rerun()
    phase, done, total = making.job.progress
    if total:
        kind = frame.say("report.making_reports" if phase == REPORT else "report.making_forms")
        st.progress(done / total, f"{kind} {done} / {total}")
    else:
        st.progress(0.0, frame.say("report.beginning"))


def _finished(frame: Frame, making: _Making) -> None:
    made: Made = making.job.value()
    pieces = made.pieces
    st.subheader(frame.say("report.made", count=len(pieces)), anchor=False)
    if making.task.masking:
        shell.quiet(frame.say("report.is_masked"))
    shell.quiet(f"{frame.say('word.lead')} {frame.say('report.all_in')}")
    folder = making.task.folder
    name = _archive_name(frame, making.task)
    downloads.download(frame, "zip", _reader(folder / made.archive), name, "all")
    _shown(frame, making.task, pieces)


def _shown(frame: Frame, task: Reports, pieces: Sequence[Piece]) -> None:
    """One piece: its files, and how it looks."""
    if not pieces:
        return
    at = st.selectbox(
        frame.say("report.look_at"),
        range(len(pieces)),
        key=f"report_at_{id(task)}",
        format_func=lambda i: f"{pieces[i].name} · {_kind(frame, pieces[i].kind)}",
    )
    piece = pieces[at]
    with st.container(horizontal=True, gap="small"):
        for name in task.formats:
            file = task.folder / piece.files[name]
            kind: Kind = _KIND[name]
            downloads.download(frame, kind, _reader(file), file.stem, f"{at}")
    html = (task.folder / piece.files[PREVIEW]).read_text(encoding="utf-8")
    title = f"{piece.name} {_kind(frame, piece.kind)}"
    preview(html, title, f"report_preview_{at}")


_KIND: Final[dict[str, Kind]] = {"docx": "docx", "pdf": "pdf", "html": "html", "xlsx": "xlsx"}


def _kind(frame: Frame, kind: str) -> str:
    if kind == REPORT:
        return frame.say("report.kind_report")
    return say(f"report.form.{kind}.name", frame.language)


def _archive_name(frame: Frame, task: Reports) -> str:
    about = frame.units[task.units[0]].name if len(task.units) == 1 else str(len(task.units))
    masked = f"-{frame.say('report.masked_name')}" if task.masking else ""
    return f"{frame.say('report.title')}-{about}-{frame.as_of}{masked}"


def _reader(path: Path) -> Callable[[], bytes]:
    return path.read_bytes
