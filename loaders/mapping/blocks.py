"""Tables on sheets into rows of our tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from graph.errors import Problem
from graph.schema.kinds import Kind
from loaders.mapping.converting import Converter
from loaders.mapping.forms import Form, form_named
from loaders.mapping.model import Mapping as MappingFile
from loaders.mapping.model import TableMapping
from loaders.mapping.vocabulary import Vocabulary
from loaders.names import NameBook
from loaders.rows import RawRow

if TYPE_CHECKING:  # that package asks this one for the forms
    from loaders.sheets.block import Block


def rows(
    block: Block,
    table: TableMapping,
    names: NameBook,
    problems: list[Problem],
    mapping: MappingFile | None = None,
    vocabulary: Vocabulary | None = None,
) -> Iterator[RawRow]:
    """The rows of our tables that a table on a sheet becomes, each with the row it came from.

    Args:
        mapping: the file that `table` is part of; its options hold for all tables.
        vocabulary: what words in cells mean; without one, what the mapping file says.
    """
    form = form_named(table.form)
    said = mapping or MappingFile()
    converter = Converter(
        form.plan,
        _titles(form, table),
        table.options.over(said.options),
        vocabulary or Vocabulary(said.words),
        names,
        file=block.file,
        sheet=block.sheet,
        aliases={name: field.aliases[0] for name, field in form.fields.items()},
        headings=(block.caption, block.sheet, PurePath(block.file).stem),
        header_row=block.header_rows[0] if block.header_rows else 1,
        numbers=_numbers(form),
    )
    yield from converter.convert(_BlockRows(block, table), problems)


@dataclass(frozen=True, slots=True)
class _BlockRows:
    """The rows of a block by field. Columns that go nowhere are there under their title with a
    space before it, which no field has."""

    block: Block
    table: TableMapping

    def __iter__(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        fields = [self.table.columns.get(t) or f" {t}" for t in self.block.titles]
        for row, cells in self.block.rows():
            found: dict[str, object] = {}
            for name, cell in zip(fields, cells, strict=False):
                found[name] = _both(found[name], cell) if name in found else cell
            yield row, found


def _both(one: object, other: object) -> object:
    """What two columns say of one field: the one that says something, or one after the other."""
    if other is None or str(other).strip() in ("", str(one).strip()):
        return one
    return other if one is None or not str(one).strip() else f"{one}\n{other}"


def _titles(form: Form, table: TableMapping) -> dict[str, str]:
    """The title of each field that the table has."""
    pairs = reversed(list(table.columns.items()))
    return {name: title for title, name in pairs if name is not None and name in form.fields}


def _numbers(form: Form) -> frozenset[str]:
    """Fields of sums of money: eleven digits there are no telephone number."""
    columns = form.table.columns if form.table else ()
    return frozenset(c.name for c in columns if c.kind is Kind.NUMBER)
