"""The board that a unit hangs out, 权力公开展示牌: its catalogue of powers on A3, turned."""

from __future__ import annotations

from typing import Final

from graph.store import Row
from powergraph.reports.asked import cell, refs
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import days, document, field, room, say
from powergraph.reports.tree import Column, Document, Form, Paragraph, Section, Table, TableRow

_COLUMNS: Final = {
    "number": 0.7,
    "power": 2.6,
    "type": 1.3,
    "mark": 0.8,
    "bases": 5.2,
    "sections": 1.5,
    "steps": 4.6,
    "limits": 2.2,
    "phone": 1.9,
}


def board(unit: Unit) -> Document:
    """Major and sensitive powers first, then the others; what a citizen may ask, and where."""
    asked = unit.ask("unit-board")
    rows = tuple(_line(unit, at, row) for at, row in enumerate(asked, start=1))
    first = sum(row["is_major"] or row["is_sensitive"] for row in asked)
    columns = tuple(
        Column(say(unit, f"board.{name}"), room(weight, (row.cells[i] for row in rows), 0.13))
        for i, (name, weight) in enumerate(_COLUMNS.items())
    )
    section = Section(
        say(unit, "board.section"),
        (
            Table(say(unit, "board.caption"), columns, rows, unit.say("nothing")),
            Form(
                (
                    (field(unit, "place"), field(unit, "phone")),
                    (field(unit, "hours"), field(unit, "opinion_box")),
                    (field(unit, "published_by"), field(unit, "published_on")),
                )
            ),
            Paragraph(say(unit, "board.remark", day=unit.as_of), tone="note"),
        ),
    )
    said = say(unit, "board.said", total=len(rows), first=first)
    return document(unit, "board", (section,), subtitle=said, landscape=True, paper="A3")


def _line(unit: Unit, at: int, row: Row) -> TableRow:
    def text(name: str) -> str:
        return cell(unit, name, row[name]) if row[name] else ""

    marks = [say(unit, f"board.{n}") for n in ("is_major", "is_sensitive") if row[n]]
    steps = " → ".join(f"{i}. {name}" for i, name in enumerate(row["step_names"], start=1))
    times = [
        say(unit, f"board.{n}", days=days(unit, row[n], row["day_kind"]))
        for n in ("legal_days", "promised_days")
        if row[n] is not None
    ]
    cells = (
        str(at),
        row["power_name"] or row["power"],
        text("power_type"),
        "\n".join(marks),
        "\n".join(row["basis_names"]),
        text("section_names"),
        steps,
        "\n".join(times),
        text("supervise_phone"),
    )
    return TableRow(cells, refs(row))
