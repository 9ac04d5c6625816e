"""What the titles of tables as typed were taken to mean: shown, and written as a mapping file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.errors import OutputError
from graph.text import Language, say
from loaders.mapping import Form, Mapping, Options, TableMapping, form_named
from loaders.sheets.proposing import Proposal, TitleMatch, in_words
from loaders.sheets.reader import FoundTable, SheetsReader, mapping_of, shown_field
from loaders.sheets.titles import normal
from powergraph.outputs.files import replace_file
from queries.render import to_table

_TITLE_WIDTH: Final = 32
_CELL_CHARACTERS: Final = 12
# A form that fits less than this is no rival.
_WORTH_NAMING: Final = 0.5


@dataclass(frozen=True, slots=True)
class ShownTitle:
    """A title, the field of the form that it is taken to mean (None: none), how sure that is, what
    else it may mean, and what the first rows hold under it; all but `title` and `field` in words.
    """

    title: str
    field: str | None
    words: str
    others: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Tables with the same header, as somebody looks at them who corrects what they mean.

    `sheets` are their names, empty for a CSV file. `form` is the name of the form they are taken
    for, None where they are not read. `headline` and `remarks` say so in words.
    """

    file: str
    sheets: tuple[str, ...]
    rows: int
    form: str | None
    headline: str
    remarks: tuple[str, ...]
    titles: tuple[ShownTitle, ...]


def looked_at(readers: Sequence[SheetsReader], language: Language) -> list[ShownTable]:
    """The tables as `shown` tells of them, one a header.

    Raises:
        SourceError: as `shown` does.
    """
    return [_looked_at(group, language) for r in readers for group in _alike(r.tables())]


def mapping_from(tables: Sequence[ShownTable], options: Options | None = None) -> Mapping:
    """What tables mean, corrected or not, as a mapping file says it; those without a form are left
    out. It can be used for later files: names of sheets stand in it only where they tell apart."""
    read = [table for table in tables if table.form]
    sheets = []
    for table in read:
        columns: dict[str, str | None] = {}
        for title in table.titles:
            columns.setdefault(title.title, title.field)
        alone = len(read) > 1 and len(table.sheets) == 1
        sheet = table.sheets[0] if alone else "*"
        sheets.append(TableMapping(table.form or "", columns, sheet=sheet))
    return Mapping(tuple(sheets), options or Options())


def shown(readers: Sequence[SheetsReader], language: Language) -> str:
    """Each table: where it is, what it is taken for, and a line a title with the field that it is
    taken to mean, how sure that is, and what the first rows hold under it. Tables with the same
    header are shown once.

    Raises:
        SourceError: a file cannot be read, or holds a number that names a person.
    """
    return "\n\n".join(_table(group, language) for r in readers for group in _alike(r.tables()))


def write_mapping(path: Path, readers: Sequence[SheetsReader], language: Language) -> None:
    """Write what the titles were taken to mean as a mapping file, with comments on what to check.

    Raises:
        OutputError: there is such a file already, which somebody may have corrected.
        SourceError: as `shown` does.
    """
    if path.exists():
        raise OutputError("cli.load.mapping_there", path=path)
    groups = [group for r in readers for group in _alike(r.tables()) if group[0].proposal.form]
    groups = list({_key(group[0], file=False): group for group in groups}.values())
    sheets = []
    for group in groups:
        alone = len(groups) > 1 and len(group) == 1
        sheet = group[0].block.sheet if alone else ""
        sheets.append(mapping_of(group[0].proposal, sheet=sheet or "*"))
    comments = "".join(f"# {line}\n" for line in _comments(groups, language))

    def write(temporary: Path) -> None:
        Mapping(sheets=tuple(sheets)).write(temporary)
        temporary.write_text(comments + temporary.read_text(encoding="utf-8"), encoding="utf-8")

    replace_file(path, write)


def _alike(tables: Sequence[FoundTable]) -> list[list[FoundTable]]:
    groups: dict[Any, list[FoundTable]] = {}
    for table in tables:
        groups.setdefault(_key(table), []).append(table)
    return list(groups.values())


def _key(table: FoundTable, *, file: bool = True) -> tuple[object, ...]:
    titles = tuple(normal(title) for title in table.block.titles if title)
    fields = tuple(match.field for match in table.proposal.titles)
    return table.block.file if file else "", titles, fields, table.mapping is None


def _table(group: Sequence[FoundTable], language: Language) -> str:
    first = group[0]
    lines = [_headline(first, language)]
    if len(group) > 1:
        others = "、".join(f"{t.block.sheet}（{t.block.count}）" for t in group[1:])
        lines.append(say("cli.proposal.same", language, sheets=others))
    if first.mapping is None or not first.by_file:
        lines += _remarks(first.proposal, language)
    lines.append(_titles(first, language))
    return "\n".join(lines)


