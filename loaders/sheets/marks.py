"""What the values of a sheet do not show: merged cells, what is hidden, formulas, what is written
beside the cells.

The library does not tell of these when it reads row by row, so a sheet's part of the archive is
looked through as text, a piece at a time.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string, range_boundaries

_CHUNK: Final = 1 << 20
# Longer than any formula or tag: nothing that is looked for is cut in two unseen.
_OVERLAP: Final = 1 << 15

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_HIDDEN_ROW: Final = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMNS: Final = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
# A formula with no value stored; an empty text that was calculated (t="str") is a value.
_UNCOMPUTED: Final = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# Written on the sheet, but in no cell: headers and footers of pages, lists to choose from.
_ASIDE: Final = re.compile(
    rb"<(?:\w+:)?(?:(?:odd|even|first)(?:Header|Footer)|formula1|formula2)>([^<]+)<"
)
_MAX_PART: Final = 64 << 20


class Range(NamedTuple):
    """Merged cells: columns from 0, rows as Excel counts, both ends inclusive."""

    left: int
    top: int
    right: int
    bottom: int


class Aside(NamedTuple):
    """A text that stands in no cell; `row` is 0 and `column` -1 where it belongs to none."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Merged ranges by their first row; hidden rows and columns (from 0); formulas that have no
    stored value, as row → columns; texts beside the cells; how many cells have comments."""

    merged: Mapping[int, Sequence[Range]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    uncomputed: Mapping[int, frozenset[int]]
    asides: Sequence[Aside]
    comments: int


NO_MARKS: Final = Marks({}, frozenset(), frozenset(), {}, (), 0)


def marks_of(archive: zipfile.ZipFile, part: str) -> Marks:
    """Look through one sheet (`part` is its name in the archive) and what belongs to it."""
    merged: dict[str, Range] = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    uncomputed: dict[int, set[int]] = defaultdict(set)
    asides: dict[Aside, None] = {}
    for window in _windows(archive, part):
        for found in _MERGED.finditer(window):
            ref = found[1].decode()
            left, top, right, bottom = (n or 0 for n in range_boundaries(ref))
            merged[ref] = Range(left - 1, top, right - 1, bottom)
        hidden_rows.update(int(found[1]) for found in _HIDDEN_ROW.finditer(window))
        for found in _HIDDEN_COLUMNS.finditer(window):
            hidden_columns.update(_columns(found[0].decode()))
        for found in _UNCOMPUTED.finditer(window):
            column = column_index_from_string(found[1].decode()) - 1
            uncomputed[int(found[2])].add(column)
            if found[3]:
                asides[Aside(int(found[2]), column, _text(found[3]))] = None
        asides.update((Aside(0, -1, _text(f[1])), None) for f in _ASIDE.finditer(window))
    comments = list(_comments(archive, part))
    by_row: dict[int, list[Range]] = defaultdict(list)
    for place in merged.values():
        by_row[place.top].append(place)
    return Marks(
        by_row,
        frozenset(hidden_rows),
        frozenset(hidden_columns),
        {row: frozenset(columns) for row, columns in uncomputed.items()},
        [*asides, *comments],
        len({(c.row, c.column) for c in comments if c.row}),
    )


def _windows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-_OVERLAP:]


def _columns(tag: str) -> range:
    first, last = (re.search(rf'\b{name}="(\d+)"', tag) for name in ("min", "max"))
    return range(int(first[1]) - 1, int(last[1])) if first and last else range(0)


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode(errors="replace"))


def _comments(archive: zipfile.ZipFile, part: str) -> Iterator[Aside]:
    """Comments, text boxes and addresses of links of a sheet."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in archive.namelist():
        return
    for relation in ElementTree.fromstring(archive.read(listed)):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            yield Aside(0, -1, target)
            continue
        path = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        if target.startswith("/"):
            path = target.lstrip("/")
        wanted = re.search(r"comment|drawing", path, re.IGNORECASE) and path.endswith(".xml")
        if wanted and path in archive.namelist() and archive.getinfo(path).file_size < _MAX_PART:
            yield from _notes(ElementTree.fromstring(archive.read(path)))


def _notes(root: ElementTree.Element) -> Iterator[Aside]:
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind in ("comment", "threadedComment"):
            cell = re.fullmatch(r"([A-Z]+)(\d+)", element.get("ref", ""))
            place = (int(cell[2]), column_index_from_string(cell[1]) - 1) if cell else (0, -1)
            yield Aside(*place, "".join(element.itertext()))
        elif kind == "p":  # a paragraph of a text box
            yield Aside(0, -1, "".join(element.itertext()))
