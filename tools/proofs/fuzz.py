"""Damaged and random files against the loader: `python -m tools.proofs.fuzz [FILES [SEED]]`.

Each file is a messy workbook, a CSV file or a JSON file of ours with cells changed at random, or
with bytes knocked out. A load ends in rows or in problems, never in a crash; one that ends in
problems has written nothing.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import openpyxl

from graph.errors import SourceError
from graph.store import Store
from loaders.formats import readers
from loaders.load import load
from tests.messy_books import messes
from tests.messy_graph import fresh
from tools.proofs.page import section, table

WORKERS: Final = 2
FILES: Final = 10_000
FOLDERS: Final = 20  # files that one graph takes before a new one is made
CELLS: Final[tuple[str | float | None, ...]] = (
    *("", " ", "\n", "合计", "小计", "注：", "=1+1", "'=1", "#REF!", "是", "高", "Ⅲ", "A"),
    *("2026-02-30", "2026年3月5日", "20个工作日", "9" * 400, "-1", "1e400", "nan", "\u202e"),
    *("𠮷", "\ufffe", "x" * 40_000, "；；；", "《》第条", "负责。分管。联系。", "D1", "O1", "/"),
    *(0, -1, 1.5, 10**18, True, None),
)


def main(files: int, seed: int) -> int:
    """Run and write the section of the page; the exit code is 1 where anything went wrong."""
    shares = [(seed + n, min(FOLDERS, files - n * FOLDERS)) for n in range(-(-files // FOLDERS))]
    counts: Counter[str] = Counter()
    with Pool(WORKERS) as pool:
        for part in pool.imap_unordered(_share, shares):
            counts.update(part)
    wrong = {name: n for name, n in counts.items() if name.startswith(("crash", "half"))}
    rows = [[name, str(n)] for name, n in sorted(counts.items())]
    text = [
        f"{files:,} files: **{sum(n for k, n in wrong.items() if k.startswith('crash'))} crashes, "
        f"{sum(n for k, n in wrong.items() if k.startswith('half'))} half-written**.",
        (__doc__ or "").split("\n\n")[1],
        table(["what became of it", "files"], rows),
    ]
    section("fuzz", "\n\n".join(text))
    return 1 if wrong else 0


def _share(task: tuple[int, int]) -> Counter[str]:
    seed, files = task
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with TemporaryDirectory(prefix="powergraph-fuzz-") as name:
        folder = Path(name)
        store = fresh(folder)
        try:
            made = _damaged(folder, chance, seed)
            for _ in range(files):
                counts[_outcome(store, next(made))] += 1
        finally:
            store.close()
    return counts


def _outcome(store: Store, path: Path) -> str:
    before = _size(store)
    try:
        load(store, readers([path]))
    except SourceError:
        return "problems" if _size(store) == before else f"half-written {path.suffix}"
    except Exception:  # noqa: BLE001 - what is looked for
        sys.stderr.write(f"{path.name}\n{traceback.format_exc()}\n")
        return f"crash {path.suffix}"
    return "loaded"


def _size(store: Store) -> tuple[int, int, Any]:
    nodes = store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
    links = store.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    return nodes, links, store.read("MATCH (m:Meta) RETURN m.open_import AS x")[0]["x"]


def _damaged(folder: Path, chance: random.Random, seed: int) -> Iterator[Path]:
    (folder / "in").mkdir()
    good = [mess.path for mess in messes(folder / "in", seed)]
    good += [*_tables(folder / "base")]
    number = 0
    while True:
        number += 1
        source = chance.choice(good)
        # A file of ours is known by its name.
        path = folder / str(number) / source.name
        path.parent.mkdir()
        path.write_bytes(_changed(source, chance))
        yield path


def _tables(base: Path) -> Iterator[Path]:
    yield from sorted(base.glob("*.csv"))
    rows = [list(csv.DictReader(f.open(encoding="utf-8"))) for f in sorted(base.glob("*.csv"))]
    path = base / "tables.json"
    names = [f.stem for f in sorted(base.glob("*.csv"))]
    path.write_text(json.dumps(dict(zip(names, rows, strict=True))), encoding="utf-8")
    yield path


def _changed(source: Path, chance: random.Random) -> bytes:
    data = source.read_bytes()
    if chance.random() < 0.3:
        return _knocked(data, chance)
    if source.suffix == ".xlsx":
        return _cells_changed(data, chance)
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        parts = lines[at].split(b",")
        value = str(chance.choice(CELLS)).encode("utf-8", "replace")
        parts[chance.randrange(len(parts))] = value
        lines[at] = b",".join(parts)
    return b"\n".join(lines)


def _knocked(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.3 else changed)


def _cells_changed(data: bytes, chance: random.Random) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for _ in range(chance.randint(1, 8)):
        sheet = chance.choice(book.worksheets)
        row, column = chance.randint(1, sheet.max_row + 2), chance.randint(1, sheet.max_column + 2)
        act = chance.random()
        if act < 0.1:
            sheet.delete_rows(row)
        elif act < 0.2:
            sheet.insert_cols(column)
        elif act < 0.3 and row < sheet.max_row:
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=column)
        else:
            cell = sheet.cell(row, column)
            if not isinstance(cell, openpyxl.cell.MergedCell):
                value = chance.choice(CELLS)
                allowed = not isinstance(value, str) or value.isprintable()
                cell.value = value if allowed else "?"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(asked[0] if asked else FILES, asked[1] if len(asked) > 1 else 1))