def _headline(table: FoundTable, language: Language) -> str:
    block, proposal = table.block, table.proposal
    place = block.file
    if block.sheet:
        place += f" {say('cli.proposal.sheet', language, sheet=block.sheet)}"
    values = {
        "place": place,
        "rows": "–".join(str(r) for r in sorted({block.header_rows[0], block.header_rows[-1]})),
        "count": block.count,
    }
    if table.by_file:
        if table.mapping is None:
            return say("cli.proposal.not_mapped", language, **values)
        form = _form_name(form_named(table.mapping.form), language)
        return say("cli.proposal.as_mapping", language, form=form, **values)
    if proposal.form is None:
        return say("cli.proposal.no_form", language, **values)
    return say(
        "cli.proposal.table",
        language,
        form=_form_name(proposal.form, language),
        percent=_percent(proposal.confidence),
        words=say(f"confidence.{in_words(proposal.confidence)}", language),
        **values,
    )


def _remarks(proposal: Proposal, language: Language) -> Iterable[str]:
    if proposal.runner_up and proposal.runner_up_confidence >= _WORTH_NAMING:
        form = _form_name(proposal.runner_up, language)
        percent = _percent(proposal.runner_up_confidence)
        yield say("cli.proposal.runner_up", language, form=form, percent=percent)
    if unmatched := [flat(m.title) for m in proposal.titles if not m.field and not m.sure]:
        yield say("cli.proposal.unmatched", language, titles="、".join(unmatched))
    if proposal.form and proposal.missing:
        fields = (shown_field(proposal.form.fields[name]) for name in proposal.missing)
        yield say("cli.proposal.missing", language, fields="、".join(fields))


def _titles(table: FoundTable, language: Language) -> str:
    """A line a title. Cells of the first rows stand beside it: tables are wider than screens."""
    samples = {f"row{row.row}": row for row in table.proposal.sample}
    rows = []
    for match in table.proposal.titles:
        cells = {name: _cell(row.cells[match.column]) for name, row in samples.items()}
        rows.append({"title": flat(match.title), **_meaning(table, match, language), **cells})
    said = [n for n in ("title", "field", "words", "others") if any(row[n] for row in rows)]
    titles = {name: say(f"cli.proposal.column.{name}", language) for name in said}
    for name, sample in samples.items():
        titles[name] = say("cli.proposal.row", language, row=sample.row)
    return to_table([*said, *samples], rows, titles=titles, width=_TITLE_WIDTH)


def _looked_at(group: Sequence[FoundTable], language: Language) -> ShownTable:
    first = group[0]
    said = first.mapping.columns if first.mapping else {}
    titles = []
    for match in first.proposal.titles:
        meaning = _meaning(first, match, language)
        field = said.get(match.title) if first.by_file else match.field
        cells = tuple(_cell(row.cells[match.column]) for row in first.proposal.sample)
        titles.append(ShownTitle(match.title, field, meaning["words"], meaning["others"], cells))
    remarks: tuple[str, ...] = ()
    if first.by_file:
        form = first.mapping.form if first.mapping else None
    else:
        form = first.proposal.form.name if first.proposal.form else None
        remarks = tuple(_remarks(first.proposal, language))
    return ShownTable(
        first.block.file,
        tuple(table.block.sheet for table in group if table.block.sheet),
        sum(table.block.count for table in group),
        form,
        _headline(first, language),
        remarks,
        tuple(titles),
    )


def _meaning(table: FoundTable, match: TitleMatch, language: Language) -> dict[str, str]:
    if table.by_file:
        field = (table.mapping.columns if table.mapping else {}).get(match.title)
        form = form_named(table.mapping.form) if table.mapping else None
        name = shown_field(form.fields[field], match.title) if form and field else "—"
        return {"field": name, "words": "", "others": ""}
    form = table.proposal.form
    others = "、".join(shown_field(form.fields[name]) for name in match.others) if form else ""
    name = shown_field(form.fields[match.field], match.title) if form and match.field else "—"
    words = say(f"confidence.{match.words}", language)
    return {
        "field": name,
        "words": f"{words} {_percent(match.confidence)}%" if match.field else words,
        # What a certain title might also be is of no use to anybody.
        "others": say("cli.proposal.other_fields", language, fields=others)
        if others and not match.sure
        else "",
    }


def _comments(groups: Sequence[Sequence[FoundTable]], language: Language) -> Iterable[str]:
    yield say("mapping_file.about", language)
    forms = {g[0].proposal.form.name: g[0].proposal.form for g in groups if g[0].proposal.form}
    for form in forms.values():
        yield say("mapping_file.fields", language, form=_form_name(form, language), name=form.name)
        yield from (f"  {f.name}: {'、'.join(f.aliases)}" for f in form.fields.values())
    if missing := dict.fromkeys(name for g in groups for name in g[0].proposal.missing):
        yield say("mapping_file.missing", language)
        yield from (f"  {name}" for name in missing)
    doubtful = [m for g in groups for m in g[0].proposal.titles if not m.sure]
    if doubtful:
        yield say("mapping_file.check", language)
    for match in doubtful:
        fields = " / ".join(filter(None, (match.field or "?", *match.others)))
        yield f"  {flat(match.title)}: {fields}"


def _form_name(form: Form, language: Language) -> str:
    return form.zh if language == "zh" else form.en


def _percent(confidence: float) -> int:
    return round(confidence * 100)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return flat(text.removesuffix(" 00:00:00"))[:_CELL_CHARACTERS]


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
