"""Any foreign CSV, JSON, YAML or Excel source, read as a mapping file says."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import yaml

from graph.errors import Problem, SourceError
from graph.text import Message
from loaders.mapping import paths
from loaders.mapping.converting import Converter
from loaders.mapping.model import Mapping as MappingFile
from loaders.mapping.model import Source
from loaders.mapping.vocabulary import Vocabulary
from loaders.names import NameBook
from loaders.rows import RawRow, SourceFile
from loaders.tables import BROKEN, encoding_of

_WHOLE: Final = "[*]"


class ForeignReader:
    """One file whose rows become rows of our tables by the plan of a mapping file.

    Rows are counted as Excel does in CSV and Excel files, from 1 in JSON and YAML. CSV, Excel and
    JSON are streamed; a YAML file is held whole.
    """

    def __init__(
        self,
        path: Path,
        mapping: MappingFile,
        vocabulary: Vocabulary | None = None,
        name: str | None = None,
    ) -> None:
        if mapping.source is None:
            raise ValueError("the mapping names no source")
        self._file = SourceFile.of(path, name)
        self._mapping, self._source = mapping, mapping.source
        self._names = NameBook()
        self.vocabulary = vocabulary or Vocabulary(mapping.words)

    def files(self) -> list[SourceFile]:
        """The file."""
        return [self._file]

    def hear(self, names: NameBook) -> None:
        """Take the book in which to look names up."""
        self._names = names

    def rows(self, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows, as rows of our tables."""
        mapping = self._mapping
        converter = Converter(
            mapping.plan,
            mapping.fields,
            mapping.options,
            self.vocabulary,
            self._names,
            file=self._file.name,
            headings=(self._file.path.stem,),
            header_row=self._source.header_row,
            report_others=True,
        )
        found = _FileRows(self._file, self._source, mapping.fields)
        try:
            yield from converter.convert(found, problems)
        except SourceError as error:
            problems += error.problems


@dataclass(frozen=True, slots=True)
class _FileRows:
    """The rows of a file by field; what no field takes is there with a space before its name.

    Iterating raises SourceError where the file cannot be read.
    """

    file: SourceFile
    source: Source
    fields: Mapping[str, str]

    def __iter__(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        if self.source.format in ("json", "yaml"):
            yield from self._nested()
        else:
            yield from self._flat()

    def _nested(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        rows = self.source.rows or _WHOLE
        used = {path.split(".")[0].removesuffix("[*]") for path in self.fields.values()}
        used |= set(self.source.ignore)
        with self.file.path.open("rb") as stream:
            for number, line in enumerate(paths.inside(self._elements(stream, rows), rows), 1):
                found = {name: paths.look_up(line, path) for name, path in self.fields.items()}
                if isinstance(line[-1], Mapping):
                    found |= {f" {k}": v for k, v in line[-1].items() if k not in used}
                yield number, found

    def _elements(self, stream: IO[bytes], rows: str) -> Iterator[object]:
        import ijson

        if stream.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            stream.seek(0)
        try:
            if self.source.format == "json":
                yield from ijson.items(stream, paths.first_list(rows), use_float=True)
                return
            found = paths.look_up([yaml.safe_load(stream)], ".".join(paths.levels(rows)[0]))
            yield from found if isinstance(found, list) else ()
        except (ijson.JSONError, yaml.YAMLError, ValueError) as error:
            # The first line only: the next ones quote the file.
            detail = str(error).partition("\n")[0]
            key = "expect.json" if self.source.format == "json" else "expect.mapping.yaml_source"
            raise self._refused(key, detail=detail) from None

    def _flat(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        titles: dict[str, int] | None = None
        names: list[str] = []
        lines = self._csv() if self.source.format == "csv" else self._sheet()
        by_title = {title: name for name, title in self.fields.items()}
        for number, cells in lines:
            if number < self.source.header_row:
                continue
            if titles is None:
                titles = {str(c).strip(): n for n, c in enumerate(cells) if c is not None}
                if gone := [t for t in by_title if t not in titles]:
                    known = "、".join(titles)[:200]
                    raise self._refused("expect.mapping.titles", "、".join(gone), known=known)
                names = [self._name(by_title, cell) for cell in cells]
            elif any(c is not None and str(c).strip() for c in cells):
                yield number, {n: c for n, c in zip(names, cells, strict=False) if n.strip()}

    def _name(self, by_title: Mapping[str, str], cell: object) -> str:
        title = "" if cell is None else str(cell).strip()
        return by_title.get(title) or ("" if title in self.source.ignore else f" {title}")

    def _csv(self) -> Iterator[tuple[int, Iterable[object]]]:
        encoding = self.source.encoding or encoding_of(self.file.path)
        if encoding is None:
            raise self._refused("expect.encoding")
        try:
            with self.file.path.open(encoding=encoding, newline="") as stream:
                reader = csv.reader(stream, delimiter=self.source.delimiter, strict=True)
                yield from enumerate(reader, 1)
        except (csv.Error, UnicodeDecodeError, LookupError) as error:
            raise self._refused("expect.csv", detail=str(error)) from None

    def _sheet(self) -> Iterator[tuple[int, Iterable[object]]]:
        import openpyxl

        try:
            book: Any = openpyxl.load_workbook(self.file.path, read_only=True, data_only=True)
        except BROKEN:
            raise self._refused("expect.workbook") from None
        with closing(book):
            wanted = self.source.rows or book.sheetnames[0]
            if wanted not in book.sheetnames:
                known = "、".join(book.sheetnames)
                raise self._refused("expect.mapping.one_of", wanted, known=known)
            book[wanted].reset_dimensions()
            yield from enumerate(book[wanted].iter_rows(values_only=True), 1)

    def _refused(self, key: str, value: str = "", **values: object) -> SourceError:
        return SourceError([Problem(self.file.name, "", 1, "", value, Message(key, values))])
