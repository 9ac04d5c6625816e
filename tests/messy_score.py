"""How the messy files are read: each cell right, wrong, reported or lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.errors import Problem
from loaders.sheets import find_blocks, propose
from tests.messy import Cell, Mess

Verdict: TypeAlias = Literal["right", "wrong", "reported", "lost"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one cell; `found` is (field, value) as it was read."""

    cell: Cell
    verdict: Verdict
    found: tuple[str | None, object] | None = None


def judge(mess: Mess, problems: list[Problem]) -> list[Judged]:
    """Every cell of a file held against what was read: its field and its value, as given.

    Right: the field that it means, and the value. Reported: not read, and a problem names its row
    or its sheet. Lost: neither.
    """
    read: dict[tuple[str, int], list[tuple[str, str | None, object]]] = defaultdict(list)
    for block in find_blocks(mess.path):
        proposal = propose(block)
        fields = [proposal.fields.get(title) for title in block.titles]
        for row in block.rows():
            for name, value in zip(fields, row.cells, strict=False):
                if value is not None and name is not None and proposal.form is not None:
                    read[block.sheet, row.row].append((proposal.form.name, name, value))
    named = {(p.sheet, p.row) for p in problems}
    return [_one(cell, read[cell.sheet, cell.row], named) for cell in mess.cells]


def _one(
    cell: Cell, read: list[tuple[str, str | None, object]], named: set[tuple[str, int]]
) -> Judged:
    same_field = [value for form, name, value in read if (form, name) == (cell.form, cell.field)]
    if any(_same(value, cell.given) for value in same_field):
        return Judged(cell, "right")
    if same_field:
        return Judged(cell, "wrong", (cell.field, same_field[0]))
    elsewhere = [(name, value) for _, name, value in read if _same(value, cell.given)]
    if elsewhere:
        return Judged(cell, "wrong", elsewhere[0])
    reported = (cell.sheet, cell.row) in named or (cell.sheet, 0) in named
    return Judged(cell, "reported" if reported else "lost")


def _same(read: object, given: object) -> bool:
    """Equal, or equal as text: a reader may keep a number as what it looks like."""
    return read == given or str(read).strip() == str(given).strip()


def table(judged: dict[str, list[Judged]]) -> str:
    """The verdicts by file, as Markdown."""
    kinds: tuple[Verdict, ...] = ("right", "wrong", "reported", "lost")
    lines = ["| file | cells | right | wrong | reported | lost |", "|---|---|---|---|---|---|"]
    whole: Counter[str] = Counter()
    for name, found in judged.items():
        counts = Counter(j.verdict for j in found)
        whole += counts
        lines.append(f"| {name} | {len(found)} | {' | '.join(str(counts[k]) for k in kinds)} |")
    total = sum(whole.values())
    lines.append(f"| all | {total} | {' | '.join(str(whole[k]) for k in kinds)} |")
    return "\n".join(lines)
