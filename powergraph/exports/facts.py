"""The nodes and relationships of a graph, one after the other, whole or as of one day.

Whatever leaves the graph goes through here, and no number that names a person passes. The loader
lets none in; a graph that other hands have filled may hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from graph.errors import OutputError
from graph.privacy import names_a_person
from graph.schema import PROVENANCE, SCHEMA
from graph.schema.kinds import Group
from graph.store import Store
from graph.values import decode

HIDDEN: Final = "***"
# What the program itself has made of digits and letters: hashes, and names of several parts, of
# which each is looked at where it stands.
_HASHES: Final = frozenset({"sha256", "fingerprint", "import_id", "open_import", "imports"})
_MADE_UID: Final = re.compile("[0-9a-f]{20}")
_DECIMAL: Final = re.compile(r"[+-]?\d+\.\d+")
_BETWEEN_PARTS: Final = " · "

LABELS: Final = tuple(n for n, x in SCHEMA.nodes.items() if x.label.group is not Group.SYSTEM)
SYSTEM: Final = tuple(n for n in SCHEMA.nodes if n not in LABELS)
SOURCE_PROPS: Final = tuple(c.name for c in PROVENANCE)


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: the uids of its ends, and its properties without those that are empty."""

    source: str
    target: str
    props: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """A graph, or what of it holds on the day `as_of`.

    Raises (all methods):
        OutputError: a value holds an identity or mobile telephone number. It says where.
        StoreError: the graph cannot be read.
    """

    store: Store
    as_of: date | None = None

    def nodes(self, label: str, *, origin: bool = False) -> Iterator[dict[str, Any]]:
        """The nodes of a label by uid: declared properties, without those that are empty.

        Args:
            origin: with where each comes from.
        """
        props = list(SCHEMA.nodes[label].props)
        props += [p for p in SOURCE_PROPS if origin and p not in props]
        columns = ", ".join(f"x.{p} AS {p}" for p in props)
        where = f"WHERE {_holds('x')} " if self.as_of and label in LABELS else ""
        text = f"MATCH (x:{label}) {where}RETURN {columns} ORDER BY x.uid"
        for row in self.store.stream(text, self._params()):
            found = {k: v for k, v in row.items() if v is not None}
            _refuse_persons(label, found)
            yield found

    def links(
        self,
        type_name: str,
        source: str,
        target: str,
        *,
        origin: bool = False,
        dangling: bool = False,
    ) -> Iterator[Link]:
        """The relationships of a type between two labels, by the uids of their ends.

        Args:
            origin: with where each comes from.
            dangling: as of a day, also those that join what does not hold on it.
        """
        props = [*SCHEMA.rels[type_name].props, *(SOURCE_PROPS if origin else ())]
        columns = ", ".join(f"x.{p} AS {p}" for p in props)
        holding = "x" if dangling else "axb"
        where = f"WHERE {' AND '.join(map(_holds, holding))} " if self.as_of else ""
        text = (
            f"MATCH (a:{source})-[x:{type_name}]->(b:{target}) {where}"
            f"RETURN a.uid AS from_uid, b.uid AS to_uid, {columns} "
            "ORDER BY from_uid, to_uid, x.uid"
        )
        for row in self.store.stream(text, self._params()):
            ends = row.pop("from_uid"), row.pop("to_uid")
            found = {k: v for k, v in row.items() if v is not None}
            _refuse_persons(type_name, found)
            yield Link(*ends, found)

    def uids(self, label: str) -> Iterator[tuple[str | None, bool]]:
        """The uid of each node of a label, and whether the node has an end."""
        where = f"WHERE {_holds('x')} " if self.as_of else ""
        text = f"MATCH (x:{label}) {where}RETURN x.uid AS uid, x.valid_to AS valid_to"
        for row in self.store.stream(text, self._params()):
            yield row["uid"], row["valid_to"] is not None

    def count(self, label: str, *, holding: bool = False) -> int:
        """How many nodes of a label there are, whatever the day, or holding on it."""
        where = f"WHERE {_holds('x')} " if holding else ""
        return self._count(f"MATCH (x:{label}) {where}RETURN count(x) AS n")

    def count_all(self) -> int:
        """How many nodes there are, also of labels that the schema does not know."""
        return self._count("MATCH (n) RETURN count(n) AS n")

    def count_others(self, type_name: str, source: str, target: str) -> int:
        """How many relationships do not hold on the day."""
        match = f"MATCH (:{source})-[x:{type_name}]->(:{target})"
        return self._count(f"{match} WHERE NOT ({_holds('x')}) RETURN count(x) AS n")

    def _count(self, text: str) -> int:
        count: int = self.store.read(text, self._params())[0]["n"]
        return count

    def _params(self) -> dict[str, Any]:
        return {"as_of": self.as_of} if self.as_of else {}


def ends() -> Iterator[tuple[str, str, str]]:
    """Type, source and target label of all relationships that may be in a graph."""
    for name, rel in SCHEMA.rels.items():
        for source, target in rel.ends:
            yield name, source, target


def _holds(name: str) -> str:
    return (
        f"({name}.valid_from IS NULL OR {name}.valid_from <= $as_of) "
        f"AND ({name}.valid_to IS NULL OR $as_of < {name}.valid_to)"
    )


def _refuse_persons(name: str, props: dict[str, Any]) -> None:
    for prop, value in props.items():
        if type(value) in (str, int, list) and prop not in _HASHES and _names(prop, value):
            raise OutputError("export.person", place=_place(name, prop, props))


def _names(prop: str, value: Any) -> bool:
    if isinstance(value, list):
        return any(_names(prop, v) for v in value)
    if type(value) is int:
        return names_a_person(str(value))
    if not isinstance(value, str) or not names_a_person(value):
        return False
    if prop == "uid":
        return not _MADE_UID.fullmatch(value)
    if prop in ("before", "after"):
        # They hold values of any kind: an amount of money is no telephone number.
        return _names("", decode(value))
    # A name that the loader has made may hold an amount of money as one of its parts.
    parts = [part for part in value.split(_BETWEEN_PARTS) if not _DECIMAL.fullmatch(part)]
    return names_a_person(_BETWEEN_PARTS.join(parts))


def _place(name: str, prop: str, props: dict[str, Any]) -> str:
    uid = str(props.get("uid", ""))
    return f"{name}/{HIDDEN if names_a_person(uid) else uid}.{prop}"
