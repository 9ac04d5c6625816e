"""The slowest rules over powers by hand, with polars; see `benchmarks.twins`."""

from __future__ import annotations

from typing import Final

import polars as pl

from benchmarks.tables import DAY, Answer, Tables, day, examined
from powergraph.demo import AS_OF
from queries.workdays import days_between

_LEVELS: Final = {"高": "HIGH", "中": "MEDIUM", "低": "LOW"}
_ACTIVE: Final = "在用"
_DISCLOSED_WITHIN: Final = 20  # working days
_NAMED: Final = 80  # characters of a measure's text that are its name


def _on_the_day() -> pl.Expr:
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= DAY)
    return begun & (pl.col("valid_to").is_null() | (pl.col("valid_to") > DAY))


def _powers(tables: Tables, *columns: str) -> pl.DataFrame:
    """Powers in use on the day, with their unit."""
    wanted = {"uid", "name", "department", "status", "valid_from", "valid_to", *columns}
    active = pl.col("status").fill_null(_ACTIVE) == _ACTIVE
    return tables.read("powers", *wanted).filter(active & _on_the_day())


def chk_004(tables: Tables) -> Answer:
    """Risk points with too few measures, or with one that no post answers for."""
    powers = _powers(tables).select("department", power="uid", power_name="name")
    points = tables.read("risk_points", "uid", "name", "power", "level").join(powers, on="power")
    measures = tables.read("control_measures", "uid", "risk_point", "text", "owner").sort("uid")
    kept = (
        points.with_columns(pl.when(pl.col("level") == "高").then(2).otherwise(1).alias("needed"))
        .join(
            measures.group_by("risk_point").agg(
                pl.len().alias("measures"),
                pl.col("text").filter(pl.col("owner").is_null()).alias("loose"),
            ),
            left_on="uid",
            right_on="risk_point",
            how="left",
        )
        .with_columns(pl.col("measures").fill_null(0), pl.col("loose").fill_null([]))
    )
    few = pl.col("measures") < pl.col("needed")
    odd = kept.filter(few | (pl.col("loose").list.len() > 0)).sort("uid")
    units = tables.names("departments")
    rows = [
        {
            **{"subject": one["uid"], "subject_name": one["name"]},
            **{"unit": one["department"], "unit_name": units[one["department"]]},
            **{"actors": [], "actor_names": [], "power_name": one["power_name"]},
            "severity": "high" if one["level"] == "高" else "medium",
            "level": _LEVELS[one["level"]],
            **{"measures": one["measures"], "needed": one["needed"]},
            "too_few": one["measures"] < one["needed"],
            "ownerless": len(one["loose"]),
            "ownerless_measures": [text[:_NAMED] for text in one["loose"]],
        }
        for one in odd.iter_rows(named=True)
    ]
    return rows, examined(points)


def sod_005(tables: Tables) -> Answer:
    """Powers whose three roles all lie in one section."""
    powers = _powers(tables, "risk_level").filter(pl.col("risk_level").is_not_null())
    roles = tables.read("roles", "uid", "power", "kind")
    given = tables.read("role_holders", "role", "holder_label", "holder", "valid_from", "valid_to")
    held = tables.read("appointments", "official", "post", "valid_from", "valid_to")
    posts = tables.read("posts", "uid", "name", "section").rename({"uid": "post"})
    fills = (
        given.filter(_on_the_day())
        .join(roles, left_on="role", right_on="uid")
        .join(powers.select(power="uid"), on="power")
        .join(held.filter(_on_the_day()), left_on="holder", right_on="post", how="left")
        .join(posts, left_on="holder", right_on="post", how="left")
        .with_columns(is_post=pl.col("holder_label") == "岗位")
        .filter(~pl.col("is_post") | pl.col("official").is_not_null())
    )
    section = pl.when(pl.col("is_post")).then(pl.col("section"))
    three = (
        fills.group_by("power")
        .agg(
            pl.col("kind").n_unique().alias("kinds"),
            section.drop_nulls().n_unique().alias("places"),
            section.is_null().sum().alias("outside"),
            section.min().alias("place"),
        )
        .filter(pl.col("kinds") == 3)
    )
    population = powers.join(three, left_on="uid", right_on="power", how="semi")
    one_place = three.filter((pl.col("places") == 1) & (pl.col("outside") == 0))
    found = powers.join(one_place, left_on="uid", right_on="power").sort("uid")
    units, people = tables.names("departments"), tables.names("officials")
    places = tables.names("sections")
    staff = tables.staff(found["department"].unique().to_list())
    own = fills.join(found, left_on="power", right_on="uid", how="semi")
    parts = {key[0]: part for key, part in own.group_by("power")}
    rows = []
    for one in found.iter_rows(named=True):
        part = parts[one["uid"]]
        officials = part["official"].unique().sort().to_list()
        rows.append(
            {
                **{"subject": one["uid"], "subject_name": one["name"]},
                **{"unit": one["department"], "unit_name": units[one["department"]]},
                **{"actors": officials, "actor_names": [people[o] for o in officials]},
                "risk_level": _LEVELS[one["risk_level"]],
                "place": places[one["place"]],
                "posts": part.unique("holder").sort("holder")["name"].to_list(),
                "staff": staff.get(one["department"], 0),
            }
        )
    return rows, examined(population)


