"""Twins of the rules about cases and their steps (PRC); see `benchmarks.twins`."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from benchmarks.tables import DAY, Answer, Tables, day, examined, with_handlers
from powergraph.demo import AS_OF
from queries.workdays import days_between

_AT_MEETING: Final = "会上发言"
_LICENCE: Final = "行政许可"
_PENALTY: Final = "行政处罚"
_BY_TWO: Final = (_PENALTY, "行政强制", "行政检查")


def prc_002(tables: Tables) -> Answer:
    """A chief spoke of a matter, and another member of the body after that."""
    matters = tables.read("matters", "uid", "name", "department", "meeting")
    meetings = tables.read("meetings", "uid", "body", "held_on").filter(pl.col("held_on") <= DAY)
    bodies = tables.read("bodies", "uid", "department").select(body="uid", organ="department")
    said = tables.read("statements", "uid", "matter", "meeting", "official", "seq", "kind", "at")
    said = (
        said.filter(pl.col("kind") == _AT_MEETING, pl.col("official").is_not_null())
        .filter(pl.col("at").is_null() | (pl.col("at").str.slice(0, 10) <= DAY))
        .with_columns(pl.col("seq").cast(pl.Int64))
        .filter(pl.col("seq").is_not_null())
        .join(matters.select(matter="uid", decided="meeting"), on="matter")
        .with_columns(pl.coalesce("meeting", "decided"))
        .join(meetings, left_on="meeting", right_on="uid")
        .join(bodies, on="body")
    )
    posts = tables.read("posts", "uid", "department", "is_top_leader")
    posts = posts.filter(pl.col("is_top_leader") == "是").select(post="uid", organ="department")
    held = tables.read("appointments", "official", "post", "valid_from", "valid_to")
    seats = tables.read("memberships", "official", "body", "valid_from", "valid_to")
    chiefs = _then(said.join(held.join(posts, on="post"), on=["official", "organ"]))
    members = _then(said.join(seats, on=["official", "body"])).select(
        "matter", "meeting", after="seq", later="official", words="uid"
    )
    pairs = chiefs.join(members, on=["matter", "meeting"])
    pairs = pairs.filter(pl.col("official") != pl.col("later"))
    units, people = tables.names("departments"), tables.names("officials")
    found = (
        pairs.filter(pl.col("after") > pl.col("seq"))
        .with_columns(called=pl.col("later").replace_strict(people, return_dtype=pl.String))
        .sort("matter", "official", "held_on", "meeting", "after", "words")
        .group_by("matter", "official", maintain_order=True)
        .agg(pl.col("held_on", "seq").min(), pl.col("called").unique(maintain_order=True))
        .join(matters, left_on="matter", right_on="uid", maintain_order="left")
    )
    rows = [
        {
            **{"subject": one["matter"], "subject_name": one["name"]},
            **{"unit": one["department"], "unit_name": units[one["department"]]},
            **{"actors": [one["official"]], "actor_names": [people[one["official"]]]},
            **{"held_on": day(one["held_on"]), "spoke": one["seq"]},
            "later_speakers": one["called"],
        }
        for one in found.iter_rows(named=True)
    ]
    return rows, examined(matters.join(pairs, left_on="uid", right_on="matter", how="semi"))


def _then(said: pl.DataFrame) -> pl.DataFrame:
    """Statements by those in office on the day of the meeting."""
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("held_on"))
    ended = pl.col("valid_to") <= pl.col("held_on")
    return said.filter(begun & ~ended.fill_null(False)).unique("uid")


def prc_006(tables: Tables) -> Answer:
    """Licences later than the law or the promise allows."""
    terms = ("legal_days", "promised_days", "day_kind")
    powers = tables.read("powers", "uid", "name", "power_type", *terms)
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
    kind = pl.when(pl.col("day_kind") == "自然日").then(pl.lit("CALENDAR"))
    late = _with_last_handler(tables, _later(cases, allowed)).with_columns(
        day_kind=kind.otherwise(pl.lit("WORKING"))
    )
    rows = [
        row | {"power_name": one["name"], "day_kind": one["day_kind"], "days": taken, **_days(one)}
        for row, one in zip(tables.rows(late), late.iter_rows(named=True), strict=True)
        if (taken := days_between(one["first"], one["until"], one["day_kind"])) > one["allowed"]
    ]
    return rows, examined(cases)


def prc_007(tables: Tables) -> Answer:
    """Penalties that took more than ninety days."""
    powers = tables.read("powers", "uid", "name", "power_type")
    powers = powers.filter(pl.col("power_type") == _PENALTY)
    cases = tables.cases("power", "decided_on", "extended_days")
    cases = cases.join(powers.select("uid", "name"), left_on="power", right_on="uid")
    late = _later(cases, 90 + pl.col("extended_days").cast(pl.Int64).fill_null(0))
    late = _with_last_handler(tables, late)
    rows = [
        row | {"power_name": one["name"], "taken": (one["until"] - one["first"]).days, **_days(one)}
        for row, one in zip(tables.rows(late), late.iter_rows(named=True), strict=True)
    ]
    return rows, examined(cases)


def _days(late: dict[str, Any]) -> dict[str, Any]:
    decided = day(late["decided_on"])
    return {
        "accepted_on": late["first"],
        "decided_on": decided if decided and decided <= AS_OF else None,
        "until": late["until"],
        "allowed": late["allowed"],
    }


def _later(cases: pl.DataFrame, allowed: pl.Expr) -> pl.DataFrame:
    """Cases that took more calendar days than allowed."""
    decided = pl.col("decided_on").str.to_date()
    return cases.with_columns(
        pl.col("accepted_on").str.to_date().alias("first"),
        pl.when(decided <= AS_OF).then(decided).otherwise(AS_OF).alias("until"),
        allowed.alias("allowed"),
    ).filter((pl.col("until") - pl.col("first")).dt.total_days() > pl.col("allowed"))


def _with_last_handler(tables: Tables, cases: pl.DataFrame) -> pl.DataFrame:
    """Each case with the one who handled its latest event, by uid."""
    events = tables.events("seq", "official").filter(pl.col("official").is_not_null())
    last = (
        events.join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
        .with_columns(pl.col("seq").cast(pl.Int64))
        .sort("at", "seq")
        .group_by("case", maintain_order=True)
        .last()
        .select("case", officials=pl.concat_list("official"))
    )
    rows = cases.join(last, left_on="uid", right_on="case", how="left").sort("uid")
    return rows.with_columns(pl.col("officials").fill_null([]))


def prc_008(tables: Tables) -> Answer:
    """Investigating or executing with fewer than two certified officers."""
    powers = tables.read("powers", "uid", "name", "power_type")
    powers = powers.filter(pl.col("power_type").is_in(_BY_TWO))
    cases = tables.cases("power").join(powers, left_on="power", right_on="uid")
    steps = tables.read("steps", "uid", "name", "seq", "kind")
    steps = steps.filter(pl.col("kind").is_in(["调查取证", "执行"]))
    people = tables.read("officials", "uid", "name", "has_certificate")
    bare = people.filter(pl.col("has_certificate") == "否")
    events = (
        tables.events("step", "official")
        .join(steps.select("uid"), left_on="step", right_on="uid", how="semi")
        .join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
    )
    uncertified = pl.col("official").is_in(bare["uid"].implode())
    odd = (
        events.group_by("case", "step")
        .agg(pl.col("official").drop_nulls().unique(), uncertified.any().alias("bare"))
        .filter((pl.col("official").list.len() < 2) | pl.col("bare"))
        .join(steps, left_on="step", right_on="uid")
        .sort("case", pl.col("seq").cast(pl.Int64), "step")
    )
    few = pl.col("name").filter(pl.col("official").list.len() < 2)
    found = odd.group_by("case").agg(
        pl.col("official").list.explode().drop_nulls().unique().sort().alias("officials"),
        few.unique(maintain_order=True).alias("short"),
    )
    found = cases.join(found, left_on="uid", right_on="case").sort("uid")
    without = dict(bare.select("uid", "name").iter_rows())
    rows = [
        row
        | {
            "power_name": one["name"],
            "short_steps": one["short"],
            "uncertified": [without[o] for o in one["officials"] if o in without],
        }
        for row, one in zip(tables.rows(found), found.iter_rows(named=True), strict=True)
    ]
    return rows, examined(cases.join(events, left_on="uid", right_on="case", how="semi"))


def prc_010(tables: Tables) -> Answer:
    """A step that must not be left out was, or one came before an earlier one."""
    cases = tables.cases("power", "decided_on").filter(pl.col("decided_on") <= DAY)
    steps = tables.read("steps", "uid", "power", "seq", "name", "mandatory", "kind")
    steps = steps.with_columns(pl.col("seq").cast(pl.Int64).alias("place"))
    due = steps.filter(pl.col("mandatory") == "是")
    events = tables.events("seq", "step", "official", "action")
    events = events.join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
    visits = events.join(steps.select("uid", "place", "kind"), left_on="step", right_on="uid")
    ordered = visits.with_columns(pl.col("seq").cast(pl.Int64)).sort("case", "at", "seq", "place")
    same = pl.col("case") == pl.col("case").shift(-1)
    falls = ordered.filter(same & (pl.col("place") > pl.col("place").shift(-1)))
    owed = cases.select("uid", "power").join(
        due.select("power", "place", "name", step="uid"), on="power"
    )
    lacks = owed.join(visits, left_on=["uid", "step"], right_on=["case", "step"], how="anti")
    # A power without steps of its own has those of its template.
    powers = tables.read("powers", "uid", "name", "power_type")
    bare = powers.join(steps, left_on="uid", right_on="power", how="anti").drop("name")
    template = tables.read(
        "template_steps", "uid", "power_type", "seq", "kind", "name", "mandatory"
    )
    template = template.filter(pl.col("mandatory") == "是").select(
        "power_type", "kind", "name", step="uid", place=pl.col("seq").cast(pl.Int64)
    )
    owed = cases.join(bare, left_on="power", right_on="uid").join(template, on="power_type")
    owed = owed.join(visits, left_on=["uid", "kind"], right_on=["case", "kind"], how="anti")
    owed = owed.join(events, left_on=["uid", "name"], right_on=["case", "action"], how="anti")
    columns = ["uid", "name", "place", "step"]
    missing = pl.concat([lacks.select(columns), owed.select(columns)]).sort("uid", "place", "step")
    odd = pl.concat([falls.select(uid="case"), missing.select("uid")]).unique()
    found = with_handlers(cases.join(odd, on="uid", how="semi"), events).sort("uid")
    called = dict(powers.select("uid", "name").iter_rows())
    left_out = dict(missing.group_by("uid", maintain_order=True).agg("name").iter_rows())
    times = dict(falls.group_by("case").len().iter_rows())
    by_template = set(owed["uid"])
    rows = [
        row
        | {
            "power_name": called.get(one["power"]),
            "decided_on": day(one["decided_on"]),
            "missing_steps": left_out.get(one["uid"], []),
            "backward": times.get(one["uid"], 0),
            "by_template": one["uid"] in by_template,
        }
        for row, one in zip(tables.rows(found), found.iter_rows(named=True), strict=True)
    ]
    with_template = bare.join(template, on="power_type", how="semi")
    often = visits.group_by("case").len().filter(pl.col("len") > 1)
    population = cases.filter(
        pl.col("power").is_in(due["power"].unique().implode())
        | pl.col("power").is_in(with_template["uid"].implode())
        | pl.col("uid").is_in(often["case"].implode())
    )
    return rows, examined(population)
