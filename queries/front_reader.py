"""Checked access to what the YAML of a front matter holds; every failure names file and key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, get_args

from graph.errors import QueryFileError
from graph.text import Message
from queries.after import (
    AddDays,
    AddFailing,
    AddResembling,
    Drop,
    KeepAbove,
    KeepAny,
    Step,
    added,
)
from queries.judging import Test
from queries.model import Text
from queries.workdays import DayKind


class Reader:
    """Checked access to what YAML gave; every failure names file and key."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, key: str, what: str, **values: object) -> NoReturn:
        raise QueryFileError("query.file", file=self.file, at=key, what=Message(what, values))

    def keys(
        self,
        value: Mapping[str, Any],
        at: str,
        required: tuple[str, ...],
        optional: tuple[str, ...] = (),
    ) -> None:
        """Exactly these keys, whose values are not empty."""
        prefix = f"{at}." if at else ""
        for name in value:
            if name not in required and name not in optional:
                self.fail(f"{prefix}{name}", "query.expect_known")
        for name in required:
            if value.get(name) is None:
                self.fail(f"{prefix}{name}", "query.expect_present")

    def mapping(self, value: object, key: str) -> dict[str, Any]:
        if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
            self.fail(key, "query.expect_mapping")
        return value

    def string(self, value: object, key: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "query.expect_text")
        return value.strip()

    def strings(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(key, "query.expect_texts")
        if len(set(value)) < len(value):
            self.fail(key, "query.expect_distinct")
        return tuple(value)

    def bilingual(self, value: object, key: str) -> Text:
        both = self.mapping(value, key)
        self.keys(both, key, ("zh", "en"))
        return Text(self.string(both["zh"], f"{key}.zh"), self.string(both["en"], f"{key}.en"))

    def texts(self, value: object, key: str) -> dict[str, Text]:
        entries = self.mapping(value, key)
        if not entries:
            self.fail(key, "query.expect_present")
        return {name: self.bilingual(text, f"{key}.{name}") for name, text in entries.items()}

    def one_of(self, value: object, key: str, choices: tuple[Any, ...]) -> Any:
        if value not in choices:
            self.fail(key, "query.expect_one_of", choices=", ".join(map(str, choices)))
        return value


def read_after(reader: Reader, value: object, columns: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps under `after`; see `queries.after`. All they read must be columns of the query."""
    if not isinstance(value, list) or not value:
        reader.fail("after", "query.expect_list")
    keys = [f"after[{number}]" for number in range(len(value))]
    steps = [
        _step(reader, reader.mapping(entry, key), key)
        for key, entry in zip(keys, value, strict=True)
    ]
    gone = {step.column for step in steps if isinstance(step, Drop)}
    for key, step in zip(keys, steps, strict=True):
        for name in sorted((step.reads | added([step])) - {*columns, *gone}):
            reader.fail(key, "query.expect_column", name=name)
    for name in sorted(gone & set(columns)):
        reader.fail("after", "query.expect_dropped", name=name)
    return tuple(steps)


def _step(reader: Reader, entry: dict[str, Any], key: str) -> Step:
    def texts(*names: str) -> Iterator[str]:
        reader.keys(entry, key, names)
        return (reader.string(entry[name], f"{key}.{name}") for name in names)

    if "keep" in entry:
        return KeepAbove(*texts("keep", "above"))
    if "failing" in entry:
        column, among, _ = texts("column", "among", "failing")
        test = reader.one_of(entry["failing"], f"{key}.failing", get_args(Test))
        return AddFailing(column, among, test)
    if "resembling" in entry:
        reader.keys(entry, key, ("column", "resembling", "within", "unmatched"))
        unit = reader.strings(entry["resembling"], f"{key}.resembling")
        if len(unit) != 2:
            reader.fail(f"{key}.resembling", "query.expect_list")
        column, within, unmatched = (
            reader.string(entry[name], f"{key}.{name}")
            for name in ("column", "within", "unmatched")
        )
        return AddResembling(column, *unit, within, unmatched)
    if "drop" in entry:
        return Drop(*texts("drop"))
    if "keep_any" in entry:
        reader.keys(entry, key, ("keep_any",))
        return KeepAny(reader.strings(entry["keep_any"], f"{key}.keep_any"))
    return _days(reader, entry, key)


def _days(reader: Reader, entry: dict[str, Any], key: str) -> AddDays:
    reader.keys(entry, key, ("column", "days", "kind"))
    ends = reader.strings(entry["days"], f"{key}.days")
    if len(ends) != len(get_args(DayKind)):
        reader.fail(f"{key}.days", "query.expect_list")
    kind = reader.string(entry["kind"], f"{key}.kind")
    return AddDays(reader.string(entry["column"], f"{key}.column"), ends[0], ends[1], kind)
