"""What a person who fills in a table needs to know of each column, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graph.schema.kinds import Column, Kind, Label, LinkTable, NodeTable, Table
from graph.schema.model import Schema
from graph.text import Language, catalogue, say

# So many allowed values can still be read in a note; the list itself is in the drop-down.
_LISTED: Final = 16


def note(schema: Schema, table: Table, column: Column, language: Language) -> str:
    """What is wanted in a column: whether it must be filled, what it means, format, values, and
    where a reference points to."""
    return "\n".join(_lines(schema, table, column, language))


def title(named: Column | Table | Label, language: Language) -> str:
    """The name of a column, table or label as a person reads it."""
    return named.zh if language == "zh" else named.name


def about(table: Table, language: Language) -> str:
    """What a row of the table is."""
    if isinstance(table, NodeTable):
        return say("template.row", language, what=title(table.label, language))
    ends = ("、".join(title(x, language) for x in e.labels) for e in (table.source, table.target))
    source, target = ends
    what = table.rel.zh if language == "zh" else table.rel.name
    return say("template.link", language, what=what, source=source, target=target)


def _lines(schema: Schema, table: Table, column: Column, language: Language) -> Iterator[str]:
    yield say("template.required" if column.required else "template.optional", language)
    yield from filter(None, [meaning(table, column, language)])
    if isinstance(table, NodeTable) and column.name in table.uid_from:
        key = "template.uid" if len(table.uid_from) == 1 else "template.uid_part"
        yield say(key, language)
    named = _named(table, column)
    if named:
        others = [schema.table_of(label.name) for label in named]
        tables = "、".join(title(other, language) for other in others)
        yield say("template.reference", language, tables=tables)
        if all(any(c.name == "name" for c in other.columns) for other in others):
            yield say("template.by_name", language)
    else:
        yield _format(column, language)
    if column.many:
        yield say("template.many", language)


def meaning(table: Table, column: Column, language: Language) -> str:
    """What the schema says of a column beside its name, in the reader's language: of this column,
    or of all that have its name."""
    if not column.doc:
        return ""
    texts = catalogue(language)
    keys = (f"template.note.{owner}.{column.name}" for owner in (table.name, "any"))
    return next((texts[key] for key in keys if key in texts), column.doc)


def _named(table: Table, column: Column) -> Sequence[Label]:
    """The labels that a column refers to; none for a property."""
    if column.ref:
        return (column.ref.label,)
    if isinstance(table, LinkTable):
        for end in (table.source, table.target):
            if end.column == column.name:
                return end.labels
    return ()


def _format(column: Column, language: Language) -> str:
    if column.enum:
        choices = column.enum.choices
        shown = "、".join(c.zh if language == "zh" else c.code for c in choices[:_LISTED])
        more = "……" if len(choices) > _LISTED else ""
        return say("template.kind.code", language, values=shown + more)
    text = say(f"template.kind.{column.kind.name.lower()}", language)
    if column.kind in (Kind.INTEGER, Kind.NUMBER) and column.low is not None:
        key = "template.between" if column.high is not None else "template.at_least"
        text += say(key, language, low=f"{column.low:g}", high=f"{column.high or 0:g}")
    return text
