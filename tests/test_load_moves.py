"""What a newer load contradicts: closed on the day, kept as a Change, and undone exactly."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph import journal, pulse, undo
from graph.errors import ImportCutOff, SourceError, StoreError
from graph.fingerprint import fingerprint
from graph.meta import META_UID, read_meta, require_trusted
from graph.store import Statement, Store
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import DAY, NOON, SMALL, csv_folder, dump, load_paths

UNITS: dict[str, Any] = {
    "departments": [("uid", "name", "kind"), *((f"D{i}", f"局{i}", "SOE") for i in range(1, 4))]
}
LATER = [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]
FULL = ("uid", "name", "department", "section", "rank", "functions")
Load = Callable[..., Any]


@pytest.fixture
def loaded(engine_store: Store, tmp_path: Path) -> Load:  # noqa: F811
    """Load tables given as rows, each time a day later; the units are there."""
    done: list[int] = []

    def load_rows(as_of: date = DAY, **sheets: Sequence[Sequence[object]]) -> Any:
        done.append(1)
        folder = csv_folder(tmp_path / str(len(done)), sheets)
        moment = NOON + timedelta(days=len(done))
        return load_paths(engine_store, folder, as_of=as_of, now=moment)

    load_rows(DAY, **UNITS, sections=[("uid", "name", "department"), ("S1", "股", "D1")])
    return load_rows


def units_of(store: Store, post: str = "P1") -> list[tuple[Any, ...]]:
    """Department, from, to, of a post."""
    rows = store.read(
        "MATCH (:Post {uid: $post})-[x:IN_DEPARTMENT]->(d:Department) "
        "RETURN d.uid AS d, x.valid_from AS since, x.valid_to AS till",
        {"post": post},
    )
    return sorted((tuple(row.values()) for row in rows), key=repr)


def changes(store: Store) -> list[tuple[Any, ...]]:
    rows = store.read(
        "MATCH (c:Change) RETURN c.about AS about, c.property AS p, c.before AS b, c.after AS a, "
        "c.from_node AS f, c.to_node AS t, c.day AS d ORDER BY about, p"
    )
    return [tuple(row.values()) for row in rows]


def post(unit: str, **more: str) -> list[Sequence[object]]:
    return [("uid", "name", "department", *more), ("P1", "局长", unit, *more.values())]


def test_a_post_that_moves_leaves_its_old_unit_on_the_day_and_may_come_back(
    engine_store: Store,  # noqa: F811
    loaded: Load,
) -> None:
    loaded(posts=post("D1"))
    loaded(LATER[0], posts=post("D2"))
    assert units_of(engine_store) == [("D1", None, LATER[0]), ("D2", LATER[0], None)]
    closed = [c for c in changes(engine_store) if c[1] == "valid_to"]
    assert [(c[2], json.loads(c[3]), *c[4:]) for c in closed] == [
        ("null", {"day": "2026-07-01"}, "Post/P1", "Department/D1", LATER[0])
    ]
    loaded(LATER[1], posts=post("D1"))
    assert units_of(engine_store) == [
        ("D1", None, LATER[0]),
        ("D1", LATER[1], None),
        ("D2", LATER[0], LATER[1]),
    ]
    before = dump(engine_store)
    assert loaded(LATER[1], posts=post("D1")).import_id is None
    assert dump(engine_store) == before


def test_a_post_moved_to_and_fro_on_one_day_is_where_it_was_moved_last(
    engine_store: Store,  # noqa: F811
    loaded: Load,
) -> None:
    for unit in ("D1", "D2", "D1", "D2", "D1"):
        loaded(posts=post(unit))
        assert [d for d, _, till in units_of(engine_store) if till is None] == [unit]


def test_a_column_left_out_is_left_alone_and_a_cell_emptied_is_taken_at_its_word(
    engine_store: Store,  # noqa: F811
    loaded: Load,
) -> None:
    loaded(posts=[FULL, ("P1", "局长", "D1", "S1", "正科", "AUDIT;CASHIER")])
    read = (
        "MATCH (p:Post) OPTIONAL MATCH (p)-[x:IN_SECTION]->(s:Section) "
        "RETURN p.rank AS rank, p.functions AS f, s.uid AS s, x.valid_to AS till"
    )
    full = {"rank": "正科", "f": ["AUDIT", "CASHIER"], "s": "S1", "till": None}
    assert engine_store.read(read) == [full]
    loaded(LATER[0], posts=post("D1"))
    assert engine_store.read(read) == [full]
    loaded(LATER[1], posts=[FULL, ("P1", "局长", "D1", "", "", "")])
    assert engine_store.read(read) == [{"rank": None, "f": None, "s": "S1", "till": LATER[1]}]
    loaded(LATER[2], posts=[FULL, ("P1", "局长", "D1", "S1", "正科", "AUDIT")])
    ends = engine_store.read(
        "MATCH ()-[x:IN_SECTION]->() RETURN x.valid_from AS a, x.valid_to AS b"
    )
    assert sorted(map(repr, ends)) == sorted(
        map(repr, [{"a": None, "b": LATER[1]}, {"a": LATER[2], "b": None}])
    )


def test_a_list_of_references_opens_and_closes_each_for_itself(
    engine_store: Store,  # noqa: F811
    loaded: Load,
) -> None:
    header = ("uid", "name", "mode", "departments")
    for as_of, units in zip(LATER, ("D1;D2", "D2;D3", "D2"), strict=True):
        loaded(as_of, inspections=[header, ("I1", "第一轮", "SPECIAL", units)])
    rows = engine_store.read(
        "MATCH (:Inspection)-[x:INSPECTS]->(d:Department) "
        "RETURN d.uid AS d, x.valid_from AS a, x.valid_to AS b ORDER BY d"
    )
    assert [tuple(r.values()) for r in rows] == [
        ("D1", None, LATER[1]),
        ("D2", None, None),
        ("D3", LATER[1], LATER[2]),
    ]


def test_a_name_given_once_outlives_a_table_without_names(
    engine_store: Store,  # noqa: F811
    loaded: Load,
) -> None:
    loaded(powers=[("uid", "name", "power_type", "department"), ("W1", "许可", "01", "D1")])
    named = [
        ("uid", "power", "kind", "name"),
        ("R1", "W1", "DECISION", "审批人"),
        ("R2", "W1", "决策", ""),
    ]
    loaded(roles=named)
    loaded(
        roles=[
            ("uid", "power", "kind", "party"),
            *((r, "W1", "决策", "社会") for r in ("R1", "R2")),
        ]
    )
    rows = engine_store.read("MATCH (r:Role) RETURN r.name AS n, r.party AS p ORDER BY r.uid")
    assert [tuple(r.values()) for r in rows] == [("审批人", "SOCIETY"), ("决策 · W1", "SOCIETY")]


def test_a_property_that_changes_is_kept_with_both_its_values_and_their_sources(
    engine_store: Store,  # noqa: F811
    loaded: Load,
) -> None:
    loaded(posts=post("D1", rank="正科"))
    summary = loaded(LATER[0], posts=post("D1", rank="副处"))
    assert (summary.total.created, summary.total.changed, summary.total.same) == (0, 1, 1)
    kept = {c[1]: c for c in changes(engine_store) if c[0] == "Post/P1"}
    assert kept["rank"][2:] == ('"正科"', '"副处"', None, None, LATER[0])
    sources = engine_store.read("MATCH (s:Source {file: 'posts.csv'}) RETURN s.uid AS u ORDER BY u")
    assert [json.loads(v) for v in kept["source_uid"][2:4]] == [s["u"] for s in sources]


MOVES: dict[str, Any] = {
    "departments": [("uid", "name", "kind"), ("D1", "财政和国资局", "SOE"), ("D2", "新局", "SOE")],
    "posts": [
        ("uid", "name", "department", "reports_to", "functions"),
        ("P1", "局长", "D2", "", "AUDIT"),
        ("P2", "副局长", "D1", "", ""),
        ("P3", "出纳", "D2", "P1", "CASHIER;PAYMENT"),
        ("P4", "会计", "D2", "P1", ""),
    ],
    "appointments": [
        ("official", "post", "valid_from", "valid_to"),
        ("O1", "P1", "2024-01-01", "2026-05-01"),
        ("O2", "P4", "2026-05-01", ""),
    ],
}


def test_an_import_taken_back_leaves_no_trace(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "1", SMALL))
    before, digest = dump(engine_store), fingerprint(engine_store)
    moves = csv_folder(tmp_path / "2", MOVES)
    summary = load_paths(
        engine_store, moves, as_of=LATER[0], now=NOON.replace(hour=13), notice="试"
    )
    assert summary.import_id
    assert summary.total.changed + summary.total.closed > 5
    assert dump(engine_store) != before
    undo.take_back(engine_store, summary.import_id)
    assert dump(engine_store) == before
    assert fingerprint(engine_store) == digest
    again = load_paths(engine_store, moves, as_of=LATER[0], now=NOON.replace(hour=14))
    assert again.fingerprint == summary.fingerprint


class Cut(Exception):
    """The end of a program, wherever it happens to be."""


def cut_off(store: Store, writes: int, work: Callable[[], object]) -> None:
    """Do some work that ends after so many of the store's writes; the schema's do not count."""
    write = type(store).write
    done: list[int] = []

    def counted(self: Store, statements: Sequence[Statement]) -> None:
        if self is store and not statements[0].cypher.startswith(("CREATE", pulse.BEAT)):
            if len(done) == writes:
                raise Cut
            done.append(1)
        write(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(store), "write", counted)
        with pytest.raises(Cut):
            work()


# How many writes each try is let; all there are for the engine that is quick.
CUTS = {"kglite": (1, 2, 3, 4, 5, 6, 7), "Neo4j": (3, 6)}
UNDONE = {"kglite": (0, 1, 2, 3, 4, 5), "Neo4j": (0, 3)}


def of_engine(store: Store, cuts: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    return next(own for name, own in cuts.items() if store.engine.startswith(name))


def test_an_import_cut_off_is_refused_then_taken_back_or_completed(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    small, moves = csv_folder(tmp_path / "1", SMALL), csv_folder(tmp_path / "2", MOVES)
    load_paths(engine_store, small)
    before, digest = dump(engine_store), fingerprint(engine_store)
    whole = load_paths(engine_store, moves, as_of=LATER[0], now=NOON.replace(hour=13))
    assert whole.import_id
    undo.take_back(engine_store, whole.import_id)
    for after in of_engine(engine_store, CUTS):
        moment = NOON.replace(hour=14)
        cut_off(
            engine_store,
            after,
            lambda now=moment: load_paths(engine_store, moves, as_of=LATER[0], now=now),  # type: ignore[misc]
        )
        with pytest.raises(ImportCutOff) as caught:
            require_trusted(engine_store)
        assert "2026-06-30" in caught.value.render("zh")
        cut = read_meta(engine_store)
        assert cut is not None
        assert cut.open_import
        if after % 2:
            # The same files, in another order, complete it.
            files = sorted(moves.iterdir(), reverse=True)
            done = load_paths(engine_store, *files, as_of=LATER[0], now=NOON.replace(hour=15))
            assert (done.resumed, done.import_id) == (True, cut.open_import)
            assert done.fingerprint == whole.fingerprint
            require_trusted(engine_store)
            found = dump(engine_store)
            sources = {s["uid"]: s["file"] for s in found["Source"]}
            [post] = [p for p in found["Post"] if p["uid"] == "P4"]
            assert sources[post["source_uid"]] == "posts.csv"
        undo.take_back(engine_store, cut.open_import)
        assert dump(engine_store) == before
        assert fingerprint(engine_store) == digest


def test_other_files_after_a_cut_off_take_it_back_before_they_are_judged(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    small, moves = csv_folder(tmp_path / "1", SMALL), csv_folder(tmp_path / "2", MOVES)
    load_paths(engine_store, small)
    before = dump(engine_store)

    def move() -> None:
        load_paths(engine_store, moves, as_of=LATER[0], now=NOON.replace(hour=13))

    cut_off(engine_store, 5, move)
    assert engine_store.read("MATCH (p:Post {uid: 'P4'}) RETURN p.uid AS uid")
    header = ("official", "post", "valid_from")
    # P4 came with the import that is no more: to rely on it is a mistake now.
    relying = csv_folder(tmp_path / "3", {"appointments": [header, ("O1", "P4", "2026-01-01")]})
    with pytest.raises(SourceError):
        load_paths(engine_store, relying)
    assert dump(engine_store) == before
    cut_off(engine_store, 5, move)
    other = csv_folder(tmp_path / "4", {"appointments": [header, ("O1", "P3", "2026-01-01")]})
    cut = read_meta(engine_store)
    summary = load_paths(engine_store, other, now=NOON.replace(hour=14))
    assert cut is not None
    assert summary.taken_back == cut.open_import
    assert not engine_store.read("MATCH (p:Post {uid: 'P4'}) RETURN p.uid AS uid")
    require_trusted(engine_store)


def test_taking_back_that_is_itself_cut_off_is_refused_and_completed(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "1", SMALL))
    before = dump(engine_store)
    moves = csv_folder(tmp_path / "2", MOVES)
    for after in of_engine(engine_store, UNDONE):
        summary = load_paths(engine_store, moves, as_of=LATER[0], now=NOON.replace(hour=13))
        import_id = summary.import_id
        assert import_id
        cut_off(engine_store, after, lambda: undo.take_back(engine_store, import_id))  # noqa: B023
        if after:
            with pytest.raises(ImportCutOff):
                require_trusted(engine_store)
        undo.take_back(engine_store, import_id)
        assert dump(engine_store) == before


def test_an_import_that_somebody_else_closed_does_not_pretend_to_be_done(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finish = journal.finish

    def too_late(store: Store, *more: Any, **options: Any) -> str:
        close = "MATCH (m:Meta {uid: $uid}) SET m.open_import = null"
        store.write([Statement(close, {"uid": META_UID})])
        return finish(store, *more, **options)

    monkeypatch.setattr(journal, "finish", too_late)
    with pytest.raises(StoreError) as caught:
        load_paths(engine_store, csv_folder(tmp_path, SMALL))
    assert "已不在进行中" in caught.value.render("zh")
