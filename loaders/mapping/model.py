"""A mapping file: how tables that are not ours are to be read, written down once and used again.

    version: 1
    options: {unit: 区财政局}            # for all tables of the files
    crosswalk: {risk_level: {特级: HIGH}} # goes before the shipped one
    sheets:                              # tables found in workbooks and CSV files
      - {file: "*.xlsx", sheet: 清单*, form: power_list, columns: {事项名称: name, 备注: null}}
    source: {format: json, rows: "[*].items[*]"}   # or: a foreign source, row by row
    fields: {code: link.code, unit: ^.department}
    tables: [{table: powers, columns: {uid: code}}]

docs/mapping.md describes every key.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal, TypeAlias, cast, get_args

import yaml

from graph.crosswalks import Crosswalk, Words, wrong_kind, wrong_word
from graph.errors import Problem, SchemaError, SourceError
from graph.privacy import hidden
from graph.text import Message
from loaders.mapping.forms import form_named, forms
from loaders.mapping.options import Options
from loaders.mapping.plan import Plan, plan_of

VERSION: Final = 1
SourceFormat: TypeAlias = Literal["csv", "json", "yaml", "xlsx"]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table on a sheet is read.

    `file` and `sheet` are names or patterns (`*`, `?`). `columns` gives for each title, as it
    stands, the field of the form; None leaves the column out on purpose.
    """

    form: str
    columns: Map[str, str | None]
    file: str = "*"
    sheet: str = "*"
    options: Options = field(default_factory=Options)

    def fits(self, file: str, sheet: str) -> bool:
        """Whether it is meant for a table of that file and sheet."""
        # With the folders in which it is, where several files share a name; or without.
        files = (file, PurePosixPath(file).name)
        return any(_meant(name, self.file) for name in files) and _meant(sheet, self.sheet)


