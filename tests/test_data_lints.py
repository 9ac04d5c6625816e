"""Lints of the data agree with plain Python on made-up graphs, and hide what they must not show."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.embedded import EmbeddedStore
from graph.schema import SCHEMA
from graph.store import Statement, Store
from powergraph import cli
from queries import library
from queries.check import check, select
from queries.judging import unknown_region, wrong_check_digit, wrong_form
from queries.resembling import Unit, candidates
from queries.runner import run
from tests.engines import WIPE

AS_OF = date(2026, 6, 30)
IDENTITY = "110101199003078515"  # made up; its check digit is right
MOBILE = "13912345678"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
FIRST = date(2026, 1, 1)
DAYS = st.none() | st.integers(0, 6).map(lambda n: FIRST + timedelta(days=n))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(EmbeddedStore(Path(folder) / "graph.db", "write")) as made,
    ):
        yield made


def rows(store: Store, lint: str, **params: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in run(store, library.query(lint), {"as_of": AS_OF, **params}).rows]


def fill(store: Store, cypher: str, made: list[dict[str, Any]]) -> None:
    store.write([WIPE])
    if made:
        store.write([Statement(cypher, {"rows": made})])


def test_check_runs_lints_only_when_they_are_named() -> None:
    rules = {rule.id for rule in library.rules()}
    lints = {f"DQ-00{n}" for n in range(1, 9)}
    assert {rule.id for rule in select(None)} == rules
    assert not rules & lints
    assert {rule.id for rule in select(["dq"])} == lints
    assert [rule.id for rule in select(["dq-003", "SOD-001"])] == ["DQ-003", "SOD-001"]


@given(st.text(ALPHABET[:10], min_size=8, max_size=8), st.text(ALPHABET, min_size=9, max_size=9))
def test_of_all_check_digits_one_is_right(digits: str, rest: str) -> None:
    body = digits + rest
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    right = ALPHABET[-total % 31]
    for last in ALPHABET:
        for text in (body + last, f"511A01-511602000000-000-{body}{last}-1-00"):
            assert wrong_check_digit(text) == (last != right)
            assert not wrong_form(text)


@pytest.mark.parametrize(
    ("code", "unknown"),
    [
        ("110000", False),
        ("511602", False),
        ("511602101203", False),
        ("371402", False),
        ("110103", False),  # Chongwen, merged in 2010
        ("990101", True),
        ("511699", True),
        ("51160", True),
        ("0511602", True),
        ("511A01-990101000000-000-115113010833722043-1-00", True),
        ("H-000185-001-4444444444", False),
    ],
)
def test_a_region_code_is_looked_up_down_to_the_county(code: str, unknown: bool) -> None:
    assert unknown_region(code) is unknown


HOLDS = st.fixed_dictionaries(
    {
        "official": st.sampled_from(["O1", "O2", "O3"]),
        "post": st.sampled_from(["P1", "P2"]),
        "mode": st.sampled_from([None, "REGULAR", "ACTING"]),
        "valid_from": DAYS,
        "valid_to": DAYS,
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(HOLDS, max_size=7))
def test_intervals_agree_with_counting_days(store: Store, holds: list[dict[str, Any]]) -> None:
    people = [{"uid": f"O{n}"} for n in (1, 2, 3)]
    fill(store, "UNWIND $rows AS r CREATE (:Official {uid: r.uid, name: r.uid})", people)
    store.write(
        [Statement("CREATE (:Post {uid: 'P1', name: 'P1'}), (:Post {uid: 'P2', name: 'P2'})")]
    )
    for number, hold in enumerate(holds):
        text = (
            "MATCH (o:Official {uid: $official}), (p:Post {uid: $post}) "
            "CREATE (o)-[:HOLDS {uid: $uid, mode: $mode, valid_from: $valid_from,"
            " valid_to: $valid_to}]->(p)"
        )
        store.write([Statement(text, hold | {"uid": f"H{number}"})])
    found = {(r["subject"], tuple(r["actors"])): set(r["faults"]) for r in rows(store, "DQ-003")}
    assert found == expected_faults(holds)


def expected_faults(holds: list[dict[str, Any]]) -> dict[tuple[str, tuple[str, ...]], set[str]]:
    """By trying each day of a window that reaches beyond all days used."""
    window = [FIRST + timedelta(days=n) for n in range(-1, 9)]

    def held(hold: dict[str, Any]) -> set[date]:
        start, end = hold["valid_from"] or date.min, hold["valid_to"] or date.max
        return {day for day in window if start <= day < end}

    faults: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for hold in holds:
        start, end = hold["valid_from"], hold["valid_to"]
        if start and end and end < start:
            faults[hold["post"], (hold["official"],)].add("起止颠倒 reversed")
    for a, b in combinations(holds, 2):
        if a["post"] != b["post"] or not held(a) & held(b):
            continue
        actors = tuple(sorted({a["official"], b["official"]}))
        if len(actors) == 1:
            faults[a["post"], actors].add("同一事实时段重叠 overlapping")
        elif "ACTING" not in (a["mode"], b["mode"]):
            fault = "同一岗位同时有两名正式任职者 two regular holders at once"
            faults[a["post"], actors].add(fault)
    return dict(faults)


POWER = st.fixed_dictionaries(
    {
        "impl_code": st.sampled_from([None, "", " ", "K1", " K1", "K2", "无", "A-4444444444"]),
        "power_type": st.sampled_from([None, "01", "1", "V1", "v1", "99"]),
        "status": st.sampled_from([None, "ACTIVE", "CANCELLED"]),
        "conditions": st.sampled_from(
            [None, "无", "/", " - ", "无需", "1111111", "11111111", "0-0"]
        ),
        "valid_to": st.sampled_from([None, AS_OF, AS_OF + timedelta(days=1)]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(POWER, max_size=6))
def test_powers_agree_with_reading_them_one_by_one(
    store: Store, powers: list[dict[str, Any]]
) -> None:
    powers = [power | {"uid": f"W{n}"} for n, power in enumerate(powers)]
    fill(
        store,
        "UNWIND $rows AS r CREATE (:Power {uid: r.uid, name: r.uid, impl_code: r.impl_code, "
        "power_type: r.power_type, status: r.status, conditions: r.conditions, "
        "valid_to: r.valid_to})",
        powers,
    )
    valid = [p for p in powers if p["valid_to"] != AS_OF]
    known = {c.code for c in SCHEMA.nodes["Power"].props["power_type"].enum.choices}  # type: ignore[union-attr]
    assert [r["subject"] for r in rows(store, "DQ-007")] == [
        p["uid"] for p in valid if p["power_type"] not in known
    ]
    sharing: dict[str, list[str]] = defaultdict(list)
    for p in valid:
        if p["status"] != "CANCELLED" and (p["impl_code"] or "").strip():
            sharing[p["impl_code"].strip()].append(p["uid"])
    assert sorted((r["subject"], *r["powers"]) for r in rows(store, "DQ-005")) == sorted(
        (uids[0], *uids) for uids in sharing.values() if len(uids) > 1
    )
    filler = {"无", "/", "-"}
    wanted = {
        p["uid"]: [
            value
            for value in (p["conditions"], p["impl_code"])
            if value and (value.strip() in filler or value in ("11111111", "A-4444444444"))
        ]
        for p in valid
    }
    found = {
        r["subject"]: [text.partition("=")[2] for text in r["placeholders"]]
        for r in rows(store, "DQ-006")
    }
    assert found == {uid: values for uid, values in wanted.items() if values}


NAMES = st.text("财政局教育体区", min_size=2, max_size=6)


@given(
    st.lists(
        st.builds(
            Unit, st.uuids().map(str), NAMES, st.sampled_from([None, "德城区"]), st.booleans()
        ),
        max_size=8,
    )
)
def test_each_pair_of_units_is_told_once(units: list[Unit]) -> None:
    found = candidates(units)
    named = {
        (unit.uid, text.rpartition("(")[2].rstrip(")"))
        for unit, texts in zip(units, found, strict=True)
        for text in texts
    }
    assert not {(b, a) for a, b in named} & named
    by_uid = {unit.uid: unit for unit in units}
    assert all(by_uid[a].unmatched or not by_uid[b].unmatched for a, b in named)
    for a, b in combinations(units, 2):
        if a.name == b.name:
            assert {(a.uid, b.uid), (b.uid, a.uid)} & named


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "sarif", "html"])
def test_no_output_shows_the_number_that_a_lint_found(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "graph.db"
    with closing(EmbeddedStore(graph, "write")) as made:
        made.write([Statement(CREATED)])
        made.save()
    out = tmp_path / f"out.{form}"
    ledger = str(tmp_path / "ledger.db")
    arguments = ["--graph", str(graph), "--as-of", "2026-06-30", "--ledger", ledger]
    assert cli.run(["check", "DQ", *arguments, "--format", form, "-o", str(out)]) == 0
    printed = capsys.readouterr()
    texts = {"printed": printed.out + printed.err, "report": text_of(out)}
    texts |= {p.name: p.read_bytes().decode("utf-8", "replace") for p in tmp_path.glob("ledger*")}
    assert "DQ-004" in texts["report"]
    for where, text in texts.items():
        for number in (IDENTITY, MOBILE):
            assert number not in text, where


CREATED = f"""
CREATE (d:Department {{uid: 'D1', name: '局', kind: 'DISTRICT_DEPT'}}),
       (:Official {{uid: '{IDENTITY}', name: '甲', source_sheet: '人员', source_row: 2}}),
       (:Official {{uid: 'O2', name: '乙 {MOBILE}'}}),
       (:Feedback {{uid: 'F1', name: '来信', text: '电话{MOBILE}'}})-[:TO_DEPARTMENT]->(d),
       (:Feedback {{uid: '{MOBILE}', name: '无', text: '/'}})-[:TO_DEPARTMENT]->(d)
