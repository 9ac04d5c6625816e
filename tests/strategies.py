"""Random tables, small and dense, that make rules fire and nearly fire; and how to load them.

Few uids, so that everything meets; days at the edges of what rules count; cells left empty; roles
filled by bodies, departments and vacant posts. Every reference is valid: the tables load.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind, LinkTable, NodeTable, Table
from graph.store import Store
from loaders.load import load
from loaders.tables import CsvReader
from tests.oracle import Facts, Row, Tables
from tests.strategies_focus import AFTER, AS_OF, BORROWED, CHOICES, MISSING, OFFSETS, ROWS, SIZES
from tests.strategies_together import TOGETHER, tidy

__all__ = ["AS_OF", "Generator", "load_tables", "moved", "random_tables", "write_csv"]


def random_tables(seed: int, size: str = "small") -> Tables:
    """Tables that are the same for the same seed and size (small, medium or large)."""
    return Generator(random.Random(f"{seed}/{size}"), SIZES[size]).tables()


def moved(tables: Tables, seed: int, names: Collection[str]) -> Tables:
    """The same rows as an earlier list might have had them: naming other rows here and there.

    Loaded before the tables themselves, it leaves closed relationships in the graph.
    """
    dice = random.Random(seed)
    earlier = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for table in SCHEMA.tables:
        if not isinstance(table, NodeTable) or table.name not in names:
            continue
        for column, ref in table.references:
            if column.name in table.uid_from:
                continue
            others = [r["uid"] for r in tables[SCHEMA.table_of(ref.label.name).name] if "uid" in r]
            for place, row in enumerate(earlier[table.name]):
                allowed = others[:place] if ref.acyclic else others
                if allowed and dice.random() < 0.4:
                    other = dice.choice(allowed)
                    row[column.name] = [other] if column.many else other
    return earlier


def write_csv(tables: Tables, folder: Path) -> Path:
    """The tables as a folder of CSV files; tables without rows are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        table = SCHEMA.table(name)
        if table is None or not rows:
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([c.name for c in table.columns])
            writer.writerows([[_cell(row.get(c.name)) for c in table.columns] for row in rows])
    return folder


def load_tables(store: Store, tables: Tables, folder: Path, as_of: date = AS_OF) -> None:
    """Write the tables into the folder and load it."""
    load(store, [CsvReader(write_csv(tables, folder))], as_of=as_of)


def load_random(store: Store, seed: int, folder: Path) -> tuple[Store, Facts]:
    """A graph of many random tables, and the tables."""
    tables = random_tables(seed, "large")
    load_tables(store, tables, folder)
    return store, Facts(tables)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


# Where the order of the schema is not that in which rows lean on one another.
_LATER: Final = {
    "matters": 1,
    **dict.fromkeys(("disclosures", "statements", "votes", "filings", "payments", "contracts"), 2),
    "countersigns": 3,
}


