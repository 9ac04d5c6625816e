"""What is to be imported, and how: the files, and the options of `powergraph load`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias, get_args

import streamlit as st

from dashboard import markup
from dashboard.shell import Frame
from dashboard.tasks import Examined
from dashboard.writing import Upload
from graph.schema import SCHEMA
from loaders import archives
from loaders.formats import ENDINGS, FORMATS
from loaders.mapping import Mapping
from powergraph.importing import Order

How: TypeAlias = Literal["add", "snapshot", "partial"]

_MOST_FILES: Final = 100
_ROUND: Final = "pg_imports_round"  # files are let go by a new widget
_AUTO: Final = ""


def upload(frame: Frame, examined: Examined | None) -> Upload | None:
    """The files and options chosen so far; None without files.

    Args:
        examined: what was found, which may ask for a confirmation.
    """
    number = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        frame.say("imports.files"),
        type=sorted(ending[1:] for ending in (*ENDINGS, archives.ENDING)),
        accept_multiple_files=True,
        key=f"imports_files_{number}",
        help=frame.say("imports.files_help"),
    )
    order, mapping_file = _options(frame, number, examined)
    if len(files) > _MOST_FILES:
        st.error(markup.markdown(frame.say("imports.too_many_files", most=_MOST_FILES)))
        return None
    if not files:
        return None
    return Upload(tuple((f.name, f.getvalue()) for f in files), order, mapping_file)


def clear() -> None:
    """Let the files and options go."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def same(upload: Upload, examined: Upload) -> bool:
    """Whether what is chosen now is what was examined; titles may have been corrected since."""
    return upload == replace(examined, order=replace(examined.order, mapping=upload.order.mapping))


def with_mapping(upload: Upload, mapping: Mapping) -> Upload:
    """The same files, read as corrected."""
    return replace(upload, order=replace(upload.order, mapping=mapping))


def _options(
    frame: Frame, number: int, examined: Examined | None
) -> tuple[Order, tuple[str, bytes] | None]:
    how: How = st.radio(
        frame.say("imports.how"),
        get_args(How),
        key=f"imports_how_{number}",
        format_func=lambda name: frame.say(f"imports.hows.{name}"),
        captions=[frame.say(f"imports.how_says.{name}") for name in get_args(How)],
    )
    with st.expander(frame.say("imports.options")):
        left, right = st.columns(2)
        with left:
            as_of = st.date_input(
                frame.say("imports.as_of"),
                value=None,
                format="YYYY-MM-DD",
                key=f"imports_as_of_{number}",
                help=frame.say("imports.as_of_help"),
            )
            source = st.text_input(
                frame.say("imports.source"),
                key=f"imports_source_{number}",
                max_chars=100,
                help=frame.say("imports.source_help"),
            )
        with right:
            format_name = st.selectbox(
                frame.say("imports.format"),
                [_AUTO, *sorted(FORMATS)],
                key=f"imports_format_{number}",
                format_func=lambda name: frame.say(f"imports.formats.{name or 'auto'}"),
            )
            saved = st.file_uploader(
                frame.say("imports.mapping"),
                type=["yaml", "yml"],
                key=f"imports_mapping_{number}",
                help=frame.say("imports.mapping_help"),
            )
    order = Order(
        (),
        format_name or None,
        None,
        as_of,
        how == "snapshot",
        source.strip() or None,
        tuple(_confirmed(frame, number, examined)) if how == "snapshot" else (),
        how == "partial",
    )
    return order, (saved.name, saved.getvalue()) if saved else None


def _confirmed(frame: Frame, number: int, examined: Examined | None) -> Sequence[str]:
    """Tables of which more than half may be gone; asked for where an examination said so."""
    key = f"imports_gone_{number}"
    asked = set(st.session_state.get(key, ()))
    if examined:
        problems = [p.expected for p in examined.problems]
        notes = examined.summary.notes if examined.summary else []
        wanted = ("expect.fewer_gone", "note.table_left_alone")
        asked |= {str(m.values["name"]) for m in (*problems, *notes) if m.key in wanted}
    if not asked:
        return ()
    titles = {
        table.name: table.zh if frame.language == "zh" else table.name for table in SCHEMA.tables
    }
    chosen: list[str] = st.multiselect(
        frame.say("imports.gone"),
        sorted(asked),
        key=key,
        format_func=lambda name: titles.get(name, name),
        help=frame.say("imports.gone_help"),
    )
    return chosen
