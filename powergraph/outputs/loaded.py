"""What a load did, or would do, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from graph.changes import Seen
from graph.schema import SCHEMA
from graph.sources import Import
from graph.text import Language, say
from loaders.load import LoadSummary

_SHOWN: Final = 20
_FILES: Final = 3


def lines(summary: LoadSummary, language: Language, target: str) -> Iterator[str]:
    """The whole of it, the figures last; `target` is the graph as the user named it."""
    warnings = [p for p in summary.warnings if p.level == "warning"]
    for problem in warnings[:_SHOWN]:
        yield f"  {problem.render(language)}"
    if len(warnings) > _SHOWN:
        yield say("cli.load.more_warnings", language, count=len(warnings) - _SHOWN)
    for note in summary.notes:
        yield note.render(language)
    yield from reopened_lines(summary, language)
    dry = summary.fingerprint is None
    if dry and summary.rejected:
        yield from _rejected(summary, language)
    if summary.taken_back:
        yield say("cli.load.taken_back", language, import_id=summary.taken_back)
    if summary.resumed:
        yield say("cli.load.resumed", language, import_id=summary.import_id)
    for name, tally in summary.tables.items():
        if tally.created or tally.changed or tally.closed or dry:
            counts = {
                "created": tally.created,
                "changed": tally.changed,
                "closed": tally.closed,
                "same": tally.same,
            }
            table = _table(name, language)
            yield say("cli.loading.table_line", language, table=table, **counts)
    if summary.changes:
        yield say("cli.loading.changes_head", language, count=len(summary.changes))
        yield from (change_line(seen, language) for seen in summary.changes)
    total = summary.total
    yield say(
        "cli.loading.would" if dry else "cli.loading.done",
        language,
        rows=summary.rows,
        files=len(summary.files),
        target=target,
        created=total.created,
        changed=total.changed,
        closed=total.closed,
        same=total.same,
        rejected=len(summary.rejected),
        warnings=len(warnings),
    )
    if summary.import_id:
        yield say("cli.loading.import_id", language, import_id=summary.import_id)


def imports(found: list[Import], language: Language) -> Iterator[str]:
    """One line an import, newest first."""
    for one in reversed(found):
        names = [s.file for s in one.sources]
        files = "、".join(names[:_FILES])
        if len(names) > _FILES:
            files += say("cli.loading.more_files", language, count=len(names))
        yield say(
            "cli.loading.import_line",
            language,
            import_id=one.import_id,
            at=one.sources[0].imported_at if one.sources else "–",
            day=(one.sources[0].day if one.sources else None) or "–",
            files=files,
            cut="" if one.finished else say("cli.loading.cut_off_mark", language),
        )


def reopened_lines(summary: LoadSummary, language: Language) -> Iterator[str]:
    """What was gone from an earlier state and is back: the first of it, then how much more."""
    for seen in summary.reopened[:_SHOWN]:
        values = {"kind": _kind(seen, language), "name": seen.subject.name, "day": seen.before}
        yield say("note.reopened", language, **values)
    if len(summary.reopened) > _SHOWN:
        yield say("note.more_reopened", language, count=len(summary.reopened) - _SHOWN)


def _rejected(summary: LoadSummary, language: Language) -> Iterator[str]:
    yield say("cli.loading.rejected_dry", language, count=len(summary.rejected))
    for one in summary.rejected[:_SHOWN]:
        yield f"  {one.problems[0].render(language)}"
    if len(summary.rejected) > _SHOWN:
        yield say("cli.loading.more_rejected", language, count=len(summary.rejected) - _SHOWN)


def change_line(seen: Seen, language: Language) -> str:
    """What changed, from what to what."""
    kind, name = _kind(seen, language), seen.subject.name
    if seen.property == "valid_to" and seen.before is None:
        return say("cli.loading.ended", language, kind=kind, name=name, day=seen.after)
    found = SCHEMA.nodes.get(seen.subject.kind) or SCHEMA.rels[seen.subject.kind]
    column = found.props.get(seen.property)
    return say(
        "cli.loading.change_line",
        language,
        kind=kind,
        name=name,
        property=column.zh if column and language == "zh" else seen.property,
        before=_value(seen.before, seen, language),
        after=_value(seen.after, seen, language),
    )


def _kind(seen: Seen, language: Language) -> str:
    name = seen.subject.kind
    if language != "zh":
        return name
    return SCHEMA.nodes[name].label.zh if name in SCHEMA.nodes else SCHEMA.rels[name].rel.zh


def _table(name: str, language: Language) -> str:
    table = SCHEMA.table(name)
    return table.zh if table and language == "zh" else name


def _value(value: object, seen: Seen, language: Language) -> str:
    if value is None or value == "":
        return say("cli.loading.empty", language)
    found = SCHEMA.nodes.get(seen.subject.kind) or SCHEMA.rels[seen.subject.kind]
    column = found.props.get(seen.property)
    if isinstance(value, (list, tuple)):
        return "、".join(_value(v, seen, language) for v in value)
    if column and column.enum and language == "zh" and value in column.enum.codes:
        return column.enum.zh_of(str(value))
    if isinstance(value, bool) and language == "zh":
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
