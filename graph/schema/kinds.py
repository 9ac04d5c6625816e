"""The kinds of declaration that the schema is made of. A contradiction fails when it is made.

A `Table` is one declaration for all of it: what a user may type into a sheet, which label or
relationship type it fills, and what every column means. Labels, relationship types, constraints,
templates, documentation, colours and test strategies are derived from the tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from graph.errors import SchemaError

IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_]*")
LABEL: Final = re.compile(r"[A-Z][A-Za-z]*")
REL_TYPE: Final = re.compile(r"[A-Z][A-Z_]*")

# Embedded engines give these a meaning of their own, or Cypher reserves them.
_RESERVED: Final = """
    id type title labels all and as asc ascending by call case contains create delete desc
    descending detach distinct else end ends exists foreach in is limit match merge not null on
    optional or order remove return set skip starts then union unwind when where with xor yield
    true false
"""
FORBIDDEN_NAMES: Final = frozenset(_RESERVED.split())


class Kind(Enum):
    """What a cell holds, and so what a property is. The value is the Python type stored."""

    TEXT = "str"
    INTEGER = "int"
    NUMBER = "float"
    BOOLEAN = "bool"
    DAY = "date"
    MOMENT = "datetime"  # a day alone is read as its midnight; no zone
    MONTH = "str, YYYY-MM"
    CODE = "str, one of an enumeration"


class Group(Enum):
    """The four chapters of the ontology, and the program's own book-keeping."""

    STRUCTURE = "组织"
    POWERS = "权力"
    EXERCISE = "运行"
    OVERSIGHT = "监督"
    SYSTEM = "系统"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enumeration: code, Chinese name, and other spellings that are read."""

    code: str
    zh: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed list of values."""

    name: str
    zh: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        spellings = [s for c in self.choices for s in {c.code, c.zh, *c.aliases}]
        repeated = {s for s in spellings if spellings.count(s) > 1}
        if not self.choices or repeated:
            raise SchemaError(f"enumeration {self.name}: empty, or repeated {sorted(repeated)}")

    @property
    def codes(self) -> tuple[str, ...]:
        """The identifiers, in declared order."""
        return tuple(c.code for c in self.choices)

    def zh_of(self, code: str) -> str:
        """The Chinese name of a code.

        Raises:
            KeyError: `code` is not one of this enumeration.
        """
        return {c.code: c.zh for c in self.choices}[code]


@dataclass(frozen=True, slots=True)
class Label:
    """A node label: its names, what it stands for, and how it is drawn.

    `shape` is a vis-network shape; `colour` is `#rrggbb`. Colour never stands alone: shape and
    legend text say the same.
    """

    name: str
    zh: str
    group: Group
    doc: str
    colour: str
    shape: str = "dot"

    def __post_init__(self) -> None:
        if not LABEL.fullmatch(self.name):
            raise SchemaError(f"label {self.name!r} is not CamelCase")
        if not re.fullmatch(r"#[0-9a-f]{6}", self.colour):
            raise SchemaError(f"label {self.name}: colour {self.colour!r} is not #rrggbb")


@dataclass(frozen=True, slots=True)
class Rel:
    """A relationship type: its names and what it says of its two ends."""

    name: str
    zh: str
    doc: str

    def __post_init__(self) -> None:
        if not REL_TYPE.fullmatch(self.name):
            raise SchemaError(f"relationship type {self.name!r} is not UPPER_CASE")


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell that names another node, and the relationship it makes.

    The relationship goes from the row's node to the node named, or the other way if `reversed`.
    `acyclic` makes a chain that comes back to itself a problem when it is loaded.
    """

    label: Label
    rel: Rel
    reversed: bool = False
    acyclic: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. With `ref` it becomes a relationship, otherwise a property.

    `low` and `high` bound a number, both ends allowed. `many` reads a list separated by
    semicolons.
    """

    name: str
    zh: str
    kind: Kind = Kind.TEXT
    required: bool = False
    many: bool = False
    enum: Enumeration | None = None
    ref: Ref | None = None
    low: float | None = None
    high: float | None = None
    doc: str = ""

    def __post_init__(self) -> None:
        # A reference becomes a relationship, so its name may be one that no property may have.
        forbidden = self.ref is None and self.name in FORBIDDEN_NAMES
        if not IDENTIFIER.fullmatch(self.name) or forbidden:
            raise SchemaError(f"column {self.name!r} cannot be a property name")
        if (self.kind is Kind.CODE) != (self.enum is not None):
            raise SchemaError(f"column {self.name}: an enumeration goes with kind CODE, only")
        if self.ref and self.kind is not Kind.TEXT:
            raise SchemaError(f"column {self.name}: a reference is written as text")


@dataclass(frozen=True, slots=True)
class End:
    """One end of the relationship that a link table makes.

    `column` holds the uid. The label is fixed, or the one named in the cell of `label_column`.
    """

    column: str
    labels: tuple[Label, ...]
    label_column: str | None = None

    def __post_init__(self) -> None:
        if (len(self.labels) > 1) != (self.label_column is not None):
            raise SchemaError(f"end {self.column}: a label column goes with several labels, only")


