"""One row of a form into rows of our tables, as the form's plan says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from graph.errors import Problem
from graph.privacy import hidden, names_a_person
from graph.schema.kinds import NodeTable
from graph.text import Message
from loaders.cells import CellError, fold
from loaders.facts import HIDDEN
from loaders.mapping.convert import text_of
from loaders.mapping.given import UNKNOWN, Given, Memory
from loaders.mapping.options import Options
from loaders.mapping.plan import Made, Plan, Value
from loaders.mapping.resolve import own_unit
from loaders.mapping.vocabulary import Vocabulary
from loaders.names import NameBook
from loaders.rows import RawRow

# A field of this name counts rows: it says where something stands, not what it is.
_POSITIONS: Final = frozenset({"serial", "order"})


class Rows(Protocol):
    """Rows of one table, by field; may be read again."""

    def __iter__(self) -> Iterator[tuple[int, Mapping[str, object]]]: ...


class Converter:
    """Turns the rows of one table into rows of ours."""

    def __init__(
        self,
        form_plan: Plan,
        titles: Mapping[str, str],
        options: Options,
        vocabulary: Vocabulary,
        names: NameBook,
        *,
        file: str,
        sheet: str = "",
        aliases: Mapping[str, str] | None = None,
        headings: Sequence[str] = (),
        header_row: int = 1,
        numbers: frozenset[str] = frozenset(),
        report_others: bool = False,
    ) -> None:
        """`titles` gives the title of each field that the table has, `aliases` what offices call
        the others. `numbers` are fields of sums of money, whose digits name nobody. Cells of no
        field have a space before their name; `report_others` has them reported as lost."""
        self._others = report_others
        self._aliases = aliases or {}
        self._plan, self._titles, self._numbers = form_plan, titles, numbers
        self._header_row = header_row
        heads = tuple(head for head in headings if head)
        self._given = Given(
            names, options, vocabulary, heads, file, sheet, Memory(), row=header_row
        )
        self._unheld: dict[str, tuple[int, int]] = {}
        self._taken: dict[int, dict[Any, Any]] = {}
        self._above: dict[str, object] = {}
        # Every cell asks for it: worked out once.
        values = [value for made in form_plan for value in _values(made)]
        self._heads = {id(value): self._title_of(value) for value in values}
        used = {name for value in values for name in (*value.fields, value.by)}
        used |= {path for made in form_plan for path in made.when}
        self._left = [f for f in titles if f not in used and f not in _POSITIONS]

    def convert(self, rows: Rows, problems: list[Problem]) -> Iterator[RawRow]:
        """All rows of the table. A row with a problem becomes nothing."""
        self._gather(rows)
        self._find_unit(problems)
        for number, cells in rows:
            yield from self._row(number, cells, problems)
        problems += self._given.memory.problems()
        problems += self._lost()

    def _find_unit(self, problems: list[Problem]) -> None:
        try:
            self._given.unit = own_unit(self._given)
        except CellError as error:
            place = (self._given.file, self._given.sheet, self._header_row)
            problems.append(
                Problem(*place, "options: unit", hidden(self._given.options.unit), error.expected)
            )

    def _row(
        self, number: int, cells: Mapping[str, object], problems: list[Problem]
    ) -> Iterator[RawRow]:
        before = len(problems)
        self._given.row = number
        self._given.extra.clear()
        self._watch(cells, problems)
        env = self._filled(cells)
        made = [] if len(problems) > before else list(self._made(env, problems))
        if len(problems) > before:
            self._forget()
            # A cell that several of our rows need is one problem.
            found = problems[before:]
            problems[before:] = [p for n, p in enumerate(found) if p not in found[:n]]
            return
        yield from self._given.extra
        yield from made
        others = [name for name in cells if name[:1] == " "] if self._others else []
        for name in (*self._left, *others):
            if text_of(cells.get(name)):
                first, count = self._unheld.get(name, (number, 0))
                self._unheld[name] = (first, count + 1)

    def _forget(self) -> None:
        """Rows that a row with a problem would have made are made by the next one."""
        for raw in self._given.extra:
            self._given.memory.made.discard((raw.table.name, str(raw.cells["uid"])))

    def _watch(self, cells: Mapping[str, object], problems: list[Problem]) -> None:
        """Whether a cell names a person by number, also in a column that goes nowhere."""
        for name, cell in cells.items():
            if name not in self._numbers and cell is not None and names_a_person(str(cell)):
                expected = Message("expect.no_person")
                problems.append(self._problem(self._title(name), HIDDEN, expected))

    def _filled(self, cells: Mapping[str, object]) -> dict[str, object]:
        """The fields of a row, with what empty cells of it mean."""
        env: dict[str, object] = {}
        options = self._given.options
        for name, cell in cells.items():
            value = None if isinstance(cell, str) and not cell.strip() else cell
            if name in options.fill_down:
                value = self._above.get(name) if value is None else value
                self._above[name] = value
            env[name] = value
        for name, value in options.defaults.items():
            if env.get(name) is None:
                env[name] = value
        return env

    def _made(self, env: dict[str, object], problems: list[Problem]) -> Iterator[RawRow]:
        for made in self._plan:
            if any(env.get(path) in (None, UNKNOWN) for path in made.when):
                env |= {f"{made.name}.{column}": None for column in made.columns}
                continue
            for item in self._items(made, env, problems):
                env["each"] = item
                cells = self._cells(made, env, problems)
                if cells is not None and made.table is not None and not self._stated(made, cells):
                    place = (self._given.file, self._given.sheet, self._given.row)
                    yield RawRow(made.table, *place, cells)

    def _stated(self, made: Made, cells: Mapping[str, object]) -> bool:
        """Whether another table states the node, so that this one need not; what is lost by that
        is said."""
        if not made.unless_stated or not isinstance(made.table, NodeTable):
            return False
        label, uid = made.table.label.name, str(cells["uid"])
        if not self._given.names.is_stated(label, uid, (self._given.file, self._given.sheet)):
            return False
        columns = {c.name: c for c in made.table.columns if not c.required}
        lost = [columns[name].zh for name, cell in cells.items() if name in columns and cell]
        if lost:
            self._given.title = made.table.zh
            self._given.warn("、".join(lost), "expect.mapping.stated", label=made.table.label.zh)
        return True

    def _items(
        self, made: Made, env: dict[str, object], problems: list[Problem]
    ) -> Sequence[object]:
        if made.each is None:
            return [None]
        found = self._value(made.each, env, problems)
        return found if isinstance(found, list) else []

    def _cells(
        self, made: Made, env: dict[str, object], problems: list[Problem]
    ) -> dict[str, object] | None:
        """The cells of one row of ours; None where it cannot be, which has been said."""
        cells: dict[str, object] = {}
        required = made.required
        out = False
        for column, value in made.columns.items():
            found = self._value(value, env, problems)
            found = None if found == "" else found
            env[f"{made.name}.{column}"] = found
            if found is UNKNOWN:
                out = out or column in required
            elif found is None and column in required:
                problems.append(self._problem(self._heads[id(value)], "", self._advice(value)))
                out = True
            elif found is not None or self._states(value):
                cells[column] = found
        if out:
            env |= {f"{made.name}.{column}": UNKNOWN for column in made.columns}
        return None if out else cells

    def _states(self, value: Value) -> bool:
        """Whether an empty value means that there is none: the table has the column."""
        return any(name in self._titles for name in value.fields)

    def _value(self, value: Value, env: Mapping[str, object], problems: list[Problem]) -> object:
        found = [_look_up(env, path) for path in value.paths]
        if UNKNOWN in found:
            return UNKNOWN
        self._given.title = self._heads[id(value)]
        try:
            own = value.of(self._given, found)
        except CellError as error:
            cell = HIDDEN if error.hidden else found[0] if found else ""
            problems.append(self._problem(self._given.title, cell, error.expected))
            return UNKNOWN
        if not value.by:
            return own
        key: Any = fold(text_of(env.get(value.by)))
        key = (key, self._given.row) if value.take == "rank" else key
        return self._taken.get(id(value), {}).get(key)

    def _gather(self, rows: Rows) -> None:
        """What values are to be taken of all rows that agree in a field."""
        wanted = [v for made in self._plan for v in _values(made) if v.by]
        groups: list[dict[str, list[tuple[Any, int]]]] = [defaultdict(list) for _ in wanted]
        said, self._given.memory = self._given.memory, Memory()
        for number, cells in rows if wanted else ():
            env = self._filled(cells)
            for value, group in zip(wanted, groups, strict=True):
                found = self._silent(value, env)
                key = fold(text_of(env.get(value.by)))
                if found is not None or value.take == "rank":
                    group[key].append((found, number))
        self._above, self._given.memory = {}, said
        pairs = zip(wanted, groups, strict=True)
        self._taken = {id(value): _taken(value, group) for value, group in pairs}

    def _silent(self, value: Value, env: Mapping[str, object]) -> object:
        """A value, or None: what is to be said of a row is said when it is converted."""
        try:
            return value.of(self._given, [_look_up(env, path) for path in value.paths])
        except CellError:
            return None

    def _lost(self) -> Iterator[Problem]:
        """What the table says and none of our tables takes, one warning a column."""
        for name, (first, count) in self._unheld.items():
            place = (self._given.file, self._given.sheet, first)
            expected = Message("expect.mapping.not_held", {"count": count})
            yield Problem(*place, self._title(name), "", expected, "warning")

    def _advice(self, value: Value) -> Message:
        if not value.fields or any(name in self._titles for name in value.fields):
            return Message("expect.filled")
        return Message("expect.mapping.default", {"field": value.fields[0]})

    def _title_of(self, value: Value) -> str:
        named = [name for name in value.fields if name in self._titles]
        return self._title((*named, *value.fields, "")[0])

    def _title(self, name: str) -> str:
        return (self._titles.get(name) or self._aliases.get(name, name)).strip()[:60]

    def _problem(self, title: str, value: object, expected: Message) -> Problem:
        place = (self._given.file, self._given.sheet, self._given.row)
        return Problem(*place, title, hidden(value), expected)


def _values(made: Made) -> list[Value]:
    return [*made.columns.values(), *([made.each] if made.each else [])]


def _look_up(env: Mapping[str, object], path: str) -> object:
    if path in env:
        return env[path]
    head, _, part = path.partition(".")
    item = env.get(head)
    if head != "each" or not part:
        return None
    return item.get(part) if isinstance(item, Mapping) else getattr(item, part, None)


def _taken(value: Value, groups: Mapping[str, list[tuple[Any, int]]]) -> dict[Any, Any]:
    """What is taken of each group: a value, or for `rank` the place of each row."""
    if value.take == "rank":
        return {
            (key, row): place
            for key, found in groups.items()
            for place, (_, row) in enumerate(sorted(found, key=lambda f: (f[0] is None, f)), 1)
        }
    if value.take == "many":
        return {key: len({found for found, _ in group}) > 1 for key, group in groups.items()}
    if value.take == "last":
        return {key: group[-1][0] for key, group in groups.items()}
    if value.take == "all":
        return {key: [found for found, _ in group] for key, group in groups.items()}
    choose = min if value.take == "least" else max
    return {key: choose(found for found, _ in group) for key, group in groups.items()}
