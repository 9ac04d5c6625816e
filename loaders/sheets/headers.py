"""Where a header stands: which rows, and what each column is titled.

A row is taken for a header by how many aliases of one form it holds. A header may take up to three
rows, joined by merged cells, or by upper titles that stand over several lower ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.sheets.lines import Line
from loaders.sheets.marks import Range
from loaders.sheets.titles import JOINT, LONGEST_TITLE, exact, hints_at, normal

# A header begins in the first so many rows of a sheet.
SEARCHED_ROWS: Final = 30
MAX_HEIGHT: Final = 3
# An upper title is short; a caption or a line such as 填报单位：… is none.
_LONGEST_UPPER: Final = 12
_SAID_OF_TABLE: Final = re.compile(r"[:：]|\d{4}年|^(附件|附表)|(清单|[^代报]表|台账|名册|目录)$")


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: its rows, and a title (empty where there is none) for each column.

    `fields`: how many fields of the form that fits best stand in it word for word; `hints`: how
    many more titles hold an alias. `covered` columns belong to the merged title left of them.
    """

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    fields: int
    hints: int
    covered: frozenset[int]

    @property
    def titled(self) -> int:
        """How many columns have a title."""
        return sum(1 for t in self.titles if t)

    @property
    def share(self) -> float:
        """How many of the titles are known, of 1."""
        return self.fields / max(self.titled, 1)

    @property
    def stands_out(self) -> bool:
        """Whether it can be taken for a header wherever it stands."""
        return (self.fields >= 3 and self.share >= 0.5) or (self.fields == 2 and self.share > 0.6)

    @property
    def weight(self) -> float:
        """What compares candidates among the first rows."""
        return self.fields + self.hints / 2

    def repeats(self, other: Header) -> bool:
        """Whether the titles are those of the other header, as on each printed page."""
        return [normal(t) for t in self.titles if t] == [normal(t) for t in other.titles if t]


def may_begin_header(line: Line) -> bool:
    """Whether all cells of the row are texts as short as titles; quick, asked of every row."""
    texts = [c for c in line.own if c is not None]
    if len(texts) < 2:
        return False
    long = 0
    for text in texts:
        if not isinstance(text, str) or text.isdigit():
            return False
        long += len(text) > LONGEST_TITLE
    return long * 3 <= len(texts)


def header_at(lines: Sequence[Line], merged: Mapping[int, Sequence[Range]]) -> Header | None:
    """The header that begins in the first of the lines; None where that row can be none."""
    if not may_begin_header(lines[0]):
        return None
    best = _header(lines[:1], merged)
    for height in range(2, min(MAX_HEIGHT, len(lines)) + 1):
        joined = _joined(lines[:height], merged)
        if not joined:
            break
        taller = _header(lines[:height], merged)
        across = taller.weight >= best.weight and _stands_over(lines[:height], merged)
        if taller.fields > best.fields or across or _reaches_down(lines[:height], merged):
            best = taller
    return best if best.titled >= 2 and best.weight >= 1 else None


def runs(header: Header) -> list[tuple[int, int]]:
    """The columns of the tables that stand side by side: first, and first after the last.

    Titles that an empty column parts belong to two tables when both sides are known as headers.
    The first table begins with the sheet; the last has no end.
    """
    parts: list[list[int]] = []
    last = -2
    for at, title in enumerate(header.titles):
        if title or at in header.covered:
            if at > last + 1:
                parts.append([])
            parts[-1].append(at)
            last = at
    sides = [_score([header.titles[at] for at in part])[0] for part in parts]
    if len(parts) < 2 or min(sides) < 2:
        return [(0, 1 << 14)]
    starts = [0, *(part[0] for part in parts[1:])]
    return list(zip(starts, [*starts[1:], 1 << 14], strict=True))


def _header(lines: Sequence[Line], merged: Mapping[int, Sequence[Range]]) -> Header:
    titles, covered = _titles(lines, merged)
    fields, hints = _score(titles)
    return Header(tuple(line.row for line in lines), titles, fields, hints, covered)


