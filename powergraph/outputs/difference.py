"""What changed between two states, and what three lists lack, as tables and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from graph.schema import SCHEMA
from graph.schema.enums import CHANGE_ACTION
from graph.schema.kinds import Column
from graph.text import Language, say
from powergraph.differences.model import SECTIONS, Count, Difference, Line, Named, Place
from powergraph.differences.three import GAPS, Missing, Reconciled, UnitCount
from powergraph.outputs.tables import Table, shown

CATALOGUE: Final = "diff"
_COUNTS: Final = ("group", "name", "before", "after", "difference", "percent")
_ALWAYS: Final = ("CLEAR", "CUT", "MANAGE")
_REASONS: Final = ("removed", "added", "moved")
_OPEN: Final = ("unexplained", "renumbered", "unannounced")
_LINE: Final = ("kind", "unit", "name", "what", "power", "property", "before", "after", "note")
_PLACES: Final = ("file", "sheet", "row")
_SIDES: Final = ("before", "after")
_LISTS: Final = ("own", "published", "case")
_MISSING: Final = ("unit", "name", "uid", "cases", "candidates")
_UNITS: Final = (
    "unit",
    "own",
    "published",
    "both",
    "by_name",
    "not_published",
    "not_own",
    "cases",
    "unlisted",
    "never",
)


def difference_head(difference: Difference, sides: Sequence[str], language: Language) -> list[str]:
    """What was compared, and the first count in words."""
    states = (difference.before, difference.after)
    head = [
        say("diff.sides", language, before=sides[0], after=sides[1]),
        *dict.fromkeys(say("diff.notice", language, notice=s.notice) for s in states if s.notice),
    ]
    if difference.counts:
        first = difference.counts[0]
        head.append(say("diff.total", language, **_total(first)))
        head += _remarks(first, language)
    return head


def _total(count: Count) -> dict[str, object]:
    signed = f"{count.difference:+d}" if count.difference else "0"
    percent = f"{count.percent:+.2f} %" if count.percent else "0 %"
    if count.percent is None:
        percent = "—"
    return {
        "before": count.before,
        "after": count.after,
        "difference": signed,
        "percent": percent,
    }


def _remarks(count: Count, language: Language) -> Iterable[str]:
    if count.removed:
        values = {"removed": count.removed, "unexplained": count.unexplained}
        yield say("diff.unexplained", language, **values)
    if count.renumbered:
        yield say("diff.renumbered", language, renumbered=count.renumbered)


def difference_tables(
    difference: Difference, language: Language, *, narrow: bool = False
) -> list[Table]:
    """The counts, then a table for each section of lines. `narrow` leaves out units of which
    nothing changed, and has a place in one column."""
    done = {*_ALWAYS, *(action for count in difference.counts for action in count.actions)}
    actions = [c for c in CHANGE_ACTION.codes if c in done]
    columns = (*_COUNTS, *_REASONS, *actions, *_OPEN)
    counts = [c for c in difference.counts if not narrow or c.group != "unit" or _changed(c)]
    left_out = len(difference.counts) - len(counts)
    note = say("diff.unchanged", language, count=left_out) if left_out else ""
    rows = [_count_row(c, actions, language) for c in counts]
    tables = [Table("counts", CATALOGUE, columns, rows, note)]
    for section in SECTIONS:
        lines = [_line_row(x, language) for x in difference.lines if x.section == section]
        places = tuple(f"place_{s}" for s in _SIDES) if narrow else _parts(_SIDES)
        tables.append(Table(section, CATALOGUE, (*_LINE, *places), lines))
    return tables


def difference_rows(difference: Difference, language: Language) -> Table:
    """All as one table, the counts as rows among the others, for CSV."""
    rows = []
    for count in difference.counts:
        said = [say("diff.change", language, **_total(count)), *_remarks(count, language)]
        said += [f"{say(f'diff.column.{a}', language)} {n}" for a, n in count.actions.items()]
        row: dict[str, Any] = dict.fromkeys((*_LINE, *_parts(_SIDES)))
        row |= {"section": say("diff.table.counts", language), "note": "; ".join(said)}
        row |= {"what": _group(count, language), "name": _group_name(count, language)}
        rows.append(row | {"before": count.before, "after": count.after})
    for line in difference.lines:
        section = say(f"diff.table.{line.section}", language)
        rows.append({"section": section, **_line_row(line, language)})
    return Table("lines", CATALOGUE, ("section", *_LINE, *_parts(_SIDES)), rows)


def difference_data(difference: Difference, sides: Sequence[str]) -> dict[str, Any]:
    """The same for programs: codes and uids."""
    states = (difference.before, difference.after)
    return {
        "before": {"side": sides[0], "as_of": states[0].day.isoformat()},
        "after": {"side": sides[1], "as_of": states[1].day.isoformat()},
        "notice": next((s.notice for s in states if s.notice), None),
        "counts": [
            asdict(c) | {"difference": c.difference, "percent": c.percent}
            for c in difference.counts
        ],
        "lines": [_data(line) for line in difference.lines],
    }


def _data(line: Line) -> dict[str, Any]:
    return {name: _plain(getattr(line, name)) for name in line.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, (Named, Place)):
        return {k: shown(v) for k, v in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else shown(value)


def _count_row(count: Count, actions: Sequence[str], language: Language) -> dict[str, Any]:
    row = {n: getattr(count, n) for n in (*_COUNTS[2:], *_REASONS, *_OPEN)}
    row |= {action: count.actions.get(action, 0) for action in actions}
    return row | {"group": _group(count, language), "name": _group_name(count, language)}


def _changed(count: Count) -> bool:
    return bool(count.removed or count.added or count.moved or count.actions)


def _group(count: Count, language: Language) -> str:
    return say(f"diff.group.{count.group}", language)


def _group_name(count: Count, language: Language) -> str:
    if count.group == "power_type":
        column = SCHEMA.nodes["Power"].props["power_type"]
        return _word(column, count.code, language) or "—"
    return _named(Named("", count.code, count.name)) if count.code else ""


def _line_row(line: Line, language: Language) -> dict[str, Any]:
    column = _column(line)
    renumbered = "、".join(_named(n) for n in line.renumbered)
    row = {
        "kind": say(f"diff.kind.{line.kind}", language),
        "unit": line.unit.name if line.unit else "",
        "name": line.name,
        "what": f"{_label(line, language)} {line.uid}",
        "power": _named(line.power),
        "property": _property(line, column, language),
        "before": _word(column, line.before, language),
        "after": _word(column, line.after, language),
        "note": say("diff.maybe", language, names=renumbered) if renumbered else "",
    }
    row |= _placed(_SIDES, (line.place_before, line.place_after))
    return {name: shown(value) for name, value in row.items()}


def _column(line: Line) -> Column | None:
    if line.label in SCHEMA.nodes:
        own = {c.name: c for c in SCHEMA.table_of(line.label).columns}
        return SCHEMA.nodes[line.label].props.get(line.property) or own.get(line.property)
    return SCHEMA.rels[line.label].props.get("domain")


def _label(line: Line, language: Language) -> str:
    if language == "en":
        return line.label
    if line.label in SCHEMA.nodes:
        return SCHEMA.nodes[line.label].label.zh
    return SCHEMA.rels[line.label].rel.zh


def _property(line: Line, column: Column | None, language: Language) -> str:
    if line.label in SCHEMA.nodes:
        return column.zh if column and language == "zh" else line.property
    return _word(column, line.property, language)


def _word(column: Column | None, value: Any, language: Language) -> str:
    """A value as it reads: codes by their Chinese names, nodes by name and uid."""
    if isinstance(value, (list, tuple)) and not isinstance(value, Named):
        return "、".join(_word(column, v, language) for v in value)
    if isinstance(value, Named):
        return _named(value)
    if column and column.enum and language == "zh" and value in column.enum.codes:
        return column.enum.zh_of(value)
    if isinstance(value, bool):
        return say(f"diff.bool.{str(value).lower()}", language)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _named(node: Named | None) -> str:
    if node is None:
        return ""
    return f"{node.name} ({node.uid})" if node.name != node.uid and node.name else node.uid


def _parts(sides: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{part}_{side}" for side in sides for part in _PLACES)


def _placed(sides: Sequence[str], places: Sequence[Place]) -> dict[str, Any]:
    """File, sheet and row of each side, and the three as one text."""
    row: dict[str, Any] = {}
    for side, place in zip(sides, places, strict=True):
        row |= {f"{part}_{side}": getattr(place, part) for part in _PLACES}
        row[f"place_{side}"] = " · ".join(str(part) for part in place if part)
    return row


# Three lists


def reconciled_head(
    found: Reconciled, sides: Sequence[str], notice: str | None, language: Language
) -> list[str]:
    """What was compared, and the counts of all units in words."""
    head = [say("diff.three", language, **dict(zip(_LISTS, sides, strict=True)))]
    if notice:
        head.append(say("diff.notice", language, notice=notice))
    values = {name: getattr(found.units[0], name) for name in _UNITS[1:]}
    return [*head, say("diff.three_total", language, **values)]


def reconciled_tables(
    found: Reconciled, language: Language, *, narrow: bool = False
) -> list[Table]:
    """The counts of all and of each unit, then a table for what each list lacks; `narrow` has a
    place in one column."""
    units = [_unit_row(u, language) for u in found.units]
    units[0]["unit"] = say("diff.group.all", language)
    tables = [Table("units", CATALOGUE, _UNITS, units)]
    places = tuple(f"place_{s}" for s in _LISTS) if narrow else _parts(_LISTS)
    for gap in GAPS:
        rows = [_missing_row(m) for m in found.missing if m.gap == gap]
        tables.append(Table(gap, CATALOGUE, (*_MISSING, *places), rows))
    return tables


def reconciled_rows(found: Reconciled, language: Language) -> Table:
    """What each list lacks, as one table."""
    rows = [
        {"section": say(f"diff.table.{m.gap}", language), **_missing_row(m)} for m in found.missing
    ]
    return Table("lines", CATALOGUE, ("section", *_MISSING, *_parts(_LISTS)), rows)


def reconciled_data(found: Reconciled, sides: Sequence[str], notice: str | None) -> dict[str, Any]:
    """The same for programs."""
    return {
        **dict(zip(_LISTS, sides, strict=True)),
        "notice": notice,
        "units": [{n: _plain(getattr(u, n)) for n in _UNITS} for u in found.units],
        "missing": [{n: _plain(getattr(m, n)) for n in m.__slots__} for m in found.missing],
    }


def _unit_row(count: UnitCount, language: Language) -> dict[str, Any]:
    row = {name: getattr(count, name) for name in _UNITS}
    return row | {"unit": _named(count.unit) or say("diff.no_unit", language)}


def _missing_row(missing: Missing) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(missing, name) for name in _MISSING}
    row["unit"] = missing.unit.name if missing.unit else ""
    row["candidates"] = "、".join(_named(n) for n in missing.candidates)
    row |= _placed(_LISTS, (missing.own, missing.published, missing.case))
    return {name: shown(value) for name, value in row.items()}
