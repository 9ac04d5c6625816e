"""The slowest rules by hand: the same answers from the same CSV files with polars.

Each function answers what its rule and the rule's population answer, column by column but for the
evidence, on a county that was loaded once: no fact has ended but those with an end of their own.
The columns it needs are read when it asks for them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import polars as pl

from benchmarks.tables import DAY, Answer, Rows, Tables, day, examined, with_handlers
from benchmarks.twins_powers import chk_004, sod_001, sod_005, trn_005
from benchmarks.twins_prc import prc_002, prc_006, prc_007, prc_008, prc_010
from powergraph.demo import AS_OF

_RECORDS: Final = {
    "situation": "办理情况",
    "basis": "办理依据",
    "process": "办理过程",
    "result": "办理结果",
}
_INTERESTS: Final = {
    "亲属关系": "KIN",
    "持股出资": "OWNS",
    "经营管理": "OPERATES",
    "曾经任职": "WORKED_FOR",
}
_SIGNERS: Final = {"handler": "HANDLED", "reviewer": "REVIEWED", "acceptor": "ACCEPTED"}


def sod_004(tables: Tables) -> Answer:
    """One who handled three steps and three quarters of a case's."""
    cases = tables.cases()
    events = tables.events("step", "official").filter(pl.col("step").is_not_null())
    events = events.join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
    visited = events.group_by("case").agg(
        pl.col("step").n_unique().alias("visited"), pl.col("official").count().alias("signed")
    )
    own = (
        events.filter(pl.col("official").is_not_null())
        .group_by("case", "official")
        .agg(pl.col("step").n_unique().alias("own"))
        .filter(pl.col("own") >= 3)
        .join(visited, on="case")
        .filter(pl.col("own") / pl.col("visited") >= 0.75)
    )
    looked = visited.filter((pl.col("visited") >= 3) & (pl.col("signed") > 0))
    population = cases.join(looked, left_on="uid", right_on="case", how="semi")
    found = cases.join(own, left_on="uid", right_on="case").sort("uid", "official")
    rows = tables.rows(found.with_columns(officials=pl.concat_list("official")))
    steps = tables.read("steps", "uid", "name", "seq").with_columns(pl.col("seq").cast(pl.Int64))
    passed = (
        events.join(own, on=["case", "official"], how="semi")
        .unique(["case", "official", "step"])
        .join(steps, left_on="step", right_on="uid")
        .sort("seq", "step")
    )
    names: dict[Any, Any] = dict(
        (key, part["name"].to_list()) for key, part in passed.group_by("case", "official")
    )
    staff = tables.staff(found["department"].to_list())
    for row, one in zip(rows, found.iter_rows(named=True), strict=True):
        row["steps_handled"], row["steps_visited"] = one["own"], one["visited"]
        row["part"] = one["own"] / one["visited"]
        row["steps"] = names[(one["uid"], one["official"])]
        row["staff"] = staff.get(one["department"], 0)
    return rows, examined(population)


def sod_009(tables: Tables) -> Answer:
    """One who investigated and heard the same case."""
    cases = tables.cases()
    steps = tables.read("steps", "uid", "kind").filter(pl.col("kind").is_in(["调查取证", "听证"]))
    events = (
        tables.events("step", "official")
        .filter(pl.col("official").is_not_null())
        .join(steps, left_on="step", right_on="uid")
        .join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
    )
    kinds = pl.col("kind").n_unique().alias("kinds")
    both = events.group_by("case").agg(kinds).filter(pl.col("kinds") == 2)
    own = events.group_by("case", "official").agg(kinds).filter(pl.col("kinds") == 2)
    population = cases.join(both, left_on="uid", right_on="case", how="semi")
    found = cases.join(own, left_on="uid", right_on="case")
    rows = tables.rows(found.with_columns(officials=pl.concat_list("official")))
    staff = tables.staff(found["department"].to_list())
    return [row | {"staff": staff.get(row["unit"], 0)} for row in rows], examined(population)


