"""Checked access to what the YAML of a front matter holds; every failure names file and key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, get_args

from graph.errors import QueryFileError
from graph.text import Message
from queries.after import AddDays, KeepAbove, Step
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
    steps: list[Step] = []
    for number, entry in enumerate(value):
        key = f"after[{number}]"
        step = _step(reader, reader.mapping(entry, key), key)
        made = {step.column} if isinstance(step, AddDays) else set()
        for name in sorted((step.reads | made) - set(columns)):
            reader.fail(key, "query.expect_column", name=name)
        steps.append(step)
    return tuple(steps)


def _step(reader: Reader, entry: dict[str, Any], key: str) -> Step:
    if "keep" in entry:
        reader.keys(entry, key, ("keep", "above"))
        keep, above = (reader.string(entry[name], f"{key}.{name}") for name in ("keep", "above"))
        return KeepAbove(keep, above)
    reader.keys(entry, key, ("column", "days", "kind"))
    ends = reader.strings(entry["days"], f"{key}.days")
    if len(ends) != len(get_args(DayKind)):
        reader.fail(f"{key}.days", "query.expect_list")
    kind = reader.string(entry["kind"], f"{key}.kind")
    return AddDays(reader.string(entry["column"], f"{key}.column"), ends[0], ends[1], kind)
