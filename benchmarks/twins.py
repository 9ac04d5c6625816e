"""The slowest rules by hand: the same answers from the same CSV files with polars.

Each function answers what its rule and the rule's population answer, on a county that was loaded
once: no fact has ended but those with an end of their own. It is written for the question alone:
no evidence, no names, no history. The columns it needs are read when it asks for them;
`Tables.seconds` tells how many seconds of the processor that took.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeAlias

import polars as pl

from graph.schema import SCHEMA
from powergraph.demo import AS_OF
from queries.workdays import days_between

Found: TypeAlias = set[tuple[str, tuple[str, ...]]]
Examined: TypeAlias = dict[str, int]
Answer: TypeAlias = tuple[Found, Examined]

_DAY: Final = AS_OF.isoformat()
_END: Final = f"{_DAY} 24:00"  # of the day to look at, as events are written
_LICENCE: Final = "行政许可"
_PENALTY: Final = "行政处罚"
_BY_TWO: Final = (_PENALTY, "行政强制", "行政检查")


class Tables:
    """The CSV files of a county; columns by the schema's names, all of them text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = 0.0

    def read(self, name: str, *columns: str) -> pl.DataFrame:
        """These columns of a table; empty cells are null."""
        start = time.process_time()
        table = next(t for t in SCHEMA.tables if t.name == name)
        names = {c.zh: c.name for c in table.columns if c.name in columns}
        path = self.folder / f"{table.zh}.csv"
        frame = pl.read_csv(path, columns=list(names), infer_schema=False).rename(names)
        self.seconds += time.process_time() - start
        return frame

    def cases(self, *columns: str) -> pl.DataFrame:
        """Cases accepted by the day, with their unit."""
        wanted = {"uid", "department", "accepted_on", *columns}
        return self.read("cases", *wanted).filter(pl.col("accepted_on") <= _DAY)

    def events(self, *columns: str) -> pl.DataFrame:
        """Events up to the day."""
        wanted = {"case", "at", *columns}
        return self.read("case_events", *wanted).filter(pl.col("at") < _END)


def _found(rows: pl.DataFrame) -> Found:
    """Of rows (subject, actors)."""
    return {(subject, tuple(actors)) for subject, actors in rows.iter_rows()}


def _examined(cases: pl.DataFrame) -> Examined:
    """By unit, of frames with a row a case."""
    return {unit: n for unit, n in cases.group_by("department").len().iter_rows()}


def _with_handlers(cases: pl.DataFrame, events: pl.DataFrame) -> Found:
    """Each case with all who handled an event of it."""
    signed = events.filter(pl.col("official").is_not_null()).select("case", "official").unique()
    people = signed.group_by("case").agg(pl.col("official").sort())
    rows = cases.select("uid").unique().join(people, left_on="uid", right_on="case", how="left")
    return _found(rows.with_columns(pl.col("official").fill_null([])))


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
    examined = cases.join(looked, left_on="uid", right_on="case", how="semi")
    return {(case, (who,)) for case, who in own.select("case", "official").iter_rows()}, _examined(
        examined
    )


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
    examined = cases.join(both, left_on="uid", right_on="case", how="semi")
    return {(case, (who,)) for case, who in own.select("case", "official").iter_rows()}, _examined(
        examined
    )


def prc_006(tables: Tables) -> Answer:
    """Licences later than the law or the promise allows."""
    powers = tables.read("powers", "uid", "power_type", "legal_days", "promised_days", "day_kind")
    powers = powers.filter(pl.col("power_type") == _LICENCE)
    cases = tables.cases("power", "decided_on", "extended_days", "suspended_days")
    cases = cases.join(powers, left_on="power", right_on="uid")
    extended = pl.col("extended_days").cast(pl.Int64).fill_null(0).clip(upper_bound=10)
    legal, promised = (pl.col(c).cast(pl.Int64) for c in ("legal_days", "promised_days"))
    allowed = (
        pl.min_horizontal(legal, promised).fill_null(20)
        + extended
        + pl.col("suspended_days").cast(pl.Int64).fill_null(0)
    )
    late = _later(cases, allowed)
    found = [
        row
        for row in late.iter_rows(named=True)
        if days_between(
            row["first"], row["until"], "CALENDAR" if row["day_kind"] == "自然日" else "WORKING"
        )
        > row["allowed"]
    ]
    over = late.filter(pl.col("uid").is_in([row["uid"] for row in found]))
    return _latest_handler(tables, over), _examined(cases)


def prc_007(tables: Tables) -> Answer:
    """Penalties that took more than ninety days."""
    powers = tables.read("powers", "uid", "power_type").filter(pl.col("power_type") == _PENALTY)
    cases = tables.cases("power", "decided_on", "extended_days")
    cases = cases.join(powers.select("uid"), left_on="power", right_on="uid", how="semi")
    late = _later(cases, 90 + pl.col("extended_days").cast(pl.Int64).fill_null(0))
    return _latest_handler(tables, late), _examined(cases)