"""


def text_of(file: Path) -> str:
    """What a reader of the file can find: of a workbook every cell."""
    if file.suffix != ".xlsx":
        return file.read_text(encoding="utf-8")
    import openpyxl

    book = openpyxl.load_workbook(file)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    return json.dumps([*book.sheetnames, *map(str, cells)], ensure_ascii=False)


def test_the_real_list_of_guangan_has_the_slips_that_were_counted_by_hand(tmp_path: Path) -> None:
    real = Path(__file__).parents[1] / "examples" / "real" / "guangan-power-list.json"
    graph = str(tmp_path / "graph.db")
    assert cli.run(["load", "--format", "guangan", str(real), "--graph", graph, "-q"]) == 0
    with closing(EmbeddedStore(Path(graph))) as store:
        found = check(store, ["DQ"]).findings
        codes = [f for f in found if f.rule == "DQ-001"]
        # 988 of 1,135 item codes have the six parts with a credit code; 1 of those 41 codes is a
        # placeholder, and seven items carry it.
        assert sum(bool(f.details["wrong_form"]) for f in codes) == 1135 - 988
        assert sum(bool(f.details["wrong_check"]) for f in codes) == 7
        assert all("TE5116020105116050" in f.subject for f in codes if f.details["wrong_check"])
        filler = [text for f in found if f.rule == "DQ-006" for text in f.details["placeholders"]]
        assert sum(text.endswith("=未分类") for text in filler) == 615
        assert {f.rule for f in found} == {"DQ-001", "DQ-006"}


def test_a_lint_counts_for_no_unit_and_none_of_the_five_powers(store: Store) -> None:
    from queries.scores import scores

    fill(store, "UNWIND $rows AS r CREATE (:Department {uid: r, name: '无', kind: 'TOWN'})", ["D1"])  # type: ignore[list-item]
    result = check(store, ["DQ"], as_of=AS_OF)
    assert [f.rule for f in result.findings] == ["DQ-006"]
    found = scores(result)
    assert not any(one.rules for one in (*found.units.values(), *found.dimensions.values()))
    assert found.rules["DQ-006"].found == 1
