"""Loading a generated county, against each engine's own quickest way in, in the same run.

The raw ways get facts that are already read, checked and sorted by label (untimed), write no
provenance, and would write nonsense just as gladly. Ours starts from CSV files.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks import measure
from graph.ddl import unique_constraint
from graph.facts import NodeFact, RelFact, RelKind, SlotKind
from graph.store import open_graph
from loaders.facts import Transformer
from loaders.formats import readers
from loaders.load import load

BATCH = 5000


def facts(folder: Path) -> tuple[dict[str, list[Any]], dict[RelKind, list[Any]]]:
    """The county's facts as plain rows, by label and by kind of relationship."""
    found = readers([folder])
    names = {file.name: number for r in found for number, file in enumerate(r.files())}
    transformer = Transformer([], names)
    nodes: dict[str, list[Any]] = {}
    rels: dict[RelKind, list[Any]] = {}
    for reader in found:
        for raw in reader.rows([]):
            said = transformer.row(raw)
            for kind, fact in said.facts if said else []:
                if isinstance(kind, str) and isinstance(fact, NodeFact):
                    nodes.setdefault(kind, []).append({"name": fact.uid, **fact.props})
                elif isinstance(fact, RelFact) and isinstance(kind, RelKind):
                    row = {"a": fact.source, "b": fact.target, "props": fact.props}
                    rels.setdefault(kind, []).append(row)
                elif isinstance(kind, SlotKind) and not isinstance(fact, (NodeFact, RelFact)):
                    for other in fact.others:
                        ends = (fact.owner, other)
                        a, b = ends if kind.owned_by == "source" else reversed(ends)
                        rels.setdefault(kind.rel, []).append({"a": a, "b": b, "props": {}})
    return nodes, rels


def ours(folder: Path, target: str) -> int:
    """Our loader: facts that it wrote or found unchanged."""
    with open_graph(target, mode="write") as store:
        total = load(store, readers([folder])).total
    return total.created + total.changed + total.same


def driver(folder: Path, url: str) -> None:
    """The plain driver: constraints, then UNWIND with MERGE for nodes, CREATE for the rest."""
    import neo4j

    nodes, rels = facts(folder)
    with neo4j.GraphDatabase.driver(url) as server, server.session() as session:

        def run(cypher: str, **params: Any) -> None:
            session.run(cypher, params).consume()

        def write() -> int:
            for label in nodes:
                run(unique_constraint(label))
            for label, rows in nodes.items():
                text = f"UNWIND $rows AS r MERGE (n:{label} {{uid: r.uid}}) SET n += r"
                for i in range(0, len(rows), BATCH):
                    run(text, rows=rows[i : i + BATCH])
            for kind, rows in rels.items():
                text = (
                    f"UNWIND $rows AS r MATCH (a:{kind.source} {{uid: r.a}}) "
                    f"MATCH (b:{kind.target} {{uid: r.b}}) "
                    f"CREATE (a)-[x:{kind.type}]->(b) SET x += r.props"
                )
                for i in range(0, len(rows), BATCH):
                    run(text, rows=rows[i : i + BATCH])
            return sum(map(len, nodes.values())) + sum(map(len, rels.values()))

        measure.here(write)


def bulk(folder: Path, path: str) -> None:
    """kglite's own bulk call, from data frames, and one save."""
    import kglite
    import pandas as pd

    nodes, rels = facts(folder)
    graph = kglite.open(path, durable="off")

    def write() -> int:
        for label, rows in nodes.items():
            graph.add_nodes(pd.DataFrame(rows), label, "uid", "name")
        for kind, rows in rels.items():
            frame = pd.DataFrame([{"a": r["a"], "b": r["b"], **r["props"]} for r in rows])
            graph.add_relationships(frame, kind.type, kind.source, "a", kind.target, "b")
        graph.save(layout="compact")
        return sum(map(len, nodes.values())) + sum(map(len, rels.values()))

    measure.here(write)


def main(way: str, folder: str, target: str) -> None:
    """One way in, in this process."""
    if way == "ours":
        measure.here(lambda: ours(Path(folder), target))
    elif way == "driver":
        driver(Path(folder), target)
    else:
        bulk(Path(folder), target)


if __name__ == "__main__":
    main(*sys.argv[1:])
