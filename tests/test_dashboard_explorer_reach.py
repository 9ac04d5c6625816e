"""How far an official reaches: against a walk over all facts in plain Python, on both engines."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from graph.drawing.model import Picture
from graph.drawing.svg import to_svg
from graph.schema import ROLE_MARKS
from graph.store import Statement, Store, open_graph
from queries.lint import lint_text
from queries.views import reach as module
from queries.views.nodes import split
from queries.views.reach import HOWS, Reach, reach
from queries.views.reach_picture import POWERS_MOST, names_of, picture_of
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.test_dashboard_explorer_views import facts
from tests.test_dashboard_graphs import AS_OF, HOSTILE, RICH, build

SIZES = {
    "Official": 6,
    "Post": 14,
    "Body": 4,
    "Department": 4,
    "Section": 4,
    "Role": 30,
    "Power": 20,
}
JOINED = (
    ("HOLDS", "Official", "Post", 14), ("MEMBER_OF", "Official", "Body", 8),
    ("REPORTS_TO", "Post", "Post", 16), ("IN_CHARGE_OF", "Post", "Department", 5),
    ("IN_CHARGE_OF", "Post", "Section", 5), ("IN_CHARGE_OF", "Post", "Power", 5),
    ("FILLS", "Post", "Role", 30), ("FILLS", "Body", "Role", 8), ("FILLS", "Department", "Role", 8),
    ("OVER", "Role", "Power", 40), ("EXERCISED_BY", "Power", "Department", 25),
    ("HANDLED_IN", "Power", "Section", 15),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The rich graph."""
    with open_graph(build(tmp_path_factory.mktemp("reach") / "rich.db", RICH)) as opened:
        yield opened


@pytest.mark.parametrize("name", module.statements())
def test_what_asks_for_a_reach_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(module.statements()[name])] == []


def of(store: Store, uid: str, day: date = AS_OF) -> Reach:
    found = reach(store, uid, day)
    assert found is not None
    return found


def test_the_head_of_a_bureau_decides_two_powers_and_executes_one(store: Store) -> None:
    found = of(store, "O1")
    assert [h.post.ref for h in found.held] == ["Post/D1-P1"]
    assert (found.held[0].unit, found.held[0].since) == ("某县住房和城乡建设局", date(2021, 3, 5))
    assert {r.post.ref: r.people for r in found.below} == {
        "Post/D1-P2": ("李梅",), "Post/D1-P3": ("王强",)
    }  # fmt: skip
    hows = {p.power.ref: {k: p.hows(k) for k in ROLE_MARKS} for p in found.powers}
    assert hows == {
        "Power/W1": {"DECISION": ("post",), "EXECUTION": ("below",), "SUPERVISION": ()},
        "Power/W2": {"DECISION": ("post",), "EXECUTION": ("post",), "SUPERVISION": ()},
    }
    assert found.count("DECISION") == 2
    assert found.count("EXECUTION", ("post", "body")) == 1


def test_before_the_appointment_nothing_is_reached(store: Store) -> None:
    found = of(store, "O1", date(2021, 3, 4))
    assert (found.held, found.powers, found.below) == ((), (), ())
    assert reach(store, "nobody", AS_OF) is None


def written(store: Store, seed: int) -> None:
    """People, posts, bodies, units, roles and powers at random, some of them no longer so."""
    dice = random.Random(seed)
    for label, count in SIZES.items():
        rows: list[dict[str, Any]] = [
            {
                "uid": f"{label}{i}",
                "kind": dice.choice(list(ROLE_MARKS)) if label == "Role" else None,
                "status": dice.choice([None, "ACTIVE", "ACTIVE", "CANCELLED"])
                if label == "Power"
                else None,
            }
            for i in range(count)
        ]
        more = {"Role": ", n.kind = row.kind", "Power": ", n.status = row.status"}.get(label, "")
        text = f"UNWIND $rows AS row CREATE (n:{label}) SET n.uid = row.uid, n.name = row.uid{more}"
        store.write([Statement(text, {"rows": rows})])
    for type, source, target, count in JOINED:
        rows = [
            {
                "a": f"{source}{dice.randrange(SIZES[source])}",
                "b": f"{target}{dice.randrange(SIZES[target])}",
                "until": AS_OF + timedelta(days=dice.choice([0, 1, 1, 1])),
            }
            for _ in range(count)
        ]
        text = (
            f"UNWIND $rows AS row MATCH (a:{source} {{uid: row.a}}), (b:{target} {{uid: row.b}})"
            f" CREATE (a)-[x:{type}]->(b) SET x.valid_to = row.until"
        )
        store.write([Statement(text, {"rows": rows})])
    store.save()


def ends(whole: nx.MultiDiGraph, ref: str, type: str, label: str = "") -> set[str]:
    """What a node is joined to by a type, in the direction of the relationship."""
    if ref not in whole:
        return set()
    return {
        b for _, b, key in whole.out_edges(ref, keys=True)
        if key == type and split(b)[0] == (label or split(b)[0])
    }  # fmt: skip


def starts(whole: nx.MultiDiGraph, ref: str, type: str) -> set[str]:
    """What is joined to a node by a type."""
    return (
        {a for a, _, key in whole.in_edges(ref, keys=True) if key == type}
        if ref in whole
        else set()
    )


