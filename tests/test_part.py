"""A unit's part of a graph: what belongs to it, whom its facts name, and nothing else."""

from __future__ import annotations

import stat
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.belonging import OWNERS, SHARED, holding, stating, undeclared
from graph.embedded import EmbeddedStore
from graph.errors import StoreError
from graph.facts import RelKind
from graph.fingerprint import fingerprint
from graph.meta import read_meta
from graph.part import kept_part, part_of, write_part
from graph.schema import SCHEMA
from graph.schema.kinds import Group
from graph.store import Store, open_graph
from powergraph.cli import run
from powergraph.exports.formats import export
from tests.engines import ENGINES, engine_param, neo4j_store  # noqa: F401
from tests.loading import NOON, csv_folder, load_paths
from tests.oracle import Tables
from tests.strategies import load_tables, moved, random_tables
from tests.test_load_same import fresh

SEEDS = st.integers(0, 2**32)

# Two units, and one that has posts in the powers of both. O1 was in D1, then went to D2.
COUNTY: Mapping[str, Any] = {
    "departments": [
        ("uid", "name", "kind", "steward"),
        ("D1", "住房和城乡建设局", "DISTRICT_DEPT", "O6"),
        ("D2", "交通运输局", "DISTRICT_DEPT", ""),
        ("D9", "派驻纪检监察组", "RESIDENT_DISCIPLINE", ""),
    ],
    "supervisions": [
        ("supervisor", "supervised", "kind"),
        ("D9", "D1", "STATIONED"),
        ("D9", "D2", "STATIONED"),
    ],
    "officials": [
        ("uid", "name", "gender"),
        ("O1", "甲一", "M"),
        ("O2", "乙二", "F"),
        ("O3", "丙三", "M"),
        ("O6", "己六", "M"),
        ("O9", "壬九", "F"),
        ("O8", "辛八", "F"),
    ],
    "posts": [
        ("uid", "name", "department", "is_key"),
        ("P1", "建设局股长", "D1", "是"),
        ("P2", "交通局股长", "D2", "是"),
        ("P9", "派驻组长", "D9", "是"),
        ("P8", "派驻副组长", "D9", "是"),
    ],
    "appointments": [
        ("official", "post", "valid_from", "valid_to"),
        ("O1", "P1", "2019-01-01", "2023-01-01"),
        ("O2", "P1", "2023-01-01", ""),
        ("O1", "P2", "2023-01-01", ""),
        ("O9", "P9", "2024-01-01", ""),
        ("O8", "P9", "2015-01-01", "2020-01-01"),
        ("O8", "P8", "2020-01-01", ""),
    ],
    "kinships": [("official", "relative", "kind"), ("O1", "O2", "SPOUSE"), ("O2", "O3", "SPOUSE")],
    "powers": [
        ("uid", "name", "power_type", "department"),
        ("W1", "施工许可", "01", "D1"),
        ("W2", "道路许可", "01", "D2"),
    ],
    "roles": [
        ("uid", "power", "kind"),
        ("R1", "W1", "DECISION"),
        ("R1S", "W1", "SUPERVISION"),
        ("R2", "W2", "DECISION"),
        ("R2S", "W2", "SUPERVISION"),
    ],
    "role_holders": [
        ("role", "holder_label", "holder", "valid_from"),
        ("R1", "Post", "P1", ""),
        ("R1S", "Post", "P9", "2021-01-01"),
        ("R2", "Post", "P1", ""),
        ("R2S", "Post", "P8", ""),
    ],
    "integrity_reports": [
        ("uid", "official", "held_on"),
        ("I1", "O1", "2022-06-01"),
        ("I2", "O1", "2025-06-01"),
    ],
    "cases": [
        ("uid", "power", "department", "accepted_on", "counterparty"),
        ("A1", "W1", "D1", "2026-01-05", "Q1"),
        ("A2", "W2", "D1", "2026-01-06", "Q1"),
        ("A3", "W1", "D2", "2026-01-07", "Q2"),
    ],
    "case_events": [
        ("case", "seq", "at", "official"),
        ("A1", "1", "2026-01-05", "O2"),
        ("A1", "2", "2026-01-06", "O3"),
        ("A3", "1", "2026-01-07", "O2"),
    ],
    "counterparties": [
        ("uid", "name", "kind"),
        ("Q1", "某公司", "ENTERPRISE"),
        ("Q2", "别家公司", "ENTERPRISE"),
    ],
    "template_steps": [
        ("uid", "power_type", "seq", "name", "kind"),
        ("T1", "02", "1", "立案", "ACCEPT"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module", params=[engine_param(e) for e in ENGINES])
def county(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The two units on each engine; tests leave them as they are."""
    folder = tmp_path_factory.mktemp("county")
    with fresh(request.param, request, folder / "g") as store:
        load_paths(store, csv_folder(folder / "in", COUNTY))
        store.save()
        yield store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """An embedded graph with nothing in it."""
    with EmbeddedStore(tmp_path / "empty.db", "write") as store:
        yield store


def refs(store: Store) -> set[str]:
    """Every node that is not the program's own, as `Label/uid`."""
    labels = [n for n, x in SCHEMA.nodes.items() if x.label.group is not Group.SYSTEM]
    return {
        f"{label}/{row['uid']}"
        for label in labels
        for row in store.read(f"MATCH (x:{label}) RETURN x.uid AS uid")
    }


def test_whose_every_label_and_every_relationship_is_is_declared() -> None:
    assert undeclared() == set()
    declared = {(kind.type, kind.source, kind.target) for kind, _ in stating()}
    every = {(n, *pair) for n, rel in SCHEMA.rels.items() for pair in rel.ends}
    of_no_unit = {(t, a, b) for t, a, b in every if a in SHARED and b in SHARED}
    assert declared == every - of_no_unit
    for ways in OWNERS.values():
        for at, way in enumerate(ways):
            assert way.owner in SCHEMA.nodes, at


def test_a_part_holds_the_units_own_and_those_it_names(county: Store) -> None:
    with part_of(county, "D1") as part:
        assert refs(part) == {
            "Department/D1", "Department/D2", "Department/D9",
            "Post/P1", "Post/P9", "Official/O1", "Official/O2", "Official/O3",
            "Official/O6", "Official/O9", "Power/W1", "Power/W2", "Role/R1", "Role/R1S",
            "CaseFile/A1", "CaseFile/A2", "CaseEvent/A1/1", "CaseEvent/A1/2",
            "Counterparty/Q1", "TemplateStep/T1", "IntegrityReport/I1",
        }  # fmt: skip


def test_what_an_official_does_elsewhere_is_not_in_a_part(county: Store) -> None:
    held = "MATCH (o:Official)-[h:HOLDS]->(p:Post) RETURN o.uid AS o, p.uid AS p ORDER BY o, p"
    with part_of(county, "D1") as part:
        # O9 supervises D1's power by P9; O8 no longer held P9 when it got that role.
        assert [(r["o"], r["p"]) for r in part.read(held)] == [
            ("O1", "P1"),
            ("O2", "P1"),
            ("O9", "P9"),
        ]
    with part_of(county, "D2") as part:
        # D1's P1 decides a power of D2: who held it is D2's to know.
        assert {(r["o"], r["p"]) for r in part.read(held)} == {
            ("O1", "P1"),
            ("O1", "P2"),
            ("O2", "P1"),
            ("O8", "P8"),
        }


def test_kinship_is_told_among_ones_own_alone(county: Store) -> None:
    told = "MATCH (a:Official)-[:KIN_OF]->(b:Official) RETURN a.uid AS a, b.uid AS b ORDER BY a, b"
    with part_of(county, "D1") as part:
        assert part.read(told) == [{"a": "O1", "b": "O2"}]
    with part_of(county, "D2") as part:
        assert part.read(told) == []


def test_of_others_a_part_knows_name_and_what_a_row_needs(county: Store) -> None:
    with part_of(county, "D1") as part:
        [post] = part.read(
            "MATCH (p:Post {uid: 'P9'})-[:IN_DEPARTMENT]->(d:Department) "
            "RETURN p.name AS name, p.is_key AS key, p.source_uid AS source, d.name AS unit"
        )
        assert post == {
            "name": "派驻组长",
            "key": None,
            "source": None,
            "unit": "派驻纪检监察组",
        }
        [official] = part.read("MATCH (o:Official {uid: 'O3'}) RETURN o.name AS n, o.gender AS g")
        assert official == {"n": "丙三", "g": None}
        [own] = part.read(
            "MATCH (o:Official {uid: 'O2'}) RETURN o.gender AS g, o.source_row AS row"
        )
        assert own == {"g": "F", "row": 3}


def test_a_part_keeps_where_its_facts_were_read(county: Store) -> None:
    with part_of(county, "D1") as part:
        [row] = part.read(
            "MATCH (w:Power {uid: 'W1'}) MATCH (s:Source {uid: w.source_uid}) "
            "RETURN s.file AS file, w.source_row AS row"
        )
        assert row == {"file": "powers.csv", "row": 2}
        meta, whole = read_meta(part), read_meta(county)
        assert meta
        assert whole
        assert meta.as_of == whole.as_of
        assert meta.fingerprint == fingerprint(part) != whole.fingerprint


def test_a_post_that_moved_is_each_units_for_its_time(
    empty: Store,
    tmp_path: Path,
) -> None:
    """P1 moves from D1 to D2 on 1 July 2026; who came later is D2's to know."""
    before = csv_folder(tmp_path / "a", COUNTY)
    load_paths(empty, before)
    after = dict(COUNTY) | {
        "posts": [
            COUNTY["posts"][0],
            ("P1", "建设局股长", "D2", "是"),
            *COUNTY["posts"][2:],
        ],
        "appointments": [
            *COUNTY["appointments"][:2],
            ("O2", "P1", "2023-01-01", "2026-07-15"),
            ("O3", "P1", "2026-08-01", ""),
            *COUNTY["appointments"][3:],
        ],
    }
    later = date(2026, 6, 30) + timedelta(days=1)
    load_paths(
        empty,
        csv_folder(tmp_path / "b", after),
        as_of=later,
        now=NOON + timedelta(days=1),
    )
    held = "MATCH (o:Official)-[:HOLDS]->(p:Post {uid: 'P1'}) RETURN DISTINCT o.uid AS o ORDER BY o"
    with part_of(empty, "D1") as part:
        assert [r["o"] for r in part.read(held)] == ["O1", "O2"]
    with part_of(empty, "D2") as part:
        assert [r["o"] for r in part.read(held)] == ["O2", "O3"]


def test_a_unit_that_is_not_there_is_said(county: Store) -> None:
    with pytest.raises(StoreError) as caught:
        holding(county, "D7")
    assert "D7" in caught.value.render("zh")


# By column, from the rows: nothing of the graph's own relationships.
COLUMNS = {
    "sections": ("department", "departments"), "bodies": ("department", "departments"),
    "posts": ("department", "departments"), "power_lists": ("department", "departments"),
    "powers": ("department", "departments"), "power_changes": ("power", "powers"),
    "roles": ("power", "powers"), "steps": ("power", "powers"),
    "risk_points": ("power", "powers"), "control_measures": ("risk_point", "risk_points"),
    "duties": ("power", "powers"), "discretion_standards": ("power", "powers"),
    "cases": ("department", "departments"), "matters": ("department", "departments"),
    "meetings": ("body", "bodies"), "statements": ("matter", "matters"),
    "fund_sources": ("department", "departments"), "payments": ("department", "departments"),
    "countersigns": ("payment", "payments"), "contracts": ("department", "departments"),
    "problems": ("department", "departments"), "rectifications": ("problem", "problems"),
    "assessments": ("department", "departments"), "evaluations": ("department", "departments"),
}  # fmt: skip


def own_by_rows(tables: Tables, unit: str) -> dict[str, set[str]]:
    """Table name to the uids of the unit's rows."""
    own: dict[str, set[str]] = defaultdict(set, {"departments": {unit}})
    for name, (column, owner) in COLUMNS.items():
        own[name] = {row["uid"] for row in tables[name] if row.get(column) in own[owner]}
    own["officials"] = {
        row["official"] for row in tables["appointments"] if row["post"] in own["posts"]
    }
    return own


@given(seed=SEEDS)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_part_of_any_tables_is_what_the_rows_say(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables = random_tables(seed)
    folder = tmp_path_factory.mktemp("any")
    with EmbeddedStore(folder / "g.db", "write") as store:
        load_tables(store, tables, folder / "in")
        for unit in [row["uid"] for row in tables["departments"]]:
            held = holding(store, unit)
            expected = own_by_rows(tables, unit)
            for name in (*COLUMNS, "officials"):
                table = SCHEMA.table(name)
                assert table is not None
                label = next(n for n, x in SCHEMA.nodes.items() if x.table is table)
                assert held.own[label].keys() == expected[name], (unit, name)
            strangers = {r["uid"] for r in tables["officials"]} - held.uids("Official")
            named = {end for links in held.links.items() for end in _ends(links, "Official")}
            assert not strangers & named


def _ends(entry: tuple[RelKind, Any], label: str) -> Iterator[str]:
    kind, links = entry
    for source, target, _ in links:
        if kind.source == label:
            yield source
        if kind.target == label:
            yield target


def test_a_part_of_a_part_is_the_part(empty: Store, tmp_path: Path) -> None:
    """Also where a state before left closed relationships behind."""
    tables = random_tables(7)
    earlier = moved(tables, 7, {"posts", "powers", "cases"})
    load_tables(empty, earlier, tmp_path / "a", date(2025, 1, 1))
    load_tables(empty, tables, tmp_path / "b")
    for unit in [row["uid"] for row in tables["departments"]]:
        one, two = tmp_path / f"{unit}-1.db", tmp_path / f"{unit}-2.db"
        write_part(empty, unit, one)
        with open_graph(one) as first:
            write_part(first, unit, two)
            with open_graph(two) as second:
                assert fingerprint(first) == fingerprint(second)


def test_the_exported_tables_of_a_unit_load_into_an_equal_part(
    county: Store, tmp_path: Path
) -> None:
    for unit in ("D1", "D2", "D9"):
        out = tmp_path / f"out-{unit}"
        export(county, out, unit=unit)
        assert unit in (out / "说明.txt").read_text(encoding="utf-8-sig")
        with part_of(county, unit) as part, EmbeddedStore(tmp_path / f"{unit}.db", "write") as back:
            load_paths(back, out)
            assert fingerprint(back) == fingerprint(part)


def test_the_command_exports_a_unit_or_says_that_there_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = str(tmp_path / "g.db")
    with EmbeddedStore(Path(graph), "write") as store:
        load_paths(store, csv_folder(tmp_path / "county", COUNTY))
    assert run(["export", str(tmp_path / "out"), "--unit", "D2", "--graph", graph]) == 0
    text = (tmp_path / "out" / "权力事项.csv").read_text(encoding="utf-8-sig")
    assert "道路许可" in text
    written = "".join(
        file.read_text(encoding="utf-8-sig") for file in (tmp_path / "out").glob("*.csv")
    )
    assert "丙三" not in written
    assert run(["export", str(tmp_path / "no"), "--unit", "D7", "--graph", graph]) == 1
    assert "D7" in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    """The two units, embedded."""
    with EmbeddedStore(tmp_path / "small.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "small", COUNTY))
        yield store


def test_a_part_is_kept_for_its_content_and_older_ones_go(small: Store, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    one = kept_part(small, "D1", "first", folder)
    written = one.stat().st_mtime_ns
    assert kept_part(small, "D1", "first", folder) == one
    assert one.stat().st_mtime_ns == written
    other = kept_part(small, "D2", "first", folder)
    assert {one, other} == set(folder.glob("*.db"))
    new = kept_part(small, "D1", "second", folder)
    assert [new] == [*folder.glob("*.db")]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_parts_lie_where_nobody_else_reads(small: Store, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    kept_part(small, "D1", "first", folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with pytest.raises(StoreError) as caught:
        kept_part(small, "D1", "first", folder)
    assert str(folder) in str(caught.value)
    elsewhere = tmp_path / "link"
    elsewhere.symlink_to(folder)
    with pytest.raises(StoreError):
        kept_part(small, "D1", "first", elsewhere)