def _later(cases: pl.DataFrame, allowed: pl.Expr) -> pl.DataFrame:
    """Cases that took more calendar days than allowed."""
    decided = pl.col("decided_on").str.to_date()
    return cases.with_columns(
        pl.col("accepted_on").str.to_date().alias("first"),
        pl.when(decided <= AS_OF).then(decided).otherwise(AS_OF).alias("until"),
        allowed.alias("allowed"),
    ).filter((pl.col("until") - pl.col("first")).dt.total_days() > pl.col("allowed"))


def _latest_handler(tables: Tables, cases: pl.DataFrame) -> Found:
    """Each case with the one who handled its latest event."""
    events = tables.events("seq", "official").filter(pl.col("official").is_not_null())
    last = (
        events.join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
        .with_columns(pl.col("seq").cast(pl.Int64))
        .sort("at", "seq")
        .group_by("case", maintain_order=True)
        .last()
    )
    rows = cases.select("uid").join(last, left_on="uid", right_on="case", how="left")
    return {(c, (who,) if who else ()) for c, who in rows.select("uid", "official").iter_rows()}


def prc_008(tables: Tables) -> Answer:
    """Investigating or executing with fewer than two certified officers."""
    powers = tables.read("powers", "uid", "power_type").filter(pl.col("power_type").is_in(_BY_TWO))
    cases = tables.cases("power").join(powers, left_on="power", right_on="uid", how="semi")
    steps = tables.read("steps", "uid", "kind").filter(pl.col("kind").is_in(["调查取证", "执行"]))
    people = tables.read("officials", "uid", "has_certificate")
    events = (
        tables.events("step", "official")
        .join(steps.select("uid"), left_on="step", right_on="uid", how="semi")
        .join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
        .join(people, left_on="official", right_on="uid", how="left")
    )
    odd = (
        events.group_by("case", "step")
        .agg(
            pl.col("official").drop_nulls().unique().sort(),
            (pl.col("has_certificate") == "否").any().alias("bare"),
        )
        .filter((pl.col("official").list.len() < 2) | pl.col("bare"))
        .group_by("case")
        .agg(pl.col("official").list.explode().drop_nulls().unique().sort())
    )
    examined = cases.join(events, left_on="uid", right_on="case", how="semi")
    return _found(odd), _examined(examined)


def prc_010(tables: Tables) -> Answer:
    """A step that must not be left out was, or one came before an earlier one."""
    cases = tables.cases("power", "decided_on").filter(pl.col("decided_on") <= _DAY)
    steps = tables.read("steps", "uid", "power", "seq", "mandatory", "kind")
    steps = steps.with_columns(pl.col("seq").cast(pl.Int64).alias("place"))
    due = steps.filter(pl.col("mandatory") == "是")
    events = tables.events("seq", "step", "official", "action")
    events = events.join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
    visits = events.join(steps.select("uid", "place", "kind"), left_on="step", right_on="uid")
    ordered = visits.with_columns(pl.col("seq").cast(pl.Int64)).sort("case", "at", "seq", "place")
    same = pl.col("case") == pl.col("case").shift(-1)
    back = ordered.filter(same & (pl.col("place") > pl.col("place").shift(-1))).select("case")
    owed = cases.select("uid", "power").join(due.select("power", "uid"), on="power")
    lacks = owed.join(
        visits, left_on=["uid", "uid_right"], right_on=["case", "step"], how="anti"
    ).select(pl.col("uid").alias("case"))
    # A power without steps of its own has those of its template.
    types = tables.read("powers", "uid", "power_type")
    bare = types.join(steps, left_on="uid", right_on="power", how="anti")
    template = tables.read("template_steps", "power_type", "kind", "name", "mandatory")
    template = template.filter(pl.col("mandatory") == "是")
    owed = cases.join(bare, left_on="power", right_on="uid").join(template, on="power_type")
    done = [["case", "kind"], ["case", "action"]]
    for key, rows in zip(done, (visits, events), strict=True):
        left = ["uid", "kind" if key[1] == "kind" else "name"]
        owed = owed.join(rows, left_on=left, right_on=key, how="anti")
    odd = pl.concat([back, lacks, owed.select(pl.col("uid").alias("case"))]).unique()
    found = cases.join(odd, left_on="uid", right_on="case", how="semi")
    with_template = bare.join(template, on="power_type", how="semi")
    often = visits.group_by("case").len().filter(pl.col("len") > 1)
    examined = cases.filter(
        pl.col("power").is_in(due["power"].unique().implode())
        | pl.col("power").is_in(with_template["uid"].implode())
        | pl.col("uid").is_in(often["case"].implode())
    )
    return _with_handlers(found, events), _examined(examined)


