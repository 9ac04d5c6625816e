"""The slowest rules over powers by hand, with polars; see `benchmarks.twins`."""

from __future__ import annotations

from typing import Final

import polars as pl

from benchmarks.tables import DAY, Answer, Tables, examined

_LEVELS: Final = {"高": "HIGH", "中": "MEDIUM", "低": "LOW"}
_ACTIVE: Final = "在用"
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
