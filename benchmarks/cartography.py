"""Loading 260,000 nodes and 240,000 relationships into Neo4j: our loader against cartography's own.

`python -m benchmarks.cartography [departments]`. Cartography (Apache-2.0) runs in an environment
of its own under `build/cartography`, made on first use; its loader (which is
`cartography.client.core.tx.load`) gets rows that are in memory. Ours starts from CSV files, judges
them and writes provenance. Each loads into an empty server, and then the same once more. The
processor's seconds are those of the loader and of the server together.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks import measure
from graph.store import open_graph
from loaders.formats import readers
from loaders.load import load
from tools.neo4j_local.server import LocalNeo4j, Unavailable

UNITS: Final = 20_000
CASES_OF_UNIT: Final = 12
_HOME: Final = Path("build/cartography")
# Its loader needs no cloud's client, of which it would bring some two hundred packages.
_PINNED: Final = "cartography==0.143.0"
_NEEDED: Final = ("neo4j", "backoff", "statsd")
_SCHEMA: Final = """
from dataclasses import dataclass
import json, sys, time
import neo4j
from cartography.client.core.tx import load
from cartography.models.core.common import PropertyRef
from cartography.models.core.nodes import CartographyNodeProperties, CartographyNodeSchema
from cartography.models.core.relationships import (
    CartographyRelProperties, CartographyRelSchema, LinkDirection, OtherRelationships,
    TargetNodeMatcher, make_target_node_matcher)

@dataclass(frozen=True)
class UnitProperties(CartographyNodeProperties):
    id: PropertyRef = PropertyRef("uid")
    name: PropertyRef = PropertyRef("name")
    kind: PropertyRef = PropertyRef("kind")
    lastupdated: PropertyRef = PropertyRef("lastupdated", set_in_kwargs=True)

@dataclass(frozen=True)
class Unit(CartographyNodeSchema):
    label: str = "Department"
    properties: UnitProperties = UnitProperties()

@dataclass(frozen=True)
class CaseProperties(CartographyNodeProperties):
    id: PropertyRef = PropertyRef("uid")
    situation: PropertyRef = PropertyRef("situation")
    accepted_on: PropertyRef = PropertyRef("accepted_on")
    decided_on: PropertyRef = PropertyRef("decided_on")
    lastupdated: PropertyRef = PropertyRef("lastupdated", set_in_kwargs=True)

@dataclass(frozen=True)
class RunByProperties(CartographyRelProperties):
    lastupdated: PropertyRef = PropertyRef("lastupdated", set_in_kwargs=True)

@dataclass(frozen=True)
class RunBy(CartographyRelSchema):
    target_node_label: str = "Department"
    target_node_matcher: TargetNodeMatcher = make_target_node_matcher(
        {"id": PropertyRef("department")})
    direction: LinkDirection = LinkDirection.OUTWARD
    rel_label: str = "RUN_BY"
    properties: RunByProperties = RunByProperties()

@dataclass(frozen=True)
class Case(CartographyNodeSchema):
    label: str = "CaseFile"
    properties: CaseProperties = CaseProperties()
    other_relationships: OtherRelationships = OtherRelationships([RunBy()])

units, cases = json.load(open(sys.argv[2], encoding="utf-8"))
with neo4j.GraphDatabase.driver(sys.argv[1]) as driver, driver.session() as session:
    for run in (1, 2):
        start, begun = time.perf_counter(), time.process_time()
        load(session, Unit(), units, lastupdated=run)
        load(session, Case(), cases, lastupdated=run)
        spent = time.process_time() - begun
        print(json.dumps([time.perf_counter() - start, spent]), flush=True)
    [[nodes]] = session.run("MATCH (n) RETURN count(n)").values()
    [[rels]] = session.run("MATCH ()-[r]->() RETURN count(r)").values()
    print(json.dumps([nodes, rels]))
"""


def tables(count: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Departments, and cases that each name one."""
    units = [{"uid": f"D{i}", "name": f"单位{i}", "kind": "DISTRICT_DEPT"} for i in range(count)]
    cases = [
        {
            "uid": f"A{i}",
            "department": f"D{i * 7919 % count}",
            "situation": f"已办结{i % 97}",
            "accepted_on": f"2026-0{1 + i % 6}-{1 + i % 28:02}",
            "decided_on": f"2026-0{1 + i % 6}-28",
        }
        for i in range(count * CASES_OF_UNIT)
    ]
    return units, cases


# Of one run: seconds by the clock, and the processor's of the loader and the server.
Took: TypeAlias = tuple[float, float]


def theirs(folder: Path, server: LocalNeo4j, count: int) -> list[Took]:
    """Cartography's first and second run."""
    python = _HOME / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_HOME)], check=True)
        install = [str(python), "-m", "pip", "install", "-q"]
        subprocess.run([*install, "--no-deps", _PINNED], check=True)
        subprocess.run([*install, *_NEEDED], check=True)
    rows, script = folder / "rows.json", folder / "run.py"
    rows.write_text(json.dumps(tables(count)), encoding="utf-8")
    script.write_text(_SCHEMA, encoding="utf-8")
    before, took, counts = _cpu(server), list[Took](), list[int]()
    command = [str(python), str(script), server.url, str(rows)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if len(took) == 2:
                counts = json.loads(line)
            else:
                seconds, cpu = json.loads(line)
                now = _cpu(server)
                took.append((seconds, cpu + now - before))
                before = now
    cases = count * CASES_OF_UNIT
    if counts != [count + cases, cases]:
        raise RuntimeError(f"cartography wrote {counts}")
    return took


def ours(folder: Path, server: LocalNeo4j, count: int) -> list[Took]:
    """Our first and second run."""
    for name, rows in zip(("departments", "cases"), tables(count), strict=True):
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    took = []
    for _ in range(2):
        start, begun = time.perf_counter(), time.process_time() + _cpu(server)
        with open_graph(server.url, mode="write") as store:
            load(store, readers([folder / "departments.csv", folder / "cases.csv"]))
        spent = time.process_time() + _cpu(server) - begun
        took.append((time.perf_counter() - start, spent))
    return took


def _cpu(server: LocalNeo4j) -> float:
    """The processor's seconds that the server has taken; 0 where the system does not tell."""
    try:
        said = Path(f"/proc/{server.pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    user, system = said.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main(count: int = UNITS) -> None:
    """Both, each into a server of its own.

    Args:
        count: how many departments; twelve times as many cases and relationships.
    """
    facts = count * (1 + 2 * CASES_OF_UNIT)
    rows = []
    for name, way in (("cartography", theirs), ("powergraph load", ours)):
        with tempfile.TemporaryDirectory() as folder, LocalNeo4j() as server:
            took = way(Path(folder), server, count)
            for run, (seconds, cpu) in zip(("first", "again"), took, strict=True):
                rows.append(measure.Measured(f"{name}, {run}", seconds, facts, 0, cpu))
    measure.table("Neo4j: nodes and relationships of one loader and the other", rows, "facts")


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except Unavailable as reason:
        print(f"not measured ({reason})")
