"""Saved questions as tables of a report: what stands in it can be asked again by hand.

A column that holds uids of one label is named after it (`post`, `power`, `responsible_official`
for `Official`); it becomes the row's reference and is shown only where no `<column>_name` is.
A column of codes is named after its owner and the property (`department_kind`, `holds_mode`), so
that they can be said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph.coding import in_words
from graph.schema import SCHEMA
from graph.schema import Column as SchemaColumn
from graph.store import Row
from powergraph.reports.context import Unit
from powergraph.reports.tree import Column, Table, TableRow
from powergraph.reports.widths import LINE, widths
from queries.library import query
from queries.views.words import said, shown

# What a question's column holds where its name does not tell: names of properties.
_READ_AS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "money-hands": {"what": ("functions", "domain", "kind")}
}
_CODED: Final = re.compile(r"([A-Z][A-Z_]+) ([^，、）]+)")
_SNAKE: Final = re.compile(r"(?<!^)(?=[A-Z])")
# `Label/uid` texts, and the snake-case name of each label.
_LABELS: Final = {_SNAKE.sub("_", label).lower(): label for label in SCHEMA.nodes}
_PROPS: Final = {snake: SCHEMA.nodes[label].props for snake, label in _LABELS.items()} | {
    type.lower(): rel.props for type, rel in SCHEMA.rels.items()
}


def asked(
    unit: Unit,
    saved: str,
    *,
    caption: str = "",
    hide: Iterable[str] = (),
    line: int = LINE,
    **params: Any,
) -> Table:
    """The answer of a saved question for this unit, as a table.

    Args:
        caption: default the question's title.
        hide: columns that are the same on every row, or that only order them.
        line: how much stands on a line of the table, in half-width letters.

    An empty answer says that there is nothing on record, which is not that there is nothing.
    """
    question = query(saved)
    rows = unit.ask(saved, **params)
    names = [c for c in question.columns if c not in set(hide)]
    kept = [c for c in names if not _named_beside(c, question.columns)]
    titles, words = zip(*(_title(question.columns[c].of(unit.language)) for c in kept), strict=True)
    read = _READ_AS.get(saved, {})
    cells = [
        tuple(
            known.get(str(row[name])) or _read(unit, read.get(name, (name,)), row[name])
            for name, known in zip(kept, words, strict=True)
        )
        for row in rows
    ]
    columns = tuple(
        Column(title, width, "right" if _numeric(rows, name) else "left")
        for title, width, name in zip(titles, widths(titles, cells, line), kept, strict=True)
    )
    return Table(
        caption or question.title.of(unit.language),
        columns,
        tuple(TableRow(texts, refs(row)) for texts, row in zip(cells, rows, strict=True)),
        unit.say("nothing"),
    )


def cell(unit: Unit, name: str, value: Any) -> str:
    """A value as people read it: codes in words, sums with separators, nothing as a dash."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.2f}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{int(value):,}" if name.endswith(("amount", "total")) else str(int(value))
    if isinstance(value, list):
        return "、".join(cell(unit, name, item) for item in value) or "—"
    column = _column_of(name)
    return shown(column, value, unit.language) if column else said(name, value, unit.language)


def _read(unit: Unit, names: tuple[str, ...], value: Any) -> str:
    text = cell(unit, names[0], value)
    for other in names[1:]:
        text = in_words(other, text, unit.language)
    return text


def refs(row: Row) -> tuple[str, ...]:
    """The nodes that a row names, as `Label/uid`."""
    found: list[str] = []
    for name, value in row.items():
        label = _label_of(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item:
                head, slash, _ = item.partition("/")
                if slash and head in SCHEMA.nodes:
                    found.append(item)
                elif label:
                    found.append(f"{label}/{item}")
    return tuple(dict.fromkeys(found))


def _named_beside(name: str, columns: Iterable[str]) -> bool:
    """Whether another column gives the names of these uids."""
    return f"{name}_name" in columns or f"{name.removesuffix('s')}_names" in columns


def _label_of(name: str) -> str | None:
    """The label whose uids a column of that name holds.

    >>> _label_of("post"), _label_of("chief_official"), _label_of("posts"), _label_of("post_name")
    ('Post', 'Official', 'Post', None)
    """
    plural = name.removesuffix("s")
    for candidate in (name, plural):
        if candidate in _LABELS:
            return _LABELS[candidate]
    return next((label for snake, label in _LABELS.items() if name.endswith(f"_{snake}")), None)


def _column_of(name: str) -> SchemaColumn | None:
    """The property that `<label>_<property>` names, or `<relationship type>_<property>`; a plural
    where the column holds a list."""
    for owner, props in _PROPS.items():
        if name.startswith(f"{owner}_"):
            rest = name.removeprefix(f"{owner}_")
            if found := props.get(rest) or props.get(rest.removesuffix("s")):
                return found
    return None


def _title(title: str) -> tuple[str, dict[str, str]]:
    """A column's title, and the words of the query's own codes that stand behind it.

    >>> _title("途径（FUNCTION 岗位职能，CHARGE 分管）")
    ('途径', {'FUNCTION': '岗位职能', 'CHARGE': '分管'})
    """
    short, opened, codes = title.partition("（")
    known = dict(_CODED.findall(codes)) if opened else {}
    return (short, known) if known else (title, {})


def _numeric(rows: Iterable[Row], name: str) -> bool:
    values = [row[name] for row in rows if row[name] is not None]
    return bool(values) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in values
    )