class Generator:
    """Fills the tables, so that those a row leans on come before it."""

    def __init__(self, dice: random.Random, scale: tuple[float, float]) -> None:
        self.dice = dice
        self.made: Tables = {}
        self._scale = scale
        self._skew = dice.choice((0.0, 0.1, 0.3, 0.5))
        self._shared = dice.random() < 0.3

    def tables(self) -> Tables:
        """All tables."""
        tables = {t.name: t for t in SCHEMA.tables}
        for table in sorted(SCHEMA.tables, key=lambda t: _LATER.get(t.name, 0)):
            many, grows = ROWS[table.name]
            count = max(1, round(many * self._scale[grows]))
            together = TOGETHER.get(table.name)
            if together:
                rows = [self.row(table, n, given) for n, given in enumerate(together(self), 1)]
            else:
                rows = [self.row(table, n) for n in range(1, count + 1)]
            self.made[table.name] = rows
        for name, extra in tidy(self):
            self.made[name].append(self.row(tables[name], len(self.made[name]) + 1, extra))
        self._close_references()
        for table in SCHEMA.tables:
            self.made[table.name] = _unlike(table, self.made[table.name])
        return self.made

    # Rows

    def row(self, table: Table, number: int, given: Row | None = None) -> Row:
        """A row with the given cells, all others at random."""
        row: Row = dict(given or {})
        for column in table.columns:
            if column.name not in row:
                row[column.name] = self._value(table, column, row, number)
        return row

    def _value(self, table: Table, column: Column, row: Row, number: int) -> Any:
        key = (table.name, column.name)
        if column.name in ("uid", "code") and column.required:
            return self._uid(table, number)
        if not column.required and self.dice.random() < MISSING.get(key, 0.2):
            return None
        if key in CHOICES:
            chosen = self.dice.choice(CHOICES[key])
            return list(chosen) if isinstance(chosen, tuple) else chosen
        if column.ref or (isinstance(table, LinkTable) and self._is_end(table, column)):
            return self._reference(table, column, row, number)
        if column.kind in (Kind.DAY, Kind.MOMENT):
            return self._day(table, column, row)
        return self._plain(column)

    def _plain(self, column: Column) -> Any:
        dice = self.dice
        if column.kind is Kind.CODE and column.enum:
            if column.many:
                return dice.sample(column.enum.codes, dice.randint(1, 4))
            return dice.choice(column.enum.codes)
        if column.kind is Kind.BOOLEAN:
            return dice.random() < 0.5
        if column.kind is Kind.INTEGER:
            return dice.randint(int(column.low or 0), int(column.high or 5))
        if column.kind is Kind.NUMBER:
            return float(dice.choice((0, 1, 2, 10, 20, 21)))
        return "2000-01" if column.kind is Kind.MONTH else dice.choice(("甲", "乙", "丙"))

    def _uid(self, table: Table, number: int) -> str:
        """Uids are unique per label only: in some sets all labels have the same ones."""
        return f"{'X' if self._shared else table.name[:3].upper()}{number:02d}"

    # References

    def _is_end(self, table: LinkTable, column: Column) -> bool:
        return column.name in (table.source.column, table.target.column)

    def _reference(self, table: Table, column: Column, row: Row, number: int) -> Any:
        if isinstance(table, LinkTable):
            end = table.source if column.name == table.source.column else table.target
            label = row[end.label_column] if end.label_column else end.labels[0].name
        else:
            assert column.ref
            label = column.ref.label.name
        target = SCHEMA.table_of(label)
        borrowed = BORROWED.get((table.name, column.name))
        if borrowed and self.dice.random() < 0.8:
            via, wanted = borrowed
            other = self._find(table, via, row[via]) if row[via] else {}
            if other.get(wanted) is not None or not column.required:
                return other.get(wanted)
        if column.ref and column.ref.acyclic:
            uids = [self._uid(target, n) for n in range(1, number)]
        else:
            uids = self.uids(target)
        if not uids:
            return None
        if column.many:
            return self.dice.sample(uids, min(len(uids), self.dice.choice((1, 1, 1, 2, 3))))
        # In some sets the first rows get more than their share: so an outlier comes about.
        if self.dice.random() < self._skew:
            return uids[0]
        return self.dice.choice(uids)

    def uids(self, target: NodeTable) -> list[str]:
        """The uids of a table, also of one that comes later."""
        if target.name in self.made:
            return ["/".join(str(r[c]) for c in target.uid_from) for r in self.made[target.name]]
        many, grows = ROWS[target.name]
        count = max(1, round(many * self._scale[grows]))
        return [self._uid(target, n) for n in range(1, count + 1)]

    def _find(self, table: Table, column: str, uid: str) -> Row:
        ref = next(c.ref for c in table.columns if c.name == column)
        assert ref
        rows = self.made.get(SCHEMA.table_of(ref.label.name).name, [])
        return next((r for r in rows if r.get("uid") == uid), {})

    def _close_references(self) -> None:
        """Empty the optional references to rows that did not come about."""
        for table in SCHEMA.tables:
            if isinstance(table, NodeTable):
                for column, ref in table.references:
                    known = set(self.uids(SCHEMA.table_of(ref.label.name)))
                    for row in self.made[table.name]:
                        named = row[column.name]
                        if isinstance(named, list):
                            row[column.name] = [u for u in named if u in known] or None
                        elif named not in known:
                            row[column.name] = None

    # Days

    def _day(self, table: Table, column: Column, row: Row) -> Any:
        dice = self.dice
        key = (table.name, column.name)
        day = AS_OF + timedelta(dice.choice(OFFSETS.get(key, OFFSETS["", ""])))
        after = AFTER.get(key)
        if after and dice.random() < 0.8:
            base_table, base_column, deltas = after
            base = row.get(base_column)
            if base_table:
                other = self._find(table, base_table, row[base_table]) if row[base_table] else {}
                base = other.get(base_column)
            if base is not None:
                day = date(base.year, base.month, base.day) + timedelta(dice.choice(deltas))
        if column.name == "valid_to":
            start = row["valid_from"]
            if start and day <= start:
                return None
        if column.kind is Kind.MOMENT:
            return datetime.combine(day, datetime.min.time()) + timedelta(hours=dice.choice((0, 9)))
        return day


def _unlike(table: Table, rows: list[Row]) -> list[Row]:
    """Without the rows of a link table that say something else about the same link."""
    if isinstance(table, NodeTable):
        return rows
    ends = [c for e in (table.source, table.target) for c in (e.column, e.label_column) if c]
    kept: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        kept.setdefault(tuple(row[c] for c in (*ends, *table.key)), row)
    return list(kept.values())
