"""Tables as offices type them, held cell by cell and node by node to what is true of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from powergraph.cli import run
from tests.messy import Mess
from tests.messy_books import MAKERS, messes
from tests.messy_graph import fresh, outcome
from tests.messy_score import judge

SEEDS = range(1, 21) if os.environ.get("POWERGRAPH_PROVE") else (1,)
NAMES = [maker.__name__ for maker in MAKERS]


@pytest.fixture(scope="module", params=SEEDS)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Mess]:
    """All messy files of a seed."""
    return messes(tmp_path_factory.mktemp("messy"), request.param)


@pytest.mark.parametrize("at", range(len(MAKERS)), ids=NAMES)
def test_each_cell_is_read_for_what_it_is(files: list[Mess], at: int) -> None:
    wrong = [j for j in judge(files[at], []) if j.verdict != "right"]
    assert wrong == []


@pytest.mark.parametrize("at", range(len(MAKERS)), ids=NAMES)
def test_the_graph_holds_what_the_file_says_after_at_most_one_correction(
    files: list[Mess], at: int, tmp_path: Path
) -> None:
    mess = files[at]
    with fresh(tmp_path) as store:
        result = outcome(mess, store)
        if result.refused:
            result = outcome(mess, store, corrected(mess, tmp_path))
    assert result.refused == []
    assert (result.missing, result.differing, result.counts) == ([], [], {})
    assert result.right == len(mess.nodes)


def corrected(mess: Mess, folder: Path) -> Path:
    """The mapping as proposed, with the day that a table without one needs: what a user would
    do once."""
    path = folder / "mapping.yaml"
    graph = folder / "none.db"
    command = ["load", str(mess.path), "--graph", str(graph), "--save-mapping", str(path), "-q"]
    assert run(command) == 0
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for sheet in data["sheets"]:
        if sheet["form"] == "division":
            sheet["options"] = {"defaults": {"valid_from": "2026-01-01"}}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path
