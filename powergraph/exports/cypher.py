"""The graph as a Cypher script: run on an empty Neo4j, it makes the same graph again.

Each statement is one line that ends in `;`, whatever the texts in it hold: no tool can cut one in
two. It is input for cypher-shell, Neo4j Browser, or any driver.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from graph.ddl import statements as schema_statements
from graph.facts import in_batches
from graph.schema import SCHEMA
from powergraph.exports.facts import Facts, ends
from powergraph.exports.losses import Losses, Written

# Few enough for a statement to be parsed at once, many enough for a script to be quick.
BATCH: Final = 200


def write_cypher(facts: Facts, path: Path, about: Iterable[str]) -> Written:
    """Write the script, with the graph's own book-keeping; how much it makes, and no losses.

    Args:
        about: lines for the comment at its head.
    """
    written = Written(Losses())
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for line in about:
            stream.write(f"// {line}\n")
        for statement in chain(
            schema_statements(indexes=True), _nodes(facts, written), _links(facts, written)
        ):
            stream.write(f"{statement};\n")
    return written


def _nodes(facts: Facts, written: Written) -> Iterator[str]:
    for label in SCHEMA.nodes:
        for batch in in_batches(facts.nodes(label, origin=True), BATCH):
            written.nodes += len(batch)
            yield f"UNWIND {literal(batch)} AS r CREATE (x:{label}) SET x = r"


def _links(facts: Facts, written: Written) -> Iterator[str]:
    for name, source, target in ends():
        for batch in in_batches(facts.links(name, source, target, origin=True), BATCH):
            written.links += len(batch)
            rows = [{"a": link.source, "b": link.target, "p": link.props} for link in batch]
            yield (
                f"UNWIND {literal(rows)} AS r MATCH (a:{source} {{uid: r.a}}) "
                f"MATCH (b:{target} {{uid: r.b}}) CREATE (a)-[x:{name}]->(b) SET x = r.p"
            )


def literal(value: Any) -> str:
    r"""A value as Cypher writes it, on one line. Keys of maps are names of the schema.

    >>> print(literal({"name": "O'Neil\n", "n": [1, 0.5, True]}))
    {name:'O\'Neil\u000a',n:[1,0.5,true]}
    """
    match value:
        case str():
            return f"'{_text(value)}'"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number(value)
        case datetime():
            return f"localdatetime('{value.isoformat()}')"
        case date():
            return f"date('{value.isoformat()}')"
        case list():
            return f"[{','.join(map(literal, value))}]"
        case dict():
            return f"{{{','.join(f'{k}:{literal(v)}' for k, v in value.items())}}}"
    raise TypeError(f"no property holds a {type(value).__qualname__}")


def _text(value: str) -> str:
    if value.isprintable() and "'" not in value and "\\" not in value:
        return value
    return "".join(map(_character, value))


def _character(character: str) -> str:
    if character in "'\\":
        return f"\\{character}"
    if character.isprintable():
        return character
    units = memoryview(character.encode("utf-16-le", "surrogatepass")).cast("H")
    return "".join(f"\\u{unit:04x}" for unit in units)


def _number(value: float) -> str:
    if math.isfinite(value):
        return repr(value).replace("e+", "e")
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
