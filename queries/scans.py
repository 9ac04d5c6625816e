"""Lints that look at every text of the graph: what they look at is derived from the schema.

The part of such a query that names labels and properties, and its `needs`, are written by
`python -m queries.docs` and compared by `--check`: a property added to the schema is looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph.schema import SCHEMA, Column, Kind
from queries.library import SAVED

WIDTH: Final = 118
# What a program writes: hashes, and names made of them.
_MADE: Final = ("sha256", "fingerprint", "import_id", "source_uid")
_OF_THE_GRAPH: Final = ("Meta", "Source", "Change")
_SCAN: Final = re.compile(r"^CALL \{\n.*?^\}\n", re.DOTALL | re.MULTILINE)
_NEEDS: Final = re.compile(r"^needs: \[.*?\]\n", re.DOTALL | re.MULTILINE)
_VALID: Final = (
    "(n.valid_from IS NULL OR n.valid_from <= $as_of)"
    " AND (n.valid_to IS NULL OR n.valid_to > $as_of)"
)
# What is asked of a text. The first lets through every text in which `graph.privacy` may see a
# number, and a few more.
_DIGITS: Final = r"{text} =~ '(?s).*\\p{{Nd}}(.?\\p{{Nd}}){{10}}.*'"
_FILLER: Final = (
    "trim({text}) IN $words OR any(part IN split({text}, '-')"
    " WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')"
)


def personal_numbers() -> str:
    """DQ-004: every text of every node, also of one that is no longer valid."""
    return _renewed("DQ-004", SCHEMA.nodes, "", _DIGITS)


def placeholders() -> str:
    """DQ-006: every text of the nodes that a table fills, but uids."""
    labels = [label for label in SCHEMA.nodes if label not in _OF_THE_GRAPH]
    return _renewed("DQ-006", labels, _VALID, _FILLER, skip=("uid",))


def _renewed(
    id: str, labels: Iterable[str], where: str, test: str, skip: tuple[str, ...] = ()
) -> str:
    labels = tuple(labels)
    branches = ("\n".join(_branch(label, where, test, skip)) for label in labels)
    scan = "CALL {\n" + "\n  UNION ALL\n".join(branches) + "\n}\n"
    text = (SAVED / "dq" / f"{id}.cypher").read_text(encoding="utf-8")
    text = _NEEDS.sub(lambda _: f"needs: [{', '.join(labels)}]\n", text, count=1)
    return _SCAN.sub(lambda _: scan, text, count=1)


def _branch(label: str, where: str, test: str, skip: tuple[str, ...]) -> Iterator[str]:
    """The nodes of a label with a text that passes, and those texts, each with the name that people
    know it by. Most nodes have none, so the names are put beside the texts of the others only."""
    props = SCHEMA.nodes[label].props
    names = [name for name, column in props.items() if name not in skip and _is_text(column)]
    yield f"  MATCH (n:{label})"
    if where:
        yield f"  WHERE {where}"
    yield from _listed(
        "  AND any(v IN " if where else "  WHERE any(v IN ", (f"n.{x}" for x in names)
    )
    yield f"           WHERE {test.format(text='v')})"
    yield from _listed("  WITH n, [c IN ", (f"['{props[x].zh} {x}', n.{x}]" for x in names))
    yield f"           WHERE {test.format(text='c[1]')}] AS cells"
    yield f"  RETURN '{label}' AS subject_label, n AS node, cells"


def _listed(start: str, entries: Iterable[str]) -> Iterator[str]:
    """A list in lines that are not too long."""
    line = f"{start}["
    first, *others = entries
    line += first
    for entry in others:
        if len(f"{line}, {entry}]") > WIDTH:
            yield f"{line},"
            line = " " * (len(start) + 1) + entry
        else:
            line += f", {entry}"
    yield f"{line}]"


def _is_text(column: Column) -> bool:
    return column.kind is Kind.TEXT and not column.many and column.name not in _MADE
