"""What a row of a form becomes: rows of our tables, declared as in `loaders/forms/*.yaml`.

A plan is a list of

    table: authorizations            # a table of ours
    when: basis                      # optional: only where this value is not empty
    each: {from: basis, as: legal_bases}   # optional: one row for each of a list
    columns:
      power: powers.uid              # a value: a field, `each`, `each.part`, or `table.column`
      article: each.article
      basis: {from: each.name, as: stable_uid}   # a value, converted
      kind: {value: LAW}             # always the same

A value is looked up among the fields of the row, the parts of the current `each`, and the columns
of the rows that the same row of the form has become so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, get_args

from graph.errors import SchemaError
from graph.schema import SCHEMA
from graph.schema.kinds import Table

# What to take of all rows that have the same value in another field.
Take: TypeAlias = Literal["least", "greatest", "last", "rank"]

_STEP_KEYS: Final = frozenset({"table", "when", "each", "columns"})
_VALUE_KEYS: Final = frozenset({"from", "as", "value", "by", "take"})


@dataclass(frozen=True, slots=True)
class Value:
    """How one value is had.

    `paths` are looked up and given to the conversion `name` with `arguments`; without a conversion
    there is one path, whose value is taken as it is. `constant` stands for itself. With `by`, the
    value is taken of all rows of the table that agree in the field `by`, as `take` says.
    """

    paths: tuple[str, ...] = ()
    name: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    constant: object = None
    by: str = ""
    take: Take = "last"


@dataclass(frozen=True, slots=True)
class Made:
    """One kind of row that a row of a form becomes."""

    table: Table
    columns: Mapping[str, Value]
    when: tuple[str, ...] = ()
    each: Value | None = None


Plan: TypeAlias = tuple[Made, ...]


def plan_of(raw: Sequence[Mapping[str, Any]], fields: Iterable[str]) -> Plan:
    """Read a plan.

    Raises:
        SchemaError: it names a table, column, value or key that is not there.
    """
    known = set(fields)
    plan = []
    for step in raw:
        made = _made(step, known)
        known |= {f"{made.table.name}.{column}" for column in made.columns}
        plan.append(made)
    return tuple(plan)


def fields_used(plan: Plan) -> frozenset[str]:
    """The paths that a plan takes values from."""
    values = [v for made in plan for v in (*made.columns.values(), made.each) if v]
    return frozenset(path for value in values for path in value.paths)


def _made(step: Mapping[str, Any], known: set[str]) -> Made:
    where = f"tables: {step.get('table')}"
    if unknown := sorted(step.keys() - _STEP_KEYS):
        raise SchemaError(f"{where}: unknown {unknown}")
    table = SCHEMA.table(step.get("table", ""))
    if table is None:
        raise SchemaError(f"{where}: not a table of ours")
    each = _value(step["each"], where, known) if "each" in step else None
    ours = {c.name for c in table.columns}
    columns = {}
    for column, said in step.get("columns", {}).items():
        if column not in ours:
            raise SchemaError(f"{where}: no column {column!r}")
        columns[column] = _value(said, f"{where}.{column}", known, each is not None)
    when = step.get("when", ())
    return Made(table, columns, (when,) if isinstance(when, str) else tuple(when), each)


def _value(said: object, where: str, known: set[str], in_each: bool = False) -> Value:
    if isinstance(said, str):
        return Value(_paths(said, where, known, in_each))
    if not isinstance(said, Mapping):
        raise SchemaError(f"{where}: {said!r} is no value")
    if "value" in said:
        return Value(constant=said["value"])
    if said.get("take", "last") not in get_args(Take):
        raise SchemaError(f"{where}: take {said['take']!r}")
    return Value(
        _paths(said.get("from", ()), where, known, in_each),
        said.get("as", ""),
        {k: v for k, v in said.items() if k not in _VALUE_KEYS},
        by=said.get("by", ""),
        take=said.get("take", "last"),
    )


def _paths(
    said: str | Sequence[str], where: str, known: set[str], in_each: bool
) -> tuple[str, ...]:
    paths = (said,) if isinstance(said, str) else tuple(said)
    for path in paths:
        if path not in known and not (in_each and path.partition(".")[0] == "each"):
            raise SchemaError(f"{where}: {path!r} is no field and no column made before")
    return paths
