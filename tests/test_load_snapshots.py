"""A newer state of a source closes what it lacks and opens what it brings; nobody else's facts are
touched, and the graph as of the day of each state is that state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph import undo
from graph.errors import SourceError
from graph.store import Store
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import DAY, NOON, csv_folder, dump, load_paths, problems_of

Rows = Sequence[Sequence[object]]
State = Callable[..., Any]
Q1, Q2, Q3, Q4 = DAY, date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31)
UNITS: Rows = [("uid", "name", "kind"), ("D1", "财政局", "SOE"), ("D2", "审计局", "SOE")]


@pytest.fixture
def state(engine_store: Store, tmp_path: Path) -> State:  # noqa: F811
    """Load tables as the state of a source on a day, a minute after the load before."""
    done: list[int] = []

    def load_state(as_of: date, source: str | None = "权力清单", **more: Any) -> Any:
        sheets = {k: v for k, v in more.items() if isinstance(v, list)}
        options = {k: v for k, v in more.items() if not isinstance(v, list)}
        done.append(1)
        folder = csv_folder(tmp_path / str(len(done)), sheets)
        moment = NOON + timedelta(minutes=len(done))
        options = {"snapshot": True, **options}
        return load_paths(engine_store, folder, as_of=as_of, now=moment, source=source, **options)

    load_state(Q1, "机构", departments=list(UNITS))
    return load_state


def posts(*rows: Sequence[str]) -> list[Sequence[object]]:
    return [("uid", "name", "department"), *rows]


def intervals(store: Store, match: str, **params: object) -> list[tuple[Any, ...]]:
    rows = store.read(f"MATCH {match} RETURN x.valid_from AS a, x.valid_to AS b", params)
    return sorted(((r["a"], r["b"]) for r in rows), key=repr)


P1, P2, P3 = ("P1", "局长", "D1"), ("P2", "会计", "D1"), ("P3", "出纳", "D2")


def test_what_a_newer_state_lacks_is_closed_with_what_it_named_and_what_it_brings_is_opened(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    state(Q1, posts=posts(P1, P2))
    summary = state(Q2, posts=posts(P1, P3))
    assert (summary.total.created, summary.total.closed) == (2, 2)
    assert intervals(engine_store, "(x:Post {uid: 'P1'})") == [(None, None)]
    assert intervals(engine_store, "(x:Post {uid: 'P2'})") == [(None, Q2)]
    assert intervals(engine_store, "(x:Post {uid: 'P3'})") == [(Q2, None)]
    assert intervals(engine_store, "(:Post {uid: 'P2'})-[x:IN_DEPARTMENT]->()") == [(None, Q2)]
    assert intervals(engine_store, "(:Post {uid: 'P3'})-[x:IN_DEPARTMENT]->()") == [(Q2, None)]
    assert intervals(engine_store, "(x:Department)") == [(None, None)] * 2
    kept = engine_store.read(
        "MATCH (c:Change {property: 'valid_to'}) MATCH (s:Source {uid: c.source_uid}) "
        "RETURN c.about AS about, c.about_name AS name, c.day AS day, s.day AS told ORDER BY about"
    )
    assert [(r["name"], r["day"], r["told"]) for r in kept] == [
        ("会计 → 财政局", Q2, Q2),
        ("会计", Q2, Q2),
    ]
    again = dump(engine_store)
    assert state(Q2, posts=posts(P1, P3)).import_id is None
    assert dump(engine_store) == again


def test_an_ordinary_load_closes_nothing_and_says_how_it_could(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    state(Q1, None, posts=posts(P1, P2), snapshot=False)
    summary = state(Q2, None, posts=posts(P1), snapshot=False)
    assert summary.total.closed == 0
    assert [n.key for n in summary.notes] == ["note.seen_before"]
    assert "--snapshot" in summary.notes[0].render("zh")
    # Said after all, it is a newer state of the file of that name.
    assert state(Q2, None, posts=posts(P1)).total.closed == 2


def test_a_fact_that_another_source_states_too_stays_until_that_drops_it(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    state(Q1, "甲", posts=posts(P1, P2))
    assert state(Q1, "乙", posts=posts(P2, P3)).total.same == 2
    assert state(Q2, "甲", posts=posts(P1, P3)).total.closed == 0
    assert intervals(engine_store, "(x:Post)") == [(None, None)] * 3
    closed = state(Q3, "乙", posts=posts(P3))
    assert closed.total.closed == 2
    assert intervals(engine_store, "(x:Post {uid: 'P2'})") == [(None, Q3)]
    # P3 was 乙's alone until 甲 took it up.
    assert state(Q4, "乙", posts=posts(("P9", "新", "D1")), confirmed=("posts",)).total.closed == 0
    assert intervals(engine_store, "(x:Post {uid: 'P3'})") == [(None, None)]


def test_two_files_of_one_load_that_state_the_same_are_two_words_for_it(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    header = "uid,name,kind\n"
    for name in ("departments", "部门单位"):
        (tmp_path / f"{name}.csv").write_text(header + "D1,局,SOE\nD2,所,SOE\n", encoding="utf-8")
    load_paths(engine_store, tmp_path, snapshot=True)
    for number, name in enumerate(("departments", "部门单位"), 1):
        (tmp_path / f"{name}.csv").write_text(header + "D1,局,SOE\n", encoding="utf-8")
        day = DAY + timedelta(number)
        one = load_paths(engine_store, tmp_path / f"{name}.csv", snapshot=True, as_of=day)
        assert one.total.closed == number - 1
    assert intervals(engine_store, "(x:Department {uid: 'D2'})") == [(None, DAY + timedelta(2))]


def test_a_column_that_a_newer_state_leaves_out_is_left_alone(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    sections: Rows = [("uid", "name", "department"), ("S1", "股", "D1")]
    full = [("uid", "name", "department", "section"), ("P1", "局长", "D1", "S1")]
    state(Q1, sections=list(sections), posts=full)
    assert state(Q2, sections=list(sections), posts=posts(P1)).total.closed == 0
    assert intervals(engine_store, "()-[x:IN_SECTION]->()") == [(None, None)]


def test_a_table_that_is_not_there_is_left_alone_and_told_of_unless_that_is_confirmed(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    people: Rows = [("uid", "name"), ("O1", "张三"), ("O2", "李四")]
    state(Q1, posts=posts(P1), officials=list(people))
    left = state(Q2, posts=posts(P1))
    assert left.total.closed == 0
    assert [n.key for n in left.notes] == ["note.table_left_alone"]
    # A header without rows is no more of a statement.
    assert state(Q2, posts=posts(P1), officials=[("uid", "name")]).total.closed == 0
    assert state(Q3, posts=posts(P1), confirmed=("officials",)).total.closed == 2
    assert intervals(engine_store, "(x:Official)") == [(None, Q3)] * 2


def test_a_state_that_lacks_most_is_refused_until_that_is_confirmed(
    engine_store: Store,  # noqa: F811
    state: State,
    tmp_path: Path,
) -> None:
    many = [(f"P{i}", f"岗{i}", "D1") for i in range(12)]
    state(Q1, posts=posts(*many))
    before = dump(engine_store)
    fewer = csv_folder(tmp_path / "fewer", {"posts": posts(*many[:5])})
    options: dict[str, Any] = {"snapshot": True, "source": "权力清单", "as_of": Q2}
    [problem] = problems_of(engine_store, fewer, **options)
    assert "12 条中有 7 条" in problem.render("zh")
    assert "--confirm-gone posts" in problem.render("zh")
    assert dump(engine_store) == before
    assert load_paths(engine_store, fewer, confirmed=("posts",), **options).total.closed == 14


def test_a_state_older_than_one_that_is_known_is_refused(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    state(Q2, posts=posts(P1))
    before = dump(engine_store)
    with pytest.raises(SourceError) as caught:
        state(Q1, posts=posts(P2))
    assert "2026-09-30" in caught.value.render("zh")
    assert dump(engine_store) == before


def test_a_node_that_comes_back_is_open_again_and_the_gap_is_told_and_kept(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    state(Q1, posts=posts(P1, P2))
    state(Q2, posts=posts(P1))
    summary = state(Q3, posts=posts(P1, P2))
    assert [(s.subject.uid, s.before) for s in summary.reopened] == [("P2", Q2)]
    assert intervals(engine_store, "(x:Post {uid: 'P2'})") == [(None, None)]
    # What joined it does show the gap.
    assert intervals(engine_store, "(:Post {uid: 'P2'})-[x:IN_DEPARTMENT]->()") == [
        (None, Q2),
        (Q3, None),
    ]
    kept = engine_store.read(
        "MATCH (c:Change {about: 'Post/P2', property: 'valid_to'}) "
        "RETURN c.day AS day, c.before AS before, c.after AS after ORDER BY day"
    )
    assert [(r["day"], r["before"], r["after"]) for r in kept] == [
        (Q2, "null", '{"day": "2026-09-30"}'),
        (Q3, '{"day": "2026-09-30"}', "null"),
    ]
    assert state(Q4, posts=posts(P1)).total.closed == 2


def test_a_link_without_days_that_comes_back_is_a_new_one_and_one_with_days_is_taken_at_its_word(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    both: dict[str, Any] = {
        "posts": posts(P1, P2),
        "officials": [("uid", "name"), ("O1", "张三"), ("O2", "李四")],
        "kinships": [("official", "relative", "kind"), ("O1", "O2", "SPOUSE")],
        "appointments": [
            ("official", "post", "valid_from"),
            ("O1", "P1", "2024-01-01"),
            ("O2", "P2", "2024-01-01"),
        ],
    }
    less = both | {"appointments": both["appointments"][:2]}
    del less["kinships"]
    since = date(2024, 1, 1)
    state(Q1, **both)
    state(Q2, **less, confirmed=("kinships",))
    assert intervals(engine_store, "()-[x:KIN_OF]->()") == [(None, Q2)]
    assert intervals(engine_store, "()-[x:HOLDS]->()") == [(since, None), (since, Q2)]
    state(Q3, **both)
    assert intervals(engine_store, "()-[x:KIN_OF]->()") == [(None, Q2), (Q3, None)]
    assert intervals(engine_store, "()-[x:HOLDS]->()") == [(since, None)] * 2
    before = dump(engine_store)
    assert state(Q3, **both).import_id is None
    assert dump(engine_store) == before
    state(Q4, **less, confirmed=("kinships",))
    assert intervals(engine_store, "()-[x:KIN_OF]->()") == [(None, Q2), (Q3, Q4)]


def test_the_order_of_steps_follows_what_is_left_of_them(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    power: Rows = [("uid", "name", "power_type", "department"), ("W1", "许可", "01", "D1")]
    steps = [("uid", "power", "seq", "name", "kind")]
    three = [(f"S{i}", "W1", i, f"第{i}步", "ACCEPT") for i in (1, 2, 3)]

    def order(day: date) -> list[tuple[str, str]]:
        rows = engine_store.read(
            "MATCH (a:Step)-[x:NEXT]->(b:Step) WHERE (x.valid_from IS NULL OR x.valid_from <= $d) "
            "AND (x.valid_to IS NULL OR x.valid_to > $d) RETURN a.uid AS a, b.uid AS b ORDER BY a",
            {"d": day},
        )
        return [(r["a"], r["b"]) for r in rows]

    state(Q1, powers=list(power), steps=[*steps, *three])
    state(Q2, powers=list(power), steps=[*steps, three[0], three[2]])
    assert order(Q1) == [("S1", "S2"), ("S2", "S3")]
    assert order(Q2) == [("S1", "S3")]
    # One put in between by another file, not as a state.
    more = ("S9", "W1", 2, "听证", "HEARING")
    state(Q3, "补充", steps=[*steps, more], snapshot=False)
    assert order(Q3) == [("S1", "S9"), ("S9", "S3")]


def test_a_newer_state_taken_back_leaves_no_trace(
    engine_store: Store,  # noqa: F811
    state: State,
) -> None:
    state(Q1, "甲", posts=posts(P1, P2))
    state(Q1, "乙", posts=posts(P2))
    before = dump(engine_store)
    summary = state(Q2, "甲", posts=posts(P1, P3))
    assert dump(engine_store) != before
    undo.take_back(engine_store, summary.import_id)
    assert dump(engine_store) == before
