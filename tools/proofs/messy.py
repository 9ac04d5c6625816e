"""The messy files of many seeds, read: `python -m tools.proofs.messy` writes the table."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.messy import Mess
from tests.messy_books import messes
from tests.messy_graph import fresh, outcome
from tests.messy_score import judge
from tests.test_messy import corrected
from tools.proofs.page import section, table

SEEDS: Final = range(1, 21)
VERDICTS: Final = ("right", "wrong", "reported", "lost")


def main() -> int:
    """Write the section of the page; the exit code is 1 where a cell is wrong or lost."""
    cells: dict[str, Counter[str]] = {}
    nodes: dict[str, Counter[str]] = {}
    kinds: dict[str, str] = {}
    for seed in SEEDS:
        with TemporaryDirectory(prefix="powergraph-messy-") as name:
            for mess in messes(Path(name), seed):
                kinds[mess.name] = ", ".join(mess.messes)
                cells.setdefault(mess.name, Counter()).update(j.verdict for j in judge(mess, []))
                nodes.setdefault(mess.name, Counter()).update(_nodes(mess, Path(name)))
    rows = [
        [
            name,
            kinds[name],
            *(str(found[verdict]) for verdict in VERDICTS),
            f"{nodes[name]['right']} of {nodes[name]['known']}",
            "yes" if nodes[name]["asked"] else "",
        ]
        for name, found in cells.items()
    ]
    whole = sum(cells.values(), Counter())
    built = sum(nodes.values(), Counter())
    text = (
        f"{len(cells)} files of {len(SEEDS)} seeds, {whole.total():,} cells: "
        f"**{whole['right']:,} right, {whole['wrong']} wrong, {whole['reported']} reported, "
        f"{whole['lost']} lost**; {built['right']:,} of {built['known']:,} nodes as they must be. "
        "The generator (tests/messy_books.py) was written without sight of the reader, but from "
        "the same list of titles. *Asked*: the load stopped for a mapping to be confirmed once, or "
        "for a day that the file does not hold.\n\n"
    )
    head = ["file", "messes", *VERDICTS, "nodes", "asked"]
    section("messy", text + table(head, rows))
    return 0 if whole["right"] == whole.total() and built["right"] == built["known"] else 1


def _nodes(mess: Mess, folder: Path) -> dict[str, int]:
    place = folder / f"graph-{mess.name}"
    place.mkdir()
    with fresh(place) as store:
        result = outcome(mess, store)
        asked = bool(result.refused)
        if asked:
            result = outcome(mess, store, corrected(mess, place))
    return {"right": result.right, "known": len(mess.nodes), "asked": int(asked)}


if __name__ == "__main__":
    sys.exit(main())
