"""The unit beside the units of its kind: medians, so that one very large unit does not set them."""

from __future__ import annotations

from statistics import median
from typing import Final

from powergraph.reports.asked import cell
from powergraph.reports.context import Unit
from powergraph.reports.tree import Column, Table, TableRow

_COUNTED: Final = ("powers", "high", "risks", "officials")
_PEOPLE: Final = "officials"


def peers(unit: Unit) -> Table:
    """Counts of this unit, the median of the units of its kind, the least and the most."""
    county = unit.county
    rows = {row["unit"]: row for row in county.all_rows("units-compared")}
    kind = rows[unit.uid]["department_kind"] if unit.uid in rows else None
    alike = [row for row in rows.values() if row["department_kind"] == kind]
    shown = []
    for name in (*_COUNTED, "leads"):
        counts = sorted(
            len(county.findings.get(row["unit"], ())) if name == "leads" else row[name]
            for row in alike
        )
        if not counts:
            continue
        if not counts[-1]:  # on record nowhere: a median of nothing says nothing
            shown.append(TableRow((unit.say(f"peers.{name}"), *("—" for _ in range(4)))))
            continue
        here = len(unit.leads) if name == "leads" else rows[unit.uid][name]
        texts = [f"{median(counts):g}", f"{counts[0]:g}", f"{counts[-1]:g}"]
        if name == _PEOPLE:  # the least of few units would count out a few people
            texts = [unit.people(int(median(counts))), "", ""] if county.masking else texts
        own = unit.people(here) if name == _PEOPLE else str(here)
        shown.append(TableRow((unit.say(f"peers.{name}"), own, *(text or "—" for text in texts))))
    columns = (
        Column(unit.say("peers.figure"), 3),
        Column(unit.say("peers.here"), 1, "right"),
        Column(unit.say("peers.median"), 1, "right"),
        Column(unit.say("peers.least"), 1, "right"),
        Column(unit.say("peers.most"), 1, "right"),
    )
    word = cell(unit, "department_kind", kind)
    caption = unit.say("peers.caption", kind=word, count=len(alike))
    return Table(caption, columns, tuple(shown), unit.say("nothing"))