def sod_001(tables: Tables) -> Answer:
    """Officials who fill a deciding and an executing role of one power on the day."""
    powers = _powers(tables, "risk_level").filter(pl.col("risk_level").is_in(["高", "中"]))
    roles = tables.read("roles", "uid", "power", "kind").select("power", "kind", role="uid")
    given = tables.read("role_holders", "role", "holder_label", "holder", "valid_from", "valid_to")
    held = tables.read("appointments", "official", "post", "valid_from", "valid_to")
    fills = (
        given.filter(_on_the_day())
        .join(roles.filter(pl.col("kind").is_in(["决策", "执行"])), on="role")
        .join(powers.select(power="uid"), on="power")
        .join(held.filter(_on_the_day()), left_on="holder", right_on="post", how="left")
        .filter((pl.col("holder_label") != "岗位") | pl.col("official").is_not_null())
        .with_columns(since=pl.max_horizontal("valid_from", "valid_from_right"))
    )
    both = pl.col("kind").n_unique() == 2
    population = powers.join(
        fills.group_by("power").agg(both.alias("both")).filter("both"),
        left_on="uid", right_on="power", how="semi",
    )  # fmt: skip
    first = [pl.col("since").filter(pl.col("kind") == kind).min() for kind in ("决策", "执行")]
    found = (
        fills.filter(pl.col("official").is_not_null())
        .group_by("power", "official")
        .agg(
            both.alias("both"),
            pl.max_horizontal(*first).alias("since"),
            pl.col("holder").unique().sort().alias("posts"),
        )
        .filter("both")
        .join(powers, left_on="power", right_on="uid")
        .sort(pl.col("risk_level") != "高", "power", "official")
    )
    units, people = tables.names("departments"), tables.names("officials")
    posts = tables.names("posts")
    staff = tables.staff(found["department"].unique().to_list())
    rows = [
        {
            **{"subject": one["power"], "subject_name": one["name"]},
            **{"unit": one["department"], "unit_name": units[one["department"]]},
            **{"actors": [one["official"]], "actor_names": [people[one["official"]]]},
            "severity": "high" if one["risk_level"] == "高" else "medium",
            "risk_level": _LEVELS[one["risk_level"]],
            "posts": [posts[post] for post in one["posts"]],
            **{"overlap_from": day(one["since"]), "overlap_to": None},
            "staff": staff.get(one["department"], 0),
        }
        for one in found.iter_rows(named=True)
    ]
    return rows, examined(population)


def trn_005(tables: Tables) -> Answer:
    """What was made public later than twenty working days after it was formed, or not yet.

    The calendar of working days is no table: those days are counted by the product's own.
    """
    wanted = ("uid", "power", "matter", "platform", "formed_on", "published_on")
    owners = [
        tables.read(name, "uid", "department").select(of="uid", unit="department")
        for name in ("powers", "matters")
    ]
    formed = (
        tables.read("disclosures", *wanted)
        .filter(pl.col("formed_on") <= DAY)
        .join(owners[0], left_on="power", right_on="of", how="left")
        .join(owners[1], left_on="matter", right_on="of", how="left")
        .with_columns(
            department=pl.coalesce("unit", "unit_right"),
            until=pl.when(pl.col("published_on") <= DAY)
            .then(pl.col("published_on"))
            .otherwise(pl.lit(DAY)),
        )
    )
    dates = [pl.col(name).str.to_date() for name in ("formed_on", "until")]
    late = formed.filter((dates[1] - dates[0]).dt.total_days() > _DISCLOSED_WITHIN).sort("uid")
    units = tables.names("departments")
    rows = []
    for one in late.iter_rows(named=True):
        start, until = day(one["formed_on"]), day(one["until"]) or AS_OF
        days = days_between(start, until, "WORKING") if start else 0
        if days > _DISCLOSED_WITHIN:
            published = one["published_on"]
            rows.append(
                {
                    "subject": one["uid"],
                    "subject_name": " · ".join(filter(None, (one["platform"], published))),
                    **{"unit": one["department"], "unit_name": units.get(one["department"])},
                    **{"actors": [], "actor_names": [], "formed_on": start},
                    "published_on": day(published) if published and published <= DAY else None,
                    **{"until": until, "allowed": _DISCLOSED_WITHIN, "days": days},
                }
            )
    return rows, examined(formed)
