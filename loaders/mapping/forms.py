"""The forms that are known: six that offices send, and one for each table of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind, LinkTable, NodeTable, Table
from loaders.mapping.plan import Plan, plan_of

_BY_KIND: Final = {
    Kind.DAY: "day",
    Kind.MOMENT: "moment",
    Kind.NUMBER: "amount",
    Kind.BOOLEAN: "yes_no",
}
_FOLDER: Final = files("loaders") / "forms"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for; `aliases` are the titles that offices give its column."""

    name: str
    aliases: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of table: what its columns may be, and what a row of it becomes.

    `table` is set where the form is a table of ours; its fields are then that table's columns.
    """

    name: str
    zh: str
    en: str
    fields: Mapping[str, Field]
    plan: Plan
    table: Table | None = None


@cache
def forms() -> tuple[Form, ...]:
    """All forms: first those that offices send, then our own tables."""
    return (*_shipped(), *(_own(table) for table in SCHEMA.tables))


@cache
def form_named(name: str) -> Form:
    """The form of that name.

    Raises:
        KeyError: there is none.
    """
    return {form.name: form for form in forms()}[name]


def _shipped() -> tuple[Form, ...]:
    found = sorted(_FOLDER.iterdir(), key=lambda file: file.name)
    return tuple(
        _form(yaml.safe_load(file.read_text(encoding="utf-8")))
        for file in found
        if file.name.endswith(".yaml")
    )


def _form(raw: dict[str, Any]) -> Form:
    fields = {
        name: Field(name, tuple(said["aliases"]), said.get("required", False))
        for name, said in raw["fields"].items()
    }
    return Form(raw["form"], raw["zh"], raw["en"], fields, plan_of(raw.get("tables", []), fields))


def _own(table: Table) -> Form:
    fields = {c.name: Field(c.name, (c.name, c.zh), c.required) for c in table.columns}
    # The unit first: names of posts and sections are looked for in it.
    ordered = sorted(table.columns, key=lambda column: column.name != "department")
    columns = {c.name: _own_value(table, c) for c in ordered}
    plan = plan_of([{"table": table.name, "columns": columns}], fields)
    return Form(table.name, table.zh, table.name.replace("_", " "), fields, plan, table)


def _own_value(table: Table, column: Column) -> str | dict[str, Any]:
    """How a cell of our own table is read where people typed it: names for uids, any date."""
    name = column.name
    if isinstance(table, NodeTable) and column.ref:
        scoped = name != "department" and any(c.name == "department" for c in table.columns)
        within = [f"{table.name}.department"] if scoped else []
        return {"from": [name, *within], "as": "reference", "label": column.ref.label.name}
    if isinstance(table, LinkTable):
        for end in (table.source, table.target):
            if end.column == name and end.label_column:
                return {"from": [name, f"{table.name}.{end.label_column}"], "as": "reference_as"}
            if end.column == name:
                return {"from": name, "as": "reference", "label": end.labels[0].name}
    if column.enum and not column.many:
        if column.enum.name == "risk_level":
            return {"from": name, "as": "grade"}
        return {"from": name, "as": "choice", "of": column.enum.name}
    if name.endswith("days"):
        return {"from": name, "as": "days"}
    return {"from": name, "as": _BY_KIND[column.kind]} if column.kind in _BY_KIND else name
