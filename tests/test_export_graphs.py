"""GraphML and GEXF hold the graph: another program reads the same nodes and relationships."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from graph.embedded import EmbeddedStore
from graph.schema import SCHEMA
from graph.store import Statement, Store
from loaders.quoting import unquoted
from powergraph.exports.facts import LABELS, Facts, ends
from powergraph.exports.graphs import LINK_WORDS, NODE_WORDS, write_gexf, write_graphml
from powergraph.exports.losses import Written
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import DAY, SMALL, csv_folder, load_paths
from tests.strategies import load_tables, random_tables
from tests.test_export_tables import HOSTILE, hostile

FORMATS = {"graphml": (write_graphml, nx.read_graphml), "gexf": (write_gexf, nx.read_gexf)}
Opened = tuple[Written, Any]


def opened(store: Store, folder: Path, name: str, **day: Any) -> Opened:
    """What was written, and the graph that networkx finds in it."""
    write, read = FORMATS[name]
    path = folder / f"{name}.xml"
    written = write(Facts(store, **day), path, "声明：<合成数据>")
    return written, read(path)


def plain(value: Any) -> Any:
    """A value as neither format can say it better."""
    if isinstance(value, list):
        return ";".join(value)
    return str(value) if isinstance(value, (date, datetime)) else value


def in_xml(props: dict[str, Any]) -> dict[str, Any]:
    marks = str.maketrans({"\uffff": "\ufffd", "\ufffe": "\ufffd"})
    shown = {k: plain(v) for k, v in props.items()}
    return {k: v.translate(marks) if isinstance(v, str) else v for k, v in shown.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_another_program_reads_the_same_nodes_and_relationships(
    engine_store: Store,  # noqa: F811
    name: str,
    tmp_path: Path,
) -> None:
    load_tables(engine_store, hostile(random_tables(5), 5), tmp_path / "in")
    written, found = opened(engine_store, tmp_path, name)
    nodes: dict[str, dict[str, Any]] = {}
    for label in LABELS:
        columns = ", ".join(f"x.{p} AS {p}" for p in SCHEMA.nodes[label].props)
        for row in engine_store.read(f"MATCH (x:{label}) RETURN {columns} ORDER BY x.uid"):
            stated = {k: v for k, v in row.items() if v is not None}
            words = {"labels": label, "labels_zh": SCHEMA.nodes[label].label.zh}
            nodes[f"{label}/{row['uid']}"] = words | in_xml(stated)
    read = {
        n: {k: v for k, v in d.items() if k not in ("label", "viz")}
        for n, d in found.nodes(data=True)
    }
    assert read == nodes
    assert all(type(read[n][k]) is type(v) for n, d in nodes.items() for k, v in d.items())
    assert written.nodes == len(nodes)

    links: Counter[Any] = Counter()
    for type_name, source, target in ends():
        columns = ", ".join(f"x.{p} AS {p}" for p in SCHEMA.rels[type_name].props)
        match = f"MATCH (a:{source})-[x:{type_name}]->(b:{target})"
        for row in engine_store.read(f"{match} RETURN a.uid AS a, b.uid AS b, {columns}"):
            joined = f"{source}/{row.pop('a')}", f"{target}/{row.pop('b')}"
            stated = in_xml({k: v for k, v in row.items() if v is not None})
            words = {"type": type_name, "type_zh": SCHEMA.rels[type_name].rel.zh}
            links[(*joined, repr(sorted((words | stated).items())))] += 1
    own = {"id", "label"}
    read_links = Counter(
        (a, b, repr(sorted((k, v) for k, v in d.items() if k not in own)))
        for a, b, d in found.edges(data=True)
    )
    assert read_links == links
    assert written.links == sum(links.values()) == found.number_of_edges()


@pytest.mark.parametrize("name", FORMATS)
def test_characters_that_xml_cannot_hold_are_marked_and_counted(name: str, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        rows = [("uid", "name"), *((f"O{i}", text) for i, text in enumerate(HOSTILE[:-1]))]
        load_paths(store, csv_folder(tmp_path / "in", {"officials": rows}))
        written, found = opened(store, tmp_path, name)
        names = {n: d["name"] for n, d in found.nodes(data=True)}
    assert names["Official/O19"] == "\ufffd\ufffd"
    assert written.losses.by_reason() == {"character": {"Official": 2}}
    assert [names[f"Official/O{i}"] for i in range(19)] == [unquoted(text) for text in HOSTILE[:19]]


@pytest.mark.parametrize("name", FORMATS)
def test_as_of_a_day_no_relationship_leads_to_what_does_not_hold(name: str, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "in", SMALL))
        store.write([Statement("MATCH (x:Post {uid: 'P1'}) SET x.valid_to = $d", {"d": DAY})])
        _, found = opened(store, tmp_path, name, as_of=DAY)
        assert sorted(found.nodes) == [
            "Department/D1",
            "Official/O1",
            "Official/O2",
            "Post/P2",
            "Post/P3",
        ]
        assert sorted((a, b) for a, b, _ in found.edges(data=True)) == [
            ("Official/O2", "Post/P2"),
            ("Post/P2", "Department/D1"),
            ("Post/P3", "Department/D1"),
            ("Post/P3", "Post/P2"),
        ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_value_of_another_kind_than_declared_is_left_out_and_counted(
    name: str, tmp_path: Path
) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "in", SMALL))
        store.write([Statement("MATCH (x:Post {uid: 'P1'}) SET x.headcount = 'two'")])
        written, found = opened(store, tmp_path, name)
        assert "headcount" not in found.nodes["Post/P1"]
        assert written.losses.by_reason() == {"value": {"Post": 1}}


def test_no_property_of_the_schema_has_the_name_of_a_word_of_ours() -> None:
    for label in LABELS:
        assert not set(NODE_WORDS) & SCHEMA.nodes[label].props.keys()
    for rel in SCHEMA.rels.values():
        assert not set(LINK_WORDS) & rel.props.keys()


def test_gexf_draws_each_label_in_the_colour_of_the_legend(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "in", SMALL))
        _, found = opened(store, tmp_path, "gexf")
    shown = found.nodes["Post/P1"]["viz"]["color"]
    colour = "".join(f"{shown[part]:02x}" for part in "rgb")
    assert f"#{colour}" == SCHEMA.nodes["Post"].label.colour
