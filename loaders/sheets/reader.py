"""Reads what offices send: finds the tables, what their columns mean, and the rows of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.errors import Level, Problem, SourceError
from graph.text import Message
from loaders import mapping as mapped
from loaders.mapping import Field, Form, TableMapping
from loaders.names import NameBook
from loaders.rows import RawRow, SourceFile
from loaders.sheets.finding import Survey, survey
from loaders.sheets.headers import SEARCHED_ROWS
from loaders.sheets.proposing import Proposal, TitleMatch, propose
from loaders.sheets.table import SheetBlock
from loaders.sheets.titles import normal, readings

_SHOWN_TITLES: Final = 6


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with what its titles are proposed to mean, and with what a mapping file says.

    `mapping` is what it is read by: the file's word, or where there is no file the proposal, if
    that is sure; None where the table cannot be read. `unknown` are titles that the file does not
    know, `gone` those that it knows and the table does not have. `by_file`: there is such a file.
    """

    block: SheetBlock
    proposal: Proposal
    mapping: TableMapping | None
    unknown: Sequence[str] = ()
    gone: Sequence[str] = ()
    by_file: bool = False


class SheetsReader:
    """One workbook or CSV file as typed.

    Args:
        mapping: a mapping file; without one a table is read only if every title is certain.
        vocabulary: what words in cells mean; without one, what the mapping file says.
        name: what the file is called, if not by its name.
    """

    def __init__(
        self,
        path: Path,
        mapping: mapped.Mapping | None = None,
        vocabulary: mapped.Vocabulary | None = None,
        name: str | None = None,
    ) -> None:
        self.path = path
        self._file = SourceFile.of(path, name)
        self._mapping = mapping
        self.vocabulary = vocabulary or mapped.Vocabulary(*([mapping.words] if mapping else []))
        self._names = NameBook()
        self._survey: Survey | None = None
        self._tables: Sequence[FoundTable] | None = None

    def files(self) -> list[SourceFile]:
        """The file."""
        return [self._file]

    def hear(self, names: NameBook) -> None:
        """Take the book in which to look names up."""
        self._names = names

    def tables(self) -> Sequence[FoundTable]:
        """The tables found, each with its proposal; read once.

        Raises:
            SourceError: the file cannot be read, or holds a number that names a person.
        """
        if self._tables is None:
            self._survey = survey(self.path, self._file.name)
            self._tables = [self._found(block) for block in self._survey.blocks]
        return self._tables

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of all tables that can be read, as rows of our tables."""
        try:
            tables = self.tables()
            with ExitStack() as stack:
                for sheet in self._survey.sheets if self._survey else ():
                    stack.enter_context(sheet.opened())
                problems += self._survey.problems if self._survey else ()
                if not tables:
                    expected = Message("expect.sheets.none", {"count": SEARCHED_ROWS})
                    problems.append(Problem(self._file.name, "", 1, "", "", expected))
                for table in tables:
                    yield from self._rows(table, problems)
        except SourceError as error:
            problems += error.problems

    def _rows(self, table: FoundTable, problems: list[Problem]) -> Iterator[RawRow]:
        problems += doubts(table)
        if table.mapping is not None:
            problems += _of_columns(table.block, table.mapping)
            yield from mapped.rows(
                table.block, table.mapping, self._names, problems, self._mapping, self.vocabulary
            )

    def _found(self, block: SheetBlock) -> FoundTable:
        proposal = propose(block)
        if self._mapping is None:
            sure = mapping_of(proposal) if proposal.sure else None
            return FoundTable(block, proposal, sure)
        said = _said_of(block, self._mapping)
        if said is None:
            return FoundTable(block, proposal, None, by_file=True)
        # The file's titles may be typed with other spaces than the table's of today.
        by_text = {normal(title): field for title, field in said.columns.items()}
        there = {normal(title) for title in block.titles if title}
        columns = {t: by_text[normal(t)] for t in block.titles if t and normal(t) in by_text}
        return FoundTable(
            block,
            proposal,
            TableMapping(said.form, columns, said.file, said.sheet, said.options),
            tuple(t for t in block.titles if t and normal(t) not in by_text),
            tuple(t for t in said.columns if normal(t) not in there),
            by_file=True,
        )


def mapping_of(proposal: Proposal, *, file: str = "*", sheet: str = "*") -> TableMapping:
    """What a proposal says, as a mapping file holds it."""
    form = proposal.form.name if proposal.form else ""
    columns: dict[str, str | None] = {}
    for match in proposal.titles:
        columns.setdefault(match.title, match.field)
    return TableMapping(form, columns, file, sheet)


def doubts(table: FoundTable) -> Iterator[Problem]:
    """Why a table cannot be read without asking; or, where a mapping file says how, what that
    file and the table do not agree on."""
    block, proposal = table.block, table.proposal

    def problem(column: str, key: str, **values: object) -> Problem:
        what = Message(f"expect.sheets.{key}", values)
        level: Level = "warning" if table.by_file else "error"
        return Problem(block.file, block.sheet, block.header_rows[0], column[:60], "", what, level)

    if table.by_file:
        if table.mapping is None:
            yield problem("", "not_in_mapping")
        yield from (problem(title, "unknown_title") for title in table.unknown)
        yield from (problem("", "title_gone", title=title) for title in table.gone)
    elif proposal.form is None:
        yield problem("", "no_form")
    elif not proposal.sure:
        yield from _unsure(proposal, proposal.form, problem)


def shown_field(field: Field, title: str = "") -> str:
    """A field as people are told of it: its alias that a title is, else its first one in Chinese,
    and its name."""
    said = {text for text, _ in readings(title)}
    known = sorted(field.aliases, key=lambda alias: (normal(alias) not in said, alias.isascii()))
    return f"{known[0]}（{field.name}）"


def _unsure(proposal: Proposal, form: Form, problem: Callable[..., Problem]) -> Iterator[Problem]:
    for match in proposal.titles:
        if match.sure:
            continue
        others = _others(form, match)
        if match.field is None:
            yield problem(match.title, "no_field", others=others)
        else:
            likely = shown_field(form.fields[match.field], match.title)
            percent = round(match.confidence * 100)
            yield problem(match.title, "sure_title", field=likely, percent=percent, others=others)
    for name in proposal.missing:
        field = form.fields[name]
        titles = "、".join(field.aliases[:_SHOWN_TITLES])
        yield problem("", "required", field=shown_field(field), titles=titles)
    if proposal.runner_up and proposal.close:
        yield problem("", "which_form", form=form.zh, other=proposal.runner_up.zh)


def _others(form: Form, match: TitleMatch) -> Message | str:
    fields = "、".join(shown_field(form.fields[name]) for name in match.others)
    return Message("expect.sheets.others", {"fields": fields}) if fields else ""


def _said_of(block: SheetBlock, mapping: mapped.Mapping) -> TableMapping | None:
    """What a mapping file says of a table. A sheet may hold several: the one that knows most of
    its titles is meant."""
    titles = {normal(title) for title in block.titles if title}

    def known(said: TableMapping) -> int:
        return len(titles & {normal(title) for title in said.columns})

    fitting = [said for said in mapping.sheets if said.fits(block.file, block.sheet)]
    best = max(fitting, key=known, default=None)
    return best if best is not None and known(best) else None


def _of_columns(block: SheetBlock, mapping: TableMapping) -> list[Problem]:
    """What is wrong with cells of columns that are read, and with the table as a whole."""
    unread = {title[:60] for title, field in mapping.columns.items() if field is None}
    unread |= {title[:60] for title in block.titles if title and title not in mapping.columns}
    return [p for p in block.problems if p.level == "warning" or p.column not in unread]
