"""What a row of a form becomes: rows of our tables, declared as in `loaders/forms/*.yaml`.

A plan is a list of

    table: authorizations            # a table of ours
    when: basis                      # optional: only where this value is not empty
    each: {from: basis, as: legal_bases}   # optional: one row for each of a list
    unless_stated: true              # optional: not where another table states the same node
    columns:
      power: powers.uid              # a value: a field, `each`, `each.part`, or `table.column`
      article: each.article
      basis: {from: each.name, as: stable_uid}   # a value, converted
      kind: {value: LAW}             # always the same

or in place of `table` and `columns`

    values: {unit: {from: holder, as: unit}}  # for later use, as values.unit

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
from loaders.mapping import acting, resolve, staffing  # noqa: F401 - their conversions
from loaders.mapping.convert import Conversion, named_conversion
from loaders.mapping.given import Given

# What to take of all rows that have the same value in another field.
# `rank` is the place of the row among them, `many` whether there is more than one value, `all` is
# the list of them.
Take: TypeAlias = Literal["least", "greatest", "last", "rank", "many", "all"]

_STEP_KEYS: Final = frozenset({"table", "values", "when", "each", "columns", "unless_stated"})
_VALUE_KEYS: Final = frozenset({"from", "as", "value", "by", "take"})


@dataclass(frozen=True, slots=True)
class Value:
    """How one value is had.

    `paths` are looked up and given to the conversion with `arguments`; without a conversion there
    is one path, whose value is taken as it is, or a `constant`. `fields` are those that the paths
    lead back to. With `by`, the value is taken of all rows of the table that agree in the field
    `by`, as `take` says.
    """

    paths: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    convert: Conversion | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    constant: object = None
    by: str = ""
    take: Take = "last"

    def of(self, given: Given, found: Sequence[object]) -> object:
        """The value, from what its paths led to.

        Raises:
            CellError: the conversion cannot read it.
        """
        if self.convert is not None:
            return self.convert(given, *found, **self.arguments)
        return found[0] if found else self.constant


@dataclass(frozen=True, slots=True)
class Made:
    """One kind of row that a row of a form becomes; without a table, values for later use."""

    table: Table | None
    columns: Mapping[str, Value]
    when: tuple[str, ...] = ()
    each: Value | None = None
    unless_stated: bool = False
    required: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What its columns are called by: `name.column`."""
        return self.table.name if self.table else "values"


Plan: TypeAlias = tuple[Made, ...]


def plan_of(raw: Sequence[Mapping[str, Any]], fields: Iterable[str]) -> Plan:
    """Read a plan.

    Raises:
        SchemaError: it names a table, column, value or key that is not there.
    """
    known: _Known = {name: (name,) for name in fields}
    return tuple(_made(step, known) for step in raw)


# What may be looked up, and the fields that it comes from.
_Known: TypeAlias = dict[str, tuple[str, ...]]


def _made(step: Mapping[str, Any], known: _Known) -> Made:
    """One step; what it makes is added to what is `known`, column by column."""
    where = f"tables: {step.get('table', 'values')}"
    if unknown := sorted(step.keys() - _STEP_KEYS):
        raise SchemaError(f"{where}: unknown {unknown}")
    table = SCHEMA.table(step.get("table", ""))
    if table is None and "values" not in step:
        raise SchemaError(f"{where}: not a table of ours")
    columns: dict[str, Value] = {}
    each = _value(step["each"], where, known) if "each" in step else None
    when = _listed(step.get("when", ()))
    if unknown := sorted(set(when) - known.keys()):
        raise SchemaError(f"{where}: when: unknown {unknown}")
    required = frozenset(c.name for c in table.columns if c.required) if table else frozenset()
    made = Made(table, columns, when, each, step.get("unless_stated", False), required)
    inside = known if each is None else _Inside(known | {"each": each.fields})
    ours = {c.name for c in table.columns} if table else step["values"].keys()
    for column, said in (step.get("columns", {}) if table else step["values"]).items():
        if column not in ours:
            raise SchemaError(f"{where}: no column {column!r}")
        columns[column] = _value(said, f"{where}.{column}", inside)
        known[f"{made.name}.{column}"] = inside[f"{made.name}.{column}"] = columns[column].fields
    return made


class _Inside(dict[str, tuple[str, ...]]):
    """What is known inside an `each`, whose parts are not known before."""

    def __missing__(self, path: str) -> tuple[str, ...]:
        if path.partition(".")[0] == "each":
            return self["each"]
        raise KeyError(path)


def _value(said: object, where: str, known: _Known) -> Value:
    if isinstance(said, str):
        said = {"from": said}
    if not isinstance(said, Mapping):
        raise SchemaError(f"{where}: {said!r} is no value")
    if "value" in said:
        return Value(constant=said["value"])
    paths, by = _listed(said.get("from", ())), said.get("by", "")
    try:
        fields = tuple(dict.fromkeys(name for path in paths for name in known[path]))
    except KeyError as error:
        raise SchemaError(f"{where}: {error} is no field and no column made before") from None
    if by and not {by, *paths} <= {name for name, origin in known.items() if origin == (name,)}:
        raise SchemaError(f"{where}: by: goes with fields only")
    if said.get("take", "last") not in get_args(Take):
        raise SchemaError(f"{where}: take: {said['take']!r}")
    if not paths or ("as" not in said and len(paths) > 1):
        raise SchemaError(f"{where}: from: one value, or several with as:")
    arguments = {k: v for k, v in said.items() if k not in _VALUE_KEYS}
    convert = named_conversion(said["as"], len(paths), arguments) if "as" in said else None
    return Value(paths, fields, convert, arguments, by=by, take=said.get("take", "last"))


def _listed(said: str | Sequence[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