def led_005(tables: Tables) -> Answer:
    """Decided cases with one of the four records empty."""
    records = ("situation", "basis", "process", "result")
    cases = tables.cases("decided_on", *records).filter(pl.col("decided_on") <= _DAY)
    empty = pl.any_horizontal(pl.col(c).str.strip_chars().fill_null("") == "" for c in records)
    return _with_handlers(cases.filter(empty), tables.events("official")), _examined(cases)


def led_009(tables: Tables) -> Answer:
    """Units with cases but without a steward, or without a case for ninety days."""
    units = tables.read("departments", "uid", "steward")
    last = tables.cases().group_by("department").agg(pl.col("accepted_on").max())
    limit = (AS_OF - timedelta(days=90)).isoformat()
    silent = (pl.col("accepted_on") <= limit) | pl.col("steward").is_null()
    found = last.join(units, left_on="department", right_on="uid").filter(silent)
    return {(u, ()) for u in found["department"]}, dict.fromkeys(last["department"], 1)


def leg_004(tables: Tables) -> Answer:
    """Cases of a power that was not in force, or not the unit's."""
    cases = tables.cases("power")
    powers = tables.read("powers", "uid", "department", "status", "valid_from", "valid_to")
    given = tables.read("delegations", "power", "department", "valid_from", "valid_to")
    day = pl.col("accepted_on")

    def valid(start: str, end: str) -> pl.Expr:
        begun = pl.col(start).is_null() | (pl.col(start) <= day)
        return begun & (pl.col(end).is_null() | (pl.col(end) > day))

    known = cases.join(powers, left_on="power", right_on="uid", suffix="_of")
    fit = valid("valid_from", "valid_to") & ~(
        (pl.col("status") == "已取消") & pl.col("valid_to").is_null()
    )
    known = known.filter(fit.fill_null(value=True))
    own = known.filter(pl.col("department") == pl.col("department_of")).select("uid")
    known = known.join(own, on="uid", how="anti")
    lent = known.join(given, on=["power", "department"], suffix="_lent")
    lent = lent.filter(valid("valid_from_lent", "valid_to_lent")).select("uid")
    odd = cases.join(pl.concat([own, lent]), on="uid", how="anti")
    return _with_handlers(odd, tables.events("official")), _examined(cases)


def ppl_002(tables: Tables) -> Answer:
    """Dealing with a party in which one has, or had within three years, an interest."""
    years = 3
    ties = tables.read("interests", "official", "counterparty", "valid_from", "valid_to")
    cases = tables.read("cases", "uid", "department", "counterparty")
    cases = cases.filter(pl.col("counterparty").is_not_null())
    events = tables.events("official").filter(pl.col("official").is_not_null())
    dealt = (
        events.join(cases, left_on="case", right_on="uid")
        .join(ties, on=["official", "counterparty"])
        .select(pl.col("case").alias("uid"), "official", "valid_from", "valid_to", day="at")
        .with_columns(pl.col("day").str.head(10))
    )
    contracts = tables.read(
        "contracts", "uid", "department", "supplier", "signed_on", "handler", "reviewer", "acceptor"
    ).filter((pl.col("signed_on") <= _DAY) & pl.col("supplier").is_not_null())
    signed = contracts.unpivot(
        ["handler", "reviewer", "acceptor"],
        index=["uid", "department", "supplier", "signed_on"],
        value_name="official",
    ).filter(pl.col("official").is_not_null())
    bought = signed.join(
        ties, left_on=["official", "supplier"], right_on=["official", "counterparty"]
    ).select("uid", "official", "valid_from", "valid_to", day="signed_on")
    day, ended = pl.col("day").str.to_date(), pl.col("valid_to").str.to_date()
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from").str.to_date() <= day)
    fresh = ended.is_null() | (ended > day.dt.offset_by(f"-{years}y"))
    found = pl.concat([dealt, bought]).filter(begun & fresh)
    examined = pl.concat(
        [
            cases.join(events, left_on="uid", right_on="case", how="semi").select("department"),
            signed.unique("uid").select("department"),
        ]
    )
    return {(u, (who,)) for u, who in found.select("uid", "official").iter_rows()}, _examined(
        examined
    )


TWINS: Final[dict[str, Callable[[Tables], Answer]]] = {
    "LED-005": led_005,
    "LED-009": led_009,
    "LEG-004": leg_004,
    "PPL-002": ppl_002,
    "PRC-006": prc_006,
    "PRC-007": prc_007,
    "PRC-008": prc_008,
    "PRC-010": prc_010,
    "SOD-004": sod_004,
    "SOD-009": sod_009,
}
