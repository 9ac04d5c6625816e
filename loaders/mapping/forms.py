"""The forms that are known: six that offices send, and one for each table of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from graph.schema import SCHEMA
from graph.schema.kinds import Table
from loaders.mapping.plan import Plan, plan_of

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
    columns = {name: name for name in fields}
    plan = plan_of([{"table": table.name, "columns": columns}], fields)
    return Form(table.name, table.zh, table.name.replace("_", " "), fields, plan, table)