def led_005(tables: Tables) -> Answer:
    """Decided cases with one of the four records empty."""
    cases = tables.cases("decided_on", *_RECORDS).filter(pl.col("decided_on") <= DAY)
    blank = {c: pl.col(c).str.strip_chars().fill_null("") == "" for c in _RECORDS}
    odd = cases.filter(pl.any_horizontal(blank.values())).with_columns(**blank)
    found = with_handlers(odd, tables.events("official")).sort("uid")
    rows = []
    for row, one in zip(tables.rows(found), found.iter_rows(named=True), strict=True):
        empty = [c for c in _RECORDS if one[c]]
        row["decided_on"] = day(one["decided_on"])
        row["missing"] = [c.upper() for c in empty]
        row["missing_zh"] = [_RECORDS[c] for c in empty]
        rows.append(row)
    return rows, examined(cases)


def leg_004(tables: Tables) -> Answer:
    """Cases of a power that was not in force, or not the unit's."""
    cases = tables.cases("power")
    powers = tables.read("powers", "uid", "name", "department", "status", "valid_from", "valid_to")
    given = tables.read("delegations", "power", "department", "valid_from", "valid_to")
    accepted = pl.col("accepted_on")

    def valid(start: str, end: str) -> pl.Expr:
        begun = pl.col(start).is_null() | (pl.col(start) <= accepted)
        return begun & (pl.col(end).is_null() | (pl.col(end) > accepted))

    known = cases.join(powers, left_on="power", right_on="uid", suffix="_of", how="left")
    known = known.with_columns(
        no_power=pl.col("name").is_null(),
        power_not_valid=pl.col("name").is_not_null() & ~valid("valid_from", "valid_to"),
        power_cancelled=((pl.col("status") == "已取消") & pl.col("valid_to").is_null()).fill_null(
            value=False
        ),
    )
    strange = known.filter(pl.col("department").eq_missing(pl.col("department_of")).not_())
    lent = strange.join(given, on=["power", "department"], suffix="_lent")
    lent = lent.filter(valid("valid_from_lent", "valid_to_lent"))
    strange = strange.join(lent, on="uid", how="anti").filter(pl.col("name").is_not_null())
    known = known.with_columns(unit_not_entitled=pl.col("uid").is_in(strange["uid"].implode()))
    flags = ["no_power", "power_not_valid", "power_cancelled", "unit_not_entitled"]
    odd = known.filter(pl.any_horizontal(flags))
    found = with_handlers(odd, tables.events("official")).sort("uid")
    rows = [
        row
        | {"accepted_on": day(one["accepted_on"]), "power_name": one["name"]}
        | {flag: one[flag] for flag in flags}
        for row, one in zip(tables.rows(found), found.iter_rows(named=True), strict=True)
    ]
    return rows, examined(cases)