@dataclass(frozen=True, slots=True)
class NodeTable:
    """A table whose rows are nodes.

    `uid_from` names the columns that make the uid (joined by "/"); `name_from` those that make
    `name` where the table has no name column or the cell is empty (joined by " · ").
    """

    name: str
    zh: str
    label: Label
    columns: tuple[Column, ...]
    doc: str = ""
    uid_from: tuple[str, ...] = ("uid",)
    name_from: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = check_columns(self.name, self.columns)
        for needed in (*self.uid_from, *self.name_from):
            if needed not in names:
                raise SchemaError(f"table {self.name}: no column {needed!r}")
        required = {c.name for c in self.columns if c.required}
        if not set(self.uid_from) <= required:
            raise SchemaError(f"table {self.name}: {self.uid_from} must be required")

    @property
    def properties(self) -> tuple[Column, ...]:
        """The columns that become properties of the node."""
        return tuple(c for c in self.columns if c.ref is None)

    @property
    def references(self) -> tuple[tuple[Column, Ref], ...]:
        """The columns that become relationships."""
        return tuple((c, c.ref) for c in self.columns if c.ref is not None)


@dataclass(frozen=True, slots=True)
class LinkTable:
    """A table whose rows are relationships.

    `key` names the columns that, with both ends, tell one relationship from another: the same
    official may hold the same post twice, from different days.
    """

    name: str
    zh: str
    rel: Rel
    source: End
    target: End
    columns: tuple[Column, ...]
    doc: str = ""
    key: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = check_columns(self.name, self.columns)
        ends = (self.source, self.target)
        named = [c for e in ends for c in (e.column, e.label_column) if c]
        for needed in (*named, *self.key):
            if needed not in names:
                raise SchemaError(f"table {self.name}: no column {needed!r}")
        if any(c.ref for c in self.columns):
            raise SchemaError(f"table {self.name}: the ends of a link table are its references")
        by_name = {c.name: c for c in self.columns}
        for end in ends:
            enum = by_name[end.label_column].enum if end.label_column else None
            if end.label_column and (not enum or set(enum.codes) != {x.name for x in end.labels}):
                raise SchemaError(
                    f"table {self.name}: {end.label_column} must offer the end's labels"
                )

    @property
    def properties(self) -> tuple[Column, ...]:
        """The columns that become properties of the relationship."""
        ends = {self.source.column, self.target.column}
        ends |= {e.label_column for e in (self.source, self.target) if e.label_column}
        return tuple(c for c in self.columns if c.name not in ends)


Table = NodeTable | LinkTable


def check_columns(table: str, columns: tuple[Column, ...]) -> frozenset[str]:
    """The column names, which must differ in both languages.

    Raises:
        SchemaError: two columns of one table share a name.
    """
    for spelling in ("name", "zh"):
        names = [getattr(c, spelling) for c in columns]
        repeated = {n for n in names if names.count(n) > 1}
        if repeated:
            raise SchemaError(f"table {table}: repeated columns {sorted(repeated)}")
    return frozenset(c.name for c in columns)


# Shorthand for declarations: what reads best in a table of fifty tables.


def text(name: str, zh: str, *, required: bool = False, doc: str = "") -> Column:
    """A text column."""
    return Column(name, zh, required=required, doc=doc)


def texts(name: str, zh: str, doc: str = "") -> Column:
    """A list of texts, separated by semicolons."""
    return Column(name, zh, many=True, doc=doc)


def integer(
    name: str,
    zh: str,
    *,
    required: bool = False,
    low: float | None = 0,
    high: float | None = None,
    doc: str = "",
) -> Column:
    """A whole number, not negative unless `low` says so."""
    return Column(name, zh, Kind.INTEGER, required, low=low, high=high, doc=doc)


def number(
    name: str,
    zh: str,
    *,
    required: bool = False,
    low: float | None = 0,
    high: float | None = None,
    doc: str = "",
) -> Column:
    """A number, not negative unless `low` says so. Amounts of money are in yuan."""
    return Column(name, zh, Kind.NUMBER, required, low=low, high=high, doc=doc)


def flag(name: str, zh: str, *, doc: str = "") -> Column:
    """A yes or no."""
    return Column(name, zh, Kind.BOOLEAN, doc=doc)


def day(name: str, zh: str, *, required: bool = False, doc: str = "") -> Column:
    """A calendar day."""
    return Column(name, zh, Kind.DAY, required, doc=doc)


def moment(name: str, zh: str, *, required: bool = False, doc: str = "") -> Column:
    """A day with or without a time of day."""
    return Column(name, zh, Kind.MOMENT, required, doc=doc)


def code(name: str, zh: str, enum: Enumeration, *, required: bool = False, doc: str = "") -> Column:
    """One value of an enumeration."""
    return Column(name, zh, Kind.CODE, required, enum=enum, doc=doc)


def codes(name: str, zh: str, enum: Enumeration, doc: str = "") -> Column:
    """Several values of an enumeration, separated by semicolons."""
    return Column(name, zh, Kind.CODE, many=True, enum=enum, doc=doc)


def ref(
    name: str,
    zh: str,
    label: Label,
    rel: Rel,
    *,
    required: bool = False,
    many: bool = False,
    reversed: bool = False,
    acyclic: bool = False,
    doc: str = "",
) -> Column:
    """A reference to another node by uid, which becomes a relationship."""
    return Column(
        name, zh, required=required, many=many, ref=Ref(label, rel, reversed, acyclic), doc=doc
    )
