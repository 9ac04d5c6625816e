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
    "  WHERE (n.valid_from IS NULL OR n.valid_from <= $as_of)"
    " AND (n.valid_to IS NULL OR n.valid_to > $as_of)"
)


# What is asked of a text `c[1]`, in the innermost place: most nodes have none that passes. The
# first lets through every text in which `graph.privacy` may see a number, and a few more.
_DIGITS: Final = r"c[1] =~ '(?s).*\\p{Nd}(.?\\p{Nd}){10}.*'"
_FILLER: Final = (
    "trim(c[1]) IN $words OR any(part IN split(c[1], '-')"
    " WHERE size(part) >= $same AND replace(part, substring(part, 0, 1), '') = '')"
)


def personal_numbers() -> str:
    """DQ-004: every text of every node, also of one that is no longer valid."""
    return _renewed("DQ-004", SCHEMA.nodes, (), _DIGITS)


def placeholders() -> str:
    """DQ-006: every text of the nodes that a table fills, but uids."""
    labels = [label for label in SCHEMA.nodes if label not in _OF_THE_GRAPH]
    return _renewed("DQ-006", labels, (_VALID,), _FILLER, skip=("uid",))


def _renewed(
    id: str, labels: Iterable[str], where: tuple[str, ...], test: str, skip: tuple[str, ...] = ()
) -> str:
    labels = tuple(labels)
    branches = ("\n".join([f"  MATCH (n:{x})", *where, *_cells(x, skip, test)]) for x in labels)
    scan = "CALL {\n" + "\n  UNION ALL\n".join(branches) + "\n}\n"
    text = (SAVED / "dq" / f"{id}.cypher").read_text(encoding="utf-8")
    text = _NEEDS.sub(lambda _: f"needs: [{', '.join(labels)}]\n", text, count=1)
    return _SCAN.sub(lambda _: scan, text, count=1)


def _cells(label: str, skip: tuple[str, ...], test: str) -> Iterator[str]:
    """The lines that return a label's texts, each pair with the name that people know it by."""
    props = SCHEMA.nodes[label].props
    names = [name for name, column in props.items() if name not in skip and _is_text(column)]
    pairs = [f"['{props[name].zh} {name}', n.{name}]" for name in names]
    line = "  WITH n, [c IN ["
    for pair, end in zip(pairs, [", "] * (len(pairs) - 1) + ["]"], strict=True):
        if len(line) + len(pair) + len(end) > WIDTH:
            yield line.rstrip()
            line = " " * 17
        line += pair + end
    yield line
    yield f"           WHERE {test}] AS cells"
    yield "  WHERE size(cells) > 0"
    yield f"  RETURN '{label}' AS subject_label, n AS node, cells"


def _is_text(column: Column) -> bool:
    return column.kind is Kind.TEXT and not column.many and column.name not in _MADE
