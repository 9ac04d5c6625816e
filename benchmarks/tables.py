"""A county's CSV files as polars frames, and the names that every row of a rule carries."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

import polars as pl

from graph.schema import SCHEMA
from powergraph.demo import AS_OF

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = list[Row]
Examined: TypeAlias = dict[str, int]
Answer: TypeAlias = tuple[Rows, Examined]

DAY: Final = AS_OF.isoformat()
_END: Final = f"{DAY} 24:00"  # of the day to look at, as events are written


class Tables:
    """The CSV files of a county; columns by the schema's names, all of them text.

    `seconds`: those of the processor that reading took so far.
    """

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
        return self.read("cases", *wanted).filter(pl.col("accepted_on") <= DAY)

    def events(self, *columns: str) -> pl.DataFrame:
        """Events up to the day."""
        wanted = {"case", "at", *columns}
        return self.read("case_events", *wanted).filter(pl.col("at") < _END)

    def names(self, table: str) -> dict[str, str]:
        """Names by uid."""
        return dict(self.read(table, "uid", "name").select("uid", "name").iter_rows())

    def rows(self, found: pl.DataFrame) -> Rows:
        """The cases of a frame, by uid, as a rule gives them, without the columns of its own.

        The frame has `uid`, `department`, `accepted_on` and `officials`, a list in order.
        """
        units, people = self.names("departments"), self.names("officials")
        return [
            {
                "subject": row["uid"],
                "subject_name": f"{row['uid']} · {row['accepted_on']}",
                "unit": row["department"],
                "unit_name": units[row["department"]],
                "actors": row["officials"],
                "actor_names": [people[o] for o in row["officials"]],
            }
            for row in found.sort("uid", "officials").iter_rows(named=True)
        ]

    def staff(self, units: list[str]) -> dict[str, int]:
        """How many people hold a post of each of these units on the day."""
        held = self.read("appointments", "official", "post", "valid_from", "valid_to").filter(
            (pl.col("valid_from") <= DAY)
            & (pl.col("valid_to").is_null() | (pl.col("valid_to") > DAY))
        )
        posts = self.read("posts", "uid", "department").filter(pl.col("department").is_in(units))
        counted = held.join(posts, left_on="post", right_on="uid").group_by("department")
        return dict(counted.agg(pl.col("official").n_unique()).iter_rows())


def day(text: str | None) -> date | None:
    """A day as the tables write it."""
    return date.fromisoformat(text) if text else None


def examined(cases: pl.DataFrame) -> Examined:
    """By unit, of frames with a row a case."""
    return {unit: n for unit, n in cases.group_by("department").len().iter_rows()}


def with_handlers(cases: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Each case with `officials`: all who handled an event of it, in order."""
    signed = events.filter(pl.col("official").is_not_null()).select("case", "official")
    signed = signed.join(cases.select("uid"), left_on="case", right_on="uid", how="semi")
    people = signed.group_by("case").agg(pl.col("official").unique().sort().alias("officials"))
    rows = cases.unique("uid").join(people, left_on="uid", right_on="case", how="left")
    return rows.with_columns(pl.col("officials").fill_null([]))
