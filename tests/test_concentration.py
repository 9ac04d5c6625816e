"""Who holds how much power, on both engines, against a count of the tables themselves."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.store import Store
from loaders.formats import Options, readers
from loaders.load import load
from queries.lint import lint_text
from queries.views import concentration, money
from queries.views.concentration import Holder, Line, Weighed
from queries.views.frame import Unit, units
from queries.views.powers import powers
from tests.engines import engine_store, neo4j_store  # noqa: F401

AS_OF = date(2026, 6, 30)
Tables = dict[str, list[dict[str, Any]]]
STATEMENTS = {
    f"{module.__name__} {name}": text
    for module in (concentration, money)
    for name, text in module.statements().items()
}


def county(seed: int) -> Tables:
    """A small county at random: vacant posts, people with two posts, ended tenures, money here
    and there, records of tomorrow."""
    rnd = random.Random(seed)

    def some_day() -> str:
        return (AS_OF + timedelta(days=rnd.randint(-400, 60))).isoformat()

    tables: Tables = defaultdict(list)
    for d in range(7):
        kind = "TOWN" if d > 4 else "DISTRICT_DEPT"
        tables["departments"].append({"uid": f"D{d}", "name": f"单位{d}", "kind": kind})
        tables["sections"].append({"uid": f"S{d}", "name": f"股室{d}", "department": f"D{d}"})
        for p in range(3):
            post = f"D{d}-P{p}"
            tables["posts"].append({"uid": post, "name": f"岗位{p}", "department": f"D{d}"})
            if rnd.random() < 0.8:
                ended = rnd.random() < 0.2
                tables["appointments"].append(
                    {
                        "official": f"O{rnd.randint(0, 11)}",
                        "post": post,
                        "valid_from": "2020-01-01",
                        "valid_to": "2025-01-01" if ended else None,
                    }
                )
    tables["officials"] = [{"uid": f"O{o}", "name": f"人员{o}"} for o in range(12)]
    tables["appointments"] = list(
        {(a["official"], a["post"]): a for a in tables["appointments"]}.values()
    )
    for at in range(30):
        w, unit = str(at), rnd.randint(0, 6)
        power: dict[str, Any] = {
            "uid": f"W{w}", "name": f"事项{w}", "power_type": "01", "department": f"D{unit}",
            "risk_level": rnd.choice(["HIGH", "MEDIUM", "LOW", None]),
            "status": rnd.choice(["ACTIVE", "ACTIVE", "ACTIVE", "CANCELLED"]),
            "domain": rnd.choice(["FINANCE", "PERSONNEL", None]),
        }  # fmt: skip
        if rnd.random() < 0.7:
            power["section"] = f"S{unit}"
        tables["powers"].append(power)
        for number, kind in enumerate(rnd.sample(["DECISION", "EXECUTION", "DECISION"], 2)):
            role = f"W{w}-R{number}"
            tables["roles"].append({"uid": role, "power": f"W{w}", "kind": kind})
            for seat in rnd.sample(range(3), rnd.randint(0, 2)):
                holder = {"role": role, "holder_label": "Post", "holder": f"D{unit}-P{seat}"}
                tables["role_holders"].append(holder)
        for c in range(rnd.randint(0, 2)):
            tables["cases"].append(
                {
                    "uid": f"A{w}-{c}",
                    "power": f"W{w}",
                    "department": f"D{unit}",
                    "accepted_on": some_day(),
                    "amount": rnd.choice([None, 0, 1200.5, 90000]),
                }
            )
        if rnd.random() < 0.4:
            tables["matters"].append(
                {
                    "uid": f"X{w}",
                    "name": f"重大事项{w}",
                    "category": "LARGE_FUND",
                    "department": f"D{unit}",
                    "power": f"W{w}",
                    "happened_on": some_day(),
                    "amount": rnd.choice([None, None, 500_000]),
                }
            )
            for c in range(rnd.randint(0, 2)):
                tables["contracts"].append(
                    {
                        "uid": f"H{w}-{c}",
                        "department": f"D{unit}",
                        "supplier": "Q1",
                        "matter": f"X{w}",
                        "amount": 70_000,
                        "signed_on": some_day(),
                    }
                )
            tables["payments"].append(
                {
                    "uid": f"Z{w}",
                    "department": f"D{unit}",
                    "matter": f"X{w}",
                    "amount": 30_000,
                    "paid_on": some_day(),
                }
            )
    tables["counterparties"] = [{"uid": "Q1", "name": "某公司", "kind": "ENTERPRISE"}]
    return dict(tables)


def loaded(store: Store, tables: Tables, folder: Path) -> None:
    source = folder / "tables.json"
    source.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    load(store, readers([source], None, Options(None)), as_of=AS_OF)


def active(tables: Tables) -> dict[str, dict[str, Any]]:
    return {w["uid"]: w for w in tables["powers"] if w["status"] == "ACTIVE"}


def money_of(tables: Tables) -> dict[str, float]:
    """By polars, out of the tables."""
    day = pl.lit(AS_OF.isoformat())
    cases = pl.DataFrame(tables["cases"]).filter(
        (pl.col("accepted_on") <= day) & pl.col("amount").is_not_null()
    )
    matters = pl.DataFrame(tables["matters"]).filter(pl.col("happened_on") <= day)
    contracts = pl.DataFrame(tables["contracts"]).filter(pl.col("signed_on") <= day)
    payments = pl.DataFrame(tables["payments"]).filter(pl.col("paid_on") <= day)
    under = [
        frame.group_by("matter").agg(pl.col("amount").sum().alias(name))
        for name, frame in (("contracted", contracts), ("paid", payments))
    ]
    sums = matters.join(under[0], left_on="uid", right_on="matter", how="left").join(
        under[1], left_on="uid", right_on="matter", how="left"
    )
    of_matters = sums.select("power", pl.coalesce("amount", "contracted", "paid").alias("amount"))
    of_both = pl.concat([cases.select("power", "amount"), of_matters], how="vertical_relaxed")
    total = of_both.drop_nulls("amount").group_by("power").agg(pl.col("amount").sum())
    return dict(total.iter_rows())


def held_by_officials(tables: Tables, kind: str | None) -> dict[str, set[str]]:
    at_day = [a for a in tables["appointments"] if not a["valid_to"]]
    people: dict[str, set[str]] = defaultdict(set)
    for a in at_day:
        people[a["post"]].add(a["official"])
    roles = {r["uid"]: r for r in tables["roles"] if kind in (None, r["kind"])}
    held: dict[str, set[str]] = defaultdict(set)
    for filled in tables["role_holders"]:
        role = roles.get(filled["role"])
        if role and role["power"] in active(tables):
            for official in people[filled["holder"]]:
                held[official].add(role["power"])
    return held


def weighed(store: Store) -> dict[str, Weighed]:
    rows, sums = powers(store, AS_OF), money.money(store, AS_OF)
    return dict(concentration.weighed(rows, sums))


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_cypher_of_concentration_is_portable(name: str) -> None:
    assert [str(problem) for problem in lint_text(STATEMENTS[name])] == []


@pytest.mark.parametrize("seed", range(3))
def test_holdings_and_weights_are_those_of_the_tables(
    engine_store: Store, tmp_path: Path, seed: int  # noqa: F811
) -> None:  # fmt: skip
    tables = county(seed)
    loaded(engine_store, tables, tmp_path)
    rows = weighed(engine_store)
    sums, facts = money_of(tables), active(tables)
    assert {uid: p.money for uid, p in rows.items()} == pytest.approx(
        {uid: sums.get(uid) for uid in facts}
    )
    assert any(p.money is None for p in rows.values())
    for kind in ("DECISION", "EXECUTION", None):
        people = concentration.holders(engine_store, AS_OF, "official")
        lines = concentration.ranking(people, rows, "money", kind, (5, 2, 1))
        expected = held_by_officials(tables, kind)
        assert {line.holder.uid: set(line.powers) for line in lines} == expected
        for line in lines:
            own = expected[line.holder.uid]
            levels = [facts[w]["risk_level"] for w in own if facts[w]["risk_level"]]
            assert line.weights["count"] == len(own)
            points = {"HIGH": 5, "MEDIUM": 2, "LOW": 1}
            assert line.weights["risk"] == (sum(map(points.get, levels)) if levels else None)  # type: ignore[arg-type]
            known = [sums[w] for w in own if w in sums]
            assert line.weights["money"] == (pytest.approx(sum(known)) if known else None)
            assert (line.known["risk"], line.known["money"]) == (len(levels), len(known))
        stated = [line.weights["money"] for line in lines]
        assert stated == sorted(stated, key=lambda x: (x is None, -(x or 0)))


def test_sections_departments_and_vacant_posts_hold_powers_too(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    tables = county(4)
    loaded(engine_store, tables, tmp_path)
    rows, facts = weighed(engine_store), active(tables)

    def of(subject: concentration.Subject) -> dict[str, set[str]]:
        people = concentration.holders(engine_store, AS_OF, subject)
        return {x.holder.uid: set(x.powers) for x in concentration.ranking(people, rows, "count")}

    def grouped(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for one, power in pairs:
            if power in facts:
                found[one].add(power)
        return found

    assert of("department") == grouped([(w["department"], w["uid"]) for w in tables["powers"]])
    assert of("section") == grouped(
        [(w["section"], w["uid"]) for w in tables["powers"] if "section" in w]
    )
    by_role = {r["uid"]: r["power"] for r in tables["roles"]}
    assert of("post") == grouped(
        [(f["holder"], by_role[f["role"]]) for f in tables["role_holders"]]
    )


def test_the_records_behind_a_powers_money_add_up_to_it(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    loaded(engine_store, county(2), tmp_path)
    sums = money.money(engine_store, AS_OF)
    assert len(sums) > 3
    for power, total in sums.items():
        found = money.records(engine_store, AS_OF, power, 100)
        assert sum(r.amount for r in found) == pytest.approx(total)
        assert all(r.day and r.day <= AS_OF for r in found)
    assert money.records(engine_store, AS_OF, "none", 100) == ()


def test_a_unit_is_compared_with_those_of_its_kind_only(
    engine_store: Store, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    tables = county(1)
    loaded(engine_store, tables, tmp_path)
    rows, people = weighed(engine_store), concentration.holders(engine_store, AS_OF, "official")
    found = concentration.by_unit(people, rows, "count", "DECISION")
    counts = {u: float(sum(w["department"] == u for w in active(tables).values())) for u in found}
    assert {u: of["count"] for u, of in found.items()} == counts
    compared = concentration.peers(found, units(engine_store, AS_OF), "count")
    offices = sorted(n for u, n in counts.items() if u in ("D0", "D1", "D2", "D3", "D4"))
    assert len(offices) == 5
    for peer in compared:
        if peer.unit.kind == "TOWN":  # two of them: nothing to compare
            assert (peer.spread, peer.rank) == (None, None)
        else:
            assert peer.spread
            assert (peer.spread.low, peer.spread.median, peer.spread.high) == (
                offices[0], offices[2], offices[4]
            )  # fmt: skip
            assert peer.rank == 1 + sum(n > (peer.value or 0) for n in offices)


def test_the_concentration_of_a_unit_is_of_its_own_powers() -> None:
    def power(uid: str, unit: str) -> Weighed:
        from queries.views.powers import PowerRow

        return Weighed(PowerRow(uid, uid, unit, "01", None, "HIGH", "ACTIVE", {}), None)

    rows = {uid: power(uid, unit) for uid, unit in (("a", "D1"), ("b", "D1"), ("c", "D2"))}
    one = Holder("O1", "甲", (), {w: ((), ("DECISION",)) for w in "abc"})
    other = Holder("O2", "乙", (), {"b": ((), ("DECISION",))})
    found = concentration.by_unit([one, other], rows, "count", "DECISION")
    assert found["D1"]["hhi"] == pytest.approx((2 / 3) ** 2 + (1 / 3) ** 2)
    assert found["D1"]["top"] == pytest.approx(2 / 3)
    assert found["D2"]["hhi"] == 1
    assert found["D2"]["money"] is None
    assert found["D1"]["risk"] == 6


def test_a_unit_of_which_nothing_is_known_has_no_value_and_no_rank() -> None:
    kind = {f"D{i}": Unit(f"D{i}", f"单位{i}", "TOWN") for i in range(6)}
    blank = dict.fromkeys(concentration.INDICES)
    found = {uid: blank | {"money": float(i) if i else None} for i, uid in enumerate(kind)}
    last = concentration.peers(found, kind, "money")[-1]
    assert (last.unit.uid, last.value, last.spread, last.rank) == ("D0", None, None, None)


def test_those_without_the_weight_come_last_and_do_not_count_in_its_indices() -> None:
    def line(uid: str, value: float | None) -> Line:
        weights: dict[concentration.Weight, float | None] = {"count": 1, "risk": None}
        known: dict[concentration.Weight, int] = {"count": 1, "risk": 0, "money": 1}
        return Line(Holder(uid, uid, (), {}), ("w",), weights | {"money": value}, known)

    assert concentration.values([line("a", None), line("b", 2.0)], "money") == [2.0]