def by_hand(
    store: Store, whole: nx.MultiDiGraph, ref: str
) -> set[tuple[str, str, str, str | None]]:
    """Power, way, through what, and role: walked fact by fact."""
    kinds = {r["u"]: r["k"] for r in store.read("MATCH (r:Role) RETURN r.uid AS u, r.kind AS k")}
    states = {
        r["u"]: r["s"] for r in store.read("MATCH (w:Power) RETURN w.uid AS u, w.status AS s")
    }
    posts = ends(whole, ref, "HOLDS")
    below: set[str] = set()
    edge = set(posts)
    for _ in range(6):
        edge = {p for post in edge for p in starts(whole, post, "REPORTS_TO")} - posts - below
        below |= edge
    holders = [("post", posts), ("body", ends(whole, ref, "MEMBER_OF")), ("below", below)]
    found: set[tuple[str, str, str, str | None]] = set()
    for how, refs in holders:
        for holder in refs:
            for role in ends(whole, holder, "FILLS"):
                for power in ends(whole, role, "OVER"):
                    found.add((power, how, holder, kinds[split(role)[1]]))
    for post in posts:
        for target in ends(whole, post, "IN_CHARGE_OF"):
            type = {"Department": "EXERCISED_BY", "Section": "HANDLED_IN"}.get(split(target)[0])
            for power in starts(whole, target, type) if type else {target}:
                found.add((power, "charge", target, None))
    return {one for one in found if states[split(one[0])[1]] in (None, "ACTIVE")}


@pytest.mark.parametrize("seed", range(4))
def test_every_power_and_every_way_to_it_is_found_and_no_other(
    engine_store: Store,  # noqa: F811
    seed: int,
) -> None:
    written(engine_store, seed)
    whole = facts(engine_store, AS_OF)
    ways = 0
    for i in range(SIZES["Official"]):
        found = of(engine_store, f"Official{i}")
        expected = by_hand(engine_store, whole, f"Official/Official{i}")
        given = {
            (p.power.ref, way.how, way.through, way.kind) for p in found.powers for way in p.ways
        }
        assert given == expected
        ways += len(given)
        for kind in ROLE_MARKS:
            assert found.count(kind) == len({w[0] for w in expected if w[3] == kind})
        above = nx.DiGraph((a, b) for a, b, key in whole.edges(keys=True) if key == "REPORTS_TO")
        held = {h.post.ref for h in found.held}
        reached = {r for h in held if h in above for r in nx.descendants(above, h)} - held
        assert {r.post.ref for r in found.above} == reached
        check_picture(found, picture_of(found, "zh"))
        check_picture(found, picture_of(found, "en", most=3))
    assert ways > 20


def check_picture(found: Reach, picture: Picture) -> None:
    """The numbers on the symbols are those of the facts, and every power stands somewhere."""
    roles = [node for node in picture.nodes if node.label == "Role"]
    for node in roles:
        how, kind = node.ref.split("~")[1:]
        assert node.mark == kind
        assert node.count == sum(how in p.hows(kind) for p in found.powers)
    assert len({n.ref for n in roles}) == sum(
        any(how in p.hows(kind) for p in found.powers) for how in HOWS[:3] for kind in ROLE_MARKS
    )
    drawn = {n.ref for n in picture.nodes if n.label == "Power" and n.count is None}
    crowds = sum(n.count or 0 for n in picture.nodes if n.label == "Power" and n.count)
    charged = {charge.target.ref for charge in found.charges}  # which may be no longer in use
    assert drawn <= charged | {p.power.ref for p in found.powers}
    assert len(drawn) + crowds >= len(found.powers)
    assert dict(picture.places).keys() == {n.ref for n in picture.nodes}
    for node in picture.nodes:  # nothing hangs in the air
        assert node.focus or picture.degrees[node.ref] or node.label == "Post"


def test_many_powers_are_drawn_as_their_number(store: Store) -> None:
    found = of(store, "O1")
    few = picture_of(found, "zh", most=1)
    assert [n.count for n in few.nodes if n.label == "Power" and n.count] != []
    assert POWERS_MOST >= 20


def test_the_three_roles_differ_in_colour_shape_and_text(store: Store) -> None:
    svg = to_svg(picture_of(of(store, "O1"), "zh"), "zh")
    for kind in ("DECISION", "EXECUTION"):
        assert ROLE_MARKS[kind].colour in svg
        assert ROLE_MARKS[kind].zh in svg
    assert len({mark.shape for mark in ROLE_MARKS.values()}) == 3


def test_ways_are_named_and_a_hostile_name_stays_text(store: Store) -> None:
    found = of(store, "O4")
    through = {way.through for p in found.powers for way in p.ways}
    assert [names_of(found)[ref] for ref in through] == ["派驻组长"]
    assert found.official.name == HOSTILE
    assert "<img" not in to_svg(picture_of(found, "zh"), "zh")


def test_a_circle_of_reports_ends(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.db", mode="write") as g:
        g.write([Statement(
            "CREATE (o:Official {uid: 'o', name: 'o'}), (a:Post {uid: 'a', name: 'a'}),"
            " (b:Post {uid: 'b', name: 'b'}), (o)-[:HOLDS]->(a), (a)-[:REPORTS_TO]->(b),"
            " (b)-[:REPORTS_TO]->(a)"
        )])  # fmt: skip
        found = of(g, "o")
    assert [r.post.ref for r in found.above] == ["Post/b"]
    assert [r.post.ref for r in found.below] == ["Post/b"]
    check_picture(found, picture_of(found, "zh"))