def ppl_002(tables: Tables) -> Answer:
    """Dealing with a party in which one has, or had within three years, an interest."""
    years = 3
    ties = tables.read("interests", "official", "counterparty", "kind", "valid_from", "valid_to")
    cases = tables.read("cases", "uid", "department", "counterparty", "accepted_on")
    cases = cases.filter(pl.col("counterparty").is_not_null())
    events = tables.events("official").filter(pl.col("official").is_not_null())
    dealt = (
        events.join(cases, left_on="case", right_on="uid")
        .join(ties, on=["official", "counterparty"])
        .select(
            *("official", "counterparty", "department", "kind", "valid_from", "valid_to"),
            uid="case",
            day=pl.col("at").str.head(10),
            name=pl.format("{} · {}", "case", "accepted_on"),
            label=pl.lit("CaseFile"),
            act=pl.lit("HANDLED"),
        )
    )
    signers = list(_SIGNERS)
    contracts = tables.read(
        "contracts", "uid", "department", "item", "supplier", "signed_on", *signers
    ).filter((pl.col("signed_on") <= DAY) & pl.col("supplier").is_not_null())
    signed = contracts.unpivot(
        signers,
        index=["uid", "department", "item", "supplier", "signed_on"],
        variable_name="signer",
        value_name="official",
    ).filter(pl.col("official").is_not_null())
    bought = signed.rename({"supplier": "counterparty"}).join(ties, on=["official", "counterparty"])
    bought = bought.select(
        *("official", "counterparty", "department", "kind", "valid_from", "valid_to", "uid"),
        day="signed_on",
        name=pl.format("{} · {}", "item", "uid"),
        label=pl.lit("Contract"),
        act=pl.col("signer").replace_strict(_SIGNERS),
    )
    then, ended = pl.col("day").str.to_date(), pl.col("valid_to").str.to_date()
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from").str.to_date() <= then)
    fresh = ended.is_null() | (ended > then.dt.offset_by(f"-{years}y"))
    both = pl.concat([dealt, bought.select(dealt.columns)]).filter(begun & fresh)
    population = pl.concat(
        [
            cases.join(events, left_on="uid", right_on="case", how="semi").select("department"),
            signed.unique("uid").select("department"),
        ]
    )
    return _interested(tables, both), examined(population)


def _interested(tables: Tables, both: pl.DataFrame) -> Rows:
    units, people = tables.names("departments"), tables.names("officials")
    parties = tables.names("counterparties")
    rows = []
    for (label, uid, who), part in both.sort("label", "uid", "official", "counterparty").group_by(
        "label", "uid", "official", maintain_order=True
    ):
        [(unit, name)] = part.select("department", "name").unique().iter_rows()
        kinds = {_INTERESTS[kind] for kind in part["kind"]}
        acts = set(part["act"])
        rows.append(
            {
                **{"subject": uid, "subject_name": name, "subject_label": label},
                **{"unit": unit, "unit_name": units[unit]},
                **{"actors": [who], "actor_names": [people[str(who)]]},
                "parties": [parties[p] for p in part["counterparty"].unique(maintain_order=True)],
                "interests": [kind for kind in _INTERESTS.values() if kind in kinds],
                "acts": [act for act in _SIGNERS.values() if act in acts],
            }
        )
    return rows


def led_009(tables: Tables) -> Answer:
    """Units with cases but without a steward, or without a case for ninety days."""
    units = tables.read("departments", "uid", "name", "steward")
    last = tables.cases().group_by("department").agg(pl.len(), pl.col("accepted_on").max())
    limit = (AS_OF - timedelta(days=90)).isoformat()
    found = (
        last.join(units, left_on="department", right_on="uid")
        .with_columns(silent=pl.col("accepted_on") <= limit, alone=pl.col("steward").is_null())
        .filter(pl.col("silent") | pl.col("alone"))
        .sort("department")
    )
    rows: Rows = [
        {
            **{"subject": one["department"], "subject_name": one["name"]},
            **{"unit": one["department"], "unit_name": one["name"]},
            **{"actors": [], "actor_names": [], "cases": one["len"]},
            **{"last_case_on": day(one["accepted_on"])},
            **{"no_steward": one["alone"], "silent": one["silent"]},
        }
        for one in found.iter_rows(named=True)
    ]
    return rows, dict.fromkeys(last["department"], 1)


TWINS: Final[dict[str, Callable[[Tables], Answer]]] = {
    "CHK-004": chk_004,
    "LED-005": led_005,
    "LED-009": led_009,
    "LEG-004": leg_004,
    "PPL-002": ppl_002,
    "PRC-002": prc_002,
    "PRC-006": prc_006,
    "PRC-007": prc_007,
    "PRC-008": prc_008,
    "PRC-010": prc_010,
    "SOD-001": sod_001,
    "SOD-004": sod_004,
    "SOD-005": sod_005,
    "SOD-009": sod_009,
    "TRN-005": trn_005,
}
