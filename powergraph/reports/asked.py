"""Saved questions as tables of a report: what stands in it can be asked again by hand.

A column that holds uids of one label is named after it (`post`, `power`, `responsible_official`
for `Official`); it becomes the row's reference and is shown only where no `<column>_name` is.
A column of codes is named after its owner and the property (`department_kind`, `holds_mode`), so
that they can be said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from graph.schema import SCHEMA
from graph.schema import Column as SchemaColumn
from graph.store import Row
from powergraph.reports.context import Unit
from powergraph.reports.tree import Column, Table, TableRow
from queries.library import query
from queries.views.words import said, shown

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
    weights: Mapping[str, float] | None = None,
    hide: Iterable[str] = (),
    **params: Any,
) -> Table:
    """The answer of a saved question for this unit, as a table.

    Args:
        caption: default the question's title.
        weights: share of the width by column; default 1, names 2, days 1.35.
        hide: columns that are the same on every row, or that only order them.

    An empty answer says that there is nothing on record, which is not that there is nothing.
    """
    question = query(saved)
    rows = unit.ask(saved, **params)
    names = [c for c in question.columns if c not in set(hide)]
    kept = [c for c in names if not _named_beside(c, question.columns)]
    columns = [
        Column(
            question.columns[name].of(unit.language),
            (weights or {}).get(name, _weight(rows, name)),
            "right" if _numeric(rows, name) else "left",
        )
        for name in kept
    ]
    return Table(
        caption or question.title.of(unit.language),
        tuple(columns),
        tuple(
            TableRow(tuple(cell(unit, name, row[name]) for name in kept), refs(row)) for row in rows
        ),
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


def _weight(rows: Iterable[Row], name: str) -> float:
    """Names need room; a day needs as much as keeps it on one line."""
    if name.endswith("name"):
        return 2.0
    return 1.35 if any(isinstance(row[name], date) for row in rows) else 1.0


def _numeric(rows: Iterable[Row], name: str) -> bool:
    values = [row[name] for row in rows if row[name] is not None]
    return bool(values) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in values
    )