def _score(titles: Sequence[str]) -> tuple[int, int]:
    fields: Counter[str] = Counter()
    hints: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for title in titles:
        found = exact(title) if title else frozenset()
        fields.update({form for form, _ in found - seen})
        seen |= found
        if title and not found:
            hints.update(hints_at(title))
    if not fields and not hints:
        return 0, 0
    best = max(fields.keys() | hints.keys(), key=lambda form: fields[form] + hints[form] / 2)
    return max(fields.values(), default=0), hints[best]


def _titles(
    lines: Sequence[Line], merged: Mapping[int, Sequence[Range]]
) -> tuple[tuple[str, ...], frozenset[int]]:
    """What stands over each column, and the columns that a merged title covers."""
    width = max(len(line.whole) for line in lines)
    covered: set[int] = set()
    stacks: list[list[str]] = [[] for _ in range(width)]
    for depth, line in enumerate(lines):
        last = depth == len(lines) - 1
        cells: list[object] = [*line.whole, *[None] * (width - len(line.whole))]
        if last:
            # The lowest title stands once, over the first of the columns it is merged over.
            for place in merged.get(line.row, ()):
                covered.update(range(place.left + 1, min(place.right + 1, width)))
        else:
            cells = _spread(cells, lines[depth + 1])
        for at, cell in enumerate(cells):
            if cell is not None and str(cell).strip() not in stacks[at][-1:]:
                stacks[at].append(str(cell).strip())
    for line in lines[:-1]:
        for place in merged.get(line.row, ()):
            if place.bottom >= lines[-1].row:
                covered.update(range(place.left + 1, min(place.right + 1, width)))
    titles = ["" if at in covered else JOINT.join(stack) for at, stack in enumerate(stacks)]
    while titles and not titles[-1] and len(titles) - 1 not in covered:
        titles.pop()
    return tuple(titles), frozenset(covered)


def _spread(cells: list[object], below: Line) -> list[object]:
    """An upper title over the columns right of it that have only a lower title."""
    spread = list(cells)
    lower = below.own
    for at in range(1, min(len(cells), len(lower))):
        if spread[at] is None and lower[at] is not None and lower[at - 1] is not None:
            spread[at] = spread[at - 1]
    return spread


def _joined(lines: Sequence[Line], merged: Mapping[int, Sequence[Range]]) -> bool:
    """Whether the last of the lines can be the lower part of the header above it."""
    *above, lower = lines
    cells = {at: c for at, c in enumerate(lower.own) if c is not None}
    if not cells or any(not isinstance(c, str) or len(normal(c)) > 20 for c in cells.values()):
        return False
    upper = [str(c) for c in above[0].own if c is not None]
    if not _score(upper)[0] and any(
        len(normal(t)) > _LONGEST_UPPER or _SAID_OF_TABLE.search(t.strip()) for t in upper
    ):
        return False
    if _reaches_down(lines, merged):
        return True
    over = above[-1].own
    bare = {at for at in cells if at >= len(over) or over[at] is None}
    groups = {at for at in cells.keys() - bare if at + 1 in bare}
    return len(cells) > 1 and len(cells) == len(bare) + len(groups)


def _reaches_down(lines: Sequence[Line], merged: Mapping[int, Sequence[Range]]) -> bool:
    """Whether one of several titles is merged down to the last of the lines."""
    several = len([c for c in lines[0].own if c is not None]) > 1
    return several and any(
        place.bottom >= lines[-1].row for line in lines[:-1] for place in merged.get(line.row, ())
    )


def _stands_over(lines: Sequence[Line], merged: Mapping[int, Sequence[Range]]) -> bool:
    """Whether a merged title stands over several cells of the last of the lines."""
    below = {at for at, c in enumerate(lines[-1].own) if c is not None}
    return any(
        len(below & set(range(place.left, place.right + 1))) > 1
        for line in lines[:-1]
        for place in merged.get(line.row, ())
    )
