"""The division of work in a leadership team, 班子分工表."""

from __future__ import annotations

from typing import Final

from graph.store import Row
from powergraph.reports.asked import cell, refs
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import document, field, say, signatures
from powergraph.reports.tree import Column, Document, Form, Section, Table, TableRow

# The columns in order, with their share of the width; the last ones are filled in by hand.
_COLUMNS: Final = {
    "number": 0.6,
    "name_": 1.2,
    "post": 2.0,
    "since": 1.35,
    "work": 2.4,
    "charges": 3.2,
    "contact": 1.6,
    "stand_in": 1.2,
    "sign": 1.2,
}
_SPARE: Final = 2


def division(unit: Unit) -> Document:
    """Each post of the team, its holder, and what it is in charge of; two empty lines below."""
    rows = [_line(unit, at, row) for at, row in enumerate(unit.ask("unit-leadership"), start=1)]
    spare = [TableRow(("\n",) * len(_COLUMNS)) for _ in range(_SPARE if rows else 8)]
    columns = tuple(Column(say(unit, f"division.{n}"), w) for n, w in _COLUMNS.items())
    table = Table(say(unit, "division.caption", of=unit.name), columns, (*rows, *spare))
    paper = Form(((field(unit, "doc_no"), field(unit, "effective_on")),))
    section = Section(say(unit, "division.section"), (table, paper, *signatures(unit)))
    return document(unit, "division", (section,), landscape=True)


def _line(unit: Unit, at: int, row: Row) -> TableRow:
    def text(name: str) -> str:
        return cell(unit, name, row[name]) if row[name] else ""

    post = unit.short(text("post_name")) or row["post"]
    if row["is_top_leader"]:
        post = say(unit, "division.chief", post=post)
    since = text("since")
    if row["holds_mode"] not in (None, "REGULAR"):
        since = f"{since}\n{text('holds_mode')}".strip()
    known = (text("official_name"), post, since)
    work = (text("in_charge_of_domains"), text("charges"))
    return TableRow((str(at), *known, *work, "", "", ""), refs(row))
