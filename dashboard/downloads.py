"""Everything shown can be taken along: tables as CSV and Excel, drawings as SVG and PNG."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

import streamlit as st

from dashboard.shell import Frame
from powergraph.outputs.workbook import sheet_of
from powergraph.reports.render.raster import to_png
from queries.render import to_csv

Kind: TypeAlias = Literal["csv", "json", "svg", "xlsx", "png", "html", "docx", "pdf", "zip", "yaml"]

_MIME: Final[Mapping[Kind, str]] = {
    "csv": "text/csv",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "yaml": "application/yaml",
}


def download(
    frame: Frame, kind: Kind, content: Callable[[], bytes | str], name: str, key: str
) -> None:
    """A button that hands a file out; it is made when the button is pressed.

    Args:
        name: of the file, without its ending.
        key: tells the buttons of a page apart.
    """
    st.download_button(
        frame.say(f"word.download_{kind}"),
        lambda: _bytes(kind, content()),
        file_name=f"{name}.{kind}",
        mime=_MIME[kind],
        key=f"{frame.page}_{key}_{kind}",
        on_click="ignore",
    )


def table(
    frame: Frame,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]] | Callable[[], Sequence[Mapping[str, Any]]],
    name: str,
    key: str,
) -> None:
    """The rows as CSV and as a workbook, side by side; no cell is a formula.

    Args:
        columns: key in a row, and what stands above the column.
        rows: a function where they are first worked out when a button is pressed.
    """
    titles = list(columns.values())

    def titled() -> list[Mapping[str, Any]]:
        given = rows() if callable(rows) else rows
        return [{title: row[key] for key, title in columns.items()} for row in given]

    with st.container(horizontal=True, gap="small"):
        download(frame, "xlsx", lambda: _workbook(titles, titled(), name), name, key)
        download(frame, "csv", lambda: to_csv(titles, titled()), name, key)


def drawing(frame: Frame, svg: Callable[[], str], name: str, key: str) -> None:
    """A drawing as SVG and as PNG, side by side."""
    with st.container(horizontal=True, gap="small"):
        download(frame, "svg", svg, name, key)
        download(frame, "png", lambda: to_png(svg()), name, key)


def _workbook(titles: Sequence[str], rows: Sequence[Mapping[str, Any]], name: str) -> bytes:
    out = io.BytesIO()
    sheet_of(titles, rows, name).save(out)
    return out.getvalue()


def _bytes(kind: Kind, content: bytes | str) -> bytes:
    if isinstance(content, bytes):
        return content
    return content.encode("utf-8-sig" if kind == "csv" else "utf-8")  # Excel reads Chinese by it
