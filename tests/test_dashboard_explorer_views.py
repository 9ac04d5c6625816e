"""What lies around a node, and how one leads to another: against sums made by hand in Python."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.schema import SCHEMA
from graph.store import Statement, Store, open_graph
from queries.lint import lint_text
from queries.views import around, frame, network
from queries.views.around import NODE_LIMIT, Wanted, members, surroundings
from queries.views.network import Kind, Many, picture
from queries.views.nodes import split
from queries.views.paths import path_between, picture_of_path
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.test_dashboard_graphs import AS_OF, RICH, build, build_guangan

STATEMENTS = {
    f"{module.__name__} {name}": text
    for module in (around, network)
    for name, text in module.statements().items()
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The rich graph."""
    with open_graph(build(tmp_path_factory.mktemp("around") / "rich.db", RICH)) as opened:
        yield opened


@pytest.fixture(scope="module")
def guangan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The real district without roles: one unit with many powers."""
    with open_graph(build_guangan(tmp_path_factory.mktemp("around") / "ga.db")) as opened:
        yield opened


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_asks_for_neighbours_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


def facts(store: Store, day: date) -> nx.MultiDiGraph:
    """Everything that holds at a day, read without any of the views."""
    graph = nx.MultiDiGraph()
    for type, rel in SCHEMA.rels.items():
        for source, target in rel.ends:
            rows = store.read(
                f"MATCH (a:{source})-[x:{type}]->(b:{target}) RETURN a.uid AS a, b.uid AS b,"
                " x.valid_from AS f, x.valid_to AS t, a.valid_from AS af, a.valid_to AS at,"
                " b.valid_from AS bf, b.valid_to AS bt"
            )
            for r in rows:
                spans = ((r["f"], r["t"]), (r["af"], r["at"]), (r["bf"], r["bt"]))
                if all((f is None or f <= day) and (t is None or t > day) for f, t in spans):
                    ends = f"{source}/{r['a']}", f"{target}/{r['b']}"
                    if "Meta" not in ends[0] and not {source, target} & {"Source", "Change"}:
                        graph.add_edge(*ends, key=type)
    return graph


REFS = [
    "Post/D1-P1", "Official/O1", "Power/W1", "Power/W2", "Department/D1", "Role/W1-R2",
    "CaseFile/A1", "Section/D1-S1", "LegalBasis/B2",
]  # fmt: skip


@pytest.mark.parametrize("ref", REFS)
@pytest.mark.parametrize("depth", [1, 2])
def test_around_a_node_stands_what_is_joined_to_it(store: Store, ref: str, depth: int) -> None:
    whole = facts(store, AS_OF)
    found = surroundings(store, ref, AS_OF, Wanted(depth))
    assert found is not None
    near = set(nx.single_source_shortest_path_length(whole.to_undirected(), ref, depth))
    assert set(found.nodes) == near
    inner = set(nx.single_source_shortest_path_length(whole.to_undirected(), ref, depth - 1))
    expected = {
        (a, b, type) for a, b, type in whole.edges(keys=True) if {a, b} <= near and {a, b} & inner
    }
    assert set(found.edges) == expected


@settings(max_examples=60, deadline=None)
@given(
    ref=st.sampled_from(REFS),
    depth=st.sampled_from([1, 2]),
    types=st.sets(st.sampled_from(sorted(SCHEMA.rels))).map(lambda s: tuple(sorted(s))),
    hidden=st.sets(st.sampled_from(REFS)).map(lambda s: tuple(sorted(s))),
    pinned=st.sets(st.sampled_from(REFS)).map(lambda s: tuple(sorted(s))),
)
def test_filters_hide_and_pin_as_if_the_rest_were_not_there(
    store: Store,
    ref: str,
    depth: int,
    types: tuple[str, ...],
    hidden: tuple[str, ...],
    pinned: tuple[str, ...],
) -> None:
    whole = facts(store, AS_OF)
    out = set(hidden) - {ref}
    kept = nx.MultiGraph()
    kept.add_nodes_from({ref, *pinned} - out)
    for a, b, type in whole.edges(keys=True):
        if not {a, b} & out and (not types or type in types):
            kept.add_edge(a, b)
    near = set(nx.single_source_shortest_path_length(kept, ref, depth))
    near |= set(pinned) - out
    found = surroundings(store, ref, AS_OF, Wanted(depth, types, pinned=pinned, hidden=hidden))
    assert found is not None
    assert set(found.nodes) == near
    assert all(a in near and b in near for a, b, _ in found.edges)
    assert all(not types or type in types for *_, type in found.edges)


def test_only_the_wanted_labels_are_drawn(store: Store) -> None:
    found = surroundings(store, "Post/D1-P1", AS_OF, Wanted(2, labels=("Post", "Official")))
    assert found is not None
    assert {split(ref)[0] for ref in found.nodes} == {"Post", "Official"}
    assert {"Official/O1", "Official/O2", "Post/D1-P2"} <= set(found.nodes)


def test_a_relationship_of_another_day_is_not_there(store: Store) -> None:
    found = surroundings(store, "Post/D1-P1", date(2021, 3, 4))
    assert found is not None
    assert "Official/O1" not in found.nodes


def test_a_node_that_is_opened_brings_its_own(store: Store) -> None:
    found = surroundings(store, "Post/D1-P1", AS_OF, Wanted(opened=("Role/W2-R1",)))
    assert found is not None
    assert "Power/W2" in found.nodes


def test_what_is_not_there_has_no_surroundings(store: Store) -> None:
    assert surroundings(store, "Post/none", AS_OF) is None
    assert surroundings(store, "Nothing/x", AS_OF) is None


def test_too_many_nodes_of_a_kind_become_one_that_says_how_many(guangan: Store) -> None:
    [(unit, count)] = frame.busiest(guangan, AS_OF, None, 1)
    ref = f"Department/{unit.uid}"
    found = surroundings(guangan, ref, AS_OF)
    assert found is not None
    assert len(found.nodes) <= NODE_LIMIT + 1
    [many] = found.groups.values()
    assert many.count == count
    assert len(members(guangan, many, AS_OF)) == count
    assert [n.count for n in picture(found, [ref], "zh").nodes if n.count] == [count]


def test_one_of_many_can_be_pinned_out_and_is_then_not_counted(guangan: Store) -> None:
    [(unit, count)] = frame.busiest(guangan, AS_OF, None, 1)
    ref = f"Department/{unit.uid}"
    crowd = surroundings(guangan, ref, AS_OF)
    assert crowd is not None
    [many] = crowd.groups.values()
    first, second, *_ = members(guangan, many, AS_OF)
    wanted = Wanted(pinned=(first.ref,), hidden=(second.ref,))
    found = surroundings(guangan, ref, AS_OF, wanted)
    assert found is not None
    [many] = found.groups.values()
    assert many.count == count - 2
    assert first.ref in found.nodes
    assert second.ref not in found.nodes
    assert (first.ref, ref, "EXERCISED_BY") in found.edges
    left = members(guangan, many, AS_OF, (split(first.ref)[1],))
    assert len(left) == count - 1


def test_a_crowd_can_be_hidden(guangan: Store) -> None:
    [(unit, _)] = frame.busiest(guangan, AS_OF, None, 1)
    ref = f"Department/{unit.uid}"
    crowd = surroundings(guangan, ref, AS_OF)
    assert crowd is not None
    found = surroundings(guangan, ref, AS_OF, Wanted(hidden=tuple(crowd.groups)))
    assert found is not None
    assert found.groups == {}


def test_two_steps_of_a_big_unit_stay_few(guangan: Store) -> None:
    [(unit, _)] = frame.busiest(guangan, AS_OF, None, 1)
    found = surroundings(guangan, f"Department/{unit.uid}", AS_OF, Wanted(2))
    assert found is not None
    assert len(found.nodes) < NODE_LIMIT + 20


def test_crowds_of_different_kinds_are_told_apart() -> None:
    kind = Kind("Problem", "CONCERNS", True, "Power")
    others = [
        Many(Kind("Matter", "CONCERNS", True, "Power"), ("a", "b"), 9),
        Many(kind, ("a", "b"), 9),
        Many(kind, ("a",), 9),
        Many(Kind("Problem", "CONCERNS", False, "Power"), ("a", "b"), 9),
    ]
    assert len({many.ref for many in others}) == len(others)


# Paths


def test_a_path_leads_from_one_end_to_the_other(store: Store) -> None:
    path = path_between(store, "Official/O1", "Official/O2", AS_OF)
    assert path is not None
    assert path.refs == ("Official/O1", "Post/D1-P1", "Post/D1-P2", "Official/O2")
    assert [link.near for link in path.links] == list(path.refs[:-1])
    assert [link.out for link in path.links] == [True, False, False]
    assert len(picture_of_path(path).edges) == 3


@pytest.mark.parametrize("one", REFS)
@pytest.mark.parametrize("other", REFS)
def test_no_path_is_shorter(store: Store, one: str, other: str) -> None:
    whole = facts(store, AS_OF).to_undirected()
    path = path_between(store, one, other, AS_OF)
    length = nx.shortest_path_length(whole, one, other) if nx.has_path(whole, one, other) else 99
    assert (len(path.links) if path else 99) == (length if length <= 6 else 99)
    if path:
        assert (path.refs[0], path.refs[-1]) == (one, other)
        assert all(whole.has_edge(link.near, link.far, link.type) for link in path.links)


def test_a_path_passes_only_through_the_wanted_labels(store: Store) -> None:
    shorter = path_between(store, "Post/D1-P2", "Power/W1", AS_OF)
    longer = path_between(store, "Post/D1-P2", "Power/W1", AS_OF, labels=("Section", "Post"))
    assert shorter is not None
    assert shorter.refs[1] == "Department/D1"  # of those that are as short, always the same
    assert longer is not None
    assert longer.refs == ("Post/D1-P2", "Section/D1-S1", "Power/W1")
    assert path_between(store, "Post/D1-P2", "Power/W1", AS_OF, labels=("Meeting",)) is None


def test_a_path_avoids_what_has_ended(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.db", mode="write") as g:
        g.write([Statement(ENDED)])
        then = path_between(g, "Post/a", "Post/b", date(2019, 6, 1))
        now = path_between(g, "Post/a", "Post/b", AS_OF)
    assert then is not None
    assert len(then.links) == 1
    assert now is not None
    assert now.refs == ("Post/a", "Department/d", "Post/b")


ENDED = """
CREATE (a:Post {uid: 'a', name: 'a'}), (b:Post {uid: 'b', name: 'b'}),
 (d:Department {uid: 'd', name: 'd'}),
 (a)-[:REPORTS_TO {valid_to: date('2020-01-01')}]->(b),
 (a)-[:IN_DEPARTMENT]->(d), (b)-[:IN_DEPARTMENT]->(d)