def _meant(name: str, said: str) -> bool:
    # A name as it is may hold what would be a pattern: 清单[1].xlsx.
    return name == said or fnmatchcase(name, said)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a foreign source are.

    `rows` is a path such as `items[*]` (JSON, YAML), or the name of a sheet (xlsx; empty for the
    first). `encoding` and `delimiter` are for CSV. `ignore`: columns or keys left out on purpose.
    """

    format: SourceFormat
    rows: str = ""
    encoding: str = ""
    delimiter: str = ","
    header_row: int = 1
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that a mapping file says. With `source`, `fields` and `plan` say what a row becomes.

    `file` is its name, empty where it was not read from one.
    """

    sheets: tuple[TableMapping, ...] = ()
    options: Options = field(default_factory=Options)
    crosswalk: Crosswalk = field(default_factory=dict)
    source: Source | None = None
    fields: Map[str, str] = field(default_factory=dict)
    plan: Plan = ()
    tables: Sequence[Map[str, Any]] = ()
    file: str = field(default="", compare=False)

    @property
    def words(self) -> Words:
        """Its crosswalk."""
        return Words(self.file, self.crosswalk)

    def sheet(self, file: str, sheet: str) -> TableMapping | None:
        """The first that is meant for a table of that file and sheet."""
        return next((found for found in self.sheets if found.fits(file, sheet)), None)

    @classmethod
    def read(cls, path: Path) -> Mapping:
        """Read a mapping file.

        Raises:
            SourceError: it is no such file, or names a key, form, field, table or column that is
                not there.
        """
        try:
            found = _mapping(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
            return replace(found, file=path.name)
        except _Wrong as wrong:
            place, value, message = wrong.place, wrong.value, wrong.expected
        except SchemaError as error:
            place, value = "tables", ""
            message = Message("expect.mapping.plan", {"detail": error.message})
        except (OSError, yaml.YAMLError, ValueError) as error:
            place, value = "", ""
            detail = " ".join(str(error).split())[:200]
            message = Message("expect.mapping.yaml", {"detail": detail})
        raise SourceError([Problem(path.name, "", 1, str(hidden(place)), hidden(value), message)])

    def write(self, path: Path) -> None:
        """Write it so that `read` gives the same, and a person can edit it."""
        text = yaml.safe_dump(_plain(self), allow_unicode=True, sort_keys=False, width=100)
        path.write_text(text, encoding="utf-8")


class _Wrong(Exception):
    """What stands at `place` of the file is not what may stand there."""

    def __init__(
        self, place: str, value: object, expected: str | Message, **values: object
    ) -> None:
        self.place, self.value = place, value
        self.expected = Message(expected, values) if isinstance(expected, str) else expected
        super().__init__(place)


def _mapping(raw: object) -> Mapping:
    top = _keys(raw, "", "version options crosswalk sheets source fields tables")
    if top.get("version") != VERSION:
        raise _Wrong("version", top.get("version", ""), "expect.mapping.version", version=VERSION)
    sheets = top.get("sheets") or []
    if not isinstance(sheets, list):
        raise _Wrong("sheets", sheets, "expect.mapping.list")
    paths = _texts(top.get("fields") or {}, "fields")
    tables = top.get("tables") or []
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise _Wrong("tables", tables, "expect.mapping.list")
    if not sheets and "source" not in top:
        raise _Wrong("", "", "expect.mapping.something")
    walk = _keys(top.get("crosswalk") or {}, "crosswalk")
    return Mapping(
        tuple(_sheet(one, f"sheets[{n}]") for n, one in enumerate(sheets, 1)),
        _options(top.get("options"), "options"),
        {kind: _crosswalk(kind, pairs) for kind, pairs in walk.items()},
        _source(top["source"]) if "source" in top else None,
        paths,
        plan_of(tables, paths),
        tuple(tables),
    )


def _crosswalk(kind: str, raw: object) -> dict[str, str]:
    place = f"crosswalk.{kind}"
    if wanted := wrong_kind(kind):
        raise _Wrong(place, kind, wanted)
    said = _texts(raw, place)
    for word, code in said.items():
        if wanted := wrong_word(kind, word, code):
            raise _Wrong(f"{place}.{word}", code, wanted)
    return said


def _sheet(raw: object, place: str) -> TableMapping:
    said = _keys(raw, place, "form columns file sheet options")
    known = [form.name for form in forms()]
    if said.get("form") not in known:
        raise _Wrong(
            f"{place}.form", said.get("form", ""), "expect.mapping.one_of", known="、".join(known)
        )
    form = form_named(said["form"])
    columns = _keys(said.get("columns") or {}, f"{place}.columns")
    for title, name in columns.items():
        if name is not None and name not in form.fields:
            raise _Wrong(
                f"{place}.columns.{title}",
                name,
                "expect.mapping.one_of",
                known="、".join(form.fields),
            )
    options = _options(said.get("options"), f"{place}.options")
    patterns = {k: str(said[k]) for k in ("file", "sheet") if said.get(k) is not None}
    return TableMapping(form.name, columns, **patterns, options=options)


def _options(raw: object, place: str) -> Options:
    kinds = {f.name: f for f in fields(Options)}
    said = _keys(raw or {}, place, " ".join(kinds))
    values: dict[str, Any] = {}
    for name, value in said.items():
        default = getattr(Options(), name)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(str(v) for v in value)
        elif isinstance(default, str) and isinstance(value, (str, int)):
            value = str(value)
        if not isinstance(value, type(default)):
            raise _Wrong(f"{place}.{name}", value, f"expect.mapping.{type(default).__name__}")
        values[name] = value
    return Options(**values)


def _source(raw: object) -> Source:
    said = _keys(raw, "source", " ".join(f.name for f in fields(Source)))
    allowed = get_args(SourceFormat)
    if said.get("format") not in allowed:
        known = "、".join(allowed)
        raise _Wrong("source.format", said.get("format", ""), "expect.mapping.one_of", known=known)
    header = said.get("header_row", 1)
    if not isinstance(header, int) or header < 1:
        raise _Wrong("source.header_row", header, "expect.integer")
    rows, ignore = str(said.get("rows") or ""), said.get("ignore", [])
    if said["format"] in ("json", "yaml") and not (rows or "[*]").endswith("[*]"):
        raise _Wrong("source.rows", rows, "expect.mapping.rows_path")
    if not isinstance(ignore, list):
        raise _Wrong("source.ignore", ignore, "expect.mapping.list")
    encoding, delimiter = str(said.get("encoding") or ""), str(said.get("delimiter") or ",")
    if len(delimiter) != 1:
        raise _Wrong("source.delimiter", delimiter, "expect.mapping.delimiter")
    kind = cast(SourceFormat, said["format"])
    return Source(kind, rows, encoding, delimiter, header, tuple(map(str, ignore)))


def _keys(raw: object, place: str, allowed: str | None = None) -> dict[str, Any]:
    """A mapping whose keys are texts, and are all allowed."""
    if not isinstance(raw, dict):
        raise _Wrong(place, raw, "expect.mapping.dict")
    found = {str(key): value for key, value in raw.items()}
    for key in found:
        if allowed is not None and key not in allowed.split():
            known = "、".join(allowed.split())
            raise _Wrong(f"{place}.{key}".strip("."), key, "expect.mapping.one_of", known=known)
    return found


def _texts(raw: object, place: str) -> dict[str, str]:
    return {key: str(value) for key, value in _keys(raw, place).items()}


def _plain(mapping: Mapping) -> dict[str, Any]:
    """As YAML holds it, without what is as it would be anyway."""
    plain: dict[str, Any] = {"version": VERSION}
    if options := _said(mapping.options):
        plain["options"] = options
    if mapping.crosswalk:
        plain["crosswalk"] = {kind: dict(pairs) for kind, pairs in mapping.crosswalk.items()}
    if mapping.sheets:
        plain["sheets"] = [_plain_sheet(one) for one in mapping.sheets]
    if mapping.source:
        plain["source"] = _said(mapping.source) | {"format": mapping.source.format}
        plain["fields"] = dict(mapping.fields)
        plain["tables"] = list(mapping.tables)
    return plain


def _plain_sheet(one: TableMapping) -> dict[str, Any]:
    plain: dict[str, Any] = {"file": one.file, "sheet": one.sheet, "form": one.form}
    plain["columns"] = dict(one.columns)
    return plain | ({"options": options} if (options := _said(one.options)) else {})


def _said(thing: Options | Source) -> dict[str, Any]:
    said = {}
    for f in fields(thing):
        value = getattr(thing, f.name)
        if value != (f.default_factory() if callable(f.default_factory) else f.default):
            said[f.name] = list(value) if isinstance(value, tuple) else value
    return said
