"""The filing form of a major matter, 重大事项备案表: one matter, one filing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.errors import ParameterError
from graph.store import Row
from powergraph.reports.asked import cell
from powergraph.reports.context import Unit
from powergraph.reports.forms.frame import document, field, say, signatures
from powergraph.reports.tree import Block, Document, Form, Section

_SUPERVISORS = """
MATCH (:Department {uid: $unit})<-[x:SUPERVISES]-(s:Department)
WHERE x.kind = 'STATIONED'
  AND all(r IN [x, s] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
RETURN DISTINCT s.uid AS uid, s.name AS name ORDER BY uid
"""


def filing(unit: Unit, matters: Sequence[str] = ()) -> Document:
    """The forms of these matters, or of all of the unit; an empty form where it has none.

    Raises:
        ParameterError: one of `matters` is none of the unit's.
    """
    # A matter with several meetings or powers is several rows; several filings are several forms.
    forms: dict[tuple[str, str | None], list[Row]] = {}
    for row in unit.ask("unit-filings"):
        forms.setdefault((row["matter"], row["filing"]), []).append(row)
    known = {matter for matter, _ in forms}
    for uid in matters:
        if uid not in known:
            raise ParameterError("form.matter", matter=uid, unit=unit.name, day=unit.as_of)
    params = {"unit": unit.uid, "as_of": unit.as_of}
    near = [row["name"] for row in unit.store.read(_SUPERVISORS, params)]
    chosen = [rows for (matter, _), rows in forms.items() if not matters or matter in matters]
    sections = [
        Section(
            rows[0]["matter_name"] or rows[0]["matter"],
            (*_blocks(unit, rows, near),),
            new_page=True,
            key=rows[0]["matter"],
        )
        for rows in chosen
    ]
    if not sections:
        sections = [Section(say(unit, "filing.blank"), (*_blocks(unit, [], near),))]
    one = sections[0].title if len(chosen) == 1 else ""
    return document(unit, "filing", sections, one=one)


def _blocks(unit: Unit, rows: Sequence[Row], near: Sequence[str]) -> Iterator[Block]:
    row = rows[0] if rows else {}

    def text(name: str) -> str:
        value = row.get(name)
        return "" if value is None or value == [] else cell(unit, name, value)

    refs = [f"Matter/{row['matter']}"] if rows else []
    refs += [f"Filing/{row['filing']}"] if row.get("filing") else []
    count = row.get("material_count")
    papers = "" if count is None else say(unit, "filing.papers", count=count)
    happened = text("filing_happened_on") or text("happened_on")
    yield Form(
        (
            (field(unit, "filing", text("filing")), field(unit, "filed_on", text("filed_on"))),
            (
                field(unit, "unit", unit.name),
                field(unit, "filed_with", text("filed_with_name") or "、".join(near)),
            ),
            (field(unit, "matter", text("matter_name")),),
            (
                field(unit, "category", text("matter_category")),
                field(unit, "happened_on", happened),
            ),
            (
                field(unit, "amount", text("amount")),
                field(unit, "concerns", _each(rows, "power_name")),
            ),
            (field(unit, "content", lines=5),),
            (field(unit, "decided", "\n".join(_meetings(unit, rows)), lines=3),),
            (field(unit, "papers", papers and f"{papers}\n\n", lines=3),),
            (
                field(unit, "responsible", text("responsible_names")),
                field(unit, "handler", lines=2),
            ),
            (field(unit, "deputy", lines=3), field(unit, "chief", lines=3)),
            (field(unit, "resident_opinion", lines=5),),
        ),
        tuple(refs),
    )
    yield from signatures(unit)


def _each(rows: Sequence[Row], name: str) -> str:
    return "、".join(dict.fromkeys(row[name] for row in rows if row[name]))


def _meetings(unit: Unit, rows: Sequence[Row]) -> list[str]:
    """Each meeting that decided the matter, and the votes as they are on record."""
    said: list[str] = []
    for row in rows:
        if row["held_on"] is None:
            continue
        parts = [f"{row['held_on'].isoformat()} {row['body_name'] or ''}".strip()]
        if row["meeting_decision_mode"]:
            parts.append(
                cell(unit, "meeting_decision_mode", row["meeting_decision_mode"]),
            )
        parts += _counted(unit, row, "expected", "present")
        said.append("，".join(parts) if unit.language == "zh" else ", ".join(parts))
    votes = _counted(unit, rows[0], "approve", "oppose", "abstain") if rows else []
    if votes:
        said.append("，".join(votes) if unit.language == "zh" else ", ".join(votes))
    return list(dict.fromkeys(said))


def _counted(unit: Unit, row: Row, *names: str) -> list[str]:
    return [say(unit, f"filing.{n}", count=row[n]) for n in names if row[n] is not None]