"""


def test_there_is_no_path_to_what_is_not_there(store: Store) -> None:
    assert path_between(store, "Post/D1-P1", "Post/none", AS_OF) is None


@pytest.mark.parametrize("seed", range(3))
def test_both_engines_draw_the_same_and_count_the_same(
    engine_store: Store,  # noqa: F811
    seed: int,
) -> None:
    """Posts, roles and cases at random: nothing is lost between drawn and counted."""
    dice = random.Random(seed)
    for label, count in (("Post", 40), ("Role", 30), ("Official", 25)):
        rows = [{"uid": f"{label}{i}", "name": f"{label} {i}"} for i in range(count)]
        engine_store.write([Statement(
            f"UNWIND $rows AS row CREATE (n:{label}) SET n.uid = row.uid, n.name = row.name",
            {"rows": rows},
        )])  # fmt: skip
    for type, source, target, count in (
        ("REPORTS_TO", "Post", "Post", 60),
        ("FILLS", "Post", "Role", 90),
        ("HOLDS", "Official", "Post", 50),
    ):
        links: list[dict[str, object]] = [
            {
                "a": f"{source}{dice.randrange(25)}",
                "b": f"{target}{dice.randrange(25)}",
                "until": AS_OF + timedelta(days=dice.choice([-1, 0, 1])),
            }
            for _ in range(count)
        ]
        engine_store.write([Statement(
            f"UNWIND $rows AS row MATCH (a:{source} {{uid: row.a}}), (b:{target} {{uid: row.b}})"
            f" CREATE (a)-[x:{type}]->(b) SET x.valid_to = row.until",
            {"rows": links},
        )])  # fmt: skip
    engine_store.save()
    whole = facts(engine_store, AS_OF)
    for start in ("Post0", "Post1", "Post2"):
        ref = f"Post/{start}"
        found = surroundings(engine_store, ref, AS_OF, Wanted(1, limit=4))
        assert found is not None
        kinds: Counter[tuple[str, bool, str]] = Counter()
        far: dict[tuple[str, bool, str], set[str]] = {}
        for a, b, type in whole.edges(keys=True):
            for out, near, other in ((True, a, b), (False, b, a)):
                if near == ref and other != ref:
                    far.setdefault((type, out, split(other)[0]), set()).add(other)
        for many in found.groups.values():
            kind = (many.kind.type, many.kind.out, many.kind.far)
            assert many.count == len(far[kind] - set(found.nodes))
            kinds[kind] += 1
        drawn = set(found.nodes) - set(found.groups)
        for kind, refs in far.items():
            assert refs <= drawn or kinds[kind] == 1
